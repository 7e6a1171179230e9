# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control plane under /_emulator: no authentication, never in the request log."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ROUTES = (
    ("/requests", "GET", "read_requests"),
    ("/requests", "DELETE", "clear_requests"),
    ("/reset", "POST", "reset"),
    ("/state", "GET", "read_state"),
    ("/state", "PUT", "load_state"),
    ("/switches", "GET", "read_switches"),
    ("/switches", "PUT", "set_switches"),
    ("/faults", "GET", "read_faults"),
    ("/faults", "POST", "add_faults"),
    ("/faults", "DELETE", "clear_faults"),
)


class Control:
    """The handlers: each takes (query, JSON object of the body) and returns the JSON value to answer, None for 204."""

    def __init__(self, emulator) -> None:
        self.emulator = emulator

    def read_requests(self, query, body):
        return self.emulator.journal.report(writes=query.get("writes", "").lower() in ("true", "1"))

    def clear_requests(self, query, body):
        self.emulator.journal.clear()

    def reset(self, query, body):
        only(body, "state", "switches")
        self.emulator.reset(**body)

    def read_state(self, query, body):
        return self.emulator.snapshot()

    def load_state(self, query, body):
        self.emulator.load(body)

    def read_switches(self, query, body):
        return self.emulator.switches.current()

    def set_switches(self, query, body):
        self.emulator.switches.set(body)
        return self.emulator.switches.current()

    def read_faults(self, query, body):
        return {"faults": self.emulator.faults.left()}

    def add_faults(self, query, body):
        only(body, "faults")
        self.emulator.faults.add(body.get("faults", []))
        return self.read_faults(query, body)

    def clear_faults(self, query, body):
        self.emulator.faults.clear()


def only(body: dict, *names: str) -> None:
    unknown = sorted(set(body) - set(names))
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(names)}")


def endpoint(handler):
    async def handle(request: Request) -> Response:
        try:
            text = await request.body()
            body = json.loads(text) if text else {}
            if not isinstance(body, dict):
                raise ValueError("the body is not a JSON object")
            answer = handler(request.query_params, body)
        except (ValueError, TypeError, KeyError) as error:
            return JSONResponse({"message": f"{type(error).__name__}: {error}"}, status_code=400)
        return Response(status_code=204) if answer is None else JSONResponse(answer)

    return handle


def routes(emulator) -> list:
    control = Control(emulator)
    return [Route(path, endpoint(getattr(control, name)), methods=[method]) for path, method, name in ROUTES]
