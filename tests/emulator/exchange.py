# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What providers are given and what they give back: one request, one answer. Knows neither ASGI nor any provider."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote


@dataclass(frozen=True)
class Request:
    """One request to a provider.

    ``path`` is the still percent-encoded path behind the provider's prefix (``/trunk_groups/a%2Fb``), ``root`` the
    absolute URL of that prefix as the client knows it, ``headers`` have lower-case names.
    """

    method: str
    path: str
    query_string: str
    headers: dict
    body: bytes
    root: str

    @cached_property
    def segments(self) -> tuple:
        return tuple(unquote(part) for part in self.path.strip("/").split("/"))

    @cached_property
    def arguments(self) -> list:
        """The query as (name, value) pairs in the order given."""
        return parse_qsl(self.query_string, keep_blank_values=True)

    @cached_property
    def query(self) -> dict:
        return dict(self.arguments)

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() in ("true", "1")


@dataclass(frozen=True)
class Response:
    """An answer: ``body`` is a JSON value, None for an empty body, or text that is sent as it is."""

    status: int = 200
    body: Any = None
    headers: dict = field(default_factory=dict)
    text: str | None = None

    def payload(self) -> bytes:
        if self.text is not None:
            return self.text.encode()
        if self.body is None:
            return b""
        return json.dumps(self.body, separators=(",", ":")).encode()


class ApiError(Exception):
    """An answer that ends the handling of a request: raised anywhere, sent as it is."""

    def __init__(self, status: int, message: str, errors: list | None = None, headers: dict | None = None) -> None:
        super().__init__(message)
        body: dict = {"message": message}
        if errors is not None:
            body["errors"] = errors
        self.response = Response(status, body, headers or {})
