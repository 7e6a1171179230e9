# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Group trunk group of BroadWorks as Odin shows it (Odin contract section 5). Private to the collection.

Names are snake_case here and Odin's own on the wire (``x-wire`` where the rule does not give it). ``x-send`` marks what a create
request has to carry, the section's rows "e". What Odin leaves out of an answer is unset, or unknown to the release.
"""

from __future__ import annotations

SERVICE_PROVIDER_ID = {
    "type": "string",
    "minLength": 1,
    "x-max-bytes": 30,
    "description": "Service provider or enterprise.",
}
GROUP_ID = {"type": "string", "minLength": 1, "x-max-bytes": 30, "description": "Group, unique inside the service provider only."}
TRUNK_GROUP_NAME = {"type": "string", "minLength": 1, "x-max-bytes": 30, "x-collapse": True, "description": "Name of the trunk group, unique in the group."}

TRUNK_GROUP_KEY = {
    "type": ["object", "null"],
    "additionalProperties": False,
    "required": ["service_provider_id", "group_id", "name"],
    "x-missing": "null",
    "x-whole": True,
    "properties": {"service_provider_id": SERVICE_PROVIDER_ID, "group_id": GROUP_ID, "name": TRUNK_GROUP_NAME},
}


def _flag(description, **more):
    return {"type": "boolean", "default": False, "description": description, "x-missing": "unsupported", **more}


def _choice(values, default, description, **more):
    return {"type": "string", "enum": values, "default": default, "description": description, "x-missing": "unsupported", **more}


def _count(default, minimum, maximum, description):
    bounds = {"minimum": minimum, **({} if maximum is None else {"maximum": maximum})}
    return {"type": "integer", "default": default, **bounds, "description": description, "x-send": True}


def _limit(description):
    return {"type": ["integer", "null"], "minimum": 0, "maximum": 999999, "default": None, "x-missing": "null", "description": description}


def _text(longest, description, **more):
    return {"type": ["string", "null"], "minLength": 1, "x-max-bytes": longest, "default": None, "x-missing": "null", "description": description, **more}


def _diversion(prefix, when):
    """The three attributes that say where calls go in one situation (rule D3)."""
    return {
        f"{prefix}_action": {
            "type": ["string", "null"],
            "enum": ["Forward", "Reroute", None],
            "default": None,
            "x-missing": "null",
            "description": f"What happens to calls {when}. Forward needs the forward address beside it, Reroute the reroute trunk group key.",
        },
        f"{prefix}_forward_address": _text(161, f"Phone number or user@host that calls are forwarded to {when}.", pattern=r"^\S+$"),
        f"{prefix}_reroute_trunk_group_key": {**TRUNK_GROUP_KEY, "default": None, "description": f"Another trunk group that calls are rerouted to {when}."},
    }


_IDENTITY_POLICIES = ["All Originating Calls", "Unscreened Originating Calls", "No Calls"]
_IMS = "Only in IMS mode, from BroadWorks R21 on."

ODIN_TRUNK_GROUP = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "odin_trunk_group",
    "description": "A trunk group of a BroadWorks group.",
    "type": "object",
    "additionalProperties": False,
    "required": ["max_active_calls"],
    "properties": {
        "service_provider_id": SERVICE_PROVIDER_ID,
        "group_id": GROUP_ID,
        "name": TRUNK_GROUP_NAME,
        # No default, so that `replaced` leaves the pilot user alone who was set with odin_trunk_user.
        "pilot_user_id": {
            "type": ["string", "null"],
            "minLength": 1,
            "x-max-bytes": 161,
            "x-missing": "null",
            "description": "User id of the pilot user, who has to be on this trunk group already.",
        },
        "users": {
            "type": "array",
            "items": {"type": "string", "minLength": 1, "x-max-bytes": 161},
            "x-wire-item": "userId",
            "uniqueItems": True,
            "default": [],
            "description": "User ids of the hosted users, the whole value. Not the users on the trunk group, those are managed with odin_trunk_user.",
        },
        "department": {
            "type": ["object", "null"],
            "additionalProperties": False,
            "required": ["name"],
            "default": None,
            "x-missing": "null",
            "x-whole": True,
            "description": "Department that the trunk group belongs to. Without group_id, a department of the enterprise.",
            "properties": {
                "service_provider_id": SERVICE_PROVIDER_ID,
                "group_id": GROUP_ID,
                "name": {"type": "string", "minLength": 1, "x-max-bytes": 50, "x-collapse": True, "description": "Name of the department."},
            },
        },
        "access_device": {
            "type": ["object", "null"],
            "additionalProperties": False,
            "required": ["device_level", "device_name"],
            "default": None,
            "x-missing": "null",
            "x-whole": True,
            "description": "Device of the trunk group. It cannot be changed while users are on the trunk group.",
            "properties": {
                "device_level": {"type": "string", "enum": ["System", "Service Provider", "Group"], "description": "Level that the device belongs to."},
                "device_name": {"type": "string", "minLength": 1, "x-max-bytes": 40, "description": "Name of the device."},
            },
        },
        "trunk_group_identity": _text(161, "SIP identity of the trunk group, user@host without sip:.", pattern=r"^(?!sips?:)[^@\s]+@[^@\s]+$"),
        "otg_dtg_identity": _text(80, "OTG and DTG identity."),
        "trunk_group_state": {"type": "string", "readOnly": True, "description": "Available or Unavailable, at this moment."},
        "total_active_incoming_calls": {"type": "integer", "readOnly": True, "description": "Incoming calls at this moment."},
        "total_active_outgoing_calls": {"type": "integer", "readOnly": True, "description": "Outgoing calls at this moment."},
        "max_active_calls": {
            "type": "integer",
            "minimum": 1,
            "description": "Simultaneous calls. At most those of the group, see odin_call_capacity.",
        },
        "max_incoming_calls": _limit("Simultaneous incoming calls. 0 allows none (from R20sp1 on), null sets no limit of its own."),
        "max_outgoing_calls": _limit("Simultaneous outgoing calls. 0 allows none (from R20sp1 on), null sets no limit of its own."),
        "enable_bursting": _flag("Whether calls beyond max_active_calls are allowed."),
        "bursting_max_active_calls": _limit("Simultaneous calls on top of max_active_calls when bursting."),
        "bursting_max_incoming_calls": _limit("Simultaneous incoming calls on top when bursting."),
        "bursting_max_outgoing_calls": _limit("Simultaneous outgoing calls on top when bursting."),
        **_diversion("capacity_exceeded", "when the capacity is exceeded"),
        "capacity_exceeded_trap_initial_calls": _count(0, 0, None, "Calls beyond the capacity that raise the first alarm. 0 is off."),
        "capacity_exceeded_trap_offset_calls": _count(0, 0, None, "Further calls beyond the capacity that raise the next alarm. 0 is off."),
        **_diversion("unreachable_destination", "when the device cannot be reached"),
        **_diversion("call_forwarding_always", "always"),
        "invitation_timeout": _count(
            6, 1, 255, "How long to wait for an answer to an INVITE, in seconds. Above 15 only with allow_long_invitation_timeout, older releases refuse it."
        ),
        "require_authentication": _flag("Whether the trunk group registers with a user name and password.", **{"x-send": True}),
        "sip_authentication_user_name": _text(80, "User name of the trunk group. Needed when it has to authenticate."),
        "sip_authentication_password": {
            "type": ["string", "null"],
            "minLength": 1,
            "x-max-bytes": 60,
            "writeOnly": True,
            "x-goes-with": ["sip_authentication_user_name", "require_authentication"],
            "description": "Password of the trunk group. Needed when it has to authenticate. The service provider's password rules apply.",
        },
        "allow_termination_to_trunk_group_identity": _flag("Whether calls to the trunk group identity are delivered."),
        "allow_termination_to_dtg_identity": _flag("Whether calls to the DTG identity are delivered."),
        "include_trunk_group_identity": _flag("Whether the trunk group identity is sent to the device."),
        "include_dtg_identity": _flag("Whether the DTG identity is sent to the device."),
        "include_trunk_group_identity_for_network_calls": _flag("Whether the trunk group identity is sent to the network."),
        "include_otg_identity_for_network_calls": _flag("Whether the OTG identity is sent to the network."),
        "enable_network_address_identity": _flag("Whether the network address identifies the trunk group. Only a System or Provisioning login may set it."),
        "allow_unscreened_calls": _flag("Whether calls from numbers that belong to no user are let out. Toll fraud likes it."),
        "allow_unscreened_emergency_calls": _flag("Whether emergency calls from numbers that belong to no user are let out."),
        "route_to_peering_domain": _flag("Whether calls go to peering_domain."),
        "peering_domain": _text(80, "Domain that calls go to with route_to_peering_domain."),
        "prefix_enabled": _flag("Whether prefix is put in front of numbers."),
        "prefix": _text(15, "Digits to put in front of numbers with prefix_enabled.", pattern="^[0-9]+$"),
        "stateful_rerouting_enabled": _flag("Whether a failed device is remembered."),
        "send_continuous_options_message": _flag("Whether the device is watched with SIP OPTIONS."),
        "continuous_options_sending_interval_seconds": _count(30, 30, 86400, "Pause between OPTIONS to a device that answers, in seconds."),
        "failure_options_sending_interval_seconds": _count(10, 10, 86400, "Pause between OPTIONS to a device that does not answer, in seconds."),
        "failure_threshold_counter": _count(1, 1, 60, "Failed OPTIONS that make a device unreachable."),
        "success_threshold_counter": _count(1, 1, 60, "Answered OPTIONS that make a device reachable again."),
        "invite_failure_threshold_counter": _count(1, 1, 60, "Failed INVITEs that make a device unreachable."),
        "invite_failure_threshold_window_seconds": _count(30, 30, 240, "Window in which failed INVITEs are counted, in seconds."),
        "use_system_options_message_response_status_codes": _flag(
            "Whether the system's list of answers to OPTIONS counts. From BroadWorks R21 on, set in a second request on create.",
            default=True,
            **{"x-late": True},
        ),
        "pilot_user_calling_line_identity_for_external_calls_policy": _choice(
            _IDENTITY_POLICIES, "No Calls", "External calls that show the pilot user's number.", **{"x-send": True}
        ),
        "pilot_user_calling_line_identity_for_emergency_calls_policy": _choice(
            _IDENTITY_POLICIES, "No Calls", "Emergency calls that show the pilot user's number.", **{"x-send": True}
        ),
        "pilot_user_charge_number_policy": _choice(_IDENTITY_POLICIES, "No Calls", "Calls that are charged to the pilot user's number.", **{"x-send": True}),
        "pilot_user_calling_line_asserted_identity_policy": _choice(
            _IDENTITY_POLICIES[:2],
            "Unscreened Originating Calls",
            "Calls that assert the pilot user's identity. In force when use_system_calling_line_asserted_identity_policy is false.",
            **{"x-send": True},
        ),
        "use_system_calling_line_asserted_identity_policy": _flag("Whether the system's policy counts instead."),
        "pilot_user_call_optimization_policy": _choice(
            ["Optimize For User Services", "Optimize For High Call Volume"],
            "Optimize For User Services",
            "What the calls of the pilot user are optimised for.",
            **{"x-send": True},
        ),
        "clid_source_for_screened_calls_policy": _choice(
            ["Profile Name Profile Number", "Received Name Profile Number", "Received Name Received Number"],
            "Profile Name Profile Number",
            "Where name and number of screened calls come from. In force when use_system_clid_source_for_screened_calls_policy is false.",
            **{"x-send": True},
        ),
        "use_system_clid_source_for_screened_calls_policy": _flag(
            "Whether the system's policy counts instead.", **{"x-wire": "useSystemCLIDSourceForScreenedCallsPolicy"}
        ),
        "user_lookup_policy": _choice(
            ["Basic", "Extended", "Basic Lookup Prefer From"],
            "Basic",
            "How the user of a call is found. Basic Lookup Prefer From only in the newest releases. In force when use_system_user_lookup_policy is false.",
            **{"x-send": True},
        ),
        "use_system_user_lookup_policy": _flag("Whether the system's policy counts instead.", default=True, **{"x-send": True}),
        "implicit_registration_set_support_policy": _choice(["Enabled", "Disabled"], "Disabled", f"Implicit registration sets. {_IMS}"),
        "use_system_implicit_registration_set_support_policy": _flag(f"Whether the system's policy counts instead. {_IMS}", default=True),
        "sip_identity_for_pilot_and_proxy_trunk_modes_policy": _choice(["Pilot User", "User"], "User", f"SIP identity in these modes. {_IMS}"),
        "use_system_sip_identity_for_pilot_and_proxy_trunk_modes_policy": _flag(
            f"Whether the system's policy counts instead. {_IMS}", default=True, **{"x-wire": "useSystemSIPIdentityForPilotAndProxyTrunkModesPolicy"}
        ),
        "support_connected_identity_policy": _choice(["Enabled", "Disabled"], "Disabled", "Connected identity (RFC 4916). From BroadWorks R21 on."),
        "use_system_support_connected_identity_policy": _flag("Whether the system's policy counts instead. From BroadWorks R21 on.", default=True),
    },
}
