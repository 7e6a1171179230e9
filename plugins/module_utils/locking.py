# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One writer at a time for a list that is read, changed and sent back whole. Private to the collection."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from contextlib import contextmanager

from ansible_collections.telecom.trunking.plugins.module_utils.errors import TrunkingError


@contextmanager
def exclusive(*names):
    """Hold the lock that belongs to ``names`` among all tasks of this user on this machine.

    The API has no versions and replaces lists whole (contract section 4), so two tasks that each add an element would
    overwrite one another. Tasks on other machines are not kept out: what they overwrite is found by reading back.

    :raises TrunkingError: if somebody else owns the folder of the locks.
    """
    folder = os.path.join(tempfile.gettempdir(), f"telecom-trunking-{os.getuid()}")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if os.lstat(folder).st_uid != os.getuid():
        raise TrunkingError(f"{folder} belongs to another user, so that nothing can be locked in it. Remove it, or set TMPDIR.")
    digest = hashlib.sha256("\0".join(names).encode()).hexdigest()
    with open(os.path.join(folder, digest), "w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
