# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Pythons this machine has, and which of them goes with which ansible-core."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

Version = tuple[int, int]

# The cores that are tested (requirements/core-*.txt) and the Pythons that each runs a controller on.
CORES: dict[Version, list[Version]] = {
    (2, 16): [(3, 10), (3, 11), (3, 12)],
    (2, 19): [(3, 11), (3, 12), (3, 13)],
    (2, 21): [(3, 12), (3, 13), (3, 14)],
}


def dotted(version: Version) -> str:
    return ".".join(map(str, version))


def plain_path() -> list[str]:
    """The folders of PATH without the stand-ins of version managers: ansible-test takes those for Pythons and trips over them."""
    return [folder for folder in os.environ["PATH"].split(os.pathsep) if Path(folder).name != "shims"]


def found() -> dict[Version, Path]:
    """The Pythons of this machine that work and can make virtual environments: pyenv's first, then those on PATH."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders = sorted(pyenv.glob("*/bin"), key=lambda folder: _patch(folder.parent.name), reverse=True) + [Path(name) for name in plain_path()]
    wanted = sorted({version for pythons in CORES.values() for version in pythons})
    candidates = ((version, folder / f"python{dotted(version)}") for version in wanted for folder in folders)
    result: dict[Version, Path] = {}
    for version, path in candidates:
        if version not in result and path.exists() and _works(path):
            result[version] = path
    return result


def choose(pythons: dict[Version, Path]) -> dict[Version, Version]:
    """For each core that some Python here runs, that Python: the highest for the newest core, the lowest for the others, so that both ends are covered."""
    usable = {core: [version for version in supported if version in pythons] for core, supported in CORES.items()}
    return {core: max(versions) if core == max(CORES) else min(versions) for core, versions in usable.items() if versions}


def left_out(pairs: dict[Version, Version]) -> list[str]:
    """A sentence for each core that nothing here can run."""
    return [
        f"ansible-core {dotted(core)} is NOT tested: it needs one of Python {', '.join(map(dotted, supported))}, and this machine has none of them"
        for core, supported in CORES.items()
        if core not in pairs
    ]


def _patch(name: str) -> list[int]:
    return [int(part) for part in name.split(".")] if name.replace(".", "").isdigit() else []


def _works(python: Path) -> bool:
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0
