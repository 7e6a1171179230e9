# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what: authentication, scopes, the partner tree, media types, unknown paths (sections 2 and 13)."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed

READ_ONLY = seed.sid("token read-only")
SUB = seed.sid("token sub-partner")
CARRIER = seed.sid("token carrier")
RULE = {"name": "r", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}


def basic(login, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()}


@pytest.mark.parametrize("headers", [
    {}, {"Authorization": "Bearer"}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic ???"},
    basic("telco", "wrong"), basic("nobody", ""), {"Authorization": "Digest x"}], ids=str)
def test_401_without_valid_credentials(api, headers):
    answer = api.client.get("/core/v2/trunk_groups", headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"message": "Bad credentials"})


def test_basic_login_acts_as_its_partner(api):
    answer = api.client.get("/core/v2/partners", headers=basic("sub-partner", "sub-partner-password"))
    assert [one["partner_sid"] for one in answer.json()["items"]] == [seed.SUB_PARTNER]


def test_a_partner_without_a_password_cannot_log_in(api):
    api.load(partners=[{"partner_sid": "p", "login": "p"}])
    assert api.client.get("/core/v2/partners", headers=basic("p", "")).status_code == 401


PATHS = ["/trunk_groups", "/trunk_groups/g/trunks", "/accesscontrol/rules", "/endpoints", "/phonenumber/dids", "/partners", "/batch/tasks"]


@pytest.mark.parametrize("path", PATHS)
def test_a_read_only_token_reads_and_cannot_write(api, path):
    api.load(trunk_groups=[{"trunk_group_sid": "g"}])
    api.get(path, token=READ_ONLY)
    assert api.post(path, {}, 403, token=READ_ONLY) == {"message": "Forbidden"}


@pytest.mark.parametrize("scope, method, status", [
    ("trunk_groups.create", "POST", 200), ("trunk_groups.create", "GET", 403), ("trunk_groups.read", "GET", 200),
    ("trunk_groups.update", "POST", 403), ("trunk_groups.manage", "POST", 200), ("endpoints.manage", "GET", 403)])
def test_a_scope_allows_its_verb_and_manage_all(api, scope, method, status):
    api.load(tokens=[{"access_token": "t", "partner_sid": seed.TELCO, "scopes": [scope]}])
    assert api.call(method, "/trunk_groups", {} if method == "POST" else None, token="t").status_code == status


def test_trunks_have_scopes_of_their_own(api):
    api.load(tokens=[{"access_token": "t", "partner_sid": seed.TELCO, "scopes": ["trunk_groups.manage"]}], trunk_groups=[{"trunk_group_sid": "g"}])
    api.get("/trunk_groups/g/trunks", 403, token="t")
    api.post("/trunk_groups", {"trunks": [{}]}, token="t")
    api.post("/trunk_groups?with_trunks=true", {"trunks": [{}]}, 403, token="t")
    assert [len(one["trunks"]) for one in api.state()["trunk_groups"]] == [0, 0]


def test_scopes_of_a_basic_login_are_those_of_the_partner(api):
    state = api.state()
    telco = next(one for one in state["partners"] if one["login"] == "telco")
    api.load(partners=[{**telco, "available_scopes": ["endpoints.read"]}])
    assert api.client.get("/core/v2/endpoints", headers=basic("telco", "telco-password")).status_code == 200
    assert api.client.get("/core/v2/trunk_groups", headers=basic("telco", "telco-password")).status_code == 403


def test_a_partner_sees_its_own_and_what_is_below_it(api):
    api.load(trunk_groups=[
        {"name": "telco"}, {"name": "carrier", "partner_sid": seed.CARRIER}, {"name": "sub", "partner_sid": seed.SUB_PARTNER, "trunk_group_sid": "s"}])
    assert sorted(api.names("/trunk_groups")) == ["sub", "telco"]
    assert api.names("/trunk_groups", token=SUB) == ["sub"]
    assert len(api.names("/trunk_groups", token=CARRIER)) == 3
    api.patch("/trunk_groups/s", {"name": "renamed"})
    assert api.get("/trunk_groups/s", token=SUB)["name"] == "renamed"


def test_what_belongs_to_others_is_not_found(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g", "trunks": [{"trunk_sid": "t"}]}], endpoints=[{"endpoint_sid": "e"}], rules=[{"rule_sid": "r"}])
    for path in ("/trunk_groups/g", "/trunk_groups/g/trunks", "/trunk_groups/g/trunks/t", "/endpoints/e", f"/partners/{seed.TELCO}"):
        assert api.get(path, 404, token=SUB)["message"] == "Cannot find item by SID"
    api.patch("/trunk_groups/g", {"name": "x"}, 404, token=SUB)
    api.delete("/endpoints/e", 404, token=SUB)


def test_partner_sid_of_a_body_is_the_callers_or_below(api):
    assert api.post("/trunk_groups", {})["partner_sid"] == seed.TELCO
    assert api.post("/trunk_groups", {"partner_sid": ""})["partner_sid"] == seed.TELCO
    assert api.post("/endpoints", {"name": "e", "type": "third_party", "partner_sid": seed.SUB_PARTNER})["partner_sid"] == seed.SUB_PARTNER
    for sid in (seed.CARRIER, "nobody"):
        api.post("/trunk_groups", {"partner_sid": sid}, 403)
    group = api.post("/trunk_groups", {})["trunk_group_sid"]
    api.patch(f"/trunk_groups/{group}", {"partner_sid": seed.CARRIER}, 403)
    assert api.patch(f"/trunk_groups/{group}", {"partner_sid": seed.SUB_PARTNER})["partner_sid"] == seed.SUB_PARTNER


def test_rules_are_the_own_ones_and_the_parents(api):
    own = api.post("/accesscontrol/rules", RULE)
    assert own["read_only"] is False and "partner_sid" not in own
    listed = {one["name"]: one["read_only"] for one in api.get("/accesscontrol/rules")["items"]}
    assert listed == {"r": False, "carrier-premium": True, "carrier-fraud": True}
    assert {one["name"]: one["read_only"] for one in api.get("/accesscontrol/rules", token=SUB)["items"]} == {"r": True}
    assert "r" not in api.names("/accesscontrol/rules", token=CARRIER)
    assert api.names("/accesscontrol/rules?filter=read_only eq false") == ["r"]


def test_a_parents_rule_is_read_but_not_written(api):
    path = "/accesscontrol/rules/" + seed.sid("rule carrier-premium")
    assert api.get(path)["read_only"] is True
    assert api.patch(path, {"name": "mine"}, 403) == {"message": "Forbidden"}
    api.put(path, RULE, 403)
    api.delete(path, 403)


def test_the_system_gateway_cannot_be_written(api):
    gateway = next(one for one in api.get("/endpoints")["items"] if one["type"] == "system_gateway")
    path = "/endpoints/" + gateway["endpoint_sid"]
    api.patch(path, {"name": "mine"}, 403)
    api.delete(path, 403)
    assert api.fields(api.post("/endpoints", {"name": "x", "type": "system_gateway"}, 422)) == ["type"]


@pytest.mark.parametrize("method, path", [
    ("DELETE", f"/partners/{seed.TELCO}"), ("POST", "/phonenumber/available_dids"), ("GET", "/oauth/token"), ("POST", "/accesscontrol/effective_acl/calls"),
    ("PUT", "/trunk_groups"), ("HEAD", "/trunk_groups")])
def test_405_for_verbs_that_a_path_has_not(api, method, path):
    assert api.call(method, path, {} if method != "HEAD" else None).status_code == 405


@pytest.mark.parametrize("path", ["/", "/nothing", "/trunk_groups/g/trunks/t/x", "/phonenumber"])
def test_404_for_unknown_paths(api, path):
    assert api.get(path, 404) == {"message": "Not Found"}


def test_404_outside_of_every_provider_is_logged(api):
    assert api.client.get("/elsewhere").status_code == 404
    assert api.control("GET", "requests")["requests"][0]["provider"] is None


@pytest.mark.parametrize("content, content_type, status", [
    (b"{}", "text/plain", 415), (b"{}", None, 415), (b"{", "application/json", 400), (b"\xff", "application/json", 400),
    (b"", "application/json", 400), (b"", None, 400), (b"[]", "application/json", 422), (b"{}", "application/json; charset=utf-8", 200)])
@pytest.mark.parametrize("method, path", [("POST", "/trunk_groups"), ("PATCH", "/trunk_groups/g")])
def test_bodies_are_json_objects_and_say_so(api, content, content_type, status, method, path):
    api.load(trunk_groups=[{"trunk_group_sid": "g"}])
    headers = {"Content-Type": content_type} if content_type else {}
    assert api.call(method, path, content=content, headers=headers).status_code == status


def test_sids_are_decoded_in_paths(api):
    api.load(trunk_groups=[{"trunk_group_sid": "a/b.c-d e"}])
    assert api.get("/trunk_groups/a%2Fb.c-d%20e")["trunk_group_sid"] == "a/b.c-d e"
    assert api.get("/trunk_groups/a%2Fb.c-d%20e/trunks")["total"] == 0


def token_form(api, path, status, token=None, **form):
    from urllib.parse import urlencode

    answer = api.call("POST", path, content=urlencode(form), headers={"Content-Type": "application/x-www-form-urlencoded"}, token=token)
    assert answer.status_code == status, answer.text
    return answer.json()


def client_of(api, login):
    partner = next(one for one in api.state()["partners"] if one["login"] == login)
    return {"client_id": partner["client_id"], "client_secret": partner["client_secret"]}


def test_a_token_for_the_own_login(api):
    form = {"grant_type": "password", "username": "telco", "password": "telco-password", **client_of(api, "telco")}
    token = token_form(api, "/oauth/token", 200, **form)
    assert (token["partner_sid"], token["token_type"]) == (seed.TELCO, "bearer")
    api.get("/trunk_groups", token=token["access_token"])
    assert api.state()["tokens"][0]["partner_sid"] == seed.TELCO
    token_form(api, "/oauth/token", 401, **{**form, "password": "x"})
    token_form(api, "/oauth/token", 401, **{**form, "client_secret": "x"})
    token_form(api, "/oauth/token", 400, **{**form, "grant_type": "other"})
    token_form(api, "/oauth/token", 400, **{**form, "access_token_expires_in": "soon"})


def test_a_token_for_a_partner_below(api):
    form = client_of(api, "telco")
    token = token_form(api, f"/oauth/token/{seed.SUB_PARTNER}", 200, access_token_expires_in="60", **form)
    assert api.get("/partners", token=token["access_token"])["items"][0]["partner_sid"] == seed.SUB_PARTNER
    assert token["date_expiration_access_token"] < token["date_expiration_refresh_token"]
    token_form(api, f"/oauth/token/{seed.CARRIER}", 404, **form)
    token_form(api, f"/oauth/token/{seed.SUB_PARTNER}", 403, token=READ_ONLY, **form)
    assert api.call("POST", f"/oauth/token/{seed.SUB_PARTNER}", form).status_code == 415
