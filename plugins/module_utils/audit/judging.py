# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What policy rules find in live state, as far as they can judge it. Pure. Private to the collection.

What could not be read costs the verdict about what it belongs to, and so does a defect in a rule. A rule knows nothing of that: it ends with an
error, and is asked again about the rest.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import states
from ansible_collections.telecom.trunking.plugins.module_utils.audit.partly import Partly, Unreadable


def judged(rule, customers):
    """What a rule finds about live state.

    :param customers: list of ``exposure.Live``.
    :returns: ``[(position in customers, path, text)]``, and why it has no verdict about something: ``[(position in customers, error)]``.
    """
    # Of a customer that has ceased what is there is there, and no call of it has to get through.
    about = [n for n, one in enumerate(customers) if rule.provider in (None, one.kind) and not (rule.service and one.state == states.CEASED)]
    return (_across if rule.scope == "fleet" else _each)(rule, customers, about)


def _each(rule, customers, about):
    made, lost = [], []
    for n in about:
        found, error = _tried(rule, [customers[n]])
        if error:
            rest, errors = _rest(rule, [customers[n]], [0])
            lost += [(n, one) for one in (error, *errors)]
            found = dict.fromkeys([*found, *rest])
        made += [(n, path, text) for _n, path, text in found]
    return made, lost


def _across(rule, customers, about):
    """What some customers have that could not be read, or that a rule stumbles over, says nothing about the others, nor about what else they have."""
    left, odd = about, {}
    while left:
        found, error = _tried(rule, [customers[n] for n in left])
        if not error:
            break
        mine = _odd_ones(rule, customers, left, error)
        # Whose attribute it was does not matter: rules about the customer itself tell what the API leaves out.
        odd.update({n: Unreadable(customers[n].document, error.name) if isinstance(error, Unreadable) else error for n in mine})
        left = sorted(set(left).difference(mine))
    certain = [(left[n], path, text) for n, path, text in found] if left else []
    rest = _rest(rule, [customers[n] for n in about], [about.index(n) for n in odd])[0]
    return list(dict.fromkeys([*certain, *((about[n], path, text) for n, path, text in rest)])), list(odd.items())


def _odd_ones(rule, customers, among, error):
    """Positions of the customers for whom a rule across customers has no verdict, all of them if it cannot be told."""
    if isinstance(error, Unreadable):
        return [n for n in among if _lacks(customers[n].document, error.name)] or among
    return [n for n in among if _stumbles(rule, customers[n])] or among


def _stumbles(rule, customer):
    """Whether a rule across customers has a defect that shows with this one alone."""
    error = _tried(rule, [customer])[1]
    return error is not None and not isinstance(error, Unreadable)


def _lacks(value, name):
    """Whether something of that name could not be read."""
    if isinstance(value, Partly) and name in value.unread:
        return True
    return any(_lacks(item, name) for item in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()))


def _tried(rule, customers):
    """What a rule finds, ``[(position in customers, path, text)]``, and the error that ended it, None if none did. What came before it counts."""
    found = []
    try:
        for one in _found(rule, customers):
            found.append(one)
    except Exception as error:
        return found, error
    return found, None


def _found(rule, customers):
    if rule.scope == "fleet":
        yield from rule.check(customers)
    else:
        yield from ((n, path, text) for n, customer in enumerate(customers) for path, text in rule.check(customer))


def _rest(rule, customers, odd):
    """What a rule finds about the elements of each section that it can judge, where it could not judge all that there is: it is not shown the others. What
    it says of anything else than an element, the sum of all trunks for example, does not count, as it has not seen all of them.

    :param odd: positions of the customers that it could not judge.
    :returns: findings as ``_tried`` gives them, and the errors of the elements that cannot be judged.
    """
    found, errors = [], []
    for section in dict.fromkeys(name for n in odd for name in customers[n].sections):
        views = dict(enumerate(customers))
        for n in odd:
            customer = views.pop(n)
            # Where it has no verdict without any element either, the reason is somewhere else.
            if not _tried(rule, [customer.showing(section, ())])[1]:
                odd_ones = _not_judged(rule, customer, section, customer.positions(section))
                views[n] = customer.showing(section, [position for position in customer.positions(section) if position not in odd_ones])
                errors += odd_ones.values()
        order = sorted(views)
        judged = _tried(rule, [views[n] for n in order])[0] if not views.keys().isdisjoint(odd) else ()
        found += [(order[n], path, text) for n, path, text in judged if path[:1] == (section,) and len(path) > 1]
    return found, errors


def _not_judged(rule, customer, section, positions):
    """``{position: error}`` of the elements of a section that a rule cannot judge. Mostly they are few, so it is shown half of them, and half of that."""
    error = _tried(rule, [customer.showing(section, positions)])[1]
    if error is None or len(positions) < 2:
        return dict.fromkeys(positions, error) if error else {}
    middle = len(positions) // 2
    return {**_not_judged(rule, customer, section, positions[:middle]), **_not_judged(rule, customer, section, positions[middle:])}
