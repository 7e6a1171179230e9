# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""States of the emulator in which everything is live that documents say, also what no API would take: past the API, as faults get there."""

from __future__ import annotations

import copy

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.emulator.odin import seed as odin_seed

LISTS = ("hard_failure_codes", "soft_failure_codes")
NOT_LIVE = ("required",)


def state(documents, parents_rules=(), above=(), partners=(seed.TELCO,), calls=sum):
    """:param documents: customers' documents, at both providers.
    :param parents_rules: rules of the parent partner, maps with the attributes of rules, or names of rules that show nothing else.
    :param above: ACLs that its parent has put on each of ``partners``, with names for rules. A name that no rule has stays an id.
    :param calls: makes of the calls of a group's trunk groups those that the group has, where its document does not state them.
    """
    made = {**seed.state(), **odin_seed.state()}
    attributes = [one if isinstance(one, dict) else {"name": one} for one in parents_rules]
    made["rules"] = [{"rule_sid": f"rule.parent.{one['name']}", **one, "partner_sid": seed.CARRIER} for one in attributes]
    made.update(endpoints=[], rules=list(made["rules"]), trunk_groups=[], odin_trunk_groups=[])
    known = {one["name"]: one["rule_sid"] for one in made["rules"]}
    lists = [{**acl, "access_control_rules": [known.get(name, name) for name in acl["access_control_rules"]]} for acl in above]
    made["partners"] = [{**one, "parent_assigned_acls": lists if one["partner_sid"] in partners else []} for one in made["partners"]]
    for document in copy.deepcopy(documents):
        if document["provider"]["kind"] == "carrierx":
            _at_carrierx(made, document)
        else:
            _at_odin(made, document, calls)
    return made


def _without(item, *names):
    return {name: value for name, value in item.items() if name not in (*names, *NOT_LIVE) and value is not None and not _is_source(value)}


def _is_source(value):
    return isinstance(value, dict) and len(value) == 1 and set(value) <= {"env", "variable"}


def _at_carrierx(made, document):
    owner = {"partner_sid": document["provider"].get("partner", seed.TELCO)}
    name_of = document["customer"]["id"]
    endpoints = {one["name"]: f"ep.{name_of}.{n}" for n, one in enumerate(document.get("endpoints") or [])}
    rules = {one["name"]: one["rule_sid"] for one in made["rules"] if one.get("partner_sid") == seed.CARRIER}
    rules.update({one["name"]: f"rule.{name_of}.{n}" for n, one in enumerate(document.get("access_control_rules") or [])})
    groups = {one["name"]: f"tg.{name_of}.{n}" for n, one in enumerate(document.get("trunk_groups") or [])}

    def lists(item):
        acls = [{**_without(acl), "access_control_rules": [rules.setdefault(name, f"rule.other.{name}") for name in acl.get("access_control_rules") or []]}
                for acl in item.get("acls") or []]
        return {"acls": acls}

    for one in document.get("endpoints") or []:
        said = _without(one, "addresses")
        addresses = [_without(address) for address in one.get("addresses") or []]
        made["endpoints"].append({**said, "addresses": addresses, "endpoint_sid": endpoints[one["name"]], "type": "third_party", **owner})
    for one in document.get("access_control_rules") or []:
        made["rules"].append({**one, "rule_sid": rules[one["name"]], **owner})
    for n, group in enumerate(document.get("trunk_groups") or []):
        trunks = []
        for m, trunk in enumerate(group.get("trunks") or []):
            at = {"endpoint_sid": endpoints.setdefault(trunk["endpoint"], f"ep.other.{trunk['endpoint']}")} if trunk.get("endpoint") else {}
            trunks.append({**_without(trunk, "endpoint", "acls"), **at, **lists(trunk), "trunk_sid": f"tr.{name_of}.{n}.{m}"})
        codes = {name: "".join(f"{code};" for code in group[name]) for name in LISTS if group.get(name) is not None}
        handlers = [_without(handler) for handler in group.get("external_handlers") or []]
        made["trunk_groups"].append(
            {**_without(group, "trunks", "acls", *LISTS), **codes, **lists(group), "external_handlers": handlers, "trunks": trunks,
             "trunk_group_sid": groups[group["name"]], **owner}
        )
    # What is referred to has to be there.
    known = {one["rule_sid"] for one in made["rules"]}
    made["rules"] += [{"rule_sid": ident, "name": name, "partner_sid": seed.CARRIER} for name, ident in rules.items() if ident not in known]
    known = {one["endpoint_sid"] for one in made["endpoints"]}
    made["endpoints"] += [
        {"endpoint_sid": ident, "name": name, "type": "conference_v2", **owner} for name, ident in endpoints.items() if ident not in known
    ]
    for one in document.get("numbers") or []:
        item = one if isinstance(one, dict) else {"phonenumber": one}
        bound = item.get("trunk_group", next(iter(groups)) if len(groups) == 1 else None)
        live = next((did for did in made["dids"] if did["phonenumber"] == item["phonenumber"]), None)
        if live is None:
            live = {**seed.did(12125550100, seed.TELCO), "did_sid": f"did.{item['phonenumber']}", "phonenumber": item["phonenumber"]}
            made["dids"].append(live)
        live.update({**_without(item, "trunk_group"), "trunk_group_sid": groups.get(bound)})


def _camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _wire(item):
    return {_camel(name): _wire(value) if isinstance(value, dict) else value for name, value in item.items()}


def _at_odin(made, document, calls):
    place = {"serviceProviderId": document["provider"]["service_provider"], "groupId": document["provider"]["group"]}
    provider = next((one for one in made["odin_service_providers"] if one["serviceProviderId"] == place["serviceProviderId"]), None)
    if provider is None:
        provider = {"serviceProviderId": place["serviceProviderId"], "serviceProviderName": "x", "isEnterprise": True, "defaultDomain": "acme.example.net",
                    "maxActiveCalls": -1, "burstingMaxActiveCalls": -1, "groupServices": [odin_seed.service(True)]}
        made["odin_service_providers"].append(provider)
    group = next((one for one in made["odin_groups"] if {**place} == {name: one[name] for name in place}), None)
    if group is None:
        said = [one["max_active_calls"] for one in document.get("trunk_groups") or [] if isinstance(one.get("max_active_calls"), int)]
        group = {**place, "groupName": place["groupId"], "defaultDomain": f"{place['groupId'].lower()}.example.net",
                 "maxActiveCalls": calls(said) if said else 100, "burstingMaxActiveCalls": 100}
        made["odin_groups"].append(group)
    quantity = next((one.get("quantity", -1) for one in document.get("services") or [] if one["service_name"] == "Trunk Group"), -1)
    group["groupServices"] = [odin_seed.service(True, True, -1 if quantity == "unlimited" else quantity)]
    for level, holder in (("service_provider", provider), ("group", group)):
        for name, value in ((document.get("call_capacity") or {}).get(level) or {}).items():
            holder[_camel(name)] = -1 if value == "unlimited" else value
    for one in document.get("trunk_groups") or []:
        said = _without(one, "trunk_users", "acls", "external_handlers", "allow_long_invitation_timeout")
        pilot = next((user["user_id"] for user in one.get("trunk_users") or [] if user.get("pilot")), None)
        made["odin_trunk_groups"].append({**place, **_wire(said), **({"pilotUserId": pilot} if pilot else {})})
        for user in one.get("trunk_users") or []:
            endpoint = {"name": one["name"], "linePort": user.get("line_port"), "contacts": [{"contact": c} for c in user.get("contacts") or []]}
            live = {**place, "userId": user["user_id"], "firstName": "User", "lastName": "No", "endpointType": "trunkAddressing",
                    "trunkAddressing": {"trunkGroupDeviceEndpoint": endpoint}}
            made["odin_users"] = [*(u for u in made["odin_users"] if u["userId"] != user["user_id"]), live]
