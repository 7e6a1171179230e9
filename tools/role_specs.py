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

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, odin, sections  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.argspec import argument_spec  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.options import options  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.sections import item_properties  # noqa: E402

HEADER = """\
---
# Generated from the schemas, see CONTRIBUTING.md. Changes go there.
"""
SPEC_KEYS = ("type", "elements", "required", "choices", "no_log")
MODULES = {**carrierx.MODULES, **odin.MODULES}
PROVIDERS = {
    "description": "Provider that the customer is at, C(carrierx) for CarrierX, C(odin) for BroadWorks through Odin.",
    "type": "str",
    "choices": ["carrierx", "odin"],
    "default": "carrierx",
}
SERVICE_PROVIDER = {"description": "Service provider or enterprise. Required at BroadWorks.", "type": "str", "default": ""}
GROUP = {"description": "Group of the service provider. Required at BroadWorks.", "type": "str", "default": ""}
PARTNER = "Partner (its C(partner_sid)) whose objects the names stand for. Empty for all that the login sees."


def items(section):
    """The options of one item of a section: what a document may say in it (see ``sections``)."""
    parts = {part.name: {"description": part.description, "type": "list", "elements": "dict", "options": items(part)} for part in section.parts}
    return {**described_options(item_properties(section), [section.key]), **parts}


def levels(section):
    """A map of levels, each with the options of one object."""
    attributes = described_options(item_properties(section), [])
    options_of_levels = {level: {"description": text, "type": "dict", "options": attributes} for level, text in section.levels.items()}
    return {"description": section.description, "type": "dict", "default": {}, "options": options_of_levels}


def described_options(properties, required):
    """JSON Schema properties as the options of a role's argument spec."""
    specs = argument_spec({"properties": properties, "required": required}, None)
    return {name: described_option(properties[name], spec) for name, spec in specs.items()}


def described_option(prop, spec):
    text = prop.get("description", "")
    if "default" in prop and prop["default"] not in (None, [], {}):
        text += f" A new object has C({yaml.safe_dump(prop['default'], default_flow_style=True).splitlines()[0]})."
    option = {"description": text.strip(), **{name: spec[name] for name in SPEC_KEYS if spec.get(name)}}
    if "choices" in option and not spec.get("required"):
        # Null clears, and Ansible knows no null among choices. The module looks at the value.
        option["description"] += f" One of {', '.join(f'C({choice})' for choice in option.pop('choices'))}."
    if "options" in spec:
        inner = prop.get("items", prop)
        settable = {name: inner["properties"][name] for name in spec["options"]}
        option["options"] = described_options(settable, inner.get("required", []))
    return option


def listed(section, description=None):
    return listed_options(description or section.description, items(section))


def listed_options(description, options_of_item):
    return {"description": description, "type": "list", "elements": "dict", "default": [], "options": options_of_item}


def names(description):
    return {"description": description, "type": "list", "elements": "str", "default": []}


def onboarding():
    return {
        "short_description": "Bring one customer to the declared state at its provider",
        "description": [
            (
                "At CarrierX, endpoints, access control rules, trunk groups with ACLs and external handlers, trunks and numbers of one customer, which "
                "is one host."
            ),
            (
                "At BroadWorks, services and call capacities, trunk groups, users and pilot users. What is asked for and not enforceable there is "
                "reported in the fact C(onboarding_not_enforceable) and the statistic C(not_enforceable), and stops the customer if it is marked as "
                "required."
            ),
            "What an item leaves out is kept as it is, what it sets to null is cleared. Nothing is removed that the lists do not mention.",
            (
                "The login comes from the environment, see the modules, or from C(module_defaults) of the group C(telecom.trunking.carrierx) or "
                "C(telecom.trunking.odin)."
            ),
        ],
        "options": {
            "onboarding_provider": PROVIDERS,
            "onboarding_state": {
                "description": "With C(replaced), attributes that an item leaves out go back to their documented default.",
                "type": "str",
                "choices": ["present", "replaced"],
                "default": "present",
            },
            "onboarding_partner_sid": {"description": PARTNER, "type": "str", "default": ""},
            "onboarding_update_password": {
                "description": "When the passwords of endpoints and trunk groups are sent. With C(always) every time, which always counts as a change.",
                "type": "str",
                "choices": ["on_create", "always"],
                "default": "on_create",
            },
            "onboarding_endpoints": listed(sections.ENDPOINTS),
            "onboarding_access_control_rules": listed(sections.RULES),
            "onboarding_trunk_groups": listed(sections.TRUNK_GROUPS),
            "onboarding_made_acls": listed_options(
                "ACLs of trunk groups that do not say what ACLs they have. They go before those that somebody else has put there.",
                made_acl(),
            ),
            "onboarding_made_rules": names(
                "Rules that are made for a state or a fraud profile. Of trunk groups that do not say what ACLs they have, other ACLs with nothing but "
                "such rules are taken off."
            ),
            "onboarding_numbers": listed(sections.NUMBERS),
            "onboarding_rent_numbers": {
                "description": "Whether numbers that are not rented yet may be rented. It costs money.",
                "type": "bool",
                "default": False,
            },
            "onboarding_service_provider_id": SERVICE_PROVIDER,
            "onboarding_group_id": GROUP,
            "onboarding_odin_services": listed(sections.SERVICES),
            "onboarding_odin_call_capacity": levels(sections.CALL_CAPACITY),
            "onboarding_odin_trunk_groups": listed(sections.ODIN_TRUNK_GROUPS),
        },
    }


def made_acl():
    """An ACL with its trunk group."""
    properties = options(MODULES["trunk_acl"])["properties"]
    needed = ("trunk_group", "direction", "access_control_rules")
    return described_options({name: properties[name] for name in (*needed, "voice_action_true", "voice_action_false")}, needed)


def offboarding():
    return {
        "short_description": "Take one customer off its provider",
        "description": [
            "At CarrierX, unbinds the numbers of one customer, which is one host, and removes its trunk groups with their trunks, its rules and its endpoints.",
            "At BroadWorks, takes its users and pilots off and removes its trunk groups, and lowers capacities and takes services away where it is told to.",
            "What is gone already is fine, what is not listed is not touched. Numbers stay rented unless their release is asked for.",
        ],
        "options": {
            "offboarding_provider": PROVIDERS,
            "offboarding_partner_sid": {"description": PARTNER, "type": "str", "default": ""},
            "offboarding_numbers": listed(
                sections.NUMBERS, "Numbers to unbind, as the role onboarding takes them. One that is bound to another trunk group by now is left alone."
            ),
            "offboarding_trunk_groups": names("Trunk groups to remove, by name, with all their trunks."),
            "offboarding_access_control_rules": names("Access control rules to remove, by name. One that somebody else uses stops the run."),
            "offboarding_made_rules": names(
                "Access control rules that the playbooks may have made for the customer, by name. They are removed as well, and mostly never were there."
            ),
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
            "offboarding_release_unbound_numbers": {
                "description": "Whether numbers go with them that were bound to nothing before this run, after a run that was stopped for example.",
                "type": "bool",
                "default": True,
            },
            "offboarding_service_provider_id": SERVICE_PROVIDER,
            "offboarding_group_id": GROUP,
            "offboarding_odin_users": listed_options(
                "Users to take off their trunk groups. One who is on another trunk group by now is left alone.",
                {
                    "user_id": {"description": "User id with its domain.", "type": "str", "required": True},
                    "trunk_group": {"description": "Trunk group that the user is taken off.", "type": "str", "required": True},
                },
            ),
            "offboarding_odin_call_capacity": levels(sections.CAPACITY_LEFT),
            "offboarding_odin_services": names(sections.SERVICES_LEFT.description),
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
