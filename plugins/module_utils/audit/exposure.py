# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exposure: the policy rules about what is live, put into the words of a document. Reads only. Private to the collection.

What the provider does not keep comes from the customer's own document: contract, waivers, environment, the names of secrets. What could not be
read is in neither, and a rule that asks for it has no verdict.
"""

from __future__ import annotations

from functools import cached_property

from ansible_collections.telecom.trunking.plugins.module_utils import compare, fraud, states
from ansible_collections.telecom.trunking.plugins.module_utils.audit import judging
from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import at, finding, place_of
from ansible_collections.telecom.trunking.plugins.module_utils.audit.partly import Partly, Unlisted, Unreadable
from ansible_collections.telecom.trunking.plugins.module_utils.errors import TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.policy import rulebook, verdict
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import ABOVE, Customer, elements
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.customer import AFTER, BEFORE

# Of whom the objects are that no document names.
NOBODY = "(no document)"
# Stands for a secret that the provider does not show.
_SECRET = {"variable": "not_shown"}
# The section of the rules that lists refer to.
_RULES = "access_control_rules"


class Live(Customer):
    """What is live of a customer, as policy rules see it.

    :param document: live state in the words of a document.
    :param objects: ``{section name: [canonical objects]}`` in the same order, with what only the provider knows.
    :param declared: the customer's own ``policy.customer.Customer``, None for what is nobody's.
    :param unlisted: names of the sections of which there may be more than could be read.
    :param made: access control rules that state and fraud profile make, where they are as they should be: no rule judges them, lists refer to them.
    :param gone: what the lists call the access control rules that they refer to and that the provider does not list.
    """

    def __init__(self, document, today, objects, declared=None, outside=None, unlisted=frozenset(), made=(), gone=()):
        super().__init__(document, today, outside)
        self._objects, self.declared, self._unlisted, self._made, self._gone = objects, declared, unlisted, made, gone

    def protected(self, group):
        """What is in force at one trunk group says nothing about another."""
        if self.profile_rejects and isinstance(group.in_force, Unreadable):
            raise group.in_force
        return self.profile_rejects and group.in_force

    @cached_property
    def expanded(self):
        """What a fraud profile makes is there, or it is not."""
        return {_RULES: [*self._made, *(dict.get(self.document, _RULES) or [])]}

    @cached_property
    def rules_in_force(self):
        """Also those that are not there. Where there may be more than could be read, only who asks for one of the others learns that. Of the rules in the
        lists above no more than the name need be known.
        """
        known = {**_named_above(self.document), **dict.fromkeys(self._gone, verdict.GONE), **super().rules_in_force}
        return Unlisted(known, self.document, _RULES) if _RULES in self.document.unread else known

    def listed(self, section):
        """``(path, canonical object)`` of the live objects of a section that could be read."""
        return elements(self._objects.get(section), (section,))

    @property
    def sections(self):
        """The names of the sections that are lists."""
        return [name for name in self._objects if isinstance(dict.get(self.document, name), list)]

    def positions(self, section):
        return range(len(dict.get(self.document, section)))

    def section(self, name):
        """Whether there may be more does not matter to those that a rule is shown."""
        return self.shown(name, dict.get(self.document, name)) if name in self._shown else super().section(name)

    def objects(self, section):
        """``(path, canonical object)`` of the live objects of a section.

        :raises Unreadable: after those that could be read, if there may be more.
        """
        yield from self.shown(section, self._objects.get(section, []))
        if section in self._unlisted and section not in self._shown:
            raise Unreadable(self.document, section)

    def knows_above(self, group):
        return ABOVE not in group.unread

    @cached_property
    def waivers(self):
        """Those of the document, each about the place that it names there."""
        return list(self._waivers())

    def _waivers(self):
        for one in self.declared.waivers if self.declared else ():
            path = one.path and translated(one.path, self.declared.document, self.document)
            if one.path is None or len(path) == len(one.path):
                yield type(one)(one.position, one.rule, path, one.reason, one.ticket, one.expires)


# Places in two documents --------------------------------------------------------------------------------------------------


def translated(path, one, other):
    """A path in one document as the path to the same thing in another, as far as it goes there: by name where things have names. What a map
    leaves out still has its place in it.
    """
    made = []
    for part in path:
        here = _inner(one, part)
        place = _same_place(here, part, other) if isinstance(part, int) else part if isinstance(other, dict) else None
        if place is None:
            break
        one, other = here, _inner(other, place)
        made.append(place)
    return tuple(made)


def _inner(value, part):
    """What is at a place, unread or not, None if there is nothing."""
    if isinstance(value, dict):
        return dict.get(value, part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def _same_place(item, n, others):
    """The position of an element among others: where it was if it has the same name there, or else wherever that name is."""
    if not isinstance(others, list):
        return None
    name = _name(item)
    if n < len(others) and (name is None or _name(others[n]) == name):
        return n
    return next((m for m, other in enumerate(others) if name is not None and _name(other) == name), None)


def _name(item):
    if not isinstance(item, dict):
        return item
    names = [dict.get(item, key) for key in ("name", "phonenumber", "user_id", "service_name", "ip", "prefix", "direction")]
    return next((name for name in names if name), None)


# Live state as documents --------------------------------------------------------------------------------------------------


def live(reading, plan, document, today, api):
    """The live state of one customer.

    :param plan, document: what is declared.
    :returns: ``Live``
    """
    objects = reading.named(plan)
    sections, kept, unread, unlisted = {}, {}, set(), set()
    for section in reading.sections:
        said, kept[section.name] = _section(reading, section, plan, objects[section.name], document, api)
        sections.update({section.name: said} if said else {})
        if section.kind.name in reading.unread or _may_be_unlisted(reading, section, plan, objects[section.name]):
            unlisted.add(section.name)
        if section.name in unlisted or any(not reading.knows_children(section, part, item) for part in section.parts for item in kept[section.name]):
            unread.add(section.name)
    provided = {name: document[name] for name in ("customer", "provider", *BEFORE, *AFTER) if name in document}
    made = Partly({**provided, **({"fraud": document["fraud"]} if "fraud" in document else {}), **sections})
    made, rules = _without_made(reading, made, document, today)
    outside = _outside(reading, made, kept)
    return Live(made.without(unread), today, kept, Customer(document, today, outside), outside, unlisted, rules, _gone(reading, made, rules, outside))


def _may_be_unlisted(reading, section, plan, items):
    """Whether something that a document names may be there although the API does not list it."""
    listed = {str(item[section.kind.key]) for item in items}
    return section.kind.name in reading.incomplete and any(str(item[section.key]) not in listed for item in plan[section.name])


def nobodys(reading, loose, today, doubtful=False):
    """The live state of what no document names.

    :param doubtful: whether one that nobody can read may name it. Then nobody knows what the contract and the environment are.
    """
    provider = {"kind": reading.layout.provider.name, **{key: reading.where[o] for key, o in reading.layout.place_options.items() if o in reading.where}}
    made = Partly({"customer": Partly({"id": NOBODY}).without({"environment"} if doubtful else ()), "provider": provider})
    for section in reading.sections:
        items = loose.get(section.name, [])
        if items:
            made[section.name] = [_partly(reading, section, item, said) for item, said in zip(items, reading.document_of(section, items))]
    unlisted = {section.name for section in reading.sections if section.kind.name in reading.unread}
    kept = {name: list(items) for name, items in loose.items()}
    outside = _outside(reading, made, loose)
    unread = unlisted | ({"contract"} if doubtful else set())
    return Live(made.without(unread), today, kept, None, outside, unlisted, gone=_gone(reading, made, (), outside))


def _section(reading, section, plan, items, document, api):
    """A section in the words of a document, and the objects in the same order."""
    if section.levels:
        return _levels(reading, section, plan, items, api), list(items)
    order = {str(item[section.key]): n for n, item in enumerate(plan[section.name])}
    items = sorted(items, key=lambda item: order.get(str(item[section.key]), len(order)))
    declared = {str(item.get(section.key)): item for item in plan[section.name]}
    said = [
        _partly(reading, section, item, words, declared.get(str(item[section.key]), {})) for item, words in zip(items, reading.document_of(section, items))
    ]
    return said, items


def _levels(reading, section, plan, items, api):
    """What bounds a customer, as it is live: the innermost level, which was listed with the place, and those around it that the document states."""
    innermost, said, place, unread = list(section.levels)[-1], {}, {}, set()
    for level, option in reading.layout.place_options.items():
        place[option] = plan[option]
        if level == innermost:
            said[level] = _said(reading, section, items)
        elif level in section.levels and plan[section.name].get(level):
            try:
                said[level] = _said(reading, section, api.all(section.kind, dict(place)))
            except TrunkingError:
                unread.add(level)
    return Partly(said).without(unread)


def _said(reading, section, found):
    """A level in the words of a document, with what only the API knows of it."""
    schema = section.kind.schema
    alone = {name for name, prop in schema["properties"].items() if prop.get("readOnly")}
    said = [_partly(reading, section, item, {**{n: v for n, v in item.items() if n in alone}, **reading.words(schema, item)}) for item in found]
    return said[0] if said else {}


def _partly(reading, section, item, words, declared=None, name=None):
    """An object in the words of a document, with what could not be read marked, and something in place of secrets that the provider does not show."""
    asked = {name: value for name, value in (declared or {}).items() if name in section.switches}
    words = Partly({**_secrets(section.kind.schema, words, declared or {}), **asked, **_plain(section.kind, item), **words})
    words.left_out = _options(section.kind, reading.unknown_of(section.kind, item))
    above = reading.above_of(section.kind, item)
    words.update({name: elements for name, elements in above.items() if elements})
    words.without(words.left_out | _referring(section.kind, item, reading.unread) | {name for name, elements in above.items() if elements is None})
    kind = section.kind
    words.about = (kind, name or item[kind.key], item[kind.id] if kind.id != kind.key else None, place_of(kind, item))
    for part in section.parts:
        children = reading.children(section, part, item)
        names = [str(inner[part.key]) for inner in (declared or {}).get(part.name) or []]
        order = {name: n for n, name in enumerate(names)}
        both = sorted(zip(children, words.get(part.name) or []), key=lambda pair, key=part.key, order=order: order.get(str(pair[0][key]), len(order)))
        long = [f"{item[section.kind.key]}/{child[part.key]}" if part.kind.parent else None for child, _said in both]
        inner = [_partly(reading, part, child, said, name=called) for (child, said), called in zip(both, long)]
        if inner:
            words[part.name] = inner
        else:
            words.pop(part.name, None)
        if not reading.knows_children(section, part, item):
            words.without(words.unread | {part.name})
    return words


def _plain(kind, item):
    """What a document would leave out and a rule is to see as what it is: lists that are empty, numbers, and flags. A rule takes what is left out for
    what somebody else may have set.
    """
    found = {}
    for name, prop in kind.attributes.items():
        types = compare.types_of(prop)
        if name in item and "array" in types and not item[name]:
            found[option_name(name, prop)] = []
        elif isinstance(item.get(name), int) and ("integer" in types or "boolean" in types):
            found[option_name(name, prop)] = item[name]
    return found


def _options(kind, attributes):
    return {option_name(name, kind.attributes[name]) for name in attributes}


def _referring(kind, item, unread):
    """The options by which an object refers to others of a kind that could not be read: only their ids are known. One that is empty refers to none."""
    return {option_name(n, p) for n, p in kind.attributes.items() if any(name in unread for name, _id, _path in _references(n, p, item))}


def _references(name, prop, item):
    return compare.references({"properties": {name: prop}}, {name: item.get(name)})


def _secrets(schema, words, declared):
    """Secrets that the document names, or that go with something that is there."""
    found = {}
    for name, prop in schema["properties"].items():
        if compare.is_secret(prop) and (declared.get(name) or any(words.get(other) for other in prop.get("x-goes-with", ()))):
            found[name] = _SECRET
    return found


# What state and fraud profile make -----------------------------------------------------------------------------------------


def _without_made(reading, made, document, today):
    """Live state without what the state and the fraud profile of the customer make, as far as it is there as it should be: what a suspension rejects is no
    finding. Its rules are there for all trunk groups or for none, its lists for each trunk group by itself: what of one is not as it should be is judged
    as it is, and without any profile.

    :returns: live state, and the rules that were taken out.
    """
    member = reading.layout.made
    if member is None:
        return made, []
    applied = states.applied(fraud.expand(document, today))
    names = set(states.made_rules(document["customer"]["id"]))
    wanted = {rule["name"]: rule for rule in applied.get("access_control_rules") or [] if rule["name"] in names}
    if not wanted:
        return made, []
    rules = made.get("access_control_rules") or []
    schema = next(section.kind for section in reading.sections if section.made).schema["properties"]
    there = _known(lambda: _as_wanted(schema, {rule["name"]: rule for rule in rules}, wanted))
    expected = {group["name"]: _parted(group.get(member.attribute) or [], names)[0] for group in applied.get("trunk_groups") or []}
    own = {group["name"]: group.get(member.attribute) or [] for group in document.get("trunk_groups") or [] if states.state(document) == states.SUSPENDED}
    groups = [_group_without_made(member, group, names, there, expected.get(group["name"], []), own) for group in made.get("trunk_groups") or []]
    taken = [rule for rule in rules if rule["name"] in names] if there is True else []
    rest = {"access_control_rules": [rule for rule in rules if rule not in taken], "trunk_groups": groups}
    return Partly({**made, **{name: items for name, items in rest.items() if name in made}}), taken


def _as_wanted(schema, there, wanted):
    return all(name in there and all(compare.same(schema[n], there[name].get(n), v) for n, v in rule.items()) for name, rule in wanted.items())


def _known(ask):
    """An answer, or the ``Unreadable`` in its place."""
    try:
        return ask()
    except Unreadable as error:
        return error


def _group_without_made(member, group, names, there, expected, own):
    """A live trunk group without what is made for it, if that is as expected, and whether it is.

    :param there: whether the rules are.
    :param own: ``{name of a trunk group: lists that the document has for it}`` where all others are put aside.
    """
    lists = _known(lambda: group.get(member.attribute) or [])
    group = Partly(group).like(group)
    if there is not True or isinstance(lists, Unreadable):
        group.in_force = there and lists if isinstance(lists, Unreadable) else there
        return group
    mine, others = _parted(lists, names)
    group.in_force = [_gist(member, acl) for acl in mine] == [_gist(member, acl) for acl in expected]
    if group.in_force:
        rest = others or own.get(group["name"], [])
        group.update({member.attribute: rest})
        if not rest:
            del group[member.attribute]
    return group


def _parted(acls, names):
    mine = [acl for acl in acls if acl.get("access_control_rules") and set(acl["access_control_rules"]) <= names]
    return mine, [acl for acl in acls if acl not in mine]


def _gist(member, acl):
    return compare.element_key(member.array, acl), acl.get("voice_action_true")


def _outside(reading, made, objects):
    """The access control rules that live lists refer to by another name than the customer's own have, and those of lists above.

    :param objects: ``{section name: [canonical objects]}`` of the customer.
    """
    referred = {ref for member in reading.layout.provider.members for ref in member.refers}
    found = {}
    for section in (one for one in reading.sections if one.kind.name in referred):
        kind = section.kind
        wanted = _mentioned(made) - {item[kind.key] for item in dict.get(made, section.name) or []}
        own, above = {item[kind.id] for item in objects.get(section.name, ())}, reading.referred_above(kind)
        for item in reading.listed.get(kind.name, ()) if wanted else above.values():
            label = reading.names.get(kind.name, {}).get(item[kind.id], item[kind.id])
            if label in wanted or item[kind.id] in above:
                known = {n: v for n, v in item.items() if n != kind.key}
                # Of a name that several have the customer's own are among them, called by their ids.
                found.setdefault(label, []).append({**known, "read_only": not kind.ours(item), "own": item[kind.id] in own})
    return found


def _gone(reading, made, rules, outside):
    """What live lists call the rules that the provider does not list, although it lists the others. It lists those of the login's partner and of its parent
    (contract section 7), so that it is deleted, or belongs to somebody who may do with it what they like.

    :param rules: what state and fraud profile make, ``outside``: what else is known.
    """
    referred = {ref for member in reading.layout.provider.members for ref in member.refers}
    if any(name in reading.unread or name in reading.incomplete for name in referred):
        return frozenset()
    own = {rule["name"] for section in reading.sections if section.kind.name in referred for rule in dict.get(made, section.name) or []}
    return _mentioned(made) - own - {rule["name"] for rule in rules} - outside.keys()


def _mentioned(made):
    """Names of rules in the lists of trunk groups and trunks."""
    groups = dict.get(made, "trunk_groups") or []
    owners = [*groups, *(trunk for group in groups for trunk in dict.get(group, "trunks") or [])]
    return {name for owner in owners for acl in dict.get(owner, "acls") or [] for name in acl.get("access_control_rules") or []}


def _named_above(document):
    """``{name: {}}`` of the rules in the lists above trunk groups, as far as those are known."""
    above = [acl for group in dict.get(document, "trunk_groups") or [] for acl in dict.get(group, ABOVE) or []]
    return {name: {} for acl in above for name in acl.get(_RULES) or []}


# Judgement ---------------------------------------------------------------------------------------------------------------


def asked(disabled=()):
    """The policy rules that judge live state.

    :param disabled: ids of rules that do not run.
    """
    return [rule for rule in rulebook.RULES.values() if rule.live and rule.id not in disabled and rule.scope in ("document", "fleet", "live")]


def exposure(customers, disabled=(), layouts=None):
    """Findings of policy about live state. Where a rule has no verdict because the API leaves an attribute out, or because of a defect in it, that
    is a finding, too.

    :param customers: list of ``Live``.
    :param layouts: ``{provider name: kinds.Layout}``.
    :returns: ``[(finding, position in customers, path in the declared document)]``, and which rules had no verdict, about whom and why:
        ``[(position in customers, id of the rule, what could not be read)]``.
    """
    found, lost = [], []
    for rule in asked(disabled):
        judged, errors = judging.judged(rule, customers)
        found += [_finding(rule, customers[n], n, path, text, layouts) for n, path, text in judged]
        lost += [(rule, n, error) for n, error in errors]
    found += [made for rule, n, error in lost for made in _without_verdict(rule, customers[n], n, error)]
    return found, [(n, rule.id, _why(error)) for rule, n, error in lost]


def _without_verdict(rule, customer, n, error):
    about = {"customer": None if customer.declared is None else customer.id, "provider": customer.kind}
    if not isinstance(error, Unreadable):
        text = f"{rule.id} has no verdict: {type(error).__name__}: {error}. This is a defect, please report it."
        yield finding("unknown-unreadable", text, key=rule.id, **about), n, ("customer", "id")
    elif error.name in error.holder.left_out:
        kind, name, ident, place = error.holder.about
        text = f"the API does not return {error.name} of the {kind.title} {name}{_where(customer, place)}, so that nobody knows whether it is dangerous"
        yield finding("unknown-attribute", text, kind=kind.name, name=name, ident=ident, place=place, path=(error.name,), **about), n, ("customer", "id")


def _why(error):
    """What became of a verdict, in half a line."""
    return f"{error.name} could not be read" if isinstance(error, Unreadable) else "a defect, please report it"


def _where(customer, place):
    """A document says where its objects are. Of what nobody declared it has to be said."""
    return at(place) if customer.declared is None else ""


def _finding(rule, customer, n, path, text, layouts):
    section, part, name, ident, place, inner = _object(layouts[customer.kind], customer, path)
    waiver = next((one for one in customer.waivers if one.counts(customer.today) and one.covers(rule.id, path)), None)
    kind = (part or section).kind if section else None
    where = {"kind": kind.name, "name": name, "ident": ident, "place": place} if section else {}
    what = f"{kind.title} {name}{_where(customer, place)}: " if section else ""
    option, value = ".".join(str(one) for one in inner[:1]), _value(customer, path)
    one = finding(
        rule.id,
        f"{what}{_field(inner)}{text}",
        severity=rule.severity,
        why=rule.why,
        fix=rule.fix,
        customer=None if customer.declared is None else customer.id,
        provider=customer.kind,
        path=inner,
        waived=waiver and {"reason": waiver.reason, "ticket": waiver.ticket, "expires": waiver.expires.isoformat() if waiver.expires else None},
        **where,
        **({"live": value[0]} if value and option else {}),
    )
    own = translated(path, customer.document, customer.declared.document) if customer.declared else ()
    return one, n, own


def _field(inner):
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in inner).removeprefix(".")
    return f"{text}: " if text else ""


def _value(customer, path):
    """``(value,)`` of what a path leads to, None if it leads nowhere."""
    value = customer.document
    for n, part in enumerate(path):
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            if n == 2:
                live = dict(customer.listed(path[0])).get(tuple(path[:2]), {})
                return (live[part],) if part in live and n == len(path) - 1 else None
            return None
        except Unreadable:
            return None
    return (value,)


def _object(layout, customer, path):
    """The object that a path leads into: ``(section, part or None, name, id, place, rest of the path)``."""
    section = next((one for one in layout.sections if path and one.name == path[0] and one.enforced), None)
    if section is None or len(path) < 2 or not isinstance(path[1], int):
        return None, None, None, None, None, tuple(path)
    objects = dict(customer.listed(section.name))
    live = objects.get(tuple(path[:2]), {})
    name, ident = live.get(section.kind.key), live.get(section.kind.id) if section.kind.id != section.kind.key else None
    part = next((one for one in section.parts if len(path) > 3 and one.name == path[2]), None)
    if part is None:
        return section, None, name, ident, place_of(section.kind, live), tuple(path[2:])
    inner = customer.document[section.name][path[1]][part.name][path[3]].get(part.key)
    return section, part, f"{name}/{inner}" if part.kind.parent else inner, None, place_of(section.kind, live) or ident, tuple(path[4:])
