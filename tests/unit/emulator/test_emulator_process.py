# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as a process: what it prints, how it ends, cut connections, kept-alive connections."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from ansible_collections.telecom.trunking.tests.emulator import spawn

WAIT_S = 50


@pytest.fixture(scope="module")
def emulator():
    with spawn.running() as running:
        yield running


@pytest.fixture
def client(emulator):
    emulator.reset()
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {emulator.token}"
        yield session


def start(*arguments, **more):
    command = [sys.executable, "-m", "tests.emulator", *arguments]
    return subprocess.Popen(command, cwd=spawn.COLLECTION, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def test_the_variables_are_ready_to_paste():
    process = start("--port", "0")
    lines = [process.stdout.readline() for _n in range(6)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=WAIT_S)
    assert process.returncode == 0 and (out, err) == ("", "")
    assert lines[0].startswith("export CARRIERX_API_URL=http://127.0.0.1:") and lines[0].endswith("/core/v2\n")
    assert lines[1].startswith("export CARRIERX_API_TOKEN=") and len(lines[1]) > 40
    assert lines[2].startswith("export ODIN_API_URL=http://127.0.0.1:") and lines[2].endswith("/api/v2\n")
    assert lines[3:5] == ["export ODIN_API_USERNAME=admin\n", "export ODIN_API_PASSWORD=admin-password\n"]
    assert lines[5].startswith("# ") and "Ctrl-C" in lines[5]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quickly_even_while_a_request_waits(number):
    process = start("--port", "0", "--quiet")
    environment = spawn.announced(process)
    running = spawn.Running(environment, process)
    running.fault(latency_ms=60_000)
    sock = socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2])))
    sock.sendall(b"GET /core/v2/trunk_groups HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.2)
    process.send_signal(number)
    _out, err = process.communicate(timeout=WAIT_S)  # the request has far longer to wait
    sock.close()
    assert (process.returncode, err) == (0, "")


def test_a_port_in_use_is_one_clear_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = start("--port", port)
        out, err = process.communicate(timeout=WAIT_S)
    assert (process.returncode, out) == (1, "")
    assert err.count("\n") == 1 and f"127.0.0.1:{port}" in err and "in use" in err


@pytest.mark.parametrize("quiet", [True, False])
def test_the_access_log_is_silenced_by_quiet(quiet):
    process = start("--port", "0", *(["--quiet"] if quiet else []))
    environment = spawn.announced(process)
    requests.get(environment["CARRIERX_API_URL"] + "/trunk_groups?limit=1", timeout=WAIT_S)
    process.terminate()
    _out, err = process.communicate(timeout=WAIT_S)
    assert ("GET /core/v2/trunk_groups?limit=1 401" in err) is not quiet
    assert err.count("\n") == (0 if quiet else 1)


def test_it_ends_with_its_parent():
    script = (
        "import os, sys\n"
        f"sys.path.insert(0, {str(spawn.COLLECTION)!r})\n"
        "from tests.emulator.spawn import running\n"
        "with running() as emulator:\n"
        "    print(emulator.process.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    parent = subprocess.run([sys.executable, "-c", script], cwd=spawn.COLLECTION, capture_output=True, text=True, timeout=WAIT_S, check=False)
    assert parent.returncode == -signal.SIGKILL
    assert ended(int(parent.stdout)), "an orphan remains"


def ended(pid):
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def test_running_leaves_nothing_behind():
    with spawn.running() as running:
        assert requests.get(running.url + "/_emulator/switches", timeout=WAIT_S).status_code == 200
    assert running.process.returncode == 0


def test_running_says_when_it_cannot_start():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RuntimeError, match="exit code 1"), spawn.running(port=port):
            pass


def test_cut_before_the_work(emulator, client):
    emulator.fault(method="POST", cut="before")
    with pytest.raises(requests.ConnectionError):
        client.post(emulator.carrierx_url + "/trunk_groups", json={"name": "lost"})
    assert emulator.state()["trunk_groups"] == []
    assert [(one["method"], one["status"]) for one in emulator.requests()] == [("POST", None)]
    assert client.get(emulator.carrierx_url + "/trunk_groups").status_code == 200


def test_cut_after_the_work(emulator, client):
    emulator.fault({"method": "POST", "cut": "after"}, {"method": "PATCH", "cut": "after", "latency_ms": 20})
    with pytest.raises(requests.ConnectionError):
        client.post(emulator.carrierx_url + "/trunk_groups", json={"name": "lost"})
    (group,) = emulator.state()["trunk_groups"]
    assert group["name"] == "lost"
    with pytest.raises(requests.ConnectionError):
        client.patch(f"{emulator.carrierx_url}/trunk_groups/{group['trunk_group_sid']}", json={"name": "found"})
    assert emulator.state()["trunk_groups"][0]["name"] == "found"
    assert emulator.faults() == []


def test_connections_are_kept_alive_and_named(emulator, client):
    for _n in range(3):
        client.get(emulator.carrierx_url + "/trunk_groups")
    requests.get(emulator.carrierx_url + "/trunk_groups", timeout=WAIT_S)
    names = [one["client"] for one in emulator.requests()]
    assert len(set(names[:3])) == 1 and names[3] != names[0]


def test_a_client_that_leaves_early_does_no_harm(emulator, client):
    emulator.fault(latency_ms=200, times=1)
    with pytest.raises(requests.Timeout):
        client.get(emulator.carrierx_url + "/trunk_groups", timeout=0.05)
    assert client.get(emulator.carrierx_url + "/trunk_groups").status_code == 200


def test_requests_wait_side_by_side():
    with spawn.running() as emulator, contextlib.ExitStack() as stack:
        emulator.fault(path="/partners$", latency_ms=600_000)
        address = ("127.0.0.1", int(emulator.url.rpartition(":")[2]))
        for path in [*["partners"] * 20, "endpoints"]:
            sock = stack.enter_context(socket.create_connection(address, timeout=WAIT_S))
            sock.sendall(f"GET /core/v2/{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert sock.recv(99).startswith(b"HTTP/1.1 401")


def test_the_helpers_of_running(emulator, client):
    emulator.load({"trunk_groups": [{"name": "x"}]})
    assert [one["name"] for one in emulator.state()["trunk_groups"]] == ["x"]
    assert emulator.switches(page_limit_max=5)["page_limit_max"] == 5 == emulator.switches()["page_limit_max"]
    client.get(emulator.carrierx_url + "/trunk_groups")
    client.post(emulator.carrierx_url + "/trunk_groups", json={})
    assert len(emulator.requests()) == 2 and [one["method"] for one in emulator.requests(writes=True)] == ["POST"]
    emulator.clear_requests()
    emulator.fault(status=500)
    emulator.clear_faults()
    assert emulator.requests() == [] == emulator.faults()
    with pytest.raises(RuntimeError, match="no such switch: nothing"):
        emulator.switches(nothing=1)
    emulator.reset(switches={"rate_limit": 1})
    assert emulator.switches()["rate_limit"] == 1


def test_the_next_page_is_an_address_that_answers(emulator, client):
    body = client.get(emulator.carrierx_url + "/phonenumber/dids", params={"limit": 30}).json()
    seen = body["count"]
    while "next" in body["pagination"]:
        body = client.get(body["pagination"]["next"]).json()
        seen += body["count"]
    assert seen == body["total"] == 70
