# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: providers under their prefixes, the control plane under /_emulator."""

from __future__ import annotations

import asyncio
import json
import sys
import time
import traceback
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.routing import Mount

from . import control
from .exchange import ApiError, Request, Response
from .faults import Fault, Faults
from .journal import Journal
from .switches import Switches

CONNECTION = "emulator.connection"


class Provider(Protocol):
    """One provider's API: its switches (``declared``) and the names of its lists in the state.

    ``handle`` runs without waiting, so that every request is one transaction.
    """

    name: str
    prefix: str
    declared: tuple
    lists: tuple

    def handle(self, request: Request) -> Response:
        """Answer one request."""

    def reset(self) -> None:
        """Back to the seed."""

    def snapshot(self) -> dict:
        """Everything that is stored."""

    def load(self, state: dict) -> None:
        """Replace what is stored."""

    def environment(self, root: str) -> dict:
        """The variables that the modules read."""


class Emulator:
    """Everything one emulator holds: providers, switches, faults, the request log."""

    def __init__(self, make_providers) -> None:
        self.faults = Faults()
        self.journal = Journal()
        declared = [switch for make in make_providers for switch in make.declared]
        self.switches = Switches(tuple(declared))
        self.providers: list[Provider] = [make(self.switches) for make in make_providers]
        self.access_log = False

    def reset(self, state: dict | None = None, switches: dict | None = None) -> None:
        """Back to the seed (or to ``state``). Raises ValueError for a switch that does not exist."""
        self.switches.reset()
        self.switches.set(switches or {})
        self.faults.clear()
        self.journal.clear()
        for provider in self.providers:
            provider.reset()
        if state is not None:
            self.load(state)

    def load(self, state: dict) -> None:
        """Replace the state of all providers. Raises ValueError for what no provider knows."""
        unknown = sorted(set(state) - {name for provider in self.providers for name in provider.lists})
        if unknown:
            raise ValueError("state: no such list: " + ", ".join(unknown))
        for provider in self.providers:
            provider.load({name: state[name] for name in provider.lists if name in state})

    def snapshot(self) -> dict:
        return {name: value for provider in self.providers for name, value in provider.snapshot().items()}

    def environment(self, root: str) -> dict:
        """The variables that clients of all providers read, name -> value."""
        return {name: value for provider in self.providers for name, value in provider.environment(root).items()}

    async def __call__(self, scope, receive, send) -> None:
        """ASGI: one request to any provider (or to none: 404)."""
        started = time.time()
        method, path = scope["method"], scope.get("raw_path", scope["path"].encode()).decode("latin-1")
        headers = Headers(scope=scope)
        try:
            body = await HttpRequest(scope, receive).body()
        except ClientDisconnect:
            return
        delay, fault = self.faults.take(method, path)
        if delay:
            await asyncio.sleep(delay)
        provider = next((p for p in self.providers if path == p.prefix or path.startswith(p.prefix + "/")), None)
        cut = fault.cut if fault else None
        response = None
        if fault is None or cut == "after" or fault.effect:
            response = self.answer(provider, scope, path, headers, body)
        if fault is not None and cut is None:
            response = fault_response(fault)
        self.note(started, scope, method, path, headers, body, None if cut else response, provider)
        if cut or response is None:
            await disconnect(scope, receive)
        else:
            await transmit(send, response)

    def answer(self, provider, scope, path, headers, body) -> Response:
        if provider is None:
            return Response(404, {"message": "Not Found"})
        host = headers.get("host", "localhost")
        request = Request(
            method=scope["method"],
            path=path[len(provider.prefix):],
            query_string=scope["query_string"].decode("latin-1"),
            headers=dict(headers.items()),
            body=body,
            root=f"{scope['scheme']}://{host}{provider.prefix}",
        )
        try:
            return provider.handle(request)
        except ApiError as error:
            return error.response
        except Exception:  # a defect of the emulator itself: say so loudly, and go on serving
            traceback.print_exc(file=sys.stderr)
            return Response(500, {"message": "the emulator failed: " + traceback.format_exc(limit=-1).strip()})

    def note(self, started, scope, method, path, headers, body, response, provider) -> None:
        status = response.status if response else None
        connection = scope.get("extensions", {}).get(CONNECTION)
        client = connection.name if connection else str(scope.get("client"))
        query = scope["query_string"].decode("latin-1")
        self.journal.add(
            time=started,
            method=method,
            path=path,
            query=query,
            body=readable(body),
            status=status,
            provider=provider.name if provider else None,
            client=client,
        )
        if self.access_log:
            took = (time.time() - started) * 1000
            target = f"{path}?{query}" if query else path
            print(f"{client} {method} {target} {status or 'cut'} {took:.1f} ms", file=sys.stderr, flush=True)


def fault_response(fault: Fault) -> Response:
    headers = dict(fault.headers)
    if fault.content_type:
        headers["content-type"] = fault.content_type
    status = fault.status or 200
    if fault.body_text is not None:
        return Response(status, text=fault.body_text, headers={"content-type": "text/html", **headers})
    body = {"message": f"fault: {status}"} if fault.body is None else fault.body
    return Response(status, body, headers)


def readable(body: bytes) -> Any:
    """A request body as the log shows it: the JSON value, else the text, else None."""
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


async def transmit(send, response: Response) -> None:
    payload = response.payload()
    headers = {k.lower(): v for k, v in response.headers.items()}
    if payload:
        headers.setdefault("content-type", "application/json")
    if response.status != 204:
        headers["content-length"] = str(len(payload))
    raw = [(k.encode("latin-1"), str(v).encode("latin-1")) for k, v in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    await send({"type": "http.response.body", "body": payload})


async def disconnect(scope, receive) -> None:
    """Close the client's connection without an answer, and return once the server has noticed."""
    connection = scope.get("extensions", {}).get(CONNECTION)
    if connection is None:
        raise ConnectionResetError("cut by a fault")
    connection.close()
    while (await receive())["type"] != "http.disconnect":
        pass


def create_app(make_providers=None) -> Starlette:
    """The application with the given provider classes (default: all); its Emulator is ``app.state.emulator``."""
    if make_providers is None:
        from .carrierx.provider import CarrierX

        make_providers = (CarrierX,)
    emulator = Emulator(make_providers)
    app = Starlette(routes=[Mount("/_emulator", routes=control.routes(emulator)), Mount("/", app=emulator)])
    app.state.emulator = emulator
    return app
