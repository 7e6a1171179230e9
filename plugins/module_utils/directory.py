# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and ids: what a name stands for, and what an id is called. Reads, never writes. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.errors import Refused, UnresolvedReference


class PlannedId(str):
    """Stands in for the id of an object that an earlier task of the same check-mode run would have created."""


class Directory:
    """The objects that a task's references mean.

    :param api: the provider's API.
    :param kinds: the provider's kinds by name.
    :param scope: partner whose objects names stand for, None for all that the login sees.
    :param planned: ``{kind name: [names]}`` that earlier tasks of the run create.
    :param check_mode: whether those names may stand for objects that do not exist.
    :param removing: whether the task removes something. The planned names are of objects that go then, and nothing is waited for.
    :param place: values of the attributes that say where objects live, for kinds whose calls carry them.
    """

    def __init__(self, api, kinds, scope=None, planned=None, check_mode=False, removing=False, place=None):
        self.api = api
        self.kinds = kinds
        self.scope = scope
        self.planned = planned or {}
        self.check_mode = check_mode
        self.removing = removing
        self.place = place or {}
        self._objects = {name: {} for name in kinds}
        self._complete = set()

    def in_scope(self, kind, items):
        """The objects that a name may stand for."""
        if self.scope is None or kind.scope is None:
            return items
        return [item for item in items if item.get(kind.scope, self.scope) == self.scope]

    def _place(self, kind):
        return {name: self.place[name] for name in kind.place if self.place.get(name)} or None

    def is_planned(self, kind, name):
        return name in (self.planned.get(kind.name) or [])

    def _appears(self, kind, name):
        """Whether an earlier task of the run creates an object of this name."""
        return not self.removing and self.is_planned(kind, name)

    def resolve(self, references):
        """Ids for names, all of them read with as few requests as the API allows.

        :param references: ``[(kind name, name or id, path in the task)]``.
        :returns: ``{(kind name, name or id): id}``. To a task that removes something, None stands for what is not there.
        :raises UnresolvedReference: naming every reference that stands for no object or for several.
        """
        wanted = {}
        for kind_name, reference, _path in references:
            wanted.setdefault(kind_name, set()).add(reference)
        for kind_name, names in wanted.items():
            self._load(self.kinds[kind_name], names)
        resolved, problems = {}, []
        for kind_name, reference, path in references:
            found = self._candidates(self.kinds[kind_name], reference)
            if len(found) == 1:
                resolved[kind_name, reference] = found[0]
            elif self.removing and not found:
                resolved[kind_name, reference] = None
            else:
                problems.append(f"{path}: {self._explain(self.kinds[kind_name], reference, found)}")
        if problems:
            raise UnresolvedReference(list(dict.fromkeys(problems)))
        return resolved

    def learn(self, references):
        """Read the objects behind ids, so that ``name_of`` knows them. What may not be read keeps its id for a name."""
        for kind_name in {kind_name for kind_name, _ident, _path in references}:
            kind = self.kinds[kind_name]
            missing = {i for k, i, _path in references if k == kind_name and i not in self._objects[kind_name] and not isinstance(i, PlannedId)}
            if not missing or kind_name in self._complete:
                continue
            try:
                if len(missing) == 1 or self.api.keeps(kind):
                    found = [self.api.get(kind, ident, self._place(kind)) for ident in missing]
                    self._keep(kind, [item for item in found if item])
                else:
                    self._keep(kind, self.api.all(kind, self._place(kind)), complete=True)
            except Refused as refusal:
                if refusal.status != 403:
                    raise

    def object(self, kind, ident):
        """An object that was resolved before, as the API sends it."""
        return self._objects[kind.name][ident]

    def name_of(self, kind_name, ident):
        """What people call the object with this id, the id itself where that is not known."""
        item = self._objects[kind_name].get(ident)
        return str(ident) if item is None else str(item.get(self.kinds[kind_name].key))

    def _load(self, kind, names):
        attempt = 0
        while True:
            try:
                self._read(kind, names)
            except Refused as refusal:
                # In check mode, what can be read only once an earlier task has set it up is planned by that task, too.
                if not (self.check_mode and kind.provider.gone(refusal) and all(self._appears(kind, name) for name in names)):
                    raise
                return
            late = [name for name in names if self._appears(kind, name) and not self._candidates(kind, name)]
            # What an earlier task has just created may not be listed yet.
            if self.check_mode or not late or not self.api.client.settle(attempt):
                return
            attempt += 1

    def _read(self, kind, names):
        """Everything that these names may stand for, with one request for one name and one listing for several."""
        if len(names) > 1 and not self.api.keeps(kind):
            self._keep(kind, self.api.all(kind, self._place(kind)), complete=True)
            return
        for name in names:
            found = self.api.find(kind, name, self._place(kind))
            if not found and kind.id != kind.key and not self._appears(kind, name):
                by_id = self.api.get(kind, name, self._place(kind))
                found = [by_id] if by_id else []
            self._keep(kind, found)

    def _keep(self, kind, items, complete=False):
        self._objects[kind.name].update({item[kind.id]: item for item in items})
        if complete:
            self._complete.add(kind.name)

    def _candidates(self, kind, reference):
        """Ids that a reference may mean: its own, if it is one, otherwise those of the objects of that name."""
        objects = self._objects[kind.name]
        if reference in objects:
            return [reference]
        found = [item[kind.id] for item in self.in_scope(kind, objects.values()) if str(item.get(kind.key)) == reference]
        if not found and self.check_mode and self._appears(kind, reference):
            return [PlannedId(reference)]
        return found

    def _explain(self, kind, reference, found):
        if not found:
            return f"there is no {kind.title} named {reference}" + (f" of partner {self.scope}" if self.scope and kind.scope else "")
        return several(kind, reference, [self._objects[kind.name][ident] for ident in found])


def several(kind, name, items):
    """The message for a name that more than one object has."""
    candidates = ", ".join(sorted(_described(kind, item) for item in items))
    return f"{len(items)} {kind.plural.replace('_', ' ')} are named {name}: {candidates}. Give the {kind.id} of the one that is meant"


def _described(kind, item):
    notes = [f"{kind.scope} {item[kind.scope]}"] if kind.scope and item.get(kind.scope) else []
    if not kind.ours(item) and kind.not_ours:
        notes.append(kind.not_ours)
    return item[kind.id] + (f" ({', '.join(notes)})" if notes else "")
