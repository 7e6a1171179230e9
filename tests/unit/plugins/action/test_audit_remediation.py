# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remediation: what an approved report lists is done, nothing else, and nothing at all if anything changed since."""

from __future__ import annotations

import copy
import hashlib
import json

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.connection import address
from ansible_collections.telecom.trunking.plugins.plugin_utils import audit_file
from ansible_collections.telecom.trunking.tests.unit import audits, fleets


def row(state, place, **keys):
    return next(one for one in state[place] if all(one.get(name) == value for name, value in keys.items()))


def changed(emulator, change):
    state = emulator.state()
    change(state)
    emulator.load(state)
    emulator.clear_requests()


def writes(emulator):
    return [(one["method"], one["path"]) for one in emulator.requests(writes=True) if not one["path"].endswith("/auth/token")]


def drifts(state):
    row(state, "endpoints", name="c0000-nyc")["capacity"] = 77
    row(state, "trunk_groups", name="c0001-voice")["hard_failure_codes"] = "408;"
    row(state, "odin_trunk_groups", name="o0000-voice")["maxActiveCalls"] = 11


def drift_of_two(state):
    for name in ("c0000-nyc", "c0001-nyc"):
        row(state, "endpoints", name=name)["capacity"] = 77


@pytest.fixture
def approved(emulator, audited, tmp_path):
    """Five customers, one of them not there yet, three drifted, and the report that says so."""
    audits.load(emulator)
    documents = [audits.customer(0), audits.customer(1), audits.customer(2), audits.odin_customer(0)]
    assert not fleets.run(emulator, copy.deepcopy(documents))["failed"]
    emulator.clean = fleets.comparable(emulator.state())
    documents.append(audits.customer(3))
    changed(emulator, drifts)
    report = audited(documents)
    assert [one["id"] for one in report["customers"] if one["outcome"]] == ["c0000", "c0001", "c0003", "o0000"]
    emulator.clear_requests()
    return documents, report, str(tmp_path / "audit.json")


def repair(emulator, documents, given, check=False, **options):
    return fleets.run(emulator, copy.deepcopy(documents), check=check, approved=given, date=audits.DAY, **options)


@pytest.mark.parametrize("compact", [False, True])
def test_what_the_report_lists_is_done_and_then_the_audit_is_clean(compact, approved, audited, emulator):
    documents, report, path = approved
    given = path
    if compact:
        given = audit_file.approval(report)
    forecast = repair(emulator, documents, given, check=True)
    assert writes(emulator) == [] and set(forecast["customers"]) == {"c0000", "c0001", "c0003", "o0000"}
    result = repair(emulator, documents, given)
    assert not result["failed"], result["msg"]
    of_report = {one["id"]: one["operations"] for one in report["customers"] if one["outcome"]}
    assert {name: one["operations"] for name, one in result["customers"].items()} == of_report
    assert {name: one["operations"] for name, one in forecast["customers"].items()} == of_report
    assert audited(documents)["findings"] == []


def test_who_is_not_in_the_report_is_not_touched(approved, emulator):
    documents, _report, path = approved
    # It has drifted since, so that onboarding would repair it. Nobody approved that.
    changed(emulator, lambda state: row(state, "endpoints", name="c0002-nyc").update(capacity=5))
    result = repair(emulator, documents, path)
    assert not result["failed"] and "c0002" not in result["customers"]
    assert row(emulator.state(), "endpoints", name="c0002-nyc")["capacity"] == 5


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda state: row(state, "endpoints", name="c0000-nyc").update(capacity=78), "c0000: what is live of it changed since the audit"),
        # It changes nothing that onboarding would do, and it is not what was approved all the same.
        (lambda state: row(state, "trunk_groups", name="c0001-voice").update(routing_data={"a": 1}), "c0001: what is live of it changed since the audit"),
        (lambda state: row(state, "trunk_groups", name="c0001-voice").update(hard_failure_threshold=9), "c0001: what is live of it"),
        (lambda state: row(state, "odin_trunk_groups", name="o0000-voice").update(maxActiveCalls=10), "o0000: what is live of it changed since"),
        (
            lambda state: row(state, "dids", phonenumber="12125550101").update(trunk_group_sid=None),
            "c0001: what is live of it and what would be done changed since the audit",
        ),
    ],
)
def test_live_state_that_changed_since_refuses_everything(change, told, approved, emulator):
    documents, _report, path = approved
    changed(emulator, change)
    result = repair(emulator, documents, path)
    assert result["failed"] and told in result["msg"] and "Nothing was changed" in result["msg"]
    assert writes(emulator) == []


def test_documents_that_changed_since_refuse_everything(approved, emulator):
    documents, _report, path = approved
    documents[0]["endpoints"][0]["capacity"] = 9
    documents[1]["customer"]["name"] = "Somebody else"
    result = repair(emulator, documents, path)
    assert result["failed"] and writes(emulator) == []
    assert "c0000: its document and what would be done changed since the audit" in result["msg"]
    assert "c0001: its document changed since the audit" in result["msg"] and "o0000" not in result["msg"]


def test_a_customer_of_the_report_without_a_document(approved, emulator):
    documents, _report, path = approved
    result = repair(emulator, documents[1:], path)
    assert result["failed"] and "c0000: is in the report and has no document" in result["msg"] and writes(emulator) == []


def test_what_cannot_be_read_now_refuses_everything(approved, emulator):
    documents, _report, path = approved
    emulator.fault(method="GET", path="/endpoints$", status=403, times=None)
    result = repair(emulator, documents, path)
    assert result["failed"] and "cannot be known in full now" in result["msg"] and writes(emulator) == []


def test_the_report_itself_is_the_one_that_was_approved(approved, emulator):
    documents, _report, path = approved
    with open(path, "rb") as file:
        sha256 = hashlib.sha256(file.read()).hexdigest()
    with open(path, "a", encoding="utf-8") as file:
        file.write("\n")
    result = repair(emulator, documents, path, report_sha256=sha256)
    assert result["failed"] and "is not the one that was approved" in result["msg"] and writes(emulator) == []
    with open(path, "rb") as file:
        sha256 = hashlib.sha256(file.read()).hexdigest()
    result = repair(emulator, documents, path, report_sha256="")
    assert result["failed"] and "is not the one that was approved" in result["msg"] and writes(emulator) == []
    assert not repair(emulator, documents, path, report_sha256=sha256.upper())["failed"]


@pytest.mark.parametrize(
    ("given", "options", "told"),
    [
        ({"customers": {"c0000": {"document": "a"}}}, {}, "approved: is neither"),
        ({"customers": {}, "apis": "https://lab.example.net"}, {}, "approved: is neither"),
        ({"customers": {}}, {"report_sha256": "a" * 64}, "goes with approved being the path"),
        ({"customers": {}}, {"state": "replaced"}, "state: has to be merged"),
        ({"customers": {}}, {"update_password": "always"}, "update_password: has to be on_create"),
        ({"customers": {}}, {"rent_numbers": True}, "rent_numbers: has to be False"),
    ],
)
def test_what_is_no_approval(given, options, told, approved, emulator):
    documents, _report, _path = approved
    result = repair(emulator, documents, given, **options)
    assert result["failed"] and told in result["msg"] and writes(emulator) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://API.example.net:443/core/v2/", "https://api.example.net/core/v2"),
        ("http://me:secret@lab.example.net:8080/core?key=x#y", "http://lab.example.net:8080/core"),
        ("http://[2001:DB8::1]:80", "http://[2001:db8::1]"),
        ("https://[broken:99999999/x", "https://[broken:99999999/x"),
    ],
)
def test_an_api_is_called_the_same_however_its_url_is_written(url, shown):
    assert address(url) == shown


def elsewhere(emulator):
    """The same API under another name, as it would be for a lab and production."""
    return {"carrierx": {"api_url": emulator.carrierx_url.replace("127.0.0.1", "localhost"), "api_token": emulator.token, "retries": 0}}


@pytest.mark.parametrize("compact", [False, True])
def test_the_report_of_another_api_is_refused(compact, approved, emulator):
    documents, report, path = approved
    before, options = emulator.state(), elsewhere(emulator)
    result = repair(emulator, documents, audit_file.approval(report) if compact else path, **options)
    assert result["failed"] and result["msg"] == (
        f"approved: the report is of {emulator.carrierx_url}, this is {options['carrierx']['api_url']}. Nothing was changed."
    )
    assert emulator.requests() == [] and emulator.state() == before


def test_the_same_api_may_be_spelt_otherwise(approved, emulator):
    documents, _report, path = approved
    spelt = {"api_url": f"{emulator.carrierx_url}/", "api_token": emulator.token, "retries": 0}
    assert not repair(emulator, documents, path, carrierx=spelt)["failed"]


def test_a_report_that_does_not_tell_which_api_it_is_of(approved, emulator, tmp_path):
    """Of an older version. What is live has to be as it was then all the same."""
    documents, report, _path = approved
    del report["apis"]
    older = tmp_path / "older.json"
    older.write_text(json.dumps(report))
    assert not repair(emulator, documents, str(older), **elsewhere(emulator))["failed"]


def test_a_file_that_is_no_report(approved, emulator, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"version": 1}))
    result = repair(emulator, approved[0], str(other))
    assert result["failed"] and "is not the report of an audit" in result["msg"]


def test_a_customer_of_whom_something_was_unknown_is_not_approved(audited, emulator, tmp_path):
    audits.load(emulator)
    documents = [audits.customer(0), audits.customer(1)]
    fleets.run(emulator, copy.deepcopy(documents))
    changed(emulator, lambda state: row(state, "endpoints", name="c0000-nyc").update(capacity=77))
    emulator.fault(method="GET", path="/phonenumber/dids$", status=403, times=None)
    report = audited(documents)
    assert report["customers"][0]["outcome"] == ["drifted", "unknown"]
    emulator.clear_faults()
    result = repair(emulator, documents, str(tmp_path / "audit.json"))
    assert result["failed"] and writes(emulator) == []
    assert "nothing can be repaired" in result["msg"] and "c0000: is left out, something of it was unknown" in result["msg"]


def test_documents_that_contradict_each_other_are_not_repaired_in_turn(audited, emulator, tmp_path):
    audits.load(emulator)
    documents = [audits.customer(n) for n in range(3)]
    assert not fleets.run(emulator, copy.deepcopy(documents))["failed"]
    documents[1]["endpoints"].append({**documents[0]["endpoints"][0], "capacity": 99})
    changed(emulator, lambda state: row(state, "endpoints", name="c0002-nyc").update(capacity=77))
    report = audited(documents)
    told = {one["customer"]: one["message"] for one in report["findings"] if one["check"] == "drift-impossible"}
    assert told == {"c0000": "endpoint c0000-nyc: c0001 describes it otherwise", "c0001": "endpoint c0000-nyc: c0000 describes it otherwise"}
    at = [one for one in report["findings"] if one["check"] == "drift-impossible"]
    lines = [(tmp_path / one["file"]).read_text().splitlines()[one["line"] - 1] for one in at]
    assert [one["object"]["name"] for one in at] == ["c0000-nyc"] * 2 and all("name: c0000-nyc" in line for line in lines), lines
    assert [one["id"] for one in report["customers"] if one["plan_sha256"] is None] == ["c0000", "c0001"]
    result = repair(emulator, documents, str(tmp_path / "audit.json"))
    assert not result["failed"] and list(result["customers"]) == ["c0002"]
    assert {text.partition(":")[0] for text in result["warnings"]} == {"c0000", "c0001"}
    assert row(emulator.state(), "endpoints", name="c0000-nyc")["capacity"] != 99


def test_who_has_ceased_and_names_what_is_somebody_elses_is_not_repaired(audited, emulator, tmp_path):
    audits.load(emulator)
    documents = [audits.customer(n) for n in range(2)]
    assert not fleets.run(emulator, copy.deepcopy(documents))["failed"]
    documents.append({**copy.deepcopy(documents[1]), "customer": {**documents[1]["customer"], "id": "former", "state": "ceased"}})
    report = audited(documents)
    told = [one["message"] for one in report["findings"] if one["check"] == "drift-impossible"]
    assert told and all(text.startswith("is not taken off: the ") and text.endswith("is c0001's, too") for text in told)
    before = emulator.state()
    result = repair(emulator, documents, str(tmp_path / "audit.json"))
    assert result["failed"] and "former: is left out" in result["msg"] and emulator.state() == before


def test_a_document_that_came_since_and_contradicts_what_was_approved(approved, emulator):
    documents, _report, path = approved
    documents.append(audits.customer(4, endpoints=[{**documents[0]["endpoints"][0], "capacity": 99}]))
    result = repair(emulator, documents, path)
    assert result["failed"] and "c0000: endpoint c0000-nyc: c0004 describes it otherwise" in result["msg"]
    assert writes(emulator) == []


@pytest.mark.parametrize("also", ["approved", "not drifted", "no document"])
def test_a_number_of_another_document_is_not_given_back(also, audited, emulator, tmp_path):
    audits.load(emulator)
    documents = [audits.customer(0, lifecycle={"purge": True}), audits.customer(1)]
    fleets.run(emulator, copy.deepcopy(documents))
    [number] = [one["number"] if isinstance(one, dict) else one for one in documents[0]["numbers"]]
    documents[0]["customer"]["state"] = "ceased"
    if also == "approved":
        documents[1]["numbers"] = documents[0]["numbers"]
    audited(documents)
    if also != "approved":
        # In a document of somebody whom the report does not touch.
        more = audits.customer(2, numbers=documents[0]["numbers"])
        documents.append(more if also == "not drifted" else {**more, "tpyo": 1})
    if also == "approved":
        emulator.fault(method="PATCH", path="/dids/", status=422)
    result = repair(emulator, documents, str(tmp_path / "audit.json"))
    assert "delete" in [one["action"] for one in result["customers"]["c0000"]["operations"]]
    assert any("given back" in text for text in result["customers"]["c0000"]["warnings"])
    assert [one for one in emulator.state()["dids"] if one["phonenumber"] == number]


def test_a_listing_that_a_customer_does_not_need_keeps_nobody_from_being_repaired(audited, emulator, tmp_path):
    audits.load(emulator)
    documents = [audits.customer(0), audits.customer(1, numbers=[])]
    fleets.run(emulator, copy.deepcopy(documents))
    changed(emulator, drift_of_two)
    emulator.fault(method="GET", path="/phonenumber/dids$", status=403, times=None)
    audited(documents)
    result = repair(emulator, documents, str(tmp_path / "audit.json"))
    assert not result["failed"] and set(result["customers"]) == {"c0001"} and result["warnings"][0].startswith("c0000: is left out")
    assert [row(emulator.state(), "endpoints", name=f"c000{n}-nyc")["capacity"] for n in (0, 1)] == [77, 8]


@pytest.mark.parametrize("given", ["findings", "operations"])
def test_what_was_taken_out_of_the_report_is_not_done(given, approved, emulator, tmp_path):
    documents, report, path = approved
    for one in [report] if given == "findings" else report["customers"]:
        one[given] = []
    (tmp_path / "audit.json").write_text(json.dumps(report))
    result = repair(emulator, documents, path)
    assert writes(emulator) == [] and result.get("customers", {}) == {}
    assert result["failed"] is (given == "operations")
    assert given == "findings" or "c0000: the operations that the report lists are not those that its hashes are of" in result["msg"]


def test_after_a_failure_somebody_has_to_audit_again(approved, emulator):
    documents, _report, path = approved
    emulator.fault(method="PATCH", path="/endpoints/", status=500, times=None)
    result = repair(emulator, documents, path)
    assert result["failed"] and result["msg"].endswith("audit again when the cause is gone, and have that report approved.")
    assert "run it again" not in result["msg"]


def test_a_customer_who_has_ceased_is_taken_off(audited, emulator, tmp_path):
    audits.load(emulator)
    documents = [audits.customer(0), audits.customer(1), audits.odin_customer(0)]
    before = fleets.comparable(emulator.state())
    fleets.run(emulator, copy.deepcopy(documents))
    for document in documents:
        document["customer"]["state"] = "ceased"
    documents[1]["lifecycle"] = {"protect": True}
    audited(documents)
    result = repair(emulator, documents, str(tmp_path / "audit.json"))
    assert not result["failed"] and set(result["customers"]) == {"c0000", "o0000"}
    assert [one["name"] for one in emulator.state()["trunk_groups"]] == ["c0001-voice"]
    documents[1]["lifecycle"] = {}
    audited(documents)
    assert not repair(emulator, documents, str(tmp_path / "audit.json"))["failed"]
    after = fleets.comparable(emulator.state())
    assert {name: after[name] for name in ("endpoints", "rules", "trunk_groups", "dids")} == {
        name: before[name] for name in ("endpoints", "rules", "trunk_groups", "dids")
    }
    assert audited(documents)["findings"] == []


def test_documents_can_come_from_a_folder(approved, emulator, tmp_path):
    _documents, _report, path = approved
    result = repair(emulator, [], path, path=[str(tmp_path / "customers")])
    assert not result["failed"] and result["summary"]["changed"] == 4
