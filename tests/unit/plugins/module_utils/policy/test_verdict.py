# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What access control lists decide about an outbound call, and when that is not certain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils import fraud
from ansible_collections.telecom.trunking.plugins.module_utils.policy import verdict
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import EMERGENCY, PROFILES
from ansible_collections.telecom.trunking.tests.unit.policy_cases.acls import acl, rule
from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY, carrierx
from ansible_collections.telecom.trunking.tests.unit.strategies import tried

ACCEPT, REJECT, UNKNOWN = verdict.ACCEPT, verdict.REJECT, verdict.UNKNOWN
DIGITS = st.text("12", max_size=3)
CERTAIN = {"a-yes": rule("9"), "a-no": rule("8")}
RULES = {**CERTAIN, "a-foreign": {}, "a-caller": rule("1", field="calling"), "a-message": rule("911", field="to")}

MATCHES = [
    (rule("911", operation="exact"), "911", True),
    (rule("911", operation="exact"), "1911", False),
    (rule("911"), "9115550100", True),
    (rule("1911"), "911", False),
    (rule("^911$", operation="regexp"), "911", True),
    (rule("^9", operation="regexp"), "911", None),
    (rule("8", "9"), "911", True),
    (rule("8", "9", quantifier="all"), "911", False),
    (rule("91", "9", quantifier="all"), "911", True),
    (rule("8", "9", quantifier="none"), "911", False),
    (rule("8", "7", quantifier="none"), "911", True),
    # One answer that is not certain makes no difference where another one decides.
    (rule("^9", "911", operation="regexp"), "911", True),
    (rule("^9", "8", operation="regexp"), "911", None),
    (rule("^9", "8", operation="regexp", quantifier="all"), "911", False),
    (rule("^9", "911", operation="regexp", quantifier="all"), "911", None),
    (rule("^9", "911", operation="regexp", quantifier="none"), "911", False),
    (rule("^9", "8", operation="regexp", quantifier="none"), "911", None),
    # What is not there, and what is not known.
    (rule(), "911", None),
    (rule(quantifier="none"), "911", None),
    (rule("1", field="calling"), "911", None),
    (rule("911", field="something-new"), "911", None),
    *((rule("911", field=field), "911", False) for field in verdict.SMS_FIELDS),
    *((rule("911", field=field, quantifier="none"), "911", False) for field in verdict.SMS_FIELDS),
    ({}, "911", None),
    ({"field": "called", "entries": ["911"], "quantifier": "any"}, "911", None),
    ({"field": "called", "entries": ["911"], "operation": "exact"}, "911", None),
    ({**rule(), "entries": [911]}, "911", True),
]

DECISIONS = [
    (acl("a-yes"), REJECT),
    (acl("a-no"), ACCEPT),
    (acl("a-no", "a-yes"), REJECT),
    (acl("a-yes", true="accept", false="reject403"), ACCEPT),
    (acl("a-no", true="accept", false="reject403"), REJECT),
    (acl("a-no", true="accept", false="reject503"), REJECT),
    (acl("a-yes", true=None, false="reject403"), ACCEPT),
    (acl("a-yes", direction="any"), REJECT),
    (acl("a-yes", direction="inbound"), ACCEPT),
    (acl("a-yes", direction="undirected"), ACCEPT),
    (acl("a-foreign"), UNKNOWN),
    (acl("a-not-there"), UNKNOWN),
    (acl("a-caller"), UNKNOWN),
    (acl("a-message"), ACCEPT),
    (acl("a-foreign", "a-yes"), REJECT),
    (acl("a-foreign", "a-no"), UNKNOWN),
    # Where both actions do the same, what matches makes no difference.
    (acl("a-foreign", false="reject503"), REJECT),
    (acl("a-foreign", true=None, false="accept"), ACCEPT),
    ({"direction": "outbound", "access_control_rules": [], "voice_action_false": "reject403"}, REJECT),
    ({"direction": "outbound", "access_control_rules": ["a-yes"]}, ACCEPT),
]

# What is assumed where it is not certain: the caller has luck, or the provider reads expressions in the worse way.
DOUBTS = [
    (acl("a-maybe"), ACCEPT, REJECT),
    (acl("a-maybe", true="accept", false="reject403"), ACCEPT, REJECT),
    (acl("a-maybe", "a-foreign"), UNKNOWN, REJECT),
    (acl("a-maybe", "a-foreign", true="accept", false="reject403"), ACCEPT, UNKNOWN),
    (acl("a-caller"), ACCEPT, UNKNOWN),
    (acl("a-caller", true="accept", false="reject403"), ACCEPT, UNKNOWN),
    (acl("a-foreign"), UNKNOWN, UNKNOWN),
    (acl("a-named"), UNKNOWN, UNKNOWN),
    (acl("a-yes"), REJECT, REJECT),
    (acl("a-no"), ACCEPT, ACCEPT),
    (acl("a-maybe", false="reject403"), REJECT, REJECT),
    (acl("a-maybe", true="accept"), ACCEPT, ACCEPT),
]

# Calls to all numbers that begin with 1212, and every call.
OF_A_PREFIX = {
    "a-shorter": rule("44", "12"),
    "a-same": rule("1212"),
    "a-longer": rule("12125"),
    "a-number": rule("12125550100", operation="exact"),
    "a-pattern": rule("^1(212|646)[0-9]*$", operation="regexp"),
    "another-pattern": rule("^44[0-9]*$", "^911$", operation="regexp"),
    "none-of-it": rule("1212", quantifier="none"),
    "all-of-it": rule("12", "1212", quantifier="all"),
    "a-digit": rule(*"123456789"),
    "an-empty": rule(),
    "an-empty-none": rule(quantifier="none"),
    "an-empty-all": rule(quantifier="all"),
    "a-caller": rule("1", field="calling"),
    "a-message": rule("1", field="to"),
    "an-empty-message": rule(field="to", quantifier="none"),
}
REJECTING = [
    *((acl(name), True, False) for name in ("a-shorter", "a-same", "a-pattern", "all-of-it")),
    *((acl(name), True, True) for name in ("a-digit", "an-empty-none")),
    *((acl(name), False, False) for name in OF_A_PREFIX if name not in ("a-shorter", "a-same", "a-pattern", "all-of-it", "a-digit", "an-empty-none")),
    *((acl(name, true="accept", false="reject403"), True, False) for name in ("another-pattern", "none-of-it")),
    *((acl(name, true="accept", false="reject403"), True, True) for name in ("an-empty", "a-message", "an-empty-message")),
    *((acl(name, true="accept", false="reject403"), False, False) for name in ("a-longer", "a-number", "a-same", "a-caller", "an-empty-all", "a-foreign")),
    (acl("a-longer", "a-shorter"), True, False),
    (acl("a-foreign"), False, False),
    (acl("a-foreign", false="reject503"), True, True),
    (acl("a-foreign", "an-empty-none"), True, True),
    (acl("a-digit", direction="inbound"), True, True),
    (acl("a-digit", direction="undirected"), True, False),
    ({"direction": "any", "access_control_rules": [], "voice_action_false": "reject403"}, True, True),
    ({"direction": "any", "access_control_rules": []}, False, False),
]

LISTS = [
    ([], ACCEPT),
    ([acl("a-no")], ACCEPT),
    ([acl("a-no"), acl("a-yes")], REJECT),
    # An accept saves nothing.
    ([acl("a-yes", true="accept"), acl("a-yes")], REJECT),
    ([acl("a-foreign"), acl("a-no")], UNKNOWN),
    ([acl("a-foreign"), acl("a-yes")], REJECT),
]


@pytest.mark.parametrize(("one", "called", "expected"), MATCHES)
def test_what_a_rule_matches(one, called, expected):
    assert verdict.matches(one, called) is expected


@pytest.mark.parametrize(("one", "expected"), DECISIONS)
def test_what_one_list_decides(one, expected):
    assert verdict.decision(one, RULES, "911") == expected


@pytest.mark.parametrize(("one", "lucky", "unlucky"), DOUBTS)
def test_what_one_list_decides_in_doubt(one, lucky, unlucky):
    rules = {**RULES, "a-maybe": rule("^9", operation="regexp"), "a-named": {"rule_sid": "1", "read_only": True}}
    assert [verdict.decision(one, rules, "911", doubt=doubt) for doubt in (ACCEPT, REJECT)] == [lucky, unlucky]


@pytest.mark.parametrize(("one", "prefix", "every"), REJECTING)
def test_what_one_list_rejects_altogether(one, prefix, every):
    assert (verdict.rejects_all(one, OF_A_PREFIX, "1212"), verdict.rejects_every_call(one, OF_A_PREFIX)) == (prefix, every)


TENS, HUNDREDS = ([str(n) for n in range(10**more, 10 ** (more + 1))] for more in (1, 2))
EVERY_CALL = [
    (rule(*TENS), True, True),
    (rule(*TENS[1:]), False, False),
    (rule(*HUNDREDS), True, True),
    (rule(*HUNDREDS[:-1]), False, False),
    (rule(*TENS, quantifier="all"), False, False),
    (rule("1", quantifier="none"), False, False),
    *((rule(text, operation="regexp"), True, True) for text in (".*", "^.+$", "^[0-9]+$", r"^[1-9]\d+$", r"^[1-9][0-9]{2}\d*")),
    *((rule(text, operation="regexp"), False, True) for text in (r"^\d", "^", "^[1-9]")),
    *((rule(text, operation="regexp"), False, False) for text in ("^[1-8]", r"^\d$", "^1[0-9]*$")),
    (rule(*(f"^{n}[0-9]+$" for n in range(1, 10)), operation="regexp"), True, True),
    ({name: value for name, value in rule(quantifier="none").items() if name != "entries"}, False, False),
    (rule(*"123456789", field="calling"), False, False),
]


@pytest.mark.parametrize(("one", "certainly", "searched"), EVERY_CALL)
def test_whether_a_list_rejects_every_call(one, certainly, searched):
    for direction in ("outbound", "inbound", "any"):
        listed = acl("a-rule", direction=direction)
        assert [verdict.rejects_every_call(listed, {"a-rule": one}, reading) for reading in (False, True)] == [certainly, searched]
    assert not verdict.rejects_every_call(acl("a-rule", direction="undirected"), {"a-rule": one}, searched=True)


def test_many_patterns_are_not_compared_with_every_prefix(monkeypatch):
    asked = []
    monkeypatch.setitem(verdict._BEGINS, "regexp", lambda entry, prefix: asked.append(prefix) or (True if len(prefix) == 2 else None))
    for count, digits in ((100, 2), (101, 1)):
        asked.clear()
        verdict.rejects_every_call(acl("a-rule"), {"a-rule": rule(*(f"^{count}{n}$" for n in range(count)), operation="regexp")})
        assert max(map(len, asked)) == digits and len(asked) <= 100 * count


@settings(tried, max_examples=300)
@given(
    st.lists(st.builds(rule, DIGITS, DIGITS, operation=st.sampled_from(["prefix", "exact"]), quantifier=st.sampled_from(["any", "all", "none"])), max_size=3),
    st.sampled_from(["reject403", "accept"]), st.sampled_from(["reject403", "accept"]), DIGITS, DIGITS,
)
def test_what_a_list_rejects_altogether_it_rejects_number_by_number(found, true, false, prefix, rest):
    rules = {str(n): one for n, one in enumerate(found)}
    one = {**acl(true=true, false=false), "access_control_rules": list(rules)}
    if verdict.rejects_all(one, rules, prefix):
        assert verdict.decision(one, rules, prefix + rest) == REJECT
    if verdict.rejects_every_call(one, rules):
        assert verdict.decision(one, rules, f"1{prefix}") == REJECT


@pytest.mark.parametrize(("acls", "expected"), LISTS)
def test_what_several_lists_decide(acls, expected):
    assert verdict.verdict(acls, RULES, "911") == expected


@pytest.mark.parametrize("number", EMERGENCY)
@pytest.mark.parametrize("profile", [(name, version) for name, versions in PROFILES.items() for version in versions])
def test_no_fraud_profile_rejects_an_emergency_call(profile, number):
    name, version = profile
    expanded = fraud.expand(carrierx(fraud={"profile": name, "version": version}, trunk_groups=[{"name": "voice"}]), TODAY)
    rules = {one["name"]: one for one in expanded["access_control_rules"]}
    acls = expanded["trunk_groups"][0]["acls"]
    assert verdict.verdict(acls, rules, number) == ACCEPT
    assert verdict.verdict(acls, rules, "19005550100") == REJECT
