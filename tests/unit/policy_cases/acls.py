# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules, lists and exceptions that rules of the area ACLs object to, and those that they do not."""

from __future__ import annotations

import datetime

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import TODAY, Case, carrierx, named

ACL = "trunk_groups[0] (voice).acls[0] (outbound)"
SUSPENDED = {"state": "suspended"}


def rule(*entries, field="called", operation="prefix", quantifier="any", name="acme-rule"):
    return {"name": name, "field": field, "operation": operation, "quantifier": quantifier, "entries": list(entries)}


def acl(*names, direction="outbound", true="reject403", false="accept"):
    return {"direction": direction, "access_control_rules": list(names) or ["acme-rule"], "voice_action_true": true, "voice_action_false": false}


def rules(*items, **more):
    return carrierx(access_control_rules=list(items), **more)


PREMIUM = (rule("1900"),)


def lists(*acls, rules=PREMIUM, **more):
    return carrierx(access_control_rules=list(rules), trunk_groups=[{"name": "voice", "acls": list(acls)}], **more)


def on_trunk(*acls, rules=PREMIUM, capacity=10):
    trunks = [{"name": "nyc", "acls": list(acls), "out_capacity": capacity}, {"name": "lax", "acls": list(acls), "out_capacity": capacity}]
    return carrierx(access_control_rules=list(rules), trunk_groups=[{"name": "voice", "trunks": trunks}])


def entry_case(name, bad, text, near, at=0, **of_rule):
    bad = bad if isinstance(bad, list) else [bad]
    near = [rules(rule(*(one if isinstance(one, list) else [one]), **of_rule)) for one in near]
    return Case(name, rules(rule(*bad, **of_rule)), {f"access_control_rules[0] (acme-rule).entries[{at}]": text}, near)


def exception(**more):
    return {"prefix": "1876", "reason": "Branch in Kingston.", "ticket": "CHG-1", "expires": "2027-01-31", **more}


def excepted(*exceptions, **more):
    return carrierx(fraud={"profile": "nanp-premium", "version": 1, "exceptions": list(exceptions)}, **more)


PROFILE = {"profile": "nanp-premium", "version": 1}
ALLOWED = rule("^1[2-9][0-9]{9}$", "^(911|933|112)$", operation="regexp")
DENY = acl(true="accept", false="reject403")
UNKNOWN = "there is no access control rule acme-international-premium in the document"
NOT_MATCHED = "is not E.164 digits without plus"

CASES = [
    # References
    Case(
        "acl-unknown-rule",
        lists(acl("acme-rul")),
        {f"{ACL}.access_control_rules[0]": "there is no access control rule acme-rul in the document, did you mean acme-rule?"},
        [lists(acl("acme-rule")), lists(acl("carrier-fraud")), lists(acl("acmerule"))],
    ),
    Case(
        "acl-unknown-rule",
        on_trunk(acl("acme-rule", "acme-international-premium")),
        {f"trunk_groups[0] (voice).trunks[{n}] ({name}).acls[0] (outbound).access_control_rules[1]": UNKNOWN for n, name in enumerate(["nyc", "lax"])},
    ),
    Case(
        "acl-unknown-rule",
        lists(acl("acme-rule", "carrier-fraud", "carrier-fruad")),
        {
            f"{ACL}.access_control_rules[2]": "there is no access control rule carrier-fruad, neither in the document nor among the known ones",
        },
        [lists(acl("acme-rule", "carrier-fraud"))],
        known_rules=["carrier-fraud"],
    ),
    Case(
        "acl-outside-rule",
        lists(acl("carrier-fraud", "acme-rule", "acmerule")),
        {
            f"{ACL}.access_control_rules[0]": "the access control rule carrier-fraud is not in the document",
            f"{ACL}.access_control_rules[2]": "the access control rule acmerule is not in the document, did you mean acme-rule?",
        },
        [lists(acl("acme-rule")), lists(acl("acme-rul"))],
    ),
    Case(
        "acl-ambiguous-rule",
        lists(acl()),
        {f"{ACL}.access_control_rules[0]": "2 access control rules are named acme-rule"},
        [lists(acl("acme-other"), rules=[rule("1", name="acme-other")])],
        known_rules=["acme-rule"],
    ),
    Case(
        "acl-ambiguous-rule",
        lists(acl("carrier-fraud")),
        {f"{ACL}.access_control_rules[0]": "2 access control rules are named carrier-fraud"},
        [lists(acl())],
        known_rules=[
            {**rule("1876", name="carrier-fraud"), "read_only": True},
            {**rule("1473", name="carrier-fraud"), "read_only": True},
            {**rule("1900"), "read_only": False},
        ],
    ),
    # Entries
    entry_case("acl-entry-not-e164", "+1900", f"'+1900' {NOT_MATCHED}", ["1900", "*67"]),
    entry_case("acl-entry-not-e164", "0044", f"'0044' {NOT_MATCHED}", ["440", "0", "1004"]),
    entry_case("acl-entry-not-e164", "01144", f"'01144' {NOT_MATCHED}", ["101144"]),
    entry_case("acl-entry-not-e164", ["1900", "1 876"], f"'1 876' {NOT_MATCHED}", ["1876"], at=1),
    entry_case("acl-entry-not-e164", "1-900-555-0100", f"'1-900-555-0100' {NOT_MATCHED}", ["19005550100"], operation="exact"),
    entry_case("acl-entry-not-e164", "(212)", f"'(212)' {NOT_MATCHED}", ["anonymous"], field="calling"),
    entry_case("acl-entry-not-e164", r"^\+44", r"'^\\+44' matches nothing that is E.164 digits without plus", ["^44+$", "(44)"], operation="regexp"),
    entry_case("acl-entry-not-e164", "^011.*$", "'^011.*$' matches nothing that is E.164 digits without plus", ["^1011", "0+"], operation="regexp"),
    entry_case("acl-entry-not-e164", "[+]44", "'[+]44' matches nothing that is E.164 digits without plus", ["[0-9]+44", r"^\d+$"], operation="regexp"),
    Case(
        "acl-entry-not-e164",
        rules(rule("+1", field="from")),
        {"access_control_rules[0] (acme-rule).entries[0]": "'+1' is not E.164 digits without plus"},
        [rules(rule("+1 off", "00", field="message"))],
    ),
    entry_case(
        "acl-invalid-regexp",
        "^(1900",
        "'^(1900' does not compile: missing ), unterminated subpattern at position 1",
        ["^(1900)$", "(a+)+$", "(|)(|)x"],
        operation="regexp",
    ),
    entry_case("acl-invalid-regexp", ["1", "[9"], "'[9' does not compile: unterminated character set at position 0", ["[9]"], at=1, operation="regexp"),
    Case(
        "acl-invalid-regexp",
        rules(rule("*", operation="regexp")),
        {"access_control_rules[0] (acme-rule).entries[0]": "'*' does not compile: nothing to repeat at position 0"},
        [rules(rule("*"))],
    ),
    *(
        entry_case("acl-unanchored-regexp", bad, f"{bad!r} is not anchored at both ends", near, operation="regexp")
        for bad, near in [
            ("900", ["^900$", "*"]),
            ("1516.*", ["^1516.*", ".*1516.*", "^1516[0-9]*$"]),
            (".*516", [".*516$", "^.*516$", r"\d+516\Z"]),
            ("^1900|1976$", ["^1900$|^1976$", "^(1900|1976)$", "^1900.*|.*1976$", "^19[|]00$"]),
            ("(^1900$|1976)", ["(^1900$|^1976$)", "(?:^1900$)", "((^1900$))"]),
            (r"^1900\$", [r"^1900\\$"]),
            (r"^1900\.*", ["^1900.+", r"^1900\d*", "^1900[0-9]+"]),
            ("^1900", []),
        ]
    ),
    Case(
        "acl-unanchored-regexp",
        rules(rule("900", operation="regexp")),
        {"access_control_rules[0] (acme-rule).entries[0]": "'900' is not anchored at both ends"},
        [rules(rule("win a prize", field="message", operation="regexp")), rules(rule("900", operation="exact")), rules(rule("9" * 1001, operation="regexp"))],
    ),
    Case(
        "acl-no-entries",
        rules(rule()),
        {"access_control_rules[0] (acme-rule)": "the rule has no entries, with quantifier any"},
        [rules(rule("1"))],
    ),
    Case(
        "acl-impossible-all",
        rules(rule("14165550100", "14165550101", operation="exact", quantifier="all")),
        {"access_control_rules[0] (acme-rule)": "no number equals all 2 entries, 14165550100 and 14165550101 among them"},
        [
            rules(rule("14165550100", operation="exact", quantifier="all")),
            rules(rule("14165550100", "14165550101", operation="exact")),
            rules(rule("14165550100", "14165550101", operation="exact", quantifier="none")),
            rules(rule("^1.*$", "^.*0$", operation="regexp", quantifier="all")),
        ],
    ),
    Case(
        "acl-impossible-all",
        rules(rule("1", "1900", "1876", quantifier="all")),
        {"access_control_rules[0] (acme-rule)": "no number begins with both 1876 and 1900"},
        [rules(rule("1", "19", "1900", quantifier="all"))],
    ),
    entry_case("acl-shadowed-entry", ["1900", "44", "19"], "1900 is covered by 19", [["1900", "44", "2"], ["1900"], ["190", "191"]]),
    entry_case("acl-shadowed-entry", ["1", "1900"], "1900 is covered by 1", [["2", "1900"]], at=1, quantifier="none"),
    Case(
        "acl-shadowed-entry",
        rules(rule("1", "11", "111", "2")),
        {"access_control_rules[0] (acme-rule).entries[1]": "11 is covered by 1", "access_control_rules[0] (acme-rule).entries[2]": "111 is covered by 1"},
        [
            rules(rule("1", "11", operation="exact")),
            rules(rule("1", "11", operation="regexp")),
            rules(rule("1", "11", quantifier="all")),
            rules(rule("1"), rule("11", name="acme-other")),
        ],
    ),
    # Lists
    Case(
        "acl-sms-field",
        lists(acl(), rules=[rule("1", field="to")]),
        {f"{ACL}.access_control_rules[0]": "acme-rule looks at to, which no call has"},
        [lists(acl()), lists(acl(), rules=[rule("1", field="calling")]), rules(rule("1", field="to")), lists(acl("carrier-fraud"))],
    ),
    Case(
        "acl-sms-field",
        lists(acl("carrier-sms")),
        {f"{ACL}.access_control_rules[0]": "carrier-sms looks at message, which no call has"},
        [lists(acl("carrier-fraud")), lists(acl())],
        known_rules=["carrier-fraud", rule("x", field="message", name="carrier-sms")],
    ),
    Case(
        "acl-same-actions",
        lists(acl(false="reject403")),
        {ACL: "voice_action_true and voice_action_false are both reject403"},
        [lists(acl(false="reject503")), lists(acl(false=None)), named("acme", lists(acl()), **SUSPENDED)],
    ),
    Case(
        "acl-same-actions",
        lists({"direction": "outbound", "access_control_rules": ["acme-rule"], "voice_action_false": None}),
        {ACL: "voice_action_true and voice_action_false are both null"},
        [lists({"direction": "outbound", "access_control_rules": ["acme-rule"], "voice_action_true": "reject403"})],
    ),
    Case(
        "acl-no-rules",
        lists({**acl(), "access_control_rules": []}),
        {ACL: "the ACL has no rules, calls would get voice_action_false, accept"},
        [lists(acl()), lists()],
    ),
    Case(
        "acl-undirected",
        lists(acl(), acl(direction="undirected")),
        {"trunk_groups[0] (voice).acls[1] (undirected)": "direction undirected, no call is"},
        [lists(acl(direction=direction)) for direction in ("any", "inbound", "outbound")],
    ),
    # Toll fraud
    Case(
        "acl-open-outbound",
        lists(),
        {"trunk_groups[0] (voice)": "it has no outbound ACL, and the document has no fraud profile"},
        [lists(fraud=PROFILE), lists(DENY, rules=[ALLOWED]), on_trunk(DENY, rules=[ALLOWED]), on_trunk(capacity=-1)],
    ),
    Case(
        "acl-open-outbound",
        lists(acl(), acl(direction="any"), acl(true="accept", false="reject403", direction="inbound")),
        {"trunk_groups[0] (voice)": "none of its 2 outbound ACLs rejects what it does not list, and the document has no fraud profile"},
        [
            # The same, said the other way round: what is none of these is rejected.
            lists(acl(), rules=[rule("1", "911", quantifier="none")]),
            lists(acl(), acl(direction="any", true="accept", false="reject503")),
            lists(acl(false="reject403")),
            # What the provider's rule rejects is not known.
            lists(acl("carrier-fraud")),
        ],
    ),
    Case(
        "acl-open-outbound",
        # Who calls is checked, not where to.
        lists(DENY, rules=[rule("14165550100", field="calling", operation="exact")]),
        {"trunk_groups[0] (voice)": "none of its 1 outbound ACLs rejects what it does not list, and the document has no fraud profile"},
        [lists(DENY, rules=[rule("1")])],
    ),
    Case(
        "acl-open-outbound",
        on_trunk(acl(), capacity=0),
        {"trunk_groups[0] (voice)": "it has no outbound ACL, and the document has no fraud profile"},
    ),
    # Emergency calls
    Case(
        "acl-emergency-rejected",
        lists(DENY, rules=[rule("^1[2-9][0-9]{9}$", operation="regexp")]),
        {ACL: "outbound calls to 112, 911, 933 are rejected"},
        [lists(DENY, rules=[ALLOWED]), lists({**DENY, "direction": "inbound"}, rules=[rule("1")]), lists(DENY, DENY, rules=[ALLOWED])],
    ),
    Case(
        "acl-emergency-rejected",
        lists(acl(), rules=[rule("1", quantifier="none")]),
        {ACL: "outbound calls to 911, 933 are rejected"},
        [lists(acl(), rules=[rule("1", "911", "933", quantifier="none")])],
    ),
    Case(
        "acl-emergency-rejected",
        on_trunk(acl(), rules=[rule("1911", "91")]),
        {f"trunk_groups[0] (voice).trunks[{n}] ({name}).acls[0] (outbound)": "outbound calls to 911 are rejected" for n, name in enumerate(["nyc", "lax"])},
        # A number in the United States that begins like one, numbers in India.
        [on_trunk(acl(), rules=[rule("1911", "1112", "9112", "9330", "91911")])],
    ),
    Case(
        "acl-emergency-rejected",
        lists(acl(false="reject503"), rules=[rule("1")]),
        {ACL: "outbound calls to 112, 911, 933 are rejected"},
        [lists(acl("carrier-fraud")), lists(DENY, rules=[rule("14165550100", field="calling", operation="exact")])],
    ),
    Case(
        "acl-emergency-rejected",
        lists(acl("carrier-short", direction="any")),
        {"trunk_groups[0] (voice).acls[0] (any)": "outbound calls to 933 are rejected"},
        [lists(acl()), lists(acl("carrier-other"))],
        known_rules=[rule("^9[3-9].$", operation="regexp", name="carrier-short"), "carrier-other"],
    ),
    # A suspended customer's calls are rejected because of its state. That is no finding.
    Case(
        "acl-emergency-rejected",
        named("acme", lists(DENY, rules=[rule("1212")]), **SUSPENDED),
        {ACL: "outbound calls to 112, 911, 933 are rejected"},
        [named("acme", lists(acl(), fraud=PROFILE), **SUSPENDED)],
    ),
    # Exceptions
    Case(
        "fraud-exception-without-ticket",
        excepted(exception(), exception(ticket="  ")),
        {"fraud.exceptions[1] (1876)": "the exception for 1876 has no ticket"},
        [excepted(exception()), excepted(exception(ticket="CHG 2"))],
    ),
    Case(
        "fraud-exception-expired",
        excepted(exception(), exception(expires="2026-06-30")),
        {"fraud.exceptions[1] (1876).expires": "the exception for 1876 ended on 2026-06-30"},
        [excepted(exception(expires=str(TODAY))), excepted(exception(expires=TODAY))],
    ),
    Case(
        "fraud-exception-expired",
        excepted(exception(expires=datetime.date(2026, 6, 30))),
        {"fraud.exceptions[0] (1876).expires": "the exception for 1876 ended on 2026-06-30"},
        [carrierx(fraud=PROFILE)],
    ),
]
