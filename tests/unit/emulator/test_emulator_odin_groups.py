# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Capacities, services, service providers, groups, devices, numbers and generators of the Odin half (sections 3.2, 3.3, 3.5)."""

from __future__ import annotations

import string

import pytest

ACME, NYC, BOS = ({"serviceProviderId": "ACME_ENT", **group} for group in ({}, {"groupId": "ACME_NYC"}, {"groupId": "ACME_BOS"}))
OF_PROVIDER, OF_GROUP = "/service-providers/trunk-groups/call-capacity", "/groups/trunk-groups/call-capacity"


def assign(odin, group=BOS, status=200, **row):
    return odin.put("/groups/services", {**group, "groupServices": [{"serviceName": "Trunk Group", **row}]}, status)


def trunking(answer):
    return next(row for row in answer["groupServices"] if row["serviceName"] == "Trunk Group")


# Capacity


def test_capacities_are_set_one_by_one(odin):
    assert odin.get(OF_PROVIDER, params=ACME) == {**ACME, "maxActiveCalls": 60, "burstingMaxActiveCalls": 10, "numberOfBurstingBTLUs": 0}
    assert odin.put(OF_PROVIDER, {**ACME, "burstingMaxActiveCalls": -1})["maxActiveCalls"] == 60
    group = odin.put(OF_GROUP, {**NYC, "maxActiveCalls": "30", "burstingMaxActiveCalls": -1})
    assert group == odin.get(OF_GROUP, params=NYC) == {
        **NYC, "maxActiveCalls": 30, "maxAvailableActiveCalls": 60, "burstingMaxActiveCalls": -1, "burstingMaxAvailableActiveCalls": -1,
        "numberOfBurstingBTLUs": 0, "maxAvailableNumberOfBurstingBTLUs": 0}
    assert odin.put(OF_GROUP, {**NYC, "maxActiveCalls": 0})["maxActiveCalls"] == 0


def test_unlimited_is_for_service_providers(odin):
    assert odin.put(OF_PROVIDER, {**ACME, "maxActiveCalls": -1})["maxActiveCalls"] == -1
    odin.put(OF_GROUP, {**NYC, "maxActiveCalls": 100000})
    odin.put(OF_GROUP, {**NYC, "maxActiveCalls": -1}, 400)
    odin.put(OF_PROVIDER, {**ACME, "maxActiveCalls": -2}, 400)
    odin.put(OF_GROUP, {**NYC, "burstingMaxActiveCalls": -1}, 400)


def test_capacity_without_the_service(odin):
    for method, body in (("GET", None), ("PUT", {**BOS, "maxActiveCalls": 1})):
        refused = odin.refused(method, OF_GROUP, body, params=BOS if body is None else {})
        assert refused == "[Error 9903] Service not assigned: Trunk Group (group ACME_BOS)"
    odin.load(odin_service_providers=[{"serviceProviderId": "S"}], odin_groups=[])
    assert "service provider S" in odin.refused("GET", OF_PROVIDER, params={"serviceProviderId": "S"})


def test_a_group_cannot_have_more_than_its_service_provider_but_all_together_can(odin):
    assert "K1" in odin.put(OF_GROUP, {**NYC, "maxActiveCalls": 61}, 400)["details"]
    assign(odin, authorized=True, assigned=True)
    odin.put(OF_GROUP, {**NYC, "maxActiveCalls": 60})
    odin.put(OF_GROUP, {**BOS, "maxActiveCalls": 60})


def test_no_level_can_be_lowered_under_what_is_below_it(odin):
    odin.create("t", maxActiveCalls=15)
    assert "K5" in odin.put(OF_GROUP, {**NYC, "maxActiveCalls": 14}, 400)["details"]
    odin.put(OF_GROUP, {**NYC, "maxActiveCalls": 15})
    assert "K5" in odin.put(OF_PROVIDER, {**ACME, "maxActiveCalls": 14}, 400)["details"]
    assert "ACME_NYC" in odin.put(OF_PROVIDER, {**ACME, "maxActiveCalls": 0}, 400)["error"]
    odin.put(OF_PROVIDER, {**ACME, "maxActiveCalls": 15})


def test_the_report(odin):
    odin.create("a")
    report = odin.get(f"{OF_PROVIDER}/reports", params=ACME)
    assert report["serviceProviderTrunkCapacity"]["maxActiveCalls"] == 60
    (group,) = report["groups"]
    assert (group["groupId"], group["service"]["usage"], group["groupTrunkCapacity"]["maxActiveCalls"]) == ("ACME_NYC", 1, 20)


# Services


def test_authorize_and_assign(odin):
    before = trunking(odin.get("/groups/services", params=BOS))
    assert (before["authorized"], before["assigned"], before["quantity"], before["limited"]) == (False, False, -1, "Unlimited")
    assert "Trunk Group" not in odin.get("/groups/services/available", params=BOS)
    after = trunking(assign(odin, authorized="true", assigned=True, quantity="3"))
    assert (after["authorized"], after["assigned"], after["quantity"], after["limited"], after["usage"]) == (True, True, 3, "Limited", 0)
    assert odin.get("/groups/services/available", params=BOS) == ["Trunk Group"]
    assert odin.get("/groups/trunk-groups", params=BOS) == []


def test_only_the_services_listed_change(odin):
    hunting = {"groupServices": [{"serviceName": "Hunt Group", "authorized": True}]}
    odin.put("/service-providers/services", {**ACME, **hunting})
    everything = odin.get("/groups/services", params=BOS)
    changed = odin.put("/groups/services", {**BOS, **hunting})
    differ = [new["serviceName"] for kind in ("userServices", "groupServices") for old, new in zip(everything[kind], changed[kind]) if old != new]
    assert differ == ["Hunt Group"]


def test_what_speaks_against_a_service(odin):
    assert "not authorized" in assign(odin, status=400, assigned=True)["details"]
    assert assign(odin, status=400, authorized=True, quantity="many")["error"].startswith("[Error 9907]")
    odin.put("/groups/services", {**BOS, "groupServices": [{"serviceName": "Nothing", "authorized": True}]}, 400)
    odin.put("/groups/services", {**BOS, "groupServices": [{}]}, 400)
    odin.put("/groups/services", {**BOS, "groupServices": "x"}, 400)
    odin.put("/service-providers/services", {**ACME, "groupServices": [{"serviceName": "Trunk Group", "quantity": 5}]})
    refused = assign(odin, status=400, authorized=True, quantity=6)
    assert (refused["error"], refused["details"]) == (
        "[Error 4400] Could not assign service/service pack: Trunk Group", "Trunk Group: Service pack license limit is reached.")


def test_a_service_in_use_stays(odin):
    odin.create("a")
    odin.create("b")
    for row in ({"assigned": False}, {"authorized": False}, {"quantity": 1}):
        assert assign(odin, NYC, 400, **row)["error"].startswith("[Error 9910]")
    odin.remove("a")
    odin.remove("b")
    gone = trunking(assign(odin, NYC, authorized=False))
    assert (gone["authorized"], gone["assigned"]) == (False, False)


def test_services_of_a_service_provider(odin):
    service = {**ACME, "groupServices": [{"serviceName": "Trunk Group", "authorized": False}]}
    assert "ACME_NYC" in odin.put("/service-providers/services", service, 400)["details"]
    assign(odin, NYC, authorized=False)
    answer = odin.put("/service-providers/services", service)
    assert trunking(answer)["authorized"] is False and "assigned" not in trunking(answer)
    assert answer == odin.get("/service-providers/services", params=ACME)
    assert assign(odin, status=400, authorized=True)["error"].startswith("[Error 4400]")


def test_who_has_a_service(odin):
    query = {**NYC, "serviceType": "serviceName", "serviceName": "Trunk Group"}
    assert odin.get("/groups/services/assigned", params=query) == {**NYC, "serviceType": "groupServices", "serviceName": "Trunk Group", "users": []}
    odin.get("/groups/services/assigned", 400, params={**query, "serviceName": "Nothing"})


# Service providers, groups, departments, devices


def test_a_service_providers_life(odin):
    one = {"serviceProviderId": "NEW"}
    assert odin.post("/service-providers", {**one, "isEnterprise": "true", "defaultDomain": "new.example.net"})["isEnterprise"] is True
    odin.post("/service-providers", one, 400)
    assert odin.put("/service-providers", {**one, "serviceProviderName": "New"})["serviceProviderName"] == "New"
    assert odin.get("/service-providers", params=one)["defaultDomain"] == "new.example.net"
    odin.post("/groups", {**one, "groupId": "G", "userLimit": 1})
    odin.delete("/service-providers", 400, params=one)
    odin.delete("/groups", params={**one, "groupId": "G"})
    odin.delete("/service-providers", params=one)
    assert [row["serviceProviderId"] for row in odin.get("/service-providers")] == ["ACME_ENT", "OTHER_SP"]


def test_a_groups_life(odin):
    one = {**ACME, "groupId": "NEW"}
    made = odin.post("/groups", {**one, "groupName": "New"})
    assert (made["groupName"], made["userLimit"], made["userCount"], made["defaultDomain"]) == ("New", 25, 0, "acme.example.net")
    odin.post("/groups", one, 400)
    assert odin.put("/groups", {**one, "userLimit": 1})["userLimit"] == 1
    odin.post("/users", {**one, "userId": "n@acme.example.net", **dict.fromkeys(
        ("firstName", "lastName", "callingLineIdFirstName", "callingLineIdLastName"), "N")})
    odin.delete("/groups", params=one)
    odin.get("/users?userId=n@acme.example.net", 400)
    odin.get("/groups", 400, params=one)
    odin.create()
    assert "trunk groups" in odin.delete("/groups", 400, params=NYC)["details"]


def test_departments(odin):
    own = [{**NYC, "name": name} for name in ("Sales", "Support")]
    assert odin.get("/groups/departments", params=NYC) == own
    assert odin.get("/groups/departments", params={**NYC, "includeEnterprise": "true"}) == [*own, {**ACME, "name": "Field"}]


def test_a_devices_life(odin):
    one = {**NYC, "deviceName": "pbx"}
    made = odin.post("/groups/devices", {**one, "deviceType": "Generic", "deviceLevel": "Group"})
    assert odin.get("/groups/devices", params=one) == made
    odin.post("/groups/devices", {**one, "deviceType": "Generic", "deviceLevel": "Group"}, 400)
    odin.post("/groups/devices", {**one, "deviceName": "x", "deviceType": "Generic", "deviceLevel": "System"}, 400)
    assert [row["deviceName"] for row in odin.get("/groups/devices", params=NYC)] == ["acme-nyc-pbx", "pbx"]
    odin.create(accessDevice={"deviceLevel": "Group", "deviceName": "pbx"})
    assert odin.put("/groups/devices", {**one, "macAddress": "00:53"})["numberOfAssignedPorts"] == 1
    odin.delete("/groups/devices", 400, params=one)
    odin.change(accessDevice=None)
    odin.delete("/groups/devices", params=one)
    odin.get("/groups/devices", 400, params=one)


# Numbers


def ranges(answer):
    return [(row["min"][-3:], row["max"] and row["max"][-3:]) for row in answer["dns"]]


def test_numbers_are_ranges(odin):
    assert ranges(odin.get("/groups/dns", params=NYC)) == [("100", "139")]
    assert ranges(odin.get("/service-providers/dns", params=ACME)) == [("150", "159"), ("100", "119"), ("100", "139")]
    odin.post("/groups/dns", {**NYC, "dns": [{"min": "+1-2125550150", "max": "+1-2125550150"}, {"min": "+1-2125550140", "max": "+1-2125550141"}]})
    assert ranges(odin.get("/groups/dns", params=NYC)) == [("100", "141"), ("150", None)]
    odin.call("DELETE", "/groups/dns", {**NYC, "dns": [{"min": "+1-2125550105", "max": "+1-2125550105"}]})
    assert ranges(odin.get("/groups/dns", params=NYC)) == [("100", "104"), ("106", "141"), ("150", None)]
    active = odin.put("/groups/dns", {**NYC, "dns": [{"activated": True, "min": "+1-2125550150", "max": None}]})["dns"]
    assert [row["activated"] for row in active] == [False, False, True]


def test_numbers_that_are_taken_or_not_there(odin):
    for dns in ([], "x", [{"min": "212"}], [{"min": "+1-2125550101", "max": "+1-2125550100"}], [{"min": "+1-2125550100", "max": "+44-2125550101"}]):
        odin.post("/groups/dns", {**NYC, "dns": dns}, 400)
    odin.post("/groups/dns", {**NYC, "dns": [{"min": "+1-6175550100"}]}, 400)
    assert odin.call("DELETE", "/groups/dns", {**BOS, "dns": [{"min": "+1-2125550100"}]}).status_code == 400
    odin.put("/users", {"userId": "u1@acme.example.net", "phoneNumber": "2125550100", "extension": "0100"})
    assert ranges(odin.get("/groups/dns", params=NYC)) == [("100", None), ("101", "139")]
    assert odin.call("DELETE", "/groups/dns", {**NYC, "dns": [{"min": "+1-2125550100"}]}).json()["error"].startswith("[Error 9910]")
    detail = odin.get("/groups/dns/details", params=NYC)["dns"][0]
    assert (detail["dn"], detail["userId"], detail["extension"]) == ("+1-2125550100", "u1@acme.example.net", "0100")
    assert [row["dn"] for row in odin.get("/system/dns/search", params={"dn": "+1*5550100"})] == ["+1-2125550100", "+1-6175550100"]
    assert [row["dn"] for row in odin.get("/groups/dns/search", params={**NYC, "dn": "*5550100"})] == ["+1-2125550100"]


def test_numbers_of_a_service_provider(odin):
    new = {**ACME, "dns": [{"min": "+44-2071838750", "max": "+44-2071838751"}]}
    assert ranges(odin.post("/service-providers/dns", new))[-1:] != [("750", "751")]
    assert ("750", "751") in ranges(odin.get("/service-providers/dns", params=ACME))
    assert odin.call("DELETE", "/service-providers/dns", new).status_code == 200
    assert ("750", "751") not in ranges(odin.get("/service-providers/dns", params=ACME))
    assert odin.call("DELETE", "/service-providers/dns", {**ACME, "dns": [{"min": "+1-2125550100"}]}).status_code == 400


# Generators


@pytest.mark.parametrize("_n", range(20))
def test_a_generated_sip_password_keeps_all_rules(odin, _n):
    password = odin.get("/sip-password/generate")["password"]
    kinds = (string.digits, string.ascii_uppercase, string.ascii_lowercase)
    assert len(password) == 12 and all(set(password) & set(kind) for kind in kinds) and not password.isalnum()


def test_a_generated_sip_password_is_taken(odin):
    odin.switch(odin_password_rules="strict")
    password = odin.get("/sip-password/generate")["password"]
    odin.create(requireAuthentication=True, sipAuthenticationUserName="pbx", sipAuthenticationPassword=password)


def test_how_many_are_generated_is_not_what_the_limit_says(odin):
    assert [len(odin.get(f"/sip-password/generate?limit={limit}")["passwords"]) for limit in (1, 15, 100)] == [3, 45, 60]
    assert len(odin.get("/passcode/generate?limit=2")["passcodes"]) == 6
    odin.get("/password/generate?limit=x", 400)


def test_the_systems_password_rules(odin):
    path = "/system/sip-authentication-password-rules"
    assert (odin.get(path)["minLength"], odin.get(path)["restrictMinDigits"]) == (6, False)
    odin.switch(odin_password_rules="strict")
    assert (odin.get(path)["minLength"], odin.get(path)["restrictMinDigits"]) == (8, True)
