# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every customer's document, tried with many."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from ansible_collections.telecom.trunking.plugins.module_utils import compare, documents, validation
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.tests.unit.strategies import sound_documents, tried, wild_documents

TODAY = date(2027, 1, 31)
EDITOR = Draft202012Validator(documents.editor_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
KINDS = {kind.name: kind for layout in documents.PROVIDERS.values() for kind in layout.provider.kinds.values()}


def repeated(message):
    """Whether a problem is the one that JSON Schema cannot say."""
    return "is there already" in message


def inside(value, path):
    for part in path:
        value = value[part]
    return value


def test_what_is_wrong_is_found_and_never_a_crash():
    @tried
    @given(wild_documents())
    def holds(document):
        before = copy.deepcopy(document)
        found = documents.problems(document)
        for path, message in found:
            inside(document, path)  # every place is one of the document
            assert message
        assert len(set(found)) == len(found)
        assert repr(document) == repr(before)

    holds()


def test_a_wrong_document_has_no_plan():
    @tried
    @given(wild_documents())
    def holds(document):
        found = documents.problems(document)
        try:
            json.dumps(documents.plan(document, TODAY))
            assert found == []
        except InvalidInput as wrong:
            assert len(wrong.facts["problems"]) == len(found) > 0

    holds()


def test_editors_say_the_same():
    @tried
    @given(wild_documents())
    def holds(document):
        document = json.loads(json.dumps(document, default=str))
        assert EDITOR.is_valid(document) is all(repeated(message) for _path, message in documents.problems(document))

    holds()


@pytest.mark.parametrize("kind", documents.PROVIDERS)
def test_a_sound_document_renders_to_what_the_api_takes(kind):
    @tried
    @given(sound_documents(kind))
    def holds(document):
        assert documents.problems(document) == []
        assert EDITOR.is_valid(document)
        for name, body in documents.rendered(document, TODAY):
            assert list(Draft202012Validator(KINDS[name].schema).iter_errors(body)) == [], name

    holds()


def as_tasks(section, items, **given):
    """What the roles would call the modules with, ``(kind, options)``."""
    for item in items:
        parts = {part.name: item.get(part.name) or [] for part in section.parts}
        apart = {*parts, *(() if section.enforced else section.marked), *section.wishes}
        yield section.kind, {**{name: unmarked(value) for name, value in item.items() if name not in apart}, **given}
        for part in section.parts:
            yield from as_tasks(part, parts[part.name], **{part.given: item[section.key]})


def unmarked(value):
    """Elements without the mark of what the customer requires, secrets as the text that a lookup puts in."""
    if isinstance(value, list):
        return [{n: v for n, v in item.items() if n != "required"} if isinstance(item, dict) else item for item in value]
    return value


def with_secrets(prop, value):
    if isinstance(value, list) and prop.get("items"):
        return [with_secrets(prop["items"], item) for item in value]
    if compare.is_secret(prop) and value is not None:
        return {} if "object" in compare.types_of(prop) else "secret"
    if isinstance(value, dict) and prop.get("properties"):
        return {name: with_secrets(prop["properties"].get(name, {}), item) for name, item in value.items()}
    return value


@pytest.mark.parametrize("kind", documents.PROVIDERS)
def test_the_modules_take_what_a_sound_document_asks_for(kind):
    layout = documents.PROVIDERS[kind]

    @tried
    @given(sound_documents(kind))
    def holds(document):
        plan = documents.plan(document, TODAY)
        place = {option: plan[option] or "x" for option in layout.place_options.values()}
        for section in layout.sections:
            items = list(plan[section.name].values()) if section.levels else plan[section.name]
            for declaration, task in as_tasks(section, items):
                schema = options(declaration)
                where = {name: value for name, value in place.items() if name in schema["properties"]}
                assert validation.problems(schema, with_secrets(schema, {**where, **task})) == []

    holds()
