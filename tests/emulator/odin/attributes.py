# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attributes of a trunk group, in the order in which they are answered (section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PHONE_OR_URI = r"\+?[0-9()./ -]+|[^@\s]+@[^@\s]+"
URI = r"(?!sips?:)[^@\s]+@[^@\s]+"
DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
DIGITS = r"[0-9]+"

ACTIONS = ("Forward", "Reroute")
ORIGINATING = ("All Originating Calls", "Unscreened Originating Calls", "No Calls")
ENABLED = ("Enabled", "Disabled")


@dataclass(frozen=True)
class Attr:
    """One attribute.

    ``low`` and ``high`` bound an integer's value or a string's length in bytes, ``default`` is what a new trunk group
    gets, None: it is not set and then not answered. ``clears``: null clears it. ``expected``: every known client sends
    it. ``late``: not at creation. ``since``: the first release that has it.
    """

    name: str
    kind: str
    low: int = 0
    high: int | None = None
    values: tuple = ()
    default: Any = None
    pattern: str = ""
    clears: bool = False
    expected: bool = False
    required: bool = False
    read_only: bool = False
    late: bool = False
    secret: bool = False
    since: str = "19sp1"


def flag(name: str, default: bool = False, **more) -> Attr:
    return Attr(name, "boolean", default=default, **more)


def choice(name: str, default: str, values: tuple, **more) -> Attr:
    return Attr(name, "choice", values=values, default=default, **more)


def policy(name: str, default: str, values: tuple) -> Attr:
    return choice(name, default, values, expected=True)


def count(name: str, low: int, high: int | None = None, **more) -> Attr:
    return Attr(name, "integer", low, high, **more)


def optional_count(name: str) -> Attr:
    return count(name, 0, 999999, clears=True)


def setting(name: str, default: int, low: int, high: int | None = None) -> Attr:
    return count(name, low, high, default=default, expected=True)


def text(name: str, high: int, pattern: str = "", **more) -> Attr:
    return Attr(name, "text", 1, high, pattern=pattern, clears=True, **more)


def overflow(prefix: str) -> tuple:
    """An action with its two partners."""
    return (
        Attr(f"{prefix}Action", "choice", values=ACTIONS, clears=True),
        text(f"{prefix}ForwardAddress", 161, PHONE_OR_URI),
        Attr(f"{prefix}RerouteTrunkGroupKey", "trunk_group", clears=True),
    )


OVERFLOWS = ("capacityExceeded", "unreachableDestination", "callForwardingAlways")

TRUNK_GROUP = (
    text("pilotUserId", 161, late=True),
    Attr("department", "department", clears=True),
    Attr("accessDevice", "device", clears=True),
    count("maxActiveCalls", 1, required=True),
    optional_count("maxIncomingCalls"),
    optional_count("maxOutgoingCalls"),
    flag("enableBursting"),
    optional_count("burstingMaxActiveCalls"),
    optional_count("burstingMaxIncomingCalls"),
    optional_count("burstingMaxOutgoingCalls"),
    *overflow("capacityExceeded"),
    setting("capacityExceededTrapInitialCalls", 0, 0),
    setting("capacityExceededTrapOffsetCalls", 0, 0),
    *overflow("unreachableDestination"),
    setting("invitationTimeout", 6, 1, 255),
    flag("requireAuthentication", expected=True),
    text("sipAuthenticationUserName", 80),
    text("sipAuthenticationPassword", 60, secret=True),
    text("trunkGroupIdentity", 161, URI),
    text("otgDtgIdentity", 80),
    flag("allowTerminationToTrunkGroupIdentity"),
    flag("allowTerminationToDtgIdentity"),
    flag("includeTrunkGroupIdentity"),
    flag("includeDtgIdentity"),
    flag("includeTrunkGroupIdentityForNetworkCalls"),
    flag("includeOtgIdentityForNetworkCalls"),
    flag("enableNetworkAddressIdentity"),
    flag("allowUnscreenedCalls"),
    flag("allowUnscreenedEmergencyCalls"),
    policy("pilotUserCallingLineIdentityForExternalCallsPolicy", "No Calls", ORIGINATING),
    policy("pilotUserChargeNumberPolicy", "No Calls", ORIGINATING),
    *overflow("callForwardingAlways"),
    flag("routeToPeeringDomain"),
    text("peeringDomain", 80, DOMAIN),
    flag("prefixEnabled"),
    text("prefix", 15, DIGITS),
    flag("statefulReroutingEnabled"),
    flag("sendContinuousOptionsMessage"),
    setting("continuousOptionsSendingIntervalSeconds", 30, 30, 86400),
    setting("failureOptionsSendingIntervalSeconds", 10, 10, 86400),
    setting("failureThresholdCounter", 1, 1, 60),
    setting("successThresholdCounter", 1, 1, 60),
    setting("inviteFailureThresholdCounter", 1, 1, 60),
    setting("inviteFailureThresholdWindowSeconds", 30, 30, 240),
    choice("trunkGroupState", "Available", ("Available", "Unavailable"), read_only=True),
    policy("pilotUserCallingLineAssertedIdentityPolicy", "Unscreened Originating Calls", ORIGINATING[:2]),
    flag("useSystemCallingLineAssertedIdentityPolicy"),
    count("totalActiveIncomingCalls", 0, default=0, read_only=True),
    count("totalActiveOutgoingCalls", 0, default=0, read_only=True),
    policy("pilotUserCallOptimizationPolicy", "Optimize For User Services", ("Optimize For User Services", "Optimize For High Call Volume")),
    policy("clidSourceForScreenedCallsPolicy", "Profile Name Profile Number", (
        "Profile Name Profile Number", "Received Name Profile Number", "Received Name Received Number")),
    flag("useSystemCLIDSourceForScreenedCallsPolicy"),
    policy("userLookupPolicy", "Basic", ("Basic", "Extended", "Basic Lookup Prefer From")),
    flag("useSystemUserLookupPolicy"),
    policy("pilotUserCallingLineIdentityForEmergencyCallsPolicy", "No Calls", ORIGINATING),
    choice("implicitRegistrationSetSupportPolicy", "Disabled", ENABLED, since="21"),
    flag("useSystemImplicitRegistrationSetSupportPolicy", True, since="21"),
    choice("sipIdentityForPilotAndProxyTrunkModesPolicy", "User", ("Pilot User", "User"), since="21"),
    flag("useSystemSIPIdentityForPilotAndProxyTrunkModesPolicy", True, since="21"),
    flag("useSystemSupportConnectedIdentityPolicy", True, since="21"),
    choice("supportConnectedIdentityPolicy", "Disabled", ENABLED, since="21"),
    flag("useSystemOptionsMessageResponseStatusCodes", True, since="21", late=True),
)
NAME = Attr("name", "name", 1, 30, required=True)
NEW_NAME = Attr("newName", "name", 1, 30)
USERS = Attr("users", "users")


def fresh() -> dict:
    """A trunk group with nothing but defaults."""
    return {attr.name: attr.default for attr in TRUNK_GROUP if attr.default is not None} | {"users": []}
