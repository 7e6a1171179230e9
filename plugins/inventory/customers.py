# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: customers
short_description: Customer documents as hosts
version_added: 1.1.0
description:
  - Makes one host of each customer document below a folder. The host's name is the customer's id, its variables are the sections of the document.
  - All hosts are in the group C(customers), and in C(provider_carrierx) or C(provider_odin), C(state_live), C(state_suspended) or C(state_ceased),
    C(environment_production) or C(environment_test), and C(tag_) followed by each of their tags. What Ansible does not allow in names of groups
    becomes an underscore.
  - The source is a YAML file whose name ends in C(customers.yml) or C(customers.yaml).
  - Documents are checked against their schema. All files that cannot be read, all violations of the schema and all ids that are used twice are
    reported at once, each with file, line and column, and then there are no hosts at all.
  - A document holds plain values. Templates and tags such as C(!vault) are refused, nothing in a document is ever templated.
extends_documentation_fragment:
  - ansible.builtin.constructed
notes:
  - Ansible goes on without the hosts of a source that it cannot parse, with a warning. Set C(any_unparsed_is_failed) in the section
    C([inventory]) of C(ansible.cfg), or the environment variable C(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED), to have it stop.
  - Keep the documents out of folders that are inventory sources themselves. Ansible would take each of them for an inventory.
requirements:
  - jsonschema
options:
  plugin:
    description: The name of this plugin.
    type: str
    required: true
    choices: [telecom.trunking.customers]
  path:
    description:
      - Folders of documents, or single documents, as seen from the folder of the configuration file.
      - Of a folder, all files below it whose names end in C(.yml), C(.yaml) or C(.json) are documents, but not those whose names start with a dot,
        nor those in folders whose names do, nor the configuration file itself.
    type: list
    elements: str
    required: true
seealso:
  - plugin: ansible.builtin.constructed
    plugin_type: inventory
author:
  - telecom.trunking contributors (@telecom-trunking)
"""

EXAMPLES = r"""
# inventory/customers.yml. These two lines are enough where the folder customers beside the folder inventory has a document for each customer.
plugin: telecom.trunking.customers
path: ../customers

# Groups and variables of one's own. A misspelt expression is to be an error, not a group without hosts.
strict: true
compose:
  carrierx_partner: provider.partner | default('main')
groups:
  large: contract is defined and (contract.channels | default(0)) > 500
keyed_groups:
  # region_us, region_ca
  - key: contract.regions | default([])
    prefix: region
"""

import os

from ansible.errors import AnsibleParserError
from ansible.module_utils.basic import missing_required_lib
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible.utils.path import unfrackpath

from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.customer import CUSTOMER
from ansible_collections.telecom.trunking.plugins.module_utils.validation import place
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder, printable, same_customer, shown

GROUP = "customers"
ID = ("customer", "id")


# Not Cacheable: files would have to be read and compared anyway to tell whether what was kept is still true.
class InventoryModule(BaseInventoryPlugin, Constructable):
    NAME = "telecom.trunking.customers"

    def verify_file(self, path):
        return super().verify_file(path) and path.endswith(("customers.yml", "customers.yaml"))

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        _require("jsonschema")
        config = os.path.abspath(path)
        found = folder([unfrackpath(each, follow=False, basedir=os.path.dirname(config)) for each in self.get_option("path")], leave_out=[config])
        if not found:
            # Nobody has no customers. An inventory that were synchronised with nothing would lose every host.
            self._refuse(f"{shown(config)}: there are no customer documents in {', '.join(self.get_option('path')) or 'no path'}")
        refused = sorted({*problems(found), *self._known_from_elsewhere(found, config)})
        if refused:
            self._refuse("\n".join([_headline(refused, found), *(_line(*problem) for problem in refused)]))
        # Nothing was added until now: a source with a problem has no hosts, not some.
        inventory.add_group(GROUP)
        for loaded in found:
            self._add(loaded, os.path.dirname(config))

    def _refuse(self, text):
        if not hasattr(self.display, "error_as_warning"):
            # Before 2.19 Ansible folds the lines of what is raised here into one paragraph.
            self.display.error(text, wrap_text=False)
        raise AnsibleParserError(text)

    def _known_from_elsewhere(self, found, config):
        """Ids that another source has given to a host already; the two would silently become one."""
        for loaded in found:
            host = self.inventory.hosts.get(loaded.customer())
            if host and "customer_file" in host.vars and host.vars.get("inventory_file") != config:
                yield _problem(loaded, ID, f"is a customer of {shown(host.vars['inventory_file'])} too")

    def _add(self, loaded, home):
        document, name = loaded.document, loaded.customer()
        self.inventory.add_host(name)
        for group in map(self._sanitize_group_name, groups(document)):
            self.inventory.add_group(group)
            self.inventory.add_host(name, group=group)
        for key, value in document.items():
            self.inventory.set_variable(name, key, value)
        self.inventory.set_variable(name, "customer_file", os.path.relpath(loaded.path, home))
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), self.inventory.hosts[name].get_vars(), name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), {}, name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), {}, name, strict=strict)


def groups(document):
    """The names of a customer's groups, not yet brought into the form that Ansible allows."""
    customer = document["customer"]
    yield GROUP
    yield f"provider_{document['provider']['kind']}"
    for name in ("state", "environment"):
        yield f"{name}_{customer.get(name, CUSTOMER['properties'][name]['default'])}"
    for tag in customer.get("tags", ()):
        yield f"tag_{tag}"


def problems(found):
    """What is wrong with documents, each by itself and together: ``(file, line, column, message)`` in no order."""
    for loaded in found:
        for line, column, message in loaded.problems:
            yield shown(loaded.path), line, column, message
        if loaded.document is None:
            continue
        refused = {line for line, _column, _message in loaded.problems}
        for path, message in documents.problems(loaded.document):
            # What YAML made of a refused value is often no valid value either. That need not be said of the same line.
            if loaded.position(path)[0] not in refused:
                yield _problem(loaded, path, message)
    for loaded, other in same_customer(found):
        yield _problem(loaded, ID, f"is the id of {other.where(ID)} too")


def _problem(loaded, path, message):
    return shown(loaded.path), *loaded.position(path), place(loaded.document, path) + message


def _headline(refused, found):
    bad = len({file for file, *_where in refused})
    return f"{len(refused)} problem{'s' * (len(refused) > 1)} in {bad} of {len(found)} customer documents"


def _line(file, line, column, message):
    return printable(f"{file}:{line}:{column}: {message}")


def _require(package):
    """Ansible's usual words where a package is missing."""
    try:
        __import__(package)
    except ImportError as error:
        raise AnsibleParserError(missing_required_lib(package)) from error
