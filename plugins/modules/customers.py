#!/usr/bin/python
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: customers
short_description: Brings many customers to what their documents say, in one task
version_added: 1.1.0
description:
  - Takes whole customer documents of any number and of both providers, reads each kind of object once, and writes what differs, many customers at the
    same time. It ends where the roles P(telecom.trunking.onboarding#role) and P(telecom.trunking.offboarding#role) end.
  - The failure of one customer does not stop the others. The task fails when all are through, and running it again finishes what is left.
  - What is created is created before anything is removed, over all customers.
  - C(--check) tells what would be done, customer by customer. C(--diff) gives a line for each customer, O(report) has the detail.
options:
  config:
    description:
      - Customer documents, as in C(docs/customer_documents.md). Secrets are names of variables or environment variables.
      - May also be the text of a JSON list of documents, of a file that another system writes for example. Ansible looks at each value of a list that a
        template gives, which takes a second for a thousand customers; a text is taken as it is. Before ansible-core 2.19 a filter C(from_json) belongs
        behind it, Ansible would make a list of it by itself and take JSON's escapes for Python's.
    type: list
    elements: dict
    default: []
  hosts:
    description:
      - Inventory hosts whose variables are customer documents, as the inventory plugin P(telecom.trunking.customers#inventory) makes them. They come
        on top of O(config). Variables that hold secrets are those of the host.
    type: list
    elements: str
    default: []
  path:
    description:
      - Files and folders of documents on the controller, on top of O(config). Variables that hold secrets are those of the play.
      - If there are no documents at all in them, that is an error, unless the state is V(gathered).
    type: list
    elements: str
    default: []
  approved:
    description:
      - The report of an audit that somebody approved, the path of its JSON file, or what M(telecom.trunking.audit_customers) returns as C(approval). Only
        customers that it lists with drift are touched.
      - Before anything is written, the documents, what is live, and what would be done are held against the report. If anything of it changed for any
        of the customers, or if the report is of another API, all is refused. What is done then is what was approved. It goes with O(state=merged) only.
    type: raw
  report_sha256:
    description: Hash that the file of O(approved) has to have, so that what was approved is what is carried out.
    type: str
  state:
    description:
      - V(merged) makes everything that the documents name exist as described and leaves the rest alone. A customer whose document says C(ceased) is
        taken off.
      - V(replaced) also sets what the documents do not mention to its documented default, inside the objects that they name, and removes trunks,
        ACLs and handlers that they do not list.
      - V(overridden) also removes endpoints, rules and trunk groups of the O(scope) that no document names. Numbers and users that are on them stay,
        unbound. That comes last, and not at all if a customer of the provider has failed, who may have nothing else.
      - V(deleted) takes the named customers off, unless they are protected.
      - V(gathered) returns what is there as documents, V(rendered) what creating the documents would send, without asking anybody.
    type: str
    choices: [merged, replaced, overridden, deleted, gathered, rendered]
    default: merged
  scope:
    description:
      - Where V(overridden) may remove, and where V(gathered) looks if there are no documents.
    type: dict
    suboptions:
      carrierx:
        description: At CarrierX.
        type: dict
        suboptions:
          partner:
            description: Partner (its partner_sid). V(overridden) needs it.
            type: str
      odin:
        description: At BroadWorks.
        type: dict
        suboptions:
          service_provider:
            description: Service provider.
            type: str
          group:
            description: Group. V(overridden) needs it. V(gathered) takes all groups of the service provider without it.
            type: str
  only_new:
    description:
      - Whether what is there already is left alone. What is missing is created, and a number that is bound to nothing is bound.
      - If anything else would be done, or a customer would fail, nothing is done at all, and the message says for whom and what.
    type: bool
    default: false
  max_deletions:
    description:
      - How many objects the task may delete, those of customers that leave included. If there are more, nothing is done at all, and the message names them.
        For a customer of whom it cannot be told what would be done nothing is.
      - Without it 50 with V(overridden), and any number with the other states. Of a customer that has ceased, C(lifecycle.max_deletions) of its document
        counts as well; who is named with V(deleted) is meant.
    type: int
  max_failures:
    description: When more customers than this have failed, no further one is begun. Without it, all are.
    type: int
  max_concurrency:
    description:
      - How many requests there may be at the same time at each provider. When the API asks to slow down, all of them pause, half as many go on, and
        their number grows again with the answers.
    type: int
    default: 8
  rent_numbers:
    description: Whether numbers that are not rented yet may be rented. They cost money.
    type: bool
    default: false
  update_password:
    description: When secrets are sent. V(on_create) sends them for what is new, V(always) every time.
    type: str
    choices: [on_create, always]
    default: on_create
  date:
    description: The day, as C(YYYY-MM-DD), for which exceptions of fraud profiles are judged. By default today.
    type: str
  dest:
    description:
      - With V(gathered), a folder on the controller to write one YAML file for each customer to, in place of returning the documents.
      - Files of earlier exports for which nothing is found any more stay there. A warning names them.
    type: path
  report:
    description:
      - File on the controller to write the outcome of each customer to, as JSON, with the diff of every object. It is there, whole, when the task
        is over, in check mode too.
    type: path
  progress_log:
    description:
      - File on the controller that gets a line now and then while the task runs, and one for each customer that fails, to be followed with C(tail -f).
        Ansible itself shows nothing of a task before it is over. With C(-v) the same lines are on the terminal.
    type: path
extends_documentation_fragment:
  - telecom.trunking.logins
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the controller.
    support: full
    details:
      - All of it runs on the controller, where documents and secrets are.
  check_mode:
    description: Can run in C(check_mode) and return what it would do without changing anything.
    support: full
  diff_mode:
    description: Returns details on what has changed, or in C(check_mode) would change, in diff mode.
    support: partial
    details:
      - A line for each customer. O(report) has the whole.
  idempotent:
    description: Running it again does not change anything.
    support: full
    details:
      - Except with O(update_password=always), which sends secrets every time.
notes:
  - It is in none of the collection's action groups, because it takes the connections of two providers.
  - The Python packages C(requests) and C(jsonschema) are needed on the controller.
  - What is read at the beginning counts for the whole run. Do not change the same customers by other means while it goes on.
seealso:
  - module: telecom.trunking.validate_customers
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: All customers of the inventory, as the playbook telecom.trunking.fleet does
  telecom.trunking.customers:
    hosts: "{{ groups['customers'] }}"
    report: "{{ report_dir | default('build') }}/fleet.json"
    progress_log: "{{ report_dir | default('build') }}/fleet.log"
  run_once: true

- name: Two documents, and what they do not mention goes to its default
  telecom.trunking.customers:
    config: "{{ my_documents }}"
    state: replaced

- name: Nothing else is left at the partner
  telecom.trunking.customers:
    config: "{{ my_documents }}"
    state: overridden
    scope:
      carrierx: {partner: "{{ my_partner_sid }}"}
    max_deletions: 20

- name: What is there becomes documents
  telecom.trunking.customers:
    state: gathered
    scope:
      carrierx: {}
    dest: "{{ documents_dir | default('customers') }}"
"""

RETURN = r"""
summary:
  description: Counts of customers (C(customers), C(changed), C(unchanged), C(failed), C(not_begun)) and of operations (C(created), C(updated), C(deleted)).
  returned: unless the state is gathered or rendered
  type: dict
customers:
  description: The outcome of each customer by its id. With state overridden, C(scope carrierx) and C(scope odin) are what no document names.
  returned: unless the state is gathered or rendered
  type: dict
  contains:
    changed:
      description: Whether something was done, or in check mode would be.
      returned: always
      type: bool
    operations:
      description: What was done, in order.
      returned: always
      type: list
      elements: dict
    operations_left:
      description: What was not done.
      returned: when something went wrong
      type: list
      elements: dict
    failed:
      description: Whether something went wrong.
      returned: when something went wrong
      type: bool
    msg:
      description: What went wrong, otherwise the operations in words.
      returned: always
      type: str
    not_enforceable:
      description: What the document asks for and its provider has nothing of.
      returned: when there is something
      type: list
      elements: dict
    in_no_document:
      description: Objects that no document names, all of which are deleted.
      returned: with state overridden, for the scope
      type: list
      elements: str
gathered:
  description: The documents. They change nothing when they are used as config.
  returned: with state gathered, without dest
  type: list
  elements: dict
files:
  description: Files that are new or differ.
  returned: with state gathered
  type: list
  elements: str
rendered:
  description: For each customer, the objects in the order of creation with what is sent for them. References are names, secrets are not shown.
  returned: with state rendered
  type: dict
api_stats:
  description: For each provider, how many requests were sent, how many of them again, and how many seconds threads waited in between.
  returned: unless the state is rendered
  type: dict
"""
