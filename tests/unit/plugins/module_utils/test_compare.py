# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values: one form for each, what equals what, how a wish meets what is there."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.endpoint import ENDPOINT
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk import TRUNK
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk_group import TRUNK_GROUP

GROUP, ADDRESSES, ACLS = TRUNK_GROUP["properties"], ENDPOINT["properties"]["addresses"], TRUNK["properties"]["acls"]
CODES, HANDLERS, STEPS = GROUP["hard_failure_codes"], GROUP["external_handlers"], GROUP["transformations"]
INTEGER, TEXT, YES_NO = {"type": "integer"}, {"type": "string"}, {"type": "boolean"}
TRANSFER = TRUNK["properties"]["allow_transfer"]
NUMBER = {"type": "string", "x-strip": "+ -()."}

CANONICAL = [
    (INTEGER, "5060", 5060),
    (INTEGER, " -1 ", -1),
    (INTEGER, 60.0, 60),
    (INTEGER, 1.5, 1.5),
    (INTEGER, "1.5", "1.5"),
    (INTEGER, "many", "many"),
    (INTEGER, "--1", "--1"),
    (INTEGER, "1-", "1-"),
    (INTEGER, "²", "²"),
    (INTEGER, "", ""),
    (INTEGER, True, True),
    (INTEGER, None, None),
    (TEXT, 1900, "1900"),
    (TEXT, True, True),
    (TEXT, "007", "007"),
    (YES_NO, "yes", True),
    (YES_NO, "False", False),
    (YES_NO, "perhaps", "perhaps"),
    (YES_NO, 1, 1),
    (TRANSFER, "no", False),
    (TRANSFER, "disabled", "disabled"),
    (NUMBER, "+1 (212) 555-0100", "12125550100"),
    (NUMBER, 12125550100, "12125550100"),
    (CODES, "408;503;", [408, 503]),
    (CODES, "408", [408]),
    (CODES, "408,503", [408, 503]),
    (CODES, "", []),
    (CODES, ";", []),
    (CODES, ["408", 503], [408, 503]),
    (CODES, 408, 408),
    (CODES, None, None),
    (ADDRESSES, [{"ip": "192.0.2.1", "port": "5061", "new": "1"}], [{"ip": "192.0.2.1", "port": 5061, "new": "1"}]),
    (ADDRESSES, ["192.0.2.1"], ["192.0.2.1"]),
    ({"type": "object"}, {"1": "2"}, {"1": "2"}),
    ({}, "anything", "anything"),
]


@pytest.mark.parametrize(("prop", "value", "expected"), CANONICAL)
def test_canonical_form(prop, value, expected):
    before = copy.deepcopy(value)
    canonical = compare.canonical(prop, value)
    assert (canonical, type(canonical)) == (expected, type(expected))
    assert value == before


WIRE = [
    (CODES, [408, 503], "408;503;"),
    (CODES, [], ""),
    (CODES, None, None),
    (ADDRESSES, [{"ip": "192.0.2.1"}], [{"ip": "192.0.2.1"}]),
    (STEPS, [{"action": "a", "operands": [1, None, {"x": []}]}], [{"action": "a", "operands": [1, None, {"x": []}]}]),
    ({"type": "object"}, {"a": [1]}, {"a": [1]}),
]


@pytest.mark.parametrize(("prop", "value", "expected"), WIRE)
def test_wire_form(prop, value, expected):
    assert compare.wire(prop, value) == expected


ACL = {"direction": "any", "access_control_rules": ["a", "b"], "voice_action_true": "accept"}

SAME = [
    (CODES, [408, 503], [503, 408]),
    (CODES, None, []),
    (ADDRESSES, [{"ip": "1"}, {"ip": "2"}], [{"ip": "2"}, {"ip": "1"}]),
    (ADDRESSES, [{"ip": "1"}], [{"ip": "1", "port": 5060, "direction": "any", "srtp": False, "sip_username": None}]),
    (ADDRESSES, [{"ip": "1", "sip_password": "x"}], [{"ip": "1", "sip_password": None}]),
    (ACLS, [ACL], [{**ACL, "access_control_rules": ["b", "a"]}]),
    (ACLS, [ACL], [{**ACL, "voice_action_false": None, "sms_action_true": "accept"}]),
    (TRANSFER, False, "disabled"),
    ({"type": "object"}, {"a": None}, {}),
    ({"type": ["object", "null"]}, None, {}),
    (HANDLERS, [{"url": "u", "direction": "any"}], [{"url": "u", "direction": "any", "timeout": 250, "error_handler": "ignore"}]),
    (TEXT, None, None),
]

DIFFERENT = [
    (CODES, [408, 503], [408]),
    (CODES, [408], []),
    (
        HANDLERS,
        [{"url": "u", "direction": "any"}, {"url": "v", "direction": "any"}],
        [{"url": "v", "direction": "any"}, {"url": "u", "direction": "any"}],
    ),
    (STEPS, [{"action": "a", "operands": []}, {"action": "b", "operands": []}], [{"action": "b", "operands": []}, {"action": "a", "operands": []}]),
    (STEPS, [{"action": "a", "operands": [], "when": 1}], [{"action": "a", "operands": []}]),
    (ACLS, [ACL, {**ACL, "direction": "inbound"}], [{**ACL, "direction": "inbound"}, ACL]),
    (ACLS, [ACL], [{**ACL, "voice_action_true": None}]),
    (TRANSFER, False, True),
    (TRANSFER, True, "disabled"),
    (TRANSFER, 0, False),
    (INTEGER, 0, None),
    (INTEGER, 1, True),
    (TEXT, "", None),
    ({"type": "object"}, {"a": 1}, {"a": "1"}),
]


@pytest.mark.parametrize(("prop", "one", "other"), SAME)
def test_what_means_the_same(prop, one, other):
    assert all(compare.same(prop, *pair) for pair in ((one, other), (other, one)))


@pytest.mark.parametrize(("prop", "one", "other"), DIFFERENT)
def test_what_does_not(prop, one, other):
    assert not any(compare.same(prop, *pair) for pair in ((one, other), (other, one)))


MERGED = [
    # prop, current, desired, reset -> target
    (INTEGER, 5, 7, False, 7),
    ({**INTEGER, "default": 3}, 5, None, False, 3),
    ({"type": ["integer", "null"], "default": 3}, 5, None, False, None),
    ({"type": "array", "items": TEXT}, ["a"], None, False, []),
    (CODES, [408], [503], False, [503]),
    ({"type": "object"}, {"a": 1, "b": 2}, {"b": 3}, False, {"a": 1, "b": 3}),
    ({"type": "object"}, {"a": 1, "b": 2}, {"b": 3}, True, {"b": 3}),
    ({"type": "object"}, {"a": 1}, {"a": None, "c": None}, False, {}),
    (ADDRESSES, [{"ip": "1", "priority": 4}], [{"ip": "1"}], False, [{"ip": "1", "priority": 4}]),
    (ADDRESSES, [{"ip": "1", "priority": 4}], [{"ip": "1"}], True, [{"ip": "1"}]),
    (ADDRESSES, [{"ip": "1", "priority": 4}], [{"ip": "1", "port": 5061}], False, [{"ip": "1", "port": 5061}]),
    (ADDRESSES, [{"ip": "1", "sip_username": "u"}], [{"ip": "1", "sip_username": None}], False, [{"ip": "1", "sip_username": None}]),
    (ADDRESSES, [{"ip": "1", "direction": "inbound"}], [{"ip": "1", "direction": None}], False, [{"ip": "1", "direction": "any"}]),
    (ADDRESSES, [{"ip": "1", "sip_password": "old"}], [{"ip": "1", "sip_password": "new"}], False, [{"ip": "1", "sip_password": "old"}]),
    (ADDRESSES, [{"ip": "1", "sip_password": None}], [{"ip": "1", "sip_password": "new"}], False, [{"ip": "1", "sip_password": "new"}]),
    (ADDRESSES, [{"ip": "1", "sip_password": "old"}], [{"ip": "1"}], True, [{"ip": "1", "sip_password": "old"}]),
    (ADDRESSES, [{"ip": "1", "from_2031": "x"}], [{"ip": "1"}], False, [{"ip": "1"}]),
    (ACLS, [{**ACL, "sms_action_true": "x"}], [ACL], False, [ACL]),
    (STEPS, [{"action": "a", "operands": [], "when": 1}], [{"action": "a", "operands": []}], False, [{"action": "a", "operands": []}]),
]


@pytest.mark.parametrize(("prop", "current", "desired", "reset", "target"), MERGED)
def test_a_wish_meets_what_is_there(prop, current, desired, reset, target):
    before = copy.deepcopy((current, desired))
    assert compare.merge(prop, current, desired, reset) == target
    assert (current, desired) == before


def test_always_lets_a_given_secret_win():
    given = [{"ip": "1", "sip_password": "new"}]
    assert compare.merge(ADDRESSES, [{"ip": "1", "sip_password": "old"}], given, always=True) == given


MATCHES = [
    ([], {"ip": "1"}, []),
    ([{"ip": "1"}, {"ip": "2"}], {"ip": "2"}, [1]),
    ([{"ip": "1", "port": 5060, "transport": "udp"}], {"ip": "1"}, [0]),
    ([{"ip": "1", "port": 5061}], {"ip": "1"}, []),
    ([{"ip": "1", "priority": 1}, {"ip": "1", "priority": 2}], {"ip": "1", "priority": 2}, [1]),
    ([{"ip": "1", "priority": 1}, {"ip": "1", "priority": 2}], {"ip": "1"}, [0, 1]),
    ([{"ip": "1", "priority": 1}, {"ip": "1", "priority": 2}], {"ip": "1", "priority": 3}, [0, 1]),
]


@pytest.mark.parametrize(("items", "wanted", "found"), MATCHES)
def test_elements_are_recognised_by_their_key(items, wanted, found):
    assert compare.matches(ADDRESSES, items, wanted) == found


STORED = [
    (INTEGER, 5, 5, True),
    (INTEGER, 5, 6, False),
    (CODES, [408, 503], [503, 408], True),
    (ADDRESSES, [{"ip": "1"}], [{"ip": "1", "priority": 7}], True),
    (ADDRESSES, [{"ip": "1", "priority": 7}], [{"ip": "1"}], True),
    (ADDRESSES, [{"ip": "1", "priority": 7}], [{"ip": "1", "priority": 8}], False),
    (ADDRESSES, [{"ip": "1"}, {"ip": "2"}], [{"ip": "2"}, {"ip": "1"}], True),
    (ADDRESSES, [{"ip": "1"}], [], False),
    (ADDRESSES, [{"ip": "1", "sip_password": "x"}], [{"ip": "1", "sip_password": None}], True),
    ({"type": "object"}, {"a": 1}, {"a": 1, "b": 2}, False),
]


@pytest.mark.parametrize(("prop", "sent", "answered", "kept"), STORED)
def test_whether_an_answer_holds_what_was_sent(prop, sent, answered, kept):
    assert compare.stored(prop, sent, answered) is kept


def shown(prop, value, **more):
    return compare.view(prop, value, lambda kind, ident: f"name of {ident}", **more)


def test_a_view_has_names_defaults_and_no_secrets():
    address = {"ip": "1", "sip_password": "secret", "from_2031": "x"}
    assert shown(ADDRESSES, [address]) == [
        {
            "ip": "1",
            "port": 5060,
            "dst_port": 5060,
            "direction": "any",
            "transport": "udp",
            "srtp": False,
            "priority": 0,
            "location_sid": None,
            "sip_username": None,
        }
    ]
    assert shown(ADDRESSES, [address], mark=True)[0]["sip_password"] == compare.NOT_SHOWN
    assert shown(ACLS, [ACL])[0]["access_control_rules"] == ["name of a", "name of b"]
    with_ids = shown(ACLS, [ACL], ids=True)[0]
    assert (with_ids["access_control_rules"], with_ids["access_control_rule_sids"]) == (["name of a", "name of b"], ["a", "b"])
    assert shown(TRUNK, {"endpoint_sid": "e"})["endpoint"] == "name of e"
    assert shown(TRUNK, {"endpoint_sid": None}, ids=True)["endpoint_sid"] is None


def test_references_and_their_places():
    acls = {"acls": [ACL, {"access_control_rules": ["c"]}], "endpoint_sid": "e"}
    assert sorted(compare.references(TRUNK, acls)) == [
        ("access_control_rule", "a", "acls[0].access_control_rules[0]"),
        ("access_control_rule", "b", "acls[0].access_control_rules[1]"),
        ("access_control_rule", "c", "acls[1].access_control_rules[0]"),
        ("endpoint", "e", "endpoint"),
    ]
    resolved = compare.with_references(TRUNK, acls, lambda kind, reference: f"{kind} {reference}")
    assert resolved["endpoint_sid"] == "endpoint e"
    assert resolved["acls"][1]["access_control_rules"] == ["access_control_rule c"]


def test_every_secret_inside_is_found():
    endpoint = {
        "voip_token": "v",
        "properties": {"a": ["p", {"b": "q"}], "n": 1},
        "addresses": [{"sip_password": "s", "ip": "1"}, {"sip_password": None}],
    }
    assert set(compare.secrets_in(ENDPOINT, endpoint)) == {"v", "p", "q", "s"}


@pytest.mark.parametrize(
    ("prop", "value", "fits"),
    [
        (STEPS, [{"action": "reject", "operands": [None, 1, {"nested": [None]}]}], True),
        (CODES, "408;503;", True),
        (CODES, None, True),
        (CODES, "abc;", False),
        (ADDRESSES, [None], False),
        (ADDRESSES, "198.51.100.1", False),
        (ACLS, [{"access_control_rules": [{}]}], False),
        ({"type": "array", "items": TEXT}, [None], False),
        ({"type": "array", "items": {"type": ["string", "null"]}}, [None], True),
        (INTEGER, "many", False),
    ],
)
def test_what_the_api_sends_has_its_type_or_not(prop, value, fits):
    """Operands of a transformation may be anything, null among them."""
    assert compare.fits(prop, compare.canonical(prop, value)) is fits
