# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers: rented, available, their groups (section 11)."""

from __future__ import annotations

from ..exchange import ApiError
from .resource import Resource
from .tables import DID, DID_GROUP


class Dids(Resource):
    name, area, table = "dids", "phonenumber", DID

    def readable(self, call, one):
        return self.owned(call, one) and (one["status"] != "aging" or self.switches.aging_dids == "listed")

    def find(self, call, reading=False):
        one = super().find(call, reading)
        if not self.readable(call, one):
            raise ApiError(404, "Cannot find item by SID")
        return one

    def candidates(self, call, clauses):
        group = call.request.query.get("trunk_group_sid")
        return super().candidates(call, clauses) if group is None else self.objects.listed_by("trunk_group_sid", group)

    def present(self, call, one, place):
        shown = super().present(call, one, place)
        return {**shown, **(self.related(call, one) if place != "write" else {})}

    def unique(self, one):
        pass

    def create(self, call, body):
        """Rent: the number given, else the first free one."""
        check = self.check()
        given = check.create(DID, body)
        wanted = given["phonenumber"]
        free = next(self.store.available_dids.all(), None) if wanted is None else self.available(wanted)
        if free is None:
            self.refuse(check, wanted)
        self.settle(call, check, call.partner_sid)
        chosen = {name: given[name] for name in body if name in DID}
        self.store.available_dids.drop(free["did_sid"])
        rented = {**free, **chosen, "phonenumber": free["phonenumber"], "status": "assigned", "partner_sid": call.partner_sid}
        return self.present(call, self.objects.put(rented), "write")

    def available(self, phonenumber: str) -> dict | None:
        return next(iter(self.store.available_dids.by("phonenumber", phonenumber)), None)

    def refuse(self, check, wanted: str | None) -> None:
        rented = self.objects.by("phonenumber", wanted)
        if rented and rented[0]["status"] != "aging":
            check.refuse("phonenumber", "this phonenumber already exists", rented[0]["did_sid"])
        else:
            check.refuse("phonenumber", "this phonenumber is not available")

    def delete(self, call):
        """Release: the number ages, and cannot be had again."""
        one = self.find(call)
        self.objects.put({**one, "status": "aging", "trunk_group_sid": None})


class AvailableDids(Resource):
    name, area, table = "available_dids", "phonenumber", DID
    counted = False

    def owned(self, call, one):
        return True


class DidGroups(Resource):
    name, area, table = "did_groups", "phonenumber", DID_GROUP
