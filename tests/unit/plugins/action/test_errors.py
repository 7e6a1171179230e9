# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong is one clear message: which item, which path, what would be right. No traceback, from either shell."""

from __future__ import annotations

import contextlib
import datetime
import http.server
import ipaddress
import json
import re
import socket
import ssl
import threading

import pytest

from ansible_collections.telecom.trunking.tests.unit import world
from ansible_collections.telecom.trunking.tests.unit.cases import NAME_OF, task_of
from ansible_collections.telecom.trunking.tests.unit.shells import essence, run

TOKEN = "4f2c7a1e-not-a-real-token"


@pytest.fixture
def failing(emulator, task):
    """``failing(module, **params)``: the failure, which has to be the same from both shells, before and after what ``prepare`` orders."""

    def perform(module, check=False, prepare=lambda: None, **params):
        told = []
        for shell in ("module", "action"):
            emulator.clear_requests()
            prepare()
            told.append(essence(task(module, check, shell, **params)))
            emulator.clear_faults()
        assert told[0] == told[1]
        result = told[0]
        assert result["failed"] is True
        assert result["changed"] is False
        assert "Traceback" not in json.dumps(result)
        assert "\n\n" not in result["msg"]
        return result

    return perform


# Input that the schema refuses: every problem at once, and nothing is sent --------------------------------------------

INPUTS = [
    ("trunk_group", {"name": "x", "routing_typ": "failover"}, ["routing_typ: no such option, did you mean routing_type?"]),
    (
        "trunk_group",
        {"name": "x", "routing_type": "failovr"},
        ["routing_type: 'failovr' is not one of failover, round_robin, did you mean failover?"],
    ),
    (
        "trunk_group",
        {"name": "x", "hard_failure_codes": [99, 700]},
        ["hard_failure_codes[0]: 99 is below the minimum 100", "hard_failure_codes[1]: 700 is above the maximum 699"],
    ),
    ("trunk_group", {"name": "x", "hard_failure_codes": [408, "busy"]}, ["hard_failure_codes[1]: 'busy' is not an integer"]),
    ("trunk_group", {"name": "x", "hard_failure_codes": [408, 408]}, ["hard_failure_codes: holds the same item twice"]),
    ("trunk_group", {"name": "x", "hard_failure_threshold": "three"}, ["hard_failure_threshold: 'three' is not an integer"]),
    ("trunk_group", {"name": "x", "hard_failure_cooldown": -1}, ["hard_failure_cooldown: -1 is below the minimum 0"]),
    ("trunk_group", {"name": "x", "routing_data": "gold"}, ["routing_data: 'gold' is not a map"]),
    ("trunk_group", {"name": "x", "trunks": []}, ["trunks: no such option"]),
    ("trunk_group", {"name": ""}, ["name: must not be empty"]),
    ("trunk_group", {}, ["one of name, trunk_group_sid is required"]),
    ("trunk_group", {"name": "x", "state": "gone"}, ["state: 'gone' is not one of present, replaced, absent"]),
    ("trunk_group", {"name": "x", "acls": {"direction": "any"}}, ["acls: the value is not a list"]),
    (
        "trunk_group",
        {"name": "x", "acls": [{"direction": "outbound", "access_control_rules": ["a"]}, {"direction": "sideways", "voice_action": 1}]},
        [
            "acls[1] (sideways): access_control_rules: is required",
            "acls[1] (sideways): direction: 'sideways' is not one of any, inbound, outbound, undirected",
            "acls[1] (sideways): voice_action: no such option",
        ],
    ),
    (
        "trunk_group",
        {"name": "x", "external_handlers": [{"url": "https://one.example.net", "direction": "undirected", "timeout": 0}, {"direction": "any"}]},
        [
            "external_handlers[0] (https://one.example.net): direction: 'undirected' is not one of any, inbound, outbound",
            "external_handlers[0] (https://one.example.net): timeout: 0 is below the minimum 1",
            "external_handlers[1] (any): url: is required",
        ],
    ),
    ("trunk_group", {"name": "x", "transformations": [{"action": "reject"}]}, ["transformations[0] (reject): operands: is required"]),
    (
        "trunk",
        {"name": "nyc", "trunk_group": "acme-voice", "in_capacity": -2, "out_capacity": "many", "priority": -1, "weight": 1.5, "colour": "red"},
        [
            "colour: no such option",
            "in_capacity: -2 is below the minimum -1",
            "out_capacity: 'many' is not an integer",
            "priority: -1 is below the minimum 0",
            "weight: 1.5 is not an integer",
        ],
    ),
    ("trunk", {"name": "nyc"}, ["trunk_group: is required"]),
    ("trunk", {"name": "nyc", "trunk_group": "acme-voice", "allow_forward": None, "name ": "x"}, ["name : no such option"]),
    (
        "endpoint",
        {"name": "x", "addresses": [{"ip": "192.0.2.1", "port": 70000, "transport": "sctp"}, {"port": 5060}, "192.0.2.3"]},
        [
            "addresses[0] (192.0.2.1): port: 70000 is above the maximum 65535",
            "addresses[0] (192.0.2.1): transport: 'sctp' is not one of udp, tcp, tls",
            "addresses[1]: ip: is required",
            "addresses[2]: '192.0.2.3' is not a map",
        ],
    ),
    ("endpoint", {"name": "x", "capacity": -1, "voip_token": "t"}, ["capacity: -1 is below the minimum 0", "voip_token: no such option"]),
    ("access_control_rule", {"name": "x", "operation": "glob", "entries": []}, ["operation: 'glob' is not one of exact, prefix, regexp"]),
    ("access_control_rule", {"name": "x", "operation": None, "field": None}, ["field: cannot be null", "operation: cannot be null"]),
    ("did", {"phonenumber": "call me"}, ["phonenumber: 'callme' is not of the form"]),
    ("did", {"phonenumber": "12125550101", "rent": "perhaps"}, ["rent: 'perhaps' is not true or false"]),
    ("trunk_acl", {"trunk_group": "acme-voice"}, ["access_control_rules: is required", "direction: is required"]),
    (
        "trunk_acl",
        {"trunk_group": "acme-voice", "direction": "inbound", "access_control_rules": ["a"], "exclusive": True, "state": "absent"},
        ["exclusive: goes with state present or replaced"],
    ),
    (
        "trunk_handler",
        {"trunk_group": "acme-voice", "url": "", "handler_timeout": "soon"},
        ["handler_timeout: 'soon' is not an integer", "url: must not be empty"],
    ),
    ("trunk_group", {"name": "x", "timeout": 0, "retries": -1}, ["retries: -1 is below the minimum 0", "timeout: 0 is below the minimum 1"]),
    ("trunk_group_info", {"nam": "x"}, ["nam: no such option, did you mean name?"]),
    ("did_info", {"did_sid": ["x"]}, ["did_sid"]),
]


@pytest.mark.parametrize(("module", "params", "problems"), INPUTS)
def test_what_the_schema_refuses_is_never_sent(module, params, problems, emulator, failing):
    result = failing(module, **params)
    assert emulator.requests() == []
    assert result["msg"] == "\n".join(result["problems"])
    missing = [problem for problem in problems if not any(problem in told for told in result["problems"])]
    assert missing == []
    assert len(result["problems"]) >= len(problems)


def test_a_login_is_needed(emulator):
    for shell in ("module", "action"):
        result = run(shell, "trunk_group", {"name": "x", "api_url": emulator.carrierx_url})
        assert "api_token" in result["msg"]
        assert "CARRIERX_API_TOKEN" in result["msg"]
        assert "api_username" in result["msg"]
    assert emulator.requests() == []


# Names that stand for nothing, or for several things -------------------------------------------------------------------


def twice(kind, ident, **attributes):
    """The state in which a second object has the name of the subject."""
    state = world.world()
    place, key, _name = world.PLACES[kind]
    original = world.objects(state, kind)[world.SUBJECTS[kind]]
    holder = state["trunk_groups"][0] if kind == "trunk" else state
    holder[place].append({**{name: value for name, value in original.items() if name != "trunks"}, key: ident, **attributes})
    return state


@pytest.mark.parametrize("kind", ["endpoint", "access_control_rule", "trunk_group", "trunk"])
@pytest.mark.parametrize("more", [{}, {"state": "absent"}])
def test_a_name_of_several_objects_is_refused(kind, more, emulator, failing):
    emulator.reset(twice(kind, "the.other-1"))
    before = emulator.state()
    result = failing(kind, **task_of(kind, **more))
    assert f" are named {NAME_OF[kind]}: " in result["msg"]
    assert "the.other-1" in result["msg"]
    assert world.SUBJECTS[kind] in result["msg"]
    assert world.PLACES[kind][1] in result["msg"]
    assert emulator.state() == before


@pytest.mark.parametrize("kind", ["endpoint", "access_control_rule", "trunk_group", "trunk"])
def test_the_id_says_which_one_is_meant(kind, emulator, task):
    emulator.reset(twice(kind, "the.other-1"))
    before = emulator.state()
    params = {**task_of(kind), world.PLACES[kind][1]: "the.other-1", "state": "absent"}
    assert task(kind, **params)["changed"] is True
    assert {what[0] for what in world.writes(before, emulator.state())} == {"delete"}
    assert "the.other-1" not in world.objects(emulator.state(), kind)


def test_the_partner_says_which_one_is_meant(emulator, failing, task):
    emulator.reset(twice("trunk_group", "tg.sub-1", partner_sid=world.SUB_PARTNER))
    result = failing("trunk", trunk_group="acme-voice", name="nyc")
    assert "trunk_group: 2 trunk groups are named acme-voice" in result["msg"]
    assert f"tg.sub-1 (partner_sid {world.SUB_PARTNER})" in result["msg"]
    assert task("trunk", trunk_group="acme-voice", name="nyc", partner_sid=world.SUB_PARTNER)["changed"] is True
    assert [trunk["name"] for trunk in world.objects(emulator.state(), "trunk_group")["tg.sub-1"]["trunks"]] == ["nyc"]


def test_the_parents_rule_is_referenced_by_name_or_id(emulator, failing, task):
    emulator.reset(world.world())
    acl = {"direction": "inbound", "voice_action_true": "accept"}
    result = failing("trunk_acl", **task_of("trunk_acl", access_control_rules=["both-have-it"], **acl))
    assert "access_control_rules[0]: 2 access control rules are named both-have-it" in result["msg"]
    assert "rule.parent-1 (a read-only rule of the parent partner)" in result["msg"]
    assert "rule.own-1" in result["msg"]
    for rule in ("carrier-premium", "rule.parent-1", "rule.own-1"):
        assert task("trunk_acl", **task_of("trunk_acl", access_control_rules=[rule], **acl))["changed"] is True


def test_the_parents_rule_is_never_changed(emulator, failing, task):
    emulator.reset(world.world())
    before = emulator.state()
    result = failing("access_control_rule", rule_sid="rule.parent-2", entries=["1"])
    assert "read-only rule of the parent" in result["msg"]
    assert emulator.requests(writes=True) == []
    # A name that only the parent has is free for an own rule.
    created = task("access_control_rule", name="carrier-premium", field="called", operation="prefix", quantifier="any", entries=["1"])
    assert created["operations"] == [{"action": "create", "object": "access_control_rule", "name": "carrier-premium"}]
    removed = task("access_control_rule", name="carrier-premium", state="absent")
    assert removed["changed"] is True
    assert emulator.state()["rules"] == before["rules"]


def test_all_missing_references_at_once(emulator, failing):
    emulator.reset(world.world())
    acls = [
        {"direction": "any", "access_control_rules": ["acme-premium", "gone-one"]},
        {"direction": "inbound", "access_control_rules": ["gone-two"]},
    ]
    result = failing("trunk", trunk_group="gone-group", name="nyc", endpoint="gone-endpoint", acls=acls)
    assert sorted(result["problems"]) == [
        "acls[0].access_control_rules[1]: there is no access control rule named gone-one",
        "acls[1].access_control_rules[0]: there is no access control rule named gone-two",
        "endpoint: there is no endpoint named gone-endpoint",
        "trunk_group: there is no trunk group named gone-group",
    ]
    assert emulator.requests(writes=True) == []


def test_references_of_a_missing_owner(emulator, failing):
    emulator.reset(world.world())
    assert (
        "there is no trunk named gone in the trunk group acme-voice"
        in failing("trunk_acl", trunk_group="acme-voice", trunk="gone", direction="any", access_control_rules=["acme-premium"])["msg"]
    )
    assert "trunk_group: there is no trunk group named gone" in failing("did", phonenumber="12125550101", trunk_group="gone")["msg"]


def test_objects_that_are_still_used_stay(emulator, failing):
    state = world.changed("trunk", "tr.lax-1", world.rich("trunk_group"), acls=world.ACLS)
    emulator.reset(world.changed("did", "did.1", state, trunk_group_sid="tg.acme-1"))
    before = emulator.state()
    for module, name, users in (
        ("endpoint", "acme-nyc", ["trunk group acme-voice (trunks[1] (nyc).endpoint)"]),
        (
            "access_control_rule",
            "acme-premium",
            ["trunk group acme-voice (acls[0].access_control_rules[0])", "trunks[0] (lax).acls[0].access_control_rules[0]"],
        ),
        ("trunk_group", "acme-voice", ["number 12125550101", "Set unbind_numbers"]),
    ):
        result = failing(module, name=name, state="absent")
        assert f"{name} is still used by" in result["msg"]
        assert [user for user in users if user not in result["msg"]] == []
        assert failing(module, check=True, name=name, state="absent")["msg"] == result["msg"]
    assert emulator.state() == before


def test_numbers_that_cannot_be_had(emulator, failing):
    emulator.reset(world.world(), {"aging_dids": "listed"})
    ask = failing("did", phonenumber="12125550150", trunk_group="acme-voice")
    assert "there is no number 12125550150" in ask["msg"]
    assert "Set rent" in ask["msg"]
    assert "does not offer the number 12125550199" in failing("did", phonenumber="12125550199", rent=True)["msg"]
    emulator.reset(world.changed("did", "did.1", status="aging"), {"aging_dids": "listed"})
    assert "released and aging" in failing("did", phonenumber="12125550101", rent=True)["msg"]
    assert emulator.requests(writes=True) == []


def test_something_new_lacks_something(emulator, failing):
    emulator.reset(world.world())
    result = failing("access_control_rule", name="new", operation="prefix")
    assert result["problems"] == [f"{name}: is required for a new access control rule new" for name in ("field", "quantifier", "entries")]
    assert "direction: is required" in failing("trunk_group", name="acme-voice", external_handlers=[{"url": "https://new.example.net"}])["msg"]
    assert "there is no endpoint with the id gone" in failing("endpoint", endpoint_sid="gone", capacity=1)["msg"]
    assert emulator.requests(writes=True) == []


def test_acls_that_cannot_be_told_apart(emulator, failing):
    acl = {"direction": "any", "access_control_rules": ["rule.premium-1"]}
    emulator.reset(
        world.changed("trunk_group", "tg.acme-1", acls=[{**acl, "voice_action_true": "accept"}, {**acl, "voice_action_true": "reject403"}])
    )
    result = failing("trunk_acl", trunk_group="acme-voice", direction="any", access_control_rules=["acme-premium"], voice_action_true="reject503")
    assert "2 acls of the trunk group acme-voice have the same direction" in result["msg"]


# Answers of the API ----------------------------------------------------------------------------------------------------

ANSWERS = [
    ({"status": 400, "body": {"message": "No JSON object could be decoded"}}, ["400", "No JSON object could be decoded"]),
    ({"status": 401, "body": {"message": "Bad credentials"}}, ["401", "token", "Bad credentials"]),
    ({"status": 403, "body": {"message": "Forbidden"}}, ["403", "scopes", "Forbidden"]),
    ({"status": 404, "body": {"message": "Not Found"}}, ["404", "Not Found"]),
    ({"status": 409, "body": {"message": "busy with something"}}, ["409", "conflict", "busy with something"]),
    ({"status": 415, "body": {"message": "Unsupported media type"}}, ["415", "content type"]),
    (
        {
            "status": 422,
            "body": {
                "message": "object validation error",
                "errors": [
                    {"field": "name", "message": "this name already exists", "reference_sid": "tg.77"},
                    {"field": "acls[0].direction", "message": "expected one of any"},
                ],
            },
        },
        ["422", "object validation error", "name: this name already exists", "tg.77", "acls[0].direction: expected one of any"],
    ),
    ({"status": 422, "body": ["odd", 1]}, ["422", "odd"]),
    ({"status": 422, "body": {"errors": "odd"}}, ["422", "odd"]),
    ({"status": 422, "body": {"message": None, "errors": [None, "words", {"message": "no field"}]}}, ["422", "words", "no field"]),
    ({"status": 400, "body_text": "plain words"}, ["400", "plain words"]),
    ({"status": 500, "body_text": "<html><body>" + "x" * 5000 + "</body></html>"}, ["500"]),
    ({"status": 502, "body_text": "<html><h1>Bad Gateway</h1></html>", "times": 9}, ["502", "Bad Gateway"]),
    ({"status": 429, "times": 9}, ["429", "too many requests"]),
]


EVERY_ANSWER = [
    (method, answer, words)
    for method in ("GET", "POST", "PATCH", "DELETE")
    for answer, words in ANSWERS
    if (method, answer["status"]) != ("DELETE", 404)  # gone is as good as deleted
]


@pytest.mark.parametrize(("method", "answer", "words"), EVERY_ANSWER)
def test_an_error_answer_is_one_message(method, answer, words, emulator, failing):
    emulator.reset(world.world())
    module, params = {
        "GET": ("trunk_group", {"name": "acme-voice"}),
        "POST": ("trunk_group", {"name": "new"}),
        "PATCH": ("trunk_group", {"name": "acme-voice", "routing_type": "round_robin"}),
        "DELETE": ("endpoint", {"name": "acme-lax", "state": "absent"}),
    }[method]
    if method == "GET" and answer["status"] in (400, 422):
        # A list that refuses the filter is read without it, that fails too.
        answer = {**answer, "times": 2}
    result = failing(module, retries=0, settle_timeout=0, prepare=lambda: emulator.fault(method=method, **answer), **params)
    assert [word for word in words if word not in result["msg"]] == []
    assert result["status"] == answer["status"]
    assert result["method"] == method
    assert f"{method} {result['path']}" in result["msg"]
    assert "\n" not in result["msg"]
    assert len(result["msg"]) < 500
    if method != "GET":
        assert [operation["action"] for operation in result["operations_left"]] == [{"POST": "create", "PATCH": "update", "DELETE": "delete"}[method]]
        assert result["operations_done"] == []


UNREADABLE = [
    ({"body_text": "<html>Login</html>"}, ["not JSON", "text/html", "Login", "api_url"]),
    ({"body_text": '{"items": ['}, ["not JSON"]),
    ({"body": {"nothing": "here"}}, ["without a list of items", "api_url"]),
    ({"body": []}, ["without a list of items"]),
    ({"body": {"items": {"a": 1}}}, ["without a list of items"]),
    ({"status": 302, "headers": {"location": "https://login.example.net/"}}, ["redirected", "https://login.example.net/", "api_url"]),
]


@pytest.mark.parametrize(("answer", "words"), UNREADABLE)
def test_an_unreadable_answer_is_one_message(answer, words, emulator, failing):
    result = failing("trunk_group", name="acme-voice", prepare=lambda: emulator.fault(method="GET", path="/trunk_groups", **answer))
    assert [word for word in words if word not in result["msg"]] == []
    assert "GET /trunk_groups" in result["msg"]


def test_odd_items_of_a_list(emulator, failing):
    for items in ([None], ["text"], [{}], [{"name": "acme-voice"}]):
        result = failing(
            "trunk_group", name="acme-voice", prepare=lambda items=items: emulator.fault(method="GET", path="/trunk_groups", body={"items": items})
        )
        assert "/trunk_groups" in result["msg"]


@pytest.mark.parametrize("body", ["null", "[]", '"text"', "7", "{}", ""])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_odd_answers_to_writes(method, body, emulator, task):
    """Whatever the API says to a write that it has done, nobody sees a traceback, and nothing is done twice."""
    emulator.reset(world.world())
    name = {"POST": "new", "PATCH": "acme-voice"}[method]
    emulator.fault(method=method, status=200, effect=True, body_text=body, content_type="application/json")
    result = task("trunk_group", name=name, routing_type="round_robin")
    assert "Traceback" not in json.dumps(result)
    assert len(emulator.requests(writes=True)) == 1
    assert [group["routing_type"] for group in world.named(emulator.state(), "trunk_group", name)] == ["round_robin"]
    assert task("trunk_group", name=name, routing_type="round_robin")["changed"] is False


def test_a_missing_scope_says_so(emulator, failing):
    read_only = next(token["access_token"] for token in emulator.state()["tokens"] if token["name"] == "read-only")
    result = failing("trunk_group", name="new", api_token=read_only)
    assert result["status"] == 403
    assert "scopes" in result["msg"]
    assert read_only not in json.dumps(result)


def test_a_wrong_path_says_so(emulator, failing):
    result = failing("trunk_group", name="new", api_url=emulator.carrierx_url + "/v9")
    assert "404" in result["msg"]
    assert "api_url" in result["msg"]


def test_what_was_done_and_what_was_not(emulator, task):
    """A removal that breaks off in the middle."""
    emulator.reset(world.world())
    emulator.fault(method="DELETE", path="/trunks/", status=409, body={"message": "calls are up"}, after=1)
    result = task("trunk_group", name="acme-voice", state="absent")
    assert result["failed"] is True
    assert result["changed"] is True
    assert [operation["name"] for operation in result["operations_done"]] == ["lax"]
    assert [(operation["object"], operation["name"]) for operation in result["operations_left"]] == [("trunk", "nyc"), ("trunk_group", "acme-voice")]
    assert "calls are up" in result["msg"]


# No answer at all ------------------------------------------------------------------------------------------------------


def unreachable(api_url, **params):
    told = [
        essence(run(shell, "trunk_group", {"name": "x", "api_url": api_url, "api_token": TOKEN, "retries": 0, **params}))
        for shell in ("module", "action")
    ]
    assert re.sub(r"0x[0-9a-f]+", "", told[0]["msg"]) == re.sub(r"0x[0-9a-f]+", "", told[1]["msg"])
    assert "Traceback" not in json.dumps(told)
    assert "\n" not in told[0]["msg"]
    assert "object at" not in told[0]["msg"]
    assert api_url.rstrip("/") in told[0]["msg"]
    return told[0]["msg"]


def test_connection_refused():
    with socket.socket() as deaf:  # bound, so that nobody else gets the port, but not listening
        deaf.bind(("127.0.0.1", 0))
        assert "refused" in unreachable(f"http://127.0.0.1:{deaf.getsockname()[1]}/core/v2")


def test_no_such_host():
    assert "no-such-host.invalid" in unreachable("https://no-such-host.invalid/core/v2")


def test_nothing_answers():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "no answer within 1 s" in unreachable(f"http://127.0.0.1:{silent.getsockname()[1]}/core/v2", timeout=1)


@pytest.mark.parametrize("url", ["api.example.net/core/v2", "ftp://api.example.net", "http://", "https://[::1"])
def test_a_url_that_is_none(url):
    assert re.search("api_url|URL|connection options", unreachable(url))


def test_http_spoken_to_something_else():
    class Mail(threading.Thread):
        def run(self):
            with contextlib.suppress(OSError):
                while True:
                    client, _address = server.accept()
                    client.sendall(b"220 mail.example.net ESMTP\r\n")
                    client.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        Mail(daemon=True).start()
        unreachable(f"http://127.0.0.1:{server.getsockname()[1]}/core/v2")


# TLS ---------------------------------------------------------------------------------------------------------------------


class Empty(http.server.BaseHTTPRequestHandler):
    """An API without any objects."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b'{"items": [], "pagination": {}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def tls(tmp_path):
    """``(url, path of the certificate)`` of an API with a certificate that nobody signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "api.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/core/v2", str(pem)
    server.shutdown()
    server.server_close()


def test_an_unknown_certificate_is_refused(tls):
    url, _pem = tls
    told = unreachable(url, retries=3)
    assert "certificate" in told
    assert "ca_path" in told
    assert "tried" not in told


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "UNRELATED"])
def test_a_known_certificate_is_accepted(variable, tls):
    url, pem = tls
    import certifi

    for params in ({"ca_path": pem}, {"validate_certs": False}):
        for shell in ("module", "action"):
            result = run(
                shell, "trunk_group", {"name": "x", "api_url": url, "api_token": TOKEN, **params}, check=True, env={variable: certifi.where()}
            )
            assert result.get("msg") is None
            assert result["changed"] is True


def test_a_certificate_file_that_is_missing(tls, tmp_path):
    url, _pem = tls
    assert "missing.pem" in unreachable(url, ca_path=str(tmp_path / "missing.pem"))


def test_tls_spoken_to_something_else(emulator):
    unreachable(emulator.carrierx_url.replace("http://", "https://"))
