# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import datetime
import os

from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.release import __version__ as core_version
from ansible.utils.display import Display

from ansible_collections.telecom.trunking.plugins.module_utils.audit.checks import checks
from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import fails, sentence
from ansible_collections.telecom.trunking.plugins.module_utils.redaction import scrubbed
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import FAIL_ON
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS
from ansible_collections.telecom.trunking.plugins.plugin_utils import audit, audit_file
from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports import html, junit, sarif, table
from ansible_collections.telecom.trunking.plugins.plugin_utils.controller import (
    LOGINS,
    OnController,
    below_here,
    connected,
    day,
    input_file,
    known_policy_rules,
    with_stand_ins,
)
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder, printable, whose

FORMATS = {"json": audit_file.as_json, "junit": junit.render, "sarif": sarif.render, "csv": table.render, "html": html.render}

ARGUMENTS = {
    "path": {"type": "list", "elements": "str", "required": True},
    "scope": {
        "type": "dict",
        "options": {
            name: {"type": "list", "elements": "dict", "options": {key: {"type": "str", "required": key in layout.required} for key in layout.place_options}}
            for name, layout in LAYOUTS.items()
        },
    },
    "fail_on": {"type": "list", "elements": "str", "choices": list(FAIL_ON), "default": ["drift", "error", "unknown"]},
    "accept": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {
            "text": {"type": "str", "required": True},
            "reason": {"type": "str", "required": True},
            "ticket": {"type": "str"},
            "expires": {"type": "str"},
        },
    },
    "disabled_rules": {"type": "list", "elements": "str", "default": []},
    "reports": {"type": "dict", "options": {name: {"type": "str"} for name in FORMATS}},
    "previous": {"type": "list", "elements": "str", "default": []},
    "date": {"type": "str"},
    "max_concurrency": {"type": "int", "default": 8},
    "quiet": {"type": "bool", "default": False},
    **LOGINS,
}

COLOURS = {"error": constants.COLOR_ERROR, "warning": constants.COLOR_WARN, "info": constants.COLOR_SKIP}
# How many findings the terminal shows. All are in the reports.
MOST_LISTED = 100

display = Display()


class ActionModule(OnController):
    """Runs on the controller, where the documents are. Its connections refuse every write, with and without check mode."""

    arguments = ARGUMENTS

    def act(self, options, task_vars):
        known_policy_rules(options["disabled_rules"])
        today, secrets, accept = day(options["date"]), set(), _accepted(options["accept"])
        paths = [input_file(self, path) for path in options["path"]]
        files = {name: below_here(path) for name, path in (options["reports"] or {}).items() if path}
        previous = [below_here(path) for path in options["previous"]]
        _distinct(files)
        _no_documents(files)
        try:
            before = audit_file.earlier(previous)
        except ValueError as error:
            raise AnsibleActionFail(f"previous: {error}") from error
        loaded = folder(paths, leave_out=[*files.values(), *previous])
        if not loaded and not any((options["scope"] or {}).values()):
            raise AnsibleActionFail(f"There are no customer documents in {', '.join(options['path'])}, no file that ends in .yml, .yaml or .json.")
        for path in files.values():
            audit_file.prepare(path)
        declared = audit.declared(loaded, today)
        where = audit.places(declared.plans.values(), options["scope"] or {})
        apis = connected(sorted(where), options, True, secrets)
        customers, found, objects, no_verdict, remarks = audit.Audit(
            declared, apis, where, today, with_stand_ins, tuple(options["disabled_rules"]), options["max_concurrency"], accept
        ).run()
        made = audit_file.report(
            customers,
            found,
            objects,
            now=datetime.datetime.now(datetime.timezone.utc),
            today=today,
            tool={"collection": f"telecom.trunking {audit_file.version()}", "ansible_core": core_version},
            documents=audit_file.evidence(loaded, paths),
            scope=dict(sorted(where.items())),
            apis=audit_file.addresses(apis),
            job=audit_file.job(task_vars),
            before=before,
            checks=checks(options["disabled_rules"]),
            disabled_rules=options["disabled_rules"],
            no_verdict=no_verdict,
            fail_on=options["fail_on"],
        )
        made = scrubbed(made, secrets)
        for name, path in files.items():
            audit_file.write(path, FORMATS[name](made))
        if not options["quiet"] and not self._task.no_log:
            _show(made)
        return {
            "changed": False,
            "failed": not made["passed"],
            "msg": sentence(made["summary"], made["passed"], made["disabled_rules"], made["no_verdict"]),
            "passed": made["passed"],
            "summary": made["summary"],
            "worst": made["summary"]["worst"],
            "reports": files,
            "approval": audit_file.approval(made),
            "api_stats": {name: api.client.stats.result() for name, api in sorted(apis.items())},
            **({"warnings": remarks} if remarks else {}),
        }


def _accepted(accept):
    """:raises AnsibleActionFail: if an entry has no text, which would accept everything, no reason, or a day that is none."""
    made = []
    for n, one in enumerate(accept):
        for name in ("text", "reason"):
            if not one[name].strip():
                raise AnsibleActionFail(f"accept[{n}].{name}: is empty")
        try:
            expires = datetime.date.fromisoformat(one["expires"]) if one["expires"] else None
        except ValueError:
            raise AnsibleActionFail(f"accept[{n}].expires: {one['expires']} is not a date, write YYYY-MM-DD.") from None
        made.append({**one, "expires": expires, "ticket": one["ticket"] or None})
    return tuple(made)


def _distinct(files):
    """:raises AnsibleActionFail: if two reports would be the same file."""
    first = {}
    for name, path in files.items():
        other = first.setdefault(os.path.realpath(path), name)
        if other != name:
            raise AnsibleActionFail(f"reports: {other} and {name} are the same file, {path}.")


def _no_documents(files):
    """:raises AnsibleActionFail: if a report would take the place of a customer's document."""
    for name, path in files.items():
        customer = whose(path)
        if customer is not None:
            raise AnsibleActionFail(f"reports.{name}: {path} is the document of the customer {printable(customer)}. A report does not take its place.")


def _show(made):
    """The findings for people, a line each, the worst first."""
    counting = sorted((one for one in made["findings"] if not one["waived"]), key=lambda one: not fails(one, made["fail_on"]))
    for one in counting[:MOST_LISTED]:
        at = f"{one['file']}:{one['line']}:{one['column']}: " if one["file"] and one["line"] else ""
        whose = one["customer"] or "nobody's"
        display.display(printable(f"{at}{one['severity']} {one['class']} {one['check']}: {whose}: {one['message']}"), color=COLOURS.get(one["severity"]))
    if len(counting) > MOST_LISTED:
        display.display(f"and {len(counting) - MOST_LISTED} more findings, see the reports")
