# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The threads of a client together: as many requests as they are meant to have under way, fewer when the API asks to slow down."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import BearerAuth
from ansible_collections.telecom.trunking.plugins.module_utils.client import ANSWERS_A_STEP, Client, Connection, Limiter, Stats


def lets_in(limiter, wanted, width):
    """Whether of ``width`` threads as many as wanted get a turn at the same time, and never more."""
    under_way, most, lock = [], [], threading.Lock()
    all_there = threading.Barrier(wanted)  # opens for nobody unless so many are in at once

    def work(_n):
        with limiter.turn():
            with lock:
                under_way.append(1)
                most.append(len(under_way))
            all_there.wait(30)
            time.sleep(0.01)  # the time in which one too many would come in
            with lock:
                under_way.pop()

    with ThreadPoolExecutor(width) as pool:
        list(pool.map(work, range(width * 2)))
    return max(most) == wanted


def test_all_may_send_until_the_api_objects():
    limiter = Limiter(8)
    assert lets_in(limiter, 8, width=8)
    assert lets_in(limiter, 8, width=16)


def test_a_pause_halves_and_answers_bring_back():
    limiter = Limiter(8)
    with limiter.held(), limiter.held():
        assert limiter.allowed == 4, "one refusal that several threads hear is one refusal"
    with limiter.held():
        pass
    assert limiter.allowed == 2
    assert lets_in(limiter, 2, width=8)
    for _n in range(ANSWERS_A_STEP * sum(range(2, 8))):
        limiter.answered()
    assert limiter.allowed == 8
    assert lets_in(limiter, 8, width=8)


def test_a_single_task_is_never_kept_waiting():
    limiter = Limiter(1)
    with limiter.held():
        pass
    assert limiter.allowed == 1
    with limiter.turn():
        limiter.answered()


def test_nobody_sends_during_a_pause():
    limiter, order = Limiter(4), []

    def late():
        with limiter.turn():
            order.append("sent")

    with limiter.held():
        thread = threading.Thread(target=late)
        thread.start()
        time.sleep(0.05)
        order.append("over")
    thread.join(5)
    assert order == ["over", "sent"]


def test_counting_from_many_threads_loses_nothing():
    stats = Stats()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: stats.count(requests=1, retries=1, waited=0.5), range(4000)))
    assert stats.result() == {"requests": 4000, "retries": 4000, "waited": 2000.0}


@pytest.fixture
def client(emulator):
    return lambda width, **more: Client(Connection(emulator.carrierx_url, BearerAuth(emulator.token), width=width, **more))


def test_one_refusal_pauses_all_threads(emulator, client, monkeypatch):
    emulator.fault(method="GET", path="/endpoints$", status=429, headers={"Retry-After": "1"}, after=8)
    many, since = client(8), []
    held = many.limiter.held

    @contextmanager
    def noted():
        with held():
            since.append(time.time())
            yield

    monkeypatch.setattr(many.limiter, "held", noted)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: many.get("/endpoints"), range(40)))
    # What the other seven had under way at that moment may still come in, however late. Nothing else does.
    [pause] = since
    assert len([request for request in emulator.requests() if pause < request["time"] < pause + 0.9]) <= 7
    assert [request["status"] for request in emulator.requests()].count(429) == 1
    assert (many.stats.requests, many.stats.retries) == (41, 1)


def test_a_rate_is_kept_to_and_everything_goes_through(emulator, client):
    emulator.switches(rate_limit=30)
    many = client(8, retries=6)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: many.get("/endpoints"), range(80)))
    statuses = [request["status"] for request in emulator.requests()]
    assert statuses.count(200) == 80
    assert statuses.count(429) <= 40


def test_a_session_is_as_wide_as_the_client(emulator, client):
    emulator.fault(method="GET", path="/endpoints$", latency_ms=30)
    many = client(12)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _n: many.get("/endpoints"), range(60)))
    assert len({request["client"] for request in emulator.requests()}) <= 12
