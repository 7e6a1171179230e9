# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every document that has nothing wrong with its form: rules judge it, and none of them fails."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import SEVERITIES
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import PROFILES
from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY
from ansible_collections.telecom.trunking.tests.unit.strategies import sound_documents, tried

# What rules look into, and what may be there instead.
ADDRESSES = st.sampled_from(
    ["8.8.8.8", "10.0.0.1", "0.0.0.0/0", "::/0", "::", "fe80::1%eth0", "::ffff:10.0.0.0/100", "1.2.3.4/255.0.0.0", "1.2.3.4/0.0.0.255", "/", "8.8.8.8/", "."]
) | st.text("0123456789abcdef:./%[]x ", min_size=1, max_size=20)
ENTRIES = st.text("0129^$.*+?(){},|[]-\\d ", min_size=1, max_size=14) | st.text(min_size=1, max_size=4)
NAMES = st.sampled_from(["acme", "acme-a", "b", "c", "b"])
FIELDS = st.sampled_from(["called", "calling", "from", "to", "message", "something-new"])
DAYS = st.dates().map(str) | st.dates()
CAPACITIES = st.none() | st.integers(-1, 3)
ACTIONS = st.sampled_from([None, "accept", "reject403", "reject503"])


def lists_of(items, unique=str, least=0):
    return st.lists(items, min_size=least, max_size=3, unique_by=unique)


def named(items):
    return lists_of(items, unique=lambda one: one["name"], least=1)


def maps(required, optional=None):
    return st.fixed_dictionaries(required, optional=optional or {})


RULES = maps(
    {
        "name": NAMES,
        "field": FIELDS,
        "operation": st.sampled_from(["exact", "prefix", "regexp"]),
        "quantifier": st.sampled_from(["all", "any", "none"]),
        "entries": lists_of(ENTRIES),
    }
)
ACLS = maps(
    {"direction": st.sampled_from(["any", "inbound", "outbound", "undirected"]), "access_control_rules": lists_of(NAMES)},
    {"voice_action_true": ACTIONS, "voice_action_false": ACTIONS},
)
TRUNKS = maps(
    {"name": NAMES},
    {
        "endpoint": st.none() | NAMES,
        "acls": st.none() | lists_of(ACLS),
        "in_capacity": CAPACITIES.filter(lambda value: value is not None),
        "out_capacity": CAPACITIES.filter(lambda value: value is not None),
        "priority": st.integers(0, 2),
        "weight": st.integers(0, 2),
    },
)
CODES = lists_of(st.integers(100, 699))
HANDLERS = maps({"url": st.text("htps:/[]@.a0", min_size=1, max_size=20), "direction": st.sampled_from(["any", "inbound", "outbound"])})
GROUPS = maps(
    {"name": NAMES, "trunks": st.just([]) | named(TRUNKS)},
    {
        "acls": st.none() | lists_of(ACLS),
        "external_handlers": st.none() | lists_of(HANDLERS),
        "hard_failure_codes": CODES,
        "soft_failure_codes": CODES,
        "routing_type": st.sampled_from(["failover", "round_robin"]),
    },
)
WAIVERS = maps(
    {"rule": st.sampled_from([*rulebook.RULES, "unknown-rule"]), "reason": st.just("Why not."), "expires": DAYS},
    {"ticket": st.sampled_from([" ", "CHG-1"]), "path": st.text("endpoints[]0.aцcl1٣²", min_size=1, max_size=20)},
)
EXCEPTIONS = maps(
    {"prefix": st.sampled_from(["1", "9", "1876", "911"]), "reason": st.just("Why not."), "ticket": st.sampled_from([" ", "CHG-1"]), "expires": DAYS}
)
CUSTOMERS = maps(
    {"id": st.just("acme")},
    {"state": st.sampled_from(["live", "suspended", "ceased"]), "environment": st.sampled_from(["production", "test"])},
)
CROWDED = maps(
    {
        "customer": CUSTOMERS,
        "provider": st.just({"kind": "carrierx"}),
        "contract": maps({}, {"secure_media": st.booleans(), "resilience": st.booleans(), "channels": st.integers(1, 3), "cps": st.just(1)}),
        "endpoints": named(maps({"name": NAMES}, {"addresses": lists_of(maps({"ip": ADDRESSES}), least=1)})),
        "access_control_rules": named(RULES),
        "trunk_groups": named(GROUPS),
        "numbers": lists_of(st.sampled_from(["14165550100", "19005550100", "999999999999999"])),
    },
    {
        "fraud": maps({"profile": st.sampled_from(list(PROFILES)), "version": st.just(1)}, {"exceptions": lists_of(EXCEPTIONS)}),
        "waivers": lists_of(WAIVERS),
    },
)
KNOWN = lists_of(NAMES | RULES)


def judged(found, given_documents):
    for one in found:
        assert one.rule in rulebook.RULES
        assert one.severity in SEVERITIES
        assert one.customer == given_documents[one.index]["customer"]["id"]
        assert one.message.count(": ") >= 1
        assert reaches(given_documents[one.index], one.path)
        assert one.waived is None or one.waived.rule == one.rule


def reaches(value, path):
    """Whether a path leads to something in a document, but for its last part, which may be what is missing."""
    for part in path[:-1]:
        value = value[part]
    return isinstance(path[-1], str) or path[-1] < len(value)


@settings(tried, max_examples=40)
@given(st.lists(sound_documents(), min_size=1, max_size=2))
def test_no_sound_document_makes_a_rule_fail(given_documents):
    judged(rulebook.check(given_documents, TODAY), given_documents)


@settings(tried, max_examples=100)
@given(st.lists(CROWDED, min_size=1, max_size=2), KNOWN)
def test_no_crowded_document_makes_a_rule_fail(given_documents, known_rules):
    judged(rulebook.check(given_documents, TODAY, known_rules=known_rules), given_documents)


@settings(tried, max_examples=40)
@given(CROWDED)
def test_crowded_documents_are_sound(document):
    assert documents.problems(document) == []


@settings(tried, max_examples=40)
@given(CROWDED, st.sampled_from(list(rulebook.RULES)))
def test_a_rule_that_is_off_takes_nothing_else_with_it(document, name):
    others = [one for one in rulebook.check([document], TODAY) if one.rule not in (name, "waiver-unused")]
    assert [one for one in rulebook.check([document], TODAY, disabled=[name]) if one.rule != "waiver-unused"] == others
