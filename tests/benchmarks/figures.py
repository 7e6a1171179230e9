# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked for, and how far what was measured meets it. Pure.

A row is one process: ``way``, ``what``, ``customers`` (hosts, where there are no customers), ``latency_ms``, ``seconds``, ``cpu`` seconds, peak
``megabytes``, ``reads`` and ``writes``.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

MOST, LEAST = "at most", "at least"

# The world in which ratios to other ways are taken.
LATENCY = 20


@dataclass(frozen=True)
class Target:
    """A figure to reach.

    :ivar side: whether ``limit`` is the most or the least.
    """

    name: str
    text: str
    limit: float
    side: str

    def met(self, value):
        """Whether a value reaches it. One that was not measured does not."""
        return value is not None and (value <= self.limit if self.side == MOST else value >= self.limit)


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    :ivar customers: numbers of customers, from few to many. All ways are compared at the first, fleet and script at all.
    :ivar hosts: of the single task.
    :ivar largest: customers to gather and plan, compared with a tenth of them.
    """

    customers: tuple
    hosts: int
    largest: int


def targets(sizes):
    """The figures to reach. The limits are meant for full sizes, smaller ones give a hint."""
    few, many = sizes.customers[0], sizes.customers[-1]
    return (
        Target("create_to_script", f"create, N = {many}: fleet / script", 1.15, MOST),
        Target("noop_to_script", f"no-op, N = {many}: (fleet - empty playbook) / script", 2.5, MOST),
        Target("requests_over_minimum", f"create, N = {many}: requests beyond pages, writes, read-backs", 0, MOST),
        Target("uri_to_fleet_create", f"create, N = {few}: uri / fleet", 25, LEAST),
        Target("uri_to_fleet_noop", f"no-op, N = {few}: uri / fleet", 25, LEAST),
        Target("uri_to_role_create", f"create, N = {few}: uri / role", 8, LEAST),
        Target("uri_to_trunk_group", f"one no-op task, {sizes.hosts} hosts: uri GET / trunk_group", 8, LEAST),
        Target("growth", f"gather and plan: N = {sizes.largest} / N = {sizes.largest // 10}", 11, MOST),
        Target("growth_megabytes", f"gather and plan, N = {sizes.largest}: peak memory, MB", 500, MOST),
    )


def median(rows, way, what, customers, latency=LATENCY, column="seconds"):
    """The median of a column over the rounds, None if there was none."""
    values = [row[column] for row in rows if (row["way"], row["what"], row["customers"], row["latency_ms"]) == (way, what, customers, latency)]
    return statistics.median(values) if values else None


def ratio(one, other):
    """None where one of them was not measured."""
    return None if one is None or not other else round(one / other, 2)


def figures(rows, sizes, odin):
    """``{name of the target: value}``, None where nothing was measured.

    :param odin: how many of the largest number of customers are BroadWorks': each of their services is one row of an array, which is read back.
    """

    def seconds(way, what, customers, latency=LATENCY):
        return median(rows, way, what, customers, latency)

    def requests(way):
        counts = [median(rows, way, "create", many, column=column) for column in ("reads", "writes")]
        return None if None in counts else sum(counts)

    def both(customers):
        taken = [seconds("fleet", what, customers, 0) for what in ("plan", "gather")]
        return None if None in taken else sum(taken)

    def less(value, part):
        return None if None in (value, part) else value - part

    few, many = sizes.customers[0], sizes.customers[-1]
    memory = [row["megabytes"] for row in rows if row["customers"] == sizes.largest and row["what"] in ("plan", "gather")]
    return {
        "create_to_script": ratio(seconds("fleet", "create", many), seconds("script", "create", many)),
        "noop_to_script": ratio(less(seconds("fleet", "noop", many), seconds("empty", "noop", many)), seconds("script", "noop", many)),
        "requests_over_minimum": less(less(requests("fleet"), requests("script")), odin),
        "uri_to_fleet_create": ratio(seconds("uri", "create", few), seconds("fleet", "create", few)),
        "uri_to_fleet_noop": ratio(seconds("uri", "noop", few), seconds("fleet", "noop", few)),
        "uri_to_role_create": ratio(seconds("uri", "create", few), seconds("role", "create", few)),
        "uri_to_trunk_group": ratio(seconds("uri GET", "task", sizes.hosts, 0), seconds("trunk_group", "task", sizes.hosts, 0)),
        "growth": ratio(both(sizes.largest), both(sizes.largest // 10)),
        "growth_megabytes": max(memory, default=None),
    }


def table(wanted, values):
    """Lines for people.

    :param wanted: ``Target``s.
    :param values: what ``figures`` gives.
    """
    lines = [f"{'figure':68}{'measured':>10}   {'asked for'}"]
    for target in wanted:
        value = values[target.name]
        lines.append(
            f"{target.text:68}{'-' if value is None else f'{value:g}':>10}   {target.side} {target.limit:g}{'' if target.met(value) else '  MISSED'}"
        )
    return lines


def medians(rows):
    """One row for each thing that was measured, with the medians of its rounds and their number."""
    found = {}
    for row in rows:
        found.setdefault((row["way"], row["what"], row["customers"], row["latency_ms"]), []).append(row)
    columns = ("seconds", "cpu", "megabytes", "reads", "writes")
    return [
        {
            **dict(zip(("way", "what", "customers", "latency_ms"), key)),
            **{column: statistics.median(row[column] for row in group) for column in columns},
            "rounds": len(group),
        }
        for key, group in found.items()
    ]
