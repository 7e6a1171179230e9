# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What examples/awx says, held against AWX's rules, against the collection and against itself."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from ansible_collections.telecom.trunking.plugins.action.customer_order import ARGUMENTS
from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.tests.awx import jobs, rules

SURVEYS = jobs.settings("surveys")
TYPES = {one["name"]: one for one in jobs.settings("credential_types")["configure_credential_types"]}
TEMPLATES = jobs.settings("job_templates")
ORDER = SURVEYS["configure_order_survey"]
ANSWERS = {"order_customer": "willow-dental", "order_channels": 4, "order_addresses": "192.0.2.77", "order_ticket": "CHG-1"}


def text_of(path):
    return path.read_text(encoding="utf-8")


# The project --------------------------------------------------------------------------------------------------------------


def test_every_playbook_has_a_wrapper_and_every_template_a_playbook():
    wrappers = {path.name: yaml.safe_load(text_of(path)) for path in (jobs.AWX / "project").glob("*.yml")}
    wrapped = {play["ansible.builtin.import_playbook"] for plays in wrappers.values() for play in plays if "ansible.builtin.import_playbook" in play}
    assert wrapped == {f"telecom.trunking.{path.stem}" for path in (jobs.COLLECTION / "playbooks").glob("*.yml")}
    assert {one["playbook"] for one in TEMPLATES["configure_job_templates"]} <= set(wrappers)


@pytest.mark.parametrize("path", sorted((jobs.AWX / "project").glob("*.yml")), ids=lambda path: path.name)
def test_every_wrapper_finds_what_it_imports(path, home):
    done = subprocess.run(
        ["ansible-playbook", "--syntax-check", "-i", "localhost,", path], env=jobs.base_environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_only_the_fleet_is_sliced_and_no_sliced_template_asks_for_a_limit():
    sliced = [one for one in TEMPLATES["configure_job_templates"] if "slices" in one]
    assert [one["playbook"] for one in sliced] == ["fleet.yml"] and not any(one.get("ask_limit") for one in sliced)


def test_the_workflow_leads_from_the_audit_over_an_approval_back_to_the_audit():
    nodes = {one["identifier"]: one for one in TEMPLATES["configure_workflow"]["nodes"]}
    ways = {name: {when: one[when] for when in ("success", "failure", "always") if when in one} for name, one in nodes.items()}
    assert ways == {"audit": {"failure": ["approve"]}, "approve": {"success": ["remediate"]}, "remediate": {"success": ["audit-again"]}, "audit-again": {}}
    known = {one["name"] for one in TEMPLATES["configure_job_templates"]}
    assert {one["template"] for one in [*nodes.values(), *TEMPLATES["configure_schedules"]] if "template" in one} <= known
    assert nodes["audit"]["template"] == nodes["audit-again"]["template"] == "Audit of drift" and "approval" in nodes["approve"]


def test_audits_are_in_check_mode():
    assert {one.get("job_type") for one in TEMPLATES["configure_job_templates"] if one["playbook"] == "audit.yml"} == {"check"}


@pytest.mark.parametrize("name", ["configure_audit_rrule", "configure_validate_rrule"])
def test_schedules(name):
    assert rules.rrule_problems(jobs.settings("settings")[name]) == []


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=DAILY;INTERVAL=1",
        "DTSTART:20260101T020000 RRULE:FREQ=DAILY;INTERVAL=1",
        "DTSTART:20260101T020000Z RRULE:FREQ=DAILY",
        "DTSTART;TZID=Etc/UTC:20260101T990000 RRULE:FREQ=DAILY;INTERVAL=1",
        "DTSTART;TZID=Etc/UTC:20260101T020000 RRULE:FREQ=DAYLY;INTERVAL=1",
        "DTSTART;TZID=Nowhere/X:20260101T020000 RRULE:FREQ=DAILY;INTERVAL=1",
        "DTSTART;TZID=Etc/UTC:20260101T020000 RRULE:FREQ=DAILY;INTERVAL=0",
    ],
)
def test_rules_of_schedules_that_awx_refuses(rule):
    assert rules.rrule_problems(rule)


# Surveys ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(SURVEYS))
def test_surveys(name):
    survey = SURVEYS[name]
    assert rules.survey_problems(survey) == []
    asked = {question["variable"] for question in survey["spec"]}
    # Extra variables count before those of the hosts: such an answer would be part of every customer's document.
    assert not asked & set(documents.SECTIONS)
    assert [question["variable"] for question in survey["spec"] if question["required"] and "default" in question] == []
    [template] = [one for one in TEMPLATES["configure_job_templates"] if name in one.get("survey", "")]
    path = re.search(r"telecom\.trunking\.(\w+)", text_of(jobs.AWX / "project" / template["playbook"]))[1]
    text = text_of(jobs.COLLECTION / "playbooks" / f"{path}.yml") + text_of(jobs.AWX / "project" / template["playbook"])
    assert [variable for variable in sorted(asked | set(template.get("extra_vars", {}))) if variable not in text] == []


def test_a_launch_by_the_api_may_leave_out_what_has_a_default():
    assert rules.answer_problems(ORDER, ANSWERS) == []
    every = rules.extra_vars(ORDER, ANSWERS, {})
    assert set(every) == {question["variable"] for question in ORDER["spec"]} and every["order_block_premium"] == "yes"
    left_out = {name: value for name, value in ANSWERS.items() if name != "order_ticket"}
    assert rules.answer_problems(ORDER, left_out) == ["order_ticket: the answer is missing"]


def test_a_launch_from_a_form_sends_nothing_for_what_is_left_empty():
    empty = {question["variable"]: "" for question in ORDER["spec"] if question["type"] in rules.TEXTS and not question["required"]}
    assert len(empty) == 3 and rules.answer_problems(ORDER, {**ANSWERS, **empty}) == []


@pytest.mark.parametrize(
    "answers",
    [{"order_channels": "4"}, {"order_channels": 0}, {"order_customer": ""}, {"order_block_premium": True}, {"order_environment": "test"}, {"customer": {}}],
)
def test_answers_that_awx_refuses(answers):
    assert rules.answer_problems(ORDER, {**ANSWERS, **answers})


def test_every_answer_is_an_option_of_the_order():
    asked = {question["variable"].removeprefix("order_") for question in ORDER["spec"]}
    assert {name.replace("customer", "id") for name in asked} <= set(ARGUMENTS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "number"}, "no type"),
        ({"required": "yes"}, "required is missing or no bool"),
        ({"type": "multiplechoice"}, "no choices"),
        ({"type": "multiplechoice", "choices": ["a"], "default": "b"}, "no choice"),
        ({"type": "integer", "default": "4"}, "the default is no int"),
        ({"min": "1"}, "min is no integer"),
        ({"variable": "order_ticket"}, "asked for twice"),
    ],
)
def test_surveys_that_awx_refuses(change, words):
    first, *others = ORDER["spec"]
    assert any(words in one for one in rules.survey_problems({**ORDER, "spec": [{**first, **change}, *others]}))


# Credential types ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(TYPES))
def test_credential_types(name):
    """The environment variables are those of the provider's modules, and secret is what is secret there."""
    one = TYPES[name]
    assert rules.credential_type_problems(one["inputs"], one["injectors"]) == []
    known = documents.PROVIDERS[name.lower()].provider.options
    variables = {known[field["id"]]["x-env"]: field["id"] for field in one["inputs"]["fields"]}
    assert {variable: f"{{{{ {field} }}}}" for variable, field in variables.items()} == one["injectors"]["env"]
    for field in one["inputs"]["fields"]:
        assert bool(field.get("secret")) is bool(known[field["id"]].get("writeOnly")), field["id"]
        assert field["type"] == "string"


def test_injectors_render_inputs_and_nothing_for_what_is_left_out():
    environment = rules.environment(TYPES["CarrierX"], {"api_url": "https://api.example.net", "api_token": "canary"})
    assert environment == {
        "CARRIERX_API_URL": "https://api.example.net", "CARRIERX_API_TOKEN": "canary", "CARRIERX_API_USERNAME": "", "CARRIERX_API_PASSWORD": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("inputs", "env", "words"),
    [
        ({}, {"X": "{{ nothing }}"}, "undefined"),
        ({}, {"ANSIBLE_VAULT": "x"}, "no variable that a credential may set"),
        ({"fields": [{"id": "a b", "label": "A"}]}, {}, "no name for a field"),
        ({"fields": [{"id": "a"}]}, {}, "label is missing"),
        ({"fields": [{"id": "a", "label": "A", "type": "boolean", "secret": True}]}, {}, "is for strings"),
        ({"fields": [], "required": ["a"]}, {}, "required and no field"),
    ],
)
def test_credential_types_that_awx_refuses(inputs, env, words):
    assert any(words in one for one in rules.credential_type_problems(inputs, {"env": env}))


# The execution environment ------------------------------------------------------------------------------------------------


def test_the_execution_environment(tmp_path, home):
    """ansible-builder makes a context of the definition, and finds the Python packages of the collection in the collection."""
    path = jobs.AWX / "execution-environment.yml"
    create = ["ansible-builder", "create", "-f", path, "-c", tmp_path / "context", "--output-filename", "Containerfile"]
    subprocess.run(create, env=jobs.base_environment(home), cwd=tmp_path, check=True, capture_output=True, text=True)
    container = text_of(tmp_path / "context" / "Containerfile")
    assert "fedora:42" in container and "ansible-galaxy collection install" in container
    wanted = yaml.safe_load(text_of(tmp_path / "context" / "_build" / "requirements.yml"))
    assert [one["name"] for one in wanted["collections"]] == ["telecom.trunking"]
    assert wanted == yaml.safe_load(text_of(jobs.AWX / "project" / "collections" / "requirements.yml"))
    introspect = ["ansible-builder", "introspect", jobs.COLLECTIONS]
    found = subprocess.run(introspect, env=jobs.base_environment(home), check=True, capture_output=True, text=True).stdout
    assert [name for name in text_of(jobs.COLLECTION / "meta" / "ee-requirements.txt").split() if name not in found] == []
