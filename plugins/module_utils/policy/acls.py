# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy of access control: rules, the lists that use them, and exceptions from fraud profiles. Pure. Private to the collection."""

from __future__ import annotations

import re

from ansible_collections.telecom.trunking.plugins.module_utils import fraud
from ansible_collections.telecom.trunking.plugins.module_utils.policy import expressions, verdict
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import closest, elements, given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import rule
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import EMERGENCY

AREA = {"area": "ACLs", "provider": "carrierx"}

# What people put into a number and the API never has in one: plus, separators, international prefixes.
_NOT_E164 = re.compile(r"[+\s().-]|^(?:00|011)")
# The same at the beginning of a regular expression, where a dot and brackets mean something else.
_NOT_E164_EXPRESSION = re.compile(r"\\\+|\[\+\]|\s|^\^?(?:00|011)")


# References ---------------------------------------------------------------------------------------------------------


def _references(customer):
    """``(path, name of a rule)`` of every reference to a rule."""
    for path, acl, _group in customer.acls:
        for n, name in enumerate(acl.get("access_control_rules") or []):
            yield (*path, "access_control_rules", n), name


def _own_names(customer):
    return [item.get("name") for _path, item in customer.access_control_rules]


@rule(
    "acl-unknown-rule",
    "error",
    **AREA,
    title="The access control rule does not exist",
    why="Onboarding stops at the trunk group: nothing that comes after it is set up.",
    fix="Correct the name, or add the rule to access_control_rules. A rule of the provider's belongs into the validation's known_rules.",
)
def unknown_rule(customer):
    """Without ``known_rules`` only a name that begins with the customer's id is known to be nobody else's."""
    own = _own_names(customer)
    for path, name in _references(customer):
        if name not in own and name not in customer.outside:
            if customer.outside:
                yield path, f"there is no access control rule {name}, neither in the document nor among the known ones{closest(name, own)}"
            elif name.startswith(f"{customer.id}-"):
                yield path, f"there is no access control rule {name} in the document{closest(name, own)}"


@rule(
    "acl-outside-rule",
    "info",
    **AREA,
    title="The access control rule is not in the document",
    why="It has to be one of the provider's own. Whether it is there, and what it rejects, cannot be told from the document.",
    fix="Nothing, if the provider has it. Give the validation known_rules, and misspelt names become errors.",
)
def outside_rule(customer):
    own = _own_names(customer)
    for path, name in _references(customer):
        if name not in own and not customer.outside and not name.startswith(f"{customer.id}-"):
            yield path, f"the access control rule {name} is not in the document{closest(name, own)}"


@rule(
    "acl-ambiguous-rule",
    "error",
    **AREA,
    title="The access control rule is ambiguous",
    why="Names are not unique at the provider. Onboarding stops rather than guess which of the rules is meant.",
    fix="Rename the customer's own rule, the customer's id in front makes it unique, or refer to the provider's by its rule_sid.",
)
def ambiguous_rule(customer):
    own = _own_names(customer)
    for path, name in _references(customer):
        # A listing has the customer's own rules as well: read_only tells the provider's from them.
        others = [one for one in customer.outside.get(name, []) if one.get("read_only") is not False]
        count = own.count(name) + len(others)
        if count > 1:
            yield path, f"{count} access control rules are named {name}"


# Rules --------------------------------------------------------------------------------------------------------------


def _entries(customer, *operations, fields=None):
    """``(path, entry)`` of rules with one of these operations."""
    for path, item in customer.access_control_rules:
        if item["operation"] in operations and (fields is None or item["field"] in fields):
            for n, entry in enumerate(item.get("entries") or []):
                yield (*path, "entries", n), entry


_NUMBERS = ("called", "calling", "from", "from_did", "to", "to_did")


@rule(
    "acl-entry-not-e164",
    "error",
    **AREA,
    title="The entry is not written as the provider writes numbers",
    why="The provider compares with E.164 digits without plus. An entry with a plus, a blank, or the 00 or 011 of somebody's dial plan never "
    "matches: a block that does not block.",
    fix='Write country code and number in digits only: "442079460000", "1876".',
)
def entry_not_e164(customer):
    for path, entry in _entries(customer, "exact", "prefix", fields=_NUMBERS):
        if _NOT_E164.search(entry):
            yield path, f"{entry!r} is not E.164 digits without plus"
    for path, entry in _entries(customer, "regexp", fields=_NUMBERS):
        if _NOT_E164_EXPRESSION.search(entry):
            yield path, f"{entry!r} matches nothing that is E.164 digits without plus"


@rule(
    "acl-invalid-regexp",
    "error",
    **AREA,
    title="The regular expression does not compile",
    why="The provider refuses it, or keeps it and it matches nothing. Either way the block is not there.",
    fix="Repair the expression. A list of prefixes is easier to read, and there is nothing in it to get wrong.",
)
def invalid_regexp(customer):
    for path, entry in _entries(customer, "regexp"):
        flaw = expressions.flaw(entry)
        if flaw:
            yield path, f"{entry!r} does not compile: {flaw}"


@rule(
    "acl-unanchored-regexp",
    "warning",
    **AREA,
    title="The regular expression is not anchored",
    why="The contract does not say whether an expression has to match the whole number. 900 may reject every number with 900 anywhere in it, "
    "or just the number 900.",
    fix="Put ^ in front and $ at the end of every alternative; [0-9]* before the $ lets more digits follow. Or use operation prefix.",
)
def unanchored_regexp(customer):
    for path, entry in _entries(customer, "regexp", fields=_NUMBERS):
        if not expressions.flaw(entry) and not expressions.anchored(entry):
            yield path, f"{entry!r} is not anchored at both ends"


@rule(
    "acl-no-entries",
    "error",
    **AREA,
    title="A rule without entries",
    why="With any it never matches, with none it matches every call, with all nobody knows.",
    fix="Add entries, or take the rule out of the document and of its ACLs.",
)
def no_entries(customer):
    for path, item in customer.access_control_rules:
        if not item.get("entries"):
            yield path, f"the rule has no entries, with quantifier {item['quantifier']}"


@rule(
    "acl-impossible-all",
    "error",
    **AREA,
    title="All of the entries can never match at once",
    why="One number cannot equal two others or begin in two ways, so the rule never matches: what it should block goes through.",
    fix="Set quantifier to any.",
)
def impossible_all(customer):
    for path, item in customer.access_control_rules:
        entries = sorted(set(item.get("entries") or []), key=lambda entry: (len(entry), entry))
        if item["quantifier"] != "all" or len(entries) < 2:
            continue
        longest = entries[-1]
        if item["operation"] == "exact":
            yield path, f"no number equals all {len(entries)} entries, {entries[0]} and {longest} among them"
        elif item["operation"] == "prefix":
            other = next((entry for entry in entries if not longest.startswith(entry)), None)
            if other is not None:
                yield path, f"no number begins with both {other} and {longest}"


@rule(
    "acl-shadowed-entry",
    "warning",
    **AREA,
    title="The entry is covered by a shorter prefix",
    why="It changes nothing. Whoever added it may have meant the shorter one not to cover it, and who takes the shorter one out expects the "
    "number to be free then.",
    fix="Take the longer entry out, or the shorter one if it is too wide.",
)
def shadowed_entry(customer):
    for path, item in customer.access_control_rules:
        if item["operation"] != "prefix" or item["quantifier"] == "all":
            continue
        shorter = None
        # Sorted, everything that begins with an entry comes right after it.
        for entry, n in sorted((entry, n) for n, entry in enumerate(item.get("entries") or [])):
            if shorter is not None and entry.startswith(shorter):
                yield (*path, "entries", n), f"{entry} is covered by {shorter}"
            else:
                shorter = entry


# Lists --------------------------------------------------------------------------------------------------------------


@rule(
    "acl-sms-field",
    "error",
    **AREA,
    title="A voice ACL with a rule for messages",
    why="Calls have calling and called. A rule that looks at from, to or message never matches a call: a block that does not block.",
    fix="Set the rule's field to called for the number that is dialled, to calling for the caller's.",
)
def sms_field(customer):
    rules = customer.rules_in_force
    for path, name in _references(customer):
        field = rules.get(name, {}).get("field")
        if field in verdict.SMS_FIELDS:
            yield path, f"{name} looks at {field}, which no call has"


@rule(
    "acl-same-actions",
    "warning",
    **AREA,
    title="Both actions of the ACL are the same",
    why="Whether a rule matches makes no difference: the ACL is either idle or a switch for all calls that looks like a filter.",
    fix="Say what happens to calls that match in voice_action_true and to the others in voice_action_false. To stop a customer, use state suspended.",
)
def same_actions(customer):
    for path, acl, _group in customer.acls:
        if acl.get("voice_action_true") == acl.get("voice_action_false"):
            yield path, f"voice_action_true and voice_action_false are both {acl.get('voice_action_true') or 'null'}"


@rule(
    "acl-no-rules",
    "error",
    **AREA,
    title="The ACL has no rules",
    why="There is nothing to match. If it decides at all, it decides voice_action_false for every call.",
    fix="Name the rules that are meant, or take the ACL out.",
)
def no_rules(customer):
    for path, acl, _group in customer.acls:
        if not acl.get("access_control_rules"):
            yield path, f"the ACL has no rules, calls would get voice_action_false, {acl.get('voice_action_false') or 'null'}"


@rule(
    "acl-undirected",
    "error",
    **AREA,
    title="A voice ACL with direction undirected",
    why="Calls are inbound or outbound. Trunk groups and trunks carry voice only, so the ACL never applies.",
    fix="Set direction to outbound for calls of the customer, to inbound for calls to it, or to any.",
)
def undirected(customer):
    for path, acl, _group in customer.acls:
        if acl.get("direction") == "undirected":
            yield path, "direction undirected, no call is"


@rule(
    "acl-open-outbound",
    "error",
    **AREA,
    title="Outbound calls may go anywhere",
    why="One guessed password at the customer's PBX, and the weekend's calls to premium numbers abroad are on the bill on Monday. Nothing rejects "
    "what the ACLs do not list, and there is no fraud profile.",
    fix="Give the document a fraud profile, or the group an outbound ACL with voice_action_true accept for what is allowed and voice_action_false reject403.",
)
def open_outbound(customer):
    """A group that sends no calls because ``out_capacity`` is -1 on all of its trunks is not open."""
    if customer.document.get("fraud"):
        return
    rules = customer.rules_in_force
    for path, group in customer.trunk_groups:
        acls = _outbound(group)
        trunks = [trunk for _at, trunk in elements(group.get("trunks"), path)]
        each = bool(trunks) and all(_sends_nothing(trunk) or any(_denies(acl, rules) for acl in _outbound(trunk)) for trunk in trunks)
        if not each and not any(_denies(acl, rules) for acl in acls):
            found = f"none of its {len(acls)} outbound ACLs rejects what it does not list" if acls else "it has no outbound ACL"
            yield path, f"{found}, and the document has no fraud profile"


def _sends_nothing(trunk):
    return trunk.get("out_capacity") == -1


def _outbound(owner):
    return [acl for _path, acl in elements(owner.get("acls"), ()) if acl.get("direction") in verdict.OUTBOUND]


def _denies(acl, rules):
    """Whether an ACL rejects the destinations that nobody has thought of. A rule of the provider's gets the benefit of the doubt."""
    if verdict.rejects(acl, True) and verdict.rejects(acl, False):
        return True
    looked_at = [rules.get(name) or {} for name in acl.get("access_control_rules") or []]
    if verdict.rejects(acl, False):
        return not looked_at or any(one.get("field", "called") == "called" for one in looked_at)
    # The same the other way round: what is none of these is rejected.
    return verdict.rejects(acl, True) and any(not one or one.get("field") == "called" and one.get("quantifier") == "none" for one in looked_at)


@rule(
    "acl-emergency-rejected",
    "error",
    **AREA,
    title="Emergency calls are rejected",
    why="Somebody dials 911 and hears a busy tone. In the United States, Kari's Law and 47 CFR 9 ask for a direct way to 911; 933 is how it is "
    "tested, 112 how mobile phones dial it.",
    fix='Let what is accepted match them exactly, for example with the regular expression "^(911|933|112)$" in an any or none rule of the same '
    "ACL. A prefix 911 would open numbers in India. What is rejected must not match them.",
)
def emergency_rejected(customer):
    """Each list alone: a call goes through only if no list rejects it (see ``verdict``). A list of the fraud profile never does."""
    rules = customer.rules_in_force
    for path, acl, _group in customer.acls:
        numbers = [number for number in EMERGENCY if verdict.decision(acl, rules, number) == verdict.REJECT]
        if numbers:
            yield path, f"outbound calls to {', '.join(numbers)} are rejected"


# Exceptions ---------------------------------------------------------------------------------------------------------


def _exceptions(customer):
    return elements((customer.document.get("fraud") or {}).get("exceptions"), ("fraud", "exceptions"))


@rule(
    "fraud-exception-without-ticket",
    "error",
    area="ACLs",
    title="An exception from the fraud profile without a ticket",
    why="The first question after a toll fraud is who opened the destination and why. Nobody will know.",
    fix="Put the number of the customer's request into ticket, or take the exception out.",
)
def exception_without_ticket(customer):
    for path, item in _exceptions(customer):
        if not str(given(item, "ticket", "")).strip():
            yield path, f"the exception for {item.get('prefix')} has no ticket"


@rule(
    "fraud-exception-expired",
    "warning",
    area="ACLs",
    title="An exception from the fraud profile is past its date",
    why="It no longer counts: with the next onboarding its calls are rejected, and the customer calls the NOC.",
    fix="Ask whether the customer still needs the destination. Then renew the date with a new ticket, otherwise take the exception out.",
)
def exception_expired(customer):
    for path, item in _exceptions(customer):
        if not fraud.in_force(item, customer.today):
            yield (*path, "expires"), f"the exception for {item.get('prefix')} ended on {item['expires']}"
