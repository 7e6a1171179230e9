# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers in one run: each kind read once, customers side by side, one's failure not the others'. Private to the collection.

Every step goes through ``engine.carry_out``, as a single task does, on one ``snapshot.Snapshot`` for each provider.
"""

from __future__ import annotations

import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from weakref import WeakValueDictionary

from ansible_collections.telecom.trunking.plugins.module_utils import compare, engine, stages, states
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, StillUsed, TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.redaction import scrubbed

# Waves of a run: what grows above the customers' own places, what is at these, what shrinks above them, what customers leave behind, what is nobody's.
_ABOVE, _OWN, _ABOVE_AGAIN, REMOVALS, NOBODYS = range(5)


def in_wave(n, stages_):
    """``Customer.waves`` with stages in this one alone."""
    return (*([] for _before in range(n)), stages_)


@dataclass
class Customer:
    """What is to be done for one customer, and what became of it.

    :ivar name: its id.
    :ivar provider: name of its provider.
    :ivar waves: lists of stages: those of the second begin when all customers are through with the first.
    :ivar ahead: stages that are carried out before all others of the run, and whatever is wrong with the rest of the customer. Check mode
        shows them with the rest.
    :ivar last: whether it is only begun if nobody of its provider has failed: what is to go may be all that somebody has.
    :ivar error: why nothing can be done, known beforehand.
    :ivar notes: more for its result.
    :ivar secrets: texts that its result must not show.
    :ivar on_live: operations on what somebody has there already, known if diffs are kept.
    """

    name: str
    provider: str
    waves: tuple = ()
    ahead: list = field(default_factory=list)
    last: bool = False
    error: TrunkingError | None = None
    notes: dict = field(default_factory=dict)
    secrets: set = field(default_factory=set)

    def __post_init__(self):
        self.operations, self.diff, self.warnings, self.on_live = [], [], [], []
        self.results, self.left, self.begun, self.through = {}, [], False, False

    def result(self, secrets=()):
        """What the run did, or in check mode would do.

        :param secrets: more texts that it must not show.
        """
        if not (self.operations or self.error or self.warnings or self.left or self.notes):
            return {"changed": False, "operations": [], "diff": []}
        facts = dict(self.error.facts) if self.error else {}
        for name in ("operations_done", "operations_left", "api_stats"):
            facts.pop(name, None)
        shown = {
            "changed": bool(self.operations),
            "operations": self.operations,
            "diff": self.diff,
            **({"warnings": self.warnings} if self.warnings else {}),
            **({"operations_left": self.left} if self.left else {}),
            **({"failed": True, "msg": self.error.message, **facts} if self.error else {}),
            **self.notes,
        }
        return scrubbed(shown, {*self.secrets, *tuple(secrets)})


def prepared(name, plan, state, terms):
    """What is to be done for a customer.

    :param plan: what ``documents.plan`` gives; with secrets, unless the customer leaves.
    :param state: ``merged``, ``replaced``, ``overridden`` or ``deleted``.
    :param terms: ``stages.Terms``.
    """
    customer = Customer(name, plan["provider"])
    try:
        if leaves(plan, state):
            # Who is named is meant. Who has ceased may have done so by a slip of the pen.
            objections = stages.objections(plan, confirmed=state == "deleted")
            if objections:
                raise InvalidInput([f"is not taken off: {objection}" for objection in objections])
            customer.waves = in_wave(REMOVALS, stages.leaving(plan, terms))
            return customer
        stages.check(plan)
        customer.waves = (*stages.setting_up(plan, terms), stages.unlisted(plan, terms))
        wishes = stages.not_enforceable(plan)
        customer.notes.update({"not_enforceable": wishes} if wishes else {})
    except TrunkingError as error:
        customer.error = error
    return customer


class Kept:
    """What stays rented although a customer who leaves would give it back: what is in the document of somebody who stays. While a document cannot be read,
    that may be anything.
    """

    def __init__(self):
        self._named, self._unknown = {}, []

    def learn(self, plans, state, unknown):
        """
        :param plans: ``{customer: plan}``.
        :param unknown: customers of whose documents there is no plan.
        """
        self._unknown += unknown
        for customer, plan in plans.items():
            for _key, kind, what, _said in stages.described(plan) if not leaves(plan, state) else ():
                if kind.absent_as:
                    self._named[kind.name, what] = customer

    def given_back(self, kind, name):
        return not self._unknown and (kind.name, name) not in self._named

    def remarks(self, plan, state):
        """What a customer is told of that."""
        if not (leaves(plan, state) and stages.purged(plan)):
            return []
        if self._unknown:
            return [f"nothing is given back while nobody knows what is in the document of {self._unknown[0]}"]
        taken = [(kind, what) for _key, kind, what, _said in stages.described(plan) if (kind.name, what) in self._named]
        return [f"the {kind.title} {what} is not given back, it is in the document of {self._named[kind.name, what]}" for kind, what in taken]


def clashes(plans, state):
    """What documents say of the same object and cannot all be: each run would undo what the one before has done.

    :param plans: ``{customer: plan}``.
    :returns: ``{customer: {problem: (kind name, name) of the object}}``
    """
    seen, found = {}, {}

    def tell(name, kind, what, problem):
        found.setdefault(name, {})[problem] = (kind.name, what)

    for name, plan in plans.items():
        for key, kind, what, said in stages.described(plan):
            one = (name, leaves(plan, state), what, said, kind)
            seen.setdefault((plan["provider"], *key), {}).setdefault(plan[kind.scope] if kind.scope else None, []).append(one)
    for several in (part for scopes in seen.values() for part in _together_in(scopes)):
        staying = [one for one in several if not one[1]]
        others = [one for one in staying[1:] if not _says_the_same(one[4], one[3], staying[0][3])]
        for name, _leaves, what, _said, kind in others:
            tell(name, kind, what, f"{kind.title} {what}: {staying[0][0]} describes it otherwise")
        for name, _leaves, what, _said, kind in staying[:1] if others else ():
            tell(name, kind, what, f"{kind.title} {what}: {', '.join(one[0] for one in others)} describes it otherwise")
        for name, going, what, _said, kind in several if staying else ():
            # What stays when its customer leaves, a number for example, may be somebody else's by now.
            if going and not kind.absent_as:
                tell(name, kind, what, f"is not taken off: the {kind.title} {what} is {staying[0][0]}'s, too")
    for name, kind, what, other in _still_needed(plans, state):
        if name not in found:
            tell(name, kind, what, f"is not taken off: the {kind.title} {what} is used by {other}")
    return found


def _still_needed(plans, state):
    """``(customer who leaves, kind and name of what it would take along, customer who refers to that)``, of what is not at a place of its own customer."""
    going = [(name, plan) for name, plan in plans.items() if leaves(plan, state)]
    needed, at = {}, {}
    for name, plan in plans.items() if going else ():
        if leaves(plan, state):
            continue
        for kind, names in stages.mentioned(plan).items():
            for each in names:
                needed.setdefault((plan["provider"], kind, each), []).append((name, plan))
        place = tuple(plan[option] for option in stages.layout_of(plan).place_options.values())
        for key in (place, *(key for key, _kind, _what, _said in stages.described(plan))):
            at.setdefault((plan["provider"], *key), name)
    for name, plan in going:
        for place, key, kind, what in stages.left_behind(plan):
            other = at.get((plan["provider"], *place)) or at.get((plan["provider"], *key))
            if other:
                yield name, kind, what, other
        for _key, kind, what, _said in stages.described(plan):
            for other, theirs in needed.get((plan["provider"], kind.name, what), ()) if not (kind.place or kind.absent_as) else ():
                if not kind.scope or not (plan[kind.scope] and theirs[kind.scope]) or plan[kind.scope] == theirs[kind.scope]:
                    yield name, kind, what, other


def _together_in(scopes):
    """Those who may mean the same object: whoever names no partner may mean that of somebody who does.

    :param scopes: ``{partner or nothing: [...]}``
    """
    anywhere = [one for scope, some in scopes.items() if not scope for one in some]
    return [[*anywhere, *some] for scope, some in scopes.items() if scope] or [anywhere]


def _says_the_same(kind, one, other):
    """Whether two documents mean the same: in a list without an order, the order is nothing that is said."""
    prop = {"type": "object", "properties": kind.attributes}
    return compare.same(prop, compare.canonical(prop, one), compare.canonical(prop, other))


def ahead(plan, state, terms):
    """What is to be done for a customer first of all, and without its secrets: to end the calls of one who is suspended."""
    return [] if leaves(plan, state) else stages.ending(plan, terms)


def leaves(plan, state):
    """Whether a customer is taken off: named as one to delete, or ceased."""
    return state == "deleted" or plan["state"] == states.CEASED


@dataclass
class Run:
    """One pass over many customers.

    :ivar apis: ``{provider name: Snapshot}``.
    :ivar width: how many requests there may be at the same time.
    :ivar max_failures: how many customers may fail before no further one is begun, None for any number.
    :ivar done: called with each customer that is through and its result, one call at a time.
    :ivar keep_diff: whether diffs are wanted.
    :ivar secrets: texts that no result must show.
    """

    apis: dict
    check_mode: bool = False
    width: int = 8
    max_failures: int | None = None
    done: object = lambda customer, result: None
    keep_diff: bool = True
    secrets: set = field(default_factory=set)

    def __post_init__(self):
        self._failures, self._failed, self._lock, self._done_lock, self._busy, self._alone = 0, {}, Lock(), Lock(), WeakValueDictionary(), set()
        # What check mode has told, and of whom: {where and what: [(customer, partner, parameters)]}.
        self._forecasts = {}
        # What some customer sets above the places of all: {(provider, kind name): names}.
        self._above = {}

    def carry_out(self, customers):
        """Do all of it. Failures are in the customers' results.

        :returns: the customers.
        """
        waves = max((len(customer.waves) for customer in customers), default=0)
        self._alone = _named_once(customers)
        for customer in customers:
            for stage in customer.waves[_ABOVE] if customer.waves else ():
                self._above.setdefault((customer.provider, stage.kind.name), []).extend(stage.names)
        with ExitStack() as pools:
            for api in self.apis.values() if self.check_mode else ():
                pools.enter_context(api.forecast())
            # Where there are fewer customers than threads, those that are left over do the steps inside them.
            inner = pools.enter_context(ThreadPoolExecutor(self.width)) if len(customers) < self.width else None
            pool = pools.enter_context(ThreadPoolExecutor(min(self.width, max(1, len(customers)))))
            self._read_ahead(customers, pool)
            if not self.check_mode:
                urgent = [customer for customer in customers if customer.ahead]
                list(pool.map(lambda customer: self._stages(customer, customer.ahead, inner), urgent))
            for n in range(max(waves, 1)):
                list(pool.map(lambda customer, n=n: self._wave(customer, n, inner), customers))
        return customers

    def _read_ahead(self, customers, pool):
        """Read the listings that the stages need side by side, and not each when the first customer comes to it."""
        stages_of = [(one.provider, stage) for one in customers for wave in ([*one.waves, one.ahead] if one.error is None else [one.ahead]) for stage in wave]
        kinds = {(provider, stage.kind) for provider, stage in stages_of if stage.kind}
        wanted = [(self.apis[provider], kind) for provider, kind in kinds if kind.listed_whole and not (kind.parent or kind.place)]
        list(pool.map(self._listed, wanted))

    @staticmethod
    def _listed(wanted):
        api, kind = wanted
        with suppress(TrunkingError):  # who needs it will say so
            api.all(kind)

    def _wave(self, customer, n, inner):
        if customer.through:
            return
        wave = customer.waves[n] if n < len(customer.waves) else []
        if wave and customer.error is None:
            customer.error = self._obstacle(customer)
        if customer.error is None and not (wave and self._stopped()):
            customer.begun = customer.begun or bool(wave)
            self._stages(customer, wave, inner)
        else:
            self._stop(customer)
            customer.left += [_unreached(stage, name) for stage in wave for name in stage.names]
        if customer.error is not None or not any(customer.waves[n + 1 :]):
            self._through(customer, n)

    @staticmethod
    def _stop(customer):
        if customer.error is None and customer.begun:
            customer.error = TrunkingError("is left half way, too many others have failed")
        elif customer.error is None:
            customer.notes["not_begun"] = True

    def _obstacle(self, customer):
        """Why a customer that comes last is not begun, None if nothing is in its way."""
        if not customer.last or not self._failed:
            return None
        # Of one whose document is none nobody knows which provider it is at.
        who = self._failed.get(customer.provider) or self._failed.get(None)
        return TrunkingError(f"nothing of it is removed: {who} has failed, and may have nothing else") if who else None

    def _through(self, customer, n):
        """Nothing more happens to a customer, its outcome can be told."""
        customer.through = True
        customer.left += [_unreached(stage, name) for wave in customer.waves[n + 1 :] for stage in wave for name in stage.names]
        if customer.error is not None:
            with self._lock:
                self._failures += 1
                self._failed.setdefault(customer.provider, customer.name)
        customer.results.clear()
        result = customer.result(self.secrets)
        with self._done_lock:
            self.done(customer, result)

    def _stages(self, customer, wave, inner):
        for n, stage in enumerate(wave):
            try:
                steps = stage.steps(self.apis[customer.provider], customer.results)
                failures = self._steps(customer, stage, steps, inner)
            except TrunkingError as error:
                failures = [("", error)]
                customer.left += [_unreached(stage, name) for name in stage.names]
            if failures:
                # What was wrong beforehand does not keep a suspended customer's calls from being ended, and is said as well.
                customer.error = _together(failures if customer.error is None else [("", customer.error), *failures])
                customer.left += [_unreached(later, name) for later in wave[n + 1 :] for name in later.names]
                return

    def _steps(self, customer, stage, steps, inner):
        """Carry out the steps of a stage, all of them even if one fails, like the loop of a task.

        :returns: the errors.
        """
        if inner is not None and stage.apart and len(steps) > 1:
            outcomes = list(inner.map(lambda step: self._step(customer, step), steps))
        else:
            outcomes = [self._step(customer, step) for step in steps]
        failures = []
        for step, (result, error) in zip(steps, outcomes):
            if error is not None:
                customer.operations += error.facts.get("operations_done", ())
                customer.left += error.facts.get("operations_left", [_unreached(stage, step.name)])
                failures.append((f"{stage.title} {step.name}", error))
                continue
            customer.results[step.key] = result
            customer.operations += result["operations"]
            customer.warnings += result.get("warnings", ())
            if result["changed"] and self.keep_diff:
                customer.diff.append(result["diff"])
                customer.on_live += [] if _is_nobodys(step.declaration, result["diff"]["before"]) else result["operations"]
        return failures

    def _step(self, customer, step):
        params = self._knowing_others(customer, step) if self.check_mode else step.params
        controls = {**stages.defaults(step.declaration), **params}
        for name, prop in _secret_options(step.declaration).items():
            if name in step.params:
                customer.secrets.update(compare.secrets_in(prop, step.params[name]))
        api = self.apis[customer.provider]
        # What several customers name, the second one has to find when the first one has made it.
        with self._turn_at(customer, step):
            try:
                result = engine.carry_out(step.declaration, params, controls, api, self.check_mode, customer.secrets, self.keep_diff, step.tells)
                return (self._forecast(customer, step, result) if self.check_mode else result), None
            except StillUsed as error:
                return None, error.in_a_document()
            except TrunkingError as error:
                return None, error
            except Exception as error:
                # A defect shall not take the other customers along.
                return None, TrunkingError(f"{type(error).__name__}: {error}. This is a defect, please report it.", exception=traceback.format_exc())

    def _knowing_others(self, customer, step):
        """The parameters of a step, with what others set above its place as planned as well: what can be read of it now does not count."""
        planned = (self._above and step.params.get("planned")) or {}
        more = {kind: [*names, *self._above.get((customer.provider, kind), ())] for kind, names in planned.items()}
        return {**step.params, "planned": more} if more else step.params

    def _forecast(self, customer, step, result):
        """What another customer has been told already would be done by then."""
        asked = {name: value for name, value in step.params.items() if name not in ("planned", getattr(step.declaration, "scope", None))}
        with self._lock:
            told = self._forecasts.setdefault((customer.provider, *step.place, *step.key), [])
            # Whoever names no partner may mean that of somebody who does.
            others = [one for who, scope, one in told if who != customer.name and (scope == step.scope or not (scope and step.scope))]
            told.append((customer.name, step.scope, asked))
        return {**result, "changed": False, "operations": []} if asked in others else result

    def _turn_at(self, customer, step):
        if (customer.provider, step.name) in self._alone:
            return nullcontext()
        # Whoever names no partner may mean that of somebody who does. Another place is another object: all groups have a service of the same name.
        with self._lock:
            return self._busy.setdefault((customer.provider, *step.place, *step.key), Lock())

    def _stopped(self):
        return self.max_failures is not None and self._failures > self.max_failures


def _named_once(customers):
    """``{(provider, name)}`` of the steps that only one customer has, wherever the objects are. Steps that are not known yet are not among them."""
    of_each = [{(one.provider, name) for wave in (*one.waves, one.ahead) for stage in wave for name in stage.names} for one in customers]
    return {what for what, count in Counter(what for names in of_each for what in names).items() if count == 1}


def _is_nobodys(declaration, before):
    """Whether an object is not there yet, or stays where it is and is bound to nothing, as a number does.

    :param before: the object as its diff shows it.
    """
    bindings = stages.bindings(declaration) if getattr(declaration, "absent_as", None) else ()
    return not before or bool(bindings) and not any(before.get(option) for option in bindings)


@cache
def _secret_options(declaration):
    """The options that can hold a secret, but for those of the connection."""
    properties = options(declaration)["properties"]
    return {name: prop for name, prop in properties.items() if name not in declaration.provider.options and compare.has_secrets(prop)}


def _together(failures):
    """The errors of steps as one, each line with the step that it belongs to.

    :param failures: ``[(what failed, error)]``.
    """
    lines = [f"{what}: {line}" if what else line for what, error in failures for line in error.message.splitlines()]
    facts = {**failures[0][1].facts, "problems": lines}
    return TrunkingError("; ".join(lines), **facts)


def _unreached(stage, name):
    return {"object": stage.title, "name": name}
