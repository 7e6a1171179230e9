#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: audit_customers
short_description: Holds customer documents against what is live, and tells what differs, what is dangerous, what nobody declared and what is not known
version_added: 1.1.0
description:
  - Reads customer documents and everything that is live where they are, each listing once, and reports four classes of findings.
  - I(Drift) is what onboarding would change, field by field, from the plan that onboarding would carry out.
  - I(Exposure) is what the policy rules find in the live state, and in what only the provider knows.
  - I(Unmanaged) is what is live and in no document, and documents whose customer does not exist live.
  - I(Unknown) is what could not be read. It is never taken for absent or different.
  - It changes nothing. The connections refuse every write, with and without C(--check).
options:
  path:
    description:
      - Files and folders of documents. In a folder, and in the folders below, every file whose name ends in C(.yml), C(.yaml) or C(.json) is a document,
        but not what begins with a dot. The files of O(reports) are none.
      - Give it all documents. What is in a document that it does not see is reported as unmanaged.
      - A relative path is looked for as files of a task are, and after that in the current folder.
    type: list
    elements: str
    required: true
  scope:
    description:
      - Where to look for what no document names, beside the places that the documents are at. A document of CarrierX without C(provider.partner) is at
        every place that the login sees.
    type: dict
    suboptions:
      carrierx:
        description: Places at CarrierX. An empty map is everything that the login sees.
        type: list
        elements: dict
        suboptions:
          partner:
            description: Partner (its partner_sid).
            type: str
      odin:
        description: Groups at BroadWorks.
        type: list
        elements: dict
        suboptions:
          service_provider:
            description: Service provider.
            type: str
            required: true
          group:
            description: Group.
            type: str
            required: true
  fail_on:
    description:
      - What makes the task fail. V(drift) is any drift, and a customer of whom nothing is live. V(error) and V(warning) are exposure of at least this
        severity. V(unmanaged) is anything that nobody declared. V(unknown) is anything that could not be read. Waived findings never do.
      - An empty list reports only.
    type: list
    elements: str
    choices: [drift, error, warning, unmanaged, unknown]
    default: [drift, error, unknown]
  accept:
    description:
      - What may be unreadable, with the reason. Findings of class C(unknown) that an entry accepts are waived, all others count. An entry that accepts
        nothing gives a warning.
    type: list
    elements: dict
    default: []
    suboptions:
      text:
        description: "A part of the finding's message, C(/phonenumber/dids: 403) for numbers that the login may not read."
        type: str
        required: true
      reason:
        description: Why somebody answers for it.
        type: str
        required: true
      ticket:
        description: Ticket in which that was decided.
        type: str
      expires:
        description: The last day on which it counts, as C(YYYY-MM-DD). Without it, it counts until it is taken out.
        type: str
  disabled_rules:
    description: Ids of policy rules that do not run. The report says which.
    type: list
    elements: str
    default: []
  reports:
    description:
      - Files on the controller to write the report to, in check mode too. A relative path is one from the current folder. Only their owner may read them.
        The document of a customer is refused as such a file.
    type: dict
    suboptions:
      json:
        description: Everything, in the format of C(docs/schemas/audit_report.json). The other formats are made from it.
        type: str
      junit:
        description: JUnit XML, a suite for each customer, in it a case for each check that is about it. Cases are the same in each report.
        type: str
      sarif:
        description: SARIF, what concerns lines of documents.
        type: str
      csv:
        description: A row for each finding.
        type: str
      html:
        description: One page that needs no network.
        type: str
  previous:
    description: Earlier reports, in JSON. They give the trend, and the hash of the newest is kept as evidence.
    type: list
    elements: str
    default: []
  date:
    description: The day, as C(YYYY-MM-DD), for which exceptions and waivers are judged. By default today, which is the day of the controller.
    type: str
  max_concurrency:
    description: How many requests there may be at the same time at each provider.
    type: int
    default: 8
  quiet:
    description: Whether to list nothing on the terminal.
    type: bool
    default: false
extends_documentation_fragment:
  - telecom.trunking.attributes.read_only
  - telecom.trunking.logins
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the controller.
    support: full
    details:
      - All of it runs on the controller, where the documents are.
notes:
  - It is in none of the collection's action groups, because it takes the connections of two providers.
  - The Python packages C(requests), C(jsonschema) and C(PyYAML) are needed on the controller. C(git) tells the commit of the documents, if it is there.
  - No secret of a customer is needed.
seealso:
  - module: telecom.trunking.customers
  - module: telecom.trunking.validate_customers
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: The network is what the documents say
  telecom.trunking.audit_customers:
    path: customers
    reports:
      json: build/audit.json
      html: build/audit.html

- name: Report everything, fail on nothing, and show the trend
  telecom.trunking.audit_customers:
    path: customers
    fail_on: []
    previous: "{{ query('ansible.builtin.fileglob', playbook_dir ~ '/audits/*.json') }}"
    reports:
      json: "audits/{{ now(utc=true).strftime('%Y-%m-%d') }}.json"

- name: Nothing else lives at the partner
  telecom.trunking.audit_customers:
    path: customers
    scope:
      carrierx:
        - partner: "{{ my_partner_sid }}"
    fail_on: [drift, warning, unmanaged, unknown]
"""

RETURN = r"""
passed:
  description: Whether nothing makes the audit fail.
  returned: when the audit was carried out
  type: bool
summary:
  description: Counts of customers and of findings, as in the report.
  returned: when the audit was carried out
  type: dict
worst:
  description: The worst severity of all findings that count, V(error), V(warning), V(info) or null.
  returned: when the audit was carried out
  type: str
reports:
  description: Paths of the files that were written, by format.
  returned: when the audit was carried out
  type: dict
approval:
  description: When the audit was made, as C(apis) the url of each API that was audited, the hashes of each customer that has drifted, and as C(left_out)
    those of whom something is unknown. M(telecom.trunking.customers) takes it as O(ignore:approved).
  returned: when the audit was carried out
  type: dict
api_stats:
  description: For each provider, how many requests were sent, how many of them again, and how many seconds threads waited in between.
  returned: when the audit was carried out
  type: dict
"""
