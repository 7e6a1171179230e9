# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit report as one HTML page that needs nothing else: no network, no server, no other file. Pure. Private to the collection.

Summary, trend and evidence are in the page as they are read. Findings and customers are in it as data and become elements when they are
looked at, so that thousands of them do not stop a browser; without JavaScript they are a plain list.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections import Counter
from pathlib import Path
from string import Template
from urllib.parse import quote

from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import fails
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES, SEVERITIES
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.common import by_severity, clean, place, title
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.markup import Markup, data, el, join

HERE = Path(__file__).parent
SPARK = (96, 22)  # width and height of a trend's line
# What a tile counts: its title, where that is in the summary, whether more of it is worse, and the filter behind it.
TILES = (
    ("Customers", "customers", None, "#customers"),
    ("Clean", "clean", False, "#customers?outcome=clean"),
    ("Drifted", "drifted", True, "#findings?class=drift"),
    ("Exposed", "exposed", True, "#findings?class=exposure"),
    ("Unmanaged", "unmanaged", True, "#findings?class=unmanaged"),
    ("Unknown", "unknown_findings", True, "#findings?class=unknown"),
)
COUNTS = ("Findings", *(name for name, *_more in TILES))  # columns of numbers


def render(report):
    """The report as an HTML document."""
    report = clean(report)
    style, script = (HERE / "page.css").read_text(encoding="utf-8"), (HERE / "page.js").read_text(encoding="utf-8")
    template = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        title=join([f"Trunking audit {report['date']}: {'passed' if report['passed'] else 'failed'}"]),
        heading=_heading(report),
        tiles=join(_tile(report, *tile) for tile in TILES),
        checks=_checks(report),
        trend=_trend(report),
        plain=_plain(report["findings"]),
        evidence=_evidence(report),
        data=data(_embedded(report)),
    )


def _hash(text):
    """How a content security policy names a script or a style."""
    return b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _embedded(report):
    """What the page needs to show findings and customers. Texts that many findings have are there once."""
    texts = {}

    def shared(text):
        return texts.setdefault(text, len(texts))

    findings = [
        {**finding, "why": shared(finding["why"]), "fix": shared(finding["fix"]), "fails": fails(finding, report["fail_on"])} for finding in report["findings"]
    ]
    return {"classes": CLASSES, "severities": SEVERITIES, "findings": findings, "customers": report["customers"], "texts": list(texts)}


# The summary --------------------------------------------------------------------------------------------------------


def count(number, one, many=None):
    """``1 error``, ``1,200 errors``"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _heading(report):
    failing = [finding for finding in report["findings"] if fails(finding, report["fail_on"])]
    if report["passed"]:
        verdict, reason = "Passed", "Nothing was found that makes this audit fail."
    else:
        classes = Counter(finding["class"] for finding in failing)
        parts = ", ".join(f"{classes[name]:,} {name}" for name in CLASSES if classes[name])
        verdict, reason = "Failed", f"{count(len(failing), 'finding')} that make{'s' if len(failing) == 1 else ''} it fail: {parts}"
    return join(
        [
            el("p", el("span", verdict, class_=f"verdict {verdict.lower()}"), " ", reason, class_="outcome"),
            el("p", el("time", moment(report["created"]), datetime=report["created"]), f" \u00b7 {_documents(report['documents'])}", class_="when"),
        ]
    )


def _documents(documents):
    """Which documents, as short as people name them."""
    where = f"{count(documents['files'], 'document')} in {', '.join(documents['path'])}"
    return f"{where} at commit {documents['commit'][:10]}{' with changes' if documents['modified'] else ''}" if documents["commit"] else where


def moment(created):
    """``2026-11-22 05:50 UTC``"""
    return f"{created[:10]} {created[11:16]} UTC"


def _tile(report, title, key, worse, target):
    summary = report["summary"]
    history = [*(earlier["summary"][key] for earlier in report["trend"]), summary[key]]
    tone = "plain" if worse is None or (worse and not summary[key]) else "good" if not worse else "bad"
    return el(
        "li",
        el(
            "a",
            el("span", title, class_="label"),
            el("span", f"{summary[key]:,}", class_="number"),
            el("span", _detail(summary, key), class_="detail"),
            _change(history, worse),
            _spark(history),
            href=target,
        ),
        class_=f"tile {tone}",
    )


def _detail(summary, key):
    """What a tile says below its number."""
    if not summary[key]:
        return "none"
    exposure = summary["exposure"]
    details = {
        "customers": f"{count(summary['objects'], 'live object')}",
        "clean": f"{100 * summary['clean'] // summary['customers']} % of customers" if summary["customers"] else "none",
        "drifted": f"customers, with {count(summary['drift'], 'difference')}",
        "exposed": f"customers, with {count(exposure['error'], 'error')} and {count(exposure['warning'], 'warning')}",
        "unmanaged": f"in no document{', or not there at all' if summary['absent'] else ''}",
        "unknown_findings": f"not readable, at {count(summary['unknown'], 'customer')}",
    }
    return details[key]


def _change(history, worse):
    """What changed since the newest earlier report."""
    if len(history) < 2:
        return None
    difference = history[-1] - history[-2]
    tone = "same" if not difference or worse is None else "worse" if (difference > 0) == worse else "better"
    words = f"{abs(difference):,} {'more' if difference > 0 else 'fewer'}" if difference else "no change"
    return el("span", words, el("span", " since the previous report", class_="hidden"), class_=f"change {tone}")


def _spark(history):
    if len(history) < 2:
        return None
    width, height = SPARK
    low, high = min(history), max(history)
    right, up = (width - 6) / (len(history) - 1), (height - 6) / (high - low or 1)
    points = [(2 + position * right, height - 3 - (value - low) * up) for position, value in enumerate(history)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dot = el("circle", cx=f"{points[-1][0]:.1f}", cy=f"{points[-1][1]:.1f}", r="2.5")
    return el("svg", el("polyline", points=line), dot, class_="spark", viewBox=f"0 0 {width} {height}", width=width, height=height, aria_hidden="true")


def _checks(report):
    """Each check that found something that counts, the worst first, then those that found the most."""
    groups = {}
    for finding in by_severity(report["findings"]):
        if not finding["waived"]:
            groups.setdefault((finding["severity"], finding["class"], finding["check"]), []).append(finding)
    if not groups:
        return el("p", "Nothing was found.", class_="none")
    ordered = sorted(groups.items(), key=lambda group: (SEVERITIES.index(group[0][0]), -len(group[1])))
    rows = [
        el(
            "tr",
            el("td", badge(severity)),
            el("th", el("a", title(check), href=f"#findings?check={quote(check)}&severity={severity}"), el("code", check), scope="row"),
            el("td", kind, class_="class"),
            el("td", f"{len(findings):,}", class_="count"),
            el("td", f"{len({finding['customer'] for finding in findings} - {None}):,}", class_="count"),
            el("td", findings[0]["why"], class_="why"),
        )
        for (severity, kind, check), findings in ordered
    ]
    return _table("What was found, by check", ("Severity", "What is wrong", "Class", "Findings", "Customers", "What it leads to"), rows)


def badge(severity):
    return el("span", severity, class_=f"badge {severity}")


def _table(caption, titles, rows):
    head = el("thead", el("tr", *(el("th", title, scope="col", class_="count" if title in COUNTS else None) for title in titles)))
    table = el("table", el("caption", caption, class_="hidden"), head, el("tbody", *rows))
    return el("div", table, class_="scroll", role="region", aria_label=caption, tabindex="0")


def _trend(report):
    if not report["trend"]:
        return Markup("")
    entries = [*report["trend"], {"created": report["created"], "file": "this report", "summary": report["summary"]}]
    rows = [
        el(
            "tr",
            el("th", el("time", moment(entry["created"]), datetime=entry["created"]), scope="row"),
            *(el("td", f"{entry['summary'][key]:,}", class_="count") for _title, key, _worse, _target in TILES),
            el("td", entry["file"]),
        )
        for entry in reversed(entries)
    ]
    table = _table("Counts of this and of earlier reports", ("When", *(name for name, *_more in TILES), "Report"), rows)
    return el("details", el("summary", f"Trend over {count(len(entries), 'report')}"), table, class_="more")


def _plain(findings):
    """The findings for those who have no JavaScript."""
    rows = [
        el("tr", el("td", finding["severity"]), el("td", finding["class"]), el("td", finding["message"]), el("td", place(finding)), el("td", finding["fix"]))
        for finding in by_severity(findings)
        if not finding["waived"]
    ]
    return _table("Findings", ("Severity", "Class", "Finding", "Place", "What to do"), rows) if rows else el("p", "Nothing was found.")


# Evidence -----------------------------------------------------------------------------------------------------------


def _evidence(report):
    documents, previous, job = report["documents"], report["previous"], report["job"]
    state = ", with changes that are not committed" if documents["modified"] else None
    before = previous and join([f"{previous['file']} of {moment(previous['created'])}, SHA-256 ", el("code", previous["sha256"])])
    facts = [
        ("Made", f"{report['created']}, exceptions and waivers judged for {report['date']}"),
        ("Made by", f"{report['tool']['collection']}, ansible-core {report['tool']['ansible_core']}"),
        ("Documents", f"{', '.join(documents['path'])}: {count(documents['files'], 'file')}"),
        ("Documents, SHA-256", el("code", documents["sha256"])),
        ("Documents, git commit", join([el("code", documents["commit"]), state]) if documents["commit"] else "in no repository"),
        ("Scope", el("code", json.dumps(report["scope"], ensure_ascii=False))),
        ("Job", ", ".join(f"{name} {value}" for name, value in job.items() if value is not None) if job else "not in AWX"),
        ("Previous report", before or "none given"),
        ("Fails on", ", ".join(report["fail_on"]) or "nothing"),
        ("Looked at", f"{count(report['summary']['customers'], 'customer')}, {count(report['summary']['objects'], 'live object')}"),
    ]
    return el("dl", *(join([el("dt", name), el("dd", value)]) for name, value in facts))
