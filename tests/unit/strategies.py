# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values out of schemas, and customers' documents, good ones and others, for tests that try many."""

from __future__ import annotations

import datetime
import json
import string
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils import compare, documents

# The same examples every time: a red build has to be red for everyone.
tried = settings(max_examples=20, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))

# An alphabet of its own: hypothesis computes its table of all characters anew in every fork.
TEXT = st.text("ab9.5-+ ;,:/\"'\\äß中", max_size=8)
IN_PATTERNS = st.sampled_from(f"{string.ascii_letters}{string.digits}-_.+ @ß")
SCALAR = st.none() | st.booleans() | st.integers(-5, 99999) | TEXT | st.sampled_from(["408;503;", "5060", "yes", "disabled", "-1", "1.5", "+1 212 555-0100"])
JSON = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))


def valid(prop, null=True):
    """Values that a schema allows."""
    types = [name for name in compare.types_of(prop) if null or name != "null"]
    if "const" in prop:
        return st.just(prop["const"])
    if "enum" in prop:
        return st.sampled_from([value for value in prop["enum"] if null or value is not None])
    return st.one_of([_VALID[name](prop, null) for name in types]) if types else SCALAR


def _text(prop, null):
    longest = prop.get("x-max-bytes", 1000)
    if prop.get("format") == "date":
        return DAYS.map(datetime.date.isoformat)
    if "pattern" in prop:
        texts = st.from_regex(prop["pattern"], alphabet=IN_PATTERNS)
    else:
        texts = TEXT.filter(lambda text: len(text) >= prop.get("minLength", 0))
    return texts.filter(lambda text: len(text.encode()) <= longest and not text.endswith("\n"))


def _object(prop, null):
    properties = {n: valid(p, null) for n, p in prop.get("properties", {}).items() if not p.get("readOnly") and "not" not in p}
    if not properties:
        return st.dictionaries(TEXT, SCALAR.filter(lambda value: value is not None), max_size=3)
    if prop.get("maxProperties") == 1:
        return st.one_of([st.fixed_dictionaries({name: strategy}) for name, strategy in properties.items()])
    required = {name for name in prop.get("required", []) if name in properties}
    return st.fixed_dictionaries({n: s for n, s in properties.items() if n in required}, optional={n: s for n, s in properties.items() if n not in required})


def _array(prop, null):
    unique = {"unique_by": lambda item: json.dumps(item, sort_keys=True)} if prop.get("uniqueItems") else {}
    return st.lists(valid(prop["items"], null), max_size=min(3, prop.get("maxItems", 3)), **unique)


_VALID = {
    "null": lambda prop, null: st.none(),
    "boolean": lambda prop, null: st.booleans(),
    "integer": lambda prop, null: st.integers(prop.get("minimum", -9), prop.get("maximum", 9999)),
    "number": lambda prop, null: st.integers(0, 9),
    "string": _text,
    "object": _object,
    "array": _array,
}


# Documents ----------------------------------------------------------------------------------------------------------


# Each drawn from inside of a function of its own: what hypothesis would say of the whole strategy, line by line, is longer than a log.


@st.composite
def sound_documents(draw, kind=None):
    """Documents with nothing wrong, at one provider or at any."""
    kind = kind or draw(st.sampled_from(list(documents.PROVIDERS)))
    return without_repetitions(draw(_of(kind)))


@cache
def _of(kind):
    return valid(documents.schema(kind))


def without_repetitions(document):
    """The document without the items whose names are there before. Their places are found from the last to the first."""
    for path, message in reversed(documents.problems(document)):
        if "is there already" in message:
            owner = document
            for part in path[:-1]:
                owner = owner[part]
            del owner[path[-1]]
    return document


ODD = JSON | DAYS | st.sampled_from([{"variable": "a_name"}, {"env": "A-B"}, {"kind": "odin"}, float("nan"), 10**30, b"bytes", (1, 2)])
SECTIONS = st.dictionaries(st.sampled_from([*documents.SECTIONS, "unknown"]), ODD, max_size=5)
PLACES = st.sampled_from([{"kind": "carrierx"}, {"kind": "odin"}, {"kind": "odin", "service_provider": "S", "group": "G"}])
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), ODD, st.booleans()), max_size=3)


@st.composite
def wild_documents(draw):
    """Anything: documents with something wrong in them, sections of whatever there is in JSON and YAML, no documents at all."""
    sort = draw(st.sampled_from(["spoilt", "spoilt", "sections", "nothing"]))
    if sort == "spoilt":
        return _spoilt(draw(sound_documents()), draw(CHANGES))
    if sort == "sections":
        return {"customer": {"id": "acme"}, "provider": draw(PLACES), **draw(SECTIONS)}
    return draw(SECTIONS | ODD)


def _spoilt(document, changes):
    """The document with other values, or other keys, at places that the numbers stand for."""
    for number, value, key in changes:
        places = list(_places(document))
        owner, part = places[number % len(places)]
        if key and isinstance(owner, dict):
            owner[f"{part}x"] = owner.pop(part)
        else:
            owner[part] = value
    return document


def _places(value):
    """Every key and position inside a value, as ``(owner, key or position)``."""
    inside = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    for part, item in inside:
        yield value, part
        yield from _places(item)
