# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users of the Odin half, and their way onto a trunk group (section 3.4)."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.emulator.odin.passwords import hashed

U1, U2 = "u1@acme.example.net", "u2@acme.example.net"
NEW = {
    "serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC", "userId": "new@acme.example.net", "firstName": "N", "lastName": "W",
    "callingLineIdFirstName": "N", "callingLineIdLastName": "W", "password": "canary"}


def place(**more):
    return {"trunkGroupDeviceEndpoint": {"name": "t", "linePort": U1, **more}}


def users_on(odin, name="t"):
    return [user["userId"] for user in odin.get("/groups/trunk-groups/users", params={**odin.home, "name": name})["users"]]


def test_a_users_life(odin):
    made = odin.post("/users", NEW)
    assert made["userId"] == NEW["userId"] and made["phoneNumber"] == "" and "password" not in made
    read = odin.get("/users", params={"userId": NEW["userId"]})
    assert read["endpointType"] == "none" and "phoneNumber" not in read
    assert odin.state()["odin_users"][-1]["passwordHash"] == hashed("canary")
    changed = odin.put("/users", {"userId": NEW["userId"], "extension": 78900, "lastName": 4003})
    assert (changed["extension"], changed["lastName"]) == ("78900", "4003")
    assert "extension" not in odin.put("/users", {"userId": NEW["userId"], "extension": None})
    assert odin.delete("/users", params={"userId": NEW["userId"]}) == []
    assert odin.refused("GET", "/users", params={"userId": NEW["userId"]}) == f"[Error 4008] User not found: {NEW['userId']} ()"


@pytest.mark.parametrize("body, error", [
    ({"userId": U1}, "[Error 4200] User already exists: u1@acme.example.net"), ({"userId": "new@elsewhere.example"}, "[Error 9911]"),
    ({"userId": "new"}, "[Error 9911]"), ({"firstName": ""}, "[Error 9906] Missing value: firstName"), ({"lastName": "x" * 31}, "[Error 9907]")], ids=str)
def test_a_new_user_that_cannot_be(odin, body, error):
    assert odin.refused("POST", "/users", {**NEW, **body}).startswith(error)


def test_extensions_and_numbers_are_unique(odin):
    odin.put("/users", {"userId": U1, "extension": "1", "phoneNumber": "2125550100"})
    odin.put("/users", {"userId": U2, "extension": "1"}, 400)
    odin.put("/users", {"userId": "u1@bos.acme.example.net", "extension": "1"})
    odin.put("/users", {"userId": "u1@bos.acme.example.net", "phoneNumber": "2125550100"}, 400)


def test_a_user_limit(odin):
    odin.put("/groups", {**odin.home, "userLimit": 6})
    assert "userLimit" in odin.refused("POST", "/users", NEW)


def test_the_list(odin):
    rows = odin.get("/users?", params=odin.home)
    assert [row["userId"] for row in rows] == [f"u{n}@acme.example.net" for n in range(1, 7)]
    assert rows[0]["extension"] is None and rows[0]["groupId"] == "ACME_NYC"
    assert len(odin.get("/users?serviceProviderId=ACME_ENT")) == 12
    assert len(odin.get("/users?limit=3")) == 3


def test_onto_the_trunk_and_off(odin):
    odin.create()
    on = odin.put_on(U1)
    assert on["endpointType"] == "trunkAddressing"
    assert on["trunkAddressing"]["trunkGroupDeviceEndpoint"] == {
        "name": "t", "linePort": U1, "contacts": [], "staticRegistrationCapable": "false", "useDomain": "true", "isPilotUser": "false"}
    assert users_on(odin) == [U1]
    assert odin.put("/users", {"userId": U1, "lastName": "x"})["trunkAddressing"] == on["trunkAddressing"]
    moved = odin.put("/users", {"userId": U1, "trunkAddressing": {"trunkGroupDeviceEndpoint": {"linePort": "p@acme.example.net"}}})
    assert moved["trunkAddressing"]["trunkGroupDeviceEndpoint"]["linePort"] == "p@acme.example.net"
    off = odin.put("/users", {"userId": U1, "endpointType": "none", "trunkAddressing": None})
    assert (off["endpointType"], off["trunkAddressing"]) == ("none", {"trunkGroupDeviceEndpoint": {"contacts": []}})
    assert users_on(odin) == []


def test_from_one_trunk_to_another(odin):
    odin.create()
    odin.create("other")
    odin.put_on(U1)
    odin.put_on(U1, "other")
    assert (users_on(odin), users_on(odin, "other")) == ([], [U1])


@pytest.mark.parametrize("body", [
    {"endpointType": "trunkAddressing"}, {"endpointType": "trunkAddressing", "trunkAddressing": {}}, {"trunkAddressing": place(name="nobody")},
    {"trunkAddressing": place(linePort=None)}, {"trunkAddressing": place(linePort="x" * 162)}, {"trunkAddressing": place(contacts=[{}] * 6)},
    {"trunkAddressing": place(linePort="taken@acme.example.net")}, {"endpointType": "nothing"}], ids=str)
def test_places_that_are_refused(odin, body):
    odin.create()
    odin.put("/users", {"userId": U2, "trunkAddressing": place(linePort="taken@acme.example.net")})
    before = odin.state()
    odin.put("/users", {"userId": U1, **body}, 400)
    assert odin.state() == before


def test_an_enterprise_trunk(odin):
    body = {"endpointType": "trunkAddressing", "trunkAddressing": {"enterpriseTrunkName": "all"}}
    assert odin.put("/users", {"userId": U1, **body})["trunkAddressing"] == {"enterpriseTrunkName": "all"}
    odin.put("/users", {"userId": "u1@other.example.net", **body}, 400)


def test_a_deleted_user_leaves_trunk_and_hosted_list(odin):
    odin.create(users=[{"userId": U1}, {"userId": U2}])
    odin.put_on(U1)
    odin.delete("/users", params={"userId": U1})
    assert users_on(odin) == [] and [user["userId"] for user in odin.trunk()["users"]] == [U2]


def test_the_sip_password_of_a_user(odin):
    body = {"userId": U1, "userName": "pbx", "newPassword": "canary-1"}
    assert odin.put("/users/authentication", body) == {"userId": U1, "userName": "pbx", "newPassword": ""}
    assert odin.get("/users/authentication", params={"userId": U1})["newPassword"] == ""
    assert odin.state()["odin_users"][0]["sipPasswordHash"] == hashed("canary-1") and "canary" not in str(odin.state())
    odin.put("/users/authentication", {"userId": U1, "newPassword": "short"}, 400)
