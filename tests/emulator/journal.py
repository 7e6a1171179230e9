# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request log."""

from __future__ import annotations

from collections import deque

CAPACITY = 200_000


class Journal:
    """The last ``capacity`` requests; older ones are dropped and counted in ``dropped``, so that nothing is lost silently."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.entries: deque = deque(maxlen=capacity)
        self.count = 0

    def add(self, **entry) -> None:
        self.count += 1
        self.entries.append({"n": self.count, **entry})

    def clear(self) -> None:
        self.entries.clear()
        self.count = 0

    def report(self, writes: bool = False) -> dict:
        """``{"requests": [...], "dropped": n}``; with ``writes`` only what was not a GET."""
        chosen = [entry for entry in self.entries if not (writes and entry["method"] == "GET")]
        return {"requests": chosen, "dropped": self.count - len(self.entries)}
