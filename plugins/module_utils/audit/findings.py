# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit finds, which of it makes the audit fail, and what it adds up to. Pure. Private to the collection.

The shape of a finding is ``schemas/audit_report.FINDING``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import NamedTuple

from ansible_collections.telecom.trunking.plugins.module_utils.compare import NOT_SHOWN
from ansible_collections.telecom.trunking.plugins.module_utils.policy.handlers import holds_credentials, names_a_secret
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES, SEVERITIES

ABSENT = "unmanaged-absent-customer"
# A url in a sentence.
_URL = re.compile(r"""[A-Za-z][\w+.-]*://[^\s"'<>]+""")


class Check(NamedTuple):
    """What a finding that no policy rule made is about.

    :ivar whose: of whom there are such findings, in the words of ``schemas/audit_report.WHOSE``.
    """

    klass: str
    severity: str
    title: str
    why: str
    fix: str
    whose: str = "anybody"


CHECKS = {
    "drift-missing": Check(
        "drift", "error", "An object of the document is not there",
        "Calls that need it fail, or go where nobody meant them to go.",
        "Onboard the customer again, or take it out of the document if it is not wanted any more.",
        "customer",
    ),
    "drift-different": Check(
        "drift", "error", "An attribute is not what the document says",
        "Somebody changed it past git. The next onboarding changes it back.",
        "Onboard the customer again if the document is right, otherwise correct the document.",
        "customer",
    ),
    "drift-left-over": Check(
        "drift", "error", "Something of a customer that has ceased is still there",
        "It carries calls and costs money for somebody who is no customer any more.",
        "Onboard the customer again, which takes it off, or set customer.state if it has not ceased.",
        "customer",
    ),
    "drift-impossible": Check(
        "drift", "error", "Onboarding would refuse this customer",
        "What is there cannot be compared with the document, and nothing can be repaired before that is settled.",
        "Do what the message says.",
        "customer",
    ),
    "unmanaged-object": Check(
        "unmanaged", "warning", "An object that no document names",
        "Nobody reviews it, nobody audits it, and nobody will remember what it was for when it is abused.",
        "Write it into the document of the customer that it belongs to (the playbook export makes one), or delete it.",
    ),
    "unmanaged-number": Check(
        "unmanaged", "warning", "A bound number that no document has",
        "Calls to it reach somebody, and nobody has written down whom. Its customer pays for it, or nobody does.",
        "Write it into the document of its customer, or unbind it.",
    ),
    ABSENT: Check(
        "unmanaged", "error", "A customer of whom nothing is there",
        "The customer was never onboarded, or was taken off and its document was forgotten.",
        "Onboard the customer, or set customer.state to ceased.",
        "customer",
    ),
    "unknown-unreadable": Check(
        "unknown", "error", "Something could not be read",
        "Whether it is as declared, is dangerous, or is there at all, nobody knows. The audit says nothing about it.",
        "Give the login the right to read it, or ask the provider what is wrong. Then audit again.",
    ),
    "unknown-incomplete": Check(
        "unknown", "error", "A listing was shorter than it says it is",
        "What was not listed may be missing, changed or undeclared. None of it is in this report.",
        "Audit again. If it stays so, ask the provider.",
    ),
    "unknown-attribute": Check(
        "unknown", "error", "The API left an attribute out",
        "What it leaves out is neither empty nor what the document says: nobody knows.",
        "Audit again. If it stays so, ask the provider, or take the attribute out of the document.",
    ),
    "unknown-place": Check(
        "unknown", "error", "There is nothing where the audit was to look",
        "A place that is misspelt, or that the login does not see, has nothing that could be found.",
        "Correct provider of the document or the scope (audit_scope), or give the login the right to see the place.",
    ),
    "unknown-undeclared": Check(
        "unknown", "error", "It cannot be told what is declared",
        "A file that should be a document cannot be read, or nobody knows the place that it names. What no other document names may be in it.",
        "Repair the file or its place, then audit again.",
        "nobody",
    ),
    "document-schema": Check(
        "exposure", "error", "A document that violates its schema",
        "It cannot be compared with what is there, and onboarding refuses it. Its customer is not audited.",
        "Correct the value. docs/schemas/customer.json lets an editor show what is allowed.",
    ),
    "document-unreadable": Check(
        "exposure", "error", "A file that is no document",
        "Its customer, whoever that is, is not audited.",
        "Correct the file. A document is one YAML map of plain values, without templates and tags.",
    ),
    "document-same-id": Check(
        "exposure", "error", "Two documents of one customer",
        "Which of them counts depends on which is read last. Neither is audited.",
        "Give each customer an id of its own, or take the copy out.",
        "customer",
    ),
}


def finding(
    check, message, *, severity=None, why=None, fix=None, customer=None, provider=None, kind=None, name=None, ident=None, place=None, path=(), key=None, **more
):
    """A finding, without the place in its document.

    :param check: key of ``CHECKS``, or the id of a policy rule. Then severity, why and fix are given.
    :param kind, name, ident: the object, no kind if none is meant.
    :param place: where it is, for objects whose names are of one place only.
    :param path: keys and positions of the attribute inside the object.
    :param key: tells it from other findings of the same check about the same thing.
    :param more: ``expected`` and ``live``, as far as there are such values; ``waived``.
    """
    known = CHECKS.get(check) or Check("exposure", severity, "", why, fix)
    field = text_of(path) or None
    klass = known.klass
    # Names are not unique at every provider, nor among places. What nobody declared is told apart by its id and its place.
    apart = (ident, place) if klass == "unmanaged" or customer is None else None
    parts = (klass, check, customer, provider, kind, name, apart, field, key)
    return {
        "id": digest(parts)[:16],
        "class": klass,
        "check": check,
        "severity": known.severity,
        "customer": customer,
        "provider": provider,
        "object": {"kind": kind, "name": str(name), "id": ident} if kind else None,
        "field": field,
        "expected": discreet(more.get("expected"), path),
        "live": discreet(more.get("live"), path),
        "has_expected": "expected" in more,
        "has_live": "live" in more,
        "message": _URL.sub(lambda url: discreet(url[0]), " ".join(message.split())),
        "why": known.why,
        "fix": known.fix,
        "file": None,
        "line": None,
        "column": None,
        "waived": more.get("waived"),
    }


def place_of(kind, item):
    """Where a live object is, for kinds whose names are of one place only: ``ACME_ENT/ACME_NYC``. None for the others."""
    return "/".join(str(item[option]) for option in kind.place if item.get(option)) or None


def at(place):
    """A place in a sentence."""
    return f" at {place}" if place else ""


def text_of(path):
    """``acls[0].voice_action_true``"""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def discreet(value, path=()):
    """A value without what people put into free-form attributes and urls although it is secret."""
    if path and isinstance(path[-1], str) and names_a_secret(path[-1]) and value not in (None, "", [], {}) and not isinstance(value, bool):
        return NOT_SHOWN
    if isinstance(value, dict):
        return {name: discreet(item, (name,)) for name, item in value.items()}
    if isinstance(value, list):
        return [discreet(item) for item in value]
    if isinstance(value, str) and "://" in value and holds_credentials(value):
        return f"{value.partition('://')[0]}://{NOT_SHOWN}"
    return value


def digest(value):
    """SHA-256 of a JSON value, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")).hexdigest()


def in_order(findings):
    """Each finding once, by customer, class, object and field. What is nobody's comes last."""
    place = {name: n for n, name in enumerate(CLASSES)}

    def key(one):
        about = one["object"] or {}
        return (one["customer"] is None, one["customer"] or "", place[one["class"]], about.get("kind") or "", about.get("name") or "",
                one["field"] or "", one["check"], one["id"])

    first = {}
    for one in findings:
        first.setdefault(one["id"], one)
    return sorted(first.values(), key=key)


def accepted(found, accept, today):
    """Findings, with those as waived that somebody answers for: what the login may not read, for example. Only what could not be read is accepted here,
    documents have waivers for the rest.

    :param accept: ``[{text, reason, ticket, expires}]``; the text is a part of the message, ``expires`` a ``datetime.date`` or None.
    :returns: ``(findings, what to say about entries that accept nothing)``.
    """
    unused = dict.fromkeys(range(len(accept)), "nothing that could not be read says so")
    unused.update({n: f"expired on {one['expires']}" for n, one in enumerate(accept) if one["expires"] and one["expires"] < today})
    counting = {n: one for n, one in enumerate(accept) if not one["expires"] or one["expires"] >= today}
    made = []
    for each in found:
        met = [n for n, one in counting.items() if each["class"] == "unknown" and one["text"] in each["message"]]
        for n in met:
            unused.pop(n, None)
        made.append({**each, "waived": _waived(accept[met[0]])} if met else each)
    return made, [f"accept[{n}] ({accept[n]['text']}): {why}" for n, why in unused.items()]


def _waived(one):
    return {"reason": one["reason"], "ticket": one["ticket"], "expires": one["expires"].isoformat() if one["expires"] else None}


# What it adds up to ---------------------------------------------------------------------------------------------------


def fails(one, fail_on):
    """Whether a finding makes an audit fail.

    ``drift`` is what onboarding would change, so it takes customers that are absent, too. ``error`` and ``warning`` are about exposure, and a
    warning is not worse than an error: who fails on warnings fails on errors.
    """
    if one["waived"]:
        return False
    words_of = {one["class"]} | ({"drift"} if one["check"] == ABSENT else set())
    if one["class"] == "exposure":
        words_of = {"error": {"error", "warning"}, "warning": {"warning"}}.get(one["severity"], set())
    return not words_of.isdisjoint(fail_on)


def outcome(findings):
    """What is wrong with the customer that findings are about, in the words of ``OUTCOMES``."""
    counting = [one for one in findings if not one["waived"]]
    found = {
        "drifted": any(one["class"] == "drift" for one in counting),
        "exposed": any(one["class"] == "exposure" and one["severity"] != "info" for one in counting),
        "absent": any(one["check"] == ABSENT for one in counting),
        "unknown": any(one["class"] == "unknown" for one in counting),
    }
    return [name for name, yes in found.items() if yes]


def summary(customers, findings, objects):
    """The counts of a report."""
    counting = [one for one in findings if not one["waived"]]
    classes = Counter(one["class"] for one in counting)
    exposure = Counter(one["severity"] for one in counting if one["class"] == "exposure")
    outcomes = Counter(name for one in customers for name in one["outcome"])
    return {
        "customers": len(customers),
        "clean": sum(not one["outcome"] for one in customers),
        **{name: outcomes[name] for name in ("drifted", "exposed", "absent", "unknown")},
        "drift": classes["drift"],
        "exposure": {severity: exposure[severity] for severity in SEVERITIES},
        "unmanaged": classes["unmanaged"],
        "unknown_findings": classes["unknown"],
        "waived": len(findings) - len(counting),
        "worst": next((severity for severity in SEVERITIES if any(one["severity"] == severity for one in counting)), None),
        "objects": objects,
    }


def doubtful(no_verdict):
    """``{customer, None for what is nobody's: {check: why it says nothing}}``, of ``no_verdict`` of a report."""
    found = {}
    for one in no_verdict:
        found.setdefault(one["customer"], {}).update(dict.fromkeys(one["checks"], one["why"]))
    return found


def sentence(counts, passed, disabled_rules=(), no_verdict=()):
    """The counts in a line, and what was not looked for. Arguments as a report has them."""
    silent = {check for checks in doubtful(no_verdict).values() for check in checks}
    exposure = counts["exposure"]
    parts = [
        f"{counts['clean']} of {counts['customers']} customers clean",
        *([f"{counts['absent']} absent"] if counts["absent"] else []),
        f"{counts['drift']} drift",
        f"{_number(exposure['error'], 'error')} and {_number(exposure['warning'], 'warning')} of exposure",
        f"{counts['unmanaged']} unmanaged",
        f"{counts['unknown_findings']} unknown",
        *([f"{counts['waived']} waived"] if counts["waived"] else []),
        *([f"{_number(len(disabled_rules), 'rule')} disabled"] if disabled_rules else []),
        *([f"{_number(len(silent), 'check')} without a verdict"] if silent else []),
    ]
    return f"{', '.join(parts)}: {'passed' if passed else 'FAILED'}"


def _number(count, word):
    return f"{count} {word}{'' if count == 1 else 's'}"
