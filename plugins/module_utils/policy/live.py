# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about what only the provider knows: read-only attributes, and rules that are not the customer's. Pure. Private to the collection.

An audit runs them, a validation of documents does not. ``customer.objects`` has what is live beside the words of a document.
"""

from __future__ import annotations

from itertools import chain

from ansible_collections.telecom.trunking.plugins.module_utils import states
from ansible_collections.telecom.trunking.plugins.module_utils.policy import acls, numbers, verdict
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import live_rule

AREA = {"area": "live state"}


@live_rule(
    "live-cps-limit",
    "warning",
    **AREA,
    provider="carrierx",
    title="The provider's limit of calls per second is not the contract's",
    why="cps_limit of an endpoint is the only thing that slows a flood of calls down. Without it, or with a higher one, fraud runs at full speed; with a "
    "lower one the customer's calls are refused.",
    fix="Have the provider set cps_limit of the endpoint to contract.cps, or correct the contract.",
)
def cps_limit(customer):
    wanted = given(customer.contract, "cps", 0)
    for path, endpoint in customer.objects("endpoints") if wanted else ():
        if "cps_limit" in endpoint and (endpoint["cps_limit"] or 0) != wanted:
            yield (*path, "cps_limit"), f"is {endpoint['cps_limit'] or 'unlimited'}, the contract has {wanted} calls per second"


def _references(customer):
    """``(path, name, attributes of the rule)`` of each reference to a rule that is not in the customer's document."""
    for path, acl, _group in customer.acls:
        yield from _rules_of(customer, path, acl)


def _references_above(customer):
    """The same of lists above the customer's own."""
    for at, group in customer.trunk_groups:
        for path, acl in customer.lists_above(at, group):
            yield from _rules_of(customer, path, acl)


def _rules_of(customer, path, acl):
    for n, name in enumerate(acl.get("access_control_rules") or []):
        for item in customer.outside.get(name, ()):
            yield (*path, "access_control_rules", n), name, item


@live_rule(
    "live-idle-rule",
    "error",
    **AREA,
    provider="carrierx",
    title="An ACL relies on a rule of the provider's that never matches a call",
    why="The rule has no entries, or looks at messages. What it should block goes through, and no document shows it.",
    fix="Ask the provider what became of the rule, or put a rule of your own into the document.",
)
def idle_rule(customer):
    for path, name, item in chain(_references(customer), _references_above(customer)):
        empty = verdict.told(item) and not item["entries"] and item["quantifier"] != "none"
        if item.get("read_only") and verdict.known(item) and (empty or item.get("field") in verdict.SMS_FIELDS):
            what = "has no entries" if empty else f"looks at {item['field']}"
            yield path, f"{name}, a rule of the parent partner, {what}"


def _above(customer):
    """``(path, acl, trunk group)`` of each list above the customer's own, while its calls are to go through at all."""
    for at, group in customer.trunk_groups if customer.state == states.LIVE else ():
        for path, acl in customer.lists_above(at, group):
            yield path, acl, group


@live_rule(
    "live-calls-rejected-above",
    "error",
    service=True,
    **AREA,
    provider="carrierx",
    title="A list of the partner or its parent rejects every call",
    why="It comes before the lists of the trunk group, and what it rejects stays rejected. The customer has no service, and its document shows nothing.",
    fix="Ask who has suspended the partner, and why. Otherwise take the list off the partner, or have its parent take it off.",
)
def calls_rejected_above(customer):
    """Every call in the direction of the list, or every call that the trunk group can get, as its numbers are. The numbers are only asked for where
    the list alone does not tell: they may be unreadable.
    """
    rules, before, left = customer.rules_in_force, "before the trunk group's own lists", []
    for path, acl, group in _above(customer):
        when = _every_call(acl, rules)
        if when is not None:
            yield path, f"every {'' if acl['direction'] == 'any' else acl['direction'] + ' '}call is rejected {before}{when}"
        elif acl["direction"] in verdict.INBOUND:
            left.append((path, acl, group))
    for path, acl, group in left:
        own = [digits for _at, digits, item in numbers.each_number(customer) if item.get("trunk_group") == group["name"]]
        when = _every_call_to(own, acl, rules)
        if when is not None:
            yield path, f"every inbound call to its numbers is rejected {before}{when}"


def _every_call(acl, rules):
    """Under which condition a list rejects every call, as the end of a sentence, empty if it does in any case. None if it does not."""
    return next((when for searched, when in ((False, ""), (True, acls.IF_READ_SO)) if verdict.rejects_every_call(acl, rules, searched)), None)


def _every_call_to(own, acl, rules):
    """The same of every call to some numbers. Of no number there is nothing to say."""
    for doubt, when in ((None, ""), (verdict.REJECT, acls.IF_READ_SO)) if own else ():
        if all(verdict.decided(acl, rules, digits, doubt) == verdict.REJECT for digits in own):
            return when
    return None


@live_rule(
    "live-emergency-rejected-above",
    "error",
    service=True,
    **AREA,
    provider="carrierx",
    title="A list of the partner or its parent rejects emergency calls",
    why="Somebody dials 911 and hears a busy tone, whatever the lists of the trunk group say: a call goes through only if no list rejects it.",
    fix='Have whoever owns the list let what it accepts match them exactly, for example with the regular expression "^(911|933|112)$". What it rejects must '
    "not match them.",
)
def emergency_rejected_above(customer):
    """Not of a list that rejects every call, as certainly: that is told as such."""
    rules = customer.rules_in_force
    for path, acl, _group in _above(customer):
        text, when = acls.emergency(acl, rules), _every_call(acl, rules)
        if text and (when is None or not text.endswith(when)):
            yield path, text


@live_rule(
    "live-opened-rejected-above",
    "warning",
    service=True,
    **AREA,
    provider="carrierx",
    title="A list of the partner or its parent rejects what the customer's document opens",
    why="Somebody asked for the destination, somebody approved it, and its calls are rejected all the same. It looks like a fault of the trunk group.",
    fix="Have whoever owns the list let the destination through, or close it in the document again.",
)
def opened_rejected_above(customer):
    """Numbers and prefixes of accepting lists, exceptions from the fraud profile and what it allows, where not one call of them gets through. What only
    live lists open nobody has approved.
    """
    rules, wanted = customer.rules_in_force, _declared_groups(customer)
    for path, acl, group in _above(customer):
        if acl["direction"] in verdict.OUTBOUND and group["name"] in wanted and not verdict.rejects_every_call(acl, rules):
            opened = acls.opened(customer.declared, wanted[group["name"]])
            closed = [text for text, numbers in opened if all(_rejects(acl, rules, number) for number in numbers)]
            if closed:
                yield path, f"outbound calls to {acls.several(closed)} are rejected, which the customer is to be able to call"


def _declared_groups(customer):
    """The trunk groups of the customer's document, by name."""
    return {group["name"]: group for _path, group in customer.declared.trunk_groups} if customer.declared else {}


def _rejects(acl, rules, number):
    """:param number: ``(digits, whether that is all of the number)``."""
    digits, whole = number
    return verdict.decision(acl, rules, digits) == verdict.REJECT if whole else verdict.rejects_all(acl, rules, digits)


@live_rule(
    "live-undeclared-rule",
    "warning",
    **AREA,
    provider="carrierx",
    title="An ACL depends on a rule that is in no document of its customer",
    why="Whoever changes or empties that rule changes what this customer may call, and no review of the document shows it.",
    fix="Write the rule into the document of the customer, or have the ACL refer to one that is there.",
)
def undeclared_rule(customer):
    """Nobody has declared anything of what is in no document itself."""
    for path, name, item in _references(customer) if customer.declared else ():
        if item.get("read_only") is False and not item.get("own"):
            yield path, f"the rule {name} is not in the document"


@live_rule(
    "live-trunk-group-unavailable",
    "warning",
    service=True,
    **AREA,
    provider="odin",
    title="The trunk group is not available",
    why="BroadWorks has taken it out of service, or its device does not register: calls do not get through now.",
    fix="Look at the device and its registration. After maintenance, audit again.",
)
def unavailable(customer):
    for path, group in customer.objects("trunk_groups"):
        if str(group.get("trunk_group_state") or "").lower() == "unavailable":
            yield (*path, "trunk_group_state"), "is Unavailable"


@live_rule(
    "live-service-unlicensed",
    "error",
    service=True,
    **AREA,
    provider="odin",
    title="A service that the system has no licence for",
    why="It is assigned and works by grace, if at all. The next check of licences ends it for everybody who has it.",
    fix="Order the licence, or take the service away from the group.",
)
def unlicensed(customer):
    for path, service in customer.objects("services"):
        if service.get("assigned") and service.get("licensed") is False:
            yield (*path, "licensed"), "is false, and the service is assigned"
