# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One no-op `trunk_group` task on many hosts, in process and as a module, beside a plain `uri` GET task. The variants take turns."""

from __future__ import annotations

import sys

from tests.benchmarks.processes import Bench

FORKS = 10

TRUNK_GROUP = {"telecom.trunking.trunk_group": {"name": "{{ inventory_hostname }}-voice", "routing_type": "round_robin", "hard_failure_codes": [408, 503]}}
URI = {
    "ansible.builtin.uri": {
        "url": "{{ lookup('env', 'CARRIERX_API_URL') }}/trunk_groups?limit=1000&filter=name%20eq%20%22{{ inventory_hostname }}-voice%22",
        "headers": {"Authorization": "Bearer {{ lookup('env', 'CARRIERX_API_TOKEN') }}"},
        "return_content": True,
    }
}


def main(emulator, build, both, modules, count, rounds):
    """Rows of the ways ``trunk_group``, ``as a module`` and ``uri GET``.

    :param both: a collections folder with the shell that runs modules in process.
    :param modules: one without it.
    """
    bench = Bench(emulator, build / "tasks", both)
    hosts = [f"customer-{n:03}" for n in range(count)]
    emulator.reset()
    emulator.load({"trunk_groups": [{"name": f"{host}-voice", "routing_type": "round_robin", "hard_failure_codes": "408;503;"} for host in hosts]})
    inventory = bench.folder / "inventory.ini"
    inventory.write_text("\n".join([*hosts, "[all:vars]", "ansible_connection=local", f'ansible_python_interpreter="{sys.executable}"', ""]), encoding="utf-8")

    def command(name, task):
        return bench.ansible("-i", inventory, "-f", FORKS, bench.playbook(name, {"hosts": "all", "gather_facts": False, "tasks": [task]}))

    variants = (
        ("trunk_group", command("trunk_group", TRUNK_GROUP), both),
        ("as a module", command("module", TRUNK_GROUP), modules),
        ("uri GET", command("uri", URI), both),
    )
    for _round in range(rounds):
        for way, asked, collections in variants:
            bench.env["ANSIBLE_COLLECTIONS_PATH"] = str(collections)
            bench.measure(way, asked, "task", count, 0, lambda output: output.count("changed=0") == count)
    return bench.rows
