# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A trunk group that odins_spear made is taken over without a change for the same values, and the other way round."""

from __future__ import annotations

import os

import pytest

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.emulator.sdk import Keywords, Sdk, place

NYC = ("ACME_ENT", "ACME_NYC")
CREDENTIALS = Keywords(sip_authentication_username="7001", sip_authentication_password="Given-12345")
AUTHENTICATED = {"require_authentication": True, "sip_authentication_user_name": "7001", "sip_authentication_password": "Given-12345"}


@pytest.fixture(params=[1, 2], ids=["odins_spear-1", "odins_spear-2"])
def sdk(request, emulator, tmp_path):
    if not place(request.param).is_dir():
        missing = f"odins_spear {request.param}.x is not in {place(request.param)}: set ODINS_SPEAR_{request.param}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    emulator.reset(world.world())
    return Sdk(request.param, emulator.environment, tmp_path)


def mentioned():
    """What the SDK's own defaults mean, in the words of a task."""
    return {row["name"]: row["default"] for name, row in world.TABLE.items() if row["create"] == "e" or name == "useSystemUserLookupPolicy"}


def test_what_the_sdk_made_is_taken_over(sdk, emulator, odin_task):
    extras = {"enableBursting": True, "otgDtgIdentity": "007", "trunkGroupIdentity": "sdk@acme.example.net", "allowUnscreenedCalls": "true"}
    sdk.values(
        ("post.group_trunk_group", *NYC, "plain", 2),
        ("post.group_trunk_group", *NYC, "dressed", 3, dict(extras)),
        ("post.group_trunk_group", *NYC, "secured", 4, {"requireAuthentication": True}, CREDENTIALS),
    )
    before = emulator.state()
    emulator.clear_requests()
    dressed = {"enable_bursting": True, "otg_dtg_identity": "007", "trunk_group_identity": "sdk@acme.example.net", "allow_unscreened_calls": True}
    for params in (
        {"name": "plain", "max_active_calls": 2},
        {"name": "plain", "max_active_calls": 2, **mentioned()},
        {"name": "plain", "max_active_calls": 2, "state": "replaced"},
        {"name": "dressed", "max_active_calls": 3, **mentioned(), **dressed},
        {"name": "dressed", "max_active_calls": 3, "state": "replaced", **dressed},
        {"name": "secured", "max_active_calls": 4, **AUTHENTICATED},
    ):
        for check in (True, False):
            result = odin_task("odin_trunk_group", check, **params)
            assert result.get("msg") is None
            assert result["changed"] is False, (params, result["operations"])
    assert emulator.state() == before
    # And it is managed from here on.
    assert odin_task("odin_trunk_group", name="plain", max_active_calls=5, new_name="managed")["changed"] is True
    (shown,) = sdk.values(("get.group_trunk_group", *NYC, "managed"))
    assert shown["maxActiveCalls"] == 5


def test_what_the_collection_made_is_what_the_sdk_makes(sdk, emulator, odin_task):
    """The same values by either way are the same trunk group, and an SDK's PUT of them changes nothing."""
    odin_task("odin_trunk_group", name="ours", max_active_calls=2)
    odin_task("odin_trunk_group", name="ours secured", max_active_calls=2, **{**AUTHENTICATED, "sip_authentication_user_name": "7002"})
    theirs, secured, ours, ours_secured = sdk.values(
        ("post.group_trunk_group", *NYC, "theirs", 2),
        ("post.group_trunk_group", *NYC, "theirs secured", 2, {"requireAuthentication": True}, CREDENTIALS),
        ("get.group_trunk_group", *NYC, "ours"),
        ("get.group_trunk_group", *NYC, "ours secured"),
    )
    assert ours == {**theirs, "name": "ours"}
    assert ours_secured == {**secured, "sipAuthenticationUserName": "7002", "name": "ours secured"}
    before = emulator.state()
    unchanged = {key: value for key, value in ours.items() if key not in ("serviceProviderId", "groupId", "name")}
    assert sdk.values(("put.group_trunk_group", *NYC, "ours", unchanged)) == [ours]
    assert emulator.state() == before
    assert odin_task("odin_trunk_group", name="ours", max_active_calls=2)["changed"] is False


def test_capacities_of_either_are_those_of_the_other(sdk, emulator, odin_task):
    odin_task("odin_call_capacity", group_id=..., max_active_calls=80)
    odin_task("odin_call_capacity", max_active_calls=70)
    of_provider, of_group, _raised = sdk.values(
        ("get.service_provider_trunk_group_call_capacity", "ACME_ENT"),
        ("get.group_trunk_groups_call_capacity", *NYC),
        ("put.group_trunk_groups_call_capacity", *NYC, 75),
    )
    assert (of_provider["maxActiveCalls"], of_group["maxActiveCalls"]) == (80, 70)
    assert odin_task("odin_call_capacity", max_active_calls=75)["changed"] is False
