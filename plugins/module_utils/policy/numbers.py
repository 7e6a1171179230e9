# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about numbers, and about names, which are one customer's alone as well. Pure. Private to the collection."""

from __future__ import annotations

import re

from ansible_collections.telecom.trunking.plugins.module_utils import documents
from ansible_collections.telecom.trunking.plugins.module_utils.compare import canonical
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import NANP_COUNTRIES
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import fleet_rule, rule
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.did import DID

_PHONENUMBER = DID["properties"]["phonenumber"]
# Country code 1: an area code and an exchange, neither begins with 0 or 1.
_NANP = re.compile(r"1[2-9][0-9]{2}[2-9][0-9]{6}")


def each_number(customer):
    """``(path, digits, item)`` of every number. One that is written as such is its own item."""
    for (_section, n), item in customer.shown("numbers", customer.document.get("numbers") or []):
        whole = item if isinstance(item, dict) else {"phonenumber": item}
        if whole.get("phonenumber") is not None:
            path = ("numbers", n, "phonenumber") if isinstance(item, dict) else ("numbers", n)
            yield path, canonical(_PHONENUMBER, str(whole["phonenumber"])), whole


def _objection(digits, countries):
    """What is wrong with a number, None if nothing is.

    :param countries: those of the contract.
    """
    if not re.fullmatch(_PHONENUMBER["pattern"].strip("^$"), digits):
        return "is not in E.164: 7 to 15 digits, the country code first, without 00 or 011"
    if digits.startswith("1") and not _NANP.fullmatch(digits):
        return "begins with country code 1, but is no North American number of 1, area code, exchange and four digits"
    if countries and NANP_COUNTRIES.issuperset(countries) and _NANP.fullmatch(f"1{digits}"):
        return "has no country code: all countries of the contract have 1, and with it this is a number of theirs"
    return None


@rule(
    "number-not-e164",
    "error",
    service=True,
    area="numbers",
    title="A number that is not in E.164",
    why="The provider knows no such number: it is not found among the rented ones, or a wrong one is rented.",
    fix="Write the country code and the number, 12125550100 for example.",
)
def not_e164(customer):
    for path, digits, _item in each_number(customer):
        objection = _objection(digits, customer.contract.get("regions") or [])
        if objection:
            yield path, f"{digits} {objection}"


@fleet_rule(
    "number-at-two-customers",
    "error",
    live=False,
    area="numbers",
    title="A number at two customers",
    why="Each run takes the number away from the other customer, whose calls then reach a stranger.",
    fix="Take it out of the document of the customer who has it no longer, also of one that has ceased.",
    ceased=True,
)
def at_two_customers(customers):
    yield from _at_several(customers, _owned, "{} is also a number of {}")


def _owned(customer):
    yield from ((path, (), digits) for path, digits, _item in each_number(customer))


def _at_several(customers, find, text):
    """Findings for what several customers have.

    :param find: ``(customer) -> iterator of (path, where, value)``; the same value elsewhere is another one.
    :param text: with places for the value and for who else has it.
    """
    holders = {}
    for n, customer in enumerate(customers):
        for path, where, value in find(customer):
            holders.setdefault((where, value), []).append((n, path))
    for (_where, value), found in holders.items():
        owners = list(dict.fromkeys(n for n, _path in found))
        for n, path in found if len(owners) > 1 else ():
            other = customers[owners[1] if n == owners[0] else owners[0]].id
            more = f" and {len(owners) - 2} more" if owners[2:] else ""
            yield n, path, text.format(value, f"{other}{more}")


@fleet_rule(
    "name-at-two-customers",
    "error",
    live=False,
    area="names",
    title="A name at two customers in the same place",
    why="A name stands for one object: each run rewrites it for the other customer, and who leaves takes it along.",
    fix="Begin names with the customer's id. Where the customers are at different partners, say so in provider.partner. Take documents out that are done with.",
    ceased=True,
)
def name_at_two_customers(customers):
    """A place is a partner, or a group of a service provider. Customers without a partner are at the same one."""
    yield from _at_several(customers, _names, "the name {} is there too, in the document of {}")


def _names(customer):
    provider = customer.document["provider"]
    layout = documents.PROVIDERS[customer.kind]
    place = (customer.kind, *(provider.get(name) for name in layout.place))
    for section in (one.name for one in layout.sections if one.enforced and one.key == "name"):
        for path, item in customer.section(section):
            if item.get("name") is not None:
                yield (*path, "name"), (*place, section), item["name"]


@rule(
    "number-unknown-trunk-group",
    "error",
    live=False,
    area="numbers",
    provider="carrierx",
    title="A number at a trunk group that the document does not have",
    why="Onboarding stops half way, or binds the number to a trunk group of somebody else.",
    fix="Name a trunk group of the document.",
)
def unknown_trunk_group(customer):
    names = [group.get("name") for _path, group in customer.trunk_groups]
    for path, digits, item in each_number(customer):
        wanted = item.get("trunk_group")
        if wanted is not None and wanted not in names:
            yield (*path[:2], "trunk_group"), f"{wanted} is no trunk group of the document, the number {digits} cannot be bound to it"


@rule(
    "number-without-trunk-group",
    "error",
    live=False,
    area="numbers",
    provider="carrierx",
    title="A number that could go to several trunk groups, or to none",
    why="It is not said where its calls go. Onboarding refuses to guess, and an unbound number rings nowhere.",
    fix="Write it as {phonenumber: ..., trunk_group: ...}, with null for a number that is to ring nowhere. A single trunk group needs no name.",
)
def without_trunk_group(customer):
    count = len(customer.trunk_groups)
    for path, digits, item in each_number(customer) if count != 1 else ():
        if "trunk_group" not in item:
            yield path[:2], f"{digits} names no trunk group, the document has {count or 'none'}"
