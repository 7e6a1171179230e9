# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer documents as files: YAML into plain JSON types, every problem with its place. Private to the collection.

    for loaded in folder("customers"):
        for line, column, message in loaded.problems: ...
        loaded.document                                # the plain values, dates as text
        loaded.where(("trunk_groups", 0, "name"))      # customers/acme.yml:17:5

What is refused is what two readers would see differently: templates and tags, which only Ansible knows, and plain words that
YAML 1.1 (Ansible) and YAML 1.2 (most editors) take for different values, such as ``no`` or ``011``. No message shows a value.

Works on the parser's events and not on its node tree: the tree of libyaml is built by recursion in C, which deeply nested input
overflows.
"""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import yaml

from ansible_collections.telecom.trunking.plugins.module_utils.documents import TEMPLATE_MARKS

SUFFIXES = (".yml", ".yaml", ".json")
# A document of a thousand trunks has a tenth of that.
MOST_BYTES = 4_000_000

# Far beyond any customer, and far below what hurts: depth costs stack, aliases multiply values without making the file longer.
MOST_DEEP = 50
MOST_VALUES = 1_000_000

# libyaml where PyYAML was built with it, ten times as fast.
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CORE = "tag:yaml.org,2002:"
_STR, _MAP, _SEQ, _MERGE = (_CORE + name for name in ("str", "map", "seq", "merge"))
_IMPLICIT = yaml.SafeLoader.yaml_implicit_resolvers
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_NOT_TEXT = re.compile(f"({'|'.join(map(re.escape, TEMPLATE_MARKS))})|[\ud800-\udfff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# An escaped backslash is taken along, so that what follows it is no escape.
_PAIR = re.compile(r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN_ONLY = "a document holds plain values, and a secret as {variable: NAME} or {env: NAME}"


class Problem(NamedTuple):
    """What is wrong at a place of a file; line and column count from 1."""

    line: int
    column: int
    message: str


@dataclass
class Loaded:
    """A file that should hold a customer document.

    ``document`` is what could be read of it, ``None`` if that is no map. While there are ``problems`` it is good for finding more of
    them, not for use.
    """

    path: str
    document: dict | None = None
    problems: list[Problem] = field(default_factory=list)
    text: str = field(default="", repr=False)

    def position(self, path=()):
        """Line and column, from 1, of what a path of keys and indices leads to: its key, or the item of a list.

        What is not in the file (a missing key, the inside of an alias) has the place of the nearest thing around it that is.
        """
        places = _places(_for_yaml(self.path, self.text)) if self.document is not None else {}
        path = tuple(path)
        while path and path not in places:
            path = path[:-1]
        return places.get(path, (1, 1))

    def customer(self):
        """The customer's id, None if there is none that could be one."""
        about = (self.document or {}).get("customer")
        name = about.get("id") if isinstance(about, dict) else None
        return name if isinstance(name, str) else None

    def where(self, path=()):
        """``file:line:column`` of what a path leads to."""
        line, column = self.position(path)
        return f"{shown(self.path)}:{line}:{column}"


def shown(path):
    """A file as messages name it: from the current folder if it is in there, so that editors and CI find it."""
    relative = os.path.relpath(path)
    return os.path.abspath(path) if relative.startswith(os.pardir) else relative


def printable(text):
    """Text in one line, with nothing in it that a terminal obeys: names of keys may be anything."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def read(path, text):
    """What a text holds that is, or is going to be, in a file. Whatever is wrong with it is among the result's problems."""
    loaded = Loaded(os.fspath(path), text=text)
    loaded.document, loaded.problems = _read(_for_yaml(loaded.path, text))
    return loaded


def written(document):
    """A document as the text of a file. Reading it gives the document again."""
    return "---\n" + yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=140)


def load(path):
    """Read one file. Whatever is wrong with it is among the result's problems, nothing is raised."""
    loaded = Loaded(os.fspath(path))
    if os.path.exists(path) and not os.path.isfile(path):
        # Whoever opened a pipe would wait for ever.
        loaded.problems.append(Problem(1, 1, "is no regular file"))
        return loaded
    try:
        with open(loaded.path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            loaded.problems.append(Problem(1, 1, f"is larger than {MOST_BYTES} bytes"))
            return loaded
        loaded.text = data.decode("utf-8-sig")
    except OSError as error:
        loaded.problems.append(Problem(1, 1, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        before = error.object[: int(error.start)].decode("utf-8")
        loaded.problems.append(Problem(*_end_of(before), "is not text in UTF-8"))
    else:
        return read(path, loaded.text)
    return loaded


def whose(path):
    """Id of the customer whose document a file is, sound or not. None if it is no document, or not there."""
    if not os.path.isfile(path):
        return None
    try:
        # Reports of audits are large, and YAML takes long.
        with open(path, "rb") as file:
            value = json.load(file)
    except (OSError, ValueError, RecursionError):
        return load(path).customer()
    return Loaded(path, value if isinstance(value, dict) else None).customer()


def folder(paths, leave_out=()):
    """Load what one path or several lead to: files as they are, folders with all the YAML and JSON files below them but hidden ones.

    :param leave_out: files that are no documents although they are in a folder.
    :returns: a list of Loaded, each file once, in the order of their absolute paths.
    """
    starts = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    found, seen = {}, {os.path.abspath(path) for path in leave_out}
    for start in starts:
        for loaded in _below(os.path.abspath(start), seen) if os.path.isdir(start) else [load(os.path.abspath(start))]:
            found[loaded.path] = loaded
    return [found[path] for path in sorted(found)]


def same_customer(found):
    """Documents whose id another one before them has, each with that one."""
    first = {}
    for loaded in found:
        name = loaded.customer()
        if name is not None and first.setdefault(name, loaded) is not loaded:
            yield loaded, first[name]


def _below(start, seen):
    """The documents below a folder. Links are followed, but nowhere twice."""
    real = os.path.realpath(start)
    if real in seen:
        return
    seen.add(real)
    try:
        names = sorted(os.listdir(start))
    except OSError as error:
        yield Loaded(start, problems=[Problem(1, 1, f"cannot be read: {error.strerror}")])
        return
    for name in names:
        path = os.path.join(start, name)
        if name.startswith("."):
            continue
        if os.path.isdir(path):
            yield from _below(path, seen)
        elif name.lower().endswith(SUFFIXES) and path not in seen:
            yield load(path)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Numbers of telephones stay text, nothing refers to anything."""

    def ignore_aliases(self, data):
        return True


class _Refused(Exception):
    """Reading cannot go on."""

    def __init__(self, mark, message):
        super().__init__(message)
        self.problem = Problem(mark.line + 1, mark.column + 1, message)


def _for_yaml(path, text):
    """The text of a file as YAML has it: JSON writes what is beyond 16 bits as the escapes of two surrogates, YAML as one.

    Only what is JSON by name and by content is touched. Spaces after the string keep the columns of all that follows it.
    """
    if not path.lower().endswith(".json") or "\\ud" not in text.lower():
        return text
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    return _STRING.sub(lambda found: _PAIR.sub(_joined, found[0]).ljust(len(found[0])), text)


def _joined(found):
    if not found[1]:
        return found[0]
    return f"\\U{0x10000 + (int(found[1], 16) - 0xD800) * 0x400 + int(found[2], 16) - 0xDC00:08X}"


def _read(text, places=None):
    """The document in a text, or None, and the problems. ``places`` takes up the position of each path, if it is given."""
    builder = None
    try:
        builder = _Builder(PARSER(text), {} if places is None else places)
        document = builder.document()
    except _Refused as refused:
        return None, sorted({*builder.problems, refused.problem})
    except yaml.reader.ReaderError:
        # Raised by the first piece of the text, with positions that depend on the parser.
        found = _NOT_PRINTABLE.search(text)
        return None, [Problem(*_end_of(text[: found.start()] if found else ""), "a character that cannot be in a YAML file")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(part for part in (error.context, error.problem) if part)
        return None, sorted({*(builder.problems if builder else ()), Problem(mark.line + 1, mark.column + 1, f"is not YAML: {message}")})
    if not isinstance(document, dict) and not builder.problems:
        builder.problems.append(Problem(1, 1, "the file is empty" if document is None else "the document is not a map"))
    return document if isinstance(document, dict) else None, sorted(set(builder.problems))


# Who looks for one place in a document looks for the next one there, and then in another.
@lru_cache(maxsize=8)
def _places(text):
    places = {}
    _read(text, places)
    return places


def _end_of(text):
    """Line and column, from 1, of what follows a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _number(text):
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise ValueError("a number is written in plain decimal digits; text that looks like a number has to be in quotes")
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _boolean(text):
    if text.lower() not in ("true", "false"):
        raise ValueError("write true or false; text that says so in other words has to be in quotes")
    return text.lower() == "true"


def _text(text):
    found = _NOT_TEXT.search(text)
    if found:
        raise ValueError(f"templates are not allowed: {_PLAIN_ONLY}" if found[1] else "half a surrogate pair is not text")
    return text


_SCALARS = {
    _STR: _text,
    _CORE + "int": _number,
    _CORE + "float": _number,
    _CORE + "bool": _boolean,
    _CORE + "null": lambda text: None,
    # JSON has no dates; what may be one is for the schema to say.
    _CORE + "timestamp": _text,
    _CORE + "value": _text,
    _MERGE: _text,
}


class _Builder:
    """Values out of the parser's events."""

    def __init__(self, parser, places):
        self.next = parser.get_event
        self.places = places
        self.problems = []
        self.anchors = {}
        self.values = 0

    def document(self):
        """The value of the only document, None if there is none."""
        self.next()  # the stream's start
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            return None
        first = self.next()
        self._note(first, ())
        value = self._value(first, ())
        self.next()  # the document's end
        more = self.next()
        if not isinstance(more, yaml.StreamEndEvent):
            self._refuse(more, "a file holds one document, here a second one starts")
        return value

    def _note(self, event, path):
        self.places[path] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event, message):
        self.problems.append(Problem(event.start_mark.line + 1, event.start_mark.column + 1, message))

    def _value(self, event, path):
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.values
        self._count(event, 1)
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        elif len(path) >= MOST_DEEP:
            raise _Refused(event.start_mark, f"nested more than {MOST_DEEP} deep")
        elif isinstance(event, yaml.MappingStartEvent):
            self._untagged(event, _MAP)
            value = self._mapping(path)
        else:
            self._untagged(event, _SEQ)
            value = self._sequence(path)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.values - before)
        return value

    def _count(self, event, values):
        self.values += values
        if self.values > MOST_VALUES:
            raise _Refused(event.start_mark, f"more than {MOST_VALUES} values")

    def _alias(self, event):
        # An anchor counts from its value's end on, so that nothing can hold itself.
        if event.anchor not in self.anchors:
            self._refuse(event, f"there is no anchor {event.anchor} before this")
            return None
        value, size = self.anchors[event.anchor]
        self._count(event, size)
        return value

    def _mapping(self, path):
        own, merged, first = {}, {}, {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if isinstance(event, yaml.ScalarEvent) and _tag_of(event) == _MERGE:
                self._merge(merged, self.next(), path)
                continue
            key = self._key(event, path)
            here = (*path, key)
            if key in own:
                self._refuse(event, f"the key {key} is in this map already, in line {first[key]}")
            first.setdefault(key, event.start_mark.line + 1)
            self._note(event, here)
            own[key] = self._value(self.next(), here)
        return {**merged, **own} if merged else own

    def _key(self, event, path):
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "a key has to be text")
            self._value(event, path)
            return ""
        if _tag_of(event) != _STR:
            self._refuse(event, "a key has to be text, put it in quotes")
            return event.value
        return self._scalar(event)

    def _merge(self, merged, event, path):
        """Take over what ``<<`` names; the first that has a key wins."""
        maps = self._value(event, path)
        for each in maps if isinstance(maps, list) else [maps]:
            if not isinstance(each, dict):
                self._refuse(event, "<< takes a map, or a list of maps")
                return
            for key, value in each.items():
                merged.setdefault(key, value)

    def _sequence(self, path):
        items = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            here = (*path, len(items))
            self._note(event, here)
            items.append(self._value(event, here))
        return items

    def _scalar(self, event):
        convert = _SCALARS.get(_tag_of(event))
        if convert is None:
            self._untagged(event, None)
            return event.value
        try:
            return convert(event.value)
        except ValueError as error:
            self._refuse(event, str(error))
            return event.value

    def _untagged(self, event, natural):
        if event.tag not in (None, "!", natural):
            tag = event.tag.replace(_CORE, "!!", 1)
            self._refuse(event, f"the tag {tag} is not allowed: {_PLAIN_ONLY}")


def _tag_of(event):
    """What a scalar is, by its tag or, if it is plain, by its look."""
    if event.tag not in (None, "!"):
        return event.tag
    if event.implicit[0]:
        for tag, pattern in _IMPLICIT.get(event.value[:1], ()):
            if pattern.match(event.value):
                return tag
    return _STR
