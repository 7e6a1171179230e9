# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of policy rules in docs/policy.md, from the rules."""

from __future__ import annotations

import re

from ansible_collections.telecom.trunking.plugins.module_utils.policy.rulebook import RULES

BEGIN, END = "<!-- Written by tools/generate.py, change the rules instead. -->\n", "<!-- End of what is written by tools/generate.py. -->\n"


def with_rules(text):
    """The page with its tables rewritten."""
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    return f"{before}{BEGIN}{tables()}\n{END}{after}"


def tables():
    """A table for each area, in the order in which rules run."""
    areas = {}
    for rule in RULES.values():
        areas.setdefault(rule.area, []).append(rule)
    return "".join(f"\n### {area[0].upper()}{area[1:]}\n\n{_table(rules)}" for area, rules in areas.items())


def _table(rules):
    rows = [f"| <a id=\"{rule.id}\"></a>`{rule.id}` | {_severity(rule)} | {_cell(rule.title)} | {_cell(rule.why)} | {_cell(rule.fix)} |" for rule in rules]
    return "\n".join(["| rule | severity | finds | why | what to do |", "|---|---|---|---|---|", *rows, ""])


def _severity(rule):
    return rule.severity + (", across customers" if rule.scope == "fleet" else "")


def _cell(text):
    return re.sub(r"([|*])", r"\\\1", re.sub(r"\s+", " ", text))
