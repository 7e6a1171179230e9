# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cisco BroadWorks through the Odin API v2: what it calls things, and how they are read and written. Private to the collection.

Objects have no ids: the key is in the query of a GET or DELETE and in the body of a POST or PUT (Odin contract section 1). Every
method takes the ``place`` of an object, ``{"service_provider_id": ..., "group_id": ...}``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from ansible_collections.telecom.trunking.plugins.module_utils import compare
from ansible_collections.telecom.trunking.plugins.module_utils.client import Client
from ansible_collections.telecom.trunking.plugins.module_utils.connection import connect, connection_options, login_option
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, Refused, TrunkingError, UnreadableAnswer, UnresolvedReference
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info, Kind, Provider
from ansible_collections.telecom.trunking.plugins.module_utils.odin_rules import (
    CALL_CAPACITY_RULES,
    GROUP_SERVICE_RULES,
    TRUNK_GROUP_RULES,
    TRUNK_USER_RULES,
    planned_capacity,
)
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_call_capacity import ODIN_CALL_CAPACITY as CALL_CAPACITY_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_group_service import ODIN_GROUP_SERVICE as GROUP_SERVICE_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_group import ODIN_TRUNK_GROUP as TRUNK_GROUP_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.odin_trunk_user import ODIN_TRUNK_USER as TRUNK_USER_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.tokens import TOKENS

# Names --------------------------------------------------------------------------------------------------------------


def wire_name(name, prop):
    """Odin's name of an attribute: camelCase, but for the few that it spells its own way (``x-wire``)."""
    first, *rest = name.split("_")
    return prop.get("x-wire", first + "".join(word.capitalize() for word in rest))


def to_wire(schema, item):
    """An object of ours under Odin's names."""
    properties = schema["properties"]
    return {wire_name(n, properties[n]): _value_to_wire(properties[n], value) for n, value in item.items() if n in properties}


def _value_to_wire(prop, value):
    if isinstance(value, dict) and "properties" in prop:
        return to_wire(prop, value)
    if isinstance(value, list) and "x-wire-item" in prop:
        return [{prop["x-wire-item"]: item} for item in value]
    return value


def from_wire(schema, item):
    """An object of Odin's under our names, its values in canonical form. What is empty there is left out, as if it had not been sent (section 6).

    :raises UnreadableAnswer: if a value is of another type than documented.
    """
    ours = {}
    for name, prop in schema["properties"].items():
        value = item.get(wire_name(name, prop))
        if value is None or value == "":
            continue
        if isinstance(value, dict) and "properties" in prop:
            value = from_wire(prop, value)
        elif isinstance(value, list) and "x-wire-item" in prop:
            value = [row.get(prop["x-wire-item"]) if isinstance(row, dict) else row for row in value]
        value = compare.canonical(prop, value)
        if compare.fits(prop, value):
            ours[name] = value
        elif not prop.get("readOnly"):
            # To leave it out would mean that it is empty.
            raise UnreadableAnswer(f"The API answered with {wire_name(name, prop)} in another form than documented. Ask the provider why.")
    return ours


# The API ------------------------------------------------------------------------------------------------------------


class Login:
    """``requests`` auth that logs in when the first request needs it (section 2), or uses the token that it is given.

    :ivar client: sends the login, without a login of its own.
    """

    def __init__(self, client, username, password, token=None):
        self.client, self.username, self.password, self.given = client, username, password, token
        self.key = (client.connection.url, username, password)
        self.identity = (*self.key, token)
        self._lock = Lock()

    def __hash__(self):
        return hash(self.identity)

    def __eq__(self, other):
        return isinstance(other, Login) and self.identity == other.identity

    def __call__(self, request):
        with self._lock:
            if not self.given and TOKENS.get(self.key) is None:
                self._log_in()
            token = self.given or TOKENS.get(self.key)
        self.client.secrets.add(token)
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    def renew(self, refused=None):
        """Log in. False if there is nothing to log in with. A token that was given and is refused counts no longer then.

        :param refused: the ``Authorization`` header that was refused. If there is another token by now, another thread has logged in.
        """
        if not (self.username and self.password):
            return False
        with self._lock:
            if refused is None or refused == f"Bearer {self.given or TOKENS.get(self.key)}":
                self._log_in()
        return True

    def _log_in(self):
        if not (self.username and self.password):
            return
        self.given = None
        # Another token does no harm.
        answer = self.client.request("POST", "/auth/token", body={"username": self.username, "password": self.password}, like="PUT")
        token = answer.get("token") if isinstance(answer, dict) else None
        if not token:
            raise UnreadableAnswer("POST /auth/token was answered without a token. Check api_url.", method="POST", path="/auth/token")
        TOKENS.keep(self.key, str(token))


def _object(answer, path):
    """:raises UnreadableAnswer: if a profile was asked for and the answer is none."""
    if isinstance(answer, dict):
        return answer
    raise UnreadableAnswer(f"GET {path} was answered with something that is no object. Check api_url.", method="GET", path=path)


def _rows(answer, path, name):
    """The objects of a list in a profile.

    :raises UnreadableAnswer: if it is not there: a list that was left out is not an empty one.
    """
    rows = _object(answer, path).get(name)
    if isinstance(rows, list):
        return [_object(row, path) for row in rows]
    raise UnreadableAnswer(f"GET {path} was answered without a list of {name}. Check api_url.", method="GET", path=path)


@dataclass
class Api:
    """What the engine calls. How a kind is read and written is up to its ``access``."""

    client: Client

    def find(self, kind, name, parent=None):
        return kind.access.find(self.client, name, parent)

    def all(self, kind, parent=None, where=None):
        items = kind.access.all(self.client, parent)
        return [item for item in items if all(item.get(name) == value for name, value in (where or {}).items())]

    def keeps(self, kind):
        """Whether reading many objects one by one costs no more than reading all."""
        return False

    def referring(self, kind, attribute, target, ident, place=None):
        """The objects of a kind that may refer to another one by an attribute."""
        return self.all(kind, place, {attribute: ident} if attribute else None)

    def short(self, kind):
        """Listings are not counted here."""
        return None

    def alone(self, kind, ident, parent=None):
        return self.get(kind, ident, parent)

    def get(self, kind, ident, parent=None):
        return next(iter(kind.access.find(self.client, ident, parent)), None)

    def fresh(self, kind, ident, parent=None):
        """Nothing newer than what was found: objects are read one by one."""
        return None

    def foresee(self, operations):
        """What check mode would do is forgotten with its task: the next one reads again."""

    def create(self, kind, body, parent=None):
        return kind.access.create(self.client, body, parent)

    def update(self, kind, ident, body, parent=None):
        return kind.access.update(self.client, ident, body, parent)

    def delete(self, kind, ident, parent=None):
        kind.access.delete(self.client, ident, parent)

    def generate(self, kind, attribute, parent=None):
        return kind.access.generate(self.client, attribute, parent)

    def places(self, where):
        """Where customers can be inside a place: all groups of a service provider (section 3.2), unless one is meant.

        :param where: ``{option: value}``.
        """
        if where.get("group_id"):
            return [where]
        rows = self.client.request("GET", "/groups", query={"serviceProviderId": where["service_provider_id"]})
        return [{**where, "group_id": row["groupId"]} for row in rows]


@dataclass(frozen=True)
class TrunkGroups:
    """``/groups/trunk-groups``: a list without a name, one profile with it (section 3.1)."""

    schema: dict = field(default_factory=lambda: TRUNK_GROUP_SCHEMA)
    path: str = "/groups/trunk-groups"

    def names(self, client, place):
        """Names of the trunk groups of a group. What does not exist is decided by this list, never by an error status."""
        rows = client.get(self.path, to_wire(self.schema, place))
        rows = rows.get("data") if isinstance(rows, dict) else rows
        if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("name"), (str, int)) for row in rows):
            raise UnreadableAnswer(f"GET {self.path} was answered without a list of trunk groups. Check api_url.", method="GET", path=self.path)
        return list(dict.fromkeys(str(row["name"]) for row in rows))

    def find(self, client, name, place):
        return [self._read(client, name, place)] if name in self.names(client, place) else []

    def all(self, client, place):
        return [self._read(client, name, place) for name in self.names(client, place)]

    def _read(self, client, name, place):
        answer = _object(client.get(self.path, to_wire(self.schema, {**place, "name": name})), self.path)
        if str(answer.get("name")) != name:
            raise UnreadableAnswer(f"GET {self.path} was answered with another trunk group than {name}.", method="GET", path=self.path)
        return from_wire(self.schema, answer)

    def sent(self, body, place):
        return [self._with_full_keys({**place, **body}, place)]

    def create(self, client, body, place):
        answer = client.request("POST", self.path, body=self.sent(body, place)[0])
        return self._written(client, answer, body["name"], place)

    def update(self, client, name, body, place):
        renamed = {"newName": body["name"]} if "name" in body else {}
        sent = {**self._with_full_keys({**body, **place, "name": name}, place), **renamed}
        becomes = body.get("name", name)
        try:
            answer = client.request("PUT", self.path, body=sent)
        except Refused:
            # The answer to a rename may get lost, and the repetition does not find the old name any more (section 7).
            names = self.names(client, place) if renamed else [name]
            if name in names or becomes not in names:
                raise
            answer = None
        return self._written(client, answer, becomes, place)

    def _written(self, client, answer, name, place):
        """The answer to a write, or where that is no profile, what is there now."""
        return from_wire(self.schema, answer) if isinstance(answer, dict) and answer.get("name") else self._read(client, name, place)

    def _with_full_keys(self, body, place):
        """The body as Odin's other clients send it: devices and departments by their full keys."""
        sent = to_wire(self.schema, body)
        if sent.get("accessDevice"):
            sent["accessDevice"] = {**to_wire(self.schema, place), **sent["accessDevice"]}
        if sent.get("department"):
            # Without a group it is a department of the enterprise, but always of this one.
            sent["department"] = {"serviceProviderId": place["service_provider_id"], **sent["department"]}
        return sent

    def generate(self, client, attribute, place):
        """A SIP password that fits the rules of the service provider (section 3.5)."""
        answer = client.get("/sip-password/generate", to_wire(self.schema, place))
        if not isinstance(answer, dict) or not answer.get("password"):
            raise UnreadableAnswer("GET /sip-password/generate was answered without a password.", method="GET", path="/sip-password/generate")
        return str(answer["password"])

    def delete(self, client, name, place):
        """Gone is what the list no longer has, whatever the answer says (section 3.6)."""
        try:
            client.request("DELETE", self.path, query=to_wire(self.schema, {**place, "name": name}))
        except Refused:
            if name in self.names(client, place):
                raise


@dataclass(frozen=True)
class CallCapacity:
    """``/groups/...`` or ``/service-providers/trunk-groups/call-capacity``: always there where the service is assigned (section 3.2)."""

    schema: dict = field(default_factory=lambda: CALL_CAPACITY_SCHEMA)

    def _path(self, place):
        return f"/{'groups' if 'group_id' in place else 'service-providers'}/trunk-groups/call-capacity"

    def _named(self, answer, place):
        return {**from_wire(self.schema, answer), "name": "/".join(place.values())}

    def find(self, client, name, place):
        return self.all(client, place)

    def all(self, client, place):
        path = self._path(place)
        return [self._named(_object(client.get(path, to_wire(self.schema, place)), path), place)]

    def sent(self, body, place):
        return [to_wire(self.schema, {**place, **body})]

    def update(self, client, name, body, place):
        answer = client.request("PUT", self._path(place), body=self.sent(body, place)[0])
        return self._named(answer, place) if isinstance(answer, dict) else self.all(client, place)[0]


@dataclass(frozen=True)
class GroupServices:
    """``/groups/services``: one row a service; a PUT changes only the services that it lists (section 3.3)."""

    schema: dict = field(default_factory=lambda: GROUP_SERVICE_SCHEMA)
    path: str = "/groups/services"

    def find(self, client, name, place):
        return [row for row in self.all(client, place) if row.get("service_name") == name]

    def all(self, client, place):
        rows = _rows(client.get(self.path, to_wire(self.schema, place)), self.path, "groupServices")
        return [{**from_wire(self.schema, row), **place} for row in rows]

    def sent(self, body, place):
        row = {name: value for name, value in body.items() if name not in place}
        return [{**to_wire(self.schema, place), "groupServices": [to_wire(self.schema, row)]}]

    def update(self, client, name, body, place):
        client.request("PUT", self.path, body=self.sent({**body, "service_name": name}, place)[0])
        # What the answer looks like is not known.
        return next(iter(self.find(client, name, place)), None)


@dataclass(frozen=True)
class TrunkUsers:
    """``/users`` for the place on the trunk group, ``/groups/trunk-groups`` for who is its pilot user (section 3.4)."""

    schema: dict = field(default_factory=lambda: TRUNK_USER_SCHEMA)
    path: str = "/users"
    trunk_groups: str = "/groups/trunk-groups"

    def find(self, client, name, place):
        try:
            answer = _object(client.get(self.path, {"userId": name}), self.path)
        except Refused as refusal:
            # 4008 is one of the few codes with a public source (section 7). Odin does not always pass the code on. An error of the server says nothing.
            if refusal.status in (400, 404) and ("[Error 4008]" in refusal.message or "user not found" in refusal.message.lower()):
                return []
            raise
        if not answer.get("userId"):
            raise UnreadableAnswer(f"GET {self.path} was answered without userId, which identifies the user. Check api_url.", method="GET", path=self.path)
        lives = {**place, **{n: v for n, v in from_wire(self.schema, answer).items() if n in place}}
        if lives != place:
            raise UnresolvedReference([f"user_id: the user {name} belongs to the group {'/'.join(lives.values())}, not to {'/'.join(place.values())}"])
        addressing = (answer.get("trunkAddressing") or {}).get("trunkGroupDeviceEndpoint") or {}
        user = {"user_id": name, **place, "trunk_group": None, "line_port": None, "contacts": [], "pilot": False}
        if answer.get("endpointType") == "trunkAddressing":
            user.update(from_wire(self.schema, addressing), trunk_group=addressing.get("name"))
            user["pilot"] = self._pilot(client, user["trunk_group"], place) == name
        return [user]

    def all(self, client, place):
        """Users on trunk groups are listed by trunk group."""
        rows = [row for name in TrunkGroups().names(client, place) for row in self._on(client, name, place)]
        return [user for row in rows for user in self.find(client, row["userId"], place)]

    def _on(self, client, trunk_group, place):
        query, path = {**to_wire(self.schema, place), "name": trunk_group}, f"{self.trunk_groups}/users"
        return _rows(client.get(path, query), path, "users")

    def _pilot(self, client, trunk_group, place):
        query = {**to_wire(self.schema, place), "name": trunk_group}
        return _object(client.get(self.trunk_groups, query), self.trunk_groups).get("pilotUserId")

    def sent(self, body, place):
        user = {"line_port": None, "contacts": [], **body}
        return [self._moved(body["user_id"], user, place), *([self._seated(body["trunk_group"], body["user_id"], place)] if body.get("pilot") else [])]

    def update(self, client, name, body, place):
        """Off the pilot's seat first, on it last: a pilot user has to be on the trunk group (rule D5).

        :raises TrunkingError: with the attributes that are set by then as ``attributes_done`` among its facts.
        """
        current = next(iter(self.find(client, name, place)), {})
        target = {**current, **body}
        moved = [n for n in ("trunk_group", "line_port", "contacts") if target.get(n) != current.get(n)]
        done = []
        try:
            if current.get("pilot") and (not target["pilot"] or target["trunk_group"] != current["trunk_group"]):
                self._seat(client, current["trunk_group"], None, place)
                current["pilot"] = False
                done += [] if target["pilot"] else ["pilot"]
            if moved:
                client.request("PUT", self.path, body=self._moved(name, target, place))
                done += moved
            if target["pilot"] and not current.get("pilot"):
                self._seat(client, target["trunk_group"], name, place)
        except TrunkingError as error:
            error.facts["attributes_done"] = done
            raise
        return next(iter(self.find(client, name, place)), None)

    def _moved(self, name, user, place):
        return {"userId": name, **to_wire(self.schema, place), **self._addressing(user)}

    def _addressing(self, user):
        if not user["trunk_group"]:
            return {"endpointType": "none", "trunkAddressing": None}
        endpoint = {"name": user["trunk_group"], **to_wire(self.schema, {n: user[n] for n in ("line_port", "contacts")})}
        return {"endpointType": "trunkAddressing", "trunkAddressing": {"trunkGroupDeviceEndpoint": endpoint}}

    def _seat(self, client, trunk_group, user, place):
        client.request("PUT", self.trunk_groups, body=self._seated(trunk_group, user, place))

    def _seated(self, trunk_group, user, place):
        return {**to_wire(self.schema, place), "name": trunk_group, "pilotUserId": user}


def _connect(params, read_only, secrets):
    token = (params.get("api_token") or "").strip() or None
    username, password = params.get("api_username"), params.get("api_password")
    if not token and not (username and password):
        raise InvalidInput(["api_username, api_password: are required (or the environment variables ODIN_API_USERNAME and ODIN_API_PASSWORD), or api_token"])
    # Logging in is a POST that changes nothing, so that check mode may do it.
    login = Login(Client(connect(params, None), secrets=secrets), username, password, token)
    client = Client(connect(params, login), read_only, secrets, stats=login.client.stats, renew=login.renew)
    return Api(client)


def _without_service(refusal):
    """Whether a read was refused because the service is not assigned: then there are no trunk groups (section 9).

    What Odin says then is not known. Both reads of capacities fail with 400 for want of it (section 3.2), and for want of a permission with a code
    of its own (section 7).
    """
    told = refusal.message.lower()
    capacity = refusal.facts.get("path", "").endswith("/call-capacity") and "[error 4003]" not in told and "[error 4962]" not in told
    return refusal.status == 400 and ("not assigned" in told or capacity)


def _sent(kind, body):
    return kind.access.sent(body, {name: body[name] for name in kind.place if name in body})


def capacity_of_the_group(api, planned, controls):
    """K3, K4: a trunk group gets at most the calls that its group has, and bursts only if its group does."""
    place = {name: controls[name] for name in ("service_provider_id", "group_id")}
    sent = {name: value for operation in planned.operations for name, value in operation.body.items()}
    asked = {name: sent[name] for name in ("max_active_calls", "bursting_max_active_calls") if sent.get(name) is not None}
    bursts = sent.get("enable_bursting")
    if not (asked or bursts) or planned_capacity(controls, "/".join(place.values())):
        return []
    try:
        (capacity,) = CallCapacity().all(api.client, place)
    except Refused as refusal:
        planned_service = (controls.get("planned") or {}).get("odin_group_service")
        if ODIN.gone(refusal) and not planned_service:
            return [f"group_id: the service Trunk Group is not assigned to {'/'.join(place.values())}, see odin_group_service"]
        # Nobody knows. What an earlier task would set up cannot be read in check mode either.
        return []
    most = {name: int(value) for name, value in capacity.items() if name in ("max_active_calls", "bursting_max_active_calls")}
    problems = [f"{name}: {value} is above the {most[name]} of the group" for name, value in asked.items() if 0 <= most.get(name, -1) < value]
    return problems + (["enable_bursting: the group has no bursting calls"] if bursts and most.get("bursting_max_active_calls") == 0 else [])


# The provider -------------------------------------------------------------------------------------------------------

ODIN = Provider(
    name="odin",
    title="BroadWorks",
    connect=_connect,
    sent=_sent,
    gone=_without_service,
    options=connection_options(
        "ODIN",
        {
            "api_url": login_option("Base URL of the Odin API, for example https://odin.example.net/api/v2. There is no default."),
            "api_username": login_option("User name."),
            "api_password": login_option("Password that goes with api_username.", writeOnly=True),
            "api_token": login_option("Token of an earlier login. When it is refused, user name and password count, if there are any.", writeOnly=True),
        },
    ),
)

ODIN_TRUNK_GROUP = Kind(
    name="odin_trunk_group",
    plural="odin_trunk_groups",
    title="trunk group",
    provider=ODIN,
    schema=TRUNK_GROUP_SCHEMA,
    key="name",
    id="name",
    place=("service_provider_id", "group_id"),
    path="/groups/trunk-groups",
    access=TrunkGroups(),
    listed_whole=False,
    rename="new_name",
    rules=TRUNK_GROUP_RULES,
    foresight=(capacity_of_the_group,),
    users=lambda: {ODIN_TRUNK_USER: None},
    switches={
        "allow_long_invitation_timeout": {
            "type": "boolean",
            "default": False,
            "x-control": True,
            "description": "Whether invitation_timeout may be above 15 seconds, which older releases refuse.",
        },
        "generate_password": {
            "type": "boolean",
            "default": False,
            "x-control": True,
            "description": "Whether the API makes up sip_authentication_password when it is about to be sent. It is returned once as generated_password, "
            "set no_log on the task and keep it in a vault.",
        },
    },
    needs=("odin_group_service", "odin_call_capacity"),
    generated={"sip_authentication_password": "generate_password"},
)

ODIN_CALL_CAPACITY = Kind(
    name="odin_call_capacity",
    plural="odin_call_capacities",
    title="call capacity",
    provider=ODIN,
    schema=CALL_CAPACITY_SCHEMA,
    key="name",
    id="name",
    place=("service_provider_id", "group_id"),
    path="/trunk-groups/call-capacity",
    access=CallCapacity(),
    standing=True,
    needs=("odin_group_service", "odin_call_capacity"),
    rules=CALL_CAPACITY_RULES,
)

ODIN_GROUP_SERVICE = Kind(
    name="odin_group_service",
    plural="odin_group_services",
    title="service",
    provider=ODIN,
    schema=GROUP_SERVICE_SCHEMA,
    key="service_name",
    id="service_name",
    key_default="Trunk Group",
    place=("service_provider_id", "group_id"),
    path="/groups/services",
    access=GroupServices(),
    present_as={"authorized": True, "assigned": True},
    absent_as={"assigned": False, "authorized": False},
    rules=GROUP_SERVICE_RULES,
)

ODIN_TRUNK_USER = Kind(
    name="odin_trunk_user",
    plural="odin_trunk_users",
    title="user",
    provider=ODIN,
    schema=TRUNK_USER_SCHEMA,
    key="user_id",
    id="user_id",
    place=("service_provider_id", "group_id"),
    path="/users",
    access=TrunkUsers(),
    listed_whole=False,
    ends_with={"trunk_group": {"pilot": False}},
    absent_as={"trunk_group": None, "line_port": None, "contacts": [], "pilot": False},
    rules=TRUNK_USER_RULES,
)

ODIN_TRUNK_GROUP_INFO, ODIN_CALL_CAPACITY_INFO = Info(ODIN_TRUNK_GROUP), Info(ODIN_CALL_CAPACITY)

ODIN.kinds.update({kind.name: kind for kind in (ODIN_TRUNK_GROUP, ODIN_CALL_CAPACITY, ODIN_GROUP_SERVICE, ODIN_TRUNK_USER)})

# Every module of the provider, by name.
MODULES = {
    declaration.name: declaration
    for declaration in (ODIN_TRUNK_GROUP, ODIN_TRUNK_GROUP_INFO, ODIN_CALL_CAPACITY, ODIN_CALL_CAPACITY_INFO, ODIN_GROUP_SERVICE, ODIN_TRUNK_USER)
}
