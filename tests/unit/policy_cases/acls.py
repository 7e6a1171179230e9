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


def on_trunks(*lists, rules=PREMIUM, **of_group):
    """A trunk group with a trunk for each of several lists of ACLs."""
    trunks = [{"name": f"t{n}", "acls": acls, "out_capacity": 10} for n, acls in enumerate(lists)]
    return carrierx(access_control_rules=list(rules), trunk_groups=[{"name": "voice", "trunks": trunks, **of_group}])


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
ACCEPTS = {"true": "accept", "false": "reject403"}
OWN = rule("14165550100", field="calling", operation="exact")
LOCAL = rule("1212", "911", "933", "112", name="acme-local")
GROUP = "trunk_groups[0] (voice)"
WORLD_ALONE = "most of the world be called, 19005551234 (pay-per-call) for example,"
WORLD = f"{WORLD_ALONE} and the document has no fraud profile"
BUT_PREMIUM = "most of the world be called, 18765551234 (Jamaica) for example, and the document has no fraud profile"
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
        known_rules=[rule("1876")],
    ),
    # A name says not whose rule it is: it may be the customer's own.
    Case(
        "acl-ambiguous-rule",
        lists(acl("carrier-fraud")),
        {f"{ACL}.access_control_rules[0]": "2 access control rules are named carrier-fraud"},
        [lists(acl())],
        known_rules=["acme-rule", "carrier-fraud", "carrier-fraud"],
    ),
    *(
        Case(
            "acl-reserved-name",
            rules(rule("1900", name=name), rule("1876")),
            {f"access_control_rules[0] ({name}).name": f"{name} is the name of a rule that a suspension or a fraud profile makes"},
            [rules(rule("1900", name=f"{name}-own")), rules(rule("1900", name=name.replace("acme", "acme-2"))), excepted(exception())],
        )
        for name in ("acme-suspended", "acme-fraud-nanp-premium-v1", "acme-fraud-domestic-only-v1-patterns")
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
    entry_case("acl-entry-not-e164", "+1900", f"'+1900' {NOT_MATCHED}", ["1900", "1", "123456789012345"]),
    entry_case("acl-entry-not-e164", "0044", f"'0044' {NOT_MATCHED}", ["440", "0", "1004"]),
    entry_case("acl-entry-not-e164", "01144", f"'01144' {NOT_MATCHED}", ["101144"]),
    entry_case("acl-entry-not-e164", ["1900", "1 876"], f"'1 876' {NOT_MATCHED}", ["1876"], at=1),
    entry_case("acl-entry-not-e164", "1-900-555-0100", f"'1-900-555-0100' {NOT_MATCHED}", ["19005550100"], operation="exact"),
    entry_case("acl-entry-not-e164", "(212)", f"'(212)' {NOT_MATCHED}", ["anonymous", "1212"], field="calling"),
    *(
        entry_case("acl-entry-not-e164", entry, f"{entry!a} {NOT_MATCHED}", ["1900"], operation=operation)
        for entry in ("1900XXXXXXX", "1900*", "*67", "abc", "\uff11\uff19\uff10\uff10", "1900\u200b", "12345678901234567890", "^911$")
        for operation in ("prefix", "exact")
    ),
    *(
        entry_case("acl-entry-not-e164", bad, f"{bad!a} matches nothing that is E.164 digits without plus", near, operation="regexp")
        for bad, near in [
            (r"^\+44", ["^44+$", "(44)", r"^\+?1900[0-9]*$", r"^(\+|00|011)?1900.*$", "^[+]?1876.*$"]),
            ("^011.*$", ["^1011", "0+", "^(011)?44.*$"]),
            ("[+]44", ["[0-9]+44", r"^\d+$"]),
            ("^(011|00)44.*$", ["^(011|00|)44.*$"]),
            ("^[0-9]{16}$", ["^[0-9]{15}$", "^[0-9]{15,16}$"]),
            # What it matches is not certain, or too long to be looked into.
            ("^1 900", ["^(?=1)900", "9" * 1001]),
            ("anonymous", ["1"]),
        ]
    ),
    entry_case("acl-entry-not-e164", r"^\+1", r"'^\\+1' matches nothing that is E.164 digits without plus", ["anonymous"], operation="regexp", field="calling"),
    Case(
        "acl-entry-without-country",
        rules(rule("1900", "900"), contract={"regions": ["us", "ca"]}),
        {"access_control_rules[0] (acme-rule).entries[1]": "900 begins with 90, Turkey, which is none of the contract's regions"},
        [
            rules(rule("900"), contract={"regions": ["us", "tr"]}),
            rules(rule("900"), contract={"regions": []}),
            rules(rule("900")),
            rules(rule("90", "1900", "881"), contract={"regions": ["us"]}),
            rules(rule("900", operation="regexp"), contract={"regions": ["us"]}),
            rules(rule("900", field="calling"), contract={"regions": ["us"]}),
        ],
    ),
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
        {GROUP: f"it has no outbound ACL, which lets {WORLD}"},
        [lists(fraud=PROFILE), lists(DENY, rules=[ALLOWED]), on_trunk(DENY, rules=[ALLOWED]), on_trunk(capacity=-1)],
    ),
    Case(
        "acl-open-outbound",
        lists(acl(), acl(direction="any"), acl(true="accept", false="reject403", direction="inbound")),
        {GROUP: f"its 2 outbound ACLs let {BUT_PREMIUM}"},
        [
            # The same, said the other way round: what is none of these is rejected.
            lists(acl(), rules=[rule("1", "911", quantifier="none")]),
            lists(acl(), acl(direction="any", true="accept", false="reject503")),
            lists(acl(false="reject403")),
            # What the provider's rule rejects is not known.
            lists(acl("carrier-fraud")),
        ],
    ),
    # What one of the rules accepts is accepted, and who calls is not where to.
    *(
        Case("acl-open-outbound", lists(acl(*names, **more), rules=items), {GROUP: f"its outbound ACL lets {open_to}"}, near)
        for items, names, more, open_to, near in [
            ([OWN], [], ACCEPTS, WORLD, [lists(DENY, rules=[rule("1")])]),
            ([rule("1900", quantifier="none")], [], ACCEPTS, BUT_PREMIUM, [lists(DENY, rules=[rule("1", "44", "49", "52")])]),
            ([rule(".*", operation="regexp")], [], ACCEPTS, WORLD, [lists(DENY, rules=[rule("^1.*$", operation="regexp")])]),
            ([rule(*"123456789")], [], ACCEPTS, WORLD, [lists(acl(), rules=[rule(*"023456789")])]),
            ([OWN, LOCAL], ["acme-rule", "acme-local"], ACCEPTS, WORLD, [lists(acl("acme-local", **ACCEPTS), rules=[OWN, LOCAL])]),
            # Calls of strangers are rejected, those of the own numbers may go anywhere.
            ([{**OWN, "quantifier": "none"}], [], {}, WORLD, [lists(acl(), acl("acme-local", **ACCEPTS), rules=[{**OWN, "quantifier": "none"}, LOCAL])]),
            # If the provider searches, any number with a digit is accepted.
            ([rule("[0-9]", operation="regexp")], [], ACCEPTS, WORLD, [lists(DENY, rules=[rule("^1", operation="regexp")])]),
        ]
    ),
    Case("acl-open-outbound", on_trunk(acl(), capacity=0), {GROUP: f"it has no outbound ACL, which lets {BUT_PREMIUM}"}),
    # One open trunk is enough.
    Case(
        "acl-open-outbound",
        on_trunks([DENY], [acl()], [acl("carrier-fraud")]),
        {GROUP: f"it has no outbound ACL, which lets {BUT_PREMIUM}"},
        [on_trunks([DENY], [DENY]), on_trunks([acl()], [], acls=[DENY]), on_trunks([DENY], [acl("carrier-fraud")])],
    ),
    Case(
        "acl-open-outbound",
        on_trunks([DENY], [], rules=[ALLOWED]),
        {GROUP: f"it has no outbound ACL, which lets {WORLD}"},
        [on_trunks([DENY], [DENY], rules=[ALLOWED])],
    ),
    Case(
        "acl-uncertain-outbound",
        on_trunks([DENY], [acl("carrier-fraud")]),
        {GROUP: "it depends on carrier-fraud whether outbound calls may go anywhere"},
        [on_trunks([DENY], [acl("carrier-fraud")], acls=[DENY]), on_trunks([DENY], [acl()])],
    ),
    Case(
        "acl-open-outbound",
        excepted(exception(prefix="1"), trunk_groups=[{"name": "voice"}]),
        {GROUP: f"it has no outbound ACL, which lets {WORLD_ALONE} and the exceptions leave nothing of the fraud profile"},
        [
            excepted(exception(prefix="1900"), trunk_groups=[{"name": "voice"}]),
            excepted(exception(prefix="1"), trunk_groups=[{"name": "voice", "acls": [DENY]}], access_control_rules=[ALLOWED]),
            excepted(exception(prefix="1", expires="2026-06-30"), trunk_groups=[{"name": "voice"}]),
        ],
    ),
    Case(
        "acl-uncertain-outbound",
        lists(acl("carrier-fraud"), acl()),
        {GROUP: "it depends on carrier-fraud whether outbound calls may go anywhere"},
        [
            lists(acl("carrier-fraud"), fraud=PROFILE),
            lists(acl("carrier-fraud"), DENY, rules=[ALLOWED]),
            lists(acl("carrier-fraud", "acme-rule"), rules=[rule("1", quantifier="none")]),
            lists(acl("carrier-fraud", direction="inbound")),
            lists(acl()),
        ],
    ),
    Case(
        "acl-uncertain-outbound",
        on_trunk(acl("carrier-fruad", **ACCEPTS)),
        {GROUP: "it depends on carrier-fruad whether outbound calls may go anywhere"},
        [on_trunk(acl("carrier-1", **ACCEPTS)), on_trunk(acl("carrier-fruad", **ACCEPTS), capacity=-1)],
        known_rules=[rule("1", name="carrier-1")],
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
    # How the provider reads the expressions of the document is not known: the worse reading counts.
    Case(
        "acl-emergency-rejected",
        lists(acl(), rules=[rule("^9", operation="regexp")]),
        {ACL: "outbound calls to 911, 933 are rejected if the provider reads the regular expressions that way"},
        [
            lists(acl(), rules=[rule("^91[0-24-9]..", operation="regexp")]),
            lists(acl(), rules=[rule("^900", operation="regexp")]),
            lists(acl(), rules=[rule("^9", operation="regexp", field="calling")]),
            lists(acl("carrier-short")),
        ],
    ),
    Case(
        "acl-emergency-rejected",
        lists(DENY, rules=[rule("^1", "911", "933", operation="regexp")]),
        {ACL: "outbound calls to 112 are rejected if the provider reads the regular expressions that way"},
        [lists(DENY, rules=[rule("^1", "^(911|933|112)$", operation="regexp")]), lists(acl("acme-rule", "carrier-short", **ACCEPTS))],
    ),
    Case(
        "acl-emergency-prefix",
        lists(acl(), rules=[rule("1", "911", "933", quantifier="none")]),
        {
            "access_control_rules[0] (acme-rule).entries[1]": "911 accepts longer numbers as well, in India",
            "access_control_rules[0] (acme-rule).entries[2]": "933 accepts longer numbers as well, in Afghanistan",
        },
        [
            lists(acl(), rules=[rule("1", "91", "911", "112", "93", "933", quantifier="none")]),
            lists(DENY, rules=[rule("911", operation="exact")]),
            lists(DENY, rules=[ALLOWED]),
            # These block.
            lists(acl(), rules=[rule("911")]),
            lists(DENY, rules=[rule("911", quantifier="none")]),
            lists({**DENY, "direction": "inbound"}, rules=[rule("911")]),
            lists(rules=[rule("911")]),
            lists(DENY, rules=[rule("911", field="calling")]),
        ],
    ),
    Case(
        "acl-emergency-prefix",
        on_trunk(DENY, rules=[rule("112")]),
        {"access_control_rules[0] (acme-rule).entries[0]": "112 accepts longer numbers as well, of nobody yet"},
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
    *(
        Case(
            "fraud-exception-too-wide",
            carrierx(fraud={"profile": profile, "version": 1, "exceptions": [exception(prefix="18765550142"), exception(prefix=prefix)]}),
            {f"fraud.exceptions[1] ({prefix}).prefix": f"{prefix} takes out {taken}, all of it"},
            [
                carrierx(fraud={"profile": profile, "version": 1, "exceptions": [exception(prefix=near) for near in nears]}),
                carrierx(fraud={"profile": profile, "version": 1, "exceptions": [exception(prefix=prefix, expires="2026-06-30")]}),
            ],
        )
        for profile, prefix, taken, nears in [
            ("nanp-premium", "1", "1900, 1NXX976", ["1900555", "1212", "1212976"]),
            ("nanp-premium", "1900", "1900", ["19005550100", "876"]),
            ("nanp-high-risk", "187", "1876", ["1876"]),
            ("nanp-high-risk", "17", "1700, 1721, 1758 and 3 more", ["1787", "1809", "1721"]),
            ("domestic-only", "4", "4", ["44", "49", "1876"]),
        ]
    ),
    Case(
        "fraud-exception-too-wide",
        excepted(*(exception(prefix=f"1900{digit}") for digit in range(10))),
        {"fraud.exceptions": "together the exceptions take out 1900, all of it"},
        [excepted(*(exception(prefix=f"1900{digit}") for digit in range(9))), carrierx(fraud=PROFILE), rules()],
    ),
    Case(
        "fraud-idle-entry",
        excepted(exception(), exception(prefix="876"), exception(prefix="911")),
        {
            "fraud.exceptions[1] (876).prefix": "876 takes nothing out of nanp-premium",
            "fraud.exceptions[2] (911).prefix": "911 takes nothing out of nanp-premium",
        },
        [excepted(exception(prefix="1212976"), exception(prefix="876", expires="2026-06-30"))],
    ),
    Case(
        "fraud-idle-entry",
        carrierx(fraud={"profile": "nanp-high-risk", "version": 1, "exceptions": [exception(prefix="442")]}),
        {"fraud.exceptions[0] (442).prefix": "442 takes nothing out of nanp-high-risk"},
        [carrierx(fraud={"profile": "domestic-only", "version": 1, "exceptions": [exception(prefix="442")]})],
    ),
    Case(
        "fraud-idle-entry",
        carrierx(fraud={**PROFILE, "allow": ["guam", "us-territories"]}),
        {f"fraud.allow[{n}]": f"{toggle} takes nothing out of nanp-premium" for n, toggle in enumerate(["guam", "us-territories"])},
        [carrierx(fraud={"profile": "nanp-high-risk", "version": 1, "allow": ["guam"]})],
    ),
]
