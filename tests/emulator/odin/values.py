# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a request as they will be stored. Lenient about types, as the server is (section 1, points 8 and 9)."""

from __future__ import annotations

import re
from typing import Any

from .attributes import Attr
from .errors import INVALID, Refusal

NO_LIMIT = -1
DEVICE_LEVELS = ("System", "Service Provider", "Group")


def invalid(name: str, wanted: str) -> Refusal:
    """Never with the value: it may be a secret."""
    return Refusal(INVALID, name, f"expected {wanted}")


def read(attr: Attr, value: Any) -> Any:
    """The value of an attribute. Raises Refusal."""
    return READERS[attr.kind](attr, value)


def boolean(attr: Attr, value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise invalid(attr.name, "true or false")
    return value


def integer(attr: Attr, value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,10}", value):
        value = int(value)
    wanted = f"an integer from {attr.low} " + ("upwards" if attr.high is None else f"to {attr.high}")
    if isinstance(value, bool) or not isinstance(value, int) or value < attr.low or (attr.high is not None and value > attr.high):
        raise invalid(attr.name, wanted)
    return value


def text(attr: Attr, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not attr.low <= len(value.encode()) <= (attr.high or len(value.encode())):
        raise invalid(attr.name, f"a string of {attr.low} to {attr.high} bytes")
    if attr.pattern and not re.fullmatch(attr.pattern, value):
        raise invalid(attr.name, f"a string that matches {attr.pattern}")
    return value


def name(attr: Attr, value: Any) -> str:
    """A token as XML has it: white space is collapsed."""
    return text(attr, " ".join(str(value).split()) if isinstance(value, (str, int)) else value)


def choice(attr: Attr, value: Any) -> str:
    if value not in attr.values:
        raise invalid(attr.name, "one of " + ", ".join(attr.values))
    return value


def members(attr: Attr, value: Any, *names: str, optional: tuple = ()) -> dict:
    """An object's strings of these names. Other members are ignored."""
    if not isinstance(value, dict):
        raise invalid(attr.name, "an object")
    kept = {one: value.get(one) for one in names if value.get(one) is not None or one not in optional}
    return {one: text(Attr(f"{attr.name}.{one}", "text", 1, 161), inner) for one, inner in kept.items()}


def trunk_group(attr: Attr, value: Any) -> dict:
    return members(attr, value, "serviceProviderId", "groupId", "name")


def department(attr: Attr, value: Any) -> dict:
    return members(attr, value, "serviceProviderId", "groupId", "name", optional=("groupId",))


def device(attr: Attr, value: Any) -> dict:
    kept = members(attr, value, "deviceLevel", "deviceName")
    choice(Attr(f"{attr.name}.deviceLevel", "choice", values=DEVICE_LEVELS), kept["deviceLevel"])
    text(Attr(f"{attr.name}.deviceName", "text", 1, 40), kept["deviceName"])
    return kept


def users(attr: Attr, value: Any) -> list:
    """The userIds, each once."""
    if not isinstance(value, list):
        raise invalid(attr.name, "an array of objects with userId")
    return list(dict.fromkeys(members(attr, one, "userId")["userId"] for one in value))


READERS = {
    "boolean": boolean,
    "integer": integer,
    "text": text,
    "name": name,
    "choice": choice,
    "trunk_group": trunk_group,
    "department": department,
    "device": device,
    "users": users,
}
