# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is at a provider and in no customer's document, for state overridden. Reads only. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, UnknownState
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.stages import Stage, Step, names_of


def scoped(layout, scope):
    """Where to look, as the modules' options say it: ``{option: value}``.

    :param scope: in the words of a document's ``provider``: ``{partner: ...}``, or ``{service_provider: ..., group: ...}``.
    :raises InvalidInput: if it is not said.
    """
    missing = [name for name in layout.place_options if not (scope or {}).get(name)]
    if missing:
        raise InvalidInput([f"scope.{layout.provider.name}.{name}: is required for state overridden" for name in missing])
    return {option: scope[name] for name, option in layout.place_options.items()}


def found(layout, where, plans, api):
    """The objects inside a scope that no plan names: ``[(kind, object as the API sends it)]``, in the order in which they can go, and those
    of which nobody can tell whether they are inside.

    Numbers, users, services and capacities are never among them: they are there before their customers and after.

    :param where: what ``scoped`` gives.
    :returns: ``(to go, left alone)``, both of that shape.
    :raises UnknownState: if a listing is not known to be whole.
    """
    named, read = _named(layout, plans), []
    for section in reversed(layout.sections):
        kind = section.kind
        if not section.enforced or section.levels or kind.absent_as:
            continue
        items = [item for item in api.all(kind, _place(kind, where)) if kind.ours(item)]
        _refuse_incomplete(api, [kind, *kind.users()])
        read.append((kind, items))
    # An access control rule belongs to whoever made it and does not say who that is (contract section 7). A login that sees objects of several
    # partners may be another one than that of the scope.
    told = [_inside(item, where) for kind, items in read if kind.scope in where for item in items]
    whose = all(told) and bool(told)
    surplus, left = [], []
    for kind, items in read:
        inside = [item for item in items if _inside(item, where) and str(item.get(kind.key)) not in named.get(kind.name, ())]
        known = kind.scope in where or kind.place or whose
        (surplus if known else left).extend((kind, item) for item in sorted(inside, key=lambda item, kind=kind: (str(item.get(kind.key)), item[kind.id])))
    return surplus, left


def _inside(item, where):
    return all(item.get(option, value) == value for option, value in where.items())


def _named(layout, plans):
    """``{kind name: names}`` of what the plans have, and of what states and profiles may have made for their customers."""
    named = {}
    for plan in plans:
        for kind_name, names in names_of(layout, plan).items():
            named.setdefault(kind_name, set()).update(names)
        for section in layout.sections:
            if section.made:
                named.setdefault(section.kind.name, set()).update(plan["made_rules"])
    return named


def _place(kind, where):
    return {name: where[name] for name in kind.place} or None


def _refuse_incomplete(api, kinds):
    for kind in kinds:
        short = api.short(kind)
        if short:
            what = kind.plural.replace("_", " ")
            raise UnknownState(f"The API lists {short[0]} {what} and says that there are {short[1]}. Nothing is removed on such a list.")


def stages(layout, where, surplus):
    """The stages that remove what is too much: first what is bound to it, then itself."""
    made = []
    for kind in dict.fromkeys(kind for kind, _item in surplus):
        items = [item for one, item in surplus if one is kind]
        known = options(kind)["properties"]
        common = {option: value for option, value in where.items() if option in known}
        made += [_off(user, kind, where, items) for user, switch in kind.users().items() if switch is None and user.absent_as]
        # What is bound to it stays, unbound.
        switches = {switch: True for switch in kind.users().values() if switch}
        going = {other.name: [str(item.get(other.key)) for one, item in surplus if one is other] for other, _item in surplus}
        planned = {name: names for name, names in going.items() if name in known.get("planned", {"properties": {}})["properties"]}
        common.update({"planned": planned} if planned else {}, **switches)
        steps = [Step(kind, {**common, kind.id: item[kind.id], "state": "absent"}, str(item.get(kind.key))) for item in items]
        made.append(Stage(kind.title, tuple(step.name for step in steps), lambda api, results, steps=steps: steps, apart=not kind.place))
    return made


def _off(user, kind, where, items):
    attribute = next(name for name, prop in user.schema["properties"].items() if prop.get("x-ref") == kind.name)
    option, names = option_name(attribute, user.schema["properties"][attribute]), {item[kind.id] for item in items}

    def steps(api, results):
        on = [one for one in api.all(user, _place(user, where)) if compare.canonical(user.schema["properties"][attribute], one.get(attribute)) in names]
        return [Step(user, {**where, user.key: one[user.key], option: one[attribute], "state": "absent"}, one[user.key]) for one in on]

    return Stage(user.title, (), steps)
