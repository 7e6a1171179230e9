# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading lists: the envelope, pages, order, filter (section 3)."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.emulator.carrierx import filters, seed
from ansible_collections.telecom.trunking.tests.emulator.carrierx.store import Collection

DEFAULT_LIMITS = {
    "/partners": 10, "/accesscontrol/rules": 10, "/endpoints": 1000, "/trunk_groups": 10, "/trunk_groups/g/trunks": 1000,
    "/phonenumber/dids": 10, "/phonenumber/available_dids": 10, "/batch/tasks": 10}


@pytest.mark.parametrize("path", DEFAULT_LIMITS)
def test_the_envelope(api, path):
    api.load(trunk_groups=[{"trunk_group_sid": "g"}])
    body = api.get(path)
    assert set(body) == {"count", "has_more", "items", "limit", "offset", "pagination", "total"}
    assert (body["limit"], body["offset"], body["has_more"], body["pagination"]) == (DEFAULT_LIMITS[path], 0, False, {})
    assert body["count"] == len(body["items"])
    assert body["total"] == (None if "available" in path else body["count"])


def test_pages_are_followed_to_the_end(api):
    api.load(trunk_groups=[{"name": f"g{n:04}"} for n in range(2345)])
    path, found, sizes = "/trunk_groups?with_trunks=true&limit=1000", [], []
    while path:
        body = api.get(path)
        assert body["total"] == 2345
        found += [one["name"] for one in body["items"]]
        assert all("trunks" in one for one in body["items"])
        sizes.append((body["count"], body["offset"]))
        following = body["pagination"].get("next")
        assert (following is not None) is body["has_more"]
        path = following and following.removeprefix("http://testserver/core/v2")
    assert sizes == [(1000, 0), (1000, 1000), (345, 2000)]
    assert len(set(found)) == 2345
    assert found != sorted(found), "lists must not look as if they were in the order of creation"


def test_the_next_page_keeps_the_other_arguments(api):
    api.load(trunk_groups=[{"name": "a b"}, {"name": "a b"}])
    following = api.get('/trunk_groups?offset=0&filter=name eq "a b"&limit=1&with_trunks=true')["pagination"]["next"]
    assert following == "http://testserver/core/v2/trunk_groups?filter=name+eq+%22a+b%22&with_trunks=true&limit=1&offset=1"
    assert api.names(following.removeprefix("http://testserver/core/v2")) == ["a b"]


def test_a_limit_above_the_maximum_is_lowered_to_it(api):
    assert api.get("/trunk_groups?limit=5000")["limit"] == 1000


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=x", "offset=-1", "offset=x", "order=nothing", "order=name sideways"])
def test_400_for_arguments_that_make_no_sense(api, query):
    api.get(f"/trunk_groups?{query}", 400)


def test_an_offset_behind_the_end_is_an_empty_page(api):
    body = api.get("/accesscontrol/rules?offset=50")
    assert (body["items"], body["has_more"], body["total"]) == ([], False, 2)


def test_order(api):
    api.load(trunk_groups=[{"name": name, "hard_failure_threshold": n} for n, name in enumerate("bca")])
    assert api.names("/trunk_groups?order=name") == ["a", "b", "c"]
    assert api.names("/trunk_groups?order=name+desc") == ["c", "b", "a"]
    assert api.names("/trunk_groups?order=hard_failure_threshold asc") == ["b", "c", "a"]
    assert sorted(api.names("/trunk_groups?order=shuffle")) == ["a", "b", "c"]
    assert api.get("/endpoints?order=cps_limit")["count"] == 2, "nulls can be ordered too"


def test_unknown_arguments_are_ignored(api):
    assert api.get("/accesscontrol/rules?includeFields=name&whatever=1")["count"] == 2


GROUPS = [
    {"name": "alpha", "hard_failure_threshold": 3, "routing_data": {"k": "v"}, "trunks": [{"name": "t1", "in_capacity": 5}, {"name": "t2"}]},
    {"name": "beta gamma", "hard_failure_threshold": 10, "trunks": [{"name": "t3", "allow_transfer": True}]},
    {"name": "N/A", "soft_failure_codes": "", "acls": [{"access_control_rules": ["r1", "r2"]}]},
]


@pytest.mark.parametrize("source, names", [
    ("name eq alpha", ["alpha"]),
    ("name eq 'beta gamma'", ["beta gamma"]),
    ('name eq "beta gamma"', ["beta gamma"]),
    ('name eq "N/A"', ["N/A"]),
    ("name eq Alpha", []),
    ("name eq null", []),
    ("name ne alpha", ["N/A", "beta gamma"]),
    ('name like "%a"', ["alpha", "beta gamma"]),
    ('name like "b%mm%"', ["beta gamma"]),
    ("hard_failure_threshold gt 3", ["beta gamma"]),
    ("hard_failure_threshold ge 3", ["N/A", "alpha", "beta gamma"]),
    ("hard_failure_threshold lt 10", ["N/A", "alpha"]),
    ("hard_failure_threshold le 10 and name gt b", ["beta gamma"]),
    ("trunks.name eq t1", ["alpha"]),
    ("trunks.allow_transfer eq false", ["alpha"]),
    ("trunks.in_capacity eq 5 and trunks.name eq t2", ["alpha"]),
    ("acls.access_control_rules eq r2", ["N/A"]),
    ("routing_data.k eq v", ["alpha"]),
    ("routing_data eq null", ["N/A", "beta gamma"]),
    ('soft_failure_codes eq ""', ["N/A"]),
    ("name eq alpha and name eq 'beta gamma'", []),
])
def test_filter(api, source, names):
    api.load(trunk_groups=GROUPS)
    assert sorted(api.names("/trunk_groups", params={"filter": source})) == names


def test_filter_by_other_attributes_of_other_kinds(api):
    api.load(endpoints=[{"name": "e", "addresses": [{"ip": "192.0.2.1"}, {"ip": "192.0.2.2"}]}, {"name": "h", "properties": {"login": "user name"}}])
    assert api.names('/endpoints?filter=addresses.ip+eq+"192.0.2.2"') == ["e"]
    assert api.names('/endpoints?filter=properties.login eq "user name"') == ["h"]
    api.load(dids=[{"phonenumber": "12125550100", "trunk_group_sid": "g"}, {"phonenumber": "12125550101"}])
    assert [one["phonenumber"] for one in api.get("/phonenumber/dids?trunk_group_sid=g")["items"]] == ["12125550100"]
    assert api.get("/phonenumber/dids?trunk_group_sid=h")["items"] == []


@pytest.mark.parametrize("source", [
    "", "name", "name eq", "name eq a and", "name eq a or name eq b", "not name eq a", "(name eq a)", "name eq a b", "name in a", "nothing eq a",
    "name.first eq a", "trunks eq a", "trunks.nothing eq a", 'name eq "a', '"name" eq a', "name 'eq' a", 'name eq a "and" name eq a', "_group eq a"])
def test_400_for_a_filter_that_the_language_has_not(api, source):
    answer = api.call("GET", "/trunk_groups", params={"filter": source})
    assert answer.status_code == 400 and answer.json()["message"].startswith("filter")


def test_quotes_protect_the_other_kind_of_quotes():
    assert filters.parse("name eq 'say \"hi\"'")[0].text == 'say "hi"'


def test_the_index_finds_what_a_full_scan_finds(api):
    api.load(trunk_groups=[{"name": f"g{n % 7}", "trunk_group_sid": str(n)} for n in range(50)])
    api.patch("/trunk_groups/8", {"name": "moved"})
    api.delete("/trunk_groups/15")
    for name in ("g1", "moved", "g0"):
        by_index = api.get(f"/trunk_groups?limit=99&filter=name eq {name}")["items"]
        by_scan = [one for one in api.get("/trunk_groups?limit=99")["items"] if one["name"] == name]
        assert by_index == by_scan


def test_a_collection_lags_only_in_lists(clock):
    things = Collection("sid", "name")
    things.put({"sid": "1", "name": "old"})
    things.put({"sid": "2", "name": "gone"})
    things.lag = 1.0
    things.put({"sid": "1", "name": "new"})
    clock.step(0.6)
    things.put({"sid": "1", "name": "newer"})
    things.put({"sid": "3", "name": "fresh"})
    things.drop("2")
    assert things.get("1")["name"] == "newer" and things.get("2") is None
    assert [one["name"] for one in things.listed()] == ["old", "gone"]
    assert things.listed_by("name", "fresh") == [] and things.listed_by("name", "gone") == [{"sid": "2", "name": "gone"}]
    clock.step(0.6)
    assert [one["name"] for one in things.listed()] == ["new", "gone"]
    clock.step(0.6)
    assert [one["name"] for one in things.listed()] == ["newer", "fresh"]


def test_with_related_adds_the_partner(api):
    api.load(trunk_groups=[{"trunk_group_sid": "g"}], endpoints=[{"endpoint_sid": "e"}], dids=[{"did_sid": "d"}])
    for path in ("/trunk_groups", "/endpoints", "/phonenumber/dids"):
        assert all("partner" not in one for one in api.get(path)["items"])
        for one in api.get(f"{path}?with_related=true")["items"]:
            assert one["partner"]["partner_sid"] == one["partner_sid"] and "password" not in one["partner"]
    for path in ("/trunk_groups/g", "/endpoints/e", "/phonenumber/dids/d"):
        assert "partner" not in api.get(path)
        assert api.get(f"{path}?with_related=true")["partner"]["partner_sid"] == seed.TELCO
