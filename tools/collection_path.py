# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Ansible find the collection in a clone of any name: `python tools/collection_path.py` prints a value for ANSIBLE_COLLECTIONS_PATH."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def collections_path(root: Path = ROOT) -> Path:
    """The absolute folder in which `ansible_collections/telecom/trunking` leads to `root`; made when it is not there yet."""
    base = root.resolve() / "build" / "collections"
    link = base / "ansible_collections" / "telecom" / "trunking"
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        link.symlink_to(Path("../../../.."), target_is_directory=True)
    return base


if __name__ == "__main__":
    print(collections_path())
