# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Directory numbers: stored one by one, answered as ranges (section 3.5)."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from .call import Call
from .errors import EXISTS, IN_USE, INVALID, NOT_THERE, REQUIRED, Refusal
from .store import Store

FORM = re.compile(r"(\+[0-9]{1,3}-)([0-9]{1,22})")
MOST_AT_ONCE = 10_000


def expand(first: str, last: str | None) -> list:
    """The numbers of a range, both ends in it. Raises ValueError."""
    ends = [FORM.fullmatch(one) for one in (first, last or first)]
    if not all(ends) or len({(end[1], len(end[2])) for end in ends}) != 1:
        raise ValueError(f"{first} to {last}: no range of numbers as +<country code>-<number>")
    low, high = (int(end[2]) for end in ends)
    if not low <= high < low + MOST_AT_ONCE:
        raise ValueError(f"{first} to {last}: no range of 1 to {MOST_AT_ONCE} numbers")
    prefix, width = ends[0][1], len(ends[0][2])
    return [f"{prefix}{number:0{width}}" for number in range(low, high + 1)]


def follows(one: str, other: str) -> bool:
    (prefix, digits), (next_prefix, next_digits) = (FORM.fullmatch(number).groups() for number in (one, other))
    return prefix == next_prefix and len(digits) == len(next_digits) and int(digits) + 1 == int(next_digits)


def ranges(numbers: list) -> list:
    """(number, attributes) pairs in order as rows ``{**attributes, min, max}``; max is None for a single number."""
    rows: list = []
    for number, attributes in numbers:
        last = rows[-1] if rows else None
        if last and {**last, **attributes} == last and follows(last["max"] or last["min"], number):
            last["max"] = number
        else:
            rows.append({**attributes, "min": number, "max": None})
    return rows


def national(number: str) -> str:
    return number.rpartition("-")[2]


def load(store: Store, provider_id: str, rows: list) -> None:
    """Numbers of a service provider from the rows of a state. Raises ValueError."""
    for row in rows:
        for number in expand(row["min"], row.get("max")):
            store.numbers[number] = {
                "serviceProviderId": provider_id,
                "groupId": row.get("groupId"),
                "assigned": bool(row.get("assigned")),
                "activated": bool(row.get("activated")),
            }


def snapshot(store: Store, provider_id: str) -> list:
    """The rows of a state."""
    kept = [(number, {name: value for name, value in one.items() if name != "serviceProviderId"})
            for number, one in sorted(store.numbers.items()) if one["serviceProviderId"] == provider_id]
    return ranges(kept)


def owned(call: Call, provider_id: str, group_id: str | None) -> list:
    return [(number, one) for number, one in sorted(call.store.numbers.items())
            if one["serviceProviderId"] == provider_id and one["groupId"] == group_id]


def holder(call: Call, number: str) -> dict | None:
    """The user who has the number."""
    forms = (number, national(number), number.replace("-", ""))
    return next((user for user in call.store.users.values() if user.get("phoneNumber") in forms), None)


def is_assigned(call: Call, number: str, one: dict) -> bool:
    return one["assigned"] or holder(call, number) is not None


# Functions behind paths


def read_group(call: Call) -> dict:
    """GET /groups/dns."""
    return group_numbers(call, call.group())


def group_numbers(call: Call, group: dict) -> dict:
    key = {name: group[name] for name in ("serviceProviderId", "groupId")}
    rows = [(number, {"assigned": is_assigned(call, number, one), "activated": one["activated"]})
            for number, one in owned(call, key["serviceProviderId"], key["groupId"])]
    return {**key, "dns": ranges(rows)}


def read_provider(call: Call) -> dict:
    """GET /service-providers/dns."""
    return provider_numbers(call, call.service_provider())


def provider_numbers(call: Call, provider: dict) -> dict:
    name = provider["serviceProviderId"]
    groups = [None, *(group["groupId"] for group in call.store.groups_of(name))]
    rows = [(number, {"canDelete": group is None, "groupId": group}) for group in groups for number, _one in owned(call, name, group)]
    return {"serviceProviderId": name, "dns": ranges(rows)}


def given(call: Call) -> list:
    """(number, row) pairs of the body. Raises Refusal."""
    rows = call.body.get("dns")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) and row.get("min") for row in rows):
        raise Refusal(REQUIRED, "dns")
    try:
        return [(number, row) for row in rows for number in expand(str(row["min"]), row.get("max") and str(row["max"]))]
    except ValueError as error:
        raise Refusal(INVALID, "dns", str(error)) from error


def key_in_body(call: Call) -> Call:
    """DELETE has its arguments in the body here (section 2)."""
    call.reads_query = False
    return call


def add(call: Call) -> dict:
    """POST /groups/dns (without a groupId: to the service provider), /groups/dns/assign/bulk."""
    provider = call.service_provider()
    group = call.group() if call.body.get("groupId") else None
    call.require("Service Provider", "ServiceProviderDnAddListRequest")
    name, group_id = provider["serviceProviderId"], group and group["groupId"]
    wanted = given(call)
    for number, _row in wanted:
        there = call.store.numbers.get(number)
        if there and (group is None or there["serviceProviderId"] != name or there["groupId"] not in (None, group_id)):
            raise Refusal(EXISTS, number)
    for number, _row in wanted:
        call.store.numbers[number] = {"serviceProviderId": name, "groupId": group_id, "assigned": False, "activated": False}
    return group_numbers(call, group) if group else provider_numbers(call, provider)


def add_to_provider(call: Call) -> dict:
    """POST /service-providers/dns."""
    call.body.pop("groupId", None)
    return add(call)


def remove(call: Call) -> dict:
    """DELETE /groups/dns, /groups/dns/unassign/bulk: back to the service provider."""
    group = key_in_body(call).group()
    call.require("Service Provider", "GroupDnUnassignListRequest")
    own = dict(owned(call, group["serviceProviderId"], group["groupId"]))
    wanted = chosen(call, own)
    for number in wanted:
        own[number].update(groupId=None, activated=False)
    return group_numbers(call, group)


def remove_from_provider(call: Call) -> dict:
    """DELETE /service-providers/dns."""
    provider = key_in_body(call).service_provider()
    call.require("Reseller", "ServiceProviderDnDeleteListRequest")
    for number in chosen(call, dict(owned(call, provider["serviceProviderId"], None))):
        del call.store.numbers[number]
    return provider_numbers(call, provider)


def chosen(call: Call, own: dict) -> list:
    """The numbers of the body, which have to be among these and free. Raises Refusal."""
    wanted = [number for number, _row in given(call)]
    for number in wanted:
        if number not in own:
            raise Refusal(NOT_THERE, number)
        if is_assigned(call, number, own[number]):
            raise Refusal(IN_USE, number)
    return wanted


def activate(call: Call) -> dict:
    """PUT /groups/dns."""
    group = call.group()
    call.require("Group", "GroupDnActivateListRequest")
    own = dict(owned(call, group["serviceProviderId"], group["groupId"]))
    wanted = given(call)
    for number, _row in wanted:
        if number not in own:
            raise Refusal(NOT_THERE, number)
    for number, row in wanted:
        own[number]["activated"] = row.get("activated") in (True, "true")
    return group_numbers(call, group)


def detail(call: Call, number: str, one: dict) -> dict:
    user = holder(call, number)
    return {
        "dn": number,
        "serviceProviderId": one["serviceProviderId"],
        "groupId": one["groupId"],
        "activated": one["activated"],
        "userId": user and user["userId"],
        "userType": "Normal" if user else None,
        "extension": user and user.get("extension"),
    }


def details(call: Call) -> dict:
    """GET /groups/dns/details."""
    group = call.group()
    key = {name: group[name] for name in ("serviceProviderId", "groupId")}
    return {**key, "dns": [detail(call, number, one) for number, one in owned(call, *key.values())]}


def search(call: Call) -> list:
    """GET .../dns/search: ``dn`` is a number, or a part of one with stars."""
    provider = call.service_provider()["serviceProviderId"] if call.query.get("serviceProviderId") else None
    group = call.group()["groupId"] if call.query.get("groupId") else None
    pattern = re.sub(r"[^0-9*]", "", call.text("dn"))
    found = [(number, one) for number, one in sorted(call.store.numbers.items())
             if call.sees(one["serviceProviderId"], one["groupId"]) and provider in (None, one["serviceProviderId"])
             and group in (None, one["groupId"])
             and any(fnmatchcase(form, pattern) for form in (national(number), re.sub("[^0-9]", "", number)))]
    return [detail(call, number, one) for number, one in found]
