# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the Odin half in the control plane: seed, snapshot, loading short objects."""

from __future__ import annotations

import pytest

GROUP = {"serviceProviderId": "S", "groupId": "G"}


def test_the_seed(odin):
    state = odin.state()
    assert [one["username"] for one in state["odin_logins"]][0] == "admin"
    assert {one["groupId"]: one["maxActiveCalls"] for one in state["odin_groups"]} == {"ACME_NYC": 20, "ACME_BOS": 0, "OTHER_GRP": 10}
    assert len(state["odin_users"]) == 18 and state["odin_trunk_groups"] == []


def test_a_snapshot_can_be_loaded_again(odin):
    odin.create(sipAuthenticationPassword="canary", users=[{"userId": "u2@acme.example.net"}])
    odin.put_on("u1@acme.example.net")
    odin.change(pilotUserId="u1@acme.example.net")
    odin.put("/users/authentication", {"userId": "u1@acme.example.net", "newPassword": "canary"})
    odin.put("/groups/services", {**odin.home, "groupServices": [{"serviceName": "Trunk Group", "quantity": 7}]})
    odin.post("/groups/devices", {**odin.home, "deviceName": "d", "deviceType": "x", "deviceLevel": "Group"})
    odin.post("/groups/dns", {**odin.home, "dns": [{"min": "+1-2125550150"}]})
    state = odin.state()
    odin.control("POST", "reset")
    assert odin.state() != state
    odin.load(**state)
    assert odin.state() == state
    assert "canary" not in str(state)


def test_a_snapshot_is_a_copy(odin):
    odin.create()
    odin.emulator.snapshot()["odin_trunk_groups"][0]["maxActiveCalls"] = 9
    assert odin.trunk()["maxActiveCalls"] == 2


def test_short_objects_are_completed(odin):
    odin.load(odin_service_providers=[{"serviceProviderId": "S"}], odin_groups=[GROUP],
              odin_users=[{**GROUP, "userId": "u@example.net"}], odin_trunk_groups=[{**GROUP, "name": "t", "sipAuthenticationPassword": "x"}])
    one = odin.get("/groups/trunk-groups", params={**GROUP, "name": "t"})
    assert (one["invitationTimeout"], one["requireAuthentication"], one["users"]) == (6, False, [])
    assert odin.get("/groups", params=GROUP)["groupName"] == "G"
    assert odin.get("/users?userId=u@example.net")["lastName"] == "u"
    odin.get("/groups/trunk-groups/call-capacity", 400, params=GROUP)


def test_what_is_left_out_is_the_seeds_but_trunk_groups(odin):
    fresh = odin.state()
    odin.create()
    odin.load()
    assert odin.state()["odin_trunk_groups"] == []
    assert {name: value for name, value in odin.state().items() if name.startswith("odin_")} == {
        name: value for name, value in fresh.items() if name.startswith("odin_")}


def test_of_the_seeds_users_only_those_whose_groups_are_there(odin):
    odin.load(odin_service_providers=[{"serviceProviderId": "S"}])
    assert odin.state()["odin_groups"] == odin.state()["odin_users"] == []
    odin.load(odin_groups=[{"serviceProviderId": "ACME_ENT", "groupId": "X"}])
    assert odin.state()["odin_users"] == []


@pytest.mark.parametrize("state", [
    {"odin_groups": {}}, {"odin_groups": [GROUP]}, {"odin_trunk_groups": [{**GROUP, "name": "t"}]}, {"odin_users": [{**GROUP, "userId": "u"}]},
    {"odin_trunk_groups": [{"name": "t"}]}, {"odin_trunk_groups": [1]}, {"odin_logins": [{"username": "x"}]},
    {"odin_trunk_groups": [{"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC", "name": "t", "brandNew": 1}]},
    {"odin_trunk_groups": [{"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC", "name": "t", "users": [{"userId": "nobody"}]}]},
    {"odin_service_providers": [{"serviceProviderId": "S", "numbers": [{"min": "212"}]}]}, {"odin_nothing": []}], ids=str)
def test_what_cannot_be_stored_changes_nothing(odin, state):
    odin.create()
    before = odin.state()
    assert odin.control("PUT", "state", {"trunk_groups": [{"name": "carrierx"}], **state}, 400)["message"]
    assert odin.state() == before


def test_reset_keeps_tokens_valid_and_forgets_log_outs(odin):
    odin.post("/auth/token/logout", {"token": odin.token})
    odin.get("/auth/session", 401)
    odin.control("POST", "reset")
    odin.get("/auth/session")


def test_the_variables_of_both_providers(odin):
    assert odin.emulator.environment("http://h:1") | {"CARRIERX_API_TOKEN": "x"} == {
        "CARRIERX_API_URL": "http://h:1/core/v2", "CARRIERX_API_TOKEN": "x",
        "ODIN_API_URL": "http://h:1/api/v2", "ODIN_API_USERNAME": "admin", "ODIN_API_PASSWORD": "admin-password"}
