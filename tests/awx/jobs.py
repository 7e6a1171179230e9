# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as AWX runs them, without AWX: private data directories laid out like its own, through ``ansible-runner transmit | worker | process``.

Containers are left out: what AWX mounts at /runner is a folder here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

COLLECTION = Path(__file__).absolute().parents[2]
AWX = COLLECTION / "examples" / "awx"
COLLECTIONS = COLLECTION.parents[2]
BIN = Path(sys.executable).parent
META = {"awx_job_id": 17, "awx_job_launch_type": "manual", "awx_job_template_id": 7, "awx_user_name": "desk", "tower_job_id": 17}


class Unsafe(str):
    """Text that AWX marks as not to be templated: all extra variables but those of the job template."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(Unsafe, lambda dumper, text: dumper.represent_scalar("!unsafe", str(text)))


def _unsafe(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _unsafe(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_unsafe(item) for item in value]
    return Unsafe(value) if isinstance(value, str) else value


def settings(name: str) -> dict:
    """A file of ``examples/awx/vars`` as plain values: templates for AWX stay text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))
    return yaml.load((AWX / "vars" / f"{name}.yml").read_text(encoding="utf-8"), Loader)  # a SafeLoader


def base_environment(home: Path, more: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that sees nothing of who runs the tests."""
    path = os.pathsep.join([str(BIN), "/usr/local/bin", "/usr/bin", "/bin"])
    return {"HOME": str(home), "PATH": path, "LC_ALL": "C.UTF-8", "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), **(more or {})}


# Inventories --------------------------------------------------------------------------------------------------------------


def updated(project: Path, home: Path) -> subprocess.CompletedProcess:
    """An update of the inventory from its source in the project."""
    command = ["ansible-inventory", "-i", "inventory/customers.yml", "--list", "--export"]
    standard = {"ANSIBLE_INVENTORY_UNPARSED_FAILED": "True", "ANSIBLE_INVENTORY_EXPORT": "True", "ANSIBLE_VERBOSE_TO_STDERR": "True"}
    return subprocess.run(command, cwd=project, env=base_environment(home, standard), capture_output=True, text=True, check=False)


def sliced(exported: dict, number: int = 1, count: int = 1) -> dict:
    """What the inventory of a job says, that of slice ``number`` of ``count``: hosts with their variables, groups that have any of them."""
    variables = exported["_meta"]["hostvars"]
    hosts = sorted(variables)[number - 1 :: count]
    groups = {}
    for name, group in exported.items():
        members = [host for host in group.get("hosts", []) if host in hosts]
        if members and name != "_meta":
            groups[name] = {"hosts": members, "vars": group.get("vars", {})}
    meta = {host: {**variables[host], "remote_tower_enabled": "true", "remote_tower_id": n} for n, host in enumerate(hosts, start=1)}
    return {**groups, "all": {"children": sorted(groups), "vars": exported["all"].get("vars", {})}, "_meta": {"hostvars": meta}}


# The inventory of a job whose inventory has no hosts.
NO_HOSTS = {"all": {"children": [], "vars": {}}, "_meta": {"hostvars": {}}}


def script(data: dict) -> str:
    """An inventory as AWX hands it to a job: a script that prints it, variables of all hosts with it."""
    return f"#! /usr/bin/env python3\n# -*- coding: utf-8 -*-\nprint({json.dumps(data)!r})\n"


# Jobs ---------------------------------------------------------------------------------------------------------------------


@dataclass
class Job:
    """What a launch makes of a job template.

    :param inventory: see ``sliced``.
    :param environment: variables from rendered injectors.
    :param answers: extra variables that AWX does not trust; ``trusted`` are those of the job template.
    :param passwords: of prompts, as patterns.
    """

    playbook: str
    inventory: dict
    environment: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    trusted: dict[str, Any] = field(default_factory=dict)
    check: bool = False
    arguments: list[str] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What came back of a job."""

    folder: Path
    status: str
    stdout: str
    events: list[dict]

    @property
    def recap(self) -> dict[str, dict[str, int]]:
        """For each host the counts that are not 0, by ``ok``, ``changed``, ``failures``, ..."""
        data = self._stats()
        names = ("ok", "changed", "failures", "dark", "skipped")
        hosts = {host for name in names for host in data.get(name, {})}
        return {host: {name: data[name][host] for name in names if data.get(name, {}).get(host)} for host in sorted(hosts)}

    @property
    def artifacts(self) -> dict[str, Any]:
        """What ``set_stats`` has left, as AWX reads it."""
        return self._stats().get("artifact_data", {})

    def _stats(self) -> dict:
        return next((event["event_data"] for event in reversed(self.events) if event["event"] == "playbook_on_stats"), {})

    def changed(self) -> set[str]:
        return {host for host, counts in self.recap.items() if counts.get("changed")}

    def results(self, event: str) -> list[dict]:
        return [one["event_data"]["res"] for one in self.events if one["event"] == event]

    def kept(self) -> str:
        """Everything that AWX would keep of the job and show: its events and its output."""
        files = sorted((self.folder / "artifacts").glob("*/job_events/*.json")) + sorted((self.folder / "artifacts").glob("*/stdout"))
        return "\n".join(path.read_text(encoding="utf-8") for path in files)


def run(job: Job, project: Path, folder: Path, home: Path) -> Outcome:
    """Run a job: its private data directory is ``folder``, where its artifacts come back to."""
    lay_out(job, project, folder)
    ident, worker = "17", folder.with_name(f"{folder.name}-worker")
    sent, done = folder.with_name(f"{folder.name}.sent"), folder.with_name(f"{folder.name}.done")
    environment = base_environment(home)
    runner = str(BIN / "ansible-runner")
    steps = (
        ([runner, "transmit", str(folder), "-i", ident, "-p", job.playbook], None, sent),
        ([runner, "worker", "--private-data-dir", str(worker)], sent, done),
        ([runner, "process", str(folder), "-i", ident], done, folder.with_name(f"{folder.name}.log")),
    )
    for command, source, target in steps:
        with target.open("wb") as output, (source.open("rb") if source else open(os.devnull, "rb")) as given:
            subprocess.run(command, stdin=given, stdout=output, env=environment, check=False, timeout=300)
    artifacts = folder / "artifacts" / ident
    events = sorted((artifacts / "job_events").glob("[0-9]*.json"), key=lambda path: int(path.name.partition("-")[0]))
    found = [json.loads(path.read_text(encoding="utf-8")) for path in events]
    stdout = re.sub(r"\x1b\[[0-9;]*m", "", (artifacts / "stdout").read_text(encoding="utf-8"))
    return Outcome(folder, (artifacts / "status").read_text(encoding="utf-8"), stdout, found)


def lay_out(job: Job, project: Path, folder: Path) -> None:
    """The private data directory of a job."""
    shutil.copytree(project, folder / "project")
    standard = {
        "JOB_ID": "17", "INVENTORY_ID": "3", "PROJECT_REVISION": "0" * 40, "ANSIBLE_RETRY_FILES_ENABLED": "False", "ANSIBLE_FORCE_COLOR": "True",
        "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True", "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS), "AWX_HOST": "https://awx.example.com",
    }  # fmt: skip
    arguments = [*(["--check"] if job.check else []), "-u", "root", "--diff", *(["--ask-vault-pass"] if job.passwords else []), *job.arguments]
    files = {
        "inventory/hosts": script(job.inventory),
        "env/extravars": yaml.dump({**job.trusted, **_unsafe({**job.answers, **META})}, Dumper=_Dumper),
        "env/envvars": yaml.safe_dump({**standard, **job.environment}),
        "env/cmdline": " ".join(arguments),
        "env/passwords": yaml.safe_dump(job.passwords),
        "env/settings": yaml.safe_dump({"idle_timeout": 120, "job_timeout": 240}),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o700 if name == "inventory/hosts" else 0o600)
