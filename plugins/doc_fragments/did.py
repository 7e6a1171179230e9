# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module did. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  phonenumber:
    description:
      - The number in E.164 digits. A plus, blanks, dashes, dots and brackets are taken off.
    type: str
  did_sid:
    description:
      - Id of the number, in place of the phonenumber where that is not unique. Together with phonenumber, the number gets that phonenumber.
    type: str
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  trunk_group:
    description:
      - Trunk group that the number is bound to, by name. A trunk_group_sid is accepted where a name is not unique.
      - A new or replaced object gets V(null).
    type: str
    aliases:
      - trunk_group_sid
  did_group_sid:
    description:
      - Id of the number group.
      - A new or replaced object gets V(null).
    type: str
  name:
    description:
      - Label of the number.
      - A new or replaced object gets V("N/A").
    type: str
  attributes:
    description:
      - Free-form attributes.
      - A new or replaced object gets V({}).
    type: dict
  callback_url:
    description:
      - URL that is called about this number.
      - A new or replaced object gets V(null).
    type: str
  string_key_1:
    description:
      - Free text for the owner's use.
      - A new or replaced object gets V(null).
    type: str
  string_key_2:
    description:
      - Free text for the owner's use.
      - A new or replaced object gets V(null).
    type: str
  transformations:
    description:
      - Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
  rent:
    description:
      - Whether a number that is not rented yet may be rented. It costs money.
    type: bool
    default: false
  release:
    description:
      - Whether absent gives the number back to the provider. It cannot be rented again at once. Without it, absent only unbinds.
    type: bool
    default: false
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      trunk_group:
        description:
          - Names of objects of the kind trunk_group.
        type: list
        elements: str
  state:
    description:
      - Present makes it exist with what the task mentions and keeps the rest, replaced also sets what the task does not mention to its documented default,
        absent unbinds it and gives it back only with release.
    type: str
    choices:
      - present
      - replaced
      - absent
    default: present
"""
