# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each trunk group is judged by what is there: what cannot be read, or is not in force, of one says nothing about its neighbours, and what a document says
of its customer's state, nothing about what is left of it.
"""

from __future__ import annotations

import copy
import dataclasses

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import fraud, states
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.tests.unit import audits, planted
from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY

OPEN = "acl-open-outbound"
PROFILE = {"profile": "nanp-high-risk", "version": 1}
UNDECLARED = ["aa-half", "bb-half", "mm-tight", "zz-open"]


def with_fax(**more):
    """A customer with two trunk groups that are alike, and no more numbers than one of them."""
    document = audits.customer(0, contract={"channels": 8, "resilience": True, "regions": ["us"]}, **more)
    fax = copy.deepcopy(document["trunk_groups"][0])
    document["trunk_groups"].append({**fax, "name": "c0000-fax"})
    document["numbers"] = [{"phonenumber": number, "trunk_group": "c0000-voice"} for number in document["numbers"]]
    return document


def protected():
    """The same with a fraud profile in place of lists of its own."""
    document = with_fax(fraud=PROFILE, access_control_rules=[])
    for group in document["trunk_groups"]:
        del group["acls"]
    return document


def load(emulator, document, **changes):
    """Everything as declared, but for attributes of some trunk groups: ``{name without the customer's: attributes}``."""
    emulator.load(planted.state([fraud.expand(document, TODAY)]))
    state = emulator.state()
    for group in state["trunk_groups"]:
        group.update(changes.get(group["name"].removeprefix("c0000-"), {}))
    emulator.load(state)


def undeclared(emulator):
    """The same trunk group under several names, open but for one, and nobody's."""
    state = planted.state([audits.customer(0)])
    [group] = state["trunk_groups"]
    for name in UNDECLARED:
        trunks = [{**trunk, "trunk_sid": f"{name}-{trunk['trunk_sid']}"} for trunk in group["trunks"]]
        lists = group["acls"] if "tight" in name else []
        state["trunk_groups"].append({**group, "name": name, "trunk_group_sid": f"tg.{name}", "trunks": trunks, "acls": lists, "external_handlers": []})
    emulator.load(state)


def leave_out(emulator, *names, attribute="acls", trunk=None):
    """The API leaves an attribute out of trunk groups, or of one of their trunks."""
    listed = emulator.state()["trunk_groups"]
    for group in listed:
        if group["name"] in names:
            (group if trunk is None else group["trunks"][trunk]).pop(attribute)
            emulator.fault(method="GET", path=f"/trunk_groups/{group['trunk_group_sid']}$", body=group, times=None)
            if trunk is not None:
                sid = group["trunks"][trunk]["trunk_sid"]
                emulator.fault(method="GET", path=f"/trunks/{sid}$", body=group["trunks"][trunk], times=None)
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": listed, "has_more": False}, times=None)


def open_ones(report):
    return [one["object"]["name"] for one in report["findings"] if one["check"] == OPEN]


def unknown(report):
    return [(one["check"], one["object"]["name"], one["field"]) for one in report["findings"] if one["class"] == "unknown" and one["object"]]


@pytest.mark.parametrize(("attribute", "trunk"), [("acls", None), ("trunks", None), ("out_capacity", 0), ("acls", 1)])
@pytest.mark.parametrize(("closed", "opened"), [("voice", "fax"), ("fax", "voice")])
def test_an_open_trunk_group_beside_one_that_cannot_be_read(closed, opened, attribute, trunk, audited, emulator):
    document = with_fax()
    load(emulator, document, **{opened: {"acls": []}})
    leave_out(emulator, f"c0000-{closed}", attribute=attribute, trunk=trunk)
    if attribute == "trunks":
        emulator.fault(method="GET", path="/trunks$", status=403, times=None)
    report = audited([document])
    assert open_ones(report) == [f"c0000-{opened}"]
    # What could not be judged is told all the same.
    assert OPEN in audits.without_verdict(report)["c0000"]
    assert {name.partition("/")[0] for _check, name, _field in unknown(report)} <= {f"c0000-{closed}"}
    assert "unknown" in report["customers"][0]["outcome"]


def test_each_that_nobody_declared_is_judged_by_itself(audited, emulator):
    undeclared(emulator)
    assert open_ones(audited([audits.customer(0)])) == ["aa-half", "bb-half", "zz-open"]
    leave_out(emulator, "aa-half", "bb-half")
    report = audited([audits.customer(0)])
    assert open_ones(report) == ["zz-open"]
    assert unknown(report) == [("unknown-attribute", name, "acls") for name in ("aa-half", "bb-half")]
    assert OPEN in audits.without_verdict(report)[None]


def test_a_few_that_cannot_be_judged_among_many_take_few_questions(audited, emulator, monkeypatch):
    undeclared(emulator)
    state = emulator.state()
    [group] = [one for one in state["trunk_groups"] if one["name"] == "zz-open"]
    more = range(200, 400)
    state["trunk_groups"] += [{**group, "name": f"n{n}", "trunk_group_sid": f"tg.n{n}", "trunks": []} for n in more]
    emulator.load(state)
    leave_out(emulator, "aa-half", "n233")
    rule, asked = rulebook.RULES[OPEN], []
    monkeypatch.setitem(rulebook.RULES, OPEN, dataclasses.replace(rule, check=lambda customer: asked.append(customer.id) or rule.check(customer)))
    assert len(open_ones(audited([audits.customer(0)]))) == len(UNDECLARED) - 2 + len(more) - 1
    assert len(asked) < 60


def test_what_is_added_up_sees_all_or_says_nothing(audited, emulator):
    """One trunk group alone carries fewer calls than the contract has, both together do not."""
    document = with_fax()
    document["contract"]["channels"] = 12
    load(emulator, document)
    assert audited([document])["findings"] == []
    leave_out(emulator, "c0000-fax", attribute="in_capacity", trunk=0)
    report = audited([document])
    assert {one["check"] for one in report["findings"] if one["class"] == "exposure"} == set()
    assert {"capacity-above-endpoint", "capacity-below-contract"} <= audits.without_verdict(report)["c0000"]


def test_addresses_that_can_be_read_are_compared_beside_one_that_cannot(audited, emulator):
    documents = [audits.customer(0), audits.customer(1)]
    for one in documents:
        one["endpoints"][0]["addresses"] = [{"ip": "198.18.9.9"}]
    state = planted.state(documents)
    emulator.load(state)
    assert [one["object"]["name"] for one in audited(documents)["findings"]] == ["c0000-nyc", "c0001-nyc"]
    for endpoint in state["endpoints"]:
        if endpoint["name"] == "c0000-lax":
            del endpoint["addresses"]
            emulator.fault(method="GET", path=f"/endpoints/{endpoint['endpoint_sid']}$", body=endpoint, times=None)
    emulator.fault(method="GET", path="/endpoints$", body={"items": state["endpoints"], "has_more": False}, times=None)
    report = audited(documents)
    assert [one["object"]["name"] for one in report["findings"] if one["check"] == "endpoint-shared-address"] == ["c0000-nyc", "c0001-nyc"]
    assert audits.without_verdict(report)["c0000"] >= {"endpoint-shared-address"}


# A fraud profile is in force at a trunk group ------------------------------------------------------------------------------


def test_a_profile_that_is_gone_at_one_trunk_group_protects_the_other(audited, emulator):
    document = protected()
    load(emulator, document)
    assert audited([document])["findings"] == []
    load(emulator, document, fax={"acls": []})
    report = audited([document])
    assert open_ones(report) == ["c0000-fax"]
    assert {one["object"]["name"] for one in report["findings"]} == {"c0000-fax"}


def test_a_profile_that_cannot_be_read_at_one_trunk_group_is_not_in_force_at_the_other(audited, emulator):
    document = protected()
    load(emulator, document, fax={"acls": []})
    leave_out(emulator, "c0000-voice")
    report = audited([document])
    assert open_ones(report) == ["c0000-fax"]
    assert ("unknown-attribute", "c0000-voice", "acls") in unknown(report)


def test_a_profile_whose_rule_is_another_is_in_force_nowhere(audited, emulator):
    document = protected()
    load(emulator, document)
    state = emulator.state()
    next(one for one in state["rules"] if one["name"] == "c0000-fraud-nanp-high-risk-v1")["entries"] = ["1900"]
    emulator.load(state)
    assert open_ones(audited([document])) == ["c0000-fax", "c0000-voice"]


def test_a_profile_whose_rule_cannot_be_read_is_unknown(audited, emulator):
    document = protected()
    load(emulator, document)
    rules = emulator.state()["rules"]
    rule = next(one for one in rules if one["name"] == "c0000-fraud-nanp-high-risk-v1")
    del rule["entries"]
    emulator.fault(
        {"method": "GET", "path": "/accesscontrol/rules$", "body": {"items": rules, "has_more": False}, "times": None},
        {"method": "GET", "path": f"/accesscontrol/rules/{rule['rule_sid']}$", "body": rule, "times": None},
    )
    report = audited([document])
    assert open_ones(report) == []
    assert OPEN in audits.without_verdict(report)["c0000"]


def test_a_suspension_that_is_gone_at_one_trunk_group_is_judged_there(audited, emulator):
    document = with_fax()
    document["customer"]["state"] = "suspended"
    emulator.load(planted.state([states.applied(document)]))
    assert audited([document])["findings"] == []
    state = emulator.state()
    next(one for one in state["trunk_groups"] if one["name"] == "c0000-fax")["acls"] = []
    emulator.load(state)
    report = audited([document])
    assert open_ones(report) == ["c0000-fax"]
    assert {one["object"]["name"] for one in report["findings"]} == {"c0000-fax"}


# Rules that are not there --------------------------------------------------------------------------------------------------


def behind_a_rule_that_is_gone(emulator, document, true, false):
    """The list of a trunk group refers to a rule that the provider does not list."""
    load(emulator, document, voice={"acls": [{"direction": "outbound", "access_control_rules": ["rule.of.nobody"], "voice_action_true": true,
                                              "voice_action_false": false}]})


@pytest.mark.parametrize("declared", [True, False])
def test_a_block_by_a_rule_that_is_not_listed_is_no_limit(declared, audited, emulator):
    behind_a_rule_that_is_gone(emulator, audits.customer(0), "reject403", "accept")
    report = audited([audits.customer(0 if declared else 1)])
    [one] = [one for one in report["findings"] if one["check"] == OPEN]
    assert one["object"]["name"] == "c0000-voice"
    assert one["message"].endswith(", and rule.of.nobody, by which its lists reject, is nothing that the provider lists")
    assert "acl-uncertain-outbound" not in {one["check"] for one in report["findings"]}


@pytest.mark.parametrize("body", [{"has_more": False, "total": 99}, None], ids=["incomplete", "unread"])
def test_what_is_not_in_a_listing_that_was_not_read_whole_may_be_there(body, audited, emulator):
    behind_a_rule_that_is_gone(emulator, audits.customer(0), "reject403", "accept")
    fault = {"body": {"items": emulator.state()["rules"], **body}} if body else {"status": 403}
    emulator.fault(method="GET", path="/accesscontrol/rules$", times=None, **fault)
    assert open_ones(audited([audits.customer(0)])) == []


RULES_UNREAD = {"unread": {"status": 403}, "incomplete": {"body": {"items": [], "has_more": False, "total": 9}}}


def rules_cannot_be_read(emulator, how):
    emulator.fault(method="GET", path="/accesscontrol/rules$", times=None, **RULES_UNREAD[how])


@pytest.mark.parametrize("how", RULES_UNREAD)
def test_a_trunk_group_without_lists_is_open_whether_or_not_rules_can_be_read(how, audited, emulator):
    load(emulator, with_fax(), fax={"acls": []})
    state = emulator.state()
    fax = next(one for one in state["trunk_groups"] if one["name"] == "c0000-fax")
    state["trunk_groups"].append({**fax, "name": "zz", "trunk_group_sid": "tg.zz", "trunks": [], "external_handlers": []})
    emulator.load(state)
    rules_cannot_be_read(emulator, how)
    report = audited([with_fax()])
    assert open_ones(report) == ["c0000-fax", "zz"]
    # Its neighbour has lists, and which rules those are nobody knows.
    assert OPEN in audits.without_verdict(report)["c0000"]
    assert "acl-uncertain-outbound" not in {one["check"] for one in report["findings"]}


@pytest.mark.parametrize("how", RULES_UNREAD)
def test_what_limits_an_open_trunk_group_above_need_not_be_known_to_say_so(how, audited, emulator):
    above = {"direction": "outbound", "access_control_rules": ["premium"], "voice_action_true": "reject403", "voice_action_false": None}
    rule = {"name": "premium", "field": "called", "quantifier": "any", "operation": "prefix", "entries": ["1900"]}
    emulator.load(planted.state([with_fax()], [rule], [above]))
    state = emulator.state()
    next(one for one in state["trunk_groups"] if one["name"] == "c0000-fax")["acls"] = []
    emulator.load(state)
    rules_cannot_be_read(emulator, how)
    assert open_ones(audited([with_fax()])) == ["c0000-fax"]


def test_a_profile_of_which_no_list_is_there_is_not_in_force_whether_or_not_rules_can_be_read(audited, emulator):
    load(emulator, protected(), fax={"acls": []})
    rules_cannot_be_read(emulator, "unread")
    report = audited([protected()])
    assert open_ones(report) == ["c0000-fax"]
    assert any("the fraud profile of the document is not in force" in one["message"] for one in report["findings"])


def test_lists_that_are_not_there_are_missing_whether_or_not_rules_can_be_read(audited, emulator):
    load(emulator, with_fax(), fax={"acls": []})
    rules_cannot_be_read(emulator, "unread")
    report = audited([with_fax()])
    [one] = [one for one in report["findings"] if one["class"] == "drift"]
    assert (one["check"], one["object"]["name"], one["field"]) == ("drift-different", "c0000-fax", "acls[0]")
    assert one["expected"]["access_control_rules"] == ["c0000-home", "c0000-emergency"]
    told = [one["message"] for one in report["findings"] if "cannot be compared" in one["message"]]
    assert len(told) == 1 and "acls of the trunk group c0000-voice" in told[0] and "c0000-fax" not in told[0]
    # What would be written is not known all the same.
    assert report["customers"][0]["plan_sha256"] is None


def test_a_number_that_is_bound_to_nothing_is_not_bound_as_declared_wherever_that_is(audited, emulator):
    load(emulator, with_fax())
    state = emulator.state()
    number = with_fax()["numbers"][0]["phonenumber"]
    next(one for one in state["dids"] if one["phonenumber"] == number)["trunk_group_sid"] = None
    emulator.load(state)
    emulator.fault(method="GET", path="/trunk_groups$", status=403, times=None)
    found = [(one["check"], one["object"]["name"], one["message"]) for one in audited([with_fax()])["findings"] if one["class"] == "drift"]
    assert found == [("drift-different", number, f"trunk_group of the number {number} is null, expected \"c0000-voice\"")]


def test_what_a_list_lets_through_by_a_rule_that_is_not_listed_cannot_be_told(audited, emulator):
    behind_a_rule_that_is_gone(emulator, audits.customer(0), "accept", "reject403")
    found = {one["check"] for one in audited([audits.customer(0)])["findings"]}
    assert "acl-uncertain-outbound" in found and OPEN not in found


# Customers that have ceased ------------------------------------------------------------------------------------------------


def ceased(document):
    return {**document, "customer": {**document["customer"], "state": "ceased"}}


def test_an_open_trunk_group_of_a_customer_that_has_ceased_is_open(audited, emulator):
    load(emulator, audits.customer(0), voice={"acls": []})
    report = audited([ceased(audits.customer(0))])
    assert open_ones(report) == ["c0000-voice"]
    assert report["customers"][0]["outcome"] == ["drifted", "exposed"]
    # It is judged by the document as it is for those who have not ceased, waivers included.
    waived = {**ceased(audits.customer(0)), "waivers": [{"rule": OPEN, "reason": "Taken off on Monday.", "ticket": "CHG-1", "expires": "2026-12-31"}]}
    assert audited([waived])["summary"]["waived"] == 1


def test_no_call_of_a_customer_that_has_ceased_has_to_get_through(audited, emulator):
    """One trunk, no list for emergency calls, no OPTIONS: only that something is left over is wrong with it."""
    document = audits.customer(0)
    load(emulator, document)
    state = emulator.state()
    [group] = [one for one in state["trunk_groups"] if one["name"] == "c0000-voice"]
    group["trunks"] = group["trunks"][:1]
    for acl in group["acls"]:
        acl["access_control_rules"] = acl["access_control_rules"][:1]
    emulator.load(state)
    assert {one["check"] for one in audited([document])["findings"]} > {"routing-too-few-trunks", "acl-emergency-rejected"}
    assert {one["class"] for one in audited([ceased(document)])["findings"]} == {"drift"}
    assert {one["check"] for one in audited([ceased(document)])["findings"]} == {"drift-left-over"}


def test_trunks_of_one_customer_that_cannot_be_listed_leave_what_others_add_up(audited, emulator):
    documents = [audits.customer(0), audits.customer(1)]
    emulator.load(planted.state(documents))
    documents[0]["contract"]["channels"] = 16
    leave_out(emulator, "c0001-voice", attribute="trunks")
    emulator.fault(method="GET", path="/trunks$", status=403, times=None)
    report = audited(documents)
    assert [(one["customer"], one["check"]) for one in report["findings"] if one["class"] == "exposure"] == [("c0000", "capacity-below-contract")]
    assert "capacity-below-contract" in audits.without_verdict(report)["c0001"]
    assert audits.without_verdict(report)["c0000"] == {"unmanaged-object"}
