# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services of service providers and groups (section 3.3)."""

from __future__ import annotations

from typing import Any

from . import values
from .attributes import Attr
from .call import Call
from .errors import DEPENDENCY, IN_USE, INVALID, NO_LICENSE, NOT_THERE, REQUIRED, SERVICE_MISSING, Refusal
from .seed import TRUNK_GROUP_SERVICE

UNLIMITED = -1
GROUP_SERVICES = ("Auto Attendant", "Call Center", "Call Park", "Hunt Group", "Music On Hold", TRUNK_GROUP_SERVICE)
USER_SERVICES = (
    "Anonymous Call Rejection", "Authentication", "Call Forwarding Always", "Call Forwarding Busy", "Call Forwarding No Answer",
    "Call Notify", "Calling Line ID Delivery Blocking", "CommPilot Express", "Do Not Disturb")
NOT_FOR_GROUPS = ("Call Forwarding No Answer", "CommPilot Express")
KINDS = {"userServices": USER_SERVICES, "groupServices": GROUP_SERVICES}


def complete(rows: Any, known: tuple) -> dict:
    """name -> ``{authorized, assigned, quantity}`` for all known services, from short rows of a state."""
    services = {name: {"authorized": False, "assigned": False, "quantity": UNLIMITED} for name in known}
    for row in rows or []:
        base = services.get(row["serviceName"], {"authorized": False, "assigned": False, "quantity": UNLIMITED})
        services[row["serviceName"]] = {**base, **{name: row[name] for name in base if name in row}}
    return services


def short(services: dict) -> list:
    """The rows of a state."""
    return [{"serviceName": name, **service} for name, service in services.items()]


def assigned(group: dict, name: str = TRUNK_GROUP_SERVICE) -> bool:
    service = group["groupServices"].get(name, {})
    return bool(service.get("authorized") and service.get("assigned"))


def require_trunking(group: dict) -> None:
    """Raises where the group has no trunk groups because the service is not assigned to it."""
    if not assigned(group):
        raise Refusal(SERVICE_MISSING, TRUNK_GROUP_SERVICE, f"group {group['groupId']}")


def require_trunking_authorized(provider: dict) -> None:
    if not provider["groupServices"][TRUNK_GROUP_SERVICE]["authorized"]:
        raise Refusal(SERVICE_MISSING, TRUNK_GROUP_SERVICE, f"service provider {provider['serviceProviderId']}")


def usage(call: Call, group: dict, name: str) -> int:
    return len(call.store.trunk_groups[group["serviceProviderId"], group["groupId"]]) if name == TRUNK_GROUP_SERVICE else 0


def row(name: str, service: dict, used: int, allowed: int, **more) -> dict:
    return {
        "serviceName": name,
        **service,
        "limited": "Unlimited" if service["quantity"] == UNLIMITED else "Limited",
        "usage": used,
        "licensed": True,
        "allowed": allowed,
        **more,
        "alias": name,
    }


def group_row(call: Call, group: dict, kind: str, name: str) -> dict:
    """A row of a group's services. ``allowed`` is what the service provider has."""
    allowed = call.store.service_provider(group)[kind].get(name, {"quantity": UNLIMITED})["quantity"]
    for_users = {"userAssignable": True, "groupServiceAssignable": name not in NOT_FOR_GROUPS, "tags": []}
    return row(name, group[kind][name], usage(call, group, name), allowed, **(for_users if kind == "userServices" else {}))


def read_group(call: Call) -> dict:
    """GET /groups/services."""
    return group_services(call, call.group())


def group_services(call: Call, group: dict) -> dict:
    return {
        "resellerId": "None",
        "serviceProviderId": group["serviceProviderId"],
        "groupId": group["groupId"],
        **{kind: [group_row(call, group, kind, name) for name in group[kind]] for kind in KINDS},
        "servicePackServices": [],
    }


def names_of_group(call: Call) -> list:
    """GET /groups/services/available: the names of the group services that are assigned."""
    group = call.group()
    return [name for name in group["groupServices"] if assigned(group, name)]


def holders(call: Call) -> dict:
    """GET /groups/services/assigned: nobody has a service of his own here."""
    group, name = call.group(), call.text("serviceName")
    kind = next((kind for kind in KINDS if name in group[kind]), None)
    if kind is None or call.text("serviceType") not in ("serviceName", "servicePackName"):
        raise Refusal(NOT_THERE, name)
    return {"serviceProviderId": group["serviceProviderId"], "groupId": group["groupId"], "serviceType": kind, "serviceName": name, "users": []}


def change_group(call: Call) -> dict:
    """PUT /groups/services: only the services listed change."""
    group = call.group()
    call.require("Service Provider", "GroupServiceModifyAuthorizationListRequest")
    changed = {kind: {**group[kind], **given(call, kind, group[kind])} for kind in KINDS}
    for kind, services in changed.items():
        for name, service in services.items():
            if service != group[kind][name]:
                check_group(call, group, kind, name, service)
    group.update(changed)
    return group_services(call, group)


def given(call: Call, kind: str, present: dict) -> dict:
    """The services of a body as they will be, merged into the present ones. Raises Refusal."""
    rows = call.body.get(kind) or []
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Refusal(INVALID, kind, "expected an array of objects")
    found = {}
    for one in rows:
        name = one.get("serviceName")
        if not name:
            raise Refusal(REQUIRED, f"{kind}.serviceName")
        if name not in present:
            raise Refusal(NOT_THERE, str(name), "no such service")
        service = dict(present[name])
        for flag in ("authorized", "assigned"):
            if one.get(flag) is not None:
                service[flag] = values.boolean(Attr(flag, "boolean"), one[flag])
        if one.get("assigned") is None:
            service["assigned"] = service["assigned"] and service["authorized"]
        if one.get("quantity") is not None:
            service["quantity"] = values.integer(Attr("quantity", "integer", UNLIMITED, 999999), one["quantity"])
        found[name] = service
    return found


def more_than(quantity: int, bound: int) -> bool:
    """Whether a quantity exceeds a bound, either of which may be unlimited."""
    return bound != UNLIMITED and (quantity == UNLIMITED or quantity > bound)


def check_group(call: Call, group: dict, kind: str, name: str, service: dict) -> None:
    """What speaks against a changed service of a group. Raises Refusal."""
    owner = call.store.service_provider(group)[kind].get(name, {"authorized": False})
    used = usage(call, group, name)
    if service["authorized"] and not owner["authorized"]:
        raise Refusal(NO_LICENSE, name, f"{name}: the service provider is not authorized.")
    if service["authorized"] and service["quantity"] != UNLIMITED and more_than(service["quantity"], owner["quantity"]):
        raise Refusal(NO_LICENSE, name, f"{name}: Service pack license limit is reached.")
    if service["assigned"] and not service["authorized"]:
        raise Refusal(DEPENDENCY, name, "it is assigned, but not authorized")
    if used and not service["assigned"]:
        raise Refusal(IN_USE, name, f"{used} trunk groups")
    if more_than(used, service["quantity"]):
        raise Refusal(IN_USE, name, f"{used} trunk groups, quantity {service['quantity']}")


def read_provider(call: Call) -> dict:
    """GET /service-providers/services."""
    return provider_services(call.service_provider())


def provider_services(provider: dict) -> dict:
    rows = {kind: [row(name, service, 0, UNLIMITED) for name, service in provider[kind].items()] for kind in KINDS}
    for one in (one for kind in KINDS for one in rows[kind]):
        del one["assigned"], one["usage"]
    return {"resellerId": "None", "serviceProviderId": provider["serviceProviderId"], **rows, "servicePackServices": []}


def change_provider(call: Call) -> dict:
    """PUT /service-providers/services."""
    provider = call.service_provider()
    call.require("Reseller", "ServiceProviderServiceModifyAuthorizationListRequest")
    changed = {kind: {**provider[kind], **given(call, kind, provider[kind])} for kind in KINDS}
    for kind, services in changed.items():
        for name, service in services.items():
            users = [group["groupId"] for group in call.store.groups_of(provider["serviceProviderId"]) if group[kind][name]["authorized"]]
            if users and not service["authorized"] and provider[kind][name]["authorized"]:
                raise Refusal(IN_USE, name, "groups " + ", ".join(users))
    provider.update(changed)
    return provider_services(provider)
