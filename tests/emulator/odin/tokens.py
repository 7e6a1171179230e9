# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log-ins, tokens and passwords of those who call (section 2)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from time import time

from ..switches import Switches
from .call import Call
from .decisions import before
from .errors import BAD_LOGIN, REQUIRED, UNAUTHORIZED, Refusal
from .store import Store

SIGNING_KEY = b"the emulator's own, worth nothing"
NEVER_EXPIRES_DAYS = 2147483647
EXPIRED = "Password expired: it has to be changed before a token is given"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signature(text: str) -> str:
    return encoded(hmac.new(SIGNING_KEY, text.encode(), hashlib.sha256).digest())


def make_token(username: str, life_s: int) -> str:
    """A JWT (HS256) whose subject is the user, with an exp claim."""
    now = int(time())
    claims = {"sub": username, "iat": now, "exp": now + life_s, "jti": uuid.uuid4().hex}
    text = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return f"{text}.{signature(text)}"


def claims_of(token: str) -> dict | None:
    """What a token of this emulator says, None for any other."""
    text, _dot, mark = token.rpartition(".")
    if not token.isascii() or not hmac.compare_digest(mark, signature(text)):
        return None
    part = text.partition(".")[2]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


class Tokens:
    """Who may call. ``revoked`` tokens were logged out, ``calls`` counts what each token was used for."""

    def __init__(self, store: Store, switches: Switches) -> None:
        self.store = store
        self.switches = switches
        self.clear()

    def clear(self) -> None:
        self.revoked: set = set()
        self.calls: dict = {}

    def identify(self, authorization: str) -> tuple:
        """(login, token) of the header. Raises 401 (or what the switch says)."""
        scheme, _blank, token = authorization.partition(" ")
        token = token.strip()
        claims = claims_of(token) if scheme.lower() == "bearer" else None
        if claims is None or token in self.revoked or claims["sub"] not in self.store.logins:
            raise self.refused("a valid token is needed")
        if claims["exp"] <= time():
            raise self.refused("the token is expired")
        self.calls[token] = self.calls.get(token, 0) + 1
        if 0 < self.switches.odin_calls_per_token < self.calls[token]:
            raise self.refused("the token is used up")
        return self.store.logins[claims["sub"]], token

    def refused(self, why: str) -> Refusal:
        return Refusal(None, "Unauthorized", why, self.switches.odin_refused_token)

    # Functions behind paths

    def log_in(self, call: Call) -> dict:
        """POST /auth/token."""
        login = self.proven(call, call.text("username"), call.text("password", 200), call.body.get("encryption") or "plain")
        if login["expired"]:
            raise Refusal(None, EXPIRED, login["username"], 402)
        return self.session(login)

    def proven(self, call: Call, username: str, password: str, encryption: str = "plain") -> dict:
        """The login of this name and password. Raises Refusal."""
        login = self.store.logins.get(username)
        known = login["password"] if login else None
        if encryption == "sha1" and known is not None:
            if not before(self.switches, "22"):
                raise Refusal(None, "encryption sha1 is not supported by this release", "use plain", 400)
            known = hashlib.sha1(known.encode()).hexdigest()
        if known is None or encryption not in ("plain", "sha1") or not hmac.compare_digest(known.encode(), password.encode()):
            raise Refusal(BAD_LOGIN, status=self.switches.odin_bad_credentials)
        return login

    def renew(self, call: Call) -> dict:
        """PUT /auth/token."""
        return self.session(call.login)

    def read(self, call: Call) -> dict:
        """GET /auth/session."""
        return self.about(call.login)

    def log_out(self, call: Call) -> dict:
        """POST /auth/token/logout."""
        self.revoked.add(call.body.get("token") or call.token)
        return {}

    def switch_user(self, call: Call) -> dict:
        """POST /auth/switch-user."""
        call.require("Provisioning", "switch user")
        other = self.store.logins.get(call.text("username"))
        if other is None or not call.at_least(other["loginType"]):
            raise Refusal(UNAUTHORIZED, "switch user", status=self.switches.odin_no_permission)
        return self.session(other)

    def replace_expired(self, call: Call) -> dict:
        """PUT /auth/token/password."""
        login = self.proven(call, call.text("userId"), call.text("oldPassword", 200))
        self.set_password(login, call.body.get("newPassword"))
        return self.session(login)

    def change_password(self, call: Call) -> dict:
        """PUT /auth/password."""
        login = self.proven(call, call.body.get("userId") or call.login["username"], call.text("oldPassword", 200))
        self.set_password(login, call.body.get("newPassword"))
        return {}

    def set_password(self, login: dict, password) -> None:
        if not password or not isinstance(password, str):
            raise Refusal(REQUIRED, "newPassword")
        login.update(password=password, expired=False)

    def session(self, login: dict) -> dict:
        return {**self.about(login), "token": make_token(login["username"], self.switches.odin_token_life_s)}

    def about(self, login: dict) -> dict:
        """The login object (section 2)."""
        owner = self.store.service_providers.get(login["serviceProviderId"])
        return {
            "userId": login["username"],
            "groupId": login["groupId"],
            "serviceProviderId": login["serviceProviderId"],
            "isEnterprise": bool(owner and owner["isEnterprise"]),
            "loginType": login["loginType"],
            "userDomain": login["domain"],
            "passwordExpiresDays": NEVER_EXPIRES_DAYS,
            "local": "en_US",
            "encoding": None,
            "systemDomain": login["domain"],
            "softwareVersion": self.switches.odin_release,
            "isSystemAdmin": login["loginType"] in ("System", "Provisioning"),
            "readOnly": login["readOnly"],
            "policy": [],
            "version": "latest",
        }
