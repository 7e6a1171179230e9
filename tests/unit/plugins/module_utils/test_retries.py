# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slow down when asked to, repeat where it is safe, look before creating again."""

from __future__ import annotations

import email.utils
import time

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.client import wait_before_retry
from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import task_of

# One task for each verb, with the write that it makes.
VERBS = {
    "GET": ("trunk_group", {"name": "acme-voice"}, {}),
    "POST": ("trunk_group", {"name": "new"}, {("create", "trunk_group", "new"): set()}),
    "PATCH": ("trunk_group", {"name": "acme-voice", "routing_type": "round_robin"}, {("update", "trunk_group", "acme-voice"): {"routing_type"}}),
    "DELETE": ("trunk", {"trunk_group": "acme-voice", "name": "nyc", "state": "absent"}, {("delete", "trunk", "nyc"): set()}),
}

WAITS = [
    # method, status, Retry-After, attempt, not sent -> seconds
    ("GET", 429, 7, 0, False, 7),
    ("POST", 429, 7, 0, False, 7),
    ("POST", 429, 600, 0, False, 60),
    ("POST", 429, None, 0, False, 0.5),
    ("PATCH", 429, None, 3, False, 4),
    ("GET", 429, 0, 0, False, 0),
    ("GET", 503, 9, 0, False, 9),
    ("GET", 503, None, 1, False, 1),
    ("GET", 502, None, 0, False, 0.5),
    ("PATCH", 504, None, 2, False, 2),
    ("DELETE", None, None, 10, False, 60),
    ("POST", 502, None, 0, False, None),
    ("POST", 503, None, 0, False, None),
    ("POST", 503, 9, 0, False, None),
    ("POST", 504, None, 0, False, None),
    ("POST", None, None, 0, False, None),
    ("POST", None, None, 0, True, 0.5),
    ("GET", None, None, 0, False, 0.5),
    ("GET", 500, None, 0, False, None),
    ("GET", 404, None, 0, False, None),
    ("PATCH", 409, None, 0, False, None),
    ("GET", 401, 5, 0, False, None),
]


@pytest.mark.parametrize(("method", "status", "retry_after", "attempt", "not_sent", "seconds"), WAITS)
def test_how_long_to_wait(method, status, retry_after, attempt, not_sent, seconds):
    assert wait_before_retry(method, status, retry_after, attempt, not_sent) == seconds


def happened(emulator, before):
    return world.writes(before, emulator.state())


@pytest.mark.parametrize("method", VERBS)
@pytest.mark.parametrize(("header", "waits"), [("7", 7), (None, None), ("0", 0), ("100", 30), ("soon", None)])
def test_429_is_honoured_for_every_verb(method, header, waits, emulator, task, pauses):
    emulator.reset(world.world())
    before = emulator.state()
    module, params, does = VERBS[method]
    emulator.fault(method=method, status=429, times=2, headers={"Retry-After": header} if header else {})
    result = task(module, retry_max_wait=30, **params)
    assert result.get("msg") is None
    assert happened(emulator, before) == does
    expected = [0.5, 1] if waits is None else [waits, waits]
    assert [round(pause - wait, 1) in (0, 0.1) for pause, wait in zip(pauses, expected)] == [True, True]
    assert result["api_stats"]["retries"] == len(pauses) == 2
    assert result["api_stats"]["waited"] == pytest.approx(sum(pauses), abs=0.001)


def test_retry_after_may_be_a_date(emulator, task, pauses, monkeypatch):
    now = int(time.time())
    monkeypatch.setattr(time, "time", lambda: now)
    date = email.utils.formatdate(now + 20, usegmt=True)
    emulator.fault(method="GET", status=429, headers={"Retry-After": date})
    assert task("trunk_group_info").get("msg") is None
    assert 20 <= pauses[0] <= 20.1


def test_a_date_in_the_past_is_now(emulator, task, pauses):
    emulator.fault(method="GET", status=429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    assert task("trunk_group_info").get("msg") is None
    assert pauses[0] < 0.2


@pytest.mark.parametrize(
    "trouble",
    [{"status": 502}, {"status": 503}, {"status": 504}, {"cut": "before"}, {"cut": "after"}, {"status": 503, "headers": {"Retry-After": "3"}}],
)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_safe_verbs_are_repeated(method, trouble, emulator, task, pauses):
    emulator.reset(world.world())
    before = emulator.state()
    module, params, does = VERBS[method]
    emulator.fault(method=method, times=2, **trouble)
    result = task(module, **params)
    assert result.get("msg") is None
    assert result["changed"] is bool(does)
    assert happened(emulator, before) == does
    assert result["api_stats"]["retries"] == len(pauses) == 2
    assert task(module, **params)["changed"] is False


@pytest.mark.parametrize("trouble", [{"status": 502}, {"status": 429}, {"cut": "before"}])
@pytest.mark.parametrize("retries", [0, 1, 3])
def test_patience_ends(trouble, retries, emulator, task, pauses):
    emulator.fault(method="GET", times=99, **trouble)
    result = task("trunk_group", name="x", retries=retries)
    assert result["failed"] is True
    assert len(pauses) == retries
    assert len(emulator.requests()) == retries + 1
    assert (f"tried {retries + 1} times" in result["msg"]) is bool(retries)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 415, 422, 500, 501])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_what_would_fail_again_is_not_repeated(method, status, emulator, task, pauses):
    emulator.reset(world.world())
    module, params, _does = VERBS[method]
    emulator.fault(method=method, status=status, times=99)
    assert task(module, **params)["status"] == status
    assert len(emulator.requests(writes=True)) == 1
    assert pauses == []


# A POST whose answer is lost -------------------------------------------------------------------------------------------

LOST = [
    {"cut": "before"},
    {"cut": "after"},
    {"status": 502},
    {"status": 502, "effect": True},
    {"status": 503, "effect": True},
    {"status": 504, "effect": True},
    {"status": 503, "effect": True, "headers": {"Retry-After": "1"}},
]

CREATIONS = [
    ("endpoint", {"name": "new", "addresses": [{"ip": "192.0.2.1"}]}),
    ("access_control_rule", {"name": "new", "field": "called", "operation": "exact", "quantifier": "any", "entries": ["1"]}),
    ("trunk_group", {"name": "new", "routing_type": "round_robin"}),
    ("trunk", {"trunk_group": "acme-voice", "name": "new", "priority": 4}),
    ("did", {"phonenumber": "12125550150", "rent": True, "trunk_group": "acme-voice"}),
]


def only_one(emulator, before, module, params):
    name = params.get("name") or params["phonenumber"]
    assert happened(emulator, before) == {("create", module, name): set()}
    assert len(world.named(emulator.state(), module, name, params.get("trunk_group") if module == "trunk" else None)) == 1


@pytest.mark.parametrize("trouble", LOST, ids=str)
@pytest.mark.parametrize(("module", "params"), CREATIONS)
@pytest.mark.parametrize("times", [1, 2])
def test_a_lost_answer_makes_no_duplicate(module, params, trouble, times, emulator, task, pauses):
    emulator.reset(world.world())
    before = emulator.state()
    emulator.fault(method="POST", times=times, **trouble)
    result = task(module, **params)
    assert result.get("msg") is None
    assert result["changed"] is True
    only_one(emulator, before, module, params)
    assert result[module][world.PLACES[module][1]] in world.objects(emulator.state(), module)
    assert task(module, **params)["changed"] is False


@pytest.mark.parametrize("trouble", [LOST[1], LOST[3]], ids=str)
@pytest.mark.parametrize(("module", "params"), CREATIONS)
def test_a_lost_answer_of_a_lagging_api_makes_no_duplicate(module, params, trouble, emulator, task):
    emulator.reset(world.world())
    emulator.switches(eventual_consistency_ms=300)
    before = emulator.state()
    emulator.fault(method="POST", **trouble)
    result = task(module, **params)
    assert result.get("msg") is None
    only_one(emulator, before, module, params)


def test_an_answer_that_is_always_lost(emulator, task, pauses):
    emulator.fault(method="POST", cut="before", times=99)
    result = task("trunk_group", name="new", retries=2)
    assert result["failed"] is True
    assert "POST /trunk_groups" in result["msg"]
    assert [operation["action"] for operation in result["operations_left"]] == ["create"]
    assert len(emulator.requests(writes=True)) == 3
    assert world.named(emulator.state(), "trunk_group", "new") == []


def test_a_post_that_was_never_sent_is_repeated(emulator, task, pauses, monkeypatch):
    """A connection that could not be opened has done nothing."""
    import requests

    real, failures = requests.Session.send, []

    def unreliable(self, request, **more):
        if request.method == "POST" and not failures:
            failures.append(request.url)
            raise requests.exceptions.ConnectTimeout("no connection")
        return real(self, request, **more)

    monkeypatch.setattr(requests.Session, "send", unreliable)
    result = task("trunk_group", name="new")
    assert result.get("msg") is None
    assert len(failures) == 1
    assert len(emulator.requests(writes=True)) == 1
    assert len(world.named(emulator.state(), "trunk_group", "new")) == 1


@pytest.mark.parametrize(("module", "params"), CREATIONS)
def test_a_lagging_list_makes_no_duplicate(module, params, emulator, task):
    """The next task comes before the list shows what this one created."""
    emulator.reset(world.world())
    emulator.switches(eventual_consistency_ms=400)
    before = emulator.state()
    assert task(module, **params)["changed"] is True
    assert task(module, **params)["changed"] is False
    only_one(emulator, before, module, params)


def test_references_wait_for_a_lagging_list(emulator, task):
    emulator.reset(world.world())
    emulator.switches(eventual_consistency_ms=400)
    task("endpoint", name="new")
    task("trunk_group", name="new")
    planned = {"trunk_group": ["new"], "endpoint": ["new"]}
    assert task("trunk", trunk_group="new", name="nyc", endpoint="new", planned=planned).get("msg") is None
    assert len(world.named(emulator.state(), "trunk", "nyc", "new")) == 1


def test_absent_does_not_wait_for_what_is_gone(emulator, task, pauses):
    emulator.reset(world.world())
    planned = {"trunk_group": ["gone"]}
    assert task("did", phonenumber="12125550101", trunk_group="gone", state="absent", planned=planned)["changed"] is False
    assert task("trunk", trunk_group="gone", name="nyc", state="absent", planned=planned)["changed"] is False
    assert pauses == []


def test_a_rate_limit_is_only_a_matter_of_time(emulator, task):
    emulator.reset(world.world(), {"rate_limit": 2})
    results = [task("trunk", **task_of("trunk", name=f"t{n}")) for n in range(3)]
    assert [result.get("msg") for result in results] == [None, None, None]
    assert len(world.objects(emulator.state(), "trunk")) == 6
    assert sum(result["api_stats"]["retries"] for result in results) > 0
