# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""BroadWorks trunk groups that rules of the area Odin object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx

GROUP = "trunk_groups[0] (voice-0)"


def odin(*groups, group="NYC", **sections):
    """A customer at BroadWorks with these trunk groups."""
    made = [{"name": f"voice-{n}", "max_active_calls": 10, **one} for n, one in enumerate(groups)]
    return {"customer": {"id": "acme"}, "provider": {"kind": "odin", "service_provider": "ACME", "group": group}, "trunk_groups": made, **sections}


def user(n, **more):
    return {"user_id": f"u{n}@acme.example.net", "line_port": f"u{n}@acme.example.net", **more}


def dependency(attributes, found, *near):
    return Case("odin-dependency", odin(attributes), {f"{GROUP}.{name}": text for name, text in found.items()}, [odin(one) for one in near])


def unscreened(rule, attribute, other, what):
    found = {f"{GROUP}.{attribute}": f"is true, {what} from any number are let out"}
    return Case(rule, odin({attribute: True}), found, [odin({attribute: False}), odin({other: True}), odin({})])


def reroute(name):
    key = {"service_provider_id": "ACME", "group_id": "NYC", "name": name}
    return {"call_forwarding_always_action": "Reroute", "call_forwarding_always_reroute_trunk_group_key": key}


AUTHENTICATED = {"require_authentication": True, "sip_authentication_user_name": "acme", "sip_authentication_password": {"env": "ACME_SIP"}}
NEEDED = "is required when require_authentication is true"
ACL = {"direction": "outbound", "access_control_rules": ["premium"], "voice_action_true": "reject403", "voice_action_false": "accept"}
RULE = {"name": "premium", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}
HANDLER = {"url": "https://screen.example.net", "direction": "any", "error_handler": "reject503"}
NOT_HERE = "not enforceable at this provider"

CASES = [
    Case(
        "odin-authentication-without-credentials",
        odin({"require_authentication": True}, {"require_authentication": True, "sip_authentication_user_name": "acme"}),
        {
            f"{GROUP}.sip_authentication_user_name": NEEDED,
            f"{GROUP}.sip_authentication_password": NEEDED,
            "trunk_groups[1] (voice-1).sip_authentication_password": NEEDED,
        },
        [odin(AUTHENTICATED), odin({"require_authentication": False})],
    ),
    dependency(
        {"capacity_exceeded_action": "Forward"},
        {"capacity_exceeded_forward_address": "is required when capacity_exceeded_action is Forward"},
        {"capacity_exceeded_action": "Forward", "capacity_exceeded_forward_address": "+12125550100"},
        {"capacity_exceeded_action": None},
    ),
    dependency(
        reroute("voice-0"),
        {"call_forwarding_always_reroute_trunk_group_key": "is the trunk group itself, it has to be another one"},
        reroute("voice-1"),
    ),
    dependency(
        {"prefix_enabled": True},
        {"prefix": "is required when prefix_enabled is true"},
        {"prefix_enabled": True, "prefix": "0"},
        {"prefix_enabled": False},
    ),
    dependency(
        {"invitation_timeout": 16},
        {"invitation_timeout": "16 is above 15, which older releases refuse. Set allow_long_invitation_timeout if yours takes it"},
        {"invitation_timeout": 15},
        {"invitation_timeout": 16, "allow_long_invitation_timeout": True},
    ),
    dependency({"max_outgoing_calls": 11}, {"max_outgoing_calls": "11 is above max_active_calls 10"}, {"max_outgoing_calls": 10}),
    dependency(
        {"pilot_user_id": "u1@acme.example.net"},
        {"pilot_user_id": "nobody is on a new trunk group yet, use odin_trunk_user with pilot once it is there"},
        {"trunk_users": [user(1, pilot=True)]},
    ),
    dependency(
        {"trunk_users": [{"user_id": "u1@acme.example.net"}]},
        {"trunk_users[0].line_port": "is required to put a user on a trunk group"},
        {"trunk_users": [user(1)]},
    ),
    Case(
        "odin-several-pilots",
        odin({"trunk_users": [user(1, pilot=True), user(2), user(3, pilot=True)]}),
        {f"{GROUP}.trunk_users[2].pilot": "u1@acme.example.net is the pilot user already"},
        [odin({"trunk_users": [user(1), user(2, pilot=True)]}, {"trunk_users": [user(3, pilot=True)]})],
    ),
    Case(
        "odin-policy-overridden",
        odin({"user_lookup_policy": "Extended"}),
        {f"{GROUP}.user_lookup_policy": "has no effect, use_system_user_lookup_policy is left out, which is true for a new trunk group"},
        [odin({"user_lookup_policy": "Extended", "use_system_user_lookup_policy": False}), odin({"use_system_user_lookup_policy": True})],
    ),
    Case(
        "odin-policy-overridden",
        odin({"pilot_user_calling_line_asserted_identity_policy": "All Originating Calls", "use_system_calling_line_asserted_identity_policy": True}),
        {f"{GROUP}.pilot_user_calling_line_asserted_identity_policy": "has no effect, use_system_calling_line_asserted_identity_policy is true"},
        [odin({"pilot_user_calling_line_asserted_identity_policy": "All Originating Calls"})],
    ),
    unscreened("odin-unscreened-calls", "allow_unscreened_calls", "allow_unscreened_emergency_calls", "calls"),
    unscreened("odin-unscreened-emergency-calls", "allow_unscreened_emergency_calls", "allow_unscreened_calls", "emergency calls"),
    Case(
        "odin-not-enforceable",
        odin(
            {"acls": [ACL, {**ACL, "direction": "any", "required": True}], "external_handlers": [HANDLER]},
            access_control_rules=[RULE, {**RULE, "name": "other"}],
            numbers=["12125550100"],
            contract={"cps": 3, "secure_media": True, "resilience": True, "post_dial_budget": 900},
            fraud={"profile": "nanp-premium", "version": 1},
        ),
        {
            "access_control_rules": f"2 access control rules, {NOT_HERE}",
            "numbers": f"1 number, {NOT_HERE}",
            "contract.cps": f"a limit of 3 calls per second, {NOT_HERE}",
            "contract.secure_media": f"encrypted media, {NOT_HERE}",
            "contract.resilience": f"a second way for all calls, {NOT_HERE}",
            "contract.post_dial_budget": f"ringing within 900 ms, {NOT_HERE}",
            "fraud": f"fraud profile nanp-premium, {NOT_HERE}",
            f"{GROUP}.acls[0] (outbound)": NOT_HERE,
            f"{GROUP}.external_handlers[0] (any)": NOT_HERE,
        },
        [
            odin({"acls": []}, endpoints=[], contract={"channels": 10, "secure_media": False, "resilience": False}),
            carrierx(trunk_groups=[{"name": "voice", "acls": [ACL]}], access_control_rules=[RULE], numbers=["12125550100"], contract={"cps": 3}),
        ],
    ),
    Case(
        "odin-not-enforceable-required",
        odin({"acls": [ACL, {**ACL, "direction": "any", "required": True}]}),
        {f"{GROUP}.acls[1] (any)": f"required, and {NOT_HERE}"},
        [odin({"acls": [{**ACL, "required": False}]}), carrierx(trunk_groups=[{"name": "voice", "acls": [{**ACL, "required": True}]}])],
    ),
]
