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

from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import doubtful, fails
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES, SEVERITIES
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.common import badness, clean, place, title, worst_first
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.markup import Markup, data, el, join

HERE = Path(__file__).parent
NONE = "none"
OF_NOBODYS = "of what is nobody's"
FEW = 5  # customers whose names are told
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
    return {
        "classes": CLASSES,
        "severities": SEVERITIES,
        "findings": findings,
        "customers": report["customers"],
        "no_verdict": report.get("no_verdict", []),
        "texts": list(texts),
    }


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
            el("p", el("time", moment(report["created"]), datetime=report["created"]), *(f" \u00b7 {part}" for part in _what(report)), class_="when"),
            _less(report),
        ]
    )


def _less(report):
    """That not all was looked at, where that is so: what was not, nobody can have found."""
    disabled, silent = len(report.get("disabled_rules", ())), {check for one in report.get("no_verdict", ()) for check in one["checks"]}
    parts = [f"{count(disabled, 'rule')} did not run"] if disabled else []
    parts += [f"{count(len(silent), 'check')} {'has' if len(silent) == 1 else 'have'} no verdict"] if silent else []
    return el("p", "Not all was looked at: ", el("a", " and ".join(parts), href="#evidence"), class_="less") if parts else None


def _what(report):
    """Which documents and which APIs, as short as people name them."""
    documents = report["documents"]
    where = f"{count(documents['files'], 'document')} in {', '.join(documents['path'])}"
    yield f"{where} at commit {documents['commit'][:10]}{' with changes' if documents['modified'] else ''}" if documents["commit"] else where
    yield from (url.partition("://")[2].partition("/")[0] for url in dict.fromkeys(report.get("apis", {}).values()))


def moment(created):
    """``2026-11-22 05:50 UTC``"""
    return f"{created[:10]} {created[11:16]} UTC"


def _tile(report, title, key, worse, target):
    summary = report["summary"]
    history = [*(earlier["summary"][key] for earlier in report["trend"]), summary[key]]
    detail, tone = _detail(report, key), "plain"
    if worse is False and summary[key] and _calms(report):
        tone = "good"
    elif worse and (summary[key] or detail != NONE):
        tone = "bad"
    return el(
        "li",
        el(
            "a",
            el("span", title, class_="label"),
            el("span", f"{summary[key]:,}", class_="number"),
            el("span", detail, class_="detail"),
            _change(history, worse),
            _spark(history),
            href=target,
        ),
        class_=f"tile {tone}",
    )


def _calms(report):
    """Whether clean customers are good news: all was looked at, and nothing that is nobody's is dangerous."""
    return not (report.get("disabled_rules") or doubtful_and_clean(report) or _exposure(report["findings"], nobodys=True)["error"])


def _exposure(findings, nobodys):
    """How many findings of exposure count, by severity: those of customers, or those of what is nobody's."""
    return Counter(one["severity"] for one in findings if one["class"] == "exposure" and not one["waived"] and (one["customer"] is None) is nobodys)


def doubtful_and_clean(report):
    """The customers at whom nothing was found, and about whom a check has no verdict."""
    doubts = doubtful(report.get("no_verdict", ()))
    return [customer["id"] for customer in report["customers"] if not customer["outcome"] and customer["id"] in doubts]


def _detail(report, key):
    """What a tile says below its number, ``NONE`` if there is nothing to count."""
    summary = report["summary"]
    parts = {
        "customers": [f"{count(summary['objects'], 'live object')}"],
        "clean": _clean(report),
        "drifted": [f"customers, with {count(summary['drift'], 'difference')}"],
        "exposed": _exposed(report),
        "unmanaged": ["in no document", "or not there at all" if summary["absent"] else None],
        "unknown_findings": _unknown(report),
    }[key]
    # The first of the parts is about what the number counts.
    return ", ".join(part for part in (parts if summary[key] else [NONE, *parts[1:]]) if part)


def _clean(report):
    customers, clean_ones = report["summary"]["customers"], report["summary"]["clean"]
    doubts, disabled = len(doubtful_and_clean(report)), len(report.get("disabled_rules", ()))
    return [
        f"{100 * clean_ones // customers} % of customers" if customers else NONE,
        f"of which {doubts:,} with checks that have no verdict" if doubts else None,
        f"{count(disabled, 'rule')} did not run" if disabled and clean_ones else None,
    ]


def _unknown(report):
    loose = any(one["class"] == "unknown" and not one["waived"] and one["customer"] is None for one in report["findings"])
    at = [f"at {count(report['summary']['unknown'], 'customer')}"] if report["summary"]["unknown"] or not loose else []
    return [f"not readable, {' and '.join([*at, *([OF_NOBODYS] if loose else [])])}"]


def _exposed(report):
    """What is nobody's is told by itself, whether or not any customer is exposed: it may be the worst of all."""
    own, loose = (_exposure(report["findings"], nobodys) for nobodys in (False, True))
    parts = [count(loose[severity], severity) for severity in ("error", "warning") if loose[severity]]
    return [
        f"customers, with {count(own['error'], 'error')} and {count(own['warning'], 'warning')}",
        f"and {' and '.join(parts)} {OF_NOBODYS}" if parts else None,
    ]


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
    for finding in report["findings"]:
        if not finding["waived"]:
            groups.setdefault((finding["severity"], finding["class"], finding["check"]), []).append(finding)
    if not groups:
        return el("p", "Nothing was found.", class_="none")
    ordered = sorted(groups.items(), key=lambda group: (badness(group[1][0]), -len(group[1])))
    rows = [
        el(
            "tr",
            el("td", badge(severity)),
            el("th", el("a", title(check), href=f"#findings?check={quote(check)}&severity={severity}"), el("code", check), scope="row"),
            el("td", kind, class_="class"),
            el("td", f"{len(findings):,}", class_="count"),
            el("td", _whose(findings), class_="count"),
            el("td", findings[0]["why"], class_="why"),
        )
        for (severity, kind, check), findings in ordered
    ]
    return _table("What was found, by check", ("Severity", "What is wrong", "Class", "Findings", "Customers", "What it leads to"), rows)


def _whose(findings):
    """How many customers findings are about, and whether any is nobody's."""
    customers = {finding["customer"] for finding in findings}
    own = f"{len(customers - {None}):,}" if customers != {None} else None
    return " + ".join(part for part in (own, "nobody's" if None in customers else None) if part)


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
        el(
            "tr",
            *(el("td", finding[name]) for name in ("severity", "class")),
            *(el("td", text, class_=f"text {name}") for name, text in (("said", finding["message"]), ("place", place(finding)), ("fix", finding["fix"]))),
        )
        for finding in worst_first(findings)
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
        ("APIs", _told(report, "apis", _apis)),
        ("Scope", el("code", json.dumps(report["scope"], ensure_ascii=False))),
        ("Job", ", ".join(f"{name} {value}" for name, value in job.items() if value is not None) if job else "not in AWX"),
        ("Previous report", before or "none given"),
        ("Fails on", ", ".join(report["fail_on"]) or "nothing"),
        ("Looked at", f"{count(report['summary']['customers'], 'customer')}, {count(report['summary']['objects'], 'live object')}"),
        ("Rules that did not run", _told(report, "disabled_rules", lambda rules: el("code", ", ".join(rules)))),
        ("Checks without a verdict", _told(report, "no_verdict", _doubts)),
    ]
    return el("dl", *(join([el("dt", name), el("dd", value)]) for name, value in facts))


def _told(report, name, words):
    """A list of the report in words. An older report may lack it, which is not the same as an empty one."""
    return "not told" if name not in report else words(report[name]) if report[name] else "none"


def _apis(apis):
    return el("ul", *(el("li", f"{provider}: ", el("code", url)) for provider, url in apis.items()), class_="plans")


def _doubts(no_verdict):
    """About how many customers, which, why, and which checks: a line for each reason."""
    groups = {}
    for one in no_verdict:
        groups.setdefault((one["why"], tuple(one["checks"])), []).append(one["customer"])
    return el("ul", *(el("li", f"{_names(customers)}: {why}: ", el("code", ", ".join(checks))) for (why, checks), customers in groups.items()), class_="plans")


def _names(customers):
    """``2 customers (acme, birch)``, ``1 customer (acme) and what is nobody's``"""
    own = [name for name in customers if name is not None]
    more = f" and {len(own) - FEW:,} more" if len(own) > FEW else ""
    parts = [f"{count(len(own), 'customer')} ({', '.join(own[:FEW])}{more})"] if own else []
    return " and ".join([*parts, *(["what is nobody's"] if len(own) < len(customers) else [])])
