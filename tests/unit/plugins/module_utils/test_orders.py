# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an order becomes, and what it cannot say."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import documents, orders
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook

ORDER = {
    "id": "willow-dental", "name": "Willow Dental", "partner": None, "environment": "test", "channels": 4, "regions": ["us"],
    "addresses": "192.0.2.10", "numbers": "12125550100", "block_premium": True, "premium_until": None, "ticket": "CHG-1",
}  # fmt: skip


def made(**answers):
    document, problems = orders.draft({**ORDER, **answers})
    assert problems == []
    return document


def refused(**answers):
    return orders.draft({**ORDER, **answers})[1]


def test_an_order_is_a_document_that_nobody_objects_to():
    document = made(addresses="192.0.2.10\nsbc.example.com:5061 tls srtp")
    assert document == {
        "customer": {"id": "willow-dental", "state": "live", "name": "Willow Dental", "environment": "test", "tickets": ["CHG-1"]},
        "provider": {"kind": "carrierx"},
        "contract": {"channels": 4, "regions": ["us"]},
        "endpoints": [
            {
                "name": "willow-dental-pbx",
                "capacity": 4,
                "addresses": [
                    {"ip": "192.0.2.10", "priority": 0},
                    {"ip": "sbc.example.com", "port": 5061, "transport": "tls", "srtp": True, "priority": 1},
                ],
            }
        ],
        "trunk_groups": [
            {
                "name": "willow-dental-voice",
                "trunks": [{"name": "pbx", "endpoint": "willow-dental-pbx", "priority": 10, "in_capacity": 4, "out_capacity": 4}],
            }
        ],
        "numbers": ["12125550100"],
        "fraud": {"profile": "nanp-premium", "version": 1},
    }
    assert documents.problems(document) == []
    assert [one.rule for one in rulebook.check([document], datetime.date(2026, 6, 1)) if one.severity != "info"] == []


def test_what_is_left_out_is_not_said():
    document = made(name=None, environment=None, regions=[], ticket=None, numbers=None)
    assert document["customer"] == {"id": "willow-dental", "state": "live"}
    assert document["contract"] == {"channels": 4}
    assert document["numbers"] == []
    assert documents.problems(document) == []
    assert made(partner="5e0a")["provider"] == {"kind": "carrierx", "partner": "5e0a"}


def test_open_premium_numbers_are_a_waiver_until_a_day():
    document = made(block_premium=False, premium_until="2026-12-31")
    assert "fraud" not in document and [one["expires"] for one in document["waivers"]] == ["2026-12-31"]
    for day, waived in ((datetime.date(2026, 12, 31), True), (datetime.date(2027, 1, 1), False)):
        [finding] = [one for one in rulebook.check([document], day) if one.rule == "acl-open-outbound"]
        assert bool(finding.waived) is waived
    assert [problem.split(":")[0] for problem in refused(block_premium=False, ticket=None)] == ["ticket", "premium_until"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sbc.example.com", {"ip": "sbc.example.com"}),
        ("192.0.2.10:5080", {"ip": "192.0.2.10", "port": 5080}),
        ("2001:db8::10", {"ip": "2001:db8::10"}),
        ("[2001:db8::10]", {"ip": "2001:db8::10"}),
        ("[2001:db8::10]:5061 srtp tls", {"ip": "2001:db8::10", "port": 5061, "transport": "tls", "srtp": True}),
        ("  192.0.2.10   tcp ", {"ip": "192.0.2.10", "transport": "tcp"}),
    ],
)
def test_addresses(text, address):
    assert made(addresses=text)["endpoints"][0]["addresses"] == [{**address, "priority": 0}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is none"),
        ("192.0.2.0/24", "is a network"),
        ("192.0.2.10:99999", "no port"),
        ("192.0.2.10:", "no port"),
        ("192.0.2.10:0", "no port"),
        ("[2001:db8::10]:x", "no port"),
        ("192.0.2.300", "no IP address"),
        ("-sbc.example.com", "no IP address"),
        ("sbc_1!", "no IP address"),
        ("192.0.2.10 tls udp", "says more than"),
        ("192.0.2.10 priority=5", "says more than"),
        ("sip:sbc.example.com", "is a SIP address or a login"),
    ],
)
def test_addresses_that_an_order_cannot_say(text, words):
    [problem] = refused(addresses=text)
    assert problem.startswith("addresses: ") and words in problem


def test_a_login_is_refused_and_not_shown():
    [problem] = refused(addresses="corner:canary-secret@sbc.example.com")
    assert "registration" in problem and "canary" not in problem


@pytest.mark.parametrize("text", ["12125550100", "+12125550100", "+1 212 555 0100", "1-212-555-0100", "1 (212) 555.0100", "+1 212 555-0100"])
def test_numbers_as_people_write_them(text):
    assert made(numbers=text)["numbers"] == ["12125550100"]


@pytest.mark.parametrize("text", ["12125550100-0199", "12125550100 - 12125550199", "+1 212 555 0100\u20130199"])
def test_a_range_is_refused(text):
    [problem] = refused(numbers=text)
    assert "looks like a range" in problem


@pytest.mark.parametrize("text", ["12125550100 (front desk)", "12125550100x", "\u0661\u0662\u0663", "+"])
def test_a_number_with_more_to_it_is_refused(text):
    [problem] = refused(numbers=text)
    assert "is no telephone number" in problem and "write the customer's document" in problem


def test_everything_that_is_wrong_is_said_at_once():
    problems = refused(addresses="192.0.2.10, 192.0.2.0/24\n", numbers="12125550100\n\n12125550101-0199,x")
    assert [problem.split(":")[:2] for problem in problems] == [["addresses", " entry 2"], ["numbers", " entry 3"], ["numbers", " entry 4"]]


@pytest.mark.parametrize(
    "answers",
    [{"id": "Willow Dental"}, {"id": "all"}, {"channels": 0}, {"numbers": "2125550100"}, {"numbers": "12125550100,12125550100"}],
)
def test_what_an_order_can_say_and_a_document_must_not_is_found_there(answers):
    document = made(**answers)
    assert documents.problems(document) or [one for one in rulebook.check([document], datetime.date(2026, 6, 1)) if one.severity == "error"]


def test_an_address_is_there_once():
    assert refused(addresses="192.0.2.10\n192.0.2.10, 192.0.2.10") == ["addresses: 192.0.2.10 is there twice"]
    assert len(made(addresses="192.0.2.10:5060 tcp\n192.0.2.10:5061 tls")["endpoints"][0]["addresses"]) == 2


@pytest.mark.parametrize("value", [True, 5349, 1.1, datetime.date(2026, 12, 31), ["a"], {"a": 1}])
@pytest.mark.parametrize("answer", ["id", "name", "ticket", "addresses"])
def test_a_text_that_has_become_something_else_is_refused(answer, value):
    texts, [problem] = orders.texts({answer: value})
    assert problem.startswith(f"{answer}: Ansible has made ") and texts == {answer: None}


def test_what_was_written_can_be_told_again_of_a_day_and_of_a_number():
    told = {"premium_until": datetime.date(2026, 1, 5), "numbers": 12125550100}
    assert orders.texts(told) == ({"premium_until": "2026-01-05", "numbers": "12125550100"}, [])
    for answers in ({"premium_until": datetime.datetime(2026, 1, 5)}, {"numbers": 5349}, {"numbers": -12125550100}, {"numbers": True}):
        assert orders.texts(answers)[1]


def test_texts_are_stripped_and_in_one_line():
    assert orders.texts({"ticket": None, "name": None}) == ({"ticket": None, "name": None}, [])
    assert orders.texts({"ticket": "  ", "name": " Willow ", "numbers": "\n"}) == ({"ticket": None, "name": "Willow", "numbers": None}, [])
    for text in ("CHG-1\nCHG-2", "CHG-1\rCHG-2", "CHG-1\u2028CHG-2"):
        assert orders.texts({"ticket": text})[1] == ["ticket: is more than one line"]
    assert refused(block_premium=False, ticket=None) == [
        "ticket: is required where premium numbers are not blocked, as somebody has to answer for it",
        "premium_until: is required where premium numbers are not blocked, as the last day on which that is accepted, YYYY-MM-DD",
    ]
