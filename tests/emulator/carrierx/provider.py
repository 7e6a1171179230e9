# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CarrierX Core API v2: which path is whose, and the way through a request."""

from __future__ import annotations

from collections import deque
from time import monotonic

from ..exchange import ApiError, Request, Response
from ..switches import Switches
from . import seed, states
from .accounts import Partners, effective_acls, grant
from .batch import Tasks
from .call import VERBS, Call, identify, json_body
from .decisions import DECLARED
from .numbers import AvailableDids, DidGroups, Dids
from .store import Store
from .trunking import Endpoints, Locations, Rules, TrunkGroups, Trunks

READ = {"GET": "read"}
LIST = {"GET": "list"}
BOTH = {"GET": "list", "POST": "create"}
CHANGE = {"PATCH": "change", "PUT": "replace"}
ONE = {"GET": "read", **CHANGE, "DELETE": "delete"}


class CarrierX:
    """The provider. Its state lives in ``store``; ``switches`` are shared with the control plane."""

    name = "carrierx"
    prefix = "/core/v2"
    declared = DECLARED
    lists = tuple(states.TABLES)

    def __init__(self, switches: Switches) -> None:
        self.switches = switches
        self.store = Store()
        self.tasks = Tasks(self.store, switches)
        self.routes = self.make_routes()
        self.reset()

    def make_routes(self) -> dict:
        """(number of segments, literal segments by position) -> (resource, method -> its function)."""
        make = [resource(self.store, self.switches) for resource in (
            Partners, Rules, Endpoints, TrunkGroups, Trunks, Dids, AvailableDids, DidGroups, Locations)]
        partners, rules, endpoints, groups, trunks, dids, available, did_groups, locations = make
        routes = (
            ("partners", partners, BOTH),
            ("partners/*", partners, ONE),
            ("accesscontrol/rules", rules, BOTH),
            ("accesscontrol/rules/*", rules, ONE),
            ("endpoints", endpoints, BOTH),
            ("endpoints/*", endpoints, ONE),
            ("trunk_groups", groups, BOTH),
            ("trunk_groups/*", groups, ONE),
            ("trunk_groups/*/trunks", trunks, BOTH),
            ("trunk_groups/*/trunks/*", trunks, ONE),
            ("phonenumber/dids", dids, BOTH),
            ("phonenumber/dids/*", dids, ONE),
            ("phonenumber/available_dids", available, LIST),
            ("phonenumber/available_dids/*", available, READ),
            ("phonenumber/did_groups/*", did_groups, CHANGE),
            ("batch/tasks", self.tasks, BOTH),
            ("batch/tasks/*", self.tasks, {**READ, **CHANGE, "DELETE": "delete"}),
            ("batch/tasks/*/errors", self.tasks, {"GET": "errors"}),
            ("routing/locations", locations, LIST),
        )
        return {tuple(path.split("/")): (resource, methods) for path, resource, methods in routes}

    # The control plane's side

    def reset(self) -> None:
        self.accepted: deque = deque()
        self.load(seed.state())

    def load(self, state: dict) -> None:
        states.load(self.store, state)

    def snapshot(self) -> dict:
        self.tasks.advance()
        return states.snapshot(self.store)

    def environment(self, root: str) -> dict:
        return {"CARRIERX_API_URL": root + self.prefix, "CARRIERX_API_TOKEN": seed.TOKEN}

    # The clients' side

    def handle(self, request: Request) -> Response:
        """Answer one request. Raises ApiError."""
        self.store.set_lag(self.switches.eventual_consistency_ms / 1000)
        self.throttle()
        self.tasks.advance()
        call = identify(request, self.store, self.switches.basic_auth == "on")
        segments = request.segments
        if segments[:2] == ("oauth", "token") and len(segments) in (2, 3):
            allow(request, ("POST",))
            return Response(200, grant(call.at(*segments[2:])))
        if segments == ("accesscontrol", "effective_acl", "calls") and self.switches.effective_acls == "on":
            allow(request, ("GET",))
            call.require("accesscontrol", "read")
            return Response(200, effective_acls(call, self.switches.effective_layers, self.switches.page_limit_max))
        resource, methods, sids = self.route(segments)
        allow(request, tuple(methods))
        call.require(resource.area, VERBS[request.method])
        return self.perform(getattr(resource, methods[request.method]), call.at(*sids))

    def perform(self, function, call: Call) -> Response:
        method = call.request.method
        if method == "GET":
            return Response(200, function(call))
        if method == "DELETE":
            function(call)
            return Response(204)
        body = json_body(call.request)
        if not isinstance(body, dict):
            problem = {"field": "", "message": "expected object"}
            raise ApiError(self.switches.validation_status, "object validation error", [problem])
        return Response(200, function(call, body))

    def route(self, segments: tuple) -> tuple:
        """(resource, its methods, the sids in the path). Raises 404."""
        for pattern, (resource, methods) in self.routes.items():
            if len(pattern) == len(segments) and all(p in ("*", s) and s for p, s in zip(pattern, segments)):
                return resource, methods, tuple(s for p, s in zip(pattern, segments) if p == "*")
        raise ApiError(404, "Not Found")

    def throttle(self) -> None:
        """Raises 429 once more than ``rate_limit`` requests came within a second."""
        limit, now = self.switches.rate_limit, monotonic()
        if not limit:
            return
        while self.accepted and self.accepted[0] <= now - 1:
            self.accepted.popleft()
        if len(self.accepted) >= limit:
            raise ApiError(429, "Too Many Requests", headers={"retry-after": "1"})
        self.accepted.append(now)


def allow(request: Request, methods: tuple) -> None:
    if request.method not in methods:
        raise ApiError(405, "Method Not Allowed", headers={"allow": ", ".join(methods)})
