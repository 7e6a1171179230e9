# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values: their canonical form, what equals what, how a wish meets what is there. Pure, driven by the schema alone.

A *canonical* value is what the schema describes: integers are integers, code lists are lists, references are ids. The API's
wire form differs (``"408;503;"``, ``"5060"``), a playbook's may too (``"60"`` out of a template); both go through
``canonical`` first. Private to the collection.
"""

from __future__ import annotations

import json

from ansible_collections.telecom.trunking.plugins.module_utils.kinds import allows_null, option_name, settable

NOT_SHOWN = "(not shown)"

_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def types_of(prop):
    types = prop.get("type", [])
    return [types] if isinstance(types, str) else types


def is_secret(prop):
    """Whether a value must never be shown: what the user sets as a secret, and what the API makes up as one."""
    return bool(prop.get("writeOnly") or prop.get("x-secret"))


# Canonical form -----------------------------------------------------------------------------------------------------


def canonical(prop, value):
    """A value in the type that the schema asks for, as far as that loses nothing. What does not fit stays as it is.

    :param prop: schema of the value.
    :param value: JSON value from the API or from a task.
    """
    # A single type may stay a text: none has a name that is part of another's.
    types = prop.get("type")
    if value is None or not types:
        return value
    if "array" in types:
        return _canonical_list(prop, value)
    if "object" in types:
        properties = prop.get("properties")
        if not isinstance(value, dict) or not properties:
            return value
        return {name: item if item is None or name not in properties else canonical(properties[name], item) for name, item in value.items()}
    return _canonical_scalar(prop, types, value)


def _canonical_list(prop, value):
    if isinstance(value, str):
        # A scalar list may come as one string: with the API's separator, or with Ansible's comma.
        separator = prop.get("x-separator", ",")
        value = [part.strip() for part in value.replace(",", separator).split(separator) if part.strip()]
    if not isinstance(value, (list, tuple)):
        return value
    return [canonical(prop["items"], item) for item in value]


def _canonical_scalar(prop, types, value):
    if isinstance(value, str):
        if "x-words" in prop:
            value = prop["x-words"].get(value.lower(), value)
        if "boolean" in types and isinstance(value, str):
            value = _BOOLEANS.get(value.lower(), value)
    elif isinstance(value, bool):
        return value
    if "integer" in types:
        return int(value) if _is_whole(value) else _text_of(prop, value)
    if "string" in types and isinstance(value, (int, float)) and not isinstance(value, bool) and "number" not in types:
        value = str(value)
    return _text_of(prop, value)


def _text_of(prop, value):
    """Text without what the schema says makes no difference in it."""
    if isinstance(value, str):
        for character in prop.get("x-strip", ""):
            value = value.replace(character, "")
        if "x-collapse" in prop:
            value = " ".join(value.split())
    return value


def _is_whole(value):
    return (isinstance(value, str) and value.strip().removeprefix("-").isdecimal()) or (isinstance(value, float) and value.is_integer())


def fits(prop, value):
    """Whether a canonical value has the type that the schema asks for, down to the last element. Null clears, and fits everything but elements
    that have a type.
    """
    types = prop.get("type")
    if value is None or not types:
        return True
    if isinstance(value, str):
        return "string" in types
    if isinstance(value, list):
        inner = prop.get("items", {})
        untyped = not types_of(inner) or "null" in types_of(inner)
        return "array" in types and all((item is not None or untyped) and fits(inner, item) for item in value)
    if isinstance(value, dict):
        properties = prop.get("properties", {})
        return "object" in types and all(fits(properties[name], item) for name, item in value.items() if name in properties)
    if isinstance(value, bool):
        return "boolean" in types
    return "number" in types or (isinstance(value, int) and "integer" in types)


def wire(prop, value):
    """The value as the API wants to have it."""
    if value is None:
        return None
    if isinstance(value, list):
        if "x-separator" in prop:
            return "".join(f"{item}{prop['x-separator']}" for item in value)
        return [wire(prop["items"], item) for item in value]
    if isinstance(value, dict) and prop.get("properties"):
        properties = prop["properties"]
        return {name: wire(properties[name], item) if name in properties else item for name, item in value.items()}
    return value


# Equality -----------------------------------------------------------------------------------------------------------


def form(prop, value):
    """What is left of a canonical value when everything that makes no difference is taken away.

    Null is an empty list or map, a missing attribute of a nested object is its default, order counts only where it does, and
    secrets and read-only attributes do not count at all.
    """
    if value is None:
        types = types_of(prop)
        return [] if "array" in types else {} if "object" in types else None
    if isinstance(value, list):
        forms = [form(prop["items"], item) for item in value]
        return sorted(forms, key=_text) if prop.get("uniqueItems") else forms
    if isinstance(value, dict):
        properties = prop.get("properties")
        if properties:
            known = {n: form(p, value.get(n, p.get("default"))) for n, p in properties.items() if not is_secret(p) and not p.get("readOnly")}
            free = prop.get("additionalProperties") is not False
            return {**known, **({n: item for n, item in value.items() if n not in properties} if free else {})}
        return {name: item for name, item in value.items() if item is not None}
    for same, canon in prop.get("x-same", []):
        if isinstance(value, type(same)) and value == same:
            return canon
    return value


def _text(value):
    return json.dumps(value, sort_keys=True, default=str)


def same(prop, one, other):
    """Whether two canonical values mean the same."""
    # Nearly all have not changed. True is not 1, also inside of lists.
    if type(one) is type(other) and one == other and (not one or not isinstance(one, (list, dict)) or _text(one) == _text(other)):
        return True
    return _text(form(prop, one)) == _text(form(prop, other))


def stored(prop, sent, answered):
    """Whether an answer holds what was sent. What was not sent, and what the answer leaves out, is not looked at."""
    if isinstance(sent, dict) and prop.get("properties") and isinstance(answered, dict):
        return all(
            stored(p, sent[n], answered[n]) for n, p in prop["properties"].items() if n in sent and n in answered and not is_secret(p) and not p.get("readOnly")
        )
    if isinstance(sent, list) and isinstance(answered, list) and prop.get("items", {}).get("properties"):
        pairs = zip(_aligned(prop, sent), _aligned(prop, answered), strict=False)
        return len(sent) == len(answered) and all(stored(prop["items"], one, other) for one, other in pairs)
    return same(prop, sent, answered)


def _aligned(prop, items):
    """Elements in an order of their own where order makes no difference."""
    if not prop.get("uniqueItems"):
        return items
    return sorted(items, key=lambda item: _text(element_key(prop, item)))


# Meeting what is there ----------------------------------------------------------------------------------------------


def cleared(prop):
    """What null asks for: nothing where the API takes null, otherwise what a new object has."""
    if allows_null(prop) or "default" not in prop:
        return [] if "array" in types_of(prop) else None
    return prop["default"]


def element_key(array, item):
    """What an element of a list is recognised by (``x-key``), in a form that compares."""
    properties = array["items"]["properties"]
    return {name: form(properties[name], item.get(name, properties[name].get("default"))) for name in array["x-key"]}


def matches(array, items, wanted):
    """Positions of the elements that ``wanted`` may mean: equal keys, narrowed by what else it says if there are several."""
    same_key = [n for n, item in enumerate(items) if element_key(array, item) == element_key(array, wanted)]
    if len(same_key) < 2:
        return same_key
    properties = array["items"]["properties"]
    narrowed = [
        n for n in same_key if all(same(properties[a], items[n].get(a), v) for a, v in wanted.items() if a in properties and not is_secret(properties[a]))
    ]
    return narrowed or same_key


def merge(prop, current, desired, reset=False, always=False):
    """The value that an object should have: the wish over what is there.

    :param current: canonical value at the API, None if there is none.
    :param desired: canonical value of the task; null clears, an omitted nested attribute keeps what it has.
    :param reset: omitted nested attributes go to their default instead (state replaced).
    :param always: secrets given by the task win over those that are there.
    """
    if desired is None:
        return cleared(prop)
    if isinstance(desired, list) and "x-key" in prop:
        left = list(current or [])
        return [_merge_element(prop, left, item, reset, always) for item in desired]
    if prop.get("x-whole"):
        # A key made of parts: other parts make another key. What names the present one in part means the present one.
        parts = prop["properties"]
        return current if current and all(same(parts[n], current.get(n), value) for n, value in desired.items()) else desired
    if isinstance(desired, dict):
        return _merge_object(prop, current, desired, reset, always)
    return desired


def _merge_element(array, left, item, reset, always):
    found = matches(array, left, item)
    current = left.pop(found[0]) if found else None
    return _merge_object(array["items"], current, item, reset, always)


def _merge_object(prop, current, desired, reset, always):
    properties = prop.get("properties", {})
    base = {} if current is None else current
    # A kept secret is sent along with the rest: the API replaces a list as a whole.
    kept = {name: value for name, value in base.items() if _keeps(prop, name, reset)}
    for name, value in desired.items():
        inner = properties.get(name, {})
        if is_secret(inner) and base.get(name) is not None and not always:
            continue
        if value is None and not inner:
            kept.pop(name, None)
            continue
        kept[name] = merge(inner, base.get(name), value, reset, always)
    return kept


def _keeps(prop, name, reset):
    inner = prop.get("properties", {}).get(name)
    if inner is None:
        # A key of a free-form map stays, an attribute that only a newer API knows is not sent back.
        return not reset and prop.get("additionalProperties") is not False
    return settable(inner) and (not reset or is_secret(inner))


# Showing ------------------------------------------------------------------------------------------------------------


def view(prop, value, name_of, ids=False, mark=False):
    """A canonical value as people see it: options' names, references by name, defaults filled in, secrets gone.

    :param name_of: ``(kind name, id) -> name`` (the id itself where the name is not known).
    :param ids: also show ids and read-only attributes: references get their ``_sid`` beside the name.
    :param mark: show that a secret is there instead of leaving it out.
    """
    if isinstance(value, list):
        return [view(prop["items"], item, name_of, ids, mark) for item in value]
    if isinstance(value, dict) and prop.get("properties"):
        shown = {}
        for name, inner in prop["properties"].items():
            if name not in value and "default" not in inner:
                continue
            shown.update(view_attribute(name, inner, value.get(name, inner.get("default")), name_of, ids, mark))
        if prop.get("additionalProperties") is not False:
            shown.update({name: item for name, item in value.items() if name not in prop["properties"]})
        return shown
    return value


def view_attribute(name, prop, value, name_of, ids=False, mark=False):
    """One attribute as ``{option name: value}``, empty if it is not to be shown. See ``view``."""
    if is_secret(prop):
        return {name: NOT_SHOWN} if mark and value is not None and value != {} else {}
    if prop.get("readOnly") and not ids:
        return {}
    if "x-ref" not in prop:
        return {name: view(prop, value, name_of, ids, mark)}
    kind = prop["x-ref"]
    if isinstance(value, list):
        names = [name_of(kind, item) for item in value]
        return {name: names, **({_ids_name(name): value} if ids else {})}
    shown = {option_name(name, prop): None if value is None else name_of(kind, value)}
    return {**shown, **({name: value} if ids else {})}


def _ids_name(name):
    return name[:-1] + "_sids" if name.endswith("s") else name + "_sids"


def secrets_in(prop, value):
    """Every secret text inside a value, for scrubbing messages. Yields strings."""
    if isinstance(value, list):
        for item in value:
            yield from secrets_in(prop.get("items", {}), item)
    elif is_secret(prop):
        yield from _texts(value)
    elif isinstance(value, dict):
        properties = prop.get("properties", {})
        for name, item in value.items():
            inner = properties.get(name)
            if inner and (isinstance(item, (list, dict)) or is_secret(inner)):
                yield from secrets_in(inner, item)


def has_secrets(prop):
    """Whether values of a schema can hold a secret."""
    inner = [*prop.get("properties", {}).values(), *([prop["items"]] if "items" in prop else [])]
    return is_secret(prop) or any(has_secrets(one) for one in inner)


def _texts(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str) and value:
        yield value


def references(prop, value, path=""):
    """Every reference inside a value: ``(kind name, id or name, path)``."""
    if isinstance(value, list):
        for n, item in enumerate(value):
            inner = prop.get("items", {})
            if "x-ref" in prop:
                inner = {"x-ref": prop["x-ref"]}
            label = f" ({item['name']})" if isinstance(item, dict) and item.get("name") else ""
            yield from references(inner, item, f"{path}[{n}]{label}")
    elif isinstance(value, dict):
        for name, inner in prop.get("properties", {}).items():
            if name in value and ("x-ref" in inner or isinstance(value[name], (list, dict))):
                yield from references(inner, value[name], f"{path}.{option_name(name, inner)}".lstrip("."))
    elif "x-ref" in prop and value is not None:
        yield prop["x-ref"], value, path


def with_references(prop, value, id_of):
    """The value with every reference replaced by ``id_of(kind name, reference)``."""
    if isinstance(value, list):
        inner = {"x-ref": prop["x-ref"]} if "x-ref" in prop else prop.get("items", {})
        return [with_references(inner, item, id_of) for item in value]
    if isinstance(value, dict):
        properties = prop.get("properties", {})
        return {name: with_references(properties.get(name, {}), item, id_of) for name, item in value.items()}
    if "x-ref" in prop and value is not None:
        return id_of(prop["x-ref"], value)
    return value
