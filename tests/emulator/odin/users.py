# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, and their way onto a trunk group (section 3.4)."""

from __future__ import annotations

from typing import Any

from . import rules, values
from .attributes import Attr
from .call import Call
from .errors import DEPENDENCY, EXISTS, IN_USE, INVALID, NOT_THERE, REQUIRED, TRUNK_GROUP_MISSING, USER_EXISTS, USER_MISSING, Refusal
from .passwords import check as check_password
from .passwords import hashed, rules_in_force
from .store import home, trunk_name
from .tokens import NEVER_EXPIRES_DAYS

ROW = ("userId", "lastName", "firstName", "department", "phoneNumber", "hiraganaLastName", "hiraganaFirstName", "extension", "emailAddress")
TEXTS = {
    "lastName": 30, "firstName": 30, "callingLineIdLastName": 30, "callingLineIdFirstName": 30, "hiraganaLastName": 30, "hiraganaFirstName": 30,
    "phoneNumber": 23, "extension": 20, "callingLineIdPhoneNumber": 23, "language": 40, "timeZone": 127, "emailAddress": 80,
    "networkClassOfService": 40,
}
NEEDED = ("lastName", "firstName", "callingLineIdLastName", "callingLineIdFirstName")
BLANK = ("callingLineIdPhoneNumber", "phoneNumber", "emailAddress", "nationalPrefix")
HIDDEN = ("passwordHash", "sipPasswordHash", "authenticationUserName")
OFF = {"trunkGroupDeviceEndpoint": {"contacts": []}}
TRUNK, DEVICE, NONE = "trunkAddressing", "accessDeviceEndpoint", "none"
MOST_CONTACTS = 5


def complete(given: dict, group: dict) -> dict:
    """A stored user from a short object of a state, or from a checked body."""
    local, _at, domain = given["userId"].partition("@")
    user = {"lastName": local, "firstName": local, **given}
    base = {
        "callingLineIdLastName": user["lastName"],
        "callingLineIdFirstName": user["firstName"],
        "hiraganaLastName": user["lastName"],
        "hiraganaFirstName": user["firstName"],
        "language": "English",
        "timeZone": group["timeZone"],
        "timeZoneDisplayName": group["timeZoneDisplayName"],
        "defaultAlias": user["userId"],
        "countryCode": "1",
        "allowVideo": True,
        "domain": domain,
        "endpointType": NONE,
        "aliases": [],
        TRUNK: OFF,
        "passwordExpiresDays": NEVER_EXPIRES_DAYS,
    }
    return {**base, **user}


def row(user: dict) -> dict:
    """A user in a list: what is not set is null."""
    shown = {name: user.get(name) for name in ROW}
    return {**shown, "department": (user.get("department") or {}).get("name")}


def profile(call: Call, user: dict) -> dict:
    """The full profile; booleans inside an endpoint are strings (section 6)."""
    shown = {name: value for name, value in user.items() if value is not None and name not in HIDDEN}
    trunk = call.store.trunk({**user, "name": trunk_name(user)}) if trunk_name(user) else None
    if trunk:
        pilot = trunk.get("pilotUserId") == user["userId"]
        shown[TRUNK] = {"trunkGroupDeviceEndpoint": {
            "staticRegistrationCapable": "false", "useDomain": "true", "isPilotUser": "true" if pilot else "false",
            **user[TRUNK]["trunkGroupDeviceEndpoint"]}}
    return {**shown, "isEnterprise": call.store.service_provider(user)["isEnterprise"]}


# Functions behind paths


def find(call: Call) -> dict:
    """The user of the arguments. Raises Refusal."""
    user_id = call.text("userId")
    user = call.store.users.get(user_id)
    if user is None:
        raise Refusal(USER_MISSING, user_id)
    if not call.sees(*home(user)):
        raise call.unauthorized(f"user {user_id}")
    return user


def read(call: Call) -> Any:
    """GET: one user by userId, else the rows of a group, of a service provider or of all that the caller sees."""
    if "userId" in call.query:
        return profile(call, find(call))
    if call.query.get("groupId"):
        groups = [call.group()]
    elif call.query.get("serviceProviderId"):
        groups = call.store.groups_of(call.service_provider()["serviceProviderId"])
    else:
        groups = [group for _key, group in sorted(call.store.groups.items())]
    chosen = [user for group in groups if call.sees(*home(group)) for user in call.store.users_of(group)]
    if "limit" in call.query:
        chosen = chosen[:values.integer(Attr("limit", "integer", 1), call.query["limit"])]
    return [{**row(user), "groupId": user["groupId"], "serviceProviderId": user["serviceProviderId"]} for user in chosen]


def create(call: Call) -> dict:
    """POST."""
    group = call.group()
    call.require("Group", "UserAddRequest")
    user_id = call.text("userId")
    given = {"userId": user_id, "serviceProviderId": group["serviceProviderId"], "groupId": group["groupId"]}
    given.update(texts({name: value for name, value in call.body.items() if value not in (None, "")}))
    for name in NEEDED:
        if name not in given:
            raise Refusal(REQUIRED, name)
    domain = user_id.partition("@")[2]
    if domain not in rules.domains(call, group):
        raise Refusal(NOT_THERE, domain or user_id, "userId: the domain is not assigned to the group")
    if user_id in call.store.users:
        raise Refusal(USER_EXISTS, user_id)
    if len(call.store.users_of(group)) >= group["userLimit"]:
        raise Refusal(IN_USE, "userLimit", f"the group has {group['userLimit']} users")
    if call.body.get("password"):
        given["passwordHash"] = hashed(str(call.body["password"]))
    user = complete(given, group)
    extensions(call, {}, user)
    call.store.add_user(user)
    unset = {"serviceProviderId": "", "groupId": "", "name": ""}
    return {
        **profile(call, user),
        **{name: user.get(name) or "" for name in BLANK},
        "accessDeviceEndpoint": {"contacts": []},
        "department": user.get("department") or unset,
        "phoneNumberActivated": False,
        "passwordExpiresDays": "-2147483648",
    }


def texts(body: dict) -> dict:
    """The plain attributes of a body, and the department; null stays null."""
    found = {name: None if body[name] is None else values.text(Attr(name, "text", 1, longest), body[name])
             for name, longest in TEXTS.items() if name in body}
    if "department" in body:
        found["department"] = body["department"] and values.department(Attr("department", "department"), body["department"])
    return found


def extensions(call: Call, old: dict, new: dict) -> None:
    """Extensions count within a group, numbers within the system. Raises Refusal."""
    for other in call.store.users.values():
        same = other["userId"] != new["userId"] and home(other) == home(new)
        if new.get("extension") and rules.changed(old, new, "extension") and same and other.get("extension") == new["extension"]:
            raise Refusal(EXISTS, f"extension {new['extension']}", other["userId"])
        if new.get("phoneNumber") and rules.changed(old, new, "phoneNumber") and other.get("phoneNumber") == new["phoneNumber"] \
                and other["userId"] != new["userId"]:
            raise Refusal(EXISTS, f"phoneNumber {new['phoneNumber']}", other["userId"])


def change(call: Call) -> dict:
    """PUT: the userId is enough for a key; what is left out keeps its value."""
    old = find(call)
    call.require("Group", "UserModifyRequest")
    new = {**old, **texts(call.body)}
    for name in NEEDED:
        if new[name] is None:
            raise Refusal(INVALID, name, "null: it cannot be cleared")
    new.update(endpoint(call, old))
    extensions(call, old, new)
    if trunk_name(old) and trunk_name(new) != trunk_name(old):
        leave(call, old)
    call.store.users[new["userId"]] = new
    return profile(call, new)


def endpoint(call: Call, user: dict) -> dict:
    """endpointType and trunkAddressing as the body wants them. Raises Refusal."""
    body = call.body
    kind = body.get("endpointType")
    if kind is None:
        kind = user["endpointType"] if TRUNK not in body else TRUNK if body[TRUNK] else NONE
    values.choice(Attr("endpointType", "choice", values=(NONE, DEVICE, TRUNK)), kind)
    if kind != TRUNK:
        return {"endpointType": kind, TRUNK: OFF, **({DEVICE: body[DEVICE]} if kind == DEVICE and body.get(DEVICE) else {})}
    given = body.get(TRUNK)
    if given is None and user["endpointType"] == TRUNK:
        return {}
    if not isinstance(given, dict):
        raise Refusal(REQUIRED, TRUNK)
    if given.get("enterpriseTrunkName"):
        if not call.store.service_provider(user)["isEnterprise"]:
            raise Refusal(DEPENDENCY, "enterpriseTrunkName", "the service provider is no enterprise")
        return {"endpointType": TRUNK, TRUNK: {"enterpriseTrunkName": str(given["enterpriseTrunkName"])}}
    place = given.get("trunkGroupDeviceEndpoint")
    if not isinstance(place, dict):
        raise Refusal(REQUIRED, "trunkGroupDeviceEndpoint")
    return {"endpointType": TRUNK, TRUNK: {"trunkGroupDeviceEndpoint": on_trunk(call, user, place)}}


def on_trunk(call: Call, user: dict, place: dict) -> dict:
    """A place on a trunk group: what a client may not set is ignored. Raises Refusal."""
    present = user[TRUNK].get("trunkGroupDeviceEndpoint", {}) if user["endpointType"] == TRUNK else {}
    name, line_port = (place.get(key) or present.get(key) for key in ("name", "linePort"))
    if not name or not line_port:
        raise Refusal(REQUIRED, "trunkGroupDeviceEndpoint.linePort" if name else "trunkGroupDeviceEndpoint.name")
    line_port = values.text(Attr("linePort", "text", 1, 161), line_port)
    if call.store.trunk({**user, "name": name}) is None:
        raise Refusal(TRUNK_GROUP_MISSING, str(name))
    for other in call.store.users.values():
        if other["userId"] != user["userId"] and other[TRUNK].get("trunkGroupDeviceEndpoint", {}).get("linePort") == line_port:
            raise Refusal(EXISTS, f"linePort {line_port}", other["userId"])
    contacts = place.get("contacts") or []
    if not isinstance(contacts, list) or len(contacts) > MOST_CONTACTS or not all(isinstance(one, dict) for one in contacts):
        raise values.invalid("contacts", f"an array of up to {MOST_CONTACTS} objects")
    return {"name": name, "linePort": line_port, "contacts": contacts}


def leave(call: Call, user: dict) -> None:
    """Raises where the user is the pilot of the trunk group that it is on (rule D5)."""
    trunk = call.store.trunk({**user, "name": trunk_name(user)})
    if trunk and trunk.get("pilotUserId") == user["userId"]:
        raise Refusal(IN_USE, user["userId"], f"rule D5: it is the pilot of trunk group {trunk['name']}")


def delete(call: Call) -> list:
    """DELETE."""
    user = find(call)
    call.require("Group", "UserDeleteRequest")
    if trunk_name(user):
        leave(call, user)
    call.store.drop_user(user)
    return []


def read_authentication(call: Call) -> dict:
    """GET /users/authentication."""
    user = find(call)
    return {"userId": user["userId"], "userName": user.get("authenticationUserName") or user["userId"].partition("@")[0], "newPassword": ""}


def change_authentication(call: Call) -> dict:
    """PUT /users/authentication."""
    user = find(call)
    call.require("Group", "UserAuthenticationModifyRequest")
    name, password = call.body.get("userName"), call.body.get("newPassword")
    new = {"authenticationUserName": values.text(Attr("userName", "text", 1, 80), name)} if name else {}
    if password:
        password = values.text(Attr("newPassword", "text", 1, 60), password)
        check_password(rules_in_force(call, call.store.service_provider(user)), password, name, user.get("sipPasswordHash"))
        new["sipPasswordHash"] = hashed(password)
    user.update(new)
    return read_authentication(call)
