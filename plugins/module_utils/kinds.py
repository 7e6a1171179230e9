# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words in which a provider table says what its objects are. Data only. Private to the collection.

A provider (``carrierx.py``) fills these in, the engine works with nothing else: it knows no provider and no kind by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Provider:
    """One API.

    :ivar options: JSON Schema properties of the connection options, with ``x-env`` for the environment variable.
    :ivar connect: ``(controls, read_only, secrets) -> api``, an object with the methods that ``engine`` calls
        (``find``, ``all``, ``get``, ``create``, ``update``, ``delete``).
    :ivar kinds: its kinds by name, the names that ``x-ref`` uses.
    :ivar sent: ``(kind, body in wire values) -> bodies`` of the requests that bring an object about.
    :ivar gone: tells of a refused read whether it means that nothing of the sort can be there.
    :ivar members: what is managed inside its objects, without an id of its own.
    :ivar above: ``(client, id) -> id`` of who stands above somebody that a ``Kind.scope`` names, None if nobody does.
    """

    name: str
    title: str
    options: dict
    connect: object
    kinds: dict = field(default_factory=dict)
    sent: object = lambda kind, body: [body]
    gone: object = lambda refusal: False
    members: list = field(default_factory=list)
    above: object = lambda client, ident: None


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of object with an identity of its own.

    :ivar key: the attribute by which people name an object.
    :ivar id: the attribute with the API's opaque id.
    :ivar scope: the attribute that limits where names are looked up, if the kind has one.
    :ivar path: path of the collection; children have ``{parent}`` for the parent's id.
    :ivar listing: query arguments that make a listing complete.
    :ivar listed_whole: whether a listing costs no more than its pages. Otherwise objects are read one by one.
    :ivar parent: the kind that an object lives in, and ``inside``, the parent's attribute that lists it.
    :ivar telling: attributes that ``ours`` goes by. An object that leaves one of them out is not known to be there, and not to be missing either.
    :ivar ours: tells an object that may be managed from one that may only be referenced.
    :ivar not_ours: says of an object that is not ours why.
    :ivar children: a function that gives the kinds that are deleted with an object, before it.
    :ivar users: kinds whose objects may refer to this one: a function that gives ``{kind: option that allows to unlink them, or None}``.
    :ivar create_switch, create_from: option without which nothing is created, and the collection that must offer the object.
    :ivar place: attributes that say where an object lives, for APIs whose calls carry them. Tasks have to give them.
    :ivar rename: option with a new name, for kinds whose name is their id.
    :ivar key_default: the name that a task means when it gives none.
    :ivar standing: an object of this kind is there as long as its place is, it is neither created nor deleted.
    :ivar needs: names of kinds without which nothing of this kind can be read; an earlier task of the run may create them.
    :ivar ends_with: what changes with an attribute unless the task says otherwise, ``{attribute: {attribute: value}}``.
    :ivar generated: secrets that the API makes up on request, ``{attribute: option that asks for it}``.
    :ivar access: how its provider reads and writes the kind, where that differs from kind to kind.
    :ivar rules: functions ``(before, after, controls) -> problems`` that hold across attributes.
    :ivar foresight: functions ``(api, plan, controls) -> problems`` that tell in check mode what the API would refuse.
    :ivar queries: attributes that the listing takes as query arguments.
    :ivar delete_switch: option without which ``absent`` deletes nothing, but does what ``absent_as`` says.
    :ivar absent_as: attributes that ``absent`` sets instead of deleting the object.
    :ivar present_as: attributes that ``present`` means without saying so.
    """

    name: str
    plural: str
    title: str
    provider: Provider
    schema: dict
    key: str
    id: str
    path: str
    scope: str | None = None
    listing: dict = field(default_factory=dict)
    listed_whole: bool = True
    parent: Kind | None = None
    inside: str | None = None
    telling: tuple = ()
    ours: object = lambda item: True
    not_ours: str = ""
    switches: dict = field(default_factory=dict)
    children: object = tuple
    users: object = dict
    create_switch: str | None = None
    create_from: str | None = None
    delete_switch: str | None = None
    absent_as: dict = field(default_factory=dict)
    present_as: dict = field(default_factory=dict)
    queries: tuple = ()
    place: tuple = ()
    rename: str | None = None
    key_default: str | None = None
    standing: bool = False
    needs: tuple = ()
    ends_with: dict = field(default_factory=dict)
    generated: dict = field(default_factory=dict)
    access: object = None
    rules: tuple = ()
    foresight: tuple = ()

    @property
    def titles(self):
        """What people call several of them."""
        return f"{self.title[:-1]}ies" if self.title.endswith("y") else f"{self.title}s"

    @cached_property
    def attributes(self):
        """The schema's properties that a task may set, by attribute name, in the vendor's order."""
        taken = {self.key, self.scope, *self.place}
        return {name: prop for name, prop in self.schema["properties"].items() if name not in taken and settable(prop)}


@dataclass(frozen=True, eq=False)
class Member:
    """One element of an array inside an object, without an id of its own: an ACL, an external handler.

    :ivar attribute: the owner's attribute that holds the array.
    :ivar owners: kinds that can own it, the innermost first. A task names the innermost one that it means.
    :ivar options: option names of attributes whose own name means something else in a task, ``{attribute: option}``.
    :ivar above: what audits call elements that hold before those of the outermost owner's and are not the owner's: whoever owns the owner, or is
        above that one, has made them. Only the API knows of them.
    :ivar read_above: ``(client, id in the outermost owner's scope) -> canonical elements``, in the order in which they count.
    """

    name: str
    title: str
    provider: Provider
    attribute: str
    owners: tuple
    options: dict = field(default_factory=dict)
    above: str | None = None
    read_above: object = None

    @property
    def array(self):
        """Schema of the array, the same for every owner."""
        return self.owners[0].schema["properties"][self.attribute]

    @property
    def schema(self):
        return self.array["items"]

    @property
    def refers(self):
        """Names of the kinds that an element refers to."""
        return {prop["x-ref"] for prop in self.schema.get("properties", {}).values() if "x-ref" in prop}

    @cached_property
    def attributes(self):
        """The element's properties that a task may set, by attribute name, each with its option name."""
        settables = {name: prop for name, prop in self.schema["properties"].items() if settable(prop)}
        return {name: {**prop, "x-option": self.options.get(name, name)} for name, prop in settables.items()}


@dataclass(frozen=True, eq=False)
class Info:
    """The read-only view of a kind."""

    kind: Kind

    @property
    def name(self):
        return self.kind.name + "_info"

    @property
    def provider(self):
        return self.kind.provider


@dataclass(frozen=True, eq=False)
class Section:
    """A part of a customer's document with objects of one kind: a list of maps, unless ``levels`` or ``names`` says otherwise.

    :ivar name: key in the document, or in the section that it is a part of.
    :ivar description: what it holds, in a sentence.
    :ivar parts: sections inside each item.
    :ivar given: option of the kind's module that the name of the item around stands for.
    :ivar switches: options that steer the module and that an item may set.
    :ivar marked: attributes that not every provider can enforce, whose elements may therefore be marked as required.
    :ivar wishes: attributes of another provider's kind that an item may have although they cannot be enforced, ``{attribute: kind}``.
    :ivar levels: it is a map of levels, each with the attributes of one object, ``{level: description}``.
    :ivar brief: an item may be written as nothing but its key.
    :ivar names: it is a list of nothing but keys.
    :ivar enforced: False if the provider has nothing of the kind, so that items are reported and not set up.
    :ivar outlives: objects that stay when the one around them goes. A key is there once in the whole document.
    :ivar lone: options that mean the only item of another section where an item leaves them out, ``{option: section name}``.
    :ivar elsewhere: attributes that the parts say in their own words.
    :ivar made: the state and the fraud profile of a document make objects of this kind, too, which go with the customer.
    """

    name: str
    kind: Kind
    description: str = ""
    parts: tuple = ()
    given: str | None = None
    switches: tuple = ()
    marked: tuple = ()
    wishes: dict = field(default_factory=dict)
    levels: dict = field(default_factory=dict)
    brief: bool = False
    names: bool = False
    enforced: bool = True
    outlives: bool = False
    lone: dict = field(default_factory=dict)
    elsewhere: tuple = ()
    made: bool = False

    @property
    def key(self):
        """The attribute that names an item, None if the section does."""
        return None if self.kind.standing else self.kind.key


@dataclass(frozen=True, eq=False)
class Layout:
    """What the document of a customer at one provider consists of, beside what every customer's has.

    :ivar place: what ``provider`` says beside ``kind``, as JSON Schema properties.
    :ivar place_options: the modules' options that these are, ``{property: option}``.
    :ivar required: those of them that have to be there.
    :ivar sections: sections at the top.
    :ivar leaving: sections of ``offboarding``.
    :ivar made: ``Member`` that a document's state and fraud profile make elements of, if there is any.
    :ivar rules: functions ``(plan) -> problems`` that hold across the objects of a document, as ``documents.plan`` has them.
    """

    provider: Provider
    place: dict
    place_options: dict
    required: tuple
    sections: tuple
    leaving: tuple = ()
    made: Member | None = None
    rules: tuple = ()


def settable(prop):
    """Whether a task may set a property: not what the API owns, and not what the kind fixes."""
    return not prop.get("readOnly") and "x-fixed" not in prop


def option_name(name, prop):
    """What a task calls an attribute."""
    return prop.get("x-option", name)


def allows_null(prop):
    types = prop.get("type", [])
    return "null" in ([types] if isinstance(types, str) else types)
