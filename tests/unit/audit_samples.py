# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit reports as an audit might write them, of any size, the same ones every time."""

from __future__ import annotations

import hashlib
import random

from ansible_collections.telecom.trunking.plugins.module_utils.audit import checks, findings
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook

TOWNS = ("Albany", "Boston", "Buffalo", "Camden", "Dover", "Easton", "Fargo", "Hartford", "Ithaca", "Jersey", "Kingston", "Lowell", "Nashua", "Oswego", "Salem")
TRADES = ("Bakery", "Dental", "Freight", "Hotel", "Insurance", "Logistics", "Motors", "Pharmacy", "Retail", "Roofing", "Schools", "Taxi", "Travel")

FAIL_ON = ["drift", "error", "unknown"]
RULE = {"direction": "outbound", "access_control_rules": ["premium"], "voice_action_true": "reject403", "voice_action_false": "accept"}

# Of each check: kind of the object, path of the attribute, expected, live, message. `...` stands for no value.
SAMPLES = {
    "drift-different": (
        "trunk_group", ("acls", 0), RULE, {**RULE, "voice_action_true": "accept", "access_control_rules": ["premium", "satellite"]},
        "acls[0] is not what the document says",
    ),
    "drift-missing": ("trunk", (), {"name": "nyc", "endpoint": "nyc", "priority": 10, "in_capacity": 30, "out_capacity": 30}, ..., "is not there"),
    "drift-left-over": ("endpoint", (), ..., {"name": "nyc", "capacity": 60, "attributes": {"site": "NYC-1"}}, "is still there, the customer has ceased"),
    "capacity-unlimited": ("trunk", ("out_capacity",), 30, 0, "out_capacity: is 0, outgoing calls are unlimited, the contract has 60 channels"),
    "handler-fails-open": (
        "trunk_group", ("external_handlers", 0, "error_handler"), ..., "ignore",
        "external_handlers[0] (outbound).error_handler: is ignore, outbound calls go on unscreened when the handler fails or is slow",
    ),
    "capacity-below-contract": ("trunk_group", ("trunks",), ..., ..., "the trunks have 40 outgoing channels, the contract has 60"),
    "capacity-cps-read-only": ("trunk_group", ("cps_limit",), 10, 5, "cps_limit is 5, the contract has 10"),
    "unmanaged-object": (
        "trunk_group", (), ..., {"name": "test-do-not-use", "routing_type": "failover", "trunks": ["lab"]}, "is in no document",
    ),
    "unmanaged-number": ("did", (), ..., {"trunk_group": "test-do-not-use"}, "is bound to a trunk group that is in no document"),
    "unmanaged-absent-customer": ("trunk_group", (), ..., ..., "nothing of the customer is there"),
    "unknown-unreadable": ("trunk_group", ("external_handlers",), ..., ..., "external_handlers: could not be read: the API answered 403 Forbidden"),
}  # fmt: skip
NOT_OF_A_CUSTOMER = ("unmanaged-object", "unmanaged-number")


def sha(*parts):
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()


def finding(check, customer=None, provider="carrierx", name="voice", **changes):
    """One finding of this check; ``changes`` replace fields of it."""
    kind, path, expected, live, message = SAMPLES[check]
    rule = rulebook.RULES.get(check)
    made = findings.finding(
        check,
        f"{kind.replace('_', ' ')} {name}: {message}",
        customer=customer,
        provider=provider,
        kind=kind,
        name=name,
        ident=f"5e0a3f6a-0000-4000-8000-{sha(customer, name)[:12]}",
        path=path,
        **({"severity": rule.severity, "why": rule.why, "fix": rule.fix} if rule else {}),
        **{side: value for side, value in (("expected", expected), ("live", live)) if value is not ...},
    )
    where = {"file": f"customers/{customer}.yml", "line": 1 + int(sha(check, name)[:2], 16), "column": 5} if customer else {}
    return {**made, **where, **changes}


def customer(name, found=(), **changes):
    """One customer with these findings."""
    mine = [one for one in found if one["customer"] == name and not one["waived"]]
    operations = [
        {"action": "create", "object": one["object"]["kind"], "name": one["object"]["name"]}
        if one["check"] == "drift-missing"
        else {"action": "update", "object": one["object"]["kind"], "name": one["object"]["name"], "attributes": ["acls"]}
        for one in mine
        if one["class"] == "drift"
    ]
    outcome = findings.outcome(mine)
    return {
        "id": name,
        "name": " ".join(word.capitalize() for word in name.split("-")),
        "provider": "carrierx",
        "file": f"customers/{name}.yml",
        "state": "live",
        "outcome": outcome,
        "document_sha256": sha("document", name),
        "live_sha256": None if "unknown" in outcome else sha("live", name),
        "plan_sha256": sha("plan", name),
        "operations": operations,
        **changes,
    }


def report(found=(), customers=None, **changes):
    """A report with these findings, of the customers that they are about unless others are given."""
    found = list(found)
    if customers is None:
        customers = [customer(name, found) for name in sorted({one["customer"] for one in found} - {None})]
    return {
        "version": 1,
        "created": "2026-11-22T05:50:00Z",
        "date": "2026-11-22",
        "tool": {"collection": "telecom.trunking 1.1.0", "ansible_core": "2.19.14"},
        "documents": {"path": ["customers"], "files": len(customers), "sha256": sha("documents"), "commit": sha("commit")[:40], "modified": False},
        "scope": {"carrierx": [{"partner": "acme"}], "odin": [{"service_provider": "ACME_ENT", "group": "ACME_NYC"}]},
        "apis": {"carrierx": "https://api.example.net/core/v2", "odin": "https://odin.example.net/api/v2"},
        "job": {"awx_job_id": "1017", "awx_job_template_name": "Nightly audit"},
        "previous": None,
        "checks": checks.checks(),
        "disabled_rules": [],
        "no_verdict": [],
        "fail_on": FAIL_ON,
        "passed": not any(findings.fails(one, FAIL_ON) for one in found),
        "summary": findings.summary(customers, found, 20 * len(customers)),
        "customers": customers,
        "findings": found,
        "trend": [],
        **changes,
    }


def names(count):
    """Ids of customers."""
    pairs = [f"{town}-{trade}".lower() for trade in TRADES for town in TOWNS]
    return [pairs[number] if number < len(pairs) else f"{pairs[number % len(pairs)]}-{number // len(pairs)}" for number in range(count)]


def estate(count, per_customer=2.5, clean_share=0.4, trend=6):
    """A report of ``count`` customers, of which about ``clean_share`` are clean and the others have findings of every kind, a few of them waived."""
    chance = random.Random(count)
    found, customers = [], []
    checks = [check for check in SAMPLES if check not in NOT_OF_A_CUSTOMER]
    for position, name in enumerate(sorted(names(count))):
        provider = "odin" if position % 5 == 4 else "carrierx"
        mine = []
        if chance.random() >= clean_share:
            for check in chance.sample(checks, min(len(checks), 1 + int(chance.expovariate(1 / (per_customer / (1 - clean_share)))))):
                waived = {"reason": "The handler only looks up names.", "ticket": "CHG-10377", "expires": "2027-01-31"} if chance.random() < 0.05 else None
                mine.append(finding(check, name, provider, name=chance.choice(("voice", "fax", "backup")), waived=waived))
        found += mine
        customers.append(customer(name, mine, provider=provider, state="suspended" if chance.random() < 0.03 else "live"))
    for number in range(max(1, count // 50)):
        found.append(finding(chance.choice(NOT_OF_A_CUSTOMER), name=f"test-{number}"))
    found = findings.in_order(found)
    whole = report(found, customers)
    whole["trend"] = [_earlier(whole["summary"], day, trend, chance) for day in range(trend)]
    if trend:
        last = whole["trend"][-1]
        whole["previous"] = {"file": last["file"], "sha256": sha("previous"), "created": last["created"]}
    return whole


def _earlier(counts, day, days, chance):
    """The summary of a report made some days before: not so many customers, more that is wrong."""
    def scaled(value, factor):
        return {name: scaled(inner, factor) for name, inner in value.items()} if isinstance(value, dict) else round(value * factor)

    worse = 1 + (days - day) * 0.12 + chance.random() * 0.2
    old = {name: value if name == "worst" else scaled(value, worse) for name, value in counts.items()}
    old["customers"] = counts["customers"] - (days - day) // 2
    old["clean"] = max(0, counts["clean"] - (days - day))
    created = f"2026-11-{22 - days + day:02d}T05:50:00Z"
    return {"created": created, "file": f"audits/2026-11-{22 - days + day:02d}.json", "summary": old}
