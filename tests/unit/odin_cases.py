# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting states x tasks at Odin: the table that holds what every task promises (``plugins/action/test_odin_truth.py``)."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit import odin_world as world
from ansible_collections.telecom.trunking.tests.unit.cases import Case
from ansible_collections.telecom.trunking.tests.unit.odin_world import (
    CALLS,
    CAPACITY,
    NAME,
    RICH,
    SERVICE,
    TABLE,
    TRUNK_GROUP,
    USER,
    as_task,
    bare,
    capacity,
    rich,
    seated,
    service,
    userid,
)

PASSWORD = {"sip_authentication_user_name": "7001", "sip_authentication_password": "Given-12345"}
HOSTED = [userid(3), userid(4)]
BACKUP = {"service_provider_id": "ACME_ENT", "group_id": "ACME_NYC", "name": "backup"}

# What an attribute needs beside itself (rules D1, D3, D4).
NEEDS = {
    "capacity_exceeded_action": ("capacity_exceeded_forward_address",),
    "unreachable_destination_action": ("unreachable_destination_reroute_trunk_group_key",),
    "call_forwarding_always_action": ("call_forwarding_always_forward_address",),
    "route_to_peering_domain": ("peering_domain",),
    "prefix_enabled": ("prefix",),
}

# What cannot be cleared while another attribute of the rich trunk group needs it.
NEEDED = {name for names in NEEDS.values() for name in names} | {"sip_authentication_user_name"}


def update(*attributes, name=NAME, kind=TRUNK_GROUP):
    return {("update", kind, name): set(attributes)}


def create(name=NAME):
    return {("create", TRUNK_GROUP, name): set()}


def delete(name=NAME):
    return {("delete", TRUNK_GROUP, name): set()}


def group(name, params, start, does, switches=None, repeats=False):
    return Case(name, TRUNK_GROUP, {"name": NAME, **params}, start, does, switches or {}, repeats)


def per_attribute():
    """Every attribute of a trunk group by itself: different, and null where null clears. What is needed goes with its needy."""
    for odins, row in TABLE.items():
        name = row["name"]
        if odins not in RICH:
            continue
        given = {**as_task(name, *NEEDS.get(name, ())), **(PASSWORD if name == "require_authentication" else {})}
        yield group(f"{name} differs", given, bare(), update(*given))
        if row["update"] == "n" and name not in NEEDED:
            yield group(f"{name} null", {name: None}, rich(), update(name))


def nulls():
    """Null for all that may be null: what can be cleared is, everything else gets its default."""
    clears = {row["name"] for odins, row in TABLE.items() if odins in RICH and row["update"] == "n"}
    resets = {row["name"] for odins, row in TABLE.items() if odins in RICH and row["update"] == "s" and "default" in row}
    yield group(
        "all that can be cleared",
        dict.fromkeys([*clears, "require_authentication", "route_to_peering_domain", "prefix_enabled"]),
        rich(),
        update(*clears, "require_authentication", "route_to_peering_domain", "prefix_enabled"),
    )
    yield group("all that can be cleared is empty already", dict.fromkeys(clears), bare(), {})
    yield group("all that has a default", dict.fromkeys(resets), rich(), update(*resets))
    yield group("all that has a default has it already", dict.fromkeys(resets), bare(), {})


def whole():
    """All attributes at once, in every spelling that the API has for them."""
    everything = as_task()
    drifts = {
        "as they were sent": {},
        "strings that look like numbers are numbers": {"odin_numeric_strings": "numbers"},
        "booleans are strings": {"odin_booleans": "strings"},
        "integers are strings": {"odin_integers": "strings"},
        "what is not set is null": {"odin_unset": "null"},
        "lists are in an envelope": {"odin_list": "data"},
    }
    drifts["everything at once"] = {name: value for switches in drifts.values() for name, value in switches.items()}
    for name, switches in drifts.items():
        yield group(f"everything equal, {name}", everything, rich(), {}, switches)
    for name in ("as they were sent", "everything at once"):
        yield group(f"everything differs, {name}", {**everything, **PASSWORD}, bare(), update(*everything, "sip_authentication_password"), drifts[name])
        yield group(f"missing, everything, {name}", {**everything, **PASSWORD}, world.world(), create(), drifts[name])
        yield group(f"nothing mentioned, {name}", {}, rich(), {}, drifts[name])
    words = {n: str(v).lower() if isinstance(v, bool) else str(v) if isinstance(v, int) else v for n, v in everything.items()}
    yield group("everything equal, the task has strings", words, rich(), {})
    yield group("everything equal, replaced", {**everything, "state": "replaced"}, rich(), {})
    # The documented values, and nothing where only somebody's choice was. The pilot user is odin_trunk_user's.
    shown = {row["name"] for odins, row in TABLE.items() if odins in RICH and row["update"] == "n" and row["name"] != "pilot_user_id"}
    defaults = {row["name"] for row in TABLE.values() if "default" in row and row["update"] != "-"}
    yield group("replaced", {"state": "replaced", "max_active_calls": 12}, rich(), update(*defaults, *shown))
    yield group("replaced, but for what is mentioned", {**everything, "state": "replaced", "prefix_enabled": False}, rich(), update("prefix_enabled"))
    yield group("replaced, nothing to do", {"state": "replaced", "max_active_calls": CALLS}, bare(), {})


def releases():
    """What a release does not have is neither compared nor sent."""
    everything = as_task()
    for release in ("20", "21", "22"):
        switches = {"odin_release": release}
        late = world.R21 if release == "20" else set()
        yield group(f"everything equal, release {release}", everything, rich(), {}, switches)
        different = update(*(set(everything) - late), "sip_authentication_password")
        yield group(f"everything differs, release {release}", {**everything, **PASSWORD, "max_outgoing_calls": 1}, bare(), different, switches)
        yield group(f"replaced, release {release}", {"state": "replaced", "max_active_calls": CALLS}, bare(), {}, switches)
    yield group("only what the release lacks", {"support_connected_identity_policy": "Enabled"}, bare(), {}, {"odin_release": "20"})


def existence():
    """There, not there, elsewhere."""
    minimum = {"max_active_calls": 3}
    elsewhere = world.world({**world.KEY, "groupId": "ACME_NYC", "name": "voices", "maxActiveCalls": 2}, {**world.KEY, "name": "Voice", "maxActiveCalls": 2})
    for name, start in (("missing", world.world()), ("others have nearly that name", elsewhere)):
        yield group(f"{name}, minimal", minimum, start, create())
        yield group(f"{name}, replaced", {**minimum, "state": "replaced"}, start, create())
        yield group(f"{name}, absent", {"state": "absent"}, start, {})
    nulls = {row["name"]: None for odins, row in TABLE.items() if odins in RICH and row["create"] != "R"}
    yield group("missing, with nulls", {**nulls, **minimum}, world.world(), create())
    yield group("missing, strict about what has to be sent", minimum, world.world(), create(), {"odin_create": "strict"})
    yield group("missing, the name is odd", {**minimum, "name": "a b&c=d/e?f#ü%"}, world.world(), create("a b&c=d/e?f#ü%"))
    for answer in ("profile", "empty_list", "no_content"):
        yield group(f"absent, answered by {answer}", {"state": "absent"}, rich(), delete(), {"odin_delete": answer})
    yield group("absent, the group has no service", {"state": "absent", "group_id": "ACME_BOS"}, world.world(), {})
    for status in ("400", "404"):
        yield group(f"missing, not found is {status}", minimum, world.world(), create(), {"odin_not_found": int(status)})
    other_place = {"service_provider_id": "OTHER_SP", "group_id": "OTHER_GRP"}
    yield group("missing in the other group", {**minimum, **other_place}, rich(), create())
    yield group(
        "a service provider's login",
        {"max_active_calls": 4, "api_username": "acme-admin", "api_password": "acme-admin-password"},
        bare(),
        update("max_active_calls"),
    )
    yield group(
        "a login that may not set the network address identity",
        {"otg_dtg_identity": "1", "api_username": "nyc-admin", "api_password": "nyc-admin-password"},
        bare(),
        update("otg_dtg_identity"),
        {"odin_network_address_identity": "if_present"},
    )


def renaming():
    """``new_name``, once and again."""
    yield group("renamed", {"new_name": "main"}, rich(), update("name"))
    yield group("renamed and changed", {"new_name": "main", "max_active_calls": 4}, bare(), update("name", "max_active_calls"))
    main = world.world({**world.KEY, "name": "main", "maxActiveCalls": CALLS})
    yield group("renamed already", {"new_name": "main"}, main, {})
    yield group("renamed already and changed", {"new_name": "main", "max_active_calls": 4}, main, update("max_active_calls", name="main"))
    yield group("renamed to its own name", {"new_name": NAME}, bare(), {})
    yield group("renamed, and neither is there", {"new_name": "main", "max_active_calls": 4}, world.world(), create("main"))
    yield group("renamed, with a user and a pilot user", {"new_name": "main"}, seated(bare(), 1, 2, pilot=1), update("name"))
    yield Case("the target of a reroute is renamed", TRUNK_GROUP, {"name": "backup", "new_name": "spare"}, rich(), {**update("name", name="backup")})
    yield group("absent under its new name", {"new_name": "main", "state": "absent"}, main, delete("main"))


def values():
    """Lists and maps, by their parts."""
    for name, hosted, does in (
        ("reversed", HOSTED[::-1], {}),
        ("one removed", HOSTED[:1], update("users")),
        ("one more", [*HOSTED, userid(5)], update("users")),
        ("none", [], update("users")),
        ("null", None, update("users")),
        ("in one string", ",".join(HOSTED), {}),
    ):
        yield group(f"users, {name}", {"users": hosted}, rich(), does)
    yield group("users null and empty already", {"users": None}, bare(), {})

    sales = {"service_provider_id": "ACME_ENT", "group_id": "ACME_NYC", "name": "Sales"}
    field = {"service_provider_id": "ACME_ENT", "name": "Field"}
    of_enterprise = {"serviceProviderId": "ACME_ENT", "name": "Field"}
    for name, given, start, does in (
        ("other name", {**sales, "name": "Support"}, rich(), update("department")),
        ("name only", {"name": "Sales"}, rich(), {}),
        ("of the enterprise, equal", field, rich(department=of_enterprise), {}),
        ("of the enterprise, where there is none", field, bare(), update("department")),
        ("of the enterprise, where there is one of the group", field, rich(), update("department")),
        ("of the group, where there is one of the enterprise", sales, rich(department=of_enterprise), update("department")),
        ("without its service provider, where there is none", {"name": "Field"}, bare(), update("department")),
    ):
        yield group(f"department, {name}", {"department": given}, start, does)

    for name, given, does in (
        ("other device", {"device_level": "System", "device_name": "sbc-1"}, update("access_device")),
        ("other level", {"device_level": "System", "device_name": "acme-nyc-pbx"}, update("access_device")),
        ("equal", {"device_level": "Group", "device_name": "acme-nyc-pbx"}, {}),
    ):
        yield group(f"device, {name}", {"access_device": given}, rich(), does)
    yield group("device, equal while users are on the trunk group", as_task("access_device"), seated(rich(), 1), {})

    third = {**BACKUP, "name": "third"}
    start = rich()
    start["odin_trunk_groups"].append({**world.KEY, "name": "third", "maxActiveCalls": 1})
    for prefix in ("capacity_exceeded", "unreachable_destination", "call_forwarding_always"):
        key = f"{prefix}_reroute_trunk_group_key"
        yield group(f"{key}, equal", {key: BACKUP}, start, {})
        yield group(f"{key}, other", {key: third}, start, update(key))
    yield group(
        "all diversions cleared",
        {n: None for n in as_task() if n.endswith(("_action", "_forward_address", "_trunk_group_key"))},
        rich(),
        update(*(n for n in as_task() if n.endswith(("_action", "_forward_address", "_trunk_group_key")))),
    )
    yield group(
        "reroute in another group of the enterprise",
        {"unreachable_destination_action": "Reroute", "unreachable_destination_reroute_trunk_group_key": {**BACKUP, "group_id": "ACME_BOS"}},
        service(_with_boston(bare()), authorized=True, assigned=True),
        update("unreachable_destination_action", "unreachable_destination_reroute_trunk_group_key"),
    )

    yield group(
        "a number in a string attribute",
        {"otg_dtg_identity": 42, "prefix": "0042"},
        bare(otgDtgIdentity="42", prefix="0042"),
        {},
        {"odin_numeric_strings": "numbers"},
    )
    yield group("a pilot user", {"pilot_user_id": userid(1)}, seated(bare(), 1, 2), update("pilot_user_id"))
    yield group("another pilot user", {"pilot_user_id": userid(2)}, seated(bare(), 1, 2, pilot=1), update("pilot_user_id"))
    yield group("no pilot user any more", {"pilot_user_id": None}, seated(bare(), 1, pilot=1), update("pilot_user_id"))
    yield group("the pilot user stays", {"pilot_user_id": userid(1), "max_active_calls": 4}, seated(bare(), 1, pilot=1), update("max_active_calls"))
    yield group("replaced leaves the pilot user", {"max_active_calls": CALLS, "state": "replaced"}, seated(bare(), 1, pilot=1), {})


def _with_boston(state):
    state["odin_trunk_groups"].append({**world.BOSTON, "name": "backup", "maxActiveCalls": 1})
    return state


def secrets():
    """The password goes out when there is something new, or always when asked for."""
    stored = {"sipAuthenticationUserName": "7001", "sipAuthenticationPassword": "Stored-12345", "requireAuthentication": True}
    yield group("created with a password", {"max_active_calls": 2, "require_authentication": True, **PASSWORD}, world.world(), create())
    yield group("password differs, on_create", PASSWORD, bare(**stored), {})
    yield group("password differs, always", {**PASSWORD, "update_password": "always"}, bare(**stored), update("sip_authentication_password"), repeats=True)
    yield group("always, but none is given", {"sip_authentication_user_name": "7001", "update_password": "always"}, bare(**stored), {})
    yield group("user name for the first time", PASSWORD, bare(), update(*PASSWORD))
    yield group("user name changes", {**PASSWORD, "sip_authentication_user_name": "7002"}, bare(**stored), update("sip_authentication_user_name"))
    half = {"sipAuthenticationUserName": "7001"}
    yield group(
        "authentication comes, a user name is there",
        {"require_authentication": True, **PASSWORD},
        bare(**half),
        update("require_authentication", "sip_authentication_password"),
    )
    yield group("authentication goes", {"require_authentication": False}, bare(**stored), update("require_authentication"))


def capacities():
    """What a service provider and a group may have."""
    of_group, of_provider = "ACME_ENT/ACME_NYC", "ACME_ENT"

    def calls(name, params, start, does, switches=None):
        return Case(name, CAPACITY, params, start, does, switches or {})

    for drift in ({}, {"odin_integers": "strings"}):
        yield calls(f"of a group, equal {drift}", {"max_active_calls": 20, "bursting_max_active_calls": 5}, bare(), {}, drift)
        yield calls(f"of a group, raised {drift}", {"max_active_calls": 60}, bare(), update("max_active_calls", name=of_group, kind=CAPACITY), drift)
    yield calls("of a group, nothing mentioned", {}, bare(), {})
    yield calls("of a group, lowered", {"max_active_calls": CALLS}, bare(), update("max_active_calls", name=of_group, kind=CAPACITY))
    yield calls(
        "of a group, none", {"max_active_calls": 0}, {**world.world(), "odin_trunk_groups": []}, update("max_active_calls", name=of_group, kind=CAPACITY)
    )
    yield calls("of a group, bursting", {"bursting_max_active_calls": 10}, bare(), update("bursting_max_active_calls", name=of_group, kind=CAPACITY))
    unlimited = capacity(burstingMaxActiveCalls=-1, maxActiveCalls=-1)
    yield calls(
        "of a group, unlimited bursting",
        {"bursting_max_active_calls": "unlimited"},
        unlimited,
        update("bursting_max_active_calls", name=of_group, kind=CAPACITY),
    )
    yield calls("of a group, more than enough", {"max_active_calls": 5000}, unlimited, update("max_active_calls", name=of_group, kind=CAPACITY))
    provider = {"group_id": ...}
    for word in ("unlimited", "Unlimited", -1, "-1"):
        yield calls(f"of a provider, {word!r}", {**provider, "max_active_calls": word}, bare(), update("max_active_calls", name=of_provider, kind=CAPACITY))
        yield calls(f"of a provider, {word!r} already", {**provider, "max_active_calls": word, "bursting_max_active_calls": word}, unlimited, {})
    yield calls("of a provider, equal", {**provider, "max_active_calls": "60", "bursting_max_active_calls": 10}, bare(), {})
    yield calls("of a provider, raised", {**provider, "max_active_calls": 80}, bare(), update("max_active_calls", name=of_provider, kind=CAPACITY))
    yield calls("of a provider, limited again", {**provider, "max_active_calls": 30}, unlimited, update("max_active_calls", name=of_provider, kind=CAPACITY))
    yield calls(
        "of a provider, licence units", {**provider, "number_of_bursting_btlus": 7}, bare(), update("number_of_bursting_btlus", name=of_provider, kind=CAPACITY)
    )
    yield calls("of a provider, licence units the release lacks", {**provider, "number_of_bursting_btlus": 7}, bare(), {}, {"odin_release": "22"})


def services():
    """Authorised and assigned, how many, and not any more."""

    def trunking(name, params, start, *attributes, switches=None):
        return Case(name, SERVICE, params, start, update(*attributes, name="Trunk Group", kind=SERVICE) if attributes else {}, switches or {})

    boston = {"group_id": "ACME_BOS"}
    both = {"authorized": True, "assigned": True}
    yield trunking("there", {}, world.world())
    yield trunking("there, booleans are strings", {}, world.world(), switches={"odin_booleans": "strings", "odin_integers": "strings"})
    yield trunking("not there", boston, world.world(), "authorized", "assigned")
    yield trunking("authorised only", boston, service(authorized=True), "assigned")
    yield trunking("not there, with a quantity", {**boston, "quantity": 3}, world.world(), "authorized", "assigned", "quantity")
    yield trunking("quantity equal", {**boston, "quantity": 3}, service(quantity=3, **both))
    yield trunking("quantity differs", {**boston, "quantity": "5"}, service(quantity=3, **both), "quantity")
    yield trunking("quantity unlimited", {**boston, "quantity": "unlimited"}, service(quantity=3, **both), "quantity")
    yield trunking("quantity unlimited already", {**boston, "quantity": "unlimited"}, service(**both))
    yield trunking("quantity not mentioned", boston, service(quantity=3, **both))
    yield trunking("absent", {**boston, "state": "absent"}, service(**both), "authorized", "assigned")
    yield trunking("absent, authorised only", {**boston, "state": "absent"}, service(authorized=True), "authorized")
    yield trunking("absent already", {**boston, "state": "absent"}, world.world())


def users():
    """On a trunk group, the pilot's seat, and off again."""

    def seat(name, params, start, *attributes, number=1, switches=None):
        task = {"user_id": userid(number), **params}
        return Case(name, USER, task, start, update(*attributes, name=userid(number), kind=USER) if attributes else {}, switches or {})

    on = {"trunk_group": NAME, "line_port": "line1@acme.example.net"}
    yield seat("put on", on, bare(), "trunk_group", "line_port")
    yield seat("on already", on, seated(bare(), 1))
    for switches in ({"odin_booleans": "strings", "odin_integers": "strings", "odin_numeric_strings": "numbers", "odin_list": "data"}, {"odin_unset": "null"}):
        yield seat(f"on already, {switches}", {**on, "pilot": False}, seated(bare(), 1, 2, pilot=2), switches=switches)
    yield seat("put on as the pilot user", {**on, "pilot": True}, bare(), "trunk_group", "line_port", "pilot")
    yield seat("the pilot user already", {**on, "pilot": True}, seated(bare(), 1, pilot=1))
    yield seat("becomes the pilot user", {"pilot": True}, seated(bare(), 1), "pilot")
    yield seat("is not the pilot user any more", {"pilot": False}, seated(bare(), 1, pilot=1), "pilot")
    yield seat("pilot not mentioned", on, seated(bare(), 1, pilot=1))
    yield seat("other line", {"line_port": "other@acme.example.net"}, seated(bare(), 1), "line_port")
    yield seat("other line of the pilot user", {"line_port": "other@acme.example.net"}, seated(bare(), 1, pilot=1), "line_port")
    contacts = ["sip:192.0.2.1:5060", "sip:192.0.2.2:5060"]
    with_contacts = seated(bare(), 1, contacts=[{"sipContact": one} for one in contacts])
    yield seat("contacts", {**on, "contacts": contacts}, seated(bare(), 1), "contacts")
    yield seat("contacts in another order", {"contacts": contacts[::-1]}, with_contacts)
    yield seat("no contacts", {"contacts": []}, with_contacts, "contacts")
    yield seat("contacts not mentioned", {"line_port": "other@acme.example.net"}, with_contacts, "line_port")
    yield seat("moved", {"trunk_group": "backup"}, seated(bare(), 1), "trunk_group")
    yield seat("moved, pilot user here and nobody there", {"trunk_group": "backup", "pilot": False}, seated(bare(), 1, pilot=1), "trunk_group", "pilot")
    yield seat("moved, pilot user here and there", {"trunk_group": "backup", "pilot": True}, seated(bare(), 1, pilot=1), "trunk_group")
    yield seat("absent", {"state": "absent"}, seated(bare(), 1), "trunk_group", "line_port")
    yield seat("absent, with contacts", {"state": "absent"}, with_contacts, "trunk_group", "line_port", "contacts")
    yield seat("absent, the pilot user", {"state": "absent"}, seated(bare(), 1, 2, pilot=1), "trunk_group", "line_port", "pilot")
    yield seat("absent, off already", {"state": "absent"}, bare())
    yield seat("absent there, on there", {"state": "absent", "trunk_group": NAME}, seated(bare(), 1), "trunk_group", "line_port")
    yield seat("absent there, on elsewhere", {"state": "absent", "trunk_group": "backup"}, seated(bare(), 1))
    yield seat("absent there, that is gone", {"state": "absent", "trunk_group": "gone"}, seated(bare(), 1))
    yield seat("absent, nobody's", {"state": "absent"}, bare(), number=9)


# Cases in which the ways that a task can take have nothing to differ in: values that every way hands on as they are.
ALIKE = [*per_attribute(), *releases(), *existence(), *capacities(), *services(), *users()]
CASES = [*ALIKE, *nulls(), *whole(), *renaming(), *values(), *secrets()]
