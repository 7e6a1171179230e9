# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trunk group's schema against the contract's table and the vendor's page, and every printed answer against the schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ansible_collections.telecom.trunking.plugins.module_utils import compare, odin
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info, Kind
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_call_capacity import ODIN_CALL_CAPACITY
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_group_service import ODIN_GROUP_SERVICE
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import ODIN_TRUNK_GROUP
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_user import ODIN_TRUNK_USER
from ansible_collections.telecom.trunking.tests.unit import odin_world as world

FIXTURES = Path(__file__).parents[2] / "fixtures"
TABLES = json.loads((FIXTURES / "odin-tables.json").read_text(encoding="utf-8"))
TABLE, ELSEWHERE = TABLES["trunk_group"], TABLES["elsewhere"]
PAGE = json.loads((FIXTURES / "object-tables.json").read_text(encoding="utf-8"))
DEFAULTS, RETURNED = PAGE["odin.group_trunk_group.create_defaults"], PAGE["odin.group_trunk_group.example_returned"]
SAMPLES = json.loads((FIXTURES / "odin-samples.json").read_text(encoding="utf-8"))
SCHEMAS = {one["title"]: one for one in (ODIN_TRUNK_GROUP, ODIN_CALL_CAPACITY, ODIN_GROUP_SERVICE, ODIN_TRUNK_USER)}
PROPERTIES = ODIN_TRUNK_GROUP["properties"]


def test_the_table_is_whole():
    assert (len(TABLE), len(ELSEWHERE)) == (72, 4)
    assert [name for name, row in TABLE.items() if row["create"] == "R"] == ["serviceProviderId", "groupId", "name", "maxActiveCalls"]
    assert len([name for name, row in TABLE.items() if row["create"] == "e"]) == 17
    assert len([name for name, row in TABLE.items() if row.get("since") == "R21"]) == 7


def test_attributes_are_those_of_the_table_in_its_order():
    assert list(PROPERTIES) == [row["name"] for row in TABLE.values()]
    assert [odin.wire_name(name, prop) for name, prop in PROPERTIES.items()] == list(TABLE)


def test_what_is_elsewhere_is_no_attribute():
    names = {row["name"] for row in ELSEWHERE.values()}
    assert not names & set(PROPERTIES)
    assert names & set(options(odin.ODIN_TRUNK_GROUP)["properties"]) == {"new_name"}


def types(prop):
    return [name for name in compare.types_of(prop) if name != "null"]


@pytest.mark.parametrize(("odins", "row"), TABLE.items(), ids=lambda value: value if isinstance(value, str) else "")
def test_an_attribute_is_as_the_table_says(odins, row):
    prop = PROPERTIES[row["name"]]
    assert types(prop) == [row["type"]]
    assert {name: prop[name] for name in ("minimum", "maximum") if name in prop} == {name: row[name] for name in ("minimum", "maximum") if name in row}
    if "max_bytes" in row:
        assert (prop["minLength"], prop["x-max-bytes"]) == (1, row["max_bytes"])
    if not prop.get("readOnly"):
        assert [value for value in prop.get("enum", []) if value is not None] == row.get("enum", [])
        # What is absent unless it is set has null for a default. The pilot user is odin_trunk_user's to reset.
        resettable = "default" in row or (row["update"] == "n" and row["get"] != "-" and row["name"] != "pilot_user_id")
        assert ("default" in prop) is resettable
        assert prop.get("default") == row.get("default")
    assert bool(prop.get("readOnly")) is (row["create"] == row["update"] == "-")
    assert bool(prop.get("x-send")) is (row["create"] == "e" or odins == "useSystemUserLookupPolicy")
    assert ("null" in compare.types_of(prop)) is (row["update"] == "n")
    assert bool(prop.get("writeOnly")) is (row["get"] == "-")
    assert (row["name"] in ODIN_TRUNK_GROUP["required"]) is (row["create"] == "R" and row["update"] != "key")
    # What may be left out of an answer is documented to be: empty, or unknown to the release.
    if row["get"] == "P":
        assert prop["x-missing"] == "null"
    if row.get("since"):
        assert prop["x-missing"] == "unsupported"


@pytest.mark.parametrize("odins", [name for name, row in TABLE.items() if "members" in row])
def test_the_parts_of_an_attribute(odins):
    members, prop = TABLE[odins]["members"], PROPERTIES[TABLE[odins]["name"]]
    if odins == "users":
        assert (prop["items"]["type"], prop["items"]["x-max-bytes"], prop["uniqueItems"]) == ("string", 161, True)
        return
    assert [odin.wire_name(name, part) for name, part in prop["properties"].items()] == list(members)
    for part, limit in zip(prop["properties"].values(), members.values(), strict=True):
        assert part.get("enum") == limit if isinstance(limit, list) else part["x-max-bytes"] == limit


def test_lookup_policy_knows_the_newest_release():
    assert "Basic Lookup Prefer From" in PROPERTIES["user_lookup_policy"]["enum"]
    assert "older releases refuse" in PROPERTIES["invitation_timeout"]["description"]


# The vendor's page -------------------------------------------------------------------------------------------------------


def test_defaults_of_the_page_are_those_of_the_schema():
    sent = {odin.wire_name(name, prop): prop["default"] for name, prop in PROPERTIES.items() if prop.get("x-send")}
    assert sent == {name: {"true": True, "false": False}.get(value, value) for name, value in DEFAULTS.items()}


def test_everything_that_the_page_returns_is_an_attribute():
    assert set(RETURNED) <= set(TABLE)
    assert {name for name, row in TABLE.items() if row["get"] == "A"} == set(RETURNED)
    shown = odin.from_wire(ODIN_TRUNK_GROUP, RETURNED)
    assert {name: value for name, value in shown.items() if "default" in PROPERTIES[name]} == {
        name: prop["default"] for name, prop in PROPERTIES.items() if prop.get("default") is not None
    }


def test_a_create_request_is_the_pages(emulator, odin_task):
    """The 17 rows that every client sends and useSystemUserLookupPolicy, as real booleans; nothing empty."""
    emulator.reset(world.world())
    assert odin_task("odin_trunk_group", name="Odin Test Trunk", max_active_calls=2).get("msg") is None
    [post] = [request["body"] for request in emulator.requests(writes=True) if request["path"].endswith("/trunk-groups")]
    defaults = {name: {"true": True, "false": False}.get(value, value) for name, value in DEFAULTS.items()}
    assert post == {**world.KEY, "name": "Odin Test Trunk", "maxActiveCalls": 2, **defaults}
    seed = SAMPLES["post_group_trunk_group_seed"]["request"]
    assert set(seed) - set(post) == {"sipAuthenticationUserName", "sipAuthenticationPassword"}
    assert {seed[name] for name in set(seed) - set(post)} == {""}


def test_a_created_trunk_group_is_the_pages(emulator, odin_task):
    emulator.reset(world.world())
    made = odin_task("odin_trunk_group", name="Odin Test Trunk", max_active_calls=2)["odin_trunk_group"]
    assert made == {**odin.from_wire(ODIN_TRUNK_GROUP, RETURNED), **world.PLACE, "name": "Odin Test Trunk"}


# Printed answers ---------------------------------------------------------------------------------------------------------

PATHS = {
    "/groups/trunk-groups": "odin_trunk_group",
    "/groups/trunk-groups/call-capacity": "odin_call_capacity",
    "/service-providers/trunk-groups/call-capacity": "odin_call_capacity",
}


def printed():
    """``(sample, schema, object)`` of every trunk group and capacity that a sample shows, requests included."""
    for name, sample in SAMPLES.items():
        title = PATHS.get(sample["path"].partition("?")[0])
        for part in ("request", "response"):
            body = sample.get(part)
            for item in body if isinstance(body, list) else [body]:
                if title and isinstance(item, dict) and item:
                    yield f"{name} ({part})", title, item


PRINTED = list(printed())


def test_the_samples_are_all_there():
    assert len(PRINTED) > 12
    assert {title for _name, title, _item in PRINTED} == {"odin_trunk_group", "odin_call_capacity"}


def is_a_row(item):
    return "deviceLevel" in item


@pytest.mark.parametrize(("name", "title", "item"), PRINTED, ids=lambda value: value if isinstance(value, str) else "")
def test_every_printed_object_becomes_canonical(name, title, item):
    schema = SCHEMAS[title]
    properties = schema["properties"]
    if is_a_row(item):
        assert isinstance(item["name"], str)
        return
    known = {odin.wire_name(n, prop) for n, prop in properties.items()} | {"newName"}
    assert set(item) - known == set()
    canonical = compare.canonical(schema, odin.from_wire(schema, item))
    partial = {**schema, "required": []}
    assert [f"{error.json_path}: {error.message}" for error in Draft202012Validator(partial).iter_errors(canonical)] == []
    for attribute, value in canonical.items():
        again = compare.canonical(properties[attribute], compare.wire(properties[attribute], value))
        assert again == value
    back = odin.from_wire(schema, odin.to_wire(schema, canonical))
    assert compare.canonical(schema, back) == canonical


def test_a_printed_number_is_the_text_that_it_was():
    """``callForwardingAlwaysForwardAddress: 123123123`` in the sample of an older release."""
    item = SAMPLES["get_group_trunk_group"]["response"]
    shown = compare.canonical(ODIN_TRUNK_GROUP, odin.from_wire(ODIN_TRUNK_GROUP, item))
    assert shown["call_forwarding_always_forward_address"] == str(item["callForwardingAlwaysForwardAddress"])
    assert isinstance(item["callForwardingAlwaysForwardAddress"], int)
    assert not world.R21 & set(shown)


# Schemas as such ---------------------------------------------------------------------------------------------------------


def everything(schema):
    yield schema
    for inner in [*schema.get("properties", {}).values(), *([schema["items"]] if schema.get("items") else [])]:
        yield from everything(inner)


@pytest.mark.parametrize("title", SCHEMAS)
def test_schemas_are_schemas(title):
    schema = SCHEMAS[title]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["description"] and schema["additionalProperties"] is False
    for prop in everything(schema):
        for name, inner in prop.get("properties", {}).items():
            assert inner.get("description"), name
        if "default" in prop:
            assert Draft202012Validator(prop).is_valid(prop["default"]), prop
        assert json.loads(json.dumps(prop)) == prop


@pytest.mark.parametrize("module", odin.MODULES)
def test_options_are_a_schema(module):
    schema = options(odin.MODULES[module])
    Draft202012Validator.check_schema(schema)
    assert all(prop["description"] for prop in schema["properties"].values())
    assert [name for name, prop in schema["properties"].items() if prop.get("readOnly")] == []
    assert {name: prop["x-env"] for name, prop in schema["properties"].items() if name.startswith("api_")} == {
        name: f"ODIN_{name.upper()}" for name in ("api_url", "api_username", "api_password", "api_token")
    }


def test_only_passwords_and_tokens_are_secret():
    assert [(title, name) for title, schema in SCHEMAS.items() for name, prop in schema["properties"].items() if compare.is_secret(prop)] == [
        ("odin_trunk_group", "sip_authentication_password")
    ]
    assert {name for name, prop in odin.ODIN.options.items() if compare.is_secret(prop)} == {"api_password", "api_token"}


def test_every_kind_has_its_modules():
    assert {name for name, one in odin.MODULES.items() if isinstance(one, Kind)} == set(SCHEMAS) == set(odin.ODIN.kinds)
    assert {one.kind.name for one in odin.MODULES.values() if isinstance(one, Info)} == {"odin_trunk_group", "odin_call_capacity"}


@pytest.mark.parametrize("field", ["max_active_calls", "bursting_max_active_calls", "number_of_bursting_btlus"])
def test_capacities_know_a_word_for_no_limit(field):
    prop = ODIN_CALL_CAPACITY["properties"][field]
    assert [compare.canonical(prop, word) for word in ("unlimited", "Unlimited", "-1", -1, "7")] == [-1, -1, -1, -1, 7]
    assert odin.wire_name(field, prop) == {"number_of_bursting_btlus": "numberOfBurstingBTLUs"}.get(field, camel(field))


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
