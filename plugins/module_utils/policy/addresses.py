# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses of endpoints in words that rules can ask about. Pure. Private to the collection."""

from __future__ import annotations

import ipaddress
import re
from functools import cache

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
LONGEST_NAME = 253


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


def within(found, ranges):
    """The range that a network lies in, as ``(range, what it is)``, None if there is none.

    :param ranges: ``{text of a network: what it is}``.
    """
    for text, meaning in ranges.items():
        outer = _range(text)
        if outer.version == found.version and found.subnet_of(outer):
            return text, meaning
    return None


@cache
def _range(text):
    return ipaddress.ip_network(text)


def under(name, domains):
    """The domain that a host name is or lies in, as ``(domain, what it is)``, None if there is none."""
    for domain, meaning in domains.items():
        if name == domain or name.endswith(f".{domain}"):
            return domain, meaning
    return None
