# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Estates of any size: customers' documents, and the world that they come to. Every tenth customer is at BroadWorks."""

from __future__ import annotations

from tests.emulator.carrierx import seed
from tests.emulator.odin import seed as odin_seed

ODIN_EACH = 10
FIRST_NUMBER = 12120000000


def customers(count, timeout=250, start=0):
    """Documents: an endpoint, two rules, a trunk group with an ACL, a handler and two trunks, and a number; or service, capacity and trunk group."""
    return [_odin(n, timeout) if n % ODIN_EACH == ODIN_EACH - 1 else _carrierx(n, timeout) for n in range(start, start + count)]


def changed(count, timeout=300):
    """The same with something else in every tenth customer."""
    return [customers(1, timeout if n % 10 == 0 else 250, n)[0] for n in range(count)]


def world(count):
    """The emulator's state before the first of them is there."""
    odin = range(ODIN_EACH - 1, count, ODIN_EACH)
    state = {**seed.state(), **odin_seed.state()}
    state["dids"] = [{"did_sid": seed.sid(f"did {n}"), "phonenumber": str(FIRST_NUMBER + n), "status": "assigned"} for n in range(count)]
    state["odin_service_providers"].append(
        {"serviceProviderId": "FLEET", "serviceProviderName": "Fleet", "isEnterprise": True, "defaultDomain": "fleet.example.net",
         "maxActiveCalls": -1, "burstingMaxActiveCalls": -1, "groupServices": [odin_seed.service(True)]}
    )
    state["odin_groups"] += [{"serviceProviderId": "FLEET", "groupId": f"G{n:05}", "groupName": f"G{n}"} for n in odin]
    return state


def _carrierx(n, timeout):
    name = f"c{n:05}"
    rule = {"field": "called", "operation": "prefix", "quantifier": "any"}
    rules = [f"{name}-premium", f"{name}-abroad"]
    acl = {"direction": "outbound", "access_control_rules": rules, "voice_action_true": "reject403", "voice_action_false": "accept"}
    trunks = [{"name": trunk, "endpoint": f"{name}-pbx", "priority": p, "in_capacity": 4, "out_capacity": 4} for trunk, p in (("a", 10), ("b", 20))]
    return {
        "customer": {"id": name},
        "provider": {"kind": "carrierx"},
        "endpoints": [{"name": f"{name}-pbx", "capacity": 8, "addresses": [{"ip": f"198.18.{n // 250 % 250}.{n % 250 + 1}", "port": 5060 + n // 62500}]}],
        "access_control_rules": [{"name": one, **rule, "entries": ["1900", "1976"]} for one in rules],
        "trunk_groups": [
            {
                "name": f"{name}-voice",
                "routing_type": "failover",
                "hard_failure_codes": [408, 503],
                "acls": [acl],
                "external_handlers": [{"url": f"https://screen.example.net/{name}", "direction": "outbound", "timeout": timeout, "error_handler": "reject503"}],
                "trunks": trunks,
            }
        ],
        "numbers": [str(FIRST_NUMBER + n)],
    }


def _odin(n, timeout):
    return {
        "customer": {"id": f"o{n:05}"},
        "provider": {"kind": "odin", "service_provider": "FLEET", "group": f"G{n:05}"},
        "services": [{"service_name": "Trunk Group", "quantity": 2}],
        "call_capacity": {"group": {"max_active_calls": timeout, "bursting_max_active_calls": 4}},
        "trunk_groups": [{"name": f"o{n:05}-voice", "max_active_calls": 200, "send_continuous_options_message": True}],
    }
