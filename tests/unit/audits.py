# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Estates that an audit has nothing to say about, and the task that audits them, in this process."""

from __future__ import annotations

import json
from unittest import mock

import yaml

from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.unit import fleets

DAY = "2026-07-01"
# libyaml where PyYAML was built with it.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def customer(n, **more):
    """A customer at CarrierX in which no policy rule finds anything: two sites, a list that ends in a default deny, limits as ordered."""
    name = f"c{n:04}"
    rule = {"field": "called", "quantifier": "any"}
    acl = {"direction": "outbound", "access_control_rules": [f"{name}-home", f"{name}-emergency"]}
    acl.update(voice_action_true="accept", voice_action_false="reject403")
    group = {
        "name": f"{name}-voice",
        "routing_type": "failover",
        "hard_failure_codes": [408, 503],
        "hard_failure_last_resort": "reject503",
        "sip_options_locations": [seed.sid("location US East")],
        "acls": [acl],
        "external_handlers": [{"url": f"https://screen.example.org/{name}", "direction": "outbound", "timeout": 250, "error_handler": "reject503"}],
        "trunks": [{"name": t, "endpoint": f"{name}-{t}", "priority": p, "in_capacity": 4, "out_capacity": 4} for t, p in (("nyc", 10), ("lax", 20))],
    }
    return {
        "customer": {"id": name, "name": f"Customer {n}", "environment": "test"},
        "provider": {"kind": "carrierx"},
        "contract": {"channels": 4, "resilience": True, "regions": ["us"]},
        "endpoints": [
            {"name": f"{name}-{site}", "capacity": 8, "addresses": [{"ip": f"{first}.{n // 250}.{n % 250 + 1}"}]}
            for site, first in (("nyc", "198.18"), ("lax", "198.19"))
        ],
        "access_control_rules": [
            {"name": f"{name}-home", **rule, "operation": "prefix", "entries": ["1212", "1310"]},
            {"name": f"{name}-emergency", **rule, "operation": "regexp", "entries": ["^(911|933|112)$"]},
        ],
        "trunk_groups": [group],
        "numbers": [fleets.NUMBERS[n]] if n < len(fleets.NUMBERS) else [],
        **more,
    }


def odin_customer(n, **more):
    return {"contract": {"channels": 12}, **fleets.odin_customer(n), **more}


def load(emulator, count=3):
    """The emulator with the places and the numbers that so many customers at BroadWorks, and any number at CarrierX, need."""
    emulator.reset(fleets.places(count))
    state = emulator.state()
    emulator.load({**state, **{name: value for name, value in seed.state().items() if name in ("dids", "available_dids", "rules", "locations")}})


def write(folder, documents):
    """Documents as files, each named like its customer. What is text is written as it is."""
    for n, document in enumerate(documents):
        text = document if isinstance(document, str) else yaml.dump(document, Dumper=DUMPER, sort_keys=False)
        name = f"broken-{n}" if isinstance(document, str) else document["customer"]["id"]
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return str(folder)


def without_verdict(report):
    """``{customer, None for what is nobody's: {checks that say nothing about it}}``"""
    found = {}
    for one in report["no_verdict"]:
        found.setdefault(one["customer"], set()).update(one["checks"])
    return found


def run(emulator, path, check=False, variables=None, env=None, **options):
    """The result of the task ``audit_customers``, as the controller gets it."""
    from ansible.parsing.dataloader import DataLoader
    from ansible.playbook.play_context import PlayContext
    from ansible.playbook.task import Task
    from ansible.plugins.connection.local import Connection
    from ansible.template import Templar

    from ansible_collections.telecom.trunking.plugins.action.audit_customers import ActionModule
    from ansible_collections.telecom.trunking.tests.unit.shells import environment

    logins = {
        "carrierx": {"api_url": emulator.carrierx_url, "api_token": emulator.token, "retry_max_wait": 1, "retries": 1},
        "odin": {"api_url": emulator.odin_url, "api_username": emulator.odin_username, "api_password": emulator.odin_password, "retries": 1},
    }
    task = Task()
    task.action, task.check_mode, task.diff = "telecom.trunking.audit_customers", check, False
    task.args = {"path": path, "date": DAY, "quiet": True, **logins, **options}
    task.async_val, task.environment = 0, []
    loader = DataLoader()
    connection = mock.Mock(spec=Connection, transport="local", become=None, has_native_async=False, _shell=mock.Mock(tmpdir=None))
    with environment(env or {}):
        action = ActionModule(task, connection, PlayContext(), loader, Templar(loader), None)
        return json.loads(json.dumps(action.run(task_vars=variables or {})))
