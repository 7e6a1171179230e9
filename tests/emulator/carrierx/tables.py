# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects' attributes as the contract's tables give them (sections 5 to 11): pure data, in the contract's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Attr:
    """One attribute.

    ``type`` is a JSON type or a tuple of them; ``items`` the Attr or the table of an array's elements. ``null``: null
    is accepted. ``create_only``: read only after creation. ``ref``: names the collection whose sids it holds; an empty
    string means null. ``late``: absent from answers until it is set. ``secret``: write only. ``numeric_text``: an
    integer that is also accepted as a string. ``fixed``: whatever is sent, the default is kept.
    """

    type: str | tuple
    default: Any = None
    null: bool = False
    read_only: bool = False
    create_only: bool = False
    required: bool = False
    enum: tuple = ()
    items: Any = None
    ref: str | None = None
    late: bool = False
    secret: bool = False
    numeric_text: bool = False
    fixed: bool = False

    @property
    def types(self) -> tuple:
        return self.type if isinstance(self.type, tuple) else (self.type,)


def text(default: str | None = None, **more: Any) -> Attr:
    return Attr("string", default, **more)


def number(default: int = 0, **more: Any) -> Attr:
    return Attr("integer", default, **more)


def optional(**more: Any) -> Attr:
    return Attr("string", None, null=True, **more)


def read_only(type_: str = "string", default: Any = None) -> Attr:
    return Attr(type_, default, null=True, read_only=True)


def mapping(**more: Any) -> Attr:
    return Attr("object", {}, **more)


def array(items: Any, **more: Any) -> Attr:
    return Attr("array", [], items=items, **more)


DIRECTIONS = ("any", "inbound", "outbound")
VOICE_ACTIONS = ("accept", "reject403", "reject503")
SMS_ACTIONS = ("accept", "reject")


def acl_table(sms: Attr) -> dict:
    """Section 7; ``sms`` is what the two SMS actions are: always null on trunk groups and trunks."""
    return {
        "access_control_rules": array(text(), ref="rules"),
        "direction": text("any", enum=(*DIRECTIONS, "undirected")),
        "sms_action_false": sms,
        "sms_action_true": sms,
        "voice_action_false": optional(enum=VOICE_ACTIONS),
        "voice_action_true": optional(enum=VOICE_ACTIONS),
    }


ACL = acl_table(optional(fixed=True))
PARTNER_ACL = acl_table(optional(enum=SMS_ACTIONS))

TRANSFORMATION = {  # section 9: stored verbatim, so no defaults and no closed set of keys
    "action": text(required=True),
    "operands": array(None, required=True),
    "*": Attr("any"),
}
TRANSFORMATIONS = array(TRANSFORMATION)

HANDLER = {
    "url": text(required=True),
    "direction": text("any", enum=DIRECTIONS),
    "timeout": number(250),
    "error_handler": text("ignore", enum=("ignore", "reject403", "reject503")),
}

CODECS = ("alaw", "g722", "g723", "g729", "gsm", "opus8", "opus12", "opus16", "opus24", "opus48", "ulaw")

TRUNK = {
    "trunk_sid": read_only(),
    "name": text("N/A"),
    "endpoint_sid": optional(ref="endpoints"),
    "acls": array(ACL),
    "allow_forward": text("disabled", enum=("disabled", "direct_uri", "reroute", "direct", "protected")),
    "allow_transfer": Attr(("boolean", "string"), False),
    "asn_mode": text("disable", enum=("disable", "read", "write", "read_write")),
    "call_type": text("regular", enum=("regular",)),
    "codec": optional(enum=CODECS),
    "in_codec": optional(enum=CODECS, late=True),
    "out_codec": optional(enum=CODECS, late=True),
    "in_capacity": number(),
    "out_capacity": number(),
    "in_identity_format": text("passthrough", enum=("passthrough",)),
    "in_identity_mode": text("passthrough", enum=("passthrough",)),
    "out_identity_mode": text("passthrough", enum=("passthrough",)),
    "in_rfc_4694_mode": text("cut_all", enum=("cut_all",)),
    "out_rfc_4694_mode": text("cut_all", enum=("cut_all",)),
    "location_sid": optional(ref="locations"),
    "priority": number(),
    "weight": number(),
    "relay_sip_headers": array(None),
    "transformations": TRANSFORMATIONS,
    "in_ip_profile_sid": optional(late=True),
    "out_ip_profile_sid": optional(late=True),
}

TRUNK_GROUP = {
    "trunk_group_sid": read_only(),
    "name": text("N/A"),
    "partner_sid": text(ref="partners"),
    "routing_type": text("failover", enum=("failover", "round_robin")),
    "routing_data": Attr("object", None, null=True),
    "hard_failure_codes": text("408;"),
    "hard_failure_threshold": number(3),
    "hard_failure_interval": number(60),
    "hard_failure_cooldown": number(120),
    "hard_failure_last_resort": text("first", enum=("first", "reject502", "reject503")),
    "soft_failure_codes": text("408;"),
    "sip_options_locations": array(text()),
    "sip_options_threshold": number(3),
    "acls": array(ACL),
    "external_handlers": array(HANDLER),
    "transformations": TRANSFORMATIONS,
}

RULE = {
    "rule_sid": read_only(),
    "name": text("N/A"),
    "field": text(required=True, enum=("calling", "called", "from", "from_did", "to", "to_did", "message")),
    "operation": text(required=True, enum=("exact", "prefix", "regexp")),
    "quantifier": text(required=True, enum=("all", "any", "none")),
    "entries": array(text(), required=True),
    "read_only": Attr("boolean", False, read_only=True),
}

ADDRESS = {
    "direction": text("any", enum=DIRECTIONS),
    "dst_port": number(5060, numeric_text=True),
    "ip": text(required=True),
    "location_sid": optional(ref="locations"),
    "port": number(5060, numeric_text=True),
    "priority": number(),
    "sip_password": optional(secret=True),
    "sip_username": optional(),
    "srtp": Attr("boolean", False),
    "transport": text("udp", enum=("tcp", "tls", "udp")),
}

ENDPOINT_TYPES = ("conference", "conference_playback", "conference_v2", "flexml", "mediator", "third_party")

ENDPOINT = {
    "endpoint_sid": read_only(),
    "name": text(required=True),
    "type": text(required=True, create_only=True, enum=ENDPOINT_TYPES),
    "addresses": array(ADDRESS),
    "attributes": mapping(),
    "auth_required": Attr("boolean", True, late=True),
    "capacity": number(),
    "cps_limit": read_only("integer"),
    "out_sip_password": optional(secret=True),
    "out_sip_username": optional(),
    "partner_sid": text(ref="partners"),
    "properties": mapping(),
    "transformations": TRANSFORMATIONS,
    "voip_token": read_only(),
}

DID = {
    "did_sid": read_only(),
    "phonenumber": text(create_only=True),
    "trunk_group_sid": optional(ref="trunk_groups"),
    "did_group_sid": optional(ref="did_groups"),
    "name": text("N/A"),
    "attributes": mapping(),
    "callback_url": optional(),
    "string_key_1": optional(),
    "string_key_2": optional(),
    "transformations": TRANSFORMATIONS,
    "active_capabilities": read_only("integer", 4),
    "capabilities": read_only("integer", 7),
    "campaign_sid": read_only(),
    "classification_sid": read_only(),
    "country_code": read_only(),
    "in_country_format": read_only(),
    "international_format": read_only(),
    "lata": read_only(),
    "locality": read_only(),
    "lrn_sid": read_only(),
    "ocn": read_only(),
    "partner_sid": read_only(),
    "porting_pin": read_only(),
    "price": read_only("string", "0.6"),
    "state": read_only(),
    "status": read_only("string", "assigned"),
}

DID_GROUP = {
    "did_group_sid": read_only(),
    "name": text("N/A"),
    "callback_url": optional(),
    "partner_sid": read_only(),
}

MONEY = Attr(("string", "number"), None, null=True)

PARTNER = {
    "partner_sid": read_only(),
    "parent_sid": optional(create_only=True, ref="partners"),
    "display_id": read_only(),
    "login": text(required=True),
    "password": text(create_only=True, secret=True),
    "client_id": read_only(),  # the emulator's own, never answered: what POST /oauth/token compares
    "client_secret": read_only(),
    "name": optional(),
    "company_name": optional(),
    "address1": optional(),
    "address2": optional(),
    "city": optional(),
    "state": optional(),
    "zip": optional(),
    "phonenumber": optional(),
    "country_code": optional(),
    "owner_email": optional(),
    "billing_email": optional(),
    "tech_email": optional(),
    "status": read_only("string", "active"),
    "payment_type": text("prepay", enum=("prepay", "postpay")),
    "charge_at": MONEY,
    "prepay_amount": MONEY,
    "spending_limit": Attr(("string", "number"), "100", null=True),
    "daily_spending_limit": Attr(("string", "number"), "500", null=True),
    "balance": read_only("string", "5"),
    "daily_spent_amount": read_only("string", "0"),
    "date_created": read_only(),
    "available_scopes": Attr("array", [], read_only=True, items=text()),
    "acls": array(PARTNER_ACL),
    "parent_assigned_acls": array(PARTNER_ACL),
    "attributes": mapping(),
    "callbacks": mapping(),
    "transformations": TRANSFORMATIONS,
}

TOKEN = {
    "access_token": read_only(),
    "client_id": read_only(),
    "date_created": read_only(),
    "date_expiration_access_token": read_only(),
    "date_expiration_refresh_token": read_only(),
    "date_last_accessed": read_only(),
    "ip_last_accessed": read_only(),
    "name": read_only("string", "N/A"),
    "partner_sid": read_only(),
    "refresh_token": read_only(),
    "scopes": Attr("array", [], read_only=True, items=text()),
    "token_sid": read_only(),
    "token_type": read_only("string", "bearer"),
}

TASK = {
    "task_sid": read_only(),
    "type": text(required=True, create_only=True),
    "method": text(required=True, create_only=True),
    "field": optional(create_only=True),
    "entries": Attr("array", None, null=True, create_only=True, items=text()),
    "data": Attr(("object", "array"), None, null=True, create_only=True),
    "review": Attr("boolean", True, create_only=True),
    "status": Attr("string", "created"),
    "total": read_only("integer"),
    "processed": read_only("integer"),
    "success": read_only("integer"),
    "failure": read_only("integer"),
    "error_details": Attr("array", [], read_only=True),
    "date_created": read_only(),
    "date_modified": read_only(),
    "partner_sid": read_only(),
}

LOCATION = {"location_sid": read_only(), "name": read_only()}


def defaults(table: dict, given: dict) -> dict:
    """``given`` completed with the table's defaults, in embedded values too; nothing is refused, nothing dropped."""
    whole = {name: attr.default for name, attr in table.items() if not attr.late and name != "*"}
    whole.update(given)
    for name, attr in table.items():
        if isinstance(attr.items, dict) and isinstance(whole.get(name), list) and "*" not in attr.items:
            whole[name] = [defaults(attr.items, item) if isinstance(item, dict) else item for item in whole[name]]
    return whole
