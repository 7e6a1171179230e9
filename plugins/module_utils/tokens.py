# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens that a login gave, kept for the run. Private to the collection."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tokens:
    """Tokens by login.

    Ansible runs every task in a process of its own, so that what a task remembers is gone with it.

    :ivar folder: one that only this user can read and that ends with the run, where the processes of a run share what they have.
        None where there is no such folder: then a token lasts as long as the process.
    """

    folder: str | None = None
    _held: dict = field(default_factory=dict, repr=False)

    def get(self, login):
        """The token of a login, None if there is none yet.

        :param login: texts that tell one login from another.
        """
        if login not in self._held and self.folder:
            try:
                self._held[login] = self._path(login).read_text(encoding="utf-8")
            except OSError:
                return None
        return self._held.get(login)

    def keep(self, login, token):
        """Keep a token in place of the login's older one."""
        self._held[login] = token
        if not self.folder:
            return
        path = self._path(login)
        fresh = path.with_suffix(f".{os.getpid()}")
        try:
            # Whole or not at all: other processes read it at any time.
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(token)
            os.replace(fresh, path)
        except OSError:
            # It saves logins, nothing depends on it.
            return

    def _path(self, login):
        return Path(self.folder, "telecom.trunking-" + hashlib.sha256(repr(login).encode()).hexdigest())


TOKENS = Tokens()
