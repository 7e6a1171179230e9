# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request bodies against the tables (section 4): every problem at once, values as they will be stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .tables import Attr, defaults

PYTHON = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict, "array": list}


@dataclass
class Check:
    """One body being read: its rules, the problems so far, and the sids it refers to as (place, collection, sid)."""

    strict_enums: bool = False
    unknown: str = "reject"
    read_only: str = "reject"
    problems: list = field(default_factory=list)
    references: list = field(default_factory=list)

    def refuse(self, place: str, message: str, reference_sid: str | None = None) -> None:
        problem = {"field": place, "message": message}
        if reference_sid is not None:
            problem["reference_sid"] = reference_sid
        self.problems.append(problem)

    def create(self, table: dict, body: dict, place: str = "", ignore: tuple = ()) -> dict:
        """A new object (or embedded value): the attributes given, defaults for the others."""
        given = self.attributes(table, body, place, None, ignore)
        for name, attr in table.items():
            if attr.required and name not in body:
                self.refuse(place + name, "this field is required")
        return defaults(table, given) if "*" not in table else given

    def change(self, table: dict, body: dict, current: dict, ignore: tuple = (), whole: bool = False) -> dict:
        """The attributes of a PATCH, or of a PUT (``whole``: all writable ones have to be there)."""
        given = self.attributes(table, body, "", current, ignore)
        if whole:
            for name, attr in table.items():
                if not (attr.read_only or attr.create_only or attr.late or attr.fixed or name in body):
                    self.refuse(name, "this field is required")
        return given

    def attributes(self, table: dict, body: dict, place: str, current: dict | None, ignore: tuple) -> dict:
        given = {}
        for name, value in body.items():
            attr = table.get(name) or table.get("*")
            if name in ignore:
                continue
            if attr is None:
                if self.unknown == "reject":
                    self.refuse(place + name, "unknown field")
                continue
            if attr.fixed:
                continue
            if attr.read_only or (attr.create_only and current is not None):
                if self.read_only == "reject" and (current is None or current.get(name) != value):
                    self.refuse(place + name, "this field is read only")
                continue
            given[name] = self.value(attr, value, place + name)
        return given

    def value(self, attr: Attr, value: Any, place: str) -> Any:
        if attr.ref and value == "":
            value = None
        if value is None:
            if not attr.null and not (attr.ref and not attr.items) and "any" not in attr.types:
                self.refuse(place, "this field cannot be null")
            return None
        if attr.numeric_text and isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if not any(is_a(value, name) for name in attr.types):
            self.refuse(place, f"expected {' or '.join(attr.types)}")
            return value
        if isinstance(value, str):
            self.text(attr, value, place)
        if isinstance(value, list):
            return self.array(attr, value, place)
        return value

    def text(self, attr: Attr, value: str, place: str) -> None:
        if attr.enum and (value == "" or (self.strict_enums and value not in attr.enum)):
            self.refuse(place, "expected one of " + ", ".join(attr.enum))
        if attr.ref:
            self.references.append((place, attr.ref, value))

    def array(self, attr: Attr, values: list, place: str) -> list:
        if isinstance(attr.items, dict):
            return [self.element(attr.items, value, f"{place}[{n}]") for n, value in enumerate(values)]
        if isinstance(attr.items, Attr):
            kept = [self.value(attr.items, value, f"{place}[{n}]") for n, value in enumerate(values)]
            if attr.ref:
                self.references.extend((f"{place}[{n}]", attr.ref, v) for n, v in enumerate(kept) if isinstance(v, str))
            return kept
        return values

    def element(self, table: dict, value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            self.refuse(place, "expected object")
            return value
        return self.create(table, value, place + ".")


def is_a(value: Any, name: str) -> bool:
    if name == "any":
        return True
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, PYTHON[name])
