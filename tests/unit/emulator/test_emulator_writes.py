# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creating, changing, replacing, deleting trunking objects (sections 4 to 10)."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed, tables

RULE = {"field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}
ENDPOINT = {"name": "e", "type": "third_party"}


def writable(table, one):
    return {name: one[name] for name, attr in table.items() if not (attr.read_only or attr.create_only or attr.late)}


def test_a_group_is_created_with_defaults(api):
    group = api.post("/trunk_groups", {})
    assert group["name"] == "N/A" and group["soft_failure_codes"] == "408;" and group["partner_sid"] == seed.TELCO
    assert api.get(f"/trunk_groups/{group['trunk_group_sid']}") == {**group, "external_handlers": []}


def test_post_is_not_idempotent(api):
    api.post("/trunk_groups", {"name": "twice"})
    api.post("/trunk_groups", {"name": "twice"})
    assert api.names("/trunk_groups?filter=name eq twice") == ["twice", "twice"]


def test_patch_changes_what_was_sent_and_replaces_arrays(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g", "name": "n", "acls": [{"direction": "inbound"}, {"direction": "outbound"}], "routing_data": {"a": 1}}])
    group = api.patch("/trunk_groups/g", {"acls": [{"direction": "any"}], "routing_data": None})
    assert [acl["direction"] for acl in group["acls"]] == ["any"]
    assert (group["name"], group["routing_data"]) == ("n", None)


def test_embedded_values_get_their_defaults(api):
    group = api.post("/trunk_groups", {"external_handlers": [{"url": "https://h.example.net/"}], "acls": [{}]})
    assert group["external_handlers"] == [{"url": "https://h.example.net/", "direction": "any", "timeout": 250, "error_handler": "ignore"}]
    assert group["acls"] == [{
        "access_control_rules": [], "direction": "any", "sms_action_false": None, "sms_action_true": None,
        "voice_action_false": None, "voice_action_true": None}]


def test_sms_actions_are_always_null_on_groups_and_trunks(api):
    acls = [{"direction": "any", "sms_action_true": "accept", "sms_action_false": "reject"}]
    group = api.post("/trunk_groups", {"acls": acls})
    trunk = api.post(f"/trunk_groups/{group['trunk_group_sid']}/trunks", {"acls": acls})
    for one in (group, trunk):
        assert (one["acls"][0]["sms_action_true"], one["acls"][0]["sms_action_false"]) == (None, None)


def test_transformations_are_stored_verbatim_and_need_action_and_operands(api):
    given = [{"action": "x", "operands": [{"any": 1}, "thing"], "direction": "inbound", "more": None}, {"action": "reject", "operands": []}]
    assert api.post("/trunk_groups", {"transformations": given})["transformations"] == given
    bad = [{"operands": []}, {"action": 1, "operands": "x"}, "x"]
    fields = api.fields(api.post("/trunk_groups", {"transformations": bad}, 422))
    assert sorted(fields) == ["transformations[0].action", "transformations[1].action", "transformations[1].operands", "transformations[2]"]


@pytest.mark.parametrize("body, field", [
    ({"name": 5}, "name"),
    ({"name": None}, "name"),
    ({"hard_failure_threshold": "3"}, "hard_failure_threshold"),
    ({"hard_failure_threshold": True}, "hard_failure_threshold"),
    ({"hard_failure_threshold": 1.5}, "hard_failure_threshold"),
    ({"hard_failure_codes": [408]}, "hard_failure_codes"),
    ({"routing_type": ""}, "routing_type"),
    ({"routing_data": []}, "routing_data"),
    ({"acls": {}}, "acls"),
    ({"acls": None}, "acls"),
    ({"acls": [{"direction": 1}]}, "acls[0].direction"),
    ({"acls": [{"access_control_rules": [1]}]}, "acls[0].access_control_rules[0]"),
    ({"acls": [{}, {"access_control_rules": ["nothing"]}]}, "acls[1].access_control_rules[0]"),
    ({"acls": [{"surprise": 1}]}, "acls[0].surprise"),
    ({"external_handlers": [{"url": "x", "timeout": "250"}]}, "external_handlers[0].timeout"),
    ({"external_handlers": [{}]}, "external_handlers[0].url"),
    ({"sip_options_locations": [1]}, "sip_options_locations[0]"),
    ({"trunk_group_sid": "mine"}, "trunk_group_sid"),
])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_422_names_the_field(api, method, body, field):
    api.load(trunk_groups=[{"trunk_group_sid": "g"}])
    before = api.state()
    answer = api.call(method, "/trunk_groups" if method == "POST" else "/trunk_groups/g", body)
    assert answer.status_code == 422
    assert answer.json()["message"] == "object validation error"
    assert api.fields(answer.json()) == [field]
    assert api.state() == before


def test_all_problems_are_named_at_once(api):
    assert api.fields(api.post("/accesscontrol/rules", {"name": 1, "quantifier": 2}, 422)) == [
        "name", "quantifier", "field", "operation", "entries"]


def test_read_only_values_are_accepted_when_they_are_the_present_ones(api):
    group = api.post("/trunk_groups", {"name": "a"})
    api.patch(f"/trunk_groups/{group['trunk_group_sid']}", {"trunk_group_sid": group["trunk_group_sid"], "name": "b"})


PUTS = [
    ("/trunk_groups", {}, tables.TRUNK_GROUP, "trunk_group_sid"),
    ("/accesscontrol/rules", RULE, tables.RULE, "rule_sid"),
    ("/endpoints", ENDPOINT, tables.ENDPOINT, "endpoint_sid"),
]


@pytest.mark.parametrize("path, body, table, key", PUTS, ids=[put[0] for put in PUTS])
def test_put_wants_every_writable_attribute(api, path, body, table, key):
    sid = api.post(path, body)[key]
    one = api.get(f"{path}/{sid}")
    whole = {**writable(table, one), "name": "replaced"}
    assert api.put(f"{path}/{sid}", whole)["name"] == "replaced"
    for name in whole:
        assert api.fields(api.put(f"{path}/{sid}", {k: v for k, v in whole.items() if k != name}, 422)) == [name]


def test_trunks_of_the_body_are_created_only_with_with_trunks(api):
    body = {"name": "g", "trunks": [{"name": "a", "endpoint_sid": ""}, {"name": "b"}]}
    assert "trunks" not in api.post("/trunk_groups", body)
    made = api.post("/trunk_groups?with_trunks=true", body)
    assert sorted(one["name"] for one in made["trunks"]) == ["a", "b"]
    assert api.get(f"/trunk_groups/{made['trunk_group_sid']}/trunks")["total"] == 2
    assert api.get(f"/trunk_groups/{made['trunk_group_sid']}?with_trunks=true")["trunks"] == made["trunks"]


@pytest.mark.parametrize("trunks, field", [
    ([{}, {"endpoint_sid": "nothing"}], "trunks[1].endpoint_sid"), ([{"weight": "1"}], "trunks[0].weight"), (["x"], "trunks[0]"), ({"a": 1}, "trunks")])
def test_a_group_with_a_bad_trunk_is_not_created(api, trunks, field):
    before = api.state()
    assert api.fields(api.post("/trunk_groups?with_trunks=true", {"trunks": trunks}, 422))[0] == field
    assert api.state() == before


def test_patch_ignores_trunks_and_answers_without_them(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g", "trunks": [{}]}])
    assert "trunks" not in api.patch("/trunk_groups/g?with_trunks=true", {"trunks": []})
    assert len(api.get("/trunk_groups/g?with_trunks=true")["trunks"]) == 1


def test_a_trunk_lives_in_its_group(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g"}, {"trunk_group_sid": "h"}])
    trunk = api.post("/trunk_groups/g/trunks", {})
    sid = trunk["trunk_sid"]
    assert "trunk_group_sid" not in trunk and "partner_sid" not in trunk and "in_codec" not in trunk
    assert api.get(f"/trunk_groups/g/trunks/{sid}") == trunk
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert api.call(method, f"/trunk_groups/h/trunks/{sid}", body).status_code == 404
    api.post("/trunk_groups/nothing/trunks", {}, 404)
    api.get("/trunk_groups/nothing/trunks", 404)
    whole = {**writable(tables.TRUNK, trunk), "in_codec": "ulaw", "in_capacity": -1}
    assert api.put(f"/trunk_groups/g/trunks/{sid}", whole)["in_codec"] == "ulaw"
    assert api.get(f"/trunk_groups/g/trunks/{sid}")["in_capacity"] == -1
    api.delete(f"/trunk_groups/g/trunks/{sid}")
    api.delete(f"/trunk_groups/g/trunks/{sid}", 404)


def test_a_trunk_names_an_endpoint_that_exists(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g", "trunks": [{"trunk_sid": "t"}]}], endpoints=[{"endpoint_sid": "e"}])
    path = "/trunk_groups/g/trunks/t"
    assert api.fields(api.patch(path, {"endpoint_sid": "nothing"}, 422)) == ["endpoint_sid"]
    assert api.patch(path, {"endpoint_sid": "e"})["endpoint_sid"] == "e"
    assert api.patch(path, {"name": "kept"})["endpoint_sid"] == "e"
    assert api.patch(path, {"endpoint_sid": None})["endpoint_sid"] is None


def test_acls_name_own_rules_and_the_parents(api):
    own = api.post("/accesscontrol/rules", RULE)["rule_sid"]
    foreign = api.post("/accesscontrol/rules", RULE, token=seed.sid("token sub-partner"))["rule_sid"]
    for sid in (own, seed.sid("rule carrier-premium")):
        api.post("/trunk_groups", {"acls": [{"access_control_rules": [sid]}]})
    api.post("/trunk_groups", {"acls": [{"access_control_rules": [foreign]}]}, 422)
    api.post("/trunk_groups", {"partner_sid": seed.SUB_PARTNER, "acls": [{"access_control_rules": [foreign]}]})


def test_an_endpoints_addresses_are_completed_and_ports_become_integers(api):
    endpoint = api.post("/endpoints", {**ENDPOINT, "addresses": [{"ip": "192.0.2.1", "port": "5061", "dst_port": "5062"}, {"ip": "a.example.net"}]})
    assert [(a["port"], a["dst_port"], a["transport"]) for a in endpoint["addresses"]] == [(5061, 5062, "udp"), (5060, 5060, "udp")]
    assert api.fields(api.post("/endpoints", {**ENDPOINT, "addresses": [{"ip": "192.0.2.1", "port": "many"}]}, 422)) == ["addresses[0].port"]


def test_what_an_endpoint_needs_and_what_is_fixed(api):
    assert api.fields(api.post("/endpoints", {}, 422)) == ["name", "type"]
    sid = api.post("/endpoints", ENDPOINT)["endpoint_sid"]
    assert api.fields(api.patch(f"/endpoints/{sid}", {"type": "conference"}, 422)) == ["type"]
    api.patch(f"/endpoints/{sid}", {"type": "third_party"})


def test_auth_required_comes_only_with_answers_to_writes(api):
    made = api.post("/endpoints", ENDPOINT)
    assert made["auth_required"] is True
    path = f"/endpoints/{made['endpoint_sid']}"
    assert "auth_required" in api.patch(path, {}) and "auth_required" not in api.get(path)


def test_secrets_are_stored_and_not_answered(api):
    made = api.post("/endpoints", {
        **ENDPOINT, "out_sip_password": "s1", "out_sip_username": "u1", "properties": {"login": "u", "password": "s2"},
        "addresses": [{"ip": "192.0.2.1", "sip_username": "u3", "sip_password": "s3"}]})
    path = f"/endpoints/{made['endpoint_sid']}"
    for one in (made, api.get(path), api.patch(path, {"name": "n"}), *[e for e in api.get("/endpoints")["items"] if e["name"] == "n"]):
        assert (one["out_sip_password"], one["addresses"][0]["sip_password"], one["properties"]) == (None, None, {"login": "u", "password": None})
        assert (one["out_sip_username"], one["addresses"][0]["sip_username"]) == ("u1", "u3")
        assert one["voip_token"] == made["voip_token"]
    stored = next(e for e in api.state()["endpoints"] if e["name"] == "n")
    assert (stored["out_sip_password"], stored["addresses"][0]["sip_password"], stored["properties"]["password"]) == ("s1", "s3", "s2")


def test_partners_are_hidden_until_verified(api):
    made = api.post("/partners", {"login": "new", "parent_sid": ""})
    assert (made["status"], made["parent_sid"]) == ("unverified", seed.TELCO)
    assert not {"password", "client_id", "client_secret"} & set(made)
    sid = made["partner_sid"]
    assert sid not in [one["partner_sid"] for one in api.get("/partners")["items"]]
    api.get(f"/partners/{sid}", 404)
    assert api.patch(f"/partners/{sid}", {"city": "LA"})["city"] == "LA"
    again = api.post("/partners", {"login": "new"}, 422)
    assert again["errors"] == [{"field": "login", "message": "this login already exists", "reference_sid": sid}]
    api.post("/partners", {"login": "x", "parent_sid": seed.CARRIER}, 403)
    assert api.fields(api.post("/partners", {}, 422)) == ["login"]


def test_partner_emails_wait_for_verification_and_money_comes_back_as_text(api):
    path = f"/partners/{seed.TELCO}"
    changed = api.patch(path, {"owner_email": "new@example.com", "charge_at": 25, "tech_email": None})
    assert (changed["owner_email"], changed["charge_at"], changed["tech_email"]) == ("telco@example.com", "25", None)
    assert api.fields(api.patch(path, {"login": "sub-partner"}, 422)) == ["login"]


def test_assigned_acls_are_set_from_above(api):
    acls = [{"direction": "outbound", "sms_action_true": "accept"}]
    assert api.fields(api.patch(f"/partners/{seed.TELCO}", {"parent_assigned_acls": acls}, 422)) == ["parent_assigned_acls"]
    changed = api.patch(f"/partners/{seed.SUB_PARTNER}", {"parent_assigned_acls": acls})
    assert changed["parent_assigned_acls"][0]["sms_action_true"] == "accept"


def acl(direction, **more):
    return {"direction": direction, "voice_action_true": "reject403", **more}


def test_effective_acls_from_the_top_down(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g", "acls": [acl("inbound"), acl("any")],
                            "trunks": [{"trunk_sid": "t", "acls": [acl("outbound"), {"direction": "any"}]}]}])

    def layers(query):
        body = api.get(f"/accesscontrol/effective_acl/calls?{query}")
        assert [item["layer"] for item in body["items"]] == list(range(1, body["total"] + 1))
        return [[one["direction"] for one in item["effective_acls"]] for item in body["items"]]

    assert layers("") == [["outbound"]]
    assert layers("trunk_group_sid=g") == [["outbound"], ["inbound", "any"]]
    assert layers("trunk_sid=t") == [["outbound"], ["inbound", "any"], ["outbound"]]
    assert layers("trunk_sid=t&direction=inbound") == [["inbound", "any"]]
    assert layers(f"partner_sid={seed.SUB_PARTNER}") == []
    for query in ("trunk_sid=x", "trunk_group_sid=x", f"partner_sid={seed.CARRIER}"):
        api.get(f"/accesscontrol/effective_acl/calls?{query}", 404)
    api.get("/accesscontrol/effective_acl/calls?trunk_group_sid=g", 404, token=seed.sid("token sub-partner"))
