# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider's objects read once, for many tasks of one run that know of each other's writes. Private to the collection."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from threading import Lock, RLock

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.errors import LostAnswer, TrunkingError


class Snapshot:
    """Has the methods of a provider's API and answers reads from what was read before, as far as that is known to be whole.

    Listings are read when they are first needed, in one go. What is written is kept, so that a task finds what another one has made
    without asking. What could not be read is not asked for again. Safe for several threads as long as no two of them work on the same object.

    :param api: the provider's API.
    """

    def __init__(self, api):
        self.api = api
        self.client = api.client
        self._shelves, self._places = {}, {}
        self._lock, self._forecasting = Lock(), False

    # Reading -------------------------------------------------------------------------------------------------------

    def keeps(self, kind):
        return kind.listed_whole

    def find(self, kind, name, parent=None):
        return self._shelf(kind, parent).named(name)

    def all(self, kind, parent=None, where=None):
        items = self._shelf(kind, parent).all()
        return [item for item in items if all(item.get(attribute) == value for attribute, value in (where or {}).items())]

    def referring(self, kind, attribute, target, ident, place=None):
        return self._shelf(kind, place).referring(target, ident)

    def get(self, kind, ident, parent=None):
        return self._shelf(kind, parent).get(ident)

    def alone(self, kind, ident, parent=None):
        return self._shelf(kind, parent).alone(ident)

    def fresh(self, kind, ident, parent=None):
        """Nothing newer than what was found: the plan was made of it a moment ago."""
        return None

    def unreadable(self, kind):
        """Whether a listing of a kind could not be read."""
        return any(shelf.kind is kind and shelf.unlisted for shelf in list(self._shelves.values()))

    def short(self, kind):
        return self.api.short(kind)

    def offered(self, kind, name):
        return self.api.offered(kind, name)

    def places(self, where):
        return self.api.places(where)

    def generate(self, kind, attribute, parent=None):
        return self.api.generate(kind, attribute, parent)

    # Forecasts -----------------------------------------------------------------------------------------------------

    @contextmanager
    def forecast(self):
        """While this lasts, reads tell what would be there after the operations of ``foresee``."""
        self._forecasting = True
        try:
            yield
        finally:
            self._forecasting = False
            for shelf in list(self._shelves.values()):
                shelf.foreseen.clear()

    def foresee(self, operations):
        """Take operations of a task in check mode for done, as far as they are on what is there: what would be created, ``planned`` names tell."""
        for operation in operations if self._forecasting else ():
            kind, shelf = operation.kind, self._shelf(operation.kind, operation.parent)
            there = shelf.get(operation.ident) if operation.ident in shelf.idents else None
            if there is not None:
                after = None if operation.action == "delete" else {**there, **operation.body}
                shelf.foresee(operation.ident, after)
                if kind.parent:
                    self._foresee_inside(kind, operation.parent[kind.parent.id], shelf)

    def _foresee_inside(self, kind, ident, shelf):
        holders = self._shelf(kind.parent, None)
        if ident in holders.idents and (holder := holders.get(ident)) is not None:
            holders.foresee(ident, {**holder, kind.inside: shelf.all()})

    # Writing -------------------------------------------------------------------------------------------------------

    def create(self, kind, body, parent=None):
        shelf = self._shelf(kind, parent)
        try:
            answer = self.api.create(kind, body, parent)
        except LostAnswer:
            # Whether it is there now is for the API to say.
            shelf.doubt(body[kind.key])
            raise
        # Nothing is in it yet, whether or not the answer says so.
        shelf.put({**{child.inside: [] for child in kind.children()}, **compare.canonical(kind.schema, body), **answer})
        self._spread(kind, parent)
        return answer

    def update(self, kind, ident, body, parent=None):
        shelf = self._shelf(kind, parent)
        answer = self.api.update(kind, ident, body, parent)
        before = shelf.known(ident) or {}
        # Renamed, where the name is the id.
        shelf.remove(ident)
        shelf.put({**before, **compare.canonical(kind.schema, body), **(answer or {})})
        self._spread(kind, parent)
        return answer

    def delete(self, kind, ident, parent=None):
        self.api.delete(kind, ident, parent)
        self._shelf(kind, parent).remove(ident)
        self._spread(kind, parent)

    def _spread(self, kind, parent):
        """What a write changes beyond its object: the parent lists it, and others at the same place may show it."""
        if kind.parent:
            holders = self._shelf(kind.parent, None)
            holder = holders.known(parent[kind.parent.id])
            if holder is not None:
                holders.put({**holder, kind.inside: self._shelf(kind, parent).all()})
        elif kind.place:
            self._forget(kind, tuple(parent.values()))

    def _forget(self, kind, place):
        """Read again what other kinds have at a place or below it: an assigned service brings capacities, a pilot user is the trunk group's, too."""
        with self._lock:
            deepest = len(place) == len(kind.place)
            for each in [place] if deepest else [each for each in self._places if each[: len(place)] == place]:
                for where in self._places.get(each, set()) - {(kind.name, *place)}:
                    self._shelves.pop(where, None)

    # Shelves -------------------------------------------------------------------------------------------------------

    def _shelf(self, kind, parent):
        where = (kind.name, *((parent[kind.parent.id],) if kind.parent else (parent or {}).values()))
        shelf = self._shelves.get(where)
        if shelf is not None:
            return shelf
        inside = None
        if kind.parent:
            # As it is kept here, with the children that it lists.
            holder = self._shelf(kind.parent, None).known(parent[kind.parent.id]) or parent
            inside = holder.get(kind.inside)
            # Without them: who asks the API wants its answer.
            parent = {name: value for name, value in parent.items() if name != kind.inside}
        with self._lock:
            if kind.place:
                self._places.setdefault(where[1:], set()).add(where)
            return self._shelves.setdefault(where, _Shelf(self.api, kind, parent, inside))


class _Shelf:
    """The objects of one kind at one place: in one partner's view, in one trunk group, in one group of a service provider.

    :param inside: the objects, if the parent lists them.
    """

    def __init__(self, api, kind, parent, inside=None):
        self.api, self.kind, self.parent = api, kind, parent
        self._objects, self._idents = {}, {}
        self._listed = inside is not None
        self._known_names, self._doubtful, self._read_alone = set(), set(), set()
        # What a forecast has told of objects that are there: {id: object as it would be, None if it would be gone}.
        self.foreseen = {}
        # Who refers to what, made when somebody first asks.
        self._references = None
        # What could not be read, and why. A thousand customers need it, and each would wait for all its retries. A 400, the answer where a service
        # is not assigned, is forgotten with the shelf when the service is assigned.
        self._failed = {}
        # The one is held while a listing is read, the other only to look and to put away.
        self._reading, self._lock = Lock(), RLock()
        self._keep(inside or ())

    def all(self):
        if not self._listed:
            with self._reading:
                if not self._listed:
                    self._keep(self._ask(self.api.all))
                    self._listed = True
        with self._lock:
            return self._now(self._objects.values())

    def _ask(self, read, *what):
        """
        :param read: method of the API, and ``what``, the name or id that it is asked for; nothing for the listing.
        :raises TrunkingError: as it did the first time.
        """
        asked = (read.__name__, *what)
        if asked in self._failed:
            raise _again(self._failed[asked])
        try:
            return read(self.kind, *what, self.parent)
        except TrunkingError as error:
            self._failed[asked] = _again(error)
            raise

    @property
    def unlisted(self):
        """Whether the listing could not be read."""
        return ("all",) in self._failed

    def named(self, name):
        """The objects of a name."""
        if name in self._doubtful:
            # It matters whether it is there: a failure of a moment is not kept.
            self._keep(self.api.find(self.kind, name, self.parent))
        elif not self._listed and self.kind.listed_whole:
            self.all()
        if name not in self._known_names and not self._has_all(name):
            self._keep(self._ask(self.api.find, name))
            self._known_names.add(name)
        with self._lock:
            return self._now(self._objects[ident] for ident in self._idents.get(name, ()))

    def _has_all(self, name):
        """Whether what was listed tells which objects have a name. A listing that is none, of users on trunk groups for example, lacks the others,
        and one that is shorter than it says may lack any.
        """
        whole = self.kind.listed_whole and not self.api.short(self.kind)
        return name in self._doubtful or (self._listed and (whole or bool(self._idents.get(name))))

    def known(self, ident):
        """The object of an id as far as it was read, None if it was not."""
        return self._objects.get(ident)

    def get(self, ident):
        """The object of an id, None if there is none."""
        if ident in self.foreseen:
            return self.foreseen[ident]
        return self._objects.get(ident) or (None if self._listed and self.kind.listed_whole else self.alone(ident))

    def alone(self, ident):
        """The object of an id with all that it has, which a listing may leave out. Read once."""
        if ident not in self._read_alone:
            read = self._ask(self.api.alone, ident)
            self._read_alone.add(ident)
            if read is not None:
                self.put({**self._objects.get(ident, {}), **read})
        there = self._objects.get(ident)
        if ident in self.foreseen:
            return self.foreseen[ident] and {**there, **self.foreseen[ident]}
        return there

    def referring(self, target, ident):
        """The objects that may refer to one of the kind ``target``."""
        self.all()
        with self._lock:
            if self._references is None:
                self._references = {}
                for item in self._objects.values():
                    self._note_references(item)
            referring = self._references.get((target.name, ident), ())
            found = {own: self._objects[own] for own in [*referring, *self.foreseen] if own in self._objects}
            return self._now(found.values())

    def put(self, item):
        """Keep an object as the API has it now."""
        with self._lock:
            ident = item[self.kind.id]
            self.remove(ident)
            self._objects[ident] = item
            self._idents.setdefault(self._name(item), {})[ident] = True
            self._doubtful.discard(self._name(item))
            if self._references is not None:
                self._note_references(item)

    def remove(self, ident):
        with self._lock:
            item = self._objects.pop(ident, None)
            if item is not None:
                self._idents.get(self._name(item), {}).pop(ident, None)

    @property
    def idents(self):
        """The ids of the objects that are there."""
        return self._objects.keys()

    def foresee(self, ident, after):
        """Tell an object as it would be, or that it would be gone if ``after`` is None."""
        with self._lock:
            self.foreseen[ident] = after

    def _now(self, items):
        if not self.foreseen:
            return list(items)
        now = (self.foreseen.get(item[self.kind.id], item) for item in items)
        return [item for item in now if item is not None]

    def doubt(self, name):
        """Ask the API for this name from now on, until something of that name was read or written."""
        self._doubtful.add(name)

    def _keep(self, items):
        for item in items:
            self.put(item)

    def _note_references(self, item):
        for kind_name, ident, _path in compare.references(self.kind.schema, item):
            self._references.setdefault((kind_name, ident), {})[item[self.kind.id]] = True

    def _name(self, item):
        return str(item.get(self.kind.key))


def _again(error):
    """The same error for somebody else, who puts facts of his own into it."""
    again = copy.copy(error)
    again.facts = dict(error.facts)
    return again
