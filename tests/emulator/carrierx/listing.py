# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading lists (section 3): order, pages, the envelope."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from ..exchange import ApiError, Request


def whole_number(request: Request, name: str, default: int) -> int:
    given = request.query.get(name)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit():
        raise ApiError(400, f"{name}: expected a whole number")
    return int(given)


def ordered(request: Request, objects: list, table: dict) -> list:
    """The objects by the ``order`` argument, else as they are. Raises 400 for what cannot be ordered by."""
    source = request.query.get("order")
    if source is None:
        return objects
    name, _blank, direction = source.strip().partition(" ")
    direction = direction.strip().lower() or "asc"
    if name == "shuffle":
        return random.sample(objects, len(objects))
    if name not in table or direction not in ("asc", "desc"):
        raise ApiError(400, f"order: cannot order by {source!r}")
    return sorted(objects, key=lambda one: sort_key(one.get(name)), reverse=direction == "desc")


def sort_key(value: Any) -> tuple:
    if value is None:
        return 0, 0
    if isinstance(value, (bool, int, float)):
        return 1, value
    return 2, value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def page(request: Request, objects: list, present: Callable, default: int, largest: int, counted: bool = True) -> dict:
    """The envelope with one page of the objects; ``present`` makes an item of an object."""
    limit = min(whole_number(request, "limit", default), largest)
    if limit < 1:
        raise ApiError(400, "limit: expected at least 1")
    offset = whole_number(request, "offset", 0)
    items = [present(one) for one in objects[offset:offset + limit]]
    more = offset + limit < len(objects)
    return {
        "count": len(items),
        "has_more": more,
        "items": items,
        "limit": limit,
        "offset": offset,
        "pagination": {"next": next_url(request, limit, offset + limit)} if more else {},
        "total": len(objects) if counted else None,
    }


def next_url(request: Request, limit: int, offset: int) -> str:
    kept = [(name, value) for name, value in request.arguments if name not in ("limit", "offset")]
    return f"{request.root}{request.path}?{urlencode([*kept, ('limit', limit), ('offset', offset)])}"
