# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tasks over many customers have in common: options, connections, files. Runs on the controller. Private to the collection."""

from __future__ import annotations

import datetime
import difflib
import gc
import os
from contextlib import contextmanager

from ansible import constants
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.basic import env_fallback, missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.common.text.converters import to_native
from ansible.plugins.action import ActionBase
from ansible.utils.path import unfrackpath

from ansible_collections.telecom.trunking.plugins.lookup.customer import filled
from ansible_collections.telecom.trunking.plugins.module_utils.argspec import argument_spec
from ansible_collections.telecom.trunking.plugins.module_utils.compare import NOT_SHOWN, secrets_in
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.module import missing_package
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS
from ansible_collections.telecom.trunking.plugins.module_utils.snapshot import Snapshot
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import TOKENS
from ansible_collections.telecom.trunking.plugins.plugin_utils.action import environment, plain


def _login(layout):
    return {
        "type": "dict",
        "apply_defaults": True,
        "options": argument_spec({"properties": layout.provider.options}, env_fallback),
    }


# How to reach the providers, an option each.
LOGINS = {name: _login(layout) for name, layout in LAYOUTS.items()}


# Bounds that argument specs have no word for.
LEAST = {"max_deletions": 0, "max_failures": 0, "max_concurrency": 1}


class OnController(ActionBase):
    """A task over many customers. It runs on the controller, where documents, secrets and the terminal are; on a host there is nothing to do.

    :cvar arguments: its argument spec.
    """

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False
    arguments = {}

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        del tmp
        missing = missing_package()
        if missing:
            raise AnsibleActionFail(missing_required_lib(missing[0]))
        variables = {}
        self._compute_environment_string(variables)
        with environment(variables), rare_collections():
            TOKENS.folder = constants.DEFAULT_LOCAL_TMP
            validated = ArgumentSpecValidator(self.arguments).validate(self.given(plain(dict(self._task.args))))
            wrong = validated.error_messages or list(_out_of_bounds(validated.validated_parameters))
            if wrong:
                raise AnsibleActionFail("\n".join(wrong))
            try:
                outcome = self.act(validated.validated_parameters, task_vars or {})
            except TrunkingError as error:
                outcome = {"failed": True, "changed": False, "msg": error.message, **error.facts}
            except OSError as error:
                raise AnsibleActionFail(f"{error.filename}: {to_native(error.strerror)}") from error
        return {**result, **remove_values(outcome, validated._no_log_values)}

    def given(self, arguments):
        """The task's arguments as its spec describes them.

        :raises AnsibleActionFail: if they cannot be brought into that form.
        """
        return arguments

    def act(self, options, task_vars):
        """What the task does; its result.

        :raises TrunkingError: to fail with its message and facts.
        """
        raise NotImplementedError


def _out_of_bounds(options):
    for name, least in LEAST.items():
        if options.get(name) is not None and options[name] < least:
            yield f"{name}: {options[name]} is below the minimum {least}"


def connected(wanted, options, read_only, secrets):
    """Providers' APIs, each read once.

    :param wanted: names of providers.
    :param options: the task's, with those of ``LOGINS`` and ``max_concurrency``.
    :param read_only: whether the transport refuses writes.
    :param secrets: a set that receives the secrets of the connections.
    :returns: ``{name: Snapshot}``
    :raises InvalidInput: if it is not said how to reach them, of all of them.
    """
    apis, wrong = {}, []
    for name in sorted(wanted):
        controls = {**options[name], "max_concurrency": options["max_concurrency"]}
        secrets.update(secrets_in({"properties": LAYOUTS[name].provider.options}, options[name]))
        try:
            apis[name] = Snapshot(LAYOUTS[name].provider.connect(controls, read_only, secrets))
        except InvalidInput as error:
            wrong += [f"{name}.{problem}" for problem in error.facts["problems"]]
    if wrong:
        raise InvalidInput(wrong)
    return apis


@contextmanager
def rare_collections():
    """Thousands of documents and objects come and stay. Looking through all of them for garbage, again and again, would take a third of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def day(text):
    """:raises AnsibleActionFail: if it is none."""
    try:
        return datetime.date.fromisoformat(text) if text else datetime.date.today()
    except ValueError:
        raise AnsibleActionFail(f"date: {text} is not a date, write YYYY-MM-DD.") from None


def below_here(path):
    """A path from the current folder, None for none."""
    return unfrackpath(path, follow=False, basedir=os.getcwd()) if path else None


def input_file(action, path):
    """A path as Ansible finds files for tasks, and from the current folder where it finds none.

    :param action: the action plugin.
    :raises AnsibleActionFail: if there is no such file or folder.
    """
    try:
        return action._loader.path_dwim_relative_stack(action._task.get_search_path(), "files", os.path.expanduser(path))
    except AnsibleError:
        here = below_here(path)
        if os.path.exists(here):
            return here
        raise AnsibleActionFail(f"{path}: there is no such file or folder, neither beside role or playbook nor in {os.getcwd()}.") from None


def known_policy_rules(names):
    """:raises AnsibleActionFail: if one of the ids is not a policy rule's."""
    # Imported here: Ansible compiles a collection's files at each start, and most tasks ask no policy.
    from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook

    for name in names:
        if name not in rulebook.RULES:
            close = difflib.get_close_matches(name, rulebook.RULES, n=1)
            hint = f", did you mean {close[0]}?" if close else ". docs/policy.md lists them all."
            raise AnsibleActionFail(f"disabled_rules: there is no rule {name}{hint}")
    return names


def with_stand_ins(plan):
    """A plan with something in place of its secrets: nobody needs them to see what differs."""
    return filled(plan, lambda source: NOT_SHOWN)
