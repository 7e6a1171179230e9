# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of the world access control lists let be called. Pure. Private to the collection.

``verdict`` says what becomes of one number; here it is asked of ordinary numbers everywhere at once. A set of them is an integer with a bit for
each, so that a list with thousands of entries costs little.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from ansible_collections.telecom.trunking.plugins.module_utils.policy import expressions, verdict

# The country codes that are assigned to countries and territories (ITU-T E.164, list of assigned country codes). Networks without a country,
# satellites for example, are nobody's ordinary destinations.
COUNTRY_CODES = tuple(
    map(
        str,
        (
            *(1, 7, 20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86, *range(90, 96), 98),
            *(*range(211, 214), 216, 218, *range(220, 259), *range(260, 270), 290, 291, *range(297, 300)),
            *(*range(350, 360), *range(370, 379), *range(380, 384), *range(385, 388), 389, 420, 421, 423),
            *(*range(500, 510), *range(590, 600), 670, *range(672, 684), *range(685, 693)),
            *(850, 852, 853, 855, 856, 880, 886, *range(960, 969), *range(970, 978), *range(992, 997), 998),
        ),
    )
)
# Several numbers of each, so that no list has to reject all of a country to count.
_PARTS = ("2125550142", "5155550142", "7705550142")
NUMBERS = tuple(sorted(code + part for code in COUNTRY_CODES for part in _PARTS))
_ALL = (1 << len(NUMBERS)) - 1


def mostly(acls, rules, above=()):
    """What becomes of calls to most of the world, for a caller with every luck: ``accept``, ``reject`` or ``unknown``.

    :param acls: the lists that they pass.
    :param rules: access control rules by name; an empty map where only the name is known.
    :param above: lists that they pass before. What those are not known to reject arrives.
    """
    rejected, unknown = _judged(acls, rules)
    rejected |= _judged(above, rules)[0]
    passing = _ALL & ~rejected
    if _most(passing & ~unknown):
        return verdict.ACCEPT
    return verdict.UNKNOWN if _most(passing) else verdict.REJECT


def _most(numbers):
    return 2 * numbers.bit_count() > len(NUMBERS)


def accepted(acls, rules, above, numbers):
    """The first of some numbers to which a call goes through, None if there is none. See ``mostly``."""

    def outcome(lists, number):
        return verdict.verdict(lists, rules, number, doubt=verdict.ACCEPT)

    return next((number for number in numbers if outcome(acls, number) == verdict.ACCEPT and outcome(above, number) != verdict.REJECT), None)


def country_code(number):
    """The country code of one of ``NUMBERS``."""
    return number[: -len(_PARTS[0])]


def _judged(acls, rules):
    """``(rejected, unknown)``: the numbers that some list rejects, and those that only an unknown rule may reject. See ``verdict.verdict``."""
    rejected = unknown = 0
    for acl in acls:
        if acl.get("direction") in verdict.OUTBOUND:
            by_this, open_here = _decided(acl, rules)
            rejected, unknown = rejected | by_this, unknown | open_here
    return rejected, unknown & ~rejected


def _decided(acl, rules):
    """The same of one list. See ``verdict.decided``."""
    if_matched, otherwise = verdict.rejects(acl, True), verdict.rejects(acl, False)
    if if_matched == otherwise:
        return _ALL * if_matched, 0
    matched = maybe = 0
    for name in acl.get("access_control_rules") or []:
        rule = rules.get(name) or {}
        yes, perhaps = _matching(*verdict.frozen(rule))
        lucky = verdict.lucky(acl, rule)
        matched |= yes | (perhaps if lucky else 0)
        maybe |= perhaps if lucky is None else 0
    maybe &= ~matched
    return matched if if_matched else _ALL & ~matched & ~maybe, maybe


@lru_cache(maxsize=4096)
def _matching(field, operation, quantifier, entries):
    """``(numbers that a rule matches, numbers of which that is not certain)``. See ``verdict.matches``; an entry that is a whole number is none of these."""
    if field in verdict.SMS_FIELDS:
        return 0, 0
    compares = _COMPARED.get(operation)
    if field != "called" or not entries or compares is None or quantifier not in _SUMMED_UP:
        return 0, _ALL
    return _SUMMED_UP[quantifier]([compares(str(entry)) for entry in entries])


def _beginning_with(entry):
    """They are sorted, so those that begin alike stand side by side."""
    first, last = bisect_left(NUMBERS, entry), bisect_left(NUMBERS, f"{entry}\U0010ffff")
    return (1 << last) - (1 << first), 0


@lru_cache(maxsize=4096)
def _expressed(expression, prefix=""):
    """The numbers that a regular expression matches, asked of as many as possible at once: digit, country code, number."""
    matched = maybe = 0
    for longer in _LONGER[prefix]:
        answer = expressions.matches(expression, longer) if longer in _LEAVES else expressions.matches_all(expression, longer)
        if answer is None and longer not in _LEAVES:
            yes, perhaps = _expressed(expression, longer)
        else:
            here = _beginning_with(longer)[0]
            yes, perhaps = here * (answer is True), here * (answer is None)
        matched, maybe = matched | yes, maybe | perhaps
    return matched, maybe


_LEAVES = frozenset(NUMBERS)
_DIGITS = tuple(dict.fromkeys(code[0] for code in COUNTRY_CODES))
_LONGER = {
    "": _DIGITS,
    **{digit: tuple(code for code in COUNTRY_CODES if code[0] == digit) for digit in _DIGITS},
    # 1 and 7 are digits and codes at once.
    **{code: tuple(code + part for part in _PARTS) for code in COUNTRY_CODES},
}


def _any(answers):
    matched = maybe = 0
    for yes, perhaps in answers:
        matched, maybe = matched | yes, maybe | perhaps
    return matched, maybe & ~matched


def _none(answers):
    matched, maybe = _any(answers)
    return _ALL & ~matched & ~maybe, maybe


def _every(answers):
    return _none([(_ALL & ~yes & ~perhaps, perhaps) for yes, perhaps in answers])


_COMPARED = {"exact": lambda entry: (0, 0), "prefix": _beginning_with, "regexp": _expressed}
_SUMMED_UP = {"all": _every, "any": _any, "none": _none}
