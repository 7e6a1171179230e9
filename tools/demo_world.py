# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulated APIs hold and what customers' documents ask for, in one form that can be compared. Pure; knows nothing of the collection.

The form is ``{(kind, name): attributes}`` with the kinds endpoint, rule, trunk group, trunk (named ``group/trunk``) and number, and those
of demo_broadworks.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import demo_broadworks as broadworks

CODES = ("hard_failure_codes", "soft_failure_codes")
SECRETS = ("out_sip_password", "sip_password")


def held(state: dict) -> dict:
    """The emulator's state as objects, ids kept, names beside them."""
    endpoints = {item["endpoint_sid"]: item["name"] for item in state["endpoints"]}
    rules = {item["rule_sid"]: item["name"] for item in state["rules"]}
    groups = {item["trunk_group_sid"]: item["name"] for item in state["trunk_groups"]}
    found = {("endpoint", item["name"]): item for item in state["endpoints"]}
    found.update({("rule", item["name"]): item for item in state["rules"]})
    for group in state["trunk_groups"]:
        codes = {name: sorted(int(code) for code in group[name].split(";") if code) for name in CODES}
        acls = [{**acl, "access_control_rules": [rules[sid] for sid in acl["access_control_rules"]]} for acl in group["acls"]]
        found["trunk group", group["name"]] = {**{k: v for k, v in group.items() if k != "trunks"}, **codes, "acls": acls}
        for trunk in group["trunks"]:
            found["trunk", f"{group['name']}/{trunk['name']}"] = {**trunk, "endpoint": endpoints.get(trunk["endpoint_sid"])}
    for number in state["dids"]:
        found["number", number["phonenumber"]] = {**number, "trunk_group": groups.get(number["trunk_group_sid"])}
    return {**found, **broadworks.held(state)}


def declared(document: dict) -> dict:
    """The objects that a customer's document asks for, with the attributes that it mentions. Secrets are left out."""
    if broadworks.at_broadworks(document):
        return broadworks.declared(document)
    found = {("endpoint", item["name"]): without(item, *SECRETS) for item in document["endpoints"]}
    found.update({("rule", item["name"]): item for item in document["access_control_rules"]})
    screening = screened(document)
    found.update({("rule", name): {"field": "called", "quantifier": "any"} for acl in screening for name in acl["access_control_rules"]})
    for group in document["trunk_groups"]:
        group = {**group, "acls": [*screening, *group.get("acls", [])]}
        codes = {name: sorted(group[name]) for name in CODES if name in group}
        found["trunk group", group["name"]] = {**without(group, "trunks"), **codes}
        found.update({("trunk", f"{group['name']}/{trunk['name']}"): trunk for trunk in group["trunks"]})
    for number in document["numbers"]:
        number = number if isinstance(number, dict) else {"phonenumber": number}
        found["number", number["phonenumber"]] = {"trunk_group": document["trunk_groups"][0]["name"], **number}
    return found


def screened(document: dict) -> list[dict]:
    """The ACLs that the document's fraud profile puts on every trunk group, before its own."""
    if "fraud" not in document:
        return []
    name = f"{document['customer']['id']}-fraud-{document['fraud']['profile']}-v{document['fraud']['version']}"
    return [{"direction": "outbound", "access_control_rules": [name, f"{name}-patterns"], "voice_action_true": "reject403"}]


def rejects_all(group: dict, rule: str) -> bool:
    """Whether a trunk group as the API holds it has just the ACL of a suspended customer."""
    acls = [(acl["direction"], acl["access_control_rules"], acl["voice_action_true"], acl["voice_action_false"]) for acl in group["acls"]]
    return acls == [("any", [rule], "reject403", "reject403")]


def without(item: dict, *names: str) -> dict:
    return {name: value for name, value in item.items() if name not in names}


def unmet(wanted: dict, world: dict) -> list[str]:
    """Sentences on what the world does not hold as wanted, empty if all is there."""
    return [sentence for key, attributes in wanted.items() for sentence in differences(" ".join(key), attributes, world.get(key))]


def differences(place: str, wanted, there) -> Iterator[str]:
    """Only what is wanted is compared: the API adds attributes of its own everywhere."""
    if isinstance(wanted, dict) and isinstance(there, dict):
        for name, value in wanted.items():
            yield from differences(f"{place}: {name}", value, there.get(name))
    elif isinstance(wanted, list) and isinstance(there, list) and len(wanted) == len(there):
        for n, pair in enumerate(zip(wanted, there)):
            yield from differences(f"{place}[{n}]", *pair)
    elif wanted != there:
        yield f"{place} is not there" if there is None else f"{place} is {there!r}, not {wanted!r}"


def touched(before: dict, after: dict) -> set:
    """Keys of what came, went or changed."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


# For people ----------------------------------------------------------------------------------------------------------


def inventory_table(documents: dict, world: dict) -> list[tuple]:
    """Rows (customer, trunk group, what, how) of what the APIs hold of the customers with these documents."""
    rows = []
    for customer, document in documents.items():
        described = {"trunk group": group_rows, broadworks.TRUNK_GROUP: broadworks.group_rows}
        groups = [key for key in declared(document) if key[0] in described and key in world]
        rows += [(customer, *row) for kind, group in groups for row in described[kind](group, world)] or [(customer, "-", "", "nothing is there")]
    return rows


def group_rows(name: str, world: dict) -> Iterator[tuple]:
    group = world["trunk group", name]
    yield name, "routing", group["routing_type"].replace("_", " ")
    trunks = [trunk for (kind, label), trunk in world.items() if kind == "trunk" and label.startswith(f"{name}/")]
    for trunk in sorted(trunks, key=lambda trunk: (trunk["priority"], trunk["name"])):
        yield name, "trunk", f"{trunk['name']} -> {', '.join(addresses(world.get(('endpoint', trunk['endpoint']))))} ({limits(trunk)})"
    for acl in group["acls"]:
        actions = [text for text in (acl["voice_action_true"], acl["voice_action_false"] and f"else {acl['voice_action_false']}") if text]
        yield name, "ACL", f"{acl['direction']} {', '.join(acl['access_control_rules'])} -> {', '.join(actions)}"
    for handler in group["external_handlers"]:
        yield name, "handler", f"{handler['direction']} {handler['url']}, without an answer {handler['error_handler']}"
    numbers = sorted(key[1] for key, number in world.items() if key[0] == "number" and number["trunk_group"] == name)
    yield name, "numbers", ", ".join(numbers) or "none"


def addresses(endpoint: dict | None) -> list[str]:
    if endpoint is None:
        return ["no endpoint"]
    hosts = [(f"[{a['ip']}]" if ":" in a["ip"] else a["ip"], a) for a in endpoint["addresses"]]
    return [f"{host}:{address['port']}/{address['transport']}" for host, address in hosts]


def limits(trunk: dict) -> str:
    calls = {0: "no limit", -1: "off"}
    return f"in {calls.get(trunk['in_capacity'], trunk['in_capacity'])}, out {calls.get(trunk['out_capacity'], trunk['out_capacity'])}"
