# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that tests order: slow answers, error answers, connections cut before or after the work was done."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any

CUTS = ("before", "after")
KINDS = {
    "method": str,
    "path": str,
    "times": (int, type(None)),
    "after": int,
    "latency_ms": (int, float),
    "status": int,
    "body_text": str,
    "content_type": str,
    "headers": dict,
    "effect": bool,
}


@dataclass
class Fault:
    """One order. It applies to requests whose method and full path (``re.search``) match.

    ``after`` matching requests are let through first, then it fires ``times`` times (None: for ever). Without
    ``times`` an order that only delays stays for ever, any other fires once. ``effect`` true lets the request do its
    work before ``status`` is answered in place of its own answer.
    """

    method: str | None = None
    path: str | None = None
    times: int | None = None
    after: int = 0
    latency_ms: float = 0
    status: int | None = None
    body: Any = None
    body_text: str | None = None
    content_type: str | None = None
    headers: dict = field(default_factory=dict)
    cut: str | None = None
    effect: bool = False

    def matches(self, method: str, path: str) -> bool:
        return self.method in (None, method) and (self.path is None or re.search(self.path, path) is not None)

    @property
    def answers(self) -> bool:
        return self.status is not None or self.cut is not None


def parse(order: dict) -> Fault:
    """A Fault from its JSON form. Raises ValueError that names what is wrong."""
    unknown = sorted(set(order) - {f.name for f in fields(Fault)})
    if unknown:
        raise ValueError("a fault knows no " + ", ".join(unknown))
    wrong = sorted(name for name, kind in KINDS.items() if name in order and not isinstance(order[name], kind))
    if wrong:
        raise ValueError("of the wrong type: " + ", ".join(wrong))
    fault = Fault(**order)
    if fault.cut not in (None, *CUTS):
        raise ValueError("cut is 'before' or 'after'")
    if fault.cut and set(order) & {"status", "body", "body_text", "effect"}:
        raise ValueError("a cut connection has no answer")
    if fault.body_text is not None or fault.body is not None:
        fault.status = fault.status or 200
    if not fault.answers and not fault.latency_ms:
        raise ValueError("a fault needs one of status, body, body_text, cut, latency_ms")
    if "times" not in order:
        fault.times = 1 if fault.answers else None
    if fault.path is not None:
        try:
            re.compile(fault.path)
        except re.error as error:
            raise ValueError(f"path is not a regular expression: {error}") from error
    return fault


class Faults:
    """The orders that are left, in the order given."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []

    def add(self, orders: list) -> None:
        self.orders.extend([parse(order) for order in orders])

    def clear(self) -> None:
        self.orders.clear()

    def left(self) -> list:
        return [asdict(fault) for fault in self.orders]

    def take(self, method: str, path: str) -> tuple:
        """(seconds to wait, the one Fault that answers or None) for this request, and count it."""
        delay, answer = 0.0, None
        for fault in [fault for fault in self.orders if fault.matches(method, path)]:
            if fault.after > 0:
                fault.after -= 1
                continue
            if fault.answers and answer is not None:
                continue
            delay += fault.latency_ms / 1000
            answer = fault if fault.answers else answer
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.orders.remove(fault)
        return delay, answer
