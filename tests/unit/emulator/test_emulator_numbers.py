# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers and batch tasks (section 11)."""

from __future__ import annotations

import json

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed

FIRST = "/phonenumber/dids/" + seed.sid("did 12125550100")


def number(api, text):
    return next(one for one in api.state()["dids"] if one["phonenumber"] == text)


def test_the_seeds_numbers(api):
    assert api.get("/phonenumber/dids?limit=1")["total"] == 40 + 20 + 10
    assert len(api.get("/phonenumber/available_dids?limit=1000")["items"]) == 50 + 20 + 10
    assert all(one["status"] == "assigned" and one["trunk_group_sid"] is None for one in api.get("/phonenumber/dids?limit=1000")["items"])


def test_binding_and_unbinding(api):
    group = api.post("/trunk_groups", {})["trunk_group_sid"]
    assert api.patch(FIRST, {"trunk_group_sid": group})["trunk_group_sid"] == group
    assert [one["phonenumber"] for one in api.get(f"/phonenumber/dids?trunk_group_sid={group}")["items"]] == ["12125550100"]
    assert api.patch(FIRST, {"trunk_group_sid": None})["trunk_group_sid"] is None
    assert api.fields(api.patch(FIRST, {"trunk_group_sid": "nothing"}, 422)) == ["trunk_group_sid"]
    assert api.fields(api.patch(FIRST, {"phonenumber": "1", "price": "0"}, 422)) == ["phonenumber", "price"]


def test_renting_a_number_that_is_free(api):
    free = api.get("/phonenumber/available_dids?filter=phonenumber eq 12125550150")["items"][0]
    rented = api.post("/phonenumber/dids", {"phonenumber": "12125550150", "name": "n"})
    assert rented == {**free, "name": "n", "status": "assigned", "partner_sid": seed.TELCO}
    api.get(f"/phonenumber/available_dids/{free['did_sid']}", 404)
    assert api.get(f"/phonenumber/dids/{free['did_sid']}") == rented
    again = api.post("/phonenumber/dids", {"phonenumber": "12125550150"}, 422)
    assert again["errors"] == [{"field": "phonenumber", "message": "this phonenumber already exists", "reference_sid": free["did_sid"]}]


def test_renting_any_number_and_none_that_is_not_offered(api):
    assert api.post("/phonenumber/dids", {})["status"] == "assigned"
    assert api.fields(api.post("/phonenumber/dids", {"phonenumber": "19995550100"}, 422)) == ["phonenumber"]
    api.load()
    assert api.fields(api.post("/phonenumber/dids", {}, 422)) == ["phonenumber"]


def test_a_released_number_ages_and_cannot_be_had_again(api):
    api.patch(FIRST, {"name": "kept"})
    api.delete(FIRST)
    assert number(api, "12125550100")["status"] == "aging"
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert api.call(method, FIRST, body).status_code == 404
    assert api.get("/phonenumber/dids?limit=1")["total"] == 69
    answer = api.post("/phonenumber/dids", {"phonenumber": "12125550100"}, 422)
    assert answer["errors"] == [{"field": "phonenumber", "message": "this phonenumber is not available"}]


def test_did_groups_are_changed_only(api):
    api.load(did_groups=[{"did_group_sid": "g"}], dids=[{"did_sid": "d"}])
    assert api.patch("/phonenumber/did_groups/g", {"callback_url": "https://c.example.net/"})["callback_url"] == "https://c.example.net/"
    assert api.patch("/phonenumber/dids/d", {"did_group_sid": "g"})["did_group_sid"] == "g"
    api.patch("/phonenumber/dids/d", {"did_group_sid": "h"}, 422)
    api.get("/phonenumber/did_groups/g", 405)


def task(**more):
    return {"type": "phonenumber", "method": "PATCH", "field": "phonenumber", "entries": ["12125550100", "19995550100"], "data": {"name": "batch"}, **more}


def status(api, sid):
    return api.get(f"/batch/tasks/{sid}")["status"]


def test_a_task_without_review_runs_by_itself(api, clock):
    made = api.post("/batch/tasks", task(review=False))
    sid = made["task_sid"]
    assert (made["status"], made["total"], made["review"]) == ("created", None, False)
    for stage in ("created", "queued", "running"):
        assert status(api, sid) == stage
        assert number(api, "12125550100")["name"] == "N/A"
        clock.step(0.051)
    done = api.get(f"/batch/tasks/{sid}")
    assert (done["status"], done["total"], done["processed"], done["success"], done["failure"]) == ("completed", 2, 2, 1, 1)
    assert number(api, "12125550100")["name"] == "batch"
    errors = api.get(f"/batch/tasks/{sid}/errors?offset=0&limit=1000")
    assert errors == {"items": [{"error": {"message": "Cannot find item by SID"}, "key": '{"phonenumber":"19995550100"}'}]}
    api.patch(f"/batch/tasks/{sid}", {"status": "cancelled"}, 409)
    assert api.get("/batch/tasks")["total"] == 1


def test_a_task_completes_although_nobody_polls(api, clock):
    api.post("/batch/tasks", task(review=False))
    clock.step(1)
    assert number(api, "12125550100")["name"] == "batch"


@pytest.mark.parametrize("verdict, end, name", [("approved", "completed", "batch"), ("cancelled", "cancelled", "N/A")])
def test_a_task_waits_for_its_review(api, clock, verdict, end, name):
    made = api.post("/batch/tasks", task())
    assert made["review"] is True
    clock.step(60)
    path = f"/batch/tasks/{made['task_sid']}"
    waiting = api.get(path)
    assert (waiting["status"], waiting["total"], waiting["processed"]) == ("pending_review", 2, 0)
    assert api.fields(api.patch(path, {"status": "completed"}, 422)) == ["status"]
    assert api.patch(path, {"status": verdict})["status"] == verdict
    clock.step(1)
    assert status(api, made["task_sid"]) == end
    assert number(api, "12125550100")["name"] == name


def test_tasks_that_rent_and_release(api, clock):
    rent = api.post("/batch/tasks", {
        "type": "phonenumber", "method": "POST", "review": False, "data": [{"phonenumber": "12125550150"}, {"phonenumber": "1"}, 5]})
    assert (rent["entries"], rent["field"]) == (None, None)
    clock.step(1)
    done = api.get(f"/batch/tasks/{rent['task_sid']}")
    assert (done["success"], done["failure"]) == (1, 2)
    problem = api.get(f"/batch/tasks/{rent['task_sid']}/errors")["items"][0]
    assert problem["error"]["errors"][0]["field"] == "phonenumber" and json.loads(problem["key"]) == {"phonenumber": "1"}
    api.post("/batch/tasks", {"type": "phonenumber", "method": "DELETE", "review": False, "field": "phonenumber", "entries": ["12125550150"]})
    clock.step(1)
    assert number(api, "12125550150")["status"] == "aging"


@pytest.mark.parametrize("change, field", [
    ({"entries": None}, "entries"), ({"data": None}, "data"), ({"field": None}, "field"), ({"field": "nothing"}, "field"), ({"method": "GET"}, "method"),
    ({"type": "prefix"}, "type"), ({"data": []}, "data"), ({"review": "no"}, "review")])
def test_what_a_task_needs(api, change, field):
    assert api.fields(api.post("/batch/tasks", task(**change), 422)) == [field]


def test_a_task_may_only_what_its_caller_may(api, clock):
    api.load(tokens=[{"access_token": "t", "partner_sid": seed.TELCO, "scopes": ["batch.manage"]}], dids=[{"phonenumber": "12125550100"}])
    made = api.post("/batch/tasks", task(review=False, entries=["12125550100"]), token="t")
    clock.step(1)
    assert api.get(f"/batch/tasks/{made['task_sid']}", token="t")["failure"] == 1


def test_tasks_are_never_deleted(api):
    api.load(batch_tasks=[{"task_sid": "t"}])
    api.delete("/batch/tasks/t", 405)
