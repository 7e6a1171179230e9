# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaries: secrets that are live, in free-form attributes, in urls, of the login. None is in any report, in the result or on the terminal."""

from __future__ import annotations

import copy
import json

import pytest

from ansible_collections.telecom.trunking.tests.unit import audits, fleets

FORMATS = ("json", "junit", "sarif", "csv", "html")
CANARY = "Canary-7f3a"


def row(state, place, **keys):
    return next(one for one in state[place] if all(one.get(name) == value for name, value in keys.items()))


def documents():
    made = [audits.customer(0), audits.customer(1), audits.odin_customer(0)]
    made[0]["endpoints"][0].update(out_sip_username="c0000", out_sip_password={"env": "NOT_SET"}, attributes={"site": "nyc", "password": f"{CANARY}-declared"})
    made[0]["endpoints"][0]["addresses"][0].update(sip_username="c0000", sip_password={"variable": "not_set"})
    made[0]["trunk_groups"][0]["external_handlers"][0]["url"] = f"https://user:{CANARY}-declared@screen.example.org/h?token={CANARY}-declared"
    del made[1]["trunk_groups"][0]["external_handlers"]
    made[2]["trunk_groups"][0].update(require_authentication=True, sip_authentication_user_name="o", sip_authentication_password={"env": "NOT_SET"})
    return made


def spoil(state):
    """Secrets everywhere, and drift at each of them, so that there is something to show."""
    endpoint = row(state, "endpoints", name="c0000-nyc")
    endpoint.update(out_sip_username="other", out_sip_password=f"{CANARY}-out", voip_token=f"{CANARY}-voip", properties={"password": f"{CANARY}-properties"})
    endpoint["attributes"] = {"site": "bos", "password": f"{CANARY}-attribute", "deep": {"api_key": [f"{CANARY}-x"], "token": f"{CANARY}-deep"}}
    endpoint["addresses"][0].update(sip_username="other", sip_password=f"{CANARY}-sip")
    group = row(state, "trunk_groups", name="c0000-voice")
    group["external_handlers"][0]["url"] = f"https://user:{CANARY}-url@screen.example.org/h?token={CANARY}-query"
    did = row(state, "dids", phonenumber="12125550101")
    did.update(porting_pin=f"{CANARY}-pin", callback_url=f"https://hook.example.org/?key={CANARY}-hook")
    odin = row(state, "odin_trunk_groups", name="o0000-voice")
    odin.update(sipAuthenticationUserName="other", sipAuthenticationPassword=f"{CANARY}-odin")
    state["endpoints"].append({**copy.deepcopy(endpoint), "endpoint_sid": "ep.x", "name": "x-pbx"})
    state["trunk_groups"].append({**copy.deepcopy(group), "trunk_group_sid": "tg.x", "name": "x-voice", "trunks": []})
    # One whose document leaves handlers to others.
    handler = {**group["external_handlers"][0], "url": f"https://user:{CANARY} in two words@screen.example.org/?token={CANARY}-words"}
    row(state, "trunk_groups", name="c0001-voice")["external_handlers"] = [handler]


@pytest.mark.parametrize("readable", [True, False])
def test_no_secret_is_in_any_report(readable, emulator, tmp_path, capsys):
    audits.load(emulator)
    secrets = {"NOT_SET": f"{CANARY}-env"}
    given = documents()
    assert not fleets.run(emulator, copy.deepcopy(given), env=secrets, variables={"not_set": f"{CANARY}-variable"})["failed"]
    state = emulator.state()
    spoil(state)
    emulator.load(state)
    emulator.clear_requests()
    if not readable:
        for path in ("/endpoints$", "/effective_acl/calls$"):
            emulator.fault(method="GET", path=path, status=500, body={"message": f"token {emulator.token} is odd"}, times=None)
    folder = tmp_path / "customers"
    folder.mkdir()
    paths = {name: str(tmp_path / f"audit.{name}") for name in FORMATS}
    result = audits.run(emulator, audits.write(folder, given), reports=paths, quiet=False)
    texts = {name: (tmp_path / f"audit.{name}").read_text(encoding="utf-8") for name in FORMATS}
    texts.update(result=json.dumps(result), terminal="".join(capsys.readouterr()))
    found = json.loads(texts["json"])["findings"]
    fields = {(one["object"] or {"name": ""})["name"] + ":" + (one["field"] or "") for one in found}
    assert {"c0000-voice:external_handlers[0].url", "12125550101:callback_url", "o0000-voice:sip_authentication_user_name"} <= fields
    assert ("unmanaged-object", "c0001-voice") in {(one["check"], one["object"] and one["object"]["name"]) for one in found}
    assert ("c0000-nyc:out_sip_username" in fields) is readable
    for name, text in texts.items():
        assert CANARY not in text and emulator.token not in text and emulator.odin_password not in text, name


def test_reports_are_for_their_owner_alone(emulator, tmp_path):
    audits.load(emulator)
    folder = tmp_path / "customers"
    folder.mkdir()
    path = tmp_path / "new" / "audit.json"
    audits.run(emulator, audits.write(folder, [audits.customer(0)]), reports={"json": str(path)})
    assert path.stat().st_mode & 0o777 == 0o600
