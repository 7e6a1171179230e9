# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task costs: one no-op `trunk_group` task on many hosts, in process, as a module, and as a plain `uri` GET. Then `inventory.py` and `fleet.py`.

    make bench            100 hosts, three rounds; 1,000 to 10,000 customer documents
    make bench QUICK=1    20 hosts, one round; 100 to 1,000 documents

Whole `ansible-playbook` processes against the emulator on this machine, the variants taking turns so that noise hits all of them.
Ratios are what counts, seconds depend on the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import fleet
from tests.benchmarks import inventory as documents
from tests.emulator.spawn import COLLECTION, running

FORKS = 10
BUILD = COLLECTION / "build" / "bench"

TRUNK_GROUP = {"telecom.trunking.trunk_group": {"name": "{{ inventory_hostname }}-voice", "routing_type": "round_robin", "hard_failure_codes": [408, 503]}}
URI = {
    "ansible.builtin.uri": {
        "url": "{{ lookup('env', 'CARRIERX_API_URL') }}/trunk_groups?limit=1000&filter=name%20eq%20%22{{ inventory_hostname }}-voice%22",
        "headers": {"Authorization": "Bearer {{ lookup('env', 'CARRIERX_API_TOKEN') }}"},
        "return_content": True,
    }
}


def collections(name, with_actions):
    """A collections folder with the plugins, with or without the shell that runs them in process."""
    root = BUILD / name
    shutil.rmtree(root, ignore_errors=True)
    home = root / "ansible_collections" / "telecom" / "trunking"
    shutil.copytree(COLLECTION / "plugins", home / "plugins", ignore=shutil.ignore_patterns("__pycache__", *([] if with_actions else ["action"])))
    for part in ("galaxy.yml", "meta", "playbooks", "roles"):
        source = COLLECTION / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, home / part)
    return root


def playbook(name, tasks):
    """A playbook file; JSON is YAML."""
    path = BUILD / f"{name}.yml"
    path.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    return path


def inventory(hosts):
    path = BUILD / "inventory.ini"
    path.write_text("\n".join([*hosts, "[all:vars]", "ansible_connection=local", f'ansible_python_interpreter="{sys.executable}"', ""]), encoding="utf-8")
    return path


def seconds(book, hosts, env, reports):
    """How long one `ansible-playbook` takes. It has to succeed and to change nothing on as many hosts as report."""
    command = [sys.executable, "-m", "ansible", "playbook", "-i", str(inventory(hosts)), "-f", str(FORKS), str(book)]
    begin = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    took = time.perf_counter() - begin
    if done.returncode or done.stdout.count("changed=0") != reports:
        sys.exit(f"{book.name} did not run as a no-op:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return took


def main(quick):
    BUILD.mkdir(parents=True, exist_ok=True)
    hosts = [f"customer-{n:03}" for n in range(20 if quick else 100)]
    both, modules = collections("both", True), collections("modules", False)
    empty = playbook("empty", [])
    variants = {
        "empty playbook": (empty, both),
        "trunk_group, in process": (playbook("in_process", [TRUNK_GROUP]), both),
        "trunk_group, as a module": (playbook("module", [TRUNK_GROUP]), modules),
        "ansible.builtin.uri GET": (playbook("uri", [URI]), both),
    }
    times = {name: [] for name in variants}
    with running() as emulator:
        groups = [{"name": f"{host}-voice", "routing_type": "round_robin", "hard_failure_codes": "408;503;"} for host in hosts]
        emulator.load({"trunk_groups": groups})
        for _round in range(1 if quick else 3):
            for name, (book, path) in variants.items():
                login = {"CARRIERX_API_URL": emulator.carrierx_url, "CARRIERX_API_TOKEN": emulator.token}
                env = {**os.environ, **login, "ANSIBLE_COLLECTIONS_PATH": str(path), "ANSIBLE_LOCALHOST_WARNING": "false"}
                times[name].append(seconds(book, hosts, env, 0 if book is empty else len(hosts)))
        report(len(hosts), {name: statistics.median(values) for name, values in times.items()})
    sys.stdout.write("\n")
    documents.main(quick, BUILD, both)
    sys.stdout.write("\n")
    with running() as emulator:
        fleet.main(quick, emulator, BUILD, both)


def report(hosts, medians):
    """The table, and the same in build/bench/bench.json."""
    uri = medians["ansible.builtin.uri GET"]
    lines = [f"One no-op task on {hosts} hosts, forks {FORKS}, median of whole processes:", f"{'':28}{'seconds':>9}{'faster than uri':>18}"]
    lines += [f"{name:28}{took:9.2f}{uri / took:17.1f}x" for name, took in medians.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    result = {"hosts": hosts, "forks": FORKS, "seconds": medians, "uri_ratio": {name: uri / took for name, took in medians.items()}}
    Path(BUILD / "bench.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(os.environ.get("QUICK", "") not in ("", "0"))
