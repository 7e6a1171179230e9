# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One task through each of the ways that a task can take: ``run(shell, module, params)``."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
from unittest import mock

from ansible.module_utils import basic
from ansible.module_utils.common import warnings as collected
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, engine, odin
from ansible_collections.telecom.trunking.plugins.module_utils.module import main, prepared, required_one_of, spec_of

MODULES = {**carrierx.MODULES, **odin.MODULES}

# What may differ between two ways: how the parameters are echoed, and what getting there cost.
INCIDENTAL = ("invocation", "api_stats")


def run(shell, module, params, check=False, diff=True, env=None):
    """The result of one task.

    :param shell: ``engine``, ``module`` or ``action``.
    :param module: name of the module without its namespace.
    :param params: the task's arguments as a playbook gives them, connection options included.
    :param env: environment variables of the task. The ones that the modules read are not inherited.
    """
    with environment(env or {}):
        return SHELLS[shell](MODULES[module], copy.deepcopy(params), check, diff)


def essence(result):
    """What has to be the same whichever way a task took, as the controller sees it."""
    kept = {name: value for name, value in result.items() if name not in INCIDENTAL}
    if "warnings" in kept:
        # Newer cores wrap the text on its way out of a module.
        kept["warnings"] = [warning["event"]["msg"] if isinstance(warning, dict) else warning for warning in kept["warnings"]]
    return {"changed": False, **kept}


@contextlib.contextmanager
def environment(variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARRIERX_", "ODIN_"))}
    with mock.patch.dict(os.environ, {**kept, **variables}, clear=True):
        yield


def _engine(declaration, params, check, diff):
    validated = ArgumentSpecValidator(spec_of(declaration), required_one_of=required_one_of(declaration)).validate(prepared(declaration, params))
    return engine.perform(declaration, params, validated.validated_parameters, check, diff)


def _module(declaration, params, check, diff):
    arguments = {**params, "_ansible_check_mode": check, "_ansible_diff": diff, "_ansible_module_name": f"telecom.trunking.{declaration.name}"}
    stdin = {"_ANSIBLE_ARGS": json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()}
    if hasattr(basic, "_ANSIBLE_PROFILE"):
        stdin["_ANSIBLE_PROFILE"] = "legacy"
    for name in ("_global_warnings", "_global_deprecations"):
        getattr(collected, name).clear()
    output = io.StringIO()
    with mock.patch.multiple(basic, **stdin), _no_controller(), contextlib.redirect_stdout(output):
        code = "neither succeeded nor failed"
        try:
            main(declaration)
        except SystemExit as end:
            code = end.code
    result = json.loads(output.getvalue())
    assert bool(code) == bool(result.get("failed")), f"exit code {code} of {result}"
    return result


def _no_controller():
    """Newer cores show a module's warnings at once where the controller's code is loaded, as no module's process has it."""
    if not hasattr(collected, "_internal"):
        return contextlib.nullcontext()
    return mock.patch.object(collected._internal, "is_controller", False)


def action_of(declaration, params, check=False, diff=True, transport="local", become=None, async_val=0, environment=()):
    """An action plugin about to run a task."""
    # Imported here: tests of modules and module_utils run without the controller's code.
    from ansible.parsing.dataloader import DataLoader
    from ansible.playbook.play_context import PlayContext
    from ansible.playbook.task import Task
    from ansible.plugins.connection.local import Connection
    from ansible.template import Templar

    from ansible_collections.telecom.trunking.plugins.plugin_utils.action import in_process

    task = Task()
    task.action, task.args, task.check_mode, task.diff = f"telecom.trunking.{declaration.name}", params, check, diff
    task.async_val, task.environment = async_val, list(environment)
    context, loader = PlayContext(), DataLoader()
    connection = mock.Mock(spec=Connection, transport=transport, become=become, has_native_async=False, _shell=mock.Mock(tmpdir=None))
    return in_process(declaration)(task, connection, context, loader, Templar(loader), None)


def _action(declaration, params, check, diff):
    action = action_of(declaration, params, check, diff)
    with mock.patch.object(action, "_execute_module", side_effect=AssertionError("handed over to the module")):
        return json.loads(json.dumps(action.run(task_vars={})))


SHELLS = {"engine": _engine, "module": _module, "action": _action}
