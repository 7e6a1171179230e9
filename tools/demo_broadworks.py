# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same as demo_world.py for customers at BroadWorks: what the emulated Odin holds and what their documents ask for. Pure.

Kinds are service, call capacity, BroadWorks trunk group and user. Attributes have Odin's names.
"""

from __future__ import annotations

from collections.abc import Iterator

TRUNK_GROUP = "BroadWorks trunk group"
APART = ("name", "trunk_users", "acls", "external_handlers", "sip_authentication_password")
CAPACITIES = ("maxActiveCalls", "burstingMaxActiveCalls")


def at_broadworks(document: dict) -> bool:
    return document["provider"]["kind"] == "odin"


def place(item: dict) -> str:
    return "/".join(item[name] for name in ("serviceProviderId", "groupId") if name in item)


def held(state: dict) -> dict:
    """The emulator's state as objects. Who is the pilot is said of the user."""
    found = {}
    for level in (*state["odin_service_providers"], *state["odin_groups"]):
        found["call capacity", place(level)] = {name: level[name] for name in CAPACITIES}
    for group in state["odin_groups"]:
        found.update({("service", f"{place(group)} {service['serviceName']}"): service for service in group["groupServices"]})
    for group in state["odin_trunk_groups"]:
        found[TRUNK_GROUP, f"{place(group)}/{group['name']}"] = {name: value for name, value in group.items() if name != "pilotUserId"}
    pilots = {group.get("pilotUserId") for group in state["odin_trunk_groups"]}
    for user in state["odin_users"]:
        endpoint = (user.get("trunkAddressing") or {}).get("trunkGroupDeviceEndpoint") or {}
        found["user", user["userId"]] = {"trunkGroup": endpoint.get("name"), "linePort": endpoint.get("linePort"), "pilot": user["userId"] in pilots}
    return found


def declared(document: dict) -> dict:
    """The objects that a customer's document asks for. What BroadWorks cannot enforce is not among them, nor are secrets."""
    provider = document["provider"]
    levels = {"service_provider": provider["service_provider"], "group": f"{provider['service_provider']}/{provider['group']}"}
    group = levels["group"]
    found = {("call capacity", levels[level]): camel(wanted) for level, wanted in document["call_capacity"].items()}
    for service in document["services"]:
        found["service", f"{group} {service['service_name']}"] = {"authorized": True, "assigned": True, **camel(service)}
    for item in document["trunk_groups"]:
        found[TRUNK_GROUP, f"{group}/{item['name']}"] = camel({name: value for name, value in item.items() if name not in APART})
        for user in item["trunk_users"]:
            found["user", user["user_id"]] = {"trunkGroup": item["name"], "linePort": user["line_port"], "pilot": user.get("pilot", False)}
    return found


def camel(item):
    """Odin's names for ours, inside of an attribute too."""
    if not isinstance(item, dict):
        return item
    parts = {name: name.split("_") for name in item}
    return {"".join([parts[name][0], *(part.capitalize() for part in parts[name][1:])]): camel(value) for name, value in item.items()}


def group_rows(key: str, world: dict) -> Iterator[tuple]:
    """Rows (trunk group, what, how) for people."""
    group, (where, _slash, name) = world[TRUNK_GROUP, key], key.rpartition("/")
    capacity = world["call capacity", where]
    yield name, "calls", f"{group['maxActiveCalls']} of the {capacity['maxActiveCalls']} of {where}"
    yield name, "login", group.get("sipAuthenticationUserName", "none") if group["requireAuthentication"] else "none"
    for (kind, user), member in world.items():
        if kind == "user" and member["trunkGroup"] == name:
            yield name, "pilot" if member["pilot"] else "user", f"{user} -> {member['linePort']}"
