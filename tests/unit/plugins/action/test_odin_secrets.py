# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""At Odin: no password and no token in any output, but a generated password, once."""

from __future__ import annotations

import copy
import hashlib
import json

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import client, odin
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import Tokens
from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_cases import CASES
from ansible_collections.telecom.trunking.tests.unit.odin_world import HASH, NAME, bare, rich, trunk

GIVEN, STORED, LOGIN = "Canary-given-1", "Canary-stored-1", "canary-login-password"
SECRET = {"require_authentication": True, "sip_authentication_user_name": "7001", "sip_authentication_password": GIVEN}
KEEPS = {"requireAuthentication": True, "sipAuthenticationUserName": "7001", "sipAuthenticationPassword": STORED}
GENERATE = {"require_authentication": True, "sip_authentication_user_name": "7001", "generate_password": True}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Nobody is logged in yet, as in a process that has just begun."""
    monkeypatch.setattr(client, "_SESSIONS", {})
    monkeypatch.setattr(odin, "TOKENS", Tokens())


def with_canary_login(state):
    """The state in which the administrator's password is a canary."""
    state = copy.deepcopy(state)
    state["odin_logins"][0]["password"] = LOGIN
    return state


def hashed(password):
    return "sha256:" + hashlib.sha256(password.encode()).hexdigest()


def tokens():
    return [str(kept) for kept in odin.TOKENS._held.values()]


def silent(result, *more):
    text = json.dumps(result, ensure_ascii=False)
    for canary in ("anary", "sha256", *tokens(), *more):
        assert canary not in text, text[max(0, text.index(canary) - 200) :][:400]


@pytest.mark.parametrize("shell", ["module", "action"])
def test_no_task_shows_a_secret(shell, emulator, odin_task):
    cases = [case for case in CASES if "api_username" not in case.params]
    for case in cases[::9]:
        emulator.reset(with_canary_login(case.start), case.switches)
        secret = {"sip_authentication_password": GIVEN, "update_password": "always"} if case.module == world.TRUNK_GROUP else {}
        for check in (True, False):
            silent(odin_task(case.module, check, shell, api_password=LOGIN, **{**case.params, **secret}))


@pytest.mark.parametrize("shell", ["module", "action"])
def test_no_reading_shows_a_secret(shell, emulator, odin_task):
    emulator.reset(with_canary_login(rich(sipAuthenticationPassword=STORED)))
    for module, params in (("odin_trunk_group_info", {}), ("odin_trunk_group_info", {"name": NAME}), ("odin_call_capacity_info", {})):
        result = odin_task(module, shell=shell, api_password=LOGIN, **params)
        assert result.get("msg") is None
        silent(result)


@pytest.mark.parametrize("shell", ["module", "action"])
def test_a_diff_says_that_a_password_is_set(shell, emulator, odin_task):
    emulator.reset(world.world())
    result = odin_task("odin_trunk_group", shell=shell, name=NAME, max_active_calls=2, **SECRET)
    assert result["diff"]["after"]["sip_authentication_password"] == "(not shown)"
    assert "sip_authentication_password" not in result["diff"]["before"]
    silent(result)
    assert trunk(emulator.state())[HASH] == hashed(GIVEN)


# Policies ----------------------------------------------------------------------------------------------------------------


def test_on_create_leaves_what_is_there(emulator, odin_task):
    emulator.reset(bare(**KEEPS))
    assert odin_task("odin_trunk_group", name=NAME, **SECRET)["changed"] is False
    assert odin_task("odin_trunk_group", name=NAME, max_active_calls=3, **SECRET)["operations"][0]["attributes"] == ["max_active_calls"]
    assert trunk(emulator.state())[HASH] == hashed(STORED)


def test_always_sets_what_is_given(emulator, odin_task):
    emulator.reset(bare(**KEEPS))
    for _time in range(2):
        result = odin_task("odin_trunk_group", name=NAME, update_password="always", **SECRET)
        assert result["operations"][0]["attributes"] == ["sip_authentication_password"]
        assert trunk(emulator.state())[HASH] == hashed(GIVEN)
    without = {name: value for name, value in SECRET.items() if name != "sip_authentication_password"}
    assert odin_task("odin_trunk_group", name=NAME, update_password="always", **without)["changed"] is False


def test_the_old_password_may_be_refused(emulator, odin_task):
    """D2: why it is never sent again without being asked for."""
    emulator.reset(bare(**KEEPS), {"odin_password_rules": "strict"})
    same = {**SECRET, "sip_authentication_password": STORED}
    assert odin_task("odin_trunk_group", name=NAME, otg_dtg_identity="1", **same).get("msg") is None
    result = odin_task("odin_trunk_group", name=NAME, update_password="always", **same)
    assert result["status"] == 400
    assert "D2" in result["msg"]
    silent(result)


def test_replaced_forgets_no_password(emulator, odin_task):
    emulator.reset(bare(**KEEPS))
    result = odin_task("odin_trunk_group", name=NAME, state="replaced", max_active_calls=4, require_authentication=True, sip_authentication_user_name="7001")
    assert result.get("msg") is None
    assert trunk(emulator.state())[HASH] == hashed(STORED)


# Generated passwords -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["module", "action"])
@pytest.mark.parametrize("rules", ["lenient", "strict"])
def test_a_generated_password_is_told_once(shell, rules, emulator, odin_task):
    emulator.reset(world.world(), {"odin_password_rules": rules})
    forecast = odin_task("odin_trunk_group", True, shell, name=NAME, max_active_calls=2, **GENERATE)
    assert forecast["changed"] is True
    assert "generated_password" not in forecast
    made = odin_task("odin_trunk_group", shell=shell, name=NAME, max_active_calls=2, **GENERATE)
    password = made["generated_password"]
    assert trunk(emulator.state())[HASH] == hashed(password)
    assert password not in json.dumps({name: value for name, value in made.items() if name != "generated_password"})
    assert promised(forecast) == promised(made)
    for _time in range(2):
        again = odin_task("odin_trunk_group", shell=shell, name=NAME, max_active_calls=2, **GENERATE)
        assert again["changed"] is False
        assert "generated_password" not in again
    assert trunk(emulator.state())[HASH] == hashed(password)


def promised(result):
    return {name: result[name] for name in ("changed", "diff", "operations")}


def test_a_generated_password_on_an_existing_trunk_group(emulator, odin_task):
    """When the user name is set for the first time, and whenever always asks for it."""
    emulator.reset(bare())
    made = odin_task("odin_trunk_group", name=NAME, **GENERATE)
    assert made.get("msg") is None
    assert trunk(emulator.state())[HASH] == hashed(made["generated_password"])
    forecast = odin_task("odin_trunk_group", True, name=NAME, update_password="always", **GENERATE)
    more = odin_task("odin_trunk_group", name=NAME, update_password="always", **GENERATE)
    assert (
        forecast["operations"]
        == more["operations"]
        == [{"action": "update", "object": "odin_trunk_group", "name": NAME, "attributes": ["sip_authentication_password"]}]
    )
    assert trunk(emulator.state())[HASH] == hashed(more["generated_password"]) != hashed(made["generated_password"])


def test_a_generated_password_that_could_not_be_set_is_not_told(emulator, odin_task):
    emulator.reset(world.world())
    emulator.fault(method="GET", path="/sip-password/generate", status=200, body={"password": "Canary-made-1"})
    emulator.fault(
        method="POST", path="/trunk-groups", status=400, body={"error": "[Error 9912] refused: Canary-made-1", "status": 400, "details": "Canary-made-1"}
    )
    result = odin_task("odin_trunk_group", name=NAME, max_active_calls=2, **GENERATE)
    assert result["status"] == 400
    assert "generated_password" not in result
    silent(result)


@pytest.mark.parametrize("answer", [{}, {"password": ""}, [], None, "text"])
def test_no_password_from_the_generator(answer, emulator, odin_task):
    emulator.reset(world.world())
    emulator.fault(method="GET", path="/sip-password/generate", status=200, body=answer)
    result = odin_task("odin_trunk_group", name=NAME, max_active_calls=2, **GENERATE)
    assert "GET /sip-password/generate" in result["msg"]
    assert trunk(emulator.state()) is None


# Errors ------------------------------------------------------------------------------------------------------------------


def echoes(token):
    """Answers that repeat what they were sent."""
    said = {"sipAuthenticationPassword": GIVEN, "login": LOGIN, "authorization": f"Bearer {token}"}
    yield {"status": 400, "body": {"error": f"[Error 9912] bad {GIVEN}", "status": 400, "details": f"{LOGIN} {token}"}}
    yield {"status": 400, "body": {"error": "bad body", "details": said}}
    yield {"status": 400, "body": [said]}
    yield {"status": 400, "body": said}
    yield {"status": 500, "body_text": "x" * 190 + GIVEN + json.dumps(said)}
    yield {"status": 500, "body_text": "x" * 190 + token}
    yield {"status": 200, "body_text": f"<html>{json.dumps(said)}</html>"}
    yield {"status": 302, "headers": {"location": f"https://login.example.net/?token={token}&p={LOGIN}"}}


@pytest.mark.parametrize("n", range(8))
@pytest.mark.parametrize("shell", ["engine", "module", "action"])
def test_no_error_shows_a_secret(shell, n, emulator, odin_task):
    """Neither in the task that logged in nor in the next one."""
    emulator.reset(with_canary_login(world.world()))
    odin_task("odin_group_service", api_password=LOGIN)
    [token] = tokens()
    echo = list(echoes(token))[n]
    for method, params in (("POST", {"max_active_calls": 2, **SECRET}), ("GET", SECRET)):
        emulator.fault(method=method, path="/trunk-groups", **echo)
        result = odin_task("odin_trunk_group", shell=shell, api_password=LOGIN, name=NAME, **params)
        assert result["failed"] is True
        silent(result, token[:40], token[-40:])


@pytest.mark.parametrize("shell", ["module", "action"])
@pytest.mark.parametrize("status", [400, 401, 402, 500])
def test_no_failed_login_shows_its_password(status, shell, emulator, odin_task):
    emulator.fault(method="POST", path="/auth/token", status=status, body={"error": f"who is admin with {LOGIN}?", "status": status, "details": LOGIN})
    result = odin_task("odin_trunk_group", shell=shell, api_password=LOGIN, name=NAME)
    assert result["status"] == status
    assert "who is admin" in result["msg"]
    silent(result)


@pytest.mark.parametrize("shell", ["module", "action"])
def test_secrets_from_the_environment_are_secret_too(shell, emulator, odin_task):
    for secret, env in (("canary-token", {"ODIN_API_TOKEN": "canary-token"}), (LOGIN, {"ODIN_API_USERNAME": "admin", "ODIN_API_PASSWORD": LOGIN})):
        emulator.fault(status=401, times=3, body={"error": f"who has {secret}?", "status": 401, "details": secret})
        result = odin_task("odin_trunk_group", shell=shell, login=None, env={"ODIN_API_URL": emulator.odin_url, **env}, name=NAME)
        emulator.clear_faults()
        assert result["status"] == 401
        silent(result)


@pytest.mark.parametrize("shell", ["module", "action"])
def test_wrong_input_shows_no_secret(shell, emulator, odin_task):
    wrong = {"sip_authentication_password": {"canary": 1}, "max_active_calls": 0}
    result = odin_task("odin_trunk_group", shell=shell, name=NAME, **wrong)
    assert "max_active_calls: 0 is below" in result["msg"]
    assert "canary" not in result["msg"]
    long = odin_task("odin_trunk_group", shell=shell, name=NAME, sip_authentication_password="Canary" * 11)
    assert "sip_authentication_password: " in long["msg"] and "60 bytes" in long["msg"]
    assert "Canary" not in long["msg"]


def test_the_password_is_in_the_body_and_nowhere_else(emulator, odin_task):
    emulator.reset(with_canary_login(world.world()))
    assert odin_task("odin_trunk_group", api_password=LOGIN, name=NAME, max_active_calls=2, **SECRET).get("msg") is None
    for request in emulator.requests():
        assert "anary" not in request["path"] + request["query"]
        assert LOGIN not in json.dumps(request["body"]) or request["path"] == "/api/v2/auth/token"
    [post] = [request for request in emulator.requests(writes=True) if request["path"].endswith("/trunk-groups")]
    assert post["body"]["sipAuthenticationPassword"] == GIVEN
