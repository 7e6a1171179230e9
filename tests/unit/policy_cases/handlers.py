# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""External handlers that rules of the area handlers object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx, named

GROUP = "trunk_groups[0] (voice)"
HANDLER = f"{GROUP}.external_handlers[0] (outbound)"


def handlers(*given, contract=None):
    """A customer with these external handlers on one trunk group."""
    made = [{"url": f"https://screen-{n}.example.net/v1", "direction": "outbound", "error_handler": "reject503", **one} for n, one in enumerate(given)]
    return carrierx(trunk_groups=[{"name": "voice", "external_handlers": made}], contract=contract or {})


def of_url(rule, url, text, *near):
    return Case(rule, handlers({"url": url}), {f"{HANDLER}.url": text}, [handlers({"url": one}) for one in near])


def malformed(url, *near):
    return of_url("handler-malformed-url", url, "is no url with a scheme and a host", *near)


def private(host, text, *near):
    return of_url("handler-private-host", f"https://{host}/v1", text, *(f"https://{one}/v1" for one in near))


def secret(url, text, *near):
    return of_url("handler-credentials-in-url", url, text, *near)


def callback(rule, url, text, *near):
    """The same about the callback_url of a number."""
    documents = [carrierx(numbers=[{"phonenumber": "12125550100", "callback_url": one}]) for one in (url, *near)]
    return Case(rule, documents[0], {"numbers[0] (12125550100).callback_url": text}, [*documents[1:], carrierx(numbers=["12125550100"])])


def secret_name(name, part, *near):
    return secret(f"https://s.acme.net/{part}", f"holds a value for {name} (host s.acme.net)", *(f"https://s.acme.net/{one}" for one in near))


NO_NAME = "is neither a name nor a complete address"
NO_DOMAIN = "is a name without a domain"
OPEN = "outbound calls go on unscreened when the handler fails or is slow"

CASES = [
    Case(
        "handler-fails-open",
        handlers({"error_handler": "ignore"}, {"error_handler": "ignore", "direction": "any"}),
        {
            f"{HANDLER}.error_handler": f"is ignore: {OPEN}",
            f"{GROUP}.external_handlers[1] (any).error_handler": "is ignore: any calls go on unscreened when the handler fails or is slow",
        },
        [handlers({"error_handler": "reject503"}), handlers({"error_handler": "ignore", "direction": "inbound"})],
    ),
    Case(
        "handler-fails-open",
        carrierx(trunk_groups=[{"name": "voice", "external_handlers": [{"url": "https://screen.example.net", "direction": "outbound"}]}]),
        {f"{HANDLER}.error_handler": f"is left out, which is ignore: {OPEN}"},
    ),
    malformed("screen.example.net/v1", "https://screen.example.net/v1"),
    malformed("https:///v1", "https://screen.example.net"),
    malformed("https://[::1/", "https://[2606:4700::1111]/"),
    malformed("https://screen.example.net:port/", "https://screen.example.net:8443/"),
    malformed("https://screen.example.net/a b", "https://screen.example.net/a%20b"),
    of_url("handler-not-https", "http://screen.example.net/v1", "is http, not https (host screen.example.net)", "HTTPS://screen.example.net/v1"),
    private("10.1.2.3", "10.1.2.3 is in 10.0.0.0/8 (private, RFC 1918)", "8.8.8.8"),
    private("224.0.0.1", "224.0.0.1 is in 224.0.0.0/4 (multicast, RFC 5771)", "223.0.0.1"),
    private("0.0.0.0", "0.0.0.0 is in 0.0.0.0/32 (unspecified, RFC 1122)", "1.0.0.0"),
    private("240.0.0.1", "240.0.0.1 is in 240.0.0.0/4 (reserved, RFC 1112)"),
    private("[::1]", "::1 is in ::1/128 (loopback, RFC 4291)", "[2606:4700::1111]"),
    private("[fe80::1%25eth0]", "fe80::1%25eth0 is in fe80::/10 (link-local, RFC 4291)"),
    private("[::ffff:192.168.0.1]", "::ffff:192.168.0.1 is in 192.168.0.0/16 (private, RFC 1918)", "[::ffff:8.8.8.8]"),
    private("localhost", "localhost is in localhost (loopback, RFC 6761)", "localhost.example.net"),
    private("*.acme.net", f"*.acme.net {NO_NAME}", "wild.acme.net"),
    private("s.acme.localdomain", "s.acme.localdomain is in localdomain (a placeholder for a domain)", "s.localdomain.acme.net"),
    private("screen:8443", f"screen {NO_DOMAIN}", "screen.example.net:8443"),
    private("2130706433", f"2130706433 {NO_NAME}"),
    private("127.1", f"127.1 {NO_NAME}", "127.1.example.net"),
    private("screen.corp.", "screen.corp. is in corp (private by custom, RFC 6762 appendix G)", "corp.example.net", "screen.mycorp"),
    callback("handler-private-host", "https://10.0.0.1/", "10.0.0.1 is in 10.0.0.0/8 (private, RFC 1918)", "https://numbers.acme.net/", "none"),
    of_url(
        "handler-documentation-host",
        "https://screen.example.net/v1",
        "screen.example.net is in example.net (examples, RFC 2606)",
        "https://screen.acme.net/example.net",
        "https://screen.myexample.net/v1",
    ),
    Case(
        "handler-documentation-host",
        handlers({"url": "https://192.0.2.1"}),
        {f"{HANDLER}.url": "192.0.2.1 is in 192.0.2.0/24 (documentation, RFC 5737)"},
        [handlers({"url": "https://192.0.3.1"}), named("acme", handlers({"url": "https://192.0.2.1"}), environment="test")],
    ),
    callback("handler-documentation-host", "https://a.test", "a.test is in test (tests, RFC 2606)", "https://a.acme.net"),
    secret("https://user:hunter2@screen.example.net/v1", "holds a user name or a password (host screen.example.net)", "https://screen.example.net/@user"),
    secret("https://user@screen.example.net/v1", "holds a user name or a password (host screen.example.net)"),
    secret(
        "https://screen.example.net/?api_key=hunter2&id=7", "holds a value for api_key (host screen.example.net)", "https://screen.example.net/token?id=7&key="
    ),
    secret_name("pass", "?pass=hunter2", "?keyword=a", "?author=jane", "?design=1", "?passage=1", "?monkey=1"),
    secret_name("pw", "?user=a&pw=b", "?user=a"),
    secret_name("jwt", "?jwt=a"),
    secret_name("code", "?code=1", "?area_code=212", "?country-code=1"),
    secret_name("access", "?access=1", "?access_type=sip", "?accessible=1"),
    secret_name("accessToken", "?a=1;accessToken=2", "?tokenise=1"),
    secret_name("%74oken", "?%74oken=1"),
    secret_name("API-Key", "?API-Key=1"),
    secret_name("accountkey", "?accountkey=1", "?accountkeys=1", "?monkey=1"),
    secret_name("Authorization", "?Authorization=Basic%20x", "?authorized=1"),
    secret_name("session", "?session=1", "?sessions=1"),
    secret_name("pin", "?pin=1", "?pine=1", "?spin=1"),
    secret_name("token", "a/;token=abc", "a/;id=abc", "a/;token="),
    secret_name("token", "#token=abc", "#token"),
    secret_name("token", "v1/token/0123456789abcdef", "v1/token/refresh", "v1/calls/0123456789abcdef", "v1/token/id/0123456789abcdef", "v1/token/"),
    callback("handler-credentials-in-url", "https://a:b@s.acme.net", "holds a user name or a password (host s.acme.net)", "https://s.acme.net"),
    callback("handler-credentials-in-url", "https://s.acme.net/?sig=1", "holds a value for sig (host s.acme.net)", "https://s.acme.net/?id=1"),
    Case(
        "handler-over-budget",
        handlers({"timeout": 300}, {"timeout": None, "direction": "any"}, contract={"post_dial_budget": 500}),
        {f"{GROUP}.external_handlers": "2 handlers may take 550 ms of an outbound call, the post-dial budget is 500 ms"},
        [
            handlers({"timeout": 250}, {"timeout": None, "direction": "any"}, contract={"post_dial_budget": 500}),
            handlers({"timeout": 300}, {"timeout": 300, "direction": "inbound"}, contract={"post_dial_budget": 500}),
        ],
    ),
    Case(
        "handler-over-budget",
        handlers({"timeout": 2001, "direction": "inbound"}),
        {f"{GROUP}.external_handlers": "1 handler may take 2001 ms of an inbound call, the post-dial budget is 2000 ms"},
        [handlers({"timeout": 2000})],
    ),
]
