# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is live, as far as it can be read. Reads only. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import compare, plan
from ansible_collections.telecom.trunking.plugins.module_utils.errors import TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.gather import View


class Reading(View):
    """The objects of one place by section, whether or not some of it can be read.

    :ivar unread: ``{kind name: error}`` of listings that could not be read.
    :ivar unread_in: ``{(kind name, id of the object around)}`` of those listings that are of one object each.
    :ivar incomplete: ``{kind name: (arrived, announced)}`` of listings that were shorter than they say.
    :ivar listed: ``{kind name: [canonical objects]}``, everything in the listing, whoever it belongs to.
    :ivar lacking: ``{(kind name, id): [attributes]}`` that the API leaves out also when asked for the object alone.
    :ivar unread_above: ``{(Member, owner): error}`` of what stands above the lists of live objects and could not be read.
    """

    def __init__(self, layout, api, where, width=8):
        super().__init__(layout, api, where, width)
        self.unread, self.incomplete, self.listed, self.lacking, self._by_id = {}, {}, {}, {}, {}
        self.unread_in = set()
        self.unread_above, self._above, self._referred_above = {}, {}, {}

    @property
    def kinds(self):
        """Every kind of object that is at the place."""
        return {section.kind.name: section.kind for outer in self.sections for section in (outer, *outer.parts)}

    def mine(self, section):
        """The objects of a section that may be managed and are at the place, also those that share their name."""
        kind = section.kind
        return [item for item in self.listed.get(kind.name, ()) if kind.ours(item) and self._inside(kind, item)]

    def one(self, kind, ident):
        """An object of the listing by its id, None if it is not in it."""
        if kind.name not in self._by_id:
            self._by_id[kind.name] = {item[kind.id]: item for item in self.listed.get(kind.name, ())}
        return self._by_id[kind.name].get(ident)

    def children(self, section, part, item):
        """The objects of a part in an object."""
        return self.parts.get(part.name, {}).get(self._holder(section, part, item), [])

    def knows_children(self, section, part, item):
        """Whether those are all. What could not be listed of one object says nothing about another."""
        kind = part.kind
        return (kind.name, item[section.kind.id]) not in self.unread_in if kind.parent else kind.name not in self.unread

    def _holder(self, section, part, item):
        """What children know the object around them by: names may be shared, ids are not."""
        return item[section.kind.id if part.kind.parent else section.kind.key]

    def unknown_of(self, kind, item):
        """The attributes that the API leaves out of an object."""
        return self.lacking.get((kind.name, item[kind.id]), [])

    def _told_apart(self, section, items):
        """All: which of those that share a name is meant nobody knows, and each is live."""
        return items

    def _list(self, section):
        kind = section.kind
        try:
            items = super()._list(section)
        except TrunkingError as error:
            self.unread[kind.name], items = error, []
        short = self.api.short(kind)
        if short:
            self.incomplete[kind.name] = short
        self.listed[kind.name] = items
        return items

    def _whole(self, kind, item):
        try:
            item = super()._whole(kind, item)
        except TrunkingError as error:
            self.unread.setdefault(kind.name, error)
        self._note_lacking(kind, item)
        return item

    def _note_lacking(self, kind, item):
        lacking = [n for n, p in kind.attributes.items() if not compare.is_secret(p) and not plan.known(p, item, n)]
        if lacking:
            self.lacking[kind.name, item[kind.id]] = lacking

    def _children(self, section, part):
        kind, found = part.kind, {}
        if not kind.parent:
            return super()._children(section, part)
        for item in self.mine(section):
            try:
                children = self.api.all(kind, item)
            except TrunkingError as error:
                self.unread.setdefault(kind.name, error)
                self.unread_in.add((kind.name, item[section.kind.id]))
                continue
            for child in children:
                self._note_lacking(kind, child)
                found.setdefault(self._holder(section, part, item), []).append(child)
        return found

    def words(self, prop, value):
        """A canonical value in the words of a document."""
        return self._value(prop, value)

    def document_of(self, section, items):
        """Objects in the words of a document, in the order given, each with its parts."""
        made = []
        for item in items:
            said = self._item(section, item)
            for part in section.parts:
                said[part.name] = [self._item(part, child) for child in self.children(section, part, item)]
            made.append(said)
        return made

    # What stands above -----------------------------------------------------------------------------------------------

    def wants_above(self):
        """``{(Member, owner): None}``: whose lists above those of live objects there are to be read. Nobody knows the owner of what does not say so."""
        return {(member, item.get(s.kind.scope)): None for s in self.sections for member in _above(s.kind) for item in self.mine(s)}

    def take_above(self, told):
        """:param told: ``{(Member, owner): canonical elements, or the error in place of them}``, at least of what is wanted."""
        for key in self.wants_above():
            (self.unread_above if isinstance(told[key], TrunkingError) else self._above)[key] = told[key]
        for (member, _owner), elements in self._above.items():
            for kind_name, ident, _path in compare.references(member.array, elements):
                item = self.one(self.kinds[kind_name], ident)
                self._referred_above.setdefault(kind_name, {}).update({ident: item} if item else {})
        self._above = {(member, owner): self.words(member.array, elements) for (member, owner), elements in self._above.items()}

    def above_of(self, kind, item):
        """What stands above an object's own lists, in the words of a document: ``{Member.above: elements}``, None for what is not known."""
        found = {}
        for member in _above(kind):
            elements = self._above.get((member, item.get(kind.scope)))
            # Without what they refer to elements are nothing but ids.
            found[member.above] = None if elements and not member.refers.isdisjoint(self.unread) else elements
        return found

    def referred_above(self, kind):
        """``{id: object}`` of the listed objects that what stands above refers to."""
        return self._referred_above.get(kind.name, {})


def _above(kind):
    """The members of a kind above whose elements others stand."""
    return [member for member in kind.provider.members if member.above and kind is member.owners[-1]]
