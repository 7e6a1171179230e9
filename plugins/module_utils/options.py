# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module takes, derived from its declaration as one JSON Schema. Pure. Private to the collection.

Argument specs, option documentation and validation all start here, so that they cannot disagree.
"""

from __future__ import annotations

from functools import cache

from ansible_collections.telecom.trunking.plugins.module_utils.compare import is_secret
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info, Kind, Member, option_name


@cache
def options(declaration):
    """JSON Schema of a module's options.

    :param declaration: ``Kind``, ``Member`` or ``Info``.
    :returns: an object schema. ``x-control`` marks what steers the module, everything else is an attribute of the object;
        ``x-aliases`` are other names of an option, ``x-env`` the environment variable that stands in for it.
    """
    build = {Kind: _of_kind, Member: _of_member, Info: _of_info}[type(declaration)]
    properties, constraints = build(declaration)
    clash = sorted(set(properties) & set(declaration.provider.options))
    if clash:
        raise ValueError(f"{declaration.name}: {', '.join(clash)} is an option of the connection too, give the attribute another option name")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": declaration.name,
        "type": "object",
        "additionalProperties": False,
        "properties": {**properties, **declaration.provider.options},
        **constraints,
    }


def normalised(declaration, params):
    """Parameters under the options' own names, aliases resolved, without the controls that are null.

    A null place stays: left out, it would make the call capacity of a group that of its service provider.

    :param params: what the task says, as given.
    """
    properties, names = options(declaration)["properties"], _meant(declaration)
    renamed = {names.get(name, name): value for name, value in params.items()}
    place = place_of(declaration)
    return {name: value for name, value in renamed.items() if value is not None or name in place or not properties.get(name, {}).get("x-control")}


@cache
def _meant(declaration):
    """``{alias: option}``"""
    return {alias: name for name, prop in options(declaration)["properties"].items() for alias in prop.get("x-aliases", [])}


def place_of(declaration):
    """Names of the options that say where an object lives."""
    return getattr(getattr(declaration, "kind", declaration), "place", ())


def _control(types, description, **more):
    return {"type": types, "description": description, "x-control": True, **more}


def _of_kind(kind):
    properties = _place(kind)
    required = [name for name, prop in properties.items() if not prop.get("x-optional")]
    choice = {}
    if not kind.standing:
        properties[kind.key] = _key(kind)
    if kind.id != kind.key:
        properties[kind.id] = _id(kind)
        choice = {"anyOf": [{"required": [kind.key]}, {"required": [kind.id]}]}
    elif not kind.standing and kind.key_default is None:
        required.append(kind.key)
    if kind.rename:
        properties[kind.rename] = {**_key(kind), "description": f"New {kind.key}. A {kind.title} that has it already is left as it is."}
    if kind.parent:
        required.append(kind.parent.name)
        properties.update(_parent(kind))
    properties.update(_scope(kind))
    properties.update(_attribute_options(kind.attributes))
    properties.update(kind.switches)
    if _has_secret(kind.schema):
        properties["update_password"] = _control(
            "string",
            "When secrets are sent. on_create sends them for new objects, new list items and when their user name is set for the first time, always "
            "sends them every time and so always reports a change. They are never compared with what the API echoes.",
            enum=["on_create", "always"],
            default="on_create",
        )
    properties.update(_planned(kind))
    properties["state"] = _state(kind)
    return properties, {"required": required, **choice}


def _of_member(member):
    outer = member.owners[-1]
    properties = {outer.name: _named(outer, f"Name of the {outer.title} that the {member.title} belongs to, or its {outer.id}.")}
    for owner in member.owners[:-1]:
        properties[owner.name] = _named(owner, f"Name of the {owner.title} inside it that the {member.title} belongs to, or its {owner.id}.")
    properties.update(_scope(outer))
    properties.update(_attribute_options(member.attributes))
    properties["exclusive"] = _control("boolean", f"Whether to remove every other {member.title} of the same owner.", default=False)
    properties.update(_planned(member))
    properties["state"] = _state(member)
    return properties, {"required": [outer.name, *member.array["x-key"]]}


def _of_info(info):
    kind = info.kind
    properties = _place(kind)
    required = [name for name, prop in properties.items() if not prop.get("x-optional")]
    if not kind.standing:
        properties[kind.key] = _control(
            "string",
            f"Limits the answer to the {kind.plural.replace('_', ' ')} of this {kind.key}. A shell pattern with *, ? or [] is matched by this module.",
        )
    if kind.id != kind.key:
        properties[kind.id] = _control("string", f"Limits the answer to the {kind.title} with this id.")
    properties.update(_scope(kind))
    for name, prop in kind.attributes.items():
        if name in kind.queries:
            properties[option_name(name, prop)] = _control(
                "string", f"Limits the answer to those of this {option_name(name, prop).replace('_', ' ')}, by name or id.", **_aliases(name, prop)
            )
    return properties, {"required": required}


def _place(kind):
    return {name: {**kind.schema["properties"][name], "x-control": True} for name in kind.place}


def _key(kind):
    key = {**kind.schema["properties"][kind.key], "x-control": True}
    key.pop("default", None)
    return key if kind.key_default is None else {**key, "default": kind.key_default}


def _id(kind):
    return _control(
        "string",
        f"Id of the {kind.title}, in place of the {kind.key} where that is not unique. Together with {kind.key}, the {kind.title} gets that {kind.key}.",
    )


def _named(kind, description):
    return _control("string", description, **{"x-aliases": [kind.id]})


def _parent(kind):
    return {kind.parent.name: _named(kind.parent, f"Name of the {kind.parent.title} that the {kind.title} belongs to, or its {kind.parent.id}.")}


def _scope(kind):
    scoped = kind if kind.scope or not kind.parent else kind.parent
    if not scoped.scope:
        return {}
    return {scoped.scope: _control("string", "Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.")}


def _aliases(name, prop):
    """The provider's name of a reference is taken too. Any other attribute has another name because its own is taken."""
    return {"x-aliases": [name]} if option_name(name, prop) != name and "x-ref" in prop else {}


def _attribute_options(attributes):
    return {option_name(name, prop): {**prop, **_aliases(name, prop)} for name, prop in attributes.items()}


def _state(declaration):
    described = {
        "present": "present makes it exist with what the task mentions and keeps the rest",
        "replaced": "replaced also sets what the task does not mention to its documented default",
        "absent": "absent removes it",
    }
    if isinstance(declaration, Kind) and declaration.standing:
        del described["absent"]
    if isinstance(declaration, Kind) and declaration.delete_switch:
        described["absent"] = f"absent unbinds it and gives it back only with {declaration.delete_switch}"
    text = ", ".join(described.values()) + "."
    return _control("string", text[0].upper() + text[1:], enum=list(described), default="present")


def _planned(declaration):
    """Names that earlier tasks of the same run create or remove, for every kind that the task may refer to or be referred to by."""
    users = {user.name for user in declaration.users()} if isinstance(declaration, Kind) else set()
    kinds = sorted(referenced(declaration) | users)
    if not kinds:
        return {}
    return {
        "planned": {
            "type": "object",
            "additionalProperties": False,
            "x-control": True,
            "description": "Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if "
            "they had done so, otherwise a listing that lags behind is given settle_timeout.",
            "properties": {name: {"type": "array", "items": {"type": "string"}, "description": f"Names of objects of the kind {name}."} for name in kinds},
        }
    }


def referenced(declaration):
    """Names of the kinds that a task of this declaration may refer to, parents included."""
    if isinstance(declaration, Member):
        return {owner.name for owner in declaration.owners} | set(_references(declaration.schema))
    parents = {declaration.parent.name} if declaration.parent else set(declaration.needs)
    return parents | {name for prop in declaration.attributes.values() for name in _references(prop)}


def _references(prop):
    if "x-ref" in prop:
        yield prop["x-ref"]
    for inner in [*prop.get("properties", {}).values(), *([prop["items"]] if "items" in prop else [])]:
        yield from _references(inner)


def _has_secret(prop):
    inner = [*prop.get("properties", {}).values(), *([prop["items"]] if "items" in prop else [])]
    return (is_secret(prop) and not prop.get("readOnly")) or any(_has_secret(p) for p in inner)
