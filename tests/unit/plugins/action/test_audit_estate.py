# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits of whole estates: the untouched one is clean, what nobody declared is found, what cannot be read is not taken for anything else."""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.telecom.trunking.plugins.module_utils import fraud, states
from ansible_collections.telecom.trunking.plugins.plugin_utils import audit_file, yaml_documents
from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.unit import audits, fleets, planted

LISTS = {"endpoints": "/endpoints", "access_control_rules": "/accesscontrol/rules", "trunk_groups": "/trunk_groups", "dids": "/phonenumber/dids"}


def gist(found):
    return sorted((one["check"], one["customer"] or "", one["object"]["kind"] if one["object"] else "", one["object"]["name"] if one["object"] else "")
                  for one in found)


def writes(emulator):
    return [request for request in emulator.requests(writes=True) if not request["path"].endswith("/auth/token")]


def requests(emulator):
    return sorted((one["method"], one["path"]) for one in emulator.requests() if not one["path"].endswith("/auth/token"))


def estate(count, odin):
    """Customers with all that customers may have: profiles, suspensions, documents that leave their ACLs to others."""
    made = []
    for n in range(count):
        document = audits.customer(n)
        if n % 5 == 1:
            document["fraud"] = {"profile": "nanp-high-risk", "version": 1}
        if n % 7 == 2:
            document["customer"]["state"] = "suspended"
        if n % 10 == 1:
            del document["trunk_groups"][0]["acls"]
        made.append(document)
    return made + [audits.odin_customer(n) for n in range(odin)]


# Clean ------------------------------------------------------------------------------------------------------------------


def test_five_hundred_customers_that_nobody_touched_are_clean(audited, emulator):
    documents = estate(480, 20)
    today = datetime.date.fromisoformat(audits.DAY)
    # Its parent blocks what no customer has asked for.
    above = {"direction": "outbound", "access_control_rules": ["carrier-premium"], "voice_action_true": "reject403"}
    premium = {"name": "carrier-premium", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900", "1976"]}
    emulator.load(planted.state([states.applied(fraud.expand(one, today)) for one in documents], [premium], [above]))
    for check in (False, True):
        emulator.clear_requests()
        report = audited(documents, check=check)
        assert report["findings"] == []
        assert report["passed"] and report["summary"]["clean"] == report["summary"]["customers"] == 500
        assert all(one["live_sha256"] and one["plan_sha256"] and one["operations"] == [] for one in report["customers"])
        assert writes(emulator) == []


@pytest.mark.parametrize("check", [False, True])
def test_what_onboarding_made_is_clean(check, audited, emulator):
    documents = estate(24, 2)
    audits.load(emulator, 2)
    assert not fleets.run(emulator, copy.deepcopy(documents))["failed"]
    emulator.clear_requests()
    report = audited(documents, check=check)
    assert report["findings"] == [] and writes(emulator) == []


def test_an_audit_of_a_thousand_customers_asks_what_gathering_asks_and_for_the_lists_of_their_partner(audited, emulator):
    documents = [audits.customer(n) for n in range(1000)]
    emulator.load(planted.state(documents))
    fleets.run(emulator, [], state="gathered", scope={"carrierx": {}})
    gathering = requests(emulator)
    emulator.clear_requests()
    report = audited(documents)
    assert requests(emulator) == sorted([*gathering, ("GET", "/core/v2/accesscontrol/effective_acl/calls")])
    assert report["findings"] == [] and report["summary"]["objects"] > 7000


def test_at_broadworks_an_audit_asks_what_gathering_asks(audited, emulator):
    documents = [audits.odin_customer(n) for n in range(5)]
    audits.load(emulator, 5)
    fleets.run(emulator, copy.deepcopy(documents))
    emulator.clear_requests()
    fleets.run(emulator, copy.deepcopy(documents), state="gathered")
    gathering = requests(emulator)
    emulator.clear_requests()
    assert audited(documents)["findings"] == []
    assert requests(emulator) == gathering


# Unmanaged ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def live(emulator):
    """Two customers at each provider as their documents say, and ``live(change)`` to do something to what is live."""
    audits.load(emulator)
    documents = [audits.customer(0), audits.customer(1), audits.odin_customer(0), audits.odin_customer(1)]
    for document in documents[:2]:
        # One whose document leaves handlers to others, as documents may.
        document["trunk_groups"][0].pop("external_handlers")
    assert not fleets.run(emulator, copy.deepcopy(documents))["failed"]

    def perform(change):
        state = emulator.state()
        change(state)
        emulator.load(state)
        emulator.clear_requests()
        return documents

    return perform


def _row(state, place, **keys):
    return next(one for one in state[place] if all(one.get(name) == value for name, value in keys.items()))


def _copied(state, place, original, **more):
    state[place].append({**copy.deepcopy(_row(state, place, name=original)), **more})


# Sends calls somewhere else.
REWRITES = {"action": "regex", "operands": ["called", "^1212(.*)$", "882\\1"], "direction": "outbound"}
UNMANAGED = {
    "an endpoint": (
        lambda state: state["endpoints"].append({"endpoint_sid": "ep.x", "name": "x-pbx", "type": "third_party", "addresses": [{"ip": "198.51.100.7"}]}),
        [("endpoint-documentation-address", "", "endpoint", "x-pbx"), ("unmanaged-object", "", "endpoint", "x-pbx")],
    ),
    "a rule": (
        lambda state: _copied(state, "rules", "c0000-home", rule_sid="rule.x", name="x-rule"),
        [("unmanaged-object", "", "access_control_rule", "x-rule")],
    ),
    "an open trunk group": (
        lambda state: state["trunk_groups"].append({"trunk_group_sid": "tg.x", "name": "x-voice", "trunks": [{"trunk_sid": "tr.y", "name": "nyc"}]}),
        [
            ("acl-open-outbound", "", "trunk_group", "x-voice"),
            ("capacity-without-contract", "", "trunk", "x-voice/nyc"),
            ("unmanaged-object", "", "trunk_group", "x-voice"),
        ],
    ),
    "a number on it": (
        lambda state: (
            _copied(state, "trunk_groups", "c0000-voice", trunk_group_sid="tg.x", name="x-voice", trunks=[]),
            _row(state, "dids", phonenumber="12125550120").update(trunk_group_sid="tg.x"),
        ),
        [("unmanaged-number", "", "did", "12125550120"), ("unmanaged-object", "", "trunk_group", "x-voice")],
    ),
    "a number on a customer's trunk group": (
        lambda state: _row(state, "dids", phonenumber="12125550120").update(
            trunk_group_sid=_row(state, "trunk_groups", name="c0000-voice")["trunk_group_sid"]
        ),
        [("unmanaged-number", "c0000", "did", "12125550120")],
    ),
    "a trunk on a customer's trunk group": (
        lambda state: (group := _row(state, "trunk_groups", name="c0001-voice"))["trunks"].append(
            {**copy.deepcopy(group["trunks"][0]), "trunk_sid": "tr.x", "name": "spare", "in_capacity": -1, "out_capacity": -1}
        ),
        [("unmanaged-object", "c0001", "trunk", "c0001-voice/spare")],
    ),
    "an ACL on a trunk whose document has none": (
        lambda state: _row(_row(state, "trunk_groups", name="c0001-voice"), "trunks", name="lax").update(
            acls=copy.deepcopy(_row(state, "trunk_groups", name="c0001-voice")["acls"])
        ),
        [("unmanaged-object", "c0001", "trunk", "c0001-voice/lax")],
    ),
    "a handler that the document leaves to others": (
        lambda state: _row(state, "trunk_groups", name="c0000-voice").update(
            external_handlers=[{"url": "https://screen.example.org/x", "direction": "outbound", "timeout": 250, "error_handler": "reject503"}]
        ),
        [("unmanaged-object", "c0000", "trunk_group", "c0000-voice")],
    ),
    "a transformation of a trunk group": (
        lambda state: _row(state, "trunk_groups", name="c0000-voice").update(transformations=[REWRITES]),
        [("unmanaged-object", "c0000", "trunk_group", "c0000-voice")],
    ),
    "a transformation of a trunk": (
        lambda state: _row(_row(state, "trunk_groups", name="c0000-voice"), "trunks", name="lax").update(transformations=[REWRITES]),
        [("unmanaged-object", "c0000", "trunk", "c0000-voice/lax")],
    ),
    "a transformation of an endpoint": (
        lambda state: _row(state, "endpoints", name="c0001-nyc").update(transformations=[REWRITES]),
        [("unmanaged-object", "c0001", "endpoint", "c0001-nyc")],
    ),
    "a transformation of a number": (
        lambda state: _row(state, "dids", phonenumber="12125550100").update(transformations=[REWRITES]),
        [("unmanaged-object", "c0000", "did", "12125550100")],
    ),
    "a trunk group at BroadWorks": (
        lambda state: state["odin_trunk_groups"].append({"serviceProviderId": "FLEET", "groupId": "G0000", "name": "x-voice", "maxActiveCalls": 1}),
        [("unmanaged-object", "", "odin_trunk_group", "x-voice")],
    ),
    "a user on a customer's trunk group": (
        lambda state: _row(state, "odin_users", userId="u5@g0001.example.net").update(
            endpointType="trunkAddressing", trunkAddressing={"trunkGroupDeviceEndpoint": {"name": "o0001-voice", "linePort": "l@g0001.example.net"}}
        ),
        [("unmanaged-object", "o0001", "odin_trunk_user", "u5@g0001.example.net")],
    ),
}


@pytest.mark.parametrize("what", UNMANAGED)
def test_what_nobody_declared(what, live, audited, emulator):
    change, wanted = UNMANAGED[what]
    report = audited(live(change))
    assert gist(report["findings"]) == sorted(wanted)
    assert not [one["message"] for one in report["findings"] if one["message"].count("in no document") > 1]
    assert writes(emulator) == []
    assert report["passed"] is all(one["severity"] != "error" for one in report["findings"])
    assert all(one["file"] for one in report["findings"] if one["customer"])


def test_what_nobody_declared_is_told_apart_also_where_it_has_one_name(live, audited):
    def change(state):
        for n in (1, 2):
            trunk = {"trunk_sid": f"tr.{n}", "name": "nyc"}
            state["trunk_groups"].append({"trunk_group_sid": f"tg.{n}", "name": "x-voice", "trunks": [trunk]})
            state["odin_trunk_groups"].append({"serviceProviderId": "FLEET", "groupId": f"G000{n - 1}", "name": "main", "maxActiveCalls": 999})

    found = audited(live(change))["findings"]
    each = [one[0] for one in gist(found) if one[3] == "x-voice"]
    assert each == ["acl-open-outbound"] * 2 + ["unmanaged-object"] * 2
    assert [one[0] for one in gist(found) if one[3] == "x-voice/nyc"] == ["capacity-without-contract"] * 2
    told = [one["message"] for one in found if one["object"]["name"] == "main" and one["class"] == "unmanaged"]
    assert sorted(told) == [f"the trunk group main at FLEET/G000{n} is in no document" for n in (0, 1)]


def test_what_is_only_called_like_something_that_is_declared(audited, emulator):
    documents = [audits.customer(0, provider={"kind": "carrierx", "partner": seed.TELCO}, numbers=[]), audits.customer(1)]
    emulator.load(planted.state(documents))
    state = emulator.state()
    state["trunk_groups"].append({"trunk_group_sid": "tg.x", "name": "c0000-voice", "trunks": [], "partner_sid": seed.SUB_PARTNER})
    emulator.load(state)
    found = [("acl-open-outbound", "", "trunk_group", "c0000-voice"), ("unmanaged-object", "", "trunk_group", "c0000-voice")]
    assert gist(audited(documents)["findings"]) == found


CEASED = "is only in the document of c0000, which has ceased, and bound to the trunk group"
# Trunk groups that a number of a customer that has ceased is bound to, and what is told of the number.
BOUND = {
    "another customer's": ("c0001-voice", ("c0001", f"{CEASED} c0001-voice of c0001")),
    "another's that has ceased": ("c0002-voice", ("c0002", f"{CEASED} c0002-voice of c0002")),
    "nobody's": ("zz", (None, f"{CEASED} zz that is in none")),
    "one that is not listed": ("tg.unlisted", (None, f"{CEASED} tg.unlisted that is not listed")),
    "its own": ("c0000-voice", None),
    "none": (None, None),
}


@pytest.mark.parametrize("what", BOUND)
def test_a_number_of_a_customer_that_has_ceased_is_its_own_only_at_what_is_its_own(what, audited, emulator):
    name, told = BOUND[what]
    documents = [audits.customer(n) for n in range(3)]
    emulator.load(planted.state(documents))
    state = emulator.state()
    _copied(state, "trunk_groups", "c0001-voice", trunk_group_sid="tg.zz", name="zz", trunks=[])
    ids = {one["name"]: one["trunk_group_sid"] for one in state["trunk_groups"]}
    _row(state, "dids", phonenumber="12125550100")["trunk_group_sid"] = ids.get(name, name)
    emulator.load(state)
    for document in (documents[0], documents[2]):
        document["customer"]["state"] = "ceased"
    found = [one for one in audited(documents)["findings"] if one["check"] == "unmanaged-number"]
    assert [(one["customer"], one["message"]) for one in found] == ([(told[0], f"the number 12125550100 {told[1]}")] if told else [])
    assert all(bool(one["line"]) is bool(one["customer"]) for one in found)
    # In a document of somebody who has not ceased it is that customer's, wherever it is bound.
    documents[1]["numbers"].append("12125550100")
    assert "unmanaged-number" not in {one["check"] for one in audited(documents)["findings"]}


def test_a_number_in_documents_of_two_that_have_ceased(audited, emulator):
    documents = [audits.customer(0), audits.customer(1), audits.customer(2, numbers=audits.customer(0)["numbers"])]
    emulator.load(planted.state(documents))
    state = emulator.state()
    _row(state, "dids", phonenumber="12125550100")["trunk_group_sid"] = _row(state, "trunk_groups", name="c0001-voice")["trunk_group_sid"]
    emulator.load(state)
    for document in (documents[0], documents[2]):
        document["customer"]["state"] = "ceased"
    [text] = [one["message"] for one in audited(documents)["findings"] if one["check"] == "unmanaged-number"]
    assert text == "the number 12125550100 is only in documents of c0000 and c0002, which have ceased, and bound to the trunk group c0001-voice of c0001"


def test_a_number_that_nobody_declared_on_a_trunk_group_of_a_customer_that_has_ceased(live, audited):
    documents = live(UNMANAGED["a number on a customer's trunk group"][0])
    documents[0]["customer"]["state"] = "ceased"
    [one] = [one for one in audited(documents)["findings"] if one["check"] == "unmanaged-number"]
    assert (one["customer"], one["live"]) == ("c0000", "c0000-voice") and one["line"]
    assert one["message"] == "the number 12125550120 is in no document and bound to the trunk group c0000-voice of c0000"


@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize(("profile", "rule"), [({"profile": "nanp-premium", "version": 1}, "c0000-fraud-nanp-premium-v1"), (None, "c0000-suspended")])
def test_nothing_makes_an_acl_on_a_trunk_whatever_rule_it_refers_to(profile, rule, readable, audited, emulator):
    document = audits.customer(0, **({"fraud": profile} if profile else {}))
    emulator.load(planted.state([fraud.expand(document, datetime.date.fromisoformat(audits.DAY))]))
    state = emulator.state()
    if not profile:
        # A suspension that has ended leaves its rule.
        _copied(state, "rules", "c0000-home", rule_sid="rule.x", name=rule)
    group, ident = _row(state, "trunk_groups", name="c0000-voice"), _row(state, "rules", name=rule)["rule_sid"]
    before = copy.deepcopy(state)
    acl = {"direction": "inbound", "access_control_rules": [ident], "voice_action_true": "accept", "voice_action_false": "reject403"}
    for trunk in group["trunks"]:
        trunk["acls"] = [acl]
    found = []
    for one in (before, state):
        emulator.load(one)
        if not readable:
            emulator.fault(method="GET", path="/accesscontrol/rules$", status=403, times=None)
        found.append([each for each in gist(audited([document])["findings"]) if each[0] == "unmanaged-object"])
    assert found == [[], [("unmanaged-object", "c0000", "trunk", f"c0000-voice/{name}") for name in ("lax", "nyc")]]


@pytest.mark.parametrize("direction", ["outbound", "inbound"])
def test_a_list_of_a_made_rule_on_a_trunk_group_that_leaves_its_lists_to_others_is_drift_or_as_it_should_be(direction, audited, emulator):
    document = audits.customer(0, fraud={"profile": "nanp-premium", "version": 1})
    del document["trunk_groups"][0]["acls"]
    emulator.load(planted.state([fraud.expand(document, datetime.date.fromisoformat(audits.DAY))]))
    state = emulator.state()
    for acl in _row(state, "trunk_groups", name="c0000-voice")["acls"]:
        acl["direction"] = direction
    emulator.load(state)
    told = [one["check"] for one in audited([document])["findings"] if one["class"] in ("drift", "unmanaged")]
    assert told == ([] if direction == "outbound" else ["drift-different"])


def test_two_trunk_groups_of_one_name_are_judged_both(live, audited):
    """Which of them is the customer's nobody knows, and each is live."""
    documents = live(lambda state: state["trunk_groups"].append({"trunk_group_sid": "tg.x", "name": "c0000-voice", "trunks": []}))
    found = audited(documents)["findings"]
    assert [one["customer"] for one in found if one["check"] == "acl-open-outbound"] == ["c0000"]
    assert "drift-impossible" in {one["check"] for one in found}
    assert [one["message"] for one in found if "there is no trunk group" in one["message"]] == []


def test_everything_at_once(live, audited):
    """The faults of all kinds together, as far as they do not stand in each other's way, are just the faults of each."""
    together = [what for what in UNMANAGED if what != "a number on it"]
    report = audited(live(lambda state: [UNMANAGED[what][0](state) for what in together]))
    assert gist(report["findings"]) == sorted(one for what in together for one in UNMANAGED[what][1])


def test_a_seeded_estate_gives_exactly_what_was_planted(live, audited, emulator):
    """All classes at once, in an estate in which others are as they should be."""
    together = [what for what in UNMANAGED if what not in ("a number on it", "an ACL on a trunk whose document has none")]

    def change(state):
        for what in together:
            UNMANAGED[what][0](state)
        _row(state, "endpoints", name="c0000-nyc").update(capacity=77)
        _row(state, "rules", name="c0001-home").update(entries=["1212"])
        _row(_row(state, "trunk_groups", name="c0000-voice"), "trunks", name="lax").update(out_capacity=0)
        _row(state, "odin_trunk_groups", name="o0001-voice").update(allowUnscreenedCalls=True)

    documents = live(change)
    absent, broken = audits.customer(2), audits.customer(3)
    broken["customer"]["state"] = "asleep"
    emulator.fault(method="GET", path="/dids$", status=403, times=None)
    emulator.fault(method="GET", path="/call-capacity$", status=500, times=None)
    report = audited([*documents, absent, broken])
    planted_ = [one for what in together for one in UNMANAGED[what][1] if one[2] != "did"]
    planted_ += [
        ("drift-different", "c0000", "endpoint", "c0000-nyc"),
        ("drift-different", "c0000", "trunk", "c0000-voice/lax"),
        ("capacity-unlimited", "c0000", "trunk", "c0000-voice/lax"),
        ("drift-different", "c0001", "access_control_rule", "c0001-home"),
        ("odin-unscreened-calls", "o0001", "odin_trunk_group", "o0001-voice"),
        ("document-schema", "c0003", "", ""),
        ("unknown-unreadable", "", "", ""),
        ("unknown-unreadable", "c0000", "did", "12125550100"),
        ("unknown-unreadable", "c0001", "did", "12125550101"),
        ("unknown-unreadable", "c0002", "did", "12125550102"),
    ]
    planted_.append(("unmanaged-absent-customer", "c0002", "", ""))
    # The capacity of each group, for the places and for their customers.
    planted_ += [("unknown-unreadable", name, "", "") for name in ("", "", "o0000", "o0001")]
    assert gist(report["findings"]) == sorted(planted_)
    assert writes(emulator) == []


def test_a_number_that_is_bound_to_nothing_is_nobodys_and_no_finding(live, audited):
    assert audited(live(lambda state: None))["findings"] == []


def test_what_is_at_another_partner_is_not_in_scope(live, audited, emulator):
    def change(state):
        state["endpoints"].append({"endpoint_sid": "ep.x", "name": "x", "type": "third_party", "partner_sid": seed.SUB_PARTNER})

    documents = live(change)
    assert gist(audited(documents)["findings"]) == [("unmanaged-object", "", "endpoint", "x")]
    for document in documents[:2]:
        document["provider"]["partner"] = seed.TELCO
    assert audited(documents)["findings"] == []
    assert gist(audited(documents, scope={"carrierx": [{"partner": seed.SUB_PARTNER}]})["findings"]) == [("unmanaged-object", "", "endpoint", "x")]


def test_a_place_where_there_is_nothing_may_be_misspelt(live, audited):
    documents, partner = live(lambda state: None), "11111111-2222-4333-8444-555555555555"
    found = audited(documents, scope={"carrierx": [{"partner": partner}], "odin": [{"service_provider": "FLEET", "group": "G0002"}]})["findings"]
    assert [(one["check"], partner in one["message"]) for one in found] == [("unknown-place", True)]


@pytest.mark.parametrize("status", [None, 403, 500])
def test_a_document_that_names_a_partner_which_is_not_there(status, live, audited, emulator):
    documents, partner = live(lambda state: None), "11111111-2222-4333-8444-555555555555"
    documents[1]["provider"]["partner"] = partner
    if status:
        emulator.fault(method="GET", path=f"/partners/{partner}$", status=status, times=None)
    report = audited(documents)
    # Nothing of it could be looked for, and what is where it may have been meant may be its own.
    [found] = [one for one in report["findings"] if one["customer"]]
    assert (found["check"], found["customer"]) == ("unknown-place", "c0001") and f"there is nothing at all at provider.partner {partner}" in found["message"]
    assert [one["check"] for one in report["findings"] if not one["customer"]] == ["unknown-undeclared"]
    [customer] = [one for one in report["customers"] if one["outcome"]]
    assert (customer["outcome"], customer["plan_sha256"]) == (["unknown"], None)
    assert audits.without_verdict(report)["c0001"] >= {*DRIFT, "unmanaged-absent-customer", "acl-open-outbound", "routing-too-few-trunks"}
    assert writes(emulator) == []


@pytest.mark.parametrize("told", [{}, {"parent_sid": None}])
def test_a_partner_that_has_nothing_yet_is_there(told, live, audited, emulator):
    documents = live(lambda state: None)
    documents.append(audits.customer(4, provider={"kind": "carrierx", "partner": seed.SUB_PARTNER}, numbers=[]))
    emulator.fault(method="GET", path=f"/partners/{seed.SUB_PARTNER}$", status=200, body=told, times=None)
    assert [(one["check"], one["customer"]) for one in audited(documents)["findings"]] == [("unmanaged-absent-customer", "c0004")]


def test_an_address_of_an_endpoint_whose_document_has_none(live, audited):
    documents = live(lambda state: None)
    del documents[0]["endpoints"][0]["addresses"]
    [found] = audited(documents)["findings"]
    assert (found["check"], found["customer"], found["object"]["name"]) == ("unmanaged-object", "c0000", "c0000-nyc")
    assert found["message"].startswith("the address 198.18.0.1 of the endpoint c0000-nyc is not in the document")


def test_something_undeclared_is_at_the_line_of_what_it_is_in(audited, emulator):
    """Whatever else has that name."""
    documents = [audits.customer(n) for n in range(4)]
    for document in documents:
        name = document["trunk_groups"][0]["name"]
        document["endpoints"][0]["name"] = document["trunk_groups"][0]["trunks"][0]["endpoint"] = name
    emulator.load(planted.state(documents))
    state = emulator.state()
    for group in state["trunk_groups"]:
        spare = {"trunk_sid": f"tr.{group['name']}", "name": "spare", "in_capacity": -1, "out_capacity": -1}
        group["trunks"].append({**copy.deepcopy(group["trunks"][0]), **spare})
    emulator.load(state)
    lines = {one["line"] for one in audited(documents)["findings"] if one["check"] == "unmanaged-object"}
    # A document is written as it is, so that the line of its trunk group is the same in each.
    text = yaml.dump(documents[0], Dumper=audits.DUMPER, sort_keys=False).splitlines()
    assert lines == {text.index("trunk_groups:") + 2}


def test_customers_of_several_partners_and_of_none(audited, emulator):
    audits.load(emulator)
    ours, theirs = audits.customer(0), audits.customer(1, provider={"kind": "carrierx", "partner": seed.TELCO}, numbers=[])
    emulator.load(planted.state([ours, theirs]))
    state = emulator.state()
    # A name of the one that is also at another partner is not the one that is meant.
    _copied(state, "endpoints", "c0001-nyc", endpoint_sid="ep.x", partner_sid=seed.SUB_PARTNER, addresses=[])
    emulator.load(state)
    report = audited([ours, theirs])
    # Everybody's objects are in scope of a document that names no partner, and this one has no more than the name of an object that is declared.
    assert gist(report["findings"]) == [("unmanaged-object", "", "endpoint", "c0001-nyc")]
    assert [bool(one["live_sha256"]) for one in report["customers"]] == [True, True]
    assert report["scope"] == {"carrierx": [{}, {"partner_sid": seed.TELCO}]}


def test_an_address_of_a_customer_at_something_that_nobody_declared(live, audited):
    def change(state):
        _copied(state, "endpoints", "c0000-nyc", endpoint_sid="ep.x", name="x-pbx")

    shared = [one for one in audited(live(change))["findings"] if one["check"] == "endpoint-shared-address"]
    assert [(one["customer"], one["object"]["name"]) for one in shared] == [("c0000", "c0000-nyc"), (None, "x-pbx")]
    assert "(no document)" in shared[0]["message"] and "c0000" in shared[1]["message"]


# Documents that are none -----------------------------------------------------------------------------------------------------


def test_a_document_that_breaks_its_schema_is_told_and_its_objects_are_not_nobodys(live, audited):
    documents = live(lambda state: None)
    documents[0]["trunk_groups"][0]["routing_type"] = "sideways"
    report = audited(documents)
    assert [(one["class"], one["check"], one["severity"], one["customer"]) for one in report["findings"]] == [
        ("exposure", "document-schema", "error", "c0000"), ("unknown", "unknown-undeclared", "error", None),
    ]
    assert "trunk group c0000-voice" in report["findings"][1]["message"] and "c0000.yml" in report["findings"][1]["message"]
    assert report["findings"][0]["line"] > 1
    broken = report["customers"][0]
    assert (broken["id"], broken["outcome"], broken["document_sha256"], broken["plan_sha256"]) == ("c0000", ["exposed"], None, None)


def test_a_file_that_is_no_document(live, audited):
    documents = live(lambda state: state["endpoints"].append({"endpoint_sid": "ep.x", "name": "x-pbx", "type": "third_party"}))
    text = json.dumps(documents[1])[:-2]
    report = audited([documents[0], *documents[2:], text])
    # What it mentions may be its own, the other is not.
    unknown = [("document-unreadable", "", "", ""), ("unknown-undeclared", "", "", "")]
    assert gist(report["findings"]) == [*unknown, ("unmanaged-object", "", "endpoint", "x-pbx")]


def test_what_a_broken_file_mentions_is_judged_all_the_same(live, audited):
    documents = live(lambda state: state["trunk_groups"].append({"trunk_group_sid": "tg.x", "name": "voice", "trunks": [{"trunk_sid": "tr.x", "name": "x"}]}))
    documents[0]["contract"]["channels"] = "voice"
    found = [one for one in audited(documents)["findings"] if one["check"] != "document-schema"]
    # What is dangerous is told, what only the contract could tell is not.
    assert gist(found) == [("acl-open-outbound", "", "trunk_group", "voice"), ("unknown-undeclared", "", "", "")]


def test_a_file_that_cannot_be_read_makes_nobody_know_what_is_declared(live, audited, emulator, tmp_path):
    documents = live(lambda state: None)
    folder = tmp_path / "customers"
    folder.mkdir()
    (folder / "broken.yml").write_bytes(b"\xff\xfe\x00")
    audits.write(folder, documents[:1] + documents[2:])
    path = tmp_path / "audit.json"
    audits.run(emulator, str(folder), reports={"json": str(path)})
    found = json.loads(path.read_text())["findings"]
    assert gist(found)[:2] == [("document-unreadable", "", "", ""), ("unknown-undeclared", "", "", "")]
    assert not [one for one in found if one["class"] == "unmanaged"]


def test_two_documents_of_one_customer(live, audited, tmp_path):
    documents = live(lambda state: None)
    report = audited([*documents, json.dumps(documents[0])])
    assert [one["check"] for one in report["findings"]] == ["document-same-id", "document-same-id", "unknown-undeclared"]
    assert [one["id"] for one in report["customers"]].count("c0000") == 1


# Unknown -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 500, 503])
@pytest.mark.parametrize("kind", LISTS)
def test_a_listing_that_cannot_be_read(kind, status, live, audited, emulator):
    documents = live(lambda state: None)
    emulator.fault(method="GET", path=f"{LISTS[kind]}$", status=status, times=None)
    report = audited(documents)
    assert {one["class"] for one in report["findings"]} == {"unknown"}
    assert {one["check"] for one in report["findings"]} == {"unknown-unreadable"}
    # Who has nothing of the kind is not concerned, and those at the other provider are clean.
    assert {one["customer"] for one in report["findings"]} == {None, "c0000", "c0001"}
    assert [one["outcome"] for one in report["customers"]] == [["unknown"], ["unknown"], [], []]
    assert not report["passed"] and all(one["plan_sha256"] is None or kind == "dids" for one in report["customers"][:2])
    assert len([one for one in emulator.requests() if one["path"].endswith(LISTS[kind])]) <= 2


DRIFT = {"drift-missing", "drift-different", "drift-left-over", "drift-impossible"}
# Checks that say nothing where a listing cannot be read, and those that say something all the same.
WITHOUT = {
    "endpoints": ({"endpoint-shared-address", "routing-single-address"}, {"unmanaged-object", "acl-open-outbound", "unmanaged-absent-customer"}),
    "access_control_rules": ({"acl-open-outbound", "acl-invalid-regexp", "unmanaged-object"}, {"endpoint-shared-address", "capacity-unlimited"}),
    "trunk_groups": ({"acl-open-outbound", "capacity-unlimited", "unmanaged-object", "unmanaged-number"}, {"endpoint-shared-address", "number-not-e164"}),
    "dids": ({"unmanaged-number", "number-not-e164"}, {"acl-open-outbound", "unmanaged-object", "unmanaged-absent-customer"}),
}


@pytest.mark.parametrize("kind", LISTS)
def test_checks_that_could_not_look_have_no_verdict(kind, live, audited, emulator):
    documents = live(lambda state: None)
    assert audited(documents)["no_verdict"] == []
    emulator.fault(method="GET", path=f"{LISTS[kind]}$", status=403, times=None)
    report = audited(documents)
    found, (lost, judged) = audits.without_verdict(report), WITHOUT[kind]
    # Not of those at the other provider.
    assert set(found) == {None, "c0000", "c0001"}
    for name in ("c0000", "c0001"):
        assert found[name] >= lost | DRIFT and not found[name] & judged
    # What no document names may be open, too, where nobody could look. Without a contract no rule asks how much it may carry.
    # Which trunk groups those are is known where only rules could not be read: none here.
    contracts, none = {"routing-single-address", "capacity-unlimited"}, {"acl-open-outbound"} if kind == "access_control_rules" else set()
    assert found[None] >= lost - contracts - none and not found[None] & (DRIFT | none)
    assert ("unmanaged-object" in found[None]) is (kind != "dids")
    assert {(one["customer"], check) for one in report["no_verdict"] for check in one["checks"]}.isdisjoint(
        (one["customer"], one["check"]) for one in report["findings"]
    )


def test_what_was_not_looked_for_is_told(live, audited, emulator, tmp_path):
    documents = live(lambda state: None)
    assert audited(documents)["disabled_rules"] == []
    emulator.fault(method="GET", path=f"{LISTS['dids']}$", status=403, times=None)
    disabled = ["capacity-unlimited", "acl-open-outbound", "capacity-unlimited"]
    report = audited(documents, disabled_rules=disabled)
    assert report["disabled_rules"] == ["acl-open-outbound", "capacity-unlimited"]
    silent = {check for one in report["no_verdict"] for check in one["checks"]}
    told = audits.run(emulator, str(tmp_path / "customers"), disabled_rules=disabled)["msg"]
    assert len(silent) > 1 and told.endswith(f", 2 rules disabled, {len(silent)} checks without a verdict: FAILED")


def test_what_is_found_in_a_short_listing_is_told(live, audited, emulator):
    documents = live(lambda state: _row(state, "endpoints", name="c0000-nyc").update(cps_limit=99))
    documents[0]["contract"]["cps"] = 5
    items = [one for one in emulator.state()["endpoints"] if one["name"] != "c0000-lax"]
    emulator.fault(method="GET", path="/endpoints$", body={"items": items, "has_more": False, "total": len(items) + 1}, times=None)
    report = audited(documents)
    [found] = [one for one in report["findings"] if one["check"] == "live-cps-limit"]
    assert (found["customer"], found["object"]["name"]) == ("c0000", "c0000-nyc") and "is 99, the contract has 5" in found["message"]
    lost = audits.without_verdict(report)
    assert lost["c0000"] >= {"live-cps-limit", "endpoint-malformed-address", *DRIFT} and "live-cps-limit" not in lost.get("c0001", ())


@pytest.mark.parametrize("kind", LISTS)
def test_the_rest_is_audited_all_the_same(kind, live, audited, emulator):
    def change(state):
        _row(state, "endpoints", name="c0000-nyc")["capacity"] = 77
        _row(state, "rules", name="c0000-home")["entries"] = ["1900"]
        _row(state, "trunk_groups", name="c0000-voice")["hard_failure_threshold"] = 9
        _row(state, "trunk_groups", name="c0000-voice")["hard_failure_codes"] = "408;"
        _row(state, "dids", phonenumber="12125550100")["trunk_group_sid"] = None

    wanted = {"endpoints": "c0000-nyc", "access_control_rules": "c0000-home", "trunk_groups": "c0000-voice", "dids": "12125550100"}
    documents = live(change)
    emulator.fault(method="GET", path=f"{LISTS[kind]}$", status=403, times=None)
    drifted = {one["object"]["name"] for one in audited(documents)["findings"] if one["class"] == "drift"}
    # That the number is bound to nothing is to be seen, whatever can be read of trunk groups.
    assert drifted == set(wanted.values()) - {wanted[kind]}


def test_what_cannot_be_read_is_called_as_people_call_it(live, audited, emulator):
    documents = live(lambda state: None)
    emulator.fault(method="GET", path="/phonenumber/dids$", status=403, times=None)
    emulator.fault(method="GET", path="/call-capacity$", status=500, times=None)
    told = [one["message"] for one in audited(documents)["findings"]]
    assert any(text.startswith("the numbers could not be read") for text in told)
    assert any(text.startswith("the call capacities of FLEET/G0000 could not be read") for text in told)
    assert len([text for text in told if "call capacity cannot be compared" in text]) == 2
    assert not any("ACLs" in text or "dids could" in text for text in told)


def test_a_short_listing_is_unknown_and_what_it_lacks_is_not_absent(live, audited, emulator):
    documents = live(lambda state: None)
    items = [one for one in emulator.state()["rules"] if one["name"] != "c0000-home"]
    emulator.fault(method="GET", path="/accesscontrol/rules$", body={"items": items, "has_more": False, "total": len(items) + 1}, times=None)
    report = audited(documents)
    # Nor is what refers to it drift.
    found = {(one["check"], one["customer"], one["object"] and one["object"]["name"]) for one in report["findings"]}
    assert found == {("unknown-incomplete", None, None), *(("unknown-incomplete", "c0000", name) for name in ("c0000-home", "c0000-voice"))}


@pytest.mark.parametrize("calls", [2, 0])
def test_the_live_limit_of_a_group_counts_whether_or_not_the_document_states_it(calls, live, audited, emulator):
    documents = live(lambda state: None)
    stated = documents[2].pop("call_capacity")
    assert stated["group"] and audited(documents)["findings"] == []
    asked = len(emulator.requests())
    live(lambda state: _row(state, "odin_groups", groupId="G0000").update(maxActiveCalls=calls))
    [found] = audited(documents)["findings"]
    assert (found["check"], found["customer"], found["object"]["name"]) == ("capacity-above-group", "o0000", "o0000-voice")
    assert found["message"].endswith(f"is above the {calls} of call_capacity.group")
    # It was listed with what else is at the place.
    assert len(emulator.requests()) <= asked


def test_the_live_limit_of_a_service_provider_is_what_its_groups_tell_of_it(live, audited, emulator):
    documents = live(lambda state: _row(state, "odin_service_providers", serviceProviderId="FLEET").update(maxActiveCalls=3))
    found = {(one["check"], one["customer"], one["message"].rpartition(": ")[2]) for one in audited(documents)["findings"]}
    assert found == {
        (check, name, f"12 is above the 3 of {what}")
        for name in ("o0000", "o0001")
        for check, what in (("capacity-above-group", "call_capacity.service_provider"), ("capacity-above-provider", "the service provider"))
    }


def test_trunk_groups_that_share_a_live_limit_which_no_document_states(live, audited):
    documents = live(lambda state: None)
    documents[2].pop("call_capacity")
    documents[2]["contract"]["channels"] = 13
    documents[2]["trunk_groups"].append({"name": "o0000-fax", "max_active_calls": 1})

    def two(state):
        first = _row(state, "odin_trunk_groups", name="o0000-voice")
        state["odin_trunk_groups"].append({**first, "name": "o0000-fax", "maxActiveCalls": 1, "pilotUserId": None, "enableBursting": False})

    live(two)
    found = {(one["check"], one["customer"], one["message"]) for one in audited(documents)["findings"] if one["class"] == "exposure"}
    text = "call_capacity.group.max_active_calls: 12 calls, but the 2 trunk groups add up to 13"
    assert found == {("capacity-sum-above-group", "o0000", text)}


def test_a_limit_that_the_api_leaves_out_is_unknown_also_where_no_document_states_it(live, audited, emulator):
    documents = live(lambda state: None)
    del documents[2]["call_capacity"]
    body = {"serviceProviderId": "FLEET", "groupId": "G0000", "burstingMaxActiveCalls": 4}
    emulator.fault(method="GET", path="groups/trunk-groups/call-capacity$", status=200, body=body, times=None)
    report = audited([documents[2]])
    [found] = report["findings"]
    assert (found["check"], found["object"]["name"], found["field"]) == ("unknown-attribute", "FLEET/G0000", "max_active_calls")
    assert audits.without_verdict(report)["o0000"] >= {"capacity-above-group", "capacity-sum-above-group", "capacity-provider-oversold"}


def test_a_limit_that_cannot_be_read_costs_the_verdict_about_it(live, audited, emulator):
    documents = live(lambda state: None)
    documents[2]["call_capacity"]["service_provider"] = {"max_active_calls": -1}
    assert audited(documents)["findings"] == []
    emulator.fault(method="GET", path="service-providers/trunk-groups/call-capacity$", status=403, times=None)
    report = audited(documents)
    assert {one["class"] for one in report["findings"]} == {"unknown"}
    assert audits.without_verdict(report)["o0000"] >= {"capacity-above-group", "capacity-sum-above-group", "capacity-provider-oversold"}


STATE = {"endpoints": "endpoints", "access_control_rules": "rules", "trunk_groups": "trunk_groups", "dids": "dids"}
LACKING = {
    "endpoints": ("c0000-nyc", {("endpoint", "c0000-nyc", None), ("trunk", "c0000-voice/nyc", "endpoint")}),
    "access_control_rules": (
        "c0000-home",
        {("access_control_rule", "c0000-home", None), ("trunk_group", "c0000-voice", "acls[0].access_control_rules")},
    ),
    "trunk_groups": (
        "c0000-voice",
        {
            ("trunk_group", "c0000-voice", None),
            ("trunk", "c0000-voice/nyc", None),
            ("trunk", "c0000-voice/lax", None),
            ("did", "12125550100", "trunk_group"),
        },
    ),
    "dids": ("12125550100", {("did", "12125550100", None)}),
}


def lacks(emulator, kind, *names):
    """A listing that is shorter than it says."""
    items = emulator.state()[STATE[kind]]
    some = [one for one in items if not {one.get("name"), one.get("phonenumber")}.intersection(names)]
    assert len(some) == len(items) - len(names)
    emulator.fault(method="GET", path=f"{LISTS[kind]}$", body={"items": some, "has_more": False, "total": len(items)}, times=None)


@pytest.mark.parametrize("kind", LISTS)
def test_what_a_short_listing_may_lack_is_no_drift(kind, live, audited, emulator):
    documents = live(lambda state: None)
    name, wanted = LACKING[kind]
    lacks(emulator, kind, name)
    report = audited(documents)
    assert [one["message"] for one in report["findings"] if one["class"] == "drift"] == []
    found = {
        (one["object"]["kind"], one["object"]["name"], one["field"])
        for one in report["findings"]
        if one["check"] == "unknown-incomplete" and one["customer"] == "c0000"
    }
    assert found == wanted
    assert audits.without_verdict(report)["c0000"] >= DRIFT
    # Nobody approves that what is there is made a second time.
    hashes = {one["id"]: (one["live_sha256"], one["plan_sha256"]) for one in report["customers"]}
    assert hashes["c0000"] == (None, None)
    assert hashes["o0000"][1] is not None


def test_what_is_certain_in_spite_of_a_short_listing_is_drift(live, audited, emulator):
    def change(state):
        other = _row(state, "trunk_groups", name="c0001-voice")["trunk_group_sid"]
        _row(state, "dids", phonenumber="12125550100")["trunk_group_sid"] = other
        _row(state, "trunk_groups", name="c0001-voice")["acls"][0]["voice_action_false"] = "accept"

    documents = live(change)
    lacks(emulator, "trunk_groups", "c0000-voice")
    lacks(emulator, "access_control_rules", "c0001-home")
    found = {(one["object"]["name"], one["field"]) for one in audited(documents)["findings"] if one["class"] == "drift"}
    assert found == {("12125550100", "trunk_group"), ("c0001-voice", "acls[0].voice_action_false")}


def test_a_customer_of_whom_nothing_is_listed_is_not_absent_if_listings_are_short(live, audited, emulator):
    documents = live(lambda state: None)
    lacks(emulator, "endpoints", "c0000-nyc", "c0000-lax")
    lacks(emulator, "access_control_rules", "c0000-home", "c0000-emergency")
    lacks(emulator, "trunk_groups", "c0000-voice")
    report = audited(documents)
    assert {one["check"] for one in report["findings"] if one["customer"] == "c0000"} == {"unknown-incomplete"}
    assert "unmanaged-absent-customer" in audits.without_verdict(report)["c0000"]


def test_a_rule_of_another_document_that_is_not_listed_is_not_impossible(live, audited, emulator):
    documents = live(lambda state: None)
    documents[1]["trunk_groups"][0]["acls"][0]["access_control_rules"].append("c0000-home")
    lacks(emulator, "access_control_rules", "c0000-home")
    found = [one for one in audited(documents)["findings"] if one["customer"] == "c0001" and "c0000-home" in one["message"]]
    assert [one["check"] for one in found] == ["unknown-incomplete"]
    assert found[0]["message"].endswith("there is no access control rule named c0000-home; the access control rule is not among the 5 of 6 that the API lists")


def test_an_attribute_that_the_api_leaves_out(live, audited, emulator):
    def change(state):
        _row(state, "trunk_groups", name="c0000-voice")["hard_failure_codes"] = "408;"

    documents = live(change)
    groups = copy.deepcopy(emulator.state()["trunk_groups"])
    group = next(one for one in groups if one["name"] == "c0000-voice")
    for name in ("acls", "routing_type"):
        del group[name]
    emulator.fault(
        {"method": "GET", "path": "/trunk_groups$", "body": {"items": groups, "has_more": False}, "times": None},
        {"method": "GET", "path": f"/trunk_groups/{group['trunk_group_sid']}$", "body": group, "times": None},
    )
    report = audited(documents)
    assert sorted((one["check"], one["customer"], one["field"]) for one in report["findings"] if one["class"] != "exposure") == [
        ("drift-different", "c0000", "hard_failure_codes"),
        ("unknown-attribute", "c0000", "acls"),
        ("unknown-attribute", "c0000", "routing_type"),
    ]
    # A list that nobody could read is not an open door.
    assert "acl-open-outbound" not in {one["check"] for one in report["findings"]}
    assert report["customers"][0]["outcome"] == ["drifted", "unknown"] and report["customers"][0]["live_sha256"] is None


def test_what_a_rule_cannot_judge_is_unknown_also_where_no_document_states_it(live, audited, emulator):
    documents = live(
        lambda state: (
            state["trunk_groups"].append({"trunk_group_sid": "tg.x", "name": "x-voice", "trunks": [{"trunk_sid": "tr.x", "name": "x"}]}),
            _row(state, "trunk_groups", name="c0001-voice").update(acls=[]),
        )
    )
    del documents[1]["trunk_groups"][0]["acls"]
    groups = copy.deepcopy(emulator.state()["trunk_groups"])
    for group in groups:
        if group["name"] in ("c0001-voice", "x-voice"):
            del group["acls"]
            emulator.fault(method="GET", path=f"/trunk_groups/{group['trunk_group_sid']}$", body=group, times=None)
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": groups, "has_more": False}, times=None)
    found = audited(documents)["findings"]
    unknown = [(one["customer"], one["object"]["name"], one["field"]) for one in found if one["check"] == "unknown-attribute"]
    assert unknown == [("c0001", "c0001-voice", "acls"), (None, "x-voice", "acls")]
    assert "acl-open-outbound" not in {one["check"] for one in found}


@pytest.mark.parametrize(
    ("path", "status"),
    # 400 is the answer where a service is not assigned. That is for its text to say.
    [("/groups/services", 403), ("/call-capacity", 500), ("/groups/trunk-groups$", 403), ("/users$", 500), ("/groups/trunk-groups$", 400), ("/api/v2/", 400)],
)
def test_a_place_at_broadworks_that_cannot_be_read(path, status, live, audited, emulator):
    documents = live(lambda state: None)
    emulator.fault(method="GET", path=path, status=status, times=None)
    report = audited(documents)
    assert {one["class"] for one in report["findings"]} == {"unknown"}
    assert [one["outcome"] for one in report["customers"]] == [[], [], ["unknown"], ["unknown"]]


def test_an_answer_that_never_comes(live, audited, emulator):
    documents = live(lambda state: None)
    emulator.fault(method="GET", path="/endpoints$", cut="before", times=None)
    report = audited(documents)
    assert {one["class"] for one in report["findings"]} == {"unknown"} and not report["passed"]
    assert audited(documents, fail_on=["drift", "error"])["passed"]


def test_a_request_to_slow_down_is_no_finding(live, audited, emulator):
    documents = live(lambda state: None)
    emulator.fault(method="GET", path="/endpoints$", status=429, headers={"Retry-After": "0"}, times=1)
    assert audited(documents)["findings"] == []


# What comes of it --------------------------------------------------------------------------------------------------------------


def exit_code(path, folder):
    """What the shell in the guide ends with, as it is printed, where a playbook that fails makes this report. CI servers have theirs stop at errors.

    :param folder: an empty one.
    """
    guide = (Path(__file__).parents[4] / "docs" / "audit.md").read_text(encoding="utf-8")
    script = guide.split("```sh\n")[1].split("```")[0]
    (folder / "build").mkdir(parents=True)
    playbook = folder / "ansible-playbook"
    playbook.write_text(f"#!/bin/sh\ncp {shlex.quote(str(path))} build/audit.json\nexit 2\n", encoding="utf-8")
    playbook.chmod(0o755)
    (folder / "python3").symlink_to(sys.executable)
    codes = [
        subprocess.run(["sh", *options, "-c", script], cwd=folder, env={"PATH": f"{folder}:{os.defpath}"}, check=False).returncode for options in ([], ["-e"])
    ]
    assert codes[0] == codes[1]
    return codes[0]


@pytest.mark.parametrize(
    ("what", "fail_on", "code"),
    [
        ([], None, 0),
        (["drift"], None, 2),
        (["drift", "exposure"], None, 3),
        (["drift", "exposure", "unknown"], None, 4),
        (["exposure"], ["drift", "unknown"], 0),
        (["drift", "exposure"], ["drift"], 2),
        (["drift", "unknown"], ["drift", "error"], 2),
        (["unmanaged"], None, 0),
        (["unmanaged"], ["unmanaged"], 2),
        (["warning"], ["warning"], 3),
        (["warning"], None, 0),
    ],
)
def test_what_fails_and_the_exit_code_of_the_guide(what, fail_on, code, live, audited, emulator, tmp_path):
    changes = {
        "drift": lambda state: _row(state, "endpoints", name="c0000-nyc").update(capacity=77),
        "exposure": lambda state: state["trunk_groups"].append({"trunk_group_sid": "tg.x", "name": "x-voice"}),
        "unmanaged": lambda state: _copied(state, "rules", "c0000-home", rule_sid="rule.x", name="x-rule"),
        "warning": lambda state: _row(state, "trunk_groups", name="c0000-voice").update(soft_failure_codes="404;", hard_failure_codes="408;503;404;"),
    }
    documents = live(lambda state: [changes[one](state) for one in what if one in changes])
    if what == ["warning"]:
        documents[0]["trunk_groups"][0]["hard_failure_codes"] = [408, 503, 404]
    if "unknown" in what:
        emulator.fault(method="GET", path="/groups/services", status=403, times=None)
    report = audited(documents, **({} if fail_on is None else {"fail_on": fail_on}))
    assert exit_code(tmp_path / "audit.json", tmp_path / "shell") == code
    assert report["passed"] is (code == 0)


def test_an_audit_that_made_no_report_ends_with_1(tmp_path):
    assert exit_code(tmp_path / "nothing.json", tmp_path / "shell") == 1


def test_the_report_carries_what_evidence_needs(live, emulator, tmp_path):
    documents = live(lambda state: None)
    folder = tmp_path / "customers"
    folder.mkdir()
    for words in (["init", "-q"], ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", "-C", str(folder), *words], check=True)
    commit = subprocess.run(["git", "-C", str(folder), "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    # Nothing of git is a document.
    path = tmp_path / "first.json"
    audits.write(folder, documents)
    job = {"awx_job_id": 17, "awx_job_template_name": "Nightly"}
    audits.run(emulator, str(folder), reports={"json": str(path)}, variables=job)
    first = json.loads(path.read_text())
    assert first["documents"]["commit"] == commit and first["documents"]["modified"] is True and first["documents"]["files"] == 4
    assert first["apis"] == {"carrierx": emulator.carrierx_url, "odin": emulator.odin_url}
    assert first["job"] == {"awx_job_id": "17", "awx_job_template_name": "Nightly"}
    assert first["scope"] == {
        "carrierx": [{}], "odin": [{"service_provider_id": "FLEET", "group_id": "G0000"}, {"service_provider_id": "FLEET", "group_id": "G0001"}],
    }
    second, copied_ = tmp_path / "second.json", folder / "copy.json"
    copied_.write_bytes(path.read_bytes())
    # The same report twice is one, and is no document.
    audits.run(emulator, str(folder), reports={"json": str(second)}, previous=[str(path), str(path), str(copied_)])
    report = json.loads(second.read_text())
    assert report["documents"]["files"] == 4
    assert report["previous"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [one["summary"] for one in report["trend"]] == [first["summary"]]
    assert [one["document_sha256"] for one in report["customers"]] == [one["document_sha256"] for one in first["customers"]]


def test_documents_that_git_ignores_differ_from_every_commit(tmp_path, monkeypatch):
    def git(folder, *words):
        return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout.strip()

    repository, other = tmp_path / "one", tmp_path / "other"
    for folder in (repository, other):
        folder.mkdir()
        git(folder, "init", "-q")
        (folder / ".gitignore").write_text("ignored/\n*.pyc\n")
        git(folder, "add", ".")
        git(folder, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", folder.name)
    for name in ("plain", "ignored"):
        (repository / name).mkdir()
        audits.write(repository / name, [audits.customer(0)])
        (repository / name / "x.pyc").write_text("")
    git(repository, "add", "plain")
    git(repository, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "x")
    # As in a hook of the other repository.
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    for name, modified in (("plain", False), ("ignored", True)):
        path = str(repository / name)
        told = audit_file.evidence(yaml_documents.folder([path]), [path])
        assert (told["commit"], told["modified"]) == (commit_of(repository), modified), name


def commit_of(folder):
    return (folder / ".git" / (folder / ".git" / "HEAD").read_text().split()[1]).read_text().strip()


def test_findings_are_called_the_same_as_long_as_they_are_the_same(live, audited):
    documents = live(lambda state: [UNMANAGED[what][0](state) for what in UNMANAGED if what != "a number on it"])
    first, second = audited(documents), audited(documents)
    assert [one["id"] for one in first["findings"]] == [one["id"] for one in second["findings"]]
    assert len({one["id"] for one in first["findings"]}) == len(first["findings"])


def test_a_waiver_of_the_document_holds_for_what_is_live(live, audited):
    documents = live(lambda state: _row(_row(state, "trunk_groups", name="c0000-voice"), "trunks", name="lax").update(in_capacity=0))
    waiver = {"rule": "capacity-unlimited", "path": "trunk_groups[0].trunks[1]", "reason": "Metered elsewhere.", "ticket": "RISK-1", "expires": "2026-12-31"}
    documents[0]["waivers"] = [waiver]
    found = [one for one in audited(documents)["findings"] if one["check"] == "capacity-unlimited"]
    assert [one["waived"] for one in found] == [{"reason": "Metered elsewhere.", "ticket": "RISK-1", "expires": "2026-12-31"}]
    waiver["path"] = "trunk_groups[c0000-voice].trunks[lax].in_capacity"
    assert [bool(one["waived"]) for one in audited(documents)["findings"] if one["check"] == "capacity-unlimited"] == [True]
    waiver["path"] = "trunk_groups[0].trunks[0]"
    assert [one["waived"] for one in audited(documents)["findings"] if one["check"] == "capacity-unlimited"] == [None]


def test_a_waiver_holds_also_where_the_provider_has_what_a_document_would_leave_out(live, audited):
    documents = live(
        lambda state: _row(state, "trunk_groups", name="c0000-voice").update(
            external_handlers=[{"url": "https://screen.example.org/x", "direction": "outbound", "timeout": 250, "error_handler": "ignore"}]
        )
    )
    documents[0]["trunk_groups"][0]["external_handlers"] = [{"url": "https://screen.example.org/x", "direction": "outbound"}]
    path = "trunk_groups[0].external_handlers[0].error_handler"
    documents[0]["waivers"] = [{"rule": "handler-fails-open", "path": path, "reason": "It only looks names up.", "ticket": "RISK-2", "expires": "2026-12-31"}]
    report = audited(documents)
    assert [(one["check"], bool(one["waived"])) for one in report["findings"]] == [("handler-fails-open", True)]
    assert report["passed"] and report["summary"]["waived"] == 1 and report["customers"][0]["outcome"] == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"disabled_rules": ["acl-open"]}, "there is no rule acl-open"),
        ({"date": "yesterday"}, "is not a date"),
        ({"previous": ["/nowhere/audit.json"]}, "/nowhere/audit.json"),
        ({"path": "/nowhere"}, "there is no such file or folder"),
        ({"reports": {"json": "/dev/null/audit.json"}}, "/dev/null"),
        ({"reports": {"json": "/"}}, "Is a directory"),
        ({"reports": {"json": "/nowhere/audit", "html": "/nowhere/../nowhere/audit"}}, "json and html are the same file|html and json are the same file"),
        ({"scope": {"odin": [{"group": "G0000"}]}}, "service_provider"),
    ],
)
def test_what_cannot_be_audited(options, told, emulator, tmp_path):
    from ansible.errors import AnsibleError

    (tmp_path / "c0000.yml").write_text(json.dumps(audits.customer(0)))
    with pytest.raises(AnsibleError, match=told):
        audits.run(emulator, options.pop("path", str(tmp_path)), **options)
    # What is wrong is said before anything is asked.
    assert emulator.requests() == []


@pytest.mark.parametrize("document", [json.dumps(audits.customer(0)), "customer: {id: acme}\nnonsense: 1\n"])
def test_a_report_does_not_take_the_place_of_a_document(document, emulator, tmp_path):
    from ansible.errors import AnsibleError

    (tmp_path / "c0001.yml").write_text(json.dumps(audits.customer(1)))
    mine = tmp_path / "c0000.yml"
    mine.write_text(document)
    with pytest.raises(AnsibleError, match=rf"reports.csv: {re.escape(str(mine))} is the document of the customer (c0000|acme)"):
        audits.run(emulator, str(tmp_path), reports={"json": str(tmp_path / "audit.json"), "csv": str(mine)})
    assert emulator.requests() == [] and mine.read_text() == document and not (tmp_path / "audit.json").exists()
    # Its own earlier report may be replaced, also where documents are.
    for _time in range(2):
        assert "summary" in audits.run(emulator, str(tmp_path), reports={"json": str(tmp_path / "audit.json")})


def test_a_login_that_is_refused_is_unknown_and_not_absent(live, audited, emulator):
    documents = live(lambda state: None)
    report = audited(documents, carrierx={"api_url": emulator.carrierx_url, "api_token": "wrong", "retries": 0})
    assert {one["class"] for one in report["findings"]} == {"unknown"}
    assert [one["outcome"] for one in report["customers"]] == [["unknown"], ["unknown"], [], []]
