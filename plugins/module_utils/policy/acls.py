# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy of access control: rules, the lists that use them, and exceptions from fraud profiles. Pure. Private to the collection."""

from __future__ import annotations

import re
from collections import Counter

from ansible_collections.telecom.trunking.plugins.module_utils import fraud, states
from ansible_collections.telecom.trunking.plugins.module_utils.policy import expressions, verdict, world
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import NANP_COUNTRIES, closest, elements, given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import rule
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import (
    DESTINATIONS,
    EMERGENCY,
    OVERSEAS,
    PROFILES,
    TOGGLES,
    US_TERRITORIES,
)

AREA = {"area": "ACLs", "provider": "carrierx"}

# A number as the API has it, or the beginning of one: no plus, no separators, no international prefix.
_E164 = re.compile(r"(?!00|011)[0-9]{1,15}")
# Callers may be words as well, anonymous for example.
_WORD = re.compile(r"[A-Za-z][ -~]*")
_LETTER = re.compile(r"(?<!\\)[A-Za-z]")

# Called numbers from all over the world, expensive ones first, and where they are. A finding names one that can be called.
EXAMPLES = {
    "19005551234": "pay-per-call",
    "18765551234": "Jamaica",
    "2347035551234": "Nigeria",
    "25261555123": "Somalia",
    "22177555123": "Senegal",
    "393335551234": "Italy",
    "37125551234": "Latvia",
    "442071234567": "the United Kingdom",
    "436645551234": "Austria",
    "5355512345": "Cuba",
    "5511955512345": "Brazil",
    "6281255512345": "Indonesia",
    "67571234567": "Papua New Guinea",
    "79165551234": "Russia",
    "77015551234": "Kazakhstan",
    "8613955512345": "China",
    "88213123456": "a satellite network",
    "870773123456": "a satellite network",
    "919855512345": "India",
    "9607771234": "the Maldives",
}
# Where the numbers are that an emergency number is the beginning of.
_LONGER = {"911": "in India", "933": "in Afghanistan", "112": "of nobody yet"}


# References ---------------------------------------------------------------------------------------------------------


def _references(customer):
    """``(path, name of a rule)`` of every reference to a rule."""
    for path, acl, _group in customer.acls:
        for n, name in enumerate(acl.get("access_control_rules") or []):
            yield (*path, "access_control_rules", n), name


def _own_names(customer):
    """The names of the document's rules, and how many have each."""
    return Counter(item.get("name") for _path, item in customer.access_control_rules)


@rule(
    "acl-unknown-rule",
    "error",
    live=False,
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
    live=False,
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
    live=False,
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
        # A rule of which only the name is known may be the customer's own.
        names = [one for one in others if not verdict.known(one) and "read_only" not in one]
        count = max(own[name], len(names)) + len(others) - len(names)
        if count > 1:
            yield path, f"{count} access control rules are named {name}"


@rule(
    "acl-reserved-name",
    "error",
    live=False,
    **AREA,
    title="The rule has a name that onboarding gives to rules of its own",
    why="A suspension or a fraud profile makes a rule of this name. One of the two overwrites the other, or neither can be told from the other.",
    fix="Rename the rule, in access_control_rules and in the ACLs that refer to it.",
)
def reserved_name(customer):
    made = set(states.made_rules(customer.id))
    for path, item in customer.access_control_rules:
        if item.get("name") in made:
            yield (*path, "name"), f"{item['name']} is the name of a rule that a suspension or a fraud profile makes"


# Rules --------------------------------------------------------------------------------------------------------------


def _entries(customer, *operations, fields=None):
    """``(path, entry)`` of rules with one of these operations."""
    for path, item in customer.access_control_rules:
        if item["operation"] in operations and (fields is None or item["field"] in fields):
            for n, entry in enumerate(item.get("entries") or []):
                yield (*path, "entries", n), entry


_CALLED = ("called", "to", "to_did")
_CALLERS = ("calling", "from", "from_did")
_NUMBERS = (*_CALLED, *_CALLERS)


@rule(
    "acl-entry-not-e164",
    "error",
    **AREA,
    title="The entry is not written as the provider writes numbers",
    why="The provider compares with E.164 digits without plus. An entry with a plus, a blank, a wildcard, too many digits, or the 00 or 011 of "
    "somebody's dial plan never matches: a block that does not block.",
    fix='Write country code and number in digits only: "442079460000", "1876".',
)
def entry_not_e164(customer):
    for fields, word, letter in ((_CALLED, None, None), (_CALLERS, _WORD, _LETTER)):
        for path, entry in _entries(customer, "exact", "prefix", fields=fields):
            if not _E164.fullmatch(entry) and not (word and word.fullmatch(entry)):
                yield path, f"{entry!a} is not E.164 digits without plus"
        for path, entry in _entries(customer, "regexp", fields=fields):
            if expressions.matches_a_number(entry) is False and not (letter and letter.search(entry)):
                yield path, f"{entry!a} matches nothing that is E.164 digits without plus"


@rule(
    "acl-entry-without-country",
    "warning",
    **AREA,
    title="The entry looks like a number without its country code",
    why="The provider compares with whole E.164 numbers. 900 is the beginning of numbers in Turkey, premium numbers of the North American Numbering "
    "Plan begin with 1900 and go through.",
    fix='Put the country code in front: "1900".',
)
def entry_without_country(customer):
    """Only where ``contract.regions`` says that nobody there means Turkey."""
    regions = set(customer.contract.get("regions") or [])
    if regions and regions <= NANP_COUNTRIES:
        for path, entry in _entries(customer, "exact", "prefix", fields=_CALLED):
            if entry.startswith("900"):
                yield path, f"{entry} begins with 90, Turkey, which is none of the contract's regions"


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
    why="One guessed password at the customer's PBX, and the weekend's calls to premium numbers abroad are on the bill on Monday. No ACL limits "
    "calls to some destinations, blocking single ones is no limit, and there is no fraud profile that rejects anything.",
    fix="Give the document a fraud profile, or the group an outbound ACL with voice_action_true accept for what is allowed and voice_action_false reject403.",
)
def open_outbound(customer):
    """A group that sends no calls because ``out_capacity`` is -1 on all of its trunks is not open. Judged by what becomes of ordinary numbers in all countries
    (``world``): a list that takes dear destinations or single numbers out leaves most of the world open, and one that lets most of it through is no limit.
    """
    for path, group, outcome, way in _ways_out(customer):
        if outcome == verdict.ACCEPT:
            count = len(_outbound(group))
            found = f"its {count} outbound ACLs let" if count > 1 else "its outbound ACL lets" if count else "it has no outbound ACL, which lets"
            why = f"{_without_profile(customer)}{_by_nothing(customer, group)}{_unless_above(customer, path, group)}"
            yield path, f"{found} most of the world be called, {_example(customer, *way)} for example, and {why}"


def _example(customer, lists, above):
    """A number that can be called, and where it is: a dear one if there is one."""
    rules = customer.rules_in_force
    dear = world.accepted(lists, rules, above, EXAMPLES)
    if dear:
        return f"{dear} ({EXAMPLES[dear]})"
    number = world.accepted(lists, rules, above, world.NUMBERS)
    return f"{number} (country code {world.country_code(number)})"


@rule(
    "acl-uncertain-outbound",
    "warning",
    **AREA,
    title="Where outbound calls may go cannot be told",
    why="All that limits the calls is a rule of which only the name is known. If it is misspelt, or rejects less than believed, calls may go anywhere.",
    fix="Give the validation known_rules with the rule's attributes, or give the document a fraud profile or an ACL of its own that limits the calls.",
)
def uncertain_outbound(customer):
    for path, group, outcome, _way in _ways_out(customer):
        if outcome == verdict.UNKNOWN:
            yield path, f"it depends on {', '.join(_only_names(customer, group))} whether outbound calls may go anywhere"


def _without_profile(customer):
    """Why no fraud profile rejects anything of an open group."""
    if not customer.document.get("fraud"):
        return "the document has no fraud profile"
    return "the fraud profile of the document is not in force" if customer.profile_rejects else "the exceptions leave nothing of the fraud profile"


def _unless_above(customer, path, group):
    """What is not known to limit calls does not count as if it did, and is said."""
    if not customer.knows_above(group):
        return ", and which calls the lists above it reject could not be read"
    rules = customer.rules_in_force
    names = [name for _path, acl in customer.lists_above(path, group) if acl["direction"] in verdict.OUTBOUND for name in acl["access_control_rules"]]
    unknown = [name for name in dict.fromkeys(names) if not verdict.told(rules.get(name) or {})]
    return f", and what {several(unknown)} in the lists above it matches nobody knows" if unknown else ""


def _by_nothing(customer, group):
    """A list that rejects by a rule that is not there rejects nothing, and looks as if it did."""
    rules = customer.rules_in_force
    names = [name for acl in _all_outbound(group) if not verdict.rejects(acl, False) for name in acl.get("access_control_rules") or []]
    names = [name for name in dict.fromkeys(names) if verdict.gone(rules.get(name) or {})]
    return f", and {several(names)}, by which its lists reject, is nothing that the provider lists" if names else ""


def _ways_out(customer):
    """``(path, group, outcome, (lists, lists above))`` of each trunk group that no fraud profile protects: whether most of the world can be called through it,
    and the lists that calls pass then. Lists above it are only asked for where its own let calls through, and count as far as they are known to reject.
    """
    rules = customer.rules_in_force
    for path, group in customer.trunk_groups:
        if not customer.protected(group):
            ways, above = _ways(group), []
            outcome, lists = _widest(ways, rules, above)
            if outcome != verdict.REJECT and customer.knows_above(group):
                above = [acl for _path, acl in customer.lists_above(path, group)]
                outcome, lists = _widest(ways, rules, above)
            yield path, group, outcome, (lists, above)


def _ways(group):
    """The lists that calls pass on each way out of a trunk group. Lists of trunks come on top of the group's, and a single trunk without any is enough for
    all calls.
    """
    own, trunks = _outbound(group), [trunk for _at, trunk in elements(group.get("trunks"), ())]
    lists = [_outbound(trunk) for trunk in trunks if not _sends_nothing(trunk)]
    if trunks and not lists:
        return []
    return [[*own, *more] for more in lists] if lists and all(lists) else [own]


def _widest(ways, rules, above):
    """``(outcome, lists)`` of the way that lets most through."""
    found = {}
    for lists in ways:
        found.setdefault(world.mostly(lists, rules, above), lists)
    return next(((outcome, found[outcome]) for outcome in (verdict.ACCEPT, verdict.UNKNOWN, verdict.REJECT) if outcome in found), (verdict.REJECT, []))


def _only_names(customer, group):
    """Rules of which only the name is known, of a group's lists and its trunks'."""
    rules = customer.rules_in_force
    names = [name for acl in _all_outbound(group) for name in acl.get("access_control_rules") or []]
    return [name for name in dict.fromkeys(names) if not verdict.known(rules.get(name) or {})]


def _sends_nothing(trunk):
    return trunk.get("out_capacity") == -1


def _all_outbound(group):
    """The lists of a group and of its trunks."""
    owners = [group, *(trunk for _at, trunk in elements(group.get("trunks"), ()))]
    return [acl for owner in owners for acl in _outbound(owner)]


def _outbound(owner):
    return [acl for _path, acl in elements(owner.get("acls"), ()) if acl.get("direction") in verdict.OUTBOUND]


@rule(
    "acl-emergency-rejected",
    "error",
    service=True,
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
        text = emergency(acl, rules)
        if text:
            yield path, text


# What is so in the worse of the readings that the contract leaves open.
IF_READ_SO = " if the provider reads the regular expressions that way"


def emergency(acl, rules):
    """What a list does to emergency calls, None if it lets them through."""
    for doubt, when in ((None, ""), (verdict.REJECT, IF_READ_SO)):
        numbers = [number for number in EMERGENCY if verdict.decision(acl, rules, number, doubt) == verdict.REJECT]
        if numbers:
            return f"outbound calls to {', '.join(numbers)} are rejected{when}"
    return None


@rule(
    "acl-emergency-prefix",
    "warning",
    **AREA,
    title="An emergency number is accepted as a prefix",
    why="911 as a prefix stands for every number that begins with it: 9111 is Delhi. Calls abroad go out through the door that was made for emergencies.",
    fix='Put the regular expression "^(911|933|112)$" into a rule with operation regexp instead.',
)
def emergency_prefix(customer):
    """Not where a shorter entry of the rule accepts the longer numbers anyway."""
    accepting = {name for _path, acl, _group in customer.acls for name in _accepting(acl)}
    for path, item in customer.access_control_rules:
        entries = item.get("entries") or []
        if item["operation"] == "prefix" and item["field"] == "called" and (item.get("name"), item["quantifier"] == "none") in accepting:
            for n, entry in enumerate(entries):
                if entry in EMERGENCY and not any(entry != other and entry.startswith(other) for other in entries):
                    yield (*path, "entries", n), f"{entry} accepts longer numbers as well, {_LONGER[entry]}"


def _accepting(acl):
    """``(name of a rule, whether calls that its entries do not match are those that match it)`` of an outbound list that accepts by entries."""
    if acl.get("direction") not in verdict.OUTBOUND or verdict.rejects(acl, True) == verdict.rejects(acl, False):
        return []
    return [(name, verdict.rejects(acl, True)) for name in acl.get("access_control_rules") or []]


def opened(customer, group):
    """``(text, [(digits, whether that is the whole number)])`` of each destination that a document opens for calls of a trunk group by name: entries of
    accepting lists, exceptions and toggles of the fraud profile. Emergency numbers are a matter of their own. A rule of which nobody knows what
    it matches opens nothing.
    """
    rules, profile = customer.rules_in_force, customer.document.get("fraud") or {}
    accepting = dict.fromkeys(found for acl in _all_outbound(group) for found in _accepting(acl))
    for name, inverted in accepting:
        item = rules.get(name) or {}
        if item.get("field") == "called" and verdict.told(item) and item["operation"] != "regexp" and (item["quantifier"] == "none") == inverted:
            entries = [entry for entry in item["entries"] if _E164.fullmatch(entry) and entry not in EMERGENCY]
            yield from ((entry, [(entry, item["operation"] == "exact")]) for entry in entries)
    for _path, item in _exceptions(customer):
        if fraud.in_force(item, customer.today):
            yield f"{item['prefix']} (an exception)", [(str(item["prefix"]), False)]
    for toggle in profile.get("allow") or []:
        yield toggle, [(text, False) for name in TOGGLES[toggle] for text in DESTINATIONS[name]["codes"]]


# Fraud profiles ---------------------------------------------------------------------------------------------------------


def _exceptions(customer):
    return elements((customer.document.get("fraud") or {}).get("exceptions"), ("fraud", "exceptions"))


@rule(
    "fraud-exception-without-ticket",
    "error",
    live=False,
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
    live=False,
    area="ACLs",
    title="An exception from the fraud profile is past its date",
    why="It no longer counts: with the next onboarding its calls are rejected, and the customer calls the NOC.",
    fix="Ask whether the customer still needs the destination. Then renew the date with a new ticket, otherwise take the exception out.",
)
def exception_expired(customer):
    for path, item in _exceptions(customer):
        if not fraud.in_force(item, customer.today):
            yield (*path, "expires"), f"the exception for {item.get('prefix')} ended on {item['expires']}"


@rule(
    "fraud-exception-too-wide",
    "error",
    live=False,
    area="ACLs",
    title="An exception takes out what the fraud profile is there for",
    why="The document still names the profile, and premium numbers or half of the world can be called: everybody believes in a protection that is not there.",
    fix="Name the numbers or the code of the one country that the customer calls. If it needs more, ask for a narrower profile or for fraud.allow.",
)
def exception_too_wide(customer):
    """The code of a single country is what exceptions are for; a shorter one, or a whole code of anything else, is not."""
    exceptions = [(path, str(item["prefix"])) for path, item in _exceptions(customer) if fraud.in_force(item, customer.today)]
    codes, alone = _codes(customer), set()
    for path, prefix in exceptions:
        gone = {text for text in codes if not fraud.without(fraud.code(text), prefix)}
        alone |= gone
        if gone and not (gone == {prefix} and codes[prefix] in _COUNTRIES):
            yield (*path, "prefix"), f"{prefix} takes out {several(gone)}, all of it"
    left = {text: [fraud.code(text)] for text in codes}
    for _path, prefix in exceptions:
        left = {text: [rest for one in parts for rest in fraud.without(one, prefix)] for text, parts in left.items()}
    together = {text for text, parts in left.items() if not parts} - alone
    if together:
        yield ("fraud", "exceptions"), f"together the exceptions take out {several(together)}, all of it"


_COUNTRIES = frozenset([*OVERSEAS, *US_TERRITORIES])


def several(texts):
    """Texts in a sentence, the first of them if they are many."""
    texts = sorted(texts)
    return ", ".join(texts) if len(texts) < 4 else f"{', '.join(texts[:3])} and {len(texts) - 3} more"


def _codes(customer):
    """The codes that the fraud profile rejects but for exceptions, and the destination of each."""
    profile = customer.document.get("fraud")
    if not profile:
        return {}
    allowed = {name for toggle in profile.get("allow") or () for name in TOGGLES[toggle]}
    names = [name for name in _destinations(profile) if name not in allowed]
    return {text: name for name in names for text in DESTINATIONS[name]["codes"]}


def _destinations(profile):
    return PROFILES[profile["profile"]][profile["version"]]["rejects"]


@rule(
    "fraud-idle-entry",
    "warning",
    live=False,
    area="ACLs",
    title="An exception or a destination that the fraud profile does not reject anyway",
    why="It takes nothing out of the profile. What was meant is still rejected, if it is written differently, 1876 and not 876, or needs no word here.",
    fix="Write the exception with its country code, or take it out.",
)
def idle_entry(customer):
    profile = customer.document.get("fraud") or {}
    for n, toggle in enumerate(profile.get("allow") or []):
        if not set(TOGGLES[toggle]) & set(_destinations(profile)):
            yield ("fraud", "allow", n), f"{toggle} takes nothing out of {profile['profile']}"
    codes = [fraud.code(text) for text in _codes(customer)]
    for path, item in _exceptions(customer):
        if fraud.in_force(item, customer.today) and not any(fraud.meets(one, str(item["prefix"])) for one in codes):
            yield (*path, "prefix"), f"{item['prefix']} takes nothing out of {profile['profile']}"
