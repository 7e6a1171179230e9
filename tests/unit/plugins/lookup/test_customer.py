# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup plugin customer: the document of a host as the roles take it."""

from __future__ import annotations

import copy
from datetime import date

import pytest
import yaml
from ansible import constants, template
from ansible.errors import AnsibleLookupError
from ansible.parsing.dataloader import DataLoader

from ansible_collections.telecom.trunking.plugins.lookup import customer as lookup
from ansible_collections.telecom.trunking.plugins.module_utils import documents

# Newer cores template only what they are told to trust.
trusted = getattr(template, "trust_as_template", str)

DOCUMENT = {
    "customer": {"id": "acme", "state": "live"},
    "provider": {"kind": "carrierx", "partner": "p1"},
    "endpoints": [
        {
            "name": "acme-nyc",
            "out_sip_username": "acme",
            "out_sip_password": {"env": "ACME_SIP"},
            "addresses": [{"ip": "192.0.2.10", "sip_username": "a", "sip_password": {"variable": "vault_acme"}}],
            "attributes": {"env": "PATH", "note": {"variable": "vault_acme"}},
        }
    ],
    "fraud": {"profile": "nanp-premium", "version": 1},
    "trunk_groups": [{"name": "acme-voice", "trunks": [{"name": "nyc", "endpoint": "acme-nyc"}]}],
    "numbers": ["12125550100", {"phonenumber": "12125550101", "name": "Desk"}],
}
VARIABLES = {"vault_acme": "canary-variable", "inventory_hostname": "acme", "contract_of_somebody": 1}


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setenv("ACME_SIP", "canary-environment")
    lookup._kept.clear()


def look_up(document=None, variables=None, **options):
    variables = {**VARIABLES, **(DOCUMENT if document is None else document), **(variables or {})}
    before = copy.deepcopy(variables)
    constants.config.initialize_plugin_configuration_definitions("lookup", "customer", yaml.safe_load(lookup.DOCUMENTATION)["options"])
    loader = DataLoader()
    plugin = lookup.LookupModule(loader=loader, templar=template.Templar(loader=loader, variables=variables))
    plugin._load_name = "customer"
    (result,) = plugin.run([], variables=variables, **options)
    assert variables == before
    return result


def changed(**sections):
    return {**copy.deepcopy(DOCUMENT), **sections}


def test_it_is_the_plan_with_secrets():
    plan = documents.plan(DOCUMENT, date.today())
    found = look_up()
    (endpoint,), (planned,) = found["endpoints"], plan["endpoints"]
    assert endpoint["out_sip_password"] == "canary-environment"
    assert endpoint["addresses"] == [{"ip": "192.0.2.10", "sip_username": "a", "sip_password": "canary-variable"}]
    # A free-form map holds what it holds.
    assert endpoint["attributes"] == planned["attributes"] == DOCUMENT["endpoints"][0]["attributes"]
    assert found["objections"] == {"ceased": [], "named": []}
    assert {name: value for name, value in found.items() if name not in ("endpoints", "objections")} == {n: v for n, v in plan.items() if n != "endpoints"}
    assert [rule["name"] for rule in found["access_control_rules"]] == ["acme-fraud-nanp-premium-v1", "acme-fraud-nanp-premium-v1-patterns"]


def test_without_secrets_nothing_is_looked_up(monkeypatch):
    monkeypatch.delenv("ACME_SIP")
    assert look_up(secrets=False)["endpoints"] == DOCUMENT["endpoints"]


def test_a_variable_may_be_a_template():
    found = look_up(variables={"vault_acme": trusted("{{ 'canary-' ~ part }}"), "part": "made"})
    assert found["endpoints"][0]["addresses"][0]["sip_password"] == "canary-made"


@pytest.mark.parametrize("empty", [None, "", trusted("{{ nobody_set_this }}")])
def test_every_missing_secret_is_named(monkeypatch, empty):
    monkeypatch.setenv("ACME_SIP", "")
    with pytest.raises(AnsibleLookupError) as error:
        look_up(variables={"vault_acme": empty})
    assert "endpoints[0] (acme-nyc): out_sip_password: there is no environment variable ACME_SIP, or it is empty" in str(error.value)
    assert "addresses[0]" in str(error.value)
    assert "variable vault_acme" in str(error.value)


def test_everything_that_is_wrong_is_said():
    wrong = changed(customer={"id": "Acme"}, numbers=["12125550100", "12125550100"], contract={"channel": 5})
    with pytest.raises(AnsibleLookupError) as error:
        look_up(wrong)
    for words in ("The customer's document is wrong", "customer: id", "contract: channel: no such option", "12125550100"):
        assert words in str(error.value)


def test_a_secret_in_a_document_is_refused_and_not_shown():
    with pytest.raises(AnsibleLookupError) as error:
        look_up(changed(endpoints=[{"name": "acme-nyc", "out_sip_password": "canary-in-the-clear"}]))
    assert "a secret is never in a document" in str(error.value)
    assert "canary" not in str(error.value)


def test_a_host_without_a_document_is_an_error():
    with pytest.raises(AnsibleLookupError, match="customer: is required"):
        look_up({})


def test_dates_may_be_what_yaml_makes_of_them():
    exception = {"prefix": "1900", "reason": "quiz", "ticket": "CHG-1", "expires": date(2099, 12, 31)}
    opened = look_up(changed(fraud={**DOCUMENT["fraud"], "exceptions": [exception]}))
    assert "1900" in look_up()["access_control_rules"][0]["entries"]
    assert "1900" not in [entry for rule in opened["access_control_rules"] for entry in rule["entries"]]


def test_what_is_given_out_is_the_callers_own():
    look_up()["endpoints"][0]["out_sip_password"] = "canary-changed"
    look_up(secrets=False)["trunk_groups"].clear()
    assert look_up()["endpoints"][0]["out_sip_password"] == "canary-environment"
    assert len(look_up(secrets=False)["trunk_groups"]) == 1


def test_a_document_is_planned_once(monkeypatch):
    planned = []
    monkeypatch.setattr(documents, "plan", lambda document, today, plan=documents.plan: planned.append(document["customer"]["id"]) or plan(document, today))
    for name in ("acme", "other", "acme"):
        look_up(changed(customer={"id": name}), {"inventory_hostname": name})
    assert planned == ["acme", "other"]
    for n in range(lookup.MOST_KEPT):
        look_up(changed(customer={"id": f"c{n}"}), {"inventory_hostname": f"c{n}"})
    assert len(lookup._kept) == lookup.MOST_KEPT


def test_the_document_of_another_customer_is_refused():
    """As one in an extra variable is, which every host of the run sees."""
    with pytest.raises(AnsibleLookupError, match="The document is of the customer other, and this is the host acme"):
        look_up(changed(customer={"id": "other"}))


def test_what_speaks_against_taking_the_customer_off_is_said():
    found = look_up(changed(customer={"id": "acme", "state": "ceased"}, lifecycle={"protect": True, "max_deletions": 1}), secrets=False)
    assert (len(found["objections"]["ceased"]), len(found["objections"]["named"])) == (2, 1)
