# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmark makes of what it has measured."""

from __future__ import annotations

import pytest

from ansible_collections.telecom.trunking.tests.benchmarks import figures

SIZES = figures.Sizes((20, 1000), 100, 10000)


def row(way, what, customers, seconds, latency=20, megabytes=60, reads=0, writes=0):
    where = {"way": way, "what": what, "customers": customers, "latency_ms": latency}
    return {**where, "seconds": seconds, "cpu": seconds / 2, "megabytes": megabytes, "reads": reads, "writes": writes}


ROWS = [
    # Three rounds, one of them disturbed.
    *(row("fleet", "create", 1000, seconds, reads=404, writes=6600) for seconds in (21, 90, 22)),
    *(row("script", "create", 1000, seconds, reads=304, writes=6600) for seconds in (20, 20, 70)),
    row("fleet", "noop", 1000, 5),
    row("script", "noop", 1000, 2),
    row("empty", "noop", 1000, 1),
    *(row("fleet", what, 20, 2) for what in ("create", "noop")),
    row("uri", "create", 20, 80),
    row("uri", "noop", 20, 40),
    row("role", "create", 20, 8),
    row("trunk_group", "task", 100, 4, latency=0),
    row("uri GET", "task", 100, 36, latency=0),
    *(row("fleet", what, 1000, 5, latency=0) for what in ("plan", "gather")),
    row("fleet", "plan", 10000, 55, latency=0, megabytes=450),
    row("fleet", "gather", 10000, 45, latency=0, megabytes=480),
]

EXPECTED = {
    "create_to_script": 1.1,
    "noop_to_script": 2.0,
    "requests_over_minimum": 0,
    "uri_to_fleet_create": 40.0,
    "uri_to_fleet_noop": 20.0,
    "uri_to_role_create": 10.0,
    "uri_to_trunk_group": 9.0,
    "growth": 10.0,
    "growth_megabytes": 480,
}


def test_figures_come_from_the_medians():
    assert figures.figures(ROWS, SIZES, odin=100) == EXPECTED


def test_what_was_not_measured_is_no_figure_and_not_met():
    values = figures.figures([], SIZES, odin=100)
    assert set(values.values()) == {None}
    assert not any(target.met(values[target.name]) for target in figures.targets(SIZES))


def test_every_figure_has_a_target():
    assert {target.name for target in figures.targets(SIZES)} == EXPECTED.keys()


@pytest.mark.parametrize(
    ("side", "value", "met"), [(figures.MOST, 8, True), (figures.MOST, 8.01, False), (figures.LEAST, 8, True), (figures.LEAST, 7.99, False)]
)
def test_a_limit_is_met_when_it_is_reached(side, value, met):
    assert figures.Target("name", "text", 8, side).met(value) is met


def test_the_table_says_what_was_missed():
    lines = figures.table(figures.targets(SIZES), EXPECTED)
    assert len(lines) == 1 + len(EXPECTED)
    assert [line for line in lines if "MISSED" in line] == [f"{'no-op, N = 20: uri / fleet':68}{'20':>10}   at least 25  MISSED"]


def test_rounds_become_one_line():
    [fleet] = [one for one in figures.medians(ROWS) if (one["way"], one["what"], one["customers"]) == ("fleet", "create", 1000)]
    assert (fleet["seconds"], fleet["cpu"], fleet["rounds"], fleet["writes"]) == (22, 11, 3, 6600)
