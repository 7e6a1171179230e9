# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit reports as an audit might write them, of any size, the same ones every time."""

from __future__ import annotations

import hashlib
import random

SEVERITIES = ("error", "warning", "info")
TOWNS = ("Albany", "Boston", "Buffalo", "Camden", "Dover", "Easton", "Fargo", "Hartford", "Ithaca", "Jersey", "Kingston", "Lowell", "Nashua", "Oswego", "Salem")
TRADES = ("Bakery", "Dental", "Freight", "Hotel", "Insurance", "Logistics", "Motors", "Pharmacy", "Retail", "Roofing", "Schools", "Taxi", "Travel")

RULE = {"direction": "outbound", "access_control_rules": ["premium"], "voice_action_true": "reject403", "voice_action_false": "accept"}

# Of each check: class, severity, object kind, field, expected, live, message, why, fix. `...` stands for no value.
CHECKS = {
    "drift-different": (
        "drift", "warning", "trunk_group", "acls[0]", RULE, {**RULE, "voice_action_true": "accept", "access_control_rules": ["premium", "satellite"]},
        "acls[0] differs", "The network does not do what was agreed and reviewed.", "Run onboarding for the customer, or change the document.",
    ),
    "drift-missing": (
        "drift", "error", "trunk", None, {"name": "nyc", "endpoint": "nyc", "priority": 10, "in_capacity": 30, "out_capacity": 30}, ...,
        "is declared and is not there", "Calls that need it fail.", "Run onboarding for the customer.",
    ),
    "drift-left-over": (
        "drift", "warning", "trunk_group", "external_handlers[1]", ..., {"url": "(not shown)", "direction": "outbound", "timeout": 250},
        "is there and is not declared", "Somebody else may see or reject the calls.", "Declare it, or remove it with the fleet module.",
    ),
    "capacity-unlimited": (
        "exposure", "error", "trunk", "out_capacity", 30, 0,
        "out_capacity is 0, outgoing calls are unlimited, the contract has 60 channels",
        "A stolen password makes calls without end: toll fraud is limited by nothing but the time until somebody sees it.",
        "Give the trunk in_capacity and out_capacity, -1 for a direction that it does not carry.",
    ),
    "handler-fails-open": (
        "exposure", "error", "trunk_group", "external_handlers[0].error_handler", ..., "ignore",
        "outbound calls go on unscreened when the handler fails or is slow", "Whoever makes the handler slow makes calls that nobody screens.",
        "Set error_handler to reject503 or reject403.",
    ),
    "capacity-below-contract": (
        "exposure", "warning", "endpoint", "capacity", 60, 40,
        "capacity is 40, the contract has 60 channels", "The customer gets less than it pays for.", "Raise the capacity, or correct the contract.",
    ),
    "capacity-cps-read-only": (
        "exposure", "info", "trunk_group", "cps_limit", 10, 5,
        "cps_limit is 5, the contract has 10", "Only the provider can change it.", "Ask the provider.",
    ),
    "unmanaged-object": (
        "unmanaged", "warning", "trunk_group", None, ..., {"name": "test-do-not-use", "routing_type": "failover", "trunks": ["lab"]},
        "is live and no document names it", "Nobody audits what it lets through, nobody pays for its calls.", "Declare it, or remove it.",
    ),
    "unmanaged-number": (
        "unmanaged", "warning", "did", "trunk_group", ..., "test-do-not-use",
        "is bound to a trunk group that no document names", "Calls to it go where nobody looks.", "Bind it to a customer's group, or unbind it.",
    ),
    "unknown-unreadable": (
        "unknown", "error", "trunk_group", "external_handlers", ..., ...,
        "could not be read: the API answered 403", "It may be anything.", "Give the account of the audit the right to read it.",
    ),
}  # fmt: skip
OUTCOMES = {"drift": "drifted", "exposure": "exposed", "unknown": "unknown"}
NOT_OF_A_CUSTOMER = ("unmanaged-object", "unmanaged-number")


def sha(*parts):
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()


def finding(check, customer=None, /, provider="carrierx", name="voice", **changes):
    """One finding of this check; ``changes`` replace fields of it."""
    group, severity, kind, field, expected, live, message, why, fix = CHECKS[check]
    found = {
        "id": sha(check, customer, name)[:16],
        "class": group,
        "check": check,
        "severity": severity,
        "customer": customer,
        "provider": provider,
        "object": {"kind": kind, "name": name, "id": f"5e0a3f6a-0000-4000-8000-{sha(name)[:12]}"},
        "field": field,
        "expected": None if expected is ... else expected,
        "live": None if live is ... else live,
        "has_expected": expected is not ...,
        "has_live": live is not ...,
        "message": f"{customer or provider}: {kind.replace('_', ' ')} {name}: {message}",
        "why": why,
        "fix": fix,
        "file": f"customers/{customer}.yml" if customer else None,
        "line": 1 + int(sha(check, name)[:2], 16) if customer else None,
        "column": 5 if customer else None,
        "waived": None,
    }
    return {**found, **changes}


def customer(name, findings=(), **changes):
    """One customer with these findings."""
    mine = [one for one in findings if one["customer"] == name and not one["waived"]]
    operations = [
        {"action": "create" if one["check"] == "drift-missing" else "update", "object": one["object"]["kind"], "name": one["object"]["name"],
         **({} if one["check"] == "drift-missing" else {"attributes": [one["field"].partition("[")[0]]})}
        for one in mine if one["class"] == "drift"
    ]  # fmt: skip
    outcome = {OUTCOMES[one["class"]] for one in mine if one["class"] in OUTCOMES and one["severity"] != "info"}
    return {
        "id": name,
        "name": " ".join(word.capitalize() for word in name.split("-")),
        "provider": "carrierx",
        "file": f"customers/{name}.yml",
        "state": "live",
        "outcome": sorted(outcome),
        "document_sha256": sha("document", name),
        "live_sha256": None if "unknown" in outcome else sha("live", name),
        "plan_sha256": sha("plan", name),
        "operations": operations,
        **changes,
    }


def summary(customers, findings):
    """Counts, as an audit makes them."""
    counting = [one for one in findings if not one["waived"]]

    def number(group, severity=None):
        return sum(one["class"] == group and severity in (None, one["severity"]) for one in counting)

    return {
        "customers": len(customers),
        "clean": sum(not one["outcome"] for one in customers),
        **{outcome: sum(outcome in one["outcome"] for one in customers) for outcome in ("drifted", "exposed", "absent", "unknown")},
        "drift": number("drift"),
        "exposure": {severity: number("exposure", severity) for severity in SEVERITIES},
        "unmanaged": number("unmanaged"),
        "unknown_findings": number("unknown"),
        "waived": len(findings) - len(counting),
        "worst": next((severity for severity in SEVERITIES if any(one["severity"] == severity for one in counting)), None),
        "objects": 20 * len(customers),
    }


def report(findings=(), customers=None, **changes):
    """A report with these findings, of the customers that they are about unless others are given."""
    findings = list(findings)
    if customers is None:
        customers = [customer(name, findings) for name in sorted({one["customer"] for one in findings} - {None})]
    return {
        "version": 1,
        "created": "2026-11-22T05:50:00Z",
        "date": "2026-11-22",
        "tool": {"collection": "telecom.trunking 1.1.0", "ansible_core": "2.19.14"},
        "documents": {"path": ["customers"], "files": len(customers), "sha256": sha("documents"), "commit": sha("commit")[:40], "modified": False},
        "scope": {"carrierx": [{"partner": "acme"}], "odin": [{"service_provider": "ACME_ENT", "group": "ACME_NYC"}]},
        "job": {"awx_job_id": "1017", "awx_job_template_name": "Nightly audit"},
        "previous": None,
        "fail_on": ["drift", "error", "unknown"],
        "passed": not findings,
        "summary": summary(customers, findings),
        "customers": customers,
        "findings": findings,
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
    findings, customers = [], []
    checks = [check for check in CHECKS if check not in NOT_OF_A_CUSTOMER]
    for position, name in enumerate(sorted(names(count))):
        provider = "odin" if position % 5 == 4 else "carrierx"
        mine = []
        if chance.random() >= clean_share:
            for check in chance.sample(checks, min(len(checks), 1 + int(chance.expovariate(1 / (per_customer / (1 - clean_share)))))):
                waived = {"reason": "The handler only looks up names.", "ticket": "CHG-10377", "expires": "2027-01-31"} if chance.random() < 0.05 else None
                mine.append(finding(check, name, provider, name=chance.choice(("voice", "fax", "backup")), waived=waived))
        findings += mine
        customers.append(customer(name, mine, provider=provider, state="suspended" if chance.random() < 0.03 else "live"))
    for number in range(max(1, count // 50)):
        findings.append(finding(chance.choice(NOT_OF_A_CUSTOMER), name=f"test-{number}"))
    whole = report(findings, customers)
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
