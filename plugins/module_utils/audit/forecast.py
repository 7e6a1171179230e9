# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What onboarding would do for a customer, step by step, without doing it. Reads only. Private to the collection.

It is the plan of ``fleet.Run`` itself: the same stages through the same engine. Only that nothing ends at what cannot be read: what depends on
it is left out and named, the rest is compared all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

from ansible_collections.telecom.trunking.plugins.module_utils import compare, engine, stages, states
from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import digest
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, TrunkingError, UnknownState
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name

# The audit compares what the documents mention, as onboarding does.
MERGED = stages.Terms()


@dataclass
class Outcome:
    """What became of one step.

    :ivar step: ``stages.Step``.
    :ivar result: what the engine says, None if it says nothing.
    :ivar error: why not.
    :ivar unknown: ``{option: error}`` of what was left out of the comparison.
    """

    step: object
    result: dict | None = None
    error: TrunkingError | None = None
    unknown: dict = field(default_factory=dict)

    @property
    def creates(self):
        return any(operation["action"] == "create" for operation in self.result["operations"])


@dataclass
class Forecast:
    """What onboarding would do for a customer.

    :ivar nowhere: why nothing can be told: its place is not there.
    :ivar leaves: whether it takes the customer off.
    :ivar problems: why it would refuse to begin, ``{text: (kind name, name) of the object that it is about, or None}``.
    :ivar outcomes: ``[Outcome]`` in order.
    :ivar unread: ``[(stage, error)]`` of stages of which not even the steps are known.
    :ivar unsure: whether what it would write rests on a listing that is shorter than it says.
    """

    nowhere: str = ""
    leaves: bool = False
    problems: dict = field(default_factory=dict)
    outcomes: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    unsure: bool = False

    @property
    def operations(self):
        return [operation for one in self.outcomes if one.result for operation in one.result["operations"]]

    def sha256(self):
        """Hash of everything that would be written but secrets, None if that is not known in full."""
        if self.nowhere or self.problems or self.unread or self.unsure or any(one.error or one.unknown for one in self.outcomes):
            return None
        return digest([[one.result["operations"], _written(one)] for one in self.outcomes if one.result["operations"]])


def _written(outcome):
    after, kind = outcome.result["diff"]["after"], outcome.step.declaration
    changed = {name for operation in outcome.result["operations"] if operation["object"] == kind.name for name in operation.get("attributes", ())}
    return {name: value for name, value in after.items() if not changed or name in {option_name(n, kind.schema["properties"][n]) for n in changed}}


def forecast(plan, api):
    """What onboarding would do.

    :param plan: what ``documents.plan`` gives, with something in place of its secrets.
    :param api: a ``snapshot.Snapshot``.
    """
    if plan["state"] == states.CEASED:
        made = Forecast(leaves=True)
        ahead = plain = stages.leaving(plan, MERGED)
    else:
        made = Forecast()
        try:
            stages.check(plan)
        except InvalidInput as error:
            made.problems = dict.fromkeys(error.facts["problems"])
        ahead = [*chain(*stages.setting_up(plan, MERGED))]
        # What a trunk group's own ACLs are, beside those that are made for it, takes another listing.
        plain = [*chain(*stages.setting_up({**plan, "made_rules": []}, MERGED))]
    results = {}
    for stage, other in zip(ahead, plain):
        for outcome in _of_stage(made, stage, other, api, results):
            made.outcomes.append(outcome)
            if outcome.result is not None:
                results[outcome.step.key] = outcome.result
    if made.leaves and made.operations:
        made.problems = dict.fromkeys(f"is not taken off: {objection}" for objection in stages.objections(plan))
    made.unsure = any(_is_unsure(one, api) for one in made.outcomes)
    return made


def _is_unsure(outcome, api):
    operations, kind = outcome.result["operations"] if outcome.result else (), outcome.step.declaration
    if not operations:
        return False
    rests_on = [kind.provider.kinds[name] for n, p in kind.attributes.items() for name, _ref, _path in references(p, outcome.step.params, n)]
    rests_on += [kind, *([kind.parent] if kind.parent else [])] if outcome.creates else []
    return any(api.short(one) for one in rests_on)


def _of_stage(made, stage, other, api, results):
    try:
        steps = stage.steps(api, results)
    except TrunkingError as error:
        made.unread.append((stage, error))
        try:
            steps = other.steps(api, results) if other is not stage else []
        except TrunkingError:
            steps = []
    doubtful = {one.step.declaration.name for one in made.outcomes if one.error is not None and not isinstance(one.error, InvalidInput)}
    return [carried_out(_without_doubtful(step, doubtful), api) for step in steps]


def _without_doubtful(step, doubtful):
    """A step that does not count on what it needs, where nobody could read whether that is there. Otherwise any refusal would mean that it is not."""
    needs = step.declaration.needs
    if not doubtful.intersection(needs):
        return step
    planned = {name: names for name, names in step.params.get("planned", {}).items() if name not in needs}
    return stages.Step(step.declaration, {**step.params, "planned": planned}, step.name)


def carried_out(step, api):
    """The outcome of one step in check mode. What cannot be known is left out of the comparison, attribute by attribute."""
    left, unknown = step, {}
    while True:
        controls = {**stages.defaults(left.declaration), **left.params}
        try:
            return Outcome(step, engine.carry_out(left.declaration, left.params, controls, api, check_mode=True), unknown=unknown)
        except InvalidInput as error:
            return Outcome(step, error=error, unknown=unknown)
        except TrunkingError as error:
            options = _unknown_options(left, error, api)
            if not options:
                return Outcome(step, error=error, unknown=unknown)
            unknown = {**unknown, **dict.fromkeys(options, error)}
            left = stages.Step(left.declaration, {name: value for name, value in left.params.items() if name not in options}, left.name)
        except Exception as error:
            # A defect shall not take the other customers along, and says nothing about this one.
            return Outcome(step, error=TrunkingError(f"{type(error).__name__}: {error}. This is a defect, please report it."), unknown=unknown)


def _unknown_options(step, error, api):
    """The options that cannot be compared because of an error, none if that is all or nothing."""
    kind = step.declaration
    if isinstance(error, UnknownState):
        unknown = error.attributes
    else:
        unread = {one.name for one in kind.provider.kinds.values() if one is not kind and one is not kind.parent and api.unreadable(one)}
        unknown = [n for n, p in kind.attributes.items() if any(ref in unread for ref, _name, _path in references(p, step.params, n))]
    return [option for n in unknown if (option := option_name(n, kind.attributes[n])) in step.params]


def references(prop, params, name):
    """Every reference inside one attribute, named as in documents: ``(kind name, name or id, path)``."""
    option = option_name(name, prop)
    if option not in params:
        return []
    return list(compare.references({"properties": {name: prop}}, {name: params[option]}))
