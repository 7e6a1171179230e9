# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sample of the contract that the emulator can serve is served: status, keys and values."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parent.parent / "fixtures" / "carrierx-samples.json"
SAMPLES = json.loads(FIXTURE.read_text(encoding="utf-8"))
VENDOR = "https://api.carrierx.com"
ED = "ed437757-002d-4ecc-aa5a-efdf5e50dba0"
CLIENT = {"client_id": "5c7965f285344165b003ce1a3202e589", "client_secret": "5033909114fe442cbbcb83b674dbf90c"}

CANNOT_BE_SERVED = {
    "external_handler_call": "the platform is the HTTP client here: the customer's server answers",
    "prefix_delete": "the contract gives no attributes of a prefix, so there is no such collection",
}


@dataclass
class Case:
    """How one sample is served.

    ``state`` is what the emulator holds before, ``generated`` are dotted paths of values that the server makes up,
    ``path`` and ``expected`` repair what the sample's note says is a slip of the page, ``pick`` takes what is compared
    from the answer, ``partly``: the sample is a fragment or of an older edition, all it has must be there.
    """

    state: dict
    generated: tuple = ()
    switches: dict = field(default_factory=dict)
    path: str | None = None
    expected: dict = field(default_factory=dict)
    pick: object = None
    partly: bool = False
    exchange: tuple | None = None


def world(partner_sid, partner=None, **lists):
    """A state in which the token "T" acts for this partner, whose parent is "parent"."""
    owner = {"partner_sid": partner_sid, "parent_sid": "parent", "login": "own", **(partner or {})}
    parent = {"partner_sid": owner["parent_sid"], "login": "parent"}
    scopes = ["accesscontrol", "batch", "endpoints", "oauth", "partners", "phonenumber", "trunk_groups", "trunk_groups.trunks"]
    token = {"access_token": "T", "partner_sid": partner_sid, "scopes": [f"{area}.manage" for area in scopes]}
    return {"partners": [parent, owner], "tokens": [token], **lists}


def answer(name):
    return copy.deepcopy(SAMPLES[name]["response"])


def item(name):
    return answer(name)["items"][0]


def before(sample, **changed):
    """The object of a sample as it was before the request."""
    return {**answer(sample), **changed}


def others(kind, count, **more):
    """So many more objects, behind all sids of the samples."""
    return [{f"{kind}_sid": f"z{n}", "name": f"other {n}", **more} for n in range(count)]


def group(sid, trunks=()):
    return {"trunk_group_sid": sid, "trunks": list(trunks)}


def by_sid(body):
    body["items"].sort(key=lambda one: one["trunk_sid"])
    return body


GROUP_138 = "138ed522-6633-405b-b58d-55eb0d262e32"
DID_OWNER = "e00430c3-a7d0-4666-ab5c-f7202448382f"
TASK_OWNER = "923840ce-0b63-44a9-b4ce-09dc4181fb9d"
OAUTH_OWNER = "cee93bf3-5746-43fe-a1a2-822c05fef687"
TOKEN_GENERATED = ("access_token", "date_created", "date_expiration_access_token", "date_expiration_refresh_token",
                   "name", "refresh_token", "token_sid")
ACL_RULES = [{"rule_sid": sid} for sid in SAMPLES["acl_object"]["response"]["access_control_rules"]]
FRAGMENT = item("partner_list_fragment")
YPD = answer("trunk_group_object")["partner_sid"]

CASES = {
    "trunk_group_object": Case(
        world(YPD, trunk_groups=[answer("trunk_group_object")]),
        exchange=("GET", "/trunk_groups?with_trunks=true", None), pick=lambda body: body["items"][0]),
    "trunk_group_create_with_trunks": Case(world(YPD), ("trunk_group_sid", "trunks.0.trunk_sid")),
    "trunk_group_list_with_trunks": Case(
        world(ED, trunk_groups=[item("trunk_group_list_with_trunks"), *others("trunk_group", 13)])),
    "trunk_group_patch": Case(world(ED, trunk_groups=[before("trunk_group_patch", name="before")])),
    "trunk_create": Case(world(ED, trunk_groups=[group(GROUP_138)]), ("trunk_sid",)),
    "trunk_list": Case(
        world(ED, trunk_groups=[group(GROUP_138, answer("trunk_list")["items"])]), pick=by_sid, expected=by_sid(answer("trunk_list"))),
    "trunk_patch": Case(world(ED, trunk_groups=[group(GROUP_138, [before("trunk_patch", name="before", endpoint_sid="e")])])),
    "acr_create": Case(world(ED), ("rule_sid",)),
    "acr_list": Case(world(ED, rules=[{**item("acr_list"), "partner_sid": "parent"}, *others("rule", 55)])),
    "acr_get": Case(world(ED, rules=[{**answer("acr_get"), "partner_sid": "parent"}])),
    "acr_patch": Case(world(ED, rules=[before("acr_patch", operation="prefix")])),
    "acr_delete": Case(world(ED, rules=[answer("acr_patch")])),
    "acl_object": Case(
        world(ED, trunk_groups=[group("g")], rules=ACL_RULES),
        exchange=("PATCH", "/trunk_groups/g", {"acls": [answer("acl_object")]}), pick=lambda body: body["acls"][0]),
    "effective_acl_calls": Case(world(ED, {"acls": [answer("acl_object")]})),
    "endpoint_create_conference": Case(
        world(ED), ("endpoint_sid", "properties.account_sid", "properties.login", "properties.password"), {"echo_secrets": True}),
    "endpoint_create_third_party": Case(
        world(ED), ("endpoint_sid", "voip_token"), expected={"name": SAMPLES["endpoint_create_third_party"]["request"]["name"]}),
    "endpoint_list_by_ip": Case(world(ED, endpoints=[item("endpoint_list_by_ip"), *others("endpoint", 3)])),
    "endpoint_get": Case(world(ED, endpoints=[answer("endpoint_get")])),
    "endpoint_patch": Case(
        world(ED, endpoints=[before("endpoint_patch", name="before")]), path=f"/endpoints/{answer('endpoint_patch')['endpoint_sid']}"),
    "endpoint_delete": Case(world(ED, endpoints=[answer("endpoint_patch")])),
    "partner_create": Case(
        world(ED, {"callbacks": answer("partner_create")["callbacks"]}), ("partner_sid", "date_created", "display_id")),
    "partner_patch": Case(
        world(answer("partner_patch")["partner_sid"], before("partner_patch", address1=None)),
        path=f"/partners/{answer('partner_patch')['partner_sid']}"),
    "did_rent": Case(world(DID_OWNER, available_dids=[before("did_rent", status="available", partner_sid=None)])),
    "did_patch_attributes": Case(world(DID_OWNER, dids=[before("did_patch_attributes", attributes={})])),
    "did_group_patch": Case(world(DID_OWNER, did_groups=[before("did_group_patch", name="before")])),
    "did_list": Case(world(DID_OWNER, dids=[item("did_list"), *others("did", 1)]), path="/phonenumber/dids?limit=1"),
    "did_release": Case(world(DID_OWNER, dids=[item("did_list")])),
    "available_did_list": Case(world(DID_OWNER, available_dids=[item("available_did_list"), *others("did", 1)])),
    "available_did_get": Case(world(DID_OWNER, available_dids=[answer("available_did_get")])),
    "partner_get": Case(world(ED, answer("partner_get"))),
    "partner_list_fragment": Case(world(FRAGMENT["partner_sid"], FRAGMENT), partly=True),
    "oauth_token_generate": Case(
        world(OAUTH_OWNER, {"login": "carrierx_partner", "password": "qwerty123", **CLIENT,
                            "available_scopes": answer("oauth_token_generate")["scopes"]}), TOKEN_GENERATED),
    "oauth_token_generate_sub_partner": Case(
        world(ED, CLIENT), TOKEN_GENERATED),
    "batch_task_create_patch": Case(world(TASK_OWNER), ("task_sid", "date_created", "date_modified")),
    "batch_task_create_post": Case(
        world(TASK_OWNER), pick=lambda body: body["data"], expected=SAMPLES["batch_task_create_post"]["request"]["data"]),
    "batch_task_list": Case(world(TASK_OWNER, batch_tasks=[item("batch_task_list")])),
    "batch_task_errors": Case(world(TASK_OWNER, batch_tasks=[
        {"task_sid": "2ab7081f-db4a-42b3-b7ed-74e1019f30a6", "status": "completed", "error_details": answer("batch_task_errors")["items"]}])),
    "endpoint_object_system_gateway": Case(
        world(ED, endpoints=[answer("endpoint_object_system_gateway")]),
        exchange=("GET", f"/endpoints/{answer('endpoint_object_system_gateway')['endpoint_sid']}", None), partly=True),
    "acr_object_voice": Case(
        world(ED, rules=[answer("acr_object_voice")]),
        exchange=("GET", f"/accesscontrol/rules/{answer('acr_object_voice')['rule_sid']}", None)),
}
CASES["oauth_token_generate_sub_partner"].state["partners"].append({
    "partner_sid": OAUTH_OWNER, "parent_sid": ED, "login": "sub", "available_scopes": answer("oauth_token_generate_sub_partner")["scopes"]})


def test_every_sample_is_accounted_for():
    assert set(CASES) | set(CANNOT_BE_SERVED) == set(SAMPLES)
    assert not set(CASES) & set(CANNOT_BE_SERVED)
    assert all(CANNOT_BE_SERVED.values())


@pytest.mark.parametrize("name", CASES)
def test_sample(api, name):
    case, sample = CASES[name], SAMPLES[name]
    api.load(**case.state)
    api.switch(**case.switches)
    method, path, body = case.exchange or (sample["method"], case.path or sample["path"], sample["request"])
    form = isinstance(body, str)
    more = {"content": body, "headers": {"Content-Type": "application/x-www-form-urlencoded"}} if form else {}
    got = api.call(method, path, None if form else body, token="T", **more)
    assert got.status_code == (sample["status"] or 200), got.text
    wanted = repaired(sample["response"], case.expected)
    if wanted is None:
        assert got.content == b""
        return
    found = json.loads(got.text.replace("http://testserver", VENDOR))
    found = case.pick(found) if case.pick else found
    for place in case.generated:
        same_kind(found, wanted, place.split("."))
    assert (trimmed(found, wanted) if case.partly else found) == wanted


def repaired(response, expected):
    """The sample's answer with what is known better."""
    response = copy.deepcopy(response)
    return {**response, **expected} if isinstance(response, dict) and isinstance(expected, dict) else expected or response


def same_kind(found, wanted, place):
    """A generated value has to be there, of the sample's type and not empty; then it counts as equal."""
    for step in place[:-1]:
        found, wanted = (one[int(step)] if isinstance(one, list) else one[step] for one in (found, wanted))
    last = place[-1]
    assert type(found[last]) is type(wanted[last]) and found[last]
    found[last] = wanted[last]


def trimmed(found, wanted):
    """What of ``found`` the sample also has."""
    if isinstance(wanted, dict):
        return {name: trimmed(found[name], value) for name, value in wanted.items()}
    if isinstance(wanted, list):
        return [trimmed(f, w) for f, w in zip(found, wanted)] + found[len(wanted):]
    return found
