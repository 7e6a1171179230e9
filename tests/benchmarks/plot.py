# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time against the number of customers, as a picture."""

from __future__ import annotations

from matplotlib.figure import Figure

from tests.benchmarks.figures import LATENCY

# Colour and mark of each way, told apart without colours as well.
WAYS = {"fleet": ("#1f6fb4", "o", "-"), "script": ("#444444", "s", "--"), "role": ("#2a8f4f", "^", "-"), "uri": ("#c0392b", "D", "-")}
LABELS = {
    "fleet": "customers, one task",
    "script": "hand-written script, the limit",
    "role": "role onboarding, customers as hosts",
    "uri": "ansible.builtin.uri, customers as hosts",
}


def draw(medians, path):
    """Write the picture.

    :param medians: what ``figures.medians`` gives.
    """
    figure = Figure(figsize=(11, 5), layout="constrained")
    for axes, (what, title) in zip(figure.subplots(1, 2, sharey=True), (("create", "Create"), ("noop", "Nothing to do"))):
        sizes = set()
        for way, (colour, mark, line) in WAYS.items():
            points = sorted((row["customers"], row["seconds"]) for row in medians if (row["way"], row["what"], row["latency_ms"]) == (way, what, LATENCY))
            if points:
                sizes.update(count for count, _seconds in points)
                axes.plot(*zip(*points), color=colour, marker=mark, linestyle=line, label=LABELS[way])
        empty = [row["seconds"] for row in medians if (row["way"], row["latency_ms"]) == ("empty", LATENCY)]
        if empty:
            axes.axhline(min(empty), color="#999999", linestyle=":", label="empty playbook")
        axes.set(title=title, xlabel="customers", xscale="log", yscale="log")
        axes.set_xticks(sorted(sizes), labels=[f"{count:,}" for count in sorted(sizes)])
        axes.set_xticks([], minor=True)
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(alpha=0.3, which="both")
    figure.axes[0].set_ylabel("seconds")
    lines = {label: line for axes in figure.axes for line, label in zip(*axes.get_legend_handles_labels())}
    # Below both: inside of one it may lie upon a point.
    figure.legend(lines.values(), lines, loc="outside lower center", ncols=len(lines), fontsize="small")
    figure.suptitle(f"Whole processes, {LATENCY} ms for each answer, a tenth of the customers at BroadWorks")
    figure.savefig(path, dpi=120)
