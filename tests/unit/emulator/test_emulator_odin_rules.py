# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a trunk group depends on: rules D1 to D10, K3, K4 and K6 (section 5.6)."""

from __future__ import annotations

import pytest

KEY = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC"}
U1 = "u1@acme.example.net"
SECURED = {"requireAuthentication": True, "sipAuthenticationUserName": "pbx", "sipAuthenticationPassword": "Sup3r-Secret"}


def rule(answer, name):
    assert f"rule {name}" in answer["details"], answer
    return answer


# D1, D2


@pytest.mark.parametrize("left_out", ["sipAuthenticationUserName", "sipAuthenticationPassword"])
@pytest.mark.parametrize("value", [None, "", "absent"])
def test_authentication_needs_credentials(odin, left_out, value):
    body = {**SECURED, left_out: value}
    if value == "absent":
        del body[left_out]
    assert left_out in rule(odin.create(status=400, **body), "D1")["error"]


def test_authentication_can_be_turned_on_with_stored_credentials(odin):
    odin.create(**{**SECURED, "requireAuthentication": False})
    assert odin.change(requireAuthentication=True)["requireAuthentication"] is True
    rule(odin.change(status=400, sipAuthenticationPassword=None), "D1")
    odin.change(requireAuthentication=False, sipAuthenticationPassword=None, sipAuthenticationUserName=None)
    rule(odin.change(status=400, requireAuthentication=True, sipAuthenticationUserName="pbx"), "D1")


def test_rename_needs_no_password_again(odin):
    odin.create(**SECURED)
    assert odin.change(newName="u")["requireAuthentication"] is True


STRICT = [
    ("Ab1-xyz", "shorter than 8"), ("abcd-123x", "UpperCaseLetters"), ("ABCD-123X", "LowerCaseLetters"), ("Abcd-efgh", "Digits"),
    ("Abcd1efgh", "NonAlphanumeric"), ("Xx1-pbx-9", "authentication name"), ("Sup3r-Secret", "old one"), ("terceS-r3puS", "old one reversed")]


@pytest.mark.parametrize("password, why", STRICT)
def test_the_rules_for_sip_passwords(odin, password, why):
    odin.create(**SECURED)
    odin.switch(odin_password_rules="strict")
    refused = rule(odin.change(status=400, sipAuthenticationPassword=password), "D2")
    assert why in refused["error"] and refused["error"].startswith("[Error 9912]") and password not in str(refused)


def test_the_service_providers_own_rules(odin):
    provider = {**odin.state()["odin_service_providers"][0], "sipPasswordRules": {"useServiceProviderSettings": True, "minLength": 20}}
    odin.load(odin_service_providers=[provider], odin_groups=odin.state()["odin_groups"][:1])
    assert "shorter than 20" in odin.create(status=400, **SECURED)["error"]
    answer = odin.get("/service-providers/sip-authentication-password-rules?serviceProviderId=ACME_ENT")
    assert (answer["useServiceProviderSettings"], answer["minLength"]) == (True, 20)


# D3, D4


@pytest.mark.parametrize("prefix", ["capacityExceeded", "unreachableDestination", "callForwardingAlways"])
def test_actions_need_their_partner(odin, prefix):
    action, address, key = f"{prefix}Action", f"{prefix}ForwardAddress", f"{prefix}RerouteTrunkGroupKey"
    odin.create("target")
    target = {**KEY, "name": "target"}
    odin.create()
    rule(odin.change(status=400, **{action: "Forward"}), "D3")
    rule(odin.change(status=400, **{action: "Reroute"}), "D3")
    assert odin.change(**{action: "Forward", address: "12125550100"})[action] == "Forward"
    both = odin.change(**{action: "Reroute", key: target})
    assert (both[address], both[key]) == ("12125550100", target)
    cleared = odin.change(**{action: None})
    assert action not in cleared and cleared[key] == target
    rule(odin.change(status=400, **{action: "Reroute", key: None}), "D3")


@pytest.mark.parametrize("target", [
    {**KEY, "name": "nobody"}, {**KEY, "name": "t"}, {"serviceProviderId": "OTHER_SP", "groupId": "OTHER_GRP", "name": "theirs"}], ids=str)
def test_reroute_targets_have_to_be_another_trunk_group_within_reach(odin, target):
    odin.load(odin_trunk_groups=[{"serviceProviderId": "OTHER_SP", "groupId": "OTHER_GRP", "name": "theirs"}])
    odin.create()
    rule(odin.change(status=400, callForwardingAlwaysAction="Reroute", callForwardingAlwaysRerouteTrunkGroupKey=target), "D3")


def test_in_an_enterprise_a_target_may_be_in_another_group(odin):
    there = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS", "name": "bos"}
    odin.load(odin_trunk_groups=[there])
    odin.create(callForwardingAlwaysRerouteTrunkGroupKey=there)


@pytest.mark.parametrize("flag, partner, value", [("routeToPeeringDomain", "peeringDomain", "p.example.net"), ("prefixEnabled", "prefix", "9")])
def test_flags_need_their_partner(odin, flag, partner, value):
    assert partner in rule(odin.create(status=400, **{flag: True}), "D4")["error"]
    assert odin.create(**{flag: True, partner: value})[partner] == value
    rule(odin.change(status=400, **{partner: None}), "D4")


# D5 to D8


def test_the_pilot_is_a_user_on_the_trunk(odin):
    odin.create()
    rule(odin.change(status=400, pilotUserId=U1), "D5")
    assert odin.change(status=400, pilotUserId="nobody@acme.example.net")["error"] == "[Error 4008] User not found: nobody@acme.example.net"
    odin.put_on(U1)
    assert odin.change(pilotUserId=U1)["pilotUserId"] == U1
    assert odin.get(f"/users?userId={U1}")["trunkAddressing"]["trunkGroupDeviceEndpoint"]["isPilotUser"] == "true"


def test_the_order_of_taking_off(odin):
    off = {"userId": U1, "endpointType": "none", "trunkAddressing": None}
    odin.create()
    odin.create("other")
    odin.put_on(U1)
    odin.change(pilotUserId=U1)
    rule(odin.remove(status=400), "D5")
    rule(odin.put("/users", off, 400), "D5")
    rule(odin.put_on(U1, "other", 400), "D5")
    rule(odin.delete(f"/users?userId={U1}", 400), "D5")
    assert "pilotUserId" not in odin.change(pilotUserId=None)
    rule(odin.remove(status=400), "D7")
    assert odin.put("/users", off)["endpointType"] == "none"
    odin.remove()


def test_a_device_is_frozen_while_users_are_on_the_trunk(odin):
    device = {"deviceLevel": "Group", "deviceName": "acme-nyc-pbx"}
    odin.create(accessDevice={**device, **KEY})
    odin.put_on(U1)
    rule(odin.change(status=400, accessDevice=None), "D6")
    assert odin.change(accessDevice=device, maxActiveCalls=3)["maxActiveCalls"] == 3


@pytest.mark.parametrize("level, name, status", [
    ("Group", "acme-nyc-pbx", 200), ("Group", "acme-bos-pbx", 400), ("Service Provider", "x", 400), ("System", "any", 200)])
def test_devices_have_to_be_there(odin, level, name, status):
    odin.create(status=status, accessDevice={"deviceLevel": level, "deviceName": name})


def test_a_reroute_target_cannot_be_deleted(odin):
    odin.create("target")
    odin.create(callForwardingAlwaysRerouteTrunkGroupKey={**KEY, "name": "target"})
    rule(odin.remove("target", 400), "D8")
    odin.remove("t")
    odin.remove("target")


# D9, D10, references


@pytest.mark.parametrize("username, status", [("admin", 200), ("provisioning", 200), ("acme-admin", 403), ("nyc-admin", 403)])
def test_network_address_identity_is_for_provisioning(odin, username, status):
    odin.token = odin.log_in(username)["token"]
    odin.create("false", enableNetworkAddressIdentity=False)
    odin.create("true", status, enableNetworkAddressIdentity=True)
    odin.change("false", status, enableNetworkAddressIdentity=True)


def test_the_service_and_its_quantity(odin):
    odin.put("/groups/services", {**KEY, "groupServices": [{"serviceName": "Trunk Group", "quantity": 1}]})
    odin.create("first")
    assert rule(odin.create("second", 400), "D10")["error"] == "[Error 4400] Could not assign service/service pack: Trunk Group"
    odin.change("first", maxActiveCalls=3)
    assert odin.create("b", 400, groupId="ACME_BOS")["error"] == "[Error 9903] Service not assigned: Trunk Group"


@pytest.mark.parametrize("department, status", [
    ({**KEY, "name": "Sales"}, 200), ({"serviceProviderId": "ACME_ENT", "name": "Field"}, 200), ({**KEY, "name": "Field"}, 400)], ids=str)
def test_departments_have_to_be_there(odin, department, status):
    made = odin.create(status=status, department=department)
    assert status == 400 or made["department"] == department


def test_identities(odin):
    odin.create("a", trunkGroupIdentity="x@acme.example.net", sipAuthenticationUserName="pbx")
    assert "[Error 9913]" in odin.create("b", 400, trunkGroupIdentity="x@acme.example.net")["error"]
    assert "[Error 9913]" in odin.create("b", 400, sipAuthenticationUserName="pbx")["error"]
    assert "domain" in odin.create("b", 400, trunkGroupIdentity="x@example.org")["details"]
    odin.change("a", newName="c", trunkGroupIdentity="x@acme.example.net")


# K3, K4, K6 (the group has 20 and 5)


@pytest.mark.parametrize("name, body", [
    ("K3", {"maxActiveCalls": 21}), ("K4", {"burstingMaxActiveCalls": 6}), ("K6", {"maxIncomingCalls": 3}), ("K6", {"maxOutgoingCalls": 3})], ids=str)
def test_capacities_of_a_trunk_group(odin, name, body):
    rule(odin.create(status=400, **{"maxActiveCalls": 2, **body}), name)
    odin.create()
    assert rule(odin.change(status=400, **body), name)["error"].startswith("[Error 9909] Call capacity exceeded: ")
    odin.switch(odin_capacity="ignored")
    odin.change(**body)


def test_each_trunk_group_by_itself(odin):
    odin.create("a", maxActiveCalls=20)
    odin.create("b", maxActiveCalls=20)


def test_bursting_needs_bursting_capacity(odin):
    odin.put("/groups/trunk-groups/call-capacity", {**KEY, "burstingMaxActiveCalls": 0})
    rule(odin.create(status=400, enableBursting=True), "K4")


def test_a_loaded_state_does_not_stand_in_the_way_of_other_changes(odin):
    odin.load(odin_trunk_groups=[{**KEY, "name": "t", "maxActiveCalls": 500, "enableBursting": True, "trunkGroupIdentity": "x@elsewhere.example"}])
    assert odin.change(invitationTimeout=7)["invitationTimeout"] == 7
