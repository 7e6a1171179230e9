# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task telecom.trunking.customer_order inside one process."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from unittest import mock

import pytest
import yaml
from ansible.errors import AnsibleActionFail
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.template import Templar

from ansible_collections.telecom.trunking.plugins.action import customer_order

MODULE = Path(customer_order.__file__).parents[1] / "modules" / "customer_order.py"
HERE = """\
customer: {id: harbor-bank, environment: test}
provider: {kind: carrierx}
fraud: {profile: nanp-premium, version: 1}
trunk_groups: [{name: harbor-bank-voice}]
numbers: ["13105550100"]
"""
ORDER = {
    "id": "willow-dental", "environment": "test", "channels": 4, "regions": ["us"], "addresses": "192.0.2.10", "numbers": "12125550100",
    "block_premium": "yes", "path": ["customers"],
}  # fmt: skip


@pytest.fixture
def order(tmp_path, monkeypatch):
    """``order(...)``: the task, started in a folder with the folder ``customers``."""
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "bank.yml").write_text(HERE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def perform(check=False, **params):
        task = Task()
        task.action, task.args, task.check_mode, task.diff = "telecom.trunking.customer_order", {**ORDER, **params}, check, True
        loader = DataLoader()
        action = customer_order.ActionModule(task, mock.Mock(), PlayContext(), loader, Templar(loader), None)
        with mock.patch.object(Task, "get_search_path", return_value=[str(tmp_path)]):
            return json.loads(json.dumps(action.run(task_vars={})))

    return perform


def test_options_are_documented():
    tree = ast.parse(MODULE.read_text(encoding="utf-8"))
    [text] = [node.value.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "DOCUMENTATION"]
    shown = {name: {key: value for key, value in option.items() if key != "description"} for name, option in yaml.safe_load(text)["options"].items()}
    assert shown == customer_order.ARGUMENTS


def test_the_document_is_written_once_and_never_over_another(order, tmp_path):
    file = tmp_path / "customers" / "willow-dental.yml"
    forecast = order(check=True, dest="customers")
    assert forecast["changed"] and not file.exists()
    real = order(dest="customers")
    assert real == forecast and file.read_text(encoding="utf-8") == real["text"] == real["diff"]["after"]
    assert yaml.safe_load(real["text"]) == real["document"] and real["file"] == str(file)
    again = order(dest="customers")
    assert not again["changed"] and "diff" not in again
    with pytest.raises(AnsibleActionFail, match="says something else"):
        order(dest="customers", channels=5)
    assert file.read_text(encoding="utf-8") == real["text"]


def test_without_a_folder_nothing_is_written(order, tmp_path):
    result = order()
    assert not result["changed"] and result["file"] is None
    assert [path.name for path in (tmp_path / "customers").iterdir()] == ["bank.yml"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"addresses": "192.0.2.0/24", "numbers": "x"}, ["192.0.2.0/24 is a network", "x is no telephone number"]),
        ({"id": "harbor-bank"}, ["document-same-id", "customers/bank.yml"]),
        ({"numbers": "13105550100"}, ["is also a number of harbor-bank"]),
        ({"channels": 0}, ["contract.channels: 0 is below the minimum 1"]),
        ({"id": "../willow"}, ["has to be 1 to 63 lower case letters"]),
        ({"id": "../../willow"}, ["has to be 1 to 63 lower case letters", "order.yml:3:3"]),
        ({"id": "  "}, ["id: is required"]),
        ({"id": 5349, "name": False}, ["id: Ansible has made another type", "name: Ansible has made another type"]),
        ({"ticket": "  ", "block_premium": "no"}, ["ticket: is required", "premium_until: is required"]),
        ({"channels": ""}, ["channels"]),
        ({"channels": 2.5}, ["channels"]),
        ({"block_premium": ""}, ["block_premium"]),
        ({"id": "Bad Id", "channels": 0, "addresses": "192.0.2.0/24"}, ["is a network", "has to be 1 to 63", "contract.channels: 0 is below"]),
        ({"addresses": "192.0.2.0/24", "numbers": "13105550100"}, ["is a network", "is also a number of harbor-bank"]),
        ({"id": "Bad Id", "channels": 0, "numbers": "12125550100\n13105550100"}, ["has to be", "numbers[1]: 13105550100 is also a number of harbor-bank"]),
        ({"channels": 0, "numbers": "1310555"}, ["contract.channels: 0", "1310555 begins with country code 1"]),
        ({"taken": ["willow-dental"]}, ["willow-dental is a customer already"]),
    ],
)
def test_a_refused_order_says_why_and_writes_nothing(answers, words, order, tmp_path):
    result = order(dest="customers", **answers)
    assert result["failed"] and not result["changed"] and "document" not in result
    assert result["msg"].startswith("The order is refused.\n") and all(word in result["msg"] for word in words)
    assert [path.name for path in tmp_path.rglob("*.yml")] == ["bank.yml"]


def test_of_an_order_that_the_schema_refuses_nothing_but_the_numbers_is_judged(order):
    result = order(id="Bad Id", numbers="13105550100")
    [taken] = [one for one in result["findings"] if one["rule"] != "document-schema"]
    assert (taken["rule"], taken["path"], taken["customer"]) == ("number-at-two-customers", "numbers[0]", "Bad Id")
    assert result["text"].splitlines()[taken["line"] - 1] == "- '13105550100'"


def test_what_is_wrong_with_other_documents_does_not_refuse_it(order, tmp_path):
    (tmp_path / "customers" / "broken.yml").write_text("customer: {id: broken}\nprovider: {kind: nobody}\n", encoding="utf-8")
    assert "failed" not in order()


def test_without_the_documents_there_is_no_telling(order):
    with pytest.raises(AnsibleActionFail, match="elsewhere: there is no such file or folder"):
        order(path=["elsewhere"])


@pytest.mark.parametrize("options", [{"date": "tomorrow"}, {"disabled_rules": ["acl-open-outbond"]}])
def test_options_that_are_wrong(options, order):
    with pytest.raises(AnsibleActionFail, match="is not a date|did you mean acl-open-outbound"):
        order(**options)
