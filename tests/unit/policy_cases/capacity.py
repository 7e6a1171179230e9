# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Capacities that rules of the area capacity object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx, named
from ansible_collections.telecom.trunking.tests.unit.policy_cases.odin import odin

GROUP = "trunk_groups[0] (voice-0)"
CHANNELS = "contract.channels"
TEN = {"channels": 10}


def groups(*trunks, contract=None, **sections):
    """A customer with a trunk group for each list of trunks."""
    return carrierx(trunk_groups=[{"name": f"voice-{n}", "trunks": each} for n, each in enumerate(trunks)], contract=contract or {}, **sections)


def ten(*trunks, **more):
    return groups(*trunks, contract={**TEN, **more})


def trunk(calls_in=None, calls_out=None, name="nyc", **more):
    given = {"in_capacity": calls_in, "out_capacity": calls_out}
    return {"name": name, **{key: value for key, value in given.items() if value is not None}, **more}


def capacity(provider=None, group=None):
    stated = {"service_provider": provider, "group": group}
    return {"call_capacity": {level: value if isinstance(value, dict) else {"max_active_calls": value} for level, value in stated.items() if value is not None}}


def calls(*numbers, **sections):
    """A customer at BroadWorks with a trunk group for each number of calls."""
    return odin(*({"max_active_calls": number} for number in numbers), **sections)


def bursting_capacity(group):
    return capacity(group={"bursting_max_active_calls": group})


def bursting(calls_more, group):
    attributes = {"enable_bursting": True, **({"bursting_max_active_calls": calls_more} if calls_more is not None else {})}
    return odin(attributes, **bursting_capacity(group))


SHARED = [trunk(6, 6, name="a", endpoint="pbx"), trunk(5, 60, name="b", endpoint="pbx")]

CASES = [
    # CarrierX
    Case(
        "capacity-unlimited",
        ten([trunk(10, 0), trunk(None, 10, name="lax")]),
        {
            f"{GROUP}.trunks[0] (nyc).out_capacity": "is 0, outgoing calls are unlimited, the contract has 10 channels",
            f"{GROUP}.trunks[1] (lax).in_capacity": "is left out, incoming calls are unlimited, the contract has 10 channels",
        },
        [ten([trunk(10, -1)]), groups([trunk(0)], contract={"cps": 2})],
    ),
    Case(
        "capacity-without-contract",
        groups([trunk(10), trunk(0, name="lax"), trunk(10, -1, name="bos")], contract={"cps": 2}),
        {
            f"{GROUP}.trunks[0] (nyc)": "no contract.channels, and outgoing calls are unlimited",
            f"{GROUP}.trunks[1] (lax)": "no contract.channels, and incoming and outgoing calls are unlimited",
        },
        [ten([trunk(10)]), groups([trunk(10, 10), trunk(-1, -1)]), groups([])],
    ),
    Case(
        "capacity-disabled",
        ten([trunk(-1, -1), trunk(-1, -1, name="lax")], [trunk(10, 10)]),
        {GROUP: "in_capacity and out_capacity are -1 on every trunk (2), the contract has 10 channels"},
        [ten([trunk(-1, -1), trunk(-1, 10, name="lax")], []), groups([trunk(-1, -1)])],
    ),
    Case(
        "capacity-one-way",
        ten([trunk(-1, 10)], [trunk(-1, 10)]),
        {CHANNELS: "10 channels, but in_capacity is -1 on every trunk (2), no incoming call is carried"},
        [ten([trunk(-1, 10)], [trunk(10, -1)]), ten([trunk(-1, -1)]), ten([]), groups([trunk(10, -1)])],
    ),
    Case(
        "capacity-below-contract",
        ten([trunk(5, -1), trunk(4, 10, name="lax")]),
        {CHANNELS: "10 channels, but the trunks carry 9 incoming calls"},
        [ten([trunk(5, 10)], [trunk(5, -1)]), ten([trunk(4, -1), trunk(0, -1, name="lax")]), groups([trunk(1, 1)])],
    ),
    Case(
        "capacity-above-contract",
        ten([trunk(10, 6), trunk(-1, 5, name="lax")]),
        {CHANNELS: "10 channels, but the trunks carry 11 outgoing calls"},
        [ten([trunk(10, 6), trunk(-1, 4, name="lax")]), groups([trunk(99, 99)])],
    ),
    Case(
        "capacity-above-contract",
        ten([trunk(10, 11), trunk(10, 10, name="lax")], resilience=True),
        {CHANNELS: "10 channels, but the trunks carry 11 outgoing calls"},
        [ten([trunk(10, 10), trunk(10, 10, name="lax")], resilience=True)],
    ),
    Case(
        "capacity-above-endpoint",
        groups(SHARED, endpoints=[{"name": "spare", "capacity": 1}, {"name": "pbx", "capacity": 10}]),
        {"endpoints[1] (pbx).capacity": "10 calls, but in_capacity of its trunks (a and b) adds up to 11"},
        [
            groups(SHARED, endpoints=[{"name": "pbx", "capacity": 11}]),
            groups(SHARED, endpoints=[{"name": "pbx", "capacity": 0}]),
            groups([trunk(-1, name="a", endpoint="pbx"), trunk(9, name="b", endpoint="other")], endpoints=[{"name": "pbx", "capacity": 1}]),
        ],
    ),
    Case(
        "capacity-cps-read-only",
        carrierx(contract={"cps": 4}),
        {"contract.cps": "4 calls per second, which this collection cannot set, cps_limit of endpoints can only be read"},
        [carrierx(contract=TEN)],
    ),
    # BroadWorks
    Case(
        "capacity-below-contract",
        calls(4, 5, contract=TEN),
        {CHANNELS: "10 channels, but the trunk groups carry 9 calls"},
        [calls(5, 5, contract=TEN), calls(1), odin(contract=TEN)],
    ),
    Case("capacity-above-contract", calls(6, 5, contract=TEN), {CHANNELS: "10 channels, but the trunk groups carry 11 calls"}, [calls(11)]),
    Case(
        "capacity-above-group",
        calls(12, 13, **capacity(group=12)),
        {"trunk_groups[1] (voice-1).max_active_calls": "13 is above the 12 of call_capacity.group"},
        [calls(12, 12, **capacity(group=12)), calls(13), calls(13, **capacity(provider=13, group=13)), calls(13, **capacity(provider=-1, group=13))],
    ),
    Case(
        "capacity-above-group",
        calls(13, **capacity(provider=12, group=13)),
        {f"{GROUP}.max_active_calls": "13 is above the 12 of call_capacity.service_provider"},
    ),
    Case(
        "capacity-above-group",
        calls(30, **capacity(provider=20)),
        {f"{GROUP}.max_active_calls": "30 is above the 20 of call_capacity.service_provider"},
        [calls(20, **capacity(provider=20)), calls(30, **capacity(provider=-1)), calls(30, **capacity(provider="unlimited"))],
    ),
    Case(
        "capacity-above-group",
        bursting(5, group=4),
        {f"{GROUP}.bursting_max_active_calls": "5 is above the 4 of call_capacity.group"},
        [bursting(4, group=4), bursting(999, group="unlimited"), bursting(999, group=-1), odin({"bursting_max_active_calls": 5}, **bursting_capacity(4))],
    ),
    Case(
        "capacity-above-group",
        bursting(None, group=0),
        {f"{GROUP}.enable_bursting": "is true, but bursting_max_active_calls of call_capacity.group is 0"},
        [bursting(None, group=1), bursting(0, group=1)],
    ),
    Case(
        "capacity-sum-above-group",
        calls(7, 6, **capacity(group=12)),
        {"call_capacity.group.max_active_calls": "12 calls, but the 2 trunk groups add up to 13"},
        [calls(6, 6, **capacity(group=12)), calls(13, **capacity(group=12)), calls(7, 6), calls(7, 6, **capacity(provider=13, group=13))],
    ),
    Case(
        "capacity-sum-above-group",
        calls(7, 6, **capacity(provider=12)),
        {"call_capacity.service_provider.max_active_calls": "12 calls, but the 2 trunk groups add up to 13"},
        [calls(6, 6, **capacity(provider=12)), calls(7, 6, **capacity(provider=-1))],
    ),
    Case(
        "capacity-above-provider",
        odin(**capacity(provider=20, group=21)),
        {"call_capacity.group.max_active_calls": "21 is above the 20 of the service provider"},
        [odin(**capacity(provider=20, group=20)), odin(**capacity(provider="unlimited", group=999)), odin(**capacity(group=999))],
    ),
    Case(
        "capacity-above-provider",
        odin(**capacity(provider={"bursting_max_active_calls": 4}, group={"bursting_max_active_calls": "unlimited", "max_active_calls": -1})),
        {
            "call_capacity.group.bursting_max_active_calls": "unlimited is above the 4 of the service provider",
            "call_capacity.group.max_active_calls": "a group cannot have unlimited calls, only a service provider can",
        },
    ),
    Case(
        "capacity-provider-oversold",
        [odin(**capacity(provider=20, group=6)), named("b", odin(group="BOS", **capacity(group=15)))],
        {"call_capacity.service_provider.max_active_calls": "20 calls, but the 2 groups of ACME in these documents add up to 21"},
        [
            [odin(**capacity(provider=20, group=6)), named("b", odin(group="BOS", **capacity(group=14)))],
            # The same group counts once, who has left not at all.
            [odin(**capacity(provider=20, group=15)), named("b", odin(**capacity(group=15)))],
            [odin(**capacity(provider=20, group=6)), named("b", odin(group="BOS", **capacity(group=15)), state="ceased")],
            odin(**capacity(provider=20, group=21)),
        ],
    ),
    Case(
        "capacity-provider-oversold",
        [calls(30, **capacity(provider=40)), named("b", calls(30, 5, group="BOS"))],
        {"call_capacity.service_provider.max_active_calls": "40 calls, but the 2 groups of ACME in these documents add up to 60"},
        [
            [calls(20, **capacity(provider=40)), named("b", calls(20, 5, group="BOS"))],
            [calls(30, **capacity(provider=40)), named("b", calls(30, group="BOS", **capacity(group=10)))],
        ],
    ),
    Case(
        "capacity-conflict",
        [odin(**capacity(provider=20, group=5)), named("b", odin(**capacity(provider=30, group=6)))],
        {
            "call_capacity.service_provider.max_active_calls": "20 for ACME, but the document of b says 30",
            "call_capacity.group.max_active_calls": "5 for ACME/NYC, but the document of b says 6",
        },
        [
            [odin(**capacity(provider="unlimited", group=5)), named("b", odin(group="BOS", **capacity(provider=-1, group=6)))],
            [odin(**capacity(provider=20)), named("b", odin(**capacity(provider=30)), state="ceased")],
        ],
    ),
    Case(
        "capacity-service-quantity",
        calls(1, 1, services=[{"service_name": "Trunk Group", "quantity": 1}]),
        {"services[0].quantity": "1 is below the 2 trunk groups of the document"},
        [
            calls(1, 1, services=[{"service_name": "Trunk Group", "quantity": 2}, {"service_name": "Auto Attendant", "quantity": 1}]),
            calls(1, 1, services=[{"service_name": "Trunk Group", "quantity": "unlimited"}]),
            calls(1, 1, services=[{"service_name": "Trunk Group"}]),
        ],
    ),
]
