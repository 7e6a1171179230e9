# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every policy rule finds what it is there for, says where and what, and is silent about what is nearly the same."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.plugins.module_utils.policy import customer, rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import SEVERITIES
from ansible_collections.telecom.trunking.tests.unit.policy_cases import acls, base, capacity, endpoints, handlers, numbers, odin, routing, waivers

TABLES = (endpoints, acls, routing, capacity, handlers, odin, numbers, waivers)
CASES = [case for table in TABLES for case in table.CASES]
NEAR = [(case, near) for case in CASES for near in case.near]


def as_list(given):
    return given if isinstance(given, list) else [given]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_what_it_is_for(case):
    found = base.findings(case.rule, case.bad, case.known_rules)
    assert [message for index, message in found if index == 0] == [f"{place}: {text}" for place, text in case.found.items()]


@pytest.mark.parametrize(("case", "near"), NEAR, ids=[f"{case}, near {n}" for n, (case, _near) in enumerate(NEAR)])
def test_a_rule_is_silent_about_what_is_nearly_the_same(case, near):
    assert base.findings(case.rule, near, case.known_rules) == []


def test_the_documents_of_the_tables_are_documents():
    wrong = {str(case): documents.problems(one) for case in CASES for given in (case.bad, *case.near) for one in as_list(given)}
    assert {case: found for case, found in wrong.items() if found} == {}


def test_every_rule_has_something_that_it_finds_and_something_that_it_does_not():
    # What only the provider knows is in no document. tests/unit/plugins/action/test_audit_exposure.py has those.
    about_documents = {name for name, rule in rulebook.RULES.items() if rule.scope != "live"}
    assert {case.rule for case in CASES} == about_documents
    assert {case.rule for case, _near in NEAR} == about_documents


@pytest.mark.parametrize("rule", rulebook.RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_is_wrong_why_that_matters_and_what_to_do(rule):
    assert rule.severity in SEVERITIES
    assert all(text.strip() == text and text for text in (rule.title, rule.why, rule.fix))
    assert rule.why.endswith(".") and rule.fix.endswith(".") and not rule.title.endswith(".")
    assert rule.id == rule.id.lower() and " " not in rule.id


def test_no_message_shows_what_is_secret_in_a_url():
    urls = ["https://user:hunter2@10.0.0.1/hunter2?key=hunter2", "http://hunter2@screen.example.net", "https://hunter2@[::1", "hunter2"]
    found = rulebook.check([handlers.handlers(*({"url": url} for url in urls))], base.TODAY)
    assert len([finding for finding in found if finding.rule.startswith("handler-")]) > len(urls)
    assert [finding.message for finding in found if "hunter2" in finding.message] == []


ABOUT_LIVE_STATE = [(case, given) for case in CASES if rulebook.RULES[case.rule].live for given in (case.bad, *case.near)]


@pytest.mark.parametrize(("case", "given"), ABOUT_LIVE_STATE, ids=[f"{case}, {n}" for n, (case, _given) in enumerate(ABOUT_LIVE_STATE)])
def test_of_an_element_alone_a_rule_says_nothing_that_it_does_not_say_beside_the_others(case, given):
    """An audit shows a rule some of the elements only, where others cannot be read. What it says of them then has to be so."""
    rule, outside = rulebook.RULES[case.rule], rulebook._by_name(case.known_rules)
    customers = [customer.Customer(one, base.TODAY, outside) for one in as_list(given) if rule.provider in (None, one["provider"]["kind"])]
    said = set(judged(rule, customers))
    for n, whole in enumerate(customers):
        for section, items in [(name, items) for name, items in whole.document.items() if isinstance(items, list)]:
            for shown in [{position} for position in range(len(items))] + [set(range(len(items))) - {position} for position in range(len(items))]:
                views = [*customers[:n], whole.showing(section, shown), *customers[n + 1 :]]
                assert {one for one in judged(rule, views) if one[1][:1] == (section,)} <= said


def judged(rule, customers):
    if rule.scope == "fleet":
        return [(n, path) for n, path, _text in rule.check(customers)]
    return [(n, path) for n, one in enumerate(customers) for path, _text in rule.check(one)]
