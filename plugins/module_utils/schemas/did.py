# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DID of CarrierX, a rented phone number (contract section 11). Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.transformation import TRANSFORMATIONS


def _read_only(types, description):
    return {"type": types, "readOnly": True, "description": description}


_TEXT = ["string", "null"]

DID = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "did",
    "description": "A rented phone number.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "did_sid": _read_only("string", "Id of the number."),
        "phonenumber": {
            "type": "string",
            "pattern": "^[1-9][0-9]{6,14}$",
            "x-strip": "+ -().",
            "description": "The number in E.164 digits. A plus, blanks, dashes, dots and brackets are taken off.",
        },
        "trunk_group_sid": {
            "type": _TEXT,
            "default": None,
            "x-ref": "trunk_group",
            "x-option": "trunk_group",
            "description": "Trunk group that the number is bound to, by name. A trunk_group_sid is accepted where a name is not unique.",
        },
        "did_group_sid": {"type": _TEXT, "default": None, "description": "Id of the number group."},
        "name": {"type": "string", "default": "N/A", "description": "Label of the number."},
        "attributes": {"type": "object", "default": {}, "description": "Free-form attributes."},
        "callback_url": {"type": _TEXT, "default": None, "description": "URL that is called about this number."},
        "string_key_1": {"type": _TEXT, "default": None, "description": "Free text for the owner's use."},
        "string_key_2": {"type": _TEXT, "default": None, "description": "Free text for the owner's use."},
        "transformations": TRANSFORMATIONS,
        "capabilities": _read_only("integer", "What the number can do, a bit mask of 1 SMS in, 2 SMS out, 4 voice, 8 MMS in, 16 MMS out."),
        "active_capabilities": _read_only("integer", "What of it is active, the same bits."),
        "classification_sid": _read_only(_TEXT, "Id of the classification."),
        "campaign_sid": _read_only(_TEXT, "Id of the messaging campaign."),
        "country_code": _read_only(_TEXT, "Country, ISO 3166-1 alpha-3."),
        "in_country_format": _read_only(_TEXT, "The number as written inside its country."),
        "international_format": _read_only(_TEXT, "The number as written internationally."),
        "lata": _read_only(_TEXT, "Local access and transport area."),
        "locality": _read_only(_TEXT, "Place."),
        "lrn_sid": _read_only(_TEXT, "Id of the location routing number."),
        "ocn": _read_only(_TEXT, "Operating company number."),
        "porting_pin": {**_read_only(_TEXT, "PIN for porting the number out. Never shown."), "x-secret": True},
        "price": _read_only(["string", "number", "null"], "Price of the number, as the provider writes it."),
        "state": _read_only(_TEXT, "State."),
        "partner_sid": _read_only(_TEXT, "Partner that rents the number."),
        "status": _read_only("string", "available, assigned or aging."),
    },
}
