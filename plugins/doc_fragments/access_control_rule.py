# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module access_control_rule. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  name:
    description:
      - Name of the rule. The provider does not keep names unique, this collection insists on it.
    type: str
  rule_sid:
    description:
      - Id of the access control rule, in place of the name where that is not unique. Together with name, the access control rule gets that name.
    type: str
  field:
    description:
      - 'What is compared: calling or called for voice, from, to or message for SMS (older names from_did and to_did).'
    type: str
  operation:
    description:
      - How an entry is compared.
    type: str
    choices:
      - exact
      - prefix
      - regexp
  quantifier:
    description:
      - How many of the entries have to match.
    type: str
    choices:
      - all
      - any
      - none
  entries:
    description:
      - Prefixes, numbers or regular expressions, as strings of E.164 digits without plus. Their order does not matter.
    type: list
    elements: str
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
        absent removes it.
    type: str
    choices:
      - present
      - replaced
      - absent
    default: present
"""
