#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: odin_group_service
short_description: A service of a BroadWorks group, through Odin
version_added: 1.0.0
description:
  - Makes sure that a group is authorised for a service and has it assigned, or that it is neither. By default the service C(Trunk Group),
    without which there are no trunk groups.
extends_documentation_fragment:
  - telecom.trunking.odin_group_service
  - telecom.trunking.odin
  - telecom.trunking.odin.actiongroup
  - telecom.trunking.attributes
seealso:
  - module: telecom.trunking.odin_trunk_group
  - module: telecom.trunking.odin_call_capacity
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: The group may have two trunk groups
  telecom.trunking.odin_group_service:
    service_provider_id: ACME_ENT
    group_id: ACME_BOS
    quantity: 2

- name: As many as it likes
  telecom.trunking.odin_group_service:
    service_provider_id: ACME_ENT
    group_id: ACME_BOS
    quantity: unlimited

- name: None any more
  telecom.trunking.odin_group_service:
    service_provider_id: ACME_ENT
    group_id: ACME_BOS
    state: absent
"""

RETURN = r"""
odin_group_service:
  description: The service as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. References are shown by name, or by id
    where a task that changed nothing had no reason to read the name.
  returned: when nothing failed
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
    service_name:
      description: Name of the service, exactly as BroadWorks spells it.
      returned: when the API returns it
      type: str
    authorized:
      description: Whether the group may have the service. Implied by state present.
      returned: when the API returns it
      type: bool
    assigned:
      description: Whether the group has it. Implied by state present.
      returned: when the API returns it
      type: bool
    quantity:
      description: How many the group may have, for example trunk groups. -1 or unlimited has no limit.
      returned: when the API returns it
      type: raw
    limited:
      description: Whether the quantity is limited.
      returned: when the API returns it
      type: str
    usage:
      description: How many the group has now.
      returned: when the API returns it
      type: int
    allowed:
      description: How many the licence allows.
      returned: when the API returns it
      type: int
    licensed:
      description: Whether the system has a licence.
      returned: when the API returns it
      type: bool
    alias:
      description: Another name of the service.
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
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN_GROUP_SERVICE


def main():
    module.main(ODIN_GROUP_SERVICE)


if __name__ == "__main__":
    main()
