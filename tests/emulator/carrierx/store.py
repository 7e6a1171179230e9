# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stored objects. Objects are never changed in place: every write puts a new dict."""

from __future__ import annotations

import uuid
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from time import monotonic


def new_sid() -> str:
    return str(uuid.uuid4())


def timestamp(days: float = 0) -> str:
    """Now, or so many days from now, as the API writes it: ISO 8601, UTC, milliseconds, Z (section 2)."""
    moment = datetime.now(timezone.utc) + timedelta(days=days)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Collection:
    """Objects of one kind by sid, in sid order, with an index for each attribute in ``indexed``.

    ``lag`` seconds long, lists do not know of a write: ``listed`` and ``listed_by`` show what was there before.
    """

    def __init__(self, key: str, *indexed: str) -> None:
        self.key = key
        self.indexed = indexed
        self.lag = 0.0
        self.clear()

    def clear(self) -> None:
        self.objects: dict = {}
        self.order: list = []
        self.index: dict = {name: {} for name in self.indexed}
        self.recent: deque = deque()

    def get(self, sid: str) -> dict | None:
        return self.objects.get(sid)

    def put(self, new: dict) -> dict:
        """Store a new or changed object and return it."""
        sid = new[self.key]
        old = self.objects.get(sid)
        if old is None:
            insort(self.order, sid)
        self.swap(sid, old, new)
        self.objects[sid] = new
        return new

    def drop(self, sid: str) -> None:
        self.swap(sid, self.objects.pop(sid), None)
        del self.order[bisect_left(self.order, sid)]

    def swap(self, sid: str, old: dict | None, new: dict | None) -> None:
        if self.lag:
            self.forget()
            self.recent.append((monotonic(), sid, old))
        for name, index in self.index.items():
            if old is not None:
                sids = index.get(old.get(name), set())
                sids.discard(sid)
                if not sids:
                    index.pop(old.get(name), None)
            if new is not None:
                index.setdefault(new.get(name), set()).add(sid)

    def all(self) -> Iterator:
        return (self.objects[sid] for sid in self.order)

    def by(self, name: str, value: str | None) -> list:
        """The objects with this value in an indexed attribute, in sid order."""
        return [self.objects[sid] for sid in sorted(self.index[name].get(value, ()))]

    def forget(self) -> None:
        """Drop the writes that lists know of by now."""
        horizon = monotonic() - self.lag
        while self.recent and self.recent[0][0] <= horizon:
            self.recent.popleft()

    def behind(self) -> dict:
        """sid -> the object that lists still show in place of the present one, None where they show none yet."""
        self.forget()
        seen: dict = {}
        for _moment, sid, old in self.recent:
            seen.setdefault(sid, old)
        return seen

    def listed(self) -> Iterator:
        """All objects as lists show them."""
        behind = self.behind() if self.recent else {}
        if not behind:
            return self.all()
        shown = {**self.objects, **behind}
        return (shown[sid] for sid in sorted(shown) if shown[sid] is not None)

    def listed_by(self, name: str, value: str | None) -> list:
        """The objects with this value as lists show them."""
        if self.recent and self.behind():
            return [one for one in self.listed() if one.get(name) == value]
        return self.by(name, value)


class Store:
    """All collections of the API and the partner tree."""

    def __init__(self) -> None:
        self.partners = Collection("partner_sid", "login", "parent_sid")
        self.tokens = Collection("token_sid", "access_token")
        self.endpoints = Collection("endpoint_sid", "name", "partner_sid")
        self.rules = Collection("rule_sid", "name", "partner_sid")
        self.trunk_groups = Collection("trunk_group_sid", "name")
        self.trunks = Collection("trunk_sid", "name", "endpoint_sid", "_group")
        self.dids = Collection("did_sid", "phonenumber", "trunk_group_sid")
        self.available_dids = Collection("did_sid", "phonenumber")
        self.did_groups = Collection("did_group_sid")
        self.locations = Collection("location_sid")
        self.batch_tasks = Collection("task_sid")
        self.main_partner = ""

    @property
    def collections(self) -> dict:
        return {name: value for name, value in vars(self).items() if isinstance(value, Collection)}

    def set_lag(self, seconds: float) -> None:
        for collection in self.collections.values():
            collection.lag = seconds

    def family(self, partner_sid: str) -> set:
        """A partner and all its descendants."""
        found, fresh = set(), {partner_sid}
        while fresh:
            found |= fresh
            fresh = {child for sid in fresh for child in self.partners.index["parent_sid"].get(sid, ())} - found
        return found

    def parent(self, partner_sid: str) -> str | None:
        partner = self.partners.get(partner_sid)
        return partner["parent_sid"] if partner else None
