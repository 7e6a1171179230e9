# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit report as CSV: a row for each finding (RFC 4180). Pure. Private to the collection."""

from __future__ import annotations

import csv
import io

from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports.common import clean, value_text

COLUMNS = (
    "severity", "class", "check", "customer", "provider", "object_kind", "object_name", "object_id", "field", "expected", "live", "message", "why", "fix",
    "file", "line", "column", "waived", "waived_reason", "waived_ticket", "waived_expires", "id",
)

# A spreadsheet takes what begins so for a formula, the wide forms included, and what follows for something to carry out.
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def render(report):
    """The findings as CSV with a header. A cell that could be a formula begins with an apostrophe."""
    report = clean(report)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(finding)] for finding in report["findings"])
    return out.getvalue()


def _row(finding):
    target = finding["object"] or {}
    waived = finding["waived"] or {}
    return (
        *(finding[name] for name in ("severity", "class", "check", "customer", "provider")),
        *(target.get(name) for name in ("kind", "name", "id")),
        finding["field"],
        value_text(finding["expected"], finding["has_expected"]),
        value_text(finding["live"], finding["has_live"]),
        *(finding[name] for name in ("message", "why", "fix", "file", "line", "column")),
        "yes" if waived else "no",
        *(waived.get(name) for name in ("reason", "ticket", "expires")),
        finding["id"],
    )


def _cell(value):
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text
