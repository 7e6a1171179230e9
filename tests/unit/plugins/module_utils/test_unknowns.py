# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the contract leaves open: whichever way the API turns out to be, the client is right or says why it cannot be."""

from __future__ import annotations

import time

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx.decisions import DECLARED
from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import ACLS, as_task, handler_task, task_of
from ansible_collections.telecom.trunking.tests.unit.scenarios import OFFBOARDING, ONBOARDING, outline, planned
from ansible_collections.telecom.trunking.tests.unit.world import HANDLERS, rich

# Every value of every switch under which a customer comes and goes as under the default. The others have tests of their own.
HARMLESS = [
    (switch.name, value)
    for switch in DECLARED
    for value in (switch.values if switch.values != ("on", "off") else ("on", "off"))
    if value != switch.default and (switch.name, value) != ("external_handlers", "never")
] + [("page_limit_max", 1), ("page_limit_max", 3)]


def comes_and_goes(task, emulator):
    """What is there after a customer came, and after it went. Both times a second run has to change nothing."""
    outlines = []
    for tasks in (ONBOARDING, OFFBOARDING):
        results = [task(module, planned=planned(module), **params) for module, params in tasks]
        assert [result.get("msg") for result in results] == [None] * len(tasks)
        assert [result["changed"] for result in results] == [True] * len(tasks)
        outlines.append(outline(emulator.state()))
        emulator.clear_requests()
        time.sleep(emulator.switches()["eventual_consistency_ms"] / 1000)  # a list that still shows what is gone makes its removal a change
        again = [task(module, planned=planned(module), **params) for module, params in tasks]
        assert [(result.get("msg"), result["changed"]) for result in again] == [(None, False)] * len(tasks)
        assert emulator.requests(writes=True) == []
        assert outline(emulator.state()) == outlines[-1]
    return outlines


@pytest.mark.parametrize("part", range(3))
def test_a_customer_comes_and_goes(part, emulator, task, pauses):
    emulator.reset(world.world())
    expected = comes_and_goes(task, emulator)
    for switch, value in HARMLESS[part::3]:
        emulator.reset(world.world(), {switch: value})
        assert comes_and_goes(task, emulator) == expected, f"{switch}: {value}"


def test_a_customer_comes_and_goes_at_a_lagging_api(emulator, task):
    emulator.reset(world.world())
    emulator.switches(eventual_consistency_ms=100)
    comes_and_goes(task, emulator)


# external_handlers: absent is unknown -----------------------------------------------------------------------------------


@pytest.mark.parametrize("params", [{}, {"state": "absent"}, {"exclusive": True}])
def test_handlers_that_are_never_told_cannot_be_managed(params, emulator, task):
    emulator.reset(rich("trunk_group"), {"external_handlers": "never"})
    before = emulator.state()
    for check in (True, False):
        result = task("trunk_handler", check, trunk_group="acme-voice", **handler_task(HANDLERS[0]), **params)
        assert "does not return external_handlers of the trunk group acme-voice" in result["msg"]
    assert emulator.state() == before


@pytest.mark.parametrize("params", [{"external_handlers": []}, {"external_handlers": HANDLERS}, {"state": "replaced"}])
def test_handlers_that_are_never_told_are_not_empty(params, emulator, task):
    emulator.reset(rich("trunk_group"), {"external_handlers": "never"})
    before = emulator.state()
    result = task("trunk_group", name="acme-voice", **params)
    assert "does not return external_handlers" in result["msg"]
    assert emulator.state() == before


def test_handlers_that_are_never_told_do_not_hinder_the_rest(emulator, task):
    emulator.reset(rich("trunk_group"), {"external_handlers": "never"})
    assert task("trunk_group", name="acme-voice", routing_type="failover")["changed"] is True
    assert task("trunk", **task_of("trunk", weight=3))["changed"] is True
    assert len(world.objects(emulator.state(), "trunk_group")["tg.acme-1"]["external_handlers"]) == 2


def test_handlers_that_only_one_object_tells(emulator, task):
    emulator.reset(rich("trunk_group"), {"external_handlers": "in_get_only"})
    assert task("trunk_group", **task_of("trunk_group", **as_task("trunk_group")))["changed"] is False
    assert task("trunk_group", name="acme-voice", external_handlers=[])["changed"] is True
    assert world.objects(emulator.state(), "trunk_group")["tg.acme-1"]["external_handlers"] == []


# with_trunks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("honoured", [True, False])
def test_acls_of_a_trunk_whose_group_does_not_list_it(honoured, emulator, task):
    emulator.reset(rich("trunk"), {"with_trunks_on_get": honoured})
    for ident in ("acme-voice", "tg.acme-1"):
        result = task("trunk_acl", trunk_group=ident, trunk="nyc", **ACLS[0])
        assert (result.get("msg"), result["changed"]) == (None, False)
        assert task("trunk", trunk_group=ident, name="nyc", priority=10)["changed"] is False
    assert task("trunk_acl", trunk_group="tg.acme-1", trunk="nyc", **{**ACLS[0], "voice_action_true": "reject503"})["changed"] is True
    removed = task("trunk_group", trunk_group_sid="tg.acme-1", state="absent")
    assert [operation["object"] for operation in removed["operations"]] == ["trunk", "trunk", "trunk_group"]


def test_a_group_without_its_trunks_is_not_a_group_without_trunks(emulator, task):
    """An endpoint is in use even if the listing of groups says nothing of trunks."""
    emulator.reset(world.world())
    groups = [{name: value for name, value in group.items() if name != "trunks"} for group in emulator.state()["trunk_groups"]]
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": groups}, times=9)
    before = emulator.state()
    result = task("endpoint", name="acme-nyc", state="absent")
    assert result["failed"] is True
    assert emulator.state() == before


# PATCH of maps -----------------------------------------------------------------------------------------------------------


def test_a_key_that_cannot_be_removed_is_not_passed_over(emulator, task):
    emulator.reset(rich("endpoint"), {"map_patch": "merge"})
    assert task("endpoint", name="acme-nyc", attributes={"floor": "2"})["changed"] is True
    result = task("endpoint", name="acme-nyc", attributes={"rack": None})
    # Either it is gone, or the task says that the API kept it.
    kept = "rack" in world.objects(emulator.state(), "endpoint")["ep.nyc-1"]["attributes"]
    assert kept is bool(result.get("failed"))
    if kept:
        assert "did not store attributes as sent" in result["msg"]
        assert result["changed"] is False or result["operations_left"]


def test_what_the_api_does_not_store_is_told(emulator, task):
    emulator.reset(world.world())
    group = world.objects(emulator.state(), "trunk_group")["tg.acme-1"]
    emulator.fault(method="PATCH", status=200, body={name: value for name, value in group.items() if name != "trunks"})
    result = task("trunk_group", name="acme-voice", routing_type="round_robin", hard_failure_codes=[500])
    assert result["failed"] is True
    assert "did not store" in result["msg"]
    assert "hard_failure_codes" in result["msg"]
    assert "routing_type" in result["msg"]


# Removal -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["cascade", "conflict"])
def test_trunks_go_before_their_group(mode, emulator, task):
    emulator.reset(world.world(), {"delete_trunk_group": mode})
    assert task("trunk_group", name="acme-voice", state="absent").get("msg") is None
    assert [request["path"].rpartition("/core/v2")[2] for request in emulator.requests(writes=True)] == [
        "/trunk_groups/tg.acme-1/trunks/tr.lax-1",
        "/trunk_groups/tg.acme-1/trunks/tr.nyc-1",
        "/trunk_groups/tg.acme-1",
    ]


@pytest.mark.parametrize("mode", ["conflict", "unbind"])
def test_numbers_are_unbound_only_on_an_explicit_word(mode, emulator, task):
    emulator.reset(world.world(), {"dids_bound": mode})
    before = emulator.state()
    result = task("trunk_group", name="other-voice", state="absent")
    assert "12125550102" in result["msg"]
    assert "unbind_numbers" in result["msg"]
    assert emulator.state() == before
    assert task("trunk_group", name="other-voice", state="absent", unbind_numbers=True).get("msg") is None
    [number] = world.named(emulator.state(), "did", "12125550102")
    assert (number["trunk_group_sid"], number["status"]) == (None, "assigned")
    assert [request["method"] for request in emulator.requests(writes=True)] == ["PATCH", "DELETE", "DELETE"]


@pytest.mark.parametrize("mode", ["conflict", "null"])
def test_an_endpoint_in_use_stays(mode, emulator, task):
    emulator.reset(world.world(), {"endpoint_in_use": mode})
    before = emulator.state()
    assert "still used by" in task("endpoint", name="acme-nyc", state="absent")["msg"]
    assert emulator.state() == before


@pytest.mark.parametrize("mode", ["conflict", "dangle"])
def test_a_rule_in_use_stays(mode, emulator, task):
    emulator.reset(rich("trunk"), {"rule_in_use": mode})
    before = emulator.state()
    assert "still used by" in task("access_control_rule", name="acme-premium", state="absent")["msg"]
    assert emulator.state() == before


@pytest.mark.parametrize(
    ("module", "params"),
    [
        ("trunk_group", {"name": "acme-voice"}),
        ("trunk", {"trunk_group": "acme-voice", "name": "nyc"}),
        ("endpoint", {"name": "acme-lax"}),
        ("access_control_rule", {"name": "acme-premium"}),
    ],
)
def test_what_is_gone_already_is_gone(module, params, emulator, task):
    """Somebody else deletes it between the look and the DELETE."""
    emulator.reset(world.world())
    emulator.fault(method="DELETE", status=404, effect=True, times=9)
    result = task(module, state="absent", **params)
    assert (result.get("msg"), result["changed"]) == (None, True)
    assert task(module, state="absent", **params)["changed"] is False


# Validation and names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 422])
def test_a_refused_body_is_told_alike(status, emulator, task):
    emulator.reset(world.world(), {"validation_status": status, "strict_enums": True})
    result = task("trunk", **task_of("trunk", call_type="unheard-of", codec="opus99"))
    assert result["status"] == status
    assert "call_type: expected one of regular" in result["msg"]
    assert "codec" in result["msg"]


@pytest.mark.parametrize("value", ["special", "pai", "never"])
def test_values_that_the_contract_does_not_know_are_sent(value, emulator, task):
    emulator.reset(world.world())
    attributes = ("call_type", "in_identity_format", "in_identity_mode", "out_identity_mode", "in_rfc_4694_mode", "out_rfc_4694_mode", "codec")
    assert task("trunk", **task_of("trunk", allow_transfer=value, **dict.fromkeys(attributes, value)))["changed"] is True
    trunk = world.objects(emulator.state(), "trunk")["tr.nyc-1"]
    assert {trunk[name] for name in attributes} == {value}
    assert trunk["allow_transfer"] == value


def test_a_name_that_the_api_refuses_names_the_other_object(emulator, task):
    emulator.reset(world.world(), {"unique_names": "refuse"})
    result = task("trunk_group", trunk_group_sid="tg.other-1", name="acme-voice")
    assert result["status"] == 409
    assert "tg.acme-1" in result["msg"]
    assert "this name already exists" in result["msg"]


def test_unknown_attributes_in_answers_are_ignored_and_never_sent_back(emulator, task):
    state = rich("trunk_group")
    state["trunk_groups"][0].update(new_in_2031="x")
    state["trunk_groups"][0]["acls"][0]["new_in_2031"] = "x"
    emulator.reset(state)
    assert task("trunk_group", **task_of("trunk_group", **as_task("trunk_group")))["changed"] is False
    assert task("trunk_acl", trunk_group="acme-voice", direction="any", access_control_rules=["acme-premium"])["changed"] is True
    assert "new_in_2031" not in str(emulator.requests(writes=True))


def test_only_what_changes_is_sent(emulator, task):
    emulator.reset(rich("trunk_group"))
    task("trunk_group", name="acme-voice", hard_failure_codes=[500, 408], routing_type="round_robin")
    task("trunk", **task_of("trunk", priority=10, weight=7))
    task("endpoint", name="new", capacity=4)
    assert [(request["method"], request["body"]) for request in emulator.requests(writes=True)] == [
        ("PATCH", {"hard_failure_codes": "500;408;"}),
        ("PATCH", {"weight": 7}),
        ("POST", {"name": "new", "type": "third_party", "capacity": 4}),
    ]


# Logins -------------------------------------------------------------------------------------------------------------------


def test_a_login_by_name_and_password(emulator, task):
    login = {"api_token": None, "api_username": "telco", "api_password": "telco-password"}
    assert task("trunk_group", name="new", **login)["changed"] is True
    emulator.switches(basic_auth="off")
    result = task("trunk_group", name="new", **login)
    assert result["status"] == 401
    assert "telco-password" not in str(result)


def test_a_token_wins_over_a_password(emulator, task):
    assert task("trunk_group", name="new", api_username="telco", api_password="wrong")["changed"] is True
