# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all collections have in common: list, create, read, change, delete. Quirks are overridden methods elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..exchange import ApiError
from ..switches import Switches
from . import filters
from .bodies import Check
from .call import Call
from .listing import ordered, page
from .store import Collection, Store, new_sid

NOT_FOUND = "Cannot find item by SID"
NO_NAME = "N/A"
PARTNER_SECRETS = ("password", "client_id", "client_secret")


def stringified(value: Any) -> Any:
    """The value with all integers as strings, booleans untouched (section 12, quirk 4)."""
    if isinstance(value, dict):
        return {name: stringified(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [stringified(inner) for inner in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Resource:
    """One collection. ``area`` is that of its scopes, ``page_size`` the limit where the client gives none."""

    name = ""
    area = ""
    table: dict = {}
    page_size = 10
    counted = True
    hidden: tuple = ()
    ignored: tuple = ()
    label = "name"

    def __init__(self, store: Store, switches: Switches) -> None:
        self.store = store
        self.switches = switches
        self.objects: Collection = getattr(store, self.name)

    # Reading

    def owned(self, call: Call, one: dict) -> bool:
        """Whether the caller may know of the object at all."""
        return one.get("partner_sid") in call.family

    def readable(self, call: Call, one: dict) -> bool:
        """Whether GET shows it."""
        return self.owned(call, one)

    def find(self, call: Call, reading: bool = False) -> dict:
        """The object that the path names. Raises 404."""
        one = self.objects.get(call.path[-1])
        if one is None or not (self.readable if reading else self.owned)(call, one):
            raise ApiError(404, NOT_FOUND)
        return one

    def present(self, call: Call, one: dict, place: str) -> dict:
        """The object as answered; ``place`` is "list", "get" or "write"."""
        return public(one, self.hidden)

    def related(self, call: Call, one: dict) -> dict:
        """The ``partner`` that with_related adds."""
        if not call.flag("with_related"):
            return {}
        partner = self.store.partners.get(one["partner_sid"])
        return {"partner": partner and public(partner, PARTNER_SECRETS)}

    def read(self, call: Call) -> dict:
        return self.present(call, self.find(call, reading=True), "get")

    def list(self, call: Call) -> dict:
        clauses = self.clauses(call)
        chosen = [
            one
            for one in self.candidates(call, clauses)
            if self.readable(call, one) and all(filters.holds(clause, self.at(call, one, clause.path)) for clause in clauses)
        ]
        chosen = ordered(call.request, chosen, self.table)
        largest = self.switches.page_limit_max
        return page(call.request, chosen, lambda one: self.present(call, one, "list"), self.page_size, largest, self.counted)

    def clauses(self, call: Call) -> tuple:
        source = call.request.query.get("filter")
        if source is None:
            return ()
        if not self.switches.filter_supported:
            raise ApiError(400, "filter is not supported")
        try:
            clauses = filters.parse(source)
        except ValueError as error:
            raise ApiError(400, str(error)) from error
        for clause in clauses:
            if not self.filterable(clause.path):
                raise ApiError(400, f"filter: unknown attribute {'.'.join(clause.path)}")
        return clauses

    def filterable(self, path: tuple) -> bool:
        return filters.known(path, self.table)

    def at(self, call: Call, one: dict, path: tuple) -> list:
        """The values that a filter compares."""
        return filters.leaves(one, path)

    def candidates(self, call: Call, clauses: tuple) -> Iterable:
        """All objects that may match, by the best index there is."""
        for clause in clauses:
            if clause.operator == "eq" and len(clause.path) == 1 and clause.path[0] in self.objects.indexed:
                if clause.quoted or clause.text != "null":
                    return self.objects.listed_by(clause.path[0], clause.text)
        return self.objects.listed()

    # Writing

    def check(self) -> Check:
        switches = self.switches
        return Check(switches.strict_enums, switches.unknown_attributes, switches.read_only_attributes)

    def settle(self, call: Call, check: Check, owner: str) -> None:
        """Raise what the check found: 403 for a foreign partner, 409 or 422 with all problems."""
        for place, kind, sid in check.references:
            if kind == "partners":
                if sid not in call.family:
                    raise ApiError(403, "Forbidden")
            elif not self.refers(call, kind, sid, owner):
                check.refuse(place, f"cannot find {kind} item by SID")
        if check.problems:
            raise ApiError(self.switches.validation_status, "object validation error", check.problems)

    def refers(self, call: Call, kind: str, sid: str, owner: str) -> bool:
        """Whether the sid names something that the caller or the object's owner may refer to."""
        if kind == "locations":
            return True
        target = getattr(self.store, kind).get(sid)
        if target is None:
            return False
        reach = call.family
        if kind == "rules":
            parent = self.store.parent
            reach = {call.partner_sid, parent(call.partner_sid), owner, parent(owner)}
        return target["partner_sid"] in reach

    def unique(self, one: dict) -> None:
        """Raises 409 where names are switched to unique and another object of the same home has this one's."""
        name = one.get(self.label)
        if self.switches.unique_names == "allow" or name in (None, NO_NAME):
            return
        for other in self.objects.all():
            same_home = other.get("partner_sid") == one.get("partner_sid") and other.get("_group") == one.get("_group")
            if same_home and other.get(self.label) == name and other[self.objects.key] != one[self.objects.key]:
                problem = {"field": self.label, "message": "this name already exists", "reference_sid": other[self.objects.key]}
                raise ApiError(409, "object validation error", [problem])

    def create(self, call: Call, body: dict) -> dict:
        check = self.check()
        new = check.create(self.table, body, ignore=self.ignored)
        new[self.objects.key] = new_sid()
        self.adopt(call, new)
        self.prepare(call, new, body, check)
        self.settle(call, check, self.owner(call, new))
        self.unique(new)
        return self.present(call, self.objects.put(new), "write")

    def change(self, call: Call, body: dict, whole: bool = False) -> dict:
        """PATCH, or PUT with ``whole``."""
        one = self.find(call)
        self.guard(call, one)
        check = self.check()
        given = check.change(self.table, body, {**one, **self.present(call, one, "get")}, self.ignored, whole)
        if given.get("partner_sid", "") is None:
            del given["partner_sid"]
        if self.switches.map_patch == "merge" and not whole:
            given = {name: merged(one.get(name), value) for name, value in given.items()}
        new = {**one, **given}
        self.revise(call, one, new, body, check)
        self.settle(call, check, self.owner(call, new))
        self.unique(new)
        return self.present(call, self.objects.put(new), "write")

    def replace(self, call: Call, body: dict) -> dict:
        return self.change(call, body, whole=True)

    def delete(self, call: Call) -> None:
        one = self.find(call)
        self.guard(call, one)
        self.release(call, one)
        self.objects.drop(one[self.objects.key])

    # Quirks

    def adopt(self, call: Call, new: dict) -> None:
        """Say in a new object where it belongs."""
        new["partner_sid"] = new.get("partner_sid") or call.partner_sid

    def owner(self, call: Call, one: dict) -> str:
        """The partner that the object belongs to."""
        return one["partner_sid"]

    def guard(self, call: Call, one: dict) -> None:
        """Raise when the caller sees the object but may not write it."""

    def prepare(self, call: Call, new: dict, body: dict, check: Check) -> None:
        """Complete a new object in place."""

    def revise(self, call: Call, old: dict, new: dict, body: dict, check: Check) -> None:
        """Adjust a changed object in place."""

    def release(self, call: Call, one: dict) -> None:
        """Do what has to happen before the object goes, or raise 409."""


def public(one: dict, hidden: tuple = ()) -> dict:
    """The object without what is the emulator's own (names with an underscore) and what is never answered."""
    return {name: value for name, value in one.items() if name[0] != "_" and name not in hidden}


def merged(old: Any, new: Any) -> Any:
    return {**old, **new} if isinstance(old, dict) and isinstance(new, dict) else new


def conflict(message: str, field: str, reference_sid: str) -> ApiError:
    return ApiError(409, message, [{"field": field, "message": message, "reference_sid": reference_sid}])
