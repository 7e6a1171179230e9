# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a process, as a test can bear it."""

from __future__ import annotations


class Killed(BaseException):
    """Nothing in the collection may catch this, as nothing catches SIGKILL."""
