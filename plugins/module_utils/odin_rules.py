# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules across attributes of BroadWorks objects (Odin contract section 5.6). Pure. Private to the collection.

Each is ``(before, after, controls) -> problems`` over canonical objects, before is None for a new one.
"""

from __future__ import annotations


def authentication(before, after, controls):
    """D1: who has to authenticate needs a user name and a password."""
    if not after.get("require_authentication"):
        return []
    stored = before is not None and before.get("sip_authentication_user_name")
    name, password = after.get("sip_authentication_user_name"), stored or after.get("sip_authentication_password")
    has = {"sip_authentication_user_name": name, "sip_authentication_password": password}
    return [f"{attribute}: is required when require_authentication is true" for attribute, value in has.items() if not value]


def pilot_of_a_new_one(before, after, controls):
    """D5: a pilot user has to be on the trunk group, and nobody is on a new one."""
    new = before is None and after.get("pilot_user_id")
    return ["pilot_user_id: nobody is on a new trunk group yet, use odin_trunk_user with pilot once it is there"] if new else []


def diversions(before, after, controls):
    """D3: an action needs its destination, and a trunk group is not rerouted to itself."""
    problems = []
    for prefix in ("capacity_exceeded", "unreachable_destination", "call_forwarding_always"):
        action = after.get(f"{prefix}_action")
        partner = {"Forward": f"{prefix}_forward_address", "Reroute": f"{prefix}_reroute_trunk_group_key"}.get(action)
        if partner and not after.get(partner):
            problems.append(f"{partner}: is required when {prefix}_action is {action}")
        key = after.get(f"{prefix}_reroute_trunk_group_key") or {}
        own = {name: after.get(name) or controls.get(name) for name in ("service_provider_id", "group_id", "name")}
        if action == "Reroute" and key == own:
            problems.append(f"{prefix}_reroute_trunk_group_key: is the trunk group itself, it has to be another one")
    return problems


def companions(before, after, controls):
    """D4: routing to a domain needs the domain, a prefix needs its digits."""
    pairs = (("route_to_peering_domain", "peering_domain"), ("prefix_enabled", "prefix"))
    return [f"{needed}: is required when {flag} is true" for flag, needed in pairs if after.get(flag) and not after.get(needed)]


def invitation_timeout(before, after, controls):
    """Above 15 seconds only newer releases take it (section 5.2)."""
    seconds = after.get("invitation_timeout") or 0
    if seconds <= 15 or controls.get("allow_long_invitation_timeout"):
        return []
    return [f"invitation_timeout: {seconds} is above 15, which older releases refuse. Set allow_long_invitation_timeout if yours takes it"]


def parts_of_the_whole(before, after, controls):
    """K6: neither direction carries more calls than both together."""
    whole = after.get("max_active_calls")
    names = ("max_incoming_calls", "max_outgoing_calls")
    return [f"{name}: {after[name]} is above max_active_calls {whole}" for name in names if after.get(name) is not None and whole and after[name] > whole]


def planned_capacity(controls, name):
    """Whether an earlier task of the run sets this capacity, so that what can be read of it now does not count."""
    return name in ((controls.get("planned") or {}).get("odin_call_capacity") or [])


def within_the_provider(before, after, controls):
    """K1: a group gets at most what its service provider has, -1 being no limit."""
    problems = []
    pairs = (
        ("max_active_calls", "max_available_active_calls"),
        ("bursting_max_active_calls", "bursting_max_available_active_calls"),
        ("number_of_bursting_btlus", "max_available_number_of_bursting_btlus"),
    )
    for name, available in pairs if not planned_capacity(controls, controls["service_provider_id"]) else ():
        wanted, most = after.get(name), after.get(available)
        if most is not None and most >= 0 and wanted is not None and (wanted < 0 or wanted > most):
            problems.append(f"{name}: {'unlimited' if wanted < 0 else wanted} is above the {most} of the service provider")
    if controls.get("group_id") and (after.get("max_active_calls") or 0) < 0:
        problems.append("max_active_calls: a group cannot have unlimited calls, only a service provider can")
    return problems


def on_a_trunk_group(before, after, controls):
    """What a user on a trunk group needs, and what only such a user can be (D5)."""
    problems = []
    if after.get("trunk_group") and not after.get("line_port"):
        problems.append("line_port: is required to put a user on a trunk group")
    added = [n for n in ("line_port", "contacts") if after.get(n) and after[n] != (before or {}).get(n)]
    if added and not after.get("trunk_group"):
        problems.append(f"trunk_group: is required for {' and '.join(added)}, which only a user on a trunk group has")
    if after.get("pilot") and not after.get("trunk_group"):
        problems.append("trunk_group: is required for a pilot user, who has to be on it")
    return problems


def enough_for_what_is_there(before, after, controls):
    """D10: a service cannot be limited to fewer than there are."""
    quantity, usage = after.get("quantity"), after.get("usage")
    if quantity is None or usage is None or not 0 <= quantity < usage:
        return []
    return [f"quantity: {quantity} is below the {usage} that the group has"]


def one_pilot(plan):
    """D5: a trunk group has one pilot user."""
    problems = []
    for group in plan["trunk_groups"]:
        pilots = [user["user_id"] for user in group.get("trunk_users") or [] if user.get("pilot")]
        if len(pilots) > 1:
            problems.append(f"trunk group {group['name']}: there can be one pilot user, not {' and '.join(pilots)}")
    return problems


def within_the_levels(plan):
    """K1, K3, K4: nobody gets more calls than the level above has. -1 has no end."""
    problems, levels = [], plan["call_capacity"]
    for attribute in ("max_active_calls", "bursting_max_active_calls"):
        has, gets = (_calls((levels.get(level) or {}).get(attribute)) for level in ("service_provider", "group"))
        if has is not None and gets is not None and has >= 0 and not 0 <= gets <= has:
            problems.append(f"call capacity of the group: {attribute}: {gets} is above the {has} of the service provider")
        for group in plan["trunk_groups"]:
            asked = _calls(group.get(attribute)) or 0
            if gets is not None and 0 <= gets < asked:
                problems.append(f"trunk group {group['name']}: {attribute}: {asked} is above the {gets} of the group")
    return problems


def _calls(value):
    return -1 if value == "unlimited" else value


CUSTOMER_RULES = (one_pilot, within_the_levels)
CALL_CAPACITY_RULES = (within_the_provider,)
GROUP_SERVICE_RULES = (enough_for_what_is_there,)
TRUNK_USER_RULES = (on_a_trunk_group,)
TRUNK_GROUP_RULES = (authentication, pilot_of_a_new_one, diversions, companions, invitation_timeout, parts_of_the_whole)
