# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the contract leaves open about Odin, as switches (README.md beside this file shows this table)."""

from __future__ import annotations

from ..switches import Switch

BOOL = (False, True)
RELEASES = ("19sp1", "20", "20sp1", "21", "21sp1", "22", "23")

DECLARED = (
    Switch("odin_release", "23", RELEASES, "5, 8",
           "BroadWorks' release: before 21 the seven keys of R21 are not there, before 20sp1 maxIncomingCalls and maxOutgoingCalls "
           "refuse 0, only before 22 a log-in may use sha1, the BTLUs of a capacity are there from 23 on"),
    Switch("odin_token_life_s", 86400, (), "2, 8", "how long a token is valid"),
    Switch("odin_calls_per_token", 0, (), "8", "every token is refused after so many calls; 0 is off"),
    Switch("odin_refused_token", 401, (401, 403), "2", "status without a token, and with one that is expired or refused"),
    Switch("odin_bad_credentials", 400, (400, 401, 403), "2", "status of a log-in with a wrong name or password"),
    Switch("odin_no_permission", 403, (403, 400), "2, 7", "status where the caller's login type may not do that"),
    Switch("odin_not_found", 400, (400, 404), "7, 8", "status where something is not found"),
    Switch("odin_error_details", True, BOOL, "7, 8", "whether errors have the key details"),
    Switch("odin_error_codes", True, BOOL, "7", "whether texts of errors begin with [Error nnnn]"),
    Switch("odin_create", "lenient", ("lenient", "strict"), "5, 8",
           "POST of a trunk group without one of the attributes that every known client sends: its default, or 400"),
    Switch("odin_delete", "profile", ("profile", "empty_list", "no_content"), "3, 8",
           "DELETE of a trunk group answers the deleted profile, [] or 204"),
    Switch("odin_null", "clears", ("clears", "ignored"), "9",
           "null in a PUT of a trunk group clears; or does so only for pilotUserId and the three actions, and is ignored elsewhere"),
    Switch("odin_unset", "absent", ("absent", "null"), "1, 5", "attributes of a trunk group that are not set are left out, or null"),
    Switch("odin_list", "array", ("array", "data"), "9", "lists are bare arrays, or {\"data\": [...]}"),
    Switch("odin_list_without_service", "empty", ("empty", "refuse"), "9",
           "the trunk groups of a group without the service: [], or 400"),
    Switch("odin_capacity", "enforced", ("enforced", "ignored"), "5, 9", "whether the capacity rules K1 and K3 to K6 refuse"),
    Switch("odin_password_rules", "lenient", ("lenient", "strict"), "3, 5",
           "the system's rules for SIP passwords: 6 characters without the user name in them; or 8 of all four classes, never the old one"),
    Switch("odin_invitation_timeout_max", 255, (255, 15), "5, 8", "the largest invitationTimeout"),
    Switch("odin_network_address_identity", "if_true", ("if_true", "if_present"), "5",
           "a PUT by less than a Provisioning login is refused if enableNetworkAddressIdentity is true, or if it is there at all"),
    Switch("odin_numeric_strings", "strings", ("strings", "numbers"), "6, 8", "strings that look like numbers are answered as numbers"),
    Switch("odin_booleans", "booleans", ("booleans", "strings"), "6", "booleans are answered as \"true\" and \"false\""),
    Switch("odin_integers", "integers", ("integers", "strings"), "6", "integers are answered as strings"),
)


def before(switches, release: str) -> bool:
    """Whether the emulated BroadWorks is older than this release."""
    return RELEASES.index(switches.odin_release) < RELEASES.index(release)
