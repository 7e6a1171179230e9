# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trunk groups, their trunks, access control rules, endpoints, locations (sections 5 to 8 and 10)."""

from __future__ import annotations

import uuid
from itertools import chain

from ..exchange import ApiError
from . import filters, seed
from .resource import Resource, conflict, public, stringified
from .store import Store, new_sid
from .tables import ENDPOINT, LOCATION, RULE, TRUNK, TRUNK_GROUP, defaults


class TrunkGroups(Resource):
    name, area, table = "trunk_groups", "trunk_groups", TRUNK_GROUP
    ignored = ("trunks",)

    def trunks_of(self, group: dict, place: str) -> list:
        trunks = self.store.trunks
        sid = group["trunk_group_sid"]
        return trunks.listed_by("_group", sid) if place == "list" else trunks.by("_group", sid)

    def present(self, call, one, place):
        shown = super().present(call, one, place)
        if not self.shows_handlers(shown, place):
            del shown["external_handlers"]
        for name in ("hard_failure_codes", "soft_failure_codes"):
            shown[name] = self.codes(shown[name])
        if call.flag("with_trunks") and self.honours_trunks(place, call):
            shown["trunks"] = [trunk_view(trunk, self.switches) for trunk in self.trunks_of(one, place)]
        if self.switches.numbers_as_strings:
            shown = stringified(shown)
        return {**shown, **(self.related(call, one) if place != "write" else {})}

    def shows_handlers(self, shown: dict, place: str) -> bool:
        mode = self.switches.external_handlers
        if mode == "unless_empty":
            return place == "get" or bool(shown["external_handlers"])
        return mode == "always" or (mode == "in_get_only" and place == "get")

    def honours_trunks(self, place: str, call) -> bool:
        if place == "get":
            return self.switches.with_trunks_on_get
        return place == "list" or call.request.method == "POST"

    def codes(self, stored: str | None) -> str | None:
        if not stored:
            return stored
        return stored.rstrip(";") + (";" if self.switches.codes_trailing_semicolon else "")

    def filterable(self, path):
        return filters.known(path[1:], TRUNK) if path[0] == "trunks" and path[1:] else super().filterable(path)

    def at(self, call, one, path):
        if path[0] == "trunks":
            return filters.leaves(self.trunks_of(one, "list"), path[1:])
        return super().at(call, one, path)

    def create(self, call, body):
        """With with_trunks=true the trunks of the body are created too: all or nothing (section 5)."""
        if not call.flag("with_trunks") or not body.get("trunks"):
            return super().create(call, body)
        call.require("trunk_groups.trunks", "create")
        return super().create(call, body)

    def prepare(self, call, new, body, check):
        if not call.flag("with_trunks"):
            return
        given = body.get("trunks", [])
        if not isinstance(given, list):
            return check.refuse("trunks", "expected array")
        trunks = [check.element(TRUNK, trunk, f"trunks[{n}]") for n, trunk in enumerate(given)]
        self.settle(call, check, new["partner_sid"])
        self.unique(new)
        for trunk in trunks:
            self.store.trunks.put({**trunk, "trunk_sid": new_sid(), "_group": new["trunk_group_sid"]})

    def release(self, call, one):
        sid = one["trunk_group_sid"]
        trunks = self.store.trunks.by("_group", sid)
        dids = self.store.dids.by("trunk_group_sid", sid)
        if trunks and self.switches.delete_trunk_group == "conflict":
            raise conflict("trunk group has trunks", "trunks", trunks[0]["trunk_sid"])
        if dids and self.switches.dids_bound == "conflict":
            raise conflict("trunk group is in use by a phone number", "trunk_group_sid", dids[0]["did_sid"])
        for did in dids:
            self.store.dids.put({**did, "trunk_group_sid": None})
        for trunk in trunks:
            self.store.trunks.drop(trunk["trunk_sid"])


def trunk_view(trunk: dict, switches) -> dict:
    """A trunk as answered: without its group (section 6), allow_transfer in the type switched to."""
    shown = public(trunk)
    if shown.get("allow_transfer") in (False, "disabled"):
        shown["allow_transfer"] = False if switches.allow_transfer == "boolean" else "disabled"
    return stringified(shown) if switches.numbers_as_strings else shown


class Trunks(Resource):
    """The trunks of one group: ``call.path`` starts with the group's sid."""

    name, area, table = "trunks", "trunk_groups.trunks", TRUNK
    page_size = 1000

    def group(self, call) -> dict:
        group = self.store.trunk_groups.get(call.path[0])
        if group is None or group["partner_sid"] not in call.family:
            raise ApiError(404, "Cannot find item by SID")
        return group

    def owned(self, call, one):
        return one["_group"] == self.group(call)["trunk_group_sid"]

    def candidates(self, call, clauses):
        return self.objects.listed_by("_group", self.group(call)["trunk_group_sid"])

    def present(self, call, one, place):
        return trunk_view(one, self.switches)

    def owner(self, call, one):
        return self.group(call)["partner_sid"]

    def adopt(self, call, new):
        new["_group"] = self.group(call)["trunk_group_sid"]


class Rules(Resource):
    """Own rules and the parent's, the latter read only; never those of partners below (section 7)."""

    name, area, table = "rules", "accesscontrol", RULE

    def owned(self, call, one):
        return one["partner_sid"] in (call.partner_sid, self.store.parent(call.partner_sid))

    def present(self, call, one, place):
        shown = super().present(call, one, place)
        del shown["partner_sid"]
        return {**shown, "read_only": one["partner_sid"] != call.partner_sid}

    def at(self, call, one, path):
        return super().at(call, self.present(call, one, "list"), path)

    def prepare(self, call, new, body, check):
        del new["read_only"]

    def guard(self, call, one):
        if one["partner_sid"] != call.partner_sid:
            raise ApiError(403, "Forbidden")

    def release(self, call, one):
        if self.switches.rule_in_use == "dangle":
            return
        store = self.store
        for kind in (store.trunk_groups, store.trunks, store.partners):
            for holder in kind.all():
                acls = chain(holder["acls"], holder.get("parent_assigned_acls", ()))
                if any(one["rule_sid"] in acl["access_control_rules"] for acl in acls):
                    raise conflict("access control rule is in use", "access_control_rules", holder[kind.key])


class Endpoints(Resource):
    """Section 10. Each partner has one system_gateway, which nobody can write."""

    name, area, table = "endpoints", "endpoints", ENDPOINT
    page_size = 1000

    def present(self, call, one, place):
        shown = super().present(call, one, place)
        if not self.switches.echo_secrets:
            shown = without_secrets(shown)
        if place == "write":
            shown.setdefault("auth_required", True)
        if self.switches.numbers_as_strings:
            shown = stringified(shown)
        return {**shown, **(self.related(call, one) if place != "write" else {})}

    def guard(self, call, one):
        if one["type"] == "system_gateway":
            raise ApiError(403, "Forbidden")

    def prepare(self, call, new, body, check):
        if new.get("type") == "system_gateway":
            check.refuse("type", "system_gateway endpoints cannot be created")
        complete_endpoint(new)

    def release(self, call, one):
        trunks = self.store.trunks.by("endpoint_sid", one["endpoint_sid"])
        if trunks and self.switches.endpoint_in_use == "conflict":
            raise conflict("endpoint is in use by a trunk", "endpoint_sid", trunks[0]["trunk_sid"])
        for trunk in trunks:
            self.store.trunks.put({**trunk, "endpoint_sid": None})


def without_secrets(endpoint: dict) -> dict:
    """The endpoint with its write-only values as null."""
    shown = {**endpoint, "out_sip_password": None}
    shown["addresses"] = [{**address, "sip_password": None} for address in endpoint["addresses"]]
    if shown["properties"].get("password") is not None:
        shown["properties"] = {**shown["properties"], "password": None}
    return shown


def complete_endpoint(endpoint: dict) -> None:
    """What the server generates by type: a token for third parties, a login for hosted applications (section 10)."""
    kind = endpoint.get("type")
    if kind == "third_party":
        endpoint["voip_token"] = endpoint["voip_token"] or str(uuid.uuid4())
    elif kind != "system_gateway" and not endpoint["properties"]:
        endpoint["properties"] = {
            "account_sid": uuid.uuid4().hex,
            "api_url": f"https://api.carrierx.com/{str(kind).partition('_')[0]}/v1",
            "container_sid": "null",
            "login": f"{kind}_{uuid.uuid4().hex[:6]}",
            "password": uuid.uuid4().hex[:12],
        }


def ensure_gateway(store: Store, partner_sid: str) -> None:
    """Each partner has one system gateway: the carrier's own switches (section 10)."""
    if any(one["type"] == "system_gateway" for one in store.endpoints.by("partner_sid", partner_sid)):
        return
    store.endpoints.put(defaults(ENDPOINT, {
        "endpoint_sid": seed.sid(f"system gateway {partner_sid}"),
        "name": "System Gateway",
        "type": "system_gateway",
        "partner_sid": partner_sid,
        "addresses": [{"ip": "198.51.100.10"}, {"ip": "198.51.100.20"}],
    }))


class Locations(Resource):
    """Behind a switch: neither path nor attributes are the vendor's word (section 10)."""

    name, area, table = "locations", "routing", LOCATION

    def owned(self, call, one):
        return True

    def list(self, call):
        if self.switches.locations == "off":
            raise ApiError(404, "Not Found")
        return super().list(call)
