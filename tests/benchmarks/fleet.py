# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers in one task, beside a script that does nothing else, the role, `uri` tasks and an empty playbook.

Whole processes against the emulator, in one run: create, no-op, one change in every tenth customer, gather. Seconds depend on the machine,
ratios and request counts do not, or less so. Results go to ``build/bench/fleet.json``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import estate

WIDTH, FORKS = 8, 10
HERE = Path(__file__).parent

# What is asked for, as (name, what it is, limit, whether it is the least or the most).
TARGETS = (
    ("create_to_script", "create at the largest N, 20 ms: fleet / script", 1.15, "most"),
    ("noop_to_script", "no-op at the largest N, 20 ms: (fleet - empty playbook) / script", 2.5, "most"),
    ("requests_over_minimum", "requests of create beyond pages, writes and read-backs", 0, "most"),
    ("uri_to_fleet_create", "create at N = 20, 20 ms: uri / fleet", 25, "least"),
    ("uri_to_fleet_noop", "no-op at N = 20, 20 ms: uri / fleet", 25, "least"),
    ("uri_to_role_create", "create at N = 20, 20 ms: uri / role", 8, "least"),
    ("gather_growth", "gather and plan, largest N against a tenth of it: time", 11, "most"),
    ("gather_megabytes", "gather and plan at the largest N: peak memory, MB", 500, "most"),
)


class Bench:
    def __init__(self, emulator, build, collections):
        self.emulator, self.build = emulator, build / "fleet"
        shutil.rmtree(self.build, ignore_errors=True)
        self.build.mkdir(parents=True)
        login = {"ANSIBLE_COLLECTIONS_PATH": str(collections), "ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_PYTHON_INTERPRETER": sys.executable}
        self.env = {**os.environ, **emulator.environment, **login}
        self.rows = []

    # The ways ------------------------------------------------------------------------------------------------------

    def _playbook(self, name, play):
        path = self.build / f"{name}.yml"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return path

    def _play(self, name, tasks, **more):
        local = {"hosts": "localhost", "connection": "local", "gather_facts": False}
        return self._ansible("-i", "localhost,", self._playbook(name, {**local, "tasks": tasks, **more}))

    @staticmethod
    def _ansible(*arguments):
        return [sys.executable, "-m", "ansible", "playbook", *map(str, arguments)]

    def fleet(self, **options):
        # A file of variables would be read by Ansible's loader, which notes the origin of every value in it.
        config = "{{ (lookup('ansible.builtin.file', '%s') | from_json).documents }}" % (self.build / "documents.json")
        documents = {"config": config} if options.get("state") != "gathered" else {}
        task = {"telecom.trunking.customers": {**documents, "max_concurrency": WIDTH, **options}}
        return self._play("fleet-" + options.get("state", "merged"), [task])

    def empty(self):
        return self._play("empty", [])

    def script(self, *more):
        return [sys.executable, str(HERE / "minimal.py"), str(self.build / "documents.json"), str(WIDTH), *more]

    def role(self):
        return self._ansible("-i", self.build / "customers.yml", "-f", FORKS, "telecom.trunking.onboard")

    def uri(self):
        return self._ansible("-i", self.build / "customers.yml", "-f", FORKS, HERE / "uri.yml")

    # Running -------------------------------------------------------------------------------------------------------

    def documents(self, config):
        (self.build / "documents.json").write_text(json.dumps({"documents": config}), encoding="utf-8")

    def inventory(self, config):
        """The same as a folder of documents, for what takes customers as hosts."""
        folder = self.build / "customers"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for document in config:
            (folder / f"{document['customer']['id']}.json").write_text(json.dumps(document), encoding="utf-8")
        (self.build / "customers.yml").write_text("plugin: telecom.trunking.customers\npath: customers\n", encoding="utf-8")

    def world(self, count, latency):
        self.emulator.reset()
        self.emulator.load(estate.world(count))
        if latency:
            self.emulator.fault(latency_ms=latency)

    def measure(self, way, command, what, count, latency):
        """One process: seconds, CPU seconds and peak memory of it and all that it starts, and what it asked."""
        self.emulator.clear_requests()
        output = self.build / "output.txt"
        with output.open("w", encoding="utf-8") as file:
            begin = time.perf_counter()
            process = subprocess.Popen(command, env=self.env, stdout=file, stderr=subprocess.STDOUT)
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{way}, {what}, N = {count} failed:\n{output.read_text(encoding='utf-8')[-3000:]}")
        asked = [request for request in self.emulator.requests() if not request["path"].endswith("/auth/token")]
        row = {
            "way": way,
            "what": what,
            "customers": count,
            "latency_ms": latency,
            "seconds": round(seconds, 3),
            "cpu": round(usage.ru_utime + usage.ru_stime, 3),
            "megabytes": round(usage.ru_maxrss / 1024),
            "reads": sum(request["method"] == "GET" for request in asked),
            "writes": sum(request["method"] != "GET" for request in asked),
        }
        self.rows.append(row)
        text = "{way:8}{what:8}{customers:7}{latency_ms:5} ms{seconds:9.2f} s{cpu:9.2f} s CPU{megabytes:6} MB{reads:7} reads{writes:7} writes\n"
        sys.stdout.write(text.format(**row))
        sys.stdout.flush()
        return row

    def life(self, way, command, count, latency):
        """Create, no-op, one change in every tenth customer, by one way, from an empty world."""
        self.world(count, latency)
        for what, config in (("create", estate.customers(count)), ("noop", estate.customers(count)), ("change", estate.changed(count))):
            self.documents(config)
            if way in ("role", "uri"):
                self.inventory(config)
            self.measure(way, command, what, count, latency)

    def compare(self, count, latency, rounds, slow):
        for _round in range(rounds):
            for way, command in (("fleet", self.fleet()), ("script", self.script())):
                self.life(way, command, count, latency)
                if way == "fleet":
                    gather = self.fleet(state="gathered", scope={"carrierx": {}})
                    self.measure(way, gather, "gather", count, latency)
                else:
                    self.measure(way, self.script("gather"), "gather", count, latency)
            self.measure("empty", self.empty(), "noop", count, latency)
        for way in ("role", "uri") if slow else ():
            self.life(way, getattr(self, way)(), count, latency)

    def grow(self, count):
        """Gather and plan, at a tenth of the size and at the whole of it."""
        self.documents(estate.customers(count))
        for n in (count // 10, count):
            self.world(n, 0)
            self.documents(estate.customers(n))
            subprocess.run(self.script(), env=self.env, check=True, capture_output=True)
            self.measure("fleet", [*self.fleet(), "--check"], "plan", n, 0)
            self.measure("fleet", self.fleet(state="gathered", scope={"carrierx": {}}), "gather", n, 0)

    # Results -------------------------------------------------------------------------------------------------------

    def median(self, way, what, count, latency=20, column="seconds"):
        values = [row[column] for row in self.rows if (row["way"], row["what"], row["customers"], row["latency_ms"]) == (way, what, count, latency)]
        return statistics.median(values) if values else None

    def figures(self, sizes, largest):
        """What is asked for, measured. None where it was not."""
        at, twenty = sizes[-1], sizes[0]
        odin = at // estate.ODIN_EACH
        least = self.median("script", "create", at, column="reads") + self.median("script", "create", at, column="writes")
        asked = self.median("fleet", "create", at, column="reads") + self.median("fleet", "create", at, column="writes")
        ratio = _ratio
        empty = self.median("empty", "noop", at) or 0
        grown = [sum(self.median("fleet", what, n, 0) or 0 for what in ("plan", "gather")) for n in (largest, largest // 10)]
        return {
            "create_to_script": ratio(self.median("fleet", "create", at), self.median("script", "create", at)),
            "noop_to_script": ratio(self.median("fleet", "noop", at) - empty, self.median("script", "noop", at)),
            # Each service of BroadWorks is one row of an array, which is read back once.
            "requests_over_minimum": asked - least - odin,
            "uri_to_fleet_create": ratio(self.median("uri", "create", twenty), self.median("fleet", "create", twenty)),
            "uri_to_fleet_noop": ratio(self.median("uri", "noop", twenty), self.median("fleet", "noop", twenty)),
            "uri_to_role_create": ratio(self.median("uri", "create", twenty), self.median("role", "create", twenty)),
            "gather_growth": ratio(*grown),
            "gather_megabytes": max((row["megabytes"] for row in self.rows if row["customers"] == largest and row["what"] in ("plan", "gather")), default=None),
        }


def _ratio(one, other):
    return None if one is None or not other else round(one / other, 2)


def versions():
    told = subprocess.run([sys.executable, "-m", "ansible", "playbook", "--version"], capture_output=True, text=True, check=False).stdout
    return {"python": sys.version.split()[0], "ansible-core": re.search(r"core ([\w.]+)", told)[1], "cpus": os.cpu_count()}


def main(quick, emulator, build, collections, sizes=None, largest=None):
    """Run all of it and write the figures down."""
    sizes = sizes or ((20,) if quick else (20, 100, 1000))
    largest = largest or (1000 if quick else 10000)
    bench = Bench(emulator, build, collections)
    for count in sizes:
        for latency in (20,) if quick else (20, 0):
            bench.compare(count, latency, 1 if quick else 3, slow=count == sizes[0] and latency == 20)
    bench.grow(largest)
    emulator.reset()
    figures = bench.figures(sizes, largest)
    lines = [f"\n{'figure':72}{'measured':>10}{'asked for':>16}"]
    for name, text, limit, side in TARGETS:
        value = figures[name]
        fine = value is not None and (value <= limit if side == "most" else value >= limit)
        lines.append(f"{text:72}{'-' if value is None else value:>10}{'at ' + side:>10} {limit}{'' if fine else '  MISSED'}")
    sys.stdout.write("\n".join(lines) + "\n")
    result = {"versions": versions(), "sizes": sizes, "largest": largest, "width": WIDTH, "figures": figures, "rows": bench.rows}
    (build / "fleet.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
