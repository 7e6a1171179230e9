# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's document: its schema, what is wrong with it, and what it means for the roles. Pure. Private to the collection.

A document holds canonical values only: integers as integers, numbers as E.164 digits, names as the provider keeps them. Secrets are not in
it but the names of the variables that hold them.
"""

from __future__ import annotations

import datetime
from functools import cache

from ansible_collections.telecom.trunking.plugins.module_utils import compare, fraud, states
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Layout, option_name, settable
from ansible_collections.telecom.trunking.plugins.module_utils.plan import plan_object
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.customer import AFTER, BEFORE, CUSTOMER
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS, item_properties
from ansible_collections.telecom.trunking.plugins.module_utils.validation import clearable, place, violations

PROVIDERS = LAYOUTS

# The keys at the top of documents, in their order.
SECTIONS = (
    "customer",
    "provider",
    *BEFORE,
    *dict.fromkeys(section.name for layout in PROVIDERS.values() for section in layout.sections),
    "offboarding",
    *AFTER,
)

# What Ansible takes for a template. No value of a document may have it.
TEMPLATE_MARKS = ("{{", "{%", "{#")

# What the schema says of attributes beside the standard keywords.
_KEPT = ("x-ref", "x-max-bytes")
_DROPPED = ("$schema", "title")

# The name of a variable, of Ansible or of the environment.
_VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$"
_ONE_BLANK = r"^\S+( \S+)*$"


# The schema ---------------------------------------------------------------------------------------------------------


@cache
def schema(kind):
    """JSON Schema 2020-12 of a customer's document at one provider.

    :param kind: a key of ``PROVIDERS``.
    """
    layout = PROVIDERS[kind]
    sections = {section.name: _section(section) for section in layout.sections}
    leaving = {"offboarding": _map({section.name: _section(section) for section in layout.leaving}, "What goes with the customer.")} if layout.leaving else {}
    own = {**sections, **leaving}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["customer", "provider"],
        "properties": {
            "customer": CUSTOMER,
            "provider": _provider(layout),
            **BEFORE,
            **own,
            **AFTER,
            **_elsewhere(layout, own),
        },
    }


@cache
def editor_schema():
    """JSON Schema 2020-12 of any customer's document. Which provider's sections there are follows from ``provider.kind``."""
    kind = {"type": "string", "enum": list(PROVIDERS), "description": "Provider that the customer is at."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "customer",
        "description": "A customer of telecom.trunking: what its trunking is to be.",
        "type": "object",
        "required": ["customer", "provider"],
        "properties": {"provider": {"type": "object", "required": ["kind"], "properties": {"kind": kind}}},
        "allOf": [
            *({"if": _is_at([name]), "then": schema(name)} for name in PROVIDERS),
            {"if": _is_at(list(PROVIDERS)), "else": {"properties": {"customer": CUSTOMER}}},
        ],
    }


def _is_at(kinds):
    at = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": kinds}}}
    return {"type": "object", "required": ["provider"], "properties": {"provider": at}}


def _map(properties, description, required=()):
    return {"type": "object", "additionalProperties": False, "required": list(required), "description": description, "properties": properties}


def _provider(layout):
    kind = {"const": layout.provider.name, "description": "Provider that the customer is at."}
    return _map({"kind": kind, **_all_written(layout.place)}, f"Where the customer is at {layout.provider.title}.", ["kind", *layout.required])


def _elsewhere(layout, own):
    """Sections that only customers at other providers have. An editor does not offer them."""
    others = {}
    for name, other in PROVIDERS.items():
        sections = [section.name for section in other.sections] + (["offboarding"] if other.leaving else [])
        for section in sections:
            if section not in own:
                others[section] = {"not": {}, "errorMessage": f"is for customers at {other.provider.title}, provider.kind {name}", "doNotSuggest": True}
    return others


def _section(section):
    """The schema of a section."""
    if section.levels:
        levels = {level: _map(_all_written(item_properties(section)), text) for level, text in section.levels.items()}
        return _map(levels, section.description)
    items = _item(section)
    if section.names:
        items = items["properties"][section.key]
    elif section.brief:
        items = {**items, **items["properties"][section.key], "type": [items["properties"][section.key]["type"], "object"]}
    more = {"uniqueItems": True} if section.names else {}
    return {"type": "array", "items": items, **more, "description": section.description}


def _item(section):
    required = [section.key, *(option_name(name, section.kind.schema["properties"][name]) for name in section.kind.schema.get("required", []))]
    properties = {name: _written(prop, name in required) for name, prop in item_properties(section).items()}
    parts = {part.name: _section(part) for part in section.parts}
    return _map({**properties, **parts}, section.kind.schema["description"], required)


def _all_written(properties):
    return {name: _written(prop) for name, prop in properties.items()}


def _written(prop, required=False):
    """The schema of a value in a document, from the schema of the attribute.

    :param required: whether the attribute has to be there, so that null cannot stand for its being empty.
    """
    if compare.is_secret(prop):
        return _secret_name(prop)
    types = compare.types_of(prop)
    result = {name: value for name, value in prop.items() if name in _KEPT or not (name.startswith("x-") or name in _DROPPED)}
    if "properties" in prop:
        inner = {option_name(name, one): (name, one) for name, one in prop["properties"].items() if settable(one)}
        result["properties"] = {option: _written(one, name in prop.get("required", [])) for option, (name, one) in inner.items()}
    if prop.get("items"):
        result["items"] = _written(prop["items"], required=True)
    if prop.get("x-words"):
        types = [*types, "string"]
        result["pattern"] = f"^({'|'.join(prop['x-words'])})$"
    if "x-max-bytes" in prop:
        # For editors, which cannot count bytes.
        result["maxLength"] = prop["x-max-bytes"]
    if prop.get("x-collapse"):
        result.pop("minLength", None)
        result.update(pattern=_ONE_BLANK, patternErrorMessage="must not be empty, and blanks are single ones between words")
    if types:
        null = not required and clearable(prop)
        types = [name for name in types if name != "null"] + (["null"] if null else [])
        result["type"] = types[0] if len(types) == 1 else types
        if "enum" in prop:
            result["enum"] = [value for value in prop["enum"] if value is not None] + ([None] if null else [])
    return result


def _secret_name(prop):
    """A secret is not in a document. It says where the secret is."""
    sources = {"variable": "Name of the Ansible variable that holds it.", "env": "Name of the environment variable that holds it."}
    if "object" in compare.types_of(prop):
        # An environment variable holds text.
        del sources["env"]
    wrong = "a secret is never in a document, " + " or ".join(f"{{{source}: NAME}}" for source in sources) + " says where it is"
    named = {"type": "string", "pattern": _VARIABLE, "errorMessage": wrong, "patternErrorMessage": wrong}
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {name: {**named, "description": text} for name, text in sources.items()},
        "writeOnly": True,
        "errorMessage": wrong,
        "description": f"{prop['description']} Not the secret itself, but where it is.",
    }


# What is wrong with a document --------------------------------------------------------------------------------------


def problems(document):
    """Everything that is wrong with a document as such. What is unwise about it is for the policy to say.

    :param document: values as YAML or JSON has them, of any shape.
    :returns: list of ``(path, message)``, a path being a tuple of keys and positions; empty if all is well.
    """
    return _problems(_with_days_as_text(document))


def _problems(written):
    return violations(editor_schema(), written) + list(_repeated(written))


def _with_days_as_text(value):
    """YAML makes dates of what looks like one. A document has text there."""
    if isinstance(value, dict):
        return {name: _with_days_as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_days_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _repeated(document):
    """Names that are there twice where each stands for one object. JSON Schema has no word for it."""
    for section in _layout(document).sections:
        yield from _repeated_in(section, document, (), {})


def _repeated_in(section, owner, path, seen):
    inner = {part.name: {} for part in section.parts}
    for n, item in _items(section, owner):
        key, here = item.get(section.key), (*path, section.name, n)
        first = seen.setdefault(key, here) if isinstance(key, str) else here
        if first != here:
            yield here, f"{section.key}: {key!r} is there already, in {_text(first)}"
        for part in section.parts:
            # A trunk belongs to its trunk group alone; a user is one and the same, wherever it is written.
            yield from _repeated_in(part, item, here, inner[part.name] if part.outlives else {})


def _text(path):
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _layout(document):
    """The layout of the document, an empty one if there is none for it."""
    provider = document.get("provider") if isinstance(document, dict) else None
    kind = provider.get("kind") if isinstance(provider, dict) else None
    return PROVIDERS.get(kind, _NOWHERE) if isinstance(kind, str) else _NOWHERE


_NOWHERE = Layout(None, {}, {}, (), ())


def _items(section, owner):
    """The items of a section as maps, each with its position; what is no item is left out."""
    found = owner.get(section.name)
    if section.key is None or not isinstance(found, list):
        return
    for n, item in enumerate(found):
        if section.brief and isinstance(item, str):
            item = {section.key: item}
        if isinstance(item, dict):
            yield n, item


# What a document means ----------------------------------------------------------------------------------------------


def plan(document, today):
    """A document in the variables of the roles: its fraud profile as rules and ACLs, its state applied. Secrets stay names of variables.

    :param today: date that exceptions are held against.
    :returns: map of ``state``, ``provider`` (its kind), ``partner_sid``, ``service_provider_id``, ``group_id``, every section that some
        provider has (items as maps, empty where the document has none), ``made_acls``, ``made_rules`` and ``ending_calls`` (see ``states``), ``users`` to
        take off their trunk groups when the customer leaves, ``leaving`` (what goes with it) and ``lifecycle``.
    :raises InvalidInput: if anything is wrong with the document. What is applied in part may let calls through.
    """
    written = _with_days_as_text(document)
    wrong = _problems(written)
    if wrong:
        raise InvalidInput([place(document, path) + message for path, message in wrong])
    return _planned(written, today)[1]


def _planned(written, today):
    """The document as it is to be applied, and its plan."""
    document = states.applied(fraud.expand(written, today))
    return document, _in_variables(*states.without_made_acls(document, written))


def _in_variables(document, made_acls):
    layout, provider = _layout(document), document["provider"]
    nothing = {section.name: _shaped(section, {}) for other in PROVIDERS.values() for section in other.sections}
    nothing_left = {section.name: _shaped(section, {}) for other in PROVIDERS.values() for section in other.leaving}
    options = {option: "" for other in PROVIDERS.values() for option in other.place_options.values()}
    return {
        "state": states.state(document),
        "provider": provider["kind"],
        **options,
        **{option: provider[name] for name, option in layout.place_options.items() if name in provider},
        **nothing,
        **{section.name: _shaped(section, document) for section in layout.sections},
        "made_acls": made_acls,
        "made_rules": states.made_rules(document["customer"]["id"]),
        "ending_calls": states.ending_calls(document),
        "users": list(_users(layout, document)),
        "leaving": {
            **nothing_left,
            **{section.name: _shaped(section, document.get("offboarding", {})) for section in layout.leaving},
        },
        "lifecycle": document.get("lifecycle", {}),
    }


def _shaped(section, owner):
    """A section with its items as maps."""
    if section.levels:
        return owner.get(section.name, {})
    return owner.get(section.name, []) if section.names else [item for _n, item in _items(section, owner)]


def _users(layout, document):
    """What stays when the objects around it go, and has to be taken off them first."""
    for section in layout.sections:
        for _n, item in _items(section, document):
            for part in section.parts:
                if part.outlives:
                    yield from ({part.key: user[part.key], part.given: item[section.key]} for _m, user in _items(part, item))


def rendered(document, today):
    """What the document's objects are created with: ``[(kind name, body)]`` in the attributes of the kinds' schemas, names in place of ids
    and ``compare.NOT_SHOWN`` in place of secrets. What the provider cannot enforce is not among them.

    :param document, today: as for ``plan``.
    """
    document, planned = _planned(_with_days_as_text(document), today)
    layout = _layout(document)
    where = {option: planned[option] for option in layout.place_options.values()}
    return [one for section in layout.sections if section.enforced for one in _bodies(section, document, where, {})]


def _bodies(section, owner, where, given):
    if section.levels:
        for level, item in owner.get(section.name, {}).items():
            depth = list(section.levels).index(level) + 1
            yield section.kind.name, _body(section, item, dict(list(where.items())[:depth]), {})
    for _n, item in _items(section, owner):
        lone = {option: owner[other][0]["name"] for option, other in section.lone.items() if option not in item and len(owner.get(other) or []) == 1}
        yield section.kind.name, _body(section, {**lone, **item}, where, given)
        for part in section.parts:
            yield from _bodies(part, item, where, {part.given: item[section.key]})


def _body(section, item, where, given):
    kind = section.kind
    item = {**given, **item}
    named = {name: (prop, option_name(name, prop)) for name, prop in kind.attributes.items()}
    desired = {name: _filled(prop, compare.canonical(prop, item[option])) for name, (prop, option) in named.items() if option in item}
    operations = plan_object(kind, item.get(section.key), {**kind.present_as, **desired}, None).operations
    body = {name: value for operation in operations for name, value in operation.body.items() if section.key or name != kind.key}
    return {**{name: value for name, value in where.items() if name in kind.place}, **body}


def _filled(prop, value):
    """A value as the API gets it: something in place of secrets, and nothing that only the document has."""
    if isinstance(value, list) and prop.get("items"):
        return [_filled(prop["items"], item) for item in value]
    if compare.is_secret(prop) and value is not None:
        return {} if "object" in compare.types_of(prop) else compare.NOT_SHOWN
    if isinstance(value, dict) and prop.get("properties"):
        known = prop["properties"]
        return {n: _filled(known.get(n, {}), v) for n, v in value.items() if n in known or prop.get("additionalProperties") is not False}
    return value
