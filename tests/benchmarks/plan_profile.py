# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the seconds of a plan go: what the module `customers` does in check mode, in one thread and under Python's profiler.

    python -m tests.benchmarks.plan_profile documents.json FILE

Writes the functions to FILE, the dearest first, and prints as JSON how the time is shared among the parts of the collection. The profiler makes
everything slower, the shares stay about what they are.
"""

from __future__ import annotations

import cProfile
import datetime
import io
import json
import pstats
import sys
from collections import Counter
from pathlib import Path

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.telecom.trunking.plugins.action.customers import ARGUMENTS
from ansible_collections.telecom.trunking.plugins.module_utils import documents, fleet
from ansible_collections.telecom.trunking.plugins.module_utils.sections import LAYOUTS
from ansible_collections.telecom.trunking.plugins.module_utils.snapshot import Snapshot
from ansible_collections.telecom.trunking.plugins.module_utils.stages import Terms

# The parts, by how the paths of their files end or what they contain. What is in none of them is somebody else's.
PARTS = {
    "schema of the documents": ("fitting.py", "validation.py"),
    "documents to plans": ("documents.py", "fraud.py", "states.py", "policy/"),
    "stages and steps": ("stages.py", "fleet.py"),
    "comparing": ("compare.py", "plan.py", "engine.py", "directory.py", "options.py"),
    "what was read": ("snapshot.py", "carrierx.py", "odin.py"),
    "requests": ("client.py", "requests/", "urllib3/", "http/", "email/", "socket.py", "json/"),
}


class InOneThread:
    """Has of a pool of threads what ``fleet.Run`` needs, so that one profiler sees it all."""

    def __init__(self, width):
        self.map = map

    def __enter__(self):
        return self

    def __exit__(self, *what):
        return False


def plan(config):
    """The customers of a run in check mode."""
    options = ArgumentSpecValidator(ARGUMENTS).validate({}).validated_parameters
    today, terms = datetime.date.today(), Terms(False, {})
    prepared = [fleet.prepared(one["customer"]["id"], documents.plan(one, today), "merged", terms) for one in config]
    secrets = set()
    apis = {name: Snapshot(LAYOUTS[name].provider.connect({**options[name], "max_concurrency": 1}, True, secrets)) for name in LAYOUTS}
    return fleet.Run(apis, check_mode=True, width=1, keep_diff=False, secrets=secrets).carry_out(prepared)


def shares(stats):
    """``{part: seconds}`` of the time inside the functions of each part; builtins count for who calls them."""
    found = Counter()
    for (path, _line, _name), (_calls, _all, own, _cumulative, callers) in stats.items():
        if path == "~":
            for (caller, _caller_line, _caller_name), (_count, _primitive, own_here, _all_here) in callers.items():
                found[part(caller)] += own_here
        else:
            found[part(path)] += own
    return {name: round(seconds, 2) for name, seconds in found.most_common()}


def part(path):
    """The part that a file belongs to."""
    return next((name for name, ends in PARTS.items() if any(f"/{end}" in path for end in ends)), "the rest of Python")


def main(path, report):
    config = json.loads(Path(path).read_text(encoding="utf-8"))
    fleet.ThreadPoolExecutor = InOneThread
    profiler = cProfile.Profile()
    customers = profiler.runcall(plan, config)
    wrong = [customer for customer in customers if customer.error]
    if wrong:
        sys.exit(f"{len(wrong)} customers could not be planned: {wrong[0].name}: {wrong[0].error.message}")
    text = io.StringIO()
    stats = pstats.Stats(profiler, stream=text)
    stats.sort_stats("tottime").print_stats(40)
    stats.sort_stats("cumulative").print_stats(60)
    Path(report).write_text(text.getvalue(), encoding="utf-8")
    json.dump({"customers": len(config), "seconds": shares(stats.stats)}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
