# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fraud profile means for one customer: access control rules, and an ACL on each trunk group. Pure. Private to the collection.

How the provider reads a regular expression is not known in full (contract section 7), so a number is never taken out of what is rejected by
a clever expression: what is left of a code is written out, code by code.
"""

from __future__ import annotations

from datetime import date

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import DESTINATIONS, NEVER_REJECTED, PROFILES, TOGGLES

DIGITS = frozenset("0123456789")
LETTERS = {"N": DIGITS - {"0", "1"}, "X": DIGITS}
# A code that stands for more prefixes than this is written as a regular expression.
MOST_PREFIXES = 10
# What the names of rules end with, by operation. A profile has one rule of each at most.
PARTS = {"prefix": "", "regexp": "-patterns"}

# Codes -------------------------------------------------------------------------------------------------------------
# A code is a tuple of sets of digits: it stands for the numbers that begin with a digit of each, in order.


def code(text):
    """A code from the notation of the data: digits, N for 2 to 9, X for any digit."""
    return tuple(LETTERS.get(character) or frozenset(character) for character in text)


def meets(one, prefix):
    """Whether a code and a prefix, a text of digits, have numbers in common."""
    return all(digit in digits for digits, digit in zip(one, prefix, strict=False))


def without(one, prefix):
    """What is left of a code when the numbers that begin with a prefix are taken out.

    :param one: code.
    :param prefix: text of digits.
    :returns: codes that have no number in common. They stand for the numbers of the code that do not begin with the prefix, as far as
        these are not shorter than the prefix.
    """
    if not meets(one, prefix):
        return [one]
    padded = one + (DIGITS,) * (len(prefix) - len(one))
    left = []
    for n, digit in enumerate(prefix):
        others = padded[n] - {digit}
        if others:
            left.append((*(frozenset(same) for same in prefix[:n]), others, *one[n + 1 :]))
    return left


def without_number(one, number):
    """What is left of a code when one number is taken out, and those that go on longer stay.

    :returns: codes, as ``without``. Nothing is lost that is not the number itself or a beginning of it.
    """
    if len(number) < len(one) or not meets(one, number):
        return [one]
    return [*without(one, number), (*(frozenset(digit) for digit in number), DIGITS)]


def prefixes(one):
    """The prefixes that a code stands for, shortest form, None if they are too many to be written out."""
    written = [""]
    for digits in one:
        written = [text + digit for text in written for digit in sorted(digits)]
        if len(written) > MOST_PREFIXES:
            return None
    return written


def expression(one):
    """A code as a regular expression for the whole number. Classes and anchors are read alike by every dialect, and it does not matter
    whether the provider searches or matches.
    """
    return f"^{''.join(_class(digits) for digits in one)}[0-9]*$"


def _class(digits):
    if len(digits) == 1:
        return next(iter(digits))
    runs = []
    for digit in sorted(digits):
        if runs and int(runs[-1][-1]) + 1 == int(digit):
            runs[-1] = runs[-1][0] + digit
        else:
            runs.append(digit)
    return f"[{''.join(run if len(run) == 1 else '-'.join(run) for run in runs)}]"


# A customer's profile ----------------------------------------------------------------------------------------------


def in_force(exception, today):
    """Whether an exception counts: up to and including the day on which it expires. YAML gives a date or a text."""
    return date.fromisoformat(str(exception["expires"])[:10]) >= today


def rejected(fraud, today):
    """The codes that a document's fraud section rejects.

    :param fraud: the section: profile, version, allow, exceptions.
    :param today: date.
    """
    allowed = {name for toggle in fraud.get("allow") or () for name in TOGGLES[toggle]}
    names = [name for name in PROFILES[fraud["profile"]][fraud["version"]]["rejects"] if name not in allowed]
    codes = [code(text) for name in names for text in DESTINATIONS[name]["codes"]]
    for exception in fraud.get("exceptions") or ():
        if in_force(exception, today):
            codes = [left for one in codes for left in without(one, str(exception["prefix"]))]
    for number in NEVER_REJECTED:
        codes = [left for one in codes for left in without_number(one, number)]
    return codes


def rules(customer, fraud, today):
    """The access control rules of a customer's fraud profile.

    :param customer: the customer's id.
    :returns: items as the module ``access_control_rule`` takes them; none if the exceptions leave nothing to reject.
    """
    entries = {"prefix": [], "regexp": []}
    for one in rejected(fraud, today):
        written = prefixes(one)
        if written is None:
            entries["regexp"].append(expression(one))
        else:
            entries["prefix"] += written
    return [
        {
            "name": rule_name(customer, fraud["profile"], fraud["version"], operation),
            "field": "called",
            "operation": operation,
            "quantifier": "any",
            "entries": found,
        }
        for operation, found in entries.items()
        if found
    ]


def rule_name(customer, profile, version, operation):
    return f"{customer}-fraud-{profile}-v{version}{PARTS[operation]}"


def rule_names(customer):
    """The names of all rules that a profile may ever have made for a customer."""
    return [rule_name(customer, profile, version, part) for profile, versions in PROFILES.items() for version in versions for part in PARTS]


def expand(document, today):
    """The document with its fraud profile as rules and ACLs, for any provider. Without a profile it is the document itself.

    The ACL comes before those of the document. What it does not reject goes on to them where one of them looks at outbound calls, and is
    accepted where none does.

    :param today: date that exceptions are held against.
    """
    fraud = document.get("fraud")
    made = rules(document["customer"]["id"], fraud, today) if fraud else []
    if not made:
        return document
    groups = [{**group, "acls": [_acl(made, group), *(group.get("acls") or [])]} for group in document.get("trunk_groups") or []]
    return {**document, "access_control_rules": [*(document.get("access_control_rules") or []), *made], "trunk_groups": groups}


def _acl(made, group):
    decided_later = any(acl.get("direction") in ("any", "outbound") for acl in group.get("acls") or [])
    return {
        "direction": "outbound",
        "access_control_rules": [rule["name"] for rule in made],
        "voice_action_true": "reject403",
        "voice_action_false": None if decided_later else "accept",
    }
