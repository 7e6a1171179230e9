# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What access control lists decide about an outbound call (contract section 7). Pure. Private to the collection.

What the contract leaves open is assumed on the side of caution: a call goes through only if no list rejects it, whoever's it is, so the
first list that rejects decides, and an accept of another one saves nothing. What cannot be known from the document alone, the content of the
provider's own rules and the caller's number, makes the answer ``unknown`` where it matters.
"""

from __future__ import annotations

from functools import lru_cache, partial

from ansible_collections.telecom.trunking.plugins.module_utils.policy import expressions

ACCEPT, REJECT, UNKNOWN = "accept", "reject", "unknown"
OUTBOUND, INBOUND = ("outbound", "any"), ("inbound", "any")
SMS_FIELDS = ("from", "from_did", "to", "to_did", "message")
# Nobody has a number of fewer digits.
FEWEST_DIGITS = 3
# A rule that lists refer to and the provider does not have, as far as it lists them (contract section 7).
GONE = {"listed": False}
# How often regular expressions are compared with the prefixes of one length. Each time takes a millisecond.
MOST_COMPARED = 1000


def verdict(acls, rules, called, doubt=None):
    """What happens to an outbound call.

    :param acls: the lists that it passes.
    :param rules: access control rules by name; an empty map where only the name is known.
    :param called: the called number as dialled: ``911`` is an emergency number, ``1911`` is not.
    :param doubt: see ``decision``.
    :returns: ``accept``, ``reject`` or ``unknown``.
    """
    decisions = {decision(acl, rules, called, doubt) for acl in acls}
    return REJECT if REJECT in decisions else UNKNOWN if UNKNOWN in decisions else ACCEPT


def decision(acl, rules, called, doubt=None):
    """What one list does to an outbound call. One that says nothing about it accepts it.

    :param doubt: what comes of a rule whose attributes are known and that may match or not: ``accept``, for a caller who has every luck and
        chooses its number; ``reject``, where the provider reads an expression in the worse way. None leaves it open. What a rule does of which
        only the name is known stays open.
    """
    return decided(acl, rules, called, doubt) if acl.get("direction") in OUTBOUND else ACCEPT


def decided(acl, rules, called, doubt=None):
    """What one list does to a call in the direction that it is about. See ``decision``."""
    matched = any_of(_matches(acl, rules.get(name) or {}, called, doubt) for name in acl.get("access_control_rules") or [])
    possible = {rejects(acl, found) for found in ((True, False) if matched is None else (matched,))}
    return UNKNOWN if len(possible) > 1 else REJECT if possible == {True} else ACCEPT


def _matches(acl, rule, called, doubt):
    answer = matches(rule, called)
    if answer is not None or doubt is None:
        return answer
    if doubt == ACCEPT:
        return lucky(acl, rule)
    read_so = rule.get("field") == "called" and rule.get("operation") == "regexp" and rule.get("entries")
    return next((matched for matched in (True, False) if rejects(acl, matched)), None) if read_so else None


def lucky(acl, rule):
    """Whether a rule that may match or not matches a call that a list lets through if it can. None if nobody knows what the rule matches, or if the list
    lets nothing through. A rule that is not there matches no call: what rejects by it rejects nothing, and what lets through by it nobody knows.
    """
    if gone(rule):
        return None if rejects(acl, False) else False
    return next((matched for matched in (True, False) if known(rule) and not rejects(acl, matched)), None)


def rejects_all(acl, rules, prefix, searched=False):
    """Whether a list certainly rejects every call to a number that begins with a prefix, in the direction that it is about.

    :param searched: whether the provider is taken to search the number for regular expressions. Otherwise only what holds in every reading counts.
    """
    matched = any_of(_matches_all(rules.get(name) or {}, prefix, searched) for name in acl.get("access_control_rules") or [])
    return all(rejects(acl, found) for found in ((True, False) if matched is None else (matched,)))


def rejects_every_call(acl, rules, searched=False):
    """Whether a list certainly rejects every call in the direction that it is about. No number in E.164 begins with 0.

    :param searched: see ``rejects_all``.
    """
    if acl.get("direction") == "undirected":
        return False
    found = tuple(frozen(rules.get(name) or {}) for name in acl.get("access_control_rules") or [])
    readings = any(operation == "regexp" for _field, operation, _quantifier, _entries in found)
    return _rejects_every_call(rejects(acl, True), rejects(acl, False), found, searched and readings)


@lru_cache(maxsize=256)
def _rejects_every_call(when_matched, otherwise, found, searched):
    """The same list stands above many customers, and a rule may have thousands of entries. Where a digit tells nothing for certain, two and
    three may.
    """
    rules = {n: dict(zip(_TELLING, one, strict=True)) for n, one in enumerate(found)}
    patterns = sum(len(one["entries"] or ()) for one in rules.values() if one["operation"] == "regexp")
    acl = {"access_control_rules": list(rules), "voice_action_true": "reject" * when_matched, "voice_action_false": "reject" * otherwise}

    def every(prefix):
        deeper = len(prefix) < FEWEST_DIGITS and patterns * 10 ** len(prefix) <= MOST_COMPARED
        return rejects_all(acl, rules, prefix, searched) or deeper and all(every(prefix + digit) for digit in "0123456789")

    return all(every(digit) for digit in "123456789")


def frozen(rule):
    """What tells which calls a rule matches, as a tuple: field, operation, quantifier, entries."""
    entries = rule.get("entries")
    return (*(rule.get(name) for name in _TELLING[:-1]), None if entries is None else tuple(entries))


_TELLING = ("field", "operation", "quantifier", "entries")


def _matches_all(rule, prefix, searched=False):
    """Whether a rule matches calls to numbers that begin with a prefix: True for all of them, False for none, None where that is not certain."""
    entries = tuple(map(str, rule.get("entries") or ()))
    if told(rule) and not entries and rule.get("field") not in SMS_FIELDS:
        return {"any": False, "none": True}.get(rule.get("quantifier"))
    if rule.get("operation") != "regexp" and not prefix.startswith(entries) and f" {prefix}" not in f" {' '.join(entries)}":
        # None of them has to do with the prefix, so one stands for all: a partner may block thousands, and each of its customers opens some.
        entries = entries[:1]
    return matches({**rule, "entries": entries}, prefix, _SEARCHED if searched else _BEGINS)


def known(rule):
    """Whether more than the name of a rule is known."""
    return bool(rule.get("operation"))


def gone(rule):
    """Whether it is known that the provider does not list the rule."""
    return rule is GONE


def told(rule):
    """Whether all is known that tells which calls a rule matches. What is left out of one that is not the customer's is not empty: nobody knows."""
    return rule.get("operation") in _MATCHES and rule.get("quantifier") in _QUANTIFIED and rule.get("entries") is not None


def rejects(acl, matched):
    """Whether a list rejects a call that its rules match, or that none of them matches."""
    return str(acl.get("voice_action_true" if matched else "voice_action_false")).startswith("reject")


def matches(rule, called, operations=None):
    """Whether a rule matches an outbound call to a number, None where that is not certain.

    :param operations: how entries are compared, by operation.
    """
    entries = rule.get("entries") or []
    if rule.get("field") in SMS_FIELDS:
        return False
    compares, sums_up = (operations or _MATCHES).get(rule.get("operation")), _QUANTIFIED.get(rule.get("quantifier"))
    # A rule from outside of the document may be anything.
    if rule.get("field") != "called" or not entries or compares is None or sums_up is None:
        return None
    return sums_up(compares(str(entry), called) for entry in entries)


def any_of(answers):
    """Whether one of several is true, None where that is not certain."""
    answers = set(answers)
    return True if True in answers else None if None in answers else False


def opposite(answer):
    return None if answer is None else not answer


_MATCHES = {
    "exact": lambda entry, called: entry == called,
    "prefix": lambda entry, called: called.startswith(entry),
    "regexp": expressions.matches,
}
# The same of all numbers that begin with a prefix at once.
_BEGINS = {
    "exact": lambda entry, prefix: None if entry.startswith(prefix) else False,
    "prefix": lambda entry, prefix: True if prefix.startswith(entry) else None if entry.startswith(prefix) else False,
    "regexp": expressions.matches_all,
}
_SEARCHED = {**_BEGINS, "regexp": partial(expressions.matches_all, searched=True)}
_QUANTIFIED = {
    "all": lambda answers: opposite(any_of(opposite(answer) for answer in answers)),
    "any": any_of,
    "none": lambda answers: opposite(any_of(answers)),
}
