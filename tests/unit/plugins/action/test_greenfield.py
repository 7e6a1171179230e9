# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode of a whole run, of which nothing exists yet or of which everything is about to go."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.scenarios import COMES, OFFBOARDING, ONBOARDING, planned


def carried_out(task, tasks, check, shell):
    return [task(module, check, shell, planned=planned(module), **params) for module, params in tasks]


def forecast(results):
    return [{name: result.get(name) for name in ("msg", "changed", "diff", "operations")} for result in results]


def without_member_context(told):
    """A list that several tasks of the run add to is forecast by each of them as if it were the only one."""
    return [
        {**one, "diff": None} if one["operations"] and one["operations"][0].get("attributes") in (["acls"], ["external_handlers"]) else one
        for one in told
    ]


@pytest.mark.parametrize("shell", ["module", "action"])
def test_a_new_customer(shell, emulator, task):
    emulator.reset(world.world())
    before = emulator.state()
    told = forecast(carried_out(task, ONBOARDING, True, shell))
    assert emulator.requests(writes=True) == []
    assert [one["msg"] for one in told] == [None] * len(ONBOARDING)
    done = forecast(carried_out(task, ONBOARDING, False, shell))
    assert without_member_context(told) == without_member_context(done)
    assert all(one["changed"] for one in done)
    # Each member's forecast shows at least what its own task adds.
    assert all(one["diff"]["after"] for one in told)
    happened = world.writes(before, emulator.state())
    assert {(kind, name) for action, kind, name in happened if action == "create"} == {
        *((kind, name) for kind, names in COMES.items() for name in names),
        ("did", "12125550150"),
    }
    assert [one["changed"] for one in forecast(carried_out(task, ONBOARDING, True, shell))] == [False] * len(ONBOARDING)


@pytest.mark.parametrize("shell", ["module", "action"])
def test_a_customer_that_goes(shell, emulator, task):
    emulator.reset(world.world())
    carried_out(task, ONBOARDING, False, shell)
    before = emulator.state()
    told = forecast(carried_out(task, OFFBOARDING, True, shell))
    assert emulator.state() == before
    assert [one["msg"] for one in told] == [None] * len(OFFBOARDING)
    done = forecast(carried_out(task, OFFBOARDING, False, shell))
    # The number that the first task unbinds is still bound when check mode looks at the group.
    assert [one["changed"] for one in told] == [one["changed"] for one in done] == [True] * len(OFFBOARDING)
    assert [one["diff"] for one in told] == [one["diff"] for one in done]
    assert {(kind, name) for action, kind, name in world.writes(before, emulator.state()) if action == "delete"} == {
        (kind, name) for kind, names in COMES.items() for name in names
    }
    # The rented number stays: nothing releases one as a side effect.
    assert "12125550150" in [number["phonenumber"] for number in emulator.state()["dids"]]


def test_a_planned_name_is_no_licence_to_overlook(emulator, task):
    """For real, what was to be created has to be there; in check mode, what exists already is compared."""
    emulator.reset(world.world())
    new = {"trunk_group": "beta-voice", "name": "nyc", "planned": {"trunk_group": ["beta-voice"]}}
    assert task("trunk", True, **new)["changed"] is True
    assert "there is no trunk group named beta-voice" in task("trunk", settle_timeout=0, **new)["msg"]
    there = {"trunk_group": "acme-voice", "name": "nyc", "planned": {"trunk_group": ["acme-voice"], "endpoint": ["acme-nyc"]}, "endpoint": "acme-nyc"}
    assert task("trunk", True, **there)["changed"] is False
    assert "there is no endpoint named gone" in task("trunk", True, **{**there, "endpoint": "gone"})["msg"]


def test_what_another_customer_uses_does_not_go(emulator, task):
    """Only users that the run itself removes are overlooked."""
    emulator.reset(world.rich("trunk_group"))
    going = {"state": "absent", "planned": {"trunk_group": ["other-voice"]}}
    for check in (True, False):
        assert "still used by trunk group acme-voice" in task("endpoint", check, name="acme-nyc", settle_timeout=0, **going)["msg"]
        assert "still used by trunk group acme-voice" in task("access_control_rule", check, name="acme-premium", settle_timeout=0, **going)["msg"]
    assert task("endpoint", True, name="acme-nyc", state="absent", planned={"trunk_group": ["acme-voice"]})["changed"] is True
