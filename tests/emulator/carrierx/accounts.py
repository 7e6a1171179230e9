# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Partners, OAuth tokens and the effective access control lists (sections 2, 7 and 11)."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qsl

from ..exchange import ApiError
from .call import FORM, Call, by_login, media_type
from .listing import page
from .resource import PARTNER_SECRETS, Resource
from .store import Store, new_sid, timestamp
from .tables import PARTNER, TOKEN, defaults
from .trunking import ensure_gateway

EMAILS = ("owner_email", "billing_email", "tech_email")
TOKEN_SCOPES = ("oauth.manage_all_tokens", "oauth.manage", "oauth.create")
TOKEN_DAYS = 36500
NEW_PARTNER_BALANCE = "5"


class Partners(Resource):
    name, area, table = "partners", "partners", PARTNER
    hidden = PARTNER_SECRETS

    def readable(self, call, one):
        return self.owned(call, one) and one["status"] != "unverified"

    def unique(self, one):
        pass

    def create(self, call, body):
        """The new partner is unverified, and hidden from GET until its e-mail address is verified (section 11)."""
        check = self.check()
        new = check.create(PARTNER, body)
        new["parent_sid"] = new["parent_sid"] or call.partner_sid
        for other in self.objects.by("login", new.get("login")):
            check.refuse("login", "this login already exists", other["partner_sid"])
        self.settle(call, check, call.partner_sid)
        new.update(partner_sid=new_sid(), status="unverified", date_created=timestamp(), state=new["state"] or "")
        new.update(display_id=f"CX{uuid.uuid4().int % 10**8:08}", balance=NEW_PARTNER_BALANCE)
        new.update(dict.fromkeys((*EMAILS, "charge_at", "prepay_amount")))
        new["callbacks"] = new["callbacks"] or self.objects.get(new["parent_sid"])["callbacks"]
        ensure_gateway(self.store, self.objects.put(new)["partner_sid"])
        return self.present(call, new, "write")

    def revise(self, call, old, new, body, check):
        for name in EMAILS:  # a new address counts only once it is verified, which nobody does here
            if new[name] is not None:
                new[name] = old[name]
        for name in ("charge_at", "prepay_amount", "spending_limit", "daily_spending_limit"):
            if isinstance(new[name], (int, float)):
                new[name] = str(new[name])
        if "parent_assigned_acls" in body and call.partner_sid == new["partner_sid"]:
            check.refuse("parent_assigned_acls", "this field is read only")
        for other in self.objects.by("login", new["login"]):
            if other["partner_sid"] != new["partner_sid"]:
                check.refuse("login", "this login already exists", other["partner_sid"])

    def delete(self, call):
        raise ApiError(405, "Method Not Allowed")


def grant(call: Call) -> dict:
    """POST /oauth/token[/{partner_sid}], form-encoded: a new token for the login, or for a partner below (section 2)."""
    if not call.scopes.intersection(TOKEN_SCOPES):
        raise ApiError(403, "Forbidden")
    if media_type(call.request) != FORM:
        raise ApiError(415, "Unsupported media type")
    form = dict(parse_qsl(call.request.body.decode("utf-8", "replace"), keep_blank_values=True))
    caller = call.store.partners.get(call.partner_sid)
    if not caller["client_id"] or (form.get("client_id"), form.get("client_secret")) != (caller["client_id"], caller["client_secret"]):
        raise ApiError(401, "Bad credentials")
    if call.path:
        partner = call.store.partners.get(call.path[0])
        if partner is None or call.path[0] not in call.family:
            raise ApiError(404, "Cannot find item by SID")
    else:
        if form.get("grant_type") != "password":
            raise ApiError(400, "unsupported grant_type")
        partner = by_login(call.store, form.get("username", ""), form.get("password", ""))
        if partner is None or partner["partner_sid"] not in call.family:
            raise ApiError(401, "Bad credentials")
    return call.store.tokens.put(new_token(call, partner, form, caller["client_id"]))


def new_token(call: Call, partner: dict, form: dict, client_id: str) -> dict:
    lifetime = form.get("access_token_expires_in", "")
    if lifetime and not (lifetime.isascii() and lifetime.isdigit()):
        raise ApiError(400, "access_token_expires_in: expected seconds")
    return defaults(TOKEN, {
        "access_token": str(uuid.uuid4()),
        "client_id": client_id,
        "date_created": timestamp(),
        "date_expiration_access_token": timestamp(int(lifetime) / 86400 if lifetime else TOKEN_DAYS),
        "date_expiration_refresh_token": timestamp(TOKEN_DAYS),
        "partner_sid": partner["partner_sid"],
        "refresh_token": str(uuid.uuid4()),
        "scopes": partner["available_scopes"] or sorted(call.scopes),
        "token_sid": new_sid(),
    })


def effective_acls(call: Call, layout: str, largest: int) -> dict:
    """GET /accesscontrol/effective_acl/calls: the lists that apply to calls, the topmost object's first (section 7).

    ``layout`` is the switch ``effective_layers``, ``largest`` the largest page.
    """
    query, store = call.request.query, call.store
    group = named(call, store.trunk_groups, "trunk_group_sid")
    trunk = store.trunks.get(query["trunk_sid"]) if "trunk_sid" in query else None
    if "trunk_sid" in query and (trunk is None or not owns_trunk(call, store, trunk)):
        raise ApiError(404, "Cannot find item by SID")
    if trunk and group is None:
        group = store.trunk_groups.get(trunk["_group"])
    owner = query.get("partner_sid") or (group["partner_sid"] if group else call.partner_sid)
    if owner not in call.family:
        raise ApiError(404, "Cannot find item by SID")
    partner = store.partners.get(owner)
    of_partner = [partner["parent_assigned_acls"], partner["acls"]]
    chains = [[acl for acls in of_partner for acl in acls]] if layout == "of_partner" else of_partner
    chains += [holder["acls"] for holder in (group, trunk) if holder]
    layers = []
    for acls in chains:
        chosen = [acl for acl in acls if applies(acl, query.get("direction"))]
        if chosen:
            layers.append({"effective_acls": chosen, "layer": len(layers) + 1})
    if layout == "of_each_bottom_up":
        layers.reverse()
    return page(call.request, layers, lambda layer: layer, max(len(layers), 1), largest)


def named(call: Call, collection, argument: str) -> dict | None:
    sid = call.request.query.get(argument)
    if sid is None:
        return None
    one = collection.get(sid)
    if one is None or one["partner_sid"] not in call.family:
        raise ApiError(404, "Cannot find item by SID")
    return one


def owns_trunk(call: Call, store: Store, trunk: dict) -> bool:
    return store.trunk_groups.get(trunk["_group"])["partner_sid"] in call.family


def applies(acl: dict, direction: str | None) -> bool:
    """Whether a list has a say in calls of this direction."""
    voice = acl["voice_action_true"] is not None or acl["voice_action_false"] is not None
    return voice and (direction in (None, "any") or acl["direction"] in ("any", direction))
