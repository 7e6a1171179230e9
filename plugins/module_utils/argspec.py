# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON Schema of a module's options -> Ansible's argument spec. Pure. Private to the collection."""

from __future__ import annotations

import re

from ansible_collections.telecom.trunking.plugins.module_utils.compare import is_secret, types_of

_TYPES = {"integer": "int", "number": "float", "string": "str", "boolean": "bool", "array": "list", "object": "dict"}
_SOUNDS_SECRET = re.compile("pass|token|secret|key", re.IGNORECASE)


def argument_spec(schema, fallback):
    """The argument spec of a module.

    :param schema: what ``options.options`` gives.
    :param fallback: Ansible's ``env_fallback``, handed in so that nothing here knows Ansible.
    :returns: ``{option: spec}``. Only controls get a default, an attribute's default documents what a new object has.
    """
    return {name: _option(name, prop, name in schema.get("required", []), fallback) for name, prop in schema["properties"].items()}


def _option(name, prop, required, fallback):
    spec = _type(prop, fallback)
    if required:
        spec["required"] = True
    if "enum" in prop:
        spec["choices"] = [choice for choice in prop["enum"] if choice is not None]
    if prop.get("x-control") and "default" in prop:
        spec["default"] = prop["default"]
    if prop.get("x-aliases"):
        spec["aliases"] = list(prop["x-aliases"])
    if "x-env" in prop:
        spec["fallback"] = (fallback, [prop["x-env"]])
    if is_secret(prop):
        spec["no_log"] = True
    elif _SOUNDS_SECRET.search(name):
        spec["no_log"] = False
    return spec


def _type(prop, fallback):
    types = [name for name in types_of(prop) if name != "null"]
    if len(types) != 1 or "x-words" in prop:
        return {"type": "raw"}
    spec = {"type": _TYPES[types[0]]}
    if types[0] == "array":
        items = _type(prop["items"], fallback)
        spec["elements"] = items.pop("type")
        spec.update(items)
    elif prop.get("properties") and prop.get("additionalProperties") is False:
        required = prop.get("required", [])
        spec["options"] = {n: _option(n, p, n in required, fallback) for n, p in prop["properties"].items() if not p.get("readOnly")}
    return spec
