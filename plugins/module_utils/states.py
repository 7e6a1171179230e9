# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a customer's state means for its document: live, suspended, ceased. Pure. Private to the collection.

Suspended: every call is rejected, in both directions and to every number, and all else stays as it is.
"""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils import fraud
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.customer import LIFECYCLE
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS

LIVE, SUSPENDED, CEASED = STATES = ("live", "suspended", "ceased")

# BroadWorks (Odin contract section 5.2): no call is allowed, not on top of that either, and none goes elsewhere instead. Before R20sp1 it
# refuses the zeros. A live document always says these, as a new trunk group has them where it has no value for them: otherwise nothing
# would end a suspension.
NO_CALLS = {
    "max_incoming_calls": 0,
    "max_outgoing_calls": 0,
    "enable_bursting": False,
    "capacity_exceeded_action": None,
    "call_forwarding_always_action": None,
}
CALLS = {**dict.fromkeys(NO_CALLS), "enable_bursting": False}


def state(document):
    return document["customer"].get("state") or LIVE


def rule_name(customer):
    """Name of the rule that matches every number of a customer that is suspended."""
    return f"{customer}-suspended"


def applied(document):
    """The document as its state has it: a suspended one rejects all calls, a live one ends that.

    :param document: with its fraud profile expanded, see ``fraud.expand``.
    """
    return _APPLIED[document["provider"]["kind"]](document)


def without_made_acls(document, written):
    """The ACLs that were made for trunk groups of which the document does not say what ACLs they have. There they go before those that
    somebody else has put on the trunk group, and in place of those that an earlier state or profile has made.

    :param document: what ``applied`` gives.
    :param written: the document as it is written.
    :returns: ``(document without them, [{trunk_group, and what the ACL says}])``.
    """
    # Where they are no more than a wish, they stay with the trunk group and are reported.
    wished = any("acls" in section.wishes for section in LAYOUTS[document["provider"]["kind"]].sections)
    silent = {group["name"] for group in written.get("trunk_groups") or [] if "acls" not in group and not wished}
    groups = document.get("trunk_groups") or []
    made = [{"trunk_group": group["name"], **acl} for group in groups if group["name"] in silent for acl in group.get("acls") or []]
    kept = [{n: v for n, v in group.items() if n != "acls" or group["name"] not in silent} for group in groups]
    return {**document, "trunk_groups": kept}, made


def with_made(made, there, made_ids):
    """The ACLs of a trunk group of which the document does not say what ACLs it has, None if they can stay as they are.

    :param made: ACLs that the document's state and profile make.
    :param there: ACLs that the trunk group has, with ids for rules.
    :param made_ids: ids of the rules that any state or profile makes for the customer.
    """
    kept = [acl for acl in there if not acl.get("access_control_rules") or set(acl["access_control_rules"]) - made_ids]
    if not made and len(kept) == len(there):
        return None
    # What is let through by one ACL is not asked of the next.
    outbound = any(acl.get("direction") != "inbound" for acl in kept)
    return [{**acl, **({"voice_action_false": None} if outbound and acl.get("voice_action_false") == "accept" else {})} for acl in made] + kept


def made_rules(customer):
    """Names of the rules that suspension and fraud profiles, present or former, may have made for a customer."""
    return [rule_name(customer), *fraud.rule_names(customer)]


def _with_acls(document):
    if state(document) != SUSPENDED:
        return document
    name = rule_name(document["customer"]["id"])
    every = {"name": name, "field": "called", "operation": "prefix", "quantifier": "any", "entries": [str(digit) for digit in range(10)]}
    # Whether a called number can be empty is not known: what the rule does not match is rejected, too.
    acl = {"direction": "any", "access_control_rules": [name], "voice_action_true": "reject403", "voice_action_false": "reject403"}
    return {
        **document,
        "access_control_rules": [*(document.get("access_control_rules") or []), every],
        "trunk_groups": [{**group, "acls": [acl]} for group in document.get("trunk_groups") or []],
    }


def _with_capacities(document):
    groups = document.get("trunk_groups") or []
    if state(document) == SUSPENDED:
        return {**document, "trunk_groups": [{**group, **NO_CALLS} for group in groups]}
    return {**document, "trunk_groups": [{**CALLS, **group} for group in groups]}


_APPLIED = {"carrierx": _with_acls, "odin": _with_capacities}
_ENDS_CALLS = {"carrierx": ("name", "acls"), "odin": ("name", *NO_CALLS)}


def ending_calls(document):
    """What of a suspended customer's document ends all calls: it can go first, and needs neither secrets nor the customer's other objects.

    :param document: what ``applied`` gives, with or without the ACLs that are made beside others.
    :returns: ``{access_control_rules: items, trunk_groups: items}``, nothing for a customer that is not suspended.
    """
    if state(document) != SUSPENDED:
        return {"access_control_rules": [], "trunk_groups": []}
    rule, attributes = rule_name(document["customer"]["id"]), _ENDS_CALLS[document["provider"]["kind"]]
    groups = [{name: value for name, value in group.items() if name in attributes} for group in document.get("trunk_groups") or []]
    return {"access_control_rules": [one for one in document.get("access_control_rules") or [] if one["name"] == rule], "trunk_groups": groups}


# Leaving -----------------------------------------------------------------------------------------------------------


def deletions(plan):
    """How many objects an offboarding may delete: trunk groups with their trunks, rules and endpoints of the document, and its numbers if they
    are given back.

    :param plan: what ``documents.plan`` gives.
    """
    enforced = {section.name for section in LAYOUTS[plan["provider"]].sections if section.enforced}
    trunks = [trunk for group in plan["trunk_groups"] for trunk in group.get("trunks") or []]
    counted = ("trunk_groups", "access_control_rules", "endpoints", *(["numbers"] if plan["lifecycle"].get("purge") else []))
    return len(trunks) + sum(len(plan[name]) for name in counted if name in enforced)


def objections(plan, confirmed=False):
    """Why a customer is not to be offboarded, a sentence each.

    :param plan: what ``documents.plan`` gives.
    :param confirmed: whether somebody has named the customer as the one to take off. Then only its protection counts.
    """
    lifecycle, count = plan["lifecycle"], deletions(plan)
    most = lifecycle.get("max_deletions", LIFECYCLE["properties"]["max_deletions"]["default"])
    found = []
    if lifecycle.get("protect"):
        found.append("it is protected: set lifecycle.protect to false first")
    if not confirmed and count > most:
        found.append(f"{count} objects would be deleted, at most {most} may be: set lifecycle.max_deletions to {count} if that is meant")
    return found
