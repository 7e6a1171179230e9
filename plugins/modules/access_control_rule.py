#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: access_control_rule
short_description: Access control rules at CarrierX
version_added: 1.0.0
description:
  - Makes sure that an access control rule of the login's partner exists, or that it does not.
  - A rule only matches. What happens to a call that it matches is said by the ACL that refers to it.
  - Rules of the parent partner are listed too, but they are read-only. They can be referenced in an ACL, and are never changed or taken for
    the rule that a task means.
  - A rule that an ACL still refers to is not deleted. The task fails and names the ACL.
extends_documentation_fragment:
  - telecom.trunking.access_control_rule
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes
seealso:
  - module: telecom.trunking.access_control_rule_info
  - module: telecom.trunking.trunk_acl
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Premium numbers
  telecom.trunking.access_control_rule:
    name: acme-premium
    field: called
    operation: prefix
    quantifier: any
    entries: ["1900", "1976"]

- name: One more prefix, the rest stays
  telecom.trunking.access_control_rule:
    name: acme-premium
    entries: ["1900", "1976", "1809"]

- name: Remove a rule that no ACL refers to any more
  telecom.trunking.access_control_rule:
    name: acme-premium
    state: absent
"""

RETURN = r"""
access_control_rule:
  description: The access control rule as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. References are shown by name,
    or by id where a task that changed nothing had no reason to read the name.
  returned: when nothing failed
  type: dict
  contains:
    rule_sid:
      description: Id of the rule.
      returned: when the API returns it
      type: str
    name:
      description: Name of the rule. The provider does not keep names unique, this collection insists on it.
      returned: when the API returns it
      type: str
    field:
      description: 'What is compared: calling or called for voice, from, to or message for SMS (older names from_did and to_did).'
      returned: when the API returns it
      type: str
    operation:
      description: How an entry is compared.
      returned: when the API returns it
      type: str
    quantifier:
      description: How many of the entries have to match.
      returned: when the API returns it
      type: str
    entries:
      description: Prefixes, numbers or regular expressions, as strings of E.164 digits without plus. Their order does not matter.
      returned: when the API returns it
      type: list
      elements: str
    read_only:
      description: True for a rule of the parent partner.
      returned: when the API returns it
      type: bool
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import ACCESS_CONTROL_RULE


def main():
    module.main(ACCESS_CONTROL_RULE)


if __name__ == "__main__":
    main()
