#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: trunk_acl
short_description: One ACL of a trunk group or trunk at CarrierX
version_added: 1.0.0
description:
  - Makes sure that one access control list is among those of a trunk group, or of a trunk if O(trunk) is given, or that it is not. The
    others stay as they are.
  - An ACL has no id. It is recognised by its O(direction) and its set of O(access_control_rules), so a task with another set of rules means
    another ACL.
  - The provider replaces the list as a whole. The module reads it right before it writes, reads it back, and adds the ACL again if another
    task has overwritten it meanwhile. Tasks of one user on one machine wait for each other.
extends_documentation_fragment:
  - telecom.trunking.trunk_acl
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes
seealso:
  - module: telecom.trunking.trunk_group
  - module: telecom.trunking.access_control_rule
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Reject premium numbers
  telecom.trunking.trunk_acl:
    trunk_group: acme-retail-voice
    direction: outbound
    access_control_rules: [acme-premium]
    voice_action_true: reject403
    voice_action_false: accept

- name: One list for one trunk, and no other
  telecom.trunking.trunk_acl:
    trunk_group: acme-retail-voice
    trunk: nyc
    direction: inbound
    access_control_rules: [acme-blocked-callers]
    voice_action_true: reject403
    exclusive: true

- name: Remove it again
  telecom.trunking.trunk_acl:
    trunk_group: acme-retail-voice
    direction: outbound
    access_control_rules: [acme-premium]
    state: absent
"""

RETURN = r"""
trunk_acl:
  description: The ACL as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. References are shown by name, or by id where
    a task that changed nothing had no reason to read the name.
  returned: when nothing failed
  type: dict
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import TRUNK_ACL


def main():
    module.main(TRUNK_ACL)


if __name__ == "__main__":
    main()
