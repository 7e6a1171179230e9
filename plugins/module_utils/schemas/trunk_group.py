# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunk group of CarrierX (contract section 5), attributes in the order of the vendor's table. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.acl import ACLS
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.external_handler import EXTERNAL_HANDLERS
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.transformation import TRANSFORMATIONS
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk import TRUNK

_CODES = {
    "type": "array",
    "items": {"type": "integer", "minimum": 100, "maximum": 699},
    "uniqueItems": True,
    # One string on the wire, each code followed by the separator.
    "x-separator": ";",
}

TRUNK_GROUP = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "trunk_group",
    "description": "A set of trunks that calls are routed over.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "acls": ACLS,
        "external_handlers": EXTERNAL_HANDLERS,
        "hard_failure_codes": {
            **_CODES,
            "default": [408],
            "description": "SIP codes that count towards a trunk being dead.",
        },
        "hard_failure_cooldown": {
            "type": "integer",
            "minimum": 0,
            "default": 120,
            "description": "Time that a dead trunk rests before it is tried again, in seconds.",
        },
        "hard_failure_interval": {
            "type": "integer",
            "minimum": 0,
            "default": 60,
            "description": "Window in which the codes are counted, in seconds.",
        },
        "hard_failure_last_resort": {
            "type": "string",
            "enum": ["first", "reject502", "reject503"],
            "default": "first",
            "description": "What happens when all trunks are dead: first tries the first trunk all the same, the others answer with that code.",
        },
        "hard_failure_threshold": {
            "type": "integer",
            "minimum": 0,
            "default": 3,
            "description": "How many such codes within the interval make a trunk dead.",
        },
        "name": {
            "type": "string",
            "minLength": 1,
            "default": "N/A",
            "description": "Name of the trunk group. The provider does not keep names unique, this collection insists on it.",
        },
        "partner": {"type": "object", "readOnly": True, "description": "The partner object, only in answers that were asked for related objects."},
        "partner_sid": {"type": "string", "description": "Partner that owns the trunk group. Names are looked up among this partner's objects."},
        "routing_data": {"type": ["object", "null"], "default": None, "description": "Further routing data, free-form."},
        "routing_type": {
            "type": "string",
            "enum": ["failover", "round_robin"],
            "default": "failover",
            "description": "failover tries the trunk with the lowest priority first, round_robin spreads the calls by weight.",
        },
        "sip_options_locations": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "uniqueItems": True,
            "default": [],
            "description": "Ids of the switch locations that watch the trunks with SIP OPTIONS. Empty switches it off.",
        },
        "sip_options_threshold": {
            "type": "integer",
            "minimum": 0,
            "default": 3,
            "description": "How many OPTIONS have to fail or succeed before a trunk counts as dead or alive.",
        },
        "soft_failure_codes": {
            **_CODES,
            "description": "SIP codes that make a call try the next trunk without marking this one as dead.",
        },
        "transformations": TRANSFORMATIONS,
        "trunk_group_sid": {"type": "string", "readOnly": True, "description": "Id of the trunk group."},
        "trunks": {
            "type": "array",
            "items": TRUNK,
            "readOnly": True,
            "description": "Trunks of the group. They are managed with the module trunk.",
        },
    },
}
