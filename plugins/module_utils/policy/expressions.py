# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regular expressions of access control rules, judged without ever running one. Pure. Private to the collection.

Python's own matcher goes back and tries again, and there are expressions of a dozen characters that keep it busy for years. Here every part
of an expression becomes a relation, which positions of the number it leads to from which, and parts are put together by putting relations
together. That takes a time bounded by the length of the expression times a power of that of the number.

How the provider reads an expression is not known in full (contract section 7): whether it searches or matches the whole number, and in which
dialect. What depends on that is answered with None.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

# A longer one is not looked into: nobody writes one for numbers.
LONGEST = 1000
# E.164: as many digits as a number has, and none begins with 0.
MOST_DIGITS = 15

_DIGITS = frozenset("0123456789")
_WORD = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_SPACE = frozenset(" \t\n\r\f\v")
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_OPEN_START = re.compile(r"^(?:\^|\\A|(?:\.|\\d|\[0-9\])[*+])")
_OPEN_END = re.compile(r"(?:\$|\\[zZ]|(?:(?<!\\)\.|\\d|\[0-9\])[*+]\??)$")


def flaw(expression):
    """Why an expression does not compile, None if it does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(expression)
    except re.error as error:
        return str(error)
    except (OverflowError, RecursionError):
        return "it is too large or nested too deeply"
    return None


def anchored(expression):
    """Whether it makes no difference to an expression that compiles if the provider searches a number or matches the whole of it.

    Each alternative begins with ``^`` and ends with ``$``, or lets any digits follow there.
    """
    if len(expression) > LONGEST:
        return True
    waiting = [expression]
    while waiting:
        for part in _alternatives(waiting.pop()):
            inner = _content(part)
            if inner is not None:
                waiting.append(inner)
            elif not (_OPEN_START.search(part) and _OPEN_END.search(part) and not _escaped(part)):
                return False
    return True


@lru_cache(maxsize=4096)
def matches(expression, number):
    """Whether an expression matches a number, None where that is not certain.

    :param number: text, of the length of a telephone number.
    """
    if len(expression) > LONGEST:
        return None
    try:
        relation = _Reader(expression, number).read()
    except (_Unknown, RecursionError):
        return None
    whole, somewhere = bool(relation[0] >> len(number) & 1), any(relation)
    return whole if whole == somewhere else None


@lru_cache(maxsize=4096)
def matches_a_number(expression):
    """Whether there is a number in E.164 digits that an expression matches, in one of the readings, None where that is not certain."""
    if len(expression) > LONGEST:
        return None
    try:
        return any(any(_NumberReader(expression, _ANY_NUMBER[:length]).read()) for length in range(MOST_DIGITS, 0, -1))
    except (_Unknown, RecursionError):
        return None


@lru_cache(maxsize=4096)
def matches_all(expression, prefix, searched=False):
    """Whether an expression matches numbers that begin with a prefix: True for all of them, in every reading, False for none, None where that is not
    certain.

    :param prefix: text of digits, one at least.
    :param searched: True if what the expression matches anywhere in a number is enough: of the readings, the one that matches most.
    """
    if len(expression) > LONGEST or not 0 < len(prefix) <= MOST_DIGITS:
        return None
    try:
        if _EveryReader(expression, prefix).matches(searched):
            return True
        possible = any(_BeginningReader(expression, prefix).read())
    except (_Unknown, RecursionError):
        return None
    return None if possible else False


# Where an expression is open ----------------------------------------------------------------------------------------


def _marks(expression):
    """``(position, character, depth)`` of brackets and bars that mean something, not those in classes or behind a backslash."""
    n, depth, in_class = 0, 0, None
    while n < len(expression):
        character = expression[n]
        if character == "\\":
            n += 1
        elif in_class is not None:
            # A bracket that comes first in a class is one of its characters.
            if character == "]" and expression[in_class + 1 : n] not in ("", "^"):
                in_class = None
        elif character == "[":
            in_class = n
        elif character in "(|)":
            depth -= character == ")"
            yield n, character, depth
            depth += character == "("
        n += 1


def _alternatives(expression):
    start = 0
    for n, character, depth in _marks(expression):
        if character == "|" and depth == 0:
            yield expression[start:n]
            start = n + 1
    yield expression[start:]


def _content(expression):
    """What is in the group that an expression is as a whole, None if it is none."""
    if not expression.startswith("(") or expression.startswith("(?") and not expression.startswith("(?:"):
        return None
    for n, character, depth in _marks(expression):
        if character == ")" and depth == 0:
            return expression[3 if expression.startswith("(?:") else 1 : n] if n == len(expression) - 1 else None
    return None


def _escaped(expression):
    """Whether the dollar that an expression ends with is an ordinary character."""
    stripped = expression[:-1].rstrip("\\")
    return expression.endswith("$") and (len(expression) - 1 - len(stripped)) % 2 == 1


# What an expression leads to ----------------------------------------------------------------------------------------


class _Unknown(ValueError):
    """A construct that dialects disagree on, or that looks at more than positions."""


class _Reader:
    """Reads an expression and puts relations together as it goes.

    A relation is a tuple with an integer for each position of the number: its bits are the positions that can be reached from there.
    """

    def __init__(self, expression, number):
        self.rest = expression
        self.number = number
        self.positions = range(len(number) + 1)
        self.stay = tuple(1 << n for n in self.positions)

    def read(self):
        relation = self._alternatives()
        if self.rest:
            raise _Unknown
        return relation

    def _take(self, text):
        if not self.rest.startswith(text):
            return False
        self.rest = self.rest[len(text) :]
        return True

    def _next(self):
        if not self.rest:
            raise _Unknown
        character, self.rest = self.rest[0], self.rest[1:]
        return character

    def _alternatives(self):
        relation = self._sequence()
        while self._take("|"):
            relation = _either(relation, self._sequence())
        return relation

    def _sequence(self):
        relation = self.stay
        while self.rest and self.rest[0] not in "|)":
            relation = self._then(relation, self._repeated(self._atom()))
        return relation

    def _atom(self):
        character = self._next()
        if character == "(":
            if self.rest.startswith("?") and not self._take("?:"):
                raise _Unknown
            relation = self._alternatives()
            if not self._take(")"):
                raise _Unknown
            return relation
        if character in "*+?{":
            raise _Unknown
        if character == "^":
            return self._only_at(0)
        if character == "$":
            return self._only_at(len(self.number))
        if character == "\\" and self.rest[:1] in ("A", "Z", "z"):
            return self._only_at(0 if self._next() == "A" else len(self.number))
        return self._one(self._characters(character))

    def _characters(self, character):
        """A test for one character."""
        if character == ".":
            return lambda one: one != "\n"
        if character == "[":
            return self._class()
        if character == "\\":
            found, inverted = self._escape()
            return lambda one: (one in found) != inverted
        return lambda one: one == character

    def _escape(self):
        character = self._next()
        if character.lower() in _CLASSES:
            return _CLASSES[character.lower()], character.isupper()
        if character.isalnum():
            raise _Unknown
        return frozenset(character), False

    def _class(self):
        inverted, parts, first = self._take("^"), [], True
        while first or not self.rest.startswith("]"):
            first = False
            parts.append(self._class_part())
        self._next()
        return lambda one: any(part(one) for part in parts) != inverted

    def _class_part(self):
        character = self._next()
        if character == "[":
            # Named classes and set operations of some dialects.
            raise _Unknown
        if character == "\\":
            found, out = self._escape()
            return lambda one: (one in found) != out
        if self.rest.startswith("-") and not self.rest.startswith("-]"):
            self._next()
            last = self._next()
            if last in "\\[":
                raise _Unknown
            return lambda one: character <= one <= last
        return lambda one: one == character

    def _repeated(self, relation):
        while True:
            if self._take("*"):
                least, most = 0, None
            elif self._take("+"):
                least, most = 1, None
            elif self._take("?"):
                least, most = 0, 1
            elif self.rest.startswith("{"):
                least, most = self._bounds()
            else:
                return relation
            # Whether the shortest or the longest is tried first makes no difference to whether there is one.
            self._take("?")
            if self.rest[:1] in tuple("*+?{"):
                raise _Unknown
            relation = self._times(relation, least, most)

    def _bounds(self):
        found = re.match(r"\{([0-9]{1,9})(?:(,)([0-9]{0,9}))?\}", self.rest)
        if not found:
            raise _Unknown
        self.rest = self.rest[found.end() :]
        least = int(found[1])
        return least, least if not found[2] else int(found[3]) if found[3] else None

    def _times(self, relation, least, most):
        # Each turn goes on in the number or stays: after as many turns as there are positions nothing new comes.
        enough = len(self.positions)
        turns = self.stay
        for _turn in range(min(least, enough)):
            turns = self._then(turns, relation)
        found = turns
        for _turn in range(enough if most is None else min(most - least, enough)):
            turns = self._then(turns, relation)
            found = _either(found, turns)
        return found

    def _only_at(self, position):
        return tuple(1 << n if n == position else 0 for n in self.positions)

    def _one(self, test):
        return (*(2 << n if test(one) else 0 for n, one in enumerate(self.number)), 0)

    def _then(self, first, second):
        found = []
        for reached in first:
            ends = 0
            for n in self.positions:
                if reached >> n & 1:
                    ends |= second[n]
            found.append(ends)
        return tuple(found)


class _NumberReader(_Reader):
    """The same for all numbers of one length at once: at each position any of several digits."""

    def _one(self, test):
        return (*(2 << n if any(test(one) for one in digits) else 0 for n, digits in enumerate(self.number)), 0)


class _BeginningReader(_NumberReader):
    """The same for all numbers that begin with a prefix: each may end anywhere after it. Finds more than there is where an end is not at the end."""

    def __init__(self, expression, prefix):
        super().__init__(expression, (*prefix, *[_ANY_DIGIT] * (MOST_DIGITS - len(prefix))))
        self.shortest = len(prefix)

    def _only_at(self, position):
        if position == 0:
            return super()._only_at(position)
        return tuple(1 << n if n >= self.shortest else 0 for n in self.positions)


class _EveryReader(_Reader):
    """The same for all numbers that begin with a prefix: what it leads to it leads to in each of them, however many digits come after the prefix.

    Behind the prefix there are two positions more: after one digit, whichever it is, and after all of them.
    """

    def __init__(self, expression, prefix):
        super().__init__(expression, (*prefix, _ANY_DIGIT, ""))
        self.more, self.end = len(prefix) + 1, len(prefix) + 2

    def matches(self, searched):
        relation = self.read()
        # Not every number has one more digit.
        somewhere = any(ends & ~(1 << self.more) for n, ends in enumerate(relation) if n != self.more)
        return somewhere if searched else bool(relation[0] >> self.end & 1)

    def _one(self, test):
        return (*(2 << n if digits and all(map(test, digits)) else 0 for n, digits in enumerate(self.number)), 0)

    def _times(self, relation, least, most):
        found = super()._times(relation, least, most)
        if most is None and relation[self.more - 1] >> self.more & 1:
            # What takes any digit as often as it likes takes all that come after the prefix, once it has arrived there.
            found = tuple(ends | 1 << self.end if ends >> self.more - 1 & 1 else ends for ends in found)
        return found


_ANY_DIGIT = "0123456789"
_ANY_NUMBER = ("123456789", *[_ANY_DIGIT] * (MOST_DIGITS - 1))


def _either(one, other):
    return tuple(a | b for a, b in zip(one, other, strict=True))
