# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator inside the test's process, with its control plane."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from ansible_collections.telecom.trunking.tests.emulator.app import create_app
from ansible_collections.telecom.trunking.tests.emulator.carrierx import batch, provider, seed, store
from ansible_collections.telecom.trunking.tests.emulator.odin import seed as odin_seed

ROOT = "http://testserver"


class Api:
    """Calls of the API as the main partner (or with another token), and of the control plane."""

    seed = seed

    def __init__(self) -> None:
        self.app = create_app()
        self.emulator = self.app.state.emulator
        self.client = TestClient(self.app, base_url=ROOT)
        self.token = seed.TOKEN

    def call(self, method, path, body=None, token=None, **more):
        headers = {"Authorization": f"Bearer {token or self.token}", **more.pop("headers", {})}
        arguments = {"json": body} if body is not None else {}
        return self.client.request(method, f"/core/v2{path}", headers=headers, **arguments, **more)

    def get(self, path, status=200, **more):
        return self.done("GET", path, None, status, more)

    def post(self, path, body, status=200, **more):
        return self.done("POST", path, body, status, more)

    def patch(self, path, body, status=200, **more):
        return self.done("PATCH", path, body, status, more)

    def put(self, path, body, status=200, **more):
        return self.done("PUT", path, body, status, more)

    def delete(self, path, status=204, **more):
        return self.done("DELETE", path, None, status, more)

    def done(self, method, path, body, status, more):
        """The JSON of the answer, which has to have this status."""
        answer = self.call(method, path, body, **more)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def names(self, path, **more):
        return [item["name"] for item in self.get(path, **more)["items"]]

    def control(self, method, path, body=None, status=None):
        answer = self.client.request(method, f"/_emulator/{path}", **({"json": body} if body is not None else {}))
        assert answer.status_code == (status or answer.status_code) and (status or answer.status_code < 300), answer.text
        return answer.json() if answer.content else None

    def load(self, **state):
        self.control("PUT", "state", state)

    def state(self):
        return self.control("GET", "state")

    def switch(self, **values):
        return self.control("PUT", "switches", values)

    def fields(self, answer):
        """The fields that a validation error names."""
        return [error["field"] for error in answer["errors"]]


@pytest.fixture
def api():
    return Api()


class OdinApi(Api):
    """Calls of the Odin half, logged in as its administrator (or with another log-in's token)."""

    seed = odin_seed
    home = {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC"}

    def __init__(self) -> None:
        super().__init__()
        self.token = self.log_in()["token"]
        self.control("DELETE", "requests")

    def log_in(self, username="admin", password=None, status=200):
        body = {"username": username, "password": password or f"{username}-password"}
        answer = self.client.post("/api/v2/auth/token", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def call(self, method, path, body=None, token=None, **more):
        headers = {"Authorization": f"Bearer {token or self.token}", **more.pop("headers", {})}
        arguments = {"json": body} if body is not None else {}
        return self.client.request(method, f"/api/v2{path}", headers=headers, **arguments, **more)

    def delete(self, path, status=200, **more):
        return self.done("DELETE", path, None, status, more)

    def refused(self, method, path, body=None, status=400, **more):
        """The text of a refusal, with its details."""
        answer = self.done(method, path, body, status, more)
        assert set(answer) == {"error", "status", "details"} and answer["status"] == status
        return f"{answer['error']} ({answer['details']})"

    def create(self, name="t", status=200, **attributes):
        return self.post("/groups/trunk-groups", {**self.home, "name": name, "maxActiveCalls": 2, **attributes}, status)

    def change(self, name="t", status=200, **attributes):
        return self.put("/groups/trunk-groups", {**self.home, "name": name, **attributes}, status)

    def trunk(self, name="t", status=200, **more):
        return self.get("/groups/trunk-groups", status, params={**self.home, "name": name}, **more)

    def remove(self, name="t", status=200):
        return self.delete("/groups/trunk-groups", status, params={**self.home, "name": name})

    def names(self, **more):
        return [row["name"] for row in self.get("/groups/trunk-groups", params={**self.home, **more})]

    def put_on(self, user_id, name="t", status=200):
        """Put a user on a trunk group."""
        place = {"trunkGroupDeviceEndpoint": {"name": name, "linePort": user_id, "contacts": []}}
        return self.put("/users", {"userId": user_id, "endpointType": "trunkAddressing", "trunkAddressing": place}, status)


@pytest.fixture
def odin():
    return OdinApi()


class Clock:
    """The time that the emulator's delays are measured with: it stands still between the steps of a test."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def step(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in (batch, provider, store):
        monkeypatch.setattr(module, "monotonic", clock)
    return clock
