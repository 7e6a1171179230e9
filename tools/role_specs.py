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

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, odin  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.argspec import argument_spec  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.options import options  # noqa: E402

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
REQUIRED = {
    "description": "Whether the customer is not to be onboarded at a provider that cannot enforce this. Without it, the run only says so.",
    "type": "bool",
}
SERVICE_PROVIDER = {"description": "Service provider or enterprise. Required at BroadWorks.", "type": "str", "default": ""}
GROUP = {"description": "Group of the service provider. Required at BroadWorks.", "type": "str", "default": ""}
PARTNER = "Partner (its C(partner_sid)) whose objects the names stand for. Empty for all that the login sees."


def items(module, key, **more):
    """The options of one item in a role's list: the object's key and every attribute that its module takes.

    :param key: None for an object that has no name of its own.
    :param more: further options, hand-written.
    """
    schema = options(MODULES[module])
    given = {name: prop for name, prop in schema["properties"].items() if name == key or not prop.get("x-control")}
    described = described_options(given, schema.get("required", []))
    if key:
        described[key]["required"] = True
    return {**{name: markable(name, option) for name, option in described.items()}, **more}


def markable(name, option):
    """An option of an item, with the mark of what a customer requires if it is one of those that not every provider can enforce."""
    return {**option, "options": {**option["options"], "required": REQUIRED}} if name in ("acls", "external_handlers") else option


def without(options_of_item, *names):
    return {name: option for name, option in options_of_item.items() if name not in names}


def capacities(service_provider, group):
    """The call capacities of both levels.

    :param service_provider, group: what the levels are described with.
    """
    attributes = without(items("odin_call_capacity", None), "service_provider_id", "group_id")
    levels = {"service_provider": service_provider, "group": group}
    return {level: {"description": text, "type": "dict", "options": attributes} for level, text in levels.items()}


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
            "onboarding_service_provider_id": SERVICE_PROVIDER,
            "onboarding_group_id": GROUP,
            "onboarding_odin_services": listed("Services that the group gets, usually C(Trunk Group).", items("odin_group_service", "service_name")),
            "onboarding_odin_call_capacity": {
                "description": "Call capacities. They are raised before the trunk groups are set up, and lowered after.",
                "type": "dict",
                "default": {},
                "options": capacities(
                    "Call capacity of the service provider, which is shared by its groups. Leave it out if it is not this customer's to say.",
                    "Call capacity of the group.",
                ),
            },
            "onboarding_odin_trunk_groups": listed(
                "Trunk groups at BroadWorks, in an order in which others that calls are rerouted to come first.",
                items("odin_trunk_group", "name", **trunk_group_extras()),
            ),
        },
    }


def trunk_group_extras():
    """What an item has beside the attributes of a BroadWorks trunk group: a switch of its module, its users, what is asked for in vain."""
    switch = "allow_long_invitation_timeout"
    unenforceable = items("trunk_group", "name")
    return {
        **described_options({switch: options(MODULES["odin_trunk_group"])["properties"][switch]}, []),
        "trunk_users": {
            "description": "Users on the trunk group, one of whom may be its pilot. A user who is not listed is kept.",
            "type": "list",
            "elements": "dict",
            "options": without(items("odin_trunk_user", "user_id"), "trunk_group"),
        },
        "acls": {**unenforceable["acls"], "description": "Not enforceable at this provider, reported. As at CarrierX."},
        "external_handlers": {**unenforceable["external_handlers"], "description": "Not enforceable at this provider, reported. As at CarrierX."},
    }


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
            "offboarding_service_provider_id": SERVICE_PROVIDER,
            "offboarding_group_id": GROUP,
            "offboarding_odin_users": listed(
                "Users to take off their trunk groups. One who is on another trunk group by now is left alone.",
                {
                    "user_id": {"description": "User id with its domain.", "type": "str", "required": True},
                    "trunk_group": {"description": "Trunk group that the user is taken off.", "type": "str", "required": True},
                },
            ),
            "offboarding_odin_call_capacity": {
                "description": "Call capacities to set when the trunk groups are gone. Without it they stay.",
                "type": "dict",
                "default": {},
                "options": capacities("Call capacity that the service provider keeps.", "Call capacity that the group keeps."),
            },
            "offboarding_odin_services": names("Services to take away from the group. Without it they stay."),
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
