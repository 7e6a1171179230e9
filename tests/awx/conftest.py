# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project as users make one of the skeleton, an emulator, and jobs."""

from __future__ import annotations

import itertools
import json
import shutil

import pytest

from ansible_collections.telecom.trunking.tests.awx import jobs, rules
from ansible_collections.telecom.trunking.tests.emulator.spawn import running

# Secrets of this run. None of them may be seen in what AWX keeps of a job.
SECRETS = {"CEDAR_DENTAL_SIP_PASSWORD": "canary-Cedar-1", "ACME_BOSTON_SIP_PASSWORD": "canary-Boston-1"}


@pytest.fixture(scope="session")
def the_emulator():
    with running() as emulator:
        yield emulator


@pytest.fixture
def emulator(the_emulator):
    the_emulator.reset()
    return the_emulator


@pytest.fixture
def project(tmp_path):
    """The skeleton with the documents of the other examples: five customers at two providers."""
    folder = shutil.copytree(jobs.AWX / "project", tmp_path / "project")
    shutil.copytree(jobs.COLLECTION / "examples" / "customers", folder / "customers", dirs_exist_ok=True)
    return folder


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def exported(project, home):
    """``exported()``: what an update of the inventory brings in now."""

    def update():
        done = jobs.updated(project, home)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return update


@pytest.fixture
def credentials(emulator):
    """The environment of a job with the two credentials that configure.yml makes, rendered as AWX does."""
    inputs = {
        "CarrierX": {"api_url": emulator.carrierx_url, "api_token": emulator.token},
        "Odin": {"api_url": emulator.odin_url, "api_username": emulator.odin_username, "api_password": emulator.odin_password},
    }
    types = {one["name"]: one for one in jobs.settings("credential_types")["configure_credential_types"]}
    return {name: value for kind, given in inputs.items() for name, value in rules.environment(types[kind], given).items()}


@pytest.fixture
def launch(project, home, tmp_path, credentials, emulator):
    """``launch(playbook, inventory, ...)``: run a job. That no secret is in what it leaves behind is asked of each of them."""
    counter = itertools.count(1)
    secret = {**SECRETS, "token": emulator.token, "password": emulator.odin_password}

    def perform(playbook, inventory, environment=None, secrets=(), **more):
        job = jobs.Job(playbook, inventory, {**SECRETS, **credentials, **(environment or {})}, **more)
        outcome = jobs.run(job, project, tmp_path / f"job-{next(counter)}", home)
        kept = outcome.kept()
        assert outcome.events, outcome.stdout
        assert [name for name, value in [*secret.items(), *enumerate(secrets)] if value in kept] == []
        return outcome

    return perform


def writes(emulator):
    """What was written at the providers, logins apart."""
    return [f"{one['method']} {one['path']}" for one in emulator.requests(writes=True) if not one["path"].endswith("/auth/token")]
