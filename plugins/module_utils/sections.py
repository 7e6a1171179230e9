# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What customers' documents consist of at each provider, and what an item of theirs may say. Private to the collection.

The roles take the same items: their argument specs are made of these sections, too.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import ACCESS_CONTROL_RULE, CARRIERX, DID, ENDPOINT, TRUNK, TRUNK_ACL, TRUNK_GROUP
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Layout, Section
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN, ODIN_CALL_CAPACITY, ODIN_GROUP_SERVICE, ODIN_TRUNK_GROUP, ODIN_TRUNK_USER
from ansible_collections.telecom.trunking.plugins.module_utils.odin_rules import CUSTOMER_RULES
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import GROUP_ID, SERVICE_PROVIDER_ID

REQUIRED = {
    "type": "boolean",
    "description": "Whether the customer is not to be onboarded at a provider that cannot enforce this. Without it, the run only says so.",
}

# CarrierX -----------------------------------------------------------------------------------------------------------

ENDPOINTS = Section("endpoints", ENDPOINT, "Places that the customer's calls come from and go to.")
RULES = Section("access_control_rules", ACCESS_CONTROL_RULE, "Rules that the ACLs refer to by name.", made=True)
TRUNKS = Section("trunks", TRUNK, "Trunks of the group. A trunk that is not listed is kept.", given="trunk_group", marked=("acls",))
TRUNK_GROUPS = Section(
    "trunk_groups",
    TRUNK_GROUP,
    "Trunk groups, each with its ACLs, external handlers and transformations as whole values.",
    parts=(TRUNKS,),
    marked=("acls", "external_handlers"),
)
NUMBERS = Section(
    "numbers",
    DID,
    "Rented numbers. With one trunk group they are bound to it, otherwise each names its trunk_group.",
    brief=True,
    lone={"trunk_group": "trunk_groups"},
)

# BroadWorks ---------------------------------------------------------------------------------------------------------

SERVICES = Section("services", ODIN_GROUP_SERVICE, "Services that the group gets, usually Trunk Group.")
CALL_CAPACITY = Section(
    "call_capacity",
    ODIN_CALL_CAPACITY,
    "Call capacities. They are raised before the trunk groups are set up, and lowered after.",
    levels={
        "service_provider": "Call capacity of the service provider, which is shared by its groups. Leave it out if it is not this customer's to say.",
        "group": "Call capacity of the group.",
    },
)
TRUNK_USERS = Section(
    "trunk_users",
    ODIN_TRUNK_USER,
    "Users on the trunk group, one of whom may be its pilot. A user who is not listed is kept.",
    given="trunk_group",
    outlives=True,
)
ODIN_TRUNK_GROUPS = Section(
    "trunk_groups",
    ODIN_TRUNK_GROUP,
    "Trunk groups at BroadWorks, in an order in which others that calls are rerouted to come first.",
    parts=(TRUNK_USERS,),
    switches=("allow_long_invitation_timeout",),
    elsewhere=("pilot_user_id",),
    marked=("acls", "external_handlers"),
    wishes={"acls": TRUNK_GROUP, "external_handlers": TRUNK_GROUP},
)
CAPACITY_LEFT = Section(
    "call_capacity",
    ODIN_CALL_CAPACITY,
    "Call capacities to set when the trunk groups are gone. Without it they stay.",
    levels={"service_provider": "Call capacity that the service provider keeps.", "group": "Call capacity that the group keeps."},
)
SERVICES_LEFT = Section("services", ODIN_GROUP_SERVICE, "Services to take away from the group. Without it they stay.", names=True)


def _wished(section):
    """A section of another provider, where it cannot be enforced."""
    return Section(section.name, section.kind, _in_vain(section.kind), brief=section.brief, enforced=False)


def _in_vain(kind):
    return f"Not enforceable at this provider, reported. As at {kind.provider.title}."


LAYOUTS = {
    layout.provider.name: layout
    for layout in (
        Layout(
            CARRIERX,
            place={"partner": {"type": "string", "minLength": 1, "description": "Partner (its partner_sid) whose objects the names stand for."}},
            place_options={"partner": "partner_sid"},
            required=(),
            sections=(ENDPOINTS, RULES, TRUNK_GROUPS, NUMBERS),
            made=TRUNK_ACL,
        ),
        Layout(
            ODIN,
            place={"service_provider": SERVICE_PROVIDER_ID, "group": GROUP_ID},
            place_options={"service_provider": "service_provider_id", "group": "group_id"},
            required=("service_provider", "group"),
            sections=(SERVICES, CALL_CAPACITY, ODIN_TRUNK_GROUPS, _wished(ENDPOINTS), _wished(RULES), _wished(NUMBERS)),
            leaving=(CAPACITY_LEFT, SERVICES_LEFT),
            rules=CUSTOMER_RULES,
        ),
    )
}


def item_properties(section):
    """What an item of a section, or a level of it, may say besides its parts: ``{option: JSON Schema}``, in the words of the kind's module."""
    properties = {name: prop for name, prop in options(section.kind)["properties"].items() if _is_said(section, name, prop)}
    for name, kind in section.wishes.items():
        properties[name] = {**options(kind)["properties"][name], "description": _in_vain(kind)}
    return {name: _with_mark(prop) if name in section.marked else prop for name, prop in properties.items()}


def _is_said(section, name, prop):
    if name in (section.key, *section.switches):
        return True
    return not prop.get("x-control") and name != section.given


def _with_mark(array):
    """A list whose elements may be marked as what the customer requires."""
    items = array["items"]
    return {**array, "items": {**items, "properties": {**items["properties"], "required": REQUIRED}}}
