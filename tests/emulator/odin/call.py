# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call: who calls, with which arguments, and what the caller may see (sections 2 and 3)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from ..exchange import Request
from ..switches import Switches
from . import values
from .attributes import Attr
from .errors import GROUP_MISSING, REQUIRED, SERVICE_PROVIDER_MISSING, UNAUTHORIZED, UNREADABLE, Refusal
from .store import Store

LEVELS = ("User", "Group Department", "Group", "Service Provider", "Reseller", "Provisioning", "System")
FORM = "application/x-www-form-urlencoded"


@dataclass
class Call:
    """``login`` is the caller, ``query`` and ``body`` are the arguments (an absent body is empty)."""

    store: Store
    switches: Switches
    login: dict
    query: dict = field(default_factory=dict)
    body: dict = field(default_factory=dict)
    reads_query: bool = True
    token: str = ""

    @cached_property
    def arguments(self) -> dict:
        """Where the key of an object is: in the query of GET and DELETE, in the body of POST and PUT (section 1)."""
        return self.query if self.reads_query else self.body

    def at_least(self, level: str) -> bool:
        return LEVELS.index(self.login["loginType"]) >= LEVELS.index(level)

    def require(self, level: str, action: str) -> None:
        """Raises where the login type is lower than that."""
        if not self.at_least(level):
            raise self.unauthorized(action)

    def unauthorized(self, action: str) -> Refusal:
        return Refusal(UNAUTHORIZED, action, status=self.switches.odin_no_permission)

    def text(self, name: str, longest: int = 161) -> str:
        """A string that has to be there."""
        value = self.arguments.get(name)
        if value in (None, ""):
            raise Refusal(REQUIRED, name)
        return values.text(Attr(name, "text", 1, longest), value)

    def sees(self, service_provider_id: str, group_id: str | None = None) -> bool:
        login = self.login
        if self.at_least("Reseller"):
            return True
        return login["serviceProviderId"] == service_provider_id and (
            self.at_least("Service Provider") or group_id in (None, login["groupId"]))

    def service_provider(self) -> dict:
        """The service provider of the arguments. Raises Refusal."""
        one = self.text("serviceProviderId", 30)
        if not self.sees(one):
            raise self.unauthorized(f"service provider {one}")
        if one not in self.store.service_providers:
            raise Refusal(SERVICE_PROVIDER_MISSING, one)
        return self.store.service_providers[one]

    def group(self) -> dict:
        """The group of the arguments. Raises Refusal."""
        owner, one = self.service_provider()["serviceProviderId"], self.text("groupId", 30)
        if not self.sees(owner, one):
            raise self.unauthorized(f"group {one}")
        if (owner, one) not in self.store.groups:
            raise Refusal(GROUP_MISSING, one)
        return self.store.groups[owner, one]


def body_of(request: Request, form: bool = False) -> dict:
    """The arguments in a body of any method: a JSON object, where ``form`` says so also a form. Raises Refusal."""
    if not request.body.strip():
        return {}
    if form and request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM:
        return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        body: Any = json.loads(request.body)
    except ValueError as error:
        raise Refusal(UNREADABLE, "the body is not JSON", status=400) from error
    if not isinstance(body, dict):
        raise Refusal(UNREADABLE, "the body is not a JSON object", status=400)
    return body
