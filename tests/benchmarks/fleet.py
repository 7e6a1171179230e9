# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers in one task, beside a script that does nothing else, the role, `uri` tasks and an empty playbook.

Create, no-op, one change in every tenth customer, gather. Seconds depend on the machine, ratios and request counts do not, or less so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import estate, processes

WIDTH, FORKS = 8, 10
HERE = Path(__file__).parent
GATHERED = {"state": "gathered", "scope": {"carrierx": {}}}


class Bench(processes.Bench):
    # The ways ------------------------------------------------------------------------------------------------------

    def _play(self, name, tasks):
        return self.ansible("-i", "localhost,", self.playbook(name, {"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": tasks}))

    def fleet(self, more="", **options):
        config = f"{{{{ lookup('ansible.builtin.file', '{self.folder / 'documents.json'}'){more} }}}}"
        documents = {"config": config} if options.get("state") != "gathered" else {}
        task = {"telecom.trunking.customers": {**documents, "max_concurrency": WIDTH, **options}}
        return self._play("-".join(["fleet", options.get("state", "merged"), *more.split()[1:]]), [task])

    def fleet_of_list(self):
        """The same documents as a list, of which Ansible looks at each value."""
        return self.fleet(" | from_json")

    def empty(self):
        return self._play("empty", [])

    def script(self, *more):
        return [sys.executable, str(HERE / "minimal.py"), str(self.folder / "documents.json"), str(WIDTH), *more]

    def role(self):
        return self.ansible("-i", self.folder / "customers.yml", "-f", FORKS, "telecom.trunking.onboard")

    def uri(self):
        return self.ansible("-i", self.folder / "customers.yml", "-f", FORKS, HERE / "uri.yml")

    # Running -------------------------------------------------------------------------------------------------------

    def documents(self, config):
        (self.folder / "documents.json").write_text(json.dumps(config), encoding="utf-8")

    def inventory(self, config):
        """The same as a folder of documents, for what takes customers as hosts."""
        folder = self.folder / "customers"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for document in config:
            (folder / f"{document['customer']['id']}.json").write_text(json.dumps(document), encoding="utf-8")
        (self.folder / "customers.yml").write_text("plugin: telecom.trunking.customers\npath: customers\n", encoding="utf-8")

    def world(self, count, latency):
        self.emulator.reset()
        self.emulator.load(estate.world(count))
        if latency:
            self.emulator.fault(latency_ms=latency)

    def life(self, way, command, count, latency, steps=("create", "noop", "change")):
        """Create, no-op, one change in every tenth customer, by one way, from an empty world."""
        self.world(count, latency)
        for what in steps:
            config = (estate.changed if what == "change" else estate.customers)(count)
            self.documents(config)
            if way in ("role", "uri"):
                self.inventory(config)
            self.measure(way, command, what, count, latency)

    def compare(self, count, latency, rounds):
        """Fleet, script and empty playbook, taking turns."""
        for _round in range(rounds):
            for way, command, gather in (("fleet", self.fleet(), self.fleet(**GATHERED)), ("script", self.script(), self.script("gather"))):
                self.life(way, command, count, latency)
                self.measure(way, gather, "gather", count, latency)
                if way == "fleet":
                    self.measure("fleet, list", self.fleet_of_list(), "noop", count, latency)
            self.measure("empty", self.empty(), "noop", count, latency)

    def grow(self, count):
        """Gather and plan, at a tenth of the size and at the whole of it. The world of the whole is there afterwards."""
        for n in (count // 10, count):
            self.world(n, 0)
            self.documents(estate.customers(n))
            subprocess.run(self.script(), env=self.env, check=True, capture_output=True)
            self.measure("fleet", [*self.fleet(), "--check"], "plan", n, 0)
            self.measure("fleet", self.fleet(**GATHERED), "gather", n, 0)

    def profile(self):
        """Where the seconds of a plan go, for the documents and the world that are there: what ``plan_profile`` prints."""
        command = [sys.executable, "-m", "tests.benchmarks.plan_profile", str(self.folder / "documents.json"), str(self.folder.parent / "plan-profile.txt")]
        env = {**self.env, "PYTHONPATH": self.env["ANSIBLE_COLLECTIONS_PATH"]}
        return json.loads(subprocess.run(command, env=env, cwd=HERE.parents[1], check=True, stdout=subprocess.PIPE, text=True).stdout)


def main(emulator, build, collections, sizes, quick):
    """All rows, and the profile of the largest plan."""
    bench = Bench(emulator, build / "fleet", collections)
    few = sizes.customers[0]
    for count in sizes.customers:
        for latency in (20,) if quick else (20, 0):
            bench.compare(count, latency, 1 if quick else 3)
    for way in ("role", "uri"):
        bench.life(way, getattr(bench, way)(), few, 20, ("create", "noop") if quick else ("create", "noop", "change"))
    bench.grow(sizes.largest)
    return bench.rows, bench.profile()
