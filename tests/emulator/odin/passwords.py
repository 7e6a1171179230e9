# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Password generators, and the rules for SIP passwords (section 3.5, rule D2 of section 5.6)."""

from __future__ import annotations

import hashlib
import secrets
import string
from typing import Any

from . import values
from .attributes import Attr
from .call import Call
from .errors import PASSWORD, Refusal

SYMBOLS = "!#$%()*+-.:;?@[]^_{}"
CLASSES = {
    "Digits": string.digits,
    "UpperCaseLetters": string.ascii_uppercase,
    "LowerCaseLetters": string.ascii_lowercase,
    "NonAlphanumericCharacters": SYMBOLS,
}
SIP_LENGTH, WEB_LENGTH, PASSCODE_LENGTH = 12, 18, 8
MOST_AT_ONCE = 60


def rules_of(min_length: int, strict: bool) -> dict:
    """A set of rules with the keys of the API."""
    rules: dict = {
        "minLength": min_length,
        "disallowAuthenticationName": True,
        "disallowOldPassword": strict,
        "disallowReversedOldPassword": strict,
    }
    for name in CLASSES:
        rules.update({f"restrictMin{name}": strict, f"min{name}": 1})
    return rules


SYSTEM = {"lenient": rules_of(6, False), "strict": rules_of(8, True)}


def system_rules(call: Call) -> dict:
    """GET /system/sip-authentication-password-rules."""
    return SYSTEM[call.switches.odin_password_rules]


def provider_rules(call: Call) -> dict:
    """GET /service-providers/sip-authentication-password-rules."""
    provider = call.service_provider()
    return {"serviceProviderId": provider["serviceProviderId"], **completed(provider["sipPasswordRules"])}


def completed(given: dict) -> dict:
    """A service provider's own rules: those of a state, the lenient ones for the others."""
    return {"useServiceProviderSettings": False, **SYSTEM["lenient"], **given}


def rules_in_force(call: Call, provider: dict) -> dict:
    own = completed(provider["sipPasswordRules"])
    return own if own["useServiceProviderSettings"] else system_rules(call)


def hashed(password: str) -> str:
    """How a password is stored: whoever looks at the state can check it, but not read it."""
    return "sha256:" + hashlib.sha256(password.encode()).hexdigest()


def check(rules: dict, password: str, user_name: str | None, old: str | None) -> None:
    """Raises for a SIP password that breaks a rule; ``old`` is the stored hash. The text never has the password."""
    problems = []
    if len(password) < rules["minLength"]:
        problems.append(f"it is shorter than {rules['minLength']} characters")
    for name, members in CLASSES.items():
        found = sum(not one.isalnum() if members is SYMBOLS else one in members for one in password)
        if rules[f"restrictMin{name}"] and found < rules[f"min{name}"]:
            problems.append(f"it has fewer than {rules[f'min{name}']} {name}")
    if rules["disallowAuthenticationName"] and user_name and user_name.lower() in password.lower():
        problems.append("it contains the authentication name")
    if rules["disallowOldPassword"] and hashed(password) == old:
        problems.append("it is the old one")
    if rules["disallowReversedOldPassword"] and hashed(password[::-1]) == old:
        problems.append("it is the old one reversed")
    if problems:
        raise Refusal(PASSWORD, ", ".join(problems), "rule D2")


def generated(length: int) -> str:
    """A password that satisfies every rule: characters of all classes in turn, shuffled."""
    classes = list(CLASSES.values())
    letters = [secrets.choice(classes[n % len(classes)]) for n in range(length)]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def answer(call: Call, name: str, make: Any) -> dict:
    """One, or where a limit is given many. How many is not what the limit says (section 3.5)."""
    if "limit" not in call.query:
        return {name: make()}
    limit = values.integer(Attr("limit", "integer", 1), call.query["limit"])
    return {f"{name}s": [make() for _n in range(min(3 * limit, MOST_AT_ONCE))]}


def sip_password(call: Call) -> dict:
    """GET /sip-password/generate."""
    return answer(call, "password", lambda: generated(SIP_LENGTH))


def web_password(call: Call) -> dict:
    """GET /password/generate."""
    return answer(call, "password", lambda: generated(WEB_LENGTH))


def passcode(call: Call) -> dict:
    """GET /passcode/generate."""
    return answer(call, "passcode", lambda: "".join(secrets.choice(string.digits) for _n in range(PASSCODE_LENGTH)))
