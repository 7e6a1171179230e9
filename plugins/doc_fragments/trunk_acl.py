# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module trunk_acl. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  trunk_group:
    description:
      - Name of the trunk group that the ACL belongs to, or its trunk_group_sid.
    type: str
    required: true
    aliases:
      - trunk_group_sid
  trunk:
    description:
      - Name of the trunk inside it that the ACL belongs to, or its trunk_sid.
    type: str
    aliases:
      - trunk_sid
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  access_control_rules:
    description:
      - Access control rules by name, own ones or the parent partner's. A rule_sid is accepted where a name is not unique.
    type: list
    elements: str
    required: true
  direction:
    description:
      - Calls that the list applies to.
    type: str
    required: true
    choices:
      - any
      - inbound
      - outbound
      - undirected
  voice_action_false:
    description:
      - What happens to a call that none of the rules matches.
      - A new or replaced object gets V(null).
    type: str
    choices:
      - accept
      - reject403
      - reject503
  voice_action_true:
    description:
      - What happens to a call that a rule matches.
      - A new or replaced object gets V(null).
    type: str
    choices:
      - accept
      - reject403
      - reject503
  exclusive:
    description:
      - Whether to remove every other ACL of the same owner.
    type: bool
    default: false
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      access_control_rule:
        description:
          - Names of objects of the kind access_control_rule.
        type: list
        elements: str
      trunk:
        description:
          - Names of objects of the kind trunk.
        type: list
        elements: str
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
