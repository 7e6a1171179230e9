# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoint of CarrierX and its addresses (contract section 10). Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.transformation import TRANSFORMATIONS

ADDRESS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "address",
    "description": "One address of an endpoint.",
    "type": "object",
    "additionalProperties": False,
    "required": ["ip"],
    "properties": {
        "ip": {"type": "string", "minLength": 1, "description": "IP address or host name."},
        "port": {"type": "integer", "minimum": 0, "maximum": 65535, "default": 5060, "description": "Port at the customer's side."},
        "dst_port": {
            "type": "integer",
            "minimum": 0,
            "maximum": 65535,
            "default": 5060,
            "description": "Port at the carrier's side. The address counts only for calls that arrive there.",
        },
        "direction": {
            "type": "string",
            "default": "any",
            "description": "Calls that the address is used for: any, inbound or outbound.",
            "examples": ["any", "inbound", "outbound"],
        },
        "transport": {"type": "string", "enum": ["udp", "tcp", "tls"], "default": "udp", "description": "Transport of the signalling."},
        "srtp": {"type": "boolean", "default": False, "description": "Whether the media is encrypted."},
        "priority": {"type": "integer", "default": 0, "description": "Priority among the addresses."},
        "location_sid": {"type": ["string", "null"], "default": None, "description": "Id of the carrier's switch location."},
        "sip_username": {"type": ["string", "null"], "default": None, "description": "User name of this address, used before the endpoint's."},
        "sip_password": {"type": ["string", "null"], "writeOnly": True, "x-goes-with": ["sip_username"], "description": "Password of this address."},
    },
}

ENDPOINT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "endpoint",
    "description": "A place that calls come from and go to.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "endpoint_sid": {"type": "string", "readOnly": True, "description": "Id of the endpoint."},
        "name": {
            "type": "string",
            "minLength": 1,
            "description": "Name of the endpoint. The provider does not keep names unique, this collection insists on it.",
        },
        "type": {
            "type": "string",
            "x-fixed": "third_party",
            "description": "Kind of endpoint. The customer's equipment is third_party, the carrier's own switches are system_gateway.",
            "examples": ["third_party", "system_gateway", "conference", "conference_playback", "conference_v2", "flexml", "mediator"],
        },
        "addresses": {
            "type": "array",
            "items": ADDRESS,
            "uniqueItems": True,
            "x-key": ["ip", "port", "transport"],
            "default": [],
            "description": "Addresses of the customer's equipment, the whole value. Their order does not matter. "
            "An item is recognised by its ip, port and transport.",
        },
        "attributes": {"type": "object", "default": {}, "description": "Free-form attributes."},
        "auth_required": {"type": "boolean", "readOnly": True, "description": "Whether calls have to authenticate. Newer releases only."},
        "capacity": {"type": "integer", "minimum": 0, "default": 0, "description": "Simultaneous inbound calls. 0 is unlimited."},
        "cps_limit": {"type": ["integer", "null"], "readOnly": True, "description": "Outbound calls per second. 0 or null is unlimited."},
        "out_sip_username": {
            "type": ["string", "null"],
            "default": None,
            "description": "User name for calls to this endpoint when it asks for authentication and the address has none of its own.",
        },
        "out_sip_password": {
            "type": ["string", "null"],
            "writeOnly": True,
            "x-goes-with": ["out_sip_username"],
            "description": "Password that goes with out_sip_username.",
        },
        "partner_sid": {"type": "string", "description": "Partner that owns the endpoint. Names are looked up among this partner's objects."},
        "partner": {"type": "object", "readOnly": True, "description": "The partner object, only in answers that were asked for related objects."},
        "properties": {
            "type": "object",
            "writeOnly": True,
            "description": "Settings of hosted endpoint types, with passwords among them. Empty for third_party.",
        },
        "transformations": TRANSFORMATIONS,
        "voip_token": {"type": ["string", "null"], "readOnly": True, "x-secret": True, "description": "Authentication token of the endpoint. Never shown."},
    },
}
