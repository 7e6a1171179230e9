# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers' documents: what their schema holds, what is wrong with them, what they mean."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from ansible_collections.telecom.trunking.plugins.module_utils import compare, documents, states
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name, settable
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.customer import CUSTOMER
from ansible_collections.telecom.trunking.plugins.module_utils.sections import REQUIRED, item_properties
from ansible_collections.telecom.trunking.plugins.module_utils.validation import clearable, place

ROOT = Path(__file__).parents[4]
TODAY = date(2027, 1, 31)
EDITOR = Draft202012Validator(documents.editor_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def at_carrierx(**more):
    return {"customer": {"id": "acme"}, "provider": {"kind": "carrierx"}, **more}


def at_odin(**more):
    return {"customer": {"id": "acme"}, "provider": {"kind": "odin", "service_provider": "S", "group": "G"}, **more}


# Completeness: derived from the kinds ------------------------------------------------------------------------------


def all_sections(kind):
    """Every section of a document, parts and offboarding included, each with the schema of its items: ``(section, schema)``."""

    def within(sections, properties):
        for section in sections:
            schema = properties[section.name]
            items = list(schema["properties"].values()) if section.levels else [schema["items"]]
            yield section, items[0]
            yield from within(section.parts, items[0].get("properties", {}))

    layout, properties = documents.PROVIDERS[kind], documents.schema(kind)["properties"]
    yield from within(layout.sections, properties)


def settable_attributes(prop, path=()):
    """Paths of everything that may be set inside of a value, under the options' names, as the kind's schema has it."""
    inner = prop.get("items") or prop
    if compare.is_secret(prop):
        return
    for name, one in inner.get("properties", {}).items():
        if settable(one):
            here = (*path, option_name(name, one))
            yield here
            yield from settable_attributes(one, here)


def described_attributes(schema, path=()):
    """The same of a document's schema. What only a document has is left out: the places of secrets, the mark of what is required."""
    inner = schema.get("items") or schema
    if compare.is_secret(schema):
        return
    for name, one in inner.get("properties", {}).items():
        if one is not REQUIRED and one.get("description") != REQUIRED["description"]:
            yield (*path, name)
            yield from described_attributes(one, (*path, name))


@pytest.mark.parametrize("provider", documents.PROVIDERS)
def test_every_settable_attribute_of_every_kind_is_there_once(provider):
    """The place of an attribute is its section. Where the object is, and what the document's structure says, need no attribute."""
    layout, found = documents.PROVIDERS[provider], {}
    for section, schema in all_sections(provider):
        parts = {part.name for part in section.parts}
        said = [path for path in described_attributes(schema) if path[0] not in {*parts, *section.switches, *section.wishes}]
        found.setdefault(section.kind.name, []).append((section, said))
    for kind in layout.provider.kinds.values():
        assert len(found[kind.name]) == 1, kind.name
        ((section, said),) = found[kind.name]
        wanted = [path for path in settable_attributes(kind.schema) if path[0] not in {kind.scope, *kind.place, section.given}]
        assert sorted(said) == sorted(wanted), kind.name
        assert len(set(said)) == len(said)
    assert {name for name, sections in found.items() if any(section.enforced for section, _said in sections)} == set(layout.provider.kinds)


@pytest.mark.parametrize("provider", documents.PROVIDERS)
def test_attributes_are_described_by_the_kind(provider):
    for section, schema in all_sections(provider):
        for name, prop in item_properties(section).items():
            said = schema["properties"][name]
            assert said["description"].startswith(prop["description"])
            for keyword in ("minimum", "maximum", "maxItems", "uniqueItems", "default", "x-ref"):
                if not compare.is_secret(prop):
                    assert said.get(keyword) == prop.get(keyword), (section.name, name, keyword)
            assert ("null" in compare.types_of(said)) is (clearable(prop) and name not in schema["required"] and bool(compare.types_of(prop)))


def every_schema(schema):
    yield schema
    inner = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    for one in inner:
        yield from every_schema(one)


@pytest.mark.parametrize("provider", documents.PROVIDERS)
def test_every_map_with_attributes_is_closed(provider):
    for schema in every_schema(documents.schema(provider)):
        if "properties" in schema and schema.get("description") != "One transformation step." and "operands" not in schema["properties"]:
            assert schema["additionalProperties"] is False, schema
        assert not [name for name in schema if name.startswith("x-") and name not in ("x-ref", "x-max-bytes")]


@pytest.mark.parametrize("provider", documents.PROVIDERS)
def test_no_option_of_a_connection_or_a_task_is_in_a_document(provider):
    layout = documents.PROVIDERS[provider]
    controls = {"state", "update_password", "planned", "exclusive", "partner_sid", *layout.provider.options}
    for section, schema in all_sections(provider):
        assert not controls & set(schema["properties"]), section.name


def test_the_keys_of_a_document_are_those_of_its_schemas():
    assert set(documents.SECTIONS) == {name for kind in documents.PROVIDERS for name in documents.schema(kind)["properties"]}


def test_the_exported_schema_is_a_schema_without_references():
    Draft202012Validator.check_schema(documents.editor_schema())
    assert "$ref" not in json.dumps(documents.editor_schema())


def test_what_is_said_twice_is_said_alike():
    assert tuple(CUSTOMER["properties"]["state"]["enum"]) == states.STATES


# What is wrong ------------------------------------------------------------------------------------------------------

ENDPOINT = {"name": "nyc"}
RULE = {"name": "premium", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}
SECRET = "a secret is never in a document, {variable: NAME} or {env: NAME} says where it is"
NO_BLANKS = "must not be empty, and blanks are single ones between words"

PROBLEMS = {
    "all is well": (at_carrierx(endpoints=[ENDPOINT], access_control_rules=[RULE]), []),
    "all is well at BroadWorks": (at_odin(trunk_groups=[{"name": "a b", "max_active_calls": 1}]), []),
    "nothing": ({}, [((), "customer: is required"), ((), "provider: is required")]),
    "no document": (None, [((), "None is not a map")]),
    "no map": ([1], [((), "the value is not a map")]),
    "no provider": ({"customer": {"id": "acme"}}, [((), "provider: is required")]),
    "provider unknown, the customer is looked at all the same": (
        {"customer": {"id": "Acme", "nam": 1}, "provider": {"kind": "carrierxx"}, "endpoints": 5},
        [
            (("customer", "id"), "has to be 1 to 63 lower case letters, digits and dashes, and not to begin with a dash"),
            (("customer", "nam"), "no such option, did you mean name?"),
            (("provider", "kind"), "'carrierxx' is not one of carrierx, odin, did you mean carrierx?"),
        ],
    ),
    "id ends with a line end": (
        {**at_carrierx(), "customer": {"id": "acme\n"}},
        [(("customer", "id"), "has to be 1 to 63 lower case letters, digits and dashes, and not to begin with a dash")],
    ),
    "no group": ({"customer": {"id": "a"}, "provider": {"kind": "odin", "service_provider": "S"}}, [(("provider",), "group: is required")]),
    "place of another provider": (
        {"customer": {"id": "a"}, "provider": {"kind": "carrierx", "group": "G"}},
        [(("provider", "group"), "no such option, there are kind, partner")],
    ),
    "unknown section": (at_carrierx(endpoint=[]), [(("endpoint",), "no such option, did you mean endpoints?")]),
    "section of another provider": (at_carrierx(services=[]), [(("services",), "is for customers at BroadWorks, provider.kind odin")]),
    "offboarding at another provider": (at_carrierx(offboarding={}), [(("offboarding",), "is for customers at BroadWorks, provider.kind odin")]),
    "attribute of another provider": (
        at_odin(trunk_groups=[{"name": "a", "max_active_calls": 1, "routing_type": "failover"}]),
        [(("trunk_groups", 0, "routing_type"), "no such option")],
    ),
    "all at once": (
        at_carrierx(
            endpoints=[{"name": ""}, {}],
            trunk_groups=[{"name": "a", "trunks": [{"name": "t", "in_capacity": -2, "prioritty": 1}], "routing_type": "failver"}],
            contract={"channels": 0, "regions": ["USA"]},
        ),
        [
            (("contract", "channels"), "0 is below the minimum 1"),
            (("contract", "regions", 0), "is no country code of two lower case letters (ISO 3166-1)"),
            (("endpoints", 0, "name"), "must not be empty"),
            (("endpoints", 1), "name: is required"),
            (("trunk_groups", 0, "routing_type"), "'failver' is not one of failover, round_robin, did you mean failover?"),
            (("trunk_groups", 0, "trunks", 0, "in_capacity"), "-2 is below the minimum -1"),
            (("trunk_groups", 0, "trunks", 0, "prioritty"), "no such option, did you mean priority?"),
        ],
    ),
    "what an item needs": (
        at_carrierx(access_control_rules=[{"name": "a", "field": None}]),
        [
            (("access_control_rules", 0), "operation: is required"),
            (("access_control_rules", 0), "quantifier: is required"),
            (("access_control_rules", 0), "entries: is required"),
            (("access_control_rules", 0, "field"), "None is not a string"),
        ],
    ),
    "numbers that are text are quoted": (
        at_carrierx(access_control_rules=[{**RULE, "entries": [1900]}], numbers=[12125550100]),
        [
            (("access_control_rules", 0, "entries", 0), "1900 is not a string, put it in quotes"),
            (("numbers", 0), "12125550100 is not a string or a map, put it in quotes"),
        ],
    ),
    "text is no number and no list": (
        at_carrierx(trunk_groups=[{"name": "a", "hard_failure_threshold": "3", "hard_failure_codes": "408;503"}]),
        [
            (("trunk_groups", 0, "hard_failure_codes"), "'408;503' is not a list"),
            (("trunk_groups", 0, "hard_failure_threshold"), "'3' is not an integer"),
        ],
    ),
    "numbers": (
        at_carrierx(numbers=["+12125550100", "911", {"phonenumber": "1 212 555 0100"}, {"name": "x"}, None]),
        [
            (("numbers", 0), "'+12125550100' is not of the form ^[1-9][0-9]{6,14}$"),
            (("numbers", 1), "'911' is not of the form ^[1-9][0-9]{6,14}$"),
            (("numbers", 2, "phonenumber"), "'1 212 555 0100' is not of the form ^[1-9][0-9]{6,14}$"),
            (("numbers", 3), "phonenumber: is required"),
            (("numbers", 4), "None is not a string or a map"),
        ],
    ),
    "names are there once": (
        at_carrierx(
            endpoints=[ENDPOINT, {"name": "lax"}, ENDPOINT],
            trunk_groups=[{"name": "a", "trunks": [{"name": "t"}, {"name": "t"}]}, {"name": "b", "trunks": [{"name": "t"}]}, {"name": "a"}],
            numbers=["12125550100", {"phonenumber": "12125550100"}],
        ),
        [
            (("endpoints", 2), "name: 'nyc' is there already, in endpoints[0]"),
            (("trunk_groups", 0, "trunks", 1), "name: 't' is there already, in trunk_groups[0].trunks[0]"),
            (("trunk_groups", 2), "name: 'a' is there already, in trunk_groups[0]"),
            (("numbers", 1), "phonenumber: '12125550100' is there already, in numbers[0]"),
        ],
    ),
    "a user is on one trunk group": (
        at_odin(trunk_groups=[{"name": name, "max_active_calls": 1, "trunk_users": [{"user_id": "u@x"}]} for name in "ab"]),
        [(("trunk_groups", 1, "trunk_users", 0), "user_id: 'u@x' is there already, in trunk_groups[0].trunk_users[0]")],
    ),
    "names as the provider keeps them": (
        at_odin(trunk_groups=[{"name": "a  b", "max_active_calls": 1}, {"name": "", "max_active_calls": 1}, {"name": "x" * 31, "max_active_calls": 1}]),
        [
            (("trunk_groups", 0, "name"), NO_BLANKS),
            (("trunk_groups", 1, "name"), NO_BLANKS),
            (("trunk_groups", 2, "name"), f"'{'x' * 31}' is longer than 30 bytes"),
        ],
    ),
    "words for numbers": (
        at_odin(services=[{"service_name": "Trunk Group", "quantity": "unlimited"}, {"service_name": "Other", "quantity": "endless"}]),
        [(("services", 1, "quantity"), "'endless' is not of the form ^(unlimited)$")],
    ),
    "days": (
        at_carrierx(
            waivers=[{"rule": "a", "reason": "b", "expires": day} for day in ("2027-02-28", date(2027, 1, 31), "2027-02-29", "31.1.2027", "2027-1-1", 2027)]
        ),
        [
            (("waivers", 2, "expires"), "'2027-02-29' is not a day of the form YYYY-MM-DD"),
            (("waivers", 3, "expires"), "'31.1.2027' is not a day of the form YYYY-MM-DD"),
            (("waivers", 4, "expires"), "'2027-1-1' is not a day of the form YYYY-MM-DD"),
            (("waivers", 5, "expires"), "2027 is not a string, put it in quotes"),
        ],
    ),
    "null is for attributes": (
        at_carrierx(endpoints=None, trunk_groups=[{"name": "a", "acls": None, "trunks": None, "partner_sid": "x"}], contract=None),
        [
            (("contract",), "None is not a map"),
            (("endpoints",), "None is not a list"),
            (("trunk_groups", 0, "partner_sid"), "no such option"),
            (("trunk_groups", 0, "trunks"), "None is not a list"),
        ],
    ),
    "an unknown reference is for the policy": (
        at_carrierx(
            trunk_groups=[{"name": "a", "acls": [{"direction": "any", "access_control_rules": ["nobody"]}], "trunks": [{"name": "t", "endpoint": "nowhere"}]}]
        ),
        [],
    ),
    "what BroadWorks cannot enforce may be asked for": (
        at_odin(
            endpoints=[ENDPOINT],
            access_control_rules=[RULE],
            numbers=["12125550100"],
            trunk_groups=[
                {
                    "name": "a",
                    "max_active_calls": 1,
                    "acls": [{"direction": "any", "access_control_rules": ["premium"], "required": True}],
                    "external_handlers": [{"url": "https://x.example.net", "direction": "any", "required": "yes"}],
                }
            ],
        ),
        [(("trunk_groups", 0, "external_handlers", 0, "required"), "'yes' is not true or false")],
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_problems(case):
    document, wanted = PROBLEMS[case]
    before = copy.deepcopy(document)
    found = documents.problems(document)
    assert found == wanted or sorted(found, key=repr) == sorted(wanted, key=repr)
    assert document == before


@pytest.mark.parametrize("case", PROBLEMS)
def test_the_exported_schema_says_the_same(case):
    document, wanted = PROBLEMS[case]
    document = json.loads(json.dumps(document, default=str))
    # Names that are there twice, and the bytes and line ends that jsonschema does not count like an editor, are for problems() alone.
    silent = ("is there already", "not to begin with a dash")
    assert EDITOR.is_valid(document) is all(any(words in message for words in silent) for _path, message in wanted)


def test_a_place_for_people():
    document = at_carrierx(trunk_groups=[{"name": "voice", "trunks": [{"name": "nyc", "in_capacity": -2}]}])
    ((path, message),) = documents.problems(document)
    assert place(document, path) + message == "trunk_groups[0] (voice): trunks[0] (nyc): in_capacity: -2 is below the minimum -1"


# Secrets ------------------------------------------------------------------------------------------------------------


def secrets(schema, path=()):
    """Where a schema has secrets: paths that begin at an item."""
    inner = schema.get("items") or schema
    if compare.is_secret(schema):
        yield path
        return
    for name, one in inner.get("properties", {}).items():
        yield from secrets(one, (*path, name))


SECRETS = [(kind, section, path) for kind in documents.PROVIDERS for section, schema in all_sections(kind) for path in secrets(schema)]


def document_with(kind, section, path, value):
    """A document with a value in the place of a secret."""
    smallest = {"odin_trunk_group": {"name": "a", "max_active_calls": 1}, "endpoint": {"name": "a"}}[section.kind.name]
    for name in reversed(path):
        value = [{"ip": "192.0.2.1", name: value}] if name != path[0] else {name: value}
    return {**(at_odin() if kind == "odin" else at_carrierx()), section.name: [{**smallest, **value}]}


def test_there_are_secrets():
    names = {".".join(path) for _kind, _section, path in SECRETS}
    assert names == {"out_sip_password", "properties", "addresses.sip_password", "sip_authentication_password"}


@pytest.mark.parametrize("kind, section, path", SECRETS, ids=lambda value: getattr(value, "name", str(value)))
def test_a_secret_is_the_name_of_a_variable(kind, section, path):
    sources = ["variable"] if path == ("properties",) else ["variable", "env"]
    for source in sources:
        assert documents.problems(document_with(kind, section, path, {source: "ACME_password_1"})) == []
    assert documents.problems(document_with(kind, section, path, None)) == []
    maps = [{}, {"geheim-1": None}, {"variable": "geheim-1"}, {"variable": "1x"}, {"variable": None}, {"variable": "a", "env": "b"}]
    for value in ["geheim-1", 4711, ["geheim-1"], *maps]:
        found = documents.problems(document_with(kind, section, path, value))
        assert len(found) == 1, value
        assert found[0][1].startswith("a secret is never in a document")
        assert "geheim" not in repr(found) and "4711" not in repr(found)


# Plans --------------------------------------------------------------------------------------------------------------


def test_the_plan_of_the_smallest_document():
    assert documents.plan(at_carrierx(), TODAY) == {
        "state": "live",
        "provider": "carrierx",
        "partner_sid": "",
        "service_provider_id": "",
        "group_id": "",
        "endpoints": [],
        "access_control_rules": [],
        "trunk_groups": [],
        "numbers": [],
        "services": [],
        "call_capacity": {},
        "made_acls": [],
        "made_rules": states.made_rules("acme"),
        "ending_calls": {"access_control_rules": [], "trunk_groups": []},
        "users": [],
        "leaving": {"call_capacity": {}, "services": []},
        "lifecycle": {},
    }


def test_a_plan_at_carrierx():
    group = {"name": "voice", "acls": None, "sip_options_threshold": 2, "trunks": [{"name": "nyc", "endpoint": "nyc", "codec": None}]}
    document = at_carrierx(
        provider={"kind": "carrierx", "partner": "p-1"},
        endpoints=[{"name": "nyc", "out_sip_password": {"env": "ACME_PASSWORD"}}],
        access_control_rules=[RULE],
        trunk_groups=[group],
        numbers=["12125550100", {"phonenumber": "12125550101", "name": None}],
        lifecycle={"protect": True},
    )
    before = copy.deepcopy(document)
    plan = documents.plan(document, TODAY)
    assert document == before
    assert plan["partner_sid"] == "p-1"
    assert plan["endpoints"] == document["endpoints"]  # a secret stays what it is in the document
    assert plan["access_control_rules"] == [RULE]
    assert plan["trunk_groups"] == [group]  # null stays null, what is left out stays left out
    assert plan["numbers"] == [{"phonenumber": "12125550100"}, {"phonenumber": "12125550101", "name": None}]
    assert plan["lifecycle"] == {"protect": True}


def test_a_plan_at_broadworks():
    group = {"name": "voice", "max_active_calls": 5, "trunk_users": [{"user_id": "u1@x", "pilot": True}, {"user_id": "u2@x"}]}
    document = at_odin(
        services=[{"service_name": "Trunk Group"}],
        call_capacity={"group": {"max_active_calls": 5}},
        trunk_groups=[group, {"name": "fax", "max_active_calls": 1}],
        numbers=["12125550100"],
        offboarding={"services": ["Trunk Group"], "call_capacity": {"group": {"max_active_calls": 0}}},
    )
    plan = documents.plan(document, TODAY)
    assert (plan["provider"], plan["service_provider_id"], plan["group_id"], plan["partner_sid"]) == ("odin", "S", "G", "")
    assert plan["services"] == [{"service_name": "Trunk Group"}]
    assert plan["call_capacity"] == {"group": {"max_active_calls": 5}}
    assert plan["trunk_groups"] == [{**states.CALLS, **one} for one in document["trunk_groups"]]
    assert plan["numbers"] == [{"phonenumber": "12125550100"}]
    assert plan["users"] == [{"user_id": "u1@x", "trunk_group": "voice"}, {"user_id": "u2@x", "trunk_group": "voice"}]
    assert plan["leaving"]["services"] == ["Trunk Group"]
    assert plan["leaving"]["call_capacity"] == {"group": {"max_active_calls": 0}}


def test_a_plan_has_the_fraud_profile_and_the_state():
    exceptions = [{"prefix": "1264", "reason": "office", "ticket": "C-1", "expires": day} for day in (date(2027, 1, 31), "2027-01-30")]
    fraud = {"profile": "nanp-high-risk", "version": 1, "exceptions": exceptions[:1]}
    document = at_carrierx(trunk_groups=[{"name": "voice"}], fraud=fraud)
    live = documents.plan(document, TODAY)
    names = [rule["name"] for rule in live["access_control_rules"]]
    assert [acl["access_control_rules"] for acl in live["made_acls"]] == [names]
    assert "1264" not in live["access_control_rules"][0]["entries"]
    expired = documents.plan(at_carrierx(fraud={**fraud, "exceptions": exceptions[1:]}), TODAY)
    assert "1264" in expired["access_control_rules"][0]["entries"]
    suspended = documents.plan({**document, "customer": {"id": "acme", "state": "suspended"}}, TODAY)
    assert suspended["state"] == "suspended"
    assert [acl["access_control_rules"] for acl in suspended["made_acls"]] == [["acme-suspended"]]
    at_broadworks = documents.plan(at_odin(trunk_groups=[{"name": "voice", "max_active_calls": 1}], fraud=fraud), TODAY)
    assert at_broadworks["made_acls"] == []
    assert len(at_broadworks["trunk_groups"][0]["acls"]) == 1


def test_a_profiles_acl_goes_beside_what_a_group_has_that_does_not_say_it():
    fraud = {"profile": "nanp-premium", "version": 1}
    plan = documents.plan(at_carrierx(trunk_groups=[{"name": "a"}, {"name": "b", "acls": []}], fraud=fraud), TODAY)
    assert [acl["trunk_group"] for acl in plan["made_acls"]] == ["a"]
    assert set(plan["made_acls"][0]["access_control_rules"]) <= set(plan["made_rules"])
    assert "acls" not in plan["trunk_groups"][0]
    assert [acl["access_control_rules"] for acl in plan["trunk_groups"][1]["acls"]] == [plan["made_acls"][0]["access_control_rules"]]


def test_a_document_with_problems_has_no_plan():
    with pytest.raises(InvalidInput) as wrong:
        documents.plan(at_carrierx(fraud={"profile": "nanp-premum", "version": 1}, endpoints=[{}]), TODAY)
    assert len(wrong.value.facts["problems"]) == 2
    assert "endpoints[0]: name: is required" in wrong.value.message


def test_a_document_rendered():
    document = at_carrierx(
        endpoints=[{"name": "nyc", "out_sip_username": "u", "out_sip_password": {"env": "X"}, "properties": {"variable": "y"}}],
        access_control_rules=[RULE],
        trunk_groups=[
            {
                "name": "voice",
                "hard_failure_codes": [408],
                "acls": [{"direction": "any", "access_control_rules": ["premium"], "required": True}],
                "transformations": [{"action": "a", "operands": [], "required": 1}],
                "trunks": [{"name": "t", "endpoint": "nyc", "codec": None}],
            }
        ],
        numbers=["12125550100"],
    )
    acl = {"direction": "any", "access_control_rules": ["premium"]}
    assert documents.rendered(document, TODAY) == [
        ("endpoint", {"name": "nyc", "type": "third_party", "out_sip_username": "u", "out_sip_password": compare.NOT_SHOWN, "properties": {}}),
        ("access_control_rule", RULE),
        ("trunk_group", {"name": "voice", "hard_failure_codes": [408], "acls": [acl], "transformations": [{"action": "a", "operands": [], "required": 1}]}),
        ("trunk", {"name": "t", "endpoint_sid": "nyc"}),
        ("did", {"phonenumber": "12125550100", "trunk_group_sid": "voice"}),
    ]


def test_a_document_at_broadworks_rendered():
    users = [{"user_id": "u@x", "line_port": "l@x"}]
    late = {"use_system_options_message_response_status_codes": False}
    document = at_odin(
        services=[{"service_name": "Trunk Group"}],
        call_capacity={"service_provider": {"max_active_calls": "unlimited"}, "group": {"max_active_calls": 5}},
        trunk_groups=[{"name": "voice", "max_active_calls": 5, "trunk_users": users, "acls": [], **late}],
        endpoints=[ENDPOINT],
    )
    bodies = documents.rendered(document, TODAY)
    assert [name for name, _body in bodies] == ["odin_group_service", "odin_call_capacity", "odin_call_capacity", "odin_trunk_group", "odin_trunk_user"]
    where = {"service_provider_id": "S", "group_id": "G"}
    assert bodies[1][1] == {"service_provider_id": "S", "max_active_calls": -1}
    group = bodies[3][1]
    assert group.items() >= {**where, "name": "voice", "max_active_calls": 5, **late}.items()
    assert "acls" not in group and "trunk_users" not in group
    assert bodies[4][1] == {**where, "user_id": "u@x", "line_port": "l@x", "trunk_group": "voice"}


# The examples of the documentation -----------------------------------------------------------------------------------

EXAMPLES = sorted((ROOT / "docs" / "examples").glob("customer-*.yml"))


def test_there_is_an_example_for_each_provider():
    assert [path.stem for path in EXAMPLES] == [f"customer-{kind}" for kind in documents.PROVIDERS]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_sound_and_complete(path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    kind = document["provider"]["kind"]
    assert documents.problems(document) == []
    assert list(EDITOR.iter_errors(json.loads(json.dumps(document, default=str)))) == []
    written = {name for name, one in documents.schema(kind)["properties"].items() if "not" not in one}
    assert set(document) == written, "an example has every section"
    for section, schema in all_sections(kind):
        unmentioned = set(schema["properties"]) - set(mentioned(document, section)) if section.enforced else set()
        assert unmentioned <= LEFT_OUT.get(section.kind.name, set()), (section.name, unmentioned)


# What would only confuse in an example: settings of hosted endpoints, and what no customer has to say.
LEFT_OUT = {"endpoint": {"properties"}, "trunk": {"in_ip_profile_sid", "out_ip_profile_sid"}, "did": {"did_group_sid"}}


def test_the_policy_has_nothing_against_the_examples():
    found = rulebook.check([yaml.safe_load(path.read_text(encoding="utf-8")) for path in EXAMPLES], TODAY)
    assert [finding for finding in found if not finding.waived and finding.severity != "info"] == []


def mentioned(value, section):
    """The attributes that any item of a section has in an example."""
    if isinstance(value, list):
        return {name for item in value for name in mentioned(item, section)}
    if not isinstance(value, dict):
        return set()
    found = {name for one in value.values() for name in mentioned(one, section)}
    items = value.get(section.name)
    items = list(items.values()) if section.levels and isinstance(items, dict) else items
    return found | {name for item in items or [] if isinstance(item, dict) for name in item}


def test_the_documents_of_the_guide_are_sound():
    text = (ROOT / "docs" / "customer_documents.md").read_text(encoding="utf-8")
    blocks = [yaml.safe_load(block.partition("```")[0]) for block in text.split("```yaml\n")[1:]]
    found = [block for block in blocks if block and "customer" in block]
    assert len(found) == 1
    for document in found:
        assert documents.problems(document) == []
