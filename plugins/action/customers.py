# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.common.text.converters import to_native
from ansible.utils.display import Display

from ansible_collections.telecom.trunking.plugins.lookup.customer import filled
from ansible_collections.telecom.trunking.plugins.module_utils import documents, fleet, gather, surplus
from ansible_collections.telecom.trunking.plugins.module_utils.engine import wired
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS
from ansible_collections.telecom.trunking.plugins.module_utils.stages import Terms
from ansible_collections.telecom.trunking.plugins.plugin_utils import fleet_report
from ansible_collections.telecom.trunking.plugins.plugin_utils.controller import (
    LOGINS,
    OnController,
    below_here,
    connected,
    day,
    input_file,
    plain,
    with_stand_ins,
)
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder, shown, written

# States that need a limit to what may go, even if nobody has set one.
MOST_DELETIONS = {"overridden": 50}
# How a file begins that may be replaced by the next export.
EXPORTED = "# Written by state gathered of telecom.trunking.customers. The next export replaces it; take this line out, and it is left alone.\n"
_FED_BACK = "Fed back it makes anew what is gone: delete what nobody needs any more"
STATES = ("merged", "replaced", "overridden", "deleted", "gathered", "rendered")


def _scope(layout):
    return {"type": "dict", "options": {name: {"type": "str"} for name in layout.place_options}}


ARGUMENTS = {
    "config": {"type": "list", "elements": "dict", "default": []},
    "hosts": {"type": "list", "elements": "str", "default": []},
    "path": {"type": "list", "elements": "str", "default": []},
    "approved": {"type": "raw"},
    "report_sha256": {"type": "str"},
    "state": {"type": "str", "choices": list(STATES), "default": "merged"},
    "scope": {"type": "dict", "options": {name: _scope(layout) for name, layout in LAYOUTS.items()}},
    "only_new": {"type": "bool", "default": False},
    "max_deletions": {"type": "int"},
    "max_failures": {"type": "int"},
    "max_concurrency": {"type": "int", "default": 8},
    "rent_numbers": {"type": "bool", "default": False},
    "update_password": {"type": "str", "choices": ["on_create", "always"], "default": "on_create", "no_log": False},
    "date": {"type": "str"},
    "dest": {"type": "path"},
    "report": {"type": "path"},
    "progress_log": {"type": "path"},
    **LOGINS,
}

# With a report, only what it lists is done.
ONLY_APPROVED = {"state": "merged", "rent_numbers": False, "update_password": "on_create"}

display = Display()


class ActionModule(OnController):
    """Runs on the controller, where documents, secrets and the terminal are. There is nothing to do on a host, and so there is no module to run."""

    arguments = ARGUMENTS

    def given(self, arguments):
        """Documents may come as the text of a JSON list: Ansible looks for templates in each value of a list, not inside of a text."""
        if isinstance(arguments.get("config"), str):
            try:
                config = json.loads(arguments["config"])
            except ValueError as error:
                raise AnsibleActionFail(f"config: is a text, and that is no JSON: {error}. Files of documents go into path.") from None
            if not isinstance(config, list) or not all(isinstance(document, dict) for document in config):
                raise AnsibleActionFail("config: is a text, and that is no JSON list of documents")
            arguments["config"] = config
        return arguments

    def act(self, options, task_vars):
        self.secrets = set()
        today = day(options["date"])
        found = list(self._documents(options, task_vars))
        _refuse_same(found)
        if options["approved"] is not None:
            return self._remediated(found, today, options)
        if options["state"] == "rendered":
            return _rendered(found, today)
        more = {"rent": options["rent_numbers"], "update_password": options["update_password"]}
        if options["state"] == "gathered":
            return self._gathered(found, today, options)
        plans, kept = {}, fleet.Kept()
        terms = Terms(options["state"] in ("replaced", "overridden"), more, kept.given_back)
        customers = [self._prepared(*one, options["state"], terms, today, plans) for one in found]
        clashes = fleet.clashes(plans, options["state"])
        for customer in customers:
            if customer.name in clashes:
                customer.error = InvalidInput([*(customer.error.message.splitlines() if customer.error else []), *clashes[customer.name]])
        _learn(kept, plans, options["state"], [name for name, _document, _value_of in found], customers)
        # The customers have all of it. Ten thousand documents, and plans without secrets, are not carried along.
        found.clear()
        options["config"].clear()
        apis = self._apis(options, customers)
        if options["state"] == "overridden":
            customers += self._surplus(options, plans, customers, apis)
        plans.clear()
        most = options["max_deletions"] if options["max_deletions"] is not None else MOST_DELETIONS.get(options["state"])
        if most is not None or options["only_new"]:
            planned = self._planned(customers, apis, options["max_concurrency"], options["only_new"])
            whole = options["only_new"] or options["state"] == "overridden"
            self._set_aside(customers, planned, whole)
            self._refuse_changes(planned, options["only_new"])
            self._refuse_deletions(planned, most)
        return self._run(customers, apis, options)

    # Documents -----------------------------------------------------------------------------------------------------

    def _documents(self, options, task_vars):
        """``(customer id, document, function that gives secrets)`` of each customer, with the error in place of a document that is none."""
        for n, document in enumerate(options["config"]):
            customer = document.get("customer")
            name = customer.get("id") if isinstance(customer, dict) else None
            yield name if isinstance(name, str) else f"config[{n}]", document, self._source(task_vars)
        loadeds = folder([input_file(self, path) for path in options["path"]])
        if options["path"] and not loadeds and options["state"] != "gathered":
            # Nobody has no customers, as for the inventory.
            raise InvalidInput([f"path: there are no customer documents in {', '.join(options['path'])}"])
        for loaded in loadeds:
            name = loaded.customer() or shown(loaded.path)
            if not loaded.problems:
                yield name, loaded.document, self._source(task_vars)
            else:
                yield name, InvalidInput([f"{shown(loaded.path)}:{line}:{column}: {message}" for line, column, message in loaded.problems]), None
        hostvars = task_vars.get("hostvars", {})
        unknown = [host for host in options["hosts"] if host not in hostvars]
        if unknown:
            raise InvalidInput([f"hosts: there is no host {host} in the inventory" for host in unknown])
        for host in options["hosts"]:
            variables = hostvars.raw_get(host)
            document = {name: variables[name] for name in documents.SECTIONS if name in variables}
            yield host, plain(document), self._source(None, lambda host=host: hostvars[host])

    def _source(self, variables, of_host=None):
        def value_of(source):
            if "env" in source:
                return os.environ.get(source["env"])
            held = variables if of_host is None else of_host()
            if source["variable"] not in held:
                return None
            value = held[source["variable"]] if of_host else self._templar.template(held[source["variable"]])
            return plain(value)

        return value_of

    def _prepared(self, name, document, value_of, state, terms, today, plans):
        provider = document.get("provider") if isinstance(document, dict) else None
        kind = provider.get("kind") if isinstance(provider, dict) else None
        at = kind if isinstance(kind, str) else None
        try:
            plan = _plan(document, today)
            ident = document["customer"]["id"]
            if ident != name:
                raise InvalidInput([f"the document is of the customer {ident}, and this is the host {name}"])
            plans[name] = plan
        except InvalidInput as error:
            return fleet.Customer(name, at, error=error)
        try:
            whole = plan if fleet.leaves(plan, state) else filled(plan, value_of)
            customer = fleet.prepared(name, whole, state, terms)
        except InvalidInput as error:
            customer = fleet.Customer(name, at, error=error)
        except AnsibleError as error:
            customer = fleet.Customer(name, at, error=TrunkingError(to_native(error)))
        customer.ahead = fleet.ahead(plan, state, terms)
        return customer

    def _gathered(self, found, today, options):
        """Live state as documents: of the customers that are named, otherwise of all that there is in the scope."""
        plans, wrong = {}, []
        for name, document, _value_of in found:
            try:
                plans[name] = _plan(document, today)
            except InvalidInput as error:
                wrong += [f"{name}: {line}" for line in error.message.splitlines()]
        if wrong:
            raise InvalidInput(wrong)
        scopes = options["scope"] or {}
        if not plans and not any(scope is not None for scope in scopes.values()):
            raise InvalidInput(["scope: is required to gather without config: which provider, and where"])
        asked = {}
        for name, plan in plans.items():
            layout = LAYOUTS[plan["provider"]]
            where = {option: plan[option] for option in layout.place_options.values() if plan[option]}
            asked.setdefault((plan["provider"], tuple(where.items())), []).append((name, plan))
        wanted = {name: scope for name, scope in scopes.items() if scope is not None and not plans}
        missing = [f"scope.{name}.{key}: is required" for name, scope in wanted.items() for key in LAYOUTS[name].required[:1] if not scope.get(key)]
        if missing:
            raise InvalidInput(missing)
        apis = self._connected({*wanted, *(name for name, _where in asked)}, options, read_only=True)
        for name, scope in wanted.items():
            where = {option: scope[key] for key, option in LAYOUTS[name].place_options.items() if scope.get(key)}
            asked.update({(name, tuple(place.items())): [] for place in sorted(apis[name].places(where), key=str)})
        width = options["max_concurrency"]
        with ThreadPoolExecutor(min(width, len(asked) or 1)) as pool:
            inner = width if len(asked) == 1 else 1
            answers = list(pool.map(lambda one: gather.gathered(LAYOUTS[one[0][0]], apis[one[0][0]], dict(one[0][1]), one[1], inner), asked.items()))
        made = gather.told_apart([document for documents_, _said in answers for document in documents_])
        remarks = [remark for _documents, said in answers for remark in said]
        dest = below_here(options["dest"])
        changed = _exported(dest, made, self._task.check_mode) if dest else []
        left = _left_over(dest, made, plans) if dest else []
        if left:
            # First, as there are no more than fifty.
            remarks.insert(0, f"dest: was written by an export before, and nothing was found for it in this scope now: {', '.join(left)}. {_FED_BACK}")
        return {
            "changed": bool(changed),
            "msg": f"{len(made)} customers gathered" + (f", {len(changed)} files written" if options["dest"] else ""),
            "gathered": made if not options["dest"] else [],
            "files": [one["path"] for one in changed],
            "api_stats": {name: api.client.stats.result() for name, api in sorted(apis.items())},
            "diff": [{"before_header": one["path"], "after_header": one["path"], "before": one["before"], "after": one["after"]} for one in changed],
            **({"warnings": remarks[:50]} if remarks else {}),
        }

    def _remediated(self, found, today, options):
        """What an audit's report lists, if everything is still as it was then."""
        # Imported here: Ansible compiles a collection's files at each start, and policy and audit are a fifth of what a fleet would wait for.
        from ansible_collections.telecom.trunking.plugins.plugin_utils import remediation

        other = [name for name, only in ONLY_APPROVED.items() if options[name] != only]
        if other:
            raise InvalidInput([f"{name}: has to be {ONLY_APPROVED[name]} with approved, nothing else is done than what the report lists" for name in other])
        given = options["approved"]
        customers, left_out, told = remediation.approved(below_here(given) if isinstance(given, str) else given, options["report_sha256"])
        unknown = [f"{name}: is left out, something of it was unknown, or onboarding would refuse it, see the report" for name in left_out]
        if unknown and not customers:
            raise InvalidInput(["approved: nothing can be repaired, audit again when that is settled", *unknown])
        mine = [one for one in found if one[0] in customers]
        plans, kept = {}, fleet.Kept()
        terms = Terms(False, {"rent": False, "update_password": options["update_password"]}, kept.given_back)
        prepared = [self._prepared(*one, options["state"], terms, today, plans) for one in mine]
        for name, document, _value_of in found:
            # Who is not repaired may have what somebody else gives back.
            with suppress(InvalidInput):
                plans[name] = _plan(document, today)
        _learn(kept, plans, options["state"], [name for name, _document, _value_of in found], prepared)
        wrong = [f"{one.name}: {line}" for one in prepared if one.error for line in one.error.message.splitlines()]
        # Also with a document that is newer than the report.
        wrong += [f"{name}: {problem}" for name, problems in fleet.clashes(plans, options["state"]).items() if name in customers for problem in problems]
        if wrong:
            raise InvalidInput(wrong)
        apis = self._connected({one.provider for one in prepared}, options, self._task.check_mode)
        remediation.refuse_elsewhere(told, apis)
        of_name = {name: document for name, document, _value_of in mine}
        remediation.refuse_changed(customers, of_name, apis, today, with_stand_ins, options["max_concurrency"])
        result = self._run(prepared, apis, options, again=fleet_report.AUDIT_AGAIN)
        return {**result, **({"warnings": [*unknown, *result.get("warnings", ())][:50]} if unknown else {})}

    # At the providers ----------------------------------------------------------------------------------------------

    def _apis(self, options, customers):
        scopes = {name for name, scope in (options["scope"] or {}).items() if scope}
        wanted = {customer.provider for customer in customers if customer.error is None or customer.ahead}
        return self._connected(wanted | scopes, options, self._task.check_mode)

    def _connected(self, wanted, options, read_only):
        return connected(wanted, options, read_only, self.secrets)

    def _surplus(self, options, plans, customers, apis):
        """What no document names, as something like customers of their own. Refused before anything is written, if it is too much."""
        if not customers:
            raise InvalidInput(["config: is empty, and state overridden would remove everything of the scope"])
        wrong = [f"nothing is removed while this is so: {customer.name}: {customer.error.message}" for customer in customers if customer.error]
        if wrong:
            raise InvalidInput(wrong)
        scopes = {name: scope for name, scope in (options["scope"] or {}).items() if scope}
        if not scopes:
            raise InvalidInput(["scope: is required for state overridden"])
        made = []
        for name, scope in scopes.items():
            layout, where = LAYOUTS[name], surplus.scoped(LAYOUTS[name], scope)
            here = [plan for plan in plans.values() if plan["provider"] == name]
            if not any(all((plan[option] or value) == value for option, value in where.items()) for plan in here):
                raise InvalidInput([f"scope.{name}: no document is of it, and state overridden would remove everything of it"])
            items, left = surplus.found(layout, where, here, apis[name])
            one = fleet.Customer(f"scope {name}", name, fleet.in_wave(fleet.NOBODYS, surplus.stages(layout, where, items)), last=True)
            one.notes.update({"in_no_document": _called(items)} if items else {})
            if left:
                one.warnings.append(f"left alone, nobody says whose they are, and the login may be another partner's: {', '.join(_called(left))}")
            made += [one] if items or left else []
        return made

    def _planned(self, customers, apis, width, keep_diff):
        """All customers with what would be done, before the first of it."""
        planned = [replace(customer, notes=dict(customer.notes), secrets=set(customer.secrets)) for customer in customers]
        fleet.Run(apis, True, width, keep_diff=keep_diff).carry_out(planned)
        return planned

    def _set_aside(self, customers, planned, whole):
        """Nothing is done for customers of whom it cannot be told what would be done.

        :param whole: whether nothing is done for the others, either.
        :raises InvalidInput: if so.
        """
        wrong = [(customer, one.error) for customer, one in zip(customers, planned) if one.error]
        # Who comes last has failed only because others have.
        wrong = [(customer, error) for customer, error in wrong if not customer.last] or wrong
        if wrong and whole:
            raise InvalidInput([f"nothing is done while it cannot be told what would be done: {customer.name}: {error.message}" for customer, error in wrong])
        for customer, error in wrong:
            customer.error = error

    def _refuse_changes(self, planned, only_new):
        """:raises InvalidInput: if only new objects may be made, and something would be done to what somebody has there already."""
        lines = [f"{customer.name}: {fleet_report.words(customer.on_live)}" for customer in planned if only_new and customer.on_live]
        if lines:
            raise InvalidInput([f"only_new: nothing is done, as this would be done to what is there already: {line}" for line in lines])

    def _refuse_deletions(self, planned, most):
        """Tell each deletion by name before the first of them.

        :param most: how many there may be, None for any number.
        :raises InvalidInput: if there are more.
        """
        listed = [f"{customer.name}: {fleet_report.words([one])}" for customer in planned for one in customer.operations if one["action"] == "delete"]
        for text in listed:
            display.v(f"to be done: {text}")
        if most is not None and len(listed) > most:
            raise InvalidInput([f"max_deletions: {len(listed)} objects would be deleted, at most {most} may be: {'; '.join(listed)}"])

    def _run(self, customers, apis, options, again=fleet_report.RUN_AGAIN):
        check_mode, diff = self._task.check_mode, self._task.diff
        tally, results = fleet_report.Tally(len(customers)), {}
        with (
            fleet_report.Report(below_here(options["report"]), check_mode) as report,
            fleet_report.Progress(below_here(options["progress_log"]), display.v, tally) as progress,
        ):

            def done(customer, result):
                report.add(customer.name, result)
                tally.add(result)
                progress.through(customer.name, result)
                shown = {"msg": fleet_report.outcome(result), **{name: value for name, value in result.items() if name != "diff"}}
                results[customer.name] = {**shown, **({"diff": {"prepared": fleet_report.line(customer.name, result) + "\n"}} if diff else {})}
                customer.diff.clear()

            run = fleet.Run(apis, check_mode, options["max_concurrency"], options["max_failures"], done, bool(options["report"]), self.secrets)
            run.carry_out(customers)
            report.end(tally.result())
        ordered = {customer.name: results[customer.name] for customer in customers}
        lost = {"report": report.lost, "progress_log": progress.lost}
        warnings = [f"{name}: could not be written: {to_native(error.strerror)}" for name, error in lost.items() if error]
        warnings += [f"{name}: {warning}" for name, result in ordered.items() for warning in result.get("warnings", ())]
        changed = [result for result in ordered.values() if result["changed"]]
        return {
            "changed": bool(changed),
            "failed": bool(tally.customers["failed"]),
            "msg": fleet_report.message(tally, ordered, check_mode, again),
            "summary": tally.result(),
            "customers": ordered,
            "api_stats": {name: api.client.stats.result() for name, api in sorted(apis.items())},
            **({"diff": [result["diff"] for result in changed]} if diff else {}),
            **({"warnings": warnings[:50]} if warnings else {}),
        }


def _called(items):
    """``[(kind, object)]`` in words."""
    return [f"{kind.title} {item.get(kind.key)}" for kind, item in items]


def _plan(document, today):
    """:raises InvalidInput: if the document is none, or cannot be."""
    if isinstance(document, InvalidInput):
        raise document
    return documents.plan(document, today)


def _learn(kept, plans, state, names, customers):
    """Let the customers know what stays rented, by the documents of all of these names."""
    kept.learn(plans, state, [name for name in names if name not in plans])
    for customer in customers:
        customer.warnings += kept.remarks(plans[customer.name], state) if customer.name in plans else ()


def _refuse_same(found):
    """:raises InvalidInput: if two documents are of the same customer."""
    seen, same = set(), []
    for name, _document, _value_of in found:
        same += [f"customer.id: {name} is there more than once"] if name in seen else []
        seen.add(name)
    if same:
        raise InvalidInput(same)


def _rendered(found, today):
    """The bodies that creating everything would send, without asking anybody."""
    bodies, wrong = {}, []
    for name, document, _value_of in found:
        try:
            kinds = LAYOUTS[_plan(document, today)["provider"]].provider.kinds
            objects = [(kinds[kind], body) for kind, body in documents.rendered(document, today)]
            bodies[name] = [{"object": kind.name, "body": sent} for kind, body in objects for sent in kind.provider.sent(kind, wired(kind, body))]
        except TrunkingError as error:
            wrong += [f"{name}: {line}" for line in error.message.splitlines()]
        except Exception:
            wrong.append(f"{name}: {traceback.format_exc(limit=-1)}")
    if wrong:
        raise InvalidInput(wrong)
    return {"changed": False, "rendered": bodies}


def _exported(folder, made, check_mode):
    """Write a file for each document, as far as it is not there already.

    :returns: ``[{path, before, after}]`` of those that are new or differ.
    :raises InvalidInput: if a file is there that no export has written. Then none is.
    """
    changed, foreign = [], []
    for document in made:
        path = os.path.join(folder, f"{document['customer']['id']}.yml")
        text = EXPORTED + written(document)
        before = ""
        with suppress(FileNotFoundError), open(path, encoding="utf-8", errors="replace") as file:
            before = file.read()
        if before and not before.startswith(EXPORTED):
            foreign.append(path)
        if before != text:
            changed.append({"path": path, "before": before, "after": text})
    if foreign:
        raise InvalidInput([f"dest: {path} is there and was not written by an export, it is not replaced" for path in foreign])
    for one in [] if check_mode else changed:
        os.makedirs(folder, exist_ok=True)
        with open(one["path"], "w", encoding="utf-8") as file:
            file.write(one["after"])
    return changed


def _left_over(folder, made, names):
    """Files of earlier exports that none of these documents belongs in: at the provider their customers are gone, or called otherwise.

    :param names: the customers that were asked for, empty if all were. Files of others are not looked at.
    """
    mine = {f"{document['customer']['id']}.yml" for document in made}
    there = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    asked = {f"{name}.yml" for name in names} if names else {name for name in there if name.endswith(".yml")}
    return [path for path in (os.path.join(folder, name) for name in there if name in asked - mine) if _is_exported(path)]


def _is_exported(path):
    if not os.path.isfile(path):
        return False
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(len(EXPORTED)) == EXPORTED
