# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated estates: the forecast is what happens, a second run has nothing to do, and what was gathered changes nothing."""

from __future__ import annotations

import copy
import json

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.tests.unit import fleets
from ansible_collections.telecom.trunking.tests.unit.shells import run
from ansible_collections.telecom.trunking.tests.unit.strategies import sound_documents, tried

# Ids of things that the emulator does not have, and what it has a say in.
ELSEWHERE = {"location_sid", "did_group_sid", "in_ip_profile_sid", "out_ip_profile_sid", "sip_options_locations", "location", "partner"}


def without(value, names):
    if isinstance(value, dict):
        return {name: without(item, names) for name, item in value.items() if name not in names}
    return [without(item, names) for item in value] if isinstance(value, list) else value


def possible(document, n):
    """The document with names of its own, and with references to what is in it."""
    document = without(json.loads(json.dumps(document)), ELSEWHERE)
    name = f"g{n}"
    document = {key: document[key] for key in ("endpoints", "access_control_rules", "trunk_groups") if document.get(key)}
    endpoints = document.setdefault("endpoints", [{"name": "pbx"}])
    rules = document.setdefault("access_control_rules", [{"name": "rule", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1"]}])
    groups = document.setdefault("trunk_groups", [{"name": "voice"}])
    for items in (endpoints, rules, groups):
        for m, item in enumerate(items):
            item["name"] = f"{name}-{m}"
    for item in endpoints:
        # Of secrets only the emulator knows.
        item.pop("out_sip_password", None)
        item["addresses"] = [{k: v for k, v in address.items() if k != "sip_password"} for address in item.get("addresses") or []]
    for group in groups:
        acls_of(group, rules)
        for m, trunk in enumerate(group.get("trunks") or []):
            trunk.update(name=f"t{m}", **({"endpoint": endpoints[0]["name"]} if trunk.get("endpoint") else {}))
            acls_of(trunk, rules)
    numbers = [{"phonenumber": fleets.NUMBERS[n], "trunk_group": groups[0]["name"]}]
    return {"customer": {"id": name}, "provider": {"kind": "carrierx"}, **document, "numbers": numbers}


def acls_of(owner, rules):
    directions = ["inbound", "outbound", "any"]
    for acl in owner.get("acls") or []:
        acl["access_control_rules"] = [rule["name"] for rule in rules]
        acl["direction"] = directions.pop() if directions else None
        acl.pop("required", None)
    if owner.get("acls"):
        owner["acls"] = [acl for acl in owner["acls"] if acl["direction"]]
    for handler in owner.get("external_handlers") or []:
        handler.pop("required", None)


SEEN = {"changed": 0}


@tried
@given(st.lists(sound_documents("carrierx"), min_size=1, max_size=3))
def estates(emulator, drawn):
    emulator.reset()
    config = [possible(document, n) for n, document in enumerate(drawn)]
    forecast = fleets.run(emulator, copy.deepcopy(config), check=True, state="replaced")
    real = fleets.run(emulator, copy.deepcopy(config), state="replaced")
    good = [document for document in config if not real["customers"][document["customer"]["id"]].get("failed")]
    for document in good:
        name = document["customer"]["id"]
        assert forecast["customers"][name] == real["customers"][name]
    SEEN["changed"] += len(good)
    again = fleets.run(emulator, copy.deepcopy(good), state="replaced")
    assert (again["failed"], again["changed"]) == (False, False), again["customers"]
    live = fleets.run(emulator, [], state="gathered", scope={"carrierx": {}})
    for state in ("merged", "replaced"):
        fed = fleets.run(emulator, copy.deepcopy(live["gathered"]), state=state)
        assert (fed["failed"], fed["changed"]) == (False, False), (state, fed["customers"])
    for document in good:
        login = {"api_url": emulator.carrierx_url, "api_token": emulator.token}
        for endpoint in document["endpoints"]:
            assert run("engine", "endpoint", {**login, **endpoint})["changed"] is False


def test_generated_estates(emulator):
    estates(emulator)
    assert SEEN["changed"] >= 10, "too few of the documents can be carried out for this to mean something"
