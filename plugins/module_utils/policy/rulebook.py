# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy: what is wrong with customer documents beyond their form. Pure. Private to the collection.

``check`` is the way in. A new rule is a function in the module of its area, a new area a module in ``AREAS``.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.policy import acls, capacity, endpoints, handlers, live, numbers, odin, routing, waivers
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import Customer
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import Finding, Review, Rule

# The order of findings and of the documentation.
AREAS = (endpoints, acls, routing, capacity, handlers, odin, numbers, live, waivers)


def _rules():
    found = [one for area in AREAS for one in vars(area).values() if isinstance(one, Rule)]
    rules = {one.id: one for one in found}
    if len(rules) < len(found):
        raise ValueError("two policy rules have the same id")
    return rules


RULES = _rules()


def check(documents, today, disabled=(), known_rules=()):
    """Findings about customer documents, in the order of the documents, then of ``RULES``.

    :param documents: documents that ``documents.problems`` has nothing against. Rules across customers see all of them.
    :param today: the day for which dates are judged.
    :param disabled: ids of rules that do not run.
    :param known_rules: access control rules that exist outside of the documents, the provider's own: names, or maps with the attributes of
        ``access_control_rules``, which also tell what a rule does. Empty if nobody has told what there is.
    :returns: list of ``Finding``. A waived one is in it, with ``waived`` set. Customers that have ceased have none but about names.
    """
    outside = _by_name(known_rules)
    return run(RULES, [Customer(document, today, outside) for document in documents], frozenset(disabled))


def _by_name(known_rules):
    """What ACLs may refer to, by name and by id."""
    found = {}
    for one in known_rules:
        attributes = one if isinstance(one, dict) else {"name": one}
        for reference in ("name", "rule_sid"):
            if attributes.get(reference):
                found.setdefault(str(attributes[reference]), []).append({name: value for name, value in attributes.items() if name != "name"})
    return found


def run(rules, customers, disabled=frozenset()):
    """Findings of rules about customers. See ``check``."""
    order = {name: n for n, name in enumerate(rules)}
    active = [one for one in rules.values() if one.id not in disabled]
    found = [finding for one in active if one.scope in ("document", "fleet") for finding in _findings(one, customers)]
    used = [set() for _customer in customers]
    for finding in found:
        used[finding.index] |= {waiver.position for waiver in customers[finding.index].waivers if waiver.covers(finding.rule, finding.path)}
    for one in active:
        if one.scope == "waivers":
            for n in _concerned(one, customers):
                review = Review(rules, disabled, frozenset(used[n]))
                found += [_finding(one, customers, n, path, text) for path, text in one.check(customers[n], review)]
    return sorted(found, key=lambda finding: (finding.index, order[finding.rule]))


def _concerned(one, customers):
    """Positions of the customers that a rule is about. What a customer that has ceased still says in its document does no harm any more,
    but for the names of what is going to be taken off.
    """
    return [n for n, customer in enumerate(customers) if one.provider in (None, customer.kind) and (one.ceased or customer.state != "ceased")]


def _findings(one, customers):
    about = _concerned(one, customers)
    if one.scope == "fleet":
        for n, path, text in one.check([customers[n] for n in about]):
            yield _finding(one, customers, about[n], path, text)
    else:
        for n in about:
            for path, text in one.check(customers[n]):
                yield _finding(one, customers, n, path, text)


def _finding(one, customers, index, path, text):
    customer = customers[index]
    waivable = customer.waivers if one.scope != "waivers" else []
    counting = [waiver for waiver in waivable if waiver.counts(customer.today) and waiver.covers(one.id, path)]
    message = f"{customer.place(path)}: {text}"
    return Finding(one.id, one.severity, customer.id, index, tuple(path), message, one.fix, counting[0] if counting else None)
