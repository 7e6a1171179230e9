# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the skeleton as jobs of AWX, against the emulator. ``launch`` also looks for secrets in what each job leaves behind."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml

from ansible_collections.telecom.trunking.tests.awx import jobs, rules
from ansible_collections.telecom.trunking.tests.awx.conftest import SECRETS, writes

CUSTOMERS = {"acme-boston", "cedar-dental", "corner-cafe", "harbor-bank", "northwind-contact"}


def test_the_fleet_in_three_slices(emulator, exported, launch):
    """Each slice does its own customers and no others; together they do all, in check mode as for real."""
    slices = [jobs.sliced(exported(), n, 3) for n in (1, 2, 3)]
    forecast = [launch("fleet.yml", one, check=True) for one in slices]
    assert writes(emulator) == []
    real = [launch("fleet.yml", one) for one in slices]
    for check, run, data in zip(forecast, real, slices, strict=True):
        assert (check.status, run.status) == ("successful", "successful"), check.stdout + run.stdout
        assert check.changed() == run.changed() == set(data["_meta"]["hostvars"])
    assert [len(one.changed()) for one in real] == [2, 2, 1]
    assert set().union(*(one.changed() for one in real)) == CUSTOMERS
    emulator.clear_requests()
    again = launch("fleet.yml", jobs.sliced(exported()))
    assert again.status == "successful" and again.changed() == set() and writes(emulator) == []


def test_a_limit_that_leaves_a_slice_without_hosts_fails_it(exported, launch):
    """Why the template of the fleet asks for no limit."""
    first = jobs.sliced(exported(), 1, 3)
    outcome = launch("fleet.yml", first, arguments=["-l", "cedar-dental"])
    assert "cedar-dental" not in first["_meta"]["hostvars"] and outcome.status == "failed"


def test_a_play_on_localhost_runs_once_in_every_slice(exported, launch):
    """Why nothing but the fleet is sliced: each slice does all of it again."""
    outcomes = [launch("validate.yml", jobs.sliced(exported(), n, 2), answers={"validate_known_rules": ["carrier-fraud"]}) for n in (1, 2)]
    assert [(one.status, "5 customer documents" in one.stdout) for one in outcomes] == [("successful", True)] * 2


def test_a_play_on_localhost_refuses_a_limit(exported, launch):
    """Why only the template whose hosts are customers asks for one: with it, Ansible would do nothing and succeed."""
    outcome = launch("validate.yml", jobs.sliced(exported()), arguments=["-l", "cedar-dental"])
    assert outcome.status == "failed" and "--limit cedar-dental: nothing is done" in outcome.stdout


def test_each_slice_has_a_report_of_its_own(tmp_path, exported, launch):
    """Variables of the job template are templates that AWX trusts."""
    report = str(tmp_path / "fleet-{{ awx_job_id }}.json")
    assert launch("fleet.yml", jobs.sliced(exported(), 3, 3), check=True, trusted={"fleet_report": report}).status == "successful"
    written = json.loads((tmp_path / "fleet-17.json").read_text(encoding="utf-8"))
    assert [one["customer"] for one in written["customers"]] == ["corner-cafe"]


def test_onboarding_a_limit(emulator, exported, launch):
    inventory, limit = jobs.sliced(exported()), ["-l", "cedar-dental,acme-boston"]
    forecast = launch("onboard.yml", inventory, check=True, arguments=limit)
    assert forecast.status == "successful" and writes(emulator) == []
    outcome = launch("onboard.yml", inventory, arguments=limit)
    assert outcome.status == "successful" and outcome.changed() == forecast.changed() == {"acme-boston", "cedar-dental"}
    assert _password_of_cedar(emulator) == SECRETS["CEDAR_DENTAL_SIP_PASSWORD"]


def test_wrong_documents_fail_the_job_that_validates(project, launch):
    """Their update of the inventory fails, and so this job has another one, without hosts."""
    wrong = "customer: {id: corner-cafe}\nprovider: {kind: carrierx}\ncontract: {channels: 0}\n"
    (project / "customers" / "corner-cafe.yml").write_text(wrong, encoding="utf-8")
    outcome = launch("validate.yml", jobs.NO_HOSTS)
    assert outcome.status == "failed" and "customers/corner-cafe.yml:3:12: error document-schema" in outcome.stdout


def test_all_documents_are_validated_without_an_inventory_of_customers(launch):
    outcome = launch("validate.yml", jobs.NO_HOSTS, answers={"validate_known_rules": ["carrier-fraud"]})
    assert outcome.status == "successful" and "5 customer documents" in outcome.stdout, outcome.stdout


def test_a_wrong_document_fails_the_update_of_the_inventory(project, home):
    (project / "customers" / "corner-cafe.yml").write_text("customer: {id: corner-cafe}\nprovider: {kind: nobody}\n", encoding="utf-8")
    done = jobs.updated(project, home)
    assert done.returncode != 0 and "customers/corner-cafe.yml:2:1" in done.stderr


# Orders -------------------------------------------------------------------------------------------------------------------


def test_an_order_and_then_its_document(emulator, project, exported, launch):
    """From the survey to the customer, and from the artifact into git: after that there is nothing left to do, and no second order."""
    inventory = jobs.sliced(exported())
    order = ordered(order_numbers="+1 416 555 0102")
    forecast = launch("order.yml", inventory, check=True, **order)
    assert forecast.status == "successful" and writes(emulator) == [], forecast.stdout
    outcome = launch("order.yml", inventory, **order)
    assert outcome.status == "successful" and outcome.changed() == forecast.changed() == {"localhost"}
    assert outcome.artifacts == forecast.artifacts
    assert {one["name"] for one in emulator.state()["trunk_groups"]} >= {"willow-dental-voice"}
    text = outcome.artifacts["order_text"]
    assert yaml.safe_load(text) == outcome.artifacts["order_document"]
    assert text.splitlines()[1:3] == ["customer:", "  id: willow-dental"] and "willow-dental-voice" in outcome.stdout
    (project / "customers" / "willow-dental.yml").write_text(text, encoding="utf-8")
    inventory = jobs.sliced(exported())
    again = launch("fleet.yml", inventory, arguments=["-l", "willow-dental"])
    assert again.status == "successful" and again.changed() == set()
    twice = launch("order.yml", inventory, **order)
    assert twice.status == "failed" and "willow-dental is a customer already" in twice.stdout


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"order_addresses": "192.0.2.0/24"}, "an order has no words for a network"),
        ({"order_numbers": "12125550100-0199"}, "looks like a range"),
        ({"order_numbers": "12125550100"}, "is also a number of harbor-bank"),
        ({"order_block_premium": "no"}, "premium_until: is required"),
        ({"order_customer": "0012345"}, "id: Ansible has made another type"),
        ({"order_name": "yes"}, "name: Ansible has made another type"),
        ({"order_ticket": "1.10"}, "ticket: Ansible has made another type"),
        ({"order_ticket": "2026-12-31"}, "ticket: Ansible has made another type"),
        ({"order_customer": "null"}, "id: is required"),
    ],
)
def test_an_order_that_is_refused(answers, words, emulator, exported, launch):
    outcome = launch("order.yml", jobs.sliced(exported()), **ordered(**answers))
    assert outcome.status == "failed" and outcome.artifacts == {} and writes(emulator) == []
    [result] = outcome.results("runner_on_failed")
    assert result["msg"].startswith("The order is refused.\n") and words in result["msg"]


def test_an_order_changes_nobody_who_is_live(emulator, exported, launch):
    """Whatever the inventory and the documents know: what is at the provider counts. The same order again finishes what is left of it."""
    inventory, order = jobs.sliced(exported()), ordered()
    emulator.fault(method="POST", path="/trunk_groups", status=400)
    assert launch("order.yml", inventory, **order).status == "failed"
    assert launch("order.yml", inventory, **order).status == "successful"
    number = {"order_customer": "maple-books", "order_numbers": "+1 416 555 0102"}
    assert launch("order.yml", inventory, **ordered(**number)).status == "successful"
    emulator.clear_requests()
    refused = [
        ({"order_channels": 9}, "update endpoint willow-dental-pbx (capacity)"),
        ({**number, "order_customer": "oak-garage"}, "update did 14165550102 (trunk_group_sid)"),
        ({"order_customer": "oak-garage", "order_numbers": "+1 212 555 0999"}, "12125550999"),
    ]
    for answers, words in refused:
        outcome = launch("order.yml", inventory, **ordered(**answers))
        assert outcome.status == "failed" and words in outcome.stdout and writes(emulator) == [], outcome.stdout


def ordered(**answers):
    """What AWX makes of the answers to the survey of orders."""
    survey = jobs.settings("surveys")["configure_order_survey"]
    given = {"order_customer": "willow-dental", "order_channels": 4, "order_addresses": "192.0.2.77:5061 tls srtp", "order_ticket": "CHG-10400"}
    given = {**given, "order_block_premium": "yes", **answers}
    assert rules.answer_problems(survey, given) == []
    own = {**trusted("Order of a new customer"), "order_environment": "test"}
    every = rules.extra_vars(survey, given, own)
    return {"trusted": own, "answers": {name: value for name, value in every.items() if name not in own}}


# Audit and repair ---------------------------------------------------------------------------------------------------------


def test_the_workflow_audits_and_repairs_and_audits_again(emulator, exported, launch):
    """What has drifted is in the artifacts of an audit that fails. AWX hands them on, over the approval, as extra variables."""
    inventory = jobs.sliced(exported())
    assert launch("fleet.yml", inventory).status == "successful"
    drift = {"trusted": trusted("Audit of drift"), "check": True}
    clean = launch("audit.yml", inventory, **drift)
    assert clean.status == "successful" and clean.artifacts["audit_passed"] is True, clean.stdout
    state = emulator.state()
    [group] = [one for one in state["trunk_groups"] if one["name"] == "corner-cafe-voice"]
    [trunk] = group["trunks"]
    trunk["out_capacity"] = 400
    emulator.load(state)
    emulator.clear_requests()
    audit = launch("audit.yml", inventory, **drift)
    assert audit.status == "failed" and audit.artifacts["audit_summary"]["drift"] == 1
    assert list(audit.artifacts["audit_approval"]["customers"]) == ["corner-cafe"]
    forecast = launch("remediate.yml", inventory, check=True, answers=audit.artifacts)
    assert forecast.status == "successful" and forecast.changed() == {"localhost"} and writes(emulator) == []
    repair = launch("remediate.yml", inventory, answers=audit.artifacts)
    assert repair.status == "successful" and len(writes(emulator)) == 1
    again = launch("audit.yml", inventory, **drift)
    assert again.status == "successful", again.stdout
    # The approval was for what is done by now.
    late = launch("remediate.yml", inventory, answers=audit.artifacts)
    assert late.status == "failed" and "changed since the audit" in late.stdout and len(writes(emulator)) == 1


def test_without_an_audit_nothing_is_repaired(emulator, exported, launch):
    outcome = launch("remediate.yml", jobs.sliced(exported()))
    assert outcome.status == "failed" and writes(emulator) == []


def trusted(template):
    """The variables of a job template of that name."""
    [one] = [one for one in jobs.settings("job_templates")["configure_job_templates"] if one["name"] == template]
    return one["extra_vars"]


# Offboarding --------------------------------------------------------------------------------------------------------------


def test_offboarding_asks_twice(emulator, exported, launch):
    inventory = jobs.sliced(exported())
    assert launch("fleet.yml", inventory).status == "successful"
    emulator.clear_requests()
    other = launch("offboard.yml", inventory, answers={"offboard_confirm": "corner-cafe", "offboard_confirm_again": "cedar-dental"})
    assert other.status == "failed" and "Nothing is offboarded" in other.stdout
    digits = launch("offboard.yml", inventory, answers={"offboard_confirm": "123", "offboard_confirm_again": "123"})
    assert digits.status == "failed" and "123 is no customer of this run" in digits.stdout
    confirmed = {"offboard_confirm": "corner-cafe", "offboard_confirm_again": "corner-cafe"}
    forecast = launch("offboard.yml", inventory, check=True, answers=confirmed)
    assert forecast.status == "successful" and writes(emulator) == []
    outcome = launch("offboard.yml", inventory, answers=confirmed)
    assert outcome.status == "successful" and outcome.changed() == forecast.changed() == {"corner-cafe"}
    names = {one["name"] for one in emulator.state()["trunk_groups"]}
    assert "corner-cafe-voice" not in names and "cedar-dental-voice" in names


# Credentials --------------------------------------------------------------------------------------------------------------

READ = """
- hosts: localhost
  connection: local
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
    ansible_async_dir: "{{ playbook_dir }}/async"
  tasks:
    - telecom.trunking.endpoint_info:
      async: "{{ in_a_process_of_its_own }}"
      poll: 1
    - telecom.trunking.odin_trunk_group_info:
        service_provider_id: ACME_ENT
        group_id: ACME_NYC
      async: "{{ in_a_process_of_its_own }}"
      poll: 1
"""


@pytest.mark.parametrize("seconds", [0, 60])
def test_injectors_reach_the_modules(seconds, emulator, project, exported, launch):
    """In Ansible's process and in a process of its own, with no connection option in the tasks; fields without an input do no harm."""
    (project / "read.yml").write_text(READ, encoding="utf-8")
    outcome = launch("read.yml", jobs.sliced(exported()), answers={"in_a_process_of_its_own": seconds})
    assert outcome.status == "successful", outcome.stdout
    paths = " ".join(one["path"] for one in emulator.requests())
    assert "/core/v2/endpoints" in paths and "/api/v2/" in paths


def test_without_credentials_nothing_is_reached(exported, launch):
    missing = {f"{name}_{field}": "" for name in ("CARRIERX", "ODIN") for field in ("API_TOKEN", "API_USERNAME", "API_PASSWORD")}
    outcome = launch("fleet.yml", jobs.sliced(exported()), environment=missing)
    assert outcome.status == "failed"
    assert "carrierx.api_token: is required" in outcome.stdout and "odin.api_username, api_password: are required" in outcome.stdout


def test_a_secret_in_a_vault(emulator, project, home, exported, launch):
    """Encrypted values beside the inventory go through its update as they are, and jobs open them with their credential."""
    encrypt = ["ansible-vault", "encrypt_string", "--vault-password-file", "vault", "--name", "cedar_sip_password", "canary-in-a-vault"]
    (project / "vault").write_text("canary-vault-password", encoding="utf-8")
    done = subprocess.run(encrypt, cwd=project, env=jobs.base_environment(home), capture_output=True, text=True, check=True)
    (project / "vault").unlink()
    (project / "inventory" / "group_vars" / "all.yml").write_text(f"---\n{done.stdout}", encoding="utf-8")
    path = project / "customers" / "cedar-dental.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("{env: CEDAR_DENTAL_SIP_PASSWORD}", "{variable: cedar_sip_password}"), encoding="utf-8")
    asked = {"passwords": {r"Vault password:\s*?$": "canary-vault-password"}, "secrets": ("canary-vault-password", "canary-in-a-vault")}
    inventory, empty = jobs.sliced(exported()), emulator.state()
    outcome = launch("fleet.yml", inventory, **asked)
    assert outcome.status == "successful" and _password_of_cedar(emulator) == "canary-in-a-vault", outcome.stdout
    # A repair runs on localhost, whom a script does not list: it has the variables of all all the same.
    emulator.load(empty)
    audit = launch("audit.yml", inventory, check=True, trusted=trusted("Audit of drift"), **asked)
    outcome = launch("remediate.yml", inventory, answers=audit.artifacts, **asked)
    assert outcome.status == "successful" and _password_of_cedar(emulator) == "canary-in-a-vault", outcome.stdout


def test_where_a_vault_does_not_work(emulator, project, home, exported, launch):
    """A whole file fails the update of the inventory, and what is beside the wrappers is beside no play: those are in the collection."""
    inside = project / "inventory" / "group_vars" / "all.yml"
    beside = project / "group_vars" / "all.yml"
    beside.parent.mkdir()
    beside.write_text("cedar_sip_password: canary-beside\n", encoding="utf-8")
    path = project / "customers" / "cedar-dental.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("{env: CEDAR_DENTAL_SIP_PASSWORD}", "{variable: cedar_sip_password}"), encoding="utf-8")
    outcome = launch("fleet.yml", jobs.sliced(exported()))
    assert outcome.status == "failed" and "there is no variable cedar_sip_password" in outcome.stdout
    (project / "vault").write_text("canary-vault-password", encoding="utf-8")
    encrypt = ["ansible-vault", "encrypt", "--vault-password-file", "vault", str(inside)]
    subprocess.run(encrypt, cwd=project, env=jobs.base_environment(home), capture_output=True, check=True)
    assert jobs.updated(project, home).returncode != 0


def _password_of_cedar(emulator):
    [endpoint] = [one for one in emulator.state()["endpoints"] if one["name"] == "cedar-dental-pbx"]
    return endpoint["out_sip_password"]


def test_no_secret_is_told_with_the_most_verbose_output(emulator, exported, launch):
    """``launch`` looks for them, here and where the provider refuses what is sent."""
    emulator.fault(method="POST", path="/trunk_groups", status=400)
    outcome = launch("fleet.yml", jobs.sliced(exported()), arguments=["-vvv"])
    assert outcome.status == "failed" and set(outcome.recap) >= CUSTOMERS - {"acme-boston"}
    assert re.search(r"\d of 5 customers: ", outcome.stdout)  # the lines of the progress log
