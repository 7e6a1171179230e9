# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables in docs/fraud.md, from the data of the fraud profiles."""

from __future__ import annotations

from policy_docs import BEGIN, END

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.fraud_profiles import DESTINATIONS, NEVER_REJECTED, PROFILES, TOGGLES


def with_profiles(text):
    """The page with its tables rewritten."""
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    return f"{before}{BEGIN}{profiles()}{destinations()}{never_rejected()}\n{END}{after}"


def profiles():
    rows = [f"| `{name}` | {version} | {about['title']} |" for name, versions in PROFILES.items() for version, about in versions.items()]
    return _table("Profiles", "profile | version | rejects", rows)


def destinations():
    return _table("Destinations", "destination | codes | profiles | `allow` | why | source", [_row(name, about) for name, about in DESTINATIONS.items()])


def _row(name, about):
    codes = ", ".join(f"`{code}`" for code in about["codes"])
    rejecting = ", ".join(f"`{profile}` {version}" for profile, versions in PROFILES.items() for version, one in versions.items() if name in one["rejects"])
    toggles = ", ".join(f"`{toggle}`" for toggle, names in TOGGLES.items() if name in names)
    return f"| {about['title']} | {codes} | {rejecting} | {toggles} | {about['why']} | {about['source']} |"


def never_rejected():
    rows = [f"| `{number}` | {meaning} | {source} |" for number, (meaning, source) in NEVER_REJECTED.items()]
    return _table("Never rejected", "number | what it is | source", rows)


def _table(title, header, rows):
    columns = header.count("|") + 1
    return "\n".join(["", f"### {title}", "", f"| {header} |", "|" + "---|" * columns, *rows, ""])
