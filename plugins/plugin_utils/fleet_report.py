# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and files get to know of a run over many customers. Knows no Ansible. Private to the collection."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from contextlib import contextmanager

VERSION = 1

# How many failures a message names. All are in the result.
MOST_NAMED = 10

# Seconds between two lines of progress, unless a customer fails.
PAUSE = 5


def line(name, result):
    """A customer and its outcome in one line."""
    return f"{name}: {'FAILED: ' if result.get('failed') else ''}{outcome(result)}"


def outcome(result):
    """What became of a customer, or would."""
    if result.get("failed"):
        return result["msg"]
    if result.get("not_begun"):
        return "not begun, too many others have failed"
    return words(result["operations"]) or "nothing to do"


def words(operations):
    """``create endpoint acme-nyc, update trunk group acme-voice (acls)``"""
    return ", ".join(_operation(one) for one in operations)


def _operation(one):
    what = f"{one['action']} {one['object'].removeprefix('odin_').replace('_', ' ')} {one['name']}"
    return what + (f" ({', '.join(one['attributes'])})" if one.get("attributes") else "")


class Tally:
    """Counts of a run that goes on."""

    def __init__(self, total):
        self.total, self.through = total, 0
        self.customers, self.operations = Counter(), Counter()

    def add(self, result):
        self.through += 1
        outcome = "failed" if result.get("failed") else "not_begun" if result.get("not_begun") else "changed" if result["changed"] else "unchanged"
        self.customers[outcome] += 1
        self.operations.update(one["action"] for one in result["operations"])

    def result(self):
        return {
            "customers": self.total,
            **{name: self.customers[name] for name in ("changed", "unchanged", "failed", "not_begun")},
            **{name: self.operations[action] for name, action in (("created", "create"), ("updated", "update"), ("deleted", "delete"))},
        }

    def __str__(self):
        counts = self.result()
        return f"{self.through} of {self.total} customers: " + ", ".join(f"{counts[n]} {n.replace('_', ' ')}" for n in counts if n != "customers" and counts[n])


def message(tally, results, check_mode):
    """The run in a sentence, with the first of its failures.

    :param results: ``{name: result}``.
    """
    failed = {name: result for name, result in results.items() if result.get("failed")}
    if not failed:
        return f"{'would be done: ' if check_mode else ''}{tally}"
    named = [line(name, result).replace(": FAILED", "", 1) for name, result in list(failed.items())[:MOST_NAMED]]
    more = f"; and {len(failed) - MOST_NAMED} more" if len(failed) > MOST_NAMED else ""
    rest = "The others are through; " if not tally.customers["not_begun"] else f"{tally.customers['not_begun']} were not begun; "
    return f"{len(failed)} of {tally.total} customers failed. {'; '.join(named)}{more}. {rest}run it again when the cause is gone, it does the rest."


class Progress:
    """Lines that say how far a run is: to a file that can be followed, and to ``say``.

    :param path: file to append to, None for none.
    :param say: ``text -> None``.
    """

    def __init__(self, path, say, clock=time.monotonic):
        self.path, self.say, self.clock, self.last = path, say, clock, clock()

    def note(self, text):
        self.say(text)
        if self.path:
            with open(self.path, "a", encoding="utf-8") as file:
                file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}\n")

    def through(self, name, result, tally):
        """A customer is through. Each failure gets a line, all else one now and then."""
        if result.get("failed"):
            self.note(line(name, result))
        if self.clock() - self.last >= PAUSE or tally.through == tally.total:
            self.last = self.clock()
            self.note(str(tally))


@contextmanager
def report(path, check_mode):
    """A file with everything, written customer by customer. It is there when the run is over, whole.

    Gives ``(add, end)``: ``add(name, result)`` for each customer, ``end(summary)`` last. Without a path both do nothing.
    """
    if not path:
        yield (lambda name, result: None), (lambda summary: None)
        return
    part = f"{path}.{os.getpid()}.part"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    first = [True]
    try:
        # Names of customers and of objects, and no secrets. All the same it is nobody else's business.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:

            def add(name, result):
                file.write("" if first[0] else ",\n")
                first[0] = False
                json.dump({"customer": name, **result}, file, ensure_ascii=False, default=str)

            def end(summary):
                file.write(f'\n], "summary": {json.dumps(summary)}}}\n')

            file.write(f'{{"version": {VERSION}, "check_mode": {json.dumps(bool(check_mode))}, "customers": [\n')
            yield add, end
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
