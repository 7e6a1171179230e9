# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection costs, beside other ways to the same end. Whole processes against the emulator on this machine, taking turns.

    make bench            20 to 1,000 customers, 100 hosts, 10,000 documents: twenty minutes
    make bench QUICK=1    10 customers, 20 hosts, 1,000 documents, one round: two minutes

A table, `build/bench.json` with everything that was measured, `build/bench.png` with time against the number of customers, and
`build/bench/plan-profile.txt`. Ratios are what counts, seconds depend on the machine and on what else it does.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

from tests.benchmarks import estate, figures, fleet, inventory, tasks
from tests.emulator.spawn import COLLECTION, running

BUILD = COLLECTION / "build" / "bench"
FULL, QUICK = figures.Sizes((20, 100, 1000), 100, 10000), figures.Sizes((10,), 20, 1000)


def collections(name, with_actions):
    """A collections folder with the plugins, with or without the shell that runs them in process."""
    root = BUILD / name
    shutil.rmtree(root, ignore_errors=True)
    home = root / "ansible_collections" / "telecom" / "trunking"
    shutil.copytree(COLLECTION / "plugins", home / "plugins", ignore=shutil.ignore_patterns("__pycache__", *([] if with_actions else ["action"])))
    for part in ("galaxy.yml", "meta", "playbooks", "roles"):
        source = COLLECTION / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, home / part)
    return root


def versions():
    told = subprocess.run([sys.executable, "-m", "ansible", "playbook", "--version"], capture_output=True, text=True, check=False).stdout
    return {"python": sys.version.split()[0], "ansible-core": re.search(r"core ([\w.]+)", told)[1], "cpus": os.cpu_count()}


def main(quick):
    sizes = QUICK if quick else FULL
    BUILD.mkdir(parents=True, exist_ok=True)
    both, modules = collections("both", True), collections("modules", False)
    with running() as emulator:
        rows = tasks.main(emulator, BUILD, both, modules, sizes.hosts, 1 if quick else 3)
        more, profile = fleet.main(emulator, BUILD, both, sizes, quick)
    rows += more
    sys.stdout.write("\n")
    documents = inventory.main(quick, BUILD, both)
    values = figures.figures(rows, sizes, sizes.customers[-1] // estate.ODIN_EACH)
    wanted = figures.targets(sizes)
    whole = sum(profile["seconds"].values())
    parts = [f"{name} {100 * seconds / whole:.0f} %" for name, seconds in profile["seconds"].items()]
    lines = ["", f"A plan of {profile['customers']} customers: {', '.join(parts)}", "", *figures.table(wanted, values)]
    lines += ["The limits are for the full sizes: with few customers the start of Ansible counts for most of it."] if quick else []
    sys.stdout.write("\n".join(lines) + "\n")
    result = {
        "versions": versions(),
        "quick": quick,
        "sizes": vars(sizes),
        "width": fleet.WIDTH,
        "forks": fleet.FORKS,
        "figures": {t.name: {"what": t.text, "measured": values[t.name], t.side: t.limit, "met": t.met(values[t.name])} for t in wanted},
        "medians": figures.medians(rows),
        "rows": rows,
        "plan_profile": profile,
        "inventory": documents,
    }
    out = COLLECTION / "build" / "bench.json"
    out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    # Not before: what this process holds counts as memory of those that it starts.
    from tests.benchmarks import plot

    plot.draw(result["medians"], out.with_suffix(".png"))
    sys.stdout.write(f"\n{out.relative_to(COLLECTION)}, {out.with_suffix('.png').relative_to(COLLECTION)}\n")


if __name__ == "__main__":
    main(os.environ.get("QUICK", "") not in ("", "0"))
