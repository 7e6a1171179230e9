# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How two values differ, and how that is said. Pure. Private to the collection."""

from __future__ import annotations

import json
from collections import Counter
from difflib import SequenceMatcher

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name, settable

# Something that is not there, unlike null.
NOTHING = object()
# Characters of a value in a message, and elements of a list whose difference it tells.
MOST_SHOWN = 80
FEW = 4


def differences(prop, expected, live, path=()):
    """Where two values differ, down to attributes of list elements: ``(path, expected, live)``, ``NOTHING`` for what is not there.

    :param prop: schema of the value.
    :param expected, live: canonical values as ``compare.view`` shows them.
    """
    if compare.is_secret(prop) or compare.same(prop, expected, live):
        return
    inner = prop.get("properties")
    if inner and not prop.get("x-whole") and isinstance(expected, dict) and isinstance(live, dict):
        yield from _of_objects(prop, inner, expected, live, path)
    elif _has_elements(prop) and isinstance(expected, list) and isinstance(live, list):
        yield from _of_lists(prop, expected, live, path)
    else:
        yield path, expected, live


def _of_objects(prop, inner, expected, live, path):
    for name, one in inner.items():
        option = option_name(name, one)
        if settable(one):
            yield from differences(one, expected.get(option, one.get("default")), live.get(option, one.get("default")), (*path, option))
    if prop.get("additionalProperties") is not False:
        for name in sorted({*expected, *live} - {option_name(n, p) for n, p in inner.items()}):
            if expected.get(name) != live.get(name):
                yield (*path, name), expected.get(name, NOTHING), live.get(name, NOTHING)


def _has_elements(prop):
    return bool(prop.get("items", {}).get("properties"))


def _of_lists(prop, expected, live, path):
    """Elements are paired off: what is equal, then in the gaps one by one."""
    inner = prop["items"]
    texts = [[_text(inner, item) for item in side] for side in (expected, live)]
    if sorted(texts[0]) == sorted(texts[1]):
        # The same in another order, and order counts here.
        yield path, expected, live
        return
    for tag, begin, end, other_begin, other_end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(end - begin, other_end - other_begin)
        for n in range(pairs):
            yield from differences(inner, expected[begin + n], live[other_begin + n], (*path, begin + n))
        for n in range(begin + pairs, end):
            yield (*path, n), expected[n], NOTHING
        for n in range(other_begin + pairs, other_end):
            yield (*path, n), NOTHING, live[n]


def _text(prop, item):
    return json.dumps(compare.form(prop, item), sort_keys=True, default=str)


# In a sentence -----------------------------------------------------------------------------------------------------------


def said(kind, name, one):
    what = f"{one['field']} of the {kind.title} {name}"
    if not one["has_live"]:
        return f"{what} is not there, expected {_short(one['expected'])}"
    if not one["has_expected"]:
        return f"{what} is {_short(one['live'])}, which the document does not have"
    if _are_long_lists(one["expected"], one["live"]):
        return f"{what} is not as expected: {_lists_said(one['expected'], one['live'])}"
    return f"{what} is {_short(one['live'])}, expected {_short(one['expected'])}"


def _short(value):
    text = _json(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN - 3]}..."


def _json(value):
    return json.dumps(value, ensure_ascii=False, default=str)


def _are_long_lists(*values):
    """Whether these are lists, and too long to be shown: their beginnings may well be the same."""
    return all(isinstance(value, list) for value in values) and max(len(_json(value)) for value in values) > MOST_SHOWN


def _lists_said(expected, live):
    """What one list has more than the other."""
    sides = [Counter(map(_json, side)) for side in (expected, live)]
    more, less = list((sides[1] - sides[0]).elements()), list((sides[0] - sides[1]).elements())
    parts = [f"{len(some)} {word}, {_some(some)}" for word, some in (("more", more), ("missing", less)) if some]
    return "; ".join(parts) or "the same in another order"


def _some(texts):
    shown = [text if len(text) <= MOST_SHOWN // 2 else f"{text[:MOST_SHOWN // 2 - 3]}..." for text in texts[:FEW]]
    return ", ".join(shown) + (f" and {len(texts) - FEW} more" if len(texts) > FEW else "")
