# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One emulator for each process that runs tests, started when the first test asks for it, reset for every test.

``ansible-test`` forks for each test: what a fixture starts would die with the test, so a hook around the fork starts it.
"""

from __future__ import annotations

import contextlib
import functools
import importlib

import jsonschema
import pytest
import requests

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, client, documents, odin
from ansible_collections.telecom.trunking.plugins.module_utils.options import options
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import AUDIT_REPORT
from ansible_collections.telecom.trunking.plugins.module_utils.validation import problems
from ansible_collections.telecom.trunking.tests.emulator.carrierx import seed
from ansible_collections.telecom.trunking.tests.emulator.spawn import running
from ansible_collections.telecom.trunking.tests.unit import odin_world
from ansible_collections.telecom.trunking.tests.unit.killed import Killed
from ansible_collections.telecom.trunking.tests.unit.shells import run

# ansible-test forks for each test: what is loaded and made here is paid for once, not by each of them.
jsonschema.Draft202012Validator({}).is_valid({})
requests.Session().close()
documents.problems({})
seed.state()
for _schema in (AUDIT_REPORT, *map(options, (*carrierx.MODULES.values(), *odin.MODULES.values()))):
    problems(_schema, {})
_ACTIONS = "ansible_collections.telecom.trunking.plugins.action."
for _controller in (
    "ansible.parsing.dataloader",
    "ansible.playbook.task",
    "ansible.plugins.connection.local",
    "ansible.template",
    *(_ACTIONS + name for name in ("audit_customers", "customer_order", "customers", "endpoint", "validate_customers")),
):
    with contextlib.suppress(ImportError):  # tests of modules and module_utils run without the controller's code
        importlib.import_module(_controller)

_STARTED = contextlib.ExitStack()
_EMULATORS = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    if "emulator" in getattr(item, "fixturenames", ()) and not _EMULATORS:
        _EMULATORS.append(_STARTED.enter_context(running()))
    return (yield)


def pytest_unconfigure():
    _STARTED.close()


@pytest.fixture
def emulator():
    """A running emulator with its seed, no faults, an empty log."""
    _EMULATORS[0].reset()
    return _EMULATORS[0]


@pytest.fixture
def task(emulator):
    """``task(module, **params)``: a task against the emulator, straight through the engine unless told otherwise."""

    def perform(module, check=False, shell="engine", diff=True, env=None, **params):
        return run(shell, module, {"api_url": emulator.carrierx_url, "api_token": emulator.token, **params}, check, diff, env)

    return perform


@pytest.fixture
def odin_task(emulator):
    """The same against the Odin half, in the group ``ACME_NYC`` unless told otherwise. What is Ellipsis is not given."""

    def perform(module, check=False, shell="engine", diff=True, env=None, login="admin", **params):
        connection = {"api_url": emulator.odin_url, "api_username": login, "api_password": f"{login}-password"} if login else {}
        return run(shell, module, odin_world.in_place({**connection, **params}), check, diff, env)

    return perform


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that clients make, in seconds, without making them."""
    made = []
    for provider in (carrierx, odin):
        monkeypatch.setattr(provider, "Client", functools.partial(client.Client, sleep=made.append))
    return made


@pytest.fixture
def deadly(monkeypatch):
    """``deadly(n, moment)``: the n-th request from now on is the last thing that happens, ``before`` or ``after`` it took effect."""
    real, left = requests.Session.send, {}

    def send(self, request, **more):
        left["n"] = left.get("n", -1) - 1
        if left["n"] == -1 and left["moment"] == "before":
            raise Killed
        answer = real(self, request, **more)
        if left["n"] == -1:
            raise Killed
        return answer

    monkeypatch.setattr(requests.Session, "send", send)
    return lambda n, moment: left.update(n=n, moment=moment)
