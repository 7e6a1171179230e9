# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""External handlers that rules of the area handlers object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx

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


NOT_PUBLIC = "is not an address of the public internet"
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
    private("10.1.2.3", f"10.1.2.3 {NOT_PUBLIC}", "8.8.8.8"),
    private("192.0.2.1", f"192.0.2.1 {NOT_PUBLIC}", "192.0.3.1"),
    private("[::1]", f"::1 {NOT_PUBLIC}", "[2606:4700::1111]"),
    private("[::ffff:192.168.0.1]", f"::ffff:192.168.0.1 {NOT_PUBLIC}", "[::ffff:8.8.8.8]"),
    private("localhost", f"localhost {NO_DOMAIN}", "localhost.example.net"),
    private("screen:8443", f"screen {NO_DOMAIN}", "screen.example.net:8443"),
    private("2130706433", f"2130706433 {NO_DOMAIN}"),
    private("127.1", "127.1 is neither a name nor a complete address", "127.1.example.net"),
    private("screen.corp.", "screen.corp. is a name of a private network", "corp.example.net", "screen.mycorp"),
    secret("https://user:hunter2@screen.example.net/v1", "holds a user name or a password (host screen.example.net)", "https://screen.example.net/@user"),
    secret("https://user@screen.example.net/v1", "holds a user name or a password (host screen.example.net)"),
    secret(
        "https://screen.example.net/?api_key=hunter2&id=7", "holds a value for api_key (host screen.example.net)", "https://screen.example.net/token?id=7&key="
    ),
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
