# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""External handlers of a CarrierX trunk group (contract section 8): the object, and what goes over the wire. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.transformation import TRANSFORMATION

EXTERNAL_HANDLER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "external_handler",
    "description": "One external handler: a URL that is asked what to do with a call.",
    "type": "object",
    "additionalProperties": False,
    "required": ["url", "direction"],
    "properties": {
        "direction": {
            "type": "string",
            "enum": ["any", "inbound", "outbound"],
            "description": "Calls that the handler is asked about.",
        },
        "error_handler": {
            "type": "string",
            "enum": ["ignore", "reject403", "reject503"],
            "default": "ignore",
            "description": "What happens to a call when the handler fails or is too slow. With ignore the call goes on as if there were no handler.",
        },
        "timeout": {
            "type": "integer",
            "minimum": 1,
            "default": 250,
            "description": "Longest wait for the answer, in milliseconds.",
        },
        "url": {
            "type": "string",
            "minLength": 1,
            "description": "URL that is called with POST when a call reaches the trunk group.",
        },
    },
}

EXTERNAL_HANDLERS = {
    "type": "array",
    "items": EXTERNAL_HANDLER,
    "x-key": ["url"],
    "default": [],
    "description": "External handlers, the whole value in the order in which they are asked. An item is recognised by its url.",
}

_PLAIN = {"type": "array", "items": {"type": "string"}}
_ADDRESSES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "header_parameters": {"type": "object", "description": "Parameters of the header."},
            "host": {"type": "string", "description": "Host and port of the SIP URI."},
            "name": {"type": "string", "description": "Display name."},
            "raw": {"type": "string", "description": "The header as it went over SIP."},
            "uri_parameters": {"type": "object", "description": "Parameters of the SIP URI."},
            "user": {"type": "string", "description": "User part of the SIP URI."},
        },
    },
}

EXTERNAL_HANDLER_REQUEST = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "external_handler_request",
    "description": "What CarrierX posts to a handler: one key per SIP header, the value always an array.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "Allow": {**_PLAIN, "description": "SIP methods that the sender supports."},
        "Call-ID": {**_PLAIN, "description": "Identifier of the call."},
        "Contact": {**_ADDRESSES, "description": "SIP URI at which the sender is reached."},
        "Content-Length": {**_PLAIN, "description": "Bytes in the body, as a string."},
        "Content-Type": {**_PLAIN, "description": "Type of the body."},
        "CSeq": {**_PLAIN, "description": "Sequence number and method."},
        "Date": {**_PLAIN, "description": "Date and time of the request."},
        "Diversion": {**_ADDRESSES, "description": "Who redirected the call."},
        "From": {**_ADDRESSES, "description": "Who calls."},
        "Max-Forwards": {**_PLAIN, "description": "Hops left, 0 to 255, as a string."},
        "P-Charge-Info": {**_ADDRESSES, "description": "Party to be charged."},
        "P-Charging-Vector": {**_PLAIN, "description": "Correlation of charging records."},
        "Remote-Party-ID": {**_ADDRESSES, "description": "Identity of the caller as the network asserts it."},
        "Supported": {**_PLAIN, "description": "Option tags of supported extensions."},
        "To": {**_ADDRESSES, "description": "Who is called."},
        "User-Agent": {**_PLAIN, "description": "Device that sends the request."},
    },
    "patternProperties": {"^X-": {"type": "array", "description": "Custom headers about the source: address, id, URI."}},
}

EXTERNAL_HANDLER_RESPONSE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "external_handler_response",
    "description": "What a handler answers: the actions to perform, none to let the call go on. The direction is the handler's.",
    "type": "array",
    "items": {
        **TRANSFORMATION,
        "title": "external_handler_response_item",
        "properties": {name: TRANSFORMATION["properties"][name] for name in ("action", "operands")},
    },
}
