# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desired x current -> operations."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import plan
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import (
    ACCESS_CONTROL_RULE,
    DID,
    ENDPOINT,
    TRUNK,
    TRUNK_ACL,
    TRUNK_GROUP,
    TRUNK_HANDLER,
)
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, UnknownState

GROUP = {"trunk_group_sid": "1", "name": "g", "routing_type": "round_robin", "hard_failure_codes": [408], "acls": [], "external_handlers": []}


def operations(planned):
    return [(o.action, o.kind.name, o.name, o.ident, o.body) for o in planned.operations]


OBJECTS = [
    # kind, desired, current, state -> body of the update, None for none
    (TRUNK_GROUP, {}, GROUP, "present", None),
    (TRUNK_GROUP, {"routing_type": "round_robin"}, GROUP, "present", None),
    (TRUNK_GROUP, {"routing_type": "failover"}, GROUP, "present", {"routing_type": "failover"}),
    (TRUNK_GROUP, {"routing_type": None}, GROUP, "present", {"routing_type": "failover"}),
    (TRUNK_GROUP, {"hard_failure_codes": [408]}, GROUP, "present", None),
    (TRUNK, {}, {"trunk_sid": "1", "name": "g", "priority": 3}, "present", None),
    (TRUNK, {"in_codec": None}, {"trunk_sid": "1", "name": "g"}, "present", None),
    (TRUNK, {"in_codec": "ulaw"}, {"trunk_sid": "1", "name": "g"}, "present", {"in_codec": "ulaw"}),
    (TRUNK, {"allow_transfer": "disabled"}, {"trunk_sid": "1", "name": "g", "allow_transfer": False}, "present", None),
    (ENDPOINT, {"out_sip_password": "p"}, {"endpoint_sid": "1", "name": "g"}, "present", None),
]


@pytest.mark.parametrize(("kind", "desired", "current", "state", "body"), OBJECTS)
def test_one_object(kind, desired, current, state, body):
    planned = plan.plan_object(kind, "g", desired, current, state)
    assert operations(planned) == ([] if body is None else [("update", kind.name, "g", "1", body)])
    assert planned.before == current
    assert planned.after == {**current, **(body or {})}


def test_replaced_goes_to_the_documented_defaults():
    full = {**plan.defaults(TRUNK_GROUP), **GROUP, "hard_failure_threshold": 9, "soft_failure_codes": [404]}
    [operation] = plan.plan_object(TRUNK_GROUP, "g", {"hard_failure_codes": [503]}, full, "replaced").operations
    assert operation.body == {"routing_type": "failover", "hard_failure_threshold": 3, "hard_failure_codes": [503]}


def test_a_new_object_gets_what_is_mentioned_and_what_is_fixed():
    planned = plan.plan_object(ENDPOINT, "e", {"capacity": 4, "attributes": None, "addresses": [{"ip": "1"}]}, None)
    assert operations(planned) == [
        ("create", "endpoint", "e", None, {"name": "e", "type": "third_party", "capacity": 4, "attributes": {}, "addresses": [{"ip": "1"}]})
    ]
    assert planned.before is None
    assert planned.after["transformations"] == []


def test_what_a_new_object_lacks():
    with pytest.raises(InvalidInput) as refused:
        plan.plan_object(ACCESS_CONTROL_RULE, "r", {"field": "called"}, None)
    assert refused.value.facts["problems"] == [
        f"{name}: is required for a new access control rule r" for name in ("operation", "quantifier", "entries")
    ]


def test_what_the_api_leaves_out_is_unknown():
    current = {name: value for name, value in GROUP.items() if name != "external_handlers"}
    assert plan.unknown(TRUNK_GROUP, {"external_handlers": []}, current, "present") == ["external_handlers"]
    assert plan.unknown(TRUNK_GROUP, {}, current, "present") == []
    assert "external_handlers" in plan.unknown(TRUNK_GROUP, {}, current, "replaced")
    assert plan.unknown(TRUNK_GROUP, {"external_handlers": []}, current, "absent") == []
    assert plan.unknown(TRUNK, {"in_codec": None}, {"trunk_sid": "1"}, "present") == []
    with pytest.raises(UnknownState, match="external_handlers of the trunk group g"):
        plan.plan_object(TRUNK_GROUP, "g", {"external_handlers": []}, current)


def test_always_sends_secrets():
    current = {"endpoint_sid": "1", "name": "e", "addresses": [{"ip": "1"}], "out_sip_password": "p"}
    desired = {"out_sip_password": "p", "addresses": [{"ip": "1", "sip_password": "s"}]}
    assert operations(plan.plan_object(ENDPOINT, "e", desired, current)) == []
    [operation] = plan.plan_object(ENDPOINT, "e", desired, current, always=True).operations
    assert operation.body == {"addresses": [{"ip": "1", "sip_password": "s"}], "out_sip_password": "p"}


def test_a_new_name():
    [operation] = plan.plan_object(TRUNK_GROUP, "new", {}, GROUP).operations
    assert (operation.name, operation.body) == ("g", {"name": "new"})


def test_removal_lets_go_first():
    did, trunk = {"did_sid": "d", "phonenumber": "1"}, {"trunk_sid": "t", "name": "nyc"}
    planned = plan.plan_absence(TRUNK_GROUP, GROUP, [(DID, did, "trunk_group_sid")], [(TRUNK, trunk)])
    assert operations(planned) == [
        ("update", "did", "1", "d", {"trunk_group_sid": None}),
        ("delete", "trunk", "nyc", "t", {}),
        ("delete", "trunk_group", "g", "1", {}),
    ]
    assert planned.operations[1].parent == GROUP
    assert plan.plan_absence(TRUNK_GROUP, None, [], []) == plan.Plan((), None, None)


def test_unbinding():
    assert plan.plan_release(DID, {"did_sid": "d", "phonenumber": "1", "trunk_group_sid": None}).operations == ()
    planned = plan.plan_release(DID, {"did_sid": "d", "phonenumber": "1", "trunk_group_sid": "g"})
    assert operations(planned) == [("update", "did", "1", "d", {"trunk_group_sid": None})]


ONE, TWO, NEW = ({"url": url, "direction": "any"} for url in ("1", "2", "3"))
FULL = {"timeout": 250, "error_handler": "ignore"}

MEMBERS = [
    # items, wanted, state, exclusive -> the list that is sent, None for none
    ([ONE, TWO], ONE, "present", False, None),
    ([ONE, TWO], {**ONE, **FULL}, "present", False, None),
    ([ONE, TWO], NEW, "present", False, [ONE, TWO, NEW]),
    ([], NEW, "present", False, [NEW]),
    ([ONE, TWO], {**TWO, "timeout": 9}, "present", False, [ONE, {**TWO, "timeout": 9}]),
    ([{**ONE, "timeout": 9}], ONE, "present", False, None),
    ([{**ONE, "timeout": 9}], ONE, "replaced", False, [ONE]),
    ([ONE, TWO], TWO, "present", True, [TWO]),
    ([TWO], TWO, "present", True, None),
    ([ONE, TWO], ONE, "absent", False, [TWO]),
    ([TWO], ONE, "absent", False, None),
    ([ONE, ONE, TWO], ONE, "absent", False, [TWO]),
    ([{**ONE, "from_2031": 1}, TWO], TWO, "absent", False, [ONE]),
]


@pytest.mark.parametrize(("items", "wanted", "state", "exclusive", "sent"), MEMBERS)
def test_one_member_of_a_list(items, wanted, state, exclusive, sent):
    owner = {**GROUP, "external_handlers": items}
    planned, element = plan.plan_member(TRUNK_HANDLER, TRUNK_GROUP, owner, wanted, state, exclusive)
    assert operations(planned) == ([] if sent is None else [("update", "trunk_group", "g", "1", {"external_handlers": sent})])
    assert (element is None) is (state == "absent")
    assert planned.before == owner


def test_a_member_of_a_list_that_nobody_knows():
    with pytest.raises(UnknownState, match="does not return acls"):
        plan.plan_member(
            TRUNK_ACL, TRUNK_GROUP, {"trunk_group_sid": "1", "name": "g"}, {"direction": "any", "access_control_rules": []}, "present", False
        )


def test_members_that_cannot_be_told_apart():
    with pytest.raises(InvalidInput, match="cannot be told apart"):
        plan.plan_member(
            TRUNK_HANDLER,
            TRUNK_GROUP,
            {**GROUP, "external_handlers": [{**ONE, "timeout": 1}, {**ONE, "timeout": 2}]},
            {**ONE, "timeout": 3},
            "present",
            False,
        )


def test_an_operation_in_words():
    operation = plan.Operation("update", TRUNK_GROUP, "g", "1", None, {"b": 1, "a": 2})
    assert str(operation) == "update trunk group g"
    assert operation.result() == {"action": "update", "object": "trunk_group", "name": "g", "attributes": ["a", "b"]}
    assert plan.Operation("create", DID, "1").result() == {"action": "create", "object": "did", "name": "1"}
