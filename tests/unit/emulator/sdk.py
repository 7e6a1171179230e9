# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""odins_spear, the public SDK of Odin, as a client in a process of its own: its releases cannot share a Python with the tests.

Where a release is says a variable (``ODINS_SPEAR_1``, ``ODINS_SPEAR_2``), else it is ``~/.cache/odins-spear-1`` and ``-2``: a
virtual environment, or a folder that ``pip install --target`` filled for this Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("sdk_script.py")
TIMEOUT_S = 120

NAMES = {  # what release 1 calls it -> what release 2 calls it
    "get.session": "session.get_session",
    "get.group_trunk_group": "trunk_groups.get_group_trunk_group",
    "get.group_trunk_groups": "trunk_groups.get_group_trunk_groups",
    "get.group_trunk_groups_call_capacity": "trunk_groups.get_group_trunk_groups_call_capacity",
    "get.service_provider_trunk_group_call_capacity": "trunk_groups.get_service_provider_trunk_group_call_capacity",
    "get.service_providers": "service_providers.get_service_providers",
    "get.groups": "groups.get_groups",
    "get.group": "groups.get_group",
    "get.users": "users.get_users",
    "get.sip_password_generate": "password_generate.get_sip_password_generate",
    "post.group_trunk_group": "trunk_groups.post_group_trunk_group",
    "put.group_trunk_group": "trunk_groups.put_group_trunk_group",
    "put.group_trunk_groups_call_capacity": "trunk_groups.put_group_trunk_groups_call_capacity",
    "put.service_providers_trunk_group_call_capacity": "trunk_groups.put_service_providers_trunk_group_call_capacity",
    "refresh_authorisation": "refresh_authorisation",
}


def place(release: int) -> Path:
    """Where this major release is, or should be."""
    return Path(os.environ.get(f"ODINS_SPEAR_{release}") or Path.home() / ".cache" / f"odins-spear-{release}")


class Sdk:
    """One major release as a client of an emulator."""

    def __init__(self, release: int, environment: dict, folder: Path) -> None:
        self.release = release
        self.environment = environment
        self.folder = folder

    def calls(self, *calls: tuple) -> list:
        """What the calls gave, made one after the other by one process. A call is (name at release 1, argument...);
        a last argument that is a dict of keywords is marked by ``Keywords``."""
        given = [(self.name(name), [one for one in rest if not isinstance(one, Keywords)],
                  next((one for one in rest if isinstance(one, Keywords)), {})) for name, *rest in calls]
        python = place(self.release) / "bin" / "python"
        path = {} if python.exists() else {"PYTHONPATH": str(place(self.release))}
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy") and name != "PYTHONPATH"}
        done = subprocess.run(
            [str(python) if python.exists() else sys.executable, str(SCRIPT)], input=json.dumps(given), env={**kept, **self.environment, **path},
            cwd=self.folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def values(self, *calls: tuple) -> list:
        """The same for calls that have to succeed."""
        results = self.calls(*calls)
        assert [result for result in results if "error" in result] == []
        return [result["value"] for result in results]

    def name(self, name: str) -> str:
        return name if self.release == 1 else NAMES.get(name, name)


class Keywords(dict):
    """The keyword arguments of a call."""
