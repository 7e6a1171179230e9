# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waivers that the rules about waivers object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY, Case, carrierx

PRIVATE = [{"name": "nyc", "addresses": [{"ip": "10.0.0.1"}]}]


def waived(*waivers, **sections):
    return carrierx(endpoints=PRIVATE, waivers=list(waivers), **sections)


def waiver(rule="endpoint-private-address", **more):
    return {"rule": rule, "reason": "A private line.", "ticket": "CHG-1", "expires": "2027-01-31", **more}


CASES = [
    Case(
        "waiver-expired",
        waived(waiver(), waiver(expires="2026-06-30")),
        {"waivers[1] (endpoint-private-address).expires": "the waiver of endpoint-private-address ended on 2026-06-30"},
        [waived(waiver(expires="2026-07-01")), waived(waiver(expires=TODAY)), waived()],
    ),
    Case(
        "waiver-unknown-rule",
        waived(waiver("endpoint-private-adress")),
        {"waivers[0] (endpoint-private-adress).rule": "there is no rule endpoint-private-adress, did you mean endpoint-private-address?"},
        [waived(waiver())],
    ),
    Case(
        "waiver-unused",
        waived(waiver("acl-open-outbound")),
        {"waivers[0] (acl-open-outbound)": "acl-open-outbound finds nothing that it could waive"},
        # Past its date, unknown, and across customers: those are findings of their own, or cannot be told.
        [waived(waiver()), waived(waiver("acl-open-outbound", expires="2026-06-30")), waived(waiver("nothing")), waived(waiver("endpoint-shared-address"))],
    ),
    Case(
        "waiver-unused",
        waived(waiver(path="endpoints[lax]"), waiver(path="endpoints[nyc].addresses[1]")),
        {
            "waivers[0] (endpoint-private-address)": "endpoint-private-address finds nothing at endpoints[lax] that it could waive",
            "waivers[1] (endpoint-private-address)": "endpoint-private-address finds nothing at endpoints[nyc].addresses[1] that it could waive",
        },
        [waived(waiver(path="endpoints[nyc]")), waived(waiver(path="endpoints[0].addresses[0].ip")), waived(waiver(path="endpoints"))],
    ),
    Case(
        "waiver-without-ticket",
        waived({"rule": "endpoint-private-address", "reason": "A private line.", "expires": "2027-01-31"}, waiver(ticket=" ")),
        {
            "waivers[0] (endpoint-private-address)": "the waiver of endpoint-private-address has no ticket",
            "waivers[1] (endpoint-private-address)": "the waiver of endpoint-private-address has no ticket",
        },
        [waived(waiver())],
    ),
    # A waiver does not vouch for waivers.
    Case(
        "waiver-without-ticket",
        waived(waiver(ticket=" "), waiver("waiver-without-ticket")),
        {"waivers[0] (endpoint-private-address)": "the waiver of endpoint-private-address has no ticket"},
    ),
    Case(
        "waiver-unused",
        waived(waiver("waiver-without-ticket")),
        {"waivers[0] (waiver-without-ticket)": "what waiver-without-ticket finds cannot be waived"},
    ),
    Case(
        "waiver-without-reason",
        waived(waiver(), waiver(reason=" "), waiver(reason="\u200b.")),
        {f"waivers[{n}] (endpoint-private-address).reason": "the reason for waiving endpoint-private-address says nothing" for n in (1, 2)},
        [waived(waiver(reason="CHG-1")), waived(waiver(reason="\u662f"))],
    ),
]
