# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX 24.6.1 accepts and what it makes of it: surveys, answers, credential types, injectors, schedules. Written from its behaviour.

Functions named ``*_problems`` return sentences, none if all is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateutil.rrule import rrulestr
from dateutil.tz import gettz
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

TYPES = {"text": str, "textarea": str, "password": str, "multiplechoice": str, "multiselect": str, "integer": int, "float": float}
TEXTS = ("text", "textarea", "password")
CHOICES = ("multiplechoice", "multiselect")
MANDATORY = {"type": str, "question_name": str, "variable": str, "required": bool}

# Names that AWX gives to jobs itself; a credential may not set them.
RESERVED_VARIABLES = {"PATH", "PYTHONPATH", "VIRTUAL_ENV", "JOB_ID", "INVENTORY_ID", "INVENTORY_SOURCE_ID", "INVENTORY_UPDATE_ID", "PROJECT_REVISION"}
FIELD_KEYS = {"id", "label", "type", "format", "choices", "help_text", "multiline", "secret", "ask_at_runtime", "default"}
TEXT_ONLY = ("choices", "multiline", "format", "secret")
IDENTIFIER = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")


# Surveys ------------------------------------------------------------------------------------------------------------------


def survey_problems(spec: Any) -> list[str]:
    """What AWX would refuse of a survey."""
    found = [f"{key} is missing or no {kind.__name__}" for key, kind in (("name", str), ("description", str), ("spec", list)) if not _is(spec.get(key), kind)]
    if found or not spec["spec"]:
        return found or ["there is no question"]
    variables = [question.get("variable") for question in spec["spec"]]
    found += [f"{name} is asked for twice" for name in {name for name in variables if variables.count(name) > 1}]
    return found + [f"{question.get('variable')}: {text}" for question in spec["spec"] for text in _question_problems(question)]


def _question_problems(question: dict) -> Iterator[str]:
    for key, kind in MANDATORY.items():
        if not _is(question.get(key), kind):
            yield f"{key} is missing or no {kind.__name__}"
            return
    kind = question["type"]
    if kind not in TYPES:
        yield f"there is no type {kind}"
        return
    yield from (f"{key} is no integer" for key in ("min", "max") if question.get(key) is not None and not _is(question[key], int))
    default = question.get("default", "")
    if default != "" and not _is(default, TYPES[kind]):
        yield f"the default is no {TYPES[kind].__name__}"
    if kind in CHOICES:
        choices = _lines(question.get("choices"))
        if not choices:
            yield "there are no choices"
        if kind == "multiplechoice" and len(_lines(default)) > 1:
            yield "there is more than one default"
        yield from (f"the default {one} is no choice" for one in _lines(default) if one not in choices)
    if isinstance(default, str) and default.startswith("$encrypted$"):
        yield "$encrypted$ is reserved"


def answer_problems(spec: dict, answers: dict) -> list[str]:
    """What AWX would refuse of the answers of a launch; the defaults come later and do not help a required question."""
    found = []
    for question in spec["spec"]:
        name = question["variable"]
        if name not in answers:
            found += [f"{name}: the answer is missing"] if question["required"] else []
            continue
        found += [f"{name}: {text}" for text in _answer_problems(question, answers[name])]
    asked = {question["variable"] for question in spec["spec"]}
    return found + [f"{name} is not asked for" for name in answers if name not in asked]


def _answer_problems(question: dict, answer: Any) -> Iterator[str]:
    kind = question["type"]
    if kind in CHOICES:
        given = answer if kind == "multiselect" else [answer]
        yield from (f"{one} is no choice" for one in given if one not in _lines(question["choices"]))
        return
    if not _is(answer, TYPES[kind]):
        yield f"is no {TYPES[kind].__name__}"
        return
    size = len(answer) if kind in TEXTS else answer
    if question.get("min") is not None and size < question["min"]:
        yield f"is below {question['min']}"
    if question.get("max") is not None and size > question["max"]:
        yield f"is above {question['max']}"


def extra_vars(spec: dict, answers: dict, more: dict) -> dict:
    """The extra variables of a job: those of its template, then the survey's defaults that are valid answers, then the answers."""
    defaults = {one["variable"]: one["default"] for one in spec["spec"] if one.get("default") is not None and not list(_answer_problems(one, one["default"]))}
    return {**more, **defaults, **answers}


# Credentials --------------------------------------------------------------------------------------------------------------


def credential_type_problems(inputs: dict, injectors: dict) -> list[str]:
    """What AWX would refuse of a credential type."""
    return [*_input_problems(inputs), *_injector_problems(inputs, injectors)]


def _input_problems(inputs: dict) -> Iterator[str]:
    yield from (f"inputs: there is no {key}" for key in set(inputs) - {"fields", "required"})
    names = [field.get("id") for field in inputs.get("fields", [])]
    yield from (f"{name} is there twice" for name in {name for name in names if names.count(name) > 1})
    yield from (f"{name} is required and no field" for name in inputs.get("required", []) if name not in names)
    for field in inputs.get("fields", []):
        yield from (f"{field.get('id')}: there is no {key}" for key in set(field) - FIELD_KEYS)
        yield from (f"{field.get('id')}: {key} is missing" for key in ("id", "label") if not field.get(key))
        kind = field.get("type", "string")
        if not IDENTIFIER.fullmatch(field.get("id") or "") or field["id"] in ("tower", "awx"):
            yield f"{field.get('id')} is no name for a field"
        if kind not in ("string", "boolean"):
            yield f"{field['id']}: there is no type {kind}"
        yield from (f"{field['id']}: {key} is for strings" for key in TEXT_ONLY if key in field and kind != "string")
        if "default" in field and not isinstance(field["default"], {"string": str, "boolean": bool}[kind]):
            yield f"{field['id']}: the default is no {kind}"


def _injector_problems(inputs: dict, injectors: dict) -> Iterator[str]:
    yield from (f"injectors: there is no {key}" for key in set(injectors) - {"file", "env", "extra_vars"})
    known = {field["id"]: "EXAMPLE" for field in inputs.get("fields", [])}
    for name, template in injectors.get("env", {}).items():
        if not IDENTIFIER.fullmatch(name) or name.startswith("ANSIBLE_") or name in RESERVED_VARIABLES:
            yield f"{name} is no variable that a credential may set"
        if not _is(template, str):
            yield f"{name}: the template is no text"
            continue
        try:
            ImmutableSandboxedEnvironment(undefined=StrictUndefined).from_string(template).render(**known)
        except UndefinedError as error:
            yield f"{name}: {error}"


def input_problems(credential_type: dict, inputs: dict) -> list[str]:
    """What AWX would refuse of the inputs of a credential."""
    fields = {field["id"]: field for field in credential_type["inputs"].get("fields", [])}
    missing = [f"{name} is required" for name in credential_type["inputs"].get("required", []) if not inputs.get(name)]
    return missing + [f"there is no field {name}" for name in inputs if name not in fields]


def environment(credential_type: dict, inputs: dict) -> dict[str, str]:
    """The environment variables of a job that has the credential. A field without an input renders as nothing, its variable is there all the same."""
    given = {name: value for name, value in inputs.items() if isinstance(value, bool) or value}
    booleans = {field["id"]: False for field in credential_type["inputs"].get("fields", []) if field.get("type") == "boolean"}
    render = ImmutableSandboxedEnvironment().from_string
    return {name: render(template).render(**{**booleans, **given}) for name, template in credential_type["injectors"].get("env", {}).items()}


# Schedules ----------------------------------------------------------------------------------------------------------------


def rrule_problems(text: str) -> list[str]:
    """What AWX would refuse of the rule of a schedule."""
    found = []
    if not re.match(r"DTSTART(;TZID=[A-Za-z_/+-]+:\d{8}T\d{6}|:\d{8}T\d{6}Z)\s", text):
        found.append("it has to begin with DTSTART and a time, in UTC with a Z or with a TZID")
    if text.count("DTSTART") != 1 or text.count("RRULE:") != 1:
        found.append("one DTSTART and one RRULE")
    if "INTERVAL=" not in text:
        found.append("INTERVAL is required")
    found += [f"{word} is not supported" for word in ("SECONDLY", "BYYEARDAY", "BYWEEKNO") if word in text]
    if "COUNT=" in text and "UNTIL=" in text:
        found.append("COUNT or UNTIL, not both")
    found += [f"there is no time zone {zone}" for zone in re.findall("TZID=([^:]*)", text) if gettz(zone) is None]
    try:
        # What AWX itself reads it with. A rule that never comes true is none.
        found += [] if re.search(r"INTERVAL=0*[1-9]", text) and next(iter(rrulestr(text, forceset=True)), None) else ["it never comes true"]
    except ValueError as error:
        found.append(str(error))
    return found


def _is(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool)) or (kind is float and isinstance(value, int))


def _lines(text: Any) -> list:
    return [line for line in text.splitlines() if line.strip()] if isinstance(text, str) else list(text or [])
