# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real runs of ansible-playbook, few because each costs seconds. What they show cannot be shown inside one process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.telecom.trunking.tests.unit import fleets, shells, world

COLLECTIONS = Path(shells.__file__).parents[5]

# A connection that is local in all but its name, and that writes down that it was used.
ELSEWHERE = """
from __future__ import annotations
DOCUMENTATION = '''
name: elsewhere
short_description: local under another name
description: For tests.
options: {}
'''
import os
from ansible.plugins.connection.local import Connection as Local

class Connection(Local):
    transport = "elsewhere"

    def exec_command(self, *arguments, **more):
        with open(os.environ["ELSEWHERE_LOG"], "a", encoding="utf-8") as log:
            log.write("used\\n")
        return super().exec_command(*arguments, **more)
"""


class Run:
    """What a run of ansible-playbook printed and registered."""

    def __init__(self, finished, registered):
        self.output = finished.stdout + finished.stderr
        self.code = finished.returncode
        self.registered = registered


@pytest.fixture
def playbook(emulator, tmp_path):
    """``playbook(tasks, *arguments, **play)``: run a play on localhost, ``remote`` is a host that is not local."""
    (tmp_path / "connection").mkdir()
    (tmp_path / "connection" / "elsewhere.py").write_text(ELSEWHERE)
    inventory = {
        "all": {
            "hosts": {
                "here": {"ansible_connection": "local", "ansible_python_interpreter": "/there/is/no/python"},
                "remote": {"ansible_connection": "elsewhere", "ansible_python_interpreter": sys.executable},
            }
        }
    }
    (tmp_path / "inventory.yml").write_text(yaml.safe_dump(inventory))

    def perform(tasks, *arguments, **play):
        keep = {
            "name": "Keep",
            "ansible.builtin.copy": {"dest": str(tmp_path / "registered.json"), "content": "{{ results | default({}) | to_json }}"},
        }
        tasks = [*tasks, *([{**keep, "delegate_to": "remote", "check_mode": False, "diff": False}] if play.pop("keep", False) else [])]
        (tmp_path / "variables.yml").write_text(yaml.safe_dump(VARIABLES))
        (tmp_path / "play.yml").write_text(yaml.safe_dump([{"hosts": "here", "gather_facts": False, **play, "tasks": tasks}]))
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "CARRIERX_"))}
        environment.update(
            ANSIBLE_COLLECTIONS_PATH=str(COLLECTIONS),
            ANSIBLE_CONNECTION_PLUGINS=str(tmp_path / "connection"),
            ANSIBLE_ASYNC_DIR=str(tmp_path / "async"),
            ANSIBLE_HOME=str(tmp_path / "home"),
            ANSIBLE_LOCAL_TEMP=str(tmp_path / "local"),
            ANSIBLE_REMOTE_TEMP=str(tmp_path / "remote"),
            ANSIBLE_NOCOLOR="1",
            ELSEWHERE_LOG=str(tmp_path / "elsewhere.log"),
            LC_ALL="C.UTF-8",
        )
        command = [sys.executable, "-m", "ansible.cli.playbook", "-i", str(tmp_path / "inventory.yml"), "-e", f"@{tmp_path / 'variables.yml'}"]
        command += [str(tmp_path / "play.yml"), *arguments]
        finished = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        kept = tmp_path / "registered.json"
        return Run(finished, json.loads(kept.read_text()) if kept.is_file() else {})

    perform.log = tmp_path / "elsewhere.log"
    return perform


def named(state, name):
    return world.named(state, "trunk_group", name)


def test_where_a_task_runs(playbook, emulator):
    """In process where that can be, without any Python of its own; on a remote host and in the background by the module."""
    emulator.reset(world.world())
    group = "telecom.trunking.trunk_group"
    login = {"api_url": emulator.carrierx_url, "api_token": emulator.token}
    run = playbook(
        [
            {"name": "Loop", group: {"name": "here-{{ item }}"}, "loop": [1, 2, 3]},
            {"name": "Delegated", group: {"name": "there"}, "delegate_to": "remote"},
            {"name": "Background", group: {"name": "later"}, "async": 30, "poll": 1, "vars": {"ansible_python_interpreter": sys.executable}},
            {"name": "Nowhere", group: {"name": "nowhere"}, "async": 30, "poll": 1, "ignore_errors": True},
        ],
        module_defaults={"group/telecom.trunking.carrierx": login},
    )
    assert run.code == 0, run.output
    assert [len(named(emulator.state(), name)) for name in ("here-1", "here-2", "here-3", "there", "later", "nowhere")] == [1, 1, 1, 1, 1, 0]
    assert "used" in playbook.log.read_text()
    # The loop kept its connection, the modules had to make their own.
    assert len({request["client"] for request in emulator.requests()}) == 3


# As a vault would give them. Newer cores show the lines of the task that fails.
VARIABLES = {"secrets": {name: f"canary-given-{name}" for name in ("out", "address", "two", "token")}}

SECRETS = [
    {
        "telecom.trunking.endpoint": {
            "name": "new",
            "out_sip_username": "u",
            "out_sip_password": "{{ secrets.out }}",
            "addresses": [{"ip": "192.0.2.1", "sip_username": "u", "sip_password": "{{ secrets.address }}"}],
            "update_password": "always",
        },
    },
    {"telecom.trunking.endpoint": {"name": "acme-nyc", "capacity": 5, "addresses": [{"ip": "192.0.2.77", "sip_password": "{{ secrets.two }}"}]}},
    {"telecom.trunking.endpoint_info": {}},
    {"telecom.trunking.endpoint": {"name": "x", "capacity": -3, "out_sip_password": "{{ secrets.out }}"}, "ignore_errors": True},
    {"telecom.trunking.trunk_group_info": {"api_token": "{{ secrets.token }}"}, "ignore_errors": True},
]


@pytest.mark.parametrize("host", ["here", "remote"])
def test_the_loudest_output_holds_no_secret(host, playbook, emulator):
    """All of it in check mode, then for real."""
    stored = {"out_sip_password": "canary-stored-out", "voip_token": "canary-stored-voip", "properties": {"password": "canary-stored-properties"}}
    addresses = [{"ip": "192.0.2.10", "sip_password": "canary-stored-address"}]
    emulator.reset(world.changed("endpoint", "ep.nyc-1", **stored, addresses=addresses), {"echo_secrets": True})
    login = {"CARRIERX_API_URL": emulator.carrierx_url, "CARRIERX_API_TOKEN": emulator.token}
    tasks = [{**task, "name": f"Check mode is {check}", "check_mode": check} for check in (True, False) for task in SECRETS]
    run = playbook(tasks, "-vvv", "--diff", hosts=host, environment=login)
    assert run.code == 0, run.output
    assert run.output.count("capacity: -3 is below the minimum 0") >= 2
    assert "192.0.2.77" in run.output
    assert world.named(emulator.state(), "endpoint", "new")[0]["out_sip_password"] == "canary-given-out"
    assert "canary" not in run.output


def test_both_shells_say_the_same(playbook, emulator):
    """The whole way through Ansible: results registered on a local and on a remote host."""
    emulator.reset(world.rich("trunk_group"))
    login = {"CARRIERX_API_URL": emulator.carrierx_url, "CARRIERX_API_TOKEN": emulator.token}
    change = {
        "telecom.trunking.trunk_group": {"name": "acme-voice", "hard_failure_codes": "{{ [500, 408] }}", "routing_data": None},
        "check_mode": True,
    }
    wrong = {"telecom.trunking.trunk": {"name": "nyc", "in_capacity": -2, "colour": "red"}, "ignore_errors": True}
    tasks = [
        {"name": f"{what} {where}", **task, "register": f"{what}_{where}", **({"delegate_to": "remote"} if where == "remote" else {})}
        for what, task in (("change", change), ("wrong", wrong))
        for where in ("local", "remote")
    ]
    results = "{{ {'change_local': change_local, 'change_remote': change_remote, 'wrong_local': wrong_local, 'wrong_remote': wrong_remote} }}"
    run = playbook(tasks, "--diff", environment=login, vars={"results": results}, keep=True)
    assert run.code == 0, run.output
    told = run.registered
    for what in ("change", "wrong"):
        local, remote = (shells.essence(told[f"{what}_{where}"]) for where in ("local", "remote"))
        # Added by Ansible to whatever a module on a host answers.
        assert {name: value for name, value in remote.items() if name not in ("ansible_facts", "warnings", "deprecations", "exception")} == {
            name: value for name, value in local.items() if name not in ("warnings", "deprecations", "exception")
        }
    assert told["change_local"]["changed"] is True
    assert told["change_local"]["diff"]["after"]["hard_failure_codes"] == [500, 408]
    assert len(told["wrong_local"]["problems"]) == 3


@pytest.fixture
def bare_run(tmp_path):
    """``bare_run(*arguments)``: ansible-playbook without a play of ours."""

    def perform(*arguments, **more):
        environment = {variable: value for variable, value in os.environ.items() if not variable.startswith(("ANSIBLE_", "CARRIERX_", "ODIN_"))}
        environment.update(ANSIBLE_COLLECTIONS_PATH=str(COLLECTIONS), ANSIBLE_HOME=str(tmp_path), ANSIBLE_NOCOLOR="1", LC_ALL="C.UTF-8", **more)
        command = [sys.executable, "-m", "ansible.cli.playbook", *arguments]
        return Run(subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False), {})

    return perform


@pytest.mark.parametrize("name", ["audit", "export", "order", "remediate", "validate"])
def test_a_limit_is_refused_where_nothing_would_be_done(name, bare_run, tmp_path):
    """Ansible skips a play for localhost then, and ends with 0."""
    run = bare_run("-i", "here,there", "--limit", "there", f"telecom.trunking.{name}")
    assert run.code == 2, run.output
    assert "--limit there: nothing is done" in run.output
    assert list(tmp_path.glob("*.yml")) == list(tmp_path.glob("live")) == []


@pytest.mark.parametrize("name", ["fleet", "onboard", "offboard"])
def test_an_inventory_without_customers_is_refused(name, bare_run, tmp_path):
    """One that could not be read has none, and Ansible ends with 0 where a group is not there."""
    (tmp_path / "customers.yml").write_text("plugin: telecom.trunking.customers\npath: documents\n", encoding="utf-8")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "wrong.yml").write_text("customer: {id: wrong}\n", encoding="utf-8")
    run = bare_run("-i", str(tmp_path / "customers.yml"), f"telecom.trunking.{name}")
    assert run.code == 2, run.output
    assert "There are no customers in the inventory." in run.output
    assert "wrong.yml:1:1: provider: is required" in run.output


def outcomes(output):
    """What Ansible printed for each host in the last play of the fleet, each in one line."""
    text = output.split("TASK [Outcome]")[1].split("PLAY RECAP")[0]
    found = re.findall(r"^(?:\w+: )?\[(c\d{4})\]:?(.*?)(?=^(?:\w+: )?\[c\d{4}\]|\Z)", text, re.MULTILINE | re.DOTALL)
    return {host: " ".join(told.split()) for host, told in found}


@pytest.mark.parametrize("check", [[], ["--check"]], ids=["real", "check"])
def test_a_batch_that_is_refused_silences_no_other(check, bare_run, emulator, tmp_path):
    """Ansible ends a playbook where all hosts of a batch fail: who failed in an earlier batch would not be told, nor who comes later."""
    emulator.reset()
    login = {"CARRIERX_API_URL": emulator.carrierx_url, "CARRIERX_API_TOKEN": emulator.token}
    assert not fleets.run(emulator, [fleets.customer(2)])["failed"]
    documents = [fleets.customer(n) for n in range(6)]
    documents[1]["numbers"] = ["19999999999"]
    documents[2]["customer"]["state"] = "ceased"
    hosts = {document["customer"]["id"]: document for document in documents}
    (tmp_path / "customers.yml").write_text(yaml.safe_dump({"customers": {"hosts": hosts}}), encoding="utf-8")
    before = fleets.comparable(emulator.state())
    arguments = ["-i", str(tmp_path / "customers.yml"), "-e", "fleet_batch=2", "-e", "fleet_max_deletions=1", *check]
    run = bare_run(*arguments, "telecom.trunking.fleet", **login)
    assert run.code == 2, run.output
    failed = dict(re.findall(r"^(c\d{4}) +: .*failed=(\d)", run.output, re.MULTILINE))
    assert failed == {"c0000": "0", "c0001": "1", "c0002": "1", "c0003": "1", "c0004": "1", "c0005": "1"}, run.output
    told = outcomes(run.output)
    assert "19999999999" in told["c0001"]
    assert all("max_deletions" in told[host] for host in ("c0002", "c0003")), told
    assert all("not begun: an earlier batch was refused as a whole" in told[host] for host in ("c0004", "c0005")), told
    assert ("would be done: " in told["c0000"]) is bool(check) and sum("would be done" in text for text in told.values()) == len(check)
    assert (fleets.comparable(emulator.state()) == before) is bool(check)
    assert world.named(emulator.state(), "trunk_group", "c0002-voice") and not world.named(emulator.state(), "trunk_group", "c0004-voice")
