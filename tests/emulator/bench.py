# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""python -m tests.emulator.bench: reads a second of a by-name GET at an estate of 10,000 groups, per second of server CPU."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import time
from pathlib import Path
from urllib.parse import quote

from .spawn import running

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def estate(groups: int) -> dict:
    return {"trunk_groups": [{"name": f"group-{n}", "trunks": [{"name": "a"}, {"name": "b"}]} for n in range(groups)]}


async def reader(host: str, port: int, token: str, names: list, count: int) -> None:
    """One kept-alive connection that asks for ``count`` names, one after the other."""
    incoming, outgoing = await asyncio.open_connection(host, port)
    for _turn in range(count):
        query = quote(f'name eq "{random.choice(names)}"')
        outgoing.write(
            f"GET /core/v2/trunk_groups?filter={query}&with_trunks=true HTTP/1.1\r\n"
            f"Host: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        )
        head = await incoming.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await incoming.readexactly(length)
        if b'"count":1,' not in body:
            raise RuntimeError(body.decode())
    outgoing.close()


async def load(port: int, token: str, names: list, connections: int, reads: int) -> None:
    await asyncio.gather(*(reader("127.0.0.1", port, token, names, reads // connections) for _n in range(connections)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator.bench")
    parser.add_argument("--groups", type=int, default=10_000)
    parser.add_argument("--reads", type=int, default=8_000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--at-least", type=int, default=1_000, help="exit 1 below this (reads per second of server CPU)")
    options = parser.parse_args()
    with running() as emulator:
        emulator.load(estate(options.groups))
        names = [f"group-{n}" for n in range(options.groups)]
        port = int(emulator.url.rpartition(":")[2])
        asyncio.run(load(port, emulator.token, names, options.connections, 800))
        used, started = cpu_seconds(emulator.process.pid), time.perf_counter()
        asyncio.run(load(port, emulator.token, names, options.connections, options.reads))
        wall, cpu = time.perf_counter() - started, cpu_seconds(emulator.process.pid) - used
    print(f"{options.reads} reads by name among {options.groups} groups: "
          f"{options.reads / cpu:,.0f}/s on one core, {options.reads / wall:,.0f}/s by the clock beside the client")
    return 0 if options.reads / cpu >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
