# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a value fits its schema, and no more than that: a tenth of what it costs to ask ``jsonschema``. Pure. Private to the collection.

Nearly all documents of a fleet are right. Only of one that is not does anybody want to know why, and then ``validation`` asks ``jsonschema``.
"""

from __future__ import annotations

import datetime
import re

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Say nothing about what is valid.
_NOTES = frozenset({"$schema", "title", "description", "default", "examples", "readOnly", "writeOnly", "doNotSuggest"})


def checker(schema):
    """A function ``value -> bool``, None if the schema says something that is not known here.

    :param schema: JSON Schema 2020-12 with this collection's keywords.
    """
    try:
        return _checker(schema)
    except KeyError:
        return None


def _checker(schema):
    if schema is True:
        return lambda value: True
    checks = []
    for name, limit in schema.items():
        if name in _NOTES or (name.startswith("x-") and name != "x-max-bytes") or name in ("errorMessage", "patternErrorMessage"):
            continue
        made = _KEYWORDS[name](limit, schema)
        if made is not None:
            checks.append(made)
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


_TYPES = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer()),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _type(limit, schema):
    if isinstance(limit, str):
        return _TYPES[limit]
    tests = [_TYPES[name] for name in limit]
    return lambda value: any(test(value) for test in tests)


def _properties(limit, schema):
    checks = {name: _checker(inner) for name, inner in limit.items()}

    def check(value):
        if isinstance(value, dict):
            for name, item in value.items():
                inner = checks.get(name)
                if inner is not None and not inner(item):
                    return False
        return True

    return check


def _additional(limit, schema):
    known = frozenset(schema.get("properties", ()))
    if limit is True:
        return None
    if limit is not False:
        raise KeyError("additionalProperties")
    return lambda value: not isinstance(value, dict) or all(name in known for name in value)


def _items(limit, schema):
    check = _checker(limit)
    return lambda value: not isinstance(value, list) or all(check(item) for item in value)


def _unique(limit, schema):
    if not limit:
        return None

    def check(value):
        if not isinstance(value, list) or len(value) < 2:
            return True
        if all(isinstance(item, str) for item in value):
            return len(set(value)) == len(value)
        return all(not _equal(item, other) for n, item in enumerate(value) for other in value[:n])

    return check


def _equal(one, other):
    """Equality as JSON has it: true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(item, other[name]) for name, item in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_equal(*pair) for pair in zip(one, other))
    return one == other


def _pattern(limit, schema):
    # Python's $ lets a line end follow, JSON Schema's does not.
    search = re.compile(limit[:-1] + r"\Z" if limit.endswith("$") else limit).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _format(limit, schema):
    return (lambda value: not isinstance(value, str) or is_day(value)) if limit == "date" else None


def is_day(text):
    try:
        return bool(_DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _if(limit, schema):
    condition = _checker(limit)
    then, otherwise = (_checker(schema.get(name, True)) for name in ("then", "else"))
    return lambda value: then(value) if condition(value) else otherwise(value)


def _all_of(limit, schema):
    checks = [_checker(inner) for inner in limit]
    return lambda value: all(check(value) for check in checks)


def _any_of(limit, schema):
    checks = [_checker(inner) for inner in limit]
    return lambda value: any(check(value) for check in checks)


def _not(limit, schema):
    check = _checker(limit)
    return lambda value: not check(value)


def _sized(kind, length, fits):
    return lambda limit, schema: lambda value: not isinstance(value, kind) or fits(length(value), limit)


def _bounded(fits):
    number = _TYPES["number"]
    return lambda limit, schema: lambda value: not number(value) or fits(value, limit)


def _at_least(value, limit):
    return value >= limit


def _at_most(value, limit):
    return value <= limit


_KEYWORDS = {
    "type": _type,
    "enum": lambda limit, schema: lambda value: any(_equal(value, one) for one in limit),
    "const": lambda limit, schema: lambda value: _equal(value, limit),
    "properties": _properties,
    "additionalProperties": _additional,
    "required": lambda limit, schema: lambda value: not isinstance(value, dict) or all(name in value for name in limit),
    "items": _items,
    "uniqueItems": _unique,
    "pattern": _pattern,
    "format": _format,
    "minLength": _sized(str, len, _at_least),
    "maxLength": _sized(str, len, _at_most),
    "x-max-bytes": _sized(str, lambda text: len(text.encode()), _at_most),
    "minItems": _sized(list, len, _at_least),
    "maxItems": _sized(list, len, _at_most),
    "minProperties": _sized(dict, len, _at_least),
    "maxProperties": _sized(dict, len, _at_most),
    "minimum": _bounded(_at_least),
    "maximum": _bounded(_at_most),
    "allOf": _all_of,
    "anyOf": _any_of,
    "not": _not,
    "if": _if,
    "then": lambda limit, schema: None,
    "else": lambda limit, schema: None,
}
