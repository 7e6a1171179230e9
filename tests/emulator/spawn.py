# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as a process of its own, for tests: ``with running() as emulator: ...``. Standard library only."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COLLECTION = Path(__file__).resolve().parents[2]


class Running:
    """A running emulator and its control plane."""

    def __init__(self, environment: dict, process: subprocess.Popen | None = None) -> None:
        self.environment = environment
        self.carrierx_url = environment["CARRIERX_API_URL"]
        self.token = environment["CARRIERX_API_TOKEN"]
        self.odin_url = environment["ODIN_API_URL"]
        self.odin_username = environment["ODIN_API_USERNAME"]
        self.odin_password = environment["ODIN_API_PASSWORD"]
        self.url = self.carrierx_url.removesuffix("/core/v2")
        self.process = process

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """One call of the control plane. Raises RuntimeError with the emulator's own words when it refuses."""
        data = None if body is None else json.dumps(body).encode()
        # Not urllib: building its opener costs a TLS context with every certificate, more than most calls take.
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=30)
        with contextlib.closing(connection):
            connection.request(method, f"/_emulator/{path}", body=data)
            answer = connection.getresponse()
            text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text) if text else None

    def reset(self, state: dict | None = None, switches: dict | None = None) -> None:
        """Back to the seed (or to ``state``), log and faults emptied, switches to their defaults (or these)."""
        self.control("POST", "reset", {"state": state, "switches": switches})

    def state(self) -> dict:
        return self.control("GET", "state")

    def load(self, state: dict) -> None:
        self.control("PUT", "state", state)

    def requests(self, writes: bool = False) -> list:
        """The request log, oldest first; with ``writes`` only what was not a GET."""
        return self.control("GET", "requests?writes=true" if writes else "requests")["requests"]

    def clear_requests(self) -> None:
        self.control("DELETE", "requests")

    def fault(self, *orders: dict, **order: Any) -> None:
        """Order faults: one by keywords, or several as dicts."""
        self.control("POST", "faults", {"faults": [*orders, *([order] if order else [])]})

    def faults(self) -> list:
        return self.control("GET", "faults")["faults"]

    def clear_faults(self) -> None:
        self.control("DELETE", "faults")

    def switches(self, **values: Any) -> dict:
        """Set the given switches, keep the others; returns all."""
        return self.control("PUT", "switches", values) if values else self.control("GET", "switches")


@contextlib.contextmanager
def running(port: int = 0, host: str = "127.0.0.1", quiet: bool = True) -> Iterator[Running]:
    """Start an emulator, yield it once it answers, end it. It also ends when this process dies, however it dies."""
    command = [sys.executable, "-m", "tests.emulator", "--host", host, "--port", str(port), "--watch-stdin"]
    command += ["--quiet"] if quiet else []
    process = subprocess.Popen(command, cwd=COLLECTION, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        environment = announced(process)
        yield Running(environment, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            stream.close()


def announced(process: subprocess.Popen) -> dict:
    """The variables that the process prints once it listens. Raises RuntimeError when it ends instead."""
    environment = {}
    for line in process.stdout:
        if line.startswith("#"):
            return environment
        name, _equals, value = line.removeprefix("export ").strip().partition("=")
        environment[name] = value
    raise RuntimeError(f"the emulator ended with exit code {process.wait()} before it served")
