#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: did_info
short_description: Read rented numbers at CarrierX
version_added: 1.0.0
description:
  - Returns the rented numbers, with the trunk groups that they are bound to by name and by id.
extends_documentation_fragment:
  - telecom.trunking.did_info
  - telecom.trunking.carrierx
  - telecom.trunking.carrierx.actiongroup
  - telecom.trunking.attributes.info_module
  - telecom.trunking.attributes.read_only
seealso:
  - module: telecom.trunking.did
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Every rented number
  telecom.trunking.did_info:
  register: all

- name: The numbers of one trunk group
  telecom.trunking.did_info:
    trunk_group: acme-retail-voice
  register: acme

- name: Numbers that are bound to nothing
  ansible.builtin.debug:
    msg: "{{ all.dids | selectattr('trunk_group', 'none') | map(attribute='phonenumber') }}"
"""

RETURN = r"""
dids:
  description: What was found, sorted by phonenumber.
  returned: success
  type: list
  elements: dict
  contains:
    did_sid:
      description: Id of the number.
      returned: when the API returns it
      type: str
    phonenumber:
      description: The number in E.164 digits. A plus, blanks, dashes, dots and brackets are taken off.
      returned: when the API returns it
      type: str
    trunk_group:
      description: Trunk group that the number is bound to, by name. A trunk_group_sid is accepted where a name is not unique.
      returned: when the API returns it
      type: str
    trunk_group_sid:
      description: Id that goes with trunk_group.
      returned: when the API returns it
      type: str
    did_group_sid:
      description: Id of the number group.
      returned: when the API returns it
      type: str
    name:
      description: Label of the number.
      returned: when the API returns it
      type: str
    attributes:
      description: Free-form attributes.
      returned: when the API returns it
      type: dict
    callback_url:
      description: URL that is called about this number.
      returned: when the API returns it
      type: str
    string_key_1:
      description: Free text for the owner's use.
      returned: when the API returns it
      type: str
    string_key_2:
      description: Free text for the owner's use.
      returned: when the API returns it
      type: str
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
    capabilities:
      description: What the number can do, a bit mask of 1 SMS in, 2 SMS out, 4 voice, 8 MMS in, 16 MMS out.
      returned: when the API returns it
      type: int
    active_capabilities:
      description: What of it is active, the same bits.
      returned: when the API returns it
      type: int
    classification_sid:
      description: Id of the classification.
      returned: when the API returns it
      type: str
    campaign_sid:
      description: Id of the messaging campaign.
      returned: when the API returns it
      type: str
    country_code:
      description: Country, ISO 3166-1 alpha-3.
      returned: when the API returns it
      type: str
    in_country_format:
      description: The number as written inside its country.
      returned: when the API returns it
      type: str
    international_format:
      description: The number as written internationally.
      returned: when the API returns it
      type: str
    lata:
      description: Local access and transport area.
      returned: when the API returns it
      type: str
    locality:
      description: Place.
      returned: when the API returns it
      type: str
    lrn_sid:
      description: Id of the location routing number.
      returned: when the API returns it
      type: str
    ocn:
      description: Operating company number.
      returned: when the API returns it
      type: str
    price:
      description: Price of the number, as the provider writes it.
      returned: when the API returns it
      type: raw
    state:
      description: State.
      returned: when the API returns it
      type: str
    partner_sid:
      description: Partner that rents the number.
      returned: when the API returns it
      type: str
    status:
      description: available, assigned or aging.
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
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import DID_INFO


def main():
    module.main(DID_INFO)


if __name__ == "__main__":
    main()
