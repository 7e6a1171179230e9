# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The limit: a script written for nothing but this estate, that asks what has to be asked, compares, and writes what differs.

    python minimal.py documents.json WIDTH [gather]

It checks no input, knows no failure, no secrets and no check mode. Prints the number of writes.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import requests

CARRIERX, ODIN = os.environ["CARRIERX_API_URL"], os.environ["ODIN_API_URL"]


def session(width):
    made = requests.Session()
    for scheme in ("http://", "https://"):
        made.mount(scheme, requests.adapters.HTTPAdapter(pool_maxsize=width))
    return made


def ask(http, method, url, **more):
    answer = http.request(method, url, timeout=30, **more)
    answer.raise_for_status()
    return answer.json() if answer.content else None


def listed(http, path, query=()):
    url, query = CARRIERX + path, {"limit": 1000, **dict(query)}
    found = []
    while True:
        page = ask(http, "GET", url, params=query)
        found += page["items"]
        if not page["has_more"]:
            return found
        query["offset"] = len(found)


def differs(wanted, has):
    if isinstance(wanted, dict):
        return not isinstance(has, dict) or any(differs(value, has.get(name)) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(wanted) != len(has or []) or any(differs(*pair) for pair in zip(wanted, has))
    return wanted != has


class Estate:
    def __init__(self, width):
        self.http, self.odin = session(width), session(width)
        self.http.headers["Authorization"] = f"Bearer {os.environ['CARRIERX_API_TOKEN']}"
        self.writes = 0

    def read(self, pool):
        paths = (("/endpoints", ()), ("/accesscontrol/rules", ()), ("/trunk_groups", {"with_trunks": "true"}), ("/phonenumber/dids", ()))
        self.endpoints, self.rules, self.groups, self.numbers = (
            {one.get("phonenumber") or one["name"]: one for one in found} for found in pool.map(lambda each: listed(self.http, *each), paths)
        )

    def log_in(self):
        login = {"username": os.environ["ODIN_API_USERNAME"], "password": os.environ["ODIN_API_PASSWORD"]}
        self.odin.headers["Authorization"] = f"Bearer {ask(self.odin, 'POST', ODIN + '/auth/token', json=login)['token']}"

    def bring(self, known, path, sid, name, wanted):
        has = known.get(name)
        if has is None:
            known[name] = has = ask(self.http, "POST", CARRIERX + path, json=wanted)
            self.writes += 1
        elif differs(wanted, has):
            ask(self.http, "PATCH", f"{CARRIERX}{path}/{has[sid]}", json={n: value for n, value in wanted.items() if differs(value, has.get(n))})
            self.writes += 1
        return has[sid]

    def at_carrierx(self, document):
        [endpoint] = document["endpoints"]
        pbx = self.bring(self.endpoints, "/endpoints", "endpoint_sid", endpoint["name"], {**endpoint, "type": "third_party"})
        rules = {rule["name"]: self.bring(self.rules, "/accesscontrol/rules", "rule_sid", rule["name"], rule) for rule in document["access_control_rules"]}
        [group] = document["trunk_groups"]
        acls = [{**acl, "access_control_rules": [rules[name] for name in acl["access_control_rules"]]} for acl in group["acls"]]
        codes = "".join(f"{code};" for code in group["hard_failure_codes"])
        wanted = {**{n: value for n, value in group.items() if n != "trunks"}, "acls": acls, "hard_failure_codes": codes}
        sid = self.bring(self.groups, "/trunk_groups", "trunk_group_sid", group["name"], wanted)
        trunks = {trunk["name"]: trunk for trunk in self.groups[group["name"]].get("trunks") or []}
        for trunk in group["trunks"]:
            wanted = {**{n: value for n, value in trunk.items() if n != "endpoint"}, "endpoint_sid": pbx}
            self.bring(trunks, f"/trunk_groups/{sid}/trunks", "trunk_sid", trunk["name"], wanted)
        for number in document["numbers"]:
            self.bring(self.numbers, "/phonenumber/dids", "did_sid", number, {"trunk_group_sid": sid})

    def at_odin(self, document):
        place = {"serviceProviderId": document["provider"]["service_provider"], "groupId": document["provider"]["group"]}
        [service] = document["services"]
        rows = ask(self.odin, "GET", ODIN + "/groups/services", params=place)["groupServices"]
        has = next(row for row in rows if row["serviceName"] == service["service_name"])
        wanted = {"serviceName": service["service_name"], "authorized": True, "assigned": True, "quantity": service["quantity"]}
        if differs(wanted, has):
            ask(self.odin, "PUT", ODIN + "/groups/services", json={**place, "groupServices": [wanted]})
            self.writes += 1
        calls = document["call_capacity"]["group"]
        wanted = {"maxActiveCalls": calls["max_active_calls"], "burstingMaxActiveCalls": calls["bursting_max_active_calls"]}
        if differs(wanted, ask(self.odin, "GET", ODIN + "/groups/trunk-groups/call-capacity", params=place)):
            ask(self.odin, "PUT", ODIN + "/groups/trunk-groups/call-capacity", json={**place, **wanted})
            self.writes += 1
        [group] = document["trunk_groups"]
        names = ask(self.odin, "GET", ODIN + "/groups/trunk-groups", params=place)
        names = {row["name"] for row in (names["data"] if isinstance(names, dict) else names)}
        wanted = {"name": group["name"], "maxActiveCalls": group["max_active_calls"], "sendContinuousOptionsMessage": group["send_continuous_options_message"]}
        if group["name"] not in names:
            ask(self.odin, "POST", ODIN + "/groups/trunk-groups", json={**place, **wanted})
            self.writes += 1
        elif differs(wanted, ask(self.odin, "GET", ODIN + "/groups/trunk-groups", params={**place, "name": group["name"]})):
            ask(self.odin, "PUT", ODIN + "/groups/trunk-groups", json={**place, **wanted})
            self.writes += 1

    def customer(self, document):
        (self.at_carrierx if document["provider"]["kind"] == "carrierx" else self.at_odin)(document)


def main(path, width, what="bring"):
    with open(path, encoding="utf-8") as file:
        documents = json.load(file)
    estate = Estate(width)
    with ThreadPoolExecutor(width) as pool:
        estate.read(pool)
        if what == "bring":
            if any(document["provider"]["kind"] == "odin" for document in documents):
                estate.log_in()
            list(pool.map(estate.customer, documents))
    sys.stdout.write(f"{estate.writes}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
