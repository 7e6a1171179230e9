# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schemas against the vendor's tables, and every printed sample against the schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.schemas import (
    access_control_rule,
    acl,
    did,
    endpoint,
    external_handler,
    transformation,
    trunk,
    trunk_group,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"

SCHEMAS = {
    "carrierx.trunk_group": trunk_group.TRUNK_GROUP,
    "carrierx.acl": acl.ACL,
    "carrierx.external_handler": external_handler.EXTERNAL_HANDLER,
    "carrierx.external_handler_request": external_handler.EXTERNAL_HANDLER_REQUEST,
    "carrierx.external_handler_response_item": external_handler.EXTERNAL_HANDLER_RESPONSE["items"],
    "carrierx.trunk": trunk.TRUNK,
    "carrierx.access_control_rule": access_control_rule.ACCESS_CONTROL_RULE,
    "carrierx.transformation": transformation.TRANSFORMATION,
    "carrierx.endpoint": endpoint.ENDPOINT,
    "carrierx.address": endpoint.ADDRESS,
    "carrierx.did": did.DID,
}


def load(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def tables(name):
    return {table: rows for table, rows in load(name).items() if table.startswith("carrierx.")}


def test_every_table_has_its_schema():
    assert {*tables("object-tables.json"), *tables("carrierx-tables.json")} == set(SCHEMAS)


@pytest.mark.parametrize("file", ["object-tables.json", "carrierx-tables.json"])
def test_attributes_are_those_of_the_table_in_its_order(file):
    for table, listed in tables(file).items():
        schema = SCHEMAS[table]
        attributes = list(schema["properties"])
        if "X-*" in listed:
            assert list(schema["patternProperties"]) == ["^X-"]
            attributes.append("X-*")
        assert attributes == list(listed), table


def property_of(table, attribute):
    schema = SCHEMAS[table]
    return schema["patternProperties"]["^X-"] if attribute == "X-*" else schema["properties"][attribute]


def on_the_wire(prop):
    """JSON types that the API sees."""
    return ["string"] if "x-separator" in prop else compare.types_of(prop)


@pytest.mark.parametrize("table", tables("object-tables.json"))
def test_attributes_of_the_vendors_pages(table):
    for attribute, row in tables("object-tables.json")[table].items():
        as_on_the_page(property_of(table, attribute), row)


def as_on_the_page(prop, row):
    types = [name for name in on_the_wire(prop) if name != "null"]
    assert types == [row["type"].split()[0]]
    if row["type"] == "array of objects":
        assert prop["items"]["type"] == "object"
    if "default" in row:
        assert compare.wire(prop, prop["default"]) == row["default"]
    if "enum" in row:
        assert [value for value in prop["enum"] if value is not None] == row["enum"]
    else:
        assert "enum" not in prop
    assert prop.get("readOnly", False) is row.get("read_only", False)
    if "always" in row:
        assert prop["default"] is row["always"] is None
        assert "null" in compare.types_of(prop)
    assert {"s": " seconds", "ms": " milliseconds"}.get(row.get("unit"), "") in prop["description"]


@pytest.mark.parametrize("table", tables("carrierx-tables.json"))
def test_attributes_of_the_contract(table):
    for attribute, row in tables("carrierx-tables.json")[table].items():
        as_in_the_contract(property_of(table, attribute), row)
        assert (attribute in SCHEMAS[table].get("required", [])) is row.get("required", False)


def as_in_the_contract(prop, row):
    assert on_the_wire(prop) == row["types"]
    assert ("default" in prop) is ("default" in row)
    if "default" in row:
        default = compare.wire(prop, prop["default"])
        assert (default, type(default)) == (row["default"], type(row["default"]))
    assert sorted(prop.get("enum", [])) == sorted(row.get("enum", []))
    assert prop.get("readOnly", False) is row.get("read_only", False)


@pytest.mark.parametrize(
    ("table", "attribute"),
    [
        ("carrierx.endpoint", "out_sip_password"),
        ("carrierx.endpoint", "properties"),
        ("carrierx.endpoint", "voip_token"),
        ("carrierx.address", "sip_password"),
        ("carrierx.did", "porting_pin"),
    ],
)
def test_secrets_are_marked(table, attribute):
    prop = property_of(table, attribute)
    assert compare.is_secret(prop)
    assert bool(prop.get("writeOnly")) is not bool(prop.get("readOnly"))


def test_nothing_else_is_secret():
    secret = [(table, name) for table, schema in SCHEMAS.items() for name, prop in schema["properties"].items() if compare.is_secret(prop)]
    assert len(secret) == 5


def everything(schema):
    """A schema and all that is inside it."""
    yield schema
    for inner in [*schema.get("properties", {}).values(), *([schema["items"]] if schema.get("items") else [])]:
        yield from everything(inner)


@pytest.mark.parametrize("table", SCHEMAS)
def test_schemas_are_schemas(table):
    schema = SCHEMAS[table]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["description"]
    for prop in everything(schema):
        for name, inner in prop.get("properties", {}).items():
            assert inner.get("description"), name
        if "default" in prop and "x-separator" not in prop:
            assert Draft202012Validator(prop).is_valid(prop["default"]), prop
        assert json.loads(json.dumps(prop)) == prop


@pytest.mark.parametrize("module", MODULES)
def test_options_are_a_schema(module):
    schema = options(MODULES[module])
    Draft202012Validator.check_schema(schema)
    assert all(prop["description"] for prop in schema["properties"].values())
    taken = [name for name, prop in schema["properties"].items() if prop.get("readOnly")]
    assert taken == []


# Samples -----------------------------------------------------------------------------------------------------------------

COLLECTIONS = [
    ("/trunk_groups/{}/trunks", "carrierx.trunk"),
    ("/trunk_groups", "carrierx.trunk_group"),
    ("/accesscontrol/rules", "carrierx.access_control_rule"),
    ("/endpoints", "carrierx.endpoint"),
    ("/phonenumber/dids", "carrierx.did"),
    ("/phonenumber/available_dids", "carrierx.did"),
]

OBJECTS = {
    "trunk_group_object": "carrierx.trunk_group",
    "acl_object": "carrierx.acl",
    "endpoint_object_system_gateway": "carrierx.endpoint",
    "acr_object_voice": "carrierx.access_control_rule",
    "external_handler_call": None,
}

# Objects of kinds that the collection does not manage.
OTHERS = ("partner_", "did_group_", "prefix_", "oauth_", "batch_", "effective_")


def table_of(name, sample):
    if name in OBJECTS:
        return OBJECTS[name]
    path = sample["path"].partition("?")[0].split("/")
    if path[1] == "trunk_groups" and path[3:4] == ["trunks"]:
        return "carrierx.trunk"
    return next(table for collection, table in COLLECTIONS if "/".join(path).startswith(collection))


def printed():
    """``(sample, table, object)`` of every object that a sample shows, ACLs of other kinds included."""
    for name, sample in load("carrierx-samples.json").items():
        answer = sample["response"]
        if name.startswith(OTHERS):
            holders = answer.get("items", [answer]) if isinstance(answer, dict) else []
            for holder in holders:
                for key in ("acls", "parent_assigned_acls", "effective_acls"):
                    for item in holder.get(key) or []:
                        yield name, "carrierx.acl", item
        elif table_of(name, sample):
            items = answer["items"] if isinstance(answer, dict) and "items" in answer else [answer] if answer else []
            for item in items:
                yield name, table_of(name, sample), item
            if sample["request"]:
                yield f"{name} (request)", table_of(name, sample), sample["request"]


PRINTED = list(printed())


def test_the_samples_are_all_there():
    assert len(PRINTED) > 30
    assert {table for _name, table, _item in PRINTED} == {
        "carrierx.trunk_group",
        "carrierx.trunk",
        "carrierx.access_control_rule",
        "carrierx.endpoint",
        "carrierx.did",
        "carrierx.acl",
    }


def test_every_printed_object_fits_its_schema():
    for name, table, item in PRINTED:
        schema = {**SCHEMAS[table], "required": []} if "(request)" in name else SCHEMAS[table]
        canonical = compare.canonical(schema, item)
        assert [f"{name}{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(canonical)] == []
        assert set(canonical) <= set(schema["properties"]), name


def test_every_printed_object_survives_the_way_there_and_back():
    for name, table, item in PRINTED:
        properties = SCHEMAS[table]["properties"]
        for attribute, value in compare.canonical(SCHEMAS[table], item).items():
            assert compare.canonical(properties[attribute], compare.wire(properties[attribute], value)) == value, name


def test_a_handlers_call_and_answer():
    sample = load("carrierx-samples.json")["external_handler_call"]
    for schema, value in (
        (external_handler.EXTERNAL_HANDLER_REQUEST, sample["request"]),
        (external_handler.EXTERNAL_HANDLER_RESPONSE, sample["response"]),
    ):
        assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []
    request = external_handler.EXTERNAL_HANDLER_REQUEST
    assert not Draft202012Validator(request).is_valid({**sample["request"], "Via": ["SIP/2.0"]})
    assert not Draft202012Validator(request).is_valid({**sample["request"], "CSeq": "1 INVITE"})
    response = Draft202012Validator(external_handler.EXTERNAL_HANDLER_RESPONSE)
    assert response.is_valid([])
    assert response.is_valid([{"action": "reject", "operands": ["forbidden", "aniblock"]}])
    assert not response.is_valid([{"operands": []}])
    assert not response.is_valid({"action": "reject", "operands": []})


def test_every_kind_has_its_reader():
    kinds = {declaration.kind.name for declaration in MODULES.values() if isinstance(declaration, Info)}
    assert kinds == {"endpoint", "access_control_rule", "trunk_group", "did"}
