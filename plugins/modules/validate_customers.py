#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: validate_customers
short_description: Checks customer documents against their schema and against policy
version_added: 1.1.0
description:
  - Reads customer documents and tells what is wrong with them, with file, line and column, before anything is touched. It talks to no API.
  - First the file itself and the schema, then the policy rules. A document that violates its schema gets no policy rules, the others do. Rules across
    customers, a number at two of them for example, see all documents of the task, so give it all.
  - The findings are listed on the terminal, a line each, then how to repair them. RV(ignore:msg) holds the counts only.
  - A rule can be switched off for all documents with O(disabled_rules), or waived in a document, with a reason, a ticket and a last day.
options:
  path:
    description:
      - Files and folders of documents. In a folder, and in the folders below, every file whose name ends in C(.yml), C(.yaml) or C(.json) is a document,
        but not what begins with a dot.
      - A relative path is looked for as files of a task are, in the role's and the playbook's C(files) folders and in the folders of role and
        playbook, and after that in the current folder.
    type: list
    elements: str
    required: true
  disabled_rules:
    description: Ids of policy rules that do not run. What is wrong with the file, and violations of the schema, cannot be switched off.
    type: list
    elements: str
    default: []
  known_rules:
    description:
      - Access control rules that exist without being in a document, those of the parent partner, so that ACLs may refer to them.
      - Names, or maps of C(name), C(field), C(operation), C(quantifier) and C(entries), as M(telecom.trunking.access_control_rule_info) returns them.
        With maps the policy rules know as well what such a rule does.
      - Once there is one here, an ACL's rule that is neither here nor in the document is an error. Otherwise it is taken for one of the parent partner's.
    type: list
    elements: raw
    default: []
  fail_on:
    description: The least severity that makes the task fail. Remarks of severity C(info) never do.
    type: str
    choices: [error, warning, never]
    default: error
  report:
    description:
      - File to write the findings to, as JSON, in check mode too. A relative path is one from the current folder.
      - Its format is in C(docs/schemas/validation_report.json).
    type: str
  date:
    description: The day, as C(YYYY-MM-DD), for which exceptions and waivers are judged. By default today, which is the day of the controller.
    type: str
  quiet:
    description: Whether to list nothing on the terminal, for callbacks whose output is read by machines.
    type: bool
    default: false
extends_documentation_fragment:
  - telecom.trunking.attributes.read_only
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the controller.
    support: full
    details:
      - All of it runs on the controller, where the documents are.
notes:
  - It is in none of the collection's action groups. Those set connections, and this module has none.
  - The Python packages C(PyYAML) and C(jsonschema) are needed on the controller.
  - When a task fails, Ansible also shows its whole result, findings and all, in one long line. The playbook C(telecom.trunking.validate) avoids that
    and is what people and CI should run.
seealso:
  - module: telecom.trunking.access_control_rule_info
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Nothing dangerous is in the customers' documents
  telecom.trunking.validate_customers:
    path: customers

- name: Warnings count too, and CI gets a report
  telecom.trunking.validate_customers:
    path: customers
    fail_on: warning
    report: "{{ report_dir | default('build') }}/validation.json"

- name: Documents may refer to the parent partner's rules, failover groups are not monitored here
  telecom.trunking.validate_customers:
    path: customers
    known_rules: [carrier-fraud]
    disabled_rules: [routing-no-options]

- name: What will have expired by the end of the quarter
  telecom.trunking.validate_customers:
    path: customers
    date: "2027-03-31"
    fail_on: never
  register: validation
"""

RETURN = r"""
summary:
  description: Counts. Waived findings are counted as such only.
  returned: when documents were checked
  type: dict
  contains:
    documents:
      description: Documents that were looked at.
      returned: always
      type: int
    failing_documents:
      description: Documents that make the validation fail.
      returned: always
      type: int
    error:
      description: Findings of severity error.
      returned: always
      type: int
    warning:
      description: Findings of severity warning.
      returned: always
      type: int
    info:
      description: Findings of severity info.
      returned: always
      type: int
    waived:
      description: Findings that are waived.
      returned: always
      type: int
    failing:
      description: Findings that make the validation fail, by fail_on.
      returned: always
      type: int
findings:
  description: Every finding, waived ones as well, by file, line and column.
  returned: when documents were checked
  type: list
  elements: dict
  contains:
    file:
      description: File of the document, from the current folder if it is below it, otherwise in full.
      returned: always
      type: str
    line:
      description: Line, from 1.
      returned: always
      type: int
    column:
      description: Column, from 1.
      returned: always
      type: int
    customer:
      description: Id of the customer. Null if it cannot be read.
      returned: always
      type: str
    path:
      description: Place in the document, like trunk_groups[0].acls[1]. A waiver's path takes it.
      returned: always
      type: str
    rule:
      description: Id of the rule.
      returned: always
      type: str
    severity:
      description: How bad it is.
      returned: always
      type: str
    message:
      description: What is wrong, with the place in words.
      returned: always
      type: str
    fix:
      description: What to do about it.
      returned: always
      type: str
    waived:
      description: The waiver that takes the finding off. Null if it counts.
      returned: always
      type: dict
      contains:
        reason:
          description: Why somebody answers for it.
          returned: always
          type: str
        ticket:
          description: Ticket in which that was decided.
          returned: always
          type: str
        expires:
          description: Last day on which the waiver counts, YYYY-MM-DD.
          returned: always
          type: str
"""
