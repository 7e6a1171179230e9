#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: trunk_group
short_description: Trunk groups at CarrierX
version_added: 1.0.0
description:
  - Makes sure that a trunk group exists with its routing, its ACLs, its external handlers and its transformations, or that it does not
    exist.
  - O(acls), O(external_handlers) and O(transformations) are whole values here. To add or change one of them next to others, use
    M(telecom.trunking.trunk_acl) and M(telecom.trunking.trunk_handler). Trunks are managed with M(telecom.trunking.trunk).
  - To delete a trunk group, the numbers that are bound to it are unbound first, and only with O(unbind_numbers=true). Then its trunks are
    deleted, then the group. A number is never given back to the provider by this module.
extends_documentation_fragment:
  - telecom.trunking.trunk_group
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes
seealso:
  - module: telecom.trunking.trunk_group_info
  - module: telecom.trunking.trunk
  - module: telecom.trunking.trunk_acl
  - module: telecom.trunking.trunk_handler
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: A failover group that rejects premium numbers and asks a fraud screen
  telecom.trunking.trunk_group:
    name: acme-retail-voice
    routing_type: failover
    hard_failure_codes: [408, 503]
    hard_failure_last_resort: reject503
    acls:
      - direction: outbound
        access_control_rules: [acme-premium]
        voice_action_true: reject403
        voice_action_false: accept
    external_handlers:
      - url: https://screen.example.net/v1/acme
        direction: outbound
        timeout: 250
        error_handler: reject503

- name: Change one attribute, the rest stays
  telecom.trunking.trunk_group:
    name: acme-retail-voice
    hard_failure_threshold: 5

- name: Back to the documented defaults, except for what is mentioned
  telecom.trunking.trunk_group:
    name: acme-retail-voice
    routing_type: round_robin
    state: replaced

- name: Remove the group with its trunks, the numbers stay rented
  telecom.trunking.trunk_group:
    name: acme-retail-voice
    unbind_numbers: true
    state: absent
"""

RETURN = r"""
trunk_group:
  description: The trunk group as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. References are shown by name, or by
    id where a task that changed nothing had no reason to read the name.
  returned: when nothing failed
  type: dict
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
operations:
  description: What was done, or in check mode would be done, in order. Every item has action, object and name, an update also the attributes.
  returned: when nothing failed
  type: list
  elements: dict
  sample:
    - action: update
      object: trunk_group
      name: acme-retail-voice
      attributes:
        - acls
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
operations_done:
  description: Operations that were carried out.
  returned: when a write failed
  type: list
  elements: dict
operations_left:
  description: Operations that were not, the failed one first.
  returned: when a write failed
  type: list
  elements: dict
"""

from ansible_collections.telecom.trunking.plugins.module_utils import module
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import TRUNK_GROUP


def main():
    module.main(TRUNK_GROUP)


if __name__ == "__main__":
    main()
