# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drift: each attribute of each schema, objects that are not there, and what customers leave behind. What was planted is found, and nothing else."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.audit import differences
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import CARRIERX
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN
from ansible_collections.telecom.trunking.tests.unit import audits, fleets, odin_world, planted, world


def gist(found):
    """What is told apart: class, check, customer, object and field of each finding."""
    return sorted((one["class"], one["check"], one["customer"] or "", one["object"]["name"] if one["object"] else "", one["field"] or "") for one in found)


def beside(report, before):
    """Findings that an earlier report does not have."""
    known = {one["id"] for one in before["findings"]}
    return [one for one in report["findings"] if one["id"] not in known]


def gathered(emulator, **scope):
    return fleets.run(emulator, [], state="gathered", scope=scope)["gathered"]


# Each attribute -------------------------------------------------------------------------------------------------------------


def attributes(provider):
    """``(kind, attribute)`` of everything that a document may say and a provider shows."""
    for kind in provider.kinds.values():
        for name, prop in kind.attributes.items():
            if not compare.is_secret(prop):
                yield kind, name


AT_CARRIERX = list(attributes(CARRIERX))


@pytest.mark.parametrize(("kind", "name"), AT_CARRIERX, ids=[f"{kind.name}.{name}" for kind, name in AT_CARRIERX])
def test_each_attribute_that_somebody_has_changed(kind, name, audited, emulator):
    subject = world.SUBJECTS[kind.name]
    wanted = world.rich(kind.name)
    emulator.load(wanted)
    documents = gathered(emulator, carrierx={})
    before = audited(documents)
    assert [one["message"] for one in before["findings"] if one["class"] in ("drift", "unknown")] == []
    changed = copy.deepcopy(wanted)
    world.objects(changed, kind.name)[subject][name] = other(kind, name, wanted)
    emulator.load(changed)
    emulator.clear_requests()
    found = [one for one in beside(audited(documents), before) if one["class"] != "exposure"]
    option = option_name(name, kind.attributes[name])
    assert {(one["class"], one["check"], one["object"]["kind"], one["field"].partition("[")[0].partition(".")[0]) for one in found} == {
        ("drift", "drift-different", kind.name, option)
    }, found
    assert all(one["file"] and one["line"] > 1 for one in found)
    assert emulator.requests(writes=True) == []


# What each attribute becomes, on the wire, where that is not simply its default.
BECOMES = {
    ("access_control_rule", "field"): "called",
    ("access_control_rule", "operation"): "exact",
    ("access_control_rule", "quantifier"): "none",
    ("access_control_rule", "entries"): ["1900"],
    ("endpoint", "addresses"): [{"ip": "192.0.2.99"}],
    ("trunk", "endpoint_sid"): None,
    ("trunk_group", "hard_failure_codes"): "500;",
    ("trunk_group", "soft_failure_codes"): "500;",
}


def other(kind, name, state):
    """Another value than the rich object has."""
    return copy.deepcopy(BECOMES.get((kind.name, name), kind.attributes[name].get("default")))


AT_ODIN = sorted(set(odin_world.RICH) - {"users"})


@pytest.mark.parametrize("name", AT_ODIN)
def test_each_attribute_of_a_trunk_group_at_broadworks(name, audited, emulator):
    wanted = odin_world.seated(odin_world.rich(accessDevice=None), 1, 2, pilot=1) if name == "pilotUserId" else odin_world.rich()
    emulator.reset(wanted)
    documents = gathered(emulator, odin={"service_provider": "ACME_ENT", "group": "ACME_NYC"})
    before = audited(documents)
    assert [one["message"] for one in before["findings"] if one["class"] in ("drift", "unknown")] == []
    changed = copy.deepcopy(wanted)
    group = next(one for one in changed["odin_trunk_groups"] if one["name"] == odin_world.NAME)
    group[name] = another(name, group[name])
    emulator.load(changed)
    found = [one for one in beside(audited(documents), before) if one["class"] != "exposure"]
    option = next(ours for ours in ODIN.kinds["odin_trunk_group"].attributes if wire(ours) == name)
    assert {(one["check"], one["object"]["kind"], one["field"].partition(".")[0]) for one in found} == {("drift-different", "odin_trunk_group", option)}, found


def wire(name):
    """Odin's name of an attribute, as the contract's table has it."""
    return odin_world.TABLE[name]["wire"] if "wire" in odin_world.TABLE.get(name, {}) else _camel(name)


def _camel(name):
    from ansible_collections.telecom.trunking.plugins.module_utils.odin import wire_name

    return wire_name(name, ODIN.kinds["odin_trunk_group"].attributes[name])


ANOTHER = {
    "capacityExceededAction": "Reroute",
    "unreachableDestinationAction": "Forward",
    "callForwardingAlwaysAction": "Reroute",
    "pilotUserCallingLineIdentityForExternalCallsPolicy": "No Calls",
    "pilotUserCallingLineIdentityForEmergencyCallsPolicy": "No Calls",
    "pilotUserChargeNumberPolicy": "No Calls",
    "pilotUserCallingLineAssertedIdentityPolicy": "Unscreened Originating Calls",
    "pilotUserCallOptimizationPolicy": "Optimize For User Services",
    "clidSourceForScreenedCallsPolicy": "Profile Name Profile Number",
    "userLookupPolicy": "Basic",
    "implicitRegistrationSetSupportPolicy": "Disabled",
    "sipIdentityForPilotAndProxyTrunkModesPolicy": "User",
    "supportConnectedIdentityPolicy": "Disabled",
    "otgDtgIdentity": "008",
    "prefix": "0098",
    "accessDevice": None,
    "department": None,
}


def another(name, value):
    if name in ANOTHER:
        return ANOTHER[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return {**value, "name": "other"} if isinstance(value, dict) else f"9{value}"


@pytest.fixture
def at_broadworks(emulator, audited):
    """Two users on a trunk group, a service and capacities, as documents and live, and the audit of it after a change of the state."""
    state = odin_world.seated(odin_world.bare(), 1, 2, pilot=1)
    emulator.reset(state)
    documents = gathered(emulator, odin={"service_provider": "ACME_ENT", "group": "ACME_NYC"})
    assert gist([one for one in audited(documents)["findings"] if one["class"] != "exposure"]) == []

    def changed(change):
        state = emulator.state()
        change(state)
        emulator.load(state)
        return [one for one in audited(documents)["findings"] if one["class"] != "exposure"]

    return changed


def _row(state, place, **keys):
    return next(one for one in state[place] if all(one.get(name) == value for name, value in keys.items()))


def test_a_user_who_was_taken_off_its_trunk_group(at_broadworks):
    def change(state):
        _row(state, "odin_users", userId="u2@acme.example.net").update(endpointType="none", trunkAddressing={})

    found = at_broadworks(change)
    assert {(one["check"], one["object"]["name"], one["field"]) for one in found} == {
        ("drift-different", "u2@acme.example.net", "trunk_group"),
        ("drift-different", "u2@acme.example.net", "line_port"),
    }


def test_another_pilot_user(at_broadworks):
    found = at_broadworks(lambda state: _row(state, "odin_trunk_groups", name="voice").update(pilotUserId="u2@acme.example.net"))
    assert ("drift-different", "u1@acme.example.net", "pilot") in {(one["check"], one["object"]["name"], one["field"]) for one in found}


def test_another_line_port(at_broadworks):
    def change(state):
        user = _row(state, "odin_users", userId="u2@acme.example.net")
        user["trunkAddressing"]["trunkGroupDeviceEndpoint"]["linePort"] = "other@acme.example.net"

    assert [(one["check"], one["field"], one["expected"], one["live"]) for one in at_broadworks(change)] == [
        ("drift-different", "line_port", "line2@acme.example.net", "other@acme.example.net")
    ]


def test_another_capacity(at_broadworks):
    found = at_broadworks(lambda state: _row(state, "odin_groups", groupId="ACME_NYC").update(maxActiveCalls=21))
    assert [(one["check"], one["object"]["kind"], one["field"], one["expected"], one["live"]) for one in found] == [
        ("drift-different", "odin_call_capacity", "max_active_calls", 20, 21)
    ]


def test_another_quantity_of_a_service(at_broadworks):
    def change(state):
        services = _row(state, "odin_groups", groupId="ACME_NYC")["groupServices"]
        next(one for one in services if one["serviceName"] == "Trunk Group")["quantity"] = 7

    found = at_broadworks(change)
    assert [(one["check"], one["object"]["kind"], one["field"], one["live"]) for one in found] == [("drift-different", "odin_group_service", "quantity", 7)]


# Elements of lists ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def live(emulator):
    """A customer as its document says it, and ``live(change)`` to do something to its live state."""
    audits.load(emulator)
    document = audits.customer(0)
    fleets.run(emulator, [document])

    def perform(change):
        state = emulator.state()
        change(state)
        emulator.load(state)
        emulator.clear_requests()
        return document

    return perform


def group_of(state):
    return _row(state, "trunk_groups", name="c0000-voice")


@pytest.mark.parametrize(
    ("change", "field", "expected", "found"),
    [
        (lambda group: group["acls"][0].update(voice_action_false="accept"), "acls[0].voice_action_false", "reject403", "accept"),
        (lambda group: group["external_handlers"][0].update(timeout=999), "external_handlers[0].timeout", 250, 999),
        (lambda group: group.update(hard_failure_codes="408;"), "hard_failure_codes", [408, 503], [408]),
        (lambda group: group["trunks"].sort(key=lambda trunk: trunk["name"]) or group["trunks"][0].update(priority=77), "priority", 20, 77),
    ],
)
def test_a_field_of_an_element(change, field, expected, found, live, audited):
    document = live(lambda state: change(group_of(state)))
    report = audited([document])
    drift = [(one["field"], one["expected"], one["live"]) for one in report["findings"] if one["class"] == "drift"]
    assert drift == [(field, expected, found)]
    assert report["customers"][0]["outcome"][0] == "drifted" and len(report["customers"][0]["operations"]) == 1


LONG = [f"1212{n:03}" for n in range(400)]


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([*LONG[:150], "1876", "1900", *LONG[151:]], 'is not as expected: 2 more, "1876", "1900"; 1 missing, "1212150"'),
        (LONG[6:], 'is not as expected: 6 missing, "1212000", "1212001", "1212002", "1212003" and 2 more'),
        (["1900"], 'is not as expected: 1 more, "1900"; 400 missing, "1212000", "1212001", "1212002", "1212003" and 396 more'),
    ],
)
def test_a_long_list_is_told_by_what_is_more_and_what_is_missing(entries, told, audited, emulator):
    document = audits.customer(0)
    document["access_control_rules"][0]["entries"] = LONG
    audits.load(emulator)
    assert not fleets.run(emulator, copy.deepcopy([document]))["failed"]
    state = emulator.state()
    next(rule for rule in state["rules"] if rule["name"] == "c0000-home")["entries"] = entries
    emulator.load(state)
    messages = [one["message"] for one in audited([document])["findings"] if one["class"] == "drift"]
    assert messages == [f"entries of the access control rule c0000-home {told}"]


def test_a_list_in_another_order_says_so():
    said = differences._lists_said(LONG, LONG[::-1])
    assert said == "the same in another order"


def test_an_element_too_much_and_one_too_few(live, audited):
    def change(state):
        group = group_of(state)
        group["external_handlers"].append({"url": "https://other.example.org/h", "direction": "outbound", "timeout": 250, "error_handler": "reject503"})
        group["acls"] = []

    drift = [one for one in audited([live(change)])["findings"] if one["class"] == "drift"]
    assert [(one["field"], one["has_expected"], one["has_live"]) for one in drift] == [("acls[0]", True, False), ("external_handlers[1]", False, True)]
    assert drift[0]["expected"]["access_control_rules"] == ["c0000-home", "c0000-emergency"]


def test_the_place_is_the_line_of_the_attribute(live, audited, tmp_path):
    document = live(lambda state: group_of(state)["acls"][0].update(voice_action_false="accept"))
    (drift,) = [one for one in audited([document])["findings"] if one["class"] == "drift"]
    line = (tmp_path / "customers" / "c0000.yml").read_text().splitlines()[drift["line"] - 1]
    assert line.strip() == "voice_action_false: reject403"
    assert drift["file"].endswith("customers/c0000.yml") and drift["column"] == len(line) - len(line.lstrip()) + 1


# Objects --------------------------------------------------------------------------------------------------------------------


def test_an_object_that_is_not_there(live, audited):
    def change(state):
        state["rules"] = [rule for rule in state["rules"] if rule["name"] != "c0000-home"]
        group_of(state)["trunks"] = [trunk for trunk in group_of(state)["trunks"] if trunk["name"] != "lax"]

    found = [one for one in audited([live(change)])["findings"] if one["class"] == "drift"]
    assert gist([one for one in found if one["check"] == "drift-missing"]) == [
        ("drift", "drift-missing", "c0000", "c0000-home", ""),
        ("drift", "drift-missing", "c0000", "c0000-voice/lax", ""),
    ]
    missing = next(one for one in found if one["object"]["name"] == "c0000-home")
    assert missing["expected"]["entries"] == ["1212", "1310"] and not missing["has_live"]
    # The list that refers to the rule shows an id that is nobody's.
    assert {one["field"] for one in found if one["check"] == "drift-different"} == {"acls[0].access_control_rules"}


def test_a_number_that_is_not_rented_and_one_that_is_bound_elsewhere(live, audited, emulator):
    document = live(lambda state: None)
    document["numbers"] = ["12125550100", "12125550199"]
    fleets.run(emulator, [audits.customer(1)])
    fleets.run(emulator, [{**audits.customer(1), "numbers": ["12125550100"]}])
    found = [one for one in audited([document, audits.customer(1)])["findings"] if one["class"] == "drift"]
    assert [(one["check"], one["object"]["name"], one["field"], one["expected"], one["live"]) for one in found] == [
        ("drift-different", "12125550100", "trunk_group", "c0000-voice", "c0001-voice"),
        ("drift-missing", "12125550199", None, None, None),
    ]


def test_a_customer_of_whom_nothing_is_there(audited, emulator):
    audits.load(emulator)
    fleets.run(emulator, [audits.customer(0)])
    report = audited([audits.customer(0), audits.customer(1), audits.odin_customer(0)])
    assert gist(report["findings"]) == [
        ("unmanaged", "unmanaged-absent-customer", "c0001", "", ""),
        ("unmanaged", "unmanaged-absent-customer", "o0000", "", ""),
    ]
    assert [(one["id"], one["outcome"], bool(one["operations"])) for one in report["customers"]] == [
        ("c0000", [], False), ("c0001", ["absent"], True), ("o0000", ["absent"], True),
    ]
    assert report["passed"] is False and report["summary"]["absent"] == 2


def test_names_that_several_objects_have(live, audited):
    def change(state):
        twin = {**_row(state, "endpoints", name="c0000-nyc"), "endpoint_sid": "twin"}
        state["endpoints"].append(twin)

    found = audited([live(change)])["findings"]
    assert {one["check"] for one in found if one["class"] == "drift"} == {"drift-impossible"}
    assert any("2 endpoints are named c0000-nyc" in one["message"] for one in found)
    assert [one for one in found if one["class"] == "unmanaged"] == []


# Those who have ceased -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protected", [False, True])
def test_what_a_customer_who_has_ceased_left(protected, live, audited):
    document = live(lambda state: None)
    document["customer"]["state"] = "ceased"
    document["lifecycle"] = {"protect": protected}
    report = audited([document])
    left = {(one["object"]["kind"], one["object"]["name"]) for one in report["findings"] if one["check"] == "drift-left-over"}
    assert left == {
        ("endpoint", "c0000-nyc"), ("endpoint", "c0000-lax"), ("access_control_rule", "c0000-home"), ("access_control_rule", "c0000-emergency"),
        ("trunk_group", "c0000-voice"), ("trunk", "c0000-voice/nyc"), ("trunk", "c0000-voice/lax"), ("did", "12125550100"),
    }
    rest = [one["message"] for one in report["findings"] if one["check"] != "drift-left-over"]
    assert rest == (["is not taken off: it is protected: set lifecycle.protect to false first"] if protected else [])


def test_a_customer_who_has_ceased_is_not_taken_off_while_nobody_knows_where_its_number_is(live, audited):
    """The fleet would refuse it, and so the report has nothing to approve."""
    document = live(lambda state: None)
    document["customer"]["state"] = "ceased"
    document["trunk_groups"].append({"name": "c0000-fax"})
    report = audited([document])
    told = [one["message"] for one in report["findings"] if one["check"] == "drift-impossible"]
    assert told == ["is not taken off: number 12125550100: trunk_group is missing, and there is not just one that could be meant"]
    assert [one["plan_sha256"] for one in report["customers"]] == [None]


def test_trunks_of_one_name_that_a_customer_who_has_ceased_left(audited, emulator):
    document = audits.customer(0)
    document["trunk_groups"].append({**copy.deepcopy(document["trunk_groups"][0]), "name": "c0000-fax"})
    emulator.load(planted.state([document]))
    document["customer"]["state"] = "ceased"
    left = {one["object"]["name"] for one in audited([document])["findings"] if one["object"] and one["object"]["kind"] == "trunk"}
    assert left == {f"c0000-{group}/{trunk}" for group in ("voice", "fax") for trunk in ("nyc", "lax")}


def test_a_customer_who_has_ceased_and_is_gone(audited, emulator):
    audits.load(emulator)
    documents = [{**one, "customer": {**one["customer"], "state": "ceased"}} for one in (audits.customer(0), audits.odin_customer(0))]
    assert audited(documents)["findings"] == []


# States and profiles ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("silent", [True, False])
def test_a_suspension_and_a_fraud_profile_are_no_drift_while_they_are_there(silent, audited, emulator):
    audits.load(emulator)
    document = audits.customer(0, fraud={"profile": "nanp-premium", "version": 1})
    if silent:
        del document["trunk_groups"][0]["acls"]
    suspended = copy.deepcopy({**audits.customer(1), "customer": {"id": "c0001", "environment": "test", "state": "suspended"}})
    if silent:
        del suspended["trunk_groups"][0]["acls"]
        suspended["fraud"] = {"profile": "nanp-premium", "version": 1}
    fleets.run(emulator, [document, suspended])
    assert audited([document, suspended])["findings"] == []
    state = emulator.state()
    for group in state["trunk_groups"]:
        group["acls"] = [acl for acl in group["acls"] if acl["voice_action_true"] != "reject403"]
    emulator.load(state)
    found = audited([document, suspended])["findings"]
    assert {(one["customer"], one["check"]) for one in found if one["class"] == "drift"} == {("c0000", "drift-different"), ("c0001", "drift-different")}
    # What is not in force protects nobody.
    assert ("c0001", "acl-open-outbound") in {(one["customer"], one["check"]) for one in found}
