# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drift: what onboarding would change, field by field. Reads only. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.audit import listings
from ansible_collections.telecom.trunking.plugins.module_utils.audit.differences import NOTHING, differences, said
from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import ABSENT, CHECKS, finding
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, UnknownState, UnresolvedReference
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import option_name


def drift(customer, plan, made, api):
    """Findings about one customer, each with the place where the document says it.

    :param customer: its id.
    :param plan: what ``documents.plan`` gives.
    :param made: its ``forecast.Forecast``.
    :returns: ``[(finding, (kind name, name of the step) or None, path inside the object)]``
    """
    about = {"customer": customer, "provider": plan["provider"]}
    if made.nowhere:
        return [(finding("unknown-place", made.nowhere, **about), None, ("provider",))]
    found = [_refused(problem, what, about) for problem, what in made.problems.items()]
    for outcome in made.outcomes:
        found += _of_step(outcome, made.leaves, about, api)
    found += _unread(made, about)
    whole = {(one["object"]["kind"], one["object"]["name"]) for one, _step, _path in found if one["check"] == "drift-left-over" and not one["field"]}
    found = [each for each in found if not (each[0]["field"] and each[0]["object"] and (each[0]["object"]["kind"], each[0]["object"]["name"]) in whole)]
    return found if made.leaves else _absence(found, plan, made, about, api)


def _refused(problem, what, about):
    """:param what: ``(kind name, name)``, None if it is about the customer."""
    where = {"kind": what[0], "name": what[1]} if what else {}
    return finding("drift-impossible", problem, key=problem, **where, **about), what, ()


def no_verdict(made, api):
    """``{check: why}`` of the checks that say nothing about a customer of whose forecast not everything could be read. Arguments as of ``drift``."""
    why = ["the place"] if made.nowhere else []
    why += [outcome.step.declaration.titles for outcome in made.outcomes if _says_nothing(outcome, api)]
    why += [f"{option} of {outcome.step.declaration.titles}" for outcome in made.outcomes for option in outcome.unknown if option not in _empty(outcome)]
    why += [f"{option} of {outcome.step.declaration.titles}" for outcome in made.outcomes for option in listings.unlisted_options(outcome, api)]
    why += [stage.title if stage.kind is None else stage.kind.titles for stage, _error in made.unread]
    if not why:
        return {}
    # Something of its own that is there is enough to say that the customer is.
    there = made.leaves or any(outcome.result and not outcome.creates for outcome in _own(made))
    names = [name for name, check in CHECKS.items() if check.klass == "drift"] + ([] if there else [ABSENT])
    return dict.fromkeys(names, f"{', '.join(dict.fromkeys(why))} could not be read")


def _says_nothing(outcome, api):
    """Whether nobody knows if the object is there."""
    kind, step = outcome.step.declaration, outcome.step
    if outcome.result is None:
        return not isinstance(outcome.error, InvalidInput) or listings.lost(outcome, api) or bool(listings.unlisted_paths(outcome, api))
    return outcome.creates and bool(listings.not_listed_in(kind, step, api))


def _mentions(value, names):
    if isinstance(value, dict):
        return any(_mentions(one, names) for one in value.values())
    return any(_mentions(one, names) for one in value) if isinstance(value, list) else isinstance(value, str) and value in names


def _own(made):
    return [outcome for outcome in made.outcomes if _is_own(outcome.step.declaration)]


def _empty(outcome):
    """The options that were left out of the comparison because nobody knows what their names stand for, and of which nothing is live: what the document has
    there is missing, whatever it is.
    """
    step = outcome.step
    if not outcome.unknown or outcome.result is None or step.params.get("state") == "absent" or outcome.creates:
        return []
    live = outcome.result.get(step.declaration.name) or {}
    unresolved = [option for option, error in outcome.unknown.items() if not isinstance(error, UnknownState)]
    return [option for option in unresolved if option in live and live[option] in ([], None) and step.params[option]]


def _absence(found, plan, made, about, api):
    """Of a customer who is not there at all one finding, and what is not there is not told object by object."""
    own = _own(made)
    if not own or not all(outcome.result and outcome.creates and not _says_nothing(outcome, api) for outcome in own):
        return found
    names = [f"{outcome.step.declaration.title} {outcome.step.name}" for outcome in own]
    some = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    absent = finding(ABSENT, f"none of its objects is there: {some}", **about)
    kinds = own[0].step.declaration.provider.kinds
    return [(absent, None, ())] + [each for each in found if not _goes_without_saying(each[0], kinds)]


def _is_own(kind):
    """Whether a customer makes objects of a kind: not those that are there before it, and after."""
    return not (kind.standing or kind.absent_as)


def _goes_without_saying(one, kinds):
    """What a customer who is not there cannot have. That something of it is bound elsewhere is another matter."""
    if one["check"] != "drift-different":
        return one["check"] == "drift-missing"
    references = {option_name(n, p) for n, p in kinds[one["object"]["kind"]].attributes.items() if "x-ref" in p}
    return not (one["live"] and one["field"] in references)


def _of_step(outcome, leaves, about, api):
    kind, step = outcome.step.declaration, outcome.step
    unknown = [_unknown(kind, step, option, error, about) for option, error in outcome.unknown.items() if isinstance(error, UnknownState)]
    if outcome.error is not None:
        return unknown + _of_error(outcome, about, api)
    result = outcome.result
    ident = _ident(kind, result)
    created, found = set(), [one for option in _empty(outcome) for one in _not_there(kind, step, option, result, ident, about)]
    for operation in result["operations"]:
        own = operation["object"] == kind.name and operation["name"] == _own_name(kind, result, step)
        what = (operation["object"], _long_name(kind, step, operation))
        if operation["action"] == "create":
            created.add(what)
            found += _missing(kind, step, what[1], result["diff"]["after"], about, api)
        elif operation["action"] == "delete":
            live = {"live": result["diff"]["before"]} if own else {}
            title = kind.provider.kinds[operation["object"]].title
            text = f"the {title} {what[1]} is still there"
            found.append((_object("drift-left-over", text, what, ident if own else None, about, **live), step.key, ()))
        elif what not in created:
            found += _updated(outcome, operation, what[1], ident, leaves, own, about, api)
    return unknown + found


def _own_name(kind, result, step):
    """What the operations of a step call its object."""
    for side in ("before", "after"):
        if result["diff"][side].get(kind.key) is not None:
            return str(result["diff"][side][kind.key])
    return next((operation["name"] for operation in result["operations"] if operation["object"] == kind.name), step.name)


def _ident(kind, result):
    shown = result.get(kind.name) or {}
    return shown.get(kind.id) if kind.id != kind.key and isinstance(shown.get(kind.id), str) else None


def _object(check, text, what, ident, about, **more):
    return finding(check, text, kind=what[0], name=what[1], ident=ident, **about, **more)


def _missing(kind, step, name, after, about, api):
    lacking = listings.not_listed_in(kind, step, api)
    if lacking:
        of = "" if lacking is kind else f"{lacking.title} of the "
        text = f"the {of}{kind.title} {name} is {listings.among(lacking, api)}"
        return [(_object("unknown-incomplete", text, (kind.name, name), None, about, expected=after), step.key, ())]
    return [(_object("drift-missing", f"the {kind.title} {name} is not there", (kind.name, name), None, about, expected=after), step.key, ())]


def _long_name(kind, step, operation):
    """A trunk is called by its group, too, also where the step is the group's."""
    name = operation["name"]
    if kind.provider.kinds[operation["object"]].parent is kind:
        return f"{step.name}/{name}"
    return step.name if step.name.endswith(f"/{name}") else name


def _updated(outcome, operation, name, ident, leaves, own, about, api):
    kind, step, result = outcome.step.declaration, outcome.step, outcome.result
    check = "drift-left-over" if leaves else "drift-different"
    if not own:
        other = kind.provider.kinds[operation["object"]]
        text = f"the {other.title} {name} still has {', '.join(operation['attributes'])}"
        return [(_object(check, text, (other.name, name), None, about), step.key, ())]
    before, after = result["diff"]["before"], result["diff"]["after"]
    found, unlisted = [], listings.unlisted_options(outcome, api)
    for attribute in operation["attributes"]:
        prop = kind.schema["properties"][attribute]
        option = option_name(attribute, prop)
        names, lacking = unlisted.get(option, ((), None))
        different = list(differences(prop, after.get(option), before.get(option), (option,)))
        unsure = [one for one in different if _mentions(list(one[1:]), names)]
        found += _different(check, kind, step, name, ident, [one for one in different if one not in unsure], about)
        found += _different("unknown-incomplete", kind, step, name, ident, unsure, about, listings.beside(lacking, api) if unsure else "")
    return found


def _not_there(kind, step, option, result, ident, about):
    """What the document has in an option of which nothing is live."""
    prop = _prop(kind, option)
    expected = compare.view(prop, compare.canonical(prop, step.params[option]), lambda _kind, name: name)
    return _different("drift-different", kind, step, step.name, ident, differences(prop, expected, result[kind.name][option], (option,)), about)


def _different(check, kind, step, name, ident, found, about, more=""):
    """
    :param found: what ``differences`` gives.
    :param more: what else there is to say.
    """
    made = []
    for path, expected, live in found:
        values = {word: value for word, value in (("expected", expected), ("live", live)) if value is not NOTHING}
        one = finding(check, "", kind=kind.name, name=name, ident=ident, path=path, **about, **values)
        made.append(({**one, "message": f"{said(kind, name, one)}{more}"}, step.key, path))
    return made


def _of_error(outcome, about, api):
    """What the engine refuses: an object that is not there, or something that cannot be."""
    error, kind, step = outcome.error, outcome.step.declaration, outcome.step
    if not isinstance(error, InvalidInput):
        return []
    problems = error.facts["problems"]
    if listings.lost(outcome, api):
        text = f"the {kind.title} {step.name} is {listings.among(kind, api)}"
        return [(_object("unknown-incomplete", text, (kind.name, step.name), None, about), step.key, ())]
    if isinstance(error, UnresolvedReference) and not kind.parent and not listings.is_there(kind, step, api):
        return [(_object("drift-missing", f"the {kind.title} {step.name}: {'; '.join(problems)}", (kind.name, step.name), None, about), step.key, ())]
    unlisted = listings.unlisted_paths(outcome, api)
    found = []
    for text in problems:
        lacking = next((one for path, one in unlisted.items() if text.startswith(f"{path}: ")), None)
        check, more = ("unknown-incomplete", listings.beside(lacking, api)) if lacking else ("drift-impossible", "")
        found.append((finding(check, f"{kind.title} {step.name}: {text}{more}", kind=kind.name, name=step.name, key=text, **about), step.key, ()))
    return found


# Unknown ----------------------------------------------------------------------------------------------------------------


def _unknown(kind, step, option, error, about):
    text = f"the API does not return {option} of the {kind.title} {step.name}, or not in the documented form"
    values = {"expected": step.params[option]} if not compare.is_secret(_prop(kind, option)) else {}
    return finding("unknown-attribute", text, kind=kind.name, name=step.name, path=(option,), **about, **values), step.key, (option,)


def _prop(kind, option):
    return next((p for n, p in kind.attributes.items() if option_name(n, p) == option), {})


def _unread(made, about):
    """One finding for each request that did not tell what it should have, with what depends on it."""
    found = {}
    for outcome in made.outcomes:
        title = f"{outcome.step.declaration.title} {outcome.step.name}"
        if outcome.error is not None and not isinstance(outcome.error, InvalidInput):
            found.setdefault(outcome.error.message, []).append((title, outcome.step.key))
        for option, error in outcome.unknown.items():
            if not isinstance(error, UnknownState) and option not in _empty(outcome):
                found.setdefault(error.message, []).append((f"{option} of the {title}", outcome.step.key))
    for stage, error in made.unread:
        # What a state or a profile makes stands in front of the lists that are there.
        if stage.kind and stage.kind.provider.members and not made.leaves:
            found.setdefault(error.message, []).insert(0, (f"the ACLs of each {stage.title}", None))
        elif error.message not in found:
            found[error.message] = [(stage.title, None)]
    for message, parts in found.items():
        names = list(dict.fromkeys(name for name, _key in parts))
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        text = f"{', '.join(names[:5])}{more} cannot be compared: {message}"
        keys = {key for _name, key in parts}
        only = min(keys) if len(keys) == 1 else None
        what = {"kind": only[0], "name": only[1]} if only else {}
        # Two requests that failed are two findings, also where both are about several objects.
        yield finding("unknown-unreadable", text, key=message, **what, **about), only, ()
