# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serving the application on a local port with uvicorn."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import sys
import threading

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .app import CONNECTION, create_app

KEEP_ALIVE_S = 75


class Connection:
    """A client's connection as the application sees it: its name for the log, and how to close it."""

    numbers = itertools.count(1)

    def __init__(self, transport) -> None:
        self.name = f"c{next(self.numbers)}"
        self.close = transport.close


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol, which also hands its connection to the application."""

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self.connection = Connection(transport)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope.setdefault("extensions", {})[CONNECTION] = self.connection


class Server(uvicorn.Server):
    """uvicorn's server: calls ``on_listening`` once it listens, and ends on a signal without raising it again."""

    def __init__(self, config: uvicorn.Config, on_listening) -> None:
        super().__init__(config)
        self.on_listening = on_listening

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets=sockets)
        self.on_listening()

    @contextlib.contextmanager
    def capture_signals(self):
        def stop(number, frame):
            self.should_exit = True

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 picks a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock


def root_url(sock: socket.socket) -> str:
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def announce(emulator, root: str) -> None:
    for name, value in emulator.environment(root).items():
        print(f"export {name}={value}")
    print(f"# {root} serves until Ctrl-C; control: {root}/_emulator", flush=True)


def end_with_stdin(server: uvicorn.Server) -> None:
    """Stop the server as soon as standard input ends: whoever holds the other end of the pipe is gone."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()


def serve(host: str, port: int, quiet: bool, watch_stdin: bool) -> int:
    """Serve until SIGINT, SIGTERM or (``watch_stdin``) the end of standard input. Returns the exit code."""
    try:
        sock = bind(host, port)
    except OSError as error:
        print(f"emulator: cannot listen on {host}:{port}: {error.strerror or error}", file=sys.stderr)
        return 1
    app = create_app()
    emulator = app.state.emulator
    emulator.access_log = not quiet
    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=1,
    )
    server = Server(config, lambda: announce(emulator, root_url(sock)))
    if watch_stdin:
        end_with_stdin(server)
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        server.run(sockets=[sock])
    return 0
