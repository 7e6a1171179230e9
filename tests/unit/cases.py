# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting states x tasks: the table that holds what every task promises (``plugins/action/test_truth.py``)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.world import HANDLERS, PREFIX, REJECT, RICH, changed, rich, without

NAMES = {"rule.premium-1": "acme-premium", "rule.intl-1": "acme-international", "rule.parent-2": "carrier-premium"}


@dataclass(frozen=True)
class Case:
    """A task in a state.

    :ivar does: the writes that it has to lead to, ``{(action, kind, name): attributes}``, ``{}`` for none.
    :ivar repeats: whether the same task writes again, as ``update_password: always`` does.
    """

    name: str
    module: str
    params: dict
    start: dict
    does: dict
    switches: dict = field(default_factory=dict)
    repeats: bool = False

    def __str__(self):
        return f"{self.module}: {self.name}"


def task_of(module, **params):
    """A task about the subject of a module."""
    named = {
        "endpoint": {"name": "acme-nyc"},
        "access_control_rule": {"name": "acme-premium"},
        "trunk_group": {"name": "acme-voice"},
        "trunk": {"trunk_group": "acme-voice", "name": "nyc"},
        "trunk_acl": {"trunk_group": "acme-voice"},
        "trunk_handler": {"trunk_group": "acme-voice"},
        "did": {"phonenumber": "12125550101"},
    }
    return {**named[module], **params}


NAME_OF = {"endpoint": "acme-nyc", "access_control_rule": "acme-premium", "trunk_group": "acme-voice", "trunk": "nyc", "did": "12125550101"}


def update(kind, *attributes, name=None):
    return {("update", kind, name or NAME_OF[kind]): set(attributes)}


def create(kind, name=None):
    return {("create", kind, name or NAME_OF[kind]): set()}


def delete(kind, name=None):
    return {("delete", kind, name or NAME_OF[kind]): set()}


def handler_task(handler):
    """A handler in the words of ``trunk_handler``, whose ``timeout`` is the connection's."""
    return {"handler_timeout" if name == "timeout" else name: value for name, value in handler.items()}


ACLS = [{**acl, "access_control_rules": [NAMES[ident] for ident in acl["access_control_rules"]]} for acl in world.ACLS]


def as_task(kind):
    """The attributes of the rich object of a kind as a task writes them."""
    values = dict(RICH[kind])
    if "acls" in values:
        values["acls"] = ACLS
    if kind == "trunk_group":
        values.update(hard_failure_codes=[408, 503], soft_failure_codes=[404, 486])
    if kind == "trunk":
        values["endpoint"] = "acme-nyc"
        del values["endpoint_sid"]
    if kind == "did":
        values["trunk_group"] = "acme-voice"
        del values["trunk_group_sid"]
    return values


def attribute_of(kind, option):
    return {("trunk", "endpoint"): "endpoint_sid", ("did", "trunk_group"): "trunk_group_sid"}.get((kind, option), option)


# What null does not clear, because it has neither an empty value nor a default.
NEVER_NULL = {("access_control_rule", name) for name in ("field", "operation", "quantifier")}

# What the subject has already without being rich.
BARE = {("trunk", "endpoint"), ("trunk", "priority")}

# What state replaced leaves alone, because no default is documented.
NO_DEFAULT = {
    "access_control_rule": set(RICH["access_control_rule"]),
    "trunk": {"in_codec", "out_codec", "in_ip_profile_sid", "out_ip_profile_sid"},
    "trunk_group": {"soft_failure_codes"},
}


def per_attribute():
    """Every attribute of every kind: different, equal, null, and beside attributes that nobody mentions."""
    for kind in RICH:
        for option, value in as_task(kind).items():
            attribute = attribute_of(kind, option)
            task = task_of(kind, **{option: value})
            if (kind, option) not in BARE:
                yield Case(f"{option} differs", kind, task, world.world(), update(kind, attribute))
            yield Case(f"{option} is equal", kind, task, rich(kind), {})
            if (kind, option) not in NEVER_NULL:
                yield Case(f"{option} null", kind, task_of(kind, **{option: None}), rich(kind), update(kind, attribute))
                if (kind, option) not in BARE and kind != "access_control_rule" and option not in ("soft_failure_codes", "addresses"):
                    yield Case(f"{option} null and empty already", kind, task_of(kind, **{option: None}), world.world(), {})


def per_kind():
    """States that every kind can be in."""
    for kind in RICH:
        subject, whole = world.SUBJECTS[kind], as_task(kind)
        everything = {attribute_of(kind, option) for option in whole}
        state = without(kind, subject, state=world.world(dids=[])) if kind != "did" else None
        yield Case("nothing mentioned", kind, task_of(kind), rich(kind), {})
        yield Case("everything equal", kind, task_of(kind, **whole), rich(kind), {})
        yield Case("everything equal, replaced", kind, task_of(kind, state="replaced", **whole), rich(kind), {})
        if kind in ("endpoint", "trunk_group", "trunk"):
            yield Case("numbers come as strings", kind, task_of(kind, **whole), rich(kind), {}, {"numbers_as_strings": True})
        yield Case("by id", kind, {**task_of(kind, **whole), _id(kind): subject}, rich(kind), {})
        reset = everything - NO_DEFAULT.get(kind, set())
        yield Case("replaced", kind, task_of(kind, state="replaced"), rich(kind), update(kind, *reset) if reset else {})
        if state:
            yield Case("missing, minimal", kind, task_of(kind, **_minimum(kind)), state, create(kind))
            yield Case("missing, everything", kind, task_of(kind, **whole), state, create(kind))
            yield Case("missing, with nulls", kind, task_of(kind, **{**dict.fromkeys(whole), **_minimum(kind)}), state, create(kind))
            yield Case("missing, replaced", kind, task_of(kind, state="replaced", **_minimum(kind)), state, create(kind))
            yield Case("absent, missing", kind, task_of(kind, state="absent"), state, {})
            yield Case("renamed", kind, {**task_of(kind), "name": "acme-renamed", _id(kind): subject}, rich(kind), update(kind, "name"))
            yield Case(
                "renamed and changed",
                kind,
                {**task_of(kind), "name": "acme-renamed", _id(kind): subject, **whole},
                world.world(),
                update(kind, "name", *(everything - {attribute_of(*bare) for bare in BARE if bare[0] == kind})),
            )


def _id(kind):
    return world.PLACES[kind][1]


def _minimum(kind):
    return {"field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]} if kind == "access_control_rule" else {}


def nested():
    """Inside lists and maps: omitted keeps, null clears, order counts only where it does."""
    first, second = RICH["endpoint"]["addresses"]

    def addresses(name, given, does, **more):
        return Case(f"addresses, {name}", "endpoint", task_of("endpoint", addresses=given, **more), rich("endpoint"), does)

    different = update("endpoint", "addresses")
    keys = ("ip", "port", "transport")
    yield addresses("reversed", [second, first], {})
    yield addresses("omitted inside", [{n: a[n] for n in keys} for a in (first, second)], {})
    whole = {n: v for n, v in RICH["endpoint"].items() if n != "addresses"}
    yield addresses("omitted inside, replaced", [{n: a[n] for n in keys} for a in (first, second)], different, **whole, state="replaced")
    yield addresses("null inside", [{**first, "sip_username": None}, second], different)
    yield addresses("null inside what is empty", [first, {**second, "sip_username": None, "location_sid": None}], {})
    known = {**first, "sip_password": "given-again"}  # a changed list goes out whole, with all its secrets
    yield addresses("null goes to the default", [{**known, "srtp": None, "dst_port": None, "direction": None}, second], different)
    yield addresses("one changed", [{**known, "priority": 9}, second], different)
    yield addresses("other port", [{**first, "port": 5080}, second], different)
    yield addresses("one gone", [second], different)
    yield addresses("one more", [known, second, {"ip": "203.0.113.9"}], different)
    yield addresses("numbers as strings", [{**first, "port": "5070", "priority": "3"}, second], {})
    yield addresses("defaults spelled out", [first, {**second, "direction": "any", "srtp": False, "priority": 0, "dst_port": 5060}], {})

    for name, given, does in (
        ("same in another order", {"rack": "r4", "site": "nyc"}, {}),
        ("one key changed", {"site": "lax", "rack": "r4"}, update("endpoint", "attributes")),
        ("one key only, the other is kept", {"site": "nyc"}, {}),
        ("one key new", {"floor": 2}, update("endpoint", "attributes")),
        ("one key null", {"rack": None}, update("endpoint", "attributes")),
        ("null for a key that is not there", {"floor": None}, {}),
    ):
        yield Case(f"attributes, {name}", "endpoint", task_of("endpoint", attributes=given), rich("endpoint"), does)

    for name, codes, does in (
        ("reversed", [503, 408], {}),
        ("as strings", ["503", "408"], {}),
        ("in one string", "408,503", {}),
        ("one removed", [408], update("trunk_group", "hard_failure_codes")),
        ("one added", [408, 503, 500], update("trunk_group", "hard_failure_codes")),
        ("none", [], update("trunk_group", "hard_failure_codes")),
    ):
        task = task_of("trunk_group", hard_failure_codes=codes)
        yield Case(f"codes, {name}", "trunk_group", task, rich("trunk_group"), does)
        yield Case(f"codes without semicolon, {name}", "trunk_group", task, rich("trunk_group"), does, {"codes_trailing_semicolon": False})

    for owner in ("trunk_group", "trunk"):
        one, two = ACLS
        for name, acls, does in (
            ("other order of rules", [one, {**two, "access_control_rules": two["access_control_rules"][::-1]}], {}),
            ("other order of the lists", [two, one], update(owner, "acls")),
            ("omitted inside", [{n: acl[n] for n in ("direction", "access_control_rules")} for acl in ACLS], {}),
            ("null inside", [{**one, "voice_action_false": None}, two], update(owner, "acls")),
            ("one changed", [{**one, "voice_action_true": "reject503"}, two], update(owner, "acls")),
            ("one rule more", [{**one, "access_control_rules": ["acme-premium", "carrier-premium"]}, two], update(owner, "acls")),
            ("none", [], update(owner, "acls")),
            ("rules by id", [{**one, "access_control_rules": ["rule.premium-1"]}, two], {}),
        ):
            yield Case(f"acls, {name}", owner, task_of(owner, acls=acls), rich(owner), does)
        for name, steps, does in (
            ("reversed", [PREFIX, REJECT], update(owner, "transformations")),
            ("another operand", [{**REJECT, "operands": ["forbidden"]}, PREFIX], update(owner, "transformations")),
            ("a key of their own", [{**REJECT, "when": "night"}, PREFIX], update(owner, "transformations")),
        ):
            yield Case(f"transformations, {name}", owner, task_of(owner, transformations=steps), rich(owner), does)

    one, two = HANDLERS
    for name, handlers, does in (
        ("reversed", [two, one], update("trunk_group", "external_handlers")),
        ("omitted inside", [{"url": h["url"], "direction": h["direction"]} for h in HANDLERS], {}),
        ("null inside", [{**one, "timeout": None}, two], update("trunk_group", "external_handlers")),
        ("one changed", [one, {**two, "error_handler": "reject403"}], update("trunk_group", "external_handlers")),
    ):
        yield Case(f"external_handlers, {name}", "trunk_group", task_of("trunk_group", external_handlers=handlers), rich("trunk_group"), does)

    for name, entries, does in (
        ("reversed", [".*516", "1516.*"], {}),
        ("one removed", ["1516.*"], update("access_control_rule", "entries")),
        ("as numbers", [1516], update("access_control_rule", "entries")),
    ):
        yield Case(f"entries, {name}", "access_control_rule", task_of("access_control_rule", entries=entries), rich("access_control_rule"), does)

    for name, given in (("false", False), ("disabled", "disabled"), ("a word that YAML makes", "no")):
        for switch in ("boolean", "enum"):
            yield Case(
                f"allow_transfer {name}, API says {switch}",
                "trunk",
                task_of("trunk", allow_transfer=given),
                world.world(),
                {},
                {"allow_transfer": switch},
            )
    yield Case("headers in another order", "trunk", task_of("trunk", relay_sip_headers=["X-Two", "X-One"]), rich("trunk"), {})
    yield Case(
        "routing_data, one key null",
        "trunk_group",
        task_of("trunk_group", routing_data={"tier": None}),
        rich("trunk_group"),
        update("trunk_group", "routing_data"),
    )


def members():
    """One ACL of a group or a trunk, one handler."""
    one, two = ACLS
    one, two = ACLS
    key = {n: one[n] for n in ("direction", "access_control_rules")}
    for owner in ("trunk_group", "trunk"):
        different = update(owner, "acls")
        for name, given, does in (
            ("equal", one, {}),
            ("equal, alone", {**one, "exclusive": True}, different),
            ("second, alone", {**two, "exclusive": True}, different),
            ("omitted", key, {}),
            ("replaced", {**key, "state": "replaced"}, different),
            ("null", {**one, "voice_action_true": None}, different),
            ("changed", {**key, "voice_action_true": "reject503"}, different),
            ("rules in another order", {**two, "access_control_rules": two["access_control_rules"][::-1]}, {}),
            ("another direction is another one", {**one, "direction": "any"}, different),
            ("another set of rules is another one", {**one, "access_control_rules": ["acme-international"]}, different),
            ("absent", {**key, "state": "absent"}, different),
            ("absent, not there", {**key, "direction": "any", "state": "absent"}, {}),
            ("absent, the rule is gone", {**key, "access_control_rules": ["gone"], "state": "absent"}, {}),
        ):
            inside = {"trunk": "nyc"} if owner == "trunk" else {}
            yield Case(f"of a {owner}, {name}", "trunk_acl", task_of("trunk_acl", **inside, **given), rich(owner), does)
        yield Case(f"of a {owner}, first of all", "trunk_acl", task_of("trunk_acl", **inside, **one), world.world(), different)

    one, two = (handler_task(handler) for handler in HANDLERS)
    group = rich("trunk_group")
    different = update("trunk_group", "external_handlers")

    def handler(name, given, does, start=group, switches=None, **more):
        return Case(name, "trunk_handler", task_of("trunk_handler", **given, **more), start, does, switches or {})

    for mode in ("unless_empty", "in_get_only", "always"):
        switches = {"external_handlers": mode}
        yield handler(f"equal, {mode}", one, {}, switches=switches)
        yield handler(f"first of all, {mode}", one, different, world.world(), switches)
        yield handler(f"absent of none, {mode}", one, {}, world.world(), switches, state="absent")
    key = {"url": one["url"], "direction": one["direction"]}
    yield handler("omitted", key, {})
    yield handler("the connection's timeout is another one", {**key, "timeout": 9}, {})
    yield handler("replaced", key, different, state="replaced")
    yield handler("null", {**one, "error_handler": None}, different)
    yield handler("changed in its place", {**one, "handler_timeout": 500}, different)
    yield handler("numbers as strings", {**one, "handler_timeout": "300"}, {}, switches={"numbers_as_strings": True})
    yield handler("one more goes to the end", {**one, "url": "https://three.example.net/h"}, different)
    yield handler("alone", two, different, exclusive=True)
    yield handler("alone already", one, {}, changed("trunk_group", "tg.acme-1", external_handlers=HANDLERS[:1]), exclusive=True)
    yield handler("absent", key, different, state="absent")
    yield handler("absent, unknown url", {**key, "url": "https://none.example.net"}, {}, state="absent")


def removal():
    """What goes, and what has to be let go of first."""
    group = without("did", "did.1", "did.2")
    yield Case(
        "absent", "trunk_group", task_of("trunk_group", state="absent"), group, {**delete("trunk_group"), **delete("trunk"), **delete("trunk", "lax")}
    )
    bound = changed("did", "did.1", trunk_group_sid="tg.acme-1")
    yield Case(
        "absent, numbers are unbound",
        "trunk_group",
        task_of("trunk_group", state="absent", unbind_numbers=True),
        bound,
        {**update("did", "trunk_group_sid"), **delete("trunk_group"), **delete("trunk"), **delete("trunk", "lax")},
    )
    yield Case("absent by id", "trunk_group", {"trunk_group_sid": "tg.na-1", "state": "absent"}, world.world(), delete("trunk_group", "N/A"))
    yield Case("absent", "trunk", task_of("trunk", state="absent"), world.world(), delete("trunk"))
    yield Case("absent, the group is gone", "trunk", {"trunk_group": "gone", "name": "nyc", "state": "absent"}, world.world(), {})
    yield Case("absent", "endpoint", {"name": "acme-lax", "state": "absent"}, world.world(), delete("endpoint", "acme-lax"))
    yield Case("absent", "access_control_rule", task_of("access_control_rule", state="absent"), world.world(), delete("access_control_rule"))
    yield Case(
        "absent, own rule of a name that the parent has too",
        "access_control_rule",
        {"name": "both-have-it", "state": "absent"},
        world.world(),
        delete("access_control_rule", "both-have-it"),
    )


def numbers():
    """Numbers are bound and unbound; rented and released only on an explicit word."""
    bind = update("did", "trunk_group_sid")
    bound = changed("did", "did.1", trunk_group_sid="tg.acme-1")
    yield Case("bound", "did", task_of("did", trunk_group="acme-voice"), world.world(), bind)
    yield Case("bound, written for people", "did", {"phonenumber": "+1 (212) 555-0101", "trunk_group": "acme-voice"}, bound, {})
    yield Case("bound by id of the group", "did", task_of("did", trunk_group="tg.acme-1"), bound, {})
    yield Case(
        "moved",
        "did",
        {"phonenumber": "12125550102", "trunk_group": "acme-voice"},
        world.world(),
        update("did", "trunk_group_sid", name="12125550102"),
    )
    yield Case("unbound", "did", task_of("did", trunk_group=None), bound, bind)
    yield Case("absent unbinds", "did", task_of("did", state="absent"), bound, bind)
    yield Case("absent, unbound already", "did", task_of("did", state="absent"), world.world(), {})
    yield Case(
        "absent there, bound elsewhere", "did", {"phonenumber": "12125550102", "trunk_group": "acme-voice", "state": "absent"}, world.world(), {}
    )
    yield Case("absent there, bound there", "did", task_of("did", state="absent", trunk_group="acme-voice"), bound, bind)
    yield Case("absent, nobody's number", "did", {"phonenumber": "12125550199", "state": "absent"}, world.world(), {})
    yield Case("released", "did", task_of("did", state="absent", release=True), bound, delete("did"))
    yield Case(
        "rented and bound",
        "did",
        {"phonenumber": "12125550150", "rent": True, "trunk_group": "acme-voice"},
        world.world(),
        create("did", "12125550150"),
    )
    yield Case("rent, but it is ours", "did", task_of("did", rent=True), world.world(), {})


def partners():
    """Names of one partner among those of others."""
    theirs = {"trunk_group_sid": "tg.sub-1", "name": "acme-voice", "partner_sid": world.SUB_PARTNER}
    state = world.world(trunk_groups=[*world.GROUPS, theirs])
    scope = {"partner_sid": world.SUB_PARTNER}
    yield Case("of a partner, equal", "trunk_group", task_of("trunk_group", **scope, routing_type="failover"), state, {})
    yield Case(
        "of a partner, changed",
        "trunk_group",
        task_of("trunk_group", **scope, routing_type="round_robin"),
        state,
        update("trunk_group", "routing_type"),
    )
    yield Case("of a partner, missing", "trunk_group", {"name": "other-voice", **scope}, state, create("trunk_group", "other-voice"))
    yield Case("of a partner, absent", "trunk_group", task_of("trunk_group", **scope, state="absent"), state, delete("trunk_group"))
    yield Case("in a group of a partner", "trunk", task_of("trunk", **scope), state, create("trunk"))
    yield Case("of a partner, missing", "endpoint", {"name": "acme-nyc", **scope, "capacity": 3}, state, create("endpoint"))


def secrets():
    """Write-only values: sent when there is something new, or always when asked for."""
    given = {"ip": "192.0.2.10", "sip_username": "acme", "sip_password": "given-address"}
    password = {"out_sip_username": "acme", "out_sip_password": "given-endpoint"}
    gone = without("endpoint", "ep.nyc-1", state=without("trunk", "tr.nyc-1"))
    yield Case("created with secrets", "endpoint", task_of("endpoint", addresses=[given], **password), gone, create("endpoint"))
    stored = changed("endpoint", "ep.nyc-1", addresses=[{**given, "sip_password": "stored"}], out_sip_username="acme", out_sip_password="stored")
    yield Case("secrets differ, on_create", "endpoint", task_of("endpoint", addresses=[given], **password), stored, {})
    always = update("endpoint", "addresses", "out_sip_password")
    yield Case(
        "secrets differ, always",
        "endpoint",
        task_of("endpoint", addresses=[given], **password, update_password="always"),
        stored,
        always,
        repeats=True,
    )
    more = [{**given, "priority": 3}, {"ip": "192.0.2.77", "sip_username": "b", "sip_password": "given-two"}]
    yield Case("list changes, secret given", "endpoint", task_of("endpoint", addresses=more), stored, update("endpoint", "addresses"))
    yield Case(
        "list changes, API echoes the secret",
        "endpoint",
        task_of("endpoint", addresses=[{n: v for n, v in more[0].items() if n != "sip_password"}]),
        stored,
        update("endpoint", "addresses"),
        {"echo_secrets": True},
    )


CASES = [
    *per_attribute(),
    *per_kind(),
    *nested(),
    *members(),
    *removal(),
    *numbers(),
    *partners(),
    *secrets(),
]
