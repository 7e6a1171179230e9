# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sample of the Odin contract that the emulator can serve is served: status, keys and values."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parent.parent / "fixtures" / "odin-samples.json"
SAMPLES = json.loads(FIXTURE.read_text(encoding="utf-8"))
TRUNKS = "/groups/trunk-groups"

CANNOT_BE_SERVED = {
    "delete_hunt_group": "a hunt group is no object of trunking",
    "script_service_provider_trunking_capacity": "the output of a script of a client, no answer of the API",
}


@dataclass
class Case:
    """How one sample is served.

    ``state`` is what the emulator holds before, ``generated`` are keys whose values the server makes up, ``expected``
    repairs what the sample's source says is a slip of the page, or stands for an answer that nobody saw, ``pick`` takes
    from the sample's answer what is compared, ``partly``: all that the sample has must be there.
    """

    state: dict = field(default_factory=dict)
    generated: tuple = ()
    switches: dict = field(default_factory=dict)
    expected: dict | None = None
    pick: object = None
    partly: bool = False


def answer(name):
    return copy.deepcopy(SAMPLES[name]["response"])


def request(name):
    return copy.deepcopy(SAMPLES[name]["request"])


def world(provider, *groups, calls=50, bursting=0, btlus=0, more=None, **lists):
    """A service provider with groups: each a name, or an object without its serviceProviderId."""
    service = [{"serviceName": "Trunk Group", "authorized": True, "assigned": True}]
    usual = {"maxActiveCalls": 50, "groupServices": service}
    made = [{"groupId": group} if isinstance(group, str) else group for group in groups]
    return {
        "odin_service_providers": [{
            "serviceProviderId": provider, "maxActiveCalls": calls, "burstingMaxActiveCalls": bursting, "numberOfBurstingBTLUs": btlus,
            "groupServices": service, **(more or {})}],
        "odin_groups": [{"serviceProviderId": provider, **usual, **group} for group in made],
        **lists,
    }


def trunk(provider, group, name, **more):
    return {"serviceProviderId": provider, "groupId": group, "name": name, "maxActiveCalls": 2, **more}


def users(provider, group, rows):
    return [{"serviceProviderId": provider, "groupId": group, **row} for row in rows]


def on(name, user):
    place = {"name": name, "linePort": user["userId"], "contacts": []}
    return {**user, "endpointType": "trunkAddressing", "trunkAddressing": {"trunkGroupDeviceEndpoint": place}}


def put_seed(**before):
    """The trunk group of the PUT sample as it was before."""
    whole = {name: value for name, value in answer("put_group_trunk_group").items() if not name.startswith(("maxIn", "maxOut"))}
    return {**whole, "maxActiveCalls": 2, **before}


def login_object(body):
    return {name: body[name] for name in ("userId", "loginType")}


MY_LOGIN = {"username": "myusername", "password": "plainpassword"}
LOGGED_IN = {"userId": "myusername", "loginType": "System"}
SHA1 = request("auth_token_request_sha1")
PRODUCTION = world("SP", {"groupId": "GROUP", "burstingMaxActiveCalls": 5, "defaultDomain": "example.com", "devices": [{"deviceName": "DEVICE"}]}, bursting=5)
ON_PRODUCTION = trunk("SP", "GROUP", "TRUNK")
TEMPLATE = request("sdk_config_trunk_group_template")
REPORT = answer("get_service_provider_call_capacity_report")
ROW = answer("list_group_trunk_groups")[0]
HOSTED, ON_TRUNK = (answer(f"get_trunk_group_{name}")["users"] for name in ("available_hosted_users", "users"))
DEVICE = {"deviceLevel": "Group", "deviceName": "odin.mock.dev1"}
OF_TRUNK = answer("get_group_trunk_group")
REROUTED = trunk("ent.odin", "grp.odin.audit", "trunk.odin.audit")
LONG_AGO = {"odin_release": "20sp1"}
NO_BTLUS = {"odin_release": "22"}


def report_group(group):
    capacity = group["groupTrunkCapacity"]
    return {
        **{name: group[name] for name in ("groupId", "groupName", "userLimit")},
        "maxActiveCalls": capacity["maxActiveCalls"],
        "burstingMaxActiveCalls": capacity["burstingMaxActiveCalls"],
        "groupServices": [group["service"]],
    }


CASES = {
    "post_group_trunk_group_seed": Case(world("ServiceProviderID", "GroupID")),
    "put_group_trunk_group": Case(world("ServiceProviderID", "GroupID", odin_trunk_groups=[put_seed()])),
    "get_group_trunk_group": Case(
        world("ent.odin", "grp.odin", "grp.odin.audit", odin_trunk_groups=[{**OF_TRUNK, "callForwardingAlwaysForwardAddress": "123123123"}, REROUTED]),
        switches={**LONG_AGO, "odin_numeric_strings": "numbers"}),
    "list_group_trunk_groups": Case(
        world("odin.mock.sp1", "odin.mock.sp.grp1", odin_trunk_groups=[
            trunk("odin.mock.sp1", "odin.mock.sp.grp1", ROW["name"], accessDevice=DEVICE)]), expected=[ROW]),
    "get_group_call_capacity": Case(
        world("odin.mock.sp1", {"groupId": "odin.mock.sp1.grp1", "maxActiveCalls": 3, "burstingMaxActiveCalls": 3}, calls=5, bursting=5),
        switches=NO_BTLUS),
    "put_group_call_capacity": Case(world("ServiceProviderID", "GroupID", calls=10, bursting=-1, btlus=1)),
    "get_service_provider_call_capacity": Case(world("odin.mock.clone.ent1", calls=10, bursting=10), switches=NO_BTLUS),
    "put_service_provider_call_capacity": Case(
        world("ServiceProviderID"), expected={**request("put_service_provider_call_capacity"), "numberOfBurstingBTLUs": 0}),
    "get_service_provider_call_capacity_report": Case(
        world("ent.odin", *[report_group(group) for group in REPORT["groups"]], calls=40, bursting=-1, odin_trunk_groups=[
            trunk("ent.odin", "group.odin", f"t{n}") for n in range(4)]), switches=NO_BTLUS),
    "get_trunk_group_users": Case(world(
        "odin.mock.sp1", "odin.mock.sp.grp1",
        odin_trunk_groups=[trunk("odin.mock.sp1", "odin.mock.sp.grp1", "odin.mock.trunk2")],
        odin_users=[on("odin.mock.trunk2", user) for user in users("odin.mock.sp1", "odin.mock.sp.grp1", ON_TRUNK)])),
    "get_trunk_group_available_hosted_users": Case(world(
        "odin.mock.sp1", "odin.mock.sp.grp1",
        odin_trunk_groups=[trunk("odin.mock.sp1", "odin.mock.sp.grp1", "odin.mock.trunk2")],
        odin_users=[*users("odin.mock.sp1", "odin.mock.sp.grp1", HOSTED),
                    on("odin.mock.trunk2", users("odin.mock.sp1", "odin.mock.sp.grp1", ON_TRUNK)[0])])),
    "get_session": Case(
        {"odin_logins": [{"username": answer("get_session")["userId"], "password": "p", "loginType": "Provisioning",
                          "domain": answer("get_session")["userDomain"]}]}, switches={"odin_release": "21sp1"}),
    "auth_token_request": Case({"odin_logins": [MY_LOGIN]}, expected=LOGGED_IN, partly=True),
    "auth_token_request_sha1": Case(
        {"odin_logins": [{"username": SHA1["username"], "password": "clear"}]}, switches={"odin_release": "21sp1"}, expected=LOGGED_IN, partly=True),
    "auth_token_request_xsp": Case({"odin_logins": [{**MY_LOGIN, "password": "plain"}]}, expected=LOGGED_IN, partly=True),
    "sip_password_generate": Case(generated=("password",)),
    "sip_passwords_generate": Case(generated=("passwords",)),
    "password_generate": Case(generated=("password",)),
    "passcode_generate": Case(generated=("passcode",)),
    "list_service_providers": Case({"odin_service_providers": answer("list_service_providers"), "odin_groups": []}),
    "get_service_provider": Case({"odin_service_providers": [answer("get_service_provider")], "odin_groups": []}),
    "list_groups": Case(world("test.mock.ent1", *answer("list_groups"))),
    "get_group": Case(
        world("ent.test", {**answer("get_group"), "callingLineIdDisplayPhoneNumber": "2345678900", "locationDialingCode": "234"},
              odin_users=users("ent.test", "grp.test", [{"userId": f"u{n}@domain.com"} for n in range(8)])),
        switches={"odin_numeric_strings": "numbers"}),
    "get_group_services": Case(world("Test", "TestGroup"), partly=True),
    "get_group_services_assigned": Case(world("Test-Enterprise-EU", "TGDMS")),
    "get_group_dns": Case(world("odin.mock.ent1", "odin.mock.grp1", more={
        "numbers": [{**row, "groupId": "odin.mock.grp1"} for row in answer("get_group_dns")["dns"]]})),
    "get_service_provider_dns": Case(world("odin.mock.ent1", "odin.mock.grp1", more={"numbers": answer("get_service_provider_dns")["dns"]})),
    "get_user": Case(world("ent.odin", {"groupId": "grp.odin", "departments": ["mayur"]}, odin_users=[answer("get_user")])),
    "post_user": Case(
        world("my_service_provider_id", {"groupId": "my_group_id", "defaultDomain": "testdomain.net", "timeZone": "Europe/London",
                                         "timeZoneDisplayName": "(GMT+01:00) Greenwich Mean Time"}), expected=answer("post_user")[0]),
    "delete_user": Case(world(
        "s", "g", odin_users=users("s", "g", [{"userId": "john.smith@testdomain.net"}]))),
    "put_user_authentication": Case(world("s", "g", odin_users=users("s", "g", [{"userId": "john.smith@testdomain.net"}]))),
    "post_group_device": Case(world("service_provider_id", "group_id")),
    "sdk_config_trunk_group_template": Case(
        world("odin.mock.sp1", {"groupId": "odin.mock.sp.grp1", "devices": [{"deviceName": "odin.mock.dev2"}]}),
        expected={**TEMPLATE, "accessDevice": {"deviceLevel": "Group", "deviceName": "odin.mock.dev2"}}, partly=True),
    "production_script_post_trunk_group": Case(PRODUCTION, expected={
        **{name: value for name, value in request("production_script_post_trunk_group").items() if name != "sipAuthenticationPassword"},
        "accessDevice": {"deviceLevel": "Group", "deviceName": "DEVICE"}}, partly=True),
    "production_script_put_pilot_user": Case(
        {**PRODUCTION, "odin_trunk_groups": [ON_PRODUCTION],
         "odin_users": [on("TRUNK", user) for user in users("SP", "GROUP", [{"userId": "pilot@example.com"}])]},
        expected={**ON_PRODUCTION, "pilotUserId": "pilot@example.com"}, partly=True),
    "production_script_put_user_trunk_addressing": Case(
        {**PRODUCTION, "odin_trunk_groups": [ON_PRODUCTION], "odin_users": users("SP", "GROUP", [{"userId": "user@example.com"}])},
        expected={"endpointType": "trunkAddressing", "trunkAddressing": {"trunkGroupDeviceEndpoint": {
            "name": "TRUNK", "linePort": "user@example.com", "staticRegistrationCapable": "false", "useDomain": "true",
            "isPilotUser": "false", "contacts": []}}}, partly=True),
    "production_script_put_group_capacity": Case(
        PRODUCTION, expected={**request("production_script_put_group_capacity"), "maxAvailableActiveCalls": 50}, partly=True),
    "log_call_capacity_400": Case(
        world("ServicePrividerID", {"groupId": "groupId", "groupServices": []}),
        expected={"error": "[Error 9903] Service not assigned: Trunk Group", "status": 400}, partly=True),
}
SHA1["password"] = hashlib.sha1(b"clear").hexdigest()  # the sample has a word in place of the hash
REQUESTS = {"auth_token_request_sha1": SHA1}


def test_every_sample_is_accounted_for():
    assert set(CASES) | set(CANNOT_BE_SERVED) == set(SAMPLES)
    assert not set(CASES) & set(CANNOT_BE_SERVED)
    assert all(CANNOT_BE_SERVED.values())


@pytest.mark.parametrize("name", CASES)
def test_sample(odin, name):
    case, sample = CASES[name], SAMPLES[name]
    odin.load(**case.state)
    odin.switch(**case.switches)
    first = odin.state()["odin_logins"][0]
    token = odin.log_in(first["username"], first["password"])["token"]
    got = odin.call(sample["method"], sample["path"], REQUESTS.get(name, sample["request"]), token=token)
    assert got.status_code == (sample["status"] or 200), got.text
    wanted = sample["response"] if case.expected is None else case.expected
    found = got.json()
    for key in case.generated:
        same_kind(found, copy.deepcopy(wanted), key)
        found[key] = wanted[key]
    assert (trimmed(found, wanted) if case.partly else found) == wanted


@pytest.mark.parametrize("name", ["post_group_trunk_group_seed", "put_group_trunk_group", "get_group_trunk_group"])
def test_the_keys_of_a_trunk_group_come_in_the_order_of_the_samples(odin, name):
    case, sample = CASES[name], SAMPLES[name]
    odin.load(**case.state)
    odin.switch(**case.switches)
    got = odin.call(sample["method"], sample["path"], sample["request"])
    assert list(got.json()) == list(sample["response"])


def same_kind(found, wanted, key):
    """A generated value has to be of the sample's type and length, not the same twice."""
    assert type(found[key]) is type(wanted[key]) and len(found[key]) == len(wanted[key])
    if isinstance(found[key], list):
        assert len(set(found[key])) == len(found[key]) and {len(one) for one in found[key]} == {len(one) for one in wanted[key]}


def trimmed(found, wanted):
    """What of ``found`` the sample also has."""
    if isinstance(wanted, dict):
        return {name: trimmed(found[name], value) for name, value in wanted.items()}
    if isinstance(wanted, list):
        return [trimmed(f, w) for f, w in zip(found, wanted)] + found[len(wanted):]
    return found
