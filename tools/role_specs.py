# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`meta/argument_specs.yml` of the roles: what a role itself is about is written here, what it hands to the modules comes from the schemas.

`render(role)` gives the whole file as text, for the roles in `ROLES`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from collection_path import collections_path  # noqa: E402  (tools is not a package)

sys.path.insert(0, str(collections_path()))

from ansible_collections.telecom.trunking.plugins.module_utils.argspec import argument_spec  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.options import options  # noqa: E402

HEADER = """\
---
# Generated from the schemas, see CONTRIBUTING.md. Changes go there.
"""
SPEC_KEYS = ("type", "elements", "required", "choices", "no_log")
PARTNER = "Partner (its C(partner_sid)) whose objects the names stand for. Empty for all that the login sees."


def items(module, key, **more):
    """The options of one item in a role's list: the object's key and every attribute that its module takes.

    :param more: further options, hand-written.
    """
    schema = options(MODULES[module])
    given = {name: prop for name, prop in schema["properties"].items() if name == key or not prop.get("x-control")}
    described = described_options(given, schema.get("required", []))
    described[key]["required"] = True
    return {**described, **more}


def described_options(properties, required):
    """JSON Schema properties as the options of a role's argument spec."""
    specs = argument_spec({"properties": properties, "required": required}, None)
    return {name: described_option(properties[name], spec) for name, spec in specs.items()}


def described_option(prop, spec):
    text = prop.get("description", "")
    if "default" in prop and prop["default"] not in (None, [], {}):
        text += f" A new object has C({yaml.safe_dump(prop['default'], default_flow_style=True).splitlines()[0]})."
    option = {"description": text.strip(), **{name: spec[name] for name in SPEC_KEYS if spec.get(name)}}
    if "options" in spec:
        inner = prop.get("items", prop)
        settable = {name: inner["properties"][name] for name in spec["options"]}
        option["options"] = described_options(settable, inner.get("required", []))
    return option


def listed(description, options_of_item):
    return {"description": description, "type": "list", "elements": "dict", "default": [], "options": options_of_item}


def names(description):
    return {"description": description, "type": "list", "elements": "str", "default": []}


def onboarding():
    trunks = {
        "description": "Trunks of the group. A trunk that is not listed is kept.",
        "type": "list",
        "elements": "dict",
        "options": items("trunk", "name"),
    }
    return {
        "short_description": "Bring one customer to the declared state at CarrierX",
        "description": [
            "Endpoints, access control rules, trunk groups with ACLs and external handlers, trunks and numbers of one customer, which is one host.",
            "What an item leaves out is kept as it is, what it sets to null is cleared. Nothing is removed that the lists do not mention.",
            "The login comes from the environment, see the modules, or from C(module_defaults) of the group C(telecom.trunking.carrierx).",
        ],
        "options": {
            "onboarding_state": {
                "description": "With C(replaced), attributes that an item leaves out go back to their documented default.",
                "type": "str",
                "choices": ["present", "replaced"],
                "default": "present",
            },
            "onboarding_partner_sid": {"description": PARTNER, "type": "str", "default": ""},
            "onboarding_update_password": {
                "description": "When the passwords of endpoints are sent. With C(always) every time, which always counts as a change.",
                "type": "str",
                "choices": ["on_create", "always"],
                "default": "on_create",
            },
            "onboarding_endpoints": listed("Places that the customer's calls come from and go to.", items("endpoint", "name")),
            "onboarding_access_control_rules": listed("Rules that the ACLs refer to by name.", items("access_control_rule", "name")),
            "onboarding_trunk_groups": listed(
                "Trunk groups, each with its ACLs, external handlers and transformations as whole values.", items("trunk_group", "name", trunks=trunks)
            ),
            "onboarding_numbers": listed(
                "Rented numbers. With one trunk group they are bound to it, otherwise each names its C(trunk_group).", items("did", "phonenumber")
            ),
            "onboarding_rent_numbers": {
                "description": "Whether numbers that are not rented yet may be rented. It costs money.",
                "type": "bool",
                "default": False,
            },
        },
    }


def offboarding():
    return {
        "short_description": "Take one customer off CarrierX",
        "description": [
            "Unbinds the numbers of one customer, which is one host, and removes its trunk groups with their trunks, its rules and its endpoints.",
            "What is gone already is fine, what is not listed is not touched. Numbers stay rented unless their release is asked for.",
        ],
        "options": {
            "offboarding_partner_sid": {"description": PARTNER, "type": "str", "default": ""},
            "offboarding_numbers": listed(
                "Numbers to unbind, as the role onboarding takes them. One that is bound to another trunk group by now is left alone.",
                items("did", "phonenumber"),
            ),
            "offboarding_trunk_groups": names("Trunk groups to remove, by name, with all their trunks."),
            "offboarding_access_control_rules": names("Access control rules to remove, by name. One that somebody else uses stops the run."),
            "offboarding_endpoints": names("Endpoints to remove, by name. One that somebody else uses stops the run."),
            "offboarding_unbind_other_numbers": {
                "description": "Whether numbers that are bound to the trunk groups but not listed may be unbound, too. Without it they stop the run.",
                "type": "bool",
                "default": False,
            },
            "offboarding_release_numbers": {
                "description": "Whether the listed numbers are given back to the provider. They cannot be rented again at once.",
                "type": "bool",
                "default": False,
            },
        },
    }


ROLES = {"onboarding": onboarding, "offboarding": offboarding}


class Dumper(yaml.SafeDumper):
    """YAML as yamllint likes it: items of lists indented, nothing abbreviated."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data):
        return True


def render(role: str) -> str:
    """The text of `roles/<role>/meta/argument_specs.yml`."""
    return HEADER + yaml.dump({"argument_specs": {"main": ROLES[role]()}}, Dumper=Dumper, sort_keys=False, width=120)
