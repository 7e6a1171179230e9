# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Odin API v2: which path is whose, and the way through a request."""

from __future__ import annotations

import re
from typing import Any

from ..exchange import Request, Response
from ..switches import Switches
from . import capacity, entities, numbers, passwords, seed, services, states, trunk_groups, users
from .call import Call, body_of
from .decisions import DECLARED
from .errors import Refusal, failure
from .store import Store
from .tokens import Tokens

NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
ROUTES = {
    "service-providers": {
        "GET": entities.read_provider, "POST": entities.create_provider, "PUT": entities.change_provider, "DELETE": entities.delete_provider},
    "service-providers/services": {"GET": services.read_provider, "PUT": services.change_provider},
    "service-providers/trunk-groups/call-capacity": {"GET": capacity.read_provider, "PUT": capacity.change_provider},
    "service-providers/trunk-groups/call-capacity/reports": {"GET": capacity.report},
    "service-providers/dns": {"GET": numbers.read_provider, "POST": numbers.add_to_provider, "DELETE": numbers.remove_from_provider},
    "service-providers/dns/search": {"GET": numbers.search},
    "service-providers/sip-authentication-password-rules": {"GET": passwords.provider_rules},
    "system/sip-authentication-password-rules": {"GET": passwords.system_rules},
    "system/dns/search": {"GET": numbers.search},
    "groups": {"GET": entities.read_group, "POST": entities.create_group, "PUT": entities.change_group, "DELETE": entities.delete_group},
    "groups/departments": {"GET": entities.departments},
    "groups/devices": {
        "GET": entities.read_device, "POST": entities.create_device, "PUT": entities.change_device, "DELETE": entities.delete_device},
    "groups/services": {"GET": services.read_group, "PUT": services.change_group},
    "groups/services/available": {"GET": services.names_of_group},
    "groups/services/assigned": {"GET": services.holders},
    "groups/trunk-groups": {
        "GET": trunk_groups.read, "POST": trunk_groups.create, "PUT": trunk_groups.change, "DELETE": trunk_groups.delete},
    "groups/trunk-groups/users": {"GET": trunk_groups.users_on},
    "groups/trunk-groups/users/hosted": {"GET": trunk_groups.users_to_host},
    "groups/trunk-groups/call-capacity": {"GET": capacity.read_group, "PUT": capacity.change_group},
    "groups/dns": {"GET": numbers.read_group, "POST": numbers.add, "PUT": numbers.activate, "DELETE": numbers.remove},
    "groups/dns/assign/bulk": {"POST": numbers.add},
    "groups/dns/unassign/bulk": {"POST": numbers.remove},
    "groups/dns/details": {"GET": numbers.details},
    "groups/dns/search": {"GET": numbers.search},
    "users": {"GET": users.read, "POST": users.create, "PUT": users.change, "DELETE": users.delete},
    "users/authentication": {"GET": users.read_authentication, "PUT": users.change_authentication},
    "sip-password/generate": {"GET": passwords.sip_password},
    "password/generate": {"GET": passwords.web_password},
    "passcode/generate": {"GET": passwords.passcode},
}


class Odin:
    """The provider. Its state lives in ``store``; ``switches`` are shared with the control plane."""

    name = "odin"
    prefix = "/api/v2"
    declared = DECLARED
    lists = states.SECTIONS

    def __init__(self, switches: Switches) -> None:
        self.switches = switches
        self.store = Store()
        self.tokens = tokens = Tokens(self.store, switches)
        self.open_routes = {"auth/token": {"POST": tokens.log_in}, "auth/token/password": {"PUT": tokens.replace_expired}}
        self.own_routes = {
            "auth/token": {"PUT": tokens.renew},
            "auth/token/logout": {"POST": tokens.log_out},
            "auth/session": {"GET": tokens.read},
            "auth/switch-user": {"POST": tokens.switch_user},
            "auth/password": {"PUT": tokens.change_password},
        }
        self.reset()

    # The control plane's side

    def reset(self) -> None:
        self.tokens.clear()
        self.load(seed.state())

    def load(self, state: dict) -> None:
        states.load(self.store, state)

    def snapshot(self) -> dict:
        return states.snapshot(self.store)

    def environment(self, root: str) -> dict:
        return {"ODIN_API_URL": root + self.prefix, "ODIN_API_USERNAME": seed.USERNAME, "ODIN_API_PASSWORD": seed.PASSWORD}

    def failure(self, status: int, message: str) -> Response:
        """How this provider words a failure that a test ordered."""
        return failure(status, message)

    # The clients' side

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        try:
            return self.respond(request)
        except Refusal as refusal:
            return refusal.answer(self.switches)

    def respond(self, request: Request) -> Response:
        path, method = "/".join(request.segments), request.method
        nobody = {"loginType": "User", "serviceProviderId": None, "groupId": None}
        if method in self.open_routes.get(path, {}):
            body = body_of(request, form=path == "auth/token")
            return Response(200, self.open_routes[path][method](Call(self.store, self.switches, nobody, {}, body, False)))
        login, token = self.tokens.identify(request.headers.get("authorization", ""))
        body = body_of(request)
        call = Call(self.store, self.switches, login, request.query, body, method in ("GET", "DELETE"), token)
        if method in self.own_routes.get(path, {}):
            return Response(200, self.own_routes[path][method](call))
        functions = ROUTES.get(path)
        if functions is None:
            raise Refusal(None, "Not Found", f"/{path}", 404)
        if method not in functions:
            raise Refusal(None, "Method Not Allowed", f"{method} /{path}", 405)
        if login["readOnly"] and method != "GET":
            raise call.unauthorized("the login is read-only")
        answer = functions[method](call)
        return Response(204) if answer is None else Response(200, self.drifted(answer))

    def drifted(self, answer: Any) -> Any:
        """The answer with the types and the envelope that the switches want (section 6)."""
        switches = self.switches
        settings = (switches.odin_numeric_strings, switches.odin_booleans, switches.odin_integers)
        if settings != ("strings", "booleans", "integers"):
            answer = retyped(answer, *settings)
        return {"data": answer} if isinstance(answer, list) and switches.odin_list == "data" else answer


def retyped(value: Any, numeric_strings: str, booleans: str, integers: str) -> Any:
    if isinstance(value, dict):
        return {name: retyped(inner, numeric_strings, booleans, integers) for name, inner in value.items()}
    if isinstance(value, list):
        return [retyped(inner, numeric_strings, booleans, integers) for inner in value]
    if isinstance(value, bool):
        return str(value).lower() if booleans == "strings" else value
    if isinstance(value, int):
        return str(value) if integers == "strings" else value
    if isinstance(value, str) and numeric_strings == "numbers" and NUMBER.fullmatch(value):
        return int(value)
    return value
