# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit report as JUnit XML, for CI servers: a suite for each customer, a case for each check. Pure. Private to the collection.

Elements and attributes are those that the schema of Jenkins' reader knows; other readers take less.
"""

from __future__ import annotations

from xml.etree import ElementTree

from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import fails
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.common import clean, place, subject, value_text, waiver_text, worst_first

NOBODY = "nobody's"
OUTCOMES = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report):
    """The report as an XML document, a line for each case that passed.

    Suites and cases are the same in each report of the same options, so that a case that failed passes when it is repaired. A case is failed if
    a finding counts by ``fail_on`` (an error if something could not be read), skipped if all are waived, if the customer was not audited, or if
    nothing was found where not everything could be read, and passed with the findings in its output if none counts.
    """
    report = clean(report)
    by_customer = {**{customer["id"]: [] for customer in report["customers"]}, None: []}
    for finding in report["findings"]:
        by_customer.setdefault(finding["customer"], []).append(finding)
    customers = {customer["id"]: customer for customer in report["customers"]}
    totals, suites = dict.fromkeys(("tests", "failures", "errors"), 0), []
    for position, (name, findings) in enumerate(by_customer.items()):
        suite = _suite(report, customers.get(name), name, findings)
        suite.set("id", str(position))
        totals = {count: total + int(suite.get(count)) for count, total in totals.items()}
        # Text already: as elements, all the cases of thousands of customers would be ten times as large.
        suites.append(ElementTree.tostring(suite, encoding="unicode"))
    counts = " ".join(f'{count}="{total}"' for count, total in totals.items())
    return "".join(['<?xml version="1.0" encoding="UTF-8"?>\n', f'<testsuites name="audit" {counts} time="0">\n', *suites, "</testsuites>\n"])


def _suite(report, customer, name, findings):
    """:param name: of the customer, None for what is nobody's."""
    called = NOBODY if name is None else name
    silent = _silent(report, name, customer)
    cases = [_case(called, *which, found, report["fail_on"], silent.get(which[1])) for which, found in _by_check(report, name, customer, findings).items()]
    suite = ElementTree.Element(
        "testsuite",
        name=called,
        package="audit",
        hostname="localhost",
        timestamp=report["created"].removesuffix("Z"),
        time="0",
        tests=str(len(cases)),
        **{count: str(sum(case.find(tag) is not None for case in cases)) for count, tag in OUTCOMES.items()},
    )
    properties = ElementTree.SubElement(suite, "properties")
    facts = {"collection": report["tool"]["collection"], "documents_commit": report["documents"]["commit"]}
    facts.update({fact: customer[fact] for fact in ("provider", "state", "file", "live_sha256")} if customer else {})
    facts.update({f"api_{provider}": url for provider, url in report.get("apis", {}).items() if not customer or provider == customer["provider"]})
    for fact, value in facts.items():
        if value is not None:
            ElementTree.SubElement(properties, "property", name=fact, value=value)
    suite.extend(cases)
    suite.text = properties.tail = suite.tail = "\n"
    return suite


def _by_check(report, name, customer, findings):
    """``{(class, check): findings}``: of all checks that are about the customer, or about what is nobody's, in the order of classes. After them
    any other that found something: an older report does not tell what it looked for.
    """
    providers = {None, *(report["scope"] if name is None else [customer["provider"]] if customer else [])}
    others = "customer" if name is None else "nobody"
    asked = [one for one in report.get("checks", ()) if one["whose"] != others and one["provider"] in providers]
    found = {(one["class"], one["check"]): [] for one in sorted(asked, key=lambda one: CLASSES.index(one["class"]))}
    for finding in worst_first(findings):
        found.setdefault((finding["class"], finding["check"]), []).append(finding)
    return found


def _silent(report, name, customer):
    """``{check: why it says nothing}`` about the customer, or about what is nobody's."""
    if customer and customer["document_sha256"] is None:
        return dict.fromkeys((one["check"] for one in report.get("checks", ())), "not audited, see what is wrong with the document")
    doubts = [one for one in report.get("no_verdict", ()) if one["customer"] == name]
    return {check: f"no verdict: {one['why']}" for one in doubts for check in one["checks"]}


def _case(suite, group, check, findings, fail_on, silent):
    """:param silent: why the check says nothing, None if it has found all that there is."""
    # Readers show what is before the last dot as a package and what is after it as a class: there is none in what is made of an id.
    case = ElementTree.Element("testcase", classname=f"audit.{suite.replace('.', '_')}.{group}", name=check, time="0")
    case.tail = "\n"
    if findings:
        _outcome(case, findings, fail_on)
    elif silent:
        ElementTree.SubElement(case, "skipped", message=silent)
    return case


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
