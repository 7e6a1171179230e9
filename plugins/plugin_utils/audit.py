# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit: documents against what is live, everything read once. Reads only, knows no Ansible. Private to the collection.

    found = Audit(declared, apis, ...).run()

Also what a remediation holds against an audit: the hashes of documents, of live state and of what would be done.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ansible_collections.telecom.trunking.plugins.module_utils import compare, documents, fleet
from ansible_collections.telecom.trunking.plugins.module_utils.audit import drift, exposure, findings, forecast, unmanaged
from ansible_collections.telecom.trunking.plugins.module_utils.audit.reading import Reading
from ansible_collections.telecom.trunking.plugins.module_utils.errors import TrunkingError, UnknownState
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS
from ansible_collections.telecom.trunking.plugins.module_utils.stages import names_of
from ansible_collections.telecom.trunking.plugins.plugin_utils import customer_check
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import printable, same_customer, shown


@dataclass
class Declared:
    """What a folder of documents declares.

    :ivar loaded: ``{customer: yaml_documents.Loaded}`` of the documents that are audited.
    :ivar plans: ``{customer: plan}``.
    :ivar broken: ``[Loaded]`` of the files that are no documents.
    :ivar found: findings about those.
    """

    loaded: dict = field(default_factory=dict)
    plans: dict = field(default_factory=dict)
    broken: list = field(default_factory=list)
    found: list = field(default_factory=list)


def declared(loaded, today):
    """:param loaded: list of ``yaml_documents.Loaded``."""
    made = Declared()
    twice = {}
    for one, other in same_customer(loaded):
        twice.setdefault(one.customer(), [other]).append(one)
    for one in loaded:
        wrong = list(customer_check.form(one))
        others = [other for other in twice.get(one.customer(), ()) if other is not one]
        made.found += [_about_file(one, each["rule"], each["message"], each["line"], each["column"]) for each in wrong]
        if others:
            line, column = one.position(customer_check.ID)
            made.found.append(_about_file(one, customer_check.SAME_ID, f"customer.id: is the id of {others[0].where(customer_check.ID)}, too", line, column))
        if wrong or others:
            made.broken.append(one)
        else:
            made.loaded[one.customer()] = one
            made.plans[one.customer()] = documents.plan(one.document, today)
    return made


def _about_file(one, check, message, line, column):
    file = printable(shown(one.path))
    found = findings.finding(check, message, customer=one.customer(), key=f"{file} {message}")
    return {**found, "file": file, "line": line, "column": column}


def places(plans, scopes):
    """Where to look: ``{provider name: [{option: value}]}``, each place once.

    :param plans: plans of documents.
    :param scopes: ``{provider name: [{key of provider: value}]}`` beside the documents' own.
    """
    found = {}
    for plan in plans:
        layout = LAYOUTS[plan["provider"]]
        where = {option: plan[option] for option in layout.place_options.values() if plan[option]}
        found.setdefault(plan["provider"], []).append(where)
    for name, some in scopes.items():
        for scope in some or ():
            where = {option: scope[key] for key, option in LAYOUTS[name].place_options.items() if (scope or {}).get(key)}
            found.setdefault(name, []).append(where)
    return {name: list({tuple(sorted(where.items())): where for where in some}.values()) for name, some in found.items()}


@dataclass
class Audit:
    """One audit.

    :ivar declared: ``Declared``.
    :ivar apis: ``{provider name: Snapshot}``.
    :ivar where: what ``places`` gives.
    :ivar fill: puts something in place of a plan's secrets.
    :ivar accept: what may be unreadable, as ``findings.accepted`` takes it.
    """

    declared: Declared
    apis: dict
    where: dict
    today: object
    fill: object
    disabled: tuple = ()
    width: int = 8
    accept: tuple = ()

    def run(self):
        """:returns: ``(customers, findings, number of live objects, checks without a verdict)`` as a report has them, and ``accept`` that accepts nothing."""
        self._doubts = {}
        self.read()
        self.read_above()
        self.foresee()
        different = list(self._drift())
        absent = {one["customer"] for one in different if one["check"] == findings.ABSENT}
        found = findings.in_order([*self.declared.found, *different, *self._beside(), *self._exposure(absent)])
        found, remarks = findings.accepted(found, self.accept, self.today)
        return self._customers(found), found, self._count(), self._no_verdict(), remarks

    # Reading -------------------------------------------------------------------------------------------------------

    def read(self):
        """Read every place, several at the same time."""
        wanted = [(name, where) for name, some in self.where.items() for where in some]
        width = self.width if len(wanted) == 1 else 1
        with ThreadPoolExecutor(self.width) as pool:
            self.readings = dict(zip(map(_key, wanted), pool.map(lambda one: self._read(*one, width), wanted)))

    def _read(self, name, where, width):
        reading = Reading(LAYOUTS[name], self.apis[name], where, width)
        reading.read()
        return reading

    def read_above(self):
        """Read what stands above the lists of what is live, once for each owner. Nothing that onboarding does depends on it."""
        wanted = list(dict.fromkeys((name, *one) for (name, _where), reading in self.readings.items() for one in reading.wants_above()))
        with ThreadPoolExecutor(self.width) as pool:
            told = dict(zip(wanted, pool.map(lambda one: _above(self.apis[one[0]].client, *one[1:]), wanted)))
        for (name, _where), reading in self.readings.items():
            reading.take_above({(member, owner): elements for (other, member, owner), elements in told.items() if other == name})

    def foresee(self):
        """What onboarding would do for each customer."""
        with ThreadPoolExecutor(self.width) as pool:
            plans = self.declared.plans
            here = dict.fromkeys(map(self._where, plans.values()))
            nowhere = dict(zip(here, pool.map(unmanaged.nowhere, map(self.readings.get, here))))
            made = pool.map(lambda plan: self._forecast(plan, nowhere[self._where(plan)]), plans.values())
            self.forecasts = dict(zip(plans, made))
        for name, problems in fleet.clashes(plans, "merged").items():
            self.forecasts[name].problems.update(problems)

    def _forecast(self, plan, nowhere):
        return forecast.Forecast(nowhere=nowhere) if nowhere else forecast.forecast(self.fill(plan), self.apis[plan["provider"]])

    def reading(self, plan):
        """The reading of the place that a customer is at."""
        return self.readings[self._where(plan)]

    def _where(self, plan):
        return _key((plan["provider"], {option: plan[option] for option in LAYOUTS[plan["provider"]].place_options.values() if plan[option]}))

    # What is found -------------------------------------------------------------------------------------------------

    def _drift(self):
        for name, plan in self.declared.plans.items():
            api = self.apis[plan["provider"]]
            self._doubt(name, drift.no_verdict(self.forecasts[name], api))
            self._doubt(name, unmanaged.no_verdict(self.reading(plan), customers=True))
            made = drift.drift(name, plan, self.forecasts[name], api)
            paths = _paths(plan, self.declared.loaded[name].document) if made else {}
            for one, step, path in made:
                yield self._placed(one, name, _path_of(paths, step, path, self.declared.loaded[name].document))

    def _beside(self):
        """What no document names, and listings that do not tell."""
        self.loose = {}
        for (name, where), reading in self.readings.items():
            at = [customer for customer, plan in self.declared.plans.items() if plan["provider"] == name and self.reading(plan) is reading]
            yield from () if at else unmanaged.nothing(reading)
            if where and _key((name, {})) in self.readings:
                # It is inside of what is looked at anyway.
                continue
            plans = {customer: plan for customer, plan in self.declared.plans.items() if plan["provider"] == name}
            known = unmanaged.Declared(LAYOUTS[name], plans, dict(where))
            found, loose = unmanaged.unmanaged(reading, known)
            yield from unmanaged.unread(reading)
            self._doubt(None, unmanaged.no_verdict(reading))
            if reading.unread:
                # Rules say nothing about what may be there.
                self.loose[name, where, False] = {}
            doubtful = {}
            for one, owner, free in found:
                files = self._may_declare(one["object"]["name"]) if free else ()
                if files:
                    doubtful[f"{LAYOUTS[name].provider.kinds[one['object']['kind']].title} {one['object']['name']}"] = files
                else:
                    yield self._placed(one, owner, self._around(one, owner)) if owner else one
            if doubtful:
                yield _undeclared(doubtful, name, reading)
            self._keep(name, where, loose)

    def _may_declare(self, name):
        """The files that may declare an object, but are no sound documents or name a place that nobody knows: those that mention it, and those that say
        nothing.
        """
        mention = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        nowhere = [self.declared.loaded[customer] for customer, made in self.forecasts.items() if made.nowhere]
        return [shown(one.path) for one in (*self.declared.broken, *nowhere) if not one.text or mention.search(one.text)]

    def _keep(self, name, where, loose):
        """What no document names is judged, and so is what may be declared, by itself."""
        keys = {section.name: section.kind.key for section in LAYOUTS[name].sections}
        for section, items in loose.items():
            for item in items:
                doubtful = bool(self._may_declare(str(item.get(keys[section]))))
                self.loose.setdefault((name, where, doubtful), {}).setdefault(section, []).append(item)

    def _around(self, one, owner):
        """The place of the object that something undeclared is in: its own, or that of what is around it, or of what it is bound to."""
        plan = self.declared.plans[owner]
        paths, name = _paths(plan, self.declared.loaded[owner].document), one["object"]["name"]
        kind = LAYOUTS[plan["provider"]].provider.kinds[one["object"]["kind"]]
        around = [(kind.parent.name, name.partition("/")[0])] if kind.parent else []
        bound = [(prop["x-ref"], str(one["live"])) for prop in kind.attributes.values() if "x-ref" in prop]
        return next((paths[what] for what in [(kind.name, name), *around, *bound] if what in paths), ("customer",))

    def _exposure(self, absent):
        """What is dangerous about what is live. Of those who are absent nothing is."""
        today, live, owners = self.today, [], []
        for name, plan in self.declared.plans.items():
            if self.forecasts[name].nowhere:
                rules = [rule.id for rule in exposure.asked(self.disabled) if rule.provider in (None, plan["provider"])]
                self._doubt(name, dict.fromkeys(rules, "the place could not be read"))
                continue
            if name in absent:
                continue
            api = self.apis[plan["provider"]]
            live.append(exposure.live(self.reading(plan), plan, self.declared.loaded[name].document, today, api))
            owners.append(name)
        for (name, where, doubtful), loose in self.loose.items():
            live.append(exposure.nobodys(self.readings[name, where], loose, today, doubtful))
            owners.append(None)
        found, lost = exposure.exposure(live, self.disabled, LAYOUTS)
        for n, check, why in lost:
            self._doubt(owners[n], {check: why})
        for one, n, path in found:
            yield self._placed(one, owners[n], path) if owners[n] else one

    def _doubt(self, customer, checks):
        """:param checks: ``{check: why it says nothing}``"""
        self._doubts[customer] = {**checks, **self._doubts.get(customer, {})}

    def _no_verdict(self):
        found = {}
        for customer, doubts in self._doubts.items():
            for check, why in doubts.items():
                found.setdefault((customer is None, customer or "", why), []).append(check)
        return [{"customer": None if nobodys else name, "why": why, "checks": sorted(names)} for (nobodys, name, why), names in sorted(found.items())]

    def _placed(self, one, customer, path):
        loaded = self.declared.loaded[customer]
        line, column = loaded.position(path)
        return {**one, "file": printable(shown(loaded.path)), "line": line, "column": column}

    # Customers -----------------------------------------------------------------------------------------------------

    def _customers(self, found):
        mine = {}
        for one in found:
            mine.setdefault(one["customer"], []).append(one)
        made = [self._customer(name, plan, mine.get(name, ())) for name, plan in self.declared.plans.items()]
        seen = set(self.declared.plans)
        for one in self.declared.broken:
            name = one.customer()
            if name is not None and name not in seen:
                seen.add(name)
                made.append(_broken(one, name, mine.get(name, ())))
        return sorted(made, key=lambda one: one["id"])

    def _customer(self, name, plan, found):
        loaded, made = self.declared.loaded[name], self.forecasts[name]
        return {
            "id": name,
            "name": loaded.document["customer"].get("name"),
            "provider": plan["provider"],
            "file": printable(shown(loaded.path)),
            "state": plan["state"],
            "outcome": findings.outcome(found),
            **self.hashes(name, loaded.document),
            "operations": made.operations,
        }

    def hashes(self, name, document):
        """What has to be the same when somebody carries out what the audit found."""
        plan = self.declared.plans[name]
        hashed = {"document": findings.digest(document), "live": live_sha256(self.reading(plan), plan), "plan": self.forecasts[name].sha256()}
        return {f"{what}_sha256": text for what, text in hashed.items()}

    def _count(self):
        count, seen = 0, set()
        for reading in self.readings.values():
            for section in reading.sections:
                for item in reading.mine(section):
                    what = (section.kind.name, tuple(str(item.get(n)) for n in section.kind.place), item[section.kind.id])
                    if what not in seen:
                        seen.add(what)
                        count += 1 + sum(len(reading.children(section, part, item)) for part in section.parts)
        return count


def _above(client, member, owner):
    """Elements, or why there are none."""
    if owner is None:
        kind = member.owners[-1]
        return UnknownState(f"The API does not return {kind.scope} of each {kind.title}.", [kind.scope])
    try:
        return member.read_above(client, owner)
    except TrunkingError as error:
        return error


def _key(one):
    name, where = one
    return name, frozenset(where.items())


def _broken(one, name, found):
    customer = one.document["customer"] if one.document else {}
    provider = one.document.get("provider") if one.document else None
    kind = provider.get("kind") if isinstance(provider, dict) else None
    return {
        "id": name,
        "name": customer.get("name") if isinstance(customer.get("name"), str) else None,
        "provider": kind if kind in LAYOUTS else None,
        "file": printable(shown(one.path)),
        "state": None,
        "outcome": findings.outcome(found),
        "document_sha256": None,
        "live_sha256": None,
        "plan_sha256": None,
        "operations": [],
    }


def live_sha256(reading, plan):
    """Hash of what is live of a customer, without secrets and without what changes by itself. None if some of it could not be read."""
    objects, told = reading.named(plan), []
    if not _kinds_of(reading, plan, objects).isdisjoint({*reading.unread, *reading.incomplete}):
        return None
    for section in reading.sections:
        for item in objects[section.name]:
            children = [(part, child) for part in section.parts for child in reading.children(section, part, item)]
            if reading.unknown_of(section.kind, item) or any(reading.unknown_of(part.kind, child) for part, child in children):
                return None
            told.append([section.name, _told(section.kind, item), sorted((_told(part.kind, child) for part, child in children), key=str)])
    return findings.digest(sorted(told, key=str))


def _kinds_of(reading, plan, objects):
    """Names of the kinds that a customer has, as declared or live, with what is in them."""
    named = names_of(reading.layout, plan)
    sections = [one for one in reading.sections if named.get(one.kind.name) or objects[one.name]]
    return {one.kind.name for section in sections for one in (section, *section.parts)}


def _told(kind, item):
    shown_ = compare.view(kind.schema, item, lambda kind_name, ident: ident)
    return {kind.id: item[kind.id], **{name: value for name, value in shown_.items() if name not in {child.inside for child in kind.children()}}}


def _undeclared(doubtful, provider, reading):
    """:param doubtful: ``{object: [files that may declare it]}``"""
    names, files = list(doubtful), sorted({file for some in doubtful.values() for file in some})
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    text = f"{', '.join(names[:5])}{more}: in no document that counts, and may be in {', '.join(files)}"
    return findings.finding("unknown-undeclared", text, provider=provider, key="/".join(reading.where.values()))


# Places in documents --------------------------------------------------------------------------------------------------


def _paths(plan, document):
    """``{(kind name, name of the step): path in the document}``"""
    layout, found = LAYOUTS[plan["provider"]], {}
    for section in layout.sections:
        if section.levels:
            place = []
            for level, option in layout.place_options.items():
                place.append(plan[option])
                if level in section.levels and level in (document.get(section.name) or {}):
                    found[section.kind.name, "/".join(place)] = (section.name, level)
            continue
        for n, item in enumerate(document.get(section.name) or [] if section.enforced else ()):
            name = item[section.key] if isinstance(item, dict) else item
            found[section.kind.name, name] = (section.name, n)
            for part in section.parts:
                for m, inner in enumerate((item.get(part.name) or []) if isinstance(item, dict) else ()):
                    long = f"{name}/{inner[part.key]}" if part.kind.parent else inner[part.key]
                    found[part.kind.name, long] = (section.name, n, part.name, m)
    return found


def _path_of(paths, step, path, document):
    """The place in a document of an attribute of an object. What state and fraud profile make is declared by them."""
    if step is None:
        return path or ("customer", "id")
    if step not in paths:
        state = document["customer"].get("state")
        return ("fraud",) if "fraud" in document and "-fraud-" in str(step[1]) else ("customer", "state") if state else ("customer", "id")
    return (*paths[step], *path)
