# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents in files to findings, counts, lines and the report."""

from __future__ import annotations

import datetime
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.validation_report import VALIDATION_REPORT
from ansible_collections.telecom.trunking.plugins.plugin_utils import customer_check
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder
from ansible_collections.telecom.trunking.tests.unit.strategies import sound_documents, tried, wild_documents

TODAY = datetime.date(2026, 11, 22)

GOOD = """\
customer: {id: good}
provider: {kind: carrierx}
"""
# A finding of each severity, the first one from behind.
BAD = """\
customer: {id: bad}
provider: {kind: carrierx}
contract: {channels: 10, cps: 2}
trunk_groups:
  - name: voice
    hard_failure_codes: [408, 503]
    trunks:
      - name: nyc
        in_capacity: 9
        out_capacity: 0
fraud: {profile: nanp-premium, version: 1}
"""
WAIVERS = """\
waivers:
  - {rule: capacity-unlimited, path: 'trunk_groups[voice]', reason: Order of the board., ticket: CHG-1, expires: 2026-11-22}
"""
INVALID = """\
customer: {id: invalid, stat: live}
provider: {kind: carrierx}
contract: {channels: 10}
trunk_groups:
  - {name: voice, routing_type: any, trunks: [{name: nyc}]}
numbers: ["12125550100"]
"""
BROKEN = "customer: {id: broken\n"


@pytest.fixture
def check(tmp_path, monkeypatch):
    """``check(name=text, ...)``: findings about files with these texts."""
    monkeypatch.chdir(tmp_path)

    def write(today=TODAY, disabled=(), **texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
        return customer_check.findings(folder(str(tmp_path)), today, disabled)

    return write


def places(found):
    return [f"{one['file']}:{one['line']}:{one['column']} {one['severity']} {one['rule']}" for one in found]


def test_findings_have_their_place_and_come_in_its_order(check):
    assert places(check(bad=BAD, good=GOOD)) == [
        "bad.yml:3:12 warning capacity-below-contract",
        "bad.yml:3:26 info capacity-cps-read-only",
        "bad.yml:10:9 error capacity-unlimited",
    ]


def test_a_document_that_violates_the_schema_gets_no_policy_rules_and_the_others_do(check):
    number = GOOD.replace("good", "other") + 'numbers: ["12125550100"]\n'
    assert places(check(a_invalid=INVALID, b_broken=BROKEN, other=number, bad=BAD)) == [
        "a_invalid.yml:1:25 error document-schema",
        "a_invalid.yml:5:19 error document-schema",
        "b_broken.yml:2:1 error document-unreadable",
        "bad.yml:3:12 warning capacity-below-contract",
        "bad.yml:3:26 info capacity-cps-read-only",
        "bad.yml:10:9 error capacity-unlimited",
        # Not that the number is at two customers: the other document is not understood.
        "other.yml:3:11 error number-without-trunk-group",
    ]


def test_a_schema_problem_says_where_and_what(check):
    found = check(invalid=INVALID)
    assert [one["message"] for one in found] == [
        "customer.stat: no such option, did you mean state?",
        "trunk_groups[0].routing_type: 'any' is not one of failover, round_robin",
    ]
    assert {(one["customer"], one["path"]) for one in found} == {("invalid", "customer.stat"), ("invalid", "trunk_groups[0].routing_type")}


def test_what_cannot_be_read_belongs_to_nobody(check):
    (one,) = check(broken=BROKEN)
    assert (one["customer"], one["path"], one["fix"]) == (None, "", customer_check.FIXES[customer_check.UNREADABLE])


def test_an_id_is_used_once(check):
    found = check(a=GOOD, b="---\n" + GOOD, c=GOOD.replace("good", "other"))
    assert [(one["file"], one["line"], one["message"]) for one in found] == [("b.yml", 2, "customer.id: is the id of a.yml:1:12, too")]


def test_a_waiver_counts_until_its_day_is_over(check):
    (waived,) = [one for one in check(bad=BAD + WAIVERS) if one["severity"] == "error"]
    assert waived["waived"] == {"reason": "Order of the board.", "ticket": "CHG-1", "expires": "2026-11-22"}
    later = check(today=datetime.date(2026, 11, 23))
    assert [(one["rule"], one["waived"]) for one in later if one["line"] >= 10] == [("capacity-unlimited", None), ("waiver-expired", None)]


def test_a_rule_that_is_disabled_does_not_run(check):
    assert [one["rule"] for one in check(disabled=["capacity-unlimited", "capacity-cps-read-only"], bad=BAD)] == ["capacity-below-contract"]


@pytest.mark.parametrize(("fail_on", "failing"), [("error", 1), ("warning", 2), ("never", 0)])
def test_what_fails_is_for_the_caller_to_say(check, fail_on, failing):
    counts = customer_check.summary(check(bad=BAD, good=GOOD), 2, fail_on)
    assert counts == {"documents": 2, "failing_documents": min(failing, 1), "error": 1, "warning": 1, "info": 1, "waived": 0, "failing": failing}


def test_what_is_waived_is_counted_apart(check):
    counts = customer_check.summary(check(bad=BAD + WAIVERS), 1, "error")
    assert (counts["error"], counts["waived"], counts["failing"], counts["failing_documents"]) == (0, 1, 0, 0)


def test_lines_for_people(check):
    found = check(bad=BAD, good=GOOD)
    rules = rulebook.RULES
    assert customer_check.listing(found, customer_check.summary(found, 2, "error")) == [
        ("warning", "bad.yml:3:12: warning capacity-below-contract: bad: contract.channels: 10 channels, but the trunks carry 9 incoming calls"),
        ("info", f"bad.yml:3:26: info capacity-cps-read-only: bad: {found[1]['message']}"),
        ("error", f"bad.yml:10:9: error capacity-unlimited: bad: {found[2]['message']}"),
        (None, ""),
        (None, "How to repair:"),
        *((None, f"  {rule}: {rules[rule].fix}") for rule in ("capacity-below-contract", "capacity-cps-read-only", "capacity-unlimited")),
        (None, ""),
        (None, "2 customer documents: 1 error, 1 warning, 1 remark. 1 document refused"),
    ]


def test_lines_about_nothing(check):
    found = check(good=GOOD)
    assert customer_check.listing(found, customer_check.summary(found, 1, "warning")) == [(None, "1 customer document: nothing to complain about")]


def test_waived_findings_are_listed_on_request_only(check):
    found = [one for one in check(bad=BAD + WAIVERS) if one["waived"]]
    counts = customer_check.summary(found, 1, "error")
    last = (None, "1 customer document: nothing to complain about, 1 waived")
    assert customer_check.listing(found, counts) == [last]
    assert customer_check.listing(found, counts, waived=True) == [
        (None, f"bad.yml:10:9: waived error capacity-unlimited: bad: {found[0]['message']}"),
        last,
    ]


def test_a_name_cannot_forge_a_line_or_obey_the_terminal(check):
    found = check(bad=BAD.replace("name: nyc", 'name: "n\\nforged.yml:1:1: error\\e[2J"'))
    lines = [line for _severity, line in customer_check.listing(found, customer_check.summary(found, 1, "error"))]
    assert not [line for line in lines if not line.isprintable()]
    assert [line for line in lines if r"n\nforged.yml:1:1: error\x1b[2J" in line]


def test_the_report_is_as_its_schema_says(check):
    found = check(bad=BAD + WAIVERS, broken=BROKEN, invalid=INVALID, good=GOOD)
    counts = customer_check.summary(found, 4, "error")
    written = json.loads(json.dumps(customer_check.report(found, counts, TODAY, "error")))
    jsonschema.Draft202012Validator.check_schema(VALIDATION_REPORT)
    jsonschema.Draft202012Validator(VALIDATION_REPORT).validate(written)
    assert (written["passed"], written["date"], len(written["findings"])) == (False, "2026-11-22", len(found))
    assert {one["rule"] for one in found} > {customer_check.UNREADABLE, customer_check.SCHEMA, "capacity-unlimited"}


def test_the_path_of_a_finding_can_be_waived(check):
    (one,) = [one for one in check(bad=BAD) if one["severity"] == "error"]
    waiver = f"waivers: [{{rule: capacity-unlimited, path: '{one['path']}', reason: So be it., ticket: CHG-1, expires: 2026-12-31}}]\n"
    assert [one["rule"] for one in check(bad=BAD + waiver) if one["waived"]] == ["capacity-unlimited"]


def test_what_comes_before_policy_is_no_rule_of_it():
    assert not set(customer_check.FIXES) & set(rulebook.RULES)


def test_whatever_the_files_hold_there_is_a_report(tmp_path):
    """Documents with nothing wrong together with others, as JSON: text that is no JSON is what the tests of the reader are about."""
    form = jsonschema.Draft202012Validator(VALIDATION_REPORT)

    @tried
    @given(st.lists(sound_documents() | wild_documents(), max_size=3))
    def holds(given_documents):
        for path in tmp_path.iterdir():
            path.unlink()
        for n, document in enumerate(given_documents):
            (tmp_path / f"{n}.json").write_text(json.dumps(document, default=str), encoding="utf-8")
        found = customer_check.findings(folder(str(tmp_path)), TODAY)
        counts = customer_check.summary(found, len(given_documents), "warning")
        form.validate(customer_check.report(found, counts, TODAY, "warning"))
        assert all(line.isprintable() for _severity, line in customer_check.listing(found, counts, waived=True))

    holds()
