# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""At Odin: slow down when asked to, repeat where it is safe, look before creating again."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import odin
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import Tokens
from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_world import CAPACITY, NAME, SERVICE, TRUNK_GROUP, USER, bare, seated, userid

TROUBLES = [{"status": 502}, {"status": 503}, {"status": 504}, {"cut": "before"}, {"cut": "after"}, {"status": 503, "headers": {"Retry-After": "3"}}]

# What may have happened to a POST of which nobody heard.
LOST = [
    {"cut": "before"},
    {"cut": "after"},
    {"status": 502},
    {"status": 502, "effect": True},
    {"status": 503, "effect": True},
    {"status": 504, "effect": True},
    {"status": 503, "effect": True, "headers": {"Retry-After": "1"}},
]

NEW = {"name": "new", "max_active_calls": 2}
MADE = {("create", TRUNK_GROUP, "new"): set()}

# module, params, state, method of the write, what it does.
WRITES = [
    (TRUNK_GROUP, {"name": NAME, "max_active_calls": 4}, bare(), "PUT", {("update", TRUNK_GROUP, NAME): {"max_active_calls"}}),
    (TRUNK_GROUP, {"name": NAME, "new_name": "main"}, bare(), "PUT", {("update", TRUNK_GROUP, NAME): {"name"}}),
    (TRUNK_GROUP, {"name": NAME, "state": "absent"}, bare(), "DELETE", {("delete", TRUNK_GROUP, NAME): set()}),
    (CAPACITY, {"max_active_calls": 40}, bare(), "PUT", {("update", CAPACITY, "ACME_ENT/ACME_NYC"): {"max_active_calls"}}),
    (SERVICE, {"quantity": 9}, bare(), "PUT", {("update", SERVICE, "Trunk Group"): {"quantity"}}),
    (USER, {"user_id": userid(1), "state": "absent"}, seated(bare(), 1, pilot=1), "PUT", {("update", USER, userid(1)): {"trunk_group", "line_port", "pilot"}}),
]


@pytest.fixture(autouse=True)
def logged_in(emulator, odin_task):
    """Faults hit the tasks, not the login."""
    odin_task("odin_group_service")
    emulator.clear_requests()


def happened(emulator, before, module=TRUNK_GROUP):
    return world.writes(before, emulator.state(), module)


@pytest.mark.parametrize(("header", "waits"), [("7", 7), (None, None), ("0", 0), ("100", 30), ("soon", None)])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_429_is_honoured_for_every_verb(method, header, waits, emulator, odin_task, pauses):
    emulator.reset(bare())
    before = emulator.state()
    params = {"GET": {"name": NAME}, "POST": NEW, "PUT": WRITES[0][1], "DELETE": WRITES[2][1]}[method]
    does = {"GET": {}, "POST": MADE, "PUT": WRITES[0][4], "DELETE": WRITES[2][4]}[method]
    emulator.fault(method=method, path="/groups/", status=429, times=2, headers={"Retry-After": header} if header else {})
    result = odin_task(TRUNK_GROUP, retry_max_wait=30, **params)
    assert result.get("msg") is None
    assert happened(emulator, before) == does
    expected = [0.5, 1] if waits is None else [waits, waits]
    assert [round(pause - wait, 1) in (0, 0.1) for pause, wait in zip(pauses, expected)] == [True, True]
    assert result["api_stats"]["retries"] == len(pauses) == 2


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
@pytest.mark.parametrize("write", WRITES, ids=lambda write: f"{write[0]} {write[3]} {list(write[1])[-1]}")
def test_safe_verbs_are_repeated(write, trouble, emulator, odin_task, pauses):
    """Whatever became of the first try, the same is there afterwards."""
    module, params, state, method, does = write
    emulator.reset(state)
    before = emulator.state()
    emulator.fault(method=method, path="/api/v2/(groups|users)", **trouble)
    result = odin_task(module, **params)
    assert result.get("msg") is None
    assert result["changed"] is True
    assert happened(emulator, before, module) == does
    assert result["api_stats"]["retries"] >= 1
    assert odin_task(module, **params)["changed"] is False


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
def test_reading_is_repeated(trouble, emulator, odin_task, pauses):
    emulator.reset(bare())
    emulator.fault(method="GET", path="/groups/", times=2, **trouble)
    result = odin_task(TRUNK_GROUP, name=NAME, max_active_calls=10)
    assert result.get("msg") is None
    assert (result["changed"], len(pauses)) == (False, 2)


@pytest.mark.parametrize("trouble", LOST, ids=str)
@pytest.mark.parametrize("times", [1, 2])
def test_a_lost_answer_makes_one_trunk_group(trouble, times, emulator, odin_task, pauses):
    emulator.reset(bare())
    before = emulator.state()
    emulator.fault(method="POST", path="/trunk-groups", times=times, **trouble)
    result = odin_task(TRUNK_GROUP, **NEW)
    assert result.get("msg") is None
    assert result["changed"] is True
    assert result["odin_trunk_group"]["name"] == "new"
    assert happened(emulator, before) == MADE
    assert odin_task(TRUNK_GROUP, **NEW)["changed"] is False


def test_a_lost_answer_is_looked_for_before_anything_else(emulator, odin_task, pauses):
    emulator.reset(bare())
    emulator.fault(method="POST", path="/trunk-groups", cut="after")
    odin_task(TRUNK_GROUP, **NEW)
    methods = [request["method"] for request in emulator.requests()]
    assert methods.count("POST") == 1
    assert methods[methods.index("POST") + 1] == "GET"


def test_an_answer_that_is_always_lost(emulator, odin_task, pauses):
    emulator.reset(bare())
    emulator.fault(method="POST", path="/trunk-groups", cut="before", times=99)
    result = odin_task(TRUNK_GROUP, retries=2, **NEW)
    assert result["failed"] is True
    assert "POST /groups/trunk-groups" in result["msg"]
    assert result["operations_done"] == []
    assert [operation["action"] for operation in result["operations_left"]] == ["create"]
    assert world.trunk(emulator.state(), "new") is None


@pytest.mark.parametrize("trouble", [{"status": 502}, {"status": 429}, {"cut": "before"}], ids=str)
@pytest.mark.parametrize("retries", [0, 2])
def test_patience_ends(trouble, retries, emulator, odin_task, pauses):
    emulator.fault(method="GET", times=99, **trouble)
    result = odin_task(TRUNK_GROUP, name=NAME, retries=retries)
    assert result["failed"] is True
    assert len(pauses) == retries
    assert len(emulator.requests()) == retries + 1


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500, 501])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_would_fail_again_is_not_repeated(method, status, emulator, odin_task, pauses):
    emulator.reset(bare())
    params = {"POST": NEW, "PUT": WRITES[0][1], "DELETE": WRITES[2][1]}[method]
    emulator.fault(method=method, path="/trunk-groups", status=status, times=99)
    assert odin_task(TRUNK_GROUP, **params)["status"] == status
    assert len(emulator.requests(writes=True)) == 1
    assert pauses == []


@pytest.mark.parametrize("trouble", [{"status": 429}, {"status": 502}, {"cut": "before"}, {"cut": "after"}], ids=str)
def test_a_login_is_repeated_too(trouble, emulator, odin_task, pauses, monkeypatch):
    """It makes nothing, so that it may be."""
    monkeypatch.setattr(odin, "TOKENS", Tokens())
    emulator.reset(bare())
    emulator.fault(method="POST", path="/auth/token", **trouble)
    result = odin_task(TRUNK_GROUP, login="provisioning", name=NAME, max_active_calls=10)
    assert result.get("msg") is None
    assert result["changed"] is False


# Existence is decided by the list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 400])
def test_gone_is_what_the_list_no_longer_has(status, emulator, odin_task):
    """Somebody else was faster: DELETE is refused, and the list has it no more."""
    emulator.reset(bare(), {"odin_not_found": status})
    emulator.fault(
        method="DELETE",
        path="/trunk-groups",
        status=status,
        effect=True,
        body={"error": "[Error 9904] Trunk group not found: voice", "status": status, "details": ""},
    )
    result = odin_task(TRUNK_GROUP, name=NAME, state="absent")
    assert result.get("msg") is None
    assert result["changed"] is True


def test_a_refused_delete_is_a_failure_while_the_list_has_it(emulator, odin_task):
    emulator.reset(bare())
    emulator.fault(method="DELETE", path="/trunk-groups", status=404, body={"error": "Trunk group not found", "status": 404, "details": ""})
    result = odin_task(TRUNK_GROUP, name=NAME, state="absent")
    assert result["status"] == 404


@pytest.mark.parametrize("status", [400, 404])
def test_a_list_that_is_refused_is_not_an_empty_list(status, emulator, odin_task):
    emulator.reset(bare(), {"odin_not_found": status})
    for state in ("present", "absent"):
        result = odin_task(TRUNK_GROUP, name=NAME, group_id="NOPE", max_active_calls=2, state=state)
        assert result["status"] == status, result
        assert "Group not found: NOPE" in result["msg"]
    assert emulator.requests(writes=True) == []


@pytest.mark.parametrize("answer", ["profile", "empty_list", "no_content"])
def test_nobody_cares_what_delete_answers(answer, emulator, odin_task):
    emulator.reset(bare(), {"odin_delete": answer})
    assert odin_task(TRUNK_GROUP, name=NAME, state="absent").get("msg") is None
    assert world.trunk(emulator.state()) is None


@pytest.mark.parametrize("status", [200, 201, 202])
def test_any_2xx_is_success(status, emulator, odin_task):
    emulator.reset(bare())
    profile = odin_task("odin_trunk_group_info", name=NAME)["odin_trunk_groups"]
    assert len(profile) == 1
    body = {**world.KEY, "name": "new", "maxActiveCalls": 2, "users": []}
    emulator.fault(method="POST", path="/trunk-groups", status=status, effect=True, body=body)
    result = odin_task(TRUNK_GROUP, **NEW)
    assert result.get("msg") is None
    assert world.trunk(emulator.state(), "new")


# What the API does not keep ----------------------------------------------------------------------------------------------


def test_null_that_is_ignored_is_said(emulator, odin_task):
    """Whether null clears everything is not known: a value that stays is a failure, not a success."""
    emulator.reset(bare(otgDtgIdentity="7", capacityExceededAction="Forward", capacityExceededForwardAddress="1"), {"odin_null": "ignored"})
    result = odin_task(TRUNK_GROUP, name=NAME, otg_dtg_identity=None)
    assert result["failed"] is True
    assert "otg_dtg_identity" in result["msg"]
    assert odin_task(TRUNK_GROUP, name=NAME, capacity_exceeded_action=None)["changed"] is True


def test_what_the_release_lacks_is_a_warning(emulator, odin_task):
    emulator.reset(bare(), {"odin_release": "20"})
    for check in (True, False):
        result = odin_task(TRUNK_GROUP, check, name=NAME, support_connected_identity_policy="Enabled")
        assert result["changed"] is False
        assert any("support_connected_identity_policy" in str(warning) for warning in result["warnings"])
    made = odin_task(TRUNK_GROUP, **NEW, support_connected_identity_policy="Enabled")
    assert made.get("msg") is None
    assert any("support_connected_identity_policy" in str(warning) for warning in made["warnings"])
    again = odin_task(TRUNK_GROUP, **NEW, support_connected_identity_policy="Enabled")
    assert again["changed"] is False
