# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run of policy rules: order, waivers and their days, rules that are off, what it costs with many documents."""

from __future__ import annotations

import datetime
import sys

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import Customer, closest
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import fleet_rule, rule
from ansible_collections.telecom.trunking.tests.unit.policy_cases.acls import acl, lists
from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY, carrierx, named
from ansible_collections.telecom.trunking.tests.unit.policy_cases.endpoints import at

PRIVATE = "endpoint-private-address"
UNKNOWN = "acl-unknown-rule"
NYC, LAX = {"name": "nyc", "addresses": [{"ip": "10.0.0.1"}]}, {"name": "lax", "addresses": [{"ip": "10.0.0.2"}, {"ip": "10.0.0.3"}]}
LAST_DAY = datetime.date(2026, 7, 31)


def waiver(**more):
    return {"rule": PRIVATE, "reason": "A private line.", "ticket": "CHG-1", "expires": str(LAST_DAY), **more}


def private(*waivers, **sections):
    return carrierx(endpoints=[NYC, LAX], waivers=list(waivers), **sections)


def waived(document, today=TODAY):
    """For each private address whether it is waived."""
    return [bool(one.waived) for one in rulebook.check([document], today) if one.rule == PRIVATE]


# Findings -----------------------------------------------------------------------------------------------------------


def test_a_finding_says_everything_about_itself():
    (found,) = [one for one in rulebook.check([at("8.8.8.8"), named("beta", at("10.0.0.1"))], TODAY) if one.rule == PRIVATE]
    assert found == rulebook.Finding(
        rule=PRIVATE,
        severity="error",
        customer="beta",
        index=1,
        path=("endpoints", 0, "addresses", 0, "ip"),
        message="endpoints[0] (nyc).addresses[0] (10.0.0.1).ip: 10.0.0.1 is in 10.0.0.0/8 (private, RFC 1918)",
        fix=rulebook.RULES[PRIVATE].fix,
        waived=None,
    )


def test_findings_come_in_the_order_of_documents_then_of_rules():
    one = {**lists(acl("acme-x")), **at("10.0.0.1")}
    found = rulebook.check([named("beta", one), one], TODAY)
    order = list(rulebook.RULES)
    keys = [(finding.index, order.index(finding.rule)) for finding in found]
    assert keys == sorted(keys)
    assert {finding.index for finding in found} == {0, 1}


def test_nothing_is_found_in_no_documents():
    assert rulebook.check([], TODAY) == []


def test_the_documents_are_left_as_they_are():
    document = private(waiver(path="endpoints[lax]"), fraud={"profile": "nanp-premium", "version": 1}, trunk_groups=[{"name": "voice", "acls": [acl()]}])
    before = repr(document)
    rulebook.check([document, document], TODAY, known_rules=["acme-rule"])
    assert repr(document) == before


def test_a_place_never_shows_a_url():
    document = carrierx(trunk_groups=[{"name": "voice", "external_handlers": [{"url": "https://user:secret@screen.example.net", "direction": "any"}]}])
    assert Customer(document, TODAY).place(("trunk_groups", 0, "external_handlers", 0, "url")) == "trunk_groups[0] (voice).external_handlers[0] (any).url"


def test_a_customer_that_has_ceased_has_no_findings():
    document = private(waiver(expires="2020-01-01"))
    assert rulebook.check([document], TODAY)
    assert rulebook.check([named("acme", document, state="ceased")], TODAY) == []


def test_a_rule_of_one_provider_is_silent_at_the_other():
    document = {**private(), "provider": {"kind": "odin", "service_provider": "ACME", "group": "NYC"}}
    assert PRIVATE not in {one.rule for one in rulebook.check([document], TODAY)}


@pytest.mark.parametrize("environment", [{}, {"environment": "production"}, {"environment": "test"}])
def test_a_document_is_for_production_unless_it_says_otherwise(environment):
    assert bool(waived(named("acme", private(), **environment))) == (environment != {"environment": "test"})


def test_a_known_rule_is_no_stranger():
    document = lists(acl("carrier-fraud"))
    rules = {"acl-outside-rule", "acl-unknown-rule"}
    cases = [
        ([], {"acl-outside-rule"}),
        (["carrier-fraud"], set()),
        ([{"name": "carrier-fraud"}], set()),
        ([{"name": "N/A", "rule_sid": "carrier-fraud"}], set()),
        (["other"], {"acl-unknown-rule"}),
        ([{}], {"acl-outside-rule"}),
    ]
    for known, expected in cases:
        assert {one.rule for one in rulebook.check([document], TODAY, known_rules=known)} & rules == expected


# Rules that are off -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [PRIVATE, "endpoint-shared-address", "waiver-without-ticket"])
def test_a_rule_can_be_switched_off(name):
    documents = [private(waiver(ticket=" ")), named("beta", private())]
    every = rulebook.check(documents, TODAY)
    assert name in {one.rule for one in every}
    assert rulebook.check(documents, TODAY, disabled=[name]) == [one for one in every if one.rule != name]


def test_a_waiver_of_a_rule_that_is_off_is_not_idle():
    assert [one for one in rulebook.check([private(waiver())], TODAY, disabled=[PRIVATE]) if one.rule.startswith("waiver-")] == []


def test_everything_can_be_switched_off():
    assert rulebook.check([private(waiver(ticket=" "))], TODAY, disabled=list(rulebook.RULES)) == []


# Waivers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (None, [True, True, True]),
        ("endpoints", [True, True, True]),
        ("endpoints[0]", [True, False, False]),
        ("endpoints[nyc]", [True, False, False]),
        ("endpoints[1].addresses[1]", [False, False, True]),
        ("endpoints[lax].addresses[10.0.0.3].ip", [False, False, True]),
        ("endpoints[lax].addresses[10.0.0.3].port", [False, False, False]),
        ("endpoints[2]", [False, False, False]),
        ("endpoints[sea]", [False, False, False]),
        ("endpoints.name", [False, False, False]),
        ("trunk_groups[0]", [False, False, False]),
        ("]].[", [False, False, False]),
        (".", [False, False, False]),
        ("endpoints[99999999999999999999]", [False, False, False]),
    ],
)
def test_a_waiver_covers_what_is_at_its_path_and_inside(path, expected):
    assert waived(private(waiver(path=path) if path else waiver())) == expected


def test_a_waiver_path_by_name_stays_with_its_object():
    one = waiver(path="endpoints[lax]")
    assert waived({**private(one), "endpoints": [NYC, LAX]}) == [False, True, True]
    assert waived({**private(one), "endpoints": [LAX, NYC]}) == [True, True, False]


def test_a_number_is_found_by_its_digits():
    document = carrierx(numbers=["14165550100", {"phonenumber": "14165550101", "name": "Sales"}])
    customer = Customer(document, TODAY)
    assert [customer.locate(f"numbers[{text}]") for text in ("14165550100", "14165550101", "Sales", "1")] == [("numbers", n) for n in (0, 1, 1, 1)]


@pytest.mark.parametrize("expires", [str(LAST_DAY), LAST_DAY])
def test_a_waiver_counts_up_to_and_including_its_day(expires):
    document = private(waiver(expires=expires))
    day = datetime.timedelta(days=1)
    for today, counts in [(LAST_DAY - day, True), (LAST_DAY, True), (LAST_DAY + day, False)]:
        rules = {one.rule for one in rulebook.check([document], today)}
        assert waived(document, today) == [counts] * 3
        assert ("waiver-expired" in rules) is not counts


def test_the_waiver_that_counts_is_in_the_finding():
    document = private(waiver(expires="2026-01-01", ticket="CHG-0"), waiver(reason="Until the new line is there.", ticket="CHG-2"))
    waivers = {one.waived for one in rulebook.check([document], TODAY) if one.rule == PRIVATE}
    assert [(one.position, one.reason, one.ticket, one.expires) for one in waivers] == [(1, "Until the new line is there.", "CHG-2", LAST_DAY)]


def test_a_waiver_takes_nothing_off_another_customer():
    found = rulebook.check([private(waiver()), named("beta", private())], TODAY)
    assert [bool(one.waived) for one in found if one.rule == PRIVATE] == [True] * 3 + [False] * 3


def test_a_finding_across_customers_names_the_other_one():
    found = rulebook.check([named(customer_id, at("8.8.8.8")) for customer_id in ("a", "b", "c")], TODAY)
    texts = [(one.customer, one.message.split(": ")[1]) for one in found if one.rule == "endpoint-shared-address"]
    text = "with port 5060 it is also an address of {} and 1 more"
    assert texts == [("a", text.format("b")), ("b", text.format("a")), ("c", text.format("a"))]


def test_a_finding_across_customers_is_waived_for_the_one_that_says_so():
    found = rulebook.check([private(waiver(rule="endpoint-shared-address")), named("beta", private())], TODAY)
    shared = [(one.index, bool(one.waived)) for one in found if one.rule == "endpoint-shared-address"]
    assert shared == [(0, True)] * 3 + [(1, False)] * 3


@pytest.mark.parametrize("rule_id", [one.id for one in rulebook.RULES.values() if one.scope == "waivers"])
def test_a_finding_about_waivers_cannot_be_waived(rule_id):
    bad = [waiver(ticket=" ", reason=" "), waiver(expires="2020-01-01"), waiver(rule="nothing"), waiver(path="endpoints[sea]")]
    found = rulebook.check([private(*bad, waiver(rule=rule_id))], TODAY)
    assert {bool(one.waived) for one in found if one.rule == rule_id} == {False}
    assert f"what {rule_id} finds cannot be waived" in {one.message.split(": ")[1] for one in found if one.rule == "waiver-unused"}


# Declarations -------------------------------------------------------------------------------------------------------

SAID = {"area": "endpoints", "title": "Title", "why": "Why.", "fix": "Fix."}


def test_a_severity_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="endpoint-x: fatal is not one of error, warning, info"):
        rule("endpoint-x", "fatal", **SAID)


def test_a_rule_across_customers_gets_those_at_its_provider_that_are_not_gone():
    seen = []

    @fleet_rule("endpoint-x", "info", **SAID, provider="carrierx")
    def found(customers):
        seen.extend(customer.id for customer in customers)
        yield 1, ("customer",), "is the second"

    odin = {**named("b", carrierx()), "provider": {"kind": "odin", "service_provider": "S", "group": "G"}}
    documents = [named("a", carrierx(), state="ceased"), odin, named("c", carrierx()), named("d", carrierx(), state="suspended")]
    findings = rulebook.run({found.id: found}, [Customer(document, TODAY) for document in documents])
    assert seen == ["c", "d"]
    assert [(one.index, one.customer, one.message) for one in findings] == [(3, "d", "customer: is the second")]


def test_many_names_that_are_not_there_take_no_time():
    names = [f"acme-rule-{n:04}" for n in range(3_000)]
    document = lists(
        *(acl(f"acme-{kind}-{n:04}") for n in range(150) for kind in ("rul", "nothing")),
        rules=[{"name": name, "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1"]} for name in names],
    )
    assert calls({UNKNOWN: rulebook.RULES[UNKNOWN]}, [document]) < 2_000_000


def test_a_name_that_is_nearly_there_is_suggested_among_many():
    names = [f"acme-{n:04}-{n * 7919 % 10_007:05}-premium" for n in range(3_000)]
    assert closest("acme-0007-05396-premum", [*names, "acme-0007-05396-premium"]) == ", did you mean acme-0007-05396-premium?"
    assert closest("acme-rule-9999", [f"acme-rule-{n:04}" for n in range(3_000)]) == ""


# Many documents -----------------------------------------------------------------------------------------------------

FLEET_RULES = [one for one in rulebook.RULES.values() if one.scope == "fleet"]


def fleet(count, addresses):
    """Customers who have some number of addresses, numbers and groups among them."""
    return [
        {
            **named(f"customer-{n}", at(f"8.8.{n % addresses // 256}.{n % 256}")),
            "numbers": [str(14165550000 + n % addresses)],
            "provider": {"kind": kind, "service_provider": f"SP-{n % addresses}", "group": f"G-{n}"} if kind == "odin" else {"kind": kind},
            "call_capacity": {"service_provider": {"max_active_calls": n}, "group": {"max_active_calls": 1}},
        }
        for n in range(count)
        for kind in ("carrierx", "odin")
    ]


def calls(rules, documents):
    """How many functions, built-in ones among them, are called to check the documents."""
    customers = [Customer(document, TODAY) for document in documents]
    count = 0

    def counting(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        rulebook.run(rules, customers)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("addresses", [1, 65536], ids=["all the same", "all different"])
@pytest.mark.parametrize("one", FLEET_RULES, ids=lambda one: one.id)
def test_a_rule_across_customers_is_linear_in_them(one, addresses):
    """With 1,000 documents and with 10,000, half of them at each provider."""
    few, many = (calls({one.id: one}, fleet(count, addresses)) for count in (500, 5_000))
    assert many < 11 * few
    assert many < 10_000 * 150
