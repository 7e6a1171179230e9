# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every switch of the Odin half does what its row in odin/README.md says."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ansible_collections.telecom.trunking.tests.emulator.odin.attributes import TRUNK_GROUP
from ansible_collections.telecom.trunking.tests.emulator.odin.decisions import DECLARED

README = Path(__file__).parents[2] / "emulator" / "odin" / "README.md"
KEY = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC"}
BOS = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS"}
R21 = {attr.name for attr in TRUNK_GROUP if attr.since == "21"}


def values_of(switch):
    if not switch.values:
        return f"`{switch.default}`, any integer"
    ordered = [switch.default, *(value for value in switch.values if value != switch.default)]
    return ", ".join(f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in ordered)


def test_the_readme_has_a_row_for_every_switch():
    rows = re.findall(r"^\| `(odin_\w+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row for row in rows if row[0] in {one.name for one in DECLARED}] == [
        (one.name, values_of(one), one.meaning, one.section) for one in DECLARED]


def test_every_switch_has_a_test_here():
    source = Path(__file__).read_text(encoding="utf-8")
    assert [switch.name for switch in DECLARED if f"{switch.name}=" not in source] == []


def test_odin_release(odin):
    whole = odin.create(maxIncomingCalls=0)
    assert len(R21) == 7 and set(whole) >= R21
    odin.switch(odin_release="20")
    assert set(whole) - set(odin.trunk()) == R21
    assert "20sp1" in odin.change(status=400, maxIncomingCalls=0)["details"]
    assert not R21 & set(odin.change(supportConnectedIdentityPolicy="Enabled"))
    odin.switch(odin_release="20sp1")
    odin.change(maxOutgoingCalls=0)
    odin.switch(odin_release="21")
    assert odin.trunk()["supportConnectedIdentityPolicy"] == "Disabled"
    assert odin.get("/auth/session")["softwareVersion"] == "21"
    path = "/groups/trunk-groups/call-capacity"
    assert "numberOfBurstingBTLUs" not in odin.get(path, params=KEY)
    odin.switch(odin_release="23")
    assert "numberOfBurstingBTLUs" in odin.get(path, params=KEY)


def test_sha1_is_for_releases_before_22(odin):
    body = {"username": "admin", "password": hashlib.sha1(b"admin-password").hexdigest(), "encryption": "sha1"}
    for release, status in (("22", 400), ("21sp1", 200)):
        odin.switch(odin_release=release)
        assert odin.client.post("/api/v2/auth/token", json=body).status_code == status


def test_odin_token_life_s(odin):
    odin.switch(odin_token_life_s=0)
    assert odin.call("GET", "/auth/session", token=odin.log_in()["token"]).json()["details"] == "the token is expired"


def test_odin_calls_per_token(odin):
    token = odin.log_in()["token"]
    odin.switch(odin_calls_per_token=2)
    assert [odin.call("GET", "/auth/session", token=token).status_code for _n in range(4)] == [200, 200, 401, 401]
    assert odin.call("GET", "/auth/session", token=odin.log_in()["token"]).status_code == 200


def test_odin_refused_token(odin):
    odin.switch(odin_refused_token=403)
    odin.get("/auth/session", 403, token="x")


def test_odin_bad_credentials(odin):
    for status in (401, 403):
        odin.switch(odin_bad_credentials=status)
        assert odin.log_in("admin", "wrong", status)["status"] == status


def test_odin_no_permission(odin):
    token = odin.log_in("other-admin")["token"]
    odin.switch(odin_no_permission=400)
    assert "[Error 4003]" in odin.refused("GET", "/groups/trunk-groups", params=KEY, token=token)


def test_odin_not_found(odin):
    odin.switch(odin_not_found=404)
    assert odin.trunk("nobody", 404)["status"] == 404
    odin.get("/users?userId=nobody", 404)
    assert odin.create("t", 400, maxActiveCalls=0)["status"] == 400


def test_odin_error_details(odin):
    odin.switch(odin_error_details=False)
    assert set(odin.trunk("nobody", 400)) == {"error", "status"}


def test_odin_error_codes(odin):
    odin.switch(odin_error_codes=False)
    assert odin.trunk("nobody", 400)["error"] == "Trunk group not found: nobody"


def test_odin_create(odin):
    odin.switch(odin_create="strict")
    expected = {attr.name: attr.default for attr in TRUNK_GROUP if attr.expected}
    assert len(expected) == 17
    for name in expected:
        refused = odin.create(status=400, **{**expected, name: None})
        assert refused["error"] == f"[Error 9906] Missing value: {name}"
    strict = odin.create("strict", **expected)
    odin.switch(odin_create="lenient")
    assert odin.create("lenient") == {**strict, "name": "lenient"}


def test_odin_delete(odin):
    for value, status, content in (("empty_list", 200, b"[]"), ("no_content", 204, b"")):
        odin.create()
        odin.switch(odin_delete=value)
        answer = odin.call("DELETE", "/groups/trunk-groups", params={**KEY, "name": "t"})
        assert (answer.status_code, answer.content) == (status, content)
    odin.create()
    odin.switch(odin_delete="profile")
    assert odin.remove()["name"] == "t"


def test_odin_null(odin):
    odin.create(prefix="1", capacityExceededForwardAddress="1", capacityExceededAction="Forward")
    odin.switch(odin_null="ignored")
    changed = odin.change(prefix=None, capacityExceededAction=None)
    assert changed["prefix"] == "1" and "capacityExceededAction" not in changed
    odin.change(status=400, maxActiveCalls=None)
    odin.switch(odin_null="clears")
    assert "prefix" not in odin.change(prefix=None)


def test_odin_unset(odin):
    made = odin.create()
    odin.switch(odin_unset="null")
    shown = odin.trunk()
    assert {name: value for name, value in shown.items() if value is not None} == made
    assert shown["prefix"] is None and "sipAuthenticationPassword" not in shown


def test_odin_list(odin):
    odin.create()
    bare = odin.get("/groups/trunk-groups", params=KEY)
    odin.switch(odin_list="data")
    assert odin.get("/groups/trunk-groups", params=KEY) == {"data": bare}
    assert odin.trunk()["name"] == "t"


def test_odin_list_without_service(odin):
    assert odin.get("/groups/trunk-groups", params=BOS) == []
    odin.switch(odin_list_without_service="refuse")
    assert odin.get("/groups/trunk-groups", 400, params=BOS)["error"] == "[Error 9903] Service not assigned: Trunk Group"
    assert odin.get("/groups/trunk-groups", params=KEY) == []


def test_odin_capacity(odin):
    path = "/groups/trunk-groups/call-capacity"
    odin.create(maxActiveCalls=20)
    odin.switch(odin_capacity="ignored")
    odin.put(path, {**KEY, "maxActiveCalls": 61})
    odin.put(path, {**KEY, "maxActiveCalls": 1})
    odin.change(maxActiveCalls=100, maxIncomingCalls=200)
    odin.switch(odin_capacity="enforced")
    odin.put(path, {**KEY, "maxActiveCalls": 61}, 400)


def test_odin_password_rules(odin):
    credentials = {"sipAuthenticationUserName": "pbx", "sipAuthenticationPassword": "simple"}
    odin.create(**credentials)
    odin.change(sipAuthenticationPassword="simple")
    odin.switch(odin_password_rules="strict")
    assert odin.change(status=400, sipAuthenticationPassword="simple")["error"].startswith("[Error 9912]")


def test_odin_invitation_timeout_max(odin):
    odin.create(invitationTimeout=255)
    odin.switch(odin_invitation_timeout_max=15)
    odin.change(status=400, invitationTimeout=16)
    odin.change(invitationTimeout=15)


def test_odin_network_address_identity(odin):
    odin.token = odin.log_in("acme-admin")["token"]
    odin.create()
    odin.change(enableNetworkAddressIdentity=False)
    odin.switch(odin_network_address_identity="if_present")
    odin.change(status=403, enableNetworkAddressIdentity=False)
    odin.create("u", enableNetworkAddressIdentity=False)
    odin.change(maxActiveCalls=3)
    odin.token = odin.log_in()["token"]
    odin.change(enableNetworkAddressIdentity=False)


def test_odin_numeric_strings(odin):
    odin.create("42", callForwardingAlwaysForwardAddress="123123123", prefix="007", otgDtgIdentity="1.5")
    odin.switch(odin_numeric_strings="numbers")
    shown = odin.trunk("42")
    assert (shown["name"], shown["callForwardingAlwaysForwardAddress"], shown["prefix"], shown["otgDtgIdentity"]) == (42, 123123123, "007", "1.5")
    assert odin.get("/groups/trunk-groups", params=KEY)[0]["name"] == 42


def test_odin_booleans(odin):
    odin.create()
    odin.switch(odin_booleans="strings")
    assert odin.trunk()["requireAuthentication"] == "false"
    assert odin.get("/groups/services", params=KEY)["groupServices"][-1]["assigned"] == "true"


def test_odin_integers(odin):
    odin.create()
    odin.switch(odin_integers="strings")
    assert odin.trunk()["maxActiveCalls"] == "2" and odin.trunk()["requireAuthentication"] is False
    assert odin.get("/groups/trunk-groups/call-capacity", params=KEY)["maxActiveCalls"] == "20"
