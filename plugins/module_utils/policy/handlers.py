# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about external handlers and other urls that the carrier calls. Pure. Private to the collection.

Attributes and defaults: CarrierX contract section 8. No message holds a url: it may hold credentials.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ansible_collections.telecom.trunking.plugins.module_utils.policy import addresses
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import rule

DEFAULT_TIMEOUT = 250  # milliseconds
# Callers wait this long for a ringing tone without hanging up, where the contract says nothing else.
POST_DIAL_BUDGET = 2000
DIRECTIONS = ("inbound", "outbound")
# Where no call of the carrier's arrives. It is no matter of the customer's environment, unlike documentation.
_UNREACHABLE = {**addresses.LOOPBACK, **addresses.MULTICAST, **addresses.UNSPECIFIED, **addresses.PRIVATE, **addresses.RESERVED}
# Words that say what a value is, and names that do so only when they are the whole name: an area_code is none.
SECRET_WORDS = frozenset(
    ("password", "passwd", "passphrase", "passcode", "pass", "pwd", "pw", "secret", "token", "jwt", "bearer", "credential", "credentials", "authorization",
     "cookie", "hmac", "signature", "otp", "pin")
)
_SECRET_WORDS = SECRET_WORDS | {"auth", "key", "sig", "session", "sas"}
# Written in one word, and in several: apikey, private_key, userpw. A key alone may be that of anything.
_COMPOUND = re.compile("(?:access|account|api|app|auth|client|private|shared|user)(?:key|token|password|passwd|pass|pwd|pw|secret)")
_SECRET_NAMES = frozenset(("access", "code"))
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# A part of a path that nobody made up: a secret, where the part before it says so.
_MADE = re.compile(r"(?=.*[0-9])[A-Za-z0-9._~+-]{16,}")


def _parts(url):
    """The url taken apart, None if it is none."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if whole and not any(character.isspace() or ord(character) < 32 for character in url) else None


def _handlers(customer):
    """``(path of the url, handler, url taken apart)`` of the handlers with a proper url."""
    for path, handler, _group in customer.external_handlers:
        parts = _parts(given(handler, "url", ""))
        if parts:
            yield (*path, "url"), handler, parts


def _urls(customer):
    """``(path, url taken apart)`` of everything that the carrier is to call."""
    yield from ((path, parts) for path, _handler, parts in _handlers(customer))
    for path, number in customer.section("numbers"):
        parts = _parts(given(number, "callback_url", ""))
        if parts:
            yield (*path, "callback_url"), parts


def holds_credentials(url):
    """Whether a url holds a user name, a password or a value of something secret. One that cannot be taken apart may."""
    parts = _parts(url)
    return parts is None or bool(parts.username or parts.password or any(_secrets(parts)))


def words(name):
    """The words of a name in lower case, and all in one: ``{"api", "key", "apikey"}`` for ``api_key``, ``API-Key`` and ``apiKey``."""
    found = [word.lower() for word in _WORD.findall(name)]
    return {*found, "".join(found)}


def names_a_secret(name, more=frozenset()):
    """Whether what has this name is secret.

    :param more: words that say so as well.
    """
    found = words(name)
    return bool((SECRET_WORDS | more) & found) or any(map(_COMPOUND.fullmatch, found))


def _secret(name):
    name = unquote(name)
    return names_a_secret(name, _SECRET_WORDS) or name.lower() in _SECRET_NAMES


def _secrets(parts):
    """Names of what is secret in the path, the query or the fragment of a url."""
    before = ""
    for part in re.split("[/;&?]", "&".join((parts.path, parts.query, parts.fragment))):
        name, equals, value = part.partition("=")
        if equals and value and _secret(name):
            yield name
        elif not equals and _secret(before) and _MADE.fullmatch(part):
            yield before
        before = "" if equals else name


@rule(
    "handler-fails-open",
    "error",
    area="handlers",
    title="A handler for outgoing calls that lets them through when it fails",
    why="Whoever can slow the handler down switches the fraud screening off, and with error_handler left out that is the default.",
    fix="Set error_handler to reject503 or reject403. Waive this rule for a handler that screens nothing, a lookup of names for example.",
)
def fails_open(customer):
    for path, handler, _group in customer.external_handlers:
        if handler.get("direction") in ("any", "outbound") and given(handler, "error_handler", "ignore") == "ignore":
            what = "is ignore" if handler.get("error_handler") else "is left out, which is ignore"
            yield (*path, "error_handler"), f"{what}: {handler['direction']} calls go on unscreened when the handler fails or is slow"


@rule(
    "handler-malformed-url",
    "error",
    service=True,
    area="handlers",
    title="A handler whose url is none",
    why="The handler is never reached. Each call waits for its timeout, and is then treated as error_handler says.",
    fix="Write the url in full, https://host/path, without blanks.",
)
def malformed_url(customer):
    for path, handler, _group in customer.external_handlers:
        if not _parts(given(handler, "url", "")):
            yield (*path, "url"), "is no url with a scheme and a host"


@rule(
    "handler-not-https",
    "error",
    area="handlers",
    title="A handler without https",
    why="Who calls whom goes through the internet in clear, and whoever sits in between can answer in the handler's place.",
    fix="Use an https url, with a certificate that the carrier trusts.",
)
def not_https(customer):
    for path, _handler, parts in _handlers(customer):
        if parts.scheme != "https":
            yield path, f"is {parts.scheme}, not https (host {parts.hostname})"


def _private(host):
    """Why a host cannot be reached from the carrier's network, None if it can."""
    host = host.partition("%")[0]
    found = addresses.special(host, _UNREACHABLE)
    if found:
        return f"is in {found[0]} ({found[1]})"
    if addresses.network(host) is None and addresses.host_name(host) is None:
        return "is neither a name nor a complete address"
    return "is a name without a domain" if addresses.without_domain(host) else None


@rule(
    "handler-private-host",
    "error",
    service=True,
    area="handlers",
    title="A handler, or the callback_url of a number, on a private host",
    why="The carrier cannot reach it, or reaches something else of its own under this address.",
    fix="Give the host a public name, and let its firewall admit the carrier only.",
)
def private_host(customer):
    for path, parts in _urls(customer):
        reason = _private(parts.hostname)
        if reason:
            yield path, f"{parts.hostname} {reason}"


@rule(
    "handler-documentation-host",
    "error",
    service=True,
    area="handlers",
    title="A handler, or the callback_url of a number, on a host for documentation in production",
    why="It was copied from an example. Nothing answers there, and each call is treated as error_handler says.",
    fix="Give the real host, or set customer.environment to test if this is no real customer.",
)
def documentation_host(customer):
    for path, parts in _urls(customer) if customer.production else ():
        found = addresses.special(parts.hostname, addresses.DOCUMENTATION)
        if found:
            yield path, f"{parts.hostname} is in {found[0]} ({found[1]})"


@rule(
    "handler-credentials-in-url",
    "error",
    area="handlers",
    title="Credentials in the url of a handler, or in the callback_url of a number",
    why="The url is shown in diffs, logs and to everyone who may read trunk groups or numbers, and it is in git.",
    fix="Let the host recognise the carrier by its addresses or its certificate, and change the credentials: they are known now.",
)
def credentials_in_url(customer):
    for path, parts in _urls(customer):
        if parts.username or parts.password:
            yield path, f"holds a user name or a password (host {parts.hostname})"
        for name in dict.fromkeys(_secrets(parts)):
            yield path, f"holds a value for {name} (host {parts.hostname})"


@rule(
    "handler-over-budget",
    "warning",
    service=True,
    area="handlers",
    title="Handlers may take longer than a caller waits",
    why="Handlers are asked one after the other. When they hang, callers hear nothing for the sum of the timeouts, and hang up.",
    fix=f"Lower the timeouts, or raise contract.post_dial_budget, which is {POST_DIAL_BUDGET} ms where it is left out.",
)
def over_budget(customer):
    budget = given(customer.contract, "post_dial_budget", POST_DIAL_BUDGET)
    for path, group in customer.trunk_groups:
        for direction in DIRECTIONS:
            handlers = [handler for handler in group.get("external_handlers") or [] if handler.get("direction") in ("any", direction)]
            total = sum(given(handler, "timeout", DEFAULT_TIMEOUT) for handler in handlers)
            if total > budget:
                count = f"{len(handlers)} handler" + ("s" if handlers[1:] else "")
                yield (*path, "external_handlers"), f"{count} may take {total} ms of an {direction} call, the post-dial budget is {budget} ms"
