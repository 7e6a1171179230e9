# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is at a provider and in no customer's document, for state overridden. Reads only. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, TrunkingError, UnknownState
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.stages import Stage, Step, is_free, mentioned


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
    """The objects inside a scope that no plan describes or refers to: ``[(kind, object as the API sends it)]``, in the order in which they can go, and those
    of which nobody can tell whether they are inside.

    Numbers, users, services and capacities are never among them: they are there before their customers and after.

    :param where: what ``scoped`` gives.
    :returns: ``(to go, left alone)``, both of that shape.
    :raises UnknownState: if a listing is not known to be whole.
    """
    named, read, seen = _named(plans), [], set()
    for section in reversed(layout.sections):
        kind = section.kind
        if not section.enforced or section.levels or kind.absent_as:
            continue
        listed = api.all(kind, _place(kind, where))
        _refuse_incomplete(api, [kind, *kind.users()])
        seen |= {item.get(kind.scope) for item in listed if kind.scope in where}
        read.append((kind, [item for item in listed if kind.ours(item)]))
    surplus, left = [], []
    for kind, items in read:
        inside = [item for item in items if _inside(item, where) and not {str(item.get(kind.key)), item[kind.id]} & named.get(kind.name, set())]
        known = kind.scope in where or kind.place or not inside or _is_own(layout, where, seen, api)
        (surplus if known else left).extend((kind, item) for item in sorted(inside, key=lambda item, kind=kind: (str(item.get(kind.key)), item[kind.id])))
    return surplus, left


def _is_own(layout, where, seen, api):
    """Whether the login acts for the partner of the scope. What does not say whose it is, as an access control rule, is the login's own (contract section 7).
    A login sees its own partner and those below: it is not that of the scope if it sees who is above that, be it by a gateway of the system.

    :param seen: the partners of which something is listed.
    """
    try:
        return all(ident in seen and layout.provider.above(api.client, ident) not in seen - {None} for ident in where.values())
    except TrunkingError:
        return False


def _inside(item, where):
    return all(item.get(option, value) == value for option, value in where.items())


def _named(plans):
    """``{kind name: names and ids}`` that the plans know of."""
    named = {}
    for plan in plans:
        for kind_name, names in mentioned(plan).items():
            named.setdefault(kind_name, set()).update(names)
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
        bound = [user for user, switch in kind.users().items() if switch is None and user.absent_as]
        made += [_off(user, kind, where, items) for user in bound]
        going = {other.name: [str(item.get(other.key)) for one, item in surplus if one is other] for other, _item in surplus}
        steps = _gone(kind, where, items, going, bound)
        made.append(Stage(kind.title, tuple(str(item.get(kind.key)) for item in items), steps, apart=not kind.place))
    return made


def _gone(kind, where, items, going, bound):
    known = options(kind)["properties"]
    common = {option: value for option, value in where.items() if option in known}
    # What is bound to it stays, unbound.
    common.update({switch: True for switch in kind.users().values() if switch})

    def steps(api, results):
        off = {user.name: [name for one, name in results if one == user.name and is_free(results, user, name)] for user in bound}
        planned = {name: names for name, names in {**going, **off}.items() if name in known.get("planned", {"properties": {}})["properties"]}
        more = {**common, **({"planned": planned} if planned else {})}
        return [Step(kind, {**more, kind.id: item[kind.id], "state": "absent"}, str(item.get(kind.key))) for item in items]

    return steps


def _off(user, kind, where, items):
    attribute = next(name for name, prop in user.schema["properties"].items() if prop.get("x-ref") == kind.name)
    option, names = option_name(attribute, user.schema["properties"][attribute]), {item[kind.id] for item in items}

    def steps(api, results):
        on = [one for one in api.all(user, _place(user, where)) if one.get(attribute) in names]
        return [Step(user, {**where, user.key: one[user.key], option: one[attribute], "state": "absent"}, one[user.key]) for one in on]

    return Stage(user.title, (), steps)
