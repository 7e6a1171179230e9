# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of odins_spear, whichever release this Python has: run as a script, JSON in and JSON out.

Standard input is a list of calls, each ``["trunk_groups.get_group_trunk_group", [arguments], {keywords}]``; the names are
those of the release. Standard output is a list of what they gave: ``{"value": ...}``, or ``{"error": "Type: text"}``.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys


def connect():
    """The SDK's object, logged in with the variables that the emulator prints."""
    url, username = os.environ["ODIN_API_URL"], os.environ["ODIN_API_USERNAME"]
    try:
        from odins_spear import API
    except ImportError:  # release 1 logs in by a call of its own, and takes the name of a variable as the password
        from odins_spear import api

        one = api.Api(url, username, "ODIN_API_PASSWORD", rate_limit=False)
        one.authenticate()
        return one
    return API(url, username, os.environ["ODIN_API_PASSWORD"], rate_limit=False)


def perform(one, name, arguments, keywords) -> dict:
    try:
        return {"value": functools.reduce(getattr, name.split("."), one)(*arguments, **keywords)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main() -> None:
    calls = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):  # what the SDK's scripts print on the way
        try:
            one = connect()
            results = [perform(one, *call) for call in calls]
        except Exception as error:
            results = [{"error": f"{type(error).__name__}: {error}"}]
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
