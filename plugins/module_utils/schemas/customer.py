# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a customer's document that are about the customer and not about objects of a provider. Private to the collection.

``patternErrorMessage`` is what editors show, and what this collection says, in place of the pattern that is violated.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import FRAUD


def _text(description, **more):
    return {"type": "string", "minLength": 1, **more, "description": description}


def _named(pattern, wrong, description, **more):
    return {"type": "string", "pattern": pattern, "patternErrorMessage": wrong, **more, "description": description}


def _map(description, properties, required=()):
    return {"type": "object", "additionalProperties": False, "required": list(required), "description": description, "properties": properties}


def _list(items, description):
    return {"type": "array", "items": items, "uniqueItems": True, "default": [], "description": description}


_TICKET = _text("Ticket, change or order number.", examples=["CHG-10234"])

CONTACT = _map(
    "Somebody at the customer's who can be called.",
    {
        "name": _text("Person or desk."),
        "role": _text("What for.", examples=["technical", "noc", "fraud", "billing"]),
        "email": _named(r"^[^@\s]+@[^@\s]+$", "is no mail address", "Mail address."),
        "phone": _named(r"^\+?[0-9][0-9 ().-]+$", "is no telephone number, write it in quotes", "Telephone number.", examples=["+1 212 555 0100"]),
    },
    required=["name"],
)

CUSTOMER = _map(
    "Who the customer is. Nothing of it goes to the provider.",
    {
        "id": _named(
            "^[a-z0-9][a-z0-9-]{0,62}$",
            "has to be 1 to 63 lower case letters, digits and dashes, and not to begin with a dash",
            "Id, unique among all documents. It is the host's name in the inventory, and it begins the names of what is made for the customer.",
            examples=["acme-retail"],
            allOf=[{"not": {"enum": ["all", "customers", "localhost", "ungrouped"]}, "errorMessage": "means something else in an inventory"}],
        ),
        "state": {
            "type": "string",
            "enum": ["live", "suspended", "ceased"],
            "default": "live",
            "description": "live has what the document says. suspended has all calls rejected and keeps its objects and numbers. ceased is offboarded.",
        },
        "name": _text("Name for people."),
        "environment": {
            "type": "string",
            "enum": ["production", "test"],
            "default": "production",
            "description": "Whether real calls are made. Some rules let a test customer do more.",
        },
        "tags": _list(
            _named("^[a-z0-9][a-z0-9_-]{0,62}$", "has to be lower case letters, digits, dashes and underscores", "Tag."),
            "Tags. Each makes a group in the inventory.",
        ),
        "order": _text("Order that the document answers.", examples=["SO-4711"]),
        "tickets": _list(_TICKET, "Tickets that led to what the document says."),
        "contacts": _list(CONTACT, "Whom to call."),
    },
    required=["id"],
)

CONTRACT = _map(
    "What was sold. It is not sent to the provider: the validation holds the rest of the document against it.",
    {
        "channels": {"type": "integer", "minimum": 1, "description": "Simultaneous calls."},
        "cps": {"type": "integer", "minimum": 1, "description": "Calls per second."},
        "regions": _list(
            _named("^[a-z]{2}$", "is no country code of two lower case letters (ISO 3166-1)", "Country.", examples=["us", "ca"]),
            "Countries that are called, and called from.",
        ),
        "secure_media": {"type": "boolean", "default": False, "description": "Whether media has to be encrypted."},
        "resilience": {"type": "boolean", "default": False, "description": "Whether the loss of one trunk or one address has to be survived."},
        "post_dial_budget": {"type": "integer", "minimum": 1, "description": "Longest time from dialling to ringing that was promised, in milliseconds."},
    },
)

WAIVER = _map(
    "A finding of the validation that somebody answers for until a day.",
    {
        "rule": _named("^[a-z][a-z0-9-]*$", "is no id of a rule", "Id of the rule.", examples=["acl-unanchored-regexp"]),
        "path": _text(
            "Place that is waived, with all that is in it. Without it, the whole document.",
            examples=["access_control_rules[0]", "trunk_groups[acme-retail-voice].acls[0]"],
        ),
        "reason": _text("Why that is acceptable."),
        "ticket": _TICKET,
        "expires": {"type": "string", "format": "date", "description": "Last day on which the waiver counts, YYYY-MM-DD."},
    },
    required=["rule", "reason", "expires"],
)

LIFECYCLE = _map(
    "What may be done to the customer.",
    {
        "protect": {"type": "boolean", "default": False, "description": "Whether the customer is not to be offboarded."},
        "purge": {
            "type": "boolean",
            "default": False,
            "description": "Whether its numbers are given back when it is ceased. They cannot be rented again at once.",
        },
        "max_deletions": {"type": "integer", "minimum": 0, "default": 50, "description": "How many objects may be deleted when it is ceased."},
    },
)

# In the order in which a document has them, around the provider's own sections.
BEFORE = {"contract": CONTRACT}
AFTER = {
    "fraud": FRAUD,
    "waivers": {"type": "array", "items": WAIVER, "description": "Findings of the validation that are accepted for the time being."},
    "lifecycle": LIFECYCLE,
}
