# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunking call capacity of service providers and groups (section 3.2, rules K1 to K5 of section 5.6)."""

from __future__ import annotations

from . import services, values
from .attributes import Attr
from .call import Call
from .decisions import before
from .errors import CAPACITY, Refusal
from .seed import TRUNK_GROUP_SERVICE
from .services import UNLIMITED, more_than

CALLS, BURSTING, BTLUS = "maxActiveCalls", "burstingMaxActiveCalls", "numberOfBurstingBTLUs"
NAMES = (CALLS, BURSTING, BTLUS)
PROVIDER_LOWEST = {CALLS: UNLIMITED, BURSTING: UNLIMITED, BTLUS: UNLIMITED}
GROUP_LOWEST = {CALLS: 0, BURSTING: UNLIMITED, BTLUS: UNLIMITED}


def given(call: Call, lowest: dict) -> dict:
    """The capacities of a body. Raises Refusal."""
    names = [name for name in shown(call) if call.body.get(name) not in (None, "")]
    return {name: values.integer(Attr(name, "integer", lowest[name]), call.body[name]) for name in names}


def shown(call: Call) -> tuple:
    return NAMES[:2] if before(call.switches, "23") else NAMES


def refuse(call: Call, subject: str, rule: str) -> None:
    if call.switches.odin_capacity == "enforced":
        raise Refusal(CAPACITY, subject, f"rule {rule}")


def of_provider(call: Call, provider: dict) -> dict:
    return {"serviceProviderId": provider["serviceProviderId"], **{name: provider[name] for name in shown(call)}}


def of_group(call: Call, group: dict) -> dict:
    provider = call.store.service_provider(group)
    answer = {
        CALLS: group[CALLS],
        "maxAvailableActiveCalls": provider[CALLS],
        BURSTING: group[BURSTING],
        "burstingMaxAvailableActiveCalls": provider[BURSTING],
        "serviceProviderId": group["serviceProviderId"],
        "groupId": group["groupId"],
    }
    if BTLUS in shown(call):
        answer.update({"maxAvailableNumberOfBurstingBTLUs": provider[BTLUS], BTLUS: group[BTLUS]})
    return answer


def read_provider(call: Call) -> dict:
    """GET /service-providers/trunk-groups/call-capacity."""
    provider = call.service_provider()
    services.require_trunking_authorized(provider)
    return of_provider(call, provider)


def read_group(call: Call) -> dict:
    """GET /groups/trunk-groups/call-capacity."""
    group = call.group()
    services.require_trunking(group)
    return of_group(call, group)


def change_provider(call: Call) -> dict:
    """PUT /service-providers/trunk-groups/call-capacity."""
    provider = call.service_provider()
    call.require("Reseller", "ServiceProviderTrunkGroupModifyRequest")
    services.require_trunking_authorized(provider)
    new = given(call, PROVIDER_LOWEST)
    for name, value in new.items():
        for group in call.store.groups_of(provider["serviceProviderId"]):
            if value != provider[name] and more_than(group[name], value):
                refuse(call, f"{name} {value} of the service provider, group {group['groupId']} has {group[name]}", "K5")
    provider.update(new)
    return of_provider(call, provider)


def change_group(call: Call) -> dict:
    """PUT /groups/trunk-groups/call-capacity."""
    group = call.group()
    call.require("Service Provider", "GroupTrunkGroupModifyRequest")
    services.require_trunking(group)
    provider = call.store.service_provider(group)
    new = given(call, GROUP_LOWEST)
    for name, value in new.items():
        if more_than(value, provider[name]):
            refuse(call, f"{name} {value} of the group, available {provider[name]}", "K1")
        for trunk in call.store.trunks_of(group):
            if value != group[name] and more_than(trunk.get(name, 0), value):
                refuse(call, f"{name} {value} of the group, trunk group {trunk['name']} has {trunk[name]}", "K5")
    group.update(new)
    return of_group(call, group)


def report(call: Call) -> dict:
    """GET /service-providers/trunk-groups/call-capacity/reports: the groups that are authorized for the service."""
    provider = call.service_provider()
    services.require_trunking_authorized(provider)
    groups = [group for group in call.store.groups_of(provider["serviceProviderId"]) if call.sees(group["serviceProviderId"], group["groupId"])]
    return {
        "serviceProviderId": provider["serviceProviderId"],
        "serviceProviderTrunkCapacity": of_provider(call, provider),
        "groups": [{
            "groupId": group["groupId"],
            "groupName": group["groupName"],
            "userLimit": group["userLimit"],
            "service": services.group_row(call, group, "groupServices", TRUNK_GROUP_SERVICE),
            "groupTrunkCapacity": of_group(call, group),
        } for group in groups if group["groupServices"][TRUNK_GROUP_SERVICE]["authorized"]],
    }
