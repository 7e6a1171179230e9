# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode tells the truth, a second run changes nothing, and both shells say the same."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import CASES
from ansible_collections.telecom.trunking.tests.unit.shells import essence, run

GENERATED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_forecast_is_what_happens(case, emulator):
    told = [told_true(shell, case, emulator) for shell in ("module", "action")]
    assert told[0] == told[1]


def told_true(shell, case, emulator):
    """The results of a case's runs without ids that the API made up, after all that they promise was held against what happened."""
    emulator.reset(case.start, case.switches)
    params = {"api_url": emulator.carrierx_url, "api_token": emulator.token, **case.params}
    before = emulator.state()

    forecast = run(shell, case.module, params, check=True)
    assert not forecast.get("failed"), forecast["msg"]
    assert emulator.requests(writes=True) == []
    assert emulator.state() == before

    outcome = run(shell, case.module, params)
    after = emulator.state()
    assert promised(forecast) == promised(outcome)
    assert world.writes(before, after) == case.does
    assert announced(forecast) == case.does
    assert forecast["changed"] is bool(case.does)
    for shown, state in ((forecast["diff"]["before"], before), (forecast["diff"]["after"], after)):
        assert not shown or shown_as_it_is(shown, state, case, outcome)

    emulator.clear_requests()
    again = run(shell, case.module, params)
    assert again["changed"] is case.repeats
    assert again["operations"] == (outcome["operations"] if case.repeats else [])
    assert bool(emulator.requests(writes=True)) is case.repeats
    assert emulator.state() == after
    return json.loads(GENERATED.sub("an id", json.dumps([essence(result) for result in (forecast, outcome, again)])))


def promised(result):
    return {name: result.get(name) for name in ("failed", "msg", "changed", "diff", "operations")}


def announced(result):
    return {(o["action"], o["object"], o["name"]): set(o.get("attributes", ())) for o in result["operations"]}


def shown_as_it_is(shown, state, case, outcome):
    """Whether one side of a diff is what the state holds, for every attribute that it names."""
    kind = case.module if case.module in world.PLACES else "trunk" if "trunk" in case.params else "trunk_group"
    _place, key, name = world.PLACES[kind]
    ident = outcome.get(kind, {}).get(key) or (None if name in shown else world.SUBJECTS[kind])
    candidates = [world.objects(state, kind)[ident]] if ident else world.named(state, kind, shown[name])
    actual = [{option: one.get(option) for option in world.normal(shown)} for one in (world.as_shown(state, one) for one in candidates)]
    assert world.normal(shown) in actual
    return True
