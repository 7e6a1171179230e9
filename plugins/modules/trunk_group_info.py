#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: trunk_group_info
short_description: Read trunk groups at CarrierX
version_added: 1.0.0
description:
  - Returns trunk groups with their trunks, ACLs and external handlers. Rules and endpoints are shown by name, with their ids beside them.
  - The provider may leave RV(trunk_groups[].external_handlers) out of a listing. When a single trunk group is asked for, it is read once more to
    show them, in longer answers a missing attribute means unknown.
extends_documentation_fragment:
  - telecom.trunking.trunk_group_info
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes.info_module
  - telecom.trunking.attributes.read_only
seealso:
  - module: telecom.trunking.trunk_group
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Every trunk group
  telecom.trunking.trunk_group_info:
  register: all

- name: One trunk group
  telecom.trunking.trunk_group_info:
    name: acme-retail-voice
  register: acme

- name: Where its calls go
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.endpoint }}, priority {{ item.priority }}"
  loop: "{{ acme.trunk_groups[0].trunks }}"
  loop_control:
    label: "{{ item.name }}"
"""

RETURN = r"""
trunk_groups:
  description: What was found, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    acls:
      description: Access control lists, the whole value in order. An item is recognised by its direction and its set of rules.
      returned: when the API returns it
      type: list
      elements: dict
      contains:
        access_control_rules:
          description: Access control rules by name, own ones or the parent partner's. A rule_sid is accepted where a name is not unique.
          returned: when the API returns it
          type: list
          elements: str
        access_control_rule_sids:
          description: Ids that go with access_control_rules, in the same order.
          returned: when the API returns it
          type: list
          elements: str
        direction:
          description: Calls that the list applies to.
          returned: when the API returns it
          type: str
        sms_action_false:
          description: Always null here, trunk groups and trunks carry voice only.
          returned: when the API returns it
          type: str
        sms_action_true:
          description: Always null here, trunk groups and trunks carry voice only.
          returned: when the API returns it
          type: str
        voice_action_false:
          description: What happens to a call that none of the rules matches.
          returned: when the API returns it
          type: str
        voice_action_true:
          description: What happens to a call that a rule matches.
          returned: when the API returns it
          type: str
    external_handlers:
      description: External handlers, the whole value in the order in which they are asked. An item is recognised by its url.
      returned: when the API returns it
      type: list
      elements: dict
      contains:
        direction:
          description: Calls that the handler is asked about.
          returned: when the API returns it
          type: str
        error_handler:
          description: What happens to a call when the handler fails or is too slow. With ignore the call goes on as if there were no handler.
          returned: when the API returns it
          type: str
        timeout:
          description: Longest wait for the answer, in milliseconds.
          returned: when the API returns it
          type: int
        url:
          description: URL that is called with POST when a call reaches the trunk group.
          returned: when the API returns it
          type: str
    hard_failure_codes:
      description: SIP codes that count towards a trunk being dead.
      returned: when the API returns it
      type: list
      elements: int
    hard_failure_cooldown:
      description: Time that a dead trunk rests before it is tried again, in seconds.
      returned: when the API returns it
      type: int
    hard_failure_interval:
      description: Window in which the codes are counted, in seconds.
      returned: when the API returns it
      type: int
    hard_failure_last_resort:
      description: 'What happens when all trunks are dead: first tries the first trunk all the same, the others answer with that code.'
      returned: when the API returns it
      type: str
    hard_failure_threshold:
      description: How many such codes within the interval make a trunk dead.
      returned: when the API returns it
      type: int
    name:
      description: Name of the trunk group. The provider does not keep names unique, this collection insists on it.
      returned: when the API returns it
      type: str
    partner:
      description: The partner object, only in answers that were asked for related objects.
      returned: when the API returns it
      type: dict
    partner_sid:
      description: Partner that owns the trunk group. Names are looked up among this partner's objects.
      returned: when the API returns it
      type: str
    routing_data:
      description: Further routing data, free-form.
      returned: when the API returns it
      type: dict
    routing_type:
      description: failover tries the trunk with the lowest priority first, round_robin spreads the calls by weight.
      returned: when the API returns it
      type: str
    sip_options_locations:
      description: Ids of the switch locations that watch the trunks with SIP OPTIONS. Empty switches it off.
      returned: when the API returns it
      type: list
      elements: str
    sip_options_threshold:
      description: How many OPTIONS have to fail or succeed before a trunk counts as dead or alive.
      returned: when the API returns it
      type: int
    soft_failure_codes:
      description: SIP codes that make a call try the next trunk without marking this one as dead.
      returned: when the API returns it
      type: list
      elements: int
    transformations:
      description: Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.
      returned: when the API returns it
      type: list
      elements: dict
      contains:
        action:
          description: Name of the action, for example reject. The provider documents the catalogue.
          returned: when the API returns it
          type: str
        operands:
          description: Operands of the action in the order that it expects, for example a reject reason and a free text.
          returned: when the API returns it
          type: list
          elements: raw
        direction:
          description: Calls that the step applies to, for example any, inbound or outbound.
          returned: when the API returns it
          type: str
    trunk_group_sid:
      description: Id of the trunk group.
      returned: when the API returns it
      type: str
    trunks:
      description: Trunks of the group. They are managed with the module trunk.
      returned: when the API returns it
      type: list
      elements: dict
      contains:
        trunk_sid:
          description: Id of the trunk.
          returned: when the API returns it
          type: str
        name:
          description: Name of the trunk, unique inside the trunk group for this collection.
          returned: when the API returns it
          type: str
        endpoint:
          description: Endpoint that the trunk reaches, by name. An endpoint_sid is accepted where a name is not unique.
          returned: when the API returns it
          type: str
        endpoint_sid:
          description: Id that goes with endpoint.
          returned: when the API returns it
          type: str
        acls:
          description: Access control lists, the whole value in order. An item is recognised by its direction and its set of rules.
          returned: when the API returns it
          type: list
          elements: dict
          contains:
            access_control_rules:
              description: Access control rules by name, own ones or the parent partner's. A rule_sid is accepted where a name is not unique.
              returned: when the API returns it
              type: list
              elements: str
            access_control_rule_sids:
              description: Ids that go with access_control_rules, in the same order.
              returned: when the API returns it
              type: list
              elements: str
            direction:
              description: Calls that the list applies to.
              returned: when the API returns it
              type: str
            sms_action_false:
              description: Always null here, trunk groups and trunks carry voice only.
              returned: when the API returns it
              type: str
            sms_action_true:
              description: Always null here, trunk groups and trunks carry voice only.
              returned: when the API returns it
              type: str
            voice_action_false:
              description: What happens to a call that none of the rules matches.
              returned: when the API returns it
              type: str
            voice_action_true:
              description: What happens to a call that a rule matches.
              returned: when the API returns it
              type: str
        allow_forward:
          description: 'What a 302 of the called side does: disabled rejects it, direct_uri opens a leg to the URI, reroute routes the number as an outbound
            call, direct does the one or the other by what the URI holds, protected forwards only to the partner''s own addresses.'
          returned: when the API returns it
          type: str
        allow_transfer:
          description: Transfer mode. false and disabled are the same.
          returned: when the API returns it
          type: raw
        asn_mode:
          description: Caller and callee flags of the ASN proxy.
          returned: when the API returns it
          type: str
        call_type:
          description: Type of the calls, for example regular.
          returned: when the API returns it
          type: str
        codec:
          description: Older single codec setting, put in front of in_codec and out_codec. Null is any codec that the caller supports. Known values are
            alaw, g722, g723, g729, gsm, opus8, opus12, opus16, opus24, opus48, ulaw.
          returned: when the API returns it
          type: str
        in_codec:
          description: Codec of the receiving direction. Newer releases only.
          returned: when the API returns it
          type: str
        out_codec:
          description: Codec of the sending direction. Newer releases only.
          returned: when the API returns it
          type: str
        in_capacity:
          description: Simultaneous calls that the trunk receives. 0 is unlimited, -1 disables the trunk in this direction.
          returned: when the API returns it
          type: int
        out_capacity:
          description: Simultaneous calls that the trunk sends. 0 is unlimited, -1 disables the trunk in this direction.
          returned: when the API returns it
          type: int
        in_identity_format:
          description: Format of the identity data that goes to the called side, for example passthrough.
          returned: when the API returns it
          type: str
        in_identity_mode:
          description: When and how the caller's identity headers go to the called side on received calls, for example passthrough.
          returned: when the API returns it
          type: str
        out_identity_mode:
          description: When and how the caller's identity headers go to the called side on sent calls, for example passthrough.
          returned: when the API returns it
          type: str
        in_rfc_4694_mode:
          description: Number portability parameters (RFC 4694) of received calls, for example cut_all.
          returned: when the API returns it
          type: str
        out_rfc_4694_mode:
          description: Number portability parameters (RFC 4694) of sent calls, for example cut_all.
          returned: when the API returns it
          type: str
        location_sid:
          description: Id of the carrier's switch location.
          returned: when the API returns it
          type: str
        priority:
          description: Order in a failover trunk group, the lowest is tried first.
          returned: when the API returns it
          type: int
        weight:
          description: Share of the calls in a round_robin trunk group.
          returned: when the API returns it
          type: int
        relay_sip_headers:
          description: SIP headers that are passed on.
          returned: when the API returns it
          type: list
          elements: str
        transformations:
          description: Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.
          returned: when the API returns it
          type: list
          elements: dict
          contains:
            action:
              description: Name of the action, for example reject. The provider documents the catalogue.
              returned: when the API returns it
              type: str
            operands:
              description: Operands of the action in the order that it expects, for example a reject reason and a free text.
              returned: when the API returns it
              type: list
              elements: raw
            direction:
              description: Calls that the step applies to, for example any, inbound or outbound.
              returned: when the API returns it
              type: str
        in_ip_profile_sid:
          description: Id of the IP profile of received calls. For administrators.
          returned: when the API returns it
          type: str
        out_ip_profile_sid:
          description: Id of the IP profile of sent calls. For administrators.
          returned: when the API returns it
          type: str
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import TRUNK_GROUP_INFO


def main():
    module.main(TRUNK_GROUP_INFO)


if __name__ == "__main__":
    main()
