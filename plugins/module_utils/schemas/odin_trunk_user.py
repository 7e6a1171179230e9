# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's place on a trunk group of BroadWorks (Odin contract section 3.4). Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import GROUP_ID, SERVICE_PROVIDER_ID

ODIN_TRUNK_USER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "odin_trunk_user",
    "description": "A user who reaches the network over a trunk group.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "service_provider_id": SERVICE_PROVIDER_ID,
        "group_id": GROUP_ID,
        "user_id": {
            "type": "string",
            "pattern": "^[^@]+@[^@]+$",
            "x-max-bytes": 161,
            "description": "User id with its domain. The user has to exist.",
        },
        "trunk_group": {
            "type": ["string", "null"],
            "minLength": 1,
            "x-max-bytes": 30,
            "x-missing": "null",
            "x-collapse": True,
            "x-ref": "odin_trunk_group",
            "description": "Name of the trunk group that the user is on.",
        },
        "line_port": {
            "type": ["string", "null"],
            "minLength": 1,
            "x-max-bytes": 161,
            "x-missing": "null",
            "description": "Line and port of the user on the trunk group, user@host. Needed to put a user on a trunk group.",
        },
        "contacts": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "x-wire-item": "sipContact",
            "uniqueItems": True,
            "maxItems": 5,
            "default": [],
            "description": "SIP contacts, at most five.",
        },
        "pilot": {"type": "boolean", "default": False, "description": "Whether the user is the pilot user of the trunk group."},
    },
}
