# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an emulator holds when it starts: three partners, their tokens, the parent's rules, numbers. RFC-safe values."""

from __future__ import annotations

import uuid
from functools import cache

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "emulator.example.net")
DATE = "2026-01-05T08:00:00.000Z"
FOREVER = "2126-01-05T08:00:00.000Z"

AREAS = ("accesscontrol", "batch", "endpoints", "oauth", "partners", "phonenumber", "routing", "trunk_groups", "trunk_groups.trunks")
ALL_SCOPES = [f"{area}.manage" for area in AREAS]
READ_SCOPES = [f"{area}.read" for area in AREAS]

LOCALITIES = {"212": ("NEW YORK", "NY", "USA"), "310": ("LOS ANGELES", "CA", "USA"), "416": ("TORONTO", "ON", "CAN")}


@cache
def sid(name: str) -> str:
    """A sid that is the same in every emulator."""
    return str(uuid.uuid5(NAMESPACE, name))


CARRIER, TELCO, SUB_PARTNER = sid("partner carrier"), sid("partner telco"), sid("partner sub-partner")
TOKEN = sid("token full")


def state() -> dict:
    """A fresh seed in the form that the control plane's PUT state takes."""
    return {
        "partners": partners(),
        "tokens": tokens(),
        "rules": rules(),
        "dids": [did(number, TELCO) for number in (
            *numbers(12125550100, 40), *numbers(13105550100, 20), *numbers(14165550100, 10))],
        "available_dids": [did(number, None) for number in (
            *numbers(12125550150, 50), *numbers(13105550150, 20), *numbers(14165550150, 10))],
        "locations": [{"location_sid": sid(f"location {name}"), "name": name} for name in ("US East", "US West")],
    }


def numbers(first: int, count: int) -> range:
    return range(first, first + count)


def partners() -> list:
    return [
        partner(CARRIER, None, "carrier", "Example Carrier"),
        partner(TELCO, CARRIER, "telco", "Example Telecom", parent_assigned_acls=[{
            "access_control_rules": [sid("rule carrier-premium")],
            "direction": "outbound",
            "voice_action_true": "reject403",
        }]),
        partner(SUB_PARTNER, TELCO, "sub-partner", "Example Reseller"),
    ]


def partner(own: str, parent: str | None, login: str, company: str, **more) -> dict:
    return {
        "partner_sid": own,
        "parent_sid": parent,
        "display_id": "CX" + str(uuid.UUID(own).int)[:8],
        "login": login,
        "password": f"{login}-password",
        "client_id": uuid.UUID(sid(f"client {login}")).hex,
        "client_secret": uuid.UUID(sid(f"client secret {login}")).hex,
        "name": company,
        "company_name": company,
        "country_code": "USA",
        "owner_email": f"{login}@example.com",
        "billing_email": f"{login}@example.com",
        "tech_email": f"{login}@example.com",
        "charge_at": "20",
        "prepay_amount": "100",
        "balance": "351.52",
        "date_created": DATE,
        "available_scopes": ALL_SCOPES,
        **more,
    }


def tokens() -> list:
    """The first one is the one that the emulator prints."""
    return [
        token("full", TELCO, ALL_SCOPES, TOKEN),
        token("sub-partner", SUB_PARTNER, ALL_SCOPES, sid("token sub-partner")),
        token("read-only", TELCO, READ_SCOPES, sid("token read-only")),
        token("carrier", CARRIER, ALL_SCOPES, sid("token carrier")),
    ]


def token(name: str, owner: str, scopes: list, secret: str) -> dict:
    return {
        "name": name,
        "partner_sid": owner,
        "scopes": scopes,
        "access_token": secret,
        "token_sid": sid(f"token sid {name}"),
        "refresh_token": sid(f"refresh token {name}"),
        "date_created": DATE,
        "date_expiration_access_token": FOREVER,
        "date_expiration_refresh_token": FOREVER,
    }


def rules() -> list:
    return [rule("carrier-premium", "1900", "1976"), rule("carrier-fraud", "1876", "1473", "1809")]


def rule(name: str, *prefixes: str) -> dict:
    return {
        "rule_sid": sid(f"rule {name}"),
        "name": name,
        "field": "called",
        "operation": "prefix",
        "quantifier": "any",
        "entries": list(prefixes),
        "partner_sid": CARRIER,
    }


def did(number: int, owner: str | None) -> dict:
    text = str(number)
    area, exchange, line = text[1:4], text[4:7], text[7:]
    locality, region, country = LOCALITIES[area]
    return {
        "did_sid": sid(f"did {text}"),
        "phonenumber": text,
        "partner_sid": owner,
        "status": "assigned" if owner else "available",
        "country_code": country,
        "in_country_format": f"({area}) {exchange}-{line}",
        "international_format": f"+1 {area}-{exchange}-{line}",
        "locality": locality,
        "state": region,
        "ocn": "251F",
        "classification_sid": sid("classification"),
    }
