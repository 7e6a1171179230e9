# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunk groups that rules of the area routing object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx

GROUP = "trunk_groups[0] (voice)"
ENDPOINTS = [
    {"name": "nyc", "addresses": [{"ip": "8.8.8.8"}]},
    {"name": "lax", "addresses": [{"ip": "8.8.4.4"}]},
    {"name": "nyc-tls", "addresses": [{"ip": "8.8.8.8", "port": 5061}]},
    {"name": "named", "addresses": [{"ip": "sbc.acme-voice.com"}]},
    {"name": "named-too", "addresses": [{"ip": "SBC.acme-voice.com."}]},
    {"name": "other-name", "addresses": [{"ip": "sbc2.acme-voice.com"}]},
    {"name": "empty", "addresses": []},
    {"name": "kept"},
]
OFF = {"in_capacity": -1, "out_capacity": -1}
INWARDS, OUTWARDS = {"in_capacity": 20, "out_capacity": -1}, {"in_capacity": -1, "out_capacity": 20}


def group(*trunks, contract=None, **attributes):
    trunks = [{"name": f"t{n}", **trunk} for n, trunk in enumerate(trunks)]
    return carrierx(trunk_groups=[{"name": "voice", "trunks": trunks, **attributes}], endpoints=ENDPOINTS, contract=contract or {})


def resilient(*endpoints, **attributes):
    return group(*({"endpoint": name} if isinstance(name, str) else name for name in endpoints), contract={"resilience": True}, **attributes)


def failover(*priorities, **attributes):
    return group(*({} if priority is None else {"priority": priority} for priority in priorities), **attributes)


def round_robin(*weights, **attributes):
    return group(*({} if weight is None else {"weight": weight} for weight in weights), routing_type="round_robin", **attributes)


CASES = [
    Case(
        "routing-equal-priorities",
        failover(10, 20, 10),
        {f"{GROUP}.trunks[2] (t2)": f"priority 10, like {GROUP}.trunks[0] (t0)"},
        [
            failover(10, 20, 30),
            failover(10),
            failover(10, 10, routing_type="round_robin"),
            group({"priority": 10}, {"priority": 10, **OFF}),
            # The second is sent no calls.
            group({"priority": 10}, {"priority": 10, "in_capacity": -1, "out_capacity": 20}),
            failover(None, 10),
        ],
    ),
    Case(
        "routing-equal-priorities",
        group({"priority": 10, "out_capacity": -1}, {"priority": 10}),
        {f"{GROUP}.trunks[1] (t1)": f"priority 10, like {GROUP}.trunks[0] (t0)"},
    ),
    Case(
        "routing-equal-priorities",
        failover(None, 0, None, routing_type=None),
        {f"{GROUP}.trunks[{n}] (t{n})": f"priority 0, like {GROUP}.trunks[0] (t0)" for n in (1, 2)},
    ),
    Case(
        "routing-weight-under-failover",
        group({"weight": 5, "priority": 1}, {"weight": 0, "priority": 2}),
        {f"{GROUP}.trunks[0] (t0).weight": "weight 5 counts under round_robin only, the group has failover"},
        [round_robin(5, 5), group({"weight": 0})],
    ),
    Case(
        "routing-priority-under-round-robin",
        group({"weight": 5, "priority": 10}, {"weight": 5, "priority": 0}, routing_type="round_robin"),
        {f"{GROUP}.trunks[0] (t0).priority": "priority 10 counts under failover only, the group has round_robin"},
        [failover(10, 20), round_robin(5, 5)],
    ),
    Case(
        "routing-zero-weights",
        round_robin(0, None),
        {GROUP: "round_robin, and the weight of all 2 trunks is 0"},
        [round_robin(0, 1), failover(0, 0), round_robin(), group({"in_capacity": -1}, {"in_capacity": -1}, routing_type="round_robin")],
    ),
    Case(
        "routing-unknown-endpoint",
        group({"endpoint": "nyv"}, {"endpoint": "elsewhere"}),
        {
            f"{GROUP}.trunks[0] (t0).endpoint": "there is no endpoint nyv in the document, did you mean nyc?",
            f"{GROUP}.trunks[1] (t1).endpoint": "there is no endpoint elsewhere in the document",
        },
        [group({"endpoint": "nyc"}, {"endpoint": None}, {})],
    ),
    Case(
        "routing-too-few-trunks",
        resilient("nyc"),
        {GROUP: "1 usable trunk, the contract asks for resilience"},
        [resilient("nyc", "lax"), group({"endpoint": "nyc"}), group({"endpoint": "nyc"}, contract={"resilience": False})],
    ),
    Case(
        "routing-too-few-trunks",
        resilient({"endpoint": None}, {"endpoint": "nyc", **OFF}),
        {GROUP: "0 usable trunks, the contract asks for resilience"},
        [resilient({"endpoint": "nyc"}, {"endpoint": "lax", "in_capacity": -1})],
    ),
    Case(
        "routing-too-few-trunks",
        resilient("nyc", "empty"),
        {GROUP: "1 usable trunk, the contract asks for resilience"},
        [resilient("nyc", "kept"), resilient("nyc", "elsewhere")],
    ),
    Case(
        "routing-too-few-trunks",
        carrierx(contract={"resilience": True}),
        {"contract.resilience": "there is no trunk group, the contract asks for resilience"},
        [carrierx(contract={"resilience": False})],
    ),
    Case(
        "routing-single-address",
        resilient("nyc", "nyc-tls"),
        {GROUP: "all 2 trunks go to 8.8.8.8, the contract asks for resilience"},
        [resilient("nyc", "lax"), resilient("nyc", "nyc", "lax"), group({"endpoint": "nyc"}, {"endpoint": "nyc"}), resilient("nyc", "empty", "lax")],
    ),
    Case(
        "routing-single-address",
        resilient("nyc", "nyc"),
        {GROUP: "all 2 trunks go to 8.8.8.8, the contract asks for resilience"},
        # What an endpoint outside of the document stands for is not known.
        [resilient("nyc", "elsewhere"), resilient("nyc", "kept"), resilient("empty", "empty"), resilient("nyc")],
    ),
    *(
        Case(
            "routing-single-address",
            resilient("named", other),
            {GROUP: "all 2 trunks go to sbc.acme-voice.com, the contract asks for resilience"},
            [resilient("named", "other-name"), resilient("named", "nyc"), resilient("named", other, "nyc")],
        )
        for other in ("named", "named-too")
    ),
    Case(
        "routing-single-address",
        resilient({"endpoint": "nyc", **INWARDS}, {"endpoint": "lax", **OUTWARDS}),
        {GROUP: "only one trunk (t0) carries incoming calls and only one trunk (t1) carries outgoing calls, the contract asks for resilience"},
        [
            resilient({"endpoint": "nyc", **INWARDS}, {"endpoint": "lax", **INWARDS}),
            resilient({"endpoint": "nyc", **INWARDS}, {"endpoint": "lax"}, {"endpoint": "nyc", **OUTWARDS}),
        ],
    ),
    Case(
        "routing-single-address",
        resilient("nyc", "nyc-tls", {"endpoint": "lax", **INWARDS}),
        {GROUP: "all 2 trunks for outgoing calls go to 8.8.8.8, the contract asks for resilience"},
    ),
    Case(
        "routing-invalid-failure-code",
        group(hard_failure_codes=[408, 200], soft_failure_codes=[302, 503]),
        {f"{GROUP}.hard_failure_codes[1]": "200 is not a failure", f"{GROUP}.soft_failure_codes[0]": "302 is not a failure"},
        [group(hard_failure_codes=[400, 699]), group(hard_failure_codes=None)],
    ),
    Case(
        "routing-incomplete-failure-codes",
        failover(1, 2),
        {GROUP: "503 in neither hard_failure_codes (408) nor soft_failure_codes"},
        [failover(1, 2, hard_failure_codes=[408, 503]), failover(1, 2, soft_failure_codes=[503]), failover(1), group({}, OFF)],
    ),
    Case(
        "routing-incomplete-failure-codes",
        round_robin(1, 1, hard_failure_codes=[], soft_failure_codes=[500]),
        {GROUP: "408 and 503 in neither hard_failure_codes (none) nor soft_failure_codes"},
    ),
    Case(
        "routing-callee-failure-code",
        group(hard_failure_codes=[408, 486, 503]),
        {f"{GROUP}.hard_failure_codes[1]": "486 is an answer about the called party, not a failure of the trunk"},
        [group(hard_failure_codes=[408, 503], soft_failure_codes=[480, 486])],
    ),
    Case(
        "routing-last-resort-first",
        failover(1, 2),
        {GROUP: "hard_failure_last_resort is first, with 2 trunks"},
        [
            failover(1, 2, hard_failure_last_resort="reject503"),
            failover(1, 2, hard_failure_last_resort="reject502"),
            failover(1, hard_failure_last_resort="first"),
        ],
    ),
    Case(
        "routing-no-options",
        failover(1, 2, sip_options_locations=[]),
        {GROUP: "sip_options_locations is empty, with 2 trunks"},
        [failover(1, 2, sip_options_locations=["a-location"]), round_robin(1, 1), failover(1)],
    ),
]
