# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log-in, tokens, log-in types, paths and bodies of the Odin half (section 2)."""

from __future__ import annotations

import base64
import json

import pytest

from ansible_collections.telecom.trunking.tests.emulator.odin import tokens

NOW = 1_800_000_000
LIST = "/groups/trunk-groups?serviceProviderId=ACME_ENT&groupId=ACME_NYC"
OTHERS = "/groups/trunk-groups?serviceProviderId=OTHER_SP&groupId=OTHER_GRP"


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.fixture
def now(monkeypatch):
    """The emulator's time, which a test moves by appending."""
    times = [NOW]
    monkeypatch.setattr(tokens, "time", lambda: times[-1])
    return times


def test_a_token_is_a_jwt_of_24_hours(odin, now):
    session = odin.log_in()
    assert session["token"].count(".") == 2
    assert (claims(session["token"])["exp"], claims(session["token"])["sub"]) == (NOW + 86400, "admin")
    assert {name: session[name] for name in ("userId", "loginType", "softwareVersion", "isSystemAdmin")} == {
        "userId": "admin", "loginType": "System", "softwareVersion": "23", "isSystemAdmin": True}
    now.append(NOW + 86399)
    odin.get("/auth/session", token=session["token"])
    now.append(NOW + 86400)
    assert "expired" in odin.refused("GET", "/auth/session", status=401, token=session["token"])


def test_log_in_by_form(odin):
    answer = odin.client.post("/api/v2/auth/token", data={"username": "acme-admin", "password": "acme-admin-password"})
    assert answer.status_code == 200
    session = odin.get("/auth/session", token=answer.json()["token"])
    assert (session["loginType"], session["serviceProviderId"], session["isEnterprise"]) == ("Service Provider", "ACME_ENT", True)
    assert "token" not in session


@pytest.mark.parametrize("username, password", [("admin", "wrong"), ("nobody", "x")])
def test_bad_credentials(odin, username, password):
    assert odin.log_in(username, password, 400) == {"error": "[Error 4962] Invalid userId or password.", "status": 400, "details": ""}


def test_a_log_in_needs_name_and_password(odin):
    answer = odin.client.post("/api/v2/auth/token", json={"username": "admin"})
    assert (answer.status_code, answer.json()["error"]) == (400, "[Error 9906] Missing value: password")


def test_an_expired_password_is_a_402_until_it_is_changed(odin):
    assert odin.log_in("expired", status=402)["status"] == 402
    body = {"userId": "expired", "oldPassword": "expired-password", "newPassword": "new"}
    answer = odin.client.put("/api/v2/auth/token/password", json=body)
    assert odin.get("/auth/session", token=answer.json()["token"])["userId"] == "expired"
    assert odin.log_in("expired", "new")["token"]


def test_change_password(odin):
    odin.put("/auth/password", {"oldPassword": "admin-password", "newPassword": "other"})
    odin.log_in("admin", "admin-password", 400)
    assert odin.log_in("admin", "other")


def test_renewal_gives_another_token_and_both_work(odin):
    renewed = odin.put("/auth/token", None)["token"]
    assert renewed != odin.token
    odin.get("/auth/session", token=renewed)
    odin.get("/auth/session")


def test_log_out(odin):
    odin.post("/auth/token/logout", {"token": odin.token})
    assert odin.refused("GET", "/auth/session", status=401) == "Unauthorized (a valid token is needed)"


def test_switch_user(odin):
    session = odin.post("/auth/switch-user", {"username": "nyc-admin"})
    assert odin.get("/auth/session", token=session["token"])["groupId"] == "ACME_NYC"
    odin.post("/auth/switch-user", {"username": "admin"}, 403, token=odin.log_in("provisioning")["token"])


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer x.y.z", "Basic YWRtaW46eA==", "Bearer ünsigned"])
@pytest.mark.parametrize("path", [LIST, "/auth/session", "/nothing"])
def test_nothing_without_a_token(odin, header, path):
    answer = odin.client.get(f"/api/v2{path}", headers={} if header is None else {"Authorization": header.encode()})
    assert answer.status_code == 401
    assert answer.json() == {"error": "Unauthorized", "status": 401, "details": "a valid token is needed"}


def test_a_forged_token_is_refused(odin):
    head, part, mark = odin.token.split(".")
    forged = base64.urlsafe_b64encode(json.dumps({**claims(odin.token), "exp": 9e9}).encode()).decode().rstrip("=")
    assert odin.call("GET", "/auth/session", token=f"{head}.{forged}.{mark}").status_code == 401
    assert odin.call("GET", "/auth/session", token=f"{head}.{part}.{mark}").status_code == 200


def test_paths_and_methods_that_are_not_there(odin):
    assert odin.refused("GET", "/nothing", status=404) == "Not Found (/nothing)"
    assert "PATCH" in odin.refused("PATCH", "/groups/trunk-groups", {}, status=405)


@pytest.mark.parametrize("content", [b"{", b"[]", b'"x"'])
def test_a_body_has_to_be_a_json_object(odin, content):
    assert odin.call("POST", "/groups/trunk-groups", content=content).json()["error"].startswith("[Error 9914]")


def test_bodies_of_get_and_delete_are_tolerated(odin):
    odin.create("t")
    assert odin.call("GET", LIST, {}).status_code == 200
    assert odin.call("DELETE", f"{LIST}&name=t", {}).status_code == 200


def test_the_key_is_in_the_query_of_get_and_in_the_body_of_put_and_nowhere_else(odin):
    odin.create("t")
    key = {**odin.home, "name": "t"}
    assert odin.refused("GET", "/groups/trunk-groups", key) == "[Error 9906] Missing value: serviceProviderId ()"
    assert odin.call("PUT", "/groups/trunk-groups", {"maxActiveCalls": 3}, params=key).status_code == 400
    assert odin.call("DELETE", "/groups/trunk-groups", key).status_code == 400


# Who sees what


def test_a_service_provider_sees_its_own_only(odin):
    token = odin.log_in("acme-admin")["token"]
    assert odin.get(LIST, token=token) == []
    assert odin.refused("GET", OTHERS, status=403, token=token).startswith("[Error 4003] Unauthorized request: ")
    assert [one["serviceProviderId"] for one in odin.get("/service-providers", token=token)] == ["ACME_ENT"]
    assert {user["serviceProviderId"] for user in odin.get("/users", token=token)} == {"ACME_ENT"}
    odin.get("/users?userId=u1@other.example.net", 403, token=token)


def test_a_group_sees_its_own_only(odin):
    token = odin.log_in("nyc-admin")["token"]
    odin.post("/groups/trunk-groups", {**odin.home, "name": "t", "maxActiveCalls": 1}, token=token)
    odin.get("/groups/trunk-groups?serviceProviderId=ACME_ENT&groupId=ACME_BOS", 403, token=token)
    assert [one["groupId"] for one in odin.get("/groups?serviceProviderId=ACME_ENT", token=token)] == ["ACME_NYC"]
    assert {user["groupId"] for user in odin.get("/users?serviceProviderId=ACME_ENT", token=token)} == {"ACME_NYC"}


@pytest.mark.parametrize("username, path, body", [
    ("acme-admin", "/service-providers/trunk-groups/call-capacity", {"maxActiveCalls": 70}),
    ("acme-admin", "/service-providers/services", {"groupServices": []}),
    ("nyc-admin", "/groups/trunk-groups/call-capacity", {"groupId": "ACME_NYC", "maxActiveCalls": 1}),
    ("nyc-admin", "/groups/services", {"groupId": "ACME_NYC", "groupServices": []}),
    ("auditor", "/groups/trunk-groups/call-capacity", {"groupId": "ACME_NYC", "maxActiveCalls": 1}),
], ids=str)
def test_what_a_log_in_type_may_not_change(odin, username, path, body):
    before = odin.state()
    token = odin.log_in(username)["token"]
    assert "[Error 4003]" in odin.refused("PUT", path, {"serviceProviderId": "ACME_ENT", **body}, 403, token=token)
    assert odin.state() == before


def test_a_group_capacity_may_be_set_by_the_service_provider(odin):
    token = odin.log_in("acme-admin")["token"]
    odin.put("/groups/trunk-groups/call-capacity", {**odin.home, "maxActiveCalls": 21}, token=token)


# Faults speak Odin


def test_a_fault_without_a_body_is_worded_as_odin_words_it(odin):
    odin.control("POST", "faults", {"faults": [{"status": 503}, {"body_text": "<html>", "status": 502}, {"status": 400, "body": {"error": "x"}}]})
    assert odin.get(LIST, 503) == {"error": "fault: 503", "status": 503, "details": ""}
    assert odin.call("GET", LIST).text == "<html>"
    assert odin.get(LIST, 400) == {"error": "x"}


def test_the_log_says_which_provider(odin):
    odin.get(LIST)
    (entry,) = odin.control("GET", "requests")["requests"]
    assert (entry["provider"], entry["path"], entry["status"]) == ("odin", "/api/v2/groups/trunk-groups", 200)
