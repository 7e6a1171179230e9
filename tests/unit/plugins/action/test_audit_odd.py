# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One object that is not what the API's documentation says: it is unknown, the rest is audited, and nothing is made a second time."""

from __future__ import annotations

import copy
import json

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.telecom.trunking.tests.unit import audits, fleets

PLACES = {
    "endpoints": ("/endpoints", "endpoint_sid", "c0000-nyc"),
    "rules": ("/accesscontrol/rules", "rule_sid", "c0000-home"),
    "trunk_groups": ("/trunk_groups", "trunk_group_sid", "c0000-voice"),
}
LEFT_OUT = object()


@pytest.fixture
def documents(emulator):
    audits.load(emulator)
    made = [audits.customer(0), audits.customer(1), audits.odin_customer(0)]
    made[0]["endpoints"][0]["attributes"] = {"site": "nyc"}
    assert not fleets.run(emulator, copy.deepcopy(made))["failed"]
    return made


def sends(emulator, place, alone=True, **odd):
    """What the API sends of one object from now on, in its listing and also alone."""
    path, ident, name = PLACES[place]
    items = copy.deepcopy(emulator.state()[place])
    item = next(one for one in items if one["name"] == name)
    if alone:
        whole = {n: value for n, value in {**item, **odd}.items() if value is not LEFT_OUT}
        emulator.fault(method="GET", path=f"{path}/{item[ident]}$", body=whole, times=None)
    item.update(odd)
    listed = [{n: value for n, value in one.items() if value is not LEFT_OUT} for one in items]
    emulator.fault(method="GET", path=f"{path}$", body={"items": listed, "has_more": False}, times=None)


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        *(("trunk_groups", "acls", value) for value in ("x", 5, {"a": 1}, [None], ["x"], [{"direction": "any", "access_control_rules": [{}]}])),
        ("trunk_groups", "external_handlers", ["x"]),
        ("trunk_groups", "hard_failure_codes", "abc;"),
        ("endpoints", "addresses", "x"),
        ("endpoints", "addresses", [None]),
        ("endpoints", "capacity", "many"),
        ("endpoints", "attributes", [1]),
        ("endpoints", "attributes", "x"),
        ("rules", "entries", [None]),
        ("rules", "entries", [{}]),
    ],
)
def test_an_attribute_of_another_type_is_unknown(place, name, value, documents, audited, emulator):
    sends(emulator, place, **{name: value})
    report = audited(documents)
    assert {(one["check"], one["customer"], one["field"]) for one in report["findings"]} == {("unknown-attribute", "c0000", name)}
    hashes = {one["id"]: (one["live_sha256"] is None, one["plan_sha256"] is None) for one in report["customers"]}
    assert hashes == {"c0000": (True, True), "c0001": (False, False), "o0000": (False, False)}


@pytest.mark.parametrize("value", [["x"], [{"trunk_sid": "q"}], [{"name": "nyc"}], None])
def test_trunks_that_a_trunk_group_does_not_list_as_such_are_read_alone(value, documents, audited, emulator):
    sends(emulator, "trunk_groups", trunks=value)
    assert audited(documents)["findings"] == []


@pytest.mark.parametrize("value", [LEFT_OUT, None, {}])
@pytest.mark.parametrize(("place", "name"), [("endpoints", "name"), ("endpoints", "type"), ("rules", "name"), ("trunk_groups", "name")])
def test_an_object_that_does_not_say_which_it_is(place, name, value, documents, audited, emulator, tmp_path):
    sends(emulator, place, alone=False, **{name: value})
    assert audited(documents)["findings"] == []
    emulator.clear_faults()
    sends(emulator, place, **{name: value})
    report = audited(documents)
    # What a list with a rule of which nobody knows what it is lets through is uncertain indeed.
    assert {one["check"] for one in report["findings"]} <= {"unknown-unreadable", "unknown-incomplete", "acl-uncertain-outbound"}
    assert {one["customer"] for one in report["findings"]} == {"c0000", None}
    assert any(f"The API does not return {name} of the " in one["message"] for one in report["findings"])
    assert report["customers"][0]["plan_sha256"] is None
    # Nothing is made a second time, neither now nor when the report is approved.
    before = emulator.state()[place]
    result = fleets.run(emulator, copy.deepcopy(documents), approved=str(tmp_path / "audit.json"), date=audits.DAY)
    assert result["customers"] == {}
    assert fleets.run(emulator, copy.deepcopy(documents[:1]))["failed"]
    assert [one["name"] for one in emulator.state()[place]] == [one["name"] for one in before]


def test_broadworks_in_another_form_than_documented(documents, audited, emulator):
    state = emulator.state()
    group = {**state["odin_trunk_groups"][0], "maxActiveCalls": "many"}
    emulator.fault(method="GET", path="/groups/trunk-groups$", after=1, body=group, times=None)
    report = audited(documents)
    assert {one["class"] for one in report["findings"]} == {"unknown"}
    assert {one["customer"] for one in report["findings"]} == {"o0000", None}
    assert any("maxActiveCalls" in one["message"] for one in report["findings"])


def test_text_that_is_no_unicode_is_written_all_the_same(documents, emulator, tmp_path):
    audits.write(tmp_path, documents)
    odd = emulator.state()["endpoints"]
    next(one for one in odd if one["name"] == "c0000-nyc")["attributes"] = {"site": "\udc80"}
    # JSON says it in ASCII, as the API would.
    emulator.fault(method="GET", path="/endpoints$", body_text=json.dumps({"items": odd, "has_more": False}), times=None)
    reports = {name: str(tmp_path / f"out.{name}") for name in ("json", "junit", "sarif", "csv", "html")}
    result = audits.run(emulator, [str(tmp_path / f"{one['customer']['id']}.yml") for one in documents], reports=reports)
    assert "summary" in result, result
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [one["live"] for one in report["findings"]] == [{"site": "\udc80"}]


# Accepted ------------------------------------------------------------------------------------------------------------------

NO_NUMBERS = {"text": "GET /phonenumber/dids: 403", "reason": "the NOC has no scope for numbers", "ticket": "NOC-1", "expires": "2026-12-31"}


def test_what_may_be_unreadable_is_waived_and_nothing_else_is(documents, audited, emulator):
    emulator.fault(method="GET", path="/phonenumber/dids$", status=403, times=None)
    assert audited(documents)["passed"] is False
    report = audited(documents, accept=[NO_NUMBERS], date="2026-12-31")
    assert report["passed"] is True and report["summary"]["clean"] == len(documents)
    assert {(one["class"], one["waived"]["reason"], one["waived"]["expires"]) for one in report["findings"]} == {
        ("unknown", NO_NUMBERS["reason"], NO_NUMBERS["expires"])
    }
    # Not for another reason, not what somebody accepts no longer, and no drift.
    emulator.clear_faults()
    emulator.fault(method="GET", path="/phonenumber/dids$", status=500, times=None)
    assert audited(documents, accept=[NO_NUMBERS], date="2026-12-31")["passed"] is False
    emulator.clear_faults()
    emulator.fault(method="GET", path="/phonenumber/dids$", status=403, times=None)
    assert audited(documents, accept=[NO_NUMBERS], date="2027-01-01")["passed"] is False
    emulator.clear_faults()
    documents[0]["endpoints"][0]["capacity"] = 77
    report = audited(documents, accept=[{**NO_NUMBERS, "text": "capacity"}], date="2026-12-31")
    assert [(one["class"], one["waived"]) for one in report["findings"]] == [("drift", None)]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (NO_NUMBERS, "accept[0] (GET /phonenumber/dids: 403): nothing that could not be read says so"),
        ({**NO_NUMBERS, "expires": "2026-01-01"}, "accept[0] (GET /phonenumber/dids: 403): expired on 2026-01-01"),
    ],
)
def test_what_accepts_nothing_is_said(entry, told, documents, emulator, tmp_path):
    result = audits.run(emulator, audits.write(tmp_path, documents), accept=[entry], date="2026-12-01")
    assert result["passed"] is True and result["warnings"] == [told]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"text": " ", "reason": "x"}, "accept[0].text: is empty"),
        ({"text": "x", "reason": ""}, "accept[0].reason: is empty"),
        ({"text": "x", "reason": "y", "expires": "soon"}, "accept[0].expires: soon is not a date, write YYYY-MM-DD."),
        ({"text": "x"}, "missing required arguments: reason"),
    ],
)
def test_what_accepts_everything_or_says_no_reason_is_refused(entry, told, documents, emulator, tmp_path):
    with pytest.raises(AnsibleActionFail) as refused:
        audits.run(emulator, audits.write(tmp_path, documents), accept=[entry])
    assert told in str(refused.value)
