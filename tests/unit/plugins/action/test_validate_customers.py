# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task telecom.trunking.validate_customers inside one process."""

from __future__ import annotations

import ast
import datetime
import json
from pathlib import Path
from unittest import mock

import jsonschema
import pytest
import yaml
from ansible.errors import AnsibleActionFail
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.template import Templar

from ansible_collections.telecom.trunking.plugins.action import validate_customers
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.validation_report import VALIDATION_REPORT

MODULE = Path(validate_customers.__file__).parents[1] / "modules" / "validate_customers.py"

GOOD = "customer: {id: good}\nprovider: {kind: carrierx}\n"
# Without the fraud profile, it would be an outbound call that nobody decides about.
BAD = """\
customer: {id: bad, environment: test}
provider: {kind: carrierx}
fraud: {profile: nanp-premium, version: 1}
trunk_groups:
  - name: voice
    external_handlers: [{url: 'http://a.example.net', direction: inbound}]
"""
LINE = (
    "customers/bad.yml:6:26: error handler-not-https: bad: trunk_groups[0] (voice).external_handlers[0] (inbound).url: "
    "is http, not https (host a.example.net)"
)


class Ran:
    def __init__(self, result, shown):
        self.result, self.shown = result, shown


@pytest.fixture
def validate(tmp_path, monkeypatch):
    """``validate(path=..., ...)``: the task, started in a folder with the folder ``customers``, from a playbook in the folder ``play``."""
    for name, text in {"customers/good.yml": GOOD, "customers/bad.yml": BAD, "play/other/good.yml": GOOD}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def perform(check_mode=False, no_log=False, **params):
        task = Task()
        task.action, task.args, task.check_mode, task.no_log = "telecom.trunking.validate_customers", params, check_mode, no_log
        loader = DataLoader()
        loader.set_basedir(str(tmp_path / "play"))
        action = validate_customers.ActionModule(task, mock.Mock(), PlayContext(), loader, Templar(loader), None)
        here = mock.patch.object(Task, "get_search_path", return_value=[str(tmp_path / "play")])
        with here, mock.patch.object(validate_customers.display, "display") as display:
            result = action.run(task_vars={})
        return Ran(json.loads(json.dumps(result)), [call.args[0] for call in display.call_args_list])

    return perform


def refusal(validate, **params):
    with pytest.raises(AnsibleActionFail) as refused:
        validate(**params)
    return str(refused.value)


def test_it_fails_with_the_counts_and_lists_what_it_found(validate):
    ran = validate(path="customers")
    assert (ran.result["failed"], ran.result["changed"]) == (True, False)
    assert ran.result["msg"] == "2 customer documents: 1 error. 1 document refused"
    assert [one["rule"] for one in ran.result["findings"]] == ["handler-not-https"]
    assert ran.shown[0] == LINE
    assert ran.shown[-1] == ran.result["msg"]


def test_check_mode_is_no_different(validate):
    assert validate(path="customers", check_mode=True).result == validate(path="customers").result


def test_good_documents_pass_and_say_so(validate):
    ran = validate(path="customers/good.yml")
    assert (ran.result["failed"], ran.result["findings"]) == (False, [])
    assert ran.shown == ["1 customer document: nothing to complain about"]


@pytest.mark.parametrize(("fail_on", "failed"), [("error", True), ("warning", True), ("never", False)])
def test_what_fails(validate, fail_on, failed):
    assert validate(path="customers", fail_on=fail_on).result["failed"] is failed


def test_a_rule_can_be_switched_off(validate):
    assert validate(path="customers", disabled_rules=["handler-not-https"]).result["findings"] == []


def test_a_rule_that_is_to_be_switched_off_has_to_be_one(validate):
    refused = refusal(validate, path="customers", disabled_rules=["handler-no-https"])
    assert refused == "disabled_rules: there is no rule handler-no-https, did you mean handler-not-https?"


def test_nothing_is_listed_where_that_is_not_wanted(validate):
    assert [validate(path="customers", **more).shown for more in ({"quiet": True}, {"no_log": True})] == [[], []]


def test_the_report(validate, tmp_path):
    validate(path="customers", report="build/validation.json", date="2026-11-22", check_mode=True)
    written = json.loads((tmp_path / "build" / "validation.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(VALIDATION_REPORT).validate(written)
    assert (written["passed"], written["date"], written["summary"]["error"]) == (False, "2026-11-22", 1)
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["validation.json"]


def test_a_report_that_cannot_be_written_is_said(validate, tmp_path):
    (tmp_path / "build").write_text("")
    assert "build/validation.json cannot be written" in refusal(validate, path="customers", report="build/validation.json")


def test_the_day_is_today_unless_it_is_given(validate, tmp_path):
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    waivers = f"waivers: [{{rule: handler-not-https, reason: For the move., ticket: CHG-1, expires: {yesterday}}}]\n"
    (tmp_path / "customers" / "bad.yml").write_text(BAD + waivers, encoding="utf-8")
    assert validate(path="customers").result["summary"]["waived"] == 0
    assert validate(path="customers", date=str(yesterday)).result["summary"]["waived"] == 1
    assert refusal(validate, path="customers", date="tomorrow") == "date: tomorrow is not a date, write YYYY-MM-DD."


@pytest.mark.parametrize(
    ("known", "rules"),
    [([], ["acl-outside-rule"]), (["carrier"], []), ([{"name": "carrier", "field": "from"}], ["acl-sms-field"]), (["other"], ["acl-unknown-rule"])],
)
def test_rules_of_the_parent_partner(validate, tmp_path, known, rules):
    acl = "{direction: inbound, access_control_rules: [carrier], voice_action_true: reject403, voice_action_false: accept}"
    document = f"{GOOD}fraud: {{profile: nanp-premium, version: 1}}\ntrunk_groups: [{{name: voice, acls: [{acl}]}}]\n"
    (tmp_path / "customers" / "bad.yml").write_text(document, encoding="utf-8")
    assert [one["rule"] for one in validate(path="customers/bad.yml", known_rules=known).result["findings"]] == rules


def test_paths_are_those_of_the_playbook_then_those_of_the_current_folder(validate, tmp_path):
    assert validate(path=["other"]).result["summary"]["documents"] == 1
    assert validate(path=["other", "customers", str(tmp_path / "customers"), "customers/good.yml"]).result["summary"]["documents"] == 3
    (tmp_path / "play" / "customers").mkdir()
    assert "no customer documents in customers" in refusal(validate, path="customers")


def test_a_path_that_leads_nowhere_is_said(validate, tmp_path):
    assert refusal(validate, path=["customers", "costumers"]).startswith("costumers: there is no such file or folder")
    assert str(tmp_path) in refusal(validate, path="costumers")


def test_a_missing_package_is_said(validate):
    with mock.patch.object(validate_customers, "findings", side_effect=ModuleNotFoundError("No module named 'jsonschema'", name="jsonschema")):
        assert "jsonschema" in refusal(validate, path="customers")


def test_the_documentation_has_the_same_options():
    tree = ast.parse(MODULE.read_text(encoding="utf-8"))
    (text,) = [node.value.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "DOCUMENTATION"]
    documented = yaml.safe_load(text)["options"]
    assert {name: {key: value for key, value in option.items() if key != "description"} for name, option in documented.items()} == validate_customers.ARGUMENTS
