# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module trunk_handler. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  trunk_group:
    description:
      - Name of the trunk group that the external handler belongs to, or its trunk_group_sid.
    type: str
    required: true
    aliases:
      - trunk_group_sid
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  direction:
    description:
      - Calls that the handler is asked about.
    type: str
    choices:
      - any
      - inbound
      - outbound
  error_handler:
    description:
      - What happens to a call when the handler fails or is too slow. With ignore the call goes on as if there were no handler.
      - A new or replaced object gets V("ignore").
    type: str
    choices:
      - ignore
      - reject403
      - reject503
  handler_timeout:
    description:
      - Longest wait for the answer, in milliseconds.
      - A new or replaced object gets V(250).
    type: int
  url:
    description:
      - URL that is called with POST when a call reaches the trunk group.
    type: str
    required: true
  exclusive:
    description:
      - Whether to remove every other external handler of the same owner.
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
        absent removes it.
    type: str
    choices:
      - present
      - replaced
      - absent
    default: present
"""
