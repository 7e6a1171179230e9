# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a validation of customer documents. Private to the collection.

The module's RETURN block, ``docs/schemas/validation_report.json`` and the test of what is written all come from here.
"""

from __future__ import annotations

SEVERITIES = ("error", "warning", "info")
FAIL_ON = ("error", "warning", "never")

VERSION = 1


def _map(description, properties, **more):
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
        **more,
    }


def _text(description, **more):
    return {"type": "string", "description": description, **more}


def _count(description):
    return {"type": "integer", "minimum": 0, "description": description}


WAIVED = _map(
    "The waiver that takes the finding off. Null if it counts.",
    {
        "reason": _text("Why somebody answers for it."),
        "ticket": {"type": ["string", "null"], "description": "Ticket in which that was decided."},
        "expires": {"type": ["string", "null"], "description": "Last day on which the waiver counts, YYYY-MM-DD."},
    },
    type=["object", "null"],
)

FINDING = _map(
    "One finding.",
    {
        "file": _text("File of the document, from the current folder if it is below it, otherwise in full."),
        "line": {"type": "integer", "minimum": 1, "description": "Line, from 1."},
        "column": {"type": "integer", "minimum": 1, "description": "Column, from 1."},
        "customer": {"type": ["string", "null"], "description": "Id of the customer. Null if it cannot be read."},
        "path": _text("Place in the document, like trunk_groups[0].acls[1]. A waiver's path takes it."),
        "rule": _text("Id of the rule."),
        "severity": _text("How bad it is.", enum=list(SEVERITIES)),
        "message": _text("What is wrong, with the place in words."),
        "fix": _text("What to do about it."),
        "waived": WAIVED,
    },
)

FINDINGS = {"type": "array", "items": FINDING, "description": "Every finding, waived ones as well, by file, line and column."}

SUMMARY = _map(
    "Counts. Waived findings are counted as such only.",
    {
        "documents": _count("Documents that were looked at."),
        "failing_documents": _count("Documents that make the validation fail."),
        "error": _count("Findings of severity error."),
        "warning": _count("Findings of severity warning."),
        "info": _count("Findings of severity info."),
        "waived": _count("Findings that are waived."),
        "failing": _count("Findings that make the validation fail, by fail_on."),
    },
)

VALIDATION_REPORT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "validation_report",
    **_map(
        "What a validation of customer documents found.",
        {
            "version": {"const": VERSION, "description": "Version of this format. It changes when something is taken away or means something else."},
            "date": _text("Day for which dates were judged, YYYY-MM-DD.", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            "fail_on": _text("Least severity that fails.", enum=list(FAIL_ON)),
            "passed": {"type": "boolean", "description": "Whether nothing fails."},
            "summary": SUMMARY,
            "findings": FINDINGS,
        },
    ),
}
