# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Switches: what the contracts leave open, decided by tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Switch:
    """One decision. ``values`` lists what it may be; without it any integer from 0 upwards."""

    name: str
    default: Any
    values: tuple
    section: str
    meaning: str

    def accept(self, value: Any) -> Any:
        """The value in its canonical form. Raises ValueError."""
        if self.values == ("on", "off") and isinstance(value, bool):
            return "on" if value else "off"
        if self.values:
            for known in self.values:
                if type(known) is type(value) and known == value:
                    return value
            raise ValueError(f"{self.name}: {value!r} is none of {', '.join(repr(v) for v in self.values)}")
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"{self.name}: {value!r} is not an integer from 0 upwards")
        return value


class Switches:
    """The present setting of every declared switch, read as attributes: ``switches.map_patch``."""

    def __init__(self, declared: tuple) -> None:
        self.declared = {switch.name: switch for switch in declared}
        self.reset()

    def reset(self) -> None:
        for switch in self.declared.values():
            setattr(self, switch.name, switch.default)

    def set(self, values: dict) -> None:
        """Change some, keep the others. Raises ValueError and changes nothing when one is wrong."""
        unknown = sorted(set(values) - set(self.declared))
        if unknown:
            raise ValueError("no such switch: " + ", ".join(unknown))
        accepted = {name: self.declared[name].accept(value) for name, value in values.items()}
        for name, value in accepted.items():
            setattr(self, name, value)

    def current(self) -> dict:
        return {name: getattr(self, name) for name in self.declared}
