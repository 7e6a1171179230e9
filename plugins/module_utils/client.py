# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that talks to a network: sessions, retries, paging of nothing, read-only in check mode. Private to the collection."""

from __future__ import annotations

import json
import os
import random
import re
import time
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from threading import Condition, Lock

from ansible_collections.telecom.trunking.plugins.module_utils.errors import LostAnswer, Orphaned, Refused, Unreachable, UnreadableAnswer, WriteInCheckMode
from ansible_collections.telecom.trunking.plugins.module_utils.redaction import scrubbed

READING = frozenset({"GET", "HEAD", "OPTIONS"})

# A PATCH of this collection sets values, so that repeating it gives the same object. A POST makes another one.
REPEATABLE = READING | {"PUT", "PATCH", "DELETE"}

LOGIN_REFUSED = frozenset({401, 403})

SLOW_DOWN, GATEWAY_TROUBLE = 429, frozenset({502, 503, 504})

FIRST_WAIT = 0.5

LONGEST_EXCERPT = 200

# How many answers each of the requests under way has to get before there is one more of them.
ANSWERS_A_STEP = 10

# Sessions outlive a task where the process does, so that the items of a loop share one connection.
_SESSIONS = {}
_SESSIONS_LOCK = Lock()


@dataclass(frozen=True)
class Connection:
    """How to reach an API.

    :ivar url: base URL without a trailing slash.
    :ivar auth: what ``requests`` takes as ``auth``; equal for equal logins.
    :ivar verify: True, False, or the path of a CA bundle.
    :ivar timeout: seconds without a byte before a request is given up.
    :ivar retries: how often a request is sent again.
    :ivar retry_max_wait: longest pause between two tries, in seconds.
    :ivar settle_timeout: how long a listing may lag behind a write, in seconds.
    :ivar width: how many requests there may be at the same time.
    """

    url: str
    auth: object
    verify: object = True
    timeout: float = 30
    retries: int = 4
    retry_max_wait: float = 60
    settle_timeout: float = 5
    width: int = 1


@dataclass
class Stats:
    """What a run cost: requests sent, how many of them again, seconds waited between tries. Threads may share it."""

    requests: int = 0
    retries: int = 0
    waited: float = 0.0
    _lock: object = field(default_factory=Lock, repr=False, compare=False)

    def count(self, requests=0, retries=0, waited=0.0):
        with self._lock:
            self.requests += requests
            self.retries += retries
            self.waited += waited

    def result(self):
        return {"requests": self.requests, "retries": self.retries, "waited": round(self.waited, 3)}


class Limiter:
    """How many requests the threads of a client may have under way: all that they are meant to, fewer after the API asked to slow down.

    While one of them waits because the API said so, none sends. After that half as many may send as did before, and one more with each
    round of answers.

    :param width: how many at most.
    """

    def __init__(self, width):
        self.width = self.allowed = max(1, width)
        self._under_way = self._holding = self._answered = 0
        self._change = Condition()

    @contextmanager
    def turn(self):
        """One request."""
        with self._change:
            self._change.wait_for(lambda: not self._holding and self._under_way < self.allowed)
            self._under_way += 1
        try:
            yield
        finally:
            with self._change:
                self._under_way -= 1
                self._change.notify_all()

    @contextmanager
    def held(self):
        """A pause that the API asked for. It counts for all."""
        with self._change:
            if not self._holding:
                self.allowed = max(1, self.allowed // 2)
            self._holding += 1
            self._answered = 0
        try:
            yield
        finally:
            with self._change:
                self._holding -= 1
                self._change.notify_all()

    def answered(self):
        """A request went through."""
        if self.allowed == self.width:
            return
        with self._change:
            self._answered += 1
            if self._answered >= self.allowed * ANSWERS_A_STEP and self.allowed < self.width:
                self.allowed, self._answered = self.allowed + 1, 0
                self._change.notify_all()


def wait_before_retry(method, status, retry_after, attempt, not_sent=False, cap=60.0):
    """Seconds to wait before the next try, or None to give up.

    :param status: HTTP status, None if the connection broke.
    :param retry_after: the server's Retry-After in seconds, None if it gave none.
    :param attempt: 0 for the first try.
    :param not_sent: the connection could not even be opened, so nothing can have happened.
    :param cap: longest wait in seconds.
    """
    backoff = min(FIRST_WAIT * 2**attempt, cap)
    if status == SLOW_DOWN or not_sent or (method in REPEATABLE and (status is None or status in GATEWAY_TROUBLE)):
        return backoff if retry_after is None else min(retry_after, cap)
    return None


@dataclass
class Client:
    """Requests to one API with one login.

    :ivar read_only: refuse every verb that could change something. Check mode is nothing else.
    :ivar secrets: texts that no message may show, taken out before a message is shortened.
    :ivar renew: function that gets a new login after the API refused the old one, False if it cannot.
    """

    connection: Connection
    read_only: bool = False
    secrets: set = field(default_factory=set)
    stats: Stats = field(default_factory=Stats)
    sleep: object = time.sleep
    renew: object = None

    def __post_init__(self):
        self.limiter = Limiter(self.connection.width)
        self._parent = os.getppid()

    def get(self, path, query=None):
        return self.request("GET", path, query=query)

    def request(self, method, path, query=None, body=None, like=None):
        """The JSON of the answer, None if it has no body.

        :param like: verb whose rules for repeating count, where the verb itself says too little.

        :raises Refused: the API answered with an error status.
        :raises Unreachable: there was no answer although repeating was safe.
        :raises LostAnswer: there was no answer, and repeating is not safe.
        :raises UnreadableAnswer: the answer is no JSON.
        :raises WriteInCheckMode: on a verb that writes while the client is read-only.
        :raises Orphaned: the process that started this one is gone.
        """
        if self.read_only and method not in READING:
            raise WriteInCheckMode(f"{method} {path} was about to be sent in check mode. This is a defect, please report it.")
        like = like or method
        attempt, renewed = 0, self.renew is None
        while True:
            with self.limiter.turn():
                self._refuse_orphaned(method, path)
                answer, failure = self._send(method, path, query, body)
            status = None if answer is None else answer.status_code
            if status in LOGIN_REFUSED and not renewed:
                renewed = True
                if self.renew(answer.request.headers.get("Authorization")):
                    continue
            if status is not None and status < 400:
                self.limiter.answered()
                return self._decoded(method, path, answer)
            retry_after = None if answer is None else _seconds(answer.headers.get("Retry-After"))
            not_sent = failure is not None and failure.not_sent
            wait = (
                None
                if failure is not None and failure.final
                else wait_before_retry(like, status, retry_after, attempt, not_sent, self.connection.retry_max_wait)
            )
            if wait is None or attempt >= self.connection.retries:
                raise self._error(method, like, path, answer, failure, attempt)
            # A little apart, so that parallel tasks do not come back in step. Never earlier than the server asked for.
            wait += random.uniform(0, 0.1) * min(wait, 1)
            with self.limiter.held() if status == SLOW_DOWN or retry_after is not None else nullcontext():
                self._pause(wait)
            attempt += 1
            self.stats.count(retries=1)

    def _refuse_orphaned(self, method, path):
        """A playbook that was killed leaves its workers behind, and whoever starts it again would have two runs that make the same objects."""
        if os.getppid() != self._parent:
            raise Orphaned(f"{method} {path} was not sent: the run that asked for it has ended.")

    def settle(self, attempt):
        """Pause before reading again what a write may not have reached yet. False when ``settle_timeout`` is used up."""
        waited = sum(_settle_wait(n) for n in range(attempt))
        if waited >= self.connection.settle_timeout:
            return False
        self._pause(min(_settle_wait(attempt), self.connection.settle_timeout - waited))
        return True

    def _pause(self, seconds):
        self.stats.count(waited=seconds)
        self.sleep(seconds)

    def _send(self, method, path, query, body):
        """``(response, None)`` or ``(None, failure)``."""
        try:
            # A login that auth needs first may fail, then this one was not sent and does not count.
            session = _session(self.connection)
            prepared = _prepared(session, self.connection, method, path, query, body)
            settings = {"timeout": self.connection.timeout, "proxies": session.proxies, "verify": session.verify, "allow_redirects": False}
            response = session.send(prepared, **settings)
            self.stats.count(requests=1)
            return response, None
        except (OSError, ValueError) as error:
            self.stats.count(requests=1)
            # Nearly always a RequestException. A missing CA file and a token that no header can carry come as they are.
            return None, _Failure.of(error, self.connection)

    def _decoded(self, method, path, answer):
        if answer.status_code >= 300:
            raise UnreadableAnswer(
                f"{method} {path} was redirected ({answer.status_code}) to {answer.headers.get('Location', 'nowhere')}: check api_url.",
                status=answer.status_code,
                method=method,
                path=path,
            )
        if not answer.content:
            return None
        try:
            return answer.json()
        except ValueError:
            raise UnreadableAnswer(
                f"{method} {path} was answered with something that is not JSON "
                f"({answer.headers.get('Content-Type', 'no content type')}: {self._excerpt(_text(answer))}). Check api_url.",
                status=answer.status_code,
                method=method,
                path=path,
            ) from None

    def _error(self, method, like, path, answer, failure, attempt):
        tries = f" (tried {attempt + 1} times)" if attempt else ""
        where = {"method": method, "path": path}
        if answer is not None:
            if like not in REPEATABLE and answer.status_code in GATEWAY_TROUBLE:
                return LostAnswer(f"{method} {path}: {self._explained(answer)}{tries}", status=answer.status_code, **where)
            return Refused(f"{method} {path}: {self._explained(answer)}{tries}", status=answer.status_code, **where)
        text = f"{self.connection.url}: {failure.text}{tries}"
        if like not in REPEATABLE and not failure.not_sent and not failure.final:
            return LostAnswer(f"{method} {path} to {text}", **where)
        return Unreachable(f"{method} {path}: cannot reach {text}", **where)

    def _explained(self, answer):
        """An error answer in one line: status, meaning, the API's own words, its field errors (contract section 4)."""
        said = self._said(answer)
        meaning = _MEANINGS.get(answer.status_code)
        return f"{answer.status_code}" + (f" {meaning}" if meaning else "") + (f": {said}" if said else "")

    def _said(self, answer):
        try:
            body = answer.json()
        except ValueError:
            return self._excerpt(_text(answer))
        if not isinstance(body, dict):
            return self._excerpt(_text(answer))
        parts = [str(body.get(name) or "") for name in ("message", "error", "details")]
        errors = body.get("errors")
        for error in errors if isinstance(errors, list) else []:
            if isinstance(error, dict):
                reference = f" (sid {error['reference_sid']})" if error.get("reference_sid") else ""
                parts.append(f"{error.get('field', '?')}: {error.get('message', '')}{reference}")
            else:
                parts.append(str(error))
        return "; ".join(part for part in parts if part) or self._excerpt(_text(answer))

    def _excerpt(self, text):
        """The beginning of a text in one line. Secrets go first: a cut through one would leave a part that nobody recognises."""
        text = " ".join(scrubbed(text, self.secrets).split())
        return text if len(text) <= LONGEST_EXCERPT else text[:LONGEST_EXCERPT] + "..."


@dataclass(frozen=True)
class _Failure:
    """A request without an answer: why, whether it can have had an effect, whether another try is pointless."""

    text: str
    not_sent: bool = False
    final: bool = False

    @classmethod
    def of(cls, error, connection):
        import requests

        if isinstance(error, requests.exceptions.SSLError):
            return cls(f"TLS failed ({_reason(error)}). Check api_url, ca_path and the certificate.", final=True)
        if isinstance(error, requests.exceptions.ConnectTimeout):
            return cls(f"no connection within {connection.timeout} s", not_sent=True)
        if isinstance(error, requests.exceptions.Timeout):
            return cls(f"no answer within {connection.timeout} s")
        if isinstance(error, (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            refused = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
            return cls(_reason(error), not_sent=refused)
        # What is left is wrong before anything is sent: a URL without a scheme, a header that cannot be, a missing CA file.
        return cls(f"{_reason(error)}. Check the connection options.", final=True)


def _reason(error):
    """The innermost reason of a chain of wrapped exceptions."""
    inner = error
    while True:
        deeper = getattr(inner, "reason", None) or next((a for a in getattr(inner, "args", ()) if isinstance(a, BaseException)), None)
        if not isinstance(deeper, BaseException):
            break
        inner = deeper
    return re.sub(r"\s+", " ", re.sub(r"^.*HTTPS?Connection(Pool)?\(.*?\): |^<.* object at 0x[0-9a-f]+>: ", "", str(inner))).strip()


def _settle_wait(attempt):
    return 0.2 * 2**attempt


def _seconds(header):
    """Retry-After in seconds. The other form of the header, a date, is read too."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        from email.utils import parsedate_to_datetime

        try:
            return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
        except (TypeError, ValueError):
            return None


_MEANINGS = {
    402: "the password has expired and has to be changed",
    401: "the login was refused, check the token or the user name and password",
    403: "the login may not do this, its scopes, its partner or its level do not cover it",
    404: "not found, it is gone or api_url is wrong",
    409: "conflict with the present state",
    415: "the API does not take this content type",
    429: "too many requests",
}


# Variables of the environment that say how to get somewhere.
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_SURROUNDINGS = (*_PROXIES, *(name.upper() for name in _PROXIES), "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def _text(answer):
    """The body as text. JSON is UTF-8, whatever the header does not say."""
    return answer.content.decode("utf-8", "replace")


def _prepared(session, connection, method, path, query, body):
    """A request of a session, as ``Session.request`` would make it: that puts it together from more places, for a tenth of what a request costs."""
    import requests

    prepared = requests.PreparedRequest()
    prepared.prepare(
        method,
        connection.url + path,
        params=query,
        data=None if body is None else json.dumps(body).encode(),
        headers={**session.headers, "Content-Type": "application/json"} if body is not None else dict(session.headers),
        # Never None: requests would look for a login in the URL.
        auth=connection.auth or (lambda prepared: prepared),
        cookies=session.cookies,
    )
    return prepared


def _session(connection):
    """The kept-alive session of a connection. One per process: a forked worker must not share its parent's sockets."""
    surroundings = tuple(os.environ.get(name) for name in _SURROUNDINGS)
    key = (os.getpid(), connection.url, connection.auth, connection.verify, connection.width, surroundings)
    with _SESSIONS_LOCK:
        return _SESSIONS.get(key) or _SESSIONS.setdefault(key, _new_session(connection))


def _new_session(connection):
    import requests

    session = requests.Session()
    session.headers["Accept"] = "application/json"
    # What the environment says is the same for all requests to one API. requests would look it up for each of them.
    session.proxies = requests.utils.get_environ_proxies(connection.url)
    bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    session.verify = connection.verify if connection.verify is not True else (bundle or True)
    session.trust_env = False
    if connection.width > 1:
        for scheme in ("https://", "http://"):
            session.mount(scheme, requests.adapters.HTTPAdapter(pool_maxsize=connection.width))
    if connection.verify is False:
        # The user asked for it in so many words. A warning per request would only drown the rest.
        from urllib3 import disable_warnings, exceptions

        disable_warnings(exceptions.InsecureRequestWarning)
    return session
