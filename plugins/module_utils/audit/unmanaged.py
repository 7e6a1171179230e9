# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lives at a place that no document names. Private to the collection.

An object is a document's if the document names it, and its place is the document's. What is inside a managed object, a trunk of a trunk group,
a user on it, an ACL or a handler of a list that the document does not mention, is nobody's if it is in no document. What is inside an
object that is nobody's goes with that one.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import compare, states
from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import at, discreet, finding, place_of
from ansible_collections.telecom.trunking.plugins.module_utils.errors import TrunkingError, UnknownState
from ansible_collections.telecom.trunking.plugins.module_utils.gather import option_name_of
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.stages import names_of


class Declared:
    """What documents name at a place.

    :param plans: ``{customer: plan}`` of the provider's customers.
    :param where: the place.
    """

    def __init__(self, layout, plans, where):
        self.owners, self.said, self.plans = {}, {}, plans
        for customer, plan in plans.items():
            here = all(where.get(option, plan[option]) == plan[option] or not plan[option] for option in layout.place_options.values())
            self._add(layout, customer, plan, here)

    def _add(self, layout, customer, plan, here):
        """What is nobody's in particular, a rule of a login for example, is at every place."""
        counting = {kind.name for kind in layout.provider.kinds.values() if here or not (kind.scope or kind.place or kind.parent)}
        where = {option: plan[option] for option in layout.place_options.values() if plan[option]}
        for kind_name, names in names_of(layout, plan).items():
            for name in names if kind_name in counting else ():
                self.owners.setdefault((kind_name, str(name)), []).append((customer, where))
        for section in layout.sections:
            if section.kind.name not in counting:
                continue
            for name in plan["made_rules"] if section.made else ():
                self.owners.setdefault((section.kind.name, name), []).append((customer, where))
            for item in plan[section.name] if section.key and section.enforced else ():
                self.said.setdefault((section.kind.name, str(item[section.key])), item)

    def owners_of(self, kind, item):
        """The customers whose documents name an object."""
        named = self.owners.get((kind.name, str(item.get(kind.key))), ())
        return [customer for customer, where in named if not kind.scope or all(item.get(option, value) == value for option, value in where.items())]

    def owner(self, kind, item):
        """The customer whose document names an object, None if none does."""
        return next(iter(self.owners_of(kind, item)), None)

    def has_ceased(self, customer):
        return self.plans[customer]["state"] == states.CEASED

    def item(self, kind, item):
        """What the document says of an object."""
        return self.said.get((kind.name, str(item.get(kind.key))), {})


def unmanaged(reading, declared):
    """Findings about what no document names.

    :param reading: ``reading.Reading`` of the place.
    :returns: ``[(finding, customer whose object it is in or None, whether it is about what another document may name)]``, and the objects
        themselves by section: ``{section name: [objects]}``.
    """
    found, loose = [], {}
    for section in reading.sections:
        kind = section.kind
        if section.levels or not section.key:
            continue
        if section.lone and not any(one.kind.name in (*reading.unread, *reading.incomplete) for one in reading.sections if one.name in section.lone.values()):
            found += [(*each, True) for item in reading.mine(section) for each in _bound(reading, declared, section, item, loose)]
        elif not kind.absent_as:
            free = loose[section.name] = [item for item in reading.mine(section) if declared.owner(kind, item) is None]
            texts = [f"the {kind.title} {item[kind.key]}{at(place_of(kind, item))} is in no document{_inside(reading, section, item)}" for item in free]
            found += [(_object(kind, item, text), None, True) for item, text in zip(free, texts)]
        for item in reading.mine(section):
            owner = declared.owner(kind, item)
            if owner is not None:
                found += [(one, owner, False) for one in _parts_of(reading, declared, section, item, owner)]
    return found, loose


def _object(kind, item, text, customer=None, name=None, check="unmanaged-object", **more):
    where = {"ident": item.get(kind.id) if kind.id != kind.key else None, "place": place_of(kind, item)}
    return finding(check, text, customer=customer, provider=kind.provider.name, kind=kind.name, name=name or item.get(kind.key), **where, **more)


def _inside(reading, section, item):
    counts = [(len(reading.children(section, part, item)), part.kind.title) for part in section.parts]
    texts = [f"{count} {title}{'' if count == 1 else 's'}" for count, title in counts if count]
    return f", with {' and '.join(texts)}" if texts else ""


def _bound(reading, declared, section, item, loose):
    """Something that is only rented matters once it is bound to something. A customer that has ceased has it only as long as it is bound to what it has."""
    names = declared.owners_of(section.kind, item)
    if not all(declared.has_ceased(name) for name in names):
        return
    sections = {one.name: one for one in reading.sections}
    for option, other in section.lone.items():
        attribute, outer = option_name_of(section.kind, option), sections[other]
        if not item.get(attribute):
            continue
        holder = reading.one(outer.kind, item[attribute])
        holders = declared.owners_of(outer.kind, holder) if holder else []
        if not set(names).isdisjoint(holders):
            # Told as left over.
            continue
        owner = next(iter(holders), None)
        if owner is None and not names:
            # What a document names is judged with that.
            loose.setdefault(section.name, []).append(item)
        whose = f"of {owner}" if owner else f"that is in none{'' if names else ' either'}" if holder else "that is not listed"
        name = holder.get(outer.kind.key) if holder else item[attribute]
        text = f"the {section.kind.title} {item[section.kind.key]} is {_only_in(names)} and bound to the {outer.kind.title} {name} {whose}"
        yield _object(section.kind, item, text, owner, check="unmanaged-number", path=(option,), live=name), owner


def _only_in(names):
    """:param names: customers that have ceased."""
    if not names:
        return "in no document"
    whose = f"the document of {names[0]}, which has" if len(names) == 1 else f"documents of {' and '.join(names)}, which have"
    return f"only in {whose} ceased,"


def _parts_of(reading, declared, section, item, owner):
    """What is in a managed object and in no document: objects in it, and elements of lists that the document leaves out."""
    kind, said, plan = section.kind, declared.item(section.kind, item), declared.plans[owner]
    if declared.has_ceased(owner):
        # It goes with the object, which is told as left over.
        return
    yield from _elements(reading, kind, item, said, owner, item[kind.key], plan)
    for part in section.parts:
        listed = {str(inner[part.key]): inner for inner in said.get(part.name) or []}
        for child in reading.children(section, part, item):
            name = str(child.get(part.key))
            long = f"{item[kind.key]}/{name}" if part.kind.parent else name
            if name in listed:
                yield from _elements(reading, part.kind, child, listed[name], owner, long, plan)
            elif part.kind.parent or declared.owner(part.kind, child) is None:
                text = f"the {part.kind.title} {name} of the {kind.title} {item[kind.key]} is not in the document"
                yield _object(part.kind, child, text, owner, long)


def _elements(reading, kind, item, said, owner, name, plan):
    """Elements of lists that the document does not mention. In those that it mentions, one more is drift."""
    made = reading.layout.made
    for attribute, prop in kind.attributes.items():
        if not prop.get("items", {}).get("properties") or option_name(attribute, prop) in said:
            continue
        # Lists are made on the outermost owner alone, and drift tells which of those are not as they should be.
        is_made = made and attribute == made.attribute and kind is made.owners[-1]
        for n, element in enumerate(item.get(attribute) or []):
            names = [(reference, reading.names.get(reference, {}).get(ident)) for reference, ident, _path in compare.references(prop["items"], element)]
            # What a state or a fraud profile of the customer makes is declared, and what cannot be read may be.
            if is_made and names and all(reference in reading.unread or called in plan["made_rules"] for reference, called in names):
                continue
            value = discreet(reading.words(prop["items"], element))
            text = f"the {_called(kind, attribute, value)} of the {kind.title} {name} is not in the document, which does not mention {attribute}"
            yield _object(kind, item, text, owner, name, path=(attribute, n), live=value)


def _called(kind, attribute, value):
    """An element of a list in a sentence: what it is recognised by, or has to have."""
    prop, titles = kind.attributes[attribute], {member.attribute: member.title for member in kind.provider.members}
    parts = [value.get(name) for name in prop.get("x-key") or prop["items"].get("required", ())]
    words = [", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts if part]
    return " ".join([titles.get(attribute, prop["items"]["title"]), *words])


def nothing(reading):
    """A finding about a place where there is nothing at all. One that is misspelt looks like that."""
    if _is_empty(reading):
        place = "/".join(reading.where.values())
        yield finding("unknown-place", f"there is nothing at all at {place}, or the login does not see it", provider=reading.layout.provider.name, key=place)


def nowhere(reading):
    """Why nobody knows whether a place with nothing in it is one, empty if it is known. One that is new looks like that, so the provider is asked."""
    try:
        for ident in reading.where.values() if _is_empty(reading) else ():
            reading.layout.provider.above(reading.api.client, ident)
    except UnknownState:
        # It answers, only not with all that was asked for.
        return ""
    except TrunkingError as error:
        said = ", ".join(f"provider.{key} {reading.where[option]}" for key, option in reading.layout.place_options.items() if option in reading.where)
        return f"there is nothing at all at {said}, and it may be misspelt, or the login does not see it: {error.message}"
    return ""


def _is_empty(reading):
    if not reading.where or reading.unread:
        return False
    return not any(all(item.get(option) == value for option, value in reading.where.items()) for items in reading.listed.values() for item in items)


def unread(reading):
    """Findings about listings of a place that do not tell what is there."""
    place = "/".join(reading.where.values())
    for name, kind in reading.kinds.items():
        about = {"provider": kind.provider.name, "key": f"{name} {place}"}
        what = f"the {kind.titles}{f' of {place}' if place else ''}"
        if name in reading.unread:
            text = f"{what} could not be read, so that nobody knows which are in no document: {reading.unread[name].message}"
            yield finding("unknown-unreadable", text, **about)
        elif name in reading.incomplete:
            arrived, announced = reading.incomplete[name]
            yield finding("unknown-incomplete", f"{what} are {announced}, the API says, and it lists {arrived}", **about)
    for (member, owner), error in reading.unread_above.items():
        what = f"the {member.title}s above the {member.owners[-1].titles}{f' of {owner}' if owner else ''}"
        text = f"{what} could not be read, so that nobody knows which calls they reject: {error.message}"
        yield finding("unknown-unreadable", text, provider=member.provider.name, key=f"{member.above} {owner}")


def no_verdict(reading, customers=False):
    """``{check: why}`` of the checks that say nothing because listings of a place do not tell what is there.

    :param customers: whether it is about what a customer has around what nobody declared, not about what is nobody's altogether.
    """
    members = reading.layout.provider.members
    inside = {name for member in members for name in (*member.refers, *(owner.name for owner in member.owners))}
    found = {}
    for section in reading.sections:
        # What is there by itself is nobody's only where it is bound, as in `unmanaged`.
        judged = section.key and not section.levels and (section.lone or not section.kind.absent_as)
        if not judged or (customers and not (section.parts or section.lone or section.kind.name in inside)):
            continue
        others = [one for one in reading.sections if one.name in (section.lone or {}).values()]
        kinds = [one.kind for one in (section, *section.parts, *others) if one.kind.name in reading.unread or one.kind.name in reading.incomplete]
        if kinds:
            check = "unmanaged-number" if section.lone else "unmanaged-object"
            found.setdefault(check, []).extend(kind.titles for kind in kinds)
    return {check: f"{', '.join(dict.fromkeys(titles))} could not be read" for check, titles in found.items()}
