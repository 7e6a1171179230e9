# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a trunk group depends on: rules D1 to D10 and K3, K4, K6 of section 5.6.

Each rule takes the trunk group before (empty at creation) and after, and raises Refusal. Rules about objects and numbers
look only at what changes, so that a state that a test loaded does not stand in the way of unrelated changes.
"""

from __future__ import annotations

from .attributes import OVERFLOWS
from .call import Call
from .capacity import refuse
from .errors import DEPENDENCY, EXISTS, IN_USE, NO_LICENSE, NOT_THERE, TRUNK_GROUP_MISSING, UNAUTHORIZED, USER_MISSING, Refusal
from .passwords import check as check_password
from .passwords import rules_in_force
from .seed import TRUNK_GROUP_SERVICE
from .services import UNLIMITED, more_than, usage

UNIQUE = ("trunkGroupIdentity", "sipAuthenticationUserName")


def changed(old: dict, new: dict, *names: str) -> bool:
    return any(old.get(name) != new.get(name) for name in names)


def dependencies(call: Call, old: dict, new: dict, body: dict) -> None:
    """All of D1 to D9. ``body`` is what the client sent."""
    authentication(call, old, new)
    overflows(call, old, new)
    routing(new)
    pilot(call, old, new)
    device(call, old, new)
    network_address_identity(call, old, new, body)
    references(call, old, new)


def capacities(call: Call, old: dict, new: dict) -> None:
    """K3, K4 and K6."""
    group = call.store.group(new)
    if changed(old, new, "maxActiveCalls") and new["maxActiveCalls"] > group["maxActiveCalls"]:
        refuse(call, f"maxActiveCalls {new['maxActiveCalls']} of the trunk group, the group has {group['maxActiveCalls']}", "K3")
    if changed(old, new, "enableBursting") and new["enableBursting"] and group["burstingMaxActiveCalls"] == 0:
        refuse(call, "enableBursting, the group has burstingMaxActiveCalls 0", "K4")
    extra = new.get("burstingMaxActiveCalls")
    if changed(old, new, "burstingMaxActiveCalls") and extra is not None and more_than(extra, group["burstingMaxActiveCalls"]):
        refuse(call, f"burstingMaxActiveCalls {extra} of the trunk group, the group has {group['burstingMaxActiveCalls']}", "K4")
    for name in ("maxIncomingCalls", "maxOutgoingCalls"):
        if changed(old, new, name, "maxActiveCalls") and (new.get(name) or 0) > new["maxActiveCalls"]:
            refuse(call, f"{name} {new[name]}, maxActiveCalls {new['maxActiveCalls']}", "K6")


def quantity(call: Call, group: dict) -> None:
    """D10: the number of trunk groups that the group may have."""
    allowed = group["groupServices"][TRUNK_GROUP_SERVICE]["quantity"]
    used = usage(call, group, TRUNK_GROUP_SERVICE)
    if allowed != UNLIMITED and used >= allowed:
        raise Refusal(NO_LICENSE, TRUNK_GROUP_SERVICE, f"rule D10: {used} trunk groups, quantity {allowed}")


def authentication(call: Call, old: dict, new: dict) -> None:
    """D1 and D2. The new password is in ``sipAuthenticationPassword``, the stored one only as a hash."""
    password = new.get("sipAuthenticationPassword")
    if new["requireAuthentication"]:
        if not new.get("sipAuthenticationUserName"):
            raise Refusal(DEPENDENCY, "sipAuthenticationUserName", "rule D1: requireAuthentication is true")
        if not (password or new.get("sipAuthenticationPasswordHash")):
            raise Refusal(DEPENDENCY, "sipAuthenticationPassword", "rule D1: requireAuthentication is true")
    if password:
        rules = rules_in_force(call, call.store.service_provider(new))
        check_password(rules, password, new.get("sipAuthenticationUserName"), old.get("sipAuthenticationPasswordHash"))


def overflows(call: Call, old: dict, new: dict) -> None:
    """D3."""
    for prefix in OVERFLOWS:
        action, address, key = f"{prefix}Action", f"{prefix}ForwardAddress", f"{prefix}RerouteTrunkGroupKey"
        if new.get(action) == "Forward" and not new.get(address):
            raise Refusal(DEPENDENCY, address, f"rule D3: {action} is Forward")
        if new.get(action) == "Reroute" and not new.get(key):
            raise Refusal(DEPENDENCY, key, f"rule D3: {action} is Reroute")
        if new.get(key) and changed(old, new, key):
            target = call.store.trunk(new[key])
            if target is None or not reachable(call, new, target):
                raise Refusal(TRUNK_GROUP_MISSING, new[key]["name"], f"rule D3: {key}")
            if target is call.store.trunk(old or new):
                raise Refusal(DEPENDENCY, key, "rule D3: a trunk group cannot be its own target")


def reachable(call: Call, one: dict, other: dict) -> bool:
    """Whether a trunk group may reroute to the other: in its group, in an enterprise also in another group."""
    if one["serviceProviderId"] != other["serviceProviderId"]:
        return False
    return one["groupId"] == other["groupId"] or call.store.service_provider(one)["isEnterprise"]


def routing(new: dict) -> None:
    """D4."""
    for switch, value in (("routeToPeeringDomain", "peeringDomain"), ("prefixEnabled", "prefix")):
        if new[switch] and not new.get(value):
            raise Refusal(DEPENDENCY, value, f"rule D4: {switch} is true")


def pilot(call: Call, old: dict, new: dict) -> None:
    """D5: the pilot is on the trunk."""
    user_id = new.get("pilotUserId")
    if user_id and changed(old, new, "pilotUserId"):
        if user_id not in call.store.users:
            raise Refusal(USER_MISSING, user_id)
        if user_id not in [user["userId"] for user in call.store.users_on(old or new)]:
            raise Refusal(DEPENDENCY, "pilotUserId", "rule D5: the user is not on the trunk group")


def device(call: Call, old: dict, new: dict) -> None:
    """D6, and the device exists. System devices are not stored here: any name will do."""
    if not changed(old, new, "accessDevice"):
        return
    if old and call.store.users_on(old):
        raise Refusal(IN_USE, "accessDevice", "rule D6: users are on the trunk group")
    given = new.get("accessDevice")
    if given is None or given["deviceLevel"] == "System":
        return
    holder = call.store.group(new) if given["deviceLevel"] == "Group" else call.store.service_provider(new)
    if given["deviceName"] not in holder["devices"]:
        raise Refusal(NOT_THERE, given["deviceName"], f"accessDevice of level {given['deviceLevel']}")


def network_address_identity(call: Call, old: dict, new: dict, body: dict) -> None:
    """D9."""
    name = "enableNetworkAddressIdentity"
    present = name in body and bool(old) and call.switches.odin_network_address_identity == "if_present"
    if (present or (new[name] and name in body)) and not call.at_least("Provisioning"):
        raise Refusal(UNAUTHORIZED, name, "rule D9", call.switches.odin_no_permission)


def references(call: Call, old: dict, new: dict) -> None:
    """Departments, domains, hosted users, and identities that count system-wide."""
    store, group = call.store, call.store.group(new)
    department = new.get("department")
    if department and changed(old, new, "department"):
        holder = group if department.get("groupId") else store.service_provider(new)
        if department["name"] not in holder["departments"]:
            raise Refusal(NOT_THERE, department["name"], "department")
    identity = new.get("trunkGroupIdentity")
    if identity and changed(old, new, "trunkGroupIdentity") and identity.rpartition("@")[2] not in domains(call, group):
        raise Refusal(NOT_THERE, identity.rpartition("@")[2], "trunkGroupIdentity: the domain is not assigned to the group")
    for user_id in new["users"] if changed(old, new, "users") else ():
        if user_id not in store.members[new["serviceProviderId"], new["groupId"]]:
            raise Refusal(USER_MISSING, user_id, "users")
    for name in UNIQUE:
        if new.get(name) and changed(old, new, name):
            holders = [trunk["name"] for trunk in store.all_trunks() if trunk.get(name) == new[name] and trunk is not store.trunk(old or new)]
            if holders:
                raise Refusal(EXISTS, new[name], f"{name} of trunk group {holders[0]}")


def domains(call: Call, group: dict) -> list:
    """The domains of a group's users and identities."""
    return [group["defaultDomain"], *group["domains"], call.store.service_provider(group)["defaultDomain"]]


def removal(call: Call, trunk: dict) -> None:
    """D5, D7 and D8: nothing holds the trunk group."""
    if trunk.get("pilotUserId"):
        raise Refusal(IN_USE, trunk["name"], "rule D5: it has a pilot user")
    on_it = [user["userId"] for user in call.store.users_on(trunk)]
    if on_it:
        raise Refusal(IN_USE, trunk["name"], "rule D7: users are on it: " + ", ".join(on_it))
    for other in call.store.all_trunks():
        if other is not trunk and any(other.get(f"{prefix}RerouteTrunkGroupKey") == key_of(trunk) for prefix in OVERFLOWS):
            raise Refusal(IN_USE, trunk["name"], f"rule D8: trunk group {other['name']} reroutes to it")


def key_of(trunk: dict) -> dict:
    return {name: trunk[name] for name in ("serviceProviderId", "groupId", "name")}
