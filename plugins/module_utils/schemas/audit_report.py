# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of an audit. Private to the collection.

Every format of the report is made from this one, ``docs/schemas/audit_report.json`` and the tests of what is written come from here.
"""

from __future__ import annotations

VERSION = 1

# Drift is what onboarding would change, exposure what a policy rule finds in the live state, unmanaged what no document names, unknown what
# could not be read.
CLASSES = ("unknown", "exposure", "drift", "unmanaged")
SEVERITIES = ("error", "warning", "info")
FAIL_ON = ("drift", "error", "warning", "unmanaged", "unknown")
OUTCOMES = ("drifted", "exposed", "absent", "unknown")
# Of whom a check can find something: of customers, of what is nobody's, of both.
WHOSE = ("customer", "nobody", "anybody")


def _map(description, properties, optional=(), **more):
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
        **more,
    }


def _text(description, **more):
    return {"type": "string", "description": description, **more}


def _optional(description, **more):
    return {"type": ["string", "null"], "description": description, **more}


def _count(description):
    return {"type": "integer", "minimum": 0, "description": description}


def _list(description, items):
    return {"type": "array", "items": items, "description": description}


def _hash(description):
    return _text(description, pattern="^[0-9a-f]{64}$")


def _maybe_hash(description):
    return _optional(description, pattern="^[0-9a-f]{64}$")


_CREATED = _text("When, in UTC.", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")

WAIVED = _map(
    "The waiver that takes the finding off. Null if it counts.",
    {
        "reason": _text("Why somebody answers for it."),
        "ticket": _optional("Ticket in which that was decided."),
        "expires": _optional("Last day on which the waiver counts, YYYY-MM-DD."),
    },
    type=["object", "null"],
)

OBJECT = _map(
    "The object. Null for a finding about a customer, a listing or a document as a whole.",
    {
        "kind": _text("What it is, as the names of modules have it: trunk_group."),
        "name": _text("Its name."),
        "id": _optional("Its id at the provider, null where there is none or it is not known."),
    },
    type=["object", "null"],
)

FINDING = _map(
    "One finding.",
    {
        "id": _text("Stays the same over audits while the same thing is wrong.", pattern="^[0-9a-f]{16}$"),
        "class": _text("What sort of finding it is.", enum=list(CLASSES)),
        "check": _text("What found it: drift-different, unmanaged-object, or the id of a policy rule."),
        "severity": _text("How bad it is.", enum=list(SEVERITIES)),
        "customer": _optional("Id of the customer. Null for what is nobody's."),
        "provider": _optional("Name of the provider. Null where a document does not tell."),
        "object": OBJECT,
        "field": _optional("The attribute and the place in it, like acls[0].voice_action_true. Null if the whole object is meant."),
        "expected": {"description": "What the document asks for. Null also where it asks for nothing, see has_expected."},
        "live": {"description": "What there is. Null also where there is nothing, see has_live."},
        "has_expected": {"type": "boolean", "description": "Whether there is an expected value, which may be null."},
        "has_live": {"type": "boolean", "description": "Whether there is a live value, which may be null."},
        "message": _text("What is wrong, in one line."),
        "why": _text("What it leads to."),
        "fix": _text("What to do about it."),
        "file": _optional("File of the document. Null if no document is concerned."),
        "line": {"type": ["integer", "null"], "minimum": 1, "description": "Line of what declares it, of the nearest thing around it otherwise."},
        "column": {"type": ["integer", "null"], "minimum": 1, "description": "Column, from 1."},
        "waived": WAIVED,
    },
)

OPERATION = {
    "description": "What onboarding would do.",
    "type": "object",
    "additionalProperties": False,
    "required": ["action", "object", "name"],
    "properties": {
        "action": _text("What is done.", enum=["create", "update", "delete"]),
        "object": _text("Kind of the object."),
        "name": _text("Its name."),
        "attributes": _list("What an update changes.", _text("An attribute.")),
    },
}

CHECK = _map(
    "A check that was made.",
    {
        "check": _text("What findings of it have as check."),
        "class": _text("What sort of findings it makes.", enum=list(CLASSES)),
        "provider": _optional("The provider that it is about. Null for all."),
        "whose": _text("Of whom it can find something.", enum=list(WHOSE)),
    },
)

NO_VERDICT = _map(
    "Checks that say nothing, or not all there is to say.",
    {
        "customer": _optional("About whom. Null for what is nobody's."),
        "why": _text("What could not be read, in half a line, or that there is a defect."),
        "checks": _list("The checks.", _text("What findings of it have as check.")),
    },
)

CUSTOMER = _map(
    "One customer.",
    {
        "id": _text("Its id."),
        "name": _optional("Its name."),
        "provider": _optional("Its provider. Null where the document does not tell."),
        "file": _optional("File of its document."),
        "state": _optional("live, suspended or ceased. Null where the document does not tell."),
        "outcome": _list("What is wrong with it, empty if it is clean.", _text("One of them.", enum=list(OUTCOMES))),
        "document_sha256": _maybe_hash("Hash of what the document says. Null if that is not a document."),
        "live_sha256": _maybe_hash("Hash of the live objects that the document names or that are bound to them. Null if they could not all be read."),
        "plan_sha256": _maybe_hash("Hash of the operations with everything that they would write but secrets. Null if there is no plan."),
        "operations": _list("What onboarding would do, in order.", OPERATION),
    },
)

SUMMARY = _map(
    "Counts. Waived findings are counted as such only.",
    {
        "customers": _count("Customers that were looked at."),
        "clean": _count("Those with nothing wrong. A customer may be in several of the others."),
        "drifted": _count("Those that onboarding would change."),
        "exposed": _count("Those with an error or a warning of the policy."),
        "absent": _count("Those of whom nothing is live although it should be."),
        "unknown": _count("Those of whom something could not be read."),
        "drift": _count("Findings of drift."),
        "exposure": _map("Findings of exposure.", {severity: _count(f"Of severity {severity}.") for severity in SEVERITIES}),
        "unmanaged": _count("Findings of what nobody declared."),
        "unknown_findings": _count("Findings of what could not be read."),
        "waived": _count("Findings that are waived."),
        "worst": _optional("The worst severity of all findings that count. Null if there is none."),
        "objects": _count("Live objects that were looked at."),
    },
)

PREVIOUS = _map(
    "The newest of the earlier reports that were given. Null if there was none.",
    {"file": _text("Its file."), "sha256": _hash("Its hash."), "created": _CREATED},
    type=["object", "null"],
)

AUDIT_REPORT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "audit_report",
    **_map(
        "What an audit of customers found.",
        {
            "version": {"const": VERSION, "description": "Version of this format. It changes when something is taken away or means something else."},
            "created": _CREATED,
            "date": _text("Day for which dates were judged, YYYY-MM-DD.", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            "tool": _map("What made it.", {"collection": _text("Collection and version."), "ansible_core": _text("Version of ansible-core.")}),
            "documents": _map(
                "The documents.",
                {
                    "path": _list("Files and folders that were given.", _text("One of them.")),
                    "files": _count("Files that were read."),
                    "sha256": _hash("Hash of the files' names and contents."),
                    "commit": _optional("Git commit of the folder. Null if it is in no repository."),
                    "modified": {"type": ["boolean", "null"], "description": "Whether a file differs from that commit. Null where that is not known."},
                },
            ),
            "scope": {"type": "object", "description": "Where was looked: by provider, a list of places."},
            "apis": {
                "description": "Which APIs were asked: by provider, the url without login and query. Older reports may lack it.",
                "type": "object",
                "additionalProperties": _text("Where the API is."),
            },
            "job": {"type": ["object", "null"], "description": "The AWX job, as its variables name it. Null outside of AWX."},
            "previous": PREVIOUS,
            "checks": _list("What was looked for. Policy rules that were disabled are not in it. Older reports may lack it.", CHECK),
            "disabled_rules": _list("Policy rules that did not run. Older reports may lack it.", _text("Id of a rule.")),
            "no_verdict": _list("What was looked for and could not be judged, by customer. Older reports may lack it.", NO_VERDICT),
            "fail_on": _list("What makes the audit fail.", _text("One of them.", enum=list(FAIL_ON))),
            "passed": {"type": "boolean", "description": "Whether nothing does."},
            "summary": SUMMARY,
            "customers": _list("Every customer, by id.", CUSTOMER),
            "findings": _list("Every finding, waived ones as well, by customer, class, object and field.", FINDING),
            "trend": _list(
                "Earlier reports that were given, oldest first.",
                _map("One of them.", {"created": _CREATED, "file": _text("Its file."), "summary": SUMMARY}),
            ),
        },
        optional=("apis", "checks", "disabled_rules", "no_verdict"),
    ),
}
