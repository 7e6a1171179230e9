# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control plane: request log, reset, state, switches, faults that answer."""

from __future__ import annotations

import ast
import re
import time
from pathlib import Path

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.emulator.faults import Fault, Faults, parse
from ansible_collections.telecom.trunking.tests.emulator.journal import CAPACITY, Journal

SOURCES = sorted((Path(__file__).parents[2] / "emulator").rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_emulator_imports_nothing_of_the_collections_plugins(source):
    names = []
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    assert [name for name in names if "plugins" in name or name.startswith("ansible")] == []


def test_the_request_log(api):
    api.get("/trunk_groups?limit=5")
    made = api.post("/trunk_groups", {"name": "n"})
    api.call("PATCH", "/trunk_groups/x", content=b"not json", headers={"Content-Type": "text/plain"})
    log = api.control("GET", "requests")
    assert log["dropped"] == 0
    first, second, third = log["requests"]
    assert set(first) == {"n", "time", "method", "path", "query", "body", "status", "provider", "client"}
    assert (first["n"], first["method"], first["path"], first["query"], first["body"]) == (1, "GET", "/core/v2/trunk_groups", "limit=5", None)
    assert (second["body"], second["status"], second["provider"]) == ({"name": "n"}, 200, "carrierx")
    assert (third["body"], third["status"]) == ("not json", 415)
    assert abs(first["time"] - time.time()) < 60
    assert [one["n"] for one in api.control("GET", "requests?writes=true")["requests"]] == [2, 3]
    api.control("DELETE", "requests", status=204)
    assert api.control("GET", "requests")["requests"] == []
    assert api.get(f"/trunk_groups/{made['trunk_group_sid']}")["name"] == "n"


def test_the_log_is_capped_and_says_so():
    journal = Journal(capacity=3)
    for n in range(5):
        journal.add(method="GET", path=str(n))
    assert [one["n"] for one in journal.report()["requests"]] == [3, 4, 5]
    assert journal.report()["dropped"] == 2
    assert CAPACITY == 200_000


def test_reset_goes_back_to_the_seed(api):
    before = api.state()
    api.post("/trunk_groups", {})
    api.switch(map_patch="merge")
    api.control("POST", "faults", {"faults": [{"status": 500, "times": 5}]})
    api.control("POST", "reset", status=204)
    assert api.state() == before
    assert api.control("GET", "switches")["map_patch"] == "replace"
    assert api.control("GET", "faults") == {"faults": []}
    assert api.control("GET", "requests")["requests"] == []


def test_reset_to_a_state_and_switches(api):
    api.control("POST", "reset", {"state": {"trunk_groups": [{"name": "x"}]}, "switches": {"page_limit_max": 7}})
    assert api.names("/trunk_groups") == ["x"]
    assert api.control("GET", "switches")["page_limit_max"] == 7


def test_a_snapshot_can_be_loaded_again(api):
    api.patch(f"/partners/{seed.TELCO}", {"city": "LA"})
    group = api.post("/trunk_groups?with_trunks=true", {"trunks": [{"name": "t", "in_codec": "ulaw"}], "external_handlers": [{"url": "u"}]})
    api.post("/endpoints", {"name": "e", "type": "conference", "out_sip_password": "s"})
    api.post("/accesscontrol/rules", {"field": "to", "operation": "exact", "quantifier": "all", "entries": []})
    api.post("/partners", {"login": "new", "password": "p"})
    api.post("/batch/tasks", {"type": "phonenumber", "method": "DELETE", "field": "phonenumber", "entries": ["1"]})
    api.delete("/phonenumber/dids/" + seed.sid("did 12125550100"))
    api.switch(batch_stage_ms=60000)
    state = api.state()
    assert state["trunk_groups"][0]["trunks"][0]["trunk_sid"] == group["trunks"][0]["trunk_sid"]
    assert [one["out_sip_password"] for one in state["endpoints"] if one["name"] == "e"] == ["s"]
    api.control("POST", "reset")
    api.load(**state)
    assert api.state() == state


def test_short_objects_are_completed_when_loaded(api):
    api.load(
        trunk_groups=[{"name": "x", "trunks": [{"name": "t", "brand_new": 1}]}],
        endpoints=[{"addresses": [{"ip": "192.0.2.1"}]}],
        rules=[{"name": "own"}, {"name": "parents", "read_only": True}, {"name": "subs", "partner_sid": seed.SUB_PARTNER}],
        dids=[{"phonenumber": "12125550100"}],
    )
    group = api.get("/trunk_groups?with_trunks=true")["items"][0]
    assert group["partner_sid"] == seed.TELCO and group["trunk_group_sid"] and group["routing_type"] == "failover"
    assert group["trunks"][0]["trunk_sid"] and group["trunks"][0]["weight"] == 0 and group["trunks"][0]["brand_new"] == 1
    endpoint = api.get("/endpoints?filter=type eq third_party")["items"][0]
    assert endpoint["addresses"][0]["port"] == 5060 and endpoint["voip_token"]
    assert {one["name"]: one["read_only"] for one in api.get("/accesscontrol/rules")["items"]} == {"own": False, "parents": True}
    assert {one["name"]: one["partner_sid"] for one in api.state()["rules"]} == {
        "own": seed.TELCO, "parents": seed.CARRIER, "subs": seed.SUB_PARTNER}
    assert api.get("/phonenumber/dids")["items"][0]["status"] == "assigned"


def test_missing_lists_are_empty_but_partners_and_tokens(api):
    fresh = api.state()
    api.load()
    state = api.state()
    assert (state["partners"], state["tokens"]) == (fresh["partners"], fresh["tokens"])
    assert [one["type"] for one in state["endpoints"]] == ["system_gateway"] * 3
    others = [name for name in state if name not in ("partners", "tokens", "endpoints") and not name.startswith("odin_")]
    assert others and all(state[name] == [] for name in others)


def test_own_partners_and_tokens(api):
    token = {"access_token": "t", "partner_sid": "p", "scopes": ["trunk_groups.manage"]}
    api.load(partners=[{"partner_sid": "p"}], tokens=[token], trunk_groups=[{"name": "x"}])
    assert api.get("/trunk_groups", token="t")["items"][0]["partner_sid"] == "p"
    api.get("/trunk_groups", 401)


@pytest.mark.parametrize("method, path, body", [
    ("PUT", "state", {"nothing": []}), ("PUT", "state", {"rules": {}}), ("PUT", "state", {"rules": ["x"]}), ("PUT", "state", []),
    ("PUT", "switches", {"nothing": 1}), ("PUT", "switches", {"map_patch": "both"}), ("PUT", "switches", {"strict_enums": 1}),
    ("PUT", "switches", {"rate_limit": -1}), ("PUT", "switches", {"rate_limit": True}), ("PUT", "switches", {"validation_status": "422"}),
    ("POST", "reset", {"nothing": 1}), ("POST", "reset", {"switches": {"nothing": 1}}), ("POST", "faults", {"fault": []}),
    ("POST", "faults", {"faults": [{}]}), ("POST", "faults", {"faults": [{"nothing": 1}]}), ("POST", "faults", {"faults": [{"cut": "in half"}]}),
    ("PUT", "state", {"trunk_groups": [{"trunks": [1]}]}), ("PUT", "state", {"tokens": [{"partner_sid": "nobody"}]}),
    ("POST", "faults", {"faults": [{"status": "500"}]}), ("POST", "faults", {"faults": [{"status": 500, "cut": "after"}]}),
    ("POST", "faults", {"faults": [{"status": 500, "path": "("}]}), ("POST", "faults", {"faults": [{"status": 500}, {}]})], ids=str)
def test_the_control_plane_refuses_what_it_does_not_know(api, method, path, body):
    before = [api.control("GET", name) for name in ("state", "switches", "faults")]
    assert api.control(method, path, body, status=400)["message"]
    assert [api.control("GET", name) for name in ("state", "switches", "faults")] == before


def order(api, *faults):
    return api.control("POST", "faults", {"faults": list(faults)})


def statuses(api, count=4, method="GET", path="/trunk_groups"):
    return [api.call(method, path, {} if method != "GET" else None).status_code for _n in range(count)]


def test_a_status_fires_once_or_as_often_as_told(api):
    order(api, {"status": 503})
    assert statuses(api) == [503, 200, 200, 200]
    order(api, {"status": 503, "times": 2})
    assert statuses(api) == [503, 503, 200, 200]
    order(api, {"status": 503, "times": None})
    assert statuses(api) == [503] * 4
    assert len(api.control("GET", "faults")["faults"]) == 1
    api.control("DELETE", "faults", status=204)
    assert statuses(api) == [200] * 4


def test_after_lets_requests_through_first(api):
    order(api, {"status": 500, "after": 2})
    assert statuses(api) == [200, 200, 500, 200]


def test_method_and_path_choose(api):
    order(api, {"method": "POST", "path": "trunk_groups$", "status": 500, "times": None})
    assert statuses(api, 1) == [200]
    assert statuses(api, 1, "POST") == [500]
    assert statuses(api, 1, "POST", "/accesscontrol/rules") == [422]


def test_faults_follow_each_other(api):
    order(api, {"status": 429, "headers": {"Retry-After": "1"}}, {"status": 502}, {"status": 500, "after": 3})
    assert statuses(api, 5) == [429, 502, 200, 500, 200]


def test_a_fault_answers_in_place_of_the_work(api):
    order(api, {"status": 409, "body": {"message": "busy"}, "headers": {"Retry-After": "3"}})
    answer = api.call("POST", "/trunk_groups", {"name": "n"})
    assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (409, {"message": "busy"}, "3")
    assert api.state()["trunk_groups"] == []
    assert api.control("GET", "requests")["requests"][0]["status"] == 409


def test_a_fault_with_effect_answers_after_the_work(api):
    order(api, {"method": "POST", "status": 504, "effect": True})
    assert statuses(api, 1, "POST") == [504]
    assert len(api.state()["trunk_groups"]) == 1


def test_answers_that_are_not_json(api):
    order(api, {"body_text": "<html>proxy</html>"}, {"status": 502, "body_text": "{", "content_type": "application/json"})
    first, second = api.call("GET", "/trunk_groups"), api.call("GET", "/trunk_groups")
    assert (first.status_code, first.text, first.headers["content-type"]) == (200, "<html>proxy</html>", "text/html")
    assert (second.status_code, second.text, second.headers["content-type"]) == (502, "{", "application/json")


def test_latency(api):
    order(api, {"latency_ms": 30}, {"latency_ms": 40, "times": 1})
    started = time.perf_counter()
    api.get("/trunk_groups")
    assert time.perf_counter() - started >= 0.07
    assert [one["latency_ms"] for one in api.control("GET", "faults")["faults"]] == [30]


def test_a_delayed_error_waits_and_answers(api):
    order(api, {"latency_ms": 30, "status": 500})
    started = time.perf_counter()
    assert statuses(api, 2) == [500, 200]
    assert time.perf_counter() - started >= 0.03


def test_the_control_plane_has_no_faults(api):
    order(api, {"status": 500, "times": None})
    assert api.control("GET", "switches", status=200)


def test_taking_faults_counts_every_match():
    faults = Faults()
    faults.add([{"cut": "before", "after": 1}, {"status": 500, "after": 1, "times": 2}])
    assert [faults.take("GET", "/x")[1] for _n in range(1)] == [None]
    assert faults.take("GET", "/x")[1].cut == "before"
    assert [faults.take("GET", "/x")[1].status for _n in range(2)] == [500, 500]
    assert faults.take("GET", "/x") == (0.0, None)
    assert parse({"body": []}) == Fault(body=[], status=200, times=1)


def test_a_defect_of_the_emulator_is_a_500_that_says_so(api, monkeypatch, capsys):
    monkeypatch.setattr(api.emulator.providers[0], "handle", lambda request: 1 / 0)
    answer = api.call("GET", "/trunk_groups")
    assert answer.status_code == 500 and "ZeroDivisionError" in answer.json()["message"]
    assert re.search("ZeroDivisionError", capsys.readouterr().err)
