# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""python -m tests.emulator: the emulator in the foreground."""

from __future__ import annotations

import argparse
import sys

from .server import serve


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description="The providers' APIs on one local port.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8085, help="0 picks a free one (default: %(default)s)")
    parser.add_argument("--quiet", action="store_true", help="no access log")
    parser.add_argument("--watch-stdin", action="store_true", help="end when standard input ends")
    options = parser.parse_args()
    return serve(options.host, options.port, options.quiet, options.watch_stdin)


if __name__ == "__main__":
    sys.exit(main())
