# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunking call capacity of a service provider or a group (Odin contract section 3.2). Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import GROUP_ID, SERVICE_PROVIDER_ID

_UNLIMITED = {"type": "integer", "minimum": -1, "x-words": {"unlimited": -1}}
_AVAILABLE = {"type": "integer", "readOnly": True, "x-missing": "unsupported"}

ODIN_CALL_CAPACITY = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "odin_call_capacity",
    "description": "How many trunk calls a service provider or a group may have at the same time.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "readOnly": True, "description": "Service provider, and group if it is a group's capacity."},
        "service_provider_id": SERVICE_PROVIDER_ID,
        "group_id": {**GROUP_ID, "x-optional": True, "description": "Group whose capacity is meant. Without it, the service provider's."},
        "max_active_calls": {
            **_UNLIMITED,
            "description": "Simultaneous calls. -1 or unlimited is for a service provider only, a group always has a number.",
        },
        "bursting_max_active_calls": {**_UNLIMITED, "description": "Simultaneous calls on top when bursting. -1 or unlimited has no limit."},
        "number_of_bursting_btlus": {
            **_UNLIMITED,
            "x-missing": "unsupported",
            "x-wire": "numberOfBurstingBTLUs",
            "description": "Bursting trunk licence units. -1 or unlimited has no limit. From BroadWorks R23 on.",
        },
        "max_available_active_calls": {**_AVAILABLE, "description": "Simultaneous calls that the service provider has, the most that a group may get."},
        "bursting_max_available_active_calls": {**_AVAILABLE, "description": "The same on top when bursting."},
        "max_available_number_of_bursting_btlus": {
            **_AVAILABLE,
            "x-wire": "maxAvailableNumberOfBurstingBTLUs",
            "description": "Bursting trunk licence units that the service provider has.",
        },
    },
}
