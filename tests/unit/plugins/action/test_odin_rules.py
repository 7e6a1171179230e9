# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What BroadWorks would refuse is said before anything is sent, with the option and what would be right (Odin contract section 5)."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.odin_cases import BACKUP
from ansible_collections.telecom.trunking.tests.unit.odin_world import NAME, TABLE, bare, capacity, rich, seated, trunk, userid
from ansible_collections.telecom.trunking.tests.unit.plugins.action.test_odin_truth import written
from ansible_collections.telecom.trunking.tests.unit.shells import essence

OWN = {**BACKUP, "name": NAME}
DIVERSIONS = ("capacity_exceeded", "unreachable_destination", "call_forwarding_always")


@pytest.fixture
def refused(emulator, odin_task):
    """``refused(module, **params)``: the problems of a task, the same from both shells and in check mode, before any write."""

    def perform(module="odin_trunk_group", **params):
        before = emulator.state()
        emulator.clear_requests()
        told = [odin_task(module, check, shell, **params) for shell in ("module", "action") for check in (True, False)]
        assert [one["failed"] for one in told] == [True] * 4
        assert len({str(sorted(essence(one).items())) for one in told}) == 1
        assert "status" not in told[0], told[0]["msg"]
        assert written(emulator) == []
        assert emulator.state() == before
        return told[0]["problems"]

    return perform


# What the schema refuses: nothing is sent at all -------------------------------------------------------------------------


def limits():
    """``(attribute, good value, bad value, words)`` of every range, length and enum of the contract's table."""
    for row in TABLE.values():
        name, text = row["name"], {"max_bytes": row.get("max_bytes", 0)}
        if row["update"] == "-" or row["create"] == "R" and name != "max_active_calls":
            continue
        if "minimum" in row:
            yield name, row["minimum"], row["minimum"] - 1, f"is below the minimum {row['minimum']}"
        if "maximum" in row:
            yield name, row["maximum"], row["maximum"] + 1, f"is above the maximum {row['maximum']}"
        if text["max_bytes"]:
            yield name, fitting(name, row["max_bytes"]), fitting(name, row["max_bytes"] + 1), f"is longer than {row['max_bytes']} bytes"
        if "enum" in row:
            for good in row["enum"]:
                yield name, good, good.lower() + "s", "is not one of " + ", ".join(row["enum"])
        if row["type"] == "boolean":
            yield name, True, "perhaps", "is not true or false"


def fitting(name, size):
    """A text of this many bytes, in fewer characters where the attribute may hold any."""
    if name == "prefix":
        return "1" * size
    tail = "@acme.example.net" if name in ("trunk_group_identity", "pilot_user_id") else ""
    left = size - len(tail)
    return "ü" * (left // 2) + "x" * (left % 2) + tail


LIMITS = list(limits())


def test_the_limits_of_the_table_are_all_there():
    assert len(LIMITS) > 80
    assert {name for name, *_rest in LIMITS} >= {row["name"] for row in TABLE.values() if {"minimum", "max_bytes", "enum"} & set(row) and row["update"] in "sn"}


@pytest.mark.parametrize(("name", "good", "bad", "words"), LIMITS)
def test_ranges_lengths_and_enums(name, good, bad, words, emulator, odin_task):
    result = odin_task("odin_trunk_group", name=NAME, **{name: bad})
    [problem] = result["problems"]
    assert problem.startswith(f"{name}: ")
    assert words in problem
    result = odin_task("odin_trunk_group", name=NAME, **{name: bad, "colour": 1})
    assert any(one.startswith(f"{name}: ") for one in result["problems"])
    assert emulator.requests() == []
    allowed = odin_task("odin_trunk_group", True, name=NAME, allow_long_invitation_timeout=True, **{name: good})
    assert not any(
        one.startswith(f"{name}: ") and ("is not" in one or "is longer" in one or "minimum" in one or "maximum" in one) for one in allowed.get("problems", [])
    )


@pytest.mark.parametrize(
    ("module", "params", "problem"),
    [
        ("odin_trunk_group", {"name": "ü" * 16}, "name: "),
        ("odin_trunk_group", {"name": NAME, "new_name": "ü" * 16}, "new_name: "),
        ("odin_trunk_group", {"name": NAME, "group_id": "ü" * 16}, "group_id: "),
        ("odin_trunk_group", {"name": NAME, "service_provider_id": "ü" * 16}, "service_provider_id: "),
        ("odin_trunk_group", {"name": NAME, "department": {"name": "ü" * 26}}, "department: name: "),
        ("odin_trunk_group", {"name": NAME, "access_device": {"device_level": "Group", "device_name": "ü" * 21}}, "access_device: device_name: "),
        ("odin_trunk_group", {"name": NAME, "users": ["ü" * 81]}, "users[0]: "),
        (
            "odin_trunk_group",
            {"name": NAME, "capacity_exceeded_reroute_trunk_group_key": {**BACKUP, "name": "ü" * 16}},
            "capacity_exceeded_reroute_trunk_group_key: name: ",
        ),
        ("odin_trunk_user", {"user_id": "ü" * 81 + "@x"}, "user_id: "),
        ("odin_trunk_user", {"user_id": userid(1), "trunk_group": "ü" * 16}, "trunk_group: "),
        ("odin_trunk_user", {"user_id": userid(1), "line_port": "ü" * 81}, "line_port: "),
    ],
)
def test_lengths_are_bytes(module, params, problem, emulator, refused):
    [told] = refused(module, **params)
    assert told.startswith(problem)
    assert told.endswith("bytes") and "longer than" in told
    assert emulator.requests() == []


INPUTS = [
    ("odin_trunk_group", {}, ["name: is required"]),
    ("odin_trunk_group", {"name": NAME, "service_provider_id": ..., "group_id": ...}, ["group_id: is required", "service_provider_id: is required"]),
    ("odin_trunk_group", {"name": ""}, ["name: must not be empty"]),
    ("odin_trunk_group", {"name": NAME, "max_active_call": 3}, ["max_active_call: no such option, did you mean max_active_calls?"]),
    ("odin_trunk_group", {"name": NAME, "trunk_group_state": "Available"}, ["trunk_group_state: no such option"]),
    ("odin_trunk_group", {"name": NAME, "max_active_calls": None}, ["max_active_calls: "]),
    ("odin_trunk_group", {"name": NAME, "trunk_group_identity": "no host"}, ["trunk_group_identity: 'no host' is not of the form"]),
    ("odin_trunk_group", {"name": NAME, "prefix": "+49"}, ["prefix: '+49' is not of the form"]),
    ("odin_trunk_group", {"name": NAME, "users": ["a@b", "a@b"]}, ["users: holds the same item twice"]),
    ("odin_trunk_group", {"name": NAME, "department": {"service_provider_id": "x"}}, ["department: name: is required"]),
    (
        "odin_trunk_group",
        {"name": NAME, "access_device": {"device_level": "Groups"}},
        ["access_device: device_name: is required", "access_device: device_level: 'Groups' is not one of"],
    ),
    (
        "odin_trunk_group",
        {"name": NAME, "call_forwarding_always_reroute_trunk_group_key": "backup"},
        ["call_forwarding_always_reroute_trunk_group_key: 'backup' is not a map"],
    ),
    (
        "odin_trunk_group",
        {"name": NAME, "call_forwarding_always_reroute_trunk_group_key": {"name": "backup"}},
        [f"call_forwarding_always_reroute_trunk_group_key{part}: is required" for part in (": group_id", ": service_provider_id")],
    ),
    ("odin_trunk_group", {"name": NAME, "state": "gone"}, ["state: 'gone' is not one of present, replaced, absent"]),
    ("odin_call_capacity", {"max_active_calls": -2}, ["max_active_calls: -2 is below the minimum -1"]),
    ("odin_call_capacity", {"max_active_calls": "lots"}, ["max_active_calls: 'lots' is not an integer"]),
    ("odin_call_capacity", {"state": "absent"}, ["state: 'absent' is not one of present, replaced"]),
    ("odin_group_service", {"quantity": -2}, ["quantity: -2 is below the minimum -1"]),
    ("odin_group_service", {"group_id": ...}, ["group_id: is required"]),
    ("odin_trunk_user", {}, ["user_id: is required"]),
    ("odin_trunk_user", {"user_id": "u1"}, ["user_id: 'u1' is not of the form"]),
    ("odin_trunk_user", {"user_id": userid(1), "contacts": [f"sip:{n}" for n in range(6)]}, ["contacts: "]),
    ("odin_trunk_group_info", {"nam": "x"}, ["nam: no such option, did you mean name?"]),
    ("odin_call_capacity_info", {"service_provider_id": ...}, ["service_provider_id: is required"]),
]


@pytest.mark.parametrize(("module", "params", "problems"), INPUTS)
def test_what_the_schema_refuses_is_never_sent(module, params, problems, emulator, refused):
    told = refused(module, **params)
    assert [problem for problem in problems if not any(problem in one for one in told)] == []
    assert emulator.requests() == []


# What does not go together -----------------------------------------------------------------------------------------------


def on_create_and_on_change(refused, emulator, params, state=None):
    """The problems, which are the same for a new trunk group and for one that is there."""
    emulator.reset(world.world())
    new = refused(name=NAME, max_active_calls=10, **params)
    emulator.reset(state or bare())
    assert refused(name=NAME, **params) == new
    return new


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["sip_authentication_user_name", "sip_authentication_password"]),
        ({"sip_authentication_user_name": "7001"}, ["sip_authentication_password"]),
        ({"sip_authentication_password": "Given-12345"}, ["sip_authentication_user_name"]),
        ({"sip_authentication_user_name": None, "sip_authentication_password": "Given-12345"}, ["sip_authentication_user_name"]),
    ],
)
def test_authentication_needs_credentials(given, missing, emulator, refused):
    """D1."""
    wanted = [f"{name}: is required when require_authentication is true" for name in missing]
    emulator.reset(world.world())
    assert refused(name=NAME, max_active_calls=10, require_authentication=True, **given) == wanted
    emulator.reset(bare())
    assert wanted[0] in refused(name=NAME, require_authentication=True, **given)


def test_stored_credentials_are_enough(emulator, odin_task, refused):
    """D1: turned on again without them."""
    stored = {"sipAuthenticationUserName": "7001", "sipAuthenticationPassword": "Stored-12345"}
    emulator.reset(bare(**stored))
    assert odin_task("odin_trunk_group", name=NAME, require_authentication=True)["changed"] is True
    assert trunk(emulator.state())["requireAuthentication"] is True
    assert "sip_authentication_user_name" in refused(name=NAME, sip_authentication_user_name=None)[0]


@pytest.mark.parametrize("prefix", DIVERSIONS)
@pytest.mark.parametrize(("action", "partner"), [("Forward", "forward_address"), ("Reroute", "reroute_trunk_group_key")])
def test_a_diversion_needs_its_destination(prefix, action, partner, emulator, refused, odin_task):
    """D3."""
    told = on_create_and_on_change(refused, emulator, {f"{prefix}_action": action})
    assert told == [f"{prefix}_{partner}: is required when {prefix}_action is {action}"]
    emulator.reset(rich())
    running = trunk(emulator.state())[world_name(f"{prefix}_action")]
    if running == action:
        assert refused(name=NAME, **{f"{prefix}_{partner}": None}) == told
    else:
        assert odin_task("odin_trunk_group", name=NAME, **{f"{prefix}_{partner}": None})["changed"] is True


def world_name(name):
    return next(odins for odins, row in TABLE.items() if row["name"] == name)


@pytest.mark.parametrize("prefix", DIVERSIONS)
def test_a_trunk_group_is_not_rerouted_to_itself(prefix, emulator, refused):
    """D3."""
    told = on_create_and_on_change(refused, emulator, {f"{prefix}_action": "Reroute", f"{prefix}_reroute_trunk_group_key": OWN})
    assert told == [f"{prefix}_reroute_trunk_group_key: is the trunk group itself, it has to be another one"]


@pytest.mark.parametrize("prefix", DIVERSIONS)
def test_no_action_needs_nothing(prefix, emulator, odin_task):
    """D3."""
    emulator.reset(world.world())
    result = odin_task("odin_trunk_group", name=NAME, max_active_calls=3, **{f"{prefix}_action": None, f"{prefix}_forward_address": "12125550100"})
    assert result.get("msg") is None


@pytest.mark.parametrize(("flag", "needed", "value"), [("route_to_peering_domain", "peering_domain", "peer.example.net"), ("prefix_enabled", "prefix", "0")])
def test_a_switch_needs_its_value(flag, needed, value, emulator, refused, odin_task):
    """D4."""
    told = on_create_and_on_change(refused, emulator, {flag: True})
    assert told == [f"{needed}: is required when {flag} is true"]
    assert odin_task("odin_trunk_group", name=NAME, **{flag: True, needed: value})["changed"] is True
    assert refused(name=NAME, **{needed: None}) == told


@pytest.mark.parametrize("name", ["max_incoming_calls", "max_outgoing_calls"])
def test_a_part_is_not_more_than_the_whole(name, emulator, refused, odin_task):
    """K6, whichever of the two changes."""
    told = on_create_and_on_change(refused, emulator, {name: 11})
    assert told == [f"{name}: 11 is above max_active_calls 10"]
    assert odin_task("odin_trunk_group", name=NAME, **{name: 8})["changed"] is True
    assert refused(name=NAME, max_active_calls=7) == [f"{name}: 8 is above max_active_calls 7"]


def test_every_rule_at_once(emulator, refused):
    emulator.reset(world.world())
    told = refused(
        name=NAME,
        max_active_calls=2,
        require_authentication=True,
        capacity_exceeded_action="Forward",
        prefix_enabled=True,
        invitation_timeout=20,
        max_incoming_calls=3,
    )
    assert len(told) == 6


def test_what_was_wrong_before_is_not_this_tasks_doing(emulator, odin_task):
    """A trunk group that others left in a state that no rule allows can still be changed elsewhere."""
    emulator.reset(bare(capacityExceededAction="Forward", maxIncomingCalls=50, invitationTimeout=100))
    assert odin_task("odin_trunk_group", True, name=NAME, otg_dtg_identity="1").get("msg") is None


@pytest.mark.parametrize("seconds", [16, 255])
def test_a_long_invitation_timeout_needs_a_word(seconds, emulator, refused, odin_task):
    told = on_create_and_on_change(refused, emulator, {"invitation_timeout": seconds})
    assert told == [f"invitation_timeout: {seconds} is above 15, which older releases refuse. Set allow_long_invitation_timeout if yours takes it"]
    assert odin_task("odin_trunk_group", name=NAME, invitation_timeout=seconds, allow_long_invitation_timeout=True)["changed"] is True
    emulator.reset(bare(), {"odin_invitation_timeout_max": 15})
    older = odin_task("odin_trunk_group", name=NAME, invitation_timeout=seconds, allow_long_invitation_timeout=True)
    assert older["status"] == 400
    assert "invitationTimeout" in older["msg"]
    assert odin_task("odin_trunk_group", name=NAME, invitation_timeout=15)["changed"] is True


def test_a_new_trunk_group_needs_its_calls(emulator, refused):
    emulator.reset(world.world())
    assert refused(name=NAME) == [f"max_active_calls: is required for a new trunk group {NAME}"]


# Capacity ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("params", [{"name": "new", "max_active_calls": 21}, {"name": NAME, "max_active_calls": 21}])
def test_check_mode_knows_the_calls_of_the_group(params, emulator, odin_task):
    """K3. For real the API is asked and its own words are shown."""
    emulator.reset(bare())
    for shell in ("module", "action"):
        forecast = odin_task("odin_trunk_group", True, shell, **params)
        assert forecast["problems"] == ["max_active_calls: 21 is above the 20 of the group"]
        real = odin_task("odin_trunk_group", False, shell, **params)
        assert real["status"] == 400
        assert "21" in real["msg"] and "20" in real["msg"]
    assert odin_task("odin_trunk_group", True, **{**params, "max_active_calls": 20}).get("msg") is None


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"enable_bursting": True, "bursting_max_active_calls": 6}, "bursting_max_active_calls: 6 is above the 5 of the group"),
        ({"bursting_max_active_calls": 6}, "bursting_max_active_calls: 6 is above the 5 of the group"),
    ],
)
def test_check_mode_knows_the_bursts_of_the_group(params, problem, emulator, odin_task):
    """K4."""
    emulator.reset(bare())
    assert odin_task("odin_trunk_group", True, name=NAME, **params)["problems"] == [problem]
    assert odin_task("odin_trunk_group", name=NAME, **params)["status"] == 400
    emulator.reset(capacity(capacity(bare(), burstingMaxActiveCalls=-1), "ACME_NYC", burstingMaxActiveCalls=-1))
    for check in (True, False):
        assert odin_task("odin_trunk_group", check, name=NAME, **params)["changed"] is True


def test_check_mode_knows_a_group_without_bursts(emulator, odin_task):
    """K4."""
    emulator.reset(capacity(bare(), "ACME_NYC", burstingMaxActiveCalls=0))
    forecast = odin_task("odin_trunk_group", True, name=NAME, enable_bursting=True)
    assert "enable_bursting: " in forecast["msg"]
    assert odin_task("odin_trunk_group", name=NAME, enable_bursting=True)["status"] == 400


def test_calls_that_do_not_change_are_nobodys_business(emulator, odin_task):
    emulator.reset(capacity(bare(), "ACME_NYC", maxActiveCalls=5))
    for check in (True, False):
        result = odin_task("odin_trunk_group", check, name=NAME, max_active_calls=10, otg_dtg_identity="1")
        assert result.get("msg") is None
        assert result["changed"] is True


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"max_active_calls": 61}, "max_active_calls: 61 is above the 60 of the service provider"),
        ({"bursting_max_active_calls": 11}, "bursting_max_active_calls: 11 is above the 10 of the service provider"),
        ({"bursting_max_active_calls": "unlimited"}, "bursting_max_active_calls: unlimited is above the 10 of the service provider"),
    ],
)
def test_a_group_gets_at_most_what_its_provider_has(params, problem, emulator, refused):
    """K1."""
    emulator.reset(bare())
    assert refused("odin_call_capacity", **params) == [problem]


def test_a_group_always_has_a_number_of_calls(emulator, refused):
    """OCI has no unlimited there."""
    emulator.reset(capacity(maxActiveCalls=-1))
    assert refused("odin_call_capacity", max_active_calls="unlimited") == ["max_active_calls: a group cannot have unlimited calls, only a service provider can"]


# Users and their pilot ---------------------------------------------------------------------------------------------------


def bodies(emulator):
    return [(request["path"].removeprefix("/api/v2"), request["body"]) for request in emulator.requests(writes=True) if "/auth/" not in request["path"]]


def test_the_pilot_user_leaves_its_seat_before_it_leaves(emulator, odin_task):
    emulator.reset(seated(bare(), 1, 2, pilot=1))
    assert odin_task("odin_trunk_user", user_id=userid(1), state="absent").get("msg") is None
    (first, seat), (second, endpoint) = bodies(emulator)
    assert (first, second) == ("/groups/trunk-groups", "/users")
    assert seat == {**world.KEY, "name": NAME, "pilotUserId": None}
    assert endpoint == {"userId": userid(1), **world.KEY, "endpointType": "none", "trunkAddressing": None}


def test_the_pilot_user_is_on_before_it_takes_its_seat(emulator, odin_task):
    emulator.reset(bare())
    assert odin_task("odin_trunk_user", user_id=userid(1), trunk_group=NAME, line_port="line1@acme.example.net", pilot=True).get("msg") is None
    (first, endpoint), (second, seat) = bodies(emulator)
    assert (first, second) == ("/users", "/groups/trunk-groups")
    assert endpoint["trunkAddressing"] == {"trunkGroupDeviceEndpoint": {"name": NAME, "linePort": "line1@acme.example.net", "contacts": []}}
    assert seat == {**world.KEY, "name": NAME, "pilotUserId": userid(1)}


def test_the_pilot_user_moves_and_is_none_there(emulator, odin_task):
    """Who is the pilot user of the other trunk group stays it."""
    emulator.reset(seated(bare(), 1, 2, pilot=1))
    odin_task("odin_trunk_user", user_id=userid(2), trunk_group="backup", pilot=True)
    forecast = odin_task("odin_trunk_user", True, user_id=userid(1), trunk_group="backup")
    result = odin_task("odin_trunk_user", user_id=userid(1), trunk_group="backup")
    assert forecast["operations"] == result["operations"]
    assert result["operations"][0]["attributes"] == ["pilot", "trunk_group"]
    assert "pilotUserId" not in trunk(emulator.state())
    assert trunk(emulator.state(), "backup")["pilotUserId"] == userid(2)
    assert odin_task("odin_trunk_user", user_id=userid(2), pilot=True)["changed"] is False


def test_the_pilot_user_moves(emulator, odin_task):
    """Off the seat, over, and on the seat there."""
    emulator.reset(seated(bare(), 1, pilot=1))
    result = odin_task("odin_trunk_user", user_id=userid(1), trunk_group="backup", pilot=True)
    assert result.get("msg") is None
    assert [path for path, _body in bodies(emulator)] == ["/groups/trunk-groups", "/users", "/groups/trunk-groups"]
    assert "pilotUserId" not in trunk(emulator.state())
    assert trunk(emulator.state(), "backup")["pilotUserId"] == userid(1)
    assert any(f"user {userid(1)} moves from {NAME} to backup" in str(warning) for warning in result["warnings"])


@pytest.mark.parametrize("wanted", [{"state": "absent"}, {"pilot": True}], ids=str)
def test_a_user_of_another_group_is_left_alone(wanted, emulator, refused):
    emulator.reset(bare())
    assert refused("odin_trunk_user", group_id="ACME_BOS", user_id=userid(1), **wanted) == [
        f"user_id: the user {userid(1)} belongs to the group ACME_ENT/ACME_NYC, not to ACME_ENT/ACME_BOS"
    ]


def test_a_seat_that_is_refused_is_told_apart_from_the_place(emulator, odin_task):
    """Two requests of one operation: what the first one did is done."""
    emulator.reset(bare())
    emulator.fault(method="PUT", path="/groups/trunk-groups", status=400, body={"error": "no", "status": 400, "details": ""})
    wanted = {"user_id": userid(1), "trunk_group": NAME, "line_port": "line1@acme.example.net", "pilot": True}
    result = odin_task("odin_trunk_user", **wanted)
    emulator.clear_faults()
    assert (result["failed"], result["changed"]) == (True, True)
    assert [one["attributes"] for one in result["operations_done"]] == [["line_port", "trunk_group"]]
    assert [one["attributes"] for one in result["operations_left"]] == [["pilot"]]
    assert odin_task("odin_trunk_user", **wanted)["operations"][0]["attributes"] == ["pilot"]


@pytest.mark.parametrize("codes", [True, False])
def test_a_user_who_is_gone_is_off_every_trunk_group(codes, emulator, odin_task):
    emulator.reset(bare(), {"odin_error_codes": codes})
    assert odin_task("odin_trunk_user", user_id=userid(9), state="absent")["changed"] is False


def test_what_a_service_and_a_capacity_allow(emulator, refused, odin_task):
    """The forecast says what the API would: no service, fewer than there are, more than the service provider has."""
    emulator.reset(bare())
    forecast = odin_task("odin_trunk_group", True, group_id="ACME_BOS", name="new", max_active_calls=1)
    assert forecast["problems"] == ["group_id: the service Trunk Group is not assigned to ACME_ENT/ACME_BOS, see odin_group_service"]
    planned = {"odin_group_service": ["Trunk Group"]}
    assert odin_task("odin_trunk_group", True, group_id="ACME_BOS", name="new", max_active_calls=1, planned=planned)["changed"] is True
    [problem] = refused("odin_group_service", quantity=0)
    assert problem.startswith("quantity: 0 is below the ")
    assert refused("odin_call_capacity", group_id=None, max_active_calls=1) == ["group_id: must not be null"]


def test_what_a_user_needs(emulator, refused):
    emulator.reset(bare())
    assert refused("odin_trunk_user", user_id=userid(1), trunk_group=NAME) == ["line_port: is required to put a user on a trunk group"]
    assert refused("odin_trunk_user", user_id=userid(1), line_port="a@b") == [
        "trunk_group: is required for line_port, which only a user on a trunk group has"
    ]
    assert refused("odin_trunk_user", user_id=userid(1), pilot=True) == ["trunk_group: is required for a pilot user, who has to be on it"]
    assert refused("odin_trunk_user", user_id=userid(9), trunk_group=NAME, line_port="a@b") == [
        f"user_id: there is no user {userid(9)}, and this module does not create one"
    ]
    assert refused("odin_trunk_user", user_id=userid(1), trunk_group="gone", line_port="a@b") == ["trunk_group: there is no trunk group named gone"]


def test_a_trunk_group_with_users_stays(emulator, refused, odin_task):
    """D5 and D7: with the names of those who are on it."""
    emulator.reset(seated(bare(), 1, 3, pilot=3))
    [told] = refused(name=NAME, state="absent")
    assert told.startswith(f"trunk group {NAME} is still used by ")
    assert userid(1) in told and userid(3) in told and userid(2) not in told
    for number in (3, 1):
        assert odin_task("odin_trunk_user", user_id=userid(number), state="absent")["changed"] is True
    assert odin_task("odin_trunk_group", name=NAME, state="absent")["changed"] is True
    assert trunk(emulator.state()) is None


def test_users_that_the_run_takes_off_are_no_hindrance(emulator, odin_task, refused):
    """In check mode they are still there."""
    emulator.reset(seated(bare(), 1, 2, pilot=2))
    going = {"name": NAME, "state": "absent", "planned": {"odin_trunk_user": [userid(1), userid(2)]}}
    assert odin_task("odin_trunk_group", True, **going)["changed"] is True
    assert userid(2) in refused(name=NAME, state="absent", settle_timeout=0, planned={"odin_trunk_user": [userid(1)]})[0]


def test_a_target_of_reroutes_stays(emulator, odin_task):
    """D8: the API's own words."""
    emulator.reset(rich())
    result = odin_task("odin_trunk_group", name="backup", state="absent")
    assert result["failed"] is True
    assert NAME in result["msg"]
    assert trunk(emulator.state(), "backup")


def test_a_device_is_frozen_while_users_are_on(emulator, odin_task):
    """D6: the API's own words."""
    emulator.reset(seated(bare(), 1))
    result = odin_task("odin_trunk_group", name=NAME, access_device={"device_level": "Group", "device_name": "acme-nyc-pbx"})
    assert result["status"] == 400
    assert "accessDevice" in result["msg"] and "D6" in result["msg"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"pilot_user_id": userid(2)}, "D5"),
        ({"department": {**BACKUP, "name": "Gone"}}, "Gone"),
        ({"users": ["nobody@acme.example.net"]}, "nobody@acme.example.net"),
        ({"sip_authentication_user_name": "7001", "sip_authentication_password": "abc"}, "shorter than 6"),
        ({"trunk_group_identity": "a@elsewhere.example"}, "elsewhere.example"),
        ({"capacity_exceeded_action": "Reroute", "capacity_exceeded_reroute_trunk_group_key": {**BACKUP, "name": "gone"}}, "gone"),
    ],
)
def test_what_only_the_api_can_know(params, words, emulator, odin_task):
    emulator.reset(bare())
    before = emulator.state()
    result = odin_task("odin_trunk_group", name=NAME, **params)
    assert result["status"] == 400
    assert words in result["msg"]
    assert result["operations_done"] == []
    assert emulator.state() == before


def test_a_service_in_use_stays(emulator, odin_task):
    emulator.reset(bare())
    result = odin_task("odin_group_service", state="absent")
    assert result["status"] == 400
    assert "In use" in result["msg"]


def test_no_more_trunk_groups_than_the_quantity(emulator, odin_task):
    """D10."""
    emulator.reset(world.service(bare(), "ACME_NYC", authorized=True, assigned=True, quantity=2))
    result = odin_task("odin_trunk_group", name="third", max_active_calls=1)
    assert result["status"] == 400
    assert "D10" in result["msg"]


def test_names_are_exact(emulator, odin_task):
    """Case counts, white space is the API's to collapse."""
    emulator.reset(bare())
    result = odin_task("odin_trunk_group", name=NAME.upper(), max_active_calls=1)
    assert result["operations"] == [{"action": "create", "object": "odin_trunk_group", "name": NAME.upper()}]
    spaced = odin_task("odin_trunk_group", name=" a   b ", max_active_calls=1)
    again = odin_task("odin_trunk_group", name=" a   b ", max_active_calls=1)
    assert (spaced.get("msg"), again.get("msg"), again["changed"]) == (None, None, False)
    assert len(emulator.state()["odin_trunk_groups"]) == 4


def test_a_new_name_that_somebody_has(emulator, refused):
    emulator.reset(bare())
    assert refused(name=NAME, new_name="backup") == [f"new_name: there is a trunk group named backup already, {NAME} cannot get that name"]
