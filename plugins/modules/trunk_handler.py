#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: trunk_handler
short_description: One external handler of a trunk group at CarrierX
version_added: 1.0.0
description:
  - Makes sure that one external handler is among those of a trunk group, or that it is not. The others stay as they are, and so does their
    order. A new handler is asked last.
  - A handler has no id. It is recognised by its O(url).
  - Its timeout is O(handler_timeout) here, in milliseconds. O(timeout) is how long this module waits for the API, in seconds.
  - The provider replaces the list as a whole. The module reads it right before it writes, reads it back, and adds the handler again if
    another task has overwritten it meanwhile. Tasks of one user on one machine wait for each other.
extends_documentation_fragment:
  - telecom.trunking.trunk_handler
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes
seealso:
  - module: telecom.trunking.trunk_group
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Ask a fraud screen about outbound calls
  telecom.trunking.trunk_handler:
    trunk_group: acme-retail-voice
    url: https://screen.example.net/v1/acme
    direction: outbound
    handler_timeout: 250

- name: Let it fail closed
  telecom.trunking.trunk_handler:
    trunk_group: acme-retail-voice
    url: https://screen.example.net/v1/acme
    error_handler: reject503

- name: Remove it
  telecom.trunking.trunk_handler:
    trunk_group: acme-retail-voice
    url: https://screen.example.net/v1/acme
    state: absent
"""

RETURN = r"""
trunk_handler:
  description: The external handler as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. References are shown by name,
    or by id where a task that changed nothing had no reason to read the name.
  returned: when nothing failed
  type: dict
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import TRUNK_HANDLER


def main():
    module.main(TRUNK_HANDLER)


if __name__ == "__main__":
    main()
