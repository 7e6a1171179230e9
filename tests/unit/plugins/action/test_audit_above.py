# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists above those of trunk groups, a partner's own and its parent's: what audits find in them, and that nothing but audits asks for them."""

from __future__ import annotations

import copy
import json

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import fraud, states
from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.unit import audits, fleets, planted
from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY

PATH = "/accesscontrol/effective_acl/calls"
RULES = [
    {"name": name, "field": field, "operation": operation, "quantifier": quantifier, "entries": entries}
    for name, field, operation, quantifier, entries in (
        ("premium", "called", "prefix", "any", ["1900", "1976"]),
        ("home", "called", "prefix", "any", ["1"]),
        ("new-york", "called", "prefix", "any", ["1212"]),
        ("not-new-york", "called", "prefix", "none", ["1212"]),
        ("new-york-patterns", "called", "regexp", "any", ["^1(212|646)[0-9]*$"]),
        ("number", "called", "exact", "any", ["12125550100"]),
        ("emergency", "called", "regexp", "any", ["^(911|933|112)$"]),
        ("loose", "called", "regexp", "any", ["^9"]),
        ("police", "called", "exact", "any", ["911"]),
        ("every", "called", "prefix", "any", list("0123456789")),
        ("nearly-every", "called", "prefix", "any", list("023456789")),
        ("empty", "called", "prefix", "any", []),
        ("all-but-nothing", "called", "prefix", "none", []),
        ("tens", "called", "prefix", "any", [str(n) for n in range(10, 100)]),
        ("anything", "called", "regexp", "any", [".*"]),
        ("digits", "called", "regexp", "any", ["^[0-9]+$"]),
        ("open-end", "called", "regexp", "any", [r"^\d"]),
        ("open-end-or-police", "called", "regexp", "any", [r"^\d", "^911$"]),
        ("home-open-end", "called", "regexp", "any", ["^1212"]),
        ("texts", "message", "prefix", "any", ["1"]),
        ("caller", "calling", "prefix", "any", ["1"]),
    )
]
OPEN = {"acls": []}


def acl(*names, direction="outbound", true="reject403", false=None):
    return {"direction": direction, "access_control_rules": list(names), "voice_action_true": true, "voice_action_false": false}


def only(*names, **more):
    """A list that lets nothing else through."""
    return acl(*names, true="accept", false="reject403", **more)


PREMIUM = acl("premium")
HOME = only("home", "emergency")


@pytest.fixture(params=[{}, {"effective_layers": "of_each"}, {"effective_layers": "of_each_bottom_up", "page_limit_max": 1}], ids=str)
def found_below(request, audited, emulator):
    """``found_below(lists, documents)``: the findings of an audit below a partner with these lists, whichever way the API tells of them."""

    def perform(lists, *documents):
        state = planted.state([states.applied(fraud.expand(one, TODAY)) for one in documents], RULES, lists[:1])
        telco = next(one for one in state["partners"] if one["partner_sid"] == seed.TELCO)
        telco["acls"] = planted.state([], RULES, lists[1:])["partners"][state["partners"].index(telco)]["parent_assigned_acls"]
        emulator.load(state)
        emulator.switches(**request.param)
        return audited(documents)["findings"]

    return perform


def gist(found):
    return [(one["check"], one["customer"], one["object"] and one["object"]["name"], one["field"]) for one in found]


def opening(*entries, operation="prefix", **more):
    """A customer whose list lets more through."""
    document = audits.customer(0, **more)
    document["access_control_rules"].append({"name": "c0000-more", "field": "called", "operation": operation, "quantifier": "any", "entries": list(entries)})
    document["trunk_groups"][0]["acls"][0]["access_control_rules"].append("c0000-more")
    return document


def changed(document=None, **attributes):
    """A customer with other attributes of the trunk group."""
    document = document or audits.customer(0)
    document["trunk_groups"][0].update(attributes)
    return document


def in_state(state):
    document = audits.customer(0)
    document["customer"]["state"] = state
    return document


# What is found ----------------------------------------------------------------------------------------------------------

EVERY = "live-calls-rejected-above"
EMERGENCY = "live-emergency-rejected-above"
OPENED = "live-opened-rejected-above"
FOUND = {
    "outbound, both actions": ([acl("premium", true="reject403", false="reject503")], {}, EVERY, "every outbound call is rejected before"),
    "inbound, both actions": ([acl("premium", direction="inbound", true="reject403", false="reject403")], {}, EVERY, "every inbound call is rejected before"),
    "in both directions, both actions": ([acl("premium", direction="any", true="reject503", false="reject503")], {}, EVERY, "every call is rejected before"),
    "a rule that is not listed, both actions": ([acl("rule.of.nobody", true="reject403", false="reject403")], {}, EVERY, "every outbound call"),
    "no rule": ([only()], {}, EVERY, "every outbound call is rejected"),
    "a rule that matches everything": ([acl("every")], {}, EVERY, "every outbound call is rejected"),
    "a rule that matches all but nothing": ([acl("all-but-nothing")], {}, EVERY, "every outbound call is rejected"),
    "prefixes that are all together": ([acl("tens")], {}, EVERY, "every outbound call is rejected before the trunk group's own lists"),
    "a pattern for everything": ([acl("anything")], {}, EVERY, "every outbound call is rejected before the trunk group's own lists"),
    "a pattern for all digits": ([acl("digits", direction="any")], {}, EVERY, "every call is rejected before the trunk group's own lists"),
    "a pattern with an open end": ([acl("open-end")], {}, EVERY, "every outbound call is rejected before the trunk group's own lists if the provider reads"),
    "its numbers": ([acl("home", direction="inbound")], {}, EVERY, "every inbound call to its numbers is rejected before the trunk group's own lists"),
    "its numbers, in both directions": ([acl("number", direction="any")], {}, EVERY, "every inbound call to its numbers is rejected before"),
    "its numbers, which are not accepted": ([only("premium", direction="inbound")], {}, EVERY, "every inbound call to its numbers is rejected before"),
    "its numbers, perhaps": ([acl("home-open-end", direction="inbound")], {}, EVERY, "call to its numbers is rejected before the trunk group's own lists if"),
    "emergency calls": ([only("home")], {}, EMERGENCY, "outbound calls to 911, 933 are rejected"),
    "an emergency call": ([acl("police")], {}, EMERGENCY, "outbound calls to 911 are rejected"),
    "emergency calls, perhaps": ([only("home", "loose")], {}, EMERGENCY, "outbound calls to 911, 933 are rejected if the provider reads"),
    "a prefix": ([PREMIUM], {"document": opening("1900")}, OPENED, "outbound calls to 1900 are rejected, which"),
    "several prefixes": ([HOME], {"document": opening("44", "49", "33", "34", "1416")}, OPENED, "calls to 33, 34, 44 and 1 more are rejected"),
    "a number": ([PREMIUM], {"document": opening("19005550100", operation="exact")}, OPENED, "calls to 19005550100 are rejected"),
    "what is not among patterns": ([only("new-york-patterns", "emergency")], {}, OPENED, "outbound calls to 1310 are rejected"),
    "an exception": (
        [PREMIUM],
        {"fraud": {"profile": "nanp-premium", "version": 1, "exceptions": [
            {"prefix": "1900555", "reason": "A line of the customer's own.", "ticket": "CHG-1", "expires": "2027-01-31"},
        ]}},
        OPENED,
        "calls to 1900555 (an exception) are rejected",
    ),
    "a destination that is allowed": (
        [only("new-york", "emergency")], {"fraud": {"profile": "nanp-high-risk", "version": 1, "allow": ["guam"]}}, OPENED, "calls to 1310, guam are rejected",
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_what_lists_above_reject_and_should_not(what, found_below):
    lists, more, check, text = FOUND[what]
    more = dict(more)
    document = more.pop("document", None) or audits.customer(0, **more)
    [one] = found_below([*lists, acl("rule.of.nobody")], document)
    assert gist([one]) == [(check, "c0000", "c0000-voice", "effective_acls[0]")]
    assert one["message"].startswith("trunk group c0000-voice: effective_acls[0]: ") and text in one["message"]
    assert one["live"] == {name: value for name, value in lists[0].items() if value is not None}


SILENT = {
    "nothing above": ([], {}),
    "a block of premium numbers": ([PREMIUM], {}),
    "undirected": ([acl("premium", direction="undirected", true="reject403", false="reject403")], {}),
    "a list for messages": ([acl("every", true=None)], {}),
    "a rule that is not listed": ([acl("rule.of.nobody"), only("rule.of.nobody")], {}),
    "a trunk group without numbers": ([acl("home", direction="inbound")], {"numbers": []}),
    "a number of another": ([acl("number", direction="inbound")], {"numbers": fleets.NUMBERS[:2]}),
    "a caller": ([acl("caller"), acl("caller", direction="inbound")], {}),
    "a number of the customer's own country": ([HOME], {}),
    "nearly every number": ([acl("nearly-every", direction="inbound")], {}),
    "inbound emergency calls": ([acl("police", direction="inbound")], {}),
    "all but one number": ([only("number", direction="inbound")], {}),
    "part of what is open": ([PREMIUM], {"document": opening("1")}),
    "a number that is a prefix above": ([acl("number")], {"document": opening("1212555")}),
    "what only patterns could tell": ([only("new-york-patterns", "home", "emergency")], {"document": opening("1646")}),
    "suspended": ([only()], {"document": in_state("suspended")}),
}


@pytest.mark.parametrize("what", SILENT)
def test_what_nearly_is_like_that(what, found_below):
    lists, more = SILENT[what]
    assert found_below(lists, more.get("document") or audits.customer(0, **more)) == []


@pytest.mark.parametrize("what", ["an entry that only the live rule has", "a trunk group that no document names"])
def test_what_no_document_opens_is_not_called_wanted(what, audited, emulator):
    document, live = audits.customer(0), opening("1900")
    if what == "an entry that only the live rule has":
        document = opening("1415")
    emulator.load(planted.state([live], RULES, [PREMIUM]))
    found = {one["check"] for one in audited([document if "entry" in what else audits.customer(1)])["findings"]}
    assert OPENED not in found and found & {"drift-different", "unmanaged-object"}
    # Where the document opens it, it is found.
    assert OPENED in {one["check"] for one in audited([live])["findings"]}


def test_an_emergency_call_that_is_rejected_for_certain_is_told_beside_all_calls_that_perhaps_are(found_below):
    found = found_below([acl("open-end-or-police")], audits.customer(0))
    assert {one["check"]: "if the provider reads the regular expressions" in one["message"] for one in found} == {EVERY: True, EMERGENCY: False}


def test_what_a_list_does_to_outbound_calls_is_told_also_where_numbers_cannot_be_read(audited, emulator):
    document = audits.customer(0)
    emulator.load(planted.state([document], RULES, [acl("home", direction="inbound"), only()]))
    emulator.fault(method="GET", path="/dids", status=403, times=None)
    found = audited([document])["findings"]
    assert [one["message"].partition(": ")[2] for one in found if one["check"] == EVERY] == [
        "effective_acls[1]: every outbound call is rejected before the trunk group's own lists",
    ]


def test_a_rule_of_the_parent_that_never_matches_in_a_list_above(found_below):
    found = found_below([acl("new-york", "empty", true="reject403"), acl("number", "texts")], audits.customer(0))
    assert sorted((one["check"], one["field"], one["live"]) for one in found if one["check"] != OPENED) == [
        ("live-idle-rule", "effective_acls[0].access_control_rules[1]", "empty"), ("live-idle-rule", "effective_acls[1].access_control_rules[1]", "texts"),
    ]


def without(emulator, name, attribute):
    """The API lists a rule without an attribute."""
    rules = [{n: v for n, v in one.items() if one["name"] != name or n != attribute} for one in emulator.state()["rules"]]
    listed = [{**one, "read_only": one.get("partner_sid") != seed.TELCO} for one in rules]
    emulator.fault(method="GET", path="/accesscontrol/rules$", body={"items": listed, "has_more": False}, times=None)


@pytest.mark.parametrize("attribute", ["field", "operation", "quantifier", "entries"])
def test_a_rule_of_the_parent_opens_only_what_it_is_known_to_match(attribute, audited, emulator):
    documents = [changed(acls=[only("new-york", "emergency")]), audits.customer(1)]
    emulator.load(planted.state(documents, RULES, [acl("new-york"), only("home")]))
    assert [one["check"] for one in audited(documents)["findings"] if one["customer"] == "c0000"] == [OPENED, EMERGENCY]
    without(emulator, "new-york", attribute)
    found = audited(documents)["findings"]
    assert [one["check"] for one in found if one["customer"] == "c0001"] == [EMERGENCY]
    assert OPENED not in {one["check"] for one in found} and "unknown" not in {one["class"] for one in found}


@pytest.mark.parametrize("lists", [[only("home", "emergency")], [acl("not-new-york")], [acl("all-but-nothing")], [acl("empty")]], ids=str)
def test_entries_that_the_api_leaves_out_are_not_none(lists, audited, emulator):
    document = audits.customer(0)
    emulator.load(planted.state([document], RULES, lists))
    without(emulator, lists[0]["access_control_rules"][0], "entries")
    assert audited([document])["findings"] == []


def test_what_a_rule_without_its_entries_rejects_is_no_limit_to_rely_on(audited, emulator):
    document = changed(**OPEN)
    emulator.load(planted.state([document], RULES, [HOME]))
    without(emulator, "home", "entries")
    [text] = [one["message"] for one in audited([document])["findings"] if one["check"] == "acl-open-outbound"]
    assert text.endswith(", and what home in the lists above it matches nobody knows")


# What is open -----------------------------------------------------------------------------------------------------------


def test_what_is_rejected_above_is_not_open(found_below):
    [one] = found_below([], changed(**OPEN))
    assert one["check"] == "acl-open-outbound" and "19005551234" in one["message"]
    assert found_below([only("home", "emergency")], changed(**OPEN)) == []


def test_what_gets_through_above_is_named(found_below):
    [one] = found_below([PREMIUM], changed(**OPEN))
    assert one["check"] == "acl-open-outbound" and "18765551234 (Jamaica)" in one["message"]


def test_a_list_above_that_nobody_can_read_is_no_limit(found_below):
    [one] = found_below([only("rule.of.nobody")], changed(**OPEN))
    assert one["check"] == "acl-open-outbound" and one["severity"] == "error"
    assert one["message"].endswith(", and what rule.of.nobody in the lists above it matches nobody knows")


@pytest.mark.parametrize(("above", "found"), [(PREMIUM, ["acl-uncertain-outbound"]), (HOME, [])], ids=["premium", "home"])
def test_what_cannot_be_told_of_a_list_is_told_by_the_one_above(above, found, audited, emulator):
    document = changed(acls=[only("hidden")])
    emulator.load(planted.state([document], [*RULES, "hidden"], [above]))
    # The provider lists the rule and shows no more than its name.
    rules = [{n: v for n, v in one.items() if one["name"] != "hidden" or n in ("rule_sid", "name")} for one in emulator.state()["rules"]]
    listed = [{**one, "read_only": one.get("partner_sid") != seed.TELCO} for one in rules]
    emulator.fault(method="GET", path="/accesscontrol/rules$", body={"items": listed, "has_more": False}, times=None)
    assert [one["check"] for one in audited([document])["findings"]] == found


# How it is told -----------------------------------------------------------------------------------------------------------


def test_each_report_tells_it_at_the_trunk_group_of_the_document(audited, emulator, tmp_path):
    document = audits.customer(0)
    emulator.load(planted.state([document], RULES, [PREMIUM, only("home")]))
    [one] = audited([document])["findings"]
    lines = (tmp_path / "customers" / "c0000.yml").read_text().splitlines()
    assert lines[one["line"] - 1].strip().startswith("- ") and "trunk_groups:" in lines[one["line"] - 2]
    reports = {name: str(tmp_path / f"report.{name}") for name in ("junit", "sarif", "csv", "html")}
    audits.run(emulator, str(tmp_path / "customers"), reports=reports)
    texts = {name: (tmp_path / f"report.{name}").read_text(encoding="utf-8") for name in reports}
    assert all(EMERGENCY in text and "effective_acls[1]" in text for text in texts.values())
    [result] = [result for run in json.loads(texts["sarif"])["runs"] for result in run["results"]]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == one["line"]


def test_a_waiver_of_the_trunk_group_covers_what_is_above_it(audited, emulator):
    document = audits.customer(0)
    waiver = {"rule": EMERGENCY, "path": "trunk_groups[c0000-voice]", "reason": "No telephones.", "ticket": "RISK-1", "expires": "2026-12-31"}
    emulator.load(planted.state([document], RULES, [only("home")]))
    [one] = audited([{**document, "waivers": [waiver]}])["findings"]
    assert one["waived"]["ticket"] == "RISK-1"


def test_each_customer_and_what_nobody_declared_are_told_apart(audited, emulator):
    documents = [audits.customer(n) for n in range(3)]
    emulator.load(planted.state(documents, RULES, [only("home")]))
    found = audited(documents[:2])["findings"]
    assert gist([one for one in found if one["check"] == EMERGENCY]) == [
        (EMERGENCY, name, group, "effective_acls[0]") for name, group in (("c0000", "c0000-voice"), ("c0001", "c0001-voice"), (None, "c0002-voice"))
    ]


# Who is asked -------------------------------------------------------------------------------------------------------------


def asked(emulator):
    return [one["query"] for one in emulator.requests() if one["path"].endswith(PATH)]


def at(partner, n):
    return audits.customer(n, provider={"kind": "carrierx", "partner": partner}, numbers=[])


def test_each_partner_is_asked_for_once(audited, emulator):
    documents = [at(seed.TELCO, 0), at(seed.SUB_PARTNER, 1), at(seed.SUB_PARTNER, 2), audits.customer(3)]
    emulator.load(planted.state(documents, RULES, [only("home")], [seed.SUB_PARTNER]))
    report = audited(documents)
    # What is above the one partner is not above the other.
    assert [one["customer"] for one in report["findings"] if one["check"] == EMERGENCY] == ["c0001", "c0002"]
    assert len(asked(emulator)) == 2


def test_nobody_is_asked_where_there_is_no_trunk_group(audited, emulator):
    emulator.load(planted.state([]))
    audited([audits.customer(0)])
    assert asked(emulator) == []


def test_nothing_but_audits_asks(audited, emulator):
    documents = [audits.customer(n) for n in range(2)]
    emulator.load(planted.state(documents, RULES, [only("home")]))
    fleets.run(emulator, copy.deepcopy(documents))
    fleets.run(emulator, copy.deepcopy(documents), check=True)
    fleets.run(emulator, [], state="gathered", scope={"carrierx": {}})
    assert emulator.requests() and asked(emulator) == []


def test_what_an_approval_rests_on_does_not_depend_on_it(audited, emulator):
    document = audits.customer(0)
    hashes = []
    for lists in ([], [only("home")]):
        emulator.load(planted.state([document], RULES, lists))
        [customer] = audited([document])["customers"]
        hashes.append({name: value for name, value in customer.items() if name.endswith("_sha256")})
    assert hashes[0] == hashes[1] and all(hashes[0].values())


# What cannot be read ----------------------------------------------------------------------------------------------------

ODD = [
    {"items": [{"layer": 1}], "has_more": False},
    {"items": [{"layer": "1st", "effective_acls": []}], "has_more": False},
    {"items": [{"layer": 1, "effective_acls": ["x"]}], "has_more": False},
    {"items": [{"layer": 1, "effective_acls": [{"direction": "outbound"}]}], "has_more": False},
    {"items": [{"layer": 1, "effective_acls": [{**PREMIUM, "direction": "sideways"}]}], "has_more": False},
    {"items": [{"layer": 1, "effective_acls": [{**PREMIUM, "voice_action_true": "block"}]}], "has_more": False},
    {"items": [{"layer": 1, "effective_acls": [PREMIUM, {**PREMIUM, "access_control_rules": [None]}]}], "has_more": False},
    {"items": [{"layer": 1, "effective_acls": []}], "has_more": False, "total": 2},
    {"items": [], "has_more": True},
    {"acls": []},
    [],
]
FAULTS = [*({"status": status} for status in (403, 404, 422, 500, 503)), {"cut": "before"}, {"body_text": "<html>"}, *({"body": body} for body in ODD)]


ABOVE = {"live-calls-rejected-above", "live-emergency-rejected-above", "live-opened-rejected-above", "live-idle-rule"}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_what_cannot_be_read_is_unknown_and_the_rest_is_judged(fault, audited, emulator):
    documents = [audits.customer(0), changed(audits.customer(1), **OPEN), audits.customer(2)]
    state = planted.state(documents, RULES, [only("home")])
    next(one for one in state["endpoints"] if one["name"] == "c0002-nyc")["capacity"] = 77
    emulator.load(state)
    emulator.fault(method="GET", path=PATH, times=None, **fault)
    report = audited(documents)
    found = {one["check"]: one for one in report["findings"]}
    assert [(one["class"], name, one["customer"]) for name, one in sorted(found.items())] == [
        ("exposure", "acl-open-outbound", "c0001"), ("drift", "drift-different", "c0002"), ("unknown", "unknown-unreadable", None),
    ]
    # What nobody knows to limit calls does not hide that nothing else does.
    assert found["acl-open-outbound"]["message"].endswith(", and which calls the lists above it reject could not be read")
    message = found["unknown-unreadable"]["message"]
    assert message.startswith(f"the ACLs above the trunk groups of {seed.TELCO} could not be read, so that nobody knows which calls they reject: ")
    # Rules about those lists say nothing about anybody. A rule that found something without them has said it.
    assert {name: checks & ABOVE for name, checks in audits.without_verdict(report).items()} == dict.fromkeys(("c0000", "c0001", "c0002"), ABOVE)
    # What was seen is approved all the same: nothing of it depends on those lists.
    assert not report["passed"] and all(one["live_sha256"] and one["plan_sha256"] for one in report["customers"])
    assert [one for one in emulator.requests() if one["method"] != "GET"] == []


def test_an_api_without_them(audited, emulator):
    document = audits.customer(0)
    emulator.load(planted.state([document]))
    emulator.switches(effective_acls="off")
    assert gist(audited([document])["findings"]) == [("unknown-unreadable", None, None, None)]
    assert audited([document], fail_on=["drift", "error"])["passed"]


def test_a_trunk_group_that_does_not_say_whose_it_is(audited, emulator):
    documents = [audits.customer(0), changed(audits.customer(1), **OPEN)]
    emulator.load(planted.state(documents))
    groups = [{name: value for name, value in one.items() if name != "partner_sid"} for one in emulator.state()["trunk_groups"]]
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": groups, "has_more": False}, times=None)
    unknown, other = sorted(audited(documents)["findings"], key=lambda one: one["class"], reverse=True)
    assert unknown["class"] == "unknown" and "does not return partner_sid" in unknown["message"] and asked(emulator) == []
    assert (other["check"], other["customer"]) == ("acl-open-outbound", "c0001")


def test_what_lists_above_refer_to_cannot_be_read(audited, emulator):
    document = changed(**OPEN)
    emulator.load(planted.state([document], RULES, [acl("premium", direction="any", true="reject403", false="reject403")]))
    emulator.fault(method="GET", path="/accesscontrol/rules$", status=403, times=None)
    found = [one for one in audited([document])["findings"] if one["class"] != "unknown"]
    assert [(one["check"], one["object"]["name"]) for one in found] == [("acl-open-outbound", "c0000-voice")]
    assert found[0]["message"].endswith(", and which calls the lists above it reject could not be read")


def test_attributes_of_a_newer_api_are_no_matter(audited, emulator):
    document = audits.customer(0)
    emulator.load(planted.state([document]))
    body = {"items": [{"layer": 1, "scope": "partner", "effective_acls": [{**PREMIUM, "access_control_rules": ["x"], "note": "new"}]}], "has_more": False}
    emulator.fault(method="GET", path=PATH, body=body, times=None)
    assert audited([document])["findings"] == []


def test_a_login_that_may_only_read_is_enough(audited, emulator):
    document = audits.customer(0)
    emulator.load(planted.state([document], RULES, [only("home")]))
    login = {"api_url": emulator.carrierx_url, "api_token": seed.sid("token read-only"), "retries": 0}
    assert gist(audited([document], carrierx=login)["findings"]) == [(EMERGENCY, "c0000", "c0000-voice", "effective_acls[0]")]


def test_what_needs_no_list_above_is_judged_without(audited, emulator):
    documents = [audits.customer(n) for n in range(3)]
    documents[0]["trunk_groups"][0]["acls"].append(acl("empty"))
    documents[1]["endpoints"][0]["addresses"] = copy.deepcopy(documents[0]["endpoints"][0]["addresses"])
    emulator.load(planted.state(documents, RULES))
    state = emulator.state()
    odd = next(one for one in state["endpoints"] if one["name"] == "c0002-nyc")
    del odd["addresses"]
    emulator.fault(
        {"method": "GET", "path": PATH, "status": 403, "times": None},
        {"method": "GET", "path": "/endpoints$", "body": {"items": state["endpoints"], "has_more": False}, "times": None},
        {"method": "GET", "path": f"/endpoints/{odd['endpoint_sid']}$", "body": odd, "times": None},
    )
    report = audited(documents)
    found = report["findings"]
    assert {(one["check"], one["customer"]) for one in found if one["class"] == "exposure"} == {
        ("endpoint-shared-address", "c0000"), ("endpoint-shared-address", "c0001"), ("live-idle-rule", "c0000"),
    }
    assert sorted(one["customer"] or "" for one in found if one["class"] == "unknown") == ["", "c0002"]
    # A rule across customers says nothing about the one whose addresses are not known, and something about the others.
    lost = audits.without_verdict(report)
    assert ["endpoint-shared-address" in lost[name] for name in ("c0000", "c0001", "c0002")] == [False, False, True]
