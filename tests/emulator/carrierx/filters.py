# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter language (section 3): ``<attribute> <operator> <value> [and ...]``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

OPERATORS = ("eq", "ne", "gt", "ge", "lt", "le", "like")
TOKEN = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))(?=\s|$)""")


class Clause(NamedTuple):
    """``path`` is the dotted attribute, split; ``quoted`` tells the text "null" from null."""

    path: tuple
    operator: str
    text: str
    quoted: bool


@lru_cache(maxsize=1024)
def parse(source: str) -> tuple:
    """The clauses of a filter, all of which must match. Raises ValueError."""
    tokens = []
    position, end = 0, len(source.rstrip())
    while position < end:
        match = TOKEN.match(source, position, end)
        if match is None:
            raise ValueError(f"filter: cannot read {source[position:].strip()!r}")
        word = match.group(3)
        tokens.append((next(g for g in match.groups() if g is not None), word is None))
        position = match.end()
    if len(tokens) % 4 != 3:
        raise ValueError("filter: expected <attribute> <operator> <value> [and ...]")
    clauses = []
    for start in range(0, len(tokens), 4):
        (name, name_quoted), (operator, operator_quoted), (value, quoted) = tokens[start:start + 3]
        if start and tokens[start - 1] != ("and", False):
            raise ValueError(f"filter: expected 'and', not {tokens[start - 1][0]!r}")
        if name_quoted or operator_quoted or operator not in OPERATORS:
            raise ValueError(f"filter: unsupported: {name} {operator}")
        clauses.append(Clause(tuple(name.split(".")), operator, value, quoted))
    return tuple(clauses)


def known(path: tuple, table: dict) -> bool:
    """Whether the table has such an attribute; free-form objects have any."""
    attr = table.get(path[0])
    if attr is None:
        return False
    if len(path) == 1:
        return True
    return known(path[1:], attr.items) if isinstance(attr.items, dict) else "object" in attr.types


def leaves(value: Any, path: tuple) -> list:
    """All values at a dotted path; arrays are entered."""
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item, path)]
    if not path:
        return [value]
    return leaves(value.get(path[0]), path[1:]) if isinstance(value, dict) else []


def holds(clause: Clause, values: list) -> bool:
    """Whether a clause holds for any of the values found at its path (``ne``: for all of them)."""
    if clause.operator == "ne":
        return not any(equal(value, clause) for value in values)
    return any(compare(value, clause) for value in values)


def equal(value: Any, clause: Clause) -> bool:
    if value is None:
        return clause.text == "null" and not clause.quoted
    if isinstance(value, bool):
        return clause.text.lower() == str(value).lower()
    if isinstance(value, (int, float)):
        return as_number(clause.text) == value
    return value == clause.text


def compare(value: Any, clause: Clause) -> bool:
    operator, operand = clause.operator, clause.text
    if operator == "eq":
        return equal(value, clause)
    if value is None or isinstance(value, (bool, dict)):
        return False
    if operator == "like":
        return re.fullmatch(".*".join(map(re.escape, operand.split("%"))), str(value), re.DOTALL) is not None
    if isinstance(value, (int, float)):
        operand = as_number(operand)
        if operand is None:
            return False
    return {"gt": value > operand, "ge": value >= operand, "lt": value < operand, "le": value <= operand}[operator]


def as_number(source: str) -> float | None:
    try:
        return float(source)
    except ValueError:
        return None
