# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each policy rule finds in the live state what it is there for, also what no API would take, and nothing in what is nearly the same."""

from __future__ import annotations

import copy
import dataclasses

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import fraud, states
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.tests.unit import audits, fleets, planted
from ansible_collections.telecom.trunking.tests.unit.policy_cases import acls, capacity, endpoints, handlers, numbers, odin, routing
from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY

TABLES = (endpoints, acls, routing, capacity, handlers, odin, numbers)
# BroadWorks keeps one pilot user, and what a rule of the provider does is known, unless the provider hides it (see below).
ELSEWHERE = {"odin-several-pilots", "acl-uncertain-outbound"}
CASES = [case for table in TABLES for case in table.CASES if rulebook.RULES[case.rule].live and case.rule not in ELSEWHERE]
# What cannot be live, by what it says: BroadWorks shows no password, and does not tell a default that somebody has chosen.
NEVER_LIVE = {
    "odin-authentication-without-credentials": ("voice-1", "sip_authentication_password"),
    "odin-dependency": ("nobody is on a new trunk group yet",),
    "odin-policy-overridden": ("use_system_user_lookup_policy is left out",),
}
# A group has all the calls of its trunk groups together, or as many as it must have to have any of them.
CALLS = {"capacity-provider-oversold": max}


def as_list(given):
    return given if isinstance(given, list) else [given]


def apart(documents):
    """The documents with names of their own: at a provider, a name of two customers is one object."""
    return [_named(copy.deepcopy(one), one["customer"]["id"]) if len(documents) > 1 else copy.deepcopy(one) for one in documents]


def _named(document, prefix):
    if document["provider"]["kind"] != "carrierx":
        return document
    rules = {item["name"] for item in document.get("access_control_rules") or []}
    for section in ("endpoints", "access_control_rules", "trunk_groups"):
        for item in document.get(section) or []:
            item["name"] = f"{prefix}-{item['name']}"
    for group in document.get("trunk_groups") or []:
        for owner in (group, *(group.get("trunks") or [])):
            owner.update({"endpoint": f"{prefix}-{owner['endpoint']}"} if owner.get("endpoint") else {})
            for acl in owner.get("acls") or []:
                names = acl.get("access_control_rules") or []
                acl["access_control_rules"] = [f"{prefix}-{name}" if name in rules else name for name in names]
    return document


def in_force(document):
    """A document with what its state and its fraud profile make of it."""
    return states.applied(fraud.expand(document, TODAY))


def wanted(case):
    """The texts of what is found live."""
    never = NEVER_LIVE.get(case.rule, ())
    return [text for place, text in case.found.items() if not any(word in f"{place} {text}" for word in never)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_live_what_it_is_for(case, audited, emulator):
    documents = apart(as_list(case.bad))
    emulator.load(planted.state([in_force(one) for one in documents], case.known_rules, calls=CALLS.get(case.rule, sum)))
    found = audited(documents)["findings"]
    # What is live is what the documents say, so that nothing differs. Some of them ask for what onboarding would refuse.
    assert [one["message"] for one in found if one["class"] in ("drift", "unknown") and one["check"] != "drift-impossible"] == []
    mine = [one["message"] for one in found if one["check"] == case.rule and one["customer"] == documents[0]["customer"]["id"]]
    assert len(mine) == len(wanted(case)), mine
    for text in wanted(case):
        # Live nothing is left out, and other customers come in another order, and so do numbers.
        assert any(word in text for word in ("left out", " more", "for example")) or any(message.endswith(text) for message in mine), (text, mine)


def test_every_rule_about_live_state_is_planted():
    assert {case.rule for case in CASES if wanted(case)} | ELSEWHERE == {
        name for name, rule in rulebook.RULES.items() if rule.live and rule.scope != "live"
    }


def is_silent(rule, near):
    """Not where the document leaves it to what is live, and what is live is nothing: endpoints without a word on addresses, rules of the provider. Nor where
    the customer has ceased: what is left of it is there.
    """
    for one in as_list(near):
        if one["customer"].get("state") == "ceased" and not rulebook.RULES[rule].service:
            return False
        endpoints_ = one.get("endpoints") or []
        if rule == "routing-too-few-trunks" and any("addresses" not in endpoint for endpoint in endpoints_):
            return False
        own = {item["name"] for item in one.get("access_control_rules") or []}
        if rule == "acl-open-outbound" and not referred(one) <= own:
            return False
    return True


def referred(document):
    groups = document.get("trunk_groups") or []
    owners = [*groups, *(trunk for group in groups for trunk in group.get("trunks") or [])]
    return {name for owner in owners for acl in owner.get("acls") or [] for name in acl.get("access_control_rules") or []}


def alone(case, near):
    """Whether documents cannot stand beside others: what they are about is among customers, or others would have the same."""
    across = isinstance(near, list) or rulebook.RULES[case.rule].scope == "fleet"
    return bool(across or case.known_rules or near["provider"]["kind"] != "carrierx" or near.get("numbers"))


NEAR = [(case, near) for case in CASES for near in case.near if is_silent(case.rule, near)]
ALONE = [(case, near) for case, near in NEAR if alone(case, near)]
TOGETHER = {case.rule: [near for other, near in NEAR if other.rule == case.rule and not alone(other, near)] for case, _near in NEAR}


@pytest.mark.parametrize(("case", "near"), ALONE, ids=[f"{case}, near {n}" for n, (case, _near) in enumerate(ALONE)])
def test_a_rule_is_silent_live_about_what_is_nearly_the_same(case, near, audited, emulator):
    documents = apart(as_list(near))
    emulator.load(planted.state([in_force(one) for one in documents], case.known_rules, calls=CALLS.get(case.rule, sum)))
    found = audited(documents)["findings"]
    names = {one["customer"]["id"] for one in documents}
    assert [one["message"] for one in found if one["check"] == case.rule and one["customer"] in names] == []


@pytest.mark.parametrize("rule", [rule for rule, documents in TOGETHER.items() if documents])
def test_a_rule_is_silent_live_about_all_customers_that_are_nearly_like_that(rule, audited, emulator):
    numbered = [{**one, "customer": {**one["customer"], "id": f"{one['customer']['id']}-{n}"}} for n, one in enumerate(TOGETHER[rule])]
    documents = apart([*numbered, audits.customer(0)])
    emulator.load(planted.state([in_force(one) for one in documents]))
    found = audited(documents)["findings"]
    assert [one["message"] for one in found if one["check"] == rule and one["customer"]] == []


def test_what_a_hidden_rule_of_the_provider_does_cannot_be_told(audited, emulator):
    case = next(case for case in acls.CASES if case.rule == "acl-uncertain-outbound")
    emulator.load(planted.state([case.bad]))
    # The provider lists the rule and shows no more than its name.
    listed = [{"rule_sid": one["rule_sid"], "name": one["name"], "read_only": True} for one in emulator.state()["rules"] if one["name"].startswith("carrier-")]
    own = [one for one in emulator.state()["rules"] if not one["name"].startswith("carrier-")]
    emulator.fault(method="GET", path="/accesscontrol/rules", body={"items": listed + own, "has_more": False}, times=None)
    found = audited([case.bad])["findings"]
    assert [one["message"] for one in found if one["check"] == case.rule] == [f"trunk group voice: {text}" for text in case.found.values()]


# What only the provider knows ----------------------------------------------------------------------------------------------


def clean(emulator, **more):
    document = audits.customer(0, **more)
    emulator.load(planted.state([document]))
    return document


def only(report, check):
    """The findings of one check, which are all that there is."""
    assert {one["check"] for one in report["findings"]} == {check}
    return [(one["customer"], one["object"]["name"], one["field"], one["live"], one["message"]) for one in report["findings"]]


def test_a_limit_of_calls_per_second_that_is_not_the_contracts(audited, emulator):
    document = clean(emulator)
    document["contract"]["cps"] = 5
    state = emulator.state()
    own = [endpoint for endpoint in state["endpoints"] if endpoint["name"].startswith("c0000-")]
    own[0]["cps_limit"], own[1]["cps_limit"] = 5, 9
    emulator.load(state)
    name = own[1]["name"]
    text = f"endpoint {name}: cps_limit: is 9, the contract has 5 calls per second"
    assert only(audited([document]), "live-cps-limit") == [("c0000", name, "cps_limit", 9, text)]


def test_a_rule_of_the_parent_partner_that_never_matches(audited, emulator):
    document = clean(emulator)
    document["trunk_groups"][0]["acls"].append(
        {"direction": "outbound", "access_control_rules": ["carrier-fraud"], "voice_action_true": "reject403", "voice_action_false": "accept"}
    )
    rule = {"name": "carrier-fraud", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1876"]}
    emulator.load(planted.state([document], [rule]))
    assert audited([document])["findings"] == []
    emulator.load(planted.state([document], [{**rule, "entries": []}]))
    assert [one[:3] for one in only(audited([document]), "live-idle-rule")] == [("c0000", "c0000-voice", "acls[1].access_control_rules[0]")]


def test_a_rule_that_is_in_another_document(audited, emulator):
    one, other = audits.customer(0), audits.customer(1)
    one["trunk_groups"][0]["acls"][0]["access_control_rules"].append("c0001-home")
    audits.load(emulator)
    fleets.run(emulator, [other])
    fleets.run(emulator, [one])
    assert [one[:3] for one in only(audited([one, other]), "live-undeclared-rule")] == [("c0000", "c0000-voice", "acls[0].access_control_rules[2]")]


def test_a_rule_of_the_customer_whose_name_another_has_too(audited, emulator):
    document = clean(emulator)
    state = emulator.state()
    rule = next(one for one in state["rules"] if one["name"] == "c0000-home")
    emulator.load({**state, "rules": [*state["rules"], {**rule, "rule_sid": "rule.x"}]})
    found = audited([document])["findings"]
    assert {one["check"] for one in found if one["customer"]} == {"drift-impossible"}


def test_a_profile_that_is_not_in_force_is_one_all_the_same(audited, emulator):
    document = audits.customer(0, fraud={"profile": "nanp-premium", "version": 1})
    emulator.load(planted.state([document]))
    state = emulator.state()
    next(one for one in state["trunk_groups"] if one["name"] == "c0000-voice")["acls"] = []
    emulator.load(state)
    [text] = [one["message"] for one in audited([document])["findings"] if one["check"] == "acl-open-outbound"]
    assert text.endswith("the fraud profile of the document is not in force")


@pytest.mark.parametrize(("attribute", "value", "found"), [("trunkGroupState", "Unavailable", True), ("trunkGroupState", "Available", False)])
def test_a_trunk_group_that_is_not_available(attribute, value, found, audited, emulator):
    document = audits.odin_customer(0)
    state = planted.state([document])
    state["odin_trunk_groups"][0][attribute] = value
    emulator.load(state)
    report = audited([document])
    assert [one["check"] for one in report["findings"]] == (["live-trunk-group-unavailable"] if found else [])


def test_a_service_without_a_licence(audited, emulator):
    document = audits.odin_customer(0)
    emulator.load(planted.state([document]))
    row = {"serviceName": "Trunk Group", "authorized": True, "assigned": True, "quantity": 2, "licensed": False}
    emulator.fault(method="GET", path="/groups/services", body={"groupServices": [row]}, times=None)
    assert [one[:3] for one in only(audited([document]), "live-service-unlicensed")] == [("o0000", "Trunk Group", "licensed")]


@pytest.mark.parametrize("flag", [True, False])
def test_a_flag_that_is_live_is_not_left_out(flag, audited, emulator):
    """Also where it is what a new trunk group has anyway, and a document would leave it out."""
    document = audits.odin_customer(0)
    state = planted.state([document])
    state["odin_trunk_groups"][0].update(userLookupPolicy="Extended", useSystemUserLookupPolicy=flag)
    emulator.load(state)
    found = [one["message"] for one in audited([document])["findings"] if one["check"] == "odin-policy-overridden"]
    text = "trunk group o0000-voice: user_lookup_policy: has no effect, use_system_user_lookup_policy is"
    assert found == ([f"{text} true"] if flag else [])


# Defects -------------------------------------------------------------------------------------------------------------------


def broken(monkeypatch, name, check):
    monkeypatch.setitem(rulebook.RULES, name, dataclasses.replace(rulebook.RULES[name], check=check))


def estate(emulator):
    """Three customers, each with a limit of calls per second that is not the contract's, and the addresses of another's endpoint."""
    documents = [audits.customer(n) for n in range(3)]
    for one in documents:
        one["contract"]["cps"] = 5
        one["endpoints"][0]["addresses"] = copy.deepcopy(documents[0]["endpoints"][0]["addresses"])
    emulator.load(planted.state(documents))
    state = emulator.state()
    for one in state["endpoints"]:
        one.update({"cps_limit": 9} if one["name"].startswith("c000") else {})
    emulator.load(state)
    return documents


DEFECT = "KeyError: 'operation'. This is a defect, please report it."


def test_a_defect_in_a_rule_takes_neither_other_customers_nor_other_rules_along(audited, emulator, monkeypatch):
    name = "live-cps-limit"
    check = rulebook.RULES[name].check

    def stumbling(customer):
        yield from check(customer)
        if customer.id == "c0001":
            raise KeyError("operation")

    documents = estate(emulator)
    before = audited(documents)["findings"]
    broken(monkeypatch, name, stumbling)
    report = audited(documents)
    [one] = [one for one in report["findings"] if one["id"] not in {other["id"] for other in before}]
    assert [one[key] for key in ("class", "check", "customer", "message")] == ["unknown", "unknown-unreadable", "c0001", f"{name} has no verdict: {DEFECT}"]
    assert one["line"] and not report["passed"] and len(report["findings"]) == len(before) + 1 > 6
    assert report["no_verdict"] == [{"customer": "c0001", "why": "a defect, please report it", "checks": [name]}]


@pytest.mark.parametrize(("least", "without"), [(1, ["c0001"]), (2, ["c0000", "c0001", "c0002"])])
def test_a_defect_in_a_rule_across_customers(least, without, audited, emulator, monkeypatch):
    """It shows with a customer alone, or only with several of them."""
    name = "endpoint-shared-address"
    check = rulebook.RULES[name].check

    def stumbling(customers):
        if len(customers) >= least and "c0001" in [one.id for one in customers]:
            raise KeyError("operation")
        return check(customers)

    documents = estate(emulator)
    broken(monkeypatch, name, stumbling)
    report = audited(documents)
    found = report["findings"]
    assert audits.without_verdict(report) == dict.fromkeys(without, {name})
    assert [(one["customer"], one["message"]) for one in found if one["class"] == "unknown"] == [(one, f"{name} has no verdict: {DEFECT}") for one in without]
    assert {one["customer"] for one in found if one["check"] == name} == {"c0000", "c0001", "c0002"}.difference(without)
