# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is at Odin when a test starts, and what is there afterwards: states of the emulator, in Odin's own words.

It knows nothing of the collection's code, so that it can contradict it: our names of attributes are those of the contract's table.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

from ansible_collections.telecom.trunking.tests.emulator.odin import seed

TABLE = json.loads((Path(__file__).parent / "fixtures" / "odin-tables.json").read_text(encoding="utf-8"))["trunk_group"]

PLACE = {"service_provider_id": "ACME_ENT", "group_id": "ACME_NYC"}
KEY = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC"}
BOSTON = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS"}

# Stored as a hash, which stands for the password wherever states are compared.
HASH = "sipAuthenticationPasswordHash"

# The trunk group that the tasks of the tests are about, and what it has when nobody says otherwise.
NAME, CALLS = "voice", 10

BACKUP = {**KEY, "name": "backup"}

# A trunk group of which no attribute has its default. The pilot user and the device exclude each other (rule D6).
RICH = {
    "users": [{"userId": "u3@acme.example.net"}, {"userId": "u4@acme.example.net"}],
    "department": {**KEY, "name": "Sales"},
    "accessDevice": {"deviceLevel": "Group", "deviceName": "acme-nyc-pbx"},
    "trunkGroupIdentity": "voice@acme.example.net",
    "otgDtgIdentity": "007",
    "maxActiveCalls": 12,
    "maxIncomingCalls": 8,
    "maxOutgoingCalls": 0,
    "enableBursting": True,
    "burstingMaxActiveCalls": 5,
    "burstingMaxIncomingCalls": 3,
    "burstingMaxOutgoingCalls": 0,
    "capacityExceededAction": "Forward",
    "capacityExceededForwardAddress": "12125550100",
    "capacityExceededRerouteTrunkGroupKey": BACKUP,
    "capacityExceededTrapInitialCalls": 3,
    "capacityExceededTrapOffsetCalls": 2,
    "unreachableDestinationAction": "Reroute",
    "unreachableDestinationForwardAddress": "0012125550101",
    "unreachableDestinationRerouteTrunkGroupKey": BACKUP,
    "callForwardingAlwaysAction": "Forward",
    "callForwardingAlwaysForwardAddress": "ops@acme.example.net",
    "callForwardingAlwaysRerouteTrunkGroupKey": BACKUP,
    "invitationTimeout": 9,
    "requireAuthentication": True,
    "sipAuthenticationUserName": "7001",
    "allowTerminationToTrunkGroupIdentity": True,
    "allowTerminationToDtgIdentity": True,
    "includeTrunkGroupIdentity": True,
    "includeDtgIdentity": True,
    "includeTrunkGroupIdentityForNetworkCalls": True,
    "includeOtgIdentityForNetworkCalls": True,
    "enableNetworkAddressIdentity": True,
    "allowUnscreenedCalls": True,
    "allowUnscreenedEmergencyCalls": True,
    "routeToPeeringDomain": True,
    "peeringDomain": "peer.example.net",
    "prefixEnabled": True,
    "prefix": "0099",
    "statefulReroutingEnabled": True,
    "sendContinuousOptionsMessage": True,
    "continuousOptionsSendingIntervalSeconds": 60,
    "failureOptionsSendingIntervalSeconds": 20,
    "failureThresholdCounter": 3,
    "successThresholdCounter": 4,
    "inviteFailureThresholdCounter": 5,
    "inviteFailureThresholdWindowSeconds": 90,
    "useSystemOptionsMessageResponseStatusCodes": False,
    "pilotUserCallingLineIdentityForExternalCallsPolicy": "All Originating Calls",
    "pilotUserCallingLineIdentityForEmergencyCallsPolicy": "Unscreened Originating Calls",
    "pilotUserChargeNumberPolicy": "All Originating Calls",
    "pilotUserCallingLineAssertedIdentityPolicy": "All Originating Calls",
    "useSystemCallingLineAssertedIdentityPolicy": True,
    "pilotUserCallOptimizationPolicy": "Optimize For High Call Volume",
    "clidSourceForScreenedCallsPolicy": "Received Name Received Number",
    "useSystemCLIDSourceForScreenedCallsPolicy": True,
    "userLookupPolicy": "Extended",
    "useSystemUserLookupPolicy": False,
    "implicitRegistrationSetSupportPolicy": "Enabled",
    "useSystemImplicitRegistrationSetSupportPolicy": False,
    "sipIdentityForPilotAndProxyTrunkModesPolicy": "Pilot User",
    "useSystemSIPIdentityForPilotAndProxyTrunkModesPolicy": False,
    "supportConnectedIdentityPolicy": "Enabled",
    "useSystemSupportConnectedIdentityPolicy": False,
}

R21 = {row["name"] for row in TABLE.values() if row.get("since") == "R21"}

SERVICE, CAPACITY = "odin_group_service", "odin_call_capacity"
TRUNK_GROUP, USER = "odin_trunk_group", "odin_trunk_user"

_CAPACITIES = {"maxActiveCalls": "max_active_calls", "burstingMaxActiveCalls": "bursting_max_active_calls", "numberOfBurstingBTLUs": "number_of_bursting_btlus"}


# States ------------------------------------------------------------------------------------------------------------------


def world(*trunk_groups, **lists):
    """The seed with these trunk groups beside ``backup``. Lists given replace those of the seed."""
    state = {**seed.state(), "odin_trunk_groups": [{**BACKUP, "maxActiveCalls": 5}, *trunk_groups], **lists}
    return copy.deepcopy(state)


def bare(**attributes):
    """The state in which the subject has nothing but what a portal gives it: as the SDK makes it, but for the attributes given."""
    return world({**KEY, "name": NAME, "maxActiveCalls": CALLS, "useSystemUserLookupPolicy": True, **attributes})


def rich(**attributes):
    """The state with the subject in full dress. None takes an attribute off."""
    dress = {**RICH, "sipAuthenticationPassword": "Stored-12345", **attributes}
    return world({**KEY, "name": NAME, **{name: value for name, value in dress.items() if value is not None}})


def endpoint(number, trunk_group=NAME, **more):
    """What puts a user on a trunk group."""
    return {"name": trunk_group, "linePort": f"line{number}@acme.example.net", "contacts": [], **more}


def seated(state, *numbers, pilot=None, trunk_group=NAME, **more):
    """The state with users of ``ACME_NYC`` on a trunk group, one of them its pilot user."""
    state = copy.deepcopy(state)
    for user in state["odin_users"]:
        if (user["groupId"], user["userId"]) in [("ACME_NYC", userid(n)) for n in numbers]:
            number = int(user["userId"][1])
            user.update(endpointType="trunkAddressing", trunkAddressing={"trunkGroupDeviceEndpoint": endpoint(number, trunk_group, **more)})
    if pilot:
        trunk(state, trunk_group)["pilotUserId"] = userid(pilot)
    return state


def userid(number):
    return f"u{number}@acme.example.net"


def capacity(state=None, group=None, **values):
    """The state with other capacities of a group, or of its service provider."""
    state = copy.deepcopy(state or bare())
    place = "odin_groups" if group else "odin_service_providers"
    holder = next(one for one in state[place] if one["serviceProviderId"] == "ACME_ENT" and one.get("groupId") == group)
    holder.update(values)
    return state


def service(state=None, group="ACME_BOS", **row):
    """The state with another row of the service Trunk Group in a group."""
    state = copy.deepcopy(state or world())
    holder = next(one for one in state["odin_groups"] if one["groupId"] == group)
    holder["groupServices"] = [{"serviceName": "Trunk Group", "authorized": False, "assigned": False, "quantity": -1, **row}]
    return state


# Looking -----------------------------------------------------------------------------------------------------------------


def trunk(state, name=NAME, group="ACME_NYC"):
    """The one trunk group of a name, None if there is none."""
    found = [one for one in state["odin_trunk_groups"] if (one["name"], one["groupId"]) == (name, group)]
    assert len(found) < 2
    return found[0] if found else None


def snake(name):
    """Our name of an attribute inside a map."""
    return re.sub(r"[A-Z]", lambda letter: "_" + letter.group().lower(), name)


def as_shown(one):
    """A trunk group of a state in the words of a playbook."""
    shown = {TABLE[name]["name"]: ours(name, value) for name, value in one.items() if name in TABLE}
    return {**shown, **({"sip_authentication_password": one[HASH]} if one.get(HASH) else {})}


def ours(name, value):
    """A value of an attribute in the words of a playbook."""
    if name == "users":
        return sorted(user["userId"] for user in value)
    return {snake(part): inner for part, inner in value.items()} if isinstance(value, dict) else value


def as_task(*names):
    """Attributes of the rich trunk group as a task writes them, all of them unless some are named."""
    return {TABLE[name]["name"]: ours(name, value) for name, value in RICH.items() if not names or TABLE[name]["name"] in names}


def in_place(params):
    """A task's parameters with the place that most tests are about. An attribute that is Ellipsis is not given."""
    return {name: value for name, value in {**PLACE, **params}.items() if value is not ...}


def objects(state):
    """``{(kind, place, name): attributes}`` of everything that the modules manage, in the words of a playbook."""
    found = {}
    for one in state["odin_trunk_groups"]:
        found[TRUNK_GROUP, one["groupId"], one["name"]] = as_shown(one)
    pilots = {(one["groupId"], one.get("pilotUserId")) for one in state["odin_trunk_groups"]}
    for one in state["odin_users"]:
        seat = (one.get("trunkAddressing") or {}).get("trunkGroupDeviceEndpoint") or {}
        found[USER, one["groupId"], one["userId"]] = {
            "trunk_group": seat.get("name"),
            "line_port": seat.get("linePort"),
            "contacts": sorted(contact["sipContact"] for contact in seat.get("contacts", [])),
            "pilot": (one["groupId"], one["userId"]) in pilots,
        }
    for one in [*state["odin_groups"], *state["odin_service_providers"]]:
        place = [one["serviceProviderId"], *([one["groupId"]] if "groupId" in one else [])]
        found[CAPACITY, place[-1], "/".join(place)] = {ours: one.get(name) for name, ours in _CAPACITIES.items()}
        for row in one["groupServices"] if "groupId" in one else ():
            found[SERVICE, place[-1], row["serviceName"]] = {name: row[name] for name in ("authorized", "assigned", "quantity")}
    return found


def writes(before, after, module):
    """What a task of a module did between two states: ``{(action, kind, name): attributes that differ}``.

    Odin has no ids: one trunk group that went and one that came is one that was renamed. Users and reroutes go with it. The
    pilot's seat is an attribute of the trunk group and of the user, it counts where the module has it.
    """
    old, new = objects(before), objects(after)
    gone, come = [key for key in old if key not in new], [key for key in new if key not in old]
    renamed = {}
    if len(gone) == len(come) == 1 and gone[0][:2] == come[0][:2]:
        renamed = {gone[0]: come[0]}
        old = json.loads(json.dumps(list(old.items())).replace(json.dumps(gone[0][2]), json.dumps(come[0][2])))
        old = {tuple(key): value for key, value in old}
    happened = {}
    for key in {**old, **new}:
        was, becomes = old.get(key), new.get(key)
        if was == becomes:
            continue
        action = "create" if was is None else "delete" if becomes is None else "update"
        differing = {n for n in {**was, **becomes} if was.get(n) != becomes.get(n)} if action == "update" else set()
        differing -= {"pilot"} if module == TRUNK_GROUP else {"pilot_user_id"} if module == USER else set()
        if differing or action != "update":
            happened[action, key[0], key[2]] = differing
    for was, becomes in renamed.items():
        happened["update", was[0], was[2]] = {"name", *happened.pop(("update", becomes[0], becomes[2]), ())}
    return happened
