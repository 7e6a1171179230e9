# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Input against its schema, in words. (Through the modules: ``plugins/action/test_errors.py``.)"""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems

ITEM = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 5},
        "calls": {"type": "integer", "minimum": -1, "maximum": 9, "default": 0},
        "mode": {"type": ["string", "null"], "enum": ["fast", "slow", None]},
        "secret": {"type": "string", "writeOnly": True, "minLength": 4, "pattern": "^[a-z]+$"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1},
        "size": {"type": "number", "multipleOf": 0.5},
        "fixed": {"type": "string"},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "items": {"type": "array", "items": ITEM},
        "one": ITEM,
        "control": {"type": "string", "x-control": True},
        "free": {"type": "object"},
    },
    "anyOf": [{"required": ["items"]}, {"required": ["one"]}],
}


def one(**more):
    return {"one": {"name": "x", **more}}


PROBLEMS = [
    (one(), []),
    ({"items": []}, []),
    ({}, ["one of items, one is required"]),
    ({"itms": [], "one": {"name": "x"}}, ["itms: no such option, did you mean items?"]),
    (one(zzz=1), ["one: zzz: no such option, there are calls, fixed, mode, name, secret, size, tags"]),
    ({"one": {}}, ["one: name: is required"]),
    ({"one": {"name": ""}}, ["one: name: must not be empty"]),
    ({"one": {"name": "too long"}}, ["one: name: 'too long' is longer than 5 characters"]),
    ({"one": {"name": True}}, ["one: name: True is not a string"]),
    ({"one": {"name": 12}}, []),
    (one(calls=-2), ["one: calls: -2 is below the minimum -1"]),
    (one(calls="10"), ["one: calls: 10 is above the maximum 9"]),
    (one(calls=True), ["one: calls: True is not an integer"]),
    (one(calls=None), []),
    (one(mode=None), []),
    (one(mode="fats"), ["one: mode: 'fats' is not one of fast, slow, did you mean fast?"]),
    (one(mode=7), ["one: mode: '7' is not one of fast, slow"]),
    (one(fixed=None), ["one: fixed: cannot be null, it has no empty value"]),
    (one(secret="ABCDEFGH"), ["one: secret: the value is not of the form ^[a-z]+$"]),
    (one(secret=["ABCDEFGH"]), ["one: secret: the value is not a string"]),
    (one(tags=[]), ["one: tags: needs at least 1 item"]),
    (one(tags=["a", "a"]), ["one: tags: holds the same item twice"]),
    (one(tags=["a", None]), ["one: tags[1]: None is not a string"]),
    (one(tags="a, b"), []),
    (one(size=0.7), ["one: size: 0.7 does not fit multipleOf 0.5"]),
    (
        {"items": [{"name": "a"}, {"name": "b", "calls": 99}, {"calls": "x"}]},
        ["items[1] (b): calls: 99 is above the maximum 9", "items[2]: name: is required", "items[2]: calls: 'x' is not an integer"],
    ),
    ({"items": "x"}, ["items[0]: 'x' is not a map"]),
    ({"items": 7}, ["items: 7 is not a list"]),
    ({"one": {"name": None}}, ["one: name: is required"]),
    ({"one": {"name": "x"}, "free": {"a": None, "b": [None]}}, []),
]


@pytest.mark.parametrize(("value", "expected"), PROBLEMS)
def test_problems_in_words(value, expected):
    assert sorted(problems(SCHEMA, value)) == sorted(expected)


def test_no_secret_is_ever_printed():
    text = "\n".join(problems(SCHEMA, one(secret="HUSHHUSH", calls=99)))
    assert "HUSH" not in text
    assert "99" in text
