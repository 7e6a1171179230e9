# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""At Odin as anywhere: check mode tells the truth, a second run changes nothing, and both shells say the same."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_cases import ALIKE, CASES
from ansible_collections.telecom.trunking.tests.unit.shells import essence, run

PROMISED = ("failed", "msg", "changed", "diff", "operations", "warnings")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_forecast_is_what_happens(case, emulator):
    told = [told_true(shell, case, emulator) for shell in shells_of(case)]
    assert told[0] == told[-1]


def shells_of(case):
    """Both, or one after the other where the cases differ in nothing but the attribute."""
    return ("module", "action") if case not in ALIKE else ("module", "action")[ALIKE.index(case) % 2 :][:1]


def told_true(shell, case, emulator):
    """The results of a case's runs, after all that they promise was held against what happened."""
    emulator.reset(case.start, case.switches)
    login = {"api_url": emulator.odin_url, "api_username": emulator.odin_username, "api_password": emulator.odin_password}
    params = world.in_place({**login, **case.params})
    before = emulator.state()

    forecast = run(shell, case.module, params, check=True)
    assert not forecast.get("failed"), forecast["msg"]
    assert written(emulator) == []

    outcome = run(shell, case.module, params)
    assert not outcome.get("failed"), outcome["msg"]
    after = emulator.state()
    assert promised(forecast) == promised(outcome)
    assert world.writes(before, after, case.module) == case.does
    assert announced(forecast) == case.does
    assert forecast["changed"] is bool(case.does)
    for shown, state in ((forecast["diff"]["before"], before), (forecast["diff"]["after"], after)):
        assert shown_as_it_is(shown, state, case)

    emulator.clear_requests()
    again = run(shell, case.module, params)
    assert again["changed"] is case.repeats, again["operations"]
    assert bool(written(emulator)) is case.repeats
    return [essence(result) for result in (forecast, outcome, again)]


def written(emulator):
    """What was sent that may change something. Logging in does not."""
    return [(request["method"], request["path"]) for request in emulator.requests(writes=True) if request["path"] != "/api/v2/auth/token"]


def promised(result):
    return {name: result.get(name) for name in PROMISED}


def announced(result):
    """The operations of a result. What is set right after a creation is a part of it."""
    operations = {(o["action"], o["object"], o["name"]): set(o.get("attributes", ())) for o in result["operations"]}
    return {what: attributes for what, attributes in operations.items() if what[0] != "update" or ("create", *what[1:]) not in operations}


def shown_as_it_is(shown, state, case):
    """Whether one side of a diff is what the state holds, for every attribute that it names."""
    if not shown:
        return True
    place = case.params.get("group_id", "ACME_NYC")
    place = "ACME_ENT" if place is ... else place
    names = {shown.get(n) for n in ("name", "user_id", "service_name")} - {None}
    [actual] = [
        one
        for (kind, home, name), one in world.objects(state).items()
        if (kind, home) == (case.module, place) and (name in names or case.module == world.CAPACITY)
    ]
    told = {name: sorted(value) if isinstance(value, list) else value for name, value in shown.items() if name in {*actual, *ATTRIBUTES}}
    is_there = {name: actual.get(name) for name in told}
    if "sip_authentication_password" in told:
        assert told.pop("sip_authentication_password") == "(not shown)"
        assert is_there.pop("sip_authentication_password")
    assert told == {name: {part: value[part] for part in told[name]} if isinstance(value, dict) and told[name] else value for name, value in is_there.items()}
    return True


ATTRIBUTES = {row["name"] for row in world.TABLE.values()} - {"service_provider_id", "group_id"}
