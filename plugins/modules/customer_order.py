#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: customer_order
short_description: Makes a customer document of an order
version_added: 1.1.0
description:
  - Takes what a service desk fills in for a new customer at CarrierX, in a survey of AWX for example, and makes the customer document that follows from
    it, with one endpoint, one trunk group with one trunk, and its numbers.
  - The document goes through the same checks as a file does with M(telecom.trunking.validate_customers), beside the documents of O(path). It talks to
    no API; M(telecom.trunking.customers) takes RV(ignore:document) as C(config).
  - What an order has no words for is refused, with everything that is wrong with the answers. So is a text
    that Ansible has made a number or the like of. Such a customer needs a document that somebody writes.
options:
  id:
    description: Id of the customer. It begins the names of the customer's objects.
    type: str
    required: true
  name:
    description: Name of the customer for people.
    type: str
  partner:
    description: Partner (its partner_sid) that the objects are made at. Without it, the one that the login is for.
    type: str
  environment:
    description: Whether real calls are made. Without it, they are.
    type: str
    choices: [production, test]
  channels:
    description: Simultaneous calls. It limits the endpoint and each direction of the trunk.
    type: int
    required: true
  regions:
    description:
      - Countries that are called, and called from, in codes of two lower case letters. With those of the North American Numbering Plan alone, a number
        of ten digits is told to lack its country code.
    type: list
    elements: str
    default: []
  addresses:
    description:
      - Addresses of the customer's equipment, one to a line or between commas, the preferred one first.
      - Each is C(HOST) or C(HOST:PORT), then C(udp), C(tcp) or C(tls) if it is not UDP, then C(srtp) if media is encrypted. An IPv6 address with a port
        is in brackets.
    type: str
    required: true
  numbers:
    description: Rented numbers with their country code, one to a line or between commas. Blanks, dots, parentheses, dashes and a plus in front do not matter.
    type: str
  block_premium:
    description: Whether calls to premium numbers are rejected, by the fraud profile C(nanp-premium).
    type: bool
    required: true
  premium_until:
    description:
      - Without O(block_premium), the last day on which that is accepted, as C(YYYY-MM-DD). It becomes a waiver, and after the day the validation objects
        to the document. It is required then, and so is O(ticket).
    type: str
  ticket:
    description: Ticket of the order.
    type: str
  path:
    description: Files and folders of the documents that there are already, as in M(telecom.trunking.validate_customers), so that nobody's id, names or
      numbers are given away twice.
    type: list
    elements: str
    default: []
  taken:
    description: Ids of customers that there are already, the hosts of an inventory for example. An order for one of them is refused.
    type: list
    elements: str
    default: []
  known_rules:
    description: As in M(telecom.trunking.validate_customers).
    type: list
    elements: raw
    default: []
  disabled_rules:
    description: As in M(telecom.trunking.validate_customers).
    type: list
    elements: str
    default: []
  fail_on:
    description: The least severity of a finding that refuses the order.
    type: str
    choices: [error, warning, never]
    default: error
  dest:
    description: Folder on the controller to write the document to, as C(ID.yml). A file that says something else is never overwritten.
    type: path
  date:
    description: The day, as C(YYYY-MM-DD), for which dates are judged. By default today.
    type: str
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the controller.
    support: full
    details:
      - All of it runs on the controller, where the documents are.
  check_mode:
    description: Can run in C(check_mode) and return what it would do without changing anything.
    support: full
  diff_mode:
    description: Returns details on what has changed, or in C(check_mode) would change, in diff mode.
    support: full
  idempotent:
    description: Running it again does not change anything.
    support: full
notes:
  - It is in none of the collection's action groups. Those set connections, and this module has none.
  - The Python packages C(PyYAML) and C(jsonschema) are needed on the controller.
seealso:
  - module: telecom.trunking.customers
  - module: telecom.trunking.validate_customers
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: A document of an order
  telecom.trunking.customer_order:
    id: willow-dental
    channels: 4
    addresses: 203.0.113.20:5061 tls srtp
    numbers: 1 212 555 0100, 1 212 555 0101
    block_premium: true
    ticket: CHG-10400
    path: [customers]
  register: ordered

- name: The customer of the order
  telecom.trunking.customers:
    config: ["{{ ordered.document }}"]

- name: A document of an order, for git
  telecom.trunking.customer_order:
    id: willow-dental
    channels: 4
    addresses: "{{ survey_addresses }}"
    block_premium: false
    premium_until: "2099-12-31"
    ticket: CHG-10401
    path: [customers]
    dest: customers
"""

RETURN = r"""
document:
  description: The customer document.
  returned: when the order is not refused
  type: dict
text:
  description: The document as YAML, for git.
  returned: when the order could be read
  type: str
file:
  description: The file of the document. Null without O(dest).
  returned: when the order is not refused
  type: str
findings:
  description: What the validation found about the document, as M(telecom.trunking.validate_customers) returns it. Lines are those of RV(text).
  returned: when the order could be read
  type: list
  elements: dict
"""
