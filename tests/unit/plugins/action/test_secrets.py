# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is secret, whoever said it, is in no output."""

from __future__ import annotations

import copy
import html
import json
from base64 import b64encode
from urllib.parse import quote

import pytest

from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import CASES
from ansible_collections.telecom.trunking.tests.unit.scenarios import OFFBOARDING, ONBOARDING, planned
from ansible_collections.telecom.trunking.tests.unit.shells import run

STORED = {
    "out_sip_password": "canary-stored-out",
    "properties": {"login": "acme", "password": "canary-stored-properties"},
    "voip_token": "canary-stored-voip",
}


def with_canaries(state):
    """The state with every secret that the API keeps."""
    state = copy.deepcopy(state)
    for endpoint in state["endpoints"]:
        endpoint.update(copy.deepcopy(STORED))
        for n, address in enumerate(endpoint.get("addresses", [])):
            address["sip_password"] = f"canary-stored-address-{n}"
    for did in [*state["dids"], *state["available_dids"]]:
        did["porting_pin"] = "canary-stored-pin"
    return state


def given_canaries(module, params):
    """The task with every secret that it can give."""
    if module != "endpoint" or params.get("state") == "absent":
        return params
    addresses = [
        {**address, "sip_password": f"canary-given-address-{n}"} if isinstance(address, dict) else address
        for n, address in enumerate(params.get("addresses") or [])
    ]
    given = {"out_sip_password": "canary-given-out"}
    return {**params, **given, **({"addresses": addresses} if addresses else {})}


def silent(result, *more):
    text = json.dumps(result)
    for canary in ("canary", *more):
        assert canary not in text, text[max(0, text.index(canary) - 200) :][:400]


@pytest.mark.parametrize("echo", [True, False], ids=["echoed", "hidden"])
@pytest.mark.parametrize("shell", ["module", "action"])
@pytest.mark.parametrize("module", ["endpoint", "did", "trunk", "trunk_group", "trunk_acl"])
def test_no_task_shows_a_secret(module, shell, echo, emulator, task):
    cases = [case for case in CASES if case.module == module]
    for case in cases[:: 3 if module == "endpoint" else 7]:
        for always in (False, True) if module == "endpoint" else (False,):
            emulator.reset(with_canaries(case.start), {**case.switches, "echo_secrets": echo})
            params = {**given_canaries(module, case.params), **({"update_password": "always"} if always else {})}
            for check in (True, False):
                silent(task(module, check, shell, **params), emulator.token)


@pytest.mark.parametrize("echo", [True, False], ids=["echoed", "hidden"])
@pytest.mark.parametrize("shell", ["module", "action"])
def test_no_reading_shows_a_secret(shell, echo, emulator, task):
    emulator.reset(with_canaries(world.rich("endpoint")), {"echo_secrets": echo})
    for module, more in (
        ("endpoint", {"name": "acme-nyc"}),
        ("did", {"phonenumber": "12125550101"}),
        ("trunk_group", {"name": "acme-*"}),
        ("access_control_rule", {}),
    ):
        for params in ({}, more):
            result = task(f"{module}_info", shell=shell, **params)
            assert result.get("msg") is None
            silent(result, emulator.token)


def test_no_customer_shows_a_secret(emulator, task):
    emulator.reset(with_canaries(world.world()), {"echo_secrets": True})
    for module, params in [*ONBOARDING, *OFFBOARDING]:
        result = task(module, shell="action", planned=planned(module), **params)
        assert result.get("msg") is None
        silent(result, "given-nyc", emulator.token)


# Errors ------------------------------------------------------------------------------------------------------------------

SECRET = {
    "name": "new",
    "out_sip_username": "u",
    "out_sip_password": "canary-given-out",
    "addresses": [{"ip": "192.0.2.1", "sip_username": "u", "sip_password": "canary-given-address"}],
}

ECHOES = [
    {"status": 401, "body": {"message": "bad token canary-token"}},
    {"status": 403, "body": {"message": "Bearer canary-token may not"}},
    {
        "status": 422,
        "body": {"message": "object validation error", "errors": [{"field": "out_sip_password", "message": "too weak: canary-given-out"}]},
    },
    {"status": 422, "body": {"message": "bad body", "body": SECRET}},
    {"status": 422, "body": [SECRET]},
    {"status": 422, "body": {"errors": [{"field": "canary-given-address", "message": "x", "reference_sid": "canary-given-out"}]}},
    {"status": 400, "body_text": "POST {'sip_password': 'canary-given-address'} canary-token"},
    {"status": 500, "body_text": "x" * 185 + "canary-given-out and more"},
    {"status": 500, "body_text": "x" * 195 + "canary-given-out and more"},
    {"status": 200, "body_text": "<html>canary-given-out canary-token</html>"},
    {"status": 302, "headers": {"location": "https://login.example.net/?token=canary-token"}},
]


@pytest.mark.parametrize("echo", ECHOES, ids=lambda echo: str(echo)[:60])
@pytest.mark.parametrize("shell", ["engine", "module", "action"])
def test_no_error_shows_a_secret(shell, echo, emulator, task):
    emulator.fault(method="POST", **echo)
    login = {
        "access_token": "canary-token",
        "partner_sid": emulator.state()["tokens"][0]["partner_sid"],
        "scopes": emulator.state()["tokens"][0]["scopes"],
    }
    emulator.load({"tokens": [login]})
    result = task("endpoint", shell=shell, api_token="canary-token", **SECRET)
    assert result["failed"] is True
    silent(result)
    assert "canar" not in json.dumps(result)


@pytest.mark.parametrize("shell", ["module", "action"])
def test_secrets_from_the_environment_are_secret_too(shell, emulator):
    emulator.fault({"status": 401, "body": {"message": "who is canary-token?"}}, {"status": 401, "body": {"message": "canary-password is wrong"}})
    for env in (
        {"CARRIERX_API_TOKEN": "canary-token"},
        {"CARRIERX_API_USERNAME": "telco", "CARRIERX_API_PASSWORD": "canary-password"},
    ):
        result = run(shell, "trunk_group", {"name": "x"}, env={"CARRIERX_API_URL": emulator.carrierx_url, **env})
        assert result["status"] == 401
        silent(result)


@pytest.mark.parametrize("shell", ["engine", "module", "action"])
def test_a_login_is_secret_as_it_is_sent(shell, emulator, task):
    """Whoever repeats the header of HTTP Basic tells the password."""
    login = {"api_token": None, "api_username": "telco", "api_password": "telco-password"}
    sent = b64encode(b"telco:telco-password").decode()
    emulator.fault(method="GET", status=403, body={"message": f"Authorization: Basic {sent}"})
    result = task("trunk_group", shell=shell, name="x", **login)
    assert result["status"] == 403
    silent(result, sent, "telco-password")


def test_what_the_api_stores_is_secret_in_errors(emulator, task):
    emulator.reset(with_canaries(world.rich("endpoint")), {"echo_secrets": True})
    body = {
        "message": "you cannot replace canary-stored-out, nor canary-stored-voip",
        "errors": [{"field": "properties", "message": "canary-stored-properties"}],
    }
    emulator.fault(method="PATCH", status=422, body=body)
    for shell in ("module", "action"):
        result = task("endpoint", shell=shell, name="acme-nyc", capacity=7)
        silent(result)


@pytest.mark.parametrize("secret", ['ca"nary\\-with', "cänary-with ümlaut", "canary\nwith a line", "12345678", "canary%20&+", "<can>ary/'"])
@pytest.mark.parametrize("shell", ["engine", "module", "action"])
def test_secrets_in_any_spelling(shell, secret, emulator, task):
    """An error that shows the request as JSON shows a secret in JSON's spelling, a page in that of HTML, and an address in its own."""
    spellings = (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], html.escape(secret), quote(secret), quote(secret, safe=""))
    emulator.fault(method="POST", status=422, body_text=" ".join([json.dumps([{"sip_password": secret}]), *spellings]))
    result = task("endpoint", shell=shell, name="new", addresses=[{"ip": "192.0.2.1", "sip_username": "u", "sip_password": secret}])
    text = json.dumps(result, ensure_ascii=False)
    assert result["status"] == 422
    for spelling in spellings:
        assert spelling not in text
        assert json.dumps(spelling)[1:-1] not in text


@pytest.mark.parametrize("shell", ["module", "action"])
def test_wrong_input_shows_no_secret(shell, emulator, task):
    wrong = {"ip": "192.0.2.1", "sip_password": ["canary-list"], "port": 99999}
    result = task("endpoint", shell=shell, name="x", addresses=[wrong, {"sip_password": {"canary": "map"}}], out_sip_password={"canary": 1})
    assert result["failed"] is True
    assert "port: 99999 is above" in result["msg"]
    assert "canary" not in result["msg"]
    assert "canary" not in json.dumps(result["problems"])


@pytest.mark.parametrize("shell", ["module", "action"])
def test_a_number_as_a_password(shell, emulator, task):
    result = task("endpoint", shell=shell, name="new", addresses=[{"ip": "192.0.2.1", "sip_username": "u", "sip_password": 73218844}])
    assert result.get("msg") is None
    silent(result, "73218844")
    assert world.named(emulator.state(), "endpoint", "new")[0]["addresses"][0]["sip_password"] == "73218844"


# Policies ----------------------------------------------------------------------------------------------------------------

ADDRESS = {"ip": "192.0.2.10", "sip_username": "acme", "sip_password": "stored"}


def passwords(emulator, name="acme-nyc"):
    [endpoint] = world.named(emulator.state(), "endpoint", name)
    return endpoint["out_sip_password"], [address["sip_password"] for address in endpoint["addresses"]]


@pytest.fixture
def stored(emulator):
    emulator.reset(world.changed("endpoint", "ep.nyc-1", addresses=[ADDRESS], out_sip_username="acme", out_sip_password="stored"))


GIVEN = {"name": "acme-nyc", "addresses": [{**ADDRESS, "sip_password": "given"}], "out_sip_password": "given"}


def test_new_objects_get_their_secrets(emulator, task):
    task("endpoint", **{**GIVEN, "name": "new"})
    assert passwords(emulator, "new") == ("given", ["given"])


def test_on_create_leaves_what_is_there(stored, emulator, task):
    assert task("endpoint", **GIVEN)["changed"] is False
    assert passwords(emulator) == ("stored", ["stored"])


@pytest.mark.parametrize("echo", [True, False])
def test_always_sets_what_is_given(echo, stored, emulator, task):
    emulator.switches(echo_secrets=echo)
    result = task("endpoint", update_password="always", **GIVEN)
    assert result["changed"] is True
    assert passwords(emulator) == ("given", ["given"])
    assert task("endpoint", update_password="always", **GIVEN)["changed"] is True


def test_always_without_a_secret_is_no_change(stored, task):
    without = {**ADDRESS}
    del without["sip_password"]
    assert task("endpoint", update_password="always", name="acme-nyc", addresses=[without])["changed"] is False


def test_a_changed_list_needs_the_secrets_that_nobody_knows(stored, emulator, task):
    changed = {"ip": "192.0.2.10", "sip_username": "acme", "priority": 3}
    result = task("endpoint", name="acme-nyc", addresses=[changed])
    assert "addresses[0]: sip_password: has to be given" in result["msg"]
    assert emulator.requests(writes=True) == []
    assert task("endpoint", check=True, name="acme-nyc", addresses=[changed])["msg"] == result["msg"]
    assert task("endpoint", name="acme-nyc", addresses=[{**changed, "sip_password": "given"}])["changed"] is True
    assert passwords(emulator) == ("stored", ["given"])


def test_a_changed_list_keeps_the_secrets_that_the_api_tells(stored, emulator, task):
    emulator.switches(echo_secrets=True)
    result = task("endpoint", name="acme-nyc", addresses=[{"ip": "192.0.2.10", "sip_username": "acme", "priority": 3}, {"ip": "192.0.2.99"}])
    assert result["changed"] is True
    assert passwords(emulator) == ("stored", ["stored", None])


def test_replaced_forgets_no_secret(stored, emulator, task):
    emulator.switches(echo_secrets=True)
    result = task(
        "endpoint", name="acme-nyc", state="replaced", addresses=[{"ip": "192.0.2.10", "sip_username": "acme"}], out_sip_username="acme", capacity=5
    )
    assert result["changed"] is True
    assert passwords(emulator) == ("stored", ["stored"])


def test_a_diff_says_that_a_secret_changes(stored, task):
    result = task("endpoint", update_password="always", **GIVEN)
    assert result["diff"]["after"]["out_sip_password"] == "(not shown)"
    assert result["diff"]["after"]["addresses"][0]["sip_password"] == "(not shown)"
    assert "out_sip_password" not in result["diff"]["before"]
