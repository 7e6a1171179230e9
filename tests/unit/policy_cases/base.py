# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of the tables in this folder: for each policy rule, documents that it finds something in, and documents that nearly are such.

A table is ``CASES``, a list of ``Case``. Every rule is in at least one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook

TODAY = datetime.date(2026, 7, 1)


@dataclass(frozen=True)
class Case:
    """What one rule finds, and what it does not.

    :ivar bad: the document, or a list of documents, that the rule finds something in.
    :ivar found: ``{path as text: message without the place}`` of all that this rule finds in the first document of ``bad``.
    :ivar near: documents, or lists of documents, in which it finds nothing.
    :ivar known_rules: as for ``rulebook.check``.
    """

    rule: str
    bad: object
    found: dict
    near: list = field(default_factory=list)
    known_rules: tuple = ()

    def __str__(self):
        return f"{self.rule}: {', '.join(self.found.values())}"[:100]


def carrierx(**sections):
    """A CarrierX customer in production, without anything that a rule could object to."""
    return {"customer": {"id": "acme"}, "provider": {"kind": "carrierx"}, **sections}


def named(customer_id, document, **attributes):
    """The document of another customer, or with other attributes of the customer."""
    return {**document, "customer": {**document["customer"], "id": customer_id, **attributes}}


def findings(rule, documents, known_rules=()):
    """What one rule finds: ``[(index, message)]``."""
    documents = documents if isinstance(documents, list) else [documents]
    return [(one.index, one.message) for one in rulebook.check(documents, TODAY, known_rules=known_rules) if one.rule == rule]
