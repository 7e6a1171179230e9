# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service of a BroadWorks group (Odin contract section 3.3). Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import GROUP_ID, SERVICE_PROVIDER_ID

ODIN_GROUP_SERVICE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "odin_group_service",
    "description": "A service that a group may use.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "service_provider_id": SERVICE_PROVIDER_ID,
        "group_id": GROUP_ID,
        "service_name": {"type": "string", "minLength": 1, "description": "Name of the service, exactly as BroadWorks spells it."},
        "authorized": {"type": "boolean", "default": False, "description": "Whether the group may have the service. Implied by state present."},
        "assigned": {"type": "boolean", "default": False, "description": "Whether the group has it. Implied by state present."},
        "quantity": {
            "type": "integer",
            "minimum": -1,
            "x-words": {"unlimited": -1},
            "description": "How many the group may have, for example trunk groups. -1 or unlimited has no limit.",
        },
        "limited": {"type": "string", "readOnly": True, "description": "Whether the quantity is limited."},
        "usage": {"type": "integer", "readOnly": True, "description": "How many the group has now."},
        "allowed": {"type": "integer", "readOnly": True, "description": "How many the licence allows."},
        "licensed": {"type": "boolean", "readOnly": True, "description": "Whether the system has a licence."},
        "alias": {"type": "string", "readOnly": True, "description": "Another name of the service."},
    },
}
