# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is killed at any request and started again ends where an undisturbed one does."""

from __future__ import annotations

import os
import signal
import time

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import BearerAuth
from ansible_collections.telecom.trunking.plugins.module_utils.client import Client, Connection
from ansible_collections.telecom.trunking.plugins.module_utils.errors import Orphaned
from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.killed import Killed
from ansible_collections.telecom.trunking.tests.unit.scenarios import OFFBOARDING, ONBOARDING, outline, planned


def carried_out(task, tasks):
    for module, params in tasks:
        result = task(module, planned=planned(module), **params)
        assert not result.get("failed"), f"{module}: {result['msg']}"


def start(emulator, task, tasks):
    """The state in which a run begins."""
    emulator.reset(world.world())
    if tasks is OFFBOARDING:
        carried_out(task, ONBOARDING)
        emulator.clear_requests()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("tasks", [ONBOARDING, OFFBOARDING], ids=["onboarding", "offboarding"])
def test_a_killed_run_converges(tasks, part, moment, emulator, task, deadly, pauses):
    start(emulator, task, tasks)
    beginning = emulator.state()
    carried_out(task, tasks)
    undisturbed, log = outline(emulator.state()), emulator.requests()
    assert undisturbed != outline(beginning)
    # Between two reads nothing happens: killed before the second is as good as killed before the first.
    writes = [n for n, request in enumerate(log) if request["method"] != "GET"]
    points = writes if moment == "after" else sorted({0, *writes, *(n + 1 for n in writes if n + 1 < len(log))})
    for n in points[part::4]:
        emulator.reset(beginning)
        deadly(n, moment)
        with pytest.raises(Killed):
            carried_out(task, tasks)
        assert len(emulator.requests()) == n + (moment == "after")
        carried_out(task, tasks)
        assert outline(emulator.state()) == undisturbed, f"killed {moment} request {n}: {log[n]['method']} {log[n]['path']}"


def test_a_worker_whose_run_was_killed_sends_nothing_more(emulator):
    """SIGKILL and a lost terminal end ``ansible-playbook``, and not its workers. Whoever starts it again would have two runs at the same time."""
    told, tells = os.pipe()
    run = os.fork()
    if not run:
        if not os.fork():
            _worker(emulator, tells)
        signal.pause()
    assert os.read(told, 99) == b"at work"
    os.kill(run, signal.SIGKILL)
    os.waitpid(run, 0)
    assert os.read(told, 99) == b"GET /endpoints was not sent: the run that asked for it has ended."
    assert len(emulator.requests()) == 1


def _worker(emulator, tells):
    client, run = Client(Connection(emulator.carrierx_url, BearerAuth(emulator.token))), os.getppid()
    client.get("/endpoints")
    os.write(tells, b"at work")
    while os.getppid() == run:
        time.sleep(0.01)
    try:
        client.get("/endpoints")
    except Orphaned as error:
        os.write(tells, error.message.encode())
    os._exit(0)
