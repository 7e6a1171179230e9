# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every switch does what its row in README.md says."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.emulator.carrierx.decisions import DECLARED

README = Path(__file__).parents[2] / "emulator" / "README.md"
HANDLER = {"url": "https://h.example.net/"}
RULE = {"field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}


def as_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def values_of(switch):
    if not switch.values:
        return f"`{switch.default}`, any integer"
    others = [value for value in switch.values if value != switch.default]
    return ", ".join(f"`{as_text(value)}`" for value in (switch.default, *others))


def test_the_readme_has_a_row_for_every_switch():
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert [tuple(row) for row in rows] == [(one.name, values_of(one), one.meaning, one.section) for one in DECLARED]


def test_every_switch_has_a_test_here():
    source = Path(__file__).read_text(encoding="utf-8")
    assert [switch.name for switch in DECLARED if f"{switch.name}=" not in source] == []


@pytest.fixture
def used(api):
    """A group "g" with a trunk "t" on endpoint "e", an ACL with rule "r", and a bound number "d"."""
    api.load(
        trunk_groups=[{"trunk_group_sid": "g", "name": "g", "acls": [{"access_control_rules": ["r"]}], "trunks": [{"trunk_sid": "t", "endpoint_sid": "e"}]}],
        endpoints=[{"endpoint_sid": "e", "attributes": {"a": 1, "b": {"c": 2}}}],
        rules=[{"rule_sid": "r"}],
        dids=[{"did_sid": "d", "trunk_group_sid": "g"}],
    )
    return api


def reference(answer):
    return answer["errors"][0]["reference_sid"]


def test_dids_bound(used):
    assert reference(used.delete("/trunk_groups/g", 409)) == "d"
    assert len(used.state()["trunk_groups"][0]["trunks"]) == 1
    used.switch(dids_bound="unbind")
    used.delete("/trunk_groups/g")
    assert used.state()["dids"][0]["trunk_group_sid"] is None


def test_delete_trunk_group(used):
    used.patch("/phonenumber/dids/d", {"trunk_group_sid": None})
    used.switch(delete_trunk_group="conflict")
    assert reference(used.delete("/trunk_groups/g", 409)) == "t"
    used.switch(delete_trunk_group="cascade")
    used.delete("/trunk_groups/g")
    used.delete("/endpoints/e")


def test_endpoint_in_use(used):
    assert reference(used.delete("/endpoints/e", 409)) == "t"
    used.switch(endpoint_in_use="null")
    used.delete("/endpoints/e")
    assert used.get("/trunk_groups/g/trunks/t")["endpoint_sid"] is None


def test_rule_in_use(used):
    assert reference(used.delete("/accesscontrol/rules/r", 409)) == "g"
    used.switch(rule_in_use="dangle")
    used.delete("/accesscontrol/rules/r")
    assert used.get("/trunk_groups/g")["acls"][0]["access_control_rules"] == ["r"]


def test_a_rule_in_an_acl_of_a_trunk_or_of_a_partner_is_in_use(api):
    rule = api.post("/accesscontrol/rules", RULE)["rule_sid"]
    acls = [{"access_control_rules": [rule]}]
    api.patch(f"/partners/{seed.TELCO}", {"acls": acls})
    assert reference(api.delete(f"/accesscontrol/rules/{rule}", 409)) == seed.TELCO
    api.patch(f"/partners/{seed.TELCO}", {"acls": []})
    group = api.post("/trunk_groups", {})["trunk_group_sid"]
    trunk = api.post(f"/trunk_groups/{group}/trunks", {"acls": acls})["trunk_sid"]
    assert reference(api.delete(f"/accesscontrol/rules/{rule}", 409)) == trunk
    api.delete(f"/trunk_groups/{group}/trunks/{trunk}")
    api.delete(f"/accesscontrol/rules/{rule}")


PRESENCE = {  # mode -> shown while empty in (list, get, post, patch), shown while set in the same
    "unless_empty": ("-g--", "lgpp"), "in_get_only": ("-g--", "-g--"), "always": ("lgpp", "lgpp"), "never": ("----", "----")}


@pytest.mark.parametrize("mode", PRESENCE)
def test_external_handlers(api, mode):
    api.switch(external_handlers=mode)
    for given, wanted in zip(([], [HANDLER]), PRESENCE[mode]):
        api.load()
        made = api.post("/trunk_groups", {"external_handlers": given})
        path = f"/trunk_groups/{made['trunk_group_sid']}"
        answers = (api.get("/trunk_groups")["items"][0], api.get(path), made, api.patch(path, {"name": "n"}))
        assert "".join(letter if "external_handlers" in one else "-" for letter, one in zip("lgpp", answers)) == wanted
        stored = api.state()["trunk_groups"][0]["external_handlers"]
        assert [one["url"] for one in stored] == [one["url"] for one in given]


def test_with_trunks_on_get(used):
    assert len(used.get("/trunk_groups/g?with_trunks=true")["trunks"]) == 1
    used.switch(with_trunks_on_get=False)
    assert "trunks" not in used.get("/trunk_groups/g?with_trunks=true")
    assert "trunks" in used.get("/trunk_groups?with_trunks=true")["items"][0]


def test_map_patch(used):
    used.switch(map_patch="merge")
    assert used.patch("/endpoints/e", {"attributes": {"b": 3}})["attributes"] == {"a": 1, "b": 3}
    used.switch(map_patch="replace")
    assert used.patch("/endpoints/e", {"attributes": {"b": 4}})["attributes"] == {"b": 4}


def test_unknown_attributes(used):
    assert used.fields(used.patch("/trunk_groups/g", {"nothing": 1}, 422)) == ["nothing"]
    used.switch(unknown_attributes="ignore")
    assert "nothing" not in used.patch("/trunk_groups/g", {"nothing": 1})


def test_read_only_attributes(used):
    assert used.fields(used.patch("/trunk_groups/g", {"trunk_group_sid": "h"}, 422)) == ["trunk_group_sid"]
    used.switch(read_only_attributes="ignore")
    assert used.patch("/trunk_groups/g", {"trunk_group_sid": "h"})["trunk_group_sid"] == "g"


def test_validation_status(used):
    used.switch(validation_status=400)
    assert used.fields(used.patch("/trunk_groups/g", {"name": 1}, 400)) == ["name"]


def test_strict_enums(used):
    used.patch("/trunk_groups/g", {"routing_type": "unseen"})
    used.switch(strict_enums=True)
    assert used.fields(used.patch("/trunk_groups/g", {"routing_type": "unseen"}, 422)) == ["routing_type"]
    used.patch("/trunk_groups/g", {"routing_type": "round_robin"})
    used.patch("/trunk_groups/g/trunks/t", {"codec": "g729"})


def test_unique_names(used):
    used.switch(unique_names="refuse")
    answer = used.post("/trunk_groups", {"name": "g"}, 409)
    assert answer["errors"] == [{"field": "name", "message": "this name already exists", "reference_sid": "g"}]
    used.post("/trunk_groups?with_trunks=true", {"name": "g", "trunks": [{"name": "x"}]}, 409)
    assert len(used.state()["trunk_groups"]) == 1
    used.post("/trunk_groups", {"name": "g", "partner_sid": seed.SUB_PARTNER})
    used.post("/trunk_groups", {})
    other = used.post("/trunk_groups", {})["trunk_group_sid"]
    used.patch(f"/trunk_groups/{other}", {"name": "g"}, 409)
    used.patch("/trunk_groups/g", {"name": "g"})
    used.post("/trunk_groups/g/trunks", {"name": "same"})
    used.post("/trunk_groups/g/trunks", {"name": "same"}, 409)
    used.post(f"/trunk_groups/{other}/trunks", {"name": "same"})
    used.switch(unique_names="allow")
    used.post("/trunk_groups", {"name": "g"})


def test_codes_trailing_semicolon(used):
    for given in ("408;503", "408;503;"):
        used.switch(codes_trailing_semicolon=True)
        assert used.patch("/trunk_groups/g", {"hard_failure_codes": given})["hard_failure_codes"] == "408;503;"
        used.switch(codes_trailing_semicolon=False)
        assert used.get("/trunk_groups/g")["hard_failure_codes"] == "408;503"
    assert used.patch("/trunk_groups/g", {"soft_failure_codes": ""})["soft_failure_codes"] == ""


def test_allow_transfer(used):
    path = "/trunk_groups/g/trunks/t"
    for given in (False, "disabled"):
        used.switch(allow_transfer="boolean")
        assert used.patch(path, {"allow_transfer": given})["allow_transfer"] is False
        used.switch(allow_transfer="enum")
        assert used.get(path)["allow_transfer"] == "disabled"
        assert used.get("/trunk_groups?with_trunks=true")["items"][0]["trunks"][0]["allow_transfer"] == "disabled"


def test_numbers_as_strings(used):
    used.switch(numbers_as_strings=True)
    group = used.patch("/trunk_groups/g", {"external_handlers": [HANDLER], "hard_failure_threshold": 7})
    assert (group["hard_failure_threshold"], group["external_handlers"][0]["timeout"]) == ("7", "250")
    trunk = used.get("/trunk_groups/g?with_trunks=true")["trunks"][0]
    assert (trunk["weight"], trunk["allow_transfer"]) == ("0", False)
    assert used.get("/trunk_groups/g/trunks/t")["in_capacity"] == "0"
    endpoint = used.patch("/endpoints/e", {"addresses": [{"ip": "192.0.2.1"}]})
    assert (endpoint["capacity"], endpoint["addresses"][0]["port"], endpoint["addresses"][0]["srtp"]) == ("0", "5060", False)
    assert used.get("/trunk_groups")["total"] == 1


def test_echo_secrets(used):
    used.switch(echo_secrets=True)
    endpoint = used.patch("/endpoints/e", {
        "out_sip_password": "s1", "addresses": [{"ip": "192.0.2.1", "sip_password": "s2"}], "properties": {"password": "s3"}})
    assert (endpoint["out_sip_password"], endpoint["addresses"][0]["sip_password"], endpoint["properties"]["password"]) == ("s1", "s2", "s3")


def test_basic_auth(api):
    headers = {"Authorization": "Basic " + base64.b64encode(b"telco:telco-password").decode()}
    for value, status in (("on", 200), ("off", 401), (True, 200)):
        api.switch(basic_auth=value)
        assert api.client.get("/core/v2/endpoints", headers=headers).status_code == status


def test_eventual_consistency_ms(used, clock):
    used.switch(eventual_consistency_ms=250)
    made = used.post("/trunk_groups", {"name": "new"})
    trunk = used.post("/trunk_groups/g/trunks", {"name": "later"})
    used.patch("/trunk_groups/g", {"name": "renamed"})
    assert used.get(f"/trunk_groups/{made['trunk_group_sid']}")["name"] == "new"
    assert used.get("/trunk_groups/g?with_trunks=true")["name"] == "renamed"
    assert len(used.get("/trunk_groups/g?with_trunks=true")["trunks"]) == 2
    assert used.names("/trunk_groups") == ["g"] and used.names("/trunk_groups?filter=name eq new") == []
    assert trunk["name"] not in used.names("/trunk_groups/g/trunks")
    clock.step(0.26)
    assert sorted(used.names("/trunk_groups")) == ["new", "renamed"]
    assert "later" in used.names("/trunk_groups/g/trunks")


def test_rate_limit(api, clock):
    api.switch(rate_limit=3)
    answers = [api.call("GET", "/partners") for _n in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[3].headers["Retry-After"] == "1"
    clock.step(1)
    api.get("/partners")
    api.switch(rate_limit=0)


def test_filter_supported(api):
    api.switch(filter_supported=False)
    api.get("/trunk_groups?filter=name eq x", 400)
    api.get("/trunk_groups")


def test_page_limit_max(api):
    api.switch(page_limit_max=3)
    body = api.get("/phonenumber/dids?limit=1000")
    assert (body["count"], body["limit"], body["has_more"]) == (3, 3, True)
    assert body["pagination"]["next"].endswith("limit=3&offset=3")


def test_aging_dids(used):
    used.delete("/phonenumber/dids/d")
    used.switch(aging_dids="listed")
    assert [one["status"] for one in used.get("/phonenumber/dids")["items"]] == ["aging"]
    assert used.get("/phonenumber/dids/d")["trunk_group_sid"] is None


def test_effective_acls(api):
    api.get("/accesscontrol/effective_acl/calls")
    api.switch(effective_acls="off")
    api.get("/accesscontrol/effective_acl/calls", 404)


def test_effective_layers(api):
    own, assigned = ({"direction": direction, "voice_action_true": "reject403"} for direction in ("inbound", "any"))
    api.patch(f"/partners/{seed.TELCO}", {"acls": [own]})
    api.patch(f"/partners/{seed.SUB_PARTNER}", {"acls": [own], "parent_assigned_acls": [assigned]})

    def layers(**switches):
        api.switch(**switches)
        items = api.get(f"/accesscontrol/effective_acl/calls?partner_sid={seed.SUB_PARTNER}")["items"]
        return [(item["layer"], [one["direction"] for one in item["effective_acls"]]) for item in items]

    assert layers() == [(1, ["any", "inbound"])]
    assert layers(effective_layers="of_each") == [(1, ["any"]), (2, ["inbound"])]
    assert layers(effective_layers="of_each_bottom_up") == [(2, ["inbound"]), (1, ["any"])]


def test_locations(api):
    api.get("/routing/locations", 404)
    api.switch(locations="on")
    assert sorted(api.names("/routing/locations")) == ["US East", "US West"]


def test_batch_stage_ms(api, clock):
    api.switch(batch_stage_ms=0)
    body = {"type": "phonenumber", "method": "DELETE", "field": "phonenumber", "entries": [], "review": False}
    sid = api.post("/batch/tasks", body)["task_sid"]
    assert api.get(f"/batch/tasks/{sid}")["status"] == "completed"
    api.switch(batch_stage_ms=60000)
    sid = api.post("/batch/tasks", body)["task_sid"]
    clock.step(59)
    assert api.get(f"/batch/tasks/{sid}")["status"] == "created"
    clock.step(1)
    assert api.get(f"/batch/tasks/{sid}")["status"] == "queued"
