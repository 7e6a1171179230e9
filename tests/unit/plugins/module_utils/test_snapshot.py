# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many tasks on one snapshot: what they ask the API, and that they end where tasks on their own end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, engine, odin
from ansible_collections.telecom.trunking.plugins.module_utils.errors import TrunkingError
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.snapshot import Snapshot
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import Tokens
from ansible_collections.telecom.trunking.tests.unit import odin_scenarios, odin_world, world

MODULES = {**carrierx.MODULES, **odin.MODULES}
LISTS = {"/endpoints", "/accesscontrol/rules", "/trunk_groups", "/phonenumber/dids"}
NUMBERS = [str(12125550100 + n) for n in range(40)]


def controls(module, params=()):
    defaults = {name: prop["default"] for name, prop in options(MODULES[module])["properties"].items() if "default" in prop and prop.get("x-control")}
    return {**defaults, **dict(params)}


@pytest.fixture
def snapshot(emulator):
    def make(read_only=False, width=8, **more):
        login = {"api_url": emulator.carrierx_url, "api_token": emulator.token, "max_concurrency": width, **more}
        return Snapshot(carrierx.CARRIERX.connect({**controls("endpoint"), **login}, read_only, set()))

    return make


@pytest.fixture
def at_odin(emulator):
    def make(read_only=False):
        login = {"api_url": emulator.odin_url, "api_username": "admin", "api_password": "admin-password", "max_concurrency": 8}
        return Snapshot(odin.ODIN.connect({**controls("odin_trunk_group"), **login}, read_only, set()))

    return make


def carried_out(api, module, check=False, **params):
    return engine.carry_out(MODULES[module], params, controls(module, params), api, check)


def tasks_of(n, timeout=250):
    """The tasks of a customer: eight objects, ten with its number and its handler's and ACL's group."""
    name = f"c{n:03}"
    acl = {"direction": "outbound", "access_control_rules": [f"{name}-one", f"{name}-two"], "voice_action_true": "reject403", "voice_action_false": "accept"}
    handler = {"url": f"https://screen.example.net/{name}", "direction": "outbound", "timeout": timeout}
    yield "endpoint", {"name": f"{name}-pbx", "addresses": [{"ip": f"192.0.2.{n}"}]}
    yield "access_control_rule", {"name": f"{name}-one", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}
    yield "access_control_rule", {"name": f"{name}-two", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1876"]}
    yield "trunk_group", {"name": f"{name}-voice", "acls": [acl], "external_handlers": [handler]}
    for trunk in ("a", "b"):
        yield "trunk", {"trunk_group": f"{name}-voice", "name": trunk, "endpoint": f"{name}-pbx", "in_capacity": 4}
    yield "did", {"phonenumber": NUMBERS[n], "trunk_group": f"{name}-voice"}


def all_of_them(api, count, check=False, timeout=250, width=8):
    """How many of the customers' tasks changed something, the customers side by side."""

    def one(n):
        return sum(carried_out(api, module, check, **params)["changed"] for module, params in tasks_of(n, timeout))

    with ThreadPoolExecutor(width) as pool:
        return sum(pool.map(one, range(count)))


def paths(emulator, method="GET"):
    return [request["path"].partition("/core/v2")[2] for request in emulator.requests() if request["method"] == method]


# Requests ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1, 8])
def test_a_fleet_costs_its_pages_and_its_writes(width, emulator, snapshot):
    assert all_of_them(snapshot(), 20, width=width) == 20 * 7
    assert set(paths(emulator)) == LISTS and len(paths(emulator)) == 4
    assert len(emulator.requests(writes=True)) == 20 * 7
    emulator.clear_requests()
    assert all_of_them(snapshot(read_only=True), 20, width=width) == 0
    assert sorted(paths(emulator)) == sorted(LISTS)
    assert emulator.requests(writes=True) == []
    emulator.clear_requests()
    assert all_of_them(snapshot(), 20, timeout=300, width=width) == 20
    assert len(paths(emulator)) == 4 and paths(emulator, "PATCH") == [path for path in paths(emulator, "PATCH") if path.startswith("/trunk_groups/")]
    assert len(emulator.requests(writes=True)) == 20


def test_every_page_is_read_once(emulator, snapshot):
    assert all_of_them(snapshot(), 5) == 35
    emulator.switches(page_limit_max=3)
    emulator.clear_requests()
    state = emulator.state()
    assert all_of_them(snapshot(), 5) == 0
    sizes = {"/endpoints": len(state["endpoints"]), "/accesscontrol/rules": len(state["rules"]), "/trunk_groups": 5, "/phonenumber/dids": 70}
    assert {path: paths(emulator).count(path) for path in LISTS} == {path: -(-size // 3) for path, size in sizes.items()}


def test_connections_are_kept_and_no_more_than_the_width(emulator, snapshot):
    all_of_them(snapshot(width=4), 20, width=4)
    assert len({request["client"] for request in emulator.requests()}) <= 4


def test_the_same_state_as_task_by_task(emulator, snapshot, task):
    all_of_them(snapshot(), 6)
    fleet = emulator.state()
    for n in range(6):
        for module, params in tasks_of(n):
            assert task(module, **params)["changed"] is False
    emulator.reset()
    for n in range(6):
        for module, params in tasks_of(n):
            assert task(module, **params)["changed"] is True
    for kind in ("endpoint", "access_control_rule", "did"):
        name = world.PLACES[kind][2]
        one, other = (sorted(item[name] for item in world.objects(state, kind).values()) for state in (fleet, emulator.state()))
        assert one == other
    assert [sorted(t["name"] for t in g["trunks"]) for g in fleet["trunk_groups"]] == [["a", "b"]] * 6
    emulator.clear_requests()
    assert all_of_them(snapshot(), 6) == 0


# What a listing does not show --------------------------------------------------------------------------------------------


def test_a_row_that_lacks_something_is_read_alone_once(emulator, snapshot):
    emulator.reset(world.world())
    api = snapshot()
    params = {"name": "acme-voice", "external_handlers": []}
    emulator.clear_requests()
    for _again in range(3):
        assert carried_out(api, "trunk_group", **params)["changed"] is False
    assert paths(emulator) == ["/trunk_groups", "/trunk_groups/tg.acme-1"]
    # Who does not ask for it does not pay for it.
    carried_out(api, "trunk_group", name="other-voice", routing_type="failover")
    assert len(paths(emulator)) == 2


def test_a_name_that_somebody_only_refers_to_is_not_read_alone(emulator, snapshot):
    emulator.reset(world.world())
    api = snapshot()
    carried_out(api, "did", phonenumber="12125550102", trunk_group="acme-voice")
    assert sorted(set(paths(emulator))) == ["/phonenumber/dids", "/trunk_groups"]


def test_what_is_not_there_is_told_without_asking_again(emulator, snapshot):
    api = snapshot()
    with pytest.raises(TrunkingError, match="there is no trunk group named nowhere"):
        carried_out(api, "trunk", trunk_group="nowhere", name="a")
    assert paths(emulator) == ["/trunk_groups"]


def test_a_group_that_does_not_list_its_trunks_is_asked_for_them(emulator, snapshot):
    emulator.reset(world.world())
    groups = [{name: value for name, value in group.items() if name != "trunks"} for group in emulator.state()["trunk_groups"]]
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": groups})
    api = snapshot()
    assert carried_out(api, "trunk", trunk_group="acme-voice", name="nyc")["changed"] is False
    assert carried_out(api, "trunk", trunk_group="acme-voice", name="new")["changed"] is True
    assert carried_out(api, "trunk", trunk_group="acme-voice", name="new")["changed"] is False
    assert paths(emulator).count("/trunk_groups/tg.acme-1/trunks") == 1


# What was written --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", ["before", "after"])
@pytest.mark.parametrize(("module", "path"), [("endpoint", "/endpoints$"), ("trunk", "/trunks$")])
def test_after_a_lost_answer_the_api_is_asked(cut, module, path, emulator, snapshot):
    emulator.fault(method="POST", path=path, cut=cut)
    api = snapshot(settle_timeout=0)
    params = {name: list(tasks_of(0))[n][1] for n, name in ((0, "endpoint"), (3, "trunk_group"), (4, "trunk"))}
    carried_out(api, "access_control_rule", **list(tasks_of(0))[1][1])
    carried_out(api, "access_control_rule", **list(tasks_of(0))[2][1])
    for name, wanted in params.items():
        assert carried_out(api, name, **wanted)["changed"] is True
    found = world.named(emulator.state(), module, params[module]["name"])
    assert len(found) == 1
    for name, wanted in params.items():
        assert carried_out(api, name, **wanted)["changed"] is False


@pytest.mark.parametrize(
    ("module", "path", "status", "asked"),
    [
        ("access_control_rule", "/accesscontrol/rules$", 403, ["/accesscontrol/rules"]),
        ("access_control_rule", "/accesscontrol/rules$", 500, ["/accesscontrol/rules"]),
        # Attributes that the listing leaves out are asked for by id.
        ("trunk_group", "/trunk_groups/", 500, ["/trunk_groups", "/trunk_groups/tg.acme-1"]),
    ],
)
def test_what_could_not_be_read_is_not_asked_for_again(module, path, status, asked, emulator, snapshot):
    emulator.reset(world.world())
    emulator.fault(path=path, status=status, times=None)
    api = snapshot(retries=0)
    params = {"trunk_group": {"name": "acme-voice", "external_handlers": []}, "access_control_rule": {"name": "x", "entries": []}}[module]
    told = []
    for _again in range(3):
        with pytest.raises(TrunkingError) as raised:
            carried_out(api, module, **params)
        told.append(raised.value.message)
    assert len(set(told)) == 1
    assert paths(emulator) == asked
    assert api.unreadable(MODULES[module]) is (len(asked) == 1)
    # The others are readable all the same.
    carried_out(api, "endpoint", name="acme-nyc")
    assert not api.unreadable(MODULES["endpoint"])


def test_what_a_service_brings_is_asked_for_again_when_it_is_assigned(emulator, at_odin):
    emulator.reset(odin_scenarios.empty())
    api = at_odin()
    (service, assigned), (capacity, calls) = odin_scenarios.ONBOARDING[1], ("odin_call_capacity", {**odin_scenarios.BOSTON, "max_active_calls": 8})
    for _again in range(2):
        with pytest.raises(TrunkingError):
            carried_out(api, capacity, **odin_world.in_place(calls))
    assert [request["path"].rpartition("/")[2] for request in emulator.requests()].count("call-capacity") == 1
    assert carried_out(api, service, **odin_world.in_place(assigned))["changed"] is True
    assert carried_out(api, capacity, **odin_world.in_place(calls))["changed"] is True


def test_an_object_that_nobody_looks_at_is_not_in_the_result(emulator, snapshot):
    params = {"name": "acme-pbx"}
    result = engine.carry_out(MODULES["endpoint"], params, controls("endpoint", params), snapshot(), show=False)
    assert "endpoint" not in result
    assert result["changed"] is True
    assert carried_out(snapshot(), "endpoint", **params)["endpoint"]["name"] == "acme-pbx"


def test_a_failure_of_a_moment_does_not_decide_whether_a_lost_object_is_there(emulator, snapshot):
    rule = {"name": "shared", "field": "called", "operation": "prefix", "quantifier": "any", "entries": ["1900"]}
    api = snapshot(retries=0, settle_timeout=0)
    carried_out(api, "endpoint", name="first")
    api.find(MODULES["access_control_rule"], "shared")
    emulator.fault({"method": "POST", "path": "/accesscontrol/rules$", "cut": "after"}, {"method": "GET", "path": "/accesscontrol/rules$", "status": 503})
    with pytest.raises(TrunkingError):
        carried_out(api, "access_control_rule", **rule)
    assert carried_out(api, "access_control_rule", **rule)["changed"] is False
    assert len(world.named(emulator.state(), "access_control_rule", "shared")) == 1


def test_an_error_that_is_told_again_has_no_facts_of_others(emulator, snapshot):
    emulator.fault(path="/endpoints$", status=403, times=None)
    api = snapshot()
    for facts in ({"operations_done": [1]}, {}):
        with pytest.raises(TrunkingError) as raised:
            api.all(MODULES["endpoint"])
        assert "operations_done" not in raised.value.facts
        assert raised.value.facts["status"] == 403
        raised.value.facts.update(facts)


def test_names_follow_what_is_written(emulator, snapshot):
    emulator.reset(world.world())
    api = snapshot()
    assert carried_out(api, "trunk", trunk_group="acme-voice", name="nyc", state="absent")["changed"] is True
    assert carried_out(api, "trunk", trunk_group="acme-voice", name="nyc", state="absent")["changed"] is False
    assert carried_out(api, "trunk", trunk_group="acme-voice", name="lax", state="absent")["changed"] is True
    # Nothing refers to it any more, and the snapshot knows.
    assert carried_out(api, "endpoint", name="acme-nyc", state="absent")["changed"] is True
    assert carried_out(api, "trunk_group", trunk_group_sid="tg.acme-1", name="renamed")["changed"] is True
    assert carried_out(api, "trunk_group", name="renamed", routing_type="failover")["changed"] is False


def test_who_refers_to_something_is_known_after_writes(emulator, snapshot):
    emulator.reset(world.world())
    api = snapshot()
    with pytest.raises(TrunkingError, match="still used by trunk group acme-voice"):
        carried_out(api, "endpoint", name="acme-nyc", state="absent")
    carried_out(api, "endpoint", name="late")
    carried_out(api, "trunk", trunk_group="other-voice", name="late", endpoint="late")
    with pytest.raises(TrunkingError, match="still used by trunk group other-voice"):
        carried_out(api, "endpoint", name="late", state="absent")
    carried_out(api, "trunk", trunk_group="other-voice", name="late", endpoint=None)
    assert carried_out(api, "endpoint", name="late", state="absent")["changed"] is True


# BroadWorks --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", [True, False])
def test_the_life_of_a_customer_at_odin(check, emulator, at_odin):
    emulator.reset(odin_scenarios.empty())
    api = at_odin(check)
    for module, params in odin_scenarios.ONBOARDING:
        names = odin_scenarios.planned(module)
        result = carried_out(api, module, check, **odin_world.in_place(params), **({"planned": names} if names else {}))
        assert result["changed"] is True, (module, params)
    if check:
        assert [request for request in emulator.requests(writes=True) if "/auth/" not in request["path"]] == []
        return
    for module, params in odin_scenarios.ONBOARDING:
        assert carried_out(api, module, **odin_world.in_place(params))["changed"] is False, (module, params)
        assert carried_out(at_odin(), module, **odin_world.in_place(params))["changed"] is False, (module, params)
    for module, params in odin_scenarios.OFFBOARDING:
        assert carried_out(api, module, **odin_world.in_place(params))["changed"] is True, (module, params)


def test_places_do_not_mix(emulator, at_odin):
    emulator.reset(odin_world.bare())
    api = at_odin()
    there = {"service_provider_id": "ACME_ENT", "group_id": "ACME_NYC", "name": odin_world.NAME, "max_active_calls": odin_world.CALLS}
    assert carried_out(api, "odin_trunk_group", **there)["changed"] is False
    elsewhere = {**there, "service_provider_id": "OTHER_SP", "group_id": "OTHER_GRP"}
    assert carried_out(api, "odin_trunk_group", **elsewhere)["changed"] is True
    assert carried_out(api, "odin_trunk_group", **elsewhere)["changed"] is False
    assert carried_out(api, "odin_trunk_group", **there)["changed"] is False


def test_one_login_for_all_threads(emulator, at_odin, monkeypatch):
    emulator.reset(odin_world.bare())
    monkeypatch.setattr(odin, "TOKENS", Tokens())
    api = at_odin()
    there = {"service_provider_id": "ACME_ENT", "group_id": "ACME_NYC"}
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: carried_out(api, "odin_trunk_user", user_id=odin_world.userid(n % 6 + 1), **there), range(24)))
    assert not any(result["changed"] for result in results)
    assert len([request for request in emulator.requests() if request["path"].endswith("/auth/token")]) == 1
    assert api.client.stats.requests == len(emulator.requests())


@pytest.mark.parametrize("around", [{"total": 2}, {"total": "2"}, {"total": 2.0}], ids=str)
def test_a_list_shorter_than_it_says_is_not_whole(around, emulator, snapshot):
    emulator.fault(method="GET", path="/trunk_groups$", body={"items": [{"trunk_group_sid": "tg.9", "name": "ninth", "trunks": []}], **around})
    api, kind = snapshot(), carrierx.CARRIERX.kinds["trunk_group"]
    assert [one["name"] for one in api.all(kind)] == ["ninth"]
    assert api.short(kind) == (1, 2)


def test_a_list_that_got_shorter_while_it_was_read_is_not_whole(emulator, snapshot):
    """What moves up by one from the page that comes next to the one that was read is seen by nobody."""
    for n, total in enumerate((3, 2)):
        items = [{"trunk_group_sid": f"tg.{n}", "name": f"g{n}", "trunks": []}]
        emulator.fault(method="GET", path="/trunk_groups$", body={"items": items, "has_more": n == 0, "offset": n, "total": total}, after=n)
    api, kind = snapshot(), carrierx.CARRIERX.kinds["trunk_group"]
    assert [one["name"] for one in api.all(kind)] == ["g0", "g1"]
    assert api.short(kind) == (2, 3)


def test_what_a_forecast_has_told_to_be_gone_is_gone_for_every_read(emulator, snapshot):
    kind, [there] = carrierx.CARRIERX.kinds["endpoint"], carried_out(snapshot(), "endpoint", name="one")["operations"]
    api = snapshot()
    [one] = api.find(kind, there["name"])
    with api.forecast():
        carried_out(api, "endpoint", True, name="one", state="absent")
        assert (api.find(kind, "one"), api.get(kind, one[kind.id]), api.alone(kind, one[kind.id])) == ([], None, None)
        assert one[kind.id] not in [item[kind.id] for item in api.all(kind)]
    assert api.get(kind, one[kind.id]) and api.find(kind, "one")
