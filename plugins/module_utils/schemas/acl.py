# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACL of a CarrierX trunk group or trunk (contract section 7): a value inside its owner, without an id. Private to the collection."""

from __future__ import annotations

VOICE_ACTIONS = ["accept", "reject403", "reject503", None]

ACL = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "acl",
    "description": "One access control list.",
    "type": "object",
    "additionalProperties": False,
    "required": ["direction", "access_control_rules"],
    "properties": {
        "access_control_rules": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "uniqueItems": True,
            "x-ref": "access_control_rule",
            "description": "Access control rules by name, own ones or the parent partner's. A rule_sid is accepted where a name is not unique.",
        },
        "direction": {
            "type": "string",
            "enum": ["any", "inbound", "outbound", "undirected"],
            "description": "Calls that the list applies to.",
        },
        "sms_action_false": {
            "type": ["string", "null"],
            "readOnly": True,
            "default": None,
            "description": "Always null here, trunk groups and trunks carry voice only.",
        },
        "sms_action_true": {
            "type": ["string", "null"],
            "readOnly": True,
            "default": None,
            "description": "Always null here, trunk groups and trunks carry voice only.",
        },
        "voice_action_false": {
            "type": ["string", "null"],
            "enum": VOICE_ACTIONS,
            "default": None,
            "description": "What happens to a call that none of the rules matches.",
        },
        "voice_action_true": {
            "type": ["string", "null"],
            "enum": VOICE_ACTIONS,
            "default": None,
            "description": "What happens to a call that a rule matches.",
        },
    },
}

ACLS = {
    "type": "array",
    "items": ACL,
    "x-key": ["direction", "access_control_rules"],
    "default": [],
    "description": "Access control lists, the whole value in order. An item is recognised by its direction and its set of rules.",
}
