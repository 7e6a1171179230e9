# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls what: the caller's partner and scopes, and the arguments of one request."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..exchange import ApiError, Request
from .store import Store

VERBS = {"GET": "read", "POST": "create", "PATCH": "update", "PUT": "update", "DELETE": "delete"}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Call:
    """One call: ``path`` holds the sids of the path, ``request`` is None for calls that batch tasks make."""

    store: Store
    partner_sid: str
    scopes: frozenset
    path: tuple = ()
    request: Request | None = None

    @cached_property
    def family(self) -> set:
        """The caller's partner and all below it: whose objects the caller sees (section 13)."""
        return self.store.family(self.partner_sid)

    def at(self, *path: str) -> Call:
        return replace(self, path=path)

    def flag(self, name: str) -> bool:
        return self.request is not None and self.request.flag(name)

    def may(self, area: str, verb: str) -> bool:
        return f"{area}.{verb}" in self.scopes or f"{area}.manage" in self.scopes

    def require(self, area: str, verb: str) -> None:
        """Raises 403 without the scope (section 2)."""
        if not self.may(area, verb):
            raise ApiError(403, "Forbidden")


def identify(request: Request, store: Store, basic: bool) -> Call:
    """The caller by its Bearer token or, where switched on, by HTTP Basic. Raises 401."""
    scheme, _blank, credentials = request.headers.get("authorization", "").partition(" ")
    credentials = credentials.strip()
    if scheme.lower() == "bearer":
        for token in store.tokens.by("access_token", credentials):
            return Call(store, token["partner_sid"], frozenset(token["scopes"]), request=request)
    elif scheme.lower() == "basic" and basic:
        partner = by_login(store, *decode_basic(credentials))
        if partner is not None:
            return Call(store, partner["partner_sid"], frozenset(partner["available_scopes"]), request=request)
    raise ApiError(401, "Bad credentials")


def decode_basic(credentials: str) -> tuple:
    try:
        login, _colon, password = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return login, password


def by_login(store: Store, login: str, password: str) -> dict | None:
    for partner in store.partners.by("login", login):
        if password and partner.get("password") == password:
            return partner
    return None


def json_body(request: Request) -> Any:
    """The JSON value of a body that has to be there. Raises 400 and 415 (sections 2 and 4)."""
    if not request.body:
        raise ApiError(400, "No JSON object could be decoded")
    if media_type(request) != "application/json":
        raise ApiError(415, "Unsupported media type")
    try:
        return json.loads(request.body)
    except ValueError as error:
        raise ApiError(400, "No JSON object could be decoded") from error


def media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
