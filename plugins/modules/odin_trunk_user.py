#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: odin_trunk_user
short_description: Users on a BroadWorks trunk group, through Odin
version_added: 1.0.0
description:
  - Puts a user on a trunk group with a line and port, and makes the user the pilot user of it, or takes the user off.
  - The user has to exist. A pilot user is relieved before being moved or taken off, and put on the trunk group before becoming its pilot
    user.
  - With O(state=absent) and O(trunk_group) the user is taken off only if on that trunk group.
extends_documentation_fragment:
  - telecom.trunking.odin_trunk_user
  - telecom.trunking.odin
  - telecom.trunking.odin.actiongroup
  - telecom.trunking.attributes
seealso:
  - module: telecom.trunking.odin_trunk_group
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: The pilot user
  telecom.trunking.odin_trunk_user:
    service_provider_id: ACME_ENT
    group_id: ACME_NYC
    user_id: u1@acme.example.net
    trunk_group: acme-nyc-voice
    line_port: acme-nyc-1@acme.example.net
    pilot: true

- name: Another user
  telecom.trunking.odin_trunk_user:
    service_provider_id: ACME_ENT
    group_id: ACME_NYC
    user_id: u2@acme.example.net
    trunk_group: acme-nyc-voice
    line_port: acme-nyc-2@acme.example.net

- name: Take a user off, whatever trunk group it is
  telecom.trunking.odin_trunk_user:
    service_provider_id: ACME_ENT
    group_id: ACME_NYC
    user_id: u2@acme.example.net
    state: absent
"""

RETURN = r"""
odin_trunk_user:
  description: The user as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. References are shown by name, or by id where
    a task that changed nothing had no reason to read the name.
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
    user_id:
      description: User id with its domain. The user has to exist.
      returned: when the API returns it
      type: str
    trunk_group:
      description: Id that goes with trunk_group.
      returned: when the API returns it
      type: str
    line_port:
      description: Line and port of the user on the trunk group, user@host. Needed to put a user on a trunk group.
      returned: when the API returns it
      type: str
    contacts:
      description: SIP contacts, at most five.
      returned: when the API returns it
      type: list
      elements: str
    pilot:
      description: Whether the user is the pilot user of the trunk group.
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
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN_TRUNK_USER


def main():
    module.main(ODIN_TRUNK_USER)


if __name__ == "__main__":
    main()
