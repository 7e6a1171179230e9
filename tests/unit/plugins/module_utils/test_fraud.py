# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fraud profiles: the table, the arithmetic of codes, and what becomes of calls."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ansible_collections.telecom.trunking.plugins.module_utils import fraud
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.schemas import fraud_profiles as data
from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems

tried = settings(max_examples=200, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))

TODAY = date(2026, 11, 22)
EVERY = [(profile, version) for profile, versions in data.PROFILES.items() for version in versions]

# Area codes of the NANP outside of the 50 states and Canada, as NANPA has assigned them, written down here once more.
ELSEWHERE = {
    *("242", "246", "264", "268", "284", "340", "345", "441", "473", "649", "658", "664", "670", "671", "684", "721", "758", "767"),
    *("784", "787", "809", "829", "849", "868", "869", "876", "939"),
}
TERRITORIES = {"340", "670", "671", "684", "787", "939"}
AT_HOME = ["12125550100", "14165550100", "18085550100", "19075550100", "18005550100", "12129675555", "19765550100"]


def section(profile, version=1, **more):
    return {"profile": profile, "version": version, **more}


def exception(prefix, expires="2026-11-22", **more):
    return {"prefix": prefix, "reason": "supplier", "ticket": "CHG-1", "expires": expires, **more}


def document(fraud_section, *groups):
    groups = groups or ({"name": "acme-voice"},)
    return {"customer": {"id": "acme"}, "provider": {"kind": "carrierx"}, "trunk_groups": list(groups), "fraud": fraud_section}


def decided(expanded, number, reading=re.search):
    """What becomes of an outbound call, by the provider's rules: ACLs in order, the first that says something."""
    rules = {rule["name"]: rule for rule in expanded["access_control_rules"]}
    for acl in expanded["trunk_groups"][0].get("acls", []):
        if acl["direction"] in ("any", "outbound"):
            hit = any(matches(rules[name], number, reading) for name in acl["access_control_rules"])
            if action := acl.get("voice_action_true" if hit else "voice_action_false"):
                return action
    return "accept"


def matches(rule, number, reading):
    found = [number.startswith(entry) if rule["operation"] == "prefix" else bool(reading(entry, number)) for entry in rule["entries"]]
    return {"any": any, "all": all, "none": lambda hits: not any(hits)}[rule["quantifier"]](found)


def rejects(fraud_section, number):
    return decided(fraud.expand(document(fraud_section), TODAY), number) == "reject403"


# The table ---------------------------------------------------------------------------------------------------------


def test_the_table_is_complete_and_sourced():
    for name, destination in data.DESTINATIONS.items():
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)
        assert destination["codes"] and destination["title"] and destination["source"] and destination["why"], name
        assert all(re.fullmatch("[0-9NX]+", code) for code in destination["codes"])
    overseas = [code for part in (data.OVERSEAS, data.US_TERRITORIES) for destination in part.values() for code in destination["codes"]]
    assert {code[1:] for code in overseas} == ELSEWHERE
    assert len(overseas) == len(ELSEWHERE)
    territories = [code for destination in data.US_TERRITORIES.values() for code in destination["codes"]]
    assert {code[1:] for code in territories} == TERRITORIES


def test_no_code_is_there_twice():
    """A code that begins like another one would never count. The exchange 976 is one of every area code, so it meets them all."""
    codes = [code for destination in data.DESTINATIONS.values() for code in destination["codes"] if code.isdigit()]
    assert [(one, other) for one, other in combinations(codes, 2) if one.startswith(other) or other.startswith(one)] == []


def test_all_but_what_is_abroad_are_codes_of_the_numbering_plan():
    for name, destination in data.DESTINATIONS.items():
        for code in destination["codes"]:
            assert re.match("1[2-9N][0-9X]{2}", code) or name in data.ABROAD, (name, code)


def test_976_is_an_exchange_and_no_area_code():
    premium = section("nanp-premium")
    assert rejects(premium, "12129765555")
    assert rejects(premium, "18769765555")
    assert not rejects(premium, "19765550100")
    assert not rejects(premium, "12125559765")


@pytest.mark.parametrize("profile, version", EVERY)
def test_profiles_name_destinations(profile, version):
    assert set(data.PROFILES[profile][version]["rejects"]) <= set(data.DESTINATIONS)
    assert data.PROFILES[profile][version]["title"]
    assert Draft202012Validator(data.FRAUD).is_valid(section(profile, version, allow=list(data.TOGGLES), exceptions=[exception("1876")]))


def test_every_profile_has_every_version_that_the_schema_allows():
    """If that is to change one day, the schema has to tell which version goes with which profile."""
    assert all(sorted(versions) == data.VERSIONS for versions in data.PROFILES.values())


def test_a_profile_is_what_it_was():
    """A version that was released stays as it is: a change here needs a new version beside it."""
    shipped = {
        ("nanp-premium", 1): "1900 1NXX976",
        ("nanp-high-risk", 1): "1242 1246 1264 1268 1284 1340 1345 1441 1473 1649 1658 1664 1670 1671 1684 1700 1721 1758 1767 1784 1787 1809 1829 1849 "
        "1868 1869 1876 1900 1939 1NXX976",
        ("domestic-only", 1): "0 10 11 1242 1246 1264 1268 1284 1340 1345 1441 1473 1649 1658 1664 1670 1671 1684 1700 1721 1758 1767 1784 1787 1809 "
        "1829 1849 1868 1869 1876 1900 1939 1NXX976 2 3 4 5 6 7 8 9",
    }
    names = {(profile, version): data.PROFILES[profile][version]["rejects"] for profile, version in EVERY}
    assert {which: " ".join(sorted(code for name in found for code in data.DESTINATIONS[name]["codes"])) for which, found in names.items()} == shipped


# Codes -------------------------------------------------------------------------------------------------------------

CODES = st.text("0123456789NX", min_size=1, max_size=7)
PREFIXES = st.text("0123456789", min_size=1, max_size=9)
NUMBERS = st.text("0123456789", min_size=9, max_size=15)


def stands_for(code, number):
    return len(number) >= len(code) and all(digit in digits for digits, digit in zip(code, number))


def near(code, prefix, number):
    """A number that begins like the code, or like the prefix: what is random hardly ever does."""
    return ["".join(sorted(digits)[0] for digits in code) + number, prefix + number, number]


@tried
@given(CODES, PREFIXES, NUMBERS)
def test_what_is_left_of_a_code_is_the_rest(text, prefix, number):
    code = fraud.code(text)
    for tail in near(code, prefix, number):
        pieces = [stands_for(piece, tail) for piece in fraud.without(code, prefix)]
        assert sum(pieces) == (stands_for(code, tail) and not tail.startswith(prefix))


@tried
@given(CODES, PREFIXES, NUMBERS)
def test_one_number_leaves_all_others(text, taken, number):
    code = fraud.code(text)
    left = fraud.without_number(code, taken)
    assert not any(stands_for(piece, taken) for piece in left)
    for tail in near(code, taken, number):
        assert sum(stands_for(piece, tail) for piece in left) == (stands_for(code, tail) and not taken.startswith(tail))


@tried
@given(CODES, NUMBERS)
def test_written_out_it_stands_for_the_same(text, number):
    code = fraud.code(text)
    for tail in near(code, "", number):
        for reading in (re.search, re.match, re.fullmatch):
            assert bool(reading(fraud.expression(code), tail)) == stands_for(code, tail)
        written = fraud.prefixes(code)
        assert written is None or any(tail.startswith(prefix) for prefix in written) == stands_for(code, tail)


@pytest.mark.parametrize(
    "text, prefix, left",
    [
        ("1876", "1876", []),
        ("1876", "18", []),
        ("1876", "1877", ["1876"]),
        ("1876", "18761", ["1876[0,2-9]"]),
        ("18", "1876", ["18[0-6,8,9]", "187[0-5,7-9]"]),
        ("1NXX976", "1212976", ["1[3-9]XX976", "12[0,2-9]X976", "121[0,1,3-9]976"]),
    ],
)
def test_what_is_left_of_a_code(text, prefix, left):
    def sets(written):
        found = re.findall(r"\[[^]]*\]|.", written)
        return tuple(
            frozenset(d for run in item[1:-1].split(",") for d in map(str, range(int(run[0]), int(run[-1]) + 1))) if item[0] == "[" else fraud.code(item)[0]
            for item in found
        )

    assert fraud.without(fraud.code(text), prefix) == [sets(written) for written in left]


# Calls -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "profile, rejected, accepted",
    [
        ("nanp-premium", ["19005550100", "12129765555"], [*AT_HOME, "18765550100", "442079460000"]),
        ("nanp-high-risk", ["19005550100", "12129765555", "17005550100", *(f"1{area}5550100" for area in sorted(ELSEWHERE))], [*AT_HOME, "442079460000"]),
        (
            "domestic-only",
            ["19005550100", "18765550100", "442079460000", "01144207946", "911112345678", "10102880", "9112", "99", *(f"1{a}5550100" for a in ELSEWHERE)],
            AT_HOME,
        ),
    ],
)
def test_what_a_profile_rejects(profile, rejected, accepted):
    assert [number for number in rejected if not rejects(section(profile), number)] == []
    assert [number for number in accepted if rejects(section(profile), number)] == []


@pytest.mark.parametrize("toggle, names", data.TOGGLES.items())
def test_territories_are_toggles(toggle, names):
    opened = {code for name in names for code in data.DESTINATIONS[name]["codes"]}
    for area in TERRITORIES:
        assert rejects(section("nanp-high-risk", allow=[toggle]), f"1{area}5550100") == (f"1{area}" not in opened)
    assert rejects(section("nanp-high-risk", allow=[toggle]), "18765550100")


@pytest.mark.parametrize("prefix", ["1876", "18761234567", "187612", "12129765", "1212976", "44", "9111", "1", "9"])
def test_an_exception_opens_what_it_names_and_nothing_else(prefix):
    opened = section("domestic-only", exceptions=[exception(prefix)])
    probes = [f"{start}{digit}55501000000"[:14] for start in ("1876", "1876123", "1212976", "1900", "44", "9111", "911", "33", "1809") for digit in range(10)]
    for number in [*probes, f"{prefix}00000000000"[:14], "18761234567", "18761234568"]:
        assert rejects(opened, number) == (rejects(section("domestic-only"), number) and not number.startswith(prefix)), number


@pytest.mark.parametrize("expires, opened", [("2026-11-21", False), ("2026-11-22", True), (date(2026, 11, 23), True), (date(2025, 1, 1), False)])
def test_an_exception_counts_until_the_end_of_its_day(expires, opened):
    assert rejects(section("nanp-high-risk", exceptions=[exception("1876", expires)]), "18765550100") != opened


SECTIONS = st.builds(
    lambda which, allow, prefixes: section(*which, allow=allow, exceptions=[exception(prefix) for prefix in prefixes]),
    st.sampled_from(EVERY),
    st.lists(st.sampled_from(list(data.TOGGLES)), unique=True),
    st.lists(PREFIXES | st.sampled_from(["9", "91", "911", "9110", "1", "11", "112", "933", "9335", "1212976"]), max_size=3),
)


@tried
@given(SECTIONS)
def test_nobody_is_kept_from_calling_for_help(fraud_section):
    expanded = fraud.expand(document(fraud_section), TODAY)
    for number in data.NEVER_REJECTED:
        for reading in (re.search, re.match, re.fullmatch):
            assert "access_control_rules" not in expanded or decided(expanded, number, reading) == "accept", number


def test_emergency_numbers_are_among_those_never_rejected():
    assert set(data.EMERGENCY) == {"112", "911", "933"} <= set(data.NEVER_REJECTED)


# Rules and ACLs ----------------------------------------------------------------------------------------------------


@tried
@given(SECTIONS)
def test_rules_are_such_as_the_api_takes(fraud_section):
    for rule in fraud.rules("acme", fraud_section, TODAY):
        assert problems(options(MODULES["access_control_rule"]), rule) == []
        assert rule["name"] in fraud.rule_names("acme")
        assert len(set(rule["entries"])) == len(rule["entries"])
        if rule["operation"] == "prefix":
            assert not [pair for pair in combinations(sorted(rule["entries"]), 2) if pair[1].startswith(pair[0])]


def test_rules_are_named_after_customer_profile_and_version():
    names = [rule["name"] for rule in fraud.rules("acme", section("nanp-premium"), TODAY)]
    assert names == ["acme-fraud-nanp-premium-v1", "acme-fraud-nanp-premium-v1-patterns"]
    assert len(fraud.rule_names("acme")) == 2 * len(EVERY)


def test_the_acl_comes_before_the_documents_own():
    own = {"direction": "outbound", "access_control_rules": ["mine"], "voice_action_true": "accept", "voice_action_false": "reject403"}
    inbound = {"direction": "inbound", "access_control_rules": ["callers"], "voice_action_true": "reject403"}
    groups = [{"name": "a", "acls": [own]}, {"name": "b", "acls": [inbound]}, {"name": "c"}, {"name": "d", "acls": None}]
    given = {**document(section("nanp-premium"), *groups), "access_control_rules": [{"name": "mine"}]}
    expanded = fraud.expand(given, TODAY)
    names = ["acme-fraud-nanp-premium-v1", "acme-fraud-nanp-premium-v1-patterns"]
    assert [rule["name"] for rule in expanded["access_control_rules"]] == ["mine", *names]
    screen = {"direction": "outbound", "access_control_rules": names, "voice_action_true": "reject403"}
    # What is not rejected is for the next ACL to decide where there is one for outbound calls.
    goes_on, ends = {**screen, "voice_action_false": None}, {**screen, "voice_action_false": "accept"}
    assert [group["acls"] for group in expanded["trunk_groups"]] == [[goes_on, own], [ends, inbound], [ends], [ends]]
    assert given["trunk_groups"] == groups


def test_without_a_profile_or_with_nothing_left_to_reject_a_document_stays_as_it_is():
    plain = {"customer": {"id": "acme"}, "provider": {"kind": "carrierx"}, "trunk_groups": [{"name": "a"}]}
    assert fraud.expand(plain, TODAY) is plain
    opened = document(section("nanp-premium", exceptions=[exception("1")]))
    assert fraud.expand(opened, TODAY) is opened
