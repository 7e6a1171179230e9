# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""configure.yml with the modules of awx.awx 24.6.1, against an AWX that is not one. Where that collection is, AWX_COLLECTIONS says."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from unittest import mock

import pytest
import yaml

from ansible_collections.telecom.trunking.tests.awx import api, jobs

FOUND = os.environ["AWX_COLLECTIONS"]
SECRETS = {
    "CARRIERX_API_TOKEN": "canary-token", "ODIN_API_USERNAME": "provisioning", "ODIN_API_PASSWORD": "canary-odin", "CUSTOMERS_VAULT_PASSWORD": "canary-vault",
}  # fmt: skip


@pytest.fixture(scope="module")
def awx():
    with api.running({path.name for path in (jobs.AWX / "project").glob("*.yml")}) as one:
        yield one


@pytest.fixture(scope="module")
def configure(awx, tmp_path_factory):
    """``configure(...)``: run the playbook; for each task whether it has changed anything, and the output."""
    home = tmp_path_factory.mktemp("home")

    def perform(*options, **variables):
        login = {"CONTROLLER_HOST": awx.url, "CONTROLLER_USERNAME": api.USER, "CONTROLLER_PASSWORD": api.PASSWORD}
        environment = jobs.base_environment(home, {**login, **SECRETS, **variables, "ANSIBLE_COLLECTIONS_PATH": FOUND})
        awx.requests.clear()
        done = subprocess.run(["ansible-playbook", jobs.AWX / "configure.yml", *options], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert [value for value in [*SECRETS.values(), api.PASSWORD] if "canary" in value and value in done.stdout + done.stderr] == []
        return done.stdout + done.stderr

    return perform


@pytest.fixture(scope="module")
def configured(configure):
    """AWX after the first run, which changed every task."""
    output = configure("-v")
    recap = re.search(r"ok=(\d+)\s+changed=(\d+)", output)
    assert recap[1] == recap[2] == str(len(tasks()))
    return output


def tasks():
    [play] = yaml.safe_load((jobs.AWX / "configure.yml").read_text(encoding="utf-8"))
    return play["tasks"]


def modules():
    return {name.removeprefix("awx.awx."): task[name] for task in tasks() for name in task if name.startswith("awx.awx.")}


def argument_spec(module):
    """What the module of awx.awx takes, from the module itself."""
    with mock.patch.object(sys, "path", [FOUND, *sys.path]):
        base = importlib.import_module("ansible_collections.awx.awx.plugins.module_utils.controller_api")
        code = importlib.import_module(f"ansible_collections.awx.awx.plugins.modules.{module}")

    class Seen(Exception):
        pass

    def stop(_self, argument_spec=None, **_more):
        raise Seen(argument_spec)

    with mock.patch.object(base.ControllerAPIModule, "__init__", stop), pytest.raises(Seen) as caught:
        code.main()
    return {**base.ControllerModule.AUTH_ARGSPEC, **caught.value.args[0]}


def test_it_is_the_collection_of_awx_24_6_1():
    path = os.path.join(FOUND, "ansible_collections", "awx", "awx", "MANIFEST.json")
    with open(path, encoding="utf-8") as file:
        assert yaml.safe_load(file)["collection_info"]["version"] == "24.6.1"


@pytest.mark.parametrize("module", sorted(modules()))
def test_options_are_those_of_the_modules(module):
    options = argument_spec(module)
    assert set(modules()[module]) <= set(options)
    assert [name for name, option in options.items() if option.get("required") and name not in modules()[module]] == []


def test_a_second_run_changes_nothing(configured, configure, awx):
    again = configure()
    assert re.search(r"ok=\d+\s+changed=0 ", again) and awx.requests == []


def test_check_mode_changes_nothing_once_all_is_there(configured, configure, awx):
    assert re.search(r"changed=0 ", configure("--check")) and awx.requests == []


def test_a_change_is_made_and_nothing_else(configured, configure, awx):
    changed = configure("-e", "configure_slices=5")
    assert re.search(r"changed=1 ", changed) and [method for method, _path, _body in awx.requests] == ["PATCH"]
    assert awx.named("job_templates", "Fleet")["job_slice_count"] == 5
    configure("--start-at-task", "Job templates")
    assert awx.named("job_templates", "Fleet")["job_slice_count"] == 3


def test_templates_for_awx_stay_templates(configured, awx):
    assert awx.named("credential_types", "CarrierX")["injectors"]["env"]["CARRIERX_API_TOKEN"] == "{{ api_token }}"


def test_credentials_hold_the_secrets(configured, awx):
    assert awx.named("credentials", "CarrierX provisioning")["inputs"]["api_token"] == SECRETS["CARRIERX_API_TOKEN"]
    assert awx.named("credentials", "Odin provisioning")["inputs"]["api_password"] == SECRETS["ODIN_API_PASSWORD"]
    assert awx.named("credentials", "Secrets of customers")["inputs"]["vault_password"] == SECRETS["CUSTOMERS_VAULT_PASSWORD"]


def test_collections_can_be_installed(configured, awx):
    assert awx.linked("organizations", "Telecom trunking", "galaxy_credentials") == ["Ansible Galaxy"]


def test_the_inventories_and_the_source(configured, awx):
    """The source is AWX's only way to the documents: without overwriting, customers whose documents are gone stay, with their old variables."""
    mine, empty = (awx.named("inventories", name)["id"] for name in ("Customers", "No customers"))
    project = awx.named("projects", "Telecom trunking")
    assert (project["scm_update_on_launch"], project["scm_clean"], project["scm_type"], project["scm_branch"]) == (True, True, "git", "main")
    assert project["scm_url"] == jobs.settings("settings")["configure_project_url"]
    [source] = awx.objects["inventory_sources"].values()
    assert [source[name] for name in ("overwrite", "overwrite_vars", "update_on_launch")] == [True, True, True]
    where = {"inventory": mine, "source": "scm", "source_project": project["id"], "source_path": "inventory/customers.yml"}
    assert {name: source[name] for name in where} == where and source["execution_environment"] == environment(awx)
    of_template = {one["name"]: one["inventory"] for one in awx.objects["job_templates"].values()}
    assert {name for name, inventory in of_template.items() if inventory == empty} == {"Validate documents"}
    assert set(of_template.values()) == {mine, empty}


def test_the_execution_environment(configured, awx):
    """The image is large, and a tag is never made anew: it is fetched once."""
    one = awx.named("execution_environments", "telecom.trunking")
    assert (one["image"], one["pull"]) == (jobs.settings("settings")["configure_environment_image"], "missing")


def environment(awx):
    return awx.named("execution_environments", "telecom.trunking")["id"]


ASKED = {"job_type": {"Order of a new customer", "Onboard customers", "Fleet", "Offboard customers"}, "limit": {"Onboard customers"}}


def test_the_job_templates(configured, awx):
    for template in jobs.settings("job_templates")["configure_job_templates"]:
        name, one = template["name"], awx.named("job_templates", template["name"])
        asked = awx.surveys.get(("job_templates", one["id"]))
        assert one["survey_enabled"] is bool(asked) is ("survey" in template)
        wanted = [] if template["playbook"] == "validate.yml" else ["CarrierX provisioning", "Odin provisioning", "Secrets of customers"]
        assert sorted(awx.linked("job_templates", name, "credentials")) == wanted
        assert {prompt: one[f"ask_{prompt}_on_launch"] for prompt in ASKED} == {prompt: name in names for prompt, names in ASKED.items()}
        assert one["diff_mode"] is True and one["execution_environment"] == environment(awx)
        assert yaml.safe_load(one["extra_vars"]) == template.get("extra_vars", {})
        assert one["job_slice_count"] == (3 if name == "Fleet" else 1)
        assert one["job_type"] == ("check" if name in ("Audit", "Audit of drift") else "run")
        assert awx.linked("job_templates", name, "notification_templates_error") == ["Duty desk"]


def test_the_schedules(configured, awx):
    templates = {one["id"]: one["name"] for one in awx.objects["job_templates"].values()}
    found = {one["name"]: (templates[one["unified_job_template"]], one["rrule"], one["enabled"]) for one in awx.objects["schedules"].values()}
    mine = jobs.settings("settings")
    assert found == {
        "Validate documents, nightly": ("Validate documents", mine["configure_validate_rrule"], True),
        "Audit, nightly": ("Audit", mine["configure_audit_rrule"], True),
    }


def test_the_workflow(configured, awx):
    for link in ("notification_templates_approvals", "notification_templates_error"):
        assert awx.linked("workflow_job_templates", "Audit and repair", link) == ["Duty desk"]
    workflow = jobs.settings("job_templates")["configure_workflow"]
    mine = {"inventory": awx.named("inventories", "Customers")["id"], "description": workflow["description"]}
    assert {name: awx.named("workflow_job_templates", "Audit and repair")[name] for name in mine} == mine
    ways = {("audit", "failure_nodes"): ["approve"], ("approve", "success_nodes"): ["remediate"], ("remediate", "success_nodes"): ["audit-again"]}
    names = [one["identifier"] for one in awx.objects["workflow_job_template_nodes"].values()]
    links = ("success_nodes", "failure_nodes", "always_nodes")
    assert names == ["audit", "approve", "remediate", "audit-again"]
    assert {(name, link): to for name in names for link in links if (to := awx.linked("workflow_job_template_nodes", name, link))} == ways
    [approval] = awx.objects["workflow_approval_templates"].values()
    assert approval["name"] == "Repair what has drifted?" and approval["timeout"] == 86400
    told = (approval["description"], awx.named("job_templates", "Remediate")["description"])
    assert all("onboards customers of whom nothing is live" in text for text in told)
