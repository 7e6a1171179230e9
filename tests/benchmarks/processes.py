# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole processes against the emulator, measured one by one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time

LINE = "{way:12}{what:8}{customers:7}{latency_ms:5} ms{seconds:9.2f} s{cpu:9.2f} s CPU{megabytes:6} MB{reads:7} reads{writes:7} writes\n"


class Bench:
    """A folder to work in, an environment for the processes, and the rows that were measured.

    :ivar emulator: ``tests.emulator.spawn.Running``.
    :ivar folder: made anew.
    :ivar collections: a folder with the collection in its place.
    """

    def __init__(self, emulator, folder, collections):
        self.emulator, self.folder = emulator, folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        more = {"ANSIBLE_COLLECTIONS_PATH": str(collections), "ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_PYTHON_INTERPRETER": sys.executable}
        self.env = {**os.environ, **emulator.environment, **more}
        self.rows = []

    def playbook(self, name, play):
        """A file with this play; JSON is YAML."""
        path = self.folder / f"{name}.yml"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return path

    @staticmethod
    def ansible(*arguments):
        return [sys.executable, "-m", "ansible", "playbook", *map(str, arguments)]

    def measure(self, way, command, what, count, latency, sound=lambda output: True):
        """One process: seconds, CPU seconds and peak memory of it and all that it starts, and what it asked. Ends the run if it fails.

        :param sound: says of the output whether the process did what it was meant to do.
        """
        self.emulator.clear_requests()
        output = self.folder / "output.txt"
        with output.open("w", encoding="utf-8") as file:
            begin = time.perf_counter()
            process = subprocess.Popen(command, env=self.env, stdout=file, stderr=subprocess.STDOUT)
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
        text = output.read_text(encoding="utf-8")
        if process.returncode or not sound(text):
            sys.exit(f"{way}, {what}, N = {count} failed:\n{text[-3000:]}")
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
        sys.stdout.write(LINE.format(**row))
        sys.stdout.flush()
        return row
