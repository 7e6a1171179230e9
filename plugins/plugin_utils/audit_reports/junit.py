# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit report as JUnit XML, for CI servers: a suite for each customer, a case for each class of findings. Pure. Private to the collection.

Elements and attributes are those that the schema of Jenkins' reader knows; other readers take less.
"""

from __future__ import annotations

from xml.etree import ElementTree

from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import fails
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.common import by_severity, clean, place, subject, value_text, waiver_text

NOBODY = "nobody's"
COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report):
    """The report as an XML document.

    Suites and cases are the same in each report, so that a case that failed passes when it is repaired. A case is failed if a finding counts by
    ``fail_on`` (an error if something could not be read), skipped if all are waived, and passed with the findings in its output if none counts.
    """
    report = clean(report)
    by_customer = {**{customer["id"]: [] for customer in report["customers"]}, None: []}
    for finding in report["findings"]:
        by_customer.setdefault(finding["customer"], []).append(finding)
    customers = {customer["id"]: customer for customer in report["customers"]}
    root = ElementTree.Element("testsuites", name="audit")
    for name, findings in by_customer.items():
        suite = _suite(report, customers.get(name), NOBODY if name is None else name, findings)
        suite.set("id", str(len(root)))
        root.append(suite)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count)) for suite in root)))
    root.set("time", "0")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(report, customer, name, findings):
    cases = list(_cases(name, findings, report["fail_on"]))
    suite = ElementTree.Element(
        "testsuite",
        name=name,
        package="audit",
        hostname="localhost",
        timestamp=report["created"].removesuffix("Z"),
        time="0",
        tests=str(len(cases)),
        **{count: str(sum(case.find(tag) is not None for case in cases)) for count, tag in COUNTS.items()},
    )
    properties = ElementTree.SubElement(suite, "properties")
    facts = {"collection": report["tool"]["collection"], "documents_commit": report["documents"]["commit"]}
    facts.update({fact: customer[fact] for fact in ("provider", "state", "file", "live_sha256")} if customer else {})
    for fact, value in facts.items():
        if value is not None:
            ElementTree.SubElement(properties, "property", name=fact, value=value)
    suite.extend(cases)
    return suite


def _cases(name, findings, fail_on):
    for group in CLASSES:
        # Readers show what is before the last dot as a package: there is none in what is made of an id.
        case = ElementTree.Element("testcase", classname=f"audit.{name.replace('.', '_')}", name=group, time="0")
        found = by_severity([finding for finding in findings if finding["class"] == group])
        if found:
            _outcome(case, found, fail_on)
        yield case


def _outcome(case, findings, fail_on):
    counting = [finding for finding in findings if fails(finding, fail_on)]
    others = [finding for finding in findings if not fails(finding, fail_on)]
    if counting:
        more = f" (and {len(counting) - 1} more)" if len(counting) > 1 else ""
        tag = "error" if counting[0]["class"] == "unknown" else "failure"
        problem = ElementTree.SubElement(case, tag, message=counting[0]["message"] + more, type=counting[0]["severity"])
        problem.text = "\n\n".join(_text(finding) for finding in counting)
    elif all(finding["waived"] for finding in others):
        ElementTree.SubElement(case, "skipped", message=f"waived: {waiver_text(others[0]['waived'])}")
    if others:
        ElementTree.SubElement(case, "system-out").text = "\n\n".join(_text(finding) for finding in others)


def _text(finding):
    """A finding in lines."""
    lines = [
        ("", f"{finding['severity']} {finding['check']}: {finding['message']}"),
        ("place: ", place(finding)),
        ("object: ", subject(finding)),
        ("expected: ", value_text(finding["expected"], finding["has_expected"])),
        ("live: ", value_text(finding["live"], finding["has_live"])),
        ("why: ", finding["why"]),
        ("fix: ", finding["fix"]),
        ("waived: ", waiver_text(finding["waived"]) if finding["waived"] else ""),
        ("id: ", finding["id"]),
    ]
    return "\n".join(label + text for label, text in lines if text)
