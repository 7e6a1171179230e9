# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CarrierX Core API v2: what the provider calls things, and how its collections are read and written. Private to the collection."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlsplit

from ansible_collections.telecom.trunking.plugins.module_utils import compare, fitting
from ansible_collections.telecom.trunking.plugins.module_utils.client import Client
from ansible_collections.telecom.trunking.plugins.module_utils.connection import connect, connection_options, login_option
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput, Refused, TrunkingError, UnknownState, UnreadableAnswer
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info, Kind, Member, Provider
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.access_control_rule import ACCESS_CONTROL_RULE as RULE_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.acl import ACL, ACLS
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.did import DID as DID_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.endpoint import ENDPOINT as ENDPOINT_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk import TRUNK as TRUNK_SCHEMA
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.trunk_group import TRUNK_GROUP as TRUNK_GROUP_SCHEMA

PAGE_SIZE = 1000  # contract section 3: the documented maximum; defaults differ by collection, so it is always sent


# The API ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BearerAuth:
    """``requests`` auth with a token (contract section 2)."""

    token: str = field(repr=False)

    def __call__(self, request):
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass(frozen=True)
class BasicAuth:
    """``requests`` auth with the web login, which older set-ups still use (contract section 2)."""

    username: str
    password: str = field(repr=False)

    @property
    def sent(self):
        """What the header holds: whoever repeats it tells the password."""
        return b64encode(f"{self.username}:{self.password}".encode()).decode()

    def __call__(self, request):
        request.headers["Authorization"] = f"Basic {self.sent}"
        return request


@dataclass
class Api:
    """The collections of the Core API. Objects are what it sends, with canonical values."""

    client: Client
    _short: dict = field(default_factory=dict)

    def find(self, kind, name, parent=None):
        """All objects of a kind with this name, wherever they are (contract section 3, "object by name").

        The API's filter only narrows: what matters is compared here. An API that refuses the filter is read whole.
        """
        if parent is not None:
            items, odd = (parent[kind.inside], []) if _lists(kind, parent) else self._told(kind, self._path(kind, parent), {})
            return _of_name(kind, name, items, odd)
        return self._named(kind, self._path(kind), name)

    def _named(self, kind, path, name):
        quoted = _quoted(name)
        try:
            items, odd = self._told(kind, path, {"filter": f"{kind.key} eq {quoted}"} if quoted else {})
        except Refused as refusal:
            if quoted is None or refusal.status not in (400, 422):
                raise
            items, odd = self._told(kind, path, {})
        return _of_name(kind, name, items, odd)

    def all(self, kind, parent=None, where=None):
        """All objects of a kind, of one parent where it has one.

        :param where: ``{attribute: id}`` to limit the listing to. Sent as far as the collection knows it, compared here.
        """
        if _lists(kind, parent):
            return parent[kind.inside]
        where = where or {}
        query = {name: value for name, value in where.items() if name in kind.queries}
        items = self._list(kind, self._path(kind, parent), query)
        return [item for item in items if all(item.get(name) == value for name, value in where.items())]

    def keeps(self, kind):
        """Whether reading many objects one by one costs no more than reading all."""
        return False

    def referring(self, kind, attribute, target, ident, place=None):
        """The objects of a kind that may refer to another one.

        :param attribute: where they do so, None if that is somewhere inside them.
        :param target, ident: kind and id of the other one.
        """
        return self.all(kind, place, {attribute: ident} if attribute else None)

    def get(self, kind, ident, parent=None):
        """One object by its id, None if there is none.

        :raises UnreadableAnswer: if it does not say which object it is.
        """
        item = self.alone(kind, ident, parent)
        if item is not None:
            _refuse_untold(kind, item)
        return item

    def short(self, kind):
        """``(objects that arrived, objects that were announced)`` if a listing of a kind had fewer than it said (contract section 3), else None."""
        return self._short.get(kind.name)

    def alone(self, kind, ident, parent=None):
        """One object with all that it has, which a listing may leave out (contract section 12)."""
        path = self._path(kind, parent, ident)
        try:
            return _object(kind, self.client.get(path, dict(kind.listing)), "GET", path)
        except Refused as refusal:
            if refusal.status == 404:
                return None
            raise

    def fresh(self, kind, ident, parent=None):
        """An object that was found in a listing, as it is now: a read by id does not lag behind (contract section 13)."""
        return self.alone(kind, ident, parent)

    def offered(self, kind, name):
        """Whether the provider has an object of this name to give."""
        return bool(self._named(kind, kind.create_from, name))

    def foresee(self, operations):
        """What check mode would do is forgotten with its task: the next one reads again."""

    def create(self, kind, body, parent=None):
        path = self._path(kind, parent)
        return _object(kind, self.client.request("POST", path, body=body), "POST", path)

    def update(self, kind, ident, body, parent=None):
        path = self._path(kind, parent, ident)
        return _object(kind, self.client.request("PATCH", path, body=body), "PATCH", path)

    def delete(self, kind, ident, parent=None):
        """Already gone is as good as deleted."""
        try:
            self.client.request("DELETE", self._path(kind, parent, ident))
        except Refused as refusal:
            if refusal.status != 404:
                raise

    def places(self, where):
        """Where customers can be inside a place: nowhere else, all listings are of the login."""
        return [where]

    def _path(self, kind, parent=None, ident=None):
        path = kind.path
        if kind.parent:
            path = path.format(parent=quote(parent[kind.parent.id], safe=""))
        return path if ident is None else f"{path}/{quote(ident, safe='')}"

    def _list(self, kind, path, query):
        """The objects of a listing that say which objects they are."""
        return self._told(kind, path, query)[0]

    def _told(self, kind, path, query):
        """A listing in two: the objects that say which objects they are, and the others. Those do not count as listed."""
        told, odd = [], []
        items, announced = self._pages(kind, path, query)
        for item in items:
            item = self._asked_alone(kind, path, item) if _untold(kind, item) else item
            (odd if _untold(kind, item) else told).append(item)
        if announced > len(told):
            self._short[kind.name] = len(told), announced
        return told, odd

    def _asked_alone(self, kind, path, item):
        ident = item[kind.id]
        try:
            return {**item, **(_object(kind, self.client.get(f"{path}/{quote(ident, safe='')}", dict(kind.listing)), "GET", path))}
        except TrunkingError:
            return item

    def _pages(self, kind, path, query):
        """Every page of a listing (contract section 3), and how many objects there are."""
        items, announced = _paged(self.client, path, {**kind.listing, **query, "limit": PAGE_SIZE, "order": kind.id})
        items = _distinct([_object(kind, item, "GET", path) for item in items], kind.id)
        return items, max(len(items), announced)


# What is around the objects of a listing (contract section 3).
_PAGE = {
    "type": "object",
    "properties": {
        **{name: {"type": ["integer", "null"]} for name in ("count", "offset", "total")},
        "has_more": {"type": ["boolean", "null"]},
        "pagination": {"type": ["object", "null"], "properties": {"next": {"type": ["string", "null"]}}},
    },
}


def _paged(client, path, query):
    """Every page of a listing (contract section 3): what is in it, and how many there are of that, as far as it says so.

    The most that any page says counts: what was deleted meanwhile has moved the rest up, and one of them from a page that comes to one that was.

    :raises UnreadableAnswer: if it is no listing, or has no end.
    """
    items, seen, announced, previous = [], set(), 0, None
    while True:
        page = _page(client.get(path, query), path)
        again, previous = page["items"] == previous, page["items"]
        items.extend(previous)
        announced = max(announced, page.get("total") or 0)
        following = (page.get("pagination") or {}).get("next")
        if following:
            # Only the query of the next page's URL is taken: the host in it may be one that must not see the login.
            query = dict(parse_qsl(urlsplit(following).query, keep_blank_values=True))
        elif page.get("has_more"):
            query = {**query, "offset": (page.get("offset") or 0) + len(previous)}
        else:
            return items, announced
        position = tuple(sorted(query.items()))
        if position in seen or again or not previous:
            raise UnreadableAnswer(f"GET {path} gives no end: the same page {'came' if again else 'was announced'} twice.", method="GET", path=path)
        seen.add(position)


def _page(answer, path):
    """A page of a listing in canonical form.

    :raises UnreadableAnswer: if it is none, not all of one, or if nobody can tell from it whether others follow.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
        raise UnreadableAnswer(f"GET {path} was answered without a list of items. Check api_url.", method="GET", path=path)
    page = compare.canonical(_PAGE, answer)
    odd = [name for name, prop in _PAGE["properties"].items() if not compare.fits(prop, page.get(name))]
    if odd:
        raise UnreadableAnswer(f"GET {path} does not say how much there is: its {', '.join(odd)} cannot be read.", method="GET", path=path)
    sent = len(page["items"])
    if (page.get("count") or 0) > sent:
        raise UnreadableAnswer(f"GET {path} says that {page['count']} are on a page, and {sent} are.", method="GET", path=path)
    return page


def _object(kind, answer, method, path):
    """What the API sent, in canonical form and without attributes of another type than documented: what is in them is as unknown as what is left out.

    :raises UnreadableAnswer: if it is no object of the kind.
    """
    if isinstance(answer, dict) and isinstance(answer.get(kind.id), str):
        return _readable(kind, answer)
    raise UnreadableAnswer(f"{method} {path} was answered without {kind.id}, which identifies the {kind.title}. Check api_url.", method=method, path=path)


def _readable(kind, item):
    schema = kind.schema
    item = compare.canonical(schema, item)
    odd = {name for name, prop in schema["properties"].items() if item.get(name) is not None and not compare.fits(prop, item[name])}
    odd |= {one.inside for one in kind.children() if one.inside not in odd and any(_untold(one, child) for child in item.get(one.inside) or ())}
    return {name: value for name, value in item.items() if name not in odd} if odd else item


def _untold(kind, item):
    """Attributes that are not there and without which nobody knows which object this is."""
    return [name for name in (kind.id, kind.key, *kind.telling) if item.get(name) is None]


def _refuse_untold(kind, item):
    """:raises UnreadableAnswer: if an object does not say which one it is."""
    lacking = _untold(kind, item)
    if lacking:
        what = f"the {kind.title} {item.get(kind.key) or item[kind.id]}"
        raise UnreadableAnswer(f"The API does not return {', '.join(lacking)} of {what}, so that nobody knows which object it is.")


def _of_name(kind, name, items, odd):
    """The objects of a name.

    :param odd: objects that do not say which ones they are. Whoever takes one of them for another object creates the one that is meant again.
    :raises UnreadableAnswer: if one of those may be the only one.
    """
    found = [item for item in items if str(item.get(kind.key)) == name]
    for item in odd if not found else ():
        if str(item.get(kind.key) or name) == name:
            _refuse_untold(kind, item)
    return found


def _parent(client, partner):
    """The partner above this one, None for the topmost (contract section 11).

    :raises UnknownState: if it is not told.
    """
    told = client.get(f"/partners/{quote(partner, safe='')}")
    if not isinstance(told, dict) or "parent_sid" not in told:
        raise UnknownState(f"The API does not say which partner is above {partner}.")
    return told["parent_sid"]


_are_acls = fitting.checker(ACLS)


def _effective_acls(client, partner):
    """The ACLs that every call of a partner's trunk groups passes before theirs: the parent's for it and its own, the topmost first
    (contract section 7). Lists for messages alone are not among them.

    :raises UnreadableAnswer: if what comes is something else, or not all of it.
    """
    path = "/accesscontrol/effective_acl/calls"
    layers, announced = _paged(client, path, {"partner_sid": partner})
    if announced > len(layers):
        raise UnreadableAnswer(f"GET {path} lists {len(layers)} layers and says that there are {announced}.", method="GET", path=path)
    if not all(isinstance(one, dict) and isinstance(one.get("layer"), int) and isinstance(one.get("effective_acls"), list) for one in layers):
        raise UnreadableAnswer(f"GET {path} was answered without layers of ACLs.", method="GET", path=path)
    layers = sorted(layers, key=lambda one: one["layer"])
    # What only a newer API knows of a list is no matter here.
    acls = [{n: v for n, v in acl.items() if n in ACL["properties"]} if isinstance(acl, dict) else acl for one in layers for acl in one["effective_acls"]]
    acls = compare.canonical(ACLS, acls)
    if not _are_acls(acls):
        raise UnreadableAnswer(f"GET {path} was answered with ACLs that are not in the documented form.", method="GET", path=path)
    return [acl for acl in acls if acl.get("voice_action_true") or acl.get("voice_action_false")]


def _lists(kind, parent):
    """Whether an object lists its children of a kind."""
    return parent is not None and parent.get(kind.inside) is not None


def _distinct(items, ident):
    """Objects once each: what is written while a listing is read may move to another page."""
    return list({item[ident]: item for item in items}.values())


def _quoted(name):
    """The name as a filter value, None if the filter language cannot say it."""
    if '"' not in name:
        return f'"{name}"'
    return f"'{name}'" if "'" not in name else None


def _connect(params, read_only, secrets):
    if params.get("api_token"):
        # Tokens are read from files, which end with a newline.
        auth = BearerAuth(params["api_token"].strip())
    elif params.get("api_username") and params.get("api_password"):
        auth = BasicAuth(params["api_username"], params["api_password"])
        secrets.add(auth.sent)
    else:
        raise InvalidInput(["api_token: is required (or the environment variable CARRIERX_API_TOKEN), or both api_username and api_password"])
    return Api(Client(connect(params, auth), read_only, secrets))


# The provider -------------------------------------------------------------------------------------------------------

CARRIERX = Provider(
    name="carrierx",
    title="CarrierX",
    connect=_connect,
    above=_parent,
    options=connection_options(
        "CARRIERX",
        {
            "api_url": login_option("Base URL of the Core API.", default="https://api.carrierx.com/core/v2"),
            "api_token": login_option("Access token. It acts for one partner.", writeOnly=True),
            "api_username": login_option("User name, for logins that have no token."),
            "api_password": login_option("Password that goes with api_username.", writeOnly=True),
        },
    ),
)


def _switch(description):
    return {"type": "boolean", "description": description, "x-control": True, "default": False}


ENDPOINT = Kind(
    name="endpoint",
    plural="endpoints",
    title="endpoint",
    provider=CARRIERX,
    schema=ENDPOINT_SCHEMA,
    key="name",
    id="endpoint_sid",
    scope="partner_sid",
    path="/endpoints",
    telling=("type",),
    ours=lambda item: item.get("type") == "third_party",
    not_ours="not of type third_party",
    users=lambda: {TRUNK_GROUP: None},
)

ACCESS_CONTROL_RULE = Kind(
    name="access_control_rule",
    plural="access_control_rules",
    title="access control rule",
    provider=CARRIERX,
    schema=RULE_SCHEMA,
    key="name",
    id="rule_sid",
    path="/accesscontrol/rules",
    ours=lambda item: not item.get("read_only"),
    not_ours="a read-only rule of the parent partner",
    users=lambda: {TRUNK_GROUP: None},
)

TRUNK_GROUP = Kind(
    name="trunk_group",
    plural="trunk_groups",
    title="trunk group",
    provider=CARRIERX,
    schema=TRUNK_GROUP_SCHEMA,
    key="name",
    id="trunk_group_sid",
    scope="partner_sid",
    path="/trunk_groups",
    listing={"with_trunks": "true"},
    switches={"unbind_numbers": _switch("Whether absent may unbind the numbers that are bound to the trunk group. They stay rented.")},
    children=lambda: (TRUNK,),
    users=lambda: {DID: "unbind_numbers"},
)

TRUNK = Kind(
    name="trunk",
    plural="trunks",
    title="trunk",
    provider=CARRIERX,
    schema=TRUNK_SCHEMA,
    key="name",
    id="trunk_sid",
    path="/trunk_groups/{parent}/trunks",
    parent=TRUNK_GROUP,
    inside="trunks",
)

DID = Kind(
    name="did",
    plural="dids",
    title="number",
    provider=CARRIERX,
    schema=DID_SCHEMA,
    key="phonenumber",
    id="did_sid",
    scope="partner_sid",
    path="/phonenumber/dids",
    queries=("trunk_group_sid",),
    ours=lambda item: item.get("status") != "aging",
    not_ours="released and aging, only the provider's support can bring it back",
    switches={
        "rent": _switch("Whether a number that is not rented yet may be rented. It costs money."),
        "release": _switch("Whether absent gives the number back to the provider. It cannot be rented again at once. Without it, absent only unbinds."),
    },
    create_switch="rent",
    create_from="/phonenumber/available_dids",
    delete_switch="release",
    absent_as={"trunk_group_sid": None},
)

TRUNK_ACL = Member(
    name="trunk_acl",
    title="ACL",
    provider=CARRIERX,
    attribute="acls",
    owners=(TRUNK, TRUNK_GROUP),
    above="effective_acls",
    read_above=_effective_acls,
)

TRUNK_HANDLER = Member(
    name="trunk_handler",
    title="external handler",
    provider=CARRIERX,
    attribute="external_handlers",
    owners=(TRUNK_GROUP,),
    options={"timeout": "handler_timeout"},
)

ENDPOINT_INFO, ACCESS_CONTROL_RULE_INFO, TRUNK_GROUP_INFO, DID_INFO = (Info(kind) for kind in (ENDPOINT, ACCESS_CONTROL_RULE, TRUNK_GROUP, DID))

CARRIERX.members.extend((TRUNK_ACL, TRUNK_HANDLER))
CARRIERX.kinds.update({kind.name: kind for kind in (ENDPOINT, ACCESS_CONTROL_RULE, TRUNK_GROUP, TRUNK, DID)})

# Every module of the provider, by name.
MODULES = {
    declaration.name: declaration
    for declaration in (
        ENDPOINT,
        ENDPOINT_INFO,
        ACCESS_CONTROL_RULE,
        ACCESS_CONTROL_RULE_INFO,
        TRUNK_GROUP,
        TRUNK_GROUP_INFO,
        TRUNK,
        TRUNK_ACL,
        TRUNK_HANDLER,
        DID,
        DID_INFO,
    )
}
