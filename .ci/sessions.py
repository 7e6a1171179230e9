# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run nox sessions, two at a time, and tell at the end what ran, what it tested and how long it took.

`python .ci/sessions.py [SESSION...]`; without names, all of them; `--list` tells their names. Each session's output goes to build/ci/SESSION.log; that of a
failed one is printed whole. Exits 1 unless every session passed and said what it tested.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from pythons import CORES, choose, found, left_out

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT / "build" / "ci"
AT_ONCE = 2
LONGEST_S = 40 * 60
KINDS = {"artifact", "awx", "browser", "demo", "docs", "generated", "importer", "integration", "lint", "ruff", "sanity", "units"}
PYTEST_CLOSING = re.compile(r"^=+ .*\b(?:passed|failed|error|no tests ran)\b.* in [\d.]+s.*=+$", re.MULTILINE)


class Outcome(NamedTuple):
    name: str
    passed: bool
    seconds: float
    tested: str
    log: str


def nox(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nox", "--noxfile", str(ROOT / "noxfile.py"), *arguments]


def listed() -> list[str]:
    """The names of the sessions that run by default, in the order of the noxfile."""
    answer = subprocess.run(nox("--list", "--json"), check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return [entry["session"] for entry in json.loads(answer)]


def run(name: str) -> Outcome:
    path = LOGS / f"{name}.log"
    started = time.monotonic()
    with path.open("w") as log:
        process = subprocess.Popen(nox("--nocolor", "--session", name), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT,
                                   start_new_session=True)
        try:
            status = process.wait(LONGEST_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            status = process.wait()
            log.write(f"\nstopped after {LONGEST_S} s\n")
    text = path.read_text(errors="replace")
    tested = re.findall(r"^tested: ([1-9].*)$", text, re.MULTILINE)
    return Outcome(name, status == 0 and len(tested) == 1, time.monotonic() - started, tested[-1] if tested else "nothing", text)


def report(outcome: Outcome) -> None:
    """What is worth reading while the others still run."""
    if not outcome.passed:
        print(f"\n{'-' * 20} {outcome.name}: the whole log {'-' * 20}\n{outcome.log}\n{'-' * 20} {outcome.name}: end of the log {'-' * 20}")
    print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.name}, {outcome.seconds:.0f} s, tested: {outcome.tested}")
    if outcome.passed:
        for line in PYTEST_CLOSING.findall(outcome.log):
            print(line)
    sys.stdout.flush()


def main(chosen: list[str]) -> int:
    LOGS.mkdir(parents=True, exist_ok=True)
    expected = listed()
    if chosen == ["--list"]:
        print("\n".join(expected))
        return 0
    if unknown := sorted(set(chosen) - set(expected)):
        print(f"No such session: {', '.join(unknown)}. There are: {', '.join(expected)}", file=sys.stderr)
        return 2
    names = [name for name in expected if name in chosen] or expected
    started = time.monotonic()
    print(f"{len(names)} sessions, {AT_ONCE} at a time; logs in {LOGS.relative_to(ROOT)}/", flush=True)
    outcomes = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for future in as_completed([pool.submit(run, name) for name in names]):
            outcomes[future.result().name] = future.result()
            report(future.result())

    pairs = choose(found())
    notes = left_out(pairs)
    problems = [f"{name} failed" for name in names if not outcomes[name].passed]
    if not chosen:
        problems += [f"there is no {kind} session" for kind in sorted(KINDS - {name.partition("-")[0] for name in expected})]
        if os.environ.get("CI") and set(CORES) - set(pairs) - {max(CORES)}:
            problems += notes

    print(f"\n{'session':<18} {'result':<7} {'seconds':>7}  tested")
    for name in names:
        outcome = outcomes[name]
        print(f"{name:<18} {'ok' if outcome.passed else 'FAILED':<7} {outcome.seconds:>7.0f}  {outcome.tested}")
    print(f"{'all':<18} {'FAILED' if problems else 'ok':<7} {time.monotonic() - started:>7.0f}")
    for line in notes + problems:
        print(f"NOTE: {line}" if line in notes else f"PROBLEM: {line}")
    failed = sum(not outcome.passed for outcome in outcomes.values())
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
