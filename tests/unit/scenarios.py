# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's life as the tasks that make it: ``[(module, params)]``."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.tests.unit import world

PREMIUM = {
    "direction": "outbound",
    "access_control_rules": ["beta-premium", "carrier-premium"],
    "voice_action_true": "reject403",
    "voice_action_false": "accept",
}
INTERNATIONAL = {"direction": "outbound", "access_control_rules": ["beta-international"], "voice_action_true": "accept"}
SCREEN = {"url": "https://screen.example.net/v1/beta", "direction": "outbound", "handler_timeout": 300, "error_handler": "reject503"}
LOG = {"url": "https://log.example.net/v1/beta", "direction": "any"}

COMES = {
    "endpoint": ["beta-nyc", "beta-lax"],
    "access_control_rule": ["beta-premium", "beta-international"],
    "trunk_group": ["beta-voice"],
    "trunk": ["nyc", "lax"],
}

ONBOARDING = [
    (
        "endpoint",
        {
            "name": "beta-nyc",
            "addresses": [{"ip": "192.0.2.20", "port": 5061, "transport": "tls", "sip_username": "beta", "sip_password": "given-nyc"}],
        },
    ),
    ("endpoint", {"name": "beta-lax", "addresses": [{"ip": "192.0.2.21"}, {"ip": "192.0.2.22"}]}),
    ("access_control_rule", {"name": "beta-premium", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900", "1876"]}),
    ("access_control_rule", {"name": "beta-international", "field": "called", "operation": "prefix", "quantifier": "none", "entries": ["1"]}),
    ("trunk_group", {"name": "beta-voice", "hard_failure_codes": [408, 503]}),
    ("trunk", {"trunk_group": "beta-voice", "name": "nyc", "endpoint": "beta-nyc", "priority": 10, "in_capacity": 40}),
    ("trunk", {"trunk_group": "beta-voice", "name": "lax", "endpoint": "beta-lax", "priority": 20}),
    ("trunk_acl", {"trunk_group": "beta-voice", **PREMIUM}),
    ("trunk_acl", {"trunk_group": "beta-voice", **INTERNATIONAL}),
    ("trunk_acl", {"trunk_group": "beta-voice", "trunk": "nyc", **INTERNATIONAL}),
    ("trunk_handler", {"trunk_group": "beta-voice", **SCREEN}),
    ("trunk_handler", {"trunk_group": "beta-voice", **LOG}),
    ("did", {"phonenumber": "12125550101", "trunk_group": "beta-voice"}),
    ("did", {"phonenumber": "12125550150", "trunk_group": "beta-voice", "rent": True}),
]

OFFBOARDING = [
    ("did", {"phonenumber": "12125550101", "trunk_group": "beta-voice", "state": "absent"}),
    ("trunk_group", {"name": "beta-voice", "state": "absent", "unbind_numbers": True}),
    ("access_control_rule", {"name": "beta-international", "state": "absent"}),
    ("access_control_rule", {"name": "beta-premium", "state": "absent"}),
    ("endpoint", {"name": "beta-lax", "state": "absent"}),
    ("endpoint", {"name": "beta-nyc", "state": "absent"}),
]


def planned(module):
    """The names that earlier tasks of the run create or remove, as far as a task may refer to them."""
    known = options(MODULES[module])["properties"].get("planned", {"properties": {}})["properties"]
    return {kind: names for kind, names in COMES.items() if kind in known}


def outline(state):
    """A state without what differs from run to run: objects by kind and name, what they refer to by name."""
    outlined = {}
    homes = {trunk["trunk_sid"]: group["name"] for group in state["trunk_groups"] for trunk in group["trunks"]}
    for kind, (_place, key, name) in world.PLACES.items():
        shown = [(homes.get(one[key]), one[name], world.as_shown(state, {**one, "trunks": []})) for one in world.objects(state, kind).values()]
        outlined[kind] = sorted(((home, label, _without_ids(one)) for home, label, one in shown), key=str)
    return outlined


def _without_ids(value):
    if isinstance(value, dict):
        return {name: _without_ids(item) for name, item in value.items() if not name.endswith("_sid") or name == "location_sid"}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value
