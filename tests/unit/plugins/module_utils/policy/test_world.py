# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of the world lists let be called: the same as number by number, and neither dear destinations nor single numbers make a difference."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils.policy import verdict, world
from ansible_collections.telecom.trunking.plugins.module_utils.policy.acls import EXAMPLES
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import DESTINATIONS
from ansible_collections.telecom.trunking.tests.unit.policy_cases.acls import acl, rule
from ansible_collections.telecom.trunking.tests.unit.strategies import tried

DIGITS = st.text("123489", min_size=1, max_size=3)
EXPRESSIONS = st.sampled_from(["^1", "^1$", "^[2-4][0-9]*$", "[0-9]", ".*", "^44.*$", "2125550142", "^(911|933|112)$", "^.", "^4421[0-9]+$"])
QUANTIFIER = st.sampled_from(["any", "all", "none", "odd"])
RULE = st.one_of(
    st.just({}),
    st.just(verdict.GONE),
    st.builds(lambda entries, **more: rule(*entries, **more), st.lists(DIGITS, max_size=4), quantifier=QUANTIFIER),
    st.builds(lambda entries, field: rule(*entries, field=field), st.lists(DIGITS, max_size=2), st.sampled_from(["calling", "to", "other"])),
    st.builds(lambda entries, **more: rule(*entries, operation="regexp", **more), st.lists(EXPRESSIONS, max_size=3), quantifier=QUANTIFIER),
)
ACTION = st.sampled_from(["accept", "reject403", None])
ACL = st.builds(
    lambda names, direction, true, false: {"direction": direction, "access_control_rules": names, "voice_action_true": true, "voice_action_false": false},
    st.lists(st.sampled_from("abc"), max_size=3),
    st.sampled_from(["outbound", "any", "inbound"]),
    ACTION,
    ACTION,
)


@given(st.lists(ACL, max_size=3), st.fixed_dictionaries(dict.fromkeys("abc", RULE)))
@tried
def test_of_all_numbers_at_once_it_is_what_it_is_of_each(acls, rules):
    rejected, unknown = world._judged(acls, rules)
    for n in range(0, len(world.NUMBERS), 7):
        found = verdict.verdict(acls, rules, world.NUMBERS[n], doubt=verdict.ACCEPT)
        assert (bool(rejected >> n & 1), bool(unknown >> n & 1)) == (found == verdict.REJECT, found == verdict.UNKNOWN)


def mostly(entries, *, above=(), **more):
    """What becomes of most of the world behind a list with one rule: by default it blocks what the rule matches."""
    only = {name: more.pop(name) for name in ("true", "false") if name in more}
    return world.mostly([acl("acme-rule", **only)], {"acme-rule": rule(*entries, **more)}, above)


ACCEPTS = {"true": "accept", "false": "reject403"}
# What profiles reject one by one, and as many countries abroad as anybody would call dear.
HIGH_RISK = [text for one in DESTINATIONS.values() for text in one["codes"] if text.isdigit() and len(text) > 2] + [str(n) for n in range(220, 299)]


@pytest.mark.parametrize(
    ("entries", "more"),
    [
        (["1900", "1876", "252", "221", "225", "371", "5355", "882", "870", "960", "675"], {}),
        (HIGH_RISK, {}),
        (list(EXAMPLES), {"operation": "exact"}),
        (list(world.NUMBERS), {"operation": "exact"}),
        (["4420", "4421", "49151"], {}),
        (["^(1900|1976|225)[0-9]*$"], {"operation": "regexp"}),
        (list("123456789"), ACCEPTS),
        (list("12345"), ACCEPTS),
        (list("23456"), ACCEPTS),
        ([".*"], {**ACCEPTS, "operation": "regexp"}),
        (["^[1-6][0-9]*$"], {**ACCEPTS, "operation": "regexp"}),
        (["1900"], {**ACCEPTS, "quantifier": "none"}),
    ],
    ids=str,
)
def test_most_of_the_world_is_open(entries, more):
    assert mostly(entries, **more) == verdict.ACCEPT


@pytest.mark.parametrize(
    ("entries", "more"),
    [
        (["1"], ACCEPTS),
        (["1212", "1310"], ACCEPTS),
        (["1", "44", "49", "33", "52"], ACCEPTS),
        (list("124"), ACCEPTS),
        (list("6789"), ACCEPTS),
        (["^1[2-9][0-9]{9}$"], {**ACCEPTS, "operation": "regexp"}),
        (list("23456789"), {}),
        (["1"], {"quantifier": "none"}),
        (list(world.NUMBERS), {**ACCEPTS, "operation": "exact"}),
    ],
    ids=str,
)
def test_most_of_the_world_is_closed(entries, more):
    assert mostly(entries, **more) == verdict.REJECT


def test_a_rule_that_is_not_there_rejects_nothing():
    rules = {"gone": verdict.GONE, "premium": rule("1900")}
    assert world.mostly([acl("gone")], rules) == verdict.ACCEPT
    assert world.mostly([acl("gone", "premium")], rules) == verdict.ACCEPT
    # What it let through, if it is somebody else's, nobody knows.
    assert world.mostly([acl("gone", **ACCEPTS)], rules) == verdict.UNKNOWN
    assert world.mostly([acl("gone", "premium", **ACCEPTS)], rules) == verdict.UNKNOWN
    # Of one that is listed with no more than its name nobody knows anything.
    assert world.mostly([acl("gone")], {"gone": {}}) == verdict.UNKNOWN


def test_the_numbers_are_of_every_country_and_none_is_the_beginning_of_another():
    assert len(set(world.NUMBERS)) == len(world.NUMBERS) == 3 * len(set(world.COUNTRY_CODES))
    codes = sorted(world.COUNTRY_CODES)
    assert not any(other.startswith(code) for code, other in zip(codes, codes[1:]))
    assert len(codes) > 200 and all(len(number) <= 15 for number in world.NUMBERS)
    assert {code[0] for code in codes} == set("123456789")
    assert {world.country_code(number) for number in world.NUMBERS} == set(codes)


def test_lists_of_a_thousand_customers_take_no_time():
    random.seed(1)
    each = [{"acme-rule": rule(*(str(random.randrange(10**5)) for _entry in range(100)))} for _customer in range(1000)]
    begun = time.process_time()
    assert {world.mostly([acl("acme-rule")], rules) for rules in each} == {verdict.ACCEPT}
    assert time.process_time() - begun < 5
