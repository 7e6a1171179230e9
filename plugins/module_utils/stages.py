# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to be done for one customer, stage by stage, in the order of the roles. Pure. Private to the collection.

The order comes from what documents consist of (``sections.py``): first what others refer to, and backwards for a customer who leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain

from ansible_collections.telecom.trunking.plugins.module_utils import compare, states
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, Refused
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS


@dataclass(frozen=True)
class Step:
    """One task of the engine.

    :ivar params: the task's parameters, without the connection.
    :ivar name: what people call the object.
    """

    declaration: object
    params: dict
    name: str

    @property
    def key(self):
        return self.declaration.name, self.name

    @property
    def tells(self):
        """Whether later steps go by what it leaves of the object, see ``is_free``."""
        return bool(getattr(self.declaration, "absent_as", None)) and self.params.get("state") == "absent"

    @property
    def place(self):
        """Where the object is, so that one of the same name elsewhere is another one."""
        return tuple(self.params.get(option) for option in getattr(self.declaration, "place", ()))

    @property
    def scope(self):
        """The partner that the object is said to be of, None if nothing is said: then it may be anybody's that the login sees."""
        return self.params.get(getattr(self.declaration, "scope", None))


@dataclass(frozen=True)
class Stage:
    """Steps that come after those of the stage before, in any order among themselves if they are ``apart``.

    :ivar title: what its objects are.
    :ivar names: their names, as far as they are known beforehand.
    :ivar steps: ``(api, results) -> [Step]``, the results of earlier steps by ``Step.key``.
    :ivar kind: the kind of its objects, if they are known by their listing.
    """

    title: str
    names: tuple
    steps: object
    apart: bool = False
    kind: object = None


@dataclass(frozen=True)
class Terms:
    """How the steps are carried out.

    :ivar replaced: what the document does not mention goes to its default, and children that it does not list go.
    :ivar options: options that every step takes whose module has them, ``update_password`` for example.
    :ivar given_back: ``(kind, name) -> whether`` something that was rented may be given back, asked when its customer has left it.
    :ivar made_alone: what a state or a profile makes is all that a list has of which the document says nothing.
    """

    replaced: bool = False
    options: dict = field(default_factory=dict)
    given_back: object = lambda kind, name: True
    made_alone: bool = False


@cache
def defaults(declaration):
    """What Ansible fills in for a task that leaves it out."""
    return {name: prop["default"] for name, prop in options(declaration)["properties"].items() if "default" in prop and prop.get("x-control")}


def layout_of(plan):
    return LAYOUTS[plan["provider"]]


# Contradictions -------------------------------------------------------------------------------------------------------


def check(plan):
    """:raises InvalidInput: if the document, sound as it is, asks for something that cannot be."""
    layout = layout_of(plan)
    found = [problem for rule in layout.rules for problem in rule(plan)]
    found += _unclear(plan)
    found += [f"{wish['name']}: is required and not enforceable at this provider" for wish in not_enforceable(plan) if wish["required"]]
    if found:
        raise InvalidInput(found)


def objections(plan, confirmed=False):
    """Why a customer is not taken off. See ``states.objections``."""
    return [*states.objections(plan, confirmed), *_unclear(plan)]


def _unclear(plan):
    """What does not say to what it is bound, where that cannot be guessed. Taken off, it would be taken from whoever has it by now."""
    found = []
    for section in _enforced(layout_of(plan)):
        for option, other in section.lone.items():
            loose = [item[section.key] for item in plan[section.name] if option not in item] if len(plan[other]) != 1 else []
            found += [f"{section.kind.title} {name}: {option} is missing, and there is not just one that could be meant" for name in loose]
    return found


def not_enforceable(plan):
    """What the customer asks for and its provider has nothing of: ``[{kind, name, required}]``."""
    found = []
    for section in layout_of(plan).sections:
        if not section.enforced:
            found += [_wish(section.kind.name, f"{section.kind.title} {item[section.key]}") for item in plan[section.name]]
        for attribute, kind in section.wishes.items():
            array = kind.attributes[attribute]
            title = array["items"]["title"].replace("_", " ")
            for item in plan[section.name]:
                for element in item.get(attribute) or []:
                    words = [element.get(name) for name in array["x-key"]]
                    text = " ".join(", ".join(word) if isinstance(word, list) else str(word) for word in words if word)
                    found.append(_wish(array["items"]["title"], f"{title} {text} of {section.kind.title} {item[section.key]}", element.get("required")))
    return found


def _wish(kind, name, required=False):
    return {"kind": kind, "name": name, "required": bool(required)}


# Setting up -----------------------------------------------------------------------------------------------------------


def setting_up(plan, terms):
    """The stages that make everything exist that a plan names.

    :param plan: what ``documents.plan`` gives, with secrets.
    :returns: ``(above, own, above again)``, three lists: what grows above the customer's own place, what is at that place, what shrinks above it. With others
        at places of their own, each of the three comes when all have done the one before.
    """
    layout = layout_of(plan)
    planned = names_of(layout, plan)
    above, stages, last, lower = [], [], [], []
    for section in _enforced(layout):
        if section.levels:
            for level in section.levels:
                if plan[section.name].get(level):
                    own = len(_place_of(plan, level)) == len(layout.place_options)
                    (stages if own else above).append(_level(plan, planned, section, level, terms, lowering=False))
                    (last if own else lower).insert(0, _level(plan, planned, section, level, terms, lowering=True))
            continue
        items = [(item[section.key], {**_lone(plan, section, item), **_said(section, item)}) for item in plan[section.name]]
        stages.append(_presence(plan, planned, section, items, terms))
        for part in section.parts:
            items = [
                (f"{item[section.key]}/{inner[part.key]}" if part.kind.parent else inner[part.key], {part.given: item[section.key], **_said(part, inner)})
                for item in plan[section.name]
                for inner in item.get(part.name) or []
            ]
            stages.append(_presence(plan, planned, part, items, terms))
    return above, [stage for stage in [*stages, *last] if stage.names], lower


def ending(plan, terms):
    """The stages that end the calls of a suspended customer, on the trunk groups that there are: none for others.

    They need no secret and none of the customer's other objects.

    :param plan: what ``documents.plan`` gives.
    """
    nothing = {section.name: {} if section.levels else [] for section in layout_of(plan).sections}
    # What is left out is not said by this part of the document, so that nothing of it is reset.
    terms = replace(terms, replaced=False, made_alone=terms.replaced)
    made = chain(*setting_up({**plan, **nothing, **plan["ending_calls"]}, terms)) if any(plan["ending_calls"].values()) else []
    rules = {section.kind for section in layout_of(plan).sections if section.made}
    return [stage if stage.kind in rules else replace(stage, steps=_where_there(stage)) for stage in made]


def _where_there(stage):
    return lambda api, results: [step for step in stage.steps(api, results) if _there(api, step)]


def _presence(plan, planned, section, items, terms):
    kind = section.kind
    state = {"state": "replaced" if terms.replaced else "present"}
    steps = [Step(kind, {**_common(plan, planned, kind, terms.options), **item, **state}, name) for name, item in items]
    member = layout_of(plan).made
    if member is None or member.owners[-1] is not kind:
        return Stage(kind.title, tuple(step.name for step in steps), lambda api, results: steps, apart=not kind.place, kind=kind)

    def with_made(api, results):
        return [_with_made(plan, member, step, api, terms.replaced or terms.made_alone) for step in steps]

    return Stage(kind.title, tuple(step.name for step in steps), with_made, apart=not kind.place, kind=kind)


def _said(section, item):
    """An item as the module takes it: without its parts, without what cannot be enforced, without marks."""
    said = {name: value for name, value in item.items() if name not in section.wishes and name not in {part.name for part in section.parts}}
    for name in section.marked:
        if said.get(name):
            said[name] = [{n: value for n, value in element.items() if n != "required"} for element in said[name]]
    return said


def _lone(plan, section, item):
    """What the item leaves out and the only item of another section stands for."""
    others = {option: plan[name] for option, name in section.lone.items() if option not in item and len(plan[name]) == 1}
    return {option: only["name"] for option, (only,) in others.items()}


def _with_made(plan, member, step, api, alone):
    """The step of an owner of which the document does not say what elements it has, with those that are made for it and those that stay.

    What an earlier state or fraud profile has made goes, what somebody else has put there stays behind what is made now, unless that is to stand alone.
    """
    if member.attribute in step.params or not plan["made_rules"]:
        return step
    kind, holders = member.owners[-1], _there(api, step)
    holder = holders[0] if holders else {}
    if holders and member.attribute not in holder:
        holder = api.alone(kind, holder[kind.id]) or {}
    there = [] if alone else holder.get(member.attribute) or []
    kinds = {name: member.provider.kinds[name] for name, _ref, _path in compare.references(member.array, there)}
    ids = {item[one.id] for one in kinds.values() for name in plan["made_rules"] for item in api.find(one, name)}
    made = [{n: v for n, v in acl.items() if n != kind.name} for acl in plan["made_acls"] if acl[kind.name] == step.name]
    elements = states.with_made(made, there, ids)
    return step if elements is None else Step(step.declaration, {**step.params, member.attribute: elements}, step.name)


def _there(api, step):
    """The objects that a step of presence may mean, as the API sends them: none where nothing can be, for want of a service."""
    kind = step.declaration
    scope = {name: step.params[name] for name in (kind.scope,) if step.params.get(name)}
    try:
        found = api.find(kind, step.name, {name: step.params[name] for name in kind.place} or None)
    except Refused as refusal:
        if not kind.provider.gone(refusal):
            raise
        return []
    return [one for one in found if kind.ours(one) and all(one.get(name, value) == value for name, value in scope.items())]


def _level(plan, planned, section, level, terms, lowering):
    """A group gets at most what its service provider has, and a trunk group at most what its group has: what grows, grows from the top and
    first, what shrinks, shrinks from the bottom and last.
    """
    kind, place, wanted = section.kind, _place_of(plan, level), plan[section.name][level]
    name = "/".join(place.values())
    # What stands above everything of this customer waits for nothing of it.
    whole = len(place) == len(layout_of(plan).place_options)
    above = {**planned} if whole else {}
    params = {**_common(plan, above, kind, terms.options), "state": "replaced" if terms.replaced else "present"}
    for option in layout_of(plan).place_options.values():
        params.pop(option, None)

    def steps(api, results):
        if not lowering:
            results[kind.name, name, "lower"] = _lowered(api, kind, place, wanted)
        lower = results.get((kind.name, name, "lower"), ())
        part = {n: value for n, value in wanted.items() if (n in lower) is lowering}
        if lowering and not part:
            return []
        return [Step(kind, {**params, **place, **part}, name)]

    return Stage(f"lower {kind.title}" if lowering else kind.title, (name,), steps, kind=kind)


def _lowered(api, kind, place, wanted):
    """Attributes that are to become smaller. What cannot be read has nothing to lose."""
    try:
        now = next(iter(api.all(kind, place)), {})
    except Refused as refusal:
        # What else a 400 may mean, the step that sets the values meets as well.
        if refusal.status != 400:
            raise
        return set()
    values = {name: (now.get(name), compare.canonical(kind.attributes[name], wanted[name])) for name in wanted}
    return {name for name, (is_, becomes) in values.items() if is_ and becomes is not None and becomes >= 0 and (is_ < 0 or becomes < is_)}


def unlisted(plan, terms):
    """The stages that remove the children that a replaced customer does not list any more."""
    layout, stages = layout_of(plan), []
    if not terms.replaced:
        return []
    for section in _enforced(layout):
        for part in section.parts:
            if part.kind.parent is section.kind:
                stages += [_unlisted_of(plan, section, part, item) for item in plan[section.name]]
    return stages


def _unlisted_of(plan, section, part, item):
    kind, owner = part.kind, item[section.key]
    listed = {str(inner[part.key]) for inner in item.get(part.name) or []}
    common = _common(plan, {}, kind)

    def steps(api, results):
        scope = {name: common[name] for name in (section.kind.scope,) if name in common}
        holders = [one for one in api.find(section.kind, owner) if section.kind.ours(one) and all(one.get(n, v) == v for n, v in scope.items())]
        children = [child for holder in holders[:1] for child in api.all(kind, holder) if str(child.get(kind.key)) not in listed]
        return [Step(kind, {**common, part.given: owner, kind.id: child[kind.id], "state": "absent"}, f"{owner}/{child.get(kind.key)}") for child in children]

    return Stage(kind.title, (), steps, apart=True)


# Leaving --------------------------------------------------------------------------------------------------------------


def purged(plan):
    """Whether what a customer who leaves has only rented is given back."""
    return plan["state"] == states.CEASED and bool(plan["lifecycle"].get("purge"))


def leaving(plan, terms):
    """The stages that take a customer off."""
    layout, stages = layout_of(plan), []
    release = terms.given_back if purged(plan) else None
    planned = names_of(layout, plan)
    special = {section.name for section in layout.leaving}
    for section in reversed(_enforced(layout)):
        if section.name in special:
            continue
        stages += [_parting(plan, part) for part in section.parts if part.outlives]
        names = [item[section.key] for item in plan[section.name]]
        names += [name for name in plan["made_rules"] if section.made and name not in names]
        planned[section.kind.name] = names
        stages += _absence(plan, planned, section, names, release)
    for section in layout.leaving:
        wanted = plan["leaving"][section.name]
        if section.levels:
            stages += [_level_left(plan, section, level, wanted[level]) for level in reversed(section.levels) if wanted.get(level)]
        else:
            stages += _absence(plan, {}, section, wanted, None)
    return [stage for stage in stages if stage.names]


def _parting(plan, part):
    """Those who stay when the objects around them go."""
    common = _common(plan, {}, part.kind)
    steps = [Step(part.kind, {**common, **user, "state": "absent"}, user[part.key]) for user in plan["users"]]
    return Stage(part.kind.title, tuple(step.name for step in steps), lambda api, results: steps)


def _absence(plan, planned, section, names, release):
    kind = section.kind
    items = {item[section.key]: item for item in plan[section.name]} if isinstance(plan.get(section.name), list) and not section.names else {}

    def params(name):
        item = items.get(name, {})
        # Where it is bound now may not be where the document says. Only that binding is meant.
        said = {option: value for option, value in {**_lone(plan, section, item), **item}.items() if option in bindings(kind)}
        return {**said, kind.key: name, "state": "absent"}

    def steps(api, results):
        # Numbers that are bound elsewhere stay there, and so does what they are bound to.
        kinds = kind.provider.kinds
        going = {n: [name for name in named if is_free(results, kinds[n], name)] for n, named in planned.items()}
        return [Step(kind, {**_common(plan, going, kind), **params(name)}, name) for name in names]

    stages = [Stage(kind.title, tuple(names), steps, apart=not kind.place, kind=kind)]
    if kind.delete_switch and release:

        def given_back(api, results):
            # One that was bound to nothing before may have been somebody else's in the meantime.
            free = [name for name in names if results.get((kind.name, name), {}).get("changed") and release(kind, name)]
            return [Step(kind, {**_common(plan, {}, kind), kind.key: name, "state": "absent", kind.delete_switch: True}, name) for name in free]

        stages.append(Stage(f"release of {kind.title}", tuple(names), given_back, apart=True))
    return stages


def is_free(results, kind, name):
    """Whether something that stays is bound to nothing after what was done."""
    left = results.get((kind.name, name), {}).get(kind.name) or {}
    return not any(left.get(option) for option in bindings(kind))


def bindings(kind):
    """Options that say what an object that stays is bound to."""
    properties = kind.schema["properties"]
    return {option_name(name, properties[name]) for name in kind.absent_as if "x-ref" in properties[name]}


def _level_left(plan, section, level, wanted):
    kind, place = section.kind, _place_of(plan, level)
    name = "/".join(place.values())

    def steps(api, results):
        try:
            api.all(kind, place)
        except Refused as refusal:
            # The answer where the service is not assigned, as when an earlier run has taken it away.
            if kind.provider.gone(refusal) and any(plan["leaving"][one.name] for one in layout_of(plan).leaving if one.names):
                return []
            raise
        return [Step(kind, {**place, **wanted, "state": "present"}, name)]

    return Stage(kind.title, (name,), steps)


# What all steps have in common -----------------------------------------------------------------------------------------


def _enforced(layout):
    return [section for section in layout.sections if section.enforced]


def names_of(layout, plan):
    """``{kind name: [names]}`` of what the plan has, so that check mode can follow references to it."""
    found = {}
    for section in _enforced(layout):
        if section.levels:
            found[section.kind.name] = ["/".join(_place_of(plan, level).values()) for level in section.levels if plan[section.name].get(level)]
            continue
        found[section.kind.name] = [item[section.key] for item in plan[section.name]]
        for part in section.parts:
            found[part.kind.name] = [inner[part.key] for item in plan[section.name] for inner in item.get(part.name) or []]
    return found


def described(plan):
    """Every object that a plan describes by itself: ``((kind name, place and name), kind, name, what is said of it)``, of whatever partner."""
    layout = layout_of(plan)
    for section in _enforced(layout):
        if section.levels:
            for level in section.levels:
                if plan[section.name].get(level):
                    place = tuple(_place_of(plan, level).values())
                    yield (section.kind.name, *place), section.kind, "/".join(place), plan[section.name][level]
            continue
        for item in plan[section.name]:
            yield _described(plan, section, item, {**_lone(plan, section, item), **item})
            for part in section.parts:
                if part.outlives:
                    yield from (_described(plan, part, inner, {part.given: item[section.key], **inner}) for inner in item.get(part.name) or [])


def left_behind(plan):
    """What a customer who leaves sets or takes away around itself: ``(place, (kind name, place and name), kind, name)``."""
    layout = layout_of(plan)
    whole = tuple(plan[option] for option in layout.place_options.values())
    for section in layout.leaving:
        wanted = plan["leaving"][section.name]
        for level in section.levels:
            if wanted.get(level):
                place = tuple(_place_of(plan, level).values())
                yield place, (section.kind.name, *place), section.kind, "/".join(place)
        for name in () if section.levels else wanted:
            yield whole, (section.kind.name, *whole, name), section.kind, name


def _described(plan, section, item, said):
    kind, name = section.kind, item[section.key]
    return (kind.name, *(plan[option] for option in kind.place), name), kind, name, said


def mentioned(plan):
    """``{kind name: names and ids}`` of everything that a plan describes, refers to, or may have been made for its customer."""
    layout = layout_of(plan)
    found = {kind: set(names) for kind, names in names_of(layout, plan).items()}
    for section in _enforced(layout):
        if section.made:
            found[section.kind.name].update(plan["made_rules"])
        for item in [] if section.levels else plan[section.name]:
            inner = [(part.kind, one) for part in section.parts for one in item.get(part.name) or []]
            for kind, one in [(section.kind, item), *inner]:
                for other, reference, _path in _references(kind, one):
                    found.setdefault(other, set()).add(str(reference))
    return found


def _references(kind, item):
    named = {name: (prop, option_name(name, prop)) for name, prop in kind.attributes.items() if not compare.is_secret(prop)}
    given = {name: compare.canonical(prop, item[option]) for name, (prop, option) in named.items() if option in item}
    return compare.references({"properties": kind.attributes}, given)


def _place_of(plan, level):
    """Where a level is: the customer's place, down to the level."""
    place = {}
    for name, option in layout_of(plan).place_options.items():
        place[option] = plan[option]
        if name == level:
            return place
    return place


def _common(plan, planned, declaration, more=()):
    """The options that every step of a customer gets, as far as its module has them."""
    known = options(declaration)["properties"]
    where = {option: plan[option] for option in layout_of(plan).place_options.values() if option in known and plan.get(option)}
    may_name = known.get("planned", {"properties": {}})["properties"]
    names = {kind: named for kind, named in planned.items() if kind in may_name}
    return {**where, **({"planned": names} if names else {}), **{name: value for name, value in dict(more).items() if name in known}}
