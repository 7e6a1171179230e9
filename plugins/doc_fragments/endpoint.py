# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module endpoint. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  name:
    description:
      - Name of the endpoint. The provider does not keep names unique, this collection insists on it.
    type: str
  endpoint_sid:
    description:
      - Id of the endpoint, in place of the name where that is not unique. Together with name, the endpoint gets that name.
    type: str
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  addresses:
    description:
      - Addresses of the customer's equipment, the whole value. Their order does not matter. An item is recognised by its ip, port and transport.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
    suboptions:
      ip:
        description:
          - IP address or host name.
        type: str
        required: true
      port:
        description:
          - Port at the customer's side.
          - A new or replaced object gets V(5060).
        type: int
      dst_port:
        description:
          - Port at the carrier's side. The address counts only for calls that arrive there.
          - A new or replaced object gets V(5060).
        type: int
      direction:
        description:
          - 'Calls that the address is used for: any, inbound or outbound.'
          - A new or replaced object gets V("any").
        type: str
      transport:
        description:
          - Transport of the signalling.
          - A new or replaced object gets V("udp").
        type: str
        choices:
          - udp
          - tcp
          - tls
      srtp:
        description:
          - Whether the media is encrypted.
          - A new or replaced object gets V(false).
        type: bool
      priority:
        description:
          - Priority among the addresses.
          - A new or replaced object gets V(0).
        type: int
      location_sid:
        description:
          - Id of the carrier's switch location.
          - A new or replaced object gets V(null).
        type: str
      sip_username:
        description:
          - User name of this address, used before the endpoint's.
          - A new or replaced object gets V(null).
        type: str
      sip_password:
        description:
          - Password of this address.
        type: str
  attributes:
    description:
      - Free-form attributes.
      - A new or replaced object gets V({}).
    type: dict
  capacity:
    description:
      - Simultaneous inbound calls. 0 is unlimited.
      - A new or replaced object gets V(0).
    type: int
  out_sip_username:
    description:
      - User name for calls to this endpoint when it asks for authentication and the address has none of its own.
      - A new or replaced object gets V(null).
    type: str
  out_sip_password:
    description:
      - Password that goes with out_sip_username.
    type: str
  properties:
    description:
      - Settings of hosted endpoint types, with passwords among them. Empty for third_party.
    type: dict
  transformations:
    description:
      - Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
  update_password:
    description:
      - When secrets are sent. on_create sends them for new objects, new list items and when their user name is set for the first time, always sends them
        every time and so always reports a change. They are never compared with what the API echoes.
    type: str
    choices:
      - on_create
      - always
    default: on_create
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      trunk_group:
        description:
          - Names of objects of the kind trunk_group.
        type: list
        elements: str
  state:
    description:
      - Present makes it exist with what the task mentions and keeps the rest, replaced also sets what the task does not mention to its documented default,
        absent removes it.
    type: str
    choices:
      - present
      - replaced
      - absent
    default: present
"""
