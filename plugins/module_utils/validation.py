# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Input against its schema: every problem at once, each with its place and what would be right. Pure. Private to the collection."""

from __future__ import annotations

import difflib
import re
from functools import cache

from ansible_collections.telecom.trunking.plugins.module_utils import fitting
from ansible_collections.telecom.trunking.plugins.module_utils.compare import canonical, is_secret, types_of
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import allows_null

_ARTICLES = {
    "integer": "an integer",
    "number": "a number",
    "string": "a string",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
    "null": "null",
}

# A longer list of what there is helps nobody.
MOST_NAMED = 12

_LABELS = ("name", "url", "ip", "phonenumber", "direction", "action")


def problems(schema, value):
    """What is wrong with a value, one line per problem, in the order of the schema.

    :param schema: JSON Schema 2020-12 with this collection's ``x-`` keywords.
    :param value: the value as given; it is brought into canonical form first.
    :returns: lines such as ``trunks[1] (nyc): in_capacity: -2 is below the minimum -1``; empty if all is well.
    """
    value = canonical(schema, value)
    found = list(_nulls(schema, value, []))
    found += [place(value, path) + message for path, message in violations(schema, _without_nulls(schema, value))]
    return list(dict.fromkeys(found))


def violations(schema, value):
    """What is wrong with a value exactly as it is given: nothing is brought into another form first, and null is a value like others.

    :returns: list of ``(path, message)``, a path being a tuple of keys and positions, in the order of paths; what a map lacks and what it
        should not have comes before what is in it.
    """
    fits = _fits(_Frozen(schema))
    if fits is not None and fits(value):
        return []
    found = []
    for error in sorted(_validator(_Frozen(schema)).iter_errors(value), key=lambda error: _in_order(error.absolute_path)):
        path = tuple(error.absolute_path)
        found += [((*path, *inside), message) for inside, message in _messages(error)]
    return list(dict.fromkeys(found))


def _in_order(path):
    return [(part, "") if isinstance(part, int) else (-1, str(part)) for part in path]


class _Frozen:
    """A schema as a cache key: the same object is the same schema."""

    def __init__(self, schema):
        self.schema = schema

    def __hash__(self):
        return id(self.schema)

    def __eq__(self, other):
        return self.schema is other.schema


@cache
def _fits(frozen):
    return fitting.checker(frozen.schema)


@cache
def _validator(frozen):
    # Imported here: jsonschema costs a tenth of a second and more, and not every importer validates.
    from jsonschema import Draft202012Validator, ValidationError, validators

    def max_bytes(_validator, limit, value, _schema):
        if isinstance(value, str) and len(value.encode()) > limit:
            yield ValidationError(f"longer than {limit} bytes")

    def pattern(_validator, wanted, value, _schema):
        # Python's $ lets a line end follow, JSON Schema's does not.
        strict = wanted[:-1] + r"\Z" if wanted.endswith("$") else wanted
        if isinstance(value, str) and not re.search(strict, value):
            yield ValidationError(f"does not match {wanted}")

    def format_(_validator, wanted, value, _schema):
        if wanted == "date" and isinstance(value, str) and not fitting.is_day(value):
            yield ValidationError("is not a day")

    keywords = {"x-max-bytes": max_bytes, "pattern": pattern, "format": format_}
    return validators.extend(Draft202012Validator, keywords)(frozen.schema)


def clearable(prop):
    """Whether null means something for an attribute."""
    return allows_null(prop) or "default" in prop or not types_of(prop) or bool({"array", "object"} & set(types_of(prop)))


def _nulls(schema, value, path):
    """Problems with nulls that ask for something that cannot be."""
    if isinstance(value, list) and "items" in schema:
        for n, item in enumerate(value):
            yield from _nulls(schema["items"], item, [*path, n])
    elif isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            if name not in value:
                continue
            if value[name] is not None:
                yield from _nulls(inner, value[name], [*path, name])
            elif not clearable(inner) and name not in schema.get("required", []) and not inner.get("x-control"):
                yield place(value, [*path, name]) + "cannot be null, it has no empty value"


def _without_nulls(schema, value):
    """The value as if what is null had been left out, so that each attribute's own type is all that is checked."""
    if isinstance(value, list) and "items" in schema:
        return [_without_nulls(schema["items"], item) for item in value]
    if isinstance(value, dict) and schema.get("properties"):
        properties = schema["properties"]
        return {name: _without_nulls(properties.get(name, {}), item) for name, item in value.items() if item is not None}
    return value


def place(root, path):
    """``trunks[1] (nyc): in_capacity: ``, the place of a problem, empty for the whole."""
    text, value = "", root
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
            text = text[: -len(": ")] if text.endswith(": ") else text
            text += f"[{part}]{_label(value)}: "
        else:
            value = value.get(part) if isinstance(value, dict) else None
            text += f"{part}: "
    return text


def _label(item):
    if isinstance(item, dict):
        for name in _LABELS:
            if isinstance(item.get(name), str) and item[name]:
                return f" ({_without_login(item[name])})"
    return ""


def _without_login(text):
    """A URL without what may let somebody in. Any other text as it is."""
    if "://" not in text:
        return text
    scheme, _separator, rest = re.sub(r"[?#].*", "", text, flags=re.DOTALL).partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _shown(error):
    if is_secret(error.schema) or isinstance(error.instance, (dict, list)):
        return "the value"
    return repr(error.instance) if isinstance(error.instance, str) else str(error.instance)


def _messages(error):
    """The problem in words, as ``(path below the error's, message)``. One error of jsonschema may name several attributes."""
    keyword, limit = error.validator, error.validator_value
    own = error.schema.get("patternErrorMessage" if keyword == "pattern" else "errorMessage")
    if own:
        yield (), own
    elif keyword == "additionalProperties":
        known = sorted(error.schema.get("properties", {}))
        for name in error.instance:
            if name not in known:
                close = difflib.get_close_matches(str(name), known, n=1)
                choices = f", there are {', '.join(known)}" if len(known) <= MOST_NAMED else ""
                yield (name,), "no such option" + (f", did you mean {close[0]}?" if close else choices)
    elif keyword == "required":
        # jsonschema reports each missing attribute as an error of its own and names it only in its message.
        for name in limit:
            if name not in error.instance and error.message.startswith(repr(name)):
                yield (), f"{name}: is required"
    elif keyword == "maxLength" and "x-max-bytes" in error.schema:
        return  # said in bytes
    elif keyword == "anyOf":
        yield (), "one of " + ", ".join(choice["required"][0] for choice in limit) + " is required"
    else:
        yield (), _SENTENCES.get(keyword, _other)(error, limit)


def _type(error, limit):
    wanted = " or ".join(_ARTICLES[name] for name in ([limit] if isinstance(limit, str) else limit) if name != "null")
    quotes = ", put it in quotes" if "string" in limit and _is_number(error.instance) and not is_secret(error.schema) else ""
    return f"{_shown(error)} is not {wanted}{quotes}"


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _enum(error, limit):
    choices = [str(choice) for choice in limit if choice is not None]
    close = difflib.get_close_matches(str(error.instance), choices, n=1)
    return f"{_shown(error)} is not one of {', '.join(choices)}" + (f", did you mean {close[0]}?" if close else "")


def _other(error, limit):
    return f"{_shown(error)} does not fit {error.validator} {limit}"


_SENTENCES = {
    "type": _type,
    "enum": _enum,
    "minimum": lambda error, limit: f"{_shown(error)} is below the minimum {limit}",
    "maximum": lambda error, limit: f"{_shown(error)} is above the maximum {limit}",
    "minLength": lambda error, limit: "must not be empty",
    "maxLength": lambda error, limit: f"{_shown(error)} is longer than {limit} characters",
    "x-max-bytes": lambda error, limit: f"{_shown(error)} is longer than {limit} bytes",
    "pattern": lambda error, limit: f"{_shown(error)} is not of the form {limit}",
    "format": lambda error, limit: f"{_shown(error)} is not a day of the form YYYY-MM-DD",
    "uniqueItems": lambda error, limit: "holds the same item twice",
    "minItems": lambda error, limit: f"needs at least {limit} item" + ("s" if limit > 1 else ""),
}
