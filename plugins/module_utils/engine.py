# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way through: validate -> read -> plan -> apply -> result. Knows neither Ansible nor any provider. Private to the collection."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from ansible_collections.telecom.trunking.plugins.module_utils import compare, locking, plan
from ansible_collections.telecom.trunking.plugins.module_utils.directory import Directory, PlannedId, several
from ansible_collections.telecom.trunking.plugins.module_utils.errors import (
    InvalidInput,
    LostAnswer,
    Refused,
    StillUsed,
    TrunkingError,
    UnknownState,
    UnresolvedReference,
)
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info, Kind, Member, option_name
from ansible_collections.telecom.trunking.plugins.module_utils.options import normalised, options, place_of
from ansible_collections.telecom.trunking.plugins.module_utils.redaction import scrubbed
from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems

# How often a list is written before another writer is blamed for what is missing in it.
MOST_WRITES = 5


def check_input(declaration, params):
    """Every problem that can be seen without asking the API.

    :param params: the task's parameters as given, connection options included.
    :returns: one line per problem, empty if the task may be carried out.
    """
    given = normalised(declaration, params)
    found = [f"{name}: must not be null" for name in place_of(declaration) if given.get(name, name) is None]
    found += problems(options(declaration), given)
    if given.get("exclusive") and given.get("state") == "absent":
        found.append("exclusive: goes with state present or replaced, absent removes just the one")
    return found


def run(declaration, params, controls, check_mode=False, secrets=None):
    """Carry out one task.

    :param declaration: what the module manages.
    :param params: the task's parameters as given: omitted ones are not there, null ones are None.
    :param controls: the same after Ansible filled in defaults and environment variables. Connection and control options are
        taken from here.
    :param check_mode: read and plan only.
    :param secrets: a set that receives every secret text that the API returned.
    :returns: the task's result: ``changed``, ``diff``, ``operations``, the object, ``api_stats``.
    :raises TrunkingError: with a message for the playbook's author, and with ``api_stats`` among its facts.
    """
    # What comes from the environment is held against the schema like what the task says.
    connection = {name: controls[name] for name in declaration.provider.options if controls.get(name) is not None}
    found = check_input(declaration, {**connection, **params})
    if found:
        raise InvalidInput(found)
    properties = options(declaration)["properties"]
    controls = {name: compare.canonical(properties.get(name, {}), value) for name, value in controls.items()}
    # One set for all: what the task gives, what the API returns, what no message may show.
    secrets = set() if secrets is None else secrets
    api = declaration.provider.connect(controls, read_only=check_mode or isinstance(declaration, Info), secrets=secrets)
    try:
        return {**carry_out(declaration, params, controls, api, check_mode, secrets), "api_stats": api.client.stats.result()}
    except TrunkingError as error:
        error.facts["api_stats"] = api.client.stats.result()
        raise


def carry_out(declaration, params, controls, api, check_mode=False, secrets=None, diff=True, show=True):
    """``run`` on an API that is there already, for input that was checked before.

    :param api: a provider's API, or a ``snapshot.Snapshot`` of one.
    :param diff: whether anybody wants to see it. Otherwise both of its sides are empty.
    :param show: whether anybody wants to see the object. Otherwise it is not in the result.
    """
    given, secrets = _given(declaration, params), set() if secrets is None else secrets
    return _RUN[type(declaration)](_Task(declaration, api, given, controls, check_mode, secrets, diff, show))


def perform(declaration, params, controls, check_mode=False, diff=False):
    """``run`` for the shells: errors become results, and no secret is left in either.

    :param diff: whether the diff is wanted.
    """
    secrets = {*compare.secrets_in(options(declaration), normalised(declaration, params)), *compare.secrets_in(options(declaration), controls)}
    try:
        result = run(declaration, params, controls, check_mode, secrets)
    except TrunkingError as error:
        result = {"failed": True, "changed": bool(error.facts.get("operations_done")), "msg": error.message, **error.facts}
    if not diff:
        result.pop("diff", None)
    # What the API made up is returned this once and nowhere else.
    made = {name: value for name, value in result.items() if name in _made_names(declaration)}
    return {**scrubbed(result, secrets), **made}


def _made_names(declaration):
    """Result keys of the secrets that the API makes up, by attribute."""
    generated = getattr(declaration, "generated", {})
    return {f"generated_{switch.removeprefix('generate_')}": attribute for attribute, switch in generated.items()}


def _given(declaration, params):
    """The attributes that a task mentions, by attribute name, in canonical form."""
    if isinstance(declaration, Info):
        return {}
    params = normalised(declaration, params)
    mentioned = {name: (prop, option_name(name, prop)) for name, prop in declaration.attributes.items() if option_name(name, prop) in params}
    return {name: compare.canonical(prop, params[option]) for name, (prop, option) in mentioned.items()}


@dataclass
class _Task:
    """One task at work: what it wants, and the API and the names that it works with."""

    declaration: object
    api: object
    given: dict
    controls: dict
    check_mode: bool
    secrets: set
    diff: bool
    show: bool

    def __post_init__(self):
        provider = self.declaration.provider
        scope = next((self.controls[k.scope] for k in provider.kinds.values() if k.scope and self.controls.get(k.scope)), None)
        self.directory = Directory(self.api, provider.kinds, scope, self.controls.get("planned"), self.check_mode, self.state == "absent", self.controls)
        self.warnings = []

    @property
    def state(self):
        return self.controls.get("state")

    @property
    def always(self):
        return self.controls.get("update_password") == "always"

    def place(self, kind):
        """What every call for a kind carries to say where, None for kinds whose calls carry nothing."""
        return {name: self.controls[name] for name in kind.place if self.controls.get(name)} or None

    # Reading -------------------------------------------------------------------------------------------------------

    def references(self, schema, value, outer=None):
        """A value with its references as ids, and the object that the task works in.

        :param outer: kind of the object that the task names as its parent or owner. It is read last: as little time as can be
            shall lie between reading a list inside it and sending that list back.
        :returns: ``(value, outer object as the API sends it)``, None if the task is to remove something and the outer object is gone
            already.
        :raises UnresolvedReference: naming every reference that stands for no object or for several.
        """
        wanted = list(compare.references(schema, value))
        if outer is not None:
            wanted.append((outer.name, self.controls[outer.name], outer.name))
        if not wanted:
            return value, None
        try:
            ids = self.directory.resolve(wanted)
        except Refused as refusal:
            if self.is_gone(refusal):
                return None
            raise
        value = compare.with_references(schema, value, lambda kind, reference: ids[kind, reference])
        if outer is None:
            return value, None
        ident = ids[outer.name, self.controls[outer.name]]
        if ident is None:
            return None
        planned = isinstance(ident, PlannedId)
        return value, {outer.id: ident, outer.key: str(ident)} if planned else self.directory.object(outer, ident)

    def is_gone(self, refusal):
        """Whether a refused read is all that a removal needs to know."""
        return self.state == "absent" and self.declaration.provider.gone(refusal)

    def locate(self, kind, parent=None, ident=None, name=None):
        """The canonical object that a task means, None if it does not exist yet.

        :raises UnresolvedReference: if several objects have the name, or no object has the id.
        """
        if ident is not None:
            found = self.api.get(kind, ident, parent)
            if found is None and self.state != "absent":
                raise UnresolvedReference([f"{kind.id}: there is no {kind.title} with the id {ident}"])
            if found is not None and not kind.ours(found):
                raise UnresolvedReference([f"{kind.id}: the {kind.title} {ident} cannot be managed, it is {kind.not_ours}"])
            return self.seen(kind, found)
        ours = self._ours(kind, self.directory.in_scope(kind, self.api.find(kind, name, parent)))
        if len(ours) > 1:
            raise UnresolvedReference([f"{kind.key}: {several(kind, name, ours)}"])
        return self.seen(kind, ours[0] if ours else None)

    def inner(self, kind, parent):
        """The canonical child of a parent that a task names, by name or id, None if absent does not need it."""
        reference = self.controls[kind.name]
        if isinstance(parent[kind.parent.id], PlannedId):
            found = []
        else:
            found = [item for item in self.api.all(kind, parent) if reference in (item[kind.id], str(item.get(kind.key)))]
        if len(found) == 1:
            return self.seen(kind, found[0])
        if found:
            raise UnresolvedReference([f"{kind.name}: {several(kind, reference, found)}"])
        if self.check_mode and self.directory.is_planned(kind, reference):
            return {kind.id: PlannedId(reference), kind.key: reference}
        if self.state == "absent":
            return None
        raise UnresolvedReference([f"{kind.name}: there is no {kind.title} named {reference} in the {kind.parent.title} {parent[kind.parent.key]}"])

    def complete(self, kind, current, names, parent=None):
        """The object with the attributes that a listing may leave out, read again if any of them is missing."""
        if all(name in current for name in names):
            return current
        if isinstance(current[kind.id], PlannedId):
            return {**plan.initial(kind), **current}
        return {**current, **(self.seen(kind, self.api.alone(kind, current[kind.id], parent)) or {})}

    def _ours(self, kind, items):
        return [item for item in items if kind.ours(item)]

    def seen(self, kind, item):
        """What the API sent, its secrets noted."""
        if item is not None and _has_secrets(kind):
            self.secrets.update(compare.secrets_in(kind.schema, item))
        return item

    # Writing -------------------------------------------------------------------------------------------------------

    def apply(self, planned):
        """Carry out the operations of a plan in order.

        :returns: the last answer of the API.
        :raises TrunkingError: with what was done and what was not among its facts.
        """
        answer = None
        for n, operation in enumerate(planned.operations):
            try:
                answer = self._do(operation)
            except TrunkingError as error:
                part = error.facts.pop("attributes_done", ())
                done, left = _parted(operation.result(), part) if part else ([], [operation.result()])
                error.facts["operations_done"] = [*(o.result() for o in planned.operations[:n]), *done]
                error.facts["operations_left"] = [*left, *(o.result() for o in planned.operations[n + 1 :])]
                raise
        return answer

    def _do(self, operation):
        return {"create": self._create, "update": self._update, "delete": self._delete}[operation.action](operation)

    def _create(self, operation):
        """Create once, and go on only when the object can be found by its name: names are not unique, so that whoever looks next
        would create it again. For the same reason an answer that got lost is looked for before anything else.
        """
        kind, body = operation.kind, wired(operation.kind, operation.body)
        parent = operation.parent and {name: value for name, value in operation.parent.items() if name != kind.inside}
        for attempt in range(self.api.client.connection.retries + 1):
            try:
                answer = self._stored(operation, self.api.create(kind, body, parent))
                self._wait_until_listed(operation, parent)
                return answer
            except LostAnswer:
                found = self._look_again(kind, operation.name, parent)
                if found is not None:
                    return self._stored(operation, found)
                if attempt == self.api.client.connection.retries:
                    raise
        return None

    def _wait_until_listed(self, operation, parent):
        """What was created is there, whatever becomes of this: a warning is all that can come of it."""
        try:
            if self._look_again(operation.kind, operation.name, parent) is not None:
                return
            why = "but the API does not list it yet"
        except TrunkingError as error:
            why = f"but could not be read back: {error.message}"
        self.warnings.append(f"{operation.kind.title} {operation.name} was created, {why}. Wait before the next run.")

    def _look_again(self, kind, name, parent):
        """The object of this name as soon as the API lists it, None if it does not within ``settle_timeout``."""
        attempt = 0
        while True:
            ours = self._ours(kind, self.directory.in_scope(kind, self.api.find(kind, name, parent)))
            if ours:
                return ours[0]
            if not self.api.client.settle(attempt):
                return None
            attempt += 1

    def _update(self, operation):
        answer = self.api.update(operation.kind, operation.ident, wired(operation.kind, operation.body), operation.parent)
        return self._stored(operation, answer)

    def _delete(self, operation):
        self.api.delete(operation.kind, operation.ident, operation.parent)

    def _stored(self, operation, answer):
        """The answer to a write, after a look whether the API kept what it was sent."""
        kind = operation.kind
        answer = self.seen(kind, answer) or {}
        sent = {name: kind.schema["properties"][name] for name in operation.body if name in answer}
        lost = [name for name, prop in sent.items() if not compare.is_secret(prop) and not compare.stored(prop, operation.body[name], answer[name])]
        lacking = [n for n in operation.body if n not in answer and kind.schema["properties"][n].get("x-missing") == "unsupported"]
        if lacking:
            self.warnings.append(_not_in_this_release(kind, operation.name, lacking))
        if lost:
            raise Refused(
                f"The API took {operation} without an error but did not store {', '.join(lost)} as sent. "
                "It may not allow to change this attribute, or keep removed keys of a map."
            )
        return answer

    # Showing -------------------------------------------------------------------------------------------------------

    def shown(self, kind, item, ids=False, mark=(), inside=False, learn=True):
        """An object as results and diffs show it, ``{}`` if there is none.

        :param ids: with ids and read-only attributes.
        :param mark: attributes whose secrets are about to be set.
        :param inside: with the children that it lists.
        :param learn: read the names that are not known yet. Without it, ids stand in for them.
        """
        if item is None:
            return {}
        properties = {n: p for n, p in kind.schema["properties"].items() if inside or n not in self._children(kind)}
        item = {name: value for name, value in item.items() if name in properties}
        if learn:
            self.directory.learn(list(compare.references({"properties": properties}, item)))
        view = {}
        for name, prop in properties.items():
            if name in item:
                view.update(compare.view_attribute(name, prop, item[name], self.directory.name_of, ids, name in mark))
        return view

    @staticmethod
    def _children(kind):
        return {child.inside for child in kind.children()}

    def names_of(self, kind, attribute, values):
        """What people call the values of an attribute."""
        reference = kind.schema["properties"][attribute].get("x-ref")
        if reference is None:
            return values
        self.directory.learn([(reference, value, attribute) for value in values])
        return [self.directory.name_of(reference, value) for value in values]

    def outcome(self, kind, planned, only=None, **result):
        """The part of a result that a plan decides.

        :param only: attributes to show in the diff, None for all.
        """
        marked = planned.operations[-1].body if planned.operations else ()
        name = next((str(item[kind.key]) for item in (planned.after, planned.before) if item), self.controls.get(kind.key) or "")
        before, after = (item if item is None or only is None else {n: v for n, v in item.items() if n in only} for item in (planned.before, planned.after))
        if not planned.operations or not self.diff:
            # Nothing to show, and nothing to read for it: names of what the task did not mention would cost a request.
            before = after = None
        outcome = {
            "changed": bool(planned.operations),
            "operations": [operation.result() for operation in planned.operations],
            "diff": {
                "before_header": f"{kind.title} {str(planned.before[kind.key]) if planned.before else name}",
                "after_header": f"{kind.title} {name}",
                "before": self.shown(kind, before),
                "after": self.shown(kind, after, mark=marked),
            },
            **result,
        }
        return {**outcome, **({"warnings": self.warnings} if self.warnings else {})}


def wired(kind, body):
    """Canonical values of attributes as the API wants to have them."""
    return {name: compare.wire(kind.schema["properties"][name], value) for name, value in body.items()}


@cache
def _has_secrets(kind):
    return compare.has_secrets(kind.schema)


def _parted(shown, done):
    """An operation of several requests that came half way, as ``(what is done, what is left)``."""
    parts = ([name for name in shown["attributes"] if (name in done) is yes] for yes in (True, False))
    return tuple([{**shown, "attributes": part}] for part in parts)


# The three ways ------------------------------------------------------------------------------------------------------


def _manage(task):
    """One object of a kind: present, replaced or absent."""
    kind = task.declaration
    found = task.references({"properties": kind.attributes}, _relevant(task, kind), kind.parent)
    if found is None:
        return task.outcome(kind, plan.Plan((), None, None), **{kind.name: {}})
    desired, parent = found
    parent = parent or task.place(kind)
    current = _current(task, kind, parent)
    generated = {} if task.state == "absent" else _generated(task, kind, current, parent)
    desired = {**desired, **generated}
    planned = _plan_absence(task, kind, current, desired, parent) if task.state == "absent" else _plan_presence(task, kind, current, desired, parent)
    answer = task.api.foresee(planned.operations) if task.check_mode else task.apply(planned)
    after = None if planned.after is None else {**planned.after, **(answer or {})}
    returned = {} if task.check_mode else {key: generated[attribute] for key, attribute in _made_names(kind).items() if attribute in generated}
    if task.show:
        # What a task that changes nothing did not mention is not worth a request.
        returned[kind.name] = task.shown(kind, after, ids=True, learn=bool(planned.operations))
    return task.outcome(kind, planned, **returned)


def _generated(task, kind, current, parent):
    """Secrets that the task wants the API to make up, as far as they are about to be sent. In check mode a stand-in."""
    wanted = [attribute for attribute, switch in kind.generated.items() if task.controls.get(switch)]
    both = [f"{kind.generated[attribute]}: cannot go with {attribute}" for attribute in wanted if attribute in task.given]
    if both:
        raise InvalidInput(both)
    if current is not None and not task.always:
        wanted = [attribute for attribute in wanted if plan.comes_with(kind.attributes[attribute], task.given, current)]
    if task.check_mode:
        return dict.fromkeys(wanted, compare.NOT_SHOWN)
    generated = {attribute: task.api.generate(kind, attribute, parent) for attribute in wanted}
    task.secrets.update(generated.values())
    return generated


def _relevant(task, kind):
    """What of the task's attributes matters. To remove an object none does, but for what says where it is meant to be bound."""
    if task.state != "absent":
        return {**kind.present_as, **task.given}
    return {name: value for name, value in task.given.items() if name in kind.absent_as}


def _stays(task, kind):
    """Whether absent leaves the object where it is, and only sets what ``absent_as`` says."""
    return bool(kind.absent_as) and not (kind.delete_switch and task.controls[kind.delete_switch])


def _name(task, kind):
    """What the task calls the object. What is always there is called by its place."""
    return "/".join(task.controls[name] for name in kind.place if task.controls.get(name)) if kind.standing else task.controls.get(kind.key)


def _current(task, kind, parent):
    """The canonical object that the task means, under its new name if it has been renamed already. None if there is none."""
    if kind.parent and isinstance(parent[kind.parent.id], PlannedId):
        return None
    name, becomes = _name(task, kind), kind.rename and task.controls.get(kind.rename)
    try:
        current = task.locate(kind, parent, task.controls.get(kind.id) if kind.id != kind.key else None, name)
    except Refused as refusal:
        if task.is_gone(refusal):
            return None
        # In check mode, what an earlier task would have set up is not there yet, and nothing can be read without it.
        if not (task.check_mode and kind.provider.gone(refusal) and any(task.directory.planned.get(need) for need in kind.needs if need != kind.name)):
            raise
        return {kind.key: name, kind.id: name, **dict.fromkeys(kind.attributes)} if kind.standing else None
    if not becomes or becomes == name:
        return current
    renamed = task.locate(kind, parent, None, becomes)
    if current and renamed:
        raise UnresolvedReference([f"{kind.rename}: there is a {kind.title} named {becomes} already, {name} cannot get that name"])
    return current or renamed


def _plan_presence(task, kind, current, desired, parent):
    name = (kind.rename and task.controls.get(kind.rename)) or _name(task, kind)
    if current is None and name is None:
        raise InvalidInput([f"{kind.key}: is required for a new {kind.title}"])
    if current is None:
        if kind.absent_as and not kind.create_switch:
            raise UnresolvedReference([f"{kind.key}: there is no {kind.title} {name}, and this module does not create one"])
        _refuse_creation(task, kind, name)
        if kind.scope and task.controls.get(kind.scope):
            desired = {**desired, kind.scope: task.controls[kind.scope]}
        planned = plan.plan_object(kind, name, desired, None, task.state, task.always, parent)
        _check_rules(task, kind, planned, parent)
        return planned
    current = task.complete(kind, current, plan.unknown(kind, desired, current, task.state), parent)
    planned = plan.plan_object(kind, name or current[kind.key], desired, current, task.state, task.always, parent)
    if planned.operations:
        # A listing may lag behind: what is written is planned on the object as it is now.
        current = {**current, **(task.seen(kind, task.api.fresh(kind, current[kind.id], parent)) or {})}
        planned = plan.plan_object(kind, name or current[kind.key], desired, current, task.state, task.always, parent)
    _check_rules(task, kind, planned, parent)
    _warn(task, kind, planned)
    return planned


def _refuse_creation(task, kind, name):
    """Some objects are only created on an explicit word, and only if the provider has them to give."""
    if kind.create_switch is None:
        return
    others = task.directory.in_scope(kind, task.api.find(kind, name))
    if others:
        raise UnresolvedReference([f"{kind.key}: the {kind.title} {name} is {kind.not_ours}"])
    if not task.controls[kind.create_switch]:
        raise UnresolvedReference([f"{kind.key}: there is no {kind.title} {name} at this login. Set {kind.create_switch} to get it from the provider"])
    if not task.api.offered(kind, name):
        raise UnresolvedReference([f"{kind.key}: the provider does not offer the {kind.title} {name}"])


def _check_rules(task, kind, planned, parent):
    """:raises InvalidInput: if attributes of the object as it would be do not go together."""
    if not planned.operations:
        return
    before = planned.before
    # What was wrong before is not this task's doing.
    known = {problem for rule in kind.rules for problem in rule(before, before, task.controls)} if before else set()
    found = [problem for rule in kind.rules for problem in rule(before, planned.after, task.controls) if problem not in known]
    if task.check_mode and not found:
        # For real the API knows best. A forecast has to ask what it would say.
        found = [problem for foresee in kind.foresight for problem in foresee(task.api, planned, task.controls)]
    if found:
        raise InvalidInput(found)


def _warn(task, kind, planned):
    """What the plan does not show: what is bound elsewhere may carry somebody's calls, what the release lacks is not set."""
    name = planned.before[kind.key]
    for attribute in kind.absent_as:
        was, becomes = planned.before.get(attribute), planned.after.get(attribute)
        if isinstance(was, str) and isinstance(becomes, str) and was != becomes:
            shown = task.names_of(kind, attribute, (was, becomes))
            task.warnings.append(f"{kind.title} {name} moves from {shown[0]} to {shown[1]}")
    if planned.ignored:
        task.warnings.append(_not_in_this_release(kind, name, planned.ignored))


def _not_in_this_release(kind, name, attributes):
    return f"{kind.title} {name}: this release of {kind.provider.title} does not have {', '.join(attributes)}, nothing was set"


def _plan_absence(task, kind, current, desired, parent):
    if current is not None and any(current.get(name) and value != current[name] for name, value in desired.items()):
        # A task that says where it is bound means only that binding.
        return plan.Plan((), current, current)
    if _stays(task, kind):
        return plan.plan_release(kind, current, parent)
    if current is None:
        return plan.plan_absence(kind, None, [], [])
    unlink = [link for user, switch in kind.users().items() for link in _links(task, kind, current, user, switch)]
    children = [(child, item) for child in kind.children() for item in task.api.all(child, current)]
    return plan.plan_absence(kind, current, unlink, children, parent)


def _links(task, kind, current, user, switch):
    """Objects of the kind ``user`` that refer to an object that is about to go, as ``(kind, object, attribute)``.

    :raises StillUsed: if there are any and the task does not allow to unlink them.
    """
    attribute = next((name for name, prop in user.schema["properties"].items() if prop.get("x-ref") == kind.name), None)
    attempt = 0
    while True:
        found = []
        for item in task.api.referring(user, attribute, kind, current[kind.id], task.place(user)):
            references = compare.references(user.schema, item)
            found += [(item, path) for name, ident, path in references if (name, ident) == (kind.name, current[kind.id])]
        going = [task.directory.is_planned(user, str(item.get(user.key))) for item, _path in found]
        if attribute and switch and task.controls[switch]:
            return [(user, item, attribute) for item, _path in found]
        # Earlier tasks of this run remove these: in check mode they are still there, for real they may still be listed.
        if not found or (all(going) and task.check_mode):
            return []
        if not all(going) or not task.api.client.settle(attempt):
            break
        attempt += 1
    staying = [one for one, goes in zip(found, going) if not goes] or found
    using = ", ".join(f"{user.title} {item.get(user.key)} ({path})" for item, path in staying)
    raise StillUsed(f"{kind.title} {current[kind.key]} is still used by {using}", switch)


def _manage_member(task):
    """One element of a list inside an object: read, merge, send the whole list, read back."""
    member = task.declaration
    outer = member.owners[-1]
    owner_kind = next(kind for kind in member.owners if task.controls.get(kind.name))
    nothing = plan.Plan((), None, None)
    lock = nullcontext() if task.check_mode else locking.exclusive(task.api.client.connection.url, outer.name, task.controls[outer.name])
    with lock:
        found = task.references(member.schema, task.given, outer)
        if found is None:
            return _member_outcome(task, owner_kind, nothing, None)
        wanted, holder = found
        first, fresh, writes = None, False, 0
        while writes <= MOST_WRITES:
            owner, parent = (task.seen(outer, holder), None) if owner_kind is outer else (task.inner(owner_kind, holder), holder)
            if owner is None:
                return _member_outcome(task, owner_kind, nothing, None)
            owner = task.complete(owner_kind, owner, [member.attribute], parent)
            planned, element = plan.plan_member(member, owner_kind, owner, wanted, task.state, task.controls["exclusive"], task.always, parent)
            if fresh or not planned.operations:
                first = first or planned
            if not planned.operations or isinstance(holder[outer.id], PlannedId) or (fresh and task.check_mode):
                return _member_outcome(task, owner_kind, first or planned, element)
            if fresh and writes < MOST_WRITES:
                task.apply(planned)
            writes += fresh
            # By id: a listing may not know yet what another task has just added, and sending the list without it would take it away.
            holder, fresh = task.api.get(outer, holder[outer.id]) or holder, True
    raise UnknownState(
        f"{member.attribute} of the {owner_kind.title} {task.controls[owner_kind.name]} did not keep this {member.title} in {MOST_WRITES} tries. "
        "Something else writes the same list all the time, or the API does not store what it is sent.",
        operations_done=[operation.result() for operation in first.operations],
    )


def _member_outcome(task, owner_kind, planned, element):
    member = task.declaration
    shown = {} if element is None else compare.view(member.schema, element, task.directory.name_of, ids=True)
    return task.outcome(owner_kind, planned, only=(member.attribute,), **{member.name: shown})


def _gather(task):
    """Every object of a kind that the task's narrowing leaves, names beside ids."""
    kind, controls = task.declaration.kind, task.controls
    where = {}
    for attribute in kind.queries:
        prop = kind.schema["properties"][attribute]
        option = option_name(attribute, prop)
        if controls.get(option):
            where[attribute] = task.directory.resolve([(prop["x-ref"], controls[option], option)])[prop["x-ref"], controls[option]]
    name, ident = controls.get(kind.key), controls.get(kind.id)
    place = task.place(kind)
    if ident and kind.id != kind.key:
        items = [item for item in [task.api.get(kind, ident, place)] if item]
    elif name and not set("*?[") & set(name) and not where:
        items = task.api.find(kind, name, place)
    else:
        items = task.api.all(kind, place, where)
    items = [task.seen(kind, item) for item in task.directory.in_scope(kind, items)]
    items = [item for item in items if not name or fnmatchcase(str(item.get(kind.key)), name)]
    if len(items) == 1:
        # A listing may leave attributes out. One object is worth another request, a thousand are not.
        readable = [n for n, p in kind.attributes.items() if not compare.is_secret(p) and not plan.known(p, items[0], n)]
        items = [task.complete(kind, items[0], readable)]
    task.directory.learn([reference for item in items for reference in compare.references(kind.schema, item)])
    shown = [task.shown(kind, item, ids=True, inside=True) for item in sorted(items, key=lambda item: (str(item.get(kind.key)), item[kind.id]))]
    return {"changed": False, kind.plural: shown}


_RUN = {Kind: _manage, Member: _manage_member, Info: _gather}
