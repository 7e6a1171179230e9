# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""At Odin: whatever goes wrong is one clear message with Odin's own words. No traceback, from either shell."""

from __future__ import annotations

import json

import pytest

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_world import NAME, bare, seated, userid
from ansible_collections.telecom.trunking.tests.unit.shells import essence


@pytest.fixture
def failing(emulator, odin_task):
    """``failing(module, **params)``: the failure, which has to be the same from both shells, after what ``prepare`` orders."""

    def perform(module, check=False, prepare=lambda: None, **params):
        told = []
        for shell in ("module", "action"):
            emulator.clear_requests()
            prepare()
            told.append(essence(odin_task(module, check, shell, **params)))
            emulator.clear_faults()
        assert told[0] == told[1]
        result = told[0]
        assert result["failed"] is True
        assert "Traceback" not in json.dumps(result)
        assert "\n\n" not in result["msg"]
        return result

    return perform


# What an error says ------------------------------------------------------------------------------------------------------

WORDS = [
    (
        {"error": "[Error 4400] Could not assign service", "status": 400, "details": "Trunk Group: Service pack license limit is reached."},
        ["[Error 4400] Could not assign service", "license limit is reached"],
    ),
    ({"error": "[Error 5404] Unauthorized transaction.", "status": 400}, ["[Error 5404] Unauthorized transaction."]),
    ({"error": "Something", "status": 400, "details": ""}, ["Something"]),
    ({"error": "Something", "status": 400, "details": None}, ["Something"]),
    ({"error": {"summary": "inner words"}, "status": 400, "details": ["more"]}, ["inner words", "more"]),
    ({"details": "only details", "status": 400}, ["only details"]),
    ({"status": 400}, ["400"]),
    ({}, ["400"]),
    ([], ["400"]),
    (["a list"], ["a list"]),
    ("a text", ["a text"]),
    (None, ["400"]),
]


@pytest.mark.parametrize(("body", "words"), WORDS, ids=str)
def test_odins_words_are_shown(body, words, emulator, failing):
    emulator.reset(bare())
    result = failing(
        "odin_trunk_group", prepare=lambda: emulator.fault(method="PUT", path="/trunk-groups", status=400, body=body), name=NAME, max_active_calls=4
    )
    assert (result["status"], result["method"], result["path"]) == (400, "PUT", "/groups/trunk-groups")
    assert "PUT /groups/trunk-groups: 400" in result["msg"]
    assert [word for word in words if word not in result["msg"]] == []
    assert (result["changed"], result["operations_done"]) == (False, [])


@pytest.mark.parametrize(
    ("switches", "words"),
    [({}, "[Error 9902] Group not found: NOPE"), ({"odin_error_codes": False}, ": Group not found: NOPE"), ({"odin_error_details": False}, "[Error 9902]")],
)
@pytest.mark.parametrize("status", [400, 404])
def test_a_group_that_is_not_there(status, switches, words, emulator, failing):
    emulator.reset(bare(), {"odin_not_found": status, **switches})
    for module, params in (
        ("odin_trunk_group", {"name": NAME, "max_active_calls": 1}),
        ("odin_call_capacity", {"max_active_calls": 1}),
        ("odin_group_service", {}),
        ("odin_trunk_group_info", {}),
        ("odin_call_capacity_info", {}),
    ):
        result = failing(module, **params, group_id="NOPE")
        assert result["status"] == status
        assert words in result["msg"]
    assert "Service provider not found: NOPE" in failing("odin_call_capacity", service_provider_id="NOPE", group_id=..., max_active_calls=1)["msg"]


def test_a_login_that_sees_nothing_of_it(failing):
    result = failing("odin_trunk_group", login="other-admin", name=NAME, max_active_calls=1)
    assert result["status"] == 403
    assert "the login may not do this" in result["msg"]


PAGES = [
    {"status": 502, "body_text": "<html><h1>Bad Gateway</h1></html>"},
    {"status": 500, "body_text": "<html><body>" + "Internal error. " * 100 + "</body></html>"},
    {"status": 400, "body_text": ""},
    {"status": 400, "body_text": '{"error": "cut of'},
    {"status": 200, "body_text": "<html>Please log in</html>"},
    {"status": 200, "body_text": ""},
    {"status": 302, "headers": {"location": "https://login.example.net/"}},
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page['status']} {page.get('body_text', '')[:20]}")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_pages_in_place_of_json(page, method, emulator, failing, odin_task, pauses):
    """Whatever a proxy in between says."""
    emulator.reset(bare())
    params = {"GET": {}, "POST": {"name": "new", "max_active_calls": 1}, "PUT": {"max_active_calls": 4}, "DELETE": {"state": "absent"}}[method]
    if page == {"status": 200, "body_text": ""} and method in ("PUT", "DELETE", "POST"):
        # An empty answer is as good as any to DELETE, and to a write that is then looked at.
        emulator.fault(method=method, path="/trunk-groups", effect=True, **page)
        result = odin_task("odin_trunk_group", **{"name": NAME, **params})
        assert "Traceback" not in json.dumps(result)
        assert odin_task("odin_trunk_group", **{"name": NAME, **params})["changed"] is False
        return
    result = failing("odin_trunk_group", prepare=lambda: emulator.fault(method=method, path="/trunk-groups", times=9, **page), **{"name": NAME, **params})
    assert f"{method} /groups/trunk-groups" in result["msg"]
    assert len(result["msg"]) < 600


# Answers that are no answers ---------------------------------------------------------------------------------------------

ODD = [
    None,
    [],
    {},
    "text",
    7,
    True,
    [None],
    ["text"],
    [7],
    [{}],
    [{"groupId": "ACME_NYC"}],
    {"data": None},
    {"data": {}},
    {"data": ["x"]},
    [{"name": None}],
    [{"name": {}}],
]


@pytest.mark.parametrize("answer", ODD, ids=str)
@pytest.mark.parametrize(
    ("module", "params", "path"),
    [
        ("odin_trunk_group", {"name": NAME, "max_active_calls": 10}, "/groups/trunk-groups$"),
        ("odin_trunk_group_info", {}, "/groups/trunk-groups$"),
        ("odin_call_capacity", {"max_active_calls": 20}, "/call-capacity"),
        ("odin_group_service", {}, "/groups/services"),
        ("odin_trunk_user", {"user_id": userid(1), "state": "absent"}, "/users"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("odin") else "",
)
def test_odd_answers_to_reading(module, params, path, answer, emulator, odin_task):
    """A message or a result, never a traceback, and nothing is written because of it."""
    emulator.reset(bare())
    emulator.fault(method="GET", path=path, times=None, status=200, body=answer)
    result = odin_task(module, True, **params)
    assert "Traceback" not in json.dumps(result)
    if result.get("failed"):
        assert result["msg"]
        assert "\n\n" not in result["msg"]


@pytest.mark.parametrize("answer", [{}, {"{}": None}, {"{}": {}}, {"{}": "x"}, {"{}": [None]}, []], ids=str)
@pytest.mark.parametrize(
    ("module", "params", "path", "name"),
    [
        ("odin_group_service", {}, "/groups/services$", "groupServices"),
        ("odin_group_service", {"state": "absent"}, "/groups/services$", "groupServices"),
        ("odin_trunk_user", {"user_id": userid(1), "state": "absent"}, "/users$", "users"),
    ],
)
def test_what_was_left_out_is_not_empty(module, params, path, name, answer, emulator, failing):
    """Who takes it for empty creates it again, or reports it as gone."""
    emulator.reset(bare())
    body = dict.fromkeys([name], *answer.values()) if answer else answer
    result = failing(module, prepare=lambda: emulator.fault(method="GET", path=path, times=None, status=200, body=body), **params)
    assert "Check api_url." in result["msg"]
    assert [one for one in emulator.requests() if one["method"] != "GET"] == []


def test_an_error_of_the_server_does_not_say_that_a_user_is_not_there(emulator, failing, pauses):
    emulator.reset(bare())
    body = {"error": "User not found in cache shard", "status": 500}
    result = failing(
        "odin_trunk_user", prepare=lambda: emulator.fault(method="GET", path="/users$", times=None, status=500, body=body), user_id=userid(1), state="absent"
    )
    assert result["status"] == 500


@pytest.mark.parametrize("answer", [None, [], {}, "text", 7, [{}], {"name": NAME}, {"maxActiveCalls": "many"}], ids=str)
@pytest.mark.parametrize(
    "params", [{"name": "new", "max_active_calls": 2}, {"name": NAME, "max_active_calls": 4}, {"name": NAME, "state": "absent"}], ids=["POST", "PUT", "DELETE"]
)
def test_odd_answers_to_writing(params, answer, emulator, odin_task):
    """What was written is there, whatever was said: the next run finds it."""
    emulator.reset(bare())
    method = "DELETE" if "state" in params else "POST" if params["name"] == "new" else "PUT"
    emulator.fault(method=method, path="/trunk-groups", status=200, body=answer, effect=True)
    result = odin_task("odin_trunk_group", **params)
    assert "Traceback" not in json.dumps(result)
    assert odin_task("odin_trunk_group", **params)["changed"] is False


def test_a_profile_of_another_name(emulator, odin_task):
    """One path, two shapes: a server that ignores the name answers with the list."""
    emulator.reset(bare())
    rows = [{"name": NAME, **world.KEY, "department": None, "deviceName": None, "deviceLevel": None}]
    emulator.fault(method="GET", path="/groups/trunk-groups", times=None, status=200, body=rows)
    result = odin_task("odin_trunk_group", True, name=NAME, max_active_calls=4)
    assert "Traceback" not in json.dumps(result)
    assert result["failed"] is True


# Reading -----------------------------------------------------------------------------------------------------------------


def test_info_tells_what_is_there(emulator, odin_task):
    emulator.reset(world.rich())
    for shell in ("module", "action"):
        groups = odin_task("odin_trunk_group_info", shell=shell)["odin_trunk_groups"]
        assert [group["name"] for group in groups] == ["backup", NAME]
        shown = {name: value for name, value in groups[1].items() if name in world.as_task()}
        assert {n: sorted(v) if isinstance(v, list) else v for n, v in shown.items()} == world.as_task()
        assert [group["name"] for group in odin_task("odin_trunk_group_info", shell=shell, name="v*")["odin_trunk_groups"]] == [NAME]
        assert odin_task("odin_trunk_group_info", shell=shell, name="gone")["odin_trunk_groups"] == []
        [capacity] = odin_task("odin_call_capacity_info", shell=shell)["odin_call_capacities"]
        assert (capacity["max_active_calls"], capacity["max_available_active_calls"], capacity["bursting_max_available_active_calls"]) == (20, 60, 10)
        [capacity] = odin_task("odin_call_capacity_info", shell=shell, group_id=...)["odin_call_capacities"]
        assert capacity["max_active_calls"] == 60


def test_what_info_tells_is_a_task(emulator, odin_task):
    """An answer of the info module is input that changes nothing."""
    emulator.reset(world.rich())
    [shown] = odin_task("odin_trunk_group_info", name=NAME)["odin_trunk_groups"]
    given = {name: value for name, value in shown.items() if name not in ("trunk_group_state", "total_active_incoming_calls", "total_active_outgoing_calls")}
    assert odin_task("odin_trunk_group", **given)["changed"] is False
    assert odin_task("odin_trunk_group", state="replaced", **given)["changed"] is False


def test_operations_that_were_done_and_not(emulator, odin_task):
    """The pilot user leaves its seat, and then the user cannot be taken off."""
    emulator.reset(seated(bare(), 1, pilot=1))
    emulator.fault(
        method="PUT", path="/users", status=400, body={"error": "[Error 4003] Unauthorized request: UserModifyRequest", "status": 400, "details": ""}
    )
    result = odin_task("odin_trunk_user", user_id=userid(1), state="absent")
    assert result["status"] == 400
    assert result["operations_left"]
    again = odin_task("odin_trunk_user", user_id=userid(1), state="absent")
    assert again["operations"][0]["attributes"] == ["line_port", "trunk_group"]
