# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module shell: each module runs its own declaration, and says so when a package is missing."""

from __future__ import annotations

import importlib
import json
import sys

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import module as shell
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES
from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import task_of

# What each module needs to be told at least.
MINIMUM = {
    "trunk_acl": {"direction": "any", "access_control_rules": ["acme-premium"]},
    "trunk_handler": {"url": "https://one.example.net", "direction": "any"},
}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_runs_its_declaration(name, monkeypatch):
    ran = []
    monkeypatch.setattr(shell, "main", ran.append)
    importlib.import_module(f"ansible_collections.telecom.trunking.plugins.modules.{name}").main()
    assert ran == [MODULES[name]]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_answers(name, emulator, task):
    emulator.reset(world.world())
    params = {} if name.endswith("_info") else {**task_of(name), **MINIMUM.get(name, {})}
    result = task(name, shell="module", **params)
    assert result.get("msg") is None
    assert isinstance(result["changed"], bool)
    assert result["api_stats"]["requests"] > 0


@pytest.mark.parametrize("package", shell.REQUIRED)
@pytest.mark.parametrize("params", [{"name": "x"}, {"name": "x", "routing_type": "wrong"}])
def test_a_missing_package_has_a_name(package, params, emulator, task, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    result = task("trunk_group", shell="module", **params)
    assert result["failed"] is True
    if "routing_type" not in params:
        assert f"Failed to import the required Python library ({package})" in result["msg"]
    assert emulator.requests() == []


def test_a_diff_only_where_one_is_wanted(emulator, task):
    assert "diff" not in task("trunk_group", shell="module", diff=False, check=True, name="new")
    assert task("trunk_group", shell="module", check=True, name="new")["diff"]["after"]["name"] == "new"


def test_a_variable_stands_in_for_a_connection_option(emulator):
    from ansible_collections.telecom.trunking.tests.unit.shells import run

    login = {"CARRIERX_API_URL": emulator.carrierx_url, "CARRIERX_API_TOKEN": emulator.token}
    assert run("module", "trunk_group", {"name": "new"}, env=login)["changed"] is True
    # What the task says wins.
    refused = run("module", "trunk_group", {"name": "new", "api_token": "another"}, env=login)
    assert refused["status"] == 401
    for variable, value, words in (
        ("CARRIERX_TIMEOUT", "0", "timeout: 0 is below the minimum 1"),
        ("CARRIERX_RETRIES", "many", "retries"),
        ("CARRIERX_VALIDATE_CERTS", "perhaps", "validate_certs"),
    ):
        result = run("module", "trunk_group", {"name": "new"}, env={**login, variable: value})
        assert words in json.dumps(result.get("msg")), variable


def test_a_moved_number_is_worth_a_warning(emulator, task):
    emulator.reset(world.world())
    result = task("did", shell="module", phonenumber="12125550102", trunk_group="acme-voice")
    assert "12125550102 moves from other-voice to acme-voice" in str(result["warnings"])
