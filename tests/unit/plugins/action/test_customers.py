# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers in one task: what it does, what it says, what it refuses."""

from __future__ import annotations

import copy
import json
from unittest.mock import Mock

import pytest
import yaml
from ansible.errors import AnsibleActionFail

from ansible_collections.telecom.trunking.plugins.action import customers
from ansible_collections.telecom.trunking.plugins.plugin_utils import fleet_report
from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.unit import fleets, odin_world, world

LISTS = {"/endpoints", "/accesscontrol/rules", "/trunk_groups", "/phonenumber/dids"}


@pytest.fixture
def fleet(emulator):
    def perform(config, **options):
        return fleets.run(emulator, copy.deepcopy(config), **options)

    return perform


@pytest.fixture
def estate(emulator):
    """Six customers at CarrierX and three at BroadWorks, nothing of which is there yet."""
    emulator.reset(fleets.places(3))
    state = emulator.state()
    emulator.load({**state, **{name: value for name, value in seed.state().items() if name in ("dids", "available_dids", "rules", "locations")}})
    emulator.clear_requests()
    return [*(fleets.customer(n) for n in range(6)), *(fleets.odin_customer(n) for n in range(3))]


def outcome(result):
    """What has to be the same in check mode and for real."""
    return result["changed"], result["summary"], {n: (c["changed"], c["operations"], c.get("diff")) for n, c in result["customers"].items()}


def writes(emulator):
    return [request for request in emulator.requests(writes=True) if not request["path"].endswith("/auth/token")]


# States --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1, 8, 16])
def test_check_mode_tells_the_truth_and_a_second_run_has_nothing_to_do(width, emulator, fleet, estate):
    before = emulator.state()
    forecast = fleet(estate, check=True, max_concurrency=width)
    assert writes(emulator) == [] and emulator.state() == before
    real = fleet(estate, max_concurrency=width)
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)
    assert real["summary"] == {
        "customers": 9, "changed": 9, "unchanged": 0, "failed": 0, "not_begun": 0, "created": 6 * 6 + 3, "updated": 6 + 3 * 4, "deleted": 0,
    }
    after = emulator.state()
    again = fleet(estate, max_concurrency=width)
    assert (again["changed"], again["summary"]["unchanged"]) == (False, 9)
    assert emulator.state() == after


def test_the_requests_of_a_run_are_its_pages_and_its_writes(emulator, fleet):
    config = [fleets.customer(n) for n in range(12)]
    fleet(config)
    gets = [request["path"].partition("/core/v2")[2] for request in emulator.requests() if request["method"] == "GET"]
    assert sorted(gets) == sorted(LISTS)
    assert len(emulator.requests(writes=True)) == 12 * 7
    emulator.clear_requests()
    result = fleet(config)
    assert sorted(request["path"].partition("/core/v2")[2] for request in emulator.requests()) == sorted(LISTS)
    assert result["api_stats"]["carrierx"] == {"requests": 4, "retries": 0, "waited": 0.0}


def test_documents_may_come_as_the_text_of_a_json_list(emulator, fleet, estate):
    real = fleet(json.dumps(estate))
    assert real["summary"]["changed"] == 9
    assert fleet(estate)["changed"] is False and fleet(json.dumps(estate))["changed"] is False
    emulator.clear_requests()
    no_json = "config: is a text, and that is no JSON: Expecting value"
    no_list = "config: is a text, and that is no JSON list of documents"
    for text, why in (("customers.yml", no_json), ("", no_json), ("[", no_json), *((text, no_list) for text in ('"acme"', "[1]", "null", "{}", "[null]"))):
        with pytest.raises(AnsibleActionFail, match=why):
            fleet(text)
    assert emulator.requests() == []


def test_deleted_takes_off_who_is_named_and_nobody_else(emulator, fleet, estate):
    before = fleets.comparable(emulator.state())
    fleet(estate)
    there = fleets.comparable(emulator.state())
    gone = [estate[0], estate[7]]
    forecast = fleet(gone, state="deleted", check=True)
    real = fleet(gone, state="deleted")
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)
    assert fleet(gone, state="deleted")["changed"] is False
    assert fleet([one for one in estate if one not in gone])["changed"] is False
    fleet(gone)
    assert fleets.comparable(emulator.state()) == there
    fleet(estate, state="deleted")
    left = fleets.comparable(emulator.state())
    for name in ("endpoints", "rules", "trunk_groups", "dids", "odin_trunk_groups"):
        assert left.get(name) == before.get(name), name


def test_who_leaves_and_has_a_number_that_no_document_names_hears_what_to_do_about_it(emulator, fleet):
    config = fleets.customer(0)
    fleet([config])
    number = config.pop("numbers")[0]
    failed = fleet([config], state="deleted")["customers"]["c0000"]
    assert "c0000-voice is still used by number" in failed["msg"] and "Name them in the document, or unbind them first" in failed["msg"]
    assert "unbind_numbers" not in json.dumps(failed)
    assert not fleet([{**config, "numbers": [number]}], state="deleted")["failed"]


@pytest.mark.parametrize("cause", ["refused", "misspelt"])
def test_a_number_is_not_given_back_while_another_document_has_it(cause, emulator, fleet):
    config = [fleets.customer(0, lifecycle={"purge": True}), fleets.customer(1)]
    fleet(config)
    config[0]["customer"]["state"] = "ceased"
    config[1]["numbers"] = [fleets.NUMBERS[0]]
    if cause == "refused":
        emulator.fault(method="PATCH", path="/dids/", status=422)
        told = f"the number {fleets.NUMBERS[0]} is not given back, it is in the document of c0001"
    else:
        config[1]["tpyo"] = 1
        told = "nothing is given back while nobody knows what is in the document of c0001"
    result = fleet(config)
    assert result["customers"]["c0001"]["failed"] and result["customers"]["c0000"]["warnings"] == [told]
    [number] = world.named(emulator.state(), "did", fleets.NUMBERS[0])
    assert number["trunk_group_sid"] is None
    config[1].pop("tpyo", None)
    assert not fleet(config)["failed"]
    [number] = world.named(emulator.state(), "did", fleets.NUMBERS[0])
    assert number["trunk_group_sid"] is not None
    assert fleet(config)["changed"] is False


def test_whoever_names_no_partner_means_that_of_somebody_who_does(emulator, fleet):
    config = [fleets.customer(n, endpoints=[{"name": "shared", "capacity": 8}]) for n in range(6)]
    for n, document in enumerate(config):
        document["provider"].update({"partner": seed.TELCO} if n % 2 else {})
        for trunk in document["trunk_groups"][0]["trunks"]:
            trunk["endpoint"] = "shared"
    emulator.fault(method="POST", path="/endpoints$", latency_ms=50)
    result = fleet(config)
    assert not result["failed"], result["msg"]
    assert len(world.named(emulator.state(), "endpoint", "shared")) == 1
    config[3]["endpoints"][0]["capacity"] = 9
    assert "endpoint shared: c0003 describes it otherwise" in fleet(config)["customers"]["c0000"]["msg"]


def test_what_has_the_same_name_at_several_places_is_looked_at_side_by_side(emulator, fleet):
    """One after the other, each request would come when the one before it is answered."""
    emulator.reset(fleets.places(8))
    emulator.fault(method="GET", path="/groups/services$", latency_ms=1000)
    emulator.clear_requests()
    fleet([fleets.odin_customer(n) for n in range(8)], check=True)
    asked = sorted(request["time"] for request in emulator.requests() if request["path"].endswith("/groups/services"))
    assert len(asked) == 8 and min(later - earlier for earlier, later in zip(asked, asked[1:], strict=False)) < 1


def test_a_shared_object_is_forecast_once_whoever_names_its_partner(emulator, fleet):
    config = [fleets.customer(n, endpoints=[{"name": "shared", "capacity": 8}], trunk_groups=[], numbers=[], access_control_rules=[]) for n in range(2)]
    config[1]["provider"]["partner"] = seed.TELCO
    forecast, real = fleet(config, check=True), fleet(config)
    assert forecast["summary"] == real["summary"] and real["summary"]["created"] == 1


def test_who_leaves_takes_no_number_of_which_it_does_not_say_where_it_is(emulator, fleet):
    """It may be somebody else's by now, and with two trunk groups or none nothing tells."""
    config = [fleets.customer(0, lifecycle={"purge": True}), fleets.customer(1)]
    config[0]["trunk_groups"].append({"name": "c0000-fax"})
    config[1]["numbers"] += config[0]["numbers"]
    fleet(config[1:])
    before = emulator.state()["dids"]
    config[0]["customer"]["state"] = "ceased"
    for state in ("merged", "deleted"):
        result = fleet(config[:1], state=state)
        assert "trunk_group is missing, and there is not just one that could be meant" in result["customers"]["c0000"]["msg"]
    assert emulator.state()["dids"] == before


def test_a_capacity_without_the_service_fails_in_the_forecast_as_well(emulator, fleet):
    emulator.reset(fleets.places(1))
    document = fleets.odin_customer(0)
    del document["services"], document["trunk_groups"], document["offboarding"]
    told = [fleet([document], check=check)["customers"]["o0000"] for check in (True, False)]
    assert all(one["failed"] and "Service not assigned" in one["msg"] for one in told)


@pytest.mark.parametrize("order", [1, -1])
def test_what_several_groups_share_grows_first_and_shrinks_last(order, emulator, fleet):
    """The calls of the service provider are in one document, and another one's group needs them."""
    emulator.reset(fleets.places(2))
    config = [fleets.odin_customer(n) for n in range(2)]

    def of(calls):
        config[0]["call_capacity"]["service_provider"] = {"max_active_calls": calls}
        config[1]["call_capacity"]["group"] = {"max_active_calls": calls, "bursting_max_active_calls": 4}
        return config[::order]

    for calls in (20, 100, 20):
        forecast, real = fleet(of(calls), check=True, max_concurrency=1), fleet(of(calls), max_concurrency=1)
        assert not real["failed"], real["msg"]
        assert outcome(forecast) == outcome(real)
        assert fleet(of(calls))["changed"] is False


@pytest.mark.parametrize("before", [{"customer": {"state": "suspended"}}, {"fraud": {"profile": "nanp-premium", "version": 1}}], ids=["suspended", "profile"])
def test_replaced_needs_one_run_to_take_off_what_is_not_listed(before, emulator, fleet, task):
    """Also where a state or a profile makes ACLs, or has made some."""
    document = fleets.customer(0)
    del document["trunk_groups"][0]["acls"]
    fleet([document])
    more = {"direction": "outbound", "access_control_rules": ["c0000-one"], "voice_action_true": "reject403", "voice_action_false": "accept"}
    task("trunk_acl", trunk_group="c0000-voice", **more)
    made = {**document, **before, "customer": {**document["customer"], **before.get("customer", {})}}
    for config, left in ((made, 1), (document, 0)):
        forecast, real = fleet([config], state="replaced", check=True), fleet([config], state="replaced")
        assert outcome(forecast) == outcome(real) and real["changed"]
        assert len(emulator.state()["trunk_groups"][0]["acls"]) == left
        assert fleet([config], state="replaced")["changed"] is False


def test_a_provider_that_is_no_name_is_its_customers_matter(emulator, fleet):
    result = fleet([fleets.customer(0), {"customer": {"id": "x"}, "provider": {"kind": ["carrierx"]}}])
    assert "provider: kind: the value is not a string" in result["customers"]["x"]["msg"]
    assert result["customers"]["c0000"]["changed"] is True


def test_the_order_of_what_has_none_is_nothing_that_is_said(emulator, fleet):
    config = [fleets.customer(0), fleets.customer(1)]
    for document, entries in zip(config, (["1900", "1876"], ["1876", "1900"]), strict=True):
        document["access_control_rules"][0] = {**config[0]["access_control_rules"][0], "name": "shared", "entries": entries}
        document["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["shared", f"{document['customer']['id']}-two"]
    result = fleet(config)
    assert not result["failed"], result["msg"]
    assert fleet(config)["changed"] is False


@pytest.mark.parametrize("limit", [{}, {"max_deletions": 100}])
def test_what_one_leaves_to_another_is_forecast_as_it_comes(limit, emulator, fleet):
    """An endpoint that the other one used so far, and a number that it takes over."""
    config = [fleets.customer(0, lifecycle={"purge": True}), fleets.customer(1)]
    fleet(config[:1])
    using = copy.deepcopy(config[1])
    for trunk in using["trunk_groups"][0]["trunks"]:
        trunk["endpoint"] = "c0000-pbx"
    fleet([using])
    config[0]["customer"]["state"] = "ceased"
    config[1]["numbers"] += config[0]["numbers"]
    forecast, real = fleet(config, check=True, **limit), fleet(config, **limit)
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)
    assert fleet(config)["changed"] is False


def test_who_leaves_takes_nothing_along_that_another_document_refers_to(emulator, fleet):
    config = [fleets.customer(0), fleets.customer(1)]
    fleet(config[:1])
    config[1]["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["c0000-one"]
    fleet(config)
    config[0]["customer"]["state"] = "ceased"
    before = emulator.state()["trunk_groups"]
    result = fleet(config)
    assert result["customers"]["c0000"]["msg"] == "is not taken off: the access control rule c0000-one is used by c0001"
    assert result["changed"] is False and emulator.state()["trunk_groups"] == before
    config[1]["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["c0001-one"]
    assert not fleet(config)["failed"]
    assert [one["name"] for one in emulator.state()["endpoints"] if one["name"].startswith("c")] == ["c0001-pbx"]


@pytest.mark.parametrize("shared", ["group", "service provider"])
def test_who_leaves_takes_nothing_away_around_others(shared, emulator, fleet):
    """Capacities and services are a group's, and a document says what becomes of them when its customer leaves."""
    emulator.reset(fleets.places(2))
    config = [fleets.odin_customer(0), fleets.odin_customer(1)]
    if shared == "group":
        config[1].update(provider=config[0]["provider"], services=[], call_capacity={})
        config[1]["trunk_groups"] = [{"name": "o0001-voice", "max_active_calls": 3}]
        what = "call capacity FLEET/G0000"
    else:
        config[0]["call_capacity"]["service_provider"] = {"max_active_calls": 80}
        config[1]["offboarding"] = {"call_capacity": {"service_provider": {"max_active_calls": 60}}}
        config.reverse()
        what = "call capacity FLEET"
    # The other one of a group finds its service when the first one has brought it.
    fleet(config)
    assert not fleet(config)["failed"]
    config[0]["customer"]["state"] = "ceased"
    before = emulator.state()["odin_trunk_groups"]
    result = fleet(config)
    leaving, staying = (document["customer"]["id"] for document in config)
    assert result["customers"][leaving]["msg"].startswith(f"is not taken off: the {what} is used by {staying}")
    assert emulator.state()["odin_trunk_groups"] == before
    config[0]["offboarding"] = {}
    assert not fleet(config)["failed"]
    assert fleet(config)["changed"] is False


def test_replaced_resets_and_removes_what_is_not_listed(emulator, fleet, task):
    config = [fleets.customer(n) for n in range(3)]
    fleet(config)
    there = fleets.comparable(emulator.state())
    task("trunk", trunk_group="c0001-voice", name="extra", endpoint="c0001-pbx", in_capacity=9)
    task("trunk_group", name="c0001-voice", hard_failure_threshold=77, hard_failure_last_resort="reject503")
    task("endpoint", name="c0000-pbx", attributes={"site": "nyc"})
    assert fleet(config)["changed"] is False
    forecast = fleet(config, state="replaced", check=True)
    real = fleet(config, state="replaced")
    assert outcome(forecast) == outcome(real)
    assert real["customers"]["c0001"]["operations"][-1] == {"action": "delete", "object": "trunk", "name": "extra"}
    assert real["customers"]["c0002"]["changed"] is False
    assert fleets.comparable(emulator.state()) == there


def test_a_customer_who_has_ceased_goes_and_one_who_is_protected_stays(emulator, fleet):
    config = [fleets.customer(n) for n in range(3)]
    fleet(config)
    config[0]["customer"]["state"] = "ceased"
    config[1]["customer"]["state"] = "ceased"
    config[1]["lifecycle"] = {"protect": True}
    result = fleet(config)
    assert {name: one["changed"] for name, one in result["customers"].items()} == {"c0000": True, "c0001": False, "c0002": False}
    assert "c0001: is not taken off: it is protected" in result["msg"]
    assert {group["name"] for group in emulator.state()["trunk_groups"]} == {"c0001-voice", "c0002-voice"}
    assert world.named(emulator.state(), "did", fleets.NUMBERS[0])[0]["trunk_group_sid"] is None


@pytest.mark.parametrize("purge", [True, False])
def test_numbers_are_given_back_only_by_who_has_ceased_and_says_so(purge, emulator, fleet):
    config = [fleets.customer(0, lifecycle={"purge": purge})]
    fleet(config)
    config[0]["customer"]["state"] = "ceased"
    forecast, real = fleet(config, check=True), fleet(config)
    assert outcome(forecast) == outcome(real)
    assert len(world.named(emulator.state(), "did", fleets.NUMBERS[0])) == (0 if purge else 1)


def test_a_number_that_is_bound_elsewhere_stays_there(emulator, fleet, task):
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    task("did", phonenumber=fleets.NUMBERS[0], trunk_group="c0001-voice")
    result = fleet(config[:1], state="deleted")
    assert not result["failed"]
    [number] = world.named(emulator.state(), "did", fleets.NUMBERS[0])
    assert number["trunk_group_sid"] == world.named(emulator.state(), "trunk_group", "c0001-voice")[0]["trunk_group_sid"]


def test_suspension_comes_and_goes(emulator, fleet):
    config = [fleets.customer(0)]
    del config[0]["trunk_groups"][0]["acls"]
    fleet(config)
    config[0]["customer"]["state"] = "suspended"
    assert fleet(config)["changed"] is True
    [group] = emulator.state()["trunk_groups"]
    assert [acl["voice_action_true"] for acl in group["acls"]] == ["reject403"]
    config[0]["customer"]["state"] = "live"
    forecast, real = fleet(config, check=True), fleet(config)
    assert outcome(forecast) == outcome(real)
    assert emulator.state()["trunk_groups"][0]["acls"] == []


@pytest.mark.parametrize("silent", [True, False])
def test_calls_are_ended_first_of_all(silent, emulator, fleet):
    """Not after the other customers, not after what else the customer's document says, and not only if all of that can be done."""
    config = [fleets.customer(n) for n in range(4)]
    if silent:
        del config[3]["trunk_groups"][0]["acls"]
    fleet(config)
    config[3]["customer"]["state"] = "suspended"
    config[3]["endpoints"][0].update(out_sip_username="me", out_sip_password={"variable": "nobody_has_it"}, capacity=99)
    config[3]["trunk_groups"].append({"name": "never-made", "routing_type": "failover"})
    config[3]["numbers"] = []
    for document in config[:3]:
        document["endpoints"][0]["capacity"] = 99
    emulator.clear_requests()
    result = fleet(config, state="replaced")
    assert "variable nobody_has_it" in result["customers"]["c0003"]["msg"]
    assert [one["action"] for one in result["customers"]["c0003"]["operations"]] == ["create", "update"]
    groups = {group["name"]: group for group in emulator.state()["trunk_groups"]}
    assert [acl["voice_action_true"] for acl in groups["c0003-voice"]["acls"]] == ["reject403"]
    assert groups["c0003-voice"]["hard_failure_codes"] and "never-made" not in groups
    assert [request["path"].rpartition("v2/")[2].split("/")[0] for request in writes(emulator)[:2]] == ["accesscontrol", "trunk_groups"]
    assert sum(one["changed"] for one in result["customers"].values()) == 4
    again = fleet(config, variables={"nobody_has_it": "Canary-9"})
    assert not again["failed"], again["msg"]
    assert fleet(config, variables={"nobody_has_it": "Canary-9"})["changed"] is False


def test_calls_are_ended_at_odin_and_where_there_is_no_service_yet(emulator, fleet):
    emulator.reset(fleets.places(2))
    config = [fleets.odin_customer(n) for n in range(2)]
    fleet(config[:1])
    for document in config:
        document["customer"]["state"] = "suspended"
    config[0]["trunk_groups"][0]["sip_authentication_password"] = {"variable": "nobody_has_it"}
    result = fleet(config)
    assert [name for name, one in result["customers"].items() if one.get("failed")] == ["o0000"]
    [group] = [group for group in emulator.state()["odin_trunk_groups"] if group["name"] == "o0000-voice"]
    assert (group["maxActiveCalls"], group["maxIncomingCalls"], group["maxOutgoingCalls"]) == (12, 0, 0)
    assert result["customers"]["o0001"]["changed"] is True


def test_what_ends_calls_and_fails_is_said_beside_the_rest(emulator, fleet):
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    config[0]["customer"]["state"] = "suspended"
    config[0]["endpoints"][0].update(out_sip_username="me", out_sip_password={"variable": "nobody_has_it"})
    emulator.fault(method="POST", path="/accesscontrol/rules$", status=403)
    result = fleet(config, max_failures=1)
    assert "variable nobody_has_it" in result["customers"]["c0000"]["msg"] and "403" in result["customers"]["c0000"]["msg"]
    assert result["summary"]["failed"] == 1 and not result["customers"]["c0001"].get("not_begun")


def test_what_somebody_else_put_there_stays_behind_what_a_profile_makes(emulator, fleet, task):
    config = [fleets.customer(0)]
    fleet(config)
    del config[0]["trunk_groups"][0]["acls"]
    config[0]["fraud"] = {"profile": "nanp-high-risk", "version": 1}
    forecast, real = fleet(config, check=True), fleet(config)
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)
    rules = {rule["rule_sid"]: rule["name"] for rule in emulator.state()["rules"]}
    named = [[rules[sid] for sid in acl["access_control_rules"]] for acl in emulator.state()["trunk_groups"][0]["acls"]]
    assert named[-1] == ["c0000-one", "c0000-two"] and len(named) > 1
    assert fleet(config)["changed"] is False
    del config[0]["fraud"]
    fleet(config)
    assert len(emulator.state()["trunk_groups"][0]["acls"]) == 1


def test_capacities_grow_before_and_shrink_after(emulator, fleet):
    emulator.reset(fleets.places(1))
    [document] = config = [fleets.odin_customer(0)]
    fleet(config)
    for calls in (30, 5):
        document["call_capacity"]["group"]["max_active_calls"] = calls
        document["trunk_groups"][0]["max_active_calls"] = calls
        forecast, real = fleet(config, check=True), fleet(config)
        assert not real["failed"], real["msg"]
        assert outcome(forecast) == outcome(real)
        kinds = [one["object"] for one in real["customers"]["o0000"]["operations"]]
        assert kinds == ["odin_call_capacity", "odin_trunk_group"] if calls == 30 else ["odin_trunk_group", "odin_call_capacity"]


# Overridden ----------------------------------------------------------------------------------------------------------------

SCOPE = {"carrierx": {"partner": seed.TELCO}}


def test_overridden_removes_what_no_document_names(emulator, fleet, task):
    config = [fleets.customer(n) for n in range(4)]
    fleet(config)
    before = fleets.comparable(emulator.state())
    task("trunk_group", name="nobodys", routing_type="failover")
    task("endpoint", name="nobodys-pbx")
    task("trunk", trunk_group="nobodys", name="t", endpoint="nobodys-pbx")
    task("did", phonenumber=fleets.NUMBERS[30], trunk_group="nobodys")
    task("trunk", trunk_group="c0000-voice", name="too-many")
    forecast = fleet(config, state="overridden", scope=SCOPE, check=True)
    assert forecast["customers"]["scope carrierx"]["in_no_document"] == ["trunk group nobodys", "endpoint nobodys-pbx"]
    real = fleet(config, state="overridden", scope=SCOPE)
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)
    assert fleets.comparable(emulator.state()) == before
    assert fleet(config, state="overridden", scope=SCOPE)["changed"] is False


def test_nothing_of_a_scope_goes_while_somebody_may_have_nothing_else(emulator, fleet):
    """The trunk group of another name could not be made. The old one has the calls."""
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    before = emulator.state()["trunk_groups"]
    config[0]["trunk_groups"][0]["name"] = "c0000-new"
    emulator.fault(method="POST", path="/trunk_groups$", status=503, times=None)
    result = fleet(config, state="overridden", scope=SCOPE)
    scope = result["customers"]["scope carrierx"]
    assert scope["failed"] and scope["msg"] == "nothing of it is removed: c0000 has failed, and may have nothing else"
    assert scope["operations"] == [] and {"object": "trunk group", "name": "c0000-voice"} in scope["operations_left"]
    assert emulator.state()["trunk_groups"] == before
    emulator.clear_faults()
    result = fleet(config, state="overridden", scope=SCOPE)
    assert not result["failed"], result["msg"]
    assert sorted(group["name"] for group in emulator.state()["trunk_groups"]) == ["c0000-new", "c0001-voice"]


@pytest.mark.parametrize(
    ("config", "scope"),
    [
        ([fleets.odin_customer(0)], SCOPE),
        ([fleets.customer(0, provider={"kind": "carrierx", "partner": seed.SUB_PARTNER})], SCOPE),
        ([fleets.odin_customer(0)], {"odin": {"service_provider": "FLEET", "group": "G0001"}}),
    ],
    ids=["another provider", "another partner", "another group"],
)
def test_a_scope_of_which_no_document_is_is_not_emptied(config, scope, estate, emulator, fleet):
    fleet(estate)
    emulator.clear_requests()
    result = fleet(config, state="overridden", scope=scope, max_deletions=1000)
    assert f"scope.{next(iter(scope))}: no document is of it" in result["msg"]
    assert writes(emulator) == []


@pytest.mark.parametrize("what", ["endpoints", "access_control_rules", "trunk_groups"])
def test_what_gets_another_name_is_forecast_as_it_comes(what, emulator, fleet):
    """A removal is forecast after what the same run changes before it: nothing uses the old one any more."""
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    text = json.dumps(config[0]).replace(config[0][what][0]["name"], "c0000-new")
    config[0] = json.loads(text)
    forecast = fleet(config, state="overridden", scope=SCOPE, check=True)
    real = fleet(config, state="overridden", scope=SCOPE)
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)
    assert real["summary"]["deleted"] == (3 if what == "trunk_groups" else 1)
    assert fleet(config, state="overridden", scope=SCOPE)["changed"] is False


def test_rules_are_left_alone_where_nobody_can_tell_whose_they_are(emulator, fleet, task):
    """They say of no partner and are the login's own, and this login is that of the partner above."""
    fleet([fleets.customer(0)])
    task("access_control_rule", name="unused", field="called", operation="prefix", quantifier="any", entries=["1900"])
    task("trunk_group", name="theirs", partner_sid=seed.SUB_PARTNER, routing_type="failover")
    document = {"customer": {"id": "r"}, "provider": {"kind": "carrierx", "partner": seed.SUB_PARTNER}, "trunk_groups": [{"name": "theirs"}]}
    before = emulator.state()
    result = fleet([document], state="overridden", scope={"carrierx": {"partner": seed.SUB_PARTNER}})
    assert not result["failed"] and not result["changed"], result
    assert "access control rule unused" in result["warnings"][0] and "left alone" in result["warnings"][0]
    assert emulator.state() == before
    task("trunk_group", name="theirs", partner_sid=seed.SUB_PARTNER, state="absent")
    assert fleet([fleets.customer(0)], state="overridden", scope=SCOPE)["customers"]["scope carrierx"]["in_no_document"] == ["access control rule unused"]


def test_rules_of_the_partner_above_are_not_surplus(emulator, fleet, task):
    """Though nothing but its gateway tells that the login is its."""
    task("access_control_rule", name="blocklist", field="called", operation="prefix", quantifier="any", entries=["1900"])
    document = fleets.customer(0)
    document["provider"]["partner"] = seed.SUB_PARTNER
    del document["access_control_rules"], document["trunk_groups"][0]["acls"], document["numbers"]
    for _time in range(2):
        result = fleet([document], state="overridden", scope={"carrierx": {"partner": seed.SUB_PARTNER}})
        assert not result["failed"], result["msg"]
        assert "left alone" in result["warnings"][0] and "in_no_document" not in result["customers"]["scope carrierx"]
    assert len(world.named(emulator.state(), "access_control_rule", "blocklist")) == 1


def test_rules_of_the_login_are_surplus_from_the_first_run_on(emulator, fleet, task):
    """Even if there is nothing of it yet but them, and somebody below has something."""
    task("access_control_rule", name="old", field="called", operation="prefix", quantifier="any", entries=["1900"])
    task("trunk_group", name="theirs", partner_sid=seed.SUB_PARTNER, routing_type="failover")
    result = fleet([fleets.customer(0)], state="overridden", scope=SCOPE)
    assert result["customers"]["scope carrierx"]["in_no_document"] == ["access control rule old"]
    assert fleet([fleets.customer(0)], state="overridden", scope=SCOPE)["changed"] is False


def test_rules_are_left_alone_where_it_cannot_be_read_who_is_above(emulator, fleet, task):
    task("access_control_rule", name="old", field="called", operation="prefix", quantifier="any", entries=["1900"])
    emulator.fault(method="GET", path="/partners/", status=403)
    result = fleet([fleets.customer(0)], state="overridden", scope=SCOPE)
    assert "left alone" in result["warnings"][0] and "access control rule old" in result["warnings"][0]


def test_what_documents_refer_to_is_not_surplus(emulator, fleet, task):
    """By its name as by its id."""
    task("access_control_rule", name="shared-rule", field="called", operation="prefix", quantifier="any", entries=["1900"])
    task("endpoint", name="shared-sbc")
    for name in ("shared-tg", "dup"):
        task("trunk_group", name=name, routing_type="failover")
    rule = world.named(emulator.state(), "access_control_rule", "shared-rule")[0]["rule_sid"]
    document = fleets.customer(0)
    document["numbers"] = [{"phonenumber": fleets.NUMBERS[0], "trunk_group": "shared-tg"}]
    document["trunk_groups"][0]["trunks"][0]["endpoint"] = "shared-sbc"
    document["trunk_groups"][0]["acls"][0]["access_control_rules"] = [rule]
    assert not fleet([document])["failed"]
    result = fleet([document], state="overridden", scope=SCOPE)
    assert not result["failed"], result["msg"]
    assert result["customers"]["scope carrierx"]["in_no_document"] == ["trunk group dup"]
    assert fleet([document], state="overridden", scope=SCOPE)["changed"] is False


def test_the_limit_counts_at_odin_and_check_mode_knows_that_users_go(emulator, fleet):
    emulator.reset(fleets.places(1))
    config = [fleets.odin_customer(0, services=[{"service_name": "Trunk Group", "quantity": 4}])]
    fleet(config)
    more = copy.deepcopy(config)
    more[0]["trunk_groups"][0]["max_active_calls"] = 6
    user = {"user_id": "u3@g0000.example.net", "line_port": "l3@g0000.example.net"}
    more[0]["trunk_groups"] += [{"name": "with-user", "max_active_calls": 2, "trunk_users": [user]}, {"name": "without", "max_active_calls": 2}]
    result = fleet(more)
    assert not result["failed"], result["msg"]
    options = {"state": "overridden", "scope": {"odin": {"service_provider": "FLEET", "group": "G0000"}}}
    assert "max_deletions: 2 objects would be deleted, at most 1 may be" in fleet(config, max_deletions=1, **options)["msg"]
    forecast, real = fleet(config, check=True, **options), fleet(config, **options)
    assert not real["failed"], real["msg"]
    assert outcome(forecast) == outcome(real)


def test_what_is_new_is_made_and_what_is_there_is_left_alone(emulator, fleet, estate):
    """``only_new``: a repeat is allowed, and so is the rest of a job that failed half way."""
    mine = estate[0]
    emulator.fault(method="POST", path="/trunk_groups", status=400)
    assert fleet([mine], only_new=True)["failed"]
    finished = fleet([mine], only_new=True)
    assert not finished["failed"] and finished["summary"]["created"] and emulator.state()["trunk_groups"], finished["msg"]
    assert fleet([mine], only_new=True)["changed"] is False


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"endpoints": [{"name": "c0000-pbx", "capacity": 9, "addresses": [{"ip": "198.18.0.1"}]}]}, "c0000: update endpoint c0000-pbx (capacity)"),
        ({"numbers": [fleets.NUMBERS[1]]}, f"c0000: update did {fleets.NUMBERS[1]} (trunk_group_sid)"),
        ({"numbers": ["19995550100"]}, "19995550100"),
        ({"trunk_groups": [{"name": "c0000-voice", "trunks": [{"name": "a", "endpoint": "c0000-pbx", "priority": 11}]}]}, "c0000: update trunk a (priority)"),
    ],
)
def test_nothing_is_done_if_what_is_there_would_change(more, words, check, emulator, fleet, estate):
    fleet(estate[:2])
    emulator.clear_requests()
    new = fleets.customer(7)
    result = fleet([new, {**estate[0], **more}], check=check, only_new=True, rent_numbers=True)
    assert result["failed"] and words in result["msg"] and writes(emulator) == []


def test_a_limit_of_deletions_is_no_matter_of_who_is_wrong(emulator, fleet):
    """It keeps what cannot be told from being done, and nothing else."""
    config = [fleets.customer(n) for n in range(3)]
    config[0]["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["nowhere"]
    result = fleet(config, max_deletions=0)
    assert [name for name, one in result["customers"].items() if one.get("failed")] == ["c0000"]
    assert result["customers"]["c0000"]["operations"] == [] and "nowhere" in result["customers"]["c0000"]["msg"]
    assert sorted(one["name"] for one in emulator.state()["trunk_groups"]) == ["c0001-voice", "c0002-voice"]


def test_nothing_is_deleted_while_it_cannot_be_told_what(emulator, fleet):
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    config[0]["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["nowhere"]
    before = emulator.state()
    result = fleet(config[:1], state="overridden", scope=SCOPE)
    assert "it cannot be told what would be done: c0000" in result["msg"]
    assert emulator.state() == before


def test_overridden_at_odin(emulator, fleet):
    emulator.reset(fleets.places(1))
    config = [fleets.odin_customer(0)]
    fleet(config)
    before = fleets.comparable(emulator.state())
    users = [{"user_id": f"u{n}@g0000.example.net", "line_port": f"l{n}@g0000.example.net"} for n in (3, 4)]
    more = copy.deepcopy(config)
    more[0]["trunk_groups"][0]["max_active_calls"] = 6
    more[0]["trunk_groups"].append({"name": "other", "max_active_calls": 6, "trunk_users": [{**users[0], "pilot": True}, users[1]]})
    assert not fleet(more)["failed"]
    real = fleet(config, state="overridden", scope={"odin": {"service_provider": "FLEET", "group": "G0000"}})
    assert not real["failed"], real["msg"]
    assert fleets.comparable(emulator.state()) == before


@pytest.mark.parametrize(
    ("config", "options", "words"),
    [
        ([], {"scope": SCOPE}, "is empty"),
        ([fleets.customer(0)], {}, "scope: is required"),
        ([fleets.customer(0)], {"scope": SCOPE, "max_deletions": 2}, "max_deletions: 12 objects would be deleted, at most 2 may be: scope carrierx: delete"),
        ([fleets.customer(0), {"customer": {"id": "x"}}], {"scope": SCOPE}, "nothing is removed while"),
        ([fleets.customer(0, customer={"id": "c0000", "state": "ceased"}, lifecycle={"protect": True})], {"scope": SCOPE}, "it is protected"),
    ],
)
def test_overridden_refuses(config, options, words, emulator, fleet):
    fleet([fleets.customer(n) for n in range(3)])
    before = emulator.state()
    result = fleet(config, state="overridden", **options)
    assert result["failed"] and words in result["msg"]
    assert emulator.state() == before


def test_every_deletion_counts_and_is_named_first(emulator, fleet, task):
    """Those of customers that leave and those of children that are not listed, too."""
    config = [fleets.customer(n) for n in range(3)]
    fleet(config)
    task("trunk", trunk_group="c0000-voice", name="too-many")
    config[1]["customer"]["state"] = "ceased"
    before = emulator.state()
    result = fleet(config[:2], state="overridden", scope=SCOPE, max_deletions=12)
    assert "max_deletions: 13 objects would be deleted, at most 12 may be" in result["msg"]
    for text in ("c0000: delete trunk too-many", "c0001: delete trunk group c0001-voice", "scope carrierx: delete endpoint c0002-pbx"):
        assert text in result["msg"]
    assert "max_deletions: 6 objects" in fleet(config, max_deletions=5)["msg"]
    assert emulator.state() == before
    assert fleet(config[:2], state="overridden", scope=SCOPE, max_deletions=13)["summary"]["deleted"] == 13


def test_overridden_refuses_a_list_that_is_not_whole(emulator, fleet):
    fleet([fleets.customer(n) for n in range(3)])
    before = emulator.state()
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": before["trunk_groups"][:1], "total": 3, "has_more": False})
    result = fleet([fleets.customer(0)], state="overridden", scope=SCOPE)
    assert "lists 1 trunk groups and says that there are 3" in result["msg"]
    assert emulator.state() == before


# Failures ------------------------------------------------------------------------------------------------------------------


def test_the_failure_of_one_is_not_the_others(emulator, fleet):
    config = [fleets.customer(n) for n in range(5)]
    config[2]["trunk_groups"][0]["trunks"][1]["endpoint"] = "nowhere"
    config[3]["provider"] = {"kind": "carrierx", "planet": "mars"}
    result = fleet(config)
    assert result["failed"] and result["changed"]
    assert result["summary"]["failed"] == 2 and result["summary"]["changed"] == 3
    assert "2 of 5 customers failed." in result["msg"]
    assert "c0002: trunk c0002-voice/b: " in result["msg"] and "there is no endpoint named nowhere" in result["msg"]
    assert result["customers"]["c0002"]["operations_left"] == [{"object": "trunk", "name": "c0002-voice/b"}, {"object": "number", "name": "12125550102"}]
    assert len(result["customers"]["c0002"]["operations"]) == 5
    config[2], config[3] = fleets.customer(2), fleets.customer(3)
    finished = fleet(config)
    assert {name: len(one["operations"]) for name, one in finished["customers"].items()} == {"c0000": 0, "c0001": 0, "c0002": 2, "c0003": 7, "c0004": 0}


def test_a_message_tells_of_others_only_where_there_are_any(emulator, fleet):
    config = [fleets.customer(n) for n in range(2)]
    config[0]["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["nowhere"]
    assert fleet(config[:1])["msg"].endswith("named nowhere. Run it again when the cause is gone, it does the rest.")
    assert ". The others are through; run it again" in fleet(config)["msg"]


def test_enough_failures_stop_the_rest(emulator, fleet):
    config = [fleets.customer(n) for n in range(10)]
    for document in config[:5]:
        document["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["nowhere"]
    result = fleet(config, max_failures=1, max_concurrency=1)
    assert result["summary"] == {
        "customers": 10, "changed": 0, "unchanged": 0, "failed": 2, "not_begun": 8, "created": 6, "updated": 0, "deleted": 0,
    }
    assert "8 were not begun" in result["msg"]
    assert len(result["customers"]["c0009"]["operations_left"]) == 7


def test_what_two_customers_name_is_made_once(emulator, fleet):
    config = [fleets.customer(n) for n in range(6)]
    for document in config:
        document["access_control_rules"][0] = {**config[0]["access_control_rules"][0], "name": "shared"}
        document["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["shared"]
    forecast, real = fleet(config, check=True), fleet(config)
    assert not real["failed"]
    assert forecast["summary"] == real["summary"]
    assert len(world.named(emulator.state(), "access_control_rule", "shared")) == 1


def test_documents_that_contradict_each_other_fail_and_nobody_else(emulator, fleet):
    config = [fleets.customer(n) for n in range(5)]
    config[1]["endpoints"].append({**config[0]["endpoints"][0], "capacity": 99})
    config[3]["numbers"] = list(config[2]["numbers"])
    result = fleet(config)
    assert [name for name, one in result["customers"].items() if one.get("failed")] == ["c0000", "c0001", "c0002", "c0003"]
    assert result["customers"]["c0001"]["problems"] == ["endpoint c0000-pbx: c0000 describes it otherwise"]
    assert result["customers"]["c0002"]["problems"] == [f"number {fleets.NUMBERS[2]}: c0003 describes it otherwise"]
    assert {group["name"] for group in emulator.state()["trunk_groups"]} == {"c0004-voice"}


def test_who_has_ceased_takes_nothing_along_that_is_somebody_elses(emulator, fleet):
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    config[1]["customer"]["state"] = "ceased"
    config[1]["endpoints"] = config[0]["endpoints"]
    config[1]["numbers"] = [*config[0]["numbers"], *config[1]["numbers"]]
    before = emulator.state()
    result = fleet(config)
    assert result["customers"]["c0001"]["msg"] == "is not taken off: the endpoint c0000-pbx is c0000's, too"
    assert emulator.state() == before
    config[1]["endpoints"] = []
    result = fleet(config)
    assert not result["failed"], result["msg"]
    assert {group["name"] for group in emulator.state()["trunk_groups"]} == {"c0000-voice"}
    assert world.named(emulator.state(), "did", fleets.NUMBERS[0])[0]["trunk_group_sid"]


def test_a_listing_that_is_not_whole_makes_nothing_twice(emulator, fleet):
    config = [fleets.customer(n) for n in range(3)]
    fleet(config)
    before = emulator.state()
    listed = [one for one in before["endpoints"] if one["name"] != "c0001-pbx"]
    short = {"items": listed, "total": len(before["endpoints"]), "has_more": False}
    emulator.fault(method="GET", path="/endpoints$", body=short, times=1)
    result = fleet(config)
    assert not result["failed"] and not result["changed"], result["msg"]
    assert emulator.state() == before
    emulator.clear_faults()
    emulator.fault(method="GET", path="/endpoints$", body=short, times=1)
    assert any("endpoints and says that there are" in warning for warning in fleet([], state="gathered", scope={"carrierx": {}})["warnings"])


def test_a_listing_that_cannot_be_read_is_asked_for_once(emulator, fleet):
    emulator.fault(method="GET", path="/endpoints$", status=403)
    result = fleet([fleets.customer(n) for n in range(5)], max_concurrency=1)
    assert result["summary"]["failed"] == 5
    assert len([request for request in emulator.requests() if request["path"].endswith("/endpoints")]) == 1


def test_two_documents_of_one_customer_are_refused(emulator, fleet):
    result = fleet([fleets.customer(0), fleets.customer(0)])
    assert result["failed"] and "c0000 is there more than once" in result["msg"]
    assert emulator.requests() == []


def test_lost_answers_make_nothing_twice(emulator, fleet):
    emulator.fault({"method": "POST", "path": "/endpoints$", "cut": "after", "after": 2}, {"method": "POST", "path": "/trunks$", "cut": "after", "after": 5})
    config = [fleets.customer(n) for n in range(6)]
    result = fleet(config)
    assert not result["failed"], result["msg"]
    names = [one["name"] for one in emulator.state()["endpoints"] if one["name"].startswith("c")]
    assert len(names) == len(set(names)) == 6
    assert [len(group["trunks"]) for group in emulator.state()["trunk_groups"]] == [2] * 6
    assert fleet(config)["changed"] is False


def test_who_leaves_and_is_not_reached_is_not_begun(emulator, fleet):
    config = [fleets.customer(n) for n in range(4)]
    fleet(config)
    for document in config[:2]:
        document["customer"]["state"] = "ceased"
    for document in config[2:]:
        document["endpoints"][0]["capacity"] = 99
    before = emulator.state()["trunk_groups"]
    emulator.fault(method="PATCH", path="/endpoints/", status=422, times=None)
    result = fleet(config, max_failures=0)
    assert {name for name, one in result["customers"].items() if one.get("not_begun") or one.get("failed")} == set(result["customers"])
    assert result["customers"]["c0000"]["not_begun"] and result["customers"]["c0000"]["operations_left"]
    assert result["summary"]["unchanged"] == 0 and emulator.state()["trunk_groups"] == before


def test_who_is_stopped_half_way_has_failed(emulator, fleet, task):
    """What the documents do not list any more goes at the end, and is not reached."""
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    task("trunk", trunk_group="c0000-voice", name="extra", endpoint="c0000-pbx")
    config[1]["endpoints"][0]["capacity"] = 99
    emulator.fault(method="PATCH", path="/endpoints/", status=422, times=None)
    config[0]["trunk_groups"][0]["trunks"].pop()
    result = fleet(config, state="replaced", max_failures=0, max_concurrency=1)
    assert result["customers"]["c0001"]["failed"]
    assert result["customers"]["c0000"]["msg"] == "is left half way, too many others have failed"
    assert result["summary"]["failed"] == 2
    assert "extra" in [trunk["name"] for group in emulator.state()["trunk_groups"] for trunk in group["trunks"]]


def test_a_file_that_is_no_document_is_its_customers_matter(emulator, fleet, tmp_path):
    for n in range(3):
        (tmp_path / f"c{n}.yml").write_text(yaml.safe_dump(fleets.customer(n)), encoding="utf-8")
    (tmp_path / "c1.yml").write_text("customer: {id: c0001}\nprovider: [", encoding="utf-8")
    (tmp_path / "c3.yml").write_text("", encoding="utf-8")
    result = fleet([], path=[str(tmp_path)])
    failed = {name: one["msg"] for name, one in result["customers"].items() if one.get("failed")}
    assert len(failed) == 2 and all(any(f"{name}.yml:" in text for text in failed.values()) for name in ("c1", "c3"))
    assert sorted(one["name"] for one in emulator.state()["trunk_groups"]) == ["c0000-voice", "c0002-voice"]
    for state in ("gathered", "rendered"):
        refused = fleet([], path=[str(tmp_path)], state=state)
        assert refused["failed"] and "c1.yml:" in refused["msg"] and "c3.yml:" in refused["msg"]
    refused = fleet([], path=[str(tmp_path)], state="overridden", scope=SCOPE)
    assert "nothing is removed while this is so" in refused["msg"]


def test_a_folder_without_documents_is_refused(emulator, fleet, tmp_path):
    for state in ("merged", "deleted", "rendered"):
        result = fleet([], path=[str(tmp_path)], state=state)
        assert result["failed"] and result["msg"] == f"path: there are no customer documents in {tmp_path}"
    assert fleet([])["msg"] == "There is nothing to do."
    assert not fleet([], path=[str(tmp_path)], state="gathered", scope={"carrierx": {}}).get("failed")


# Output --------------------------------------------------------------------------------------------------------------------


def test_report_and_progress(emulator, fleet, tmp_path):
    config = [fleets.customer(n) for n in range(3)]
    config[1]["trunk_groups"][0]["acls"][0]["access_control_rules"] = ["nowhere"]
    paths = {"report": str(tmp_path / "a" / "report.json"), "progress_log": str(tmp_path / "progress.log")}
    result = fleet(config, check=True, **paths)
    report = json.loads((tmp_path / "a" / "report.json").read_text(encoding="utf-8"))
    assert (report["version"], report["check_mode"], report["summary"]) == (1, True, result["summary"])
    by_name = {one["customer"]: one for one in report["customers"]}
    assert by_name.keys() == result["customers"].keys()
    assert [one["after_header"] for one in by_name["c0000"]["diff"]][0] == "endpoint c0000-pbx"
    log = (tmp_path / "progress.log").read_text(encoding="utf-8")
    assert "c0001: FAILED: " in log and "3 of 3 customers: 3 changed" not in log and "1 failed" in log
    assert list(tmp_path.glob("a/*.part")) == []
    assert "access control rule c0000-one" in result["customers"]["c0000"]["diff"]["prepared"]


def test_progress_is_told_while_the_run_goes_on(emulator, fleet, tmp_path, monkeypatch):
    """A failure at once, and a line now and then also when nobody gets through."""
    monkeypatch.setattr(fleet_report, "PAUSE", 0.05)
    config = [fleets.customer(n) for n in range(6)]
    config[0]["endpoints"] = "nothing of the sort"
    log = tmp_path / "new" / "progress.log"
    seen = []
    # Told one after the other, in the order of the file: two threads ask for lines, and the emulator takes its time to count.
    monkeypatch.setattr(customers, "display", Mock(v=lambda text: seen.append((text, len(writes(emulator))))))
    emulator.fault(latency_ms=30)
    fleet(config, max_concurrency=1, progress_log=str(log))
    total = len(writes(emulator))
    assert [writes_ for text, writes_ in seen if text.startswith("c0000: FAILED")] == [0]
    assert len({writes_ for text, writes_ in seen if writes_ < total}) > 2
    assert [line.split(" ", 2)[2] for line in log.read_text(encoding="utf-8").splitlines()] == [text for text, _writes in seen]
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("option", ["report", "progress_log"])
def test_files_that_cannot_be_written_are_told_before_anything_is_done(option, emulator, fleet, tmp_path):
    with pytest.raises(AnsibleActionFail, match=f"{tmp_path.name}: [Ii]s a "):
        fleet([fleets.customer(0)], **{option: str(tmp_path)})
    assert writes(emulator) == []


def test_half_a_character_ends_no_run(emulator, fleet, tmp_path):
    paths = {"report": str(tmp_path / "report.json"), "progress_log": str(tmp_path / "progress.log")}
    bad = fleets.customer(0)
    bad["customer"]["name"], bad["endpoints"][0]["name"], bad["x\ud800"] = "x\ud800", "x\ud800", 1
    result = fleet([bad, fleets.customer(1)], **paths)
    assert result["summary"]["customers"] == 2 and result["customers"]["c0000"]["failed"]
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert "x\ud800" in json.dumps(report, ensure_ascii=False)
    assert "c0000: FAILED" in (tmp_path / "progress.log").read_text(encoding="utf-8")


def test_a_full_disk_does_not_stop_the_customers(emulator, fleet):
    result = fleet([fleets.customer(0)], progress_log="/dev/full")
    assert result["summary"]["changed"] == 1 and not result["failed"]
    assert result["warnings"] == ["progress_log: could not be written: No space left on device"]


def test_no_output_contains_a_secret(emulator, fleet, tmp_path):
    for check in (True, False):
        result = fleet(fleets.examples(), check=check, report=str(tmp_path / "report.json"), progress_log=str(tmp_path / "progress.log"))
        assert not result["failed"], result["msg"]
        text = json.dumps(result) + (tmp_path / "report.json").read_text(encoding="utf-8") + (tmp_path / "progress.log").read_text(encoding="utf-8")
        for secret in (*fleets.SECRETS.values(), emulator.token, emulator.odin_password):
            assert secret not in text
    [endpoint] = world.named(emulator.state(), "endpoint", "cedar-dental-pbx")
    assert endpoint["out_sip_password"] == fleets.SECRETS["CEDAR_DENTAL_SIP_PASSWORD"]


def test_a_secret_that_is_missing_fails_its_customer_alone(emulator, fleet):
    result = fleet(fleets.examples(), env={"CEDAR_DENTAL_SIP_PASSWORD": ""})
    assert [name for name, one in result["customers"].items() if one.get("failed")] == ["cedar-dental"]
    assert "CEDAR_DENTAL_SIP_PASSWORD" in result["msg"]


def test_secrets_come_from_variables(emulator, fleet):
    config = [fleets.customer(0)]
    config[0]["endpoints"][0].update(out_sip_username="me", out_sip_password={"variable": "pbx_password"})
    assert "variable pbx_password" in fleet(config)["msg"]
    assert not fleet(config, variables={"pbx_password": "Canary-variable"})["failed"]
    assert world.named(emulator.state(), "endpoint", "c0000-pbx")[0]["out_sip_password"] == "Canary-variable"


def test_what_cannot_be_enforced_is_said_or_refused(emulator, fleet):
    [boston] = [one for one in fleets.examples() if one["provider"]["kind"] == "odin"]
    result = fleet([boston])
    assert [one["kind"] for one in result["customers"]["acme-boston"]["not_enforceable"]] == ["acl", "access_control_rule"]
    boston["trunk_groups"][0]["acls"][0]["required"] = True
    assert "is required and not enforceable at this provider" in fleet([boston])["msg"]


def test_rendered_asks_nobody(emulator, fleet):
    result = fleet(fleets.examples(), state="rendered")
    assert emulator.requests() == []
    assert set(result["rendered"]) == {"acme-boston", "cedar-dental", "harbor-bank", "northwind-contact"}
    assert {"object", "body"} == set(result["rendered"]["cedar-dental"][0])


@pytest.mark.parametrize("make", [fleets.customer, fleets.odin_customer])
def test_rendered_is_what_is_sent(make, emulator, fleet):
    """But for ids, which nobody knows beforehand, and trunks, whose path says their trunk group."""
    emulator.reset(fleets.places(1))
    document = make(0, numbers=[]) if make is fleets.customer else make(0)
    rendered = [one["body"] for one in fleet([document], state="rendered")["rendered"][document["customer"]["id"]]]
    fleet([document], max_concurrency=1)
    names = {ident: name for shelf, key in (("endpoints", "endpoint_sid"), ("rules", "rule_sid")) for one in emulator.state()[shelf]
             for ident, name in [(one[key], one["name"])]}
    text = json.dumps([request["body"] for request in writes(emulator)])
    for ident, name in names.items():
        text = text.replace(ident, name)
    assert json.loads(text) == rendered


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"carrierx": {}}, "carrierx.api_token: is required"),
        ({"date": "soon"}, "is not a date"),
        ({"max_concurrency": 0}, "max_concurrency: 0 is below the minimum 1"),
        ({"max_failures": -1}, "max_failures: -1 is below the minimum 0"),
        ({"max_deletions": -1}, "max_deletions: -1 is below the minimum 0"),
        ({"hosts": ["nohost"]}, "hosts: there is no host nohost in the inventory"),
    ],
)
def test_options_that_are_wrong(options, words, emulator, fleet):
    try:
        message = fleet([fleets.customer(0)], **options)["msg"]
    except Exception as error:
        message = str(error)
    assert words in message


# Gathered ------------------------------------------------------------------------------------------------------------------


def test_gathered_documents_change_nothing(emulator, fleet, estate):
    fleet(estate)
    before = emulator.state()
    result = fleet([], state="gathered", scope={"carrierx": {"partner": seed.TELCO}})
    assert "warnings" not in result
    assert [one["customer"]["id"] for one in result["gathered"]] == [f"c{n:04}" for n in range(6)]
    again = [fleet(result["gathered"], state=state) for state in ("merged", "replaced")]
    assert [(one["failed"], one["changed"]) for one in again] == [(False, False)] * 2, again[1]["customers"]
    overridden = fleet(result["gathered"], state="overridden", scope=SCOPE)
    assert (overridden["failed"], overridden["changed"]) == (False, False)
    at_odin = fleet(estate[6:], state="gathered")
    for one, other in zip(at_odin["gathered"], estate[6:], strict=True):
        assert {**one, "call_capacity": None} == {**{name: value for name, value in other.items() if name != "offboarding"}, "call_capacity": None}
        assert one["call_capacity"]["group"].items() >= other["call_capacity"]["group"].items()
    assert [fleet(at_odin["gathered"], state=state)["changed"] for state in ("merged", "replaced")] == [False, False]
    assert emulator.state() == before


def test_all_groups_of_a_service_provider_are_gathered(emulator, fleet):
    """Those that have nothing of trunking, and not even the service, make no document."""
    emulator.reset(fleets.places(4))
    config = [fleets.odin_customer(n) for n in range(3)]
    fleet([*config, fleets.customer(0, trunk_groups=[{"name": "fleet-g0000"}], endpoints=[], access_control_rules=[], numbers=[])])
    both = fleet([], state="gathered", scope={"odin": {"service_provider": "FLEET"}, "carrierx": {}})
    assert sorted(d["customer"]["id"] for d in both["gathered"]) == ["fleet-g0000", "fleet-g0000-2", "fleet-g0001", "fleet-g0002"]
    result = fleet([], state="gathered", scope={"odin": {"service_provider": "FLEET"}})
    assert not result.get("failed"), result["msg"]
    assert [(d["customer"]["id"], d["provider"]["group"]) for d in result["gathered"]] == [(f"fleet-g000{n}", f"G000{n}") for n in range(3)]
    assert fleet(result["gathered"], state="replaced")["changed"] is False


def test_gathered_is_what_was_written(emulator, fleet):
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    [one, two] = fleet([], state="gathered", scope={"carrierx": {}})["gathered"]
    config[0]["endpoints"][0]["addresses"][0]["ip"] = "198.18.0.1"
    # Defaults go without saying.
    del config[0]["trunk_groups"][0]["routing_type"]
    del config[0]["trunk_groups"][0]["external_handlers"][0]["direction"]
    assert {**one, "trunk_groups": None} == {**config[0], "trunk_groups": None}
    assert one["trunk_groups"][0].keys() >= {"name", "hard_failure_codes", "acls", "external_handlers", "trunks"}


def test_gathered_from_nothing_rebuilds(emulator, fleet):
    examples = fleets.examples()
    fleet(examples)
    there = fleets.comparable(emulator.state())
    documents = fleet([], state="gathered", scope={"carrierx": {}})["gathered"]
    emulator.reset()
    result = fleet(documents)
    assert not result["failed"], result["msg"]
    rebuilt = fleets.comparable(emulator.state())
    for name in ("rules", "trunk_groups", "dids"):
        assert rebuilt[name] == there[name], name


def test_what_the_schema_does_not_know_survives(emulator, fleet):
    """Steps inside of a transformation, for example: which there are only the provider knows (contract section 9)."""
    inner = [{"action": "reject", "operands": ["busy"], "when": {"also": [1]}}]
    steps = [{"action": "if", "operands": [], "direction": "any", "steps": inner, "else": None}]
    document = fleets.customer(0)
    for holder in (document["endpoints"][0], document["trunk_groups"][0], document["trunk_groups"][0]["trunks"][0]):
        holder["transformations"] = steps
    fleet([document])
    before = emulator.state()
    [gathered] = fleet([], state="gathered", scope={"carrierx": {}})["gathered"]
    assert [one["transformations"] for one in (gathered["endpoints"][0], gathered["trunk_groups"][0], gathered["trunk_groups"][0]["trunks"][0])] == [steps] * 3
    assert [fleet([gathered], state=state)["changed"] for state in ("merged", "replaced")] == [False, False]
    assert emulator.state() == before


def test_names_of_the_place_are_names_there(emulator, fleet):
    """Though somebody elsewhere has one of the same name."""
    config = [fleets.customer(n, endpoints=[{"name": "pbx"}], access_control_rules=[], numbers=[]) for n in range(2)]
    for document, partner in zip(config, (seed.TELCO, seed.SUB_PARTNER), strict=True):
        document["provider"]["partner"] = partner
        del document["trunk_groups"][0]["acls"]
        for trunk in document["trunk_groups"][0]["trunks"]:
            trunk["endpoint"] = "pbx"
    assert not fleet(config)["failed"]
    [gathered] = fleet([], state="gathered", scope={"carrierx": {"partner": seed.SUB_PARTNER}})["gathered"]
    assert [trunk["endpoint"] for trunk in gathered["trunk_groups"][0]["trunks"]] == ["pbx", "pbx"]
    assert [fleet([gathered], state=state)["changed"] for state in ("merged", "replaced")] == [False, False]


def test_names_that_several_have_are_remarked(emulator, fleet):
    emulator.reset(world.world(rules=[{"rule_sid": f"rule.{n}", "name": "same"} for n in range(2)], trunk_groups=[], dids=[]))
    result = fleet([], state="gathered", scope={"carrierx": {}})
    assert any("2 access control rules are named same" in warning for warning in result["warnings"])


@pytest.mark.parametrize("kind", ["endpoint", "access_control_rule", "trunk_group", "trunk", "did"])
def test_every_attribute_survives(kind, emulator, fleet):
    emulator.reset(world.rich(kind))
    documents = fleet([], state="gathered", scope={"carrierx": {}})["gathered"]
    before = emulator.state()
    for state in ("merged", "replaced"):
        result = fleet(documents, state=state)
        assert (result["failed"], result["changed"]) == (False, False), (state, result["msg"], result["customers"])
    assert emulator.state() == before
    text = json.dumps(documents)
    for name in world.RICH[kind]:
        assert f'"{name.removesuffix("_sid") if name in ("endpoint_sid", "trunk_group_sid") else name}"' in text or kind == "did", name


def test_every_attribute_survives_at_odin(emulator, fleet):
    emulator.reset(odin_world.seated(odin_world.rich(), 1, 2))
    documents = fleet([], state="gathered", scope={"odin": {"service_provider": "ACME_ENT", "group": "ACME_NYC"}})["gathered"]
    [document] = documents
    assert [group["name"] for group in document["trunk_groups"]] == ["backup", "voice"], "what others reroute to comes first"
    before = emulator.state()
    for state in ("merged", "replaced"):
        result = fleet(documents, state=state)
        assert (result["failed"], result["changed"]) == (False, False), (state, result["msg"], result["customers"])
    assert emulator.state() == before
    assert len(document["trunk_groups"][1]) > 45


def test_exported_to_files(emulator, fleet, tmp_path):
    fleet([fleets.customer(n) for n in range(3)])
    options = {"state": "gathered", "scope": {"carrierx": {}}, "dest": str(tmp_path / "out")}
    assert len(fleet([], check=True, **options)["files"]) == 3 and not (tmp_path / "out").exists()
    assert fleet([], **options)["changed"] is True
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["c0000.yml", "c0001.yml", "c0002.yml"]
    assert fleet([], **options)["changed"] is False
    assert (tmp_path / "out" / "c0000.yml").read_text(encoding="utf-8").startswith("# Written by")
    assert 'numbers:\n- \'12125550100\'' in (tmp_path / "out" / "c0000.yml").read_text(encoding="utf-8")


def test_an_export_replaces_only_what_an_export_has_written(emulator, fleet, tmp_path):
    config = [fleets.customer(n) for n in range(2)]
    fleet(config)
    options = {"state": "gathered", "scope": {"carrierx": {}}, "dest": str(tmp_path)}
    (tmp_path / "c0001.yml").write_text("# mine\n", encoding="utf-8")
    assert "c0001.yml is there and was not written by an export" in fleet([], **options)["msg"]
    assert not (tmp_path / "c0000.yml").exists()
    (tmp_path / "c0001.yml").unlink()
    fleet([], **options)
    config[0]["endpoints"][0]["capacity"] = 5
    fleet(config)
    [diff] = fleet([], **options)["diff"]
    assert diff["after_header"].endswith("c0000.yml") and "capacity: 8" in diff["before"] and "capacity: 5" in diff["after"]


@pytest.mark.parametrize("check", [True, False])
def test_an_export_names_the_files_of_who_is_gone(check, emulator, fleet, tmp_path):
    # Without numbers, which stay when their customer goes.
    config = [fleets.customer(n, numbers=[]) for n in range(3)]
    fleet(config)
    options = {"state": "gathered", "dest": str(tmp_path)}
    assert "warnings" not in fleet([], scope={"carrierx": {}}, **options)
    for name, text in (("mine.yml", "# mine\n"), ("notes.txt", customers.EXPORTED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    fleet(config[1:2], state="deleted")
    [warning] = fleet([], check=check, scope={"carrierx": {}}, **options)["warnings"]
    assert str(tmp_path / "c0001.yml") in warning and "nothing was found" in warning
    assert not any(name in warning for name in ("c0000", "c0002", "mine", "notes"))
    assert (tmp_path / "c0001.yml").exists()
    assert "warnings" not in fleet(config[:1], check=check, **options), "others were not asked for"
    [warning] = fleet(config[:2], check=check, **options)["warnings"]
    assert "c0001.yml" in warning and "c0002" not in warning


def test_what_no_document_can_hold_is_remarked(emulator, fleet, task):
    config = [fleets.customer(0)]
    fleet(config)
    task("endpoint", name="{{ odd }}")
    task("endpoint", name="{# odd #}")
    config[0]["customer"]["state"] = "suspended"
    del config[0]["trunk_groups"][0]["acls"]
    fleet(config)
    state = emulator.state()
    state["rules"] = [rule for rule in state["rules"] if rule["name"] != "c0000-two"]
    [gone] = world.named(emulator.state(), "access_control_rule", "c0000-two")
    state["trunk_groups"][0]["acls"].append({"direction": "outbound", "access_control_rules": [gone["rule_sid"]], "voice_action_true": "reject403"})
    emulator.load(state)
    said = " ".join(fleet([], state="gathered", scope={"carrierx": {}})["warnings"])
    assert all(f"'{name}' would be taken for a template" in said for name in ("{{ odd }}", "{# odd #}"))
    assert f"refers to the access control rule {gone['rule_sid']}, which the API does not list" in said
    assert "c0000-suspended come from the state or the fraud profile" in said


def test_rules_that_nothing_here_refers_to_are_not_another_partners(emulator, fleet, task):
    fleet([fleets.customer(0)])
    task("access_control_rule", name="unused", field="called", operation="prefix", quantifier="any", entries=["1900"])
    task("trunk_group", name="theirs", partner_sid=seed.SUB_PARTNER, routing_type="failover")
    result = fleet([], state="gathered", scope={"carrierx": {"partner": seed.SUB_PARTNER}})
    assert [one["customer"]["id"] for one in result["gathered"]] == ["theirs"]
    assert "access control rule unused" in " ".join(result["warnings"])
