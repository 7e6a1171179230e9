# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task for many customers and the roles, customer by customer, end in the same state, and each has nothing to do after the other."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.telecom.trunking.tests.unit import fleets, shells

COLLECTIONS = Path(shells.__file__).parents[5]


@pytest.fixture
def documents(tmp_path):
    """The examples and a customer more, as an inventory."""
    profiled = fleets.customer(31, fraud={"profile": "nanp-high-risk", "version": 1})
    del profiled["trunk_groups"][0]["acls"]
    config = json.loads(json.dumps([*fleets.examples(), fleets.customer(30), profiled], default=str))
    folder = tmp_path / "customers"
    folder.mkdir()
    for document in config:
        (folder / f"{document['customer']['id']}.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    (tmp_path / "customers.yml").write_text("plugin: telecom.trunking.customers\npath: customers\n", encoding="utf-8")
    return config


@pytest.fixture
def play(emulator, tmp_path):
    """``play(name, *arguments)``: a playbook of the collection; ``{host: changed tasks}``.

    ``fails`` is a set: the hosts on which it has to fail, with exit code 2.
    """

    def perform(name, *arguments, fails=(), **variables):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "CARRIERX_", "ODIN_"))}
        paths = {"ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "ANSIBLE_HOME": str(tmp_path / "home"), "ANSIBLE_PYTHON_INTERPRETER": sys.executable}
        command = [sys.executable, "-m", "ansible.cli.playbook", "-i", "customers.yml", f"telecom.trunking.{name}", *arguments]
        environment = {**kept, **emulator.environment, **fleets.SECRETS, **paths, **variables}
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == (2 if fails else 0), done.stdout + done.stderr
        assert set(re.findall(r"^(\S+) +: ok=.* failed=[1-9]", done.stdout, re.MULTILINE)) == set(fails)
        perform.output = done.stdout
        return {host: int(changed) for host, changed in re.findall(r"^(\S+) +: ok=.* changed=(\d+) ", done.stdout, re.MULTILINE)}

    return perform


def test_roles_and_fleet_are_the_same(emulator, documents, play):
    assert 0 not in play("onboard").values()
    by_roles = fleets.comparable(emulator.state())
    assert fleets.run(emulator, copy.deepcopy(documents))["changed"] is False
    assert not fleets.run(emulator, copy.deepcopy(documents), state="deleted")["failed"]
    off_by_fleet = fleets.comparable(emulator.state())
    emulator.reset()
    assert fleets.run(emulator, copy.deepcopy(documents))["summary"]["changed"] == len(documents)
    assert fleets.comparable(emulator.state()) == by_roles
    assert set(play("onboard").values()) == {0}
    assert set(play("fleet").values()) == {0}
    play("offboard", "-e", "offboard_confirm=" + ",".join(document["customer"]["id"] for document in documents))
    assert fleets.comparable(emulator.state()) == off_by_fleet
    assert fleets.run(emulator, copy.deepcopy(documents), state="deleted")["changed"] is False


def test_outcomes_are_told_on_the_hosts_when_all_batches_are_through(emulator, documents, play, tmp_path):
    """Neither a failed customer nor a batch in which all fail keeps the others from their turn."""
    report = tmp_path / "fleet.json"
    names = {document["customer"]["id"] for document in documents}
    changed = play("fleet", "-e", "fleet_batch=1", "-e", f"fleet_report={report}", fails={"cedar-dental"}, CEDAR_DENTAL_SIP_PASSWORD="")
    assert {name for name, count in changed.items() if count} == names - {"cedar-dental"}
    assert "CEDAR_DENTAL_SIP_PASSWORD, or it is empty" in play.output
    assert sorted(path.name for path in tmp_path.glob("fleet*.json")) == sorted(f"fleet-{name}.json" for name in names)
    assert {name for name, count in play("fleet", "-e", '{"fleet_max_deletions": 0, "fleet_max_failures": 0}').items() if count} == {"cedar-dental"}
    before = emulator.state()
    first = sorted(names)[0]
    play("fleet", "-e", '{"fleet_max_deletions": 0, "fleet_state": "deleted"}', fails=names)
    assert "max_deletions: " in play.output and emulator.state() == before
    play("fleet", "-e", "fleet_state=deleted", fails={first})
    assert "fleet_state: deleted takes off all" in play.output and emulator.state() == before
    play("fleet", "-e", "fleet_state=overridden", fails={first})
    assert "none of merged, replaced, deleted" in play.output
