# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the steps of a forecast miss only because a listing is shorter than it says. Reads only. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.audit.forecast import references
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, UnresolvedReference
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name


def _is_listed(kind, reference, api):
    return any(str(reference) in (item[kind.id], str(item.get(kind.key))) for item in api.all(kind))


def not_listed_in(kind, step, api):
    """The kind whose listing may lack an object that was not found, its own or that of what it is in. None if it is not there for certain."""
    if api.short(kind):
        return kind
    parent = kind.parent
    return parent if parent and api.short(parent) and not _is_listed(parent, step.params[parent.name], api) else None


def lost(outcome, api):
    """Whether the engine misses an object that a listing may lack."""
    kind, step = outcome.step.declaration, outcome.step
    missing = isinstance(outcome.error, UnresolvedReference) and not kind.parent and not is_there(kind, step, api)
    return missing and bool(api.short(kind))


def unlisted_paths(outcome, api):
    """``{path: kind}`` of what the engine misses a step's references to, and a listing may lack."""
    kind, step = outcome.step.declaration, outcome.step
    if not isinstance(outcome.error, UnresolvedReference):
        return {}
    found = [one for n, p in kind.attributes.items() for one in references(p, step.params, n)]
    found += [(kind.parent.name, step.params[kind.parent.name], kind.parent.name)] if kind.parent else []
    return {path: one for path, _reference, one in _unlisted(kind, found, api)}


def _unlisted(kind, found, api):
    """``(path, name or id, kind)`` of those of some references that a listing may lack."""
    known = [(path, reference, kind.provider.kinds[name]) for name, reference, path in found]
    return [(path, reference, one) for path, reference, one in known if api.short(one) and not _is_listed(one, reference, api)]


def unlisted_options(outcome, api):
    """``{option: ({names and ids}, kind)}`` of what would be changed and is live bound to something that a listing lacks. Whether that is what the document
    means nobody knows.
    """
    kind, found = outcome.step.declaration, {}
    if outcome.result is None or not outcome.result["operations"] or outcome.creates:
        return found
    for attribute, prop in kind.attributes.items():
        live, expected = (_unlisted(kind, references(prop, outcome.result["diff"][side], attribute), api) for side in ("before", "after"))
        if live:
            found[option_name(attribute, prop)] = ({reference for _path, reference, _kind in (*live, *expected)}, live[0][2])
    return found


def is_there(kind, step, api):
    """Whether an object that the engine misses is there after all."""
    place = {name: step.params[name] for name in kind.place if step.params.get(name)} or None
    try:
        return bool([one for one in api.find(kind, step.params.get(kind.key, step.name), place) if kind.ours(one)])
    except InvalidInput:
        return True


def among(kind, api):
    """How a sentence about an object of a kind goes on whose listing lacks some."""
    arrived, announced = api.short(kind)
    return f"not among the {arrived} of {announced} that the API lists"


def beside(kind, api):
    """The same of an object that something else refers to."""
    return f"; the {kind.title} is {among(kind, api)}"
