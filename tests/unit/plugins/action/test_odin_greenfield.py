# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""At Odin: check mode of a whole run in a group that has not even the service, and of one that takes all away again."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_scenarios import BOSTON, OFFBOARDING, ONBOARDING, ONE, carried_out, empty
from ansible_collections.telecom.trunking.tests.unit.plugins.action.test_odin_truth import written


def forecast(results):
    return [{name: result.get(name) for name in ("msg", "changed", "operations")} for result in results]


def after(results):
    return [{name: value for name, value in result["diff"]["after"].items() if value is not None} for result in results]


@pytest.mark.parametrize("shell", ["module", "action"])
@pytest.mark.parametrize("listing", ["empty", "refuse"])
def test_a_new_customer(listing, shell, emulator, odin_task):
    emulator.reset(empty(), {"odin_list_without_service": listing})
    before = emulator.state()
    told = carried_out(odin_task, ONBOARDING, True, shell)
    assert written(emulator) == []
    assert emulator.state() == before
    done = carried_out(odin_task, ONBOARDING, False, shell)
    assert forecast(told) == forecast(done)
    assert all(one["changed"] for one in done)
    assert after(told[3:]) == after(done[3:])
    happened = world.writes(before, emulator.state(), world.TRUNK_GROUP)
    assert {what[:3] for what in happened if what[0] == "create"} == {("create", "odin_trunk_group", name) for name in ("boston", "boston-spare")}
    assert len(happened) == 7
    again = carried_out(odin_task, ONBOARDING, True, shell)
    assert [one["changed"] for one in again] == [False] * len(ONBOARDING)


@pytest.mark.parametrize("shell", ["module", "action"])
def test_a_customer_that_goes(shell, emulator, odin_task):
    emulator.reset(empty())
    beginning = world.objects(emulator.state())
    carried_out(odin_task, ONBOARDING, False, shell)
    before = emulator.state()
    emulator.clear_requests()
    told = carried_out(odin_task, OFFBOARDING, True, shell)
    assert written(emulator) == []
    assert emulator.state() == before
    done = carried_out(odin_task, OFFBOARDING, False, shell)
    assert forecast(told) == forecast(done)
    assert [one["changed"] for one in done] == [True] * len(OFFBOARDING)
    left = world.objects(emulator.state())
    left["odin_group_service", "ACME_BOS", "Trunk Group"]["quantity"] = -1
    assert left == beginning


def test_without_a_plan_what_is_missing_is_missed(emulator, odin_task):
    """A group without the service is no forecast, unless the run itself assigns it."""
    emulator.reset(empty(), {"odin_list_without_service": "refuse"})
    new = {**BOSTON, "name": "boston", "max_active_calls": 5}
    assert "[Error 9903]" in odin_task("odin_trunk_group", True, **new)["msg"]
    assert "[Error 9903]" in odin_task("odin_call_capacity", True, **BOSTON, max_active_calls=5)["msg"]
    assert odin_task("odin_trunk_group", True, **new, planned={"odin_group_service": ["Trunk Group"]})["changed"] is True
    # For real it has to be there by now.
    for module, params in (("odin_trunk_group", new), ("odin_call_capacity", {**BOSTON, "max_active_calls": 5})):
        assert "[Error 9903]" in odin_task(module, **params, planned={"odin_group_service": ["Trunk Group"]})["msg"]
    assert written(emulator) == []


def test_a_planned_trunk_group_is_only_planned(emulator, odin_task):
    emulator.reset(empty())
    seat = {**BOSTON, "user_id": ONE, "trunk_group": "boston", "line_port": "line1@bos.acme.example.net", "planned": {"odin_trunk_group": ["boston"]}}
    assert odin_task("odin_trunk_user", True, **seat)["changed"] is True
    real = odin_task("odin_trunk_user", settle_timeout=0, **seat)
    assert "trunk_group: there is no trunk group named boston" in real["msg"]
    assert written(emulator) == []


@pytest.mark.parametrize("trouble", [{"status": 401}, {"status": 403}, {"status": 404}, {"status": 500}, {"status": 503}, {"cut": "before"}])
def test_trouble_is_not_taken_for_a_missing_service(trouble, emulator, odin_task, pauses):
    """Only 400 may mean that the service is not there yet."""
    emulator.reset(empty())
    emulator.fault(path="/groups/trunk-groups", times=None, **trouble)
    for module, params in (("odin_trunk_group", {"name": "boston", "max_active_calls": 5}), ("odin_call_capacity", {"max_active_calls": 5})):
        result = odin_task(module, True, **BOSTON, **params, retries=1, planned={"odin_group_service": ["Trunk Group"]})
        assert result["failed"] is True
    emulator.clear_faults()


def test_a_trunk_group_is_surely_gone_where_the_service_is(emulator, odin_task):
    for listing in ("empty", "refuse"):
        emulator.reset(empty(), {"odin_list_without_service": listing})
        for check in (True, False):
            result = odin_task("odin_trunk_group", check, **BOSTON, name="boston", state="absent")
            assert result.get("msg") is None
            assert result["changed"] is False
