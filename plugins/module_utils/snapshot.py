# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider's objects read once, for many tasks of one run that know of each other's writes. Private to the collection."""

from __future__ import annotations

from threading import Lock, RLock

from ansible_collections.telecom.trunking.plugins.module_utils import compare, plan
from ansible_collections.telecom.trunking.plugins.module_utils.errors import LostAnswer


class Snapshot:
    """Has the methods of a provider's API and answers reads from what was read before, as far as that is known to be whole.

    Listings are read when they are first needed, in one go. What is written is kept, so that a task finds what another one has made
    without asking. Safe for several threads as long as no two of them work on the same object.

    :param api: the provider's API.
    """

    def __init__(self, api):
        self.api = api
        self.client = api.client
        self._shelves = {}
        self._lock = Lock()

    # Reading -------------------------------------------------------------------------------------------------------

    def find(self, kind, name, parent=None):
        return self._shelf(kind, parent).named(name)

    def all(self, kind, parent=None, where=None):
        items = self._shelf(kind, parent).all()
        return [item for item in items if all(item.get(attribute) == value for attribute, value in (where or {}).items())]

    def get(self, kind, ident, parent=None):
        return self._shelf(kind, parent).get(ident)

    def fresh(self, kind, ident, parent=None):
        """Nothing newer than what was found: the plan was made of it a moment ago."""
        return None

    def offered(self, kind, name):
        return self.api.offered(kind, name)

    def generate(self, kind, attribute, parent=None):
        return self.api.generate(kind, attribute, parent)

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
        shelf.put({**{child.inside: [] for child in kind.children()}, **body, **answer})
        self._tell_parent(kind, parent)
        return answer

    def update(self, kind, ident, body, parent=None):
        shelf = self._shelf(kind, parent)
        answer = self.api.update(kind, ident, body, parent)
        before = shelf.get(ident) or {}
        # Renamed, where the name is the id.
        shelf.remove(ident)
        shelf.put({**before, **body, **(answer or {})})
        self._tell_parent(kind, parent)
        return answer

    def delete(self, kind, ident, parent=None):
        self.api.delete(kind, ident, parent)
        self._shelf(kind, parent).remove(ident)
        self._tell_parent(kind, parent)

    def _tell_parent(self, kind, parent):
        if kind.parent:
            holder = self._shelf(kind.parent, None).get(parent[kind.parent.id])
            if holder is not None:
                holder[kind.inside] = self._shelf(kind, parent).all()

    # Shelves -------------------------------------------------------------------------------------------------------

    def _shelf(self, kind, parent):
        where = (kind.name, *((parent[kind.parent.id],) if kind.parent else (parent or {}).values()))
        if where not in self._shelves:
            if kind.parent:
                # As it is kept here, with the children that it lists.
                parent = self._shelf(kind.parent, None).get(parent[kind.parent.id]) or parent
            with self._lock:
                self._shelves.setdefault(where, _Shelf(self.api, kind, parent))
        return self._shelves[where]


class _Shelf:
    """The objects of one kind at one place: in one partner's view, in one trunk group, in one group of a service provider."""

    def __init__(self, api, kind, parent):
        self.api, self.kind, self.parent = api, kind, parent
        self._objects, self._idents = {}, {}
        self._listed = False
        self._known_names, self._doubtful, self._read_alone = set(), set(), set()
        self._lock = RLock()

    def all(self):
        with self._lock:
            if not self._listed:
                self._keep(self.api.all(self.kind, self.parent))
                self._listed = True
            return list(self._objects.values())

    def named(self, name):
        """The objects of a name."""
        with self._lock:
            if name in self._doubtful:
                self._keep(self.api.find(self.kind, name, self.parent))
            elif self.kind.listed_whole and not self._listed:
                self.all()
            elif not self._listed and name not in self._known_names:
                self._keep(self.api.find(self.kind, name, self.parent))
                self._known_names.add(name)
            return [self._objects[ident] for ident in self._idents.get(name, ())]

    def get(self, ident):
        """The object of an id, None if there is none. One that shows all that its kind has is not read again."""
        with self._lock:
            found = self._objects.get(ident)
            if ident not in self._read_alone and (found is None or self._lacks(found)):
                read = self.api.get(self.kind, ident, self.parent)
                self._read_alone.add(ident)
                if read is not None:
                    self._put(read)
            return self._objects.get(ident)

    def _lacks(self, item):
        attributes = {**self.kind.attributes, **{child.inside: {} for child in self.kind.children() if child.inside}}
        return any(not compare.is_secret(prop) and not plan.known(prop, item, name) for name, prop in attributes.items())

    def put(self, item):
        """Keep an object as the API has it now."""
        with self._lock:
            self._put(item)

    def remove(self, ident):
        with self._lock:
            item = self._objects.pop(ident, None)
            if item is not None:
                self._idents.get(self._name(item), {}).pop(ident, None)

    def doubt(self, name):
        """Ask the API for this name from now on, until something of that name was written."""
        with self._lock:
            self._doubtful.add(name)

    def _keep(self, items):
        for item in items:
            self._put(item)

    def _put(self, item):
        ident = item[self.kind.id]
        self.remove(ident)
        self._objects[ident] = item
        self._idents.setdefault(self._name(item), {})[ident] = True
        self._doubtful.discard(self._name(item))

    def _name(self, item):
        return str(item.get(self.kind.key))
