# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""At Odin: a run that is killed at any write and started again ends where an undisturbed one does."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.killed import Killed
from ansible_collections.telecom.trunking.tests.unit.odin_scenarios import OFFBOARDING, ONBOARDING, carried_out, empty

# Without the service nobody can say what a group's capacity is, so that a run which takes it away does not begin again as a whole.
LEAVING = [(module, params) for module, params in OFFBOARDING if module != "odin_group_service"]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("tasks", [ONBOARDING, LEAVING], ids=["onboarding", "offboarding"])
def test_a_killed_run_converges(tasks, moment, emulator, odin_task, deadly, pauses):
    emulator.reset(empty())
    carried_out(odin_task, ONBOARDING if tasks is LEAVING else [("odin_group_service", {})])
    emulator.clear_requests()
    beginning = emulator.state()
    carried_out(odin_task, tasks)
    undisturbed, log = world.objects(emulator.state()), emulator.requests()
    assert undisturbed != world.objects(beginning)
    assert log[0]["path"] != "/api/v2/auth/token"
    points = [n for n, request in enumerate(log) if request["method"] != "GET"]
    assert len(points) >= len(tasks)
    for n in points:
        emulator.reset(beginning)
        deadly(n, moment)
        with pytest.raises(Killed):
            carried_out(odin_task, tasks)
        assert len(emulator.requests()) == n + (moment == "after")
        carried_out(odin_task, tasks)
        assert world.objects(emulator.state()) == undisturbed, f"killed {moment} request {n}: {log[n]['method']} {log[n]['path']}"
