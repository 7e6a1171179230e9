# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task asks Odin: how often, when it logs in, how often again."""

from __future__ import annotations

import json

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import client, odin
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import Tokens
from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_cases import PASSWORD
from ansible_collections.telecom.trunking.tests.unit.odin_world import NAME, as_task, bare, rich, seated, trunk, userid

LOGIN = ("POST", "/api/v2/auth/token")
LIST = ("GET", "/api/v2/groups/trunk-groups")

# module, params, state, requests after the login.
BUDGETS = [
    ("odin_trunk_group", {"name": NAME}, rich(), 2),
    ("odin_trunk_group", {"name": NAME, **as_task()}, rich(), 2),
    ("odin_trunk_group", {"name": NAME, "pilot_user_id": userid(1)}, seated(bare(), 1, pilot=1), 2),
    ("odin_trunk_group", {"name": "gone", "state": "absent"}, rich(), 1),
    ("odin_trunk_group", {"name": NAME, "new_name": "main"}, world.world({**world.KEY, "name": "main"}), 3),
    ("odin_call_capacity", {"max_active_calls": 20}, rich(), 1),
    ("odin_call_capacity", {"group_id": ..., "max_active_calls": 60}, rich(), 1),
    ("odin_group_service", {}, rich(), 1),
    ("odin_trunk_user", {"user_id": userid(1)}, bare(), 1),
    ("odin_trunk_user", {"user_id": userid(1), "state": "absent"}, bare(), 1),
    ("odin_trunk_user", {"user_id": userid(1), "trunk_group": NAME, "pilot": True}, seated(bare(), 1, pilot=1), 4),
    ("odin_trunk_group_info", {}, rich(), 3),
    ("odin_trunk_group_info", {"name": NAME}, rich(), 2),
    ("odin_call_capacity_info", {}, rich(), 1),
]


def sent(emulator):
    return [(request["method"], request["path"]) for request in emulator.requests()]


@pytest.fixture
def fresh(monkeypatch):
    """Nobody is logged in yet, as in a process that has just begun."""
    monkeypatch.setattr(client, "_SESSIONS", {})
    monkeypatch.setattr(odin, "TOKENS", Tokens())


@pytest.mark.parametrize(("module", "params", "state", "budget"), BUDGETS)
@pytest.mark.parametrize("check", [False, True])
def test_nothing_to_do_is_cheap(module, params, state, budget, check, emulator, odin_task, fresh):
    emulator.reset(state)
    result = odin_task(module, check, **params)
    assert result["changed"] is False, result.get("msg")
    assert [one for one in sent(emulator) if one != LOGIN] == sent(emulator)[1:]
    assert len(emulator.requests()) == 1 + budget
    assert result["api_stats"] == {"requests": 1 + budget, "retries": 0, "waited": 0.0}


@pytest.mark.parametrize(("module", "params", "state", "budget"), BUDGETS)
def test_the_next_task_of_the_process_does_not_log_in(module, params, state, budget, emulator, odin_task, fresh):
    emulator.reset(state)
    odin_task("odin_group_service")
    emulator.clear_requests()
    result = odin_task(module, **params)
    assert LOGIN not in sent(emulator)
    assert len(emulator.requests()) == result["api_stats"]["requests"] == budget


def test_writes_are_counted(emulator, odin_task):
    """One POST and a look whether it is listed; one PUT; one DELETE."""
    emulator.reset(world.world())
    odin_task("odin_group_service")
    for params, writing in (({"max_active_calls": 2}, "POST"), ({"max_active_calls": 3}, "PUT"), ({"state": "absent"}, "DELETE")):
        emulator.clear_requests()
        assert odin_task("odin_trunk_group", name=NAME, **params)["changed"] is True
        assert [request["method"] for request in emulator.requests(writes=True)] == [writing]
        assert len(emulator.requests()) <= 6


def test_a_change_is_sent_alone(emulator, odin_task):
    """Unrelated changes of others survive: a PUT carries the key and what differs."""
    emulator.reset(rich())
    odin_task("odin_trunk_group", name=NAME, **{**as_task(), "max_active_calls": 13})
    [put] = emulator.requests(writes=True)[-1:]
    assert put["body"] == {**world.KEY, "name": NAME, "maxActiveCalls": 13}
    odin_task("odin_trunk_group", name=NAME, max_active_calls=13, new_name="main")
    [put] = emulator.requests(writes=True)[-1:]
    assert put["body"] == {**world.KEY, "name": NAME, "newName": "main"}
    odin_task("odin_trunk_group", name="main", capacity_exceeded_action=None)
    [put] = emulator.requests(writes=True)[-1:]
    assert put["body"] == {**world.KEY, "name": "main", "capacityExceededAction": None}


# Logging in --------------------------------------------------------------------------------------------------------------


def test_input_that_is_refused_needs_no_login(emulator, odin_task, fresh):
    for params in ({"name": NAME, "max_active_calls": 0}, {"name": NAME, "colour": "red"}, {"name": "x" * 31}, {}):
        assert odin_task("odin_trunk_group", **params)["failed"] is True
    assert odin_task("odin_trunk_user", user_id="no domain")["failed"] is True
    assert emulator.requests() == []


@pytest.mark.parametrize("missing", [{"login": None, "api_username": "admin"}, {"login": None, "api_password": "x"}, {"login": None}])
def test_a_login_is_needed(missing, emulator, odin_task):
    for shell in ("module", "action"):
        result = odin_task("odin_trunk_group", shell=shell, name=NAME, api_url=emulator.odin_url, **missing)
        for word in ("api_username", "api_password", "api_token", "ODIN_API_USERNAME", "ODIN_API_PASSWORD"):
            assert word in result["msg"]
    assert emulator.requests() == []


def token_of(emulator, login="admin"):
    """A token that somebody got elsewhere."""
    import requests

    answer = requests.post(f"{emulator.odin_url}/auth/token", json={"username": login, "password": f"{login}-password"}, timeout=10)
    emulator.clear_requests()
    return answer.json()["token"]


def test_a_token_needs_no_login(emulator, odin_task):
    emulator.reset(bare())
    result = odin_task("odin_trunk_group", login=None, api_url=emulator.odin_url, api_token=token_of(emulator), name=NAME, max_active_calls=10)
    assert result["changed"] is False, result.get("msg")
    assert sent(emulator) == [LIST, LIST]


@pytest.mark.parametrize("shell", ["module", "action"])
def test_everything_from_the_environment(shell, emulator, odin_task):
    emulator.reset(bare())
    for more in ({"ODIN_API_USERNAME": "admin", "ODIN_API_PASSWORD": "admin-password"}, {"ODIN_API_TOKEN": token_of(emulator)}):
        result = odin_task("odin_trunk_group", shell=shell, login=None, env={"ODIN_API_URL": emulator.odin_url, **more}, name=NAME, max_active_calls=10)
        assert result.get("msg") is None
        assert result["changed"] is False


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_refused_token_is_renewed_once(method, status, emulator, odin_task):
    """Whichever request the old token ends with, it is repeated once with a new one."""
    emulator.reset(bare())
    odin_task("odin_group_service")
    emulator.clear_requests()
    emulator.fault(method=method, path="/groups/", status=status, body={"error": "token expired", "status": status, "details": ""})
    params = {"GET": {}, "POST": {"name": "new", "max_active_calls": 2}, "PUT": {"max_active_calls": 4}, "DELETE": {"state": "absent"}}[method]
    result = odin_task("odin_trunk_group", **{"name": NAME, **params})
    assert result.get("msg") is None
    assert sent(emulator).count(LOGIN) == 1
    assert [request["status"] for request in emulator.requests()].count(status) == 1
    assert result["changed"] is (method != "GET")
    assert {one["name"] for one in emulator.state()["odin_trunk_groups"]} == {"backup", "new", NAME} - ({"new"} if method != "POST" else set()) - (
        {NAME} if method == "DELETE" else set()
    )


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_expires_between_tasks_is_renewed(status, emulator, odin_task, fresh):
    emulator.reset(bare(), {"odin_refused_token": status})
    assert odin_task("odin_trunk_group", name=NAME, max_active_calls=10).get("msg") is None
    emulator.switches(odin_calls_per_token=3)
    for _task in range(4):
        result = odin_task("odin_trunk_group", name=NAME, max_active_calls=10)
        assert result.get("msg") is None
    assert sent(emulator).count(LOGIN) > 2


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("shell", ["module", "action"])
def test_a_new_token_that_is_refused_too_is_the_end(status, shell, emulator, odin_task):
    emulator.reset(bare())
    odin_task("odin_group_service")
    emulator.clear_requests()
    emulator.fault(method="GET", path="/trunk-groups", times=None, status=status, body={"error": "Unauthorized", "status": status, "details": "no"})
    result = odin_task("odin_trunk_group", shell=shell, name=NAME)
    emulator.clear_faults()
    assert result["failed"] is True
    assert result["status"] == status
    assert f"GET /groups/trunk-groups: {status}" in result["msg"]
    assert "Unauthorized" in result["msg"]
    assert sent(emulator) == [LIST, LOGIN, LIST]


def test_a_given_token_that_is_refused_is_renewed_with_a_login(emulator, odin_task):
    """A token of yesterday in the environment does no harm."""
    emulator.reset(bare())
    result = odin_task("odin_trunk_group", login="admin", api_url=emulator.odin_url, api_token="nothing.of.value", name=NAME)
    assert result["changed"] is False
    assert sent(emulator)[:3] == [LIST, LOGIN, LIST]


def test_a_given_token_is_used_as_it_is(emulator, odin_task):
    result = odin_task("odin_trunk_group", login=None, api_url=emulator.odin_url, api_token="nothing.of.value", name=NAME)
    assert result["status"] == 401
    assert "token" in result["msg"]
    assert sent(emulator) == [LIST]


@pytest.mark.parametrize("shell", ["module", "action"])
def test_an_expired_password_has_to_be_changed(shell, emulator, odin_task):
    result = odin_task("odin_trunk_group", shell=shell, login="expired", name=NAME)
    assert result["status"] == 402
    assert "password has expired and has to be changed" in result["msg"]
    assert sent(emulator) == [LOGIN]


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_wrong_password_is_said_once(status, emulator, odin_task, fresh):
    emulator.switches(odin_bad_credentials=status)
    result = odin_task("odin_trunk_group", api_password="wrong", name=NAME)
    assert result["status"] == status
    assert "POST /auth/token" in result["msg"]
    assert "[Error 4962]" in result["msg"]
    assert sent(emulator) == [LOGIN]
    assert result["api_stats"]["requests"] == 1


def test_every_password_is_its_own_login(emulator, odin_task, fresh):
    """A wrong password does not stick, and the right one of another task is not used for it."""
    assert odin_task("odin_group_service", api_password="wrong")["failed"] is True
    assert odin_task("odin_group_service").get("msg") is None
    assert odin_task("odin_group_service", api_password="wrong")["failed"] is True
    assert odin_task("odin_group_service", login="acme-admin").get("msg") is None


@pytest.mark.parametrize("answer", [{}, {"token": ""}, {"token": None}, [], None, "text"])
def test_a_login_without_a_token(answer, emulator, odin_task, fresh):
    emulator.fault(method="POST", path="/auth/token", status=200, body=answer)
    result = odin_task("odin_trunk_group", name=NAME)
    assert "POST /auth/token" in result["msg"]
    assert "Traceback" not in json.dumps(result)
    assert sent(emulator) == [LOGIN]


# Who may what ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 403])
@pytest.mark.parametrize(
    ("login", "module", "params"),
    [
        ("nyc-admin", "odin_call_capacity", {"max_active_calls": 30}),
        ("nyc-admin", "odin_group_service", {"quantity": 9}),
        ("acme-admin", "odin_call_capacity", {"group_id": ..., "max_active_calls": 70}),
        ("auditor", "odin_trunk_group", {"name": NAME, "max_active_calls": 3}),
        ("nyc-admin", "odin_trunk_group", {"name": NAME, "enable_network_address_identity": True}),
    ],
)
def test_what_a_login_may_not_do(login, module, params, status, emulator, odin_task):
    emulator.reset(bare(), {"odin_no_permission": status})
    before = emulator.state()
    result = odin_task(module, login=login, **params)
    assert result["status"] == status
    assert "[Error 4003]" in result["msg"] or login == "auditor"
    assert [operation["action"] for operation in result["operations_left"]] == ["update"]
    assert emulator.state() == before
    assert sent(emulator).count(LOGIN) <= 2


def test_what_is_elsewhere_is_not_seen(emulator, odin_task):
    emulator.reset(bare())
    result = odin_task("odin_trunk_group", login="other-admin", name=NAME)
    assert result["failed"] is True
    assert trunk(emulator.state()) is not None


def test_one_connection_for_all_tasks(emulator, odin_task):
    emulator.reset(rich())
    for module, params, _state, _budget in BUDGETS:
        odin_task(module, **params)
    assert len({request["client"] for request in emulator.requests() if request["path"] != LOGIN[1]}) == 1


def test_a_password_is_generated_by_one_request_more(emulator, odin_task):
    emulator.reset(world.world())
    odin_task("odin_group_service")
    emulator.clear_requests()
    params = {"name": NAME, "max_active_calls": 2, "require_authentication": True, "generate_password": True}
    result = odin_task("odin_trunk_group", **params, sip_authentication_user_name="7001")
    assert result["generated_password"]
    assert sent(emulator).count(("GET", "/api/v2/sip-password/generate")) == 1
    emulator.clear_requests()
    again = odin_task("odin_trunk_group", **params, sip_authentication_user_name="7001")
    assert again["changed"] is False
    assert sent(emulator) == [LIST, LIST]
    both = odin_task("odin_trunk_group", **params, **PASSWORD)
    assert "generate_password: cannot go with sip_authentication_password" in both["msg"]
