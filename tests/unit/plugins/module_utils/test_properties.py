# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every value, tried with many."""

from __future__ import annotations

import copy
import json

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.module import spec_of
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.access_control_rule import ACCESS_CONTROL_RULE
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.did import DID
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.endpoint import ENDPOINT
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk import TRUNK
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk_group import TRUNK_GROUP
from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems
from ansible_collections.telecom.trunking.tests.unit.strategies import JSON, tried, valid

SCHEMAS = {schema["title"]: schema for schema in (ACCESS_CONTROL_RULE, DID, ENDPOINT, TRUNK, TRUNK_GROUP)}


def objects(title):
    """Canonical objects of a schema, parts of them left out."""
    schema = {**SCHEMAS[title], "required": []}
    return valid(schema).map(lambda value: compare.canonical(schema, value))


@pytest.mark.parametrize("title", SCHEMAS)
def test_the_canonical_form_is_a_fixed_point(title):
    schema = SCHEMAS[title]

    @tried
    @given(st.dictionaries(st.sampled_from([*schema["properties"], "unknown"]), JSON, max_size=4) | objects(title) | JSON)
    def holds(value):
        once = compare.canonical(schema, copy.deepcopy(value))
        assert compare.canonical(schema, copy.deepcopy(once)) == once

    holds()


@pytest.mark.parametrize("title", SCHEMAS)
def test_there_and_back_again(title):
    schema = SCHEMAS[title]

    @tried
    @given(objects(title))
    def holds(value):
        assert compare.canonical(schema, json.loads(json.dumps(compare.wire(schema, value)))) == value

    holds()


@pytest.mark.parametrize("title", SCHEMAS)
def test_a_wish_for_what_is_there_changes_nothing(title):
    properties = {name: prop for name, prop in SCHEMAS[title]["properties"].items() if not prop.get("readOnly")}

    @tried
    @given(objects(title))
    def holds(value):
        for name, current in value.items():
            prop = properties[name]
            if isinstance(current, dict):
                assert compare.same(prop, compare.merge(prop, current, {}), current)
            if current is not None and not compare.is_secret(prop):
                assert compare.same(prop, compare.merge(prop, current, copy.deepcopy(current)), current)

    holds()


@pytest.mark.parametrize("title", SCHEMAS)
@pytest.mark.parametrize("reset", [False, True])
def test_a_wish_fulfilled_is_fulfilled(title, reset):
    """The second time, there is nothing left to change."""
    properties = {name: prop for name, prop in SCHEMAS[title]["properties"].items() if not prop.get("readOnly")}

    @tried
    @given(objects(title), objects(title))
    def holds(current, desired):
        for name, wish in desired.items():
            prop = properties[name]
            once = compare.merge(prop, current.get(name), wish, reset)
            assert compare.same(prop, compare.merge(prop, copy.deepcopy(once), wish, reset), once)

    holds()


@pytest.mark.parametrize("title", SCHEMAS)
def test_sameness_is_an_equivalence(title):
    schema = SCHEMAS[title]

    @tried
    @given(objects(title), objects(title))
    def holds(one, other):
        assert compare.same(schema, one, copy.deepcopy(one))
        assert compare.same(schema, one, other) is compare.same(schema, other, one)
        shuffled = dict(reversed(one.items()))
        assert compare.same(schema, one, shuffled)

    holds()


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return [without_nulls(item) for item in value if item is not None] if isinstance(value, list) else value


@pytest.mark.parametrize("title", SCHEMAS)
def test_the_words_agree_with_jsonschema(title):
    schema = SCHEMAS[title]

    @tried
    @given(st.dictionaries(st.sampled_from([*schema["properties"], "unknown"]), JSON, max_size=5), objects(title))
    def holds(odd, value):
        for mixed in (without_nulls(odd), without_nulls(value), without_nulls({**value, **odd})):
            assert (problems(schema, mixed) == []) is Draft202012Validator(schema).is_valid(compare.canonical(schema, mixed))

    holds()


@pytest.mark.parametrize("module", MODULES)
def test_ansible_takes_what_the_schema_takes(module):
    schema = options(MODULES[module])
    spec = ArgumentSpecValidator(spec_of(MODULES[module]))
    needed = {choice["required"][0] for choice in schema.get("anyOf", [])[:1]}

    @tried
    @given(valid({**schema, "required": [*schema.get("required", []), *needed]}, null=False))
    def holds(params):
        assert problems(schema, params) == []
        validated = spec.validate(copy.deepcopy(params))
        assert validated.error_messages == []
        # What is left out of a suboption comes back as null.
        given_back = {name: validated.validated_parameters[name] for name in params}
        assert without_nulls(compare.canonical(schema, given_back)) == without_nulls(compare.canonical(schema, params))

    holds()
