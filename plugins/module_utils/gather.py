# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live objects as customers' documents: names for ids, defaults and secrets left out. Reads only. Private to the collection.

A document that was gathered changes nothing when it is carried out.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from ansible_collections.telecom.trunking.plugins.module_utils import compare, documents, plan, states
from ansible_collections.telecom.trunking.plugins.module_utils.errors import Refused
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name, settable
from ansible_collections.telecom.trunking.plugins.module_utils.stages import names_of

LONGEST_ID = 63


def gathered(layout, api, where, config=(), width=8):
    """The documents of what is there.

    :param api: a ``snapshot.Snapshot``.
    :param where: ``{option: value}`` that says where to look. Kinds whose calls carry a place need all of it.
    :param config: ``[(id, plan)]`` of customers whose objects are wanted, as ``documents.plan`` has them. Without it, objects that are connected make
        a customer, and its id comes from their names.
    :returns: ``(documents, remarks)``, remarks being sentences about what no document can hold.
    """
    view = View(layout, api, where, width)
    view.read()
    if layout.provider.kinds and all(section.kind.place for section in layout.sections if section.enforced):
        customers = [(name, view.named(plan_)) for name, plan_ in config] or [(_slug("-".join(where.values())), view.everything())]
    elif config:
        customers = [(name, view.named(plan_)) for name, plan_ in config]
    else:
        customers = _called(view.connected())
    found = [view.document(name, objects) for name, objects in customers if any(objects.values())]
    return [document for document in found if any(section.name in document for section in view.sections)], view.remarks


class View:
    """The objects of one place by section."""

    def __init__(self, layout, api, where, width):
        self.layout, self.api, self.where, self.width = layout, api, where, width
        self.sections = [section for section in layout.sections if section.enforced]
        self.names, self.items, self.parts, self.remarks, self._indexes = {}, {}, {}, [], {}
        # References of the document that is being made that stand for nothing, and whether the login sees objects of other places than this one.
        self._dangling, self._sees_more = {}, False

    # Reading -------------------------------------------------------------------------------------------------------

    def read(self):
        with ThreadPoolExecutor(self.width) as pool:
            lists = list(pool.map(self._list, self.sections))
            for section, items in zip(self.sections, lists):
                short = self.api.short(section.kind)
                if short:
                    what = section.kind.plural.replace("_", " ")
                    self.remarks.append(f"the API lists {short[0]} {what} and says that there are {short[1]}: the others are in no document")
                self._sees_more |= section.kind.scope in self.where and not all(self._inside(section.kind, item) for item in items)
                self.names[section.kind.name] = self._labels(section.kind, items)
                mine = [item for item in items if section.kind.ours(item) and self._inside(section.kind, item)]
                self.items[section.name] = list(pool.map(lambda item, kind=section.kind: self._whole(kind, item), self._told_apart(section, mine)))
            for section in self.sections:
                for part in section.parts:
                    self.parts[part.name] = self._children(section, part)

    def _place(self, kind):
        return {name: self.where[name] for name in kind.place} or None

    def _list(self, section):
        """What there is of a kind: nothing where the service that it needs is not assigned."""
        try:
            return self.api.all(section.kind, self._place(section.kind))
        except Refused as refusal:
            if not section.kind.provider.gone(refusal):
                raise
            return []

    def _inside(self, kind, item):
        return all(item.get(option, value) == value for option, value in self.where.items()) if not kind.place else True

    def _labels(self, kind, items):
        """What references to objects say: the name, or the id where others have the name, too. Inside of the place, others are those inside."""
        everywhere = Counter(str(item.get(kind.key)) for item in items)
        here = Counter(str(item.get(kind.key)) for item in items if self._inside(kind, item))

        def label(item):
            name = str(item.get(kind.key))
            return name if (here if self._inside(kind, item) else everywhere)[name] == 1 else item[kind.id]

        return {item[kind.id]: label(item) for item in items}

    def _told_apart(self, section, items):
        """The objects that a document can name. Of those that share a name none is meant by it."""
        count = {}
        for item in items:
            count.setdefault(str(item.get(section.kind.key)), []).append(item)
        for name, same in count.items():
            if len(same) > 1:
                self.remarks.append(f"{len(same)} {section.kind.plural.replace('_', ' ')} are named {name}, they are in no document")
        return [same[0] for same in count.values() if len(same) == 1]

    def _whole(self, kind, item):
        """The object, read alone if the listing leaves something out."""
        lacking = [n for n, p in kind.attributes.items() if not compare.is_secret(p) and not plan.known(p, item, n)]
        if lacking and not kind.place:
            item = {**item, **(self.api.alone(kind, item[kind.id]) or {})}
        return item

    def _children(self, section, part):
        """``{key of the object around: [objects]}``"""
        kind, found = part.kind, {}
        if kind.parent:
            for item in self.items[section.name]:
                found[item[section.kind.key]] = self.api.all(kind, item)
            return found
        for one in self._list(part):
            found.setdefault(one.get(part.given), []).append(one)
        return found

    # Who belongs together ------------------------------------------------------------------------------------------

    def everything(self):
        return {section.name: list(self.items[section.name]) for section in self.sections}

    def named(self, plan_):
        """The objects that a document names, and those that are bound to them."""
        names = names_of(self.layout, plan_)
        chosen = {}
        for section in self.sections:
            by_name, by_holder = self._index(section)
            wanted = names.get(section.kind.name, ())
            own = self.items[section.name] if section.levels else [item for name in dict.fromkeys(map(str, wanted)) for item in by_name.get(name, ())]
            holders = {item[s.kind.id]: None for s in self.sections if s.name in section.lone.values() for item in chosen.get(s.name, ())}
            known = {item[section.kind.id] for item in own}
            bound = [item for holder in holders for item in by_holder.get(holder, ()) if item[section.kind.id] not in known]
            chosen[section.name] = own + bound
        return chosen

    def _index(self, section):
        """The objects of a section by name, and by what they are bound to."""
        if section.name not in self._indexes:
            by_name, by_holder, kind = {}, {}, section.kind
            refs = [name for name, prop in kind.attributes.items() if "x-ref" in prop and option_name(name, prop) in section.lone]
            for item in self.items[section.name]:
                by_name.setdefault(str(item.get(kind.key)), []).append(item)
                for name in refs:
                    by_holder.setdefault(item.get(name), []).append(item)
            self._indexes[section.name] = by_name, by_holder
        return self._indexes[section.name]

    def connected(self):
        """The objects in groups that refer to one another. Numbers that are bound to nothing are nobody's."""
        root = {}

        def top(node):
            while root.setdefault(node, node) != node:
                root[node] = root[root[node]]
                node = root[node]
            return node

        mine = {(section.kind.name, item[section.kind.id]) for section in self.sections for item in self.items[section.name]}
        members = {}
        for section in self.sections:
            for item in self.items[section.name]:
                node = (section.kind.name, item[section.kind.id])
                links = [(kind, ident) for kind, ident, _path in compare.references(section.kind.schema, item) if (kind, ident) in mine]
                if section.lone and not any(item.get(option_name_of(section.kind, option)) for option in section.lone):
                    continue
                for link in links:
                    root[top(node)] = top(link)
                members[node] = (section.name, item)
        found = {}
        for node, (name, item) in members.items():
            found.setdefault(top(node), {section.name: [] for section in self.sections})[name].append(item)
        return [(self._title(objects), objects) for objects in found.values() if not self._sees_more or self._is_here(objects)]

    def _is_here(self, objects):
        """Whether a group of objects is at this place: rules, which do not say whose they are, are where something refers to them."""
        here = any(objects[section.name] for section in self.sections if section.kind.scope in self.where)
        if not here:
            names = ", ".join(f"{section.kind.title} {item[section.key]}" for section in self.sections for item in objects[section.name])
            self.remarks.append(f"left out, nothing here refers to it, and this login sees more than this partner: {names}")
        return here

    def _title(self, objects):
        """What the names of objects have in common, otherwise the first of them."""
        names = [str(item[section.key]) for section in self.sections if not section.lone for item in objects[section.name]]
        names = names or [str(item[section.key]) for section in self.sections for item in objects[section.name]]
        common = os.path.commonprefix(names).rstrip("-_. ")
        return common if len(common) > 2 or common in names else sorted(names)[0]

    # Documents -----------------------------------------------------------------------------------------------------

    def document(self, name, objects):
        provider = {key: self.where[option] for key, option in self.layout.place_options.items() if option in self.where}
        document = {"customer": {"id": name}, "provider": {"kind": self.layout.provider.name, **provider}}
        for section in self.sections:
            said = self._section(section, objects)
            if said:
                document[section.name] = said
        self.remarks += [f"{name}: {remark}" for remark in self._remarks_on(name, document)]
        self._dangling.clear()
        return document

    def _remarks_on(self, name, document):
        """Why a document may not be taken as it is."""
        for path, message in documents.problems(document):
            yield f"{'.'.join(map(str, path))}: {message}"
        for kind, ident in self._dangling:
            yield f"refers to the {self.layout.provider.kinds[kind].title} {ident}, which the API does not list"
        texts = list(_texts(document))
        yield from (f"{text!r} would be taken for a template in an inventory" for text in texts if any(mark in text for mark in documents.TEMPLATE_MARKS))
        made = sorted(set(states.made_rules(name)).intersection(texts))
        if made:
            yield f"{', '.join(made)} come from the state or the fraud profile of a document, which this one does not have: keep that document"

    def _section(self, section, objects):
        if section.levels:
            # What is shared with others is not this customer's to say.
            level = list(section.levels)[-1]
            said = [self._item(section, item) for item in objects[section.name]]
            return {level: said[0]} if said and said[0] else {}
        if section.kind.absent_as and section.kind.present_as:
            # What is there is assigned. The rest of the list is what the provider has to give.
            present = [one for one in objects[section.name] if all(one.get(n) == value for n, value in section.kind.present_as.items())]
            return [self._item(section, item) for item in present]
        made = []
        for item in _in_order(objects[section.name], section.key):
            said = self._item(section, item)
            for option, other in section.lone.items():
                if len(objects[other]) == 1:
                    said.pop(option, None)
            for part in section.parts:
                inner = [self._item(part, child) for child in sorted(self.parts[part.name].get(item[section.key], ()), key=lambda one: str(one[part.key]))]
                said.update({part.name: inner} if inner else {})
            made.append(said[section.key] if section.brief and list(said) == [section.key] else said)
        return made

    def _item(self, section, item):
        kind, said = section.kind, {}
        if section.key:
            said[section.key] = item[section.key]
        for name, prop in kind.attributes.items():
            implied = name in kind.present_as or option_name(name, prop) == section.given or name in section.elsewhere
            if not implied and name in item:
                said.update(self._attribute(name, prop, item[name], kind.schema.get("required", ())))
        return said

    def _attribute(self, name, prop, value, required=()):
        """``{option: value}``, empty for what goes without saying."""
        if compare.is_secret(prop) or not settable(prop):
            return {}
        default = prop.get("default")
        if name not in required and (value is None or compare.same(prop, value, default)) and not (value is not None and default is None and value in ([], {})):
            return {}
        return {option_name(name, prop): self._value(prop, value)}

    def _name(self, kind, ident):
        """What a reference says. What stands for nothing stays an id, and the document cannot be carried out with it."""
        known = self.names.get(kind)
        if known is None or ident is None:
            return ident
        if ident not in known:
            self._dangling[kind, ident] = True
        return known.get(ident, ident)

    def _value(self, prop, value):
        if "x-ref" in prop:
            named = [self._name(prop["x-ref"], ident) for ident in (value if isinstance(value, list) else [value])]
            return named if isinstance(value, list) else named[0]
        if isinstance(value, list):
            return [self._value(prop.get("items", {}), item) for item in value]
        if isinstance(value, dict) and prop.get("properties"):
            free = prop.get("additionalProperties") is not False
            said = {name: inner for name, inner in value.items() if free and name not in prop["properties"]}
            for name, inner in prop["properties"].items():
                if name in value:
                    said.update(self._attribute(name, inner, value[name], prop.get("required", ())))
            return said
        return value


def _texts(value):
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def option_name_of(kind, option):
    """The attribute that an option stands for."""
    return next(name for name, prop in kind.attributes.items() if option_name(name, prop) == option)


def _in_order(items, key):
    """By name, but those that others mention first."""
    by_name = {item[key]: item for item in sorted(items, key=lambda item: str(item[key]))}
    done = {}

    def put(name):
        if name in done or name not in by_name:
            return
        done[name] = None
        for value in by_name[name].values():
            if isinstance(value, dict) and value.get(key) != name:
                put(value.get(key))
        done[name] = done.pop(name) or by_name[name]

    for name in by_name:
        put(name)
    return list(done.values())


def _slug(name):
    return re.sub(r"-+", "-", re.sub("[^a-z0-9]", "-", name.lower())).strip("-")[:LONGEST_ID].rstrip("-") or "customer"


def _called(customers):
    """Customers with ids made of names, in the order of these."""
    return [(_slug(title), objects) for title, objects in sorted(customers, key=lambda one: one[0])]


def told_apart(found):
    """Documents by the ids of their customers, each with one of its own.

    :param found: documents, in an order that stays the same; changed in place.
    """
    taken = set()
    for document in found:
        base = ident = document["customer"]["id"]
        n = 1
        while ident in taken:
            n += 1
            ident = f"{base[: LONGEST_ID - 1 - len(str(n))]}-{n}"
        taken.add(ident)
        document["customer"]["id"] = ident
    return sorted(found, key=lambda document: document["customer"]["id"])
