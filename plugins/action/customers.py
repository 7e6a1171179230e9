# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import traceback

from ansible import constants
from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.common.text.converters import to_native
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.telecom.trunking.plugins.lookup.customer import filled
from ansible_collections.telecom.trunking.plugins.module_utils import documents, fleet, gather, surplus
from ansible_collections.telecom.trunking.plugins.module_utils.audit.reading import Careful
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.module import missing_package
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS
from ansible_collections.telecom.trunking.plugins.module_utils.stages import Terms
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import TOKENS
from ansible_collections.telecom.trunking.plugins.plugin_utils import fleet_report, remediation
from ansible_collections.telecom.trunking.plugins.plugin_utils.action import _environment as environment
from ansible_collections.telecom.trunking.plugins.plugin_utils.controller import (
    LOGINS,
    below_here,
    connected,
    day,
    input_file,
    rare_collections,
    with_stand_ins,
)
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import folder, shown, written

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
    "max_deletions": {"type": "int", "default": 50},
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


class ActionModule(ActionBase):
    """Runs on the controller, where documents, secrets and the terminal are. There is nothing to do on a host, and so there is no module to run."""

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        del tmp
        missing = missing_package()
        if missing:
            raise AnsibleActionFail(missing_required_lib(missing[0]))
        variables = {}
        self._compute_environment_string(variables)
        with environment(variables), rare_collections():
            TOKENS.folder = constants.DEFAULT_LOCAL_TMP
            # Plain JSON types: what templating hands over are lazy, tagged or encrypted relatives of them.
            given = json.loads(json.dumps(dict(self._task.args), default=str))
            validated = ArgumentSpecValidator(ARGUMENTS).validate(given)
            if validated.error_messages:
                raise AnsibleActionFail("\n".join(validated.error_messages))
            try:
                outcome = self._carry_out(validated.validated_parameters, task_vars or {})
            except TrunkingError as error:
                outcome = {"failed": True, "changed": False, "msg": error.message, **error.facts}
            except OSError as error:
                raise AnsibleActionFail(f"{error.filename}: {to_native(error.strerror)}") from error
        return {**result, **remove_values(outcome, validated._no_log_values)}

    def _carry_out(self, options, task_vars):
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
        terms, plans = Terms(options["state"] in ("replaced", "overridden"), more), {}
        customers = [self._prepared(*one, options["state"], terms, today, plans) for one in found]
        apis = self._apis(options, customers)
        if options["state"] == "overridden":
            customers += self._surplus(options, plans, customers, apis)
        return self._run(customers, apis, options)

    # Documents -----------------------------------------------------------------------------------------------------

    def _documents(self, options, task_vars):
        """``(customer id, document, function that gives secrets)`` of each customer."""
        for n, document in enumerate(options["config"]):
            customer = document.get("customer")
            name = customer.get("id") if isinstance(customer, dict) else None
            yield name if isinstance(name, str) else f"config[{n}]", document, self._source(task_vars)
        for loaded in folder([input_file(self, path) for path in options["path"]]):
            name = loaded.customer() or shown(loaded.path)
            if loaded.problems and options["approved"] is None:
                raise InvalidInput([f"{shown(loaded.path)}:{line}:{column}: {message}" for line, column, message in loaded.problems])
            if loaded.document is not None and not loaded.problems:
                yield name, loaded.document, self._source(task_vars)
        hostvars = task_vars.get("hostvars", {})
        for host in options["hosts"]:
            variables = hostvars.raw_get(host)
            document = {name: variables[name] for name in documents.SECTIONS if name in variables}
            yield host, json.loads(json.dumps(document, default=str)), self._source(None, lambda host=host: hostvars[host])

    def _source(self, variables, of_host=None):
        def value_of(source):
            if "env" in source:
                return os.environ.get(source["env"])
            held = variables if of_host is None else of_host()
            if source["variable"] not in held:
                return None
            return held[source["variable"]] if of_host else self._templar.template(held[source["variable"]])

        return value_of

    def _prepared(self, name, document, value_of, state, terms, today, plans):
        provider = document.get("provider")
        at = provider.get("kind") if isinstance(provider, dict) else None
        try:
            plan = documents.plan(document, today)
            plans[name] = plan
            if not fleet.leaves(plan, state):
                plan = filled(plan, value_of)
        except InvalidInput as error:
            return fleet.Customer(name, at, error=error)
        except AnsibleError as error:
            return fleet.Customer(name, at, error=TrunkingError(to_native(error)))
        return fleet.prepared(name, plan, state, terms)

    def _gathered(self, found, today, options):
        """Live state as documents: of the customers that are named, otherwise of all that there is in the scope."""
        plans, wrong = {}, []
        for name, document, _value_of in found:
            try:
                plans[name] = documents.plan(document, today)
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
        for name, scope in scopes.items() if not plans else ():
            if scope is not None:
                layout = LAYOUTS[name]
                missing = [f"scope.{name}.{key}: is required" for key in layout.required if not scope.get(key)]
                if missing:
                    raise InvalidInput(missing)
                asked[name, tuple((option, scope[key]) for key, option in layout.place_options.items() if scope.get(key))] = []
        apis = self._connected({name for name, _where in asked}, options, read_only=True)
        made, remarks = [], []
        for (name, where), mine in asked.items():
            some, said = gather.gathered(LAYOUTS[name], apis[name], dict(where), mine, options["max_concurrency"])
            made += some
            remarks += said
        made.sort(key=lambda document: document["customer"]["id"])
        changed = _exported(below_here(options["dest"]), made, self._task.check_mode) if options["dest"] else []
        return {
            "changed": bool(changed),
            "msg": f"{len(made)} customers gathered" + (f", {len(changed)} files written" if options["dest"] else ""),
            "gathered": made if not options["dest"] else [],
            "files": changed,
            "api_stats": {name: api.client.stats.result() for name, api in sorted(apis.items())},
            **({"warnings": remarks[:50]} if remarks else {}),
        }

    def _remediated(self, found, today, options):
        """What an audit's report lists, if everything is still as it was then."""
        other = [name for name, only in ONLY_APPROVED.items() if options[name] != only]
        if other:
            raise InvalidInput([f"{name}: has to be {ONLY_APPROVED[name]} with approved, nothing else is done than what the report lists" for name in other])
        given = options["approved"]
        customers = remediation.approved(below_here(given) if isinstance(given, str) else given, options["report_sha256"])
        mine = [one for one in found if one[0] in customers]
        terms, plans = Terms(False, {"rent": False, "update_password": options["update_password"]}), {}
        prepared = [self._prepared(*one, options["state"], terms, today, plans) for one in mine]
        wrong = [f"{one.name}: {line}" for one in prepared if one.error for line in one.error.message.splitlines()]
        if wrong:
            raise InvalidInput(wrong)
        apis = connected({one.provider for one in prepared}, options, self._task.check_mode, self.secrets, around=Careful)
        of_name = {name: document for name, document, _value_of in mine}
        remediation.refuse_changed(customers, of_name, apis, today, with_stand_ins, options["max_concurrency"])
        return self._run(prepared, apis, options)

    # At the providers ----------------------------------------------------------------------------------------------

    def _apis(self, options, customers):
        scopes = {name for name, scope in (options["scope"] or {}).items() if scope}
        return self._connected({customer.provider for customer in customers if customer.error is None} | scopes, options, self._task.check_mode)

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
        found = {}
        for name, scope in scopes.items():
            where = surplus.scoped(LAYOUTS[name], scope)
            mine = [plan for plan in plans.values() if plan["provider"] == name]
            found[name] = where, surplus.found(LAYOUTS[name], where, mine, apis[name])
        total = sum(surplus.count(items) for _where, items in found.values())
        listed = [f"{kind.title} {item.get(kind.key)}" for _where, items in found.values() for kind, item in items]
        for text in listed:
            display.v(f"in no document, to be deleted: {text}")
        if total > options["max_deletions"]:
            most = options["max_deletions"]
            raise InvalidInput([f"max_deletions: {total} objects would be deleted, at most {most} may be: {', '.join(listed)}"])
        return [
            fleet.Customer(f"scope {name}", name, ([], surplus.stages(LAYOUTS[name], where, items)), notes={"in_no_document": listed})
            for name, (where, items) in found.items()
            if items
        ]

    def _run(self, customers, apis, options):
        check_mode, diff = self._task.check_mode, self._task.diff
        tally, results = fleet_report.Tally(len(customers)), {}
        progress = fleet_report.Progress(below_here(options["progress_log"]), display.v)
        with fleet_report.report(below_here(options["report"]), check_mode) as (add, end):

            def done(customer, result):
                add(customer.name, result)
                tally.add(result)
                progress.through(customer.name, result, tally)
                shown = {name: value for name, value in result.items() if name != "diff"}
                results[customer.name] = {**shown, **({"diff": {"prepared": fleet_report.line(customer.name, result) + "\n"}} if diff else {})}
                customer.diff.clear()

            run = fleet.Run(apis, check_mode, options["max_concurrency"], options["max_failures"], done, bool(options["report"]), self.secrets)
            run.carry_out(customers)
            end(tally.result())
        ordered = {customer.name: results[customer.name] for customer in customers}
        warnings = [f"{name}: {warning}" for name, result in ordered.items() for warning in result.get("warnings", ())]
        changed = [result for result in ordered.values() if result["changed"]]
        return {
            "changed": bool(changed),
            "failed": bool(tally.customers["failed"]),
            "msg": fleet_report.message(tally, ordered, check_mode),
            "summary": tally.result(),
            "customers": ordered,
            "api_stats": {name: api.client.stats.result() for name, api in sorted(apis.items())},
            **({"diff": [result["diff"] for result in changed]} if diff else {}),
            **({"warnings": warnings[:50]} if warnings else {}),
        }


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
            bodies[name] = [{"object": kind, "body": body} for kind, body in documents.rendered(document, today)]
        except TrunkingError as error:
            wrong += [f"{name}: {line}" for line in error.message.splitlines()]
        except Exception:
            wrong.append(f"{name}: {traceback.format_exc(limit=-1)}")
    if wrong:
        raise InvalidInput(wrong)
    return {"changed": False, "rendered": bodies}


def _exported(folder, made, check_mode):
    """Write a file for each document, as far as it is not there already. Paths of those that are new or differ."""
    changed = []
    for document in made:
        path = os.path.join(folder, f"{document['customer']['id']}.yml")
        text = written(document)
        try:
            with open(path, encoding="utf-8") as file:
                if file.read() == text:
                    continue
        except FileNotFoundError:
            pass
        changed.append(path)
        if not check_mode:
            os.makedirs(folder, exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    return changed
