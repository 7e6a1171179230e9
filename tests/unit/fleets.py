# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Estates of customers' documents, and the task that brings them about, in this process."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from unittest import mock

import yaml

from ansible_collections.telecom.trunking.tests.emulator.odin import seed as odin_seed

EXAMPLES = Path(__file__).parents[2] / "examples" / "customers"
SECRETS = {"CEDAR_DENTAL_SIP_PASSWORD": "Canary-cedar-1", "ACME_BOSTON_SIP_PASSWORD": "Canary-boston-1"}

NUMBERS = [str(first + n) for first, count in ((12125550100, 40), (13105550100, 20), (14165550100, 10)) for n in range(count)]


def examples():
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.yml"))]


def customer(n, **more):
    """A customer at CarrierX with one endpoint, two rules, a trunk group with an ACL, a handler and two trunks, and a number."""
    name = f"c{n:04}"
    acl = {"direction": "outbound", "access_control_rules": [f"{name}-one", f"{name}-two"], "voice_action_true": "reject403", "voice_action_false": "accept"}
    group = {
        "name": f"{name}-voice",
        "routing_type": "failover",
        "hard_failure_codes": [408, 503],
        "acls": [acl],
        "external_handlers": [{"url": f"https://screen.example.net/{name}", "direction": "outbound", "timeout": 250}],
        "trunks": [{"name": trunk, "endpoint": f"{name}-pbx", "priority": p, "in_capacity": 4} for trunk, p in (("a", 10), ("b", 20))],
    }
    rule = {"field": "called", "operation": "prefix", "quantifier": "any"}
    return {
        "customer": {"id": name},
        "provider": {"kind": "carrierx"},
        "endpoints": [{"name": f"{name}-pbx", "capacity": 8, "addresses": [{"ip": f"198.18.{n // 250}.{n % 250 + 1}"}]}],
        "access_control_rules": [{"name": f"{name}-one", **rule, "entries": ["1900"]}, {"name": f"{name}-two", **rule, "entries": ["1876"]}],
        "trunk_groups": [group],
        "numbers": [NUMBERS[n % len(NUMBERS)]] if n < len(NUMBERS) else [],
        **more,
    }


def odin_customer(n, **more):
    """A customer at BroadWorks with a group of its own: service, capacity, a trunk group with its pilot and one more user."""
    domain = f"g{n:04}.example.net"
    users = [{"user_id": f"u{u}@{domain}", "line_port": f"line{u}@{domain}"} for u in (1, 2)]
    return {
        "customer": {"id": f"o{n:04}"},
        "provider": {"kind": "odin", "service_provider": "FLEET", "group": f"G{n:04}"},
        "services": [{"service_name": "Trunk Group", "quantity": 2}],
        "call_capacity": {"group": {"max_active_calls": 12, "bursting_max_active_calls": 4}},
        "trunk_groups": [{"name": f"o{n:04}-voice", "max_active_calls": 12, "trunk_users": [{**users[0], "pilot": True}, users[1]]}],
        "offboarding": {"call_capacity": {"group": {"max_active_calls": 0, "bursting_max_active_calls": 0}}, "services": ["Trunk Group"]},
        **more,
    }


def places(count):
    """The state of the emulator in which so many customers at BroadWorks have their groups and users."""
    state = odin_seed.state()
    state["odin_service_providers"].append(
        {"serviceProviderId": "FLEET", "serviceProviderName": "Fleet", "isEnterprise": True, "defaultDomain": "fleet.example.net",
         "maxActiveCalls": -1, "burstingMaxActiveCalls": -1, "groupServices": [odin_seed.service(True)]}
    )
    for n in range(count):
        state["odin_groups"].append({"serviceProviderId": "FLEET", "groupId": f"G{n:04}", "groupName": f"G{n}", "defaultDomain": f"g{n:04}.example.net"})
        state["odin_users"] += odin_seed.users("FLEET", f"G{n:04}", f"g{n:04}.example.net")
    return state


def run(emulator, config, check=False, diff=True, variables=None, env=None, **options):
    """The result of the task ``customers``, as the controller gets it."""
    # Imported here: tests of modules and module_utils run without the controller's code.
    from ansible.parsing.dataloader import DataLoader
    from ansible.playbook.play_context import PlayContext
    from ansible.playbook.task import Task
    from ansible.plugins.connection.local import Connection
    from ansible.template import Templar

    from ansible_collections.telecom.trunking.plugins.action.customers import ActionModule
    from ansible_collections.telecom.trunking.tests.unit.shells import environment

    logins = {
        "carrierx": {"api_url": emulator.carrierx_url, "api_token": emulator.token},
        "odin": {"api_url": emulator.odin_url, "api_username": emulator.odin_username, "api_password": emulator.odin_password},
    }
    task = Task()
    task.action, task.args, task.check_mode, task.diff = "telecom.trunking.customers", {"config": config, **logins, **options}, check, diff
    task.async_val, task.environment = 0, []
    loader = DataLoader()
    connection = mock.Mock(spec=Connection, transport="local", become=None, has_native_async=False, _shell=mock.Mock(tmpdir=None))
    with environment({**SECRETS, **(env or {})}):
        action = ActionModule(task, connection, PlayContext(), loader, Templar(loader), None)
        return json.loads(json.dumps(action.run(task_vars=variables or {})))


# States of the emulator ----------------------------------------------------------------------------------------------------


_SIDS = re.compile("_sid$")
_OF_THE_MOMENT = ("date_created", "date_modified", "voip_token")


def comparable(state):
    """A state without what differs from run to run: ids become names, order of creation does not count."""
    state = copy.deepcopy(state)
    names = {}
    for place, key, name in (("endpoints", "endpoint_sid", "name"), ("rules", "rule_sid", "name"), ("trunk_groups", "trunk_group_sid", "name")):
        for one in state.get(place, []):
            names[one[key]] = f"{place}:{one[name]}"
    for group in state.get("trunk_groups", []):
        names.update({trunk["trunk_sid"]: f"trunk:{trunk['name']}" for trunk in group["trunks"]})

    def walk(value):
        if isinstance(value, dict):
            return {name: walk(item) for name, item in sorted(value.items()) if name not in _OF_THE_MOMENT and "Hash" not in name}
        if isinstance(value, list):
            items = [walk(item) for item in value]
            return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
        return names.get(value, value) if isinstance(value, str) else value

    return walk({name: value for name, value in state.items() if name not in ("tokens", "partners", "odin_logins", "odin_sessions", "odin_tokens")})
