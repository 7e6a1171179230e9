# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy rule is and what it finds. Pure. Private to the collection.

A rule is a function that yields where something is wrong and what. It says nothing about the place in its text: the place is put in front
of it (``trunk_groups[0] (acme-voice).acls[0]: ...``). It reads the document only, no file, no clock and no API, so that it can judge what
was read from an API just as well.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Rule:
    """One policy rule.

    :ivar id: stable name, kebab-case, its area in front. Waivers refer to it.
    :ivar severity: ``error`` fails a validation, ``warning`` and ``info`` do not.
    :ivar title: what is wrong, in half a line.
    :ivar why: what it leads to; ``fix``: what to do about it.
    :ivar check: the function. See ``rule``, ``fleet_rule``, ``live_rule`` and ``waiver_rule`` for its shape, which ``scope`` tells.
    :ivar provider: the provider kind that the rule is about, None for all.
    :ivar ceased: whether it is about customers that have ceased as well.
    :ivar live: whether it makes sense about what is at the provider, too. Not if it is about what a document says and the provider does not keep.
    :ivar service: whether it is about calls that are to get through. What is left of a customer that has ceased may be dangerous, and no call of it has to.
    """

    id: str
    severity: str
    area: str
    title: str
    why: str
    fix: str
    check: object
    scope: str
    provider: str | None
    ceased: bool = False
    live: bool = True
    service: bool = False


def rule(name, severity, *, area, title, why, fix, provider=None, live=True, service=False):
    """Declares a rule about one document: ``(customer) -> iterator of (path, text)``."""
    return _declare("document", name, severity, area, title, why, fix, provider, live=live, service=service)


def live_rule(name, severity, *, area, title, why, fix, provider=None, service=False):
    """Declares a rule about what only the provider knows: ``(customer) -> iterator of (path, text)``, the customer being ``audit.exposure.Live``.

    A validation does not run it.
    """
    return _declare("live", name, severity, area, title, why, fix, provider, service=service)


def fleet_rule(name, severity, *, area, title, why, fix, provider=None, ceased=False, live=True, service=False):
    """Declares a rule across documents: ``(customers) -> iterator of (position in customers, path, text)``. It has to be linear in them."""
    return _declare("fleet", name, severity, area, title, why, fix, provider, ceased, live, service)


def waiver_rule(name, severity, *, area, title, why, fix):
    """Declares a rule about waivers: ``(customer, review) -> iterator of (path, text)``, run after all others. See ``Review``.

    What it finds cannot be waived: a waiver does not vouch for waivers.
    """
    return _declare("waivers", name, severity, area, title, why, fix, None, live=False)


def _declare(scope, name, severity, area, title, why, fix, provider, ceased=False, live=True, service=False):
    if severity not in SEVERITIES:
        raise ValueError(f"{name}: {severity} is not one of {', '.join(SEVERITIES)}")
    return lambda function: Rule(name, severity, area, title, why, fix, function, scope, provider, ceased, live, service)


@dataclass(frozen=True)
class Waiver:
    """A finding that somebody answers for, until a day.

    :ivar position: its place in the document's ``waivers``.
    :ivar path: what it covers, with everything inside; None for the whole document.
    :ivar expires: the last day on which it counts, None if it says none.
    """

    position: int
    rule: str
    path: tuple | None
    reason: str
    ticket: str | None
    expires: datetime.date | None

    def counts(self, today):
        return self.expires is None or today <= self.expires

    def covers(self, rule_id, path):
        return self.rule == rule_id and (self.path is None or tuple(path[: len(self.path)]) == self.path)


@dataclass(frozen=True)
class Review:
    """What the rules about waivers need to know beside the document.

    :ivar rules: every rule by id.
    :ivar disabled: ids of the rules that did not run.
    :ivar used: positions of the waivers that a finding met.
    """

    rules: dict
    disabled: frozenset
    used: frozenset


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found.

    :ivar customer: id of the customer, and ``index``, the document's position among those that were checked.
    :ivar path: keys and positions that lead to the value in the document.
    :ivar message: the place, what is wrong and the figure, in one line.
    :ivar waived: the waiver that takes it off, None if it counts.
    """

    rule: str
    severity: str
    customer: str
    index: int
    path: tuple
    message: str
    fix: str
    waived: Waiver | None = None
