# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transformation of CarrierX (contract section 9): a step that rewrites a call. Private to the collection.

The catalogue of actions and operands is not public in full, so action names are documented, never enumerated, and
further keys of an item (nested steps of a conditional action) pass through untouched. Order matters.
"""

from __future__ import annotations

TRANSFORMATION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "transformation",
    "description": "One transformation step.",
    "type": "object",
    "additionalProperties": True,
    "required": ["action", "operands"],
    "properties": {
        "action": {
            "type": "string",
            "minLength": 1,
            "description": "Name of the action, for example reject. The provider documents the catalogue.",
        },
        "operands": {
            "type": "array",
            "items": {},
            "description": "Operands of the action in the order that it expects, for example a reject reason and a free text.",
        },
        "direction": {
            "type": "string",
            "description": "Calls that the step applies to, for example any, inbound or outbound.",
        },
    },
}

TRANSFORMATIONS = {
    "type": "array",
    "items": TRANSFORMATION,
    "default": [],
    "description": "Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.",
}
