# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of the store, and loading them: short objects are completed with the server's defaults."""

from __future__ import annotations

from . import seed
from .resource import public
from .store import Store, new_sid
from .tables import DID, DID_GROUP, ENDPOINT, LOCATION, PARTNER, RULE, TASK, TOKEN, TRUNK, TRUNK_GROUP, defaults
from .trunking import complete_endpoint, ensure_gateway

TABLES = {
    "partners": PARTNER,
    "tokens": TOKEN,
    "endpoints": ENDPOINT,
    "rules": RULE,
    "trunk_groups": TRUNK_GROUP,
    "dids": DID,
    "available_dids": DID,
    "did_groups": DID_GROUP,
    "locations": LOCATION,
    "batch_tasks": TASK,
}
OWNED = ("endpoints", "rules", "trunk_groups", "dids", "did_groups", "batch_tasks")

SHORT = {  # what a loaded object may leave out although a client must send it
    "rules": {"name": "N/A", "field": "called", "operation": "prefix", "quantifier": "any"},
    "endpoints": {"name": "N/A", "type": "third_party"},
    "available_dids": {"status": "available"},
}


def snapshot(store: Store) -> dict:
    """All lists, trunks inside their groups, stored secrets in clear."""
    state = {name: [public(one) for one in getattr(store, name).all()] for name in TABLES}
    state["tokens"].sort(key=lambda token: token["partner_sid"] != store.main_partner)
    for rule in state["rules"]:
        rule["read_only"] = rule["partner_sid"] != store.main_partner
    for group in state["trunk_groups"]:
        group["trunks"] = [public(trunk) for trunk in store.trunks.by("_group", group["trunk_group_sid"])]
    return state


def load(store: Store, state: dict) -> None:
    """Replace everything. Lists that are missing are empty, but partners and their tokens then are the seed's.

    Objects without an owner belong to the partner of the first token, rules that are ``read_only`` to its parent.
    Raises ValueError, and changes nothing, for what is no list of objects and for tokens of unknown partners.
    """
    lists = {name: state.get(name, []) for name in TABLES}
    lists["partners"] = state.get("partners", seed.partners())
    there = {partner.get("partner_sid") for partner in lists["partners"] if isinstance(partner, dict)}
    lists["tokens"] = state.get("tokens", [token for token in seed.tokens() if token["partner_sid"] in there])
    verify(lists, there)
    for collection in store.collections.values():
        collection.clear()
    # What is loaded has always been there.
    store.set_lag(0)
    store.main_partner = main_partner(lists)
    for name, objects in lists.items():
        for one in objects:
            put(store, name, one)
    for partner in list(store.partners.all()):
        ensure_gateway(store, partner["partner_sid"])


def verify(lists: dict, partners: set) -> None:
    for name, objects in lists.items():
        if not are_objects(objects):
            raise ValueError(f"state: {name} is no list of objects")
    if not all(are_objects(group.get("trunks", [])) for group in lists["trunk_groups"]):
        raise ValueError("state: trunks is no list of objects")
    for token in lists["tokens"]:
        if token.get("partner_sid") not in partners:
            raise ValueError(f"state: the partner of token {token.get('name')!r} is not there: {token.get('partner_sid')!r}")


def are_objects(value) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def main_partner(lists: dict) -> str:
    """The partner of the first token, else the first partner."""
    return next((one["partner_sid"] for one in (*lists["tokens"], *lists["partners"]) if one.get("partner_sid")), "")


def put(store: Store, name: str, given: dict) -> None:
    collection = getattr(store, name)
    one = defaults(TABLES[name], {**SHORT.get(name, {}), **given})
    trunks = one.pop("trunks", []) if name == "trunk_groups" else []
    one[collection.key] = one[collection.key] or new_sid()
    if name in OWNED and not one.get("partner_sid"):
        one["partner_sid"] = (store.parent(store.main_partner) if one.get("read_only") else None) or store.main_partner
    if name == "rules":
        del one["read_only"]  # follows from the owner
    if name == "endpoints":
        complete_endpoint(one)
    if name == "batch_tasks":
        one.update(_errors=one["error_details"], _scopes=seed.ALL_SCOPES)
    collection.put(one)
    for trunk in trunks:
        whole = defaults(TRUNK, trunk)
        store.trunks.put({**whole, "trunk_sid": whole["trunk_sid"] or new_sid(), "_group": one["trunk_group_sid"]})
