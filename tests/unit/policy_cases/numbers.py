# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers that rules of the area numbers object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx, named

NUMBER = "12125550100"
NOT_NANP = "begins with country code 1, but is no North American number of 1, area code, exchange and four digits"


def numbers(*given, groups=1, regions=None, **sections):
    """A customer with these numbers and so many trunk groups."""
    contract = {"regions": regions} if regions else {}
    return carrierx(numbers=list(given), trunk_groups=[{"name": f"voice-{n}"} for n in range(groups)], contract=contract, **sections)


def bound(trunk_group, number=NUMBER):
    return {"phonenumber": number, "trunk_group": trunk_group}


RULE = {"field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}


def at(partner=None, **names):
    """A customer at a partner, with one object of this name in each section."""
    provider = {"kind": "carrierx", **({"partner": partner} if partner else {})}
    return {**carrierx(), "provider": provider, **objects(names)}


def odin(service_provider, group, **names):
    return {**carrierx(), "provider": {"kind": "odin", "service_provider": service_provider, "group": group}, **objects(names, max_active_calls=1)}


def objects(names, **of_groups):
    more = {"access_control_rules": RULE, "trunk_groups": of_groups}
    return {section: [{"name": name, **more.get(section, {})}] for section, name in names.items()}


CASES = [
    Case(
        "number-not-e164",
        numbers("10125550100", {"phonenumber": "1212555010"}, "12120550100"),
        {
            "numbers[0]": f"10125550100 {NOT_NANP}",
            "numbers[1] (1212555010).phonenumber": f"1212555010 {NOT_NANP}",
            "numbers[2]": f"12120550100 {NOT_NANP}",
        },
        [numbers(NUMBER, {"phonenumber": "442079460000"}, regions=["us", "ca"])],
    ),
    Case(
        "number-not-e164",
        numbers("2125550100", regions=["us", "ca"]),
        {"numbers[0]": "2125550100 has no country code: all countries of the contract have 1, and with it this is a number of theirs"},
        [numbers("2125550100", regions=["us", "ma"]), numbers("4722345678"), numbers("2120550100", regions=["us"])],
    ),
    Case(
        "number-at-two-customers",
        [numbers("12125550101", {"phonenumber": NUMBER}), named("b", numbers(NUMBER))],
        {"numbers[1] (12125550100).phonenumber": "12125550100 is also a number of b"},
        [
            [numbers(NUMBER), named("b", numbers("12125550101"))],
        ],
    ),
    Case(
        "number-at-two-customers",
        [numbers(NUMBER), named("b", numbers(NUMBER), state="ceased")],
        {"numbers[0]": "12125550100 is also a number of b"},
    ),
    Case(
        "number-at-two-customers",
        [numbers(NUMBER), named("b", numbers(NUMBER)), named("c", numbers(NUMBER))],
        {"numbers[0]": "12125550100 is also a number of b and 1 more"},
    ),
    Case(
        "name-at-two-customers",
        [
            at(trunk_groups="voice", endpoints="pbx", access_control_rules="premium"),
            named("b", at(trunk_groups="voice", endpoints="pbx")),
            named("c", at(trunk_groups="other", endpoints="pbx", access_control_rules="premium")),
        ],
        {
            "endpoints[0] (pbx).name": "the name pbx is there too, in the document of b and 1 more",
            "access_control_rules[0] (premium).name": "the name premium is there too, in the document of c",
            "trunk_groups[0] (voice).name": "the name voice is there too, in the document of b",
        },
        [
            [at(trunk_groups="voice"), named("b", at(endpoints="voice"))],
            [at(trunk_groups="voice"), named("b", at("p-1", trunk_groups="voice"))],
            [at("p-1", trunk_groups="voice"), named("b", at("p-2", trunk_groups="voice"))],
            [at(trunk_groups="voice"), named("b", at(trunk_groups="other"), state="ceased")],
            [at(trunk_groups="voice"), named("b", odin("ACME", "NYC", trunk_groups="voice"))],
        ],
    ),
    Case(
        "name-at-two-customers",
        [at(trunk_groups="voice"), named("b", at(trunk_groups="voice"), state="ceased")],
        {"trunk_groups[0] (voice).name": "the name voice is there too, in the document of b"},
    ),
    Case(
        "name-at-two-customers",
        [at("p-1", trunk_groups="voice"), named("b", at("p-1", trunk_groups="voice"))],
        {"trunk_groups[0] (voice).name": "the name voice is there too, in the document of b"},
    ),
    Case(
        "name-at-two-customers",
        [odin("ACME", "NYC", trunk_groups="voice", endpoints="pbx"), named("b", odin("ACME", "NYC", trunk_groups="voice", endpoints="pbx"))],
        {"trunk_groups[0] (voice).name": "the name voice is there too, in the document of b"},
        [
            [odin("ACME", "NYC", trunk_groups="voice"), named("b", odin("ACME", "BOS", trunk_groups="voice"))],
            [odin("ACME", "NYC", trunk_groups="voice"), named("b", odin("BETA", "NYC", trunk_groups="voice"))],
            # BroadWorks has no endpoints, so there is nothing to be rewritten.
            [odin("ACME", "NYC", endpoints="pbx"), named("b", odin("ACME", "NYC", endpoints="pbx"))],
        ],
    ),
    Case(
        "number-unknown-trunk-group",
        numbers(bound("voice-7")),
        {"numbers[0] (12125550100).trunk_group": "voice-7 is no trunk group of the document, the number 12125550100 cannot be bound to it"},
        [numbers(bound("voice-0")), numbers(bound(None)), numbers(NUMBER)],
    ),
    Case(
        "number-without-trunk-group",
        numbers(NUMBER, bound("voice-1", "12125550101"), groups=2),
        {"numbers[0]": "12125550100 names no trunk group, the document has 2"},
        [numbers(NUMBER), numbers(bound(None), groups=2)],
    ),
    Case("number-without-trunk-group", numbers(NUMBER, groups=0), {"numbers[0]": "12125550100 names no trunk group, the document has none"}),
]
