# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that change the same list at the same time do not lose one another's work."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from ansible_collections.telecom.trunking.plugins.module_utils import locking
from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.world import HANDLERS

RULES = [{"rule_sid": f"rule.{n}", "name": f"rule {n}"} for n in range(5)]

ADDITIONS = {
    "trunk_acl": lambda n: {
        "trunk_group": "acme-voice",
        "direction": "inbound",
        "access_control_rules": [f"rule {n}"],
        "voice_action_true": "accept",
    },
    "trunk_handler": lambda n: {"trunk_group": "acme-voice", "direction": "any", "url": f"https://{n}.example.net/h"},
}


def in_processes(calls):
    """The results of calls that start at the same moment, each in a process of its own."""
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(len(calls)), context.Queue()

    def work(n, call):
        barrier.wait(20)
        answers.put((n, call()))

    processes = [context.Process(target=work, args=(n, call), daemon=True) for n, call in enumerate(calls)]
    for process in processes:
        process.start()
    results = dict(answers.get(timeout=60) for _process in processes)
    for process in processes:
        process.join(20)
    return [results[n] for n in range(len(calls))]


def in_threads(calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: call(), calls))


def added(emulator):
    group = world.objects(emulator.state(), "trunk_group")["tg.acme-1"]
    return [acl["access_control_rules"] for acl in group["acls"]], [handler["url"] for handler in group["external_handlers"]]


def all_there(module, count, emulator):
    acls, urls = added(emulator)
    if module == "trunk_acl":
        assert sorted(acls) == [[f"rule.{n}"] for n in range(count)]
    else:
        assert urls[:2] == [handler["url"] for handler in HANDLERS]
        assert sorted(urls[2:]) == [f"https://{n}.example.net/h" for n in range(count)]


@pytest.fixture
def before_all(emulator):
    emulator.reset(world.changed("trunk_group", "tg.acme-1", world.world(rules=RULES), external_handlers=HANDLERS))


@pytest.mark.parametrize("module", ADDITIONS)
@pytest.mark.parametrize(
    ("count", "spread"), [(2, in_processes), (5, in_processes), (5, in_threads)], ids=["2 processes", "5 processes", "5 threads"]
)
def test_on_one_machine_all_additions_survive(module, count, spread, before_all, emulator, task):
    emulator.fault(latency_ms=30)
    results = spread([lambda n=n: task(module, **ADDITIONS[module](n)) for n in range(count)])
    assert [(result.get("msg"), result["changed"]) for result in results] == [(None, True)] * count
    assert len(emulator.requests(writes=True)) == count
    all_there(module, count, emulator)


@pytest.fixture
def far_apart(monkeypatch):
    """As on two machines, which no lock keeps apart."""
    monkeypatch.setattr(locking, "exclusive", lambda *names: contextlib.nullcontext())


@pytest.fixture
def in_step(monkeypatch):
    """Two tasks that go step by step: both have read before either writes, both have written before either reads back."""
    real, steps, local = requests.Session.send, [threading.Barrier(2), threading.Barrier(2)], threading.local()

    def send(self, request, **more):
        answer = real(self, request, **more)
        step = getattr(local, "step", 0)
        # The read by id is the last one before the list is sent.
        if (step, request.method) in ((0, "GET"), (1, "PATCH")) and "/trunk_groups/" in request.url:
            local.step = step + 1
            steps[step].wait(20)
        return answer

    monkeypatch.setattr(requests.Session, "send", send)


@pytest.mark.parametrize("module", ADDITIONS)
def test_on_two_machines_both_additions_survive(module, before_all, far_apart, in_step, emulator, task):
    results = in_threads([lambda n=n: task(module, **ADDITIONS[module](n)) for n in range(2)])
    assert [(result.get("msg"), result["changed"]) for result in results] == [(None, True)] * 2
    assert len(emulator.requests(writes=True)) == 3
    all_there(module, 2, emulator)


def test_an_addition_beside_a_removal(before_all, far_apart, in_step, emulator, task):
    gone = {"trunk_group": "acme-voice", "url": HANDLERS[0]["url"], "direction": "outbound", "state": "absent"}
    results = in_threads([lambda: task("trunk_handler", **ADDITIONS["trunk_handler"](3)), lambda: task("trunk_handler", **gone)])
    assert [(result.get("msg"), result["changed"]) for result in results] == [(None, True)] * 2
    assert added(emulator)[1] == [HANDLERS[1]["url"], "https://3.example.net/h"]


@pytest.mark.parametrize("times", [1, 3])
def test_what_somebody_else_overwrites_is_put_back(times, before_all, emulator, task, monkeypatch):
    """Whenever the task has written, a stranger sends a list of its own, which it read before."""
    real, left = requests.Session.send, [times]
    theirs = {"url": "https://theirs.example.net", "direction": "any"}

    def send(self, request, **more):
        answer = real(self, request, **more)
        if request.method == "PATCH" and left[0]:
            left[0] -= 1
            overwriting = request.copy()
            overwriting.prepare_body(None, None, {"external_handlers": [*HANDLERS, theirs]})
            real(self, overwriting, **more)
        return answer

    monkeypatch.setattr(requests.Session, "send", send)
    result = task("trunk_handler", **ADDITIONS["trunk_handler"](1))
    assert result.get("msg") is None
    assert added(emulator)[1] == [*(handler["url"] for handler in HANDLERS), theirs["url"], "https://1.example.net/h"]
    assert result["operations"] == [{"action": "update", "object": "trunk_group", "name": "acme-voice", "attributes": ["external_handlers"]}]


def test_a_list_that_never_keeps_anything_is_blamed_on_somebody(emulator, task):
    emulator.reset(world.world())
    group = world.objects(emulator.state(), "trunk_group")["tg.acme-1"]
    kept = {name: value for name, value in group.items() if name not in ("trunks", "external_handlers")}
    emulator.fault(method="PATCH", status=200, body=kept, times=99)
    result = task("trunk_handler", **ADDITIONS["trunk_handler"](1))
    assert result["failed"] is True
    assert "did not keep this external handler" in result["msg"]
    assert len(emulator.requests(writes=True)) <= 6


def test_the_lock_is_private_and_survives_its_holder(tmp_path, monkeypatch):
    monkeypatch.setattr(locking.tempfile, "gettempdir", lambda: str(tmp_path))
    with pytest.raises(ZeroDivisionError), locking.exclusive("a", "b"):
        raise ZeroDivisionError
    with locking.exclusive("a", "b"), locking.exclusive("a", "c"):
        [folder] = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        assert len(list(folder.iterdir())) == 2
