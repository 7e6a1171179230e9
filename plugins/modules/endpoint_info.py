#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: endpoint_info
short_description: Read endpoints at CarrierX
version_added: 1.0.0
description:
  - Returns endpoints of every type with their addresses, without their secrets.
extends_documentation_fragment:
  - telecom.trunking.endpoint_info
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes.info_module
  - telecom.trunking.attributes.read_only
seealso:
  - module: telecom.trunking.endpoint
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Every endpoint
  telecom.trunking.endpoint_info:
  register: all

- name: The endpoints of one customer
  telecom.trunking.endpoint_info:
    name: acme-*
  register: acme

- name: The carrier's own addresses, for the customer's firewall
  ansible.builtin.debug:
    msg: "{{ all.endpoints | selectattr('type', 'eq', 'system_gateway') | map(attribute='addresses') | flatten | map(attribute='ip') }}"
"""

RETURN = r"""
endpoints:
  description: What was found, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    endpoint_sid:
      description: Id of the endpoint.
      returned: when the API returns it
      type: str
    name:
      description: Name of the endpoint. The provider does not keep names unique, this collection insists on it.
      returned: when the API returns it
      type: str
    type:
      description: Kind of endpoint. The customer's equipment is third_party, the carrier's own switches are system_gateway.
      returned: when the API returns it
      type: str
    addresses:
      description: Addresses of the customer's equipment, the whole value. Their order does not matter. An item is recognised by its ip, port and transport.
      returned: when the API returns it
      type: list
      elements: dict
      contains:
        ip:
          description: IP address or host name.
          returned: when the API returns it
          type: str
        port:
          description: Port at the customer's side.
          returned: when the API returns it
          type: int
        dst_port:
          description: Port at the carrier's side. The address counts only for calls that arrive there.
          returned: when the API returns it
          type: int
        direction:
          description: 'Calls that the address is used for: any, inbound or outbound.'
          returned: when the API returns it
          type: str
        transport:
          description: Transport of the signalling.
          returned: when the API returns it
          type: str
        srtp:
          description: Whether the media is encrypted.
          returned: when the API returns it
          type: bool
        priority:
          description: Priority among the addresses.
          returned: when the API returns it
          type: int
        location_sid:
          description: Id of the carrier's switch location.
          returned: when the API returns it
          type: str
        sip_username:
          description: User name of this address, used before the endpoint's.
          returned: when the API returns it
          type: str
    attributes:
      description: Free-form attributes.
      returned: when the API returns it
      type: dict
    auth_required:
      description: Whether calls have to authenticate. Newer releases only.
      returned: when the API returns it
      type: bool
    capacity:
      description: Simultaneous inbound calls. 0 is unlimited.
      returned: when the API returns it
      type: int
    cps_limit:
      description: Outbound calls per second. 0 or null is unlimited.
      returned: when the API returns it
      type: int
    out_sip_username:
      description: User name for calls to this endpoint when it asks for authentication and the address has none of its own.
      returned: when the API returns it
      type: str
    partner_sid:
      description: Partner that owns the endpoint. Names are looked up among this partner's objects.
      returned: when the API returns it
      type: str
    partner:
      description: The partner object, only in answers that were asked for related objects.
      returned: when the API returns it
      type: dict
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import ENDPOINT_INFO


def main():
    module.main(ENDPOINT_INFO)


if __name__ == "__main__":
    main()
