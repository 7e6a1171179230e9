# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunk groups: one path, two shapes; partial PUT; rename; what is answered (sections 1, 3.1 and 5)."""

from __future__ import annotations

from typing import Any

from . import rules, services, users, values
from .attributes import NAME, NEW_NAME, OVERFLOWS, TRUNK_GROUP, USERS, Attr, fresh
from .call import Call
from .decisions import before
from .errors import INVALID, REQUIRED, TRUNK_GROUP_EXISTS, TRUNK_GROUP_MISSING, Refusal
from .passwords import hashed

PASSWORD, HASH = "sipAuthenticationPassword", "sipAuthenticationPasswordHash"
ALWAYS_CLEARED = ("pilotUserId", *(f"{prefix}Action" for prefix in OVERFLOWS))


# Answers


def profile(call: Call, trunk: dict) -> dict:
    """The full profile."""
    shown = {attr.name: trunk.get(attr.name) for attr in TRUNK_GROUP if there(call, attr) and not attr.secret}
    if call.switches.odin_unset == "absent":
        shown = {name: value for name, value in shown.items() if value is not None}
    return {**shown, **rules.key_of(trunk), "users": [users.row(call.store.users[user_id]) for user_id in trunk["users"]]}


def list_row(trunk: dict) -> dict:
    device, department = trunk.get("accessDevice") or {}, trunk.get("department") or {}
    return {
        "name": trunk["name"],
        "department": department.get("name"),
        "deviceName": device.get("deviceName"),
        "deviceLevel": device.get("deviceLevel"),
        "groupId": trunk["groupId"],
        "serviceProviderId": trunk["serviceProviderId"],
    }


def there(call: Call, attr: Attr) -> bool:
    """Whether the release has the attribute."""
    return not before(call.switches, attr.since)


# Functions behind the path


def read(call: Call) -> Any:
    """GET: the list, or with a name one trunk group."""
    if call.query.get("name"):
        return profile(call, find(call))
    group = call.group()
    if not services.assigned(group) and call.switches.odin_list_without_service == "refuse":
        services.require_trunking(group)
    groups = [group]
    if call.query.get("includeEnterpriseTrunkGroups") == "true":
        groups = [one for one in call.store.groups_of(group["serviceProviderId"]) if call.sees(one["serviceProviderId"], one["groupId"])]
    rows = [list_row(trunk) for one in groups for trunk in call.store.trunks_of(one)]
    if call.query.get("onlyTrunkGroupsWithDevice") == "true":
        rows = [row for row in rows if row["deviceName"]]
    return sorted(rows, key=lambda row: row["name"])


def find(call: Call) -> dict:
    """The trunk group of the arguments. Raises Refusal."""
    group = call.group()
    name = values.read(NAME, call.text("name", 30))
    trunk = call.store.trunk({**group, "name": name})
    if trunk is None:
        raise Refusal(TRUNK_GROUP_MISSING, name)
    return trunk


def create(call: Call) -> dict:
    """POST."""
    group = call.group()
    call.require("Group", "GroupTrunkGroupAddInstanceRequest")
    services.require_trunking(group)
    body = {name: value for name, value in call.body.items() if value not in (None, "")}
    for attr in (NAME, *TRUNK_GROUP):
        needed = attr.required or (attr.expected and call.switches.odin_create == "strict")
        if needed and attr.name not in body:
            raise Refusal(REQUIRED, attr.name)
    new = fresh() | {"serviceProviderId": group["serviceProviderId"], "groupId": group["groupId"], "name": values.read(NAME, body["name"])}
    for attr in (*TRUNK_GROUP, USERS):
        if attr.name in body and there(call, attr) and not attr.read_only and not attr.late:
            new[attr.name] = value_of(call, attr, body[attr.name])
    rules.quantity(call, group)
    rules.dependencies(call, {}, new, body)
    rules.capacities(call, {}, new)
    if call.store.trunk(new):
        raise Refusal(TRUNK_GROUP_EXISTS, new["name"])
    call.store.add_trunk(sealed(new))
    return profile(call, new)


def change(call: Call) -> dict:
    """PUT: what is left out keeps its value, null clears, ``newName`` renames."""
    group = call.group()
    call.require("Group", "GroupTrunkGroupModifyInstanceRequest")
    services.require_trunking(group)
    old = find(call)
    new = dict(old)
    for attr in (*TRUNK_GROUP, USERS):
        if attr.name in call.body and there(call, attr) and not attr.read_only:
            put(call, new, attr, call.body[attr.name])
    if call.body.get("newName") is not None:
        new["name"] = values.read(NEW_NAME, call.body["newName"])
    rules.dependencies(call, old, new, call.body)
    rules.capacities(call, old, new)
    if new["name"] != old["name"]:
        if call.store.trunk(new):
            raise Refusal(TRUNK_GROUP_EXISTS, new["name"])
        rename(call, old, new)
    else:
        call.store.add_trunk(new)
    return profile(call, sealed(new))


def put(call: Call, new: dict, attr: Attr, value: Any) -> None:
    """One attribute of a PUT into the changed trunk group."""
    if value is not None:
        new[attr.name] = value_of(call, attr, value)
    elif not attr.clears:
        raise Refusal(INVALID, attr.name, "null: it cannot be cleared")
    elif call.switches.odin_null == "clears" or attr.name in ALWAYS_CLEARED:
        new.pop(attr.name, None)
        if attr.name == PASSWORD:
            new.pop(HASH, None)


def value_of(call: Call, attr: Attr, value: Any) -> Any:
    """A value by its type, and by the limits that depend on release and switches."""
    value = values.read(attr, value)
    if attr.name in ("maxIncomingCalls", "maxOutgoingCalls") and value == 0 and before(call.switches, "20sp1"):
        raise values.invalid(attr.name, "an integer from 1 upwards before release 20sp1")
    if attr.name == "invitationTimeout" and value > call.switches.odin_invitation_timeout_max:
        raise values.invalid(attr.name, f"an integer up to {call.switches.odin_invitation_timeout_max}")
    return value


def sealed(trunk: dict) -> dict:
    """The trunk group, in place, with its password made unreadable."""
    if PASSWORD in trunk:
        trunk[HASH] = hashed(trunk.pop(PASSWORD))
    return trunk


def rename(call: Call, old: dict, new: dict) -> None:
    """Store under the new name; whoever reroutes to it, or is on it, still does and is."""
    on_it, old_key = call.store.users_on(old), rules.key_of(old)
    call.store.drop_trunk(old)
    call.store.add_trunk(new)
    for user in on_it:
        user["trunkAddressing"]["trunkGroupDeviceEndpoint"]["name"] = new["name"]
    for other in call.store.all_trunks():
        for prefix in OVERFLOWS:
            if other.get(f"{prefix}RerouteTrunkGroupKey") == old_key:
                other[f"{prefix}RerouteTrunkGroupKey"] = rules.key_of(new)


def delete(call: Call) -> Any:
    """DELETE: what it answers is unknown (section 3.6)."""
    trunk = find(call)
    call.require("Group", "GroupTrunkGroupDeleteInstanceRequest")
    rules.removal(call, trunk)
    answer = profile(call, trunk)
    call.store.drop_trunk(trunk)
    return {"profile": answer, "empty_list": [], "no_content": None}[call.switches.odin_delete]


def users_on(call: Call) -> dict:
    """GET .../users: those whose endpoint is on the trunk group."""
    trunk = find(call)
    return {**rules.key_of(trunk), "users": [users.row(user) for user in call.store.users_on(trunk)]}


def users_to_host(call: Call) -> dict:
    """GET .../users/hosted: those of the group who are neither on a trunk group nor hosted by one."""
    trunk = find(call)
    hosted = {user_id for one in call.store.trunks_of(trunk) for user_id in one["users"]}
    free = [user for user in call.store.users_of(trunk) if user["endpointType"] != "trunkAddressing" and user["userId"] not in hosted]
    return {**rules.key_of(trunk), "users": [users.row(user) for user in free]}
