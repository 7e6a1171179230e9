# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and files get to know of a run over many customers. Knows no Ansible. Private to the collection."""

from __future__ import annotations

import errno
import json
import os
import time
from collections import Counter
from contextlib import suppress
from threading import Event, RLock, Thread

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
        told = ", ".join(f"{counts[n]} {n.replace('_', ' ')}" for n in counts if n != "customers" and counts[n])
        return f"{self.through} of {self.total} customers" + (f": {told}" if told else " are through")


# What to do about failures, when the cause is gone.
RUN_AGAIN = "run it again when the cause is gone, it does the rest."
# Those who are repaired are no longer as the report says.
AUDIT_AGAIN = "audit again when the cause is gone, and have that report approved."


def message(tally, results, check_mode, again=RUN_AGAIN):
    """The run in a sentence, with the first of its failures.

    :param again: what to do about those.
    :param results: ``{name: result}``.
    """
    failed = {name: result for name, result in results.items() if result.get("failed")}
    if not tally.total:
        return "There is nothing to do."
    if not failed:
        return f"{'would be done: ' if check_mode else ''}{tally}"
    named = [line(name, result).replace(": FAILED", "", 1) for name, result in list(failed.items())[:MOST_NAMED]]
    more = f"; and {len(failed) - MOST_NAMED} more" if len(failed) > MOST_NAMED else ""
    left = tally.customers["not_begun"]
    rest = f"{left} were not begun; " if left else "The others are through; " if len(failed) < tally.total else ""
    return f"{len(failed)} of {tally.total} customers failed. {'; '.join(named)}{more}. {rest}{again if rest else again[0].upper() + again[1:]}"


class Progress:
    """Lines that say how far a run is: to a file that can be followed, and to ``say``. A context: while it lasts there is one every ``PAUSE`` seconds.

    :param path: file to append to, None for none. It is there when this is made, or this fails with ``OSError``.
    :param say: ``text -> None``.
    :param tally: what a line tells.
    :ivar lost: why the file has no more lines, None if it has all.
    """

    def __init__(self, path, say, tally, clock=time.monotonic):
        self.say, self.tally, self.clock, self.last = say, tally, clock, clock()
        self.lost, self._file, self._lock, self._over = None, _opened(path, os.O_APPEND) if path else None, RLock(), Event()

    def __enter__(self):
        self._beat = Thread(target=self._while_it_lasts, daemon=True)
        self._beat.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._beat.join()
        if self._file:
            # What could not be written is in its buffer still.
            with suppress(OSError):
                self._file.close()

    def _while_it_lasts(self):
        while not self._over.wait(PAUSE / 5):
            self.now_and_then()

    def note(self, text):
        with self._lock:
            self.say(text)
            try:
                if self._file and not self.lost:
                    self._file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}\n")
                    self._file.flush()
            except OSError as error:
                # The customers are more important than the lines about them.
                self.lost = error

    def through(self, name, result):
        """A customer is through. Each failure gets a line of its own."""
        if result.get("failed"):
            self.note(line(name, result))
        self.now_and_then(self.tally.through == self.tally.total)

    def now_and_then(self, now=False):
        with self._lock:
            if now or self.clock() - self.last >= PAUSE:
                self.last = self.clock()
                self.note(str(self.tally))


class Report:
    """A file with everything, written customer by customer. It is there when the run is over, whole. Without a path it does nothing.

    :param path: made with its folders when this is made, or this fails with ``OSError``.
    :ivar lost: why there is no file, None if there is one.
    """

    def __init__(self, path, check_mode):
        self.path, self.lost, self._first, self._file = path, None, True, None
        if path:
            if os.path.isdir(path):
                raise IsADirectoryError(errno.EISDIR, "is a folder", path)
            self._part = f"{path}.{os.getpid()}.part"
            self._file = _opened(self._part, os.O_TRUNC)
            self._write(f'{{"version": {VERSION}, "check_mode": {json.dumps(bool(check_mode))}, "customers": [\n')

    def add(self, name, result):
        if self._file:
            text = json.dumps({"customer": name, **result}, ensure_ascii=False, default=str)
            self._write(("" if self._first else ",\n") + text)
            self._first = False

    def end(self, summary):
        if self._file:
            self._write(f'\n], "summary": {json.dumps(summary)}}}\n')
            try:
                self._file.close()
                if not self.lost:
                    os.replace(self._part, self.path)
            except OSError as error:
                self.lost = error

    def _write(self, text):
        try:
            if not self.lost:
                self._file.write(text)
        except OSError as error:
            self.lost = error

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._file:
            with suppress(OSError):
                self._file.close()
            with suppress(FileNotFoundError):
                os.remove(self._part)


def _opened(path, how):
    """Names of customers and of objects, and no secrets. All the same it is nobody else's business.

    Half a surrogate pair is not text in UTF-8. As an escape it is, in JSON as well.
    """
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "w", encoding="utf-8", errors="backslashreplace")
