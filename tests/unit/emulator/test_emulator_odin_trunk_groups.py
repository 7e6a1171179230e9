# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunk groups of the Odin half: one path, two shapes; partial PUT; rename; types, ranges, presence (sections 1, 3.1, 5)."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.emulator.odin.attributes import TRUNK_GROUP
from ansible_collections.telecom.trunking.tests.emulator.odin.passwords import hashed

NEVER_SET = {  # an unset trunk group has none of these (section 1, point 6)
    "pilotUserId", "department", "accessDevice", "maxIncomingCalls", "burstingMaxActiveCalls", "trunkGroupIdentity", "otgDtgIdentity",
    "capacityExceededAction", "sipAuthenticationUserName", "sipAuthenticationPassword", "peeringDomain", "prefix"}
KEY = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC", "name": "t"}
SETTABLE = {
    "department": {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC", "name": "Sales"},
    "accessDevice": {"deviceLevel": "Group", "deviceName": "acme-nyc-pbx"},
    "maxIncomingCalls": 1, "maxOutgoingCalls": 0, "burstingMaxActiveCalls": 1, "burstingMaxIncomingCalls": 1, "burstingMaxOutgoingCalls": 1,
    "capacityExceededForwardAddress": "12125550100", "unreachableDestinationForwardAddress": "a@example.net",
    "callForwardingAlwaysForwardAddress": "+12125550100", "sipAuthenticationUserName": "pbx", "trunkGroupIdentity": "t@acme.example.net",
    "otgDtgIdentity": "otg", "peeringDomain": "peer.example.net", "prefix": "007",
}


def test_one_path_two_shapes(odin):
    assert odin.names() == []
    made = [odin.create(name) for name in ("b", "a", "B")]
    assert odin.names() == ["B", "a", "b"]
    assert odin.trunk("b") == made[0]
    row = odin.get("/groups/trunk-groups", params=odin.home)[0]
    assert row == {**KEY, "name": "B", "department": None, "deviceName": None, "deviceLevel": None}


def test_what_is_not_set_is_absent(odin):
    assert not NEVER_SET & set(odin.create())


def test_the_list_of_an_enterprise_and_of_those_with_a_device(odin):
    odin.create("nyc", accessDevice={"deviceLevel": "Group", "deviceName": "acme-nyc-pbx"})
    state = odin.state()
    odin.load(odin_trunk_groups=[*state["odin_trunk_groups"], {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS", "name": "bos"}])
    assert odin.names() == ["nyc"]
    assert odin.names(includeEnterpriseTrunkGroups="true") == ["bos", "nyc"]
    assert odin.names(includeEnterpriseTrunkGroups="true", onlyTrunkGroupsWithDevice="true") == ["nyc"]


def test_not_found(odin):
    assert odin.refused("GET", "/groups/trunk-groups", params={**KEY}) == "[Error 9904] Trunk group not found: t ()"
    assert "[Error 9902] Group not found: x" in odin.refused("GET", "/groups/trunk-groups", params={**KEY, "groupId": "x"})
    assert "[Error 9901] Service provider not found" in odin.refused("GET", "/groups/trunk-groups", params={**KEY, "serviceProviderId": "x"})
    assert "not found" in odin.refused("PUT", "/groups/trunk-groups", KEY)
    assert "not found" in odin.refused("DELETE", "/groups/trunk-groups", params=KEY)


def test_names_are_case_sensitive_unique_in_their_group_and_collapse_white_space(odin):
    odin.create("My Trunk")
    assert odin.create("  My\tTrunk ", 400)["error"] == "[Error 9905] Trunk group already exists: My Trunk"
    odin.create("my trunk")
    assert odin.names() == ["My Trunk", "my trunk"]
    odin.put("/groups/services", {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS", "groupServices": [
        {"serviceName": "Trunk Group", "authorized": True, "assigned": True}]})
    odin.put("/groups/trunk-groups/call-capacity", {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS", "maxActiveCalls": 5})
    odin.create("My Trunk", groupId="ACME_BOS")


def test_a_put_changes_what_it_names_and_nothing_else(odin):
    made = odin.create(**SETTABLE, enableBursting=True)
    assert odin.change(maxActiveCalls=7) == {**made, "maxActiveCalls": 7}
    assert odin.change() == {**made, "maxActiveCalls": 7}
    assert odin.change(brandNew=1, trunkGroupState="Unavailable", totalActiveIncomingCalls=5) == {**made, "maxActiveCalls": 7}


@pytest.mark.parametrize("name", SETTABLE)
def test_null_clears(odin, name):
    assert odin.create(**SETTABLE)[name] == SETTABLE[name]
    assert name not in odin.change(**{name: None})
    assert name not in odin.trunk()


@pytest.mark.parametrize("attr", [attr for attr in TRUNK_GROUP if not attr.clears and not attr.read_only], ids=lambda attr: attr.name)
def test_null_is_refused_where_nothing_can_be_cleared(odin, attr):
    made = odin.create()
    assert odin.change(status=400, **{attr.name: None})["error"] == f"[Error 9907] Invalid value: {attr.name}"
    assert odin.trunk() == made


def test_null_and_empty_mean_absent_at_creation(odin):
    bare = odin.create("bare")
    made = odin.create("t", **dict.fromkeys(SETTABLE, None), invitationTimeout="", enableBursting=None)
    assert {**made, "name": "bare"} == bare


def test_the_whole_answer_can_be_sent_back(odin):
    made = odin.create(**SETTABLE)
    assert odin.put("/groups/trunk-groups", {**made, "newName": "t"}) == made


def test_lenient_types(odin):
    made = odin.create(maxActiveCalls="3", maxIncomingCalls="0", requireAuthentication="false", allowUnscreenedCalls="TRUE",
                       capacityExceededForwardAddress=123123123)
    assert (made["maxActiveCalls"], made["maxIncomingCalls"], made["requireAuthentication"], made["allowUnscreenedCalls"]) == (3, 0, False, True)
    assert made["capacityExceededForwardAddress"] == "123123123"


@pytest.mark.parametrize("name, value", [
    ("maxActiveCalls", 0), ("maxActiveCalls", "x"), ("maxActiveCalls", True), ("maxActiveCalls", 1.5), ("maxIncomingCalls", 1000000),
    ("invitationTimeout", 0), ("invitationTimeout", 256), ("continuousOptionsSendingIntervalSeconds", 29), ("failureThresholdCounter", 61),
    ("inviteFailureThresholdWindowSeconds", 241), ("requireAuthentication", "yes"), ("requireAuthentication", 1),
    ("userLookupPolicy", "basic"), ("pilotUserCallingLineAssertedIdentityPolicy", "No Calls"), ("capacityExceededAction", "None"),
    ("prefix", "0a"), ("prefix", "1" * 16), ("trunkGroupIdentity", "sip:t@acme.example.net"), ("trunkGroupIdentity", "t"),
    ("otgDtgIdentity", "ü" * 41), ("sipAuthenticationUserName", "x" * 81), ("sipAuthenticationPassword", "x" * 61), ("otgDtgIdentity", ["x"]),
    ("accessDevice", {"deviceLevel": "Room", "deviceName": "x"}), ("accessDevice", "x"), ("department", {}), ("users", "x"), ("users", [1]),
    ("capacityExceededRerouteTrunkGroupKey", {"name": "x"}), ("capacityExceededForwardAddress", "not an address"),
    ("peeringDomain", "-"), ("newName", "x" * 31)], ids=str)
def test_values_out_of_range_are_refused(odin, name, value):
    made = odin.create()
    assert odin.change(status=400, **{name: value})["error"].startswith("[Error 9907] Invalid value: ")
    if name != "newName":
        assert odin.create("u", 400, **{name: value})["error"].startswith("[Error 9907] Invalid value: ")
    assert odin.trunk() == made and odin.names() == ["t"]


def test_an_empty_string_is_no_way_to_clear(odin):
    odin.create(prefix="1")
    odin.change(status=400, prefix="")


@pytest.mark.parametrize("missing", ["name", "maxActiveCalls", "serviceProviderId", "groupId"])
def test_what_a_post_needs(odin, missing):
    body = {**KEY, "maxActiveCalls": 1}
    del body[missing]
    assert odin.refused("POST", "/groups/trunk-groups", body) == f"[Error 9906] Missing value: {missing} ()"


def test_rename_keeps_references_users_and_pilot(odin):
    odin.create("old")
    odin.put_on("u1@acme.example.net", "old")
    odin.change("old", pilotUserId="u1@acme.example.net")
    other = odin.create("other", callForwardingAlwaysAction="Reroute", callForwardingAlwaysRerouteTrunkGroupKey={**KEY, "name": "old"})
    renamed = odin.change("old", newName="new", maxActiveCalls=3)
    assert (renamed["name"], renamed["maxActiveCalls"], renamed["pilotUserId"]) == ("new", 3, "u1@acme.example.net")
    assert odin.names() == ["new", "other"]
    assert odin.trunk("other") == {**other, "callForwardingAlwaysRerouteTrunkGroupKey": {**KEY, "name": "new"}}
    assert [user["userId"] for user in odin.get("/groups/trunk-groups/users", params={**KEY, "name": "new"})["users"]] == ["u1@acme.example.net"]
    assert odin.change("new", newName="new") == renamed


def test_a_rename_onto_another_is_refused(odin):
    odin.create("a")
    odin.create("b")
    assert odin.change("a", 400, newName="b")["error"] == "[Error 9905] Trunk group already exists: b"
    assert odin.names() == ["a", "b"]


def test_delete(odin):
    made = odin.create()
    assert odin.remove() == made
    assert odin.names() == []
    odin.remove(status=400)


def test_the_sip_password_is_written_and_never_read(odin):
    made = odin.create(requireAuthentication=True, sipAuthenticationUserName="pbx", sipAuthenticationPassword="canary-1")
    changed = odin.change(sipAuthenticationPassword="canary-2")
    assert made == changed and "sipAuthenticationPassword" not in made
    stored = odin.state()["odin_trunk_groups"][0]
    assert stored["sipAuthenticationPasswordHash"] == hashed("canary-2")
    assert "canary" not in str(odin.state())


def test_hosted_users_are_replaced(odin):
    users = [{"userId": f"u{n}@acme.example.net"} for n in (1, 2)]
    made = odin.create(users=users)
    assert [user["userId"] for user in made["users"]] == ["u1@acme.example.net", "u2@acme.example.net"]
    assert made["users"][0]["lastName"] == "No1" and made["users"][0]["extension"] is None
    assert odin.change(maxActiveCalls=3)["users"] == made["users"]
    free = odin.get("/groups/trunk-groups/users/hosted", params=KEY)["users"]
    assert [user["userId"] for user in free] == [f"u{n}@acme.example.net" for n in (3, 4, 5, 6)]
    assert [user["userId"] for user in odin.change(users=users[1:])["users"]] == ["u2@acme.example.net"]
    assert odin.change(users=[])["users"] == []
    assert "[Error 4008]" in odin.change(status=400, users=[{"userId": "u1@other.example.net"}])["error"]
