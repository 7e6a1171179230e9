# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick answer is the one that jsonschema gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.module_utils import documents, fitting, validation
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.tests.unit.shells import MODULES
from ansible_collections.telecom.trunking.tests.unit.strategies import ODD, sound_documents, tried, wild_documents

SCHEMAS = {"document": documents.editor_schema(), **{name: documents.schema(name) for name in documents.PROVIDERS}}
SCHEMAS.update({name: options(declaration) for name, declaration in MODULES.items()})


def asked(schema, value):
    """What jsonschema says."""
    return next(validation._validator(validation._Frozen(schema)).iter_errors(value), None) is None


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_of_ours_is_known(name):
    assert fitting.checker(SCHEMAS[name]) is not None


@tried
@given(st.one_of(sound_documents(), wild_documents()))
def test_documents_are_judged_alike(document):
    assert fitting.checker(SCHEMAS["document"])(document) is asked(SCHEMAS["document"], document)


@tried
@given(sound_documents())
def test_sound_documents_fit(document):
    assert fitting.checker(SCHEMAS["document"])(document)


ONE_EACH = [
    {"type": "integer"},
    {"type": ["string", "null"], "minLength": 1, "maxLength": 3, "x-max-bytes": 4},
    {"enum": [1, None, "a", True]},
    {"const": 0},
    {"type": "array", "items": {"type": "integer"}, "uniqueItems": True, "minItems": 1, "maxItems": 2},
    {"uniqueItems": True},
    {"type": "object", "required": ["a"], "properties": {"a": {"minimum": 0, "maximum": 9}}, "additionalProperties": False},
    {"minProperties": 1, "maxProperties": 1},
    {"pattern": "^[a-z]+$"},
    {"format": "date"},
    {"not": {}},
    {"anyOf": [{"type": "integer"}, {"required": ["a"]}]},
    {"if": {"type": "integer"}, "then": {"minimum": 5}, "else": {"type": "string"}},
]
VALUES = [0, 1, True, False, None, 1.0, 1.5, -1, 9, 10, "", "a", "abc", "abcd", "ääää", "a\n", "2026-01-31", "2026-02-30"]
VALUES += [[], [1], [1, 1], [1, True], [0, False], [1, 2, 3]]
VALUES += [["a", "a"], [{"a": 1}, {"a": True}], [{"a": 1}, {"a": 1}], {}, {"a": 1}, {"a": 10}, {"a": 1, "b": 2}, {"b": 1}, [None, None]]


@pytest.mark.parametrize("schema", ONE_EACH, ids=str)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_each_keyword(schema, value):
    assert fitting.checker(schema)(value) is asked(schema, value)


@tried
@given(ODD)
def test_anything(value):
    for schema in ONE_EACH:
        assert fitting.checker(schema)(value) is asked(schema, value)


def test_what_is_not_known_is_left_to_jsonschema():
    assert fitting.checker({"multipleOf": 2}) is None
    assert validation.violations({"type": "integer", "minimum": 3}, 2) == [((), "2 is below the minimum 3")]
