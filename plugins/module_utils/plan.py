# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to be done: desired x current -> ordered operations. Pure. Private to the collection.

``changed``, the diff and the list of operations all come from here, in check mode and for real, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, UnknownState


@dataclass(frozen=True)
class Operation:
    """One write.

    :ivar action: ``create``, ``update`` or ``delete``.
    :ivar name: the object's name.
    :ivar ident: its id, None for what does not exist yet.
    :ivar parent: the object (as the API sends it) that it lives in, if the kind has a parent.
    :ivar body: canonical attributes to send.
    """

    action: str
    kind: object
    name: str
    ident: str | None = None
    parent: dict | None = None
    body: dict = field(default_factory=dict)

    def result(self):
        """The operation as a task's result shows it."""
        shown = {"action": self.action, "object": self.kind.name, "name": self.name}
        return {**shown, "attributes": sorted(self.body)} if self.action == "update" else shown

    def __str__(self):
        return f"{self.action} {self.kind.title} {self.name}"


@dataclass(frozen=True)
class Plan:
    """The operations of one task, and the object before and after them.

    :ivar before, after: canonical objects, None where there is none.
    :ivar ignored: attributes that the task wants and that the API does not have in this release.
    """

    operations: tuple
    before: dict | None
    after: dict | None
    ignored: tuple = ()


def fixed(kind):
    """Attributes that every object of a kind is created with."""
    return {name: prop["x-fixed"] for name, prop in kind.schema["properties"].items() if "x-fixed" in prop}


def defaults(kind):
    """Documented defaults of what a task may set."""
    return {name: prop["default"] for name, prop in kind.attributes.items() if "default" in prop}


def initial(kind):
    """What a new object shows of that. Where null is documented to be left out, it is."""
    return {name: value for name, value in defaults(kind).items() if value is not None or kind.attributes[name].get("x-missing") != "null"}


def known(prop, current, name):
    """Whether an object shows an attribute. One that is documented to be left out, while it is empty or by some releases, does."""
    return name in current or "x-missing" in prop


def unsupported(prop, current, name):
    """Whether the release of the API does not have an attribute."""
    return name not in current and prop.get("x-missing") == "unsupported"


def unknown(kind, desired, current, state):
    """Attributes that have to be compared and that the API left out of its answer."""
    if current is None or state == "absent":
        return []
    wanted = {*desired, *defaults(kind)} if state == "replaced" else desired
    return [n for n, p in kind.attributes.items() if n in wanted and not known(p, current, n) and not compare.is_secret(p)]


def plan_object(kind, name, desired, current, state="present", always=False, parent=None):
    """Bring one object to the desired state.

    :param desired: canonical attributes of the task, references as ids.
    :param current: canonical object at the API, None if there is none.
    :param state: ``present`` or ``replaced``.
    :param always: send secrets even if nothing else changes.
    :raises UnknownState: if the API leaves out an attribute that has to be compared.
    :raises InvalidInput: if a new object lacks what it needs, or a list has to be sent whole with a secret that nobody knows.
    """
    if current is None:
        return _creation(kind, name, desired, parent)
    missing = unknown(kind, desired, current, state)
    if missing:
        raise UnknownState(
            f"The API does not return {', '.join(missing)} of the {kind.title} {name}, so that it cannot be compared. "
            "Leave it out of the task, or ask the provider why.",
            missing,
        )
    changes = _changes(kind, desired, current, state, always)
    changes.update(_endings(kind, desired, current, changes))
    if name != current.get(kind.key):
        changes[kind.key] = name
    after = {**current, **changes}
    _refuse_forgotten_secrets(kind, current, changes)
    ignored = tuple(n for n, p in kind.attributes.items() if n in desired and unsupported(p, current, n))
    if not changes:
        return Plan((), current, after, ignored)
    operation = Operation("update", kind, current.get(kind.key, name), current[kind.id], parent, changes)
    return Plan((operation,), current, after, ignored)


def _creation(kind, name, desired, parent):
    sent = {n: p["default"] for n, p in kind.attributes.items() if p.get("x-send")}
    body = {kind.key: name, **fixed(kind), **sent}
    given = {n: compare.merge(kind.attributes[n], None, value) for n, value in desired.items() if n in kind.attributes}
    # What stays null after clearing is what a new object has anyway, an empty list may not be.
    body.update({n: value for n, value in given.items() if value is not None})
    # What a create request does not take follows in an update, where it is not what a new object has anyway.
    late = {n: body.pop(n) for n, p in kind.attributes.items() if p.get("x-late") and n in body}
    late = {n: value for n, value in late.items() if value != kind.attributes[n].get("default")}
    body.update({n: value for n, value in desired.items() if n == kind.scope and not kind.schema["properties"][n].get("readOnly")})
    complete(kind.schema, body, f"{kind.title} {name}")
    operations = [Operation("create", kind, name, None, parent, body)]
    operations += [Operation("update", kind, name, name, parent, late)] if late else []
    return Plan(tuple(operations), None, {**initial(kind), **body, **late})


def complete(schema, body, what):
    """:raises InvalidInput: if something new lacks what the schema requires of it."""
    missing = [name for name in schema.get("required", []) if body.get(name) is None]
    if missing:
        raise InvalidInput([f"{name}: is required for a new {what}" for name in missing])


def _changes(kind, desired, current, state, always):
    changes = {}
    for name, prop in kind.attributes.items():
        if state != "replaced" and name not in desired or unsupported(prop, current, name):
            continue
        if name in desired:
            target = compare.merge(prop, current.get(name), desired[name], reset=state == "replaced", always=always)
        elif "default" in prop and not compare.is_secret(prop):
            target = prop["default"]
        else:
            continue
        secret = always and any(compare.secrets_in(prop, desired.get(name)))
        if compare.is_secret(prop):
            if name in desired and (always or comes_with(prop, desired, current)):
                changes[name] = target
        elif secret or not compare.same(prop, current.get(name), target):
            changes[name] = target
    return changes


def _endings(kind, desired, current, changes):
    """What an object loses by its changes: the pilot of a trunk group is not the pilot of the next one."""
    lost = {n: value for cause, values in kind.ends_with.items() if cause in changes for n, value in values.items()}
    return {n: value for n, value in lost.items() if n not in desired and not compare.same(kind.attributes[n], current.get(n), value)}


def comes_with(prop, desired, current):
    """Whether the attribute that a secret goes with is set for the first time, so that the secret cannot be there yet."""
    return any(desired.get(companion) and not current.get(companion) for companion in prop.get("x-goes-with", []))


def _refuse_forgotten_secrets(kind, current, changes):
    """A changed list goes out whole. A secret in it that is neither given nor returned by the API would be lost."""
    problems = []
    for name, value in changes.items():
        array = kind.attributes.get(name, {})
        if "x-key" not in array:
            continue
        companions = {n: p["x-goes-with"] for n, p in array["items"]["properties"].items() if "x-goes-with" in p}
        for n, item in enumerate(value):
            existed = compare.matches(array, current.get(name) or [], item)
            for secret, named in companions.items():
                if existed and any(item.get(companion) for companion in named) and not item.get(secret):
                    problems.append(f"{name}[{n}]: {secret}: has to be given, the changed list is sent whole and the API does not return it")
    if problems:
        raise InvalidInput(problems)


def plan_absence(kind, current, unlink, children, parent=None):
    """Remove an object: first what points at it, then what is in it, then itself.

    :param unlink: ``[(kind, object, attribute)]``, objects whose reference has to be cleared first.
    :param children: ``[(kind, object)]`` to delete with it.
    """
    if current is None:
        return Plan((), None, None)
    operations = [Operation("update", k, str(o.get(k.key)), o[k.id], None, {attribute: None}) for k, o, attribute in unlink]
    operations += [Operation("delete", k, str(o.get(k.key)), o[k.id], current) for k, o in children]
    operations.append(Operation("delete", kind, str(current.get(kind.key)), current[kind.id], parent))
    return Plan(tuple(operations), current, None)


def plan_release(kind, current, parent=None):
    """Set what ``absent`` means for an object that stays."""
    properties = kind.schema["properties"]
    body = {n: v for n, v in kind.absent_as.items() if current is not None and not compare.same(properties[n], current.get(n), v)}
    if not body:
        return Plan((), current, current)
    return Plan((Operation("update", kind, current[kind.key], current[kind.id], parent, body),), current, {**current, **body})


def plan_member(member, owner_kind, owner, wanted, state, exclusive, always=False, parent=None):
    """Bring one element of an owner's array to the desired state. The array is always sent whole.

    :param owner: canonical object that holds the array.
    :param wanted: canonical element of the task.
    :returns: ``(plan of the owner, the element afterwards or None)``.
    :raises InvalidInput: if several elements may be meant, or a new element lacks what it needs.
    :raises UnknownState: if the API leaves the array out.
    """
    array, name = member.array, str(owner.get(owner_kind.key))
    if member.attribute not in owner:
        raise UnknownState(f"The API does not return {member.attribute} of the {owner_kind.title} {name}, so that nothing can be added to them or taken away.")
    items = owner[member.attribute] or []
    found = compare.matches(array, items, wanted)
    if state == "absent":
        element = None
        target = [item for n, item in enumerate(items) if n not in found]
    else:
        if len(found) > 1:
            several = f"{len(found)} {member.attribute} of the {owner_kind.title} {name} have the same {' and '.join(array['x-key'])}"
            raise InvalidInput([f"{several} and cannot be told apart. Set the whole list instead"])
        current = items[found[0]] if found else None
        element = compare.merge(array["items"], current, wanted, reset=state == "replaced", always=always)
        if current is None:
            complete(array["items"], element, member.title)
        unchanged = current is not None and compare.same(array["items"], current, element)
        element = current if unchanged else element
        target = [element if n in found else item for n, item in enumerate(items)] + ([] if found else [element])
        target = [element] if exclusive else target
    if compare.same(array, items, target):
        return Plan((), owner, owner), element
    body = {member.attribute: [_sendable(array["items"], item) for item in target]}
    operation = Operation("update", owner_kind, name, owner[owner_kind.id], parent, body)
    return Plan((operation,), owner, {**owner, **body}), element


def _sendable(prop, item):
    """The element as a PATCH takes it: without what only the API sets."""
    return compare.merge(prop, item, {}, always=True)
