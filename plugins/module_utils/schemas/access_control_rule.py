# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access control rule of CarrierX (contract section 7). Private to the collection."""

from __future__ import annotations

ACCESS_CONTROL_RULE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "access_control_rule",
    "description": "A rule that matches numbers or message text. It never matches IP addresses, those live in endpoints.",
    "type": "object",
    "additionalProperties": False,
    "required": ["field", "operation", "quantifier", "entries"],
    "properties": {
        "rule_sid": {"type": "string", "readOnly": True, "description": "Id of the rule."},
        "name": {
            "type": "string",
            "minLength": 1,
            "default": "N/A",
            "description": "Name of the rule. The provider does not keep names unique, this collection insists on it.",
        },
        "field": {
            "type": "string",
            "description": "What is compared: calling or called for voice, from, to or message for SMS (older names from_did and to_did).",
            "examples": ["calling", "called", "from", "from_did", "to", "to_did", "message"],
        },
        "operation": {
            "type": "string",
            "enum": ["exact", "prefix", "regexp"],
            "description": "How an entry is compared.",
        },
        "quantifier": {
            "type": "string",
            "enum": ["all", "any", "none"],
            "description": "How many of the entries have to match.",
        },
        "entries": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "uniqueItems": True,
            "description": "Prefixes, numbers or regular expressions, as strings of E.164 digits without plus. Their order does not matter.",
        },
        "read_only": {"type": "boolean", "readOnly": True, "description": "True for a rule of the parent partner."},
    },
}
