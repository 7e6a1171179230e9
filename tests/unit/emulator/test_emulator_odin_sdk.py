# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""odins_spear, which nobody here wrote, works against the emulator: the newest 1.x and the newest 2.x."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ansible_collections.telecom.trunking.tests.emulator.spawn import running
from ansible_collections.telecom.trunking.tests.unit.emulator.sdk import Keywords, Sdk, place

SEED = json.loads((Path(__file__).parent.parent / "fixtures" / "odin-samples.json").read_text(encoding="utf-8"))["post_group_trunk_group_seed"]
NYC = ("ACME_ENT", "ACME_NYC")
KEY = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC"}


@pytest.fixture(scope="module")
def server():
    with running() as one:
        yield one


@pytest.fixture(params=[1, 2], ids=["odins_spear-1", "odins_spear-2"])
def sdk(request, server, tmp_path):
    if not place(request.param).is_dir():
        missing = f"odins_spear {request.param}.x is not in {place(request.param)}: set ODINS_SPEAR_{request.param}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    server.reset()
    return Sdk(request.param, server.environment, tmp_path)


def test_the_call_of_the_seed_page_gives_its_answer(sdk, server):
    (made,) = sdk.values(("post.group_trunk_group", *NYC, "Odin Test Trunk", 2))
    assert made == {**SEED["response"], **KEY}
    _login, post = server.requests()
    assert post["body"] == {**SEED["request"], **KEY}
    assert (post["body"]["requireAuthentication"], post["body"]["sipAuthenticationPassword"]) == ("false", "")


def test_create_list_read_change(sdk):
    made, rows, one, changed, again = sdk.values(
        ("post.group_trunk_group", *NYC, "first", 2),
        ("get.group_trunk_groups", *NYC),
        ("get.group_trunk_group", *NYC, "first"),
        ("put.group_trunk_group", *NYC, "first", {"maxActiveCalls": 5, "enableBursting": True, "trunkGroupIdentity": "first@acme.example.net"}),
        ("get.group_trunk_group", *NYC, "first"),
    )
    assert rows == [{**KEY, "name": "first", "department": None, "deviceName": None, "deviceLevel": None}]
    assert one == made
    assert changed == again == {**made, "maxActiveCalls": 5, "enableBursting": True, "trunkGroupIdentity": "first@acme.example.net"}


def test_authentication_with_a_generated_password(sdk, server):
    password = sdk.values(("get.sip_password_generate",))[0]["password"]
    credentials = Keywords(sip_authentication_username="pbx", sip_authentication_password=password)
    (made,) = sdk.values(("post.group_trunk_group", *NYC, "secured", 2, {"requireAuthentication": True}, credentials))
    assert made["requireAuthentication"] is True and made["sipAuthenticationUserName"] == "pbx"
    assert password not in json.dumps([made, server.state()])


def test_authentication_without_credentials_is_refused_in_words(sdk):
    (refused,) = sdk.calls(("post.group_trunk_group", *NYC, "open", 2, {"requireAuthentication": "true"}))
    assert refused["error"].startswith("OSApiResponseError: rule D1") and "400: [Error 9908]" in refused["error"]


def test_capacities(sdk, server):
    provider, group, raised, of_group = sdk.values(
        ("get.service_provider_trunk_group_call_capacity", "ACME_ENT"),
        ("get.group_trunk_groups_call_capacity", *NYC),
        ("put.service_providers_trunk_group_call_capacity", "ACME_ENT", 80),
        ("put.group_trunk_groups_call_capacity", *NYC, 70),
    )
    assert (provider["maxActiveCalls"], raised["maxActiveCalls"]) == (60, 80)
    assert (group["maxActiveCalls"], group["maxAvailableActiveCalls"]) == (20, 60)
    assert (of_group["maxActiveCalls"], of_group["maxAvailableActiveCalls"]) == (70, 80)
    (refused,) = sdk.calls(("get.group_trunk_groups_call_capacity", "ACME_ENT", "ACME_BOS"))
    assert "Service not assigned" in refused["error"]


def test_session_entities_and_renewal(sdk):
    session, renewed, providers, groups, group, users = sdk.values(
        ("get.session",), ("refresh_authorisation",), ("get.service_providers",), ("get.groups", "ACME_ENT"), ("get.group", *NYC),
        ("get.users", Keywords(service_provider_id="ACME_ENT", group_id="ACME_NYC")))
    assert session["userId"] == "admin" and "token" not in session and renewed is True
    assert [one["serviceProviderId"] for one in providers] == ["ACME_ENT", "OTHER_SP"]
    assert [one["groupId"] for one in groups] == ["ACME_BOS", "ACME_NYC"]
    assert group["userCount"] == len(users) == 6


def test_a_wrong_password_is_a_failed_log_in(sdk):
    sdk.environment = {**sdk.environment, "ODIN_API_PASSWORD": "wrong"}
    assert sdk.calls(("get.session",))[0]["error"].startswith(("OSApiAuthenticationFail", "OSApiResponseError"))


ONLY_1, ONLY_2 = (pytest.mark.parametrize("sdk", [release], ids=[f"odins_spear-{release}"], indirect=True) for release in (1, 2))


@ONLY_2
def test_delete_and_report(sdk, server):
    _one, _two, report, _gone = sdk.values(
        ("post.group_trunk_group", *NYC, "short-lived", 2),
        ("post.group_trunk_group", *NYC, "stays", 2),
        ("trunk_groups.get_service_provider_trunk_call_capacity_report", "ACME_ENT"),
        ("trunk_groups.delete_trunk_group", *NYC, "short-lived"),
    )
    assert [(one["groupId"], one["service"]["usage"]) for one in report["groups"]] == [("ACME_NYC", 2)]
    assert [one["name"] for one in server.state()["odin_trunk_groups"]] == ["stays"]


@ONLY_1
def test_the_capacity_script(sdk):
    _one, _two, report = sdk.values(
        ("post.group_trunk_group", *NYC, "a", 2),
        ("post.group_trunk_group", *NYC, "b", 3),
        ("scripter.service_provider_trunking_capacity", "ACME_ENT"),
    )
    assert (report["maxActiveCalls"], report["groupsCallCapacityTotal"], report["callCapacityDifference"]) == (60, 20, 40)
    by_name = {group["groupId"]: group for group in report["groups"]}
    assert by_name["ACME_NYC"]["trunkGroupsCallCapacityTotal"] == 5 and by_name["ACME_BOS"]["maxActiveCalls"] == 0
