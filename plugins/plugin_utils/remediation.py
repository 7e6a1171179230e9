# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit's report allows: which customers are repaired, and that everything is as it was when somebody approved it.

Reads only, knows no Ansible. Private to the collection.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.plugins.module_utils.audit import findings
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput
from ansible_collections.telecom.trunking.plugins.plugin_utils import audit, audit_file
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import Loaded

HASHED = {"document": "its document", "live": "what is live of it", "plan": "what would be done"}
_SHA256 = re.compile("[0-9a-f]{64}")


class Approved(NamedTuple):
    """What was approved.

    :ivar customers: ``{customer: {document, live, plan, operations}}``, hashes each.
    :ivar left_out: customers of whom something was unknown.
    :ivar apis: ``{provider name: url}`` of what was audited. A report of an older version does not tell.
    """

    customers: dict
    left_out: list
    apis: dict


def approved(given, sha256=None):
    """What was approved, as ``Approved``.

    :param given: path of a report, or what ``audit_file.approval`` makes of one.
    :param sha256: hash that the report has to have, None for any. An empty one is somebody's mistake.
    :raises InvalidInput: if it is neither, or another one than was approved.
    :raises OSError: if the file cannot be read.
    """
    if isinstance(given, str):
        with open(given, "rb") as file:
            data = file.read()
        actual = hashlib.sha256(data).hexdigest()
        if sha256 is not None and actual != sha256.strip().lower():
            raise InvalidInput([f"report_sha256: the report {given} has the hash {actual}, it is not the one that was approved"])
        try:
            given = audit_file.approval(audit_file.loaded_report(data, given))
        except ValueError as error:
            raise InvalidInput([f"approved: {error}"]) from error
    elif sha256 is not None:
        raise InvalidInput(["report_sha256: goes with approved being the path of a report"])
    customers = given.get("customers") if isinstance(given, dict) else None
    apis = (given.get("apis") or {}) if isinstance(given, dict) else {}
    if not isinstance(customers, dict) or not isinstance(apis, dict) or not all(_is_approval(one) for one in customers.values()):
        raise InvalidInput(["approved: is neither the path of a report nor what an audit returns as approval"])
    return Approved(customers, given.get("left_out") or [], apis)


def _is_approval(one):
    return isinstance(one, dict) and all(isinstance(one.get(what), str) and _SHA256.fullmatch(one[what]) for what in (*HASHED, "operations"))


def refuse_elsewhere(told, apis):
    """Refuse what was approved of another API: a lab's report is no leave to change production.

    :param told: ``apis`` of what ``approved`` gives.
    :param apis: ``{provider name: Snapshot}``.
    :raises InvalidInput: naming both.
    """
    here = audit_file.addresses(apis)
    wrong = [f"approved: the report is of {told[name]}, this is {url}. Nothing was changed." for name, url in here.items() if told.get(name, url) != url]
    if wrong:
        raise InvalidInput(wrong)


def refuse_changed(customers, found, apis, today, fill, width):
    """Hold everything against what was approved, before anything is written.

    :param customers: ``customers`` of what ``approved`` gives.
    :param found: ``{customer: document}``.
    :param apis: ``{provider name: Snapshot}``; what is read here counts for what is done after.
    :param fill: puts something in place of a plan's secrets.
    :raises InvalidInput: naming every customer of whom something changed, and what.
    """
    missing = [f"{name}: is in the report and has no document" for name in customers if name not in found]
    if missing:
        raise InvalidInput(missing)
    plans = {name: documents.plan(found[name], today) for name in customers}
    declared = audit.Declared({name: Loaded("", found[name]) for name in customers}, plans)
    now = audit.Audit(declared, apis, audit.places(plans.values(), {}), today, fill, width=width)
    now.read()
    now.foresee()
    wrong = [problem for name, hashes in customers.items() for problem in _changes(name, hashes, _now(now, name, found[name]))]
    if wrong:
        raise InvalidInput([*wrong, "Nothing was changed. Audit again, and have that report approved."])


def _now(made, name, document):
    hashes = {what.removesuffix("_sha256"): text for what, text in made.hashes(name, document).items()}
    return {**hashes, "operations": findings.digest(made.forecasts[name].operations)}


def _changes(name, then, now):
    unknown = [what for what in ("live", "plan") if now[what] is None]
    if unknown:
        return [f"{name}: {' and '.join(HASHED[what] for what in unknown)} cannot be known in full now"]
    changed = [text for what, text in HASHED.items() if now[what] != then[what]]
    if not changed and now["operations"] != then["operations"]:
        return [f"{name}: the operations that the report lists are not those that its hashes are of"]
    return [f"{name}: {' and '.join(changed)} changed since the audit"] if changed else []
