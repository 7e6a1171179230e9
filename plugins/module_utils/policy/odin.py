# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about BroadWorks trunk groups. Pure. Private to the collection.

What has to go together is said in ``odin_rules``, for the modules and here alike (Odin contract section 5.6).
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import documents, odin_rules
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import given, inside
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import rule
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import ODIN_TRUNK_GROUP

_ATTRIBUTES = ODIN_TRUNK_GROUP["properties"]
_FLAG = "use_system_"

# What BroadWorks has nothing for: sections of a document, lists of a trunk group, parts of the contract.
_LAYOUT = documents.PROVIDERS["odin"]
_SECTIONS = {section.name: section.kind.title for section in _LAYOUT.sections if not section.enforced}
_LISTS = tuple(name for section in _LAYOUT.sections for name in section.wishes)
_CONTRACT = {
    "cps": "a limit of {} calls per second",
    "secure_media": "encrypted media",
    "resilience": "a second way for all calls",
    "post_dial_budget": "ringing within {} ms",
}


def _overridable():
    """``{policy attribute: flag that puts the system's policy in its place}``, as the schema has them."""
    pairs = {}
    for flag in _ATTRIBUTES:
        names = (flag.removeprefix(_FLAG), "pilot_user_" + flag.removeprefix(_FLAG)) if flag.startswith(_FLAG) else ()
        pairs.update({name: flag for name in names if name in _ATTRIBUTES})
    return pairs


_FLAGS = _overridable()


def attributes(path, problems):
    """Problems of ``odin_rules``, each beginning with its attribute, as ``(path, text)``."""
    for problem in problems:
        name, _colon, text = problem.partition(": ")
        yield (*path, name), text


@rule(
    "odin-authentication-without-credentials",
    "error",
    service=True,
    area="Odin",
    provider="odin",
    title="Authentication without credentials",
    why="BroadWorks refuses the trunk group, and onboarding stops half way.",
    fix="Give sip_authentication_user_name, and sip_authentication_password as {variable: name} or {env: NAME}.",
)
def authentication(customer):
    for path, group in customer.trunk_groups:
        yield from attributes(path, odin_rules.authentication(None, group, {}))


@rule(
    "odin-dependency",
    "error",
    service=True,
    area="Odin",
    provider="odin",
    title="Attributes that do not go together",
    why="BroadWorks refuses the trunk group or the user, and onboarding stops half way.",
    fix="Add what is missing, or take out what needs it. A pilot user is named in trunk_users, with pilot: true.",
)
def dependency(customer):
    provider = customer.document["provider"]
    place = {"service_provider_id": provider.get("service_provider"), "group_id": provider.get("group")}
    for path, group in customer.trunk_groups:
        for check in odin_rules.TRUNK_GROUP_RULES:
            if check is not odin_rules.authentication:
                yield from attributes(path, check(None, group, {**place, **group}))
        for inner, user in inside(path, group, "trunk_users"):
            for check in odin_rules.TRUNK_USER_RULES:
                yield from attributes(inner, check(None, {"trunk_group": group.get("name"), **user}, place))


@rule(
    "odin-several-pilots",
    "error",
    service=True,
    area="Odin",
    provider="odin",
    title="Several pilot users on one trunk group",
    why="A trunk group has one pilot user: the last one in the document wins, and the next run sets the first one again.",
    fix="Leave pilot: true at one of them.",
)
def several_pilots(customer):
    for path, group in customer.trunk_groups:
        pilots = [(inner, user) for inner, user in inside(path, group, "trunk_users") if user.get("pilot")]
        for inner, _user in pilots[1:]:
            yield (*inner, "pilot"), f"{pilots[0][1].get('user_id')} is the pilot user already"


@rule(
    "odin-policy-overridden",
    "warning",
    service=True,
    area="Odin",
    provider="odin",
    title="A policy that a use_system flag overrides",
    why="The policy is stored and does nothing: the system's policy counts, which may be the opposite.",
    fix="Set the flag to false, or leave the policy out. Where the flag is left out, a new trunk group gets its documented default.",
)
def policy_overridden(customer):
    for path, group in customer.trunk_groups:
        for name, flag in _FLAGS.items():
            if group.get(name) is not None and given(group, flag, _ATTRIBUTES[flag]["default"]):
                how = "true" if group.get(flag) else "left out, which is true for a new trunk group"
                yield (*path, name), f"has no effect, {flag} is {how}"


@rule(
    "odin-unscreened-calls",
    "error",
    area="Odin",
    provider="odin",
    title="Unscreened calls are allowed",
    why="Calls from numbers that belong to no user are let out and are billed to the group. A hacked PBX needs nothing more.",
    fix="Set allow_unscreened_calls to false, and add the PBX's numbers to users.",
)
def unscreened_calls(customer):
    for path, group in customer.trunk_groups:
        if group.get("allow_unscreened_calls"):
            yield (*path, "allow_unscreened_calls"), "is true, calls from any number are let out"


@rule(
    "odin-unscreened-emergency-calls",
    "warning",
    area="Odin",
    provider="odin",
    title="Unscreened emergency calls are allowed",
    why="Emergency calls from numbers that belong to no user go out without a location, and the call centre cannot call back.",
    fix="Give every number that can make emergency calls a user, then set allow_unscreened_emergency_calls to false.",
)
def unscreened_emergency_calls(customer):
    for path, group in customer.trunk_groups:
        if group.get("allow_unscreened_emergency_calls"):
            yield (*path, "allow_unscreened_emergency_calls"), "is true, emergency calls from any number are let out"


def _unenforceable_lists(customer, required):
    for path, group in customer.trunk_groups:
        for name in _LISTS:
            yield from (inner for inner, item in inside(path, group, name) if bool(item.get("required")) is required)


@rule(
    "odin-not-enforceable",
    "warning",
    live=False,
    area="Odin",
    provider="odin",
    title="Something that BroadWorks cannot enforce",
    why="The document promises it and nobody keeps the promise: what an ACL would reject goes through.",
    fix="Have it enforced elsewhere, at the session border controller for example, and say so in a waiver. Otherwise take it out.",
)
def not_enforceable(customer):
    for name, what in _SECTIONS.items():
        count = len(customer.document.get(name) or [])
        if count:
            yield (name,), f"{count} {what}{'s' if count > 1 else ''}, not enforceable at this provider"
    for name, what in _CONTRACT.items():
        if customer.contract.get(name):
            yield ("contract", name), f"{what.format(customer.contract[name])}, not enforceable at this provider"
    if customer.document.get("fraud"):
        yield ("fraud",), f"fraud profile {customer.document['fraud'].get('profile')}, not enforceable at this provider"
    for path in _unenforceable_lists(customer, required=False):
        yield path, "not enforceable at this provider"


@rule(
    "odin-not-enforceable-required",
    "error",
    live=False,
    area="Odin",
    provider="odin",
    title="Something required that BroadWorks cannot enforce",
    why="The document says that the customer is not to be onboarded without it, and onboarding refuses.",
    fix="Drop required if it is enforced elsewhere, or bring the customer to a provider that has it.",
)
def not_enforceable_required(customer):
    for path in _unenforceable_lists(customer, required=True):
        yield path, "required, and not enforceable at this provider"
