# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy of routing: what happens to calls when something fails. Pure. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.policy import addresses
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import closest, given, inside
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import rule

AREA = {"area": "routing", "provider": "carrierx", "service": True}

FAILOVER, ROUND_ROBIN = "failover", "round_robin"
HARD, SOFT = "hard_failure_codes", "soft_failure_codes"
# What a new group gets (contract section 5). Soft failure codes have no documented default.
DEFAULT_CODES = {HARD: (408,), SOFT: ()}
# What a dead switch (RFC 3261 21.4.9) and one that is overloaded or in maintenance (21.5.4) look like.
DEAD = (408, 503)
# What a healthy switch says about the number that was called or the person who has it (RFC 3261 21.4, 21.6).
ABOUT_THE_CALLEE = (404, 410, 480, 484, 486, 487, 600, 603, 604, 607)
FIRST_FAILURE = 400
DIRECTIONS = {"in_capacity": "incoming", "out_capacity": "outgoing"}


def _groups(customer, routing_type=None, trunks=0):
    """``(path, group, its trunks with their paths)`` of groups with so many trunks that take part in routing."""
    for path, group in customer.trunk_groups:
        taking_part = [(at, trunk) for at, trunk in inside(path, group, "trunks") if not _disabled(trunk)]
        if len(taking_part) >= trunks and routing_type in (None, given(group, "routing_type", FAILOVER)):
            yield path, group, taking_part


def _disabled(trunk):
    return trunk.get("in_capacity") == -1 and trunk.get("out_capacity") == -1


def _called(trunks):
    """The trunks to which their group sends calls. That in_capacity, "calls that the trunk receives" (contract section 6), counts them is assumed."""
    return [(path, trunk) for path, trunk in trunks if trunk.get("in_capacity") != -1]


def _codes(group, name):
    return given(group, name, DEFAULT_CODES[name])


@rule(
    "routing-equal-priorities",
    "warning",
    **AREA,
    title="Failover with equal priorities",
    why="The lowest priority goes first; between equals nobody knows which. Calls may go to the standby while the main site is fine. "
    "Trunks with in_capacity -1 do not count: it is assumed that the group sends them no calls.",
    fix="Give each trunk a priority of its own, 10, 20, 30. If calls are to be shared, use routing_type round_robin and weights.",
)
def equal_priorities(customer):
    for _path, _group, trunks in _groups(customer, FAILOVER, trunks=2):
        seen = {}
        for path, trunk in _called(trunks):
            priority = given(trunk, "priority", 0)
            if priority in seen:
                yield path, f"priority {priority}, like {customer.place(seen[priority])}"
            seen.setdefault(priority, path)


@rule(
    "routing-weight-under-failover",
    "warning",
    **AREA,
    title="A weight under failover",
    why="failover does not look at weights: the first trunk gets all calls, and somebody believes that they are shared.",
    fix="Take the weight out and use priority, or set routing_type to round_robin.",
)
def weight_under_failover(customer):
    for _path, _group, trunks in _groups(customer, FAILOVER):
        for path, trunk in trunks:
            if given(trunk, "weight", 0):
                yield (*path, "weight"), f"weight {trunk['weight']} counts under round_robin only, the group has failover"


@rule(
    "routing-priority-under-round-robin",
    "warning",
    **AREA,
    title="A priority under round robin",
    why="round_robin does not look at priorities: what was meant as a standby gets calls all day.",
    fix="Take the priority out and use weight, or set routing_type to failover.",
)
def priority_under_round_robin(customer):
    for _path, _group, trunks in _groups(customer, ROUND_ROBIN):
        for path, trunk in trunks:
            if given(trunk, "priority", 0):
                yield (*path, "priority"), f"priority {trunk['priority']} counts under failover only, the group has round_robin"


@rule(
    "routing-zero-weights",
    "error",
    **AREA,
    title="Round robin with all weights 0",
    why="Calls are spread by weight, and a weight of 0 is a share of nothing. What the provider does with no shares at all is not documented.",
    fix="Give each trunk its share of the calls, 1 each for equal ones.",
)
def zero_weights(customer):
    for path, _group, trunks in _groups(customer, ROUND_ROBIN, trunks=1):
        called = _called(trunks)
        if called and not any(given(trunk, "weight", 0) for _at, trunk in called):
            yield path, f"round_robin, and the weight of all {len(called)} trunks is 0"


@rule(
    "routing-unknown-endpoint",
    "warning",
    live=False,
    **AREA,
    title="The trunk's endpoint is not in the document",
    why="If the provider does not have it already, onboarding stops at the trunk. If it does, nothing about it is checked here.",
    fix="Correct the name, or add the endpoint to endpoints.",
)
def unknown_endpoint(customer):
    names = [endpoint.get("name") for _path, endpoint in customer.endpoints]
    for path, trunk, _group in customer.trunks:
        name = trunk.get("endpoint")
        if name and name not in names:
            yield (*path, "endpoint"), f"there is no endpoint {name} in the document{closest(name, names)}"


@rule(
    "routing-too-few-trunks",
    "error",
    **AREA,
    title="Fewer than two trunks where the contract asks for resilience",
    why="When the one machine or line is down, so is the customer, and the contract says that this does not happen.",
    fix="Add a trunk to a second endpoint, or correct contract.resilience. Trunks without an endpoint or with one that has no address do not "
    "count, nor do disabled ones.",
)
def too_few_trunks(customer):
    if not customer.contract.get("resilience"):
        return
    if not customer.trunk_groups:
        yield ("contract", "resilience"), "there is no trunk group, the contract asks for resilience"
    endpoints = _endpoints(customer)
    for path, _group, trunks in _groups(customer):
        usable = _usable(endpoints, trunks)
        if len(usable) < 2:
            yield path, f"{len(usable)} usable trunk{'' if len(usable) == 1 else 's'}, the contract asks for resilience"


@rule(
    "routing-single-address",
    "error",
    **AREA,
    title="One trunk or one address for all calls of a direction where the contract asks for resilience",
    why="Several trunks to one machine fail together, and a trunk that carries the other direction only is no reserve: there is a second way on paper only.",
    fix="Give the second trunk an endpoint with the address of another machine, at another site if there is one, and a capacity in both directions. "
    "Waive it for a host name that stands for several machines.",
)
def single_address(customer):
    """What an endpoint outside of the document stands for is not known: nothing is said about those."""
    endpoints = _endpoints(customer)
    for path, _group, trunks in _groups(customer, trunks=2) if customer.contract.get("resilience") else ():
        usable = _usable(endpoints, trunks)
        ways = [_only_way(endpoints, usable, name, calls) for name, calls in DIRECTIONS.items()] if len(usable) > 1 else []
        found = [way for way in dict.fromkeys(ways) if way]
        if found:
            yield path, f"{' and '.join(found)}, the contract asks for resilience"


def _only_way(endpoints, usable, name, calls):
    """What all calls of a direction depend on, None if there is no such thing or no such call."""
    carrying = [trunk for trunk in usable if trunk.get(name) != -1]
    if len(carrying) == 1:
        return f"only one trunk ({given(carrying[0], 'name', 'N/A')}) carries {calls} calls"
    ends = [endpoints.get(trunk["endpoint"], {}).get("addresses") for trunk in carrying]
    texts = [address["ip"] for end in ends for address in end or []]
    where = {addresses.network(text) or addresses.host_name(text) for text in texts}
    if not all(ends) or len(where) != 1 or None in where:
        return None
    what = f"all {len(carrying)} trunks" + ("" if len(carrying) == len(usable) else f" for {calls} calls")
    return f"{what} go to {texts[0]}"


def _endpoints(customer):
    return {endpoint.get("name"): endpoint for _path, endpoint in customer.endpoints}


def _usable(endpoints, trunks):
    """The trunks that lead somewhere. What an endpoint leaves out is kept, so only addresses that are empty are none."""
    found = [(trunk, endpoints.get(trunk.get("endpoint"), {})) for _path, trunk in trunks if trunk.get("endpoint")]
    return [trunk for trunk, endpoint in found if endpoint.get("addresses") or "addresses" not in endpoint]


@rule(
    "routing-invalid-failure-code",
    "error",
    **AREA,
    title="The failure code is no failure",
    why="Codes below 400 are progress, success or a redirection (RFC 3261 21). Answered calls would mark a trunk as dead.",
    fix="List codes from 400 on. 408 and 503 are what dead and overloaded switches look like.",
)
def invalid_failure_code(customer):
    for path, group in customer.trunk_groups:
        for name in (HARD, SOFT):
            for n, code in enumerate(group.get(name) or []):
                if code < FIRST_FAILURE:
                    yield (*path, name, n), f"{code} is not a failure"


@rule(
    "routing-incomplete-failure-codes",
    "warning",
    **AREA,
    title="Failure codes without 408 or 503",
    why="408 is a switch that does not answer, 503 one that is overloaded or in maintenance. A call that meets them is lost although another "
    "trunk would have taken it.",
    fix="Set hard_failure_codes to [408, 503]; the provider's default is 408 alone.",
)
def incomplete_failure_codes(customer):
    for path, group, _trunks in _groups(customer, trunks=2):
        missing = [code for code in DEAD if code not in _codes(group, HARD) and code not in _codes(group, SOFT)]
        if missing:
            has = ", ".join(str(code) for code in _codes(group, HARD)) or "none"
            yield path, f"{' and '.join(str(code) for code in missing)} in neither {HARD} ({has}) nor {SOFT}"


@rule(
    "routing-callee-failure-code",
    "warning",
    **AREA,
    title="A hard failure code that says something about the called party",
    why="Three calls to a busy or wrong number within a minute, and the provider takes a healthy trunk out for two.",
    fix="Move it to soft_failure_codes, or take it out: hard failures are those of the trunk.",
)
def callee_failure_code(customer):
    for path, group in customer.trunk_groups:
        for n, code in enumerate(group.get(HARD) or []):
            if code in ABOUT_THE_CALLEE:
                yield (*path, HARD, n), f"{code} is an answer about the called party, not a failure of the trunk"


@rule(
    "routing-last-resort-first",
    "warning",
    **AREA,
    title="Last resort first with several trunks",
    why="With all trunks dead every call still waits for the first one to time out, instead of a quick 503 that lets the caller's side go "
    "another way. It is the provider's default.",
    fix="Set hard_failure_last_resort to reject503.",
)
def last_resort_first(customer):
    for path, group, trunks in _groups(customer, trunks=2):
        if given(group, "hard_failure_last_resort", "first") == "first":
            yield path, f"hard_failure_last_resort is first, with {len(trunks)} trunks"


@rule(
    "routing-no-options",
    "warning",
    **AREA,
    title="No OPTIONS monitoring on a failover group",
    why="Nobody notices that a trunk is dead until customers' calls have failed on it, and the standby may have been dead for months.",
    fix="Put the ids of the provider's locations that are to send OPTIONS into sip_options_locations.",
)
def no_options(customer):
    for path, group, trunks in _groups(customer, FAILOVER, trunks=2):
        if not group.get("sip_options_locations"):
            yield path, f"sip_options_locations is empty, with {len(trunks)} trunks"
