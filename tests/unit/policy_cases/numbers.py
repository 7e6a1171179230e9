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
            [numbers(NUMBER), named("b", numbers(NUMBER), state="ceased")],
        ],
    ),
    Case(
        "number-at-two-customers",
        [numbers(NUMBER), named("b", numbers(NUMBER)), named("c", numbers(NUMBER))],
        {"numbers[0]": "12125550100 is also a number of b and 1 more"},
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
