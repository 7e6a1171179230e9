# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a customer at Odin as the tasks that make it: ``[(module, params)]``. The group has nothing of it at first."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.odin import MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.tests.unit import odin_world as world

BOSTON = {"service_provider_id": "ACME_ENT", "group_id": "ACME_BOS"}
PROVIDER = {"service_provider_id": "ACME_ENT", "group_id": ...}
ONE, TWO = "u1@bos.acme.example.net", "u2@bos.acme.example.net"
LINE = "line{}@bos.acme.example.net"

OVERFLOW = {"capacity_exceeded_action": "Reroute", "capacity_exceeded_reroute_trunk_group_key": {**BOSTON, "name": "boston-spare"}}
SECRET = {"require_authentication": True, "sip_authentication_user_name": "boston", "sip_authentication_password": "Given-12345"}

COMES = {
    "odin_group_service": ["Trunk Group"],
    "odin_call_capacity": ["ACME_ENT", "ACME_ENT/ACME_BOS"],
    "odin_trunk_group": ["boston", "boston-spare"],
    "odin_trunk_user": [ONE, TWO],
}

ONBOARDING = [
    ("odin_call_capacity", {**PROVIDER, "max_active_calls": 90, "bursting_max_active_calls": 20}),
    ("odin_group_service", {**BOSTON, "quantity": 4}),
    ("odin_call_capacity", {**BOSTON, "max_active_calls": 80, "bursting_max_active_calls": 12}),
    ("odin_trunk_group", {**BOSTON, "name": "boston-spare", "max_active_calls": 70}),
    ("odin_trunk_group", {**BOSTON, "name": "boston", "max_active_calls": 75, "enable_bursting": True, "bursting_max_active_calls": 11, **OVERFLOW, **SECRET}),
    ("odin_trunk_user", {**BOSTON, "user_id": ONE, "trunk_group": "boston", "line_port": LINE.format(1), "pilot": True}),
    ("odin_trunk_user", {**BOSTON, "user_id": TWO, "trunk_group": "boston", "line_port": LINE.format(2)}),
]

OFFBOARDING = [
    ("odin_trunk_user", {**BOSTON, "user_id": TWO, "state": "absent"}),
    ("odin_trunk_user", {**BOSTON, "user_id": ONE, "state": "absent"}),
    ("odin_trunk_group", {**BOSTON, "name": "boston", "state": "absent"}),
    ("odin_trunk_group", {**BOSTON, "name": "boston-spare", "state": "absent"}),
    ("odin_call_capacity", {**BOSTON, "max_active_calls": 0, "bursting_max_active_calls": 0}),
    ("odin_group_service", {**BOSTON, "state": "absent"}),
    ("odin_call_capacity", {**PROVIDER, "max_active_calls": 60, "bursting_max_active_calls": 10}),
]


def planned(module):
    """The names that other tasks of the run create, set or remove, as far as a task may refer to them."""
    known = options(MODULES[module])["properties"].get("planned", {"properties": {}})["properties"]
    return {kind: names for kind, names in COMES.items() if kind in known}


def carried_out(task, tasks, check=False, shell="engine"):
    """The results of all tasks, every one of which has to succeed."""
    results = []
    for module, params in tasks:
        names = planned(module)
        result = task(module, check, shell, **{**params, **({"planned": names} if names else {})})
        assert not result.get("failed"), f"{module}: {result['msg']}"
        results.append(result)
    return results


def empty():
    """The state in which everything begins."""
    return world.world()
