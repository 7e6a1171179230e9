# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit report as SARIF 2.1.0, for code hosts: what was found in documents, with file and line. Pure. Private to the collection."""

from __future__ import annotations

import json
from urllib.parse import quote

from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.common import clean, title, waiver_text, worst_first

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"  # what code hosts take for the root of the repository


def render(report):
    """The findings that have a place in a document, as a SARIF log."""
    report = clean(report)
    findings = [finding for finding in report["findings"] if finding["file"] is not None and finding["line"] is not None]
    rules = _rules(worst_first(findings))
    positions = {check: position for position, check in enumerate(rules)}
    name, _blank, version = report["tool"]["collection"].partition(" ")
    driver = {"name": f"{name} audit", "rules": list(rules.values())}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "telecom.trunking/audit/"},
        "invocations": [{"executionSuccessful": True, "endTimeUtc": report["created"]}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the audit ran."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, positions[finding["check"]]) for finding in findings],
        "properties": {"documents": report["documents"], "apis": report.get("apis", {}), "passed": report["passed"]},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=True) + "\n"


def _rules(findings):
    """``{check: rule}``. What a rule says is what the worst of its findings says."""
    rules = {}
    for finding in findings:
        if finding["check"] not in rules:
            rules[finding["check"]] = {
                "id": finding["check"],
                "shortDescription": {"text": title(finding["check"])},
                "fullDescription": {"text": finding["why"]},
                "help": {"text": finding["fix"]},
                "defaultConfiguration": {"level": LEVELS[finding["severity"]]},
                "properties": {"tags": [finding["class"]]},
            }
    return rules


def _result(finding, index):
    waived = finding["waived"]
    return {
        "ruleId": finding["check"],
        "ruleIndex": index,
        "level": LEVELS[finding["severity"]],
        "message": {"text": finding["message"]},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(finding["file"]), "region": _region(finding)}}],
        "partialFingerprints": {"findingId/v1": finding["id"]},
        # One result with suppressions means that every result has to tell.
        "suppressions": [{"kind": "external", "status": "accepted", "justification": waiver_text(waived)}] if waived else [],
        "properties": {name: finding[name] for name in ("class", "customer", "provider", "object", "field")},
    }


def _artifact(file):
    uri = quote(file, safe="/")
    return {"uri": f"file://{uri}"} if file.startswith("/") else {"uri": uri, "uriBaseId": ROOT}


def _region(finding):
    return {"startLine": finding["line"], **({"startColumn": finding["column"]} if finding["column"] else {})}
