#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: access_control_rule_info
short_description: Read access control rules at CarrierX
version_added: 1.0.0
description:
  - Returns the rules of the login's partner and the read-only rules of its parent.
extends_documentation_fragment:
  - telecom.trunking.access_control_rule_info
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes.info_module
  - telecom.trunking.attributes.read_only
seealso:
  - module: telecom.trunking.access_control_rule
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Every rule
  telecom.trunking.access_control_rule_info:
  register: all

- name: The rules of one customer
  telecom.trunking.access_control_rule_info:
    name: acme-*
  register: acme

- name: Names of the rules that the parent partner offers
  ansible.builtin.debug:
    msg: "{{ all.access_control_rules | selectattr('read_only') | map(attribute='name') }}"
"""

RETURN = r"""
access_control_rules:
  description: What was found, sorted by name.
  returned: success
  type: list
  elements: dict
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import ACCESS_CONTROL_RULE_INFO


def main():
    module.main(ACCESS_CONTROL_RULE_INFO)


if __name__ == "__main__":
    main()
