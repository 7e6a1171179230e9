# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action shell: what runs in the controller's process, and what is handed over to the module."""

from __future__ import annotations

import importlib
import os
import sys
from unittest import mock

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES, TRUNK_GROUP
from ansible_collections.telecom.trunking.plugins.plugin_utils import action
from ansible_collections.telecom.trunking.tests.unit.shells import action_of, run


@pytest.mark.parametrize("name", MODULES)
def test_an_action_runs_its_declaration(name, monkeypatch):
    made = []
    monkeypatch.setattr(action, "in_process", lambda declaration: made.append(declaration) or object)
    plugin = f"ansible_collections.telecom.trunking.plugins.action.{name}"
    monkeypatch.delitem(sys.modules, plugin, raising=False)
    importlib.import_module(plugin)
    assert made == [MODULES[name]]


def handed_over(plugin):
    """The arguments with which a task goes to the module, None if it runs here."""
    answer = {"changed": False, "from": "the module"}
    with mock.patch.object(plugin, "_execute_module", return_value=answer) as module, mock.patch.object(plugin, "_remove_tmp_path"):
        result = plugin.run(task_vars={})
    assert (result.get("from") == "the module") is bool(module.call_args)
    return module.call_args and module.call_args.kwargs


HERE = {"name": "x", "api_url": "http://127.0.0.1:9", "api_token": "token", "retries": 0}


@pytest.mark.parametrize("transport", ["local", "ansible.builtin.local"])
def test_a_local_task_runs_here(transport):
    assert handed_over(action_of(TRUNK_GROUP, HERE, transport=transport)) is None


@pytest.mark.parametrize("circumstance", [{"transport": "ssh"}, {"transport": "community.general.local"}, {"become": mock.Mock()}, {"async_val": 30}])
def test_anything_else_goes_to_the_module(circumstance):
    told = handed_over(action_of(TRUNK_GROUP, HERE, **circumstance))
    assert told["module_name"] == "telecom.trunking.trunk_group"
    assert bool(told["wrap_async"]) is ("async_val" in circumstance)


def test_without_the_packages_the_module_has_to_do(monkeypatch):
    monkeypatch.setattr(action, "IMPORTABLE", False)
    assert handed_over(action_of(TRUNK_GROUP, HERE))["module_name"] == "telecom.trunking.trunk_group"


def test_the_environment_of_a_task(emulator):
    """What ``environment:`` says is there for the task, and nobody else sees it."""
    before = dict(os.environ)
    login = {"CARRIERX_API_URL": emulator.carrierx_url, "CARRIERX_API_TOKEN": emulator.token}
    plugin = action_of(TRUNK_GROUP, {"name": "new"}, environment=[login])
    assert plugin.run(task_vars={})["changed"] is True
    assert dict(os.environ) == before
    failing = action_of(TRUNK_GROUP, {"name": "new"}, environment=[{**login, "CARRIERX_API_TOKEN": "another"}])
    assert failing.run(task_vars={})["status"] == 401
    assert dict(os.environ) == before


def test_a_defect_leaves_the_environment_alone(monkeypatch):
    before = dict(os.environ)
    monkeypatch.setattr(action, "_perform", mock.Mock(side_effect=ZeroDivisionError))
    plugin = action_of(TRUNK_GROUP, HERE, environment=[{"CARRIERX_API_TOKEN": "token"}])
    with pytest.raises(ZeroDivisionError):
        plugin.run(task_vars={})
    assert dict(os.environ) == before


def test_a_diff_only_where_one_is_wanted(emulator, task):
    assert "diff" not in task("trunk_group", shell="action", diff=False, check=True, name="new")
    assert task("trunk_group", shell="action", check=True, name="new")["diff"]["after"]["name"] == "new"


def test_the_arguments_of_a_task_are_left_alone(emulator):
    params = {
        "name": "new",
        "hard_failure_codes": "408,503",
        "routing_data": {"a": None},
        "api_url": emulator.carrierx_url,
        "api_token": emulator.token,
    }
    plugin = action_of(TRUNK_GROUP, params)
    plugin.run(task_vars={})
    assert plugin._task.args == params


@pytest.mark.parametrize("shell", ["module", "action"])
def test_arguments_of_any_ansible_type(shell, emulator):
    """Templates hand over text for numbers, and YAML numbers for text."""
    params = {
        "name": 4711,
        "hard_failure_codes": ["408", 503],
        "hard_failure_threshold": "5",
        "api_url": emulator.carrierx_url,
        "api_token": emulator.token,
        "unbind_numbers": "no",
    }
    assert run(shell, "trunk_group", params)["changed"] is True
    assert run(shell, "trunk_group", params)["changed"] is False
