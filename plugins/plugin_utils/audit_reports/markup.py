# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML that cannot be broken by its texts: whatever is not markup already gets escaped. Pure. Private to the collection."""

from __future__ import annotations

import json
from html import escape

# In a script element nothing is unescaped, but the parser looks for its end, for comments and for what old ones take for an end of line.
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class Markup(str):
    """Text that is HTML."""


def join(children):
    """The children one after the other: markup as it is, None left out, anything else as text."""
    return Markup("".join(child if isinstance(child, Markup) else escape(str(child)) for child in children if child is not None))


def el(name, *children, **attributes):
    """An element. ``class_`` and ``for_`` stand for attributes that are words of Python, ``_`` for ``-``; True has no value, None is left out."""
    parts = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is not None:
            parts.append(key if value is True else f'{key}="{escape(str(value))}"')
    return Markup(f"<{' '.join(parts)}>{join(children)}</{name}>")


def data(value):
    """JSON that can stand in a script element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT))
