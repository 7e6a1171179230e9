# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From declarations to options to argument specs."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.argspec import argument_spec
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Kind, Member
from ansible_collections.telecom.trunking.plugins.module_utils.options import normalised, options

CONNECTION = [
    "api_password",
    "api_token",
    "api_url",
    "api_username",
    "ca_path",
    "retries",
    "retry_max_wait",
    "settle_timeout",
    "timeout",
    "validate_certs",
]
ENVIRONMENT = {name: f"CARRIERX_{name.upper()}" for name in CONNECTION}


def spec(module):
    return argument_spec(options(MODULES[module]), "fallback")


@pytest.mark.parametrize("module", MODULES)
def test_the_connection_is_the_same_everywhere(module):
    given = spec(module)
    assert {name: given[name]["fallback"] for name in CONNECTION} == {name: ("fallback", [variable]) for name, variable in ENVIRONMENT.items()}
    assert [name for name in CONNECTION if given[name].get("no_log")] == ["api_password", "api_token"]
    assert {name: given[name] for name in CONNECTION} == {name: spec("trunk")[name] for name in CONNECTION}


@pytest.mark.parametrize("module", MODULES)
def test_attributes_have_no_default_and_no_writing_of_what_is_read_only(module):
    properties = options(MODULES[module])["properties"]
    for name, option in spec(module).items():
        assert ("default" in option) is (bool(properties[name].get("x-control")) and "default" in properties[name]), name
        assert not properties[name].get("readOnly")


@pytest.mark.parametrize("module", [name for name, declaration in MODULES.items() if isinstance(declaration, (Kind, Member))])
def test_what_writes_has_states(module):
    assert spec(module)["state"] == {"type": "str", "choices": ["present", "replaced", "absent"], "default": "present"}


OPTIONS = [
    ("trunk_group", "hard_failure_codes", {"type": "list", "elements": "int"}),
    ("trunk_group", "routing_type", {"type": "str", "choices": ["failover", "round_robin"]}),
    ("trunk_group", "routing_data", {"type": "dict"}),
    ("trunk_group", "unbind_numbers", {"type": "bool", "default": False}),
    ("trunk", "endpoint", {"type": "str", "aliases": ["endpoint_sid"]}),
    ("trunk", "allow_transfer", {"type": "raw"}),
    ("endpoint", "out_sip_password", {"type": "str", "no_log": True}),
    ("endpoint", "properties", {"type": "dict", "no_log": True}),
    ("endpoint", "update_password", {"type": "str", "choices": ["on_create", "always"], "default": "on_create", "no_log": False}),
    ("did", "trunk_group", {"type": "str", "aliases": ["trunk_group_sid"]}),
    ("did", "rent", {"type": "bool", "default": False}),
    ("did", "release", {"type": "bool", "default": False}),
    ("trunk_acl", "exclusive", {"type": "bool", "default": False}),
    ("trunk_acl", "voice_action_true", {"type": "str", "choices": ["accept", "reject403", "reject503"]}),
]


@pytest.mark.parametrize(("module", "name", "expected"), OPTIONS)
def test_options(module, name, expected):
    assert spec(module)[name] == expected


def test_nested_options():
    address = spec("endpoint")["addresses"]
    assert (address["type"], address["elements"]) == ("list", "dict")
    assert address["options"]["ip"] == {"type": "str", "required": True}
    assert address["options"]["sip_password"] == {"type": "str", "no_log": True}
    assert address["options"]["port"] == {"type": "int"}
    acl = spec("trunk_group")["acls"]["options"]
    assert acl["access_control_rules"] == {"type": "list", "elements": "str", "required": True}
    assert [name for name in acl if name.startswith("sms_")] == []
    assert "options" not in spec("trunk_group")["transformations"]


def test_what_is_required():
    assert {module: sorted(name for name, option in spec(module).items() if option.get("required")) for module in MODULES} == {
        "endpoint": [],
        "endpoint_info": [],
        "access_control_rule": [],
        "access_control_rule_info": [],
        "trunk_group": [],
        "trunk_group_info": [],
        "trunk": ["trunk_group"],
        "trunk_acl": ["access_control_rules", "direction", "trunk_group"],
        "trunk_handler": ["trunk_group", "url"],
        "did": [],
        "did_info": [],
    }


def test_names_or_ids():
    choices = {
        module: [choice["required"][0] for choice in options(MODULES[module]).get("anyOf", [])]
        for module in ("endpoint", "trunk_group", "trunk", "did")
    }
    assert choices == {
        "endpoint": ["name", "endpoint_sid"],
        "trunk_group": ["name", "trunk_group_sid"],
        "trunk": ["name", "trunk_sid"],
        "did": ["phonenumber", "did_sid"],
    }


def test_an_id_may_be_given_under_its_own_name():
    assert normalised(MODULES["trunk"], {"endpoint_sid": "e", "name": "n", "state": None, "codec": None}) == {
        "endpoint": "e",
        "name": "n",
        "codec": None,
    }


@pytest.mark.parametrize("module", MODULES)
def test_options_are_built_once(module):
    assert options(MODULES[module]) is options(MODULES[module])
