#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: odin_trunk_group_info
short_description: Read trunk groups of a BroadWorks group, through Odin
version_added: 1.0.0
description:
  - Returns the trunk groups of a group with all their attributes, but for their passwords, which the API never returns.
extends_documentation_fragment:
  - telecom.trunking.odin_trunk_group_info
  - telecom.trunking.odin
  - telecom.trunking.odin.actiongroup
  - telecom.trunking.attributes.info_module
  - telecom.trunking.attributes.read_only
seealso:
  - module: telecom.trunking.odin_trunk_group
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Every trunk group of a group
  telecom.trunking.odin_trunk_group_info:
    service_provider_id: ACME_ENT
    group_id: ACME_NYC
  register: all

- name: One trunk group
  telecom.trunking.odin_trunk_group_info:
    service_provider_id: ACME_ENT
    group_id: ACME_NYC
    name: acme-nyc-voice
  register: voice

- name: Calls at this moment
  ansible.builtin.debug:
    msg: "{{ all.odin_trunk_groups | map(attribute='total_active_outgoing_calls') | sum }}"
"""

RETURN = r"""
odin_trunk_groups:
  description: What was found, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    service_provider_id:
      description: Service provider or enterprise.
      returned: when the API returns it
      type: str
    group_id:
      description: Group, unique inside the service provider only.
      returned: when the API returns it
      type: str
    name:
      description: Name of the trunk group, unique in the group.
      returned: when the API returns it
      type: str
    pilot_user_id:
      description: User id of the pilot user, who has to be on this trunk group already.
      returned: when the API returns it
      type: str
    users:
      description: User ids of the hosted users, the whole value. Not the users on the trunk group, those are managed with odin_trunk_user.
      returned: when the API returns it
      type: list
      elements: str
    department:
      description: Department that the trunk group belongs to. Without group_id, a department of the enterprise.
      returned: when the API returns it
      type: dict
      contains:
        service_provider_id:
          description: Service provider or enterprise.
          returned: when the API returns it
          type: str
        group_id:
          description: Group, unique inside the service provider only.
          returned: when the API returns it
          type: str
        name:
          description: Name of the department.
          returned: when the API returns it
          type: str
    access_device:
      description: Device of the trunk group. It cannot be changed while users are on the trunk group.
      returned: when the API returns it
      type: dict
      contains:
        device_level:
          description: Level that the device belongs to.
          returned: when the API returns it
          type: str
        device_name:
          description: Name of the device.
          returned: when the API returns it
          type: str
    trunk_group_identity:
      description: SIP identity of the trunk group, user@host without sip:.
      returned: when the API returns it
      type: str
    otg_dtg_identity:
      description: OTG and DTG identity.
      returned: when the API returns it
      type: str
    trunk_group_state:
      description: Available or Unavailable, at this moment.
      returned: when the API returns it
      type: str
    total_active_incoming_calls:
      description: Incoming calls at this moment.
      returned: when the API returns it
      type: int
    total_active_outgoing_calls:
      description: Outgoing calls at this moment.
      returned: when the API returns it
      type: int
    max_active_calls:
      description: Simultaneous calls. At most those of the group, see odin_call_capacity.
      returned: when the API returns it
      type: int
    max_incoming_calls:
      description: Simultaneous incoming calls. 0 allows none (from R20sp1 on), null sets no limit of its own.
      returned: when the API returns it
      type: int
    max_outgoing_calls:
      description: Simultaneous outgoing calls. 0 allows none (from R20sp1 on), null sets no limit of its own.
      returned: when the API returns it
      type: int
    enable_bursting:
      description: Whether calls beyond max_active_calls are allowed.
      returned: when the API returns it
      type: bool
    bursting_max_active_calls:
      description: Simultaneous calls on top of max_active_calls when bursting.
      returned: when the API returns it
      type: int
    bursting_max_incoming_calls:
      description: Simultaneous incoming calls on top when bursting.
      returned: when the API returns it
      type: int
    bursting_max_outgoing_calls:
      description: Simultaneous outgoing calls on top when bursting.
      returned: when the API returns it
      type: int
    capacity_exceeded_action:
      description: What happens to calls when the capacity is exceeded. Forward needs the forward address beside it, Reroute the reroute trunk group key.
      returned: when the API returns it
      type: str
    capacity_exceeded_forward_address:
      description: Phone number or user@host that calls are forwarded to when the capacity is exceeded.
      returned: when the API returns it
      type: str
    capacity_exceeded_reroute_trunk_group_key:
      description: Another trunk group that calls are rerouted to when the capacity is exceeded.
      returned: when the API returns it
      type: dict
      contains:
        service_provider_id:
          description: Service provider or enterprise.
          returned: when the API returns it
          type: str
        group_id:
          description: Group, unique inside the service provider only.
          returned: when the API returns it
          type: str
        name:
          description: Name of the trunk group, unique in the group.
          returned: when the API returns it
          type: str
    capacity_exceeded_trap_initial_calls:
      description: Calls beyond the capacity that raise the first alarm. 0 is off.
      returned: when the API returns it
      type: int
    capacity_exceeded_trap_offset_calls:
      description: Further calls beyond the capacity that raise the next alarm. 0 is off.
      returned: when the API returns it
      type: int
    unreachable_destination_action:
      description: What happens to calls when the device cannot be reached. Forward needs the forward address beside it, Reroute the reroute trunk group
        key.
      returned: when the API returns it
      type: str
    unreachable_destination_forward_address:
      description: Phone number or user@host that calls are forwarded to when the device cannot be reached.
      returned: when the API returns it
      type: str
    unreachable_destination_reroute_trunk_group_key:
      description: Another trunk group that calls are rerouted to when the device cannot be reached.
      returned: when the API returns it
      type: dict
      contains:
        service_provider_id:
          description: Service provider or enterprise.
          returned: when the API returns it
          type: str
        group_id:
          description: Group, unique inside the service provider only.
          returned: when the API returns it
          type: str
        name:
          description: Name of the trunk group, unique in the group.
          returned: when the API returns it
          type: str
    call_forwarding_always_action:
      description: What happens to calls always. Forward needs the forward address beside it, Reroute the reroute trunk group key.
      returned: when the API returns it
      type: str
    call_forwarding_always_forward_address:
      description: Phone number or user@host that calls are forwarded to always.
      returned: when the API returns it
      type: str
    call_forwarding_always_reroute_trunk_group_key:
      description: Another trunk group that calls are rerouted to always.
      returned: when the API returns it
      type: dict
      contains:
        service_provider_id:
          description: Service provider or enterprise.
          returned: when the API returns it
          type: str
        group_id:
          description: Group, unique inside the service provider only.
          returned: when the API returns it
          type: str
        name:
          description: Name of the trunk group, unique in the group.
          returned: when the API returns it
          type: str
    invitation_timeout:
      description: How long to wait for an answer to an INVITE, in seconds. Above 15 only with allow_long_invitation_timeout, older releases refuse it.
      returned: when the API returns it
      type: int
    require_authentication:
      description: Whether the trunk group registers with a user name and password.
      returned: when the API returns it
      type: bool
    sip_authentication_user_name:
      description: User name of the trunk group. Needed when it has to authenticate.
      returned: when the API returns it
      type: str
    allow_termination_to_trunk_group_identity:
      description: Whether calls to the trunk group identity are delivered.
      returned: when the API returns it
      type: bool
    allow_termination_to_dtg_identity:
      description: Whether calls to the DTG identity are delivered.
      returned: when the API returns it
      type: bool
    include_trunk_group_identity:
      description: Whether the trunk group identity is sent to the device.
      returned: when the API returns it
      type: bool
    include_dtg_identity:
      description: Whether the DTG identity is sent to the device.
      returned: when the API returns it
      type: bool
    include_trunk_group_identity_for_network_calls:
      description: Whether the trunk group identity is sent to the network.
      returned: when the API returns it
      type: bool
    include_otg_identity_for_network_calls:
      description: Whether the OTG identity is sent to the network.
      returned: when the API returns it
      type: bool
    enable_network_address_identity:
      description: Whether the network address identifies the trunk group. Only a System or Provisioning login may set it.
      returned: when the API returns it
      type: bool
    allow_unscreened_calls:
      description: Whether calls from numbers that belong to no user are let out. Toll fraud likes it.
      returned: when the API returns it
      type: bool
    allow_unscreened_emergency_calls:
      description: Whether emergency calls from numbers that belong to no user are let out.
      returned: when the API returns it
      type: bool
    route_to_peering_domain:
      description: Whether calls go to peering_domain.
      returned: when the API returns it
      type: bool
    peering_domain:
      description: Domain that calls go to with route_to_peering_domain.
      returned: when the API returns it
      type: str
    prefix_enabled:
      description: Whether prefix is put in front of numbers.
      returned: when the API returns it
      type: bool
    prefix:
      description: Digits to put in front of numbers with prefix_enabled.
      returned: when the API returns it
      type: str
    stateful_rerouting_enabled:
      description: Whether a failed device is remembered.
      returned: when the API returns it
      type: bool
    send_continuous_options_message:
      description: Whether the device is watched with SIP OPTIONS.
      returned: when the API returns it
      type: bool
    continuous_options_sending_interval_seconds:
      description: Pause between OPTIONS to a device that answers, in seconds.
      returned: when the API returns it
      type: int
    failure_options_sending_interval_seconds:
      description: Pause between OPTIONS to a device that does not answer, in seconds.
      returned: when the API returns it
      type: int
    failure_threshold_counter:
      description: Failed OPTIONS that make a device unreachable.
      returned: when the API returns it
      type: int
    success_threshold_counter:
      description: Answered OPTIONS that make a device reachable again.
      returned: when the API returns it
      type: int
    invite_failure_threshold_counter:
      description: Failed INVITEs that make a device unreachable.
      returned: when the API returns it
      type: int
    invite_failure_threshold_window_seconds:
      description: Window in which failed INVITEs are counted, in seconds.
      returned: when the API returns it
      type: int
    use_system_options_message_response_status_codes:
      description: Whether the system's list of answers to OPTIONS counts. From BroadWorks R21 on, set in a second request on create.
      returned: when the API returns it
      type: bool
    pilot_user_calling_line_identity_for_external_calls_policy:
      description: External calls that show the pilot user's number.
      returned: when the API returns it
      type: str
    pilot_user_calling_line_identity_for_emergency_calls_policy:
      description: Emergency calls that show the pilot user's number.
      returned: when the API returns it
      type: str
    pilot_user_charge_number_policy:
      description: Calls that are charged to the pilot user's number.
      returned: when the API returns it
      type: str
    pilot_user_calling_line_asserted_identity_policy:
      description: Calls that assert the pilot user's identity. In force when use_system_calling_line_asserted_identity_policy is false.
      returned: when the API returns it
      type: str
    use_system_calling_line_asserted_identity_policy:
      description: Whether the system's policy counts instead.
      returned: when the API returns it
      type: bool
    pilot_user_call_optimization_policy:
      description: What the calls of the pilot user are optimised for.
      returned: when the API returns it
      type: str
    clid_source_for_screened_calls_policy:
      description: Where name and number of screened calls come from. In force when use_system_clid_source_for_screened_calls_policy is false.
      returned: when the API returns it
      type: str
    use_system_clid_source_for_screened_calls_policy:
      description: Whether the system's policy counts instead.
      returned: when the API returns it
      type: bool
    user_lookup_policy:
      description: How the user of a call is found. Basic Lookup Prefer From only in the newest releases. In force when use_system_user_lookup_policy is
        false.
      returned: when the API returns it
      type: str
    use_system_user_lookup_policy:
      description: Whether the system's policy counts instead.
      returned: when the API returns it
      type: bool
    implicit_registration_set_support_policy:
      description: Implicit registration sets. Only in IMS mode, from BroadWorks R21 on.
      returned: when the API returns it
      type: str
    use_system_implicit_registration_set_support_policy:
      description: Whether the system's policy counts instead. Only in IMS mode, from BroadWorks R21 on.
      returned: when the API returns it
      type: bool
    sip_identity_for_pilot_and_proxy_trunk_modes_policy:
      description: SIP identity in these modes. Only in IMS mode, from BroadWorks R21 on.
      returned: when the API returns it
      type: str
    use_system_sip_identity_for_pilot_and_proxy_trunk_modes_policy:
      description: Whether the system's policy counts instead. Only in IMS mode, from BroadWorks R21 on.
      returned: when the API returns it
      type: bool
    support_connected_identity_policy:
      description: Connected identity (RFC 4916). From BroadWorks R21 on.
      returned: when the API returns it
      type: str
    use_system_support_connected_identity_policy:
      description: Whether the system's policy counts instead. From BroadWorks R21 on.
      returned: when the API returns it
      type: bool
api_stats:
  description: 'What the task cost: requests sent, how many of them were repeats, and seconds waited before repeats.'
  returned: when the API was asked
  type: dict
  sample:
    requests: 2
    retries: 0
    waited: 0.0
problems:
  description: Everything that is wrong with the task, one line per problem.
  returned: when the input is wrong or a name stands for no object or for several
  type: list
  elements: str
  sample:
    - 'acls[0].access_control_rules[1]: there is no access control rule named acme-premum'
status:
  description: HTTP status of the answer that made the task fail.
  returned: when the API refused
  type: int
  sample: 403
"""

from ansible_collections.telecom.trunking.plugins.module_utils import module
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN_TRUNK_GROUP_INFO


def main():
    module.main(ODIN_TRUNK_GROUP_INFO)


if __name__ == "__main__":
    main()
