# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
from dataclasses import replace

from ansible.errors import AnsibleActionFail
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.text.converters import to_native
from ansible.plugins.action import ActionBase

from ansible_collections.telecom.trunking.plugins.module_utils import orders
from ansible_collections.telecom.trunking.plugins.plugin_utils.action import plain
from ansible_collections.telecom.trunking.plugins.plugin_utils.controller import below_here, day, input_file, known_policy_rules
from ansible_collections.telecom.trunking.plugins.plugin_utils.customer_check import FAILING, SCHEMA, findings, listing, summary
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder, printable, read, shown, written

ARGUMENTS = {
    "id": {"type": "str", "required": True},
    "name": {"type": "str"},
    "partner": {"type": "str"},
    "environment": {"type": "str", "choices": ["production", "test"]},
    "channels": {"type": "int", "required": True},
    "regions": {"type": "list", "elements": "str", "default": []},
    "addresses": {"type": "str", "required": True},
    "numbers": {"type": "str"},
    "block_premium": {"type": "bool", "required": True},
    "premium_until": {"type": "str"},
    "ticket": {"type": "str"},
    "path": {"type": "list", "elements": "str", "default": []},
    "taken": {"type": "list", "elements": "str", "default": []},
    "known_rules": {"type": "list", "elements": "raw", "default": []},
    "disabled_rules": {"type": "list", "elements": "str", "default": []},
    "fail_on": {"type": "str", "choices": list(FAILING), "default": "error"},
    "dest": {"type": "path"},
    "date": {"type": "str"},
}


class ActionModule(ActionBase):
    """Reads and writes files of the controller, where the documents are. There is nothing to do on a host, and so there is no module to run."""

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        del tmp
        texts, wrong = orders.texts(self._task.args)
        blank = {name: "" for name in texts if ARGUMENTS[name].get("required")}
        given = {name: value for name, value in self._task.args.items() if name not in texts}
        validated = ArgumentSpecValidator(ARGUMENTS).validate({**given, **blank, **{name: text for name, text in texts.items() if text}})
        if validated.error_messages:
            return {**result, "changed": False, **_refused([*wrong, *validated.error_messages])}
        options = plain(validated.validated_parameters)  # no YAML is made of other types
        document, unsaid = orders.draft(options, wrong)
        name = document["customer"]["id"]
        path = os.path.join(below_here(options["dest"]) if options["dest"] else "", f"{name}.yml" if os.path.basename(name) == name else "order.yml")
        order = read(path, written(document))
        found, counts = _judged(self, order, options)
        outcome = {**result, "changed": False, "text": order.text, "findings": found}
        if name in options["taken"]:
            unsaid.append(f"{name} is a customer already. An order is for a new one, change the document of this one.")
        if unsaid or counts["failing"]:
            return {**outcome, **_refused([*unsaid, *(text for _severity, text in listing(found, counts) if counts["failing"])])}
        changed, diff = _put(order, self._task.check_mode) if options["dest"] else (False, None)
        warnings = [text for severity, text in listing(found, counts) if severity is not None]
        more = {"file": path if options["dest"] else None, **({"diff": diff} if changed and self._task.diff else {})}
        return {**outcome, "changed": changed, "document": document, **more, **({"warnings": warnings} if warnings else {})}


def _refused(lines):
    return {"failed": True, "msg": "\n".join(["The order is refused.", *lines])}


def _judged(action, order, options):
    """What is to be said of the order's document, beside all the others, and the counts."""
    others = folder([input_file(action, path) for path in options["path"]], leave_out=[order.path])
    disabled = known_policy_rules(options["disabled_rules"])

    def about(one):
        found = findings([*others, one], day(options["date"]), disabled, options["known_rules"])
        return [each for each in found if each["file"] == printable(shown(order.path))]

    try:
        mine = about(order)
        if any(one["rule"] == SCHEMA for one in mine):
            # Policy was not asked. Who has the numbers shall not come out only when all else is repaired.
            numbers = about(replace(order, document=orders.numbers_alone(order.document)))
            mine += [{**one, "customer": order.customer()} for one in numbers if one["path"].startswith("numbers")]
    except ModuleNotFoundError as error:
        raise AnsibleActionFail(missing_required_lib(error.name)) from error
    return mine, summary(mine, 1, options["fail_on"])


def _put(order, check_mode):
    """Write the document where nothing is yet: whether that changes anything, and the diff.

    :raises AnsibleActionFail: if there is another document, which somebody may have written with care.
    """
    try:
        with open(order.path, encoding="utf-8") as file:
            if file.read() == order.text:
                return False, None
        raise AnsibleActionFail(f"{order.path} is there already and says something else. Change it, or take it out.")
    except FileNotFoundError:
        pass
    except OSError as error:
        raise AnsibleActionFail(f"{order.path} cannot be read: {to_native(error.strerror)}.") from None
    if not check_mode:
        try:
            os.makedirs(os.path.dirname(order.path), exist_ok=True)
            with open(order.path, "w", encoding="utf-8") as file:
                file.write(order.text)
        except OSError as error:
            raise AnsibleActionFail(f"{order.path} cannot be written: {to_native(error.strerror)}.") from None
    return True, {"before_header": os.devnull, "after_header": order.path, "before": "", "after": order.text}
