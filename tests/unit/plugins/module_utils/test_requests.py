# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task asks the API: how often, over how many connections, and whether it reads to the end."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import ACLS, as_task, handler_task, task_of
from ansible_collections.telecom.trunking.tests.unit.world import HANDLERS, rich

HANDLER = handler_task(HANDLERS[0])
NO_ACLS = {name: value for name, value in as_task("trunk").items() if name != "acls"}

BUDGETS = [
    ("endpoint", as_task("endpoint"), "endpoint", 1),
    ("access_control_rule", as_task("access_control_rule"), "access_control_rule", 1),
    ("trunk_group", {}, "access_control_rule", 1),
    ("trunk_group", {}, "trunk_group", 2),
    ("trunk_group", as_task("trunk_group"), "trunk_group", 2),
    ("trunk", NO_ACLS, "trunk", 2),
    ("trunk", {"acls": ACLS}, "trunk", 2),
    ("trunk", as_task("trunk"), "trunk", 3),
    ("trunk_acl", ACLS[0], "trunk_group", 2),
    ("trunk_acl", ACLS[1], "trunk_group", 2),
    ("trunk_acl", {"trunk": "nyc", **ACLS[0]}, "trunk", 2),
    ("trunk_handler", HANDLER, "trunk_group", 2),
    ("trunk_handler", {**HANDLER, "url": "https://none.example.net", "state": "absent"}, "trunk_group", 2),
    ("did", as_task("did"), "did", 2),
]


@pytest.mark.parametrize(("module", "params", "subject", "budget"), BUDGETS)
@pytest.mark.parametrize("check", [False, True])
def test_nothing_to_do_is_cheap(module, params, subject, budget, check, emulator, task):
    emulator.reset(rich(subject))
    result = task(module, check, **task_of(module, **params))
    assert result["changed"] is False
    assert len(emulator.requests()) <= budget
    assert result["api_stats"] == {"requests": len(emulator.requests()), "retries": 0, "waited": 0.0}


@pytest.mark.parametrize("module", ["endpoint", "access_control_rule", "trunk_group", "did"])
def test_info_of_everything_is_one_request_per_kind(module, emulator, task):
    emulator.reset(rich("trunk_group"))
    task(f"{module}_info")
    kinds = [request["path"] for request in emulator.requests()]
    assert len(kinds) == len(set(kinds)) <= 3


def test_a_loop_keeps_one_connection(emulator, task):
    emulator.reset(rich("trunk_group"))
    for module, params, _subject, _budget in BUDGETS:
        task(module, **task_of(module, **params))
    assert len(emulator.requests()) > len(BUDGETS)
    assert len({request["client"] for request in emulator.requests()}) == 1


def test_another_login_gets_another_session(emulator, task):
    task("trunk_group_info", name="acme-voice")
    stranger = task("trunk_group_info", name="acme-voice", api_token="someone-else")
    assert stranger["status"] == 401


def test_every_list_is_read_with_the_largest_page(emulator, task):
    emulator.reset(rich("trunk_group"), {"page_limit_max": 2})
    for module, params, _subject, _budget in BUDGETS:
        task(module, **task_of(module, **params))
    for module in ("endpoint_info", "access_control_rule_info", "trunk_group_info", "did_info"):
        task(module)
    lists = [
        parse_qs(r["query"]) for r in emulator.requests() if r["method"] == "GET" and "offset" not in r["query"] and not is_one_object(r["path"])
    ]
    assert len(lists) > len(BUDGETS)
    assert {query["limit"][0] for query in lists} == {"1000"}
    assert all(query["order"] for query in lists)


def is_one_object(path):
    return path.rpartition("/")[2] in {ident for kind in world.PLACES for ident in world.objects(world.world(), kind)}


def many(count, kind):
    _place, key, name = world.PLACES[kind]
    return [{key: f"{kind}.{n:04}", name: f"object {n}"} for n in range(count)]


@pytest.mark.parametrize("kind", ["endpoint", "access_control_rule", "trunk_group"])
@pytest.mark.parametrize("filtering", [True, False])
def test_the_1001st_object_is_found(kind, filtering, emulator, task):
    emulator.reset(world.world(**{world.PLACES[kind][0]: many(1001, kind)}), {"filter_supported": filtering})
    result = task(f"{kind}_info", name="object 1000")
    [found] = next(value for name, value in result.items() if name.startswith(kind))
    assert found["name"] == "object 1000"
    everything = task(f"{kind}_info")
    gateways = 2 if kind == "endpoint" else 0
    assert {len(value) for name, value in everything.items() if name.startswith(kind)} == {1001 + gateways}
    removed = task(kind, name="object 1000", state="absent")
    assert removed["operations"] == [{"action": "delete", "object": kind, "name": "object 1000"}]


def test_the_last_number_is_found_and_bound(emulator, task):
    numbers = [{"did_sid": f"did.{n:04}", "phonenumber": str(12125550000 + n)} for n in range(1001)]
    emulator.reset(world.world(dids=numbers), {"filter_supported": False})
    assert task("did", phonenumber="12125551000", trunk_group="acme-voice")["changed"] is True
    assert world.named(emulator.state(), "did", "12125551000")[0]["trunk_group_sid"] == "tg.acme-1"


def test_references_are_found_on_later_pages(emulator, task):
    emulator.reset(rich("trunk_group"), {"page_limit_max": 1, "filter_supported": False})
    assert task("trunk_group", **task_of("trunk_group", **as_task("trunk_group")))["changed"] is False
    assert task("trunk", **task_of("trunk", endpoint="acme-nyc"))["changed"] is False


@pytest.mark.parametrize("case", BUDGETS, ids=lambda case: case[0])
def test_without_filters_everything_still_works(case, emulator, task):
    module, params, subject, _budget = case
    emulator.reset(rich(subject), {"filter_supported": False})
    assert task(module, **task_of(module, **params))["changed"] is False


NAMES = ["plain", 'say "hi"', "it's", "both \" and '", "a&b=c", "100%+1", "a/b?c#d", "Zürich 中継", "name eq 1", " padded ", "back\\slash"]


@pytest.mark.parametrize("name", NAMES)
def test_names_may_hold_anything(name, emulator, task):
    created = task("trunk_group", name=name, routing_type="round_robin")
    assert created["changed"] is True
    assert task("trunk_group", name=name, routing_type="round_robin")["changed"] is False
    assert task("trunk", trunk_group=name, name=name)["changed"] is True
    assert task("trunk", trunk_group=name, name=name)["changed"] is False
    [group] = world.named(emulator.state(), "trunk_group", name)
    assert [trunk["name"] for trunk in group["trunks"]] == [name]


@pytest.mark.parametrize("ident", ["a/b", "a b", "x?y=1", "50%", "ypdm9zW2d-f3rH.mljbilExkNXL2Zi5x"])
def test_ids_may_hold_anything(ident, emulator, task):
    emulator.reset(world.world(endpoints=[{"endpoint_sid": ident, "name": "one", "type": "third_party"}]))
    result = task("endpoint", name="one", capacity=7)
    assert result.get("msg") is None
    assert world.objects(emulator.state(), "endpoint")[ident]["capacity"] == 7


def test_a_page_of_another_host_is_asked_here(emulator, task):
    body = {"items": [], "pagination": {"next": "https://192.0.2.1/core/v2/trunk_groups?limit=1000&offset=0&order=trunk_group_sid"}}
    body["items"].append({"trunk_group_sid": "tg.9", "name": "ninth"})
    emulator.fault(method="GET", path="/trunk_groups$", body=body)
    result = task("trunk_group_info")
    assert "ninth" in [group["name"] for group in result["trunk_groups"]]
    assert [request["status"] for request in emulator.requests()][:2] == [200, 200]


def test_a_list_without_end_is_refused(emulator, task):
    body = {"items": [{"trunk_group_sid": "tg.9", "name": "ninth"}], "pagination": {"next": "/core/v2/trunk_groups?offset=5"}}
    emulator.fault(method="GET", path="/trunk_groups$", body=body, times=50)
    result = task("trunk_group_info")
    assert "no end" in result["msg"]
    assert len(emulator.requests()) < 5


def test_a_page_that_comes_again_and_again_is_refused(emulator, task):
    """The offset grows, so that no page is announced twice, and what is in it stays the same."""
    items = [{"trunk_group_sid": "tg.9", "name": "ninth"}]
    for n in range(20):
        emulator.fault(method="GET", path="/trunk_groups$", body={"items": items, "has_more": True, "offset": n, "total": 1}, after=n)
    result = task("trunk_group_info")
    assert "no end: the same page came twice" in result["msg"]
    assert len(emulator.requests()) == 2


@pytest.mark.parametrize(
    "around",
    [{"total": "many"}, {"total": 1.5}, {"total": [2]}, {"count": {}}, {"pagination": "next"}, {"pagination": {"next": [2]}}, {"has_more": "perhaps"}],
    ids=str,
)
def test_a_list_that_does_not_say_how_long_it_is_is_refused(around, emulator, task):
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": [{"trunk_group_sid": "tg.9", "name": "ninth"}], **around}, times=2)
    result = task("trunk_group_info")
    assert f"does not say how much there is: its {next(iter(around))} cannot be read" in result["msg"]


@pytest.mark.parametrize("count", [2, "2"])
def test_a_page_that_is_cut_is_refused(count, emulator, task):
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": [{"trunk_group_sid": "tg.9", "name": "ninth"}], "count": count, "total": None})
    assert "says that 2 are on a page, and 1 are" in task("trunk_group_info")["msg"]


def test_words_around_a_list_count_as_what_they_mean(emulator, task):
    """Numbers and booleans may come as text (contract section 12)."""
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": [{"trunk_group_sid": "tg.9", "name": "ninth"}], "total": "1", "has_more": "false"})
    assert [group["name"] for group in task("trunk_group_info")["trunk_groups"]] == ["ninth"]


def test_what_comes_twice_counts_once(emulator, task):
    group = {"trunk_group_sid": "tg.9", "name": "ninth"}
    first = {"items": [group], "pagination": {"next": "/core/v2/trunk_groups?offset=1"}}
    emulator.fault(
        {"method": "GET", "path": "/trunk_groups$", "body": first}, {"method": "GET", "path": "/trunk_groups$", "body": {"items": [group]}}
    )
    assert [group["name"] for group in task("trunk_group_info")["trunk_groups"]] == ["ninth"]
