# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps some of whose values could not be read. Pure. Private to the collection."""

from __future__ import annotations


class Unreadable(Exception):
    """A rule asked for something that could not be read.

    :ivar holder: the map that it would be in, and ``name``, its key.
    """

    def __init__(self, holder, name):
        super().__init__(name)
        self.holder, self.name = holder, name


class Unlisted(dict):
    """A map in which there may be more than could be read: what it does not have is unreadable, not absent.

    :param known: what could be read.
    :param holder, name: the map and the key where the rest would be.
    """

    def __init__(self, known, holder, name):
        super().__init__(known)
        self._holder, self._name = holder, name

    def get(self, name, default=None):
        return self[name]

    def __missing__(self, name):
        raise Unreadable(self._holder, self._name)


class Partly(dict):
    """A map some of whose values could not be read.

    :ivar unread: their keys.
    :ivar left_out: those of them that the API leaves out of its answer.
    :ivar about: ``(kind, name, id, place)`` of the object that it is.
    :ivar in_force: of a trunk group, whether all is there that state and fraud profile make of it; an ``Unreadable`` where nobody knows.
    """

    unread = left_out = frozenset()
    about = None
    in_force = False

    def without(self, names):
        self.unread = frozenset(names)
        return self

    def like(self, other):
        """What is known of another one, of this one."""
        self.unread, self.left_out, self.about = other.unread, other.left_out, other.about
        return self

    def get(self, name, default=None):
        if name in self.unread:
            raise Unreadable(self, name)
        return super().get(name, default)

    def __getitem__(self, name):
        if name in self.unread:
            raise Unreadable(self, name)
        return super().__getitem__(name)
