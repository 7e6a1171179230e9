# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking known secrets out of texts, the last line of defence behind the schema. Pure. Private to the collection."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

from ansible_collections.telecom.trunking.plugins.module_utils.compare import NOT_SHOWN

# A shorter text is hidden where the schema says so, but not hunted down in every message.
SHORTEST_SECRET = 4


def scrubbed(value, secrets):
    """A JSON value without the secrets, in whatever spelling a message may show them.

    :param secrets: texts.
    """
    return _scrubbed(value, _spellings(secrets))


def _spellings(secrets):
    """Every way to write the secrets, the longest first so that none hides a part of another."""
    written = set()
    # A tuple: threads of the same run may add to the set.
    for secret in tuple(secrets):
        text = secret.strip()
        written |= {secret, text, " ".join(text.split()), json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1]}
        # Pages of errors show what was sent, and so do addresses in them.
        written |= {html.escape(text), html.escape(text, quote=False), quote(text), quote(text, safe="")}
    return sorted((text for text in written if len(text) >= SHORTEST_SECRET), key=len, reverse=True)


def _scrubbed(value, spellings):
    if isinstance(value, dict):
        return {name: _scrubbed(item, spellings) for name, item in value.items()}
    if isinstance(value, list):
        return [_scrubbed(item, spellings) for item in value]
    if isinstance(value, str):
        for secret in spellings:
            value = value.replace(secret, NOT_SHOWN)
    return value
