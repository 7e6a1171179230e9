# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inventory plugin costs: folders of customer documents of three sizes, the parts of the work apart, and `ansible-inventory --list` as a whole.

A table. The parts are CPU seconds, which depend less on what else the machine does, the whole command is real time. What
counts is the last column: it stays where it is as long as the work is linear in the number of documents.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

COLLECTION = Path(__file__).resolve().parents[2]
SIZES, QUICK_SIZES = (1_000, 3_000, 10_000), (100, 300, 1_000)

# Much like the larger of the example customers.
DOCUMENT = """\
# Two sites, failover, premium numbers rejected, every call screened
customer: {{id: customer-{n:05}, state: live, name: "Customer {n}", tags: [retail, wave-{wave}], order: SO-{n}, tickets: [CHG-{n}]}}
provider: {{kind: carrierx, partner: partner-{wave}}}
contract: {{channels: 60, cps: 10, regions: [us, ca]}}

endpoints:
  - name: customer-{n:05}-nyc
    capacity: 60
    addresses:
      - {{ip: 192.0.2.10, port: 5061, transport: tls, srtp: true, priority: 0}}
      - {{ip: 192.0.2.11, port: 5061, transport: tls, srtp: true, priority: 1}}
  - name: customer-{n:05}-lax
    capacity: 60
    addresses:
      - {{ip: 198.51.100.10, port: 5061, transport: tls, srtp: true}}

access_control_rules:
  - {{name: customer-{n:05}-premium, field: called, operation: prefix, quantifier: any, entries: ["1900", "1976"]}}

trunk_groups:
  - name: customer-{n:05}-voice
    routing_type: failover
    hard_failure_codes: [408, 503]
    hard_failure_threshold: 5
    hard_failure_last_resort: reject503
    trunks:
      - {{name: nyc, endpoint: customer-{n:05}-nyc, priority: 10, in_capacity: 40, out_capacity: 40}}
      - {{name: lax, endpoint: customer-{n:05}-lax, priority: 20, in_capacity: 20, out_capacity: 20}}
    acls:
      - direction: outbound
        access_control_rules: [customer-{n:05}-premium]
        voice_action_true: reject403
        voice_action_false: accept
    external_handlers:
      - {{url: "https://screen.example.net/v1/customer-{n:05}", direction: outbound, timeout: 250, error_handler: reject503}}

numbers:
  - "1212{n:07}"
  - "1213{n:07}"
"""


def source(build, count):
    """A folder with so many documents, and the configuration of the plugin for it."""
    home = build / f"customers-{count}"
    shutil.rmtree(home, ignore_errors=True)
    (home / "documents").mkdir(parents=True)
    for n in range(count):
        (home / "documents" / f"customer-{n:05}.yml").write_text(DOCUMENT.format(n=n, wave=n % 10), encoding="utf-8")
    config = home / "customers.yml"
    config.write_text("plugin: telecom.trunking.customers\npath: documents\n", encoding="utf-8")
    return config


def child(command, env):
    """What a command prints as JSON, and how long it took."""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, *command], env=env, cwd=COLLECTION, capture_output=True, text=True, check=False)
    took = time.perf_counter() - begin
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return json.loads(done.stdout), took


def main(quick, build, collections):
    """What was measured, a map for each size; ``collections`` is a folder with the collection in its place."""
    env = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(collections), "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
    rows = []
    for count in QUICK_SIZES if quick else SIZES:
        config = source(build, count)
        parts, _took = child(["-m", "tests.benchmarks.inventory", str(config)], env)
        listed, took = child(["-m", "ansible", "inventory", "-i", str(config), "--list", "--export"], env)
        for hosts in (parts.pop("hosts"), len(listed["_meta"]["hostvars"])):
            if hosts != count:
                sys.exit(f"{hosts} hosts of {count} documents")
        rows.append({"documents": count, **parts, "list_seconds": took})
        shutil.rmtree(config.parent)
    report(rows)
    return rows


def report(rows):
    """The table."""
    title = "Customer documents as inventory, CPU seconds of each part and of all, seconds of `ansible-inventory --list`, memory:"
    heads = ("documents", "YAML", "schema", "hosts", "in all", "--list", "MB", "CPU ms/doc")
    lines = [title, "".join(f"{head:>{max(10, len(head) + 2)}}" for head in heads)]
    for row in rows:
        row["cpu_ms_each"] = 1000 * row["cpu_seconds"]["all"] / row["documents"]
        times = [*row["cpu_seconds"].values(), row["list_seconds"]]
        lines.append(f"{row['documents']:>11}" + "".join(f"{value:10.2f}" for value in times) + f"{row['peak_mb']:10.0f}{row['cpu_ms_each']:12.2f}")
    sys.stdout.write("\n".join(lines) + "\n")


def measure(config):
    """One inventory by Ansible's own manager in this process: CPU seconds of each part, hosts, memory."""
    from ansible.inventory.manager import InventoryManager
    from ansible.parsing.dataloader import DataLoader
    from ansible.plugins.loader import init_plugin_loader

    init_plugin_loader()

    from ansible_collections.telecom.trunking.plugins.inventory import customers

    seconds = {}

    def timed(name, function):
        def measured(*args, **kwargs):
            begin = time.process_time()
            result = list(function(*args, **kwargs))
            seconds[name] = time.process_time() - begin
            return result

        return measured

    customers.folder = timed("yaml", customers.folder)
    customers.problems = timed("schema", customers.problems)
    begin = time.process_time()
    hosts = len(InventoryManager(DataLoader(), sources=[config]).hosts)
    took = time.process_time() - begin
    seconds = {**seconds, "hosts": took - sum(seconds.values()), "all": took}
    return {"hosts": hosts, "cpu_seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1])))
