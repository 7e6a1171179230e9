# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin shell: a task on a local connection runs inside the controller's process. Private to the collection.

A module start costs half a second of CPU, the same task in process a few hundredths of it. Whatever cannot run here (another
host, another user, ``async``, missing packages) is handed over to the module of the same name.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager

from ansible import constants
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.plugins.action import ActionBase

from ansible_collections.telecom.trunking.plugins.module_utils import engine
from ansible_collections.telecom.trunking.plugins.module_utils.module import missing_package, prepared, required_one_of, spec_of
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import TOKENS
from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems

# Imports the packages. Ansible loads action plugins before it forks: what is imported now, no worker has to import again.
IMPORTABLE = missing_package() is None

LOCAL = frozenset({"local", "ansible.builtin.local"})


def in_process(declaration):
    """The ``ActionModule`` class of a module."""
    spec = spec_of(declaration)
    if IMPORTABLE:
        # Builds the validator, once for all workers like the imports above.
        problems(options(declaration), {})

    class ActionModule(ActionBase):
        _supports_check_mode = True
        _supports_async = True

        def run(self, tmp=None, task_vars=None):
            result = super().run(tmp, task_vars)
            del tmp
            if self._runs_here():
                return {**result, **self._run_here()}
            wrap_async = self._task.async_val and not self._connection.has_native_async
            result.update(self._execute_module(module_name=f"telecom.trunking.{declaration.name}", task_vars=task_vars, wrap_async=wrap_async))
            if not wrap_async:
                self._remove_tmp_path(self._connection._shell.tmpdir)
            return result

        def _runs_here(self):
            local = self._connection.transport in LOCAL and not self._task.async_val
            # become may come from the task or from the host's variables, only the connection knows of both.
            return local and self._connection.become is None and IMPORTABLE

        def _run_here(self):
            given = plain(dict(self._task.args))
            variables = {}
            self._compute_environment_string(variables)
            with environment(variables):
                # A folder of this run alone, which Ansible makes and takes away.
                TOKENS.folder = constants.DEFAULT_LOCAL_TMP
                return _perform(declaration, spec, given, self._task.check_mode, self._task.diff)

    return ActionModule


def _perform(declaration, spec, given, check_mode, diff):
    """The task's result, with everything masked that the module shell would mask."""
    validated = ArgumentSpecValidator(spec, required_one_of=required_one_of(declaration)).validate(prepared(declaration, given))
    if validated.error_messages:
        # Ansible's words only for what the schema does not see.
        found = engine.check_input(declaration, given) or validated.error_messages
        result = {"failed": True, "changed": False, "msg": "\n".join(found), "problems": found}
    else:
        result = engine.perform(declaration, given, validated.validated_parameters, check_mode, diff)
    return remove_values(result, validated._no_log_values)


def plain(value):
    """In JSON's own types: what templating hands over are lazy, tagged or encrypted relatives of them."""
    return json.loads(json.dumps(value, default=str))


@contextmanager
def environment(variables):
    """The environment of this process with a task's ``environment`` in it, as a module would see it in its own; as it was when left.

    :param variables: ``{name: value}``
    """
    before = dict(os.environ)
    os.environ.update({name: str(value) for name, value in variables.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
