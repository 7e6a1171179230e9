# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer document as policy rules see it. Pure. Private to the collection."""

from __future__ import annotations

import copy
import datetime
import difflib
from functools import cached_property
from itertools import islice

from ansible_collections.telecom.trunking.plugins.module_utils import fraud
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import Waiver

# What an element of a list is called in messages. Not its url: that may hold credentials.
_LABELS = ("name", "ip", "phonenumber", "prefix", "rule", "direction")
# Countries and territories of the North American Numbering Plan (ISO 3166-1).
NANP_COUNTRIES = frozenset(
    ["ag", "ai", "as", "bb", "bm", "bs", "ca", "dm", "do", "gd", "gu", "jm", "kn", "ky", "lc", "mp", "ms", "pr", "sx", "tc", "tt", "us", "vc", "vg", "vi"]
)
# What a live trunk group has its lists above under, as the provider's tables call them (``kinds.Member.above``).
ABOVE = "effective_acls"
# Comparing a name with more names than this in full takes longer than a suggestion is worth.
_MOST_COMPARED = 100


# What is known of a customer whatever a rule is shown.
_OF_ALL = ("expanded", "profile_rejects", "rules_in_force", "waivers")


class Customer:
    """A document as rules see it: what is null or left out is empty.

    :param document: one that ``documents.problems`` has nothing against.
    :param today: the day for which dates are judged.
    :param outside: access control rules that exist outside of the document, ``{name: [attributes, or {} where only the name is known]}``;
        empty if nobody has told.
    """

    def __init__(self, document, today, outside=None):
        self.kind = document["provider"]["kind"]
        self.document = document
        self.today = today
        self.outside = outside or {}
        self.id = document["customer"]["id"]
        self._shown = {}

    def showing(self, section, positions):
        """The same customer with no more than some elements of a section for rules to judge. What the others are referred to for is still there."""
        made = copy.copy(self)
        for name in [name for name in vars(self) if name not in _OF_ALL and isinstance(getattr(type(self), name, None), cached_property)]:
            del made.__dict__[name]
        made._shown = {section: sorted(positions)}
        return made

    def shown(self, section, items):
        """``(path, element)`` of the elements of a section that a rule is to judge."""
        positions = self._shown.get(section, range(len(items)))
        return [((section, n), items[n]) for n in positions]

    @property
    def state(self):
        return self.document["customer"].get("state") or "live"

    @property
    def production(self):
        return (self.document["customer"].get("environment") or "production") == "production"

    @property
    def contract(self):
        return self.document.get("contract") or {}

    @cached_property
    def expanded(self):
        """The document with its fraud profile as rules and ACLs, in force while the customer is live: what a suspension rejects is no finding."""
        return fraud.expand(self.document, self.today)

    def protected(self, group):
        """Whether a fraud profile is in force for a trunk group, and rejects anything."""
        return self.profile_rejects

    @cached_property
    def profile_rejects(self):
        """Whether the fraud profile of the document rejects anything, once its exceptions are taken out."""
        profile = self.document.get("fraud")
        return bool(profile) and bool(fraud.rules(self.id, profile, self.today))

    def section(self, name):
        """The maps of a list at the top of the document, each with its path."""
        return _maps(self.shown(name, self.document.get(name) or []))

    @cached_property
    def endpoints(self):
        return self.section("endpoints")

    @cached_property
    def trunk_groups(self):
        return self.section("trunk_groups")

    @cached_property
    def addresses(self):
        """``(path, address)`` of every address of every endpoint."""
        return [found for at, endpoint in self.endpoints for found in inside(at, endpoint, "addresses")]

    @cached_property
    def access_control_rules(self):
        return self.section("access_control_rules")

    @cached_property
    def rules_in_force(self):
        """Access control rules by name: those from outside as far as they are known, those of the fraud profile, those of the document."""
        known = {name: found[0] for name, found in self.outside.items()}
        return {**known, **{item["name"]: item for item in self.expanded.get("access_control_rules") or [] if "name" in item}}

    @cached_property
    def trunks(self):
        """``(path, trunk, group)`` of every trunk."""
        return [(path, trunk, group) for at, group in self.trunk_groups for path, trunk in inside(at, group, "trunks")]

    @cached_property
    def acls(self):
        """``(path, acl, group)`` of every access control list, those of trunks among them."""
        found = []
        for at, group in self.trunk_groups:
            found += [(path, acl, group) for path, acl in inside(at, group, "acls")]
            for inner, trunk in inside(at, group, "trunks"):
                found += [(path, acl, group) for path, acl in inside(inner, trunk, "acls")]
        return found

    def lists_above(self, path, group):
        """``(path, acl)`` of each list that calls of a trunk group pass before its own and that is not the customer's. Nothing in a document: only
        the provider knows.
        """
        return inside(path, group, ABOVE)

    def knows_above(self, group):
        """Whether ``lists_above`` has them all. Those of a live trunk group may be unreadable."""
        return True

    @cached_property
    def external_handlers(self):
        """``(path, handler, group)`` of every external handler."""
        return [(path, handler, group) for at, group in self.trunk_groups for path, handler in inside(at, group, "external_handlers")]

    @cached_property
    def waivers(self):
        return [
            Waiver(n, item.get("rule"), self.locate(item.get("path")), item.get("reason"), item.get("ticket"), day(item.get("expires")))
            for (_section, n), item in self.section("waivers")
        ]

    def locate(self, text):
        """The path that a text like ``trunk_groups[acme-voice].acls[0]`` means; names in brackets become positions, None stays None."""
        if text is None:
            return None
        path, value = [], self.document
        for part in _parts(text):
            if isinstance(value, list):
                part = _position(value, part)
                value = value[part] if isinstance(part, int) else None
            else:
                value = value.get(part) if isinstance(value, dict) else None
            path.append(part)
        # What names no place does not stand for all of them.
        return tuple(path) or (text,)

    def place(self, path):
        """``trunk_groups[0] (acme-voice).acls[0]``: a path for people."""
        text, value = "", self.document
        for part in path:
            if isinstance(part, int):
                value = value[part] if isinstance(value, list) and part < len(value) else None
                text += f"[{part}]{_label(value)}"
            else:
                value = value.get(part) if isinstance(value, dict) else None
                text += f".{part}" if text else str(part)
        return text


def elements(value, path):
    """The maps in a list, each with its path; nothing for null and for a list that is not there."""
    return _maps(((*path, n), item) for n, item in enumerate(value or []))


def _maps(found):
    return [(path, item) for path, item in found if isinstance(item, dict)]


def inside(path, owner, name):
    """The maps in an attribute that is a list, each with its path."""
    return elements(owner.get(name), (*path, name))


def given(item, name, default=None):
    """An attribute, its default where it is left out or null."""
    value = item.get(name)
    return default if value is None else value


def closest(name, names):
    """``, did you mean x?`` if there is a name like it."""
    names = [one for one in names if one]
    if len(names) > _MOST_COMPARED:
        # A slip of the pen leaves one half of a name as it was.
        half = (len(name) + 1) // 2
        start, end = name[:half], name[-half:]
        alike = (one for one in names if (one.startswith(start) or one.endswith(end)) and abs(len(one) - len(name)) < 3)
        names = list(islice(alike, _MOST_COMPARED + 1))
    close = difflib.get_close_matches(name, names, n=1) if len(names) <= _MOST_COMPARED else []
    return f", did you mean {close[0]}?" if close else ""


def day(value):
    """A date from YAML or from text, None if it is neither."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _parts(text):
    """``a[b].c`` as ``a``, ``b``, ``c``. A name in brackets may hold dots."""
    part, bracket = "", False
    for character in text:
        if character == "[" and not bracket or character == "]" and bracket or character == "." and not bracket:
            if part:
                yield part
            part, bracket = "", character == "["
        else:
            part += character
    if part:
        yield part


def _position(items, text):
    """The position that is meant by a number or a name in brackets; the text itself if there is none."""
    # A telephone number is a name, too.
    if text.isdecimal() and len(text) < len("12125550100") and int(text) < len(items):
        return int(text)
    return next((n for n, item in enumerate(items) if item == text or isinstance(item, dict) and text in (item.get(label) for label in _LABELS)), text)


def _label(item):
    names = [item[name] for name in _LABELS if isinstance(item.get(name), str) and item[name]] if isinstance(item, dict) else []
    return f" ({names[0]})" if names else ""
