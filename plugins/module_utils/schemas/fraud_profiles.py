# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fraud profiles: what they reject, where that is known from, and how a document asks for it. Data only. Private to the collection.

A code is the beginning of a called number in the provider's form, E.164 digits without plus, in the notation of the North American
Numbering Plan: N stands for 2 to 9, X for any digit. A version of a profile that a release has shipped is never changed: what is to be
different becomes the next version.
"""

from __future__ import annotations

NANPA = "NANPA, assignments of area codes (nanpa.com)"
N11 = "NANPA, N11 codes; FCC, CC Docket 92-105"
PAY_PER_CALL = "47 CFR 64.1508, blocking access to 900 service"
FBI_2014 = "FBI, notice on missed calls and international revenue share fraud, February 2014"
FCC_GUIDE = "FCC, consumer guide on the one-ring phone scam"
E164 = "ITU-T E.164, list of assigned country codes"

# Calls to exactly these numbers are never rejected, whatever a document says. A longer number that begins like one is another number:
# 9111 is in India.
NEVER_REJECTED = {
    "112": ("Emergency, as mobile phones dial it", "3GPP TS 22.101"),
    "211": ("Community services", N11),
    "311": ("Municipal services", N11),
    "411": ("Directory assistance", N11),
    "511": ("Traffic information", N11),
    "611": ("Repair service", N11),
    "711": ("Relay service", N11),
    "811": ("Call before you dig", N11),
    "911": ("Emergency", N11),
    "933": ("Test of the emergency address", "Convention of providers of emergency calls over VoIP"),
    "988": ("Suicide and crisis lifeline", "47 CFR 52.200"),
}
EMERGENCY = ("112", "911", "933")


def _destination(title, codes, source, why=""):
    return {"title": title, "codes": codes, "source": source, "why": why}


_OVERSEAS = "Has an area code like a domestic number and is billed as an international call."
_DOMESTIC_IN_NAME = "A territory of the United States, which many carriers bill apart from the states."

# Codes by destination. No code of plain digits is in two of them or the beginning of another.
PREMIUM = {
    "premium-900": _destination("Pay-per-call services", ["1900"], PAY_PER_CALL, "The caller pays what the called party asks for."),
    # An exchange, not an area code: 976 is unassigned as such, and 1976 at the beginning of a number would reject nothing.
    "premium-976": _destination("Local pay-per-call services", ["1NXX976"], NANPA, "Exchange 976 of every area code is kept for pay-per-call services."),
}
CARRIER_SERVICES = {
    "carrier-700": _destination("Services of single carriers", ["1700"], NANPA, "Each carrier sets prices of its own."),
}
OVERSEAS = {
    "anguilla": _destination("Anguilla", ["1264"], f"{NANPA}; {FBI_2014}", _OVERSEAS),
    "antigua-and-barbuda": _destination("Antigua and Barbuda", ["1268"], f"{NANPA}; {FBI_2014}", _OVERSEAS),
    "bahamas": _destination("Bahamas", ["1242"], NANPA, _OVERSEAS),
    "barbados": _destination("Barbados", ["1246"], f"{NANPA}; {FBI_2014}", _OVERSEAS),
    "bermuda": _destination("Bermuda", ["1441"], NANPA, _OVERSEAS),
    "british-virgin-islands": _destination("British Virgin Islands", ["1284"], f"{NANPA}; {FBI_2014}; {FCC_GUIDE}", _OVERSEAS),
    "cayman-islands": _destination("Cayman Islands", ["1345"], NANPA, _OVERSEAS),
    "dominica": _destination("Dominica", ["1767"], f"{NANPA}; {FBI_2014}", _OVERSEAS),
    "dominican-republic": _destination("Dominican Republic", ["1809", "1829", "1849"], f"{NANPA}; {FCC_GUIDE}", _OVERSEAS),
    "grenada": _destination("Grenada", ["1473"], f"{NANPA}; {FBI_2014}", _OVERSEAS),
    "jamaica": _destination("Jamaica", ["1658", "1876"], f"{NANPA}; {FCC_GUIDE}", _OVERSEAS),
    "montserrat": _destination("Montserrat", ["1664"], f"{NANPA}; {FBI_2014}", _OVERSEAS),
    "saint-kitts-and-nevis": _destination("Saint Kitts and Nevis", ["1869"], NANPA, _OVERSEAS),
    "saint-lucia": _destination("Saint Lucia", ["1758"], NANPA, _OVERSEAS),
    "saint-vincent-and-the-grenadines": _destination("Saint Vincent and the Grenadines", ["1784"], NANPA, _OVERSEAS),
    "sint-maarten": _destination("Sint Maarten", ["1721"], NANPA, _OVERSEAS),
    "trinidad-and-tobago": _destination("Trinidad and Tobago", ["1868"], NANPA, _OVERSEAS),
    "turks-and-caicos-islands": _destination("Turks and Caicos Islands", ["1649"], f"{NANPA}; {FBI_2014}; {FCC_GUIDE}", _OVERSEAS),
}
US_TERRITORIES = {
    "american-samoa": _destination("American Samoa", ["1684"], NANPA, _DOMESTIC_IN_NAME),
    "guam": _destination("Guam", ["1671"], NANPA, _DOMESTIC_IN_NAME),
    "northern-mariana-islands": _destination("Northern Mariana Islands", ["1670"], NANPA, _DOMESTIC_IN_NAME),
    "puerto-rico": _destination("Puerto Rico", ["1787", "1939"], NANPA, _DOMESTIC_IN_NAME),
    "us-virgin-islands": _destination("US Virgin Islands", ["1340"], NANPA, _DOMESTIC_IN_NAME),
}
ABROAD = {
    "other-countries": _destination("Every country code but 1", [str(digit) for digit in range(2, 10)], E164, "Not in the North American Numbering Plan."),
    "no-country": _destination("No country code, among them 011 as it is dialled", ["0"], E164, "Not a number in E.164."),
    "no-area-code": _destination("No area code", ["10", "11"], NANPA, "Area codes begin with 2 to 9."),
}
DESTINATIONS = {**PREMIUM, **CARRIER_SERVICES, **OVERSEAS, **US_TERRITORIES, **ABROAD}

# What `fraud.allow` may name: a destination, or several of them at once.
TOGGLES = {**{name: (name,) for name in US_TERRITORIES}, "us-territories": tuple(US_TERRITORIES)}

PROFILES = {
    "nanp-premium": {1: {"title": "Pay-per-call numbers of the North American Numbering Plan", "rejects": (*PREMIUM,)}},
    "nanp-high-risk": {
        1: {
            "title": "nanp-premium, and area codes of the Caribbean, the Atlantic and the US territories, which look like domestic ones",
            "rejects": (*PREMIUM, *CARRIER_SERVICES, *OVERSEAS, *US_TERRITORIES),
        },
    },
    "domestic-only": {
        1: {"title": "nanp-high-risk, and everything outside of the United States and Canada", "rejects": (*DESTINATIONS,)},
    },
}
VERSIONS = sorted({version for versions in PROFILES.values() for version in versions})

# How a document asks for it. Text is Unicode, a date is written YYYY-MM-DD.
FRAUD_EXCEPTION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["prefix", "reason", "expires"],
    "description": "Numbers that may be called although the profile rejects them.",
    "properties": {
        "prefix": {
            "type": "string",
            "pattern": "^[0-9]{1,15}$",
            "errorMessage": "has to be digits as E.164 has them, without plus, in quotes",
            "description": "Beginning of the called numbers, or a whole number: E.164 digits without plus.",
        },
        "reason": {"type": "string", "minLength": 1, "description": "Why they may be called."},
        "ticket": {"type": "string", "minLength": 1, "description": "Where that was decided."},
        "expires": {"type": "string", "format": "date", "description": "Last day on which the exception counts, YYYY-MM-DD."},
    },
}
FRAUD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["profile", "version"],
    "description": "Fraud profile: calls to its destinations are rejected on every trunk group, before any ACL of the document.",
    "properties": {
        "profile": {"type": "string", "enum": list(PROFILES), "description": "Name of the profile."},
        "version": {"type": "integer", "enum": VERSIONS, "description": "Version of the profile. A version never changes, a newer one is asked for."},
        "allow": {
            "type": "array",
            "items": {"type": "string", "enum": list(TOGGLES)},
            "uniqueItems": True,
            "default": [],
            "description": "US territories that may be called all the same.",
        },
        "exceptions": {
            "type": "array",
            "items": FRAUD_EXCEPTION,
            "default": [],
            "description": "Numbers that may be called until a day. After it they are rejected again.",
        },
    },
}
