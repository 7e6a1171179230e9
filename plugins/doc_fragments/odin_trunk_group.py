# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module odin_trunk_group. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  service_provider_id:
    description:
      - Service provider or enterprise.
    type: str
    required: true
  group_id:
    description:
      - Group, unique inside the service provider only.
    type: str
    required: true
  name:
    description:
      - Name of the trunk group, unique in the group.
    type: str
    required: true
  new_name:
    description:
      - New name. A trunk group that has it already is left as it is.
    type: str
  pilot_user_id:
    description:
      - User id of the pilot user, who has to be on this trunk group already.
    type: str
  users:
    description:
      - User ids of the hosted users, the whole value. Not the users on the trunk group, those are managed with odin_trunk_user.
      - A new or replaced object gets V([]).
    type: list
    elements: str
  department:
    description:
      - Department that the trunk group belongs to. Without group_id, a department of the enterprise.
      - A new or replaced object gets V(null).
    type: dict
    suboptions:
      service_provider_id:
        description:
          - Service provider or enterprise.
        type: str
      group_id:
        description:
          - Group, unique inside the service provider only.
        type: str
      name:
        description:
          - Name of the department.
        type: str
        required: true
  access_device:
    description:
      - Device of the trunk group. It cannot be changed while users are on the trunk group.
      - A new or replaced object gets V(null).
    type: dict
    suboptions:
      device_level:
        description:
          - Level that the device belongs to.
        type: str
        required: true
        choices:
          - System
          - Service Provider
          - Group
      device_name:
        description:
          - Name of the device.
        type: str
        required: true
  trunk_group_identity:
    description:
      - SIP identity of the trunk group, user@host without sip:.
      - A new or replaced object gets V(null).
    type: str
  otg_dtg_identity:
    description:
      - OTG and DTG identity.
      - A new or replaced object gets V(null).
    type: str
  max_active_calls:
    description:
      - Simultaneous calls. At most those of the group, see odin_call_capacity.
    type: int
  max_incoming_calls:
    description:
      - Simultaneous incoming calls. 0 allows none (from R20sp1 on), null sets no limit of its own.
      - A new or replaced object gets V(null).
    type: int
  max_outgoing_calls:
    description:
      - Simultaneous outgoing calls. 0 allows none (from R20sp1 on), null sets no limit of its own.
      - A new or replaced object gets V(null).
    type: int
  enable_bursting:
    description:
      - Whether calls beyond max_active_calls are allowed.
      - A new or replaced object gets V(false).
    type: bool
  bursting_max_active_calls:
    description:
      - Simultaneous calls on top of max_active_calls when bursting.
      - A new or replaced object gets V(null).
    type: int
  bursting_max_incoming_calls:
    description:
      - Simultaneous incoming calls on top when bursting.
      - A new or replaced object gets V(null).
    type: int
  bursting_max_outgoing_calls:
    description:
      - Simultaneous outgoing calls on top when bursting.
      - A new or replaced object gets V(null).
    type: int
  capacity_exceeded_action:
    description:
      - What happens to calls when the capacity is exceeded. Forward needs the forward address beside it, Reroute the reroute trunk group key.
      - A new or replaced object gets V(null).
    type: str
    choices:
      - Forward
      - Reroute
  capacity_exceeded_forward_address:
    description:
      - Phone number or user@host that calls are forwarded to when the capacity is exceeded.
      - A new or replaced object gets V(null).
    type: str
  capacity_exceeded_reroute_trunk_group_key:
    description:
      - Another trunk group that calls are rerouted to when the capacity is exceeded.
      - A new or replaced object gets V(null).
    type: dict
    suboptions:
      service_provider_id:
        description:
          - Service provider or enterprise.
        type: str
        required: true
      group_id:
        description:
          - Group, unique inside the service provider only.
        type: str
        required: true
      name:
        description:
          - Name of the trunk group, unique in the group.
        type: str
        required: true
  capacity_exceeded_trap_initial_calls:
    description:
      - Calls beyond the capacity that raise the first alarm. 0 is off.
      - A new or replaced object gets V(0).
    type: int
  capacity_exceeded_trap_offset_calls:
    description:
      - Further calls beyond the capacity that raise the next alarm. 0 is off.
      - A new or replaced object gets V(0).
    type: int
  unreachable_destination_action:
    description:
      - What happens to calls when the device cannot be reached. Forward needs the forward address beside it, Reroute the reroute trunk group key.
      - A new or replaced object gets V(null).
    type: str
    choices:
      - Forward
      - Reroute
  unreachable_destination_forward_address:
    description:
      - Phone number or user@host that calls are forwarded to when the device cannot be reached.
      - A new or replaced object gets V(null).
    type: str
  unreachable_destination_reroute_trunk_group_key:
    description:
      - Another trunk group that calls are rerouted to when the device cannot be reached.
      - A new or replaced object gets V(null).
    type: dict
    suboptions:
      service_provider_id:
        description:
          - Service provider or enterprise.
        type: str
        required: true
      group_id:
        description:
          - Group, unique inside the service provider only.
        type: str
        required: true
      name:
        description:
          - Name of the trunk group, unique in the group.
        type: str
        required: true
  call_forwarding_always_action:
    description:
      - What happens to calls always. Forward needs the forward address beside it, Reroute the reroute trunk group key.
      - A new or replaced object gets V(null).
    type: str
    choices:
      - Forward
      - Reroute
  call_forwarding_always_forward_address:
    description:
      - Phone number or user@host that calls are forwarded to always.
      - A new or replaced object gets V(null).
    type: str
  call_forwarding_always_reroute_trunk_group_key:
    description:
      - Another trunk group that calls are rerouted to always.
      - A new or replaced object gets V(null).
    type: dict
    suboptions:
      service_provider_id:
        description:
          - Service provider or enterprise.
        type: str
        required: true
      group_id:
        description:
          - Group, unique inside the service provider only.
        type: str
        required: true
      name:
        description:
          - Name of the trunk group, unique in the group.
        type: str
        required: true
  invitation_timeout:
    description:
      - How long to wait for an answer to an INVITE, in seconds. Above 15 only with allow_long_invitation_timeout, older releases refuse it.
      - A new or replaced object gets V(6).
    type: int
  require_authentication:
    description:
      - Whether the trunk group registers with a user name and password.
      - A new or replaced object gets V(false).
    type: bool
  sip_authentication_user_name:
    description:
      - User name of the trunk group. Needed when it has to authenticate.
      - A new or replaced object gets V(null).
    type: str
  sip_authentication_password:
    description:
      - Password of the trunk group. Needed when it has to authenticate. The service provider's password rules apply.
    type: str
  allow_termination_to_trunk_group_identity:
    description:
      - Whether calls to the trunk group identity are delivered.
      - A new or replaced object gets V(false).
    type: bool
  allow_termination_to_dtg_identity:
    description:
      - Whether calls to the DTG identity are delivered.
      - A new or replaced object gets V(false).
    type: bool
  include_trunk_group_identity:
    description:
      - Whether the trunk group identity is sent to the device.
      - A new or replaced object gets V(false).
    type: bool
  include_dtg_identity:
    description:
      - Whether the DTG identity is sent to the device.
      - A new or replaced object gets V(false).
    type: bool
  include_trunk_group_identity_for_network_calls:
    description:
      - Whether the trunk group identity is sent to the network.
      - A new or replaced object gets V(false).
    type: bool
  include_otg_identity_for_network_calls:
    description:
      - Whether the OTG identity is sent to the network.
      - A new or replaced object gets V(false).
    type: bool
  enable_network_address_identity:
    description:
      - Whether the network address identifies the trunk group. Only a System or Provisioning login may set it.
      - A new or replaced object gets V(false).
    type: bool
  allow_unscreened_calls:
    description:
      - Whether calls from numbers that belong to no user are let out. Toll fraud likes it.
      - A new or replaced object gets V(false).
    type: bool
  allow_unscreened_emergency_calls:
    description:
      - Whether emergency calls from numbers that belong to no user are let out.
      - A new or replaced object gets V(false).
    type: bool
  route_to_peering_domain:
    description:
      - Whether calls go to peering_domain.
      - A new or replaced object gets V(false).
    type: bool
  peering_domain:
    description:
      - Domain that calls go to with route_to_peering_domain.
      - A new or replaced object gets V(null).
    type: str
  prefix_enabled:
    description:
      - Whether prefix is put in front of numbers.
      - A new or replaced object gets V(false).
    type: bool
  prefix:
    description:
      - Digits to put in front of numbers with prefix_enabled.
      - A new or replaced object gets V(null).
    type: str
  stateful_rerouting_enabled:
    description:
      - Whether a failed device is remembered.
      - A new or replaced object gets V(false).
    type: bool
  send_continuous_options_message:
    description:
      - Whether the device is watched with SIP OPTIONS.
      - A new or replaced object gets V(false).
    type: bool
  continuous_options_sending_interval_seconds:
    description:
      - Pause between OPTIONS to a device that answers, in seconds.
      - A new or replaced object gets V(30).
    type: int
  failure_options_sending_interval_seconds:
    description:
      - Pause between OPTIONS to a device that does not answer, in seconds.
      - A new or replaced object gets V(10).
    type: int
  failure_threshold_counter:
    description:
      - Failed OPTIONS that make a device unreachable.
      - A new or replaced object gets V(1).
    type: int
  success_threshold_counter:
    description:
      - Answered OPTIONS that make a device reachable again.
      - A new or replaced object gets V(1).
    type: int
  invite_failure_threshold_counter:
    description:
      - Failed INVITEs that make a device unreachable.
      - A new or replaced object gets V(1).
    type: int
  invite_failure_threshold_window_seconds:
    description:
      - Window in which failed INVITEs are counted, in seconds.
      - A new or replaced object gets V(30).
    type: int
  use_system_options_message_response_status_codes:
    description:
      - Whether the system's list of answers to OPTIONS counts. From BroadWorks R21 on, set in a second request on create.
      - A new or replaced object gets V(true).
    type: bool
  pilot_user_calling_line_identity_for_external_calls_policy:
    description:
      - External calls that show the pilot user's number.
      - A new or replaced object gets V("No Calls").
    type: str
    choices:
      - All Originating Calls
      - Unscreened Originating Calls
      - No Calls
  pilot_user_calling_line_identity_for_emergency_calls_policy:
    description:
      - Emergency calls that show the pilot user's number.
      - A new or replaced object gets V("No Calls").
    type: str
    choices:
      - All Originating Calls
      - Unscreened Originating Calls
      - No Calls
  pilot_user_charge_number_policy:
    description:
      - Calls that are charged to the pilot user's number.
      - A new or replaced object gets V("No Calls").
    type: str
    choices:
      - All Originating Calls
      - Unscreened Originating Calls
      - No Calls
  pilot_user_calling_line_asserted_identity_policy:
    description:
      - Calls that assert the pilot user's identity. In force when use_system_calling_line_asserted_identity_policy is false.
      - A new or replaced object gets V("Unscreened Originating Calls").
    type: str
    choices:
      - All Originating Calls
      - Unscreened Originating Calls
  use_system_calling_line_asserted_identity_policy:
    description:
      - Whether the system's policy counts instead.
      - A new or replaced object gets V(false).
    type: bool
  pilot_user_call_optimization_policy:
    description:
      - What the calls of the pilot user are optimised for.
      - A new or replaced object gets V("Optimize For User Services").
    type: str
    choices:
      - Optimize For User Services
      - Optimize For High Call Volume
  clid_source_for_screened_calls_policy:
    description:
      - Where name and number of screened calls come from. In force when use_system_clid_source_for_screened_calls_policy is false.
      - A new or replaced object gets V("Profile Name Profile Number").
    type: str
    choices:
      - Profile Name Profile Number
      - Received Name Profile Number
      - Received Name Received Number
  use_system_clid_source_for_screened_calls_policy:
    description:
      - Whether the system's policy counts instead.
      - A new or replaced object gets V(false).
    type: bool
  user_lookup_policy:
    description:
      - How the user of a call is found. Basic Lookup Prefer From only in the newest releases. In force when use_system_user_lookup_policy is false.
      - A new or replaced object gets V("Basic").
    type: str
    choices:
      - Basic
      - Extended
      - Basic Lookup Prefer From
  use_system_user_lookup_policy:
    description:
      - Whether the system's policy counts instead.
      - A new or replaced object gets V(true).
    type: bool
  implicit_registration_set_support_policy:
    description:
      - Implicit registration sets. Only in IMS mode, from BroadWorks R21 on.
      - A new or replaced object gets V("Disabled").
    type: str
    choices:
      - Enabled
      - Disabled
  use_system_implicit_registration_set_support_policy:
    description:
      - Whether the system's policy counts instead. Only in IMS mode, from BroadWorks R21 on.
      - A new or replaced object gets V(true).
    type: bool
  sip_identity_for_pilot_and_proxy_trunk_modes_policy:
    description:
      - SIP identity in these modes. Only in IMS mode, from BroadWorks R21 on.
      - A new or replaced object gets V("User").
    type: str
    choices:
      - Pilot User
      - User
  use_system_sip_identity_for_pilot_and_proxy_trunk_modes_policy:
    description:
      - Whether the system's policy counts instead. Only in IMS mode, from BroadWorks R21 on.
      - A new or replaced object gets V(true).
    type: bool
  support_connected_identity_policy:
    description:
      - Connected identity (RFC 4916). From BroadWorks R21 on.
      - A new or replaced object gets V("Disabled").
    type: str
    choices:
      - Enabled
      - Disabled
  use_system_support_connected_identity_policy:
    description:
      - Whether the system's policy counts instead. From BroadWorks R21 on.
      - A new or replaced object gets V(true).
    type: bool
  allow_long_invitation_timeout:
    description:
      - Whether invitation_timeout may be above 15 seconds, which older releases refuse.
    type: bool
    default: false
  generate_password:
    description:
      - Whether the API makes up sip_authentication_password when it is about to be sent. It is returned once as generated_password, set no_log on the task
        and keep it in a vault.
    type: bool
    default: false
  update_password:
    description:
      - When secrets are sent. on_create sends them for new objects, new list items and when their user name is set for the first time, always sends them
        every time and so always reports a change. They are never compared with what the API echoes.
    type: str
    choices:
      - on_create
      - always
    default: on_create
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      odin_call_capacity:
        description:
          - Names of objects of the kind odin_call_capacity.
        type: list
        elements: str
      odin_group_service:
        description:
          - Names of objects of the kind odin_group_service.
        type: list
        elements: str
      odin_trunk_user:
        description:
          - Names of objects of the kind odin_trunk_user.
        type: list
        elements: str
  state:
    description:
      - Present makes it exist with what the task mentions and keeps the rest, replaced also sets what the task does not mention to its documented default,
        absent removes it.
    type: str
    choices:
      - present
      - replaced
      - absent
    default: present
"""
