# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is at the API when a test starts, and what is there afterwards: states of the emulator, in the API's own words.

It knows nothing of the collection's code, so that it can contradict it.
"""

from __future__ import annotations

import copy
import json

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed

# Where the state keeps the objects of a kind: list, id, name.
PLACES = {
    "endpoint": ("endpoints", "endpoint_sid", "name"),
    "access_control_rule": ("rules", "rule_sid", "name"),
    "trunk_group": ("trunk_groups", "trunk_group_sid", "name"),
    "trunk": ("trunks", "trunk_sid", "name"),
    "did": ("dids", "did_sid", "phonenumber"),
}

NOBODY_CARES_ABOUT_ORDER = (
    "access_control_rules",
    "addresses",
    "entries",
    "hard_failure_codes",
    "relay_sip_headers",
    "sip_options_locations",
    "soft_failure_codes",
)

SECRETS = ("sip_password", "out_sip_password", "properties", "voip_token", "porting_pin")

REJECT = {"action": "reject", "operands": ["forbidden", "aniblock"], "direction": "inbound"}
PREFIX = {"action": "prefix", "operands": ["1"], "direction": "outbound"}

ENDPOINTS = [
    {
        "endpoint_sid": "ep.nyc-1",
        "name": "acme-nyc",
        "type": "third_party",
        "addresses": [
            {"ip": "192.0.2.10", "port": 5060, "transport": "udp"},
            {"ip": "192.0.2.11", "port": 5061, "transport": "tls", "srtp": True, "priority": 1},
        ],
    },
    {"endpoint_sid": "ep.lax-1", "name": "acme-lax", "type": "third_party", "addresses": [{"ip": "198.51.100.10"}]},
    {"endpoint_sid": "ep.conf-1", "name": "acme-conference", "type": "conference_v2"},
]

RULES = [
    {
        "rule_sid": "rule.premium-1",
        "name": "acme-premium",
        "field": "called",
        "operation": "prefix",
        "quantifier": "any",
        "entries": ["1900", "1876"],
    },
    {"rule_sid": "rule.intl-1", "name": "acme-international", "field": "called", "operation": "prefix", "quantifier": "none", "entries": ["1"]},
    {"rule_sid": "rule.own-1", "name": "both-have-it", "field": "calling", "operation": "exact", "quantifier": "any", "entries": ["12125550101"]},
    {"rule_sid": "rule.parent-1", "name": "both-have-it", "read_only": True, "entries": ["1"]},
    {"rule_sid": "rule.parent-2", "name": "carrier-premium", "read_only": True, "entries": ["1900"]},
]

GROUPS = [
    {
        "trunk_group_sid": "tg.acme-1",
        "name": "acme-voice",
        "trunks": [
            {"trunk_sid": "tr.nyc-1", "name": "nyc", "endpoint_sid": "ep.nyc-1", "priority": 10},
            {"trunk_sid": "tr.lax-1", "name": "lax", "priority": 20},
        ],
    },
    {"trunk_group_sid": "tg.other-1", "name": "other-voice", "hard_failure_codes": "503;", "trunks": [{"trunk_sid": "tr.nyc-2", "name": "nyc"}]},
    {"trunk_group_sid": "tg.na-1"},
    {"trunk_group_sid": "tg.na-2"},
]

DIDS = [
    {"did_sid": "did.1", "phonenumber": "12125550101"},
    {"did_sid": "did.2", "phonenumber": "12125550102", "trunk_group_sid": "tg.other-1"},
]

OFFERED = [{"did_sid": "did.150", "phonenumber": "12125550150"}, {"did_sid": "did.151", "phonenumber": "12125550151"}]

ACLS = [
    {"access_control_rules": ["rule.premium-1"], "direction": "outbound", "voice_action_true": "reject403", "voice_action_false": "accept"},
    {"access_control_rules": ["rule.intl-1", "rule.parent-2"], "direction": "inbound", "voice_action_true": "accept", "voice_action_false": None},
]

HANDLERS = [
    {"url": "https://one.example.net/h", "direction": "outbound", "timeout": 300, "error_handler": "reject503"},
    {"url": "https://two.example.net/h", "direction": "any", "timeout": 250, "error_handler": "ignore"},
]

# One object of each kind of which no attribute has its default.
RICH = {
    "endpoint": {
        "addresses": [
            {
                "ip": "192.0.2.10",
                "port": 5070,
                "dst_port": 5071,
                "direction": "inbound",
                "transport": "tls",
                "srtp": True,
                "priority": 3,
                "location_sid": "loc.1",
                "sip_username": "acme",
            },
            {"ip": "sip.acme.example.com", "port": 5061, "transport": "tcp"},
        ],
        "attributes": {"site": "nyc", "rack": "r4"},
        "capacity": 60,
        "out_sip_username": "acme-out",
        "transformations": [REJECT, PREFIX],
    },
    "access_control_rule": {"field": "calling", "operation": "regexp", "quantifier": "all", "entries": ["1516.*", ".*516"]},
    "trunk_group": {
        "acls": ACLS,
        "external_handlers": HANDLERS,
        "hard_failure_codes": "408;503;",
        "hard_failure_cooldown": 90,
        "hard_failure_interval": 30,
        "hard_failure_last_resort": "reject503",
        "hard_failure_threshold": 5,
        "routing_data": {"tier": "gold"},
        "routing_type": "round_robin",
        "sip_options_locations": ["loc.1", "loc.2"],
        "sip_options_threshold": 4,
        "soft_failure_codes": "404;486;",
        "transformations": [REJECT, PREFIX],
    },
    "trunk": {
        "endpoint_sid": "ep.nyc-1",
        "acls": ACLS,
        "allow_forward": "reroute",
        "allow_transfer": True,
        "asn_mode": "read_write",
        "call_type": "special",
        "codec": "ulaw",
        "in_codec": "alaw",
        "out_codec": "g729",
        "in_capacity": 40,
        "out_capacity": -1,
        "in_identity_format": "pai",
        "in_identity_mode": "always",
        "out_identity_mode": "never",
        "in_rfc_4694_mode": "keep",
        "out_rfc_4694_mode": "keep_all",
        "location_sid": "loc.1",
        "priority": 10,
        "weight": 50,
        "relay_sip_headers": ["X-One", "X-Two"],
        "transformations": [REJECT, PREFIX],
        "in_ip_profile_sid": "ip.1",
        "out_ip_profile_sid": "ip.2",
    },
    "did": {
        "trunk_group_sid": "tg.acme-1",
        "did_group_sid": "dg.1",
        "name": "Reception",
        "attributes": {"customer": "acme", "site": 1},
        "callback_url": "https://acme.example.com/did",
        "string_key_1": "one",
        "string_key_2": "two",
        "transformations": [PREFIX, REJECT],
    },
}

# The object of each kind that the tasks of the tests are about.
SUBJECTS = {
    "endpoint": "ep.nyc-1",
    "access_control_rule": "rule.premium-1",
    "trunk_group": "tg.acme-1",
    "trunk": "tr.nyc-1",
    "did": "did.1",
}


def world(**lists):
    """A state with a customer half built. Lists given replace those of the state."""
    state = {
        "endpoints": ENDPOINTS,
        "rules": RULES,
        "trunk_groups": GROUPS,
        "dids": DIDS,
        "available_dids": OFFERED,
        "did_groups": [{"did_group_sid": "dg.1"}],
        "locations": [{"location_sid": "loc.1", "name": "US East"}, {"location_sid": "loc.2", "name": "US West"}],
        **lists,
    }
    return copy.deepcopy(state)


def changed(kind, ident, state=None, **attributes):
    """The state with other attributes of one object."""
    state = copy.deepcopy(state or world())
    objects(state, kind)[ident].update(copy.deepcopy(attributes))
    return state


def rich(kind):
    """The state with the subject of a kind in full dress."""
    return changed(kind, SUBJECTS[kind], **RICH[kind])


def without(kind, *idents, state=None):
    """The state without some objects."""
    state = copy.deepcopy(state or world())
    place, key, _name = PLACES[kind]
    for holder in state["trunk_groups"] if kind == "trunk" else [state]:
        holder[place] = [one for one in holder.get(place, []) if one[key] not in idents]
    return state


def objects(state, kind):
    """``{id: object}`` of a kind. A number that was released and ages is gone."""
    place, key, _name = PLACES[kind]
    holders = state["trunk_groups"] if kind == "trunk" else [state]
    return {one[key]: one for holder in holders for one in holder.get(place, []) if one.get("status") != "aging"}


def named(state, kind, name, group=None):
    """The objects of a name, inside a trunk group (by name) where that is given."""
    found = objects(state, kind).values()
    if group is not None:
        found = [trunk for holder in named(state, "trunk_group", group) for trunk in holder["trunks"]]
    return [one for one in found if one[PLACES[kind][2]] == name]


def writes(before, after):
    """What happened between two states: ``{(action, kind, name): attributes that differ}``."""
    happened = {}
    for kind, (_place, _key, name) in PLACES.items():
        old, new = objects(before, kind), objects(after, kind)
        for ident in {**old, **new}:
            was, becomes = ({n: v for n, v in one.items() if n != "trunks"} if one else None for one in (old.get(ident), new.get(ident)))
            if was != becomes:
                action = "create" if was is None else "delete" if becomes is None else "update"
                differing = {n for n in {**was, **becomes} if was.get(n) != becomes.get(n)} if action == "update" else set()
                happened[action, kind, (was or becomes)[name]] = differing
    return happened


def as_shown(state, one):
    """An object of the state in the words of a playbook: lists for codes, names for ids, no secrets."""
    shown = {}
    for name, value in one.items():
        if name in ("endpoint_sid", "trunk_group_sid") and "phonenumber" not in one and "trunk_sid" not in one:
            continue
        if name in ("hard_failure_codes", "soft_failure_codes"):
            value = [int(code) for code in (value or "").split(";") if code]
        elif name == "acls":
            value = [_acl_as_shown(state, acl) for acl in value]
        elif name in ("endpoint_sid", "trunk_group_sid"):
            kind = name.removesuffix("_sid")
            name, value = kind, None if value is None else objects(state, kind)[value]["name"]
        shown[name] = value
    return normal(shown)


def _acl_as_shown(state, acl):
    names = [objects(state, "access_control_rule")[ident]["name"] for ident in acl["access_control_rules"]]
    return {"access_control_rules": names, **{n: acl[n] for n in ("direction", "voice_action_false", "voice_action_true")}}


def normal(value, name=None):
    """A value without what makes no difference: order, where nobody cares about it, secrets, names of the same thing."""
    if isinstance(value, dict):
        return {n: normal(v, n) for n, v in value.items() if n not in SECRETS}
    if isinstance(value, list):
        items = [normal(item) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True)) if name in NOBODY_CARES_ABOUT_ORDER else items
    return False if name == "allow_transfer" and value == "disabled" else value


SUB_PARTNER = seed.SUB_PARTNER
