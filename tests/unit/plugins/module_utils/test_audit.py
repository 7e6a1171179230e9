# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pure parts of an audit: where values differ, what a finding is, what fails, which place of one document is which of another."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import stages
from ansible_collections.telecom.trunking.plugins.module_utils.audit import checks, differences, drift, exposure, findings, forecast
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import CARRIERX
from ansible_collections.telecom.trunking.plugins.module_utils.compare import NOT_SHOWN
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.acl import ACLS
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES, FAIL_ON, SEVERITIES, WHOSE
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.endpoint import ENDPOINT

ADDRESSES = ENDPOINT["properties"]["addresses"]


def acl(*rules, **more):
    return {"direction": "outbound", "access_control_rules": list(rules), "voice_action_true": "reject403", "voice_action_false": "accept", **more}


def fields(prop, expected, live):
    return [(findings.text_of(path), one, other) for path, one, other in differences.differences(prop, expected, live)]


A, B, C = acl("a"), acl("b"), acl("c")


@pytest.mark.parametrize(
    ("expected", "live", "found"),
    [
        ([A, B], [A, B], []),
        ([], None, []),
        # Order does not count in a list of rules, and it counts among lists.
        ([acl("a", "b")], [acl("b", "a")], []),
        ([A, B], [B, A], [("", [A, B], [B, A])]),
        ([A, B, C], [A, acl("b", voice_action_false=None), C], [("[1].voice_action_false", "accept", None)]),
        # What stands in front does not make all that follows differ.
        ([B, C], [A, B, C], [("[0]", differences.NOTHING, A)]),
        ([A, B, C], [B, C], [("[0]", A, differences.NOTHING)]),
        ([A, C], [A, B], [("[1].access_control_rules", ["c"], ["b"])]),
        # An attribute that the API leaves out of an element is its default.
        ([{**A, "voice_action_false": None}], [{n: v for n, v in A.items() if n != "voice_action_false"}], []),
        (None, [A], [("[0]", differences.NOTHING, A)]),
    ],
)
def test_lists_are_compared_element_by_element(expected, live, found):
    expected = [] if expected is None else expected
    assert fields(ACLS, expected, live) == found


def test_secrets_and_what_only_the_api_sets_are_no_difference():
    one = {"ip": "192.0.2.1", "sip_username": "a", "sip_password": "one"}
    assert fields(ADDRESSES, [one], [{**one, "sip_password": "two"}]) == []
    assert fields(ADDRESSES, [one], [{**one, "sip_username": "b", "sip_password": None}]) == [("[0].sip_username", "a", "b")]


def test_a_free_form_map_is_compared_key_by_key_only_where_the_schema_knows_its_keys():
    prop = ENDPOINT["properties"]["attributes"]
    assert fields(prop, {"a": 1}, {"a": 2}) == [("", {"a": 1}, {"a": 2})]


# Findings -----------------------------------------------------------------------------------------------------------------


def one(klass="drift", severity="error", waived=None, check=None):
    names = {"drift": "drift-missing", "unmanaged": "unmanaged-object", "unknown": "unknown-unreadable", "exposure": "acl-open-outbound"}
    return {"class": klass, "severity": severity, "waived": waived, "check": check or names[klass]}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (one("drift"), {"drift"}),
        (one("unknown"), {"unknown"}),
        (one("unmanaged", "warning"), {"unmanaged"}),
        (one("unmanaged", "error", check=findings.ABSENT), {"unmanaged", "drift"}),
        (one("exposure", "error"), {"error", "warning"}),
        (one("exposure", "warning"), {"warning"}),
        (one("exposure", "info"), set()),
        (one("drift", waived={"reason": "x"}), set()),
    ],
)
def test_what_fails(found, words):
    for count in range(len(FAIL_ON) + 1):
        for fail_on in itertools.combinations(FAIL_ON, count):
            assert findings.fails(found, fail_on) is bool(words & set(fail_on))


def test_counts_leave_out_what_is_waived():
    found = [one("drift"), one("exposure", "warning"), one("exposure", "error", waived={"reason": "x"}), one("unmanaged", "warning"), one("unknown")]
    assert findings.outcome(found) == ["drifted", "exposed", "unknown"]
    assert findings.outcome([one("exposure", "info"), one("exposure", "error", waived={"reason": "x"})]) == []
    counts = findings.summary([{"outcome": findings.outcome(found)}, {"outcome": []}], found, 7)
    assert counts == {
        "customers": 2, "clean": 1, "drifted": 1, "exposed": 1, "absent": 0, "unknown": 1, "drift": 1, "exposure": {"error": 0, "warning": 1, "info": 0},
        "unmanaged": 1, "unknown_findings": 1, "waived": 1, "worst": "error", "objects": 7,
    }
    assert findings.summary([], [one("exposure", "warning")], 0)["worst"] == "warning"
    assert findings.summary([], [], 0)["worst"] is None


def test_ids_tell_findings_apart_and_stay_when_values_change():
    def ident(**more):
        return findings.finding("drift-different", "x", **{"customer": "a", "provider": "p", "kind": "k", "name": "n", "path": ("f", 0), **more})["id"]

    assert ident(live=1) == ident(live=2) == ident(ident="id")
    different = [ident(), ident(customer="b"), ident(provider="q"), ident(kind="l"), ident(name="m"), ident(path=("f", 1)), ident(key="k")]
    assert len(set(different)) == len(different)
    # Of several objects of one name that nobody declared each is one.
    unmanaged = {findings.finding("unmanaged-object", "x", kind="k", name="n", ident=ident)["id"] for ident in ("1", "2")}
    assert len(unmanaged) == 2


def test_null_is_a_value_and_nothing_is_none():
    null = findings.finding("drift-different", "x", expected=None)
    assert (null["has_expected"], null["has_live"], null["expected"], null["live"]) == (True, False, None, None)


@pytest.mark.parametrize(
    ("value", "path", "shown"),
    [
        ("x", ("attributes", "password"), NOT_SHOWN),
        ("x", ("attributes", "privateKey"), NOT_SHOWN),
        ("x", ("string_key_1",), "x"),
        ({"api_key": ["x"], "site": "nyc", "deep": {"Token": 5}}, ("attributes",), {"api_key": NOT_SHOWN, "site": "nyc", "deep": {"Token": NOT_SHOWN}}),
        ([{"url": "https://u:x@h.example.net/"}], ("external_handlers",), [{"url": f"https://{NOT_SHOWN}"}]),
        ("https://h.example.net/a?sig=x", ("url",), f"https://{NOT_SHOWN}"),
        ("https://[", ("url",), f"https://{NOT_SHOWN}"),
        ("https://h.example.net/a?b=c", ("url",), "https://h.example.net/a?b=c"),
        (True, ("attributes", "password"), True),
        (None, ("attributes", "password"), None),
        (5, ("capacity",), 5),
    ],
)
def test_what_people_write_into_free_form_values_although_it_is_secret_is_masked(value, path, shown):
    assert findings.discreet(value, path) == shown


def test_a_message_tells_no_secret_of_a_url():
    made = findings.finding("drift-impossible", 'twice: "https://u:x@h.example.net/", https://h.example.net/?token=x and https://h.example.net/a?b=c')
    assert made["message"] == f'twice: "https://{NOT_SHOWN}", https://{NOT_SHOWN} and https://h.example.net/a?b=c'


@pytest.mark.parametrize("check", findings.CHECKS.values(), ids=findings.CHECKS)
def test_every_check_says_what_why_and_what_to_do(check):
    assert check.klass in CLASSES and check.severity in SEVERITIES
    assert check.why.endswith(".") and check.fix.endswith(".") and not check.title.endswith(".")


# Places -------------------------------------------------------------------------------------------------------------------

DECLARED = {
    "trunk_groups": [{"name": "voice", "trunks": [{"name": "nyc"}, {"name": "lax"}], "acls": [A, B]}, {"name": "fax"}],
    "numbers": ["12125550100", {"phonenumber": "12125550101"}],
}
LIVE = {
    "trunk_groups": [{"name": "fax"}, {"name": "voice", "trunks": [{"name": "lax"}], "acls": [A, B, C]}],
    "numbers": [{"phonenumber": "12125550101"}],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("trunk_groups", 0), ("trunk_groups", 1)),
        # What is left out has its place all the same.
        (("trunk_groups", 0, "trunks", 1, "in_capacity"), ("trunk_groups", 1, "trunks", 0, "in_capacity")),
        (("trunk_groups", 0, "trunks", 1), ("trunk_groups", 1, "trunks", 0)),
        (("trunk_groups", 0, "trunks", 0), ("trunk_groups", 1, "trunks")),
        (("trunk_groups", 0, "acls", 1), ("trunk_groups", 1, "acls", 1)),
        (("trunk_groups", 1, "name"), ("trunk_groups", 0, "name")),
        (("numbers", 1), ("numbers", 0)),
        (("contract", "channels"), ("contract",)),
        ((), ()),
    ],
)
def test_a_place_of_one_document_is_found_in_another_by_name(path, found):
    assert exposure.translated(path, DECLARED, LIVE) == found


def test_what_could_not_be_read_answers_nobody():
    item = exposure.Partly({"name": "voice", "acls": []}).without({"acls"})
    assert item.get("name") == item["name"] == "voice"
    for look in (lambda: item.get("acls"), lambda: item["acls"]):
        with pytest.raises(exposure.Unreadable):
            look()


def test_a_defect_in_one_step_is_not_the_end_of_the_audit(monkeypatch):
    def broken(*arguments, **more):
        raise KeyError("acls")

    monkeypatch.setattr(forecast.engine, "carry_out", broken)
    outcome = forecast.carried_out(stages.Step(CARRIERX.kinds["endpoint"], {"name": "pbx"}, "pbx"), None)
    assert outcome.result is None and "please report it" in outcome.error.message
    made = forecast.Forecast(outcomes=[outcome])
    assert made.sha256() is None
    (found,) = [one for one, _step, _path in drift.drift("acme", {"provider": "carrierx"}, made, None)]
    assert (found["class"], found["check"], found["object"]["name"]) == ("unknown", "unknown-unreadable", "pbx")


# What was looked for ------------------------------------------------------------------------------------------------------


def test_an_audit_tells_what_it_looks_for():
    told = {one["check"]: one for one in checks.checks()}
    assert len(told) == len(checks.checks()) and set(told) >= set(findings.CHECKS)
    assert told["drift-missing"] == {"check": "drift-missing", "class": "drift", "provider": None, "whose": "customer"}
    assert told["unknown-undeclared"]["whose"] == "nobody"
    assert told["live-cps-limit"] == {"check": "live-cps-limit", "class": "exposure", "provider": "carrierx", "whose": "anybody"}
    assert {one["whose"] for one in told.values()} == set(WHOSE) and {one["class"] for one in told.values()} == set(CLASSES)
    # What is about documents alone is not asked about what is live.
    assert "waiver-expired" not in told


def test_what_is_disabled_is_not_looked_for():
    assert [one["check"] for one in checks.checks() if one not in checks.checks(["live-cps-limit", "drift-missing"])] == ["live-cps-limit"]
