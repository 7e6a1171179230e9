# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about capacities: of trunks, endpoints, BroadWorks groups and service providers against the contract. Pure. Private to the collection.

0 is unlimited and -1 is none on a trunk (CarrierX contract section 6), 0 is unlimited on an endpoint (section 10). For BroadWorks see the
Odin contract, sections 3.2 and 5.6.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import odin_rules
from ansible_collections.telecom.trunking.plugins.module_utils.compare import canonical
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import fleet_rule, rule
from ansible_collections.telecom.trunking.plugins.module_utils.policy.odin import attributes
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_call_capacity import ODIN_CALL_CAPACITY
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_group_service import ODIN_GROUP_SERVICE

DIRECTIONS = {"in_capacity": "incoming", "out_capacity": "outgoing"}
UNLIMITED, DISABLED = 0, -1
CHANNELS = ("contract", "channels")
_TRUNK_GROUP_SERVICE = "Trunk Group"


def _channels(customer):
    return given(customer.contract, "channels", 0)


def _list(names):
    return ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]


# CarrierX: trunks and endpoints -------------------------------------------------------------------------------------


@rule(
    "capacity-unlimited",
    "error",
    area="capacity",
    provider="carrierx",
    title="A trunk without a limit, and the contract has one",
    why="A stolen SIP password or a broken PBX is billed for as many calls as the carrier can switch, not for the channels that were ordered.",
    fix="Give the trunk in_capacity and out_capacity, -1 for a direction that it does not carry. What is left out is 0, which is unlimited.",
)
def unlimited(customer):
    for path, trunk, _group in customer.trunks if _channels(customer) else ():
        for name, direction in DIRECTIONS.items():
            if given(trunk, name, UNLIMITED) == UNLIMITED:
                what = "0" if trunk.get(name) == UNLIMITED else "left out"
                yield (*path, name), f"is {what}, {direction} calls are unlimited, the contract has {_channels(customer)} channels"


@rule(
    "capacity-without-contract",
    "warning",
    area="capacity",
    provider="carrierx",
    title="A trunk without a limit, and no channels in the contract",
    why="A stolen SIP password or a broken PBX is billed for as many calls as the carrier can switch, and nothing says how many were ordered.",
    fix="Say what was ordered in contract.channels, and give the trunk in_capacity and out_capacity, -1 for a direction that it does not carry.",
)
def without_contract(customer):
    for path, trunk, _group in () if _channels(customer) else customer.trunks:
        names = [name for name in DIRECTIONS if given(trunk, name, UNLIMITED) == UNLIMITED]
        if names:
            yield path, f"no contract.channels, and {_list([DIRECTIONS[name] for name in names])} calls are unlimited"


@rule(
    "capacity-disabled",
    "error",
    service=True,
    area="capacity",
    provider="carrierx",
    title="A trunk group in which no trunk carries a call",
    why="Calls and numbers that go to the trunk group reach nobody, while the contract is paid for.",
    fix="Give at least one trunk a capacity, or take the trunk group out of the document.",
)
def disabled(customer):
    for path, group in customer.trunk_groups if _channels(customer) else ():
        trunks = group.get("trunks") or []
        if trunks and all(trunk.get(name) == DISABLED for trunk in trunks for name in DIRECTIONS):
            yield path, f"in_capacity and out_capacity are -1 on every trunk ({len(trunks)}), the contract has {_channels(customer)} channels"


@rule(
    "capacity-one-way",
    "info",
    service=True,
    area="capacity",
    provider="carrierx",
    title="No trunk of the customer carries calls of one direction",
    why="Every call of this direction fails. That is right for a pure inbound or outbound service only.",
    fix="If it is not meant, give at least one trunk a capacity in this direction.",
)
def one_way(customer):
    trunks = [trunk for _path, trunk, _group in customer.trunks] if _channels(customer) else []
    closed = [name for name in DIRECTIONS if trunks and all(trunk.get(name) == DISABLED for trunk in trunks)]
    for name in closed if len(closed) < len(DIRECTIONS) else ():
        yield CHANNELS, f"{_channels(customer)} channels, but {name} is -1 on every trunk ({len(trunks)}), no {DIRECTIONS[name]} call is carried"


def _reserves(customer, group):
    """Whether the trunks of a group stand in for each other, so that only one of them counts."""
    return bool(customer.contract.get("resilience")) and given(group, "routing_type", "failover") == "failover"


def _carried_by_trunks(customer):
    """``(what, fewest, most)`` for each direction that has a limit: a reserve counts among the fewest only, a disabled trunk not at all."""
    for name, direction in DIRECTIONS.items():
        fewest = most = 0
        for _path, group in customer.trunk_groups:
            calls = [given(trunk, name, UNLIMITED) for trunk in group.get("trunks") or []]
            if UNLIMITED in calls:
                break
            carried = [number for number in calls if number != DISABLED]
            fewest += sum(carried)
            most += max(carried, default=0) if _reserves(customer, group) else sum(carried)
        else:
            if fewest:
                yield f"the trunks carry {{}} {direction} calls", fewest, most


def _carried_by_trunk_groups(customer):
    calls = [group["max_active_calls"] for _path, group in customer.trunk_groups if group.get("max_active_calls") is not None]
    if calls:
        yield "the trunk groups carry {} calls", sum(calls), sum(calls)


_CARRIED = {"carrierx": _carried_by_trunks, "odin": _carried_by_trunk_groups}


@rule(
    "capacity-below-contract",
    "warning",
    service=True,
    area="capacity",
    title="The capacities add up to less than the contract",
    why="The customer is refused calls that are paid for, first in the busy hour.",
    fix="Raise the capacities of trunks or trunk groups until they add up to contract.channels, or correct the contract.",
)
def below_contract(customer):
    for what, fewest, _most in _CARRIED[customer.kind](customer):
        if fewest < _channels(customer):
            yield CHANNELS, f"{_channels(customer)} channels, but {what.format(fewest)}"


@rule(
    "capacity-above-contract",
    "warning",
    area="capacity",
    title="The capacities add up to more than the contract",
    why="The customer can make more calls than were ordered. In a case of fraud that is the bill.",
    fix="Lower the capacities until they add up to contract.channels. Where trunks of a failover group are reserves of each other, say so with "
    "contract.resilience: then only the largest counts.",
)
def above_contract(customer):
    for what, _fewest, most in _CARRIED[customer.kind](customer) if _channels(customer) else ():
        if most > _channels(customer):
            yield CHANNELS, f"{_channels(customer)} channels, but {what.format(most)}"


@rule(
    "capacity-above-endpoint",
    "warning",
    service=True,
    area="capacity",
    provider="carrierx",
    title="Trunks send an endpoint more calls than it takes",
    why="Calls above the capacity of the endpoint are refused, although its trunks have room for them. That the refusals count as failures of "
    "the trunk is assumed, the provider does not say.",
    fix="Raise the capacity of the endpoint, or lower in_capacity of its trunks until they add up to it.",
)
def above_endpoint(customer):
    for path, endpoint in customer.endpoints:
        trunks = [trunk for _path, trunk, _group in customer.trunks if trunk.get("endpoint") == endpoint.get("name")]
        total = sum(max(given(trunk, "in_capacity", UNLIMITED), 0) for trunk in trunks)
        if 0 < given(endpoint, "capacity", UNLIMITED) < total:
            names = _list([str(given(trunk, "name", "N/A")) for trunk in trunks])
            yield (*path, "capacity"), f"{endpoint['capacity']} calls, but in_capacity of its trunks ({names}) adds up to {total}"


@rule(
    "capacity-cps-read-only",
    "info",
    live=False,
    area="capacity",
    provider="carrierx",
    title="Calls per second are the provider's to set",
    why="cps_limit of an endpoint can only be read: the limit of the contract is not enforced until the provider has set it.",
    fix="Order the limit from the provider for the customer's endpoints.",
)
def cps(customer):
    if given(customer.contract, "cps", 0):
        yield ("contract", "cps"), f"{customer.contract['cps']} calls per second, which this collection cannot set, cps_limit of endpoints can only be read"


# BroadWorks: trunk groups, group, service provider ------------------------------------------------------------------


# What a group tells of its service provider.
_AVAILABLE = {"max_active_calls": "max_available_active_calls", "bursting_max_active_calls": "bursting_max_available_active_calls"}


def _most(customer, name):
    """``(level, calls)`` that bound the trunk groups: the smaller of what the group and its service provider have (rule K1), Nones if neither has a bound."""
    stated = {"group": _stated(customer, "group").get(name), "service_provider": _of_the_provider(customer).get(name)}
    bounds = {level: calls for level, calls in stated.items() if calls is not None and calls >= 0}
    level = min(bounds, key=bounds.get, default=None)
    return level, bounds.get(level)


def _stated(customer, level):
    """The capacity that a document states, its words as numbers."""
    said = (customer.document.get("call_capacity") or {}).get(level) or {}
    # Asked for one by one: of what is live some may not be known.
    return canonical(ODIN_CALL_CAPACITY, {name: value for name in ODIN_CALL_CAPACITY["properties"] if (value := said.get(name)) is not None})


def _of_the_provider(customer):
    """What the service provider has: as stated, else as live groups say, each of which tells what it may have (rule K1)."""
    group = _stated(customer, "group")
    return {**{name: group[available] for name, available in _AVAILABLE.items() if available in group}, **_stated(customer, "service_provider")}


@rule(
    "capacity-above-group",
    "error",
    service=True,
    area="capacity",
    provider="odin",
    title="A trunk group with more calls than its group or service provider",
    why="BroadWorks refuses it, and onboarding stops half way.",
    fix="Raise call_capacity, or lower the trunk group.",
)
def above_group(customer):
    """Rules K3 and K4, with K1: a group cannot have more than its service provider."""
    for path, group in customer.trunk_groups:
        bursting = ("bursting_max_active_calls",) if group.get("enable_bursting") else ()
        for name in ("max_active_calls", *bursting):
            wanted, (level, most) = group.get(name), _most(customer, name)
            if wanted is not None and most is not None and most < wanted:
                yield (*path, name), f"{wanted} is above the {most} of call_capacity.{level}"
        level, most = _most(customer, bursting[0]) if bursting else (None, None)
        if most == 0 and not group.get(bursting[0]):
            yield (*path, "enable_bursting"), f"is true, but {bursting[0]} of call_capacity.{level} is 0"


@rule(
    "capacity-sum-above-group",
    "warning",
    service=True,
    area="capacity",
    provider="odin",
    title="Trunk groups add up to more calls than their group or service provider has",
    why="BroadWorks takes it, but in the busy hour the trunk groups take calls from each other.",
    fix="Raise call_capacity to the sum. If the overbooking is meant, waive this rule.",
)
def sum_above_group(customer):
    level, most = _most(customer, "max_active_calls")
    calls = [given(group, "max_active_calls", 0) for _path, group in customer.trunk_groups]
    if most is not None and len(calls) > 1 and most < sum(calls):
        yield ("call_capacity", level, "max_active_calls"), f"{most} calls, but the {len(calls)} trunk groups add up to {sum(calls)}"


@rule(
    "capacity-above-provider",
    "error",
    service=True,
    area="capacity",
    provider="odin",
    title="A group with more calls than its service provider",
    why="BroadWorks refuses it, and onboarding stops half way.",
    fix="Raise call_capacity.service_provider, or lower call_capacity.group. A group cannot be unlimited.",
)
def above_provider(customer):
    """Rule K1."""
    provider = _of_the_provider(customer)
    group = {**_stated(customer, "group"), **{available: provider.get(name) for name, available in _AVAILABLE.items()}}
    place = {"service_provider_id": customer.document["provider"].get("service_provider"), "group_id": customer.document["provider"].get("group")}
    yield from attributes(("call_capacity", "group"), odin_rules.within_the_provider(None, group, place))


def _least(customer):
    """How many calls the group of a customer has at the least."""
    stated = _stated(customer, "group").get("max_active_calls")
    return stated if stated is not None else max((given(group, "max_active_calls", 0) for _path, group in customer.trunk_groups), default=0)


def _by_provider(customers):
    """Customers of each service provider, with their positions."""
    found = {}
    for n, customer in enumerate(customers):
        found.setdefault(customer.document["provider"].get("service_provider"), []).append((n, customer))
    return found


@fleet_rule(
    "capacity-provider-oversold",
    "warning",
    service=True,
    area="capacity",
    provider="odin",
    title="Groups add up to more calls than their service provider has",
    why="BroadWorks takes it, but in the busy hour customers take calls from each other.",
    fix="Raise call_capacity.service_provider to the sum. If the overbooking is meant, waive this rule.",
)
def provider_oversold(customers):
    """Rule K2: allowed, and so no error. A group has at least the calls of its largest trunk group (rule K3)."""
    for provider, members in _by_provider(customers).items():
        groups = {}
        for _n, customer in members:
            group = customer.document["provider"].get("group")
            groups[group] = max(groups.get(group, 0), _least(customer))
        total = sum(groups.values())
        for n, customer in members if len(groups) > 1 else ():
            most = _stated(customer, "service_provider").get("max_active_calls")
            if most is not None and 0 <= most < total:
                text = f"{most} calls, but the {len(groups)} groups of {provider} in these documents add up to {total}"
                yield n, ("call_capacity", "service_provider", "max_active_calls"), text


@fleet_rule(
    "capacity-conflict",
    "error",
    live=False,
    area="capacity",
    provider="odin",
    title="Two documents want different capacities of the same service provider or group",
    why="Each run of one undoes the other: the capacity changes back and forth, and calls are refused in between.",
    fix="State the capacity in one of the documents only, or the same in all.",
)
def conflict(customers):
    stated = {}
    for provider, members in _by_provider(customers).items():
        for n, customer in members:
            names = {"service_provider": provider, "group": f"{provider}/{customer.document['provider'].get('group')}"}
            for level, name in names.items():
                for attribute, value in _stated(customer, level).items():
                    stated.setdefault((level, name, attribute), {}).setdefault(value, []).append(n)
    for (level, name, attribute), values in stated.items():
        first, *others = values
        for value, found in values.items() if others else ():
            other = others[0] if value == first else first
            for n in found:
                text = f"{value} for {name}, but the document of {customers[values[other][0]].id} says {other}"
                yield n, ("call_capacity", level, attribute), text


@rule(
    "capacity-service-quantity",
    "error",
    service=True,
    area="capacity",
    provider="odin",
    title="More trunk groups than the service allows",
    why="BroadWorks refuses the trunk groups above the quantity, and onboarding stops half way.",
    fix="Raise quantity of the service Trunk Group, -1 is unlimited.",
)
def service_quantity(customer):
    """Rule D10."""
    count = len(customer.trunk_groups)
    for path, service in customer.section("services"):
        quantity = given(canonical(ODIN_GROUP_SERVICE, service), "quantity", count)
        if service.get("service_name") == _TRUNK_GROUP_SERVICE and 0 <= quantity < count:
            yield (*path, "quantity"), f"{quantity} is below the {count} trunk groups of the document"
