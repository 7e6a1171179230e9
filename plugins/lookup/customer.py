# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: customer
short_description: The host's customer document as the roles take it
version_added: 1.1.0
description:
  - Takes the customer document from the variables of the host, as the inventory plugin P(telecom.trunking.customers#inventory) sets them, and
    brings it into what the roles P(telecom.trunking.onboarding#role) and P(telecom.trunking.offboarding#role) take. Its fraud profile is
    expanded, its state applied, and its secrets are put in.
  - A document that does not fit its schema is an error with all that is wrong with it.
options:
  secrets:
    description:
      - Whether to put secrets in. Where the document has C(variable), it is the value of that variable of the host, where it has C(env), that of
        the environment variable. One that is missing or empty is an error.
      - With V(false) they stay as the document has them, which is all that taking a customer off needs.
    type: bool
    default: true
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
- name: Onboard a customer
  ansible.builtin.include_role:
    name: telecom.trunking.onboarding
  vars:
    customer_plan: "{{ lookup('telecom.trunking.customer') }}"
    onboarding_endpoints: "{{ customer_plan.endpoints }}"
    onboarding_access_control_rules: "{{ customer_plan.access_control_rules }}"
    onboarding_trunk_groups: "{{ customer_plan.trunk_groups }}"
    onboarding_numbers: "{{ customer_plan.numbers }}"

- name: Say what the customer has, without any secret
  ansible.builtin.debug:
    msg: "{{ lookup('telecom.trunking.customer', secrets=false).trunk_groups | map(attribute='name') }}"
"""

RETURN = r"""
_raw:
  description:
    - The customer as one map with the keys RV(ignore:state), RV(ignore:provider), RV(ignore:partner_sid), RV(ignore:service_provider_id),
      RV(ignore:group_id), RV(ignore:endpoints), RV(ignore:access_control_rules), RV(ignore:trunk_groups), RV(ignore:numbers), RV(ignore:services),
      RV(ignore:call_capacity), RV(ignore:made_acls), RV(ignore:made_rules), RV(ignore:ending_calls), RV(ignore:users), RV(ignore:leaving) and
      RV(ignore:lifecycle).
    - RV(ignore:objections) has a sentence for each reason why the customer is not to be offboarded, RV(ignore:objections.ceased) when its state asks for
      it, RV(ignore:objections.named) when somebody has named it.
  type: list
  elements: dict
"""

import copy
import json
import os
from collections import OrderedDict
from datetime import date

from ansible.errors import AnsibleError, AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.telecom.trunking.plugins.module_utils import documents, stages
from ansible_collections.telecom.trunking.plugins.module_utils.compare import is_secret
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.validation import place

# A task asks for the same document again and again. Those of a usual play are kept.
MOST_KEPT = 256
_kept = OrderedDict()


def _secret_options(schema):
    for name, prop in schema.get("properties", {}).items():
        if is_secret(prop):
            yield option_name(name, prop)
        yield from _secret_options(prop.get("items", prop))


SECTIONS = frozenset(name for kind in documents.PROVIDERS for name in documents.schema(kind)["properties"])
SECRETS = frozenset(name for layout in documents.PROVIDERS.values() for kind in layout.provider.kinds.values() for name in _secret_options(kind.schema))


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        self.set_options(var_options=variables, direct=kwargs)
        variables = variables or {}
        # Plain JSON types: variables come as tagged or lazy relatives of them, and YAML has dates.
        text = json.dumps({name: variables[name] for name in SECTIONS if name in variables}, default=str, sort_keys=True)
        plan = planned(text, date.today())
        host, customer = variables.get("inventory_hostname"), variables["customer"]["id"]
        if host not in (None, customer):
            # One document in an extra variable, for example, and a run that is not limited to its customer.
            raise AnsibleLookupError(f"The document is of the customer {customer}, and this is the host {host}.")
        return [filled(plan, lambda source: self._secret(source, variables)) if self.get_option("secrets") else copy.deepcopy(plan)]

    def _secret(self, source, variables):
        """What ``{variable: NAME}`` or ``{env: NAME}`` stands for, None if there is nothing of that name."""
        if "env" in source:
            return os.environ.get(source["env"])
        value = variables.get(source["variable"])
        return None if value is None else self._templar.template(value)


def planned(text, today):
    """The plan of a document, see ``documents.plan``, with ``objections``.

    :param text: the document as JSON.
    :raises AnsibleLookupError: with everything that is wrong with the document.
    """
    if (text, today) not in _kept:
        _kept[text, today] = _planned(json.loads(text), today)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[text, today]


def _planned(document, today):
    try:
        plan = documents.plan(document, today)
    except InvalidInput as error:
        raise AnsibleLookupError(f"The customer's document is wrong. {'; '.join(error.facts['problems'])}") from None
    return {**plan, "objections": {"ceased": stages.objections(plan), "named": stages.objections(plan, confirmed=True)}}


def filled(plan, value_of):
    """A plan with its secrets put in.

    :param value_of: gives the text that a source of a secret stands for, None if there is none.
    :raises AnsibleLookupError: naming every secret that there is no value for.
    """
    missing = []

    def walk(name, value, path):
        if isinstance(value, list):
            return [walk(None, item, (*path, n)) for n, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if is_source(name, value):
            return secret(value, path)
        return {name: item if isinstance(item, str) else walk(name, item, (*path, name)) for name, item in value.items()}

    def secret(source, path):
        kind, name = next(iter(source.items()))
        called = f"{'environment variable' if kind == 'env' else 'variable'} {name}"
        try:
            value = value_of(source)
        except AnsibleError as error:
            missing.append(f"{place(plan, path)}{called} cannot be read: {error}")
            return None
        if value in (None, "", {}):
            missing.append(f"{place(plan, path)}there is no {called}, or it is empty")
        return value

    result = walk(None, plan, ())
    if missing:
        raise AnsibleLookupError(f"Secrets of the customer are missing. {'; '.join(missing)}")
    return result


def is_source(name, value):
    """Whether a value says where a secret is. Free-form maps may hold anything, so that the attribute's name counts as well."""
    return name in SECRETS and isinstance(value, dict) and len(value) == 1 and set(value) <= {"variable", "env"}
