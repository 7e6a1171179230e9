#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: odin_call_capacity_info
short_description: Read the trunking call capacity of a BroadWorks service provider or group, through Odin
version_added: 1.0.0
description:
  - Returns how many trunk calls a service provider, or with O(group_id) one of its groups, may have at the same time.
extends_documentation_fragment:
  - telecom.trunking.odin_call_capacity_info
  - telecom.trunking.odin
  - telecom.trunking.odin.actiongroup
  - telecom.trunking.attributes.info_module
  - telecom.trunking.attributes.read_only
seealso:
  - module: telecom.trunking.odin_call_capacity
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: The service provider
  telecom.trunking.odin_call_capacity_info:
    service_provider_id: ACME_ENT
  register: provider

- name: One of its groups
  telecom.trunking.odin_call_capacity_info:
    service_provider_id: ACME_ENT
    group_id: ACME_NYC
  register: group

- name: What is left for it
  ansible.builtin.debug:
    msg: "{{ group.odin_call_capacities[0].max_available_active_calls }}"
"""

RETURN = r"""
odin_call_capacities:
  description: What was found, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Service provider, and group if it is a group's capacity.
      returned: when the API returns it
      type: str
    service_provider_id:
      description: Service provider or enterprise.
      returned: when the API returns it
      type: str
    group_id:
      description: Group whose capacity is meant. Without it, the service provider's.
      returned: when the API returns it
      type: str
    max_active_calls:
      description: Simultaneous calls. -1 or unlimited is for a service provider only, a group always has a number.
      returned: when the API returns it
      type: raw
    bursting_max_active_calls:
      description: Simultaneous calls on top when bursting. -1 or unlimited has no limit.
      returned: when the API returns it
      type: raw
    number_of_bursting_btlus:
      description: Bursting trunk licence units. -1 or unlimited has no limit. From BroadWorks R23 on.
      returned: when the API returns it
      type: raw
    max_available_active_calls:
      description: Simultaneous calls that the service provider has, the most that a group may get.
      returned: when the API returns it
      type: int
    bursting_max_available_active_calls:
      description: The same on top when bursting.
      returned: when the API returns it
      type: int
    max_available_number_of_bursting_btlus:
      description: Bursting trunk licence units that the service provider has.
      returned: when the API returns it
      type: int
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
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN_CALL_CAPACITY_INFO


def main():
    module.main(ODIN_CALL_CAPACITY_INFO)


if __name__ == "__main__":
    main()
