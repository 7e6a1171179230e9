# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service providers, groups, departments and devices (section 3.3)."""

from __future__ import annotations

from typing import Any

from . import capacity, services, values
from .attributes import Attr
from .call import Call
from .errors import EXISTS, IN_USE, NOT_THERE, Refusal

DEFAULT_DOMAIN = "example.net"
TIME_ZONE = {"timeZone": "America/New_York", "timeZoneDisplayName": "(GMT-05:00) (US) Eastern Time"}
CAPACITIES = dict.fromkeys(capacity.NAMES, 0)
INTERNAL = (*capacity.NAMES, *services.KINDS, "departments", "devices", "domains", "sipPasswordRules")
PROVIDER_SETTINGS = ("serviceProviderName", "defaultDomain", "supportEmail", "contact", "address")
GROUP_SETTINGS = ("groupName", "userLimit", "defaultDomain", "callingLineIdName", "callingLineIdPhoneNumber", "timeZone", "contact", "address")


def completed_services(given: dict) -> dict:
    return {kind: services.complete(given.get(kind), known) for kind, known in services.KINDS.items()}


def complete_provider(given: dict) -> dict:
    """A stored service provider from a short object. ``numbers`` are kept elsewhere."""
    base = {
        "isEnterprise": True,
        "defaultDomain": DEFAULT_DOMAIN,
        "serviceProviderName": given["serviceProviderId"],
        "useServiceProviderLanguages": False,
        "departments": [],
        "sipPasswordRules": {},
    }
    devices = [complete_device(one, given, "Service Provider") for one in given.get("devices", [])]
    kept = {name: value for name, value in given.items() if name != "numbers"}
    return {**base, **CAPACITIES, **kept, **completed_services(given), "devices": {one["deviceName"]: one for one in devices}}


def complete_group(given: dict, provider: dict) -> dict:
    """A stored group from a short object."""
    base = {
        "defaultDomain": provider["defaultDomain"],
        "userLimit": 25,
        "groupName": given["groupId"],
        **TIME_ZONE,
        "departments": [],
        "domains": [],
    }
    devices = [complete_device(one, given, "Group") for one in given.get("devices", [])]
    return {**base, **CAPACITIES, **given, **completed_services(given), "devices": {one["deviceName"]: one for one in devices}}


def complete_device(given: dict, home: dict, level: str) -> dict:
    base = {
        "deviceType": "Generic SIP IP-PBX",
        "protocol": "SIP 2.0",
        "numberOfPorts": {"unlimited": "true"},
        "status": "Online",
        "transportProtocol": "Unspecified",
        "useCustomUserNamePassword": False,
        "macAddress": "",
        "accessDeviceCredentials": {"userName": None},
        "tags": [],
        "relatedServices": [],
    }
    return {**base, **given, "deviceLevel": level, **{name: home[name] for name in ("serviceProviderId", "groupId") if name in home}}


def public(one: dict) -> dict:
    return {name: value for name, value in one.items() if name not in INTERNAL}


# Service providers


def read_provider(call: Call) -> Any:
    """GET /service-providers: the list, or one."""
    if call.query.get("serviceProviderId"):
        return public(call.service_provider())
    wanted = call.query.get("resellerId")
    chosen = [one for name, one in sorted(call.store.service_providers.items()) if call.sees(name) and wanted in (None, "", one.get("resellerId"))]
    return [{name: one[name] for name in ("serviceProviderId", "serviceProviderName", "isEnterprise")} for one in chosen]


def create_provider(call: Call) -> dict:
    call.require("Reseller", "ServiceProviderAddRequest")
    name = call.text("serviceProviderId", 30)
    if name in call.store.service_providers:
        raise Refusal(EXISTS, name)
    given = settings(call.body, PROVIDER_SETTINGS)
    enterprise = values.boolean(Attr("isEnterprise", "boolean"), call.body.get("isEnterprise", True))
    provider = complete_provider({"serviceProviderId": name, "isEnterprise": enterprise, **given})
    call.store.service_providers[name] = provider
    return public(provider)


def change_provider(call: Call) -> dict:
    call.require("Reseller", "ServiceProviderModifyRequest")
    provider = call.service_provider()
    provider.update(settings(call.body, PROVIDER_SETTINGS))
    return public(provider)


def delete_provider(call: Call) -> dict:
    call.require("Reseller", "ServiceProviderDeleteRequest")
    provider = call.service_provider()
    name = provider["serviceProviderId"]
    if call.store.groups_of(name):
        raise Refusal(IN_USE, name, "it has groups")
    del call.store.service_providers[name]
    return public(provider)


def settings(body: dict, names: tuple) -> dict:
    given = {name: body[name] for name in names if body.get(name) not in (None, "")}
    if "userLimit" in given:
        given["userLimit"] = values.integer(Attr("userLimit", "integer", 1, 999999), given["userLimit"])
    return given


# Groups


def group_profile(call: Call, group: dict) -> dict:
    return {**public(group), "userCount": len(call.store.users_of(group))}


def read_group(call: Call) -> Any:
    """GET /groups: the list of a service provider, or one."""
    if call.query.get("groupId"):
        return group_profile(call, call.group())
    name = call.service_provider()["serviceProviderId"]
    rows = [group for group in call.store.groups_of(name) if call.sees(name, group["groupId"])]
    return [{key: group[key] for key in ("groupId", "groupName", "userLimit", "serviceProviderId")} for group in rows]


def create_group(call: Call) -> dict:
    call.require("Service Provider", "GroupAddRequest")
    provider = call.service_provider()
    name = call.text("groupId", 30)
    if (provider["serviceProviderId"], name) in call.store.groups:
        raise Refusal(EXISTS, name)
    key = {"serviceProviderId": provider["serviceProviderId"], "groupId": name}
    group = complete_group({**key, **settings(call.body, GROUP_SETTINGS)}, provider)
    call.store.add_group(group)
    return group_profile(call, group)


def change_group(call: Call) -> dict:
    call.require("Group", "GroupModifyRequest")
    group = call.group()
    group.update(settings(call.body, GROUP_SETTINGS))
    return group_profile(call, group)


def delete_group(call: Call) -> dict:
    call.require("Service Provider", "GroupDeleteRequest")
    group = call.group()
    if call.store.trunks_of(group):
        raise Refusal(IN_USE, group["groupId"], "it has trunk groups")
    answer = group_profile(call, group)
    call.store.drop_group(group)
    return answer


def departments(call: Call) -> list:
    """GET /groups/departments."""
    group = call.group()
    key = {"serviceProviderId": group["serviceProviderId"]}
    rows = [{**key, "groupId": group["groupId"], "name": name} for name in group["departments"]]
    if call.query.get("includeEnterprise") == "true":
        rows += [{**key, "name": name} for name in call.store.service_provider(group)["departments"]]
    return rows


# Devices


def device_profile(call: Call, group: dict, device: dict) -> dict:
    return {**device, "numberOfAssignedPorts": len(holders(call, group, device))}


def holders(call: Call, group: dict, device: dict) -> list:
    """The trunk groups that use the device."""
    key = {"deviceLevel": "Group", "deviceName": device["deviceName"]}
    return [trunk for trunk in call.store.trunks_of(group) if trunk.get("accessDevice") == key]


def find_device(call: Call) -> tuple:
    """(group, device) of the arguments. Raises Refusal."""
    group, name = call.group(), call.text("deviceName", 40)
    if name not in group["devices"]:
        raise Refusal(NOT_THERE, name, "device")
    return group, group["devices"][name]


def read_device(call: Call) -> Any:
    """GET /groups/devices: the list, or one."""
    if call.query.get("deviceName"):
        return device_profile(call, *find_device(call))
    group = call.group()
    return [device_profile(call, group, device) for _name, device in sorted(group["devices"].items())]


def create_device(call: Call) -> dict:
    group = call.group()
    call.require("Group", "GroupAccessDeviceAddRequest")
    name, kind = call.text("deviceName", 40), call.text("deviceType", 40)
    if call.text("deviceLevel") != "Group":
        raise values.invalid("deviceLevel", "Group")
    if name in group["devices"]:
        raise Refusal(EXISTS, name)
    more = {key: call.body[key] for key in ("macAddress", "transportProtocol") if call.body.get(key)}
    group["devices"][name] = complete_device({"deviceName": name, "deviceType": kind, **more}, group, "Group")
    return device_profile(call, group, group["devices"][name])


def change_device(call: Call) -> dict:
    group, device = find_device(call)
    call.require("Group", "GroupAccessDeviceModifyRequest")
    device.update({key: call.body[key] for key in ("macAddress", "transportProtocol") if call.body.get(key) is not None})
    return device_profile(call, group, device)


def delete_device(call: Call) -> dict:
    group, device = find_device(call)
    call.require("Group", "GroupAccessDeviceDeleteRequest")
    used = [trunk["name"] for trunk in holders(call, group, device)]
    if used:
        raise Refusal(IN_USE, device["deviceName"], "trunk groups " + ", ".join(used))
    del group["devices"][device["deviceName"]]
    return {**device, "numberOfAssignedPorts": 0}
