# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium for tests. It talks to nobody: pages are files."""

from __future__ import annotations

import os
import shutil

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium():
    """Path of the browser: what ``CHROMIUM`` names, or what is installed."""
    path = os.environ.get("CHROMIUM") or next((found for found in map(shutil.which, NAMES) if found), None)
    if not path:
        raise RuntimeError("There is no Chromium. Install one (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chromium")
    return path


def launch(playwright):
    """The browser, with a profile that is thrown away."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
