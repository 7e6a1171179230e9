# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit report as JUnit XML, SARIF, CSV and HTML."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import jsonschema
import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.audit import checks, exposure
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import AUDIT_REPORT
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports import html, junit, markup, sarif, table
from ansible_collections.telecom.trunking.tests.unit import audit_samples as samples

WAIVED = {"reason": "Looks up names only.", "ticket": "CHG-1", "expires": "2027-01-31"}
HOSTILE = "\x00\x1b[31m\ud800]]><!--</script><script>alert(1)</script>&amp;\"'=\uffff\u2028"


def hostile(value):
    """The same structure with something nasty in every text that comes from documents or APIs."""
    if isinstance(value, dict):
        return {name: inner if name in ("id", "class", "severity", "created", "fail_on", "outcome") else hostile(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner) for inner in value]
    return value + HOSTILE if isinstance(value, str) else value


NASTY = hostile(samples.estate(10))


def test_the_samples_are_reports():
    validator = jsonschema.Draft202012Validator(AUDIT_REPORT)
    for sample in (samples.report(), samples.estate(10), samples.estate(60, trend=0)):
        assert not list(validator.iter_errors(sample))


# JUnit


def suites(report):
    return {suite.get("name"): suite for suite in ElementTree.fromstring(junit.render(report))}


def outcomes(suite):
    """``{(class, check): [what is in the case]}``, without the cases that passed in silence."""
    return {which: parts for which, parts in cases(suite).items() if parts}


def cases(suite):
    return {(case.get("classname").rpartition(".")[2], case.get("name")): [part.tag for part in case] for case in suite.iter("testcase")}


def test_junit_has_a_suite_for_each_customer_and_a_case_for_each_check():
    findings = [
        samples.finding("drift-different", "acme"),
        samples.finding("drift-different", "acme", name="fax"),
        samples.finding("capacity-unlimited", "acme", waived=WAIVED),
        samples.finding("capacity-below-contract", "acme"),
        samples.finding("unknown-unreadable", "acme"),
        samples.finding("unmanaged-object"),
    ]
    found = suites(samples.report(findings, [samples.customer("acme", findings), samples.customer("birch"), samples.customer("cedar", provider="odin")]))
    assert list(found) == ["acme", "birch", "cedar", junit.NOBODY]
    assert outcomes(found["acme"]) == {
        ("unknown", "unknown-unreadable"): ["error"],
        ("exposure", "capacity-unlimited"): ["skipped", "system-out"],
        ("exposure", "capacity-below-contract"): ["system-out"],
        ("drift", "drift-different"): ["failure"],
    }
    assert outcomes(found["birch"]) == outcomes(found["cedar"]) == {}
    assert outcomes(found[junit.NOBODY]) == {("unmanaged", "unmanaged-object"): ["system-out"]}
    assert [found["acme"].get(count) for count in ("tests", "failures", "errors", "skipped")] == [str(len(cases(found["birch"]))), "1", "1", "1"]


def test_junit_cases_are_the_checks_that_are_about_the_customer():
    customers = [samples.customer("acme"), samples.customer("cedar", provider="odin")]
    found = {name: set(cases(suite)) for name, suite in suites(samples.report([], customers)).items()}
    drift = {("drift", f"drift-{what}") for what in ("missing", "different", "left-over", "impossible")}
    assert {one for one in found["acme"] if one[0] == "drift"} == {one for one in found["cedar"] if one[0] == "drift"} == drift
    for name, others, provider, other in (("acme", "cedar", "carrierx", "odin"), ("cedar", "acme", "odin", "carrierx")):
        of = {asked: {("exposure", rule.id) for rule in exposure.asked() if rule.provider == asked} for asked in (None, provider, other)}
        assert of[provider] and of[None] | of[provider] <= found[name] and not of[other] & found[name]
        assert found[name] - found[others] == of[provider]
    assert found["acme"] >= {("unmanaged", "unmanaged-absent-customer"), ("unknown", "unknown-attribute"), ("exposure", "document-schema")}
    nobody = found[junit.NOBODY]
    assert nobody >= {("exposure", rule.id) for rule in exposure.asked()} | {("unknown", "unknown-undeclared"), ("unmanaged", "unmanaged-number")}
    assert not nobody & {*drift, ("unmanaged", "unmanaged-absent-customer")} and ("unknown", "unknown-undeclared") not in found["acme"]
    assert not {("exposure", rule.id) for rule in rulebook.RULES.values() if rule not in exposure.asked()} & {*found["acme"], *found["cedar"], *nobody}


def test_junit_has_no_case_for_what_was_not_looked_for():
    report = samples.report([], [samples.customer("acme")])
    whole = {name: set(cases(suite)) for name, suite in suites(report).items()}
    less = {name: set(cases(suite)) for name, suite in suites({**report, "checks": checks.checks(["capacity-unlimited"])}).items()}
    assert {name: whole[name] - less[name] for name in whole} == dict.fromkeys(whole, {("exposure", "capacity-unlimited")})
    there = suites({**report, "scope": {"carrierx": [{}]}})[junit.NOBODY]
    assert whole[junit.NOBODY] - set(cases(there)) == {("exposure", rule.id) for rule in exposure.asked() if rule.provider == "odin"}


@pytest.mark.parametrize("customer", ["acme", None])
def test_junit_loses_no_check(customer):
    """Another version may have found it, and reports used not to tell what they looked for."""
    findings = [samples.finding("drift-different", customer), {**samples.finding("capacity-unlimited", customer), "check": "of-tomorrow"}]
    report = samples.report(findings)
    failed = {("drift", "drift-different"): ["failure"], ("exposure", "of-tomorrow"): ["failure"]}
    name = customer or junit.NOBODY
    assert outcomes(suites(report)[name]) == failed
    del report["checks"]
    jsonschema.validate(report, AUDIT_REPORT)
    assert cases(suites(report)[name]) == failed
    stranger = suites(samples.report(findings, []))[name]
    assert outcomes(stranger) == failed


def test_junit_does_not_pass_what_was_not_audited():
    broken = {"document_sha256": None, "live_sha256": None, "plan_sha256": None, "provider": None, "state": None}
    findings = [{**samples.finding("drift-missing", "acme"), "check": "document-schema", "class": "exposure"}]
    sound = suites(samples.report([], [samples.customer("acme")]))["acme"]
    found = cases(suites(samples.report(findings, [samples.customer("acme", findings, **{**broken, "provider": "carrierx"})]))["acme"])
    assert list(found) == list(cases(sound)) and found.pop(("exposure", "document-schema")) == ["failure"]
    assert set(map(tuple, found.values())) == {("skipped",)}
    nameless = cases(suites(samples.report(findings, [samples.customer("acme", findings, **broken)]))["acme"])
    assert ("drift", "drift-missing") in nameless and not any(rule.provider and ("exposure", rule.id) in nameless for rule in exposure.asked())


def test_junit_does_not_pass_what_could_not_be_judged():
    findings = [samples.finding("drift-different", "acme"), samples.finding("capacity-unlimited", "acme", waived=WAIVED)]
    doubts = [
        {"customer": "acme", "why": "trunk groups could not be read", "checks": ["drift-different", "drift-missing", "capacity-unlimited"]},
        {"customer": "acme", "why": "effective_acls could not be read", "checks": ["live-calls-rejected-above"]},
        {"customer": None, "why": "endpoints could not be read", "checks": ["unmanaged-object"]},
    ]
    report = samples.report(findings, [samples.customer("acme", findings), samples.customer("birch")], no_verdict=doubts)
    jsonschema.validate(report, AUDIT_REPORT)
    found = suites(report)
    # What was found is told, whatever else there may be.
    assert outcomes(found["acme"]) == {
        ("exposure", "capacity-unlimited"): ["skipped", "system-out"],
        ("exposure", "live-calls-rejected-above"): ["skipped"],
        ("drift", "drift-missing"): ["skipped"],
        ("drift", "drift-different"): ["failure"],
    }
    assert outcomes(found["birch"]) == {} and outcomes(found[junit.NOBODY]) == {("unmanaged", "unmanaged-object"): ["skipped"]}
    assert [found["acme"].get(count) for count in ("failures", "errors", "skipped")] == ["1", "0", "3"]
    told = {case.get("name"): case[0].get("message") for case in found["acme"].iter("testcase") if len(case)}
    assert told["live-calls-rejected-above"] == "no verdict: effective_acls could not be read"
    assert told["drift-missing"] == "no verdict: trunk groups could not be read" and told["capacity-unlimited"].startswith("waived: ")


def test_a_junit_case_that_failed_passes_when_it_is_repaired():
    def all_cases(findings):
        report = samples.report(findings, [samples.customer("acme", findings)])
        return {(suite, *case): "failure" in parts for suite, found in suites(report).items() for case, parts in cases(found).items()}

    before = all_cases([samples.finding("drift-different", "acme"), samples.finding("capacity-unlimited")])
    failed = {case for case, fails in before.items() if fails}
    assert failed == {("acme", "drift", "drift-different"), (junit.NOBODY, "exposure", "capacity-unlimited")}
    after = all_cases([])
    assert after == dict.fromkeys(before, False) and list(after) == list(before)


def test_a_junit_failure_tells_everything():
    findings = [samples.finding("drift-different", "acme.nyc"), samples.finding("drift-different", "acme.nyc", name="backup")]
    report = samples.report([*findings, samples.finding("drift-different", "acme.nyc", name="fax", waived=WAIVED)])
    [case] = [case for case in suites(report)["acme.nyc"].iter("testcase") if len(case)]
    assert (case.get("classname"), case.get("name")) == ("audit.acme_nyc.drift", "drift-different")
    failure, output = case
    assert (failure.get("message"), failure.get("type")) == (f"{findings[0]['message']} (and 1 more)", "error")
    for finding in findings:
        for part in (finding["why"], finding["fix"], finding["id"], f"customers/acme.nyc.yml:{finding['line']}:5", '"voice_action_true": "reject403"'):
            assert part in failure.text
    assert "Looks up names only., CHG-1, until 2027-01-31" in output.text


def test_junit_says_nothing_that_nobody_reads():
    """A case that passed is a line, without any that only indents."""
    lines = junit.render(samples.report([], [samples.customer("acme")])).splitlines()
    assert '<testcase classname="audit.acme.drift" name="drift-missing" time="0" />' in lines
    assert all(line.startswith("<") for line in lines)


def order(element, *names):
    """Whether the children are these, in this order, each name any number of times."""
    positions = [names.index(child.tag) for child in element]
    return positions == sorted(positions)


@pytest.mark.parametrize("report", [samples.report(), samples.estate(60), NASTY], ids=["empty", "estate", "hostile"])
def test_junit_has_the_shape_that_readers_know(report):
    text = junit.render(report)
    root = ElementTree.fromstring(text.encode("utf-8"))
    assert root.tag == "testsuites" and {child.tag for child in root} <= {"testsuite"}
    totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for position, suite in enumerate(root):
        assert set(suite.attrib) == {"name", "package", "hostname", "timestamp", "time", "id", *totals}
        assert suite.get("id") == str(position) and suite.get("timestamp") == "2026-11-22T05:50:00"
        assert order(suite, "properties", "testcase")
        cases = suite.findall("testcase")
        assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) == int(suite.get("tests"))
        for case in cases:
            assert set(case.attrib) == {"classname", "name", "time"}
            assert order(case, "skipped", "error", "failure", "system-out")
        for name in totals:
            totals[name] += int(suite.get(name))
        assert [int(suite.get(n)) for n in ("failures", "errors", "skipped")] == [len(list(suite.iter(t))) for t in ("failure", "error", "skipped")]
    assert {name: root.get(name) for name in root.attrib} == {"name": "audit", "time": "0", **{n: str(totals[n]) for n in ("tests", "failures", "errors")}}


# SARIF


def run(report):
    [only] = json.loads(sarif.render(report))["runs"]
    return only


def test_sarif_has_what_is_in_documents_with_its_place():
    findings = [samples.finding("drift-different", "acme", line=7, column=3), samples.finding("unmanaged-object")]
    [result] = run(samples.report(findings))["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "customers/acme.yml", "uriBaseId": "%SRCROOT%"}
    assert location["region"] == {"startLine": 7, "startColumn": 3}
    assert result["partialFingerprints"] == {"findingId/v1": findings[0]["id"]}
    assert (result["ruleId"], result["level"], result["suppressions"]) == ("drift-different", "error", [])


@pytest.mark.parametrize(
    "file, expected",
    [
        ("customers/acme & co #1.yml", {"uri": "customers/acme%20%26%20co%20%231.yml", "uriBaseId": "%SRCROOT%"}),
        ("customers/b:c/\u00fc.yml", {"uri": "customers/b%3Ac/%C3%BC.yml", "uriBaseId": "%SRCROOT%"}),
        ("/srv/customers/acme.yml", {"uri": "file:///srv/customers/acme.yml"}),
    ],
)
def test_sarif_names_files_by_uri(file, expected):
    [result] = run(samples.report([samples.finding("drift-different", "acme", file=file, column=None)]))["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == expected and list(location["region"]) == ["startLine"]


def test_sarif_rules_say_why_and_what_to_do():
    report = samples.estate(60)
    whole = run(report)
    rules = whole["tool"]["driver"]["rules"]
    found = {finding["check"]: finding for finding in report["findings"] if finding["line"]}
    assert {rule["id"] for rule in rules} == set(found)
    for rule in rules:
        assert (rule["fullDescription"]["text"], rule["help"]["text"]) == (found[rule["id"]]["why"], found[rule["id"]]["fix"])
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning", "note"}
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in whole["results"])


def test_sarif_suppresses_what_is_waived():
    [result] = run(samples.report([samples.finding("handler-fails-open", "acme", waived=WAIVED)]))["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "Looks up names only., CHG-1, until 2027-01-31"}]


def test_sarif_is_ascii_whatever_the_texts_are():
    assert sarif.render(NASTY).isascii() and "\\u0000" not in sarif.render(NASTY)


# CSV


def rows(report):
    return list(csv.DictReader(io.StringIO(table.render(report), newline="")))


def test_csv_has_a_row_for_each_finding():
    report = samples.estate(60)
    found = rows(report)
    assert [row["id"] for row in found] == [finding["id"] for finding in report["findings"]]
    assert table.render(report).startswith("severity,class,check,") and table.render(samples.report()).count("\r\n") == 1


def test_csv_shows_values_and_waivers():
    different, missing = rows(samples.report([
        samples.finding("capacity-unlimited", "acme", waived=WAIVED, expected=None),
        samples.finding("handler-fails-open", "acme", live={"a": [1, "\u00fc"]}, line=None),
    ]))
    assert (different["expected"], different["live"], different["waived"], different["waived_ticket"]) == ("null", "0", "yes", "CHG-1")
    assert (missing["expected"], missing["live"], missing["waived"], missing["line"]) == ("", '{"a": [1, "\u00fc"]}', "no", "")


@pytest.mark.parametrize("start", list("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
def test_no_cell_of_the_csv_is_a_formula(start):
    text = f"{start}cmd|' /C calc'!A0"
    names = ("message", "why", "fix", "live", "field", "file", "customer", "check")
    [row] = rows(samples.report([{**samples.finding("drift-different"), **dict.fromkeys(names, text)}], []))
    for name in names:
        assert row[name] == "'" + text


def test_csv_of_hostile_texts_can_be_read_again():
    found = rows(NASTY)
    assert len(found) == len(NASTY["findings"]) and not any(None in row for row in found)
    assert not [character for character in table.render(NASTY) if ord(character) < 32 and character not in "\r\n"]


# HTML


class Page(HTMLParser):
    """Elements of a page, as ``(name, attributes)``, and the texts of its scripts and styles, in their order."""

    VOID = {"meta", "link", "input", "br"}

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.raw = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("script", "style"):
            self.raw.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("script", "style"):
            self.raw[-1] += data


def embedded(page):
    return json.loads(page.raw[1])


def structure(page):
    return [(name, sorted(attributes)) for name, attributes in page.elements]


@pytest.mark.parametrize("report", [samples.report(), samples.estate(60), samples.estate(10, trend=0), NASTY], ids=["empty", "estate", "no trend", "hostile"])
def test_the_page_is_whole_and_asks_for_nothing(report):
    text = html.render(report)
    page = Page(text)
    assert not page.open
    for _name, attributes in page.elements:
        assert attributes.get("href", "#").startswith("#") or attributes["href"] == "data:,"
        assert not {"src", "action", "style", "srcset", "data", "formaction"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert not [character for character in text if ord(character) < 32 and character != "\n"]


def test_texts_change_nothing_about_the_page():
    assert structure(Page(html.render(NASTY))) == structure(Page(html.render(samples.estate(10))))


def test_the_page_allows_its_own_style_and_script_only():
    page = Page(html.render(NASTY))
    policy = next(attributes["content"] for _name, attributes in page.elements if attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    style, _data, script = (base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in page.raw)
    assert rules == {
        "default-src": "'none'", "style-src": f"'sha256-{style}'", "script-src": f"'sha256-{script}'", "img-src": "data:", "base-uri": "'none'",
        "form-action": "'none'",
    }  # fmt: skip


def test_the_page_holds_every_finding_and_each_text_once():
    report = samples.estate(60)
    held = embedded(Page(html.render(report)))
    texts = held["texts"]
    assert len(set(texts)) == len(texts)
    found = [{**{name: one[name] for name in one if name != "fails"}, "why": texts[one["why"]], "fix": texts[one["fix"]]} for one in held["findings"]]
    assert found == report["findings"] and held["customers"] == report["customers"]
    assert not report["passed"] and any(one["fails"] for one in held["findings"])


def test_data_cannot_end_the_script():
    value = {"</script><!--&\u2028\u2029": ["</SCRIPT>", 1, None]}
    text = markup.data(value)
    assert not set(text) & set("<>&\u2028\u2029") and json.loads(text) == value


def test_what_is_not_markup_is_escaped():
    made = markup.el("p", "<b>", markup.el("i", "&"), None, 1, class_='"x"', hidden=True, title=None)
    assert made == '<p class="&quot;x&quot;" hidden>&lt;b&gt;<i>&amp;</i>1</p>'


def tiles(report):
    """``{title: (tone, target, [number, detail, change])}``"""
    parts = re.compile(r'class="(?:number|detail|change \w+)">(.*?)<')
    found = re.findall(r'<li class="tile (\w+)"><a href="([^"]*)"><span class="label">(\w+)</span>(.*?)</a></li>', html.render(report), re.DOTALL)
    return {title: (tone, target, parts.findall(text)) for tone, target, title, text in found}


def test_tiles_count_and_compare():
    findings = [samples.finding("drift-different", "acme"), samples.finding("capacity-unlimited", "acme"), samples.finding("unknown-unreadable", "birch")]
    report = samples.report(findings)
    before = {**report["summary"], "drifted": 3, "clean": 0, "exposed": 1, "customers": 1, "unknown_findings": 0}
    found = tiles({**report, "trend": [{"created": "2026-11-21T05:50:00Z", "file": "old.json", "summary": before}]})
    assert found == {
        "Customers": ("plain", "#customers", ["2", "40 live objects", "1 more"]),
        "Clean": ("plain", "#customers?outcome=clean", ["0", "none", "no change"]),
        "Drifted": ("bad", "#findings?class=drift", ["1", "customers, with 1 difference", "2 fewer"]),
        "Exposed": ("bad", "#findings?class=exposure", ["1", "customers, with 1 error and 0 warnings", "no change"]),
        "Unmanaged": ("plain", "#findings?class=unmanaged", ["0", "none", "no change"]),
        "Unknown": ("bad", "#findings?class=unknown", ["1", "not readable, at 1 customer", "1 more"]),
    }


def clean_tile(**changes):
    return tiles(samples.report([], [samples.customer("acme"), samples.customer("birch"), samples.customer("cedar")], **changes))["Clean"]


DOUBTS = [
    {"customer": name, "why": "effective_acls could not be read", "checks": ["live-calls-rejected-above", "live-opened-rejected-above"]}
    for name in ("acme", "birch")
]


def test_what_was_not_looked_at_is_no_good_news():
    target = "#customers?outcome=clean"
    assert clean_tile() == ("good", target, ["3", "100 % of customers"])
    assert clean_tile(no_verdict=DOUBTS) == ("plain", target, ["3", "100 % of customers, of which 2 with checks that have no verdict"])
    assert clean_tile(disabled_rules=["acl-open-outbound"]) == ("plain", target, ["3", "100 % of customers, 1 rule did not run"])
    # It is another customer of whom not everything is known.
    found = [samples.finding("unknown-unreadable", "acme")]
    report = samples.report(found, [samples.customer("acme", found), samples.customer("cedar")], no_verdict=DOUBTS[:1])
    assert tiles(report)["Clean"] == ("good", target, ["1", "50 % of customers"])


def test_what_is_nobodys_is_never_none():
    customers = [samples.customer("acme"), samples.customer("birch")]
    found = [samples.finding("capacity-unlimited"), samples.finding("handler-fails-open"), samples.finding("capacity-below-contract", waived=WAIVED)]
    report = samples.report(found, customers)
    target = "#findings?class=exposure"
    assert tiles(report)["Exposed"] == ("bad", target, ["0", "none, and 2 errors of what is nobody&#x27;s"])
    assert tiles(report)["Clean"][0] == "plain"
    own = [*found, samples.finding("capacity-unlimited", "acme"), samples.finding("capacity-below-contract")]
    told = "customers, with 1 error and 0 warnings, and 2 errors and 1 warning of what is nobody&#x27;s"
    assert tiles(samples.report(own, [samples.customer("acme", own)]))["Exposed"] == ("bad", target, ["1", told])
    # What is waived somebody answers for.
    assert tiles(samples.report(found[2:], customers))["Exposed"] == ("plain", target, ["0", "none"])
    lost = [samples.finding("unknown-unreadable")]
    assert tiles(samples.report(lost, customers))["Unknown"][2] == ["1", "not readable, of what is nobody&#x27;s"]


def evidence(report):
    """``{name: what is said of it}``"""
    listed = re.search(r'<footer id="evidence".*</footer>', html.render(report), re.DOTALL)[0]
    return {name: re.sub("<[^>]*>", "", value) for name, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", listed, re.DOTALL)}


def test_evidence_tells_what_was_asked_and_what_was_not():
    whole = samples.report([], [samples.customer("acme")])
    assert "Not all was looked at" not in html.render(whole)
    found = evidence(whole)
    assert found["Rules that did not run"] == found["Checks without a verdict"] == "none"
    assert found["APIs"] == "carrierx: https://api.example.net/core/v2odin: https://odin.example.net/api/v2"
    many = [{**DOUBTS[0], "customer": f"c{n}"} for n in range(1200)]
    loose = {"customer": None, "why": "endpoints could not be read", "checks": ["unmanaged-object"]}
    less = {**whole, "disabled_rules": ["acl-open-outbound", "capacity-unlimited"], "no_verdict": [*many, loose]}
    found = evidence(less)
    assert found["Rules that did not run"] == "acl-open-outbound, capacity-unlimited"
    assert found["Checks without a verdict"] == (
        "1,200 customers (c0, c1, c2, c3, c4 and 1,195 more): effective_acls could not be read: live-calls-rejected-above, live-opened-rejected-above"
        "what is nobody&#x27;s: endpoints could not be read: unmanaged-object"
    )
    assert "2 rules did not run and 3 checks have no verdict" in html.render(less)
    older = {name: value for name, value in whole.items() if name not in ("apis", "disabled_rules", "no_verdict", "checks")}
    jsonschema.validate(older, AUDIT_REPORT)
    found = evidence(older)
    assert {found[name] for name in ("APIs", "Rules that did not run", "Checks without a verdict")} == {"not told"}
    assert all(render(older) for render in (junit.render, sarif.render, table.render))


def test_machines_are_told_which_api_it_was():
    report = samples.report([], [samples.customer("acme"), samples.customer("cedar", provider="odin")])
    told = {name: {one.get("name"): one.get("value") for one in suite.iter("property")} for name, suite in suites(report).items()}
    apis = {f"api_{provider}": url for provider, url in report["apis"].items()}
    found = {name: {key: value for key, value in facts.items() if key in apis} for name, facts in told.items()}
    assert found == {"acme": {"api_carrierx": apis["api_carrierx"]}, "cedar": {"api_odin": apis["api_odin"]}, junit.NOBODY: apis}
    assert run(report)["properties"]["apis"] == report["apis"]


def test_exposure_comes_before_drift():
    """The worst first: an error that lets anybody call is worse than one that somebody may have meant."""
    found = [samples.finding("drift-different", name) for name in ("acme", "birch")] + [samples.finding("capacity-unlimited", "birch")]
    text = html.render(samples.report([*found, samples.finding("capacity-below-contract", "acme")]))
    order = ["capacity-unlimited", "drift-different", "capacity-below-contract"]
    assert re.findall(r"<code>([a-z-]+)</code></th>", text) == order
    plain = re.search("<noscript>.*?</noscript>", text, re.DOTALL)[0]
    assert re.findall(r"<td>(\w+)</td><td>(\w+)</td>", plain) == [("error", "exposure"), ("error", "drift"), ("error", "drift"), ("warning", "exposure")]


def test_nothing_turns_a_sentence_round():
    """A name may hold characters that set the direction of all that follows."""
    turning = "".join(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
    finding = samples.finding("capacity-unlimited", "acme", message=f"trunk gnp{turning}.exe is open", live=[turning])
    report = samples.report([finding])
    written_out = "".join(f"\\u{ord(one):04x}" for one in turning)
    for render in (junit.render, sarif.render, table.render, html.render):
        assert not set(turning) & set(render(report))
    assert rows(report)[0]["message"] == f"trunk gnp{written_out}.exe is open"
    assert f"trunk gnp{written_out}.exe is open" in junit.render(report) and run(report)["results"][0]["message"]["text"] == rows(report)[0]["message"]
    [held] = embedded(Page(html.render(report)))["findings"]
    assert held["message"] == rows(report)[0]["message"] and held["live"] == [written_out]


def test_every_format_takes_numbers_that_are_none():
    report = samples.report([samples.finding("drift-different", "acme", expected=float("nan"), live=[float("-inf")])])
    [finding] = embedded(Page(html.render(report)))["findings"]
    assert (finding["expected"], finding["live"]) == ("nan", ["-inf"])
    assert rows(report)[0]["live"] == '["-inf"]' and "live: [\"-inf\"]" in junit.render(report)


def test_every_format_takes_values_that_are_not_there():
    bare = dict.fromkeys(("customer", "provider", "object", "field", "file", "line", "column"))
    report = samples.report([{**samples.finding("unknown-unreadable"), **bare}], [], job=None, previous=None)
    report["documents"].update(commit=None, modified=None)
    for render in (junit.render, sarif.render, table.render, html.render):
        assert render(report)
    assert "in no repository" in html.render(report) and "not in AWX" in html.render(report)
