# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses and hosts in words that rules can ask about. Pure. Private to the collection."""

from __future__ import annotations

import ipaddress
import re
from functools import cache

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
LONGEST_NAME = 253

# Ranges of addresses, told by their slash, and domains: what they are.
LOOPBACK = {"127.0.0.0/8": "loopback, RFC 1122", "::1/128": "loopback, RFC 4291", "localhost": "loopback, RFC 6761"}
MULTICAST = {
    "224.0.0.0/4": "multicast, RFC 5771",
    "ff00::/8": "multicast, RFC 4291",
    "255.255.255.255/32": "broadcast, RFC 919",
}
UNSPECIFIED = {"0.0.0.0/32": "unspecified, RFC 1122", "::/128": "unspecified, RFC 4291"}
PRIVATE = {
    "10.0.0.0/8": "private, RFC 1918",
    "172.16.0.0/12": "private, RFC 1918",
    "192.168.0.0/16": "private, RFC 1918",
    "100.64.0.0/10": "shared by carrier-grade NAT, RFC 6598",
    "169.254.0.0/16": "link-local, RFC 3927",
    "fc00::/7": "private, RFC 4193",
    "fe80::/10": "link-local, RFC 4291",
    "fec0::/10": "site-local, RFC 3879",
    "local": "local, RFC 6762",
    "internal": "private by reservation of ICANN",
    "home.arpa": "private, RFC 8375",
    **dict.fromkeys(("corp", "home", "intranet", "lan", "private"), "private by custom, RFC 6762 appendix G"),
    "localdomain": "a placeholder for a domain",
}
RESERVED = {
    "0.0.0.0/8": "this network, RFC 791",
    "192.0.0.0/24": "protocol assignments, RFC 6890",
    "240.0.0.0/4": "reserved, RFC 1112",
    "::/96": "IPv4-compatible, given up by RFC 4291",
    "64:ff9b:1::/48": "local translation, RFC 8215",
    "100::/64": "discarded, RFC 6666",
    "2001::/23": "protocol assignments, RFC 2928",
}
DOCUMENTATION = {
    "192.0.2.0/24": "documentation, RFC 5737",
    "198.51.100.0/24": "documentation, RFC 5737",
    "203.0.113.0/24": "documentation, RFC 5737",
    "2001:db8::/32": "documentation, RFC 3849",
    "3fff::/20": "documentation, RFC 9637",
    "198.18.0.0/15": "benchmarks, RFC 2544",
    "example": "examples, RFC 2606",
    "invalid": "never valid, RFC 2606",
    "test": "tests, RFC 2606",
    "example.com": "examples, RFC 2606",
    "example.net": "examples, RFC 2606",
    "example.org": "examples, RFC 2606",
}


def network(text):
    """An address or a prefix as a network, None for a host name and for what is neither. An IPv4 address inside IPv6 is an IPv4 address."""
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    mapped = getattr(found.network_address, "ipv4_mapped", None)
    if mapped is not None and found.prefixlen >= 96:
        return ipaddress.ip_network(f"{mapped}/{found.prefixlen - 96}", strict=False)
    return found


def host_name(text):
    """A host name in the form that compares, None for what cannot be one (RFC 1123 2.1, RFC 3696 2: the last label has a letter in it)."""
    name = text.lower().removesuffix(".")
    labels = name.split(".")
    fits = len(name) <= LONGEST_NAME and all(_LABEL.fullmatch(label) for label in labels)
    return name if fits and not labels[-1].isdecimal() else None


def special(text, ranges):
    """The range or domain that an address or a host name is in, as ``(range, what it is)``, None if there is none.

    :param ranges: ``{text of a network or domain: what it is}``.
    """
    found, name = network(text), host_name(text)
    if found is not None:
        inner = _embedded(found)
        return _within(found, ranges) or (inner is not None and _within(inner, ranges)) or None
    return _under(name, ranges) if name is not None else None


def without_domain(text):
    """Whether it is a host name of one label, which means something inside of the customer's network only."""
    name = host_name(text)
    return network(text) is None and name is not None and "." not in name


def _embedded(found):
    """The IPv4 address that a 6to4 address (RFC 3056) or an IPv4-compatible one (RFC 4291 2.5.5.1) stands for, as a network."""
    if found.version == 4 or found.num_addresses > 1:
        return None
    address = found.network_address
    inner = address.sixtofour or (ipaddress.IPv4Address(int(address)) if int(address) >> 32 == 0 else None)
    return ipaddress.ip_network(inner) if inner is not None else None


def _within(found, ranges):
    for text, meaning in ranges.items():
        outer = _range(text) if "/" in text else None
        if outer is not None and outer.version == found.version and found.subnet_of(outer):
            return text, meaning
    return None


@cache
def _range(text):
    return ipaddress.ip_network(text)


def _under(name, ranges):
    for domain, meaning in ranges.items():
        if "/" not in domain and (name == domain or name.endswith(f".{domain}")):
            return domain, meaning
    return None
