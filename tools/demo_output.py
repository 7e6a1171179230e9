# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the demonstration looks: a playbook's output cut down to what happens, tables, headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TASK = re.compile(r"TASK \[(?:[\w.]+ : )?(.+?)\] \*+")
RECAP = re.compile(r"(\S+) +: (ok=\d+ .*)")
HIDDEN = ("ok:", "skipping:", "included:", "PLAY [")
DIFF_LINES = 12


def plain(text: str) -> str:
    return COLOUR.sub("", text)


def recap(output: str) -> dict:
    """``{host: {"ok": n, "changed": n, "failed": n, ...}}`` from the end of a playbook's output."""
    tail = plain(output).partition("PLAY RECAP")[2]
    return {host: {name: int(n) for name, n in re.findall(r"(\w+)=(\d+)", counts)} for host, counts in RECAP.findall(tail)}


def announced(output: str) -> set[str]:
    """What a playbook says it changed, or in check mode would change."""
    return set(re.findall(r"^changed: .*", plain(output), re.MULTILINE))


def readable(lines: Iterable[str]) -> Iterator[str]:
    """The lines worth showing: tasks in which something happens, each diff to its first lines, of several objects that come or go one."""
    task, block, shown_whole = None, None, False
    for line in lines:
        line = line.rstrip("\n")
        text = plain(line)
        if found := TASK.match(text):
            task, shown_whole = found[1], False
        elif text.startswith("PLAY RECAP"):
            task = None
            yield ""
        elif text.startswith("--- before"):
            block = []
        elif block is not None and text[:1] in ("+", "-", " ", "@"):
            block.append(line)
        elif text and not text.startswith(HIDDEN):
            if task:
                yield f"\n  {task}"
                task = None
            whole = any(plain(entry) in ("-{}", "+{}") for entry in block or [])
            if block and not (whole and shown_whole):
                yield from (f"      {entry}" for entry in excerpt(block))
            shown_whole = shown_whole or whole
            block = None
            yield f"    {line}"
        elif not text and block == []:
            block = None


def excerpt(diff: list[str]) -> list[str]:
    """What a diff adds and takes away, as far as it is short."""
    lines = [line for line in diff if plain(line)[:1] in "+-" and not plain(line).startswith(("+++", "---"))]
    left = len(lines) - DIFF_LINES
    return lines if left <= 1 else [*lines[:DIFF_LINES], f"... {left} more lines"]


def table(header: tuple, rows: list[tuple]) -> list[str]:
    """Left-aligned columns; what repeats the row above in the leading columns is left out."""
    shown, above = [], ()
    for row in [tuple(str(cell) for cell in row) for row in rows]:
        same = next((n for n, pair in enumerate(zip(row, above)) if pair[0] != pair[1]), 0)
        shown.append(("",) * min(same, len(row) - 1) + row[min(same, len(row) - 1):])
        above = row
    widths = [max(map(len, column)) for column in zip(header, *shown)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in (header, *shown)]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
