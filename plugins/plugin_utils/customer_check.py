# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer documents against their schema and against policy: findings with file, line and column. Knows no Ansible. Private to the collection.

    found = findings(folder("customers"), today)
    report(found, ...)       # shape: module_utils/schemas/validation_report.py
    listing(found)           # lines for people
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.validation_report import SEVERITIES, VERSION
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import printable, same_customer, shown

# What is found before policy is asked. These cannot be waived or switched off.
UNREADABLE, SCHEMA, SAME_ID = "document-unreadable", "document-schema", "document-same-id"
FIXES = {
    UNREADABLE: "Correct the file. A document is one YAML map of plain values, without templates and tags.",
    SCHEMA: "Correct the value. docs/schemas/customer.json lets an editor show what is allowed.",
    SAME_ID: "Give each customer an id of its own, or take the copy out.",
}
ID = ("customer", "id")
# Ids of severities that fail, by what a task says.
FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


def findings(loaded, today, disabled=(), known_rules=()):
    """Everything that is wrong with documents, as maps of the shape ``FINDING``, by file, line and column.

    A document that violates its schema gets no policy rules: they could not make sense of it.

    :param loaded: list of ``yaml_documents.Loaded``.
    :param today: day for which dates are judged.
    :param disabled: ids of policy rules that do not run.
    :param known_rules: access control rules that exist outside of the documents.
    """
    found = {n: list(form(one)) for n, one in enumerate(loaded)}
    sound = [n for n in found if not found[n]]
    position = {id(one): n for n, one in enumerate(loaded)}
    for one, other in same_customer(loaded):
        found[position[id(one)]].append(_finding(one, ID, SAME_ID, "error", f"customer.id: is the id of {other.where(ID)}, too", FIXES[SAME_ID]))
    for finding in rulebook.check([loaded[n].document for n in sound], today, disabled=disabled, known_rules=known_rules):
        n = sound[finding.index]
        found[n].append(_finding(loaded[n], finding.path, finding.rule, finding.severity, finding.message, finding.fix, _waived(finding.waived)))
    place = {severity: n for n, severity in enumerate(SEVERITIES)}
    return [one for each in found.values() for one in sorted(each, key=lambda one: (one["line"], one["column"], place[one["severity"]]))]


def summary(found, count, fail_on):
    """Counts of findings.

    :param count: number of documents.
    :param fail_on: least severity that fails, or ``never``.
    """
    counting = [one for one in found if not one["waived"]]
    failing = [one for one in counting if one["severity"] in FAILING[fail_on]]
    return {
        "documents": count,
        "failing_documents": len({one["file"] for one in failing}),
        **{severity: sum(one["severity"] == severity for one in counting) for severity in SEVERITIES},
        "waived": len(found) - len(counting),
        "failing": len(failing),
    }


def report(found, counts, today, fail_on):
    """What goes into the report file, see ``VALIDATION_REPORT``."""
    return {"version": VERSION, "date": today.isoformat(), "fail_on": fail_on, "passed": not counts["failing"], "summary": counts, "findings": found}


def verdict(counts):
    """The counts in a sentence."""
    kinds = [_number(counts[name], word) for name, word in (("error", "error"), ("warning", "warning"), ("info", "remark")) if counts[name]]
    text = f"{_number(counts['documents'], 'customer document')}: {', '.join(kinds) or 'nothing to complain about'}"
    text += f", {counts['waived']} waived" if counts["waived"] else ""
    return text + (f". {_number(counts['failing_documents'], 'document')} refused" if counts["failing"] else "")


def listing(found, counts, waived=False):
    """Lines for people, as ``(severity, text)``: one per finding, how to repair each kind, the counts. Severity None is for lines of no finding.

    :param waived: whether to list waived findings as well.
    """
    listed = [one for one in found if waived or not one["waived"]]
    lines = [(None if one["waived"] else one["severity"], _line(one)) for one in listed]
    fixes = {one["rule"]: one["fix"] for one in listed if not one["waived"]}
    if fixes:
        lines += [(None, ""), (None, "How to repair:"), *((None, f"  {rule}: {fixes[rule]}") for rule in sorted(fixes)), (None, "")]
    return [*lines, (None, verdict(counts))]


def _line(one):
    mark = "waived " if one["waived"] else ""
    who = f"{one['customer']}: " if one["customer"] else ""
    return printable(f"{one['file']}:{one['line']}:{one['column']}: {mark}{one['severity']} {one['rule']}: {who}{one['message']}")


def _number(count, word):
    return f"{count} {word}{'' if count == 1 else 's'}"


def form(one):
    """What is wrong with a document before policy is asked, as maps of the shape ``FINDING``: as a file, or else as a document."""
    for line, column, message in one.problems:
        yield {**_finding(one, (), UNREADABLE, "error", message, FIXES[UNREADABLE]), "line": line, "column": column}
    if one.document is not None and not one.problems:
        for path, message in documents.problems(one.document):
            yield _finding(one, path, SCHEMA, "error", ": ".join(part for part in (_path(path), message) if part), FIXES[SCHEMA])


def _finding(one, path, rule, severity, message, fix, waived=None):
    line, column = one.position(path)
    return {
        # Whatever reads the report line by line, no text in a document shall begin a line of its own.
        "file": printable(shown(one.path)),
        "line": line,
        "column": column,
        "customer": one.customer(),
        "path": printable(_path(path)),
        "rule": rule,
        "severity": severity,
        "message": printable(message),
        "fix": fix,
        "waived": waived,
    }


def _waived(waiver):
    if waiver is None:
        return None
    return {"reason": waiver.reason, "ticket": waiver.ticket, "expires": waiver.expires.isoformat() if waiver.expires else None}


def _path(path):
    """``trunk_groups[0].acls[1]``"""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
