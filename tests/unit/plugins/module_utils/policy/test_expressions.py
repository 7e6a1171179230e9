# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regular expressions of access control rules: agreement with Python's where that is certain, and no expression that takes long."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils.policy import expressions
from ansible_collections.telecom.trunking.tests.unit.strategies import tried

# Short enough for Python's own matcher, which may go back and forth for ever.
SHORT = st.text("019^$.*+?(){},|[]-\\dDwsAZ:", max_size=9)
# What expressions for numbers are made of.
PIECES = ["^", "$", "(", "(?:", ")", "|", "0", "1", "9", ".", ".*", ".+", "[0-9]*", r"\d+", "[^1]", "[01]", "*", "?", "+", "{2}", "{1,}", r"\$", r"\.", r"\Z"]
USUAL = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
NUMBERS = st.text("019", max_size=4)

# Each would keep a matcher that goes back busy for longer than anybody waits.
CATASTROPHES = [
    "(|)" * 200 + "x",
    "(9|9|9?)" * 100 + "x",
    "(9*)*" * 100 + "x",
    "((((((((9*)*)*)*)*)*)*)*)*x",
    "((((9{999}){999}){999}){999}){999}",
    "(((9?){999}){999}){999}x",
    "(9+)+(9+)+(9+)+(9+)+(9+)+x",
]
# Nested more deeply than Python goes, and larger than it counts.
OVERSIZED = ["(" * 400 + "9" + ")" * 400, "(?:" * 20_000, "9{99999999999999999999}", "[" * 5_000, "|" * 5_000, "^" * 999]


def python(expression, number):
    """Whether Python searches and matches, None if these differ or it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = re.compile(expression)
    except (re.error, OverflowError):
        return None
    found = {bool(compiled.search(number)), bool(compiled.fullmatch(number))}
    return found.pop() if len(found) == 1 else None


@settings(tried, max_examples=300)
@given(SHORT | USUAL, NUMBERS)
def test_what_is_certain_is_what_python_says(expression, number):
    answer = expressions.matches(expression, number)
    if answer is not None and expressions.flaw(expression) is None:
        assert answer == python(expression, number)


@pytest.mark.parametrize(
    ("expression", "number", "expected"),
    [
        ("^1[2-9][0-9]{9}$", "14165550100", True),
        ("^1[2-9][0-9]{9}$", "911", False),
        ("^(911|933|112)$", "933", True),
        ("^(?:911|933)$", "112", False),
        ("^9", "911", None),
        (".*11", "911", True),
        ("1", "911", None),
        ("911", "911", True),
        ("^911|1911$", "911", True),
        ("^9?1{2}$", "911", True),
        ("^9?1{2}$", "9911", False),
        ("^9?1{2}$", "11", True),
        ("^91{2,}$", "911", True),
        ("^91{3,}$", "911", False),
        ("^9.{0,2}$", "911", True),
        ("^91{0}1{2}$", "911", True),
        ("^[^9].*$", "911", False),
        ("^[]9]11$", "911", True),
        (r"^\d{3}$", "911", True),
        (r"^\D*$", "911", False),
        (r"^[\d]+$", "911", True),
        (r"^[9-]11$", "911", True),
        (r"\A911\Z", "911", True),
        (r"^9\.1$", "911", False),
        ("^9*?11$", "911", True),
        ("^$", "", True),
        ("", "911", None),
        # Dialects differ, or more than positions is looked at.
        (r"^(9)1\1$", "911", None),
        ("^(?=9)911$", "911", None),
        ("^(?i)911$", "911", None),
        ("^[[:digit:]]+$", "911", None),
        ("^9{,2}11$", "911", None),
        ("^9*+11$", "911", None),
        (r"^9\b11$", "911", None),
        (r"^[0-\d]$", "911", None),
        # These do not compile.
        ("^(911$", "911", None),
        ("911)", "911", None),
        ("[9", "911", None),
        ("*", "911", None),
        ("9\\", "911", None),
        ("9" * 1001, "911", None),
    ],
)
def test_what_an_expression_matches(expression, number, expected):
    assert expressions.matches(expression, number) is expected


@settings(tried, max_examples=200)
@given(SHORT | USUAL, st.text("0129", min_size=1, max_size=4).filter(lambda number: not number.startswith("0")))
def test_an_expression_that_matches_some_number_is_one_that_matches_numbers(expression, number):
    if expressions.flaw(expression) is None and python(expression, number):
        assert expressions.matches_a_number(expression) is not False


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"^\+?1900[0-9]*$", True),
        (r"^\+1900", False),
        ("^(011|00)44.*$", False),
        ("^.{15}$", True),
        ("^.{16}$", False),
        ("", True),
        ("^$", False),
        ("[a-z]", False),
        (r"\D|0", True),
        ("^0", False),
        (r"^(9)\1$", None),
        ("9" * 1001, None),
    ],
)
def test_whether_an_expression_matches_numbers(expression, expected):
    assert expressions.matches_a_number(expression) is expected


@settings(tried, max_examples=600)
@given(st.builds("{}{}{}".format, st.sampled_from(["", "^"]), SHORT | USUAL, st.sampled_from(["", ".*", ".*$", "[0-9]+$"])), NUMBERS, NUMBERS)
def test_what_holds_for_all_numbers_that_begin_with_a_prefix_holds_for_each(expression, prefix, rest):
    if expressions.flaw(expression) is None:
        answer, searched = expressions.matches_all(expression, prefix), expressions.matches_all(expression, prefix, searched=True)
        if answer is not None:
            assert python(expression, prefix + rest) is answer is searched
        if searched is not None:
            assert bool(re.search(expression, prefix + rest)) is searched


@pytest.mark.parametrize(
    ("expression", "prefix", "expected", "searched"),
    [
        ("^1900[0-9]*$", "1900", True, True),
        ("^1900[0-9]*$", "19005", True, True),
        ("^1900[0-9]*$", "190", None, None),
        ("^1900[0-9]*$", "1876", False, False),
        ("^1(900|976).*$", "1976", True, True),
        (r"^44|^1900\d*$", "1900", True, True),
        *((text, "1", True, True) for text in (".*", ".+", "^.*", "^.+$", "^[0-9]+$", r"^\d+", r"^(\d+)$", r"(^.*?$)")),
        *((text, "1", True, True) for text in ("^[0-9]{1,}$", "^(1.*|2.*)$", r"^(\d|\d\d)*$")),
        (".*", "0", True, True),
        ("^1900[0-9]*", "1900", True, True),
        ("1900[0-9]*$", "1900", True, True),
        ("1900.*", "11900", None, True),
        ("^[1-9][0-9]+$", "1", None, None),
        ("^[1-9][0-9]+$", "10", True, True),
        (r"^(\d\d)*$", "12", None, None),
        (r"^\d$", "1", None, None),
        # Whoever takes the whole number takes no longer one.
        ("^", "1", None, True),
        ("$", "1", None, True),
        (r"^\d", "1", None, True),
        ("^1900", "1900", None, True),
        ("9", "19", None, True),
        ("9", "1", None, None),
        ("^1900$", "1900", None, None),
        ("^1900$[0-9]*$", "1900", None, None),
        (r"^1900\.*$", "1900", None, None),
        ("^(911|933|112)$", "1", None, None),
        ("^(911|933|112)$", "44", False, False),
        ("[a-z]", "1", False, False),
        (r"^(9)\1$", "9", None, None),
        ("^[0-9]*$", "", None, None),
        ("^9[0-9]*$", "9" * 16, None, None),
        ("9" * 1001, "9", None, None),
    ],
)
def test_whether_an_expression_matches_all_numbers_that_begin_with_a_prefix(expression, prefix, expected, searched):
    assert (expressions.matches_all(expression, prefix), expressions.matches_all(expression, prefix, searched=True)) == (expected, searched)


@pytest.mark.parametrize("expression", CATASTROPHES, ids=lambda text: text[:30])
def test_no_expression_takes_long(expression):
    assert expressions.matches_a_number(expression) in (True, False, None)
    assert expressions.flaw(expression) is None
    assert expressions.anchored(expression) is False
    assert expressions.matches(expression, "999") in (True, False, None)
    assert expressions.matches_all(expression, "9") in (True, False, None)
    assert expressions.matches(expression, "9" * 15) in (True, False, None)


@pytest.mark.parametrize("expression", OVERSIZED, ids=lambda text: text[:30])
def test_no_expression_is_too_large(expression):
    flaw = expressions.flaw(expression)
    assert flaw is None or flaw
    assert expressions.anchored(expression) in (True, False)
    assert expressions.matches(expression, "911") in (True, False, None)


def test_an_expression_that_is_too_large_has_a_flaw():
    assert expressions.flaw("9{99999999999999999999}") == "it is too large or nested too deeply"


@settings(tried, max_examples=300)
@given(st.builds("{}{}{}".format, st.sampled_from(["^", ".*", "^(", "(^"]), USUAL, st.sampled_from(["$", ".*", ")$", "$)", "[0-9]*"])), NUMBERS)
def test_an_anchored_expression_is_read_alike_by_those_who_search_and_those_who_match(expression, number):
    if expressions.flaw(expression) is None and expressions.anchored(expression):
        assert python(expression, number) is not None
