# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about waivers themselves. Pure. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import closest
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import waiver_rule


@waiver_rule(
    "waiver-expired",
    "warning",
    area="waivers",
    title="A waiver is past its date",
    why="It no longer takes anything off: what it covered counts again, and the next validation may fail for it.",
    fix="Repair what it covers and take the waiver out, or have the risk accepted again and give it a new date.",
)
def expired(customer, review):
    for waiver in customer.waivers:
        if not waiver.counts(customer.today):
            yield ("waivers", waiver.position, "expires"), f"the waiver of {waiver.rule} ended on {waiver.expires}"


@waiver_rule(
    "waiver-unknown-rule",
    "warning",
    area="waivers",
    title="A waiver names a rule that does not exist",
    why="It waives nothing, and whoever reads the document believes that it does.",
    fix="Correct the rule's id, docs/policy.md lists them all, or take the waiver out.",
)
def unknown_rule(customer, review):
    for waiver in customer.waivers:
        if waiver.rule not in review.rules:
            yield ("waivers", waiver.position, "rule"), f"there is no rule {waiver.rule}{closest(waiver.rule, review.rules)}"


@waiver_rule(
    "waiver-unused",
    "warning",
    area="waivers",
    title="A waiver waives nothing",
    why="What it covered is repaired, or has moved and is no longer covered. Left in, it takes off the next finding that nobody has looked at.",
    fix="Take it out, or correct its path: positions change when something is put in front, names in brackets do not. What is found about waivers "
    "cannot be waived.",
)
def unused(customer, review):
    """Only of rules about one document: across customers part of the documents does not show what all of them do."""
    for waiver in customer.waivers:
        known = review.rules.get(waiver.rule)
        idle = waiver.position not in review.used and waiver.rule not in review.disabled
        if known and known.scope == "waivers":
            yield ("waivers", waiver.position), f"what {waiver.rule} finds cannot be waived"
        elif known and known.scope == "document" and idle and waiver.counts(customer.today):
            where = "" if waiver.path is None else f" at {customer.document['waivers'][waiver.position]['path']}"
            yield ("waivers", waiver.position), f"{waiver.rule} finds nothing{where} that it could waive"


@waiver_rule(
    "waiver-without-ticket",
    "warning",
    area="waivers",
    title="A waiver without a ticket",
    why="When the pager goes at night, nobody can tell who accepted the risk, for how long and why.",
    fix="Put the number of the change or of the risk acceptance into ticket.",
)
def without_ticket(customer, review):
    for waiver in customer.waivers:
        if _blank(waiver.ticket):
            yield ("waivers", waiver.position), f"the waiver of {waiver.rule} has no ticket"


@waiver_rule(
    "waiver-without-reason",
    "warning",
    area="waivers",
    title="A waiver without a reason",
    why="Nobody can judge whether the risk is still acceptable, so the waiver is renewed for ever.",
    fix="Say in reason why that is acceptable at this customer.",
)
def without_reason(customer, review):
    for waiver in customer.waivers:
        if _blank(waiver.reason):
            yield ("waivers", waiver.position, "reason"), f"the reason for waiving {waiver.rule} says nothing"


def _blank(text):
    """Whether a text has neither a letter nor a digit. Some blanks have no width and are no white space to Python."""
    return not any(character.isalnum() for character in text or "")
