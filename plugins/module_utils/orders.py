# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An order as a service desk takes it down, and the customer document that follows from it. Pure. Private to the collection.

An order says what nearly every small customer at CarrierX needs: one PBX, one trunk group, its numbers. What it has no words for is refused
and never guessed: such a customer gets a document that somebody writes.
"""

from __future__ import annotations

import datetime
import ipaddress
import re

TRANSPORTS = ("udp", "tcp", "tls")
PREMIUM = {"profile": "nanp-premium", "version": 1}
ANSWERABLE = {"ticket": "as somebody has to answer for it", "premium_until": "as the last day on which that is accepted, YYYY-MM-DD"}
WORDS = ("id", "name", "partner", "environment", "premium_until", "ticket")
LISTS = ("addresses", "numbers")
# What a document has while the order says nothing usable.
IN_PLACE = {"id": "new-customer", "address": {"ip": "sbc.example.com"}}
INSTEAD = "an order cannot say that, write the customer's document for it"

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_BETWEEN = re.compile(r"[\s().]")
_DASH = re.compile("[-\u2013]")
_WHOLE = 8  # so many digits before a dash are a number of its own, and what follows is the end of a range


def texts(given):
    """Answers in words, blanks around them taken off, None for those that say nothing.

    From 2.19 on ansible-core reads the text of an untrusted answer as YAML: ``0012345`` becomes 5349, and ``no`` becomes False. Empty text becomes
    None, as ``null`` does, and so that is no answer. What was written
    can be told again of a day, and of a telephone number.

    :param given: map of the answers, whatever they have become.
    :returns: ``(texts, problems)``, without the answers that are not there.
    """
    found, wrong = {}, []
    for name in (*WORDS, *LISTS):
        if name not in given:
            continue
        text = _told_again(name, given[name])
        found[name] = None
        if text is None:
            continue
        if not isinstance(text, str):
            wrong.append(f"{name}: Ansible has made another type of the answer, write it so that it can only be text, with a letter for example")
        elif name in WORDS and len(text.strip().splitlines()) > 1:
            wrong.append(f"{name}: is more than one line")
        else:
            found[name] = text.strip() or None
    return found, wrong


def _told_again(name, value):
    if name == "premium_until" and isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if name == "numbers" and isinstance(value, int) and len(str(value)) >= _WHOLE and value > 0:
        return str(value)
    return value


def draft(order, known=()):
    """The customer document of an order, in the order of sections that people write, and everything that is wrong with the order.

    :param order: map of ``id``, ``channels``, ``addresses`` and ``numbers`` (texts, one to a line), ``block_premium``, and what may be None:
        ``name``, ``partner``, ``environment``, ``regions``, ``premium_until``, ``ticket``.
    :param known: what is known to be wrong with its answers, see ``texts``.
    :returns: ``(document, problems)``: a document that is still to be checked like any other, see ``documents.problems``. Where there are
        problems, it has something in place of such answers, so that the others can be checked.
    """
    wrong = list(known)
    addresses = list(_read("addresses", order["addresses"], _address, wrong))
    numbers = list(_read("numbers", order["numbers"], _number, wrong))
    twice = {one["ip"] for n, one in enumerate(addresses) if one in addresses[:n]}
    wrong += [f"addresses: {ip} is there twice" for ip in sorted(twice)]
    said = {problem.partition(":")[0] for problem in wrong}
    if not order["block_premium"]:
        unanswered = [answer for answer in ANSWERABLE if not order[answer] and answer not in said]
        wrong += [f"{answer}: is required where premium numbers are not blocked, {ANSWERABLE[answer]}" for answer in unanswered]
    if not order["id"] and "id" not in said:
        wrong.append("id: is required")
    if not addresses and "addresses" not in said:
        wrong.append("addresses: there is none, and calls have to go somewhere")
    if wrong:
        order = {**order, "block_premium": True}
        addresses = [one for n, one in enumerate(addresses) if one not in addresses[:n]] or [IN_PLACE["address"]]
    return _document({**order, "id": order["id"] or IN_PLACE["id"]}, addresses, numbers), wrong


def numbers_alone(document):
    """The document of an order with nothing of its own but the numbers. Where the schema refuses another answer, they can be judged all the same."""
    in_place = {**dict.fromkeys(("name", "partner", "environment", "ticket")), "id": IN_PLACE["id"], "channels": 1, "regions": [], "block_premium": True}
    return _document(in_place, [IN_PLACE["address"]], document["numbers"])


def _document(order, addresses, numbers):
    name, channels = order["id"], order["channels"]
    about = {"name": order["name"], "environment": order["environment"], "tickets": [order["ticket"]] if order["ticket"] else None}
    partner = {"partner": order["partner"]} if order["partner"] else {}
    return {
        "customer": {"id": name, "state": "live", **{key: value for key, value in about.items() if value}},
        "provider": {"kind": "carrierx", **partner},
        "contract": {"channels": channels, **({"regions": order["regions"]} if order["regions"] else {})},
        "endpoints": [{"name": f"{name}-pbx", "capacity": channels, "addresses": [{**one, "priority": n} for n, one in enumerate(addresses)]}],
        "trunk_groups": [
            {
                "name": f"{name}-voice",
                "trunks": [{"name": "pbx", "endpoint": f"{name}-pbx", "priority": 10, "in_capacity": channels, "out_capacity": channels}],
            }
        ],
        "numbers": numbers,
        **({"fraud": dict(PREMIUM)} if order["block_premium"] else {"waivers": [_waiver(order)]}),
    }


def _waiver(order):
    """Who pays for the calls has ordered them, and the policy would refuse the document."""
    return {"rule": "acl-open-outbound", "reason": "Ordered without blocking of premium numbers.", "ticket": order["ticket"], "expires": order["premium_until"]}


def _read(answer, text, parse, wrong):
    """What the lines of an answer say; commas separate as well. Lines that say nothing are left out."""
    for n, line in enumerate((text or "").replace(",", "\n").splitlines(), start=1):
        if line.strip():
            try:
                yield parse(line.strip())
            except ValueError as error:
                wrong.append(f"{answer}: entry {n}: {error}")


def _address(text):
    """``HOST[:PORT] [udp|tcp|tls] [srtp]`` as an address of an endpoint."""
    if "@" in text or ":" in text and text.partition(":")[0].lower() in ("sip", "sips"):
        # Not shown: it may be a login.
        raise ValueError(f"is a SIP address or a login, write host and port alone; with a registration {INSTEAD}")
    where, *words = text.split()
    if "/" in where:
        raise ValueError(f"{where} is a network, write single addresses; an order has no words for a network, a document does")
    host, port = _host_and_port(where)
    unknown = [word for word in words if word not in (*TRANSPORTS, "srtp")]
    transports = [word for word in words if word in TRANSPORTS]
    if unknown or len(transports) > 1:
        raise ValueError(f"{text} says more than HOST:PORT, one of {', '.join(TRANSPORTS)}, and srtp; {INSTEAD}")
    return {
        "ip": host,
        **({"port": port} if port else {}),
        **({"transport": transports[0]} if transports else {}),
        **({"srtp": True} if "srtp" in words else {}),
    }


def _host_and_port(text):
    found = re.fullmatch(r"\[(.+)\](?::(.*))?", text) or re.fullmatch(r"([^:]+):([^:]*)", text)
    host, port = found.groups() if found else (text, None)
    if port is not None and not (port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError(f"{text} has no port between 1 and 65535 after the colon")
    if not _is_address(host) and (host.replace(".", "").isdecimal() or not _HOST.fullmatch(host)):
        raise ValueError(f"{text} is no IP address and no name of a host")
    return host, int(port) if port else None


def _is_address(text):
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _number(text):
    """A telephone number as people write it, in E.164 digits. Whether there can be such a number is for the validation to say."""
    first, *more = _DASH.split(_BETWEEN.sub("", text.removeprefix("+")))
    if more and len(first) >= _WHOLE:
        raise ValueError(f"{text} looks like a range, write one number to a line")
    digits = "".join([first, *more])
    if not (digits.isdecimal() and digits.isascii()):
        raise ValueError(f"{text} is no telephone number, write its digits with the country code; for more than that {INSTEAD}")
    return digits
