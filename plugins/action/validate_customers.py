# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os

from ansible import constants as C
from ansible.errors import AnsibleActionFail
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.text.converters import to_native
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.validation_report import FAIL_ON
from ansible_collections.telecom.trunking.plugins.plugin_utils.controller import below_here, day, input_file, known_policy_rules
from ansible_collections.telecom.trunking.plugins.plugin_utils.customer_check import findings, listing, report, summary, verdict
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder

ARGUMENTS = {
    "path": {"type": "list", "elements": "str", "required": True},
    "disabled_rules": {"type": "list", "elements": "str", "default": []},
    "known_rules": {"type": "list", "elements": "raw", "default": []},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "error"},
    "report": {"type": "str"},
    "date": {"type": "str"},
    "quiet": {"type": "bool", "default": False},
}

COLOURS = {"error": C.COLOR_ERROR, "warning": C.COLOR_WARN, "info": C.COLOR_SKIP}

display = Display()


class ActionModule(ActionBase):
    """Checks files of the controller, where the documents are. There is nothing to do on a host, and so there is no module to run."""

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        del tmp
        _validated, options = self.validate_argument_spec(argument_spec=ARGUMENTS)
        today, disabled = day(options["date"]), known_policy_rules(options["disabled_rules"])
        loaded = folder([input_file(self, path) for path in options["path"]], leave_out=[options["report"]] if options["report"] else [])
        if not loaded:
            raise AnsibleActionFail(f"There are no customer documents in {', '.join(options['path'])}, no file that ends in .yml, .yaml or .json.")
        try:
            found = findings(loaded, today, disabled, options["known_rules"])
        except ModuleNotFoundError as error:
            raise AnsibleActionFail(missing_required_lib(error.name)) from error
        counts = summary(found, len(loaded), options["fail_on"])
        if options["report"]:
            _write(options["report"], report(found, counts, today, options["fail_on"]))
        if not options["quiet"] and not self._task.no_log:
            # The result is shown in one piece and escaped, if at all. Lines of one's own are read by people, editors and CI alike.
            for severity, line in listing(found, counts, waived=display.verbosity > 0):
                display.display(line, color=COLOURS.get(severity))
        return {**result, "changed": False, "failed": counts["failing"] > 0, "msg": verdict(counts), "summary": counts, "findings": found}


def _write(path, data):
    """The whole report or none: who reads it at the same time must not see half of it."""
    path = below_here(path)
    part = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=2)
            file.write("\n")
        os.replace(part, path)
    except OSError as error:
        raise AnsibleActionFail(f"report: {path} cannot be written: {to_native(error.strerror)}.") from None
