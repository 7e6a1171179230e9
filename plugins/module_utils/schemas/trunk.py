# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunk of a CarrierX trunk group (contract section 6). Private to the collection.

Values that the contract does not know in full are documented, not enforced: a valid one is never refused.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.acl import ACLS
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.transformation import TRANSFORMATIONS

_CODECS = ["alaw", "g722", "g723", "g729", "gsm", "opus8", "opus12", "opus16", "opus24", "opus48", "ulaw"]

TRUNK = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "trunk",
    "description": "A way from a trunk group to an endpoint.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "trunk_sid": {"type": "string", "readOnly": True, "description": "Id of the trunk."},
        "name": {
            "type": "string",
            "minLength": 1,
            "default": "N/A",
            "description": "Name of the trunk, unique inside the trunk group for this collection.",
        },
        "endpoint_sid": {
            "type": ["string", "null"],
            "default": None,
            "x-ref": "endpoint",
            "x-option": "endpoint",
            "description": "Endpoint that the trunk reaches, by name. An endpoint_sid is accepted where a name is not unique.",
        },
        "acls": ACLS,
        "allow_forward": {
            "type": "string",
            "enum": ["disabled", "direct_uri", "reroute", "direct", "protected"],
            "default": "disabled",
            "description": "What a 302 of the called side does: disabled rejects it, direct_uri opens a leg to the URI, reroute routes the number "
            "as an outbound call, direct does the one or the other by what the URI holds, protected forwards only to the partner's own addresses.",
        },
        "allow_transfer": {
            "type": ["boolean", "string"],
            "default": False,
            "x-same": [[False, "disabled"]],
            "description": "Transfer mode. false and disabled are the same.",
        },
        "asn_mode": {
            "type": "string",
            "enum": ["disable", "read", "write", "read_write"],
            "default": "disable",
            "description": "Caller and callee flags of the ASN proxy.",
        },
        "call_type": {"type": "string", "default": "regular", "description": "Type of the calls, for example regular."},
        "codec": {
            "type": ["string", "null"],
            "default": None,
            "description": "Older single codec setting, put in front of in_codec and out_codec. Null is any codec that the caller supports. "
            "Known values are " + ", ".join(_CODECS) + ".",
            "examples": _CODECS,
        },
        "in_codec": {"type": ["string", "null"], "x-missing": "null", "description": "Codec of the receiving direction. Newer releases only."},
        "out_codec": {"type": ["string", "null"], "x-missing": "null", "description": "Codec of the sending direction. Newer releases only."},
        "in_capacity": {
            "type": "integer",
            "minimum": -1,
            "default": 0,
            "description": "Simultaneous calls that the trunk receives. 0 is unlimited, -1 disables the trunk in this direction.",
        },
        "out_capacity": {
            "type": "integer",
            "minimum": -1,
            "default": 0,
            "description": "Simultaneous calls that the trunk sends. 0 is unlimited, -1 disables the trunk in this direction.",
        },
        "in_identity_format": {
            "type": "string",
            "default": "passthrough",
            "description": "Format of the identity data that goes to the called side, for example passthrough.",
        },
        "in_identity_mode": {
            "type": "string",
            "default": "passthrough",
            "description": "When and how the caller's identity headers go to the called side on received calls, for example passthrough.",
        },
        "out_identity_mode": {
            "type": "string",
            "default": "passthrough",
            "description": "When and how the caller's identity headers go to the called side on sent calls, for example passthrough.",
        },
        "in_rfc_4694_mode": {
            "type": "string",
            "default": "cut_all",
            "description": "Number portability parameters (RFC 4694) of received calls, for example cut_all.",
        },
        "out_rfc_4694_mode": {
            "type": "string",
            "default": "cut_all",
            "description": "Number portability parameters (RFC 4694) of sent calls, for example cut_all.",
        },
        "location_sid": {"type": ["string", "null"], "default": None, "description": "Id of the carrier's switch location."},
        "priority": {"type": "integer", "minimum": 0, "default": 0, "description": "Order in a failover trunk group, the lowest is tried first."},
        "weight": {"type": "integer", "minimum": 0, "default": 0, "description": "Share of the calls in a round_robin trunk group."},
        "relay_sip_headers": {
            "type": "array",
            "items": {"type": "string"},
            "uniqueItems": True,
            "default": [],
            "description": "SIP headers that are passed on.",
        },
        "transformations": TRANSFORMATIONS,
        "in_ip_profile_sid": {
            "type": ["string", "null"],
            "x-missing": "null",
            "description": "Id of the IP profile of received calls. For administrators.",
        },
        "out_ip_profile_sid": {
            "type": ["string", "null"],
            "x-missing": "null",
            "description": "Id of the IP profile of sent calls. For administrators.",
        },
    },
}
