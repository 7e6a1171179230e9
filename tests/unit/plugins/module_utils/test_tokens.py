# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens outlive the process that got them, in the folder of the run and nowhere else."""

from __future__ import annotations

import json

from ansible_collections.telecom.trunking.plugins.module_utils import odin
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import Tokens
from ansible_collections.telecom.trunking.tests.unit.odin_world import NAME, bare

LOGIN = ("http://odin.example.net", "noc", "canary-password")


def test_another_process_of_the_run_finds_it(tmp_path):
    Tokens(str(tmp_path)).keep(LOGIN, "canary-token")
    assert Tokens(str(tmp_path)).get(LOGIN) == "canary-token"
    assert Tokens(str(tmp_path)).get((*LOGIN[:2], "another")) is None
    [path] = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "canary" not in path.name


def test_a_newer_one_takes_its_place(tmp_path):
    first, second = Tokens(str(tmp_path)), Tokens(str(tmp_path))
    first.keep(LOGIN, "old")
    second.keep(LOGIN, "new")
    assert Tokens(str(tmp_path)).get(LOGIN) == "new"
    assert len(list(tmp_path.iterdir())) == 1


def test_without_a_folder_it_is_the_processs_own(tmp_path):
    tokens = Tokens()
    tokens.keep(LOGIN, "token")
    assert tokens.get(LOGIN) == "token"
    assert Tokens().get(LOGIN) is None


def test_a_folder_that_cannot_be_written_costs_logins_and_nothing_else(tmp_path):
    tokens = Tokens(str(tmp_path / "gone"))
    tokens.keep(LOGIN, "token")
    assert tokens.get(LOGIN) == "token"
    assert Tokens(str(tmp_path / "gone")).get(LOGIN) is None


def test_a_run_logs_in_once(tmp_path, emulator, odin_task, monkeypatch):
    """Every task with nothing in memory, as Ansible's workers are, and one of them with a token that has expired by then."""
    emulator.reset(bare())
    for _task in range(3):
        monkeypatch.setattr(odin, "TOKENS", Tokens(str(tmp_path)))
        assert odin_task("odin_trunk_group", name=NAME).get("msg") is None
    assert [one["path"] for one in emulator.requests() if one["method"] == "POST"] == ["/api/v2/auth/token"]
    odin.TOKENS.keep((emulator.odin_url, "admin", "admin-password"), "expired")
    for _task in range(2):
        monkeypatch.setattr(odin, "TOKENS", Tokens(str(tmp_path)))
        result = odin_task("odin_trunk_group", name=NAME)
        assert result.get("msg") is None
        assert "expired" not in json.dumps(result)
    assert len([one for one in emulator.requests() if one["method"] == "POST"]) == 2
