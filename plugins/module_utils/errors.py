# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can go wrong below the shells, as exceptions with one clear message each. Private to the collection."""

from __future__ import annotations


class TrunkingError(Exception):
    """Something a playbook author has to know.

    :param message: one line, or one line per problem.
    :param facts: what the shells return beside ``msg``, for example ``status``, ``method``, ``path``, ``problems``.
    """

    def __init__(self, message, **facts):
        super().__init__(message)
        self.message = message
        self.facts = {name: fact for name, fact in facts.items() if fact is not None}


class InvalidInput(TrunkingError):
    """The task's options are wrong. ``problems`` lists every one of them."""

    def __init__(self, problems):
        super().__init__("\n".join(problems), problems=list(problems))


class StillUsed(InvalidInput):
    """Others refer to what is about to go, and the task does not allow to unlink them.

    :param used: by whom, in a sentence without its full stop.
    :param switch: the option that allows it, None if none does.
    """

    def __init__(self, used, switch):
        self.used, self.switch = used, switch
        super().__init__([f"{used}. {f'Set {switch} to unlink them' if switch else 'Change or remove them first'}"])

    def in_a_document(self):
        """The same for whoever has a document, and no such option."""
        if self.switch:
            self.message = f"{self.used}. Name them in the document, or unbind them first"
            self.facts["problems"] = [self.message]
        return self


class UnresolvedReference(InvalidInput):
    """A name stands for no object, or for several."""


class Refused(TrunkingError):
    """The API answered with an error status (contract section 4), kept in ``status``."""

    @property
    def status(self):
        return self.facts.get("status")


class Unreachable(TrunkingError):
    """No answer: connection refused, timeout, TLS failure."""


class LostAnswer(TrunkingError):
    """A request that must not be repeated blindly was sent, and its answer never came."""


class Orphaned(TrunkingError):
    """The process that started this one is gone: nobody waits for the outcome any more."""


class UnreadableAnswer(TrunkingError):
    """The API answered with something that is not what the contract promises."""


class UnknownState(TrunkingError):
    """The API leaves out what the task needs to know. Unknown is neither empty nor drift.

    :param attributes: names of what it leaves out, where that is attributes of one object.
    """

    def __init__(self, message, attributes=(), **facts):
        super().__init__(message, **facts)
        self.attributes = tuple(attributes)


class WriteInCheckMode(TrunkingError):
    """A write was attempted through a read-only transport. Always a defect of this collection."""
