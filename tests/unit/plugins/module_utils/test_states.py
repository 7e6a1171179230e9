# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a customer's state makes of its document."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, odin, states
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems

OWN = {"direction": "outbound", "access_control_rules": ["acme-premium"], "voice_action_true": "reject403"}
REJECTING = {"direction": "any", "access_control_rules": ["acme-suspended"], "voice_action_true": "reject403", "voice_action_false": "reject403"}


def at_carrierx(state=None, **more):
    groups = [{"name": "a", "acls": [OWN], "trunks": [{"name": "nyc"}]}, {"name": "b", "routing_type": "failover"}, {"name": "c", "acls": []}]
    customer = {"id": "acme", **({"state": state} if state else {})}
    return {"customer": customer, "provider": {"kind": "carrierx"}, "access_control_rules": [{"name": "acme-premium"}], "trunk_groups": groups, **more}


def at_odin(state=None):
    groups = [{"name": "a", "max_active_calls": 5, "max_outgoing_calls": 3, "capacity_exceeded_action": "Forward"}, {"name": "b", "max_active_calls": 2}]
    return {**at_carrierx(state), "provider": {"kind": "odin", "service_provider": "S", "group": "G"}, "trunk_groups": groups}


@pytest.mark.parametrize("document", [at_carrierx("suspended"), at_odin("suspended"), at_carrierx(), at_odin("live")])
def test_the_document_itself_stays_as_it_is(document):
    before = copy.deepcopy(document)
    states.applied(document)
    assert document == before


def test_at_carrierx_a_suspended_customer_has_one_acl_that_rejects_all_calls():
    given, applied = at_carrierx("suspended"), states.applied(at_carrierx("suspended"))
    assert [group["acls"] for group in applied["trunk_groups"]] == [[REJECTING]] * 3
    every = {"name": "acme-suspended", "field": "called", "operation": "prefix", "quantifier": "any", "entries": list("0123456789")}
    assert applied["access_control_rules"] == [*given["access_control_rules"], every]
    assert problems(options(carrierx.MODULES["access_control_rule"]), every) == []
    assert problems(options(carrierx.MODULES["trunk_acl"]), {"trunk_group": "a", **REJECTING}) == []
    rest = [[{n: v for n, v in group.items() if n != "acls"} for group in one["trunk_groups"]] for one in (given, applied)]
    assert rest[0] == rest[1]


def test_at_carrierx_a_live_document_is_what_it_says():
    document = at_carrierx()
    assert states.applied(document) is document


def test_what_is_made_for_a_group_that_does_not_say_what_acls_it_has_goes_beside_what_it_has():
    given = at_carrierx("suspended")
    silent = [group["name"] for group in given["trunk_groups"] if "acls" not in group]
    document, made = states.without_made_acls(states.applied(given), given)
    assert silent == ["b"]
    assert made == [{"trunk_group": "b", **REJECTING}]
    assert [group.get("acls") for group in document["trunk_groups"]] == [None if name == "b" else [REJECTING] for name in ("a", "b", "c")]


@pytest.mark.parametrize("at", [at_carrierx, at_odin])
def test_what_ends_the_calls_is_that_and_nothing_else(at):
    applied = states.applied(at("suspended"))
    ending = states.ending_calls(applied)
    assert [group["name"] for group in ending["trunk_groups"]] == [group["name"] for group in applied["trunk_groups"]]
    for ended, whole in zip(ending["trunk_groups"], applied["trunk_groups"]):
        assert set(ended) <= {"name", "acls", *states.NO_CALLS}
        assert ended == {name: whole[name] for name in ended}
    assert [one["name"] for one in ending["access_control_rules"]] == (["acme-suspended"] if at is at_carrierx else [])
    assert states.ending_calls(states.applied(at())) == {"access_control_rules": [], "trunk_groups": []}


def test_nothing_is_made_for_a_live_customer_without_a_profile():
    given = at_carrierx()
    assert states.without_made_acls(states.applied(given), given) == (given, [])


def test_at_broadworks_no_call_is_allowed_and_none_goes_elsewhere():
    first, second = states.applied(at_odin("suspended"))["trunk_groups"]
    none = {"max_incoming_calls": 0, "max_outgoing_calls": 0, "enable_bursting": False, "capacity_exceeded_action": None, "call_forwarding_always_action": None}
    assert first == {"name": "a", "max_active_calls": 5, **none}
    assert second == {"name": "b", "max_active_calls": 2, **none}
    place = {"service_provider_id": "S", "group_id": "G"}
    assert problems(options(odin.MODULES["odin_trunk_group"]), {**place, **first}) == []


def test_at_broadworks_a_live_document_says_all_that_a_suspension_sets():
    first, second = states.applied(at_odin())["trunk_groups"]
    unset = {"max_incoming_calls": None, "enable_bursting": False, "call_forwarding_always_action": None}
    assert first == {"name": "a", "max_active_calls": 5, "max_outgoing_calls": 3, "capacity_exceeded_action": "Forward", **unset}
    assert second == {"name": "b", "max_active_calls": 2, "max_outgoing_calls": None, "capacity_exceeded_action": None, **unset}


def plan(provider="carrierx", **lifecycle):
    return {
        "provider": provider,
        "trunk_groups": [{"name": "a", "trunks": [{}, {}]}, {"name": "b"}],
        "access_control_rules": [{}],
        "endpoints": [{}, {}],
        "numbers": [{}, {}, {}],
        "lifecycle": lifecycle,
    }


@pytest.mark.parametrize("purge, count", [(False, 7), (True, 10)])
def test_numbers_count_only_when_they_are_given_back(purge, count):
    assert states.deletions(plan(purge=purge)) == count


def test_what_is_not_there_to_be_deleted_does_not_count():
    without_trunks = {**plan("odin", purge=True), "trunk_groups": [{"name": "a"}, {"name": "b"}]}
    assert states.deletions(without_trunks) == 2


@pytest.mark.parametrize(
    "lifecycle, confirmed, words",
    [
        ({}, False, []),
        ({"max_deletions": 7}, False, []),
        ({"max_deletions": 6}, False, ["7 objects would be deleted, at most 6 may be"]),
        ({"max_deletions": 6}, True, []),
        ({"protect": True}, False, ["protected"]),
        ({"protect": True, "max_deletions": 0}, True, ["protected"]),
        ({"protect": True, "max_deletions": 0}, False, ["protected", "7 objects"]),
    ],
)
def test_what_speaks_against_taking_a_customer_off(lifecycle, confirmed, words):
    found = states.objections(plan(**lifecycle), confirmed)
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found))


def test_the_rules_that_may_have_been_made_for_a_customer():
    names = states.made_rules("acme")
    assert "acme-suspended" in names
    assert "acme-fraud-nanp-premium-v1" in names
    assert len(set(names)) == len(names)
