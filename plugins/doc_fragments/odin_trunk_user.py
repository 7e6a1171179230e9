# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module odin_trunk_user. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  service_provider_id:
    description:
      - Service provider or enterprise.
    type: str
    required: true
  group_id:
    description:
      - Group, unique inside the service provider only.
    type: str
    required: true
  user_id:
    description:
      - User id with its domain. The user has to exist.
    type: str
    required: true
  trunk_group:
    description:
      - Name of the trunk group that the user is on.
    type: str
  line_port:
    description:
      - Line and port of the user on the trunk group, user@host. Needed to put a user on a trunk group.
    type: str
  contacts:
    description:
      - SIP contacts, at most five.
      - A new or replaced object gets V([]).
    type: list
    elements: str
  pilot:
    description:
      - Whether the user is the pilot user of the trunk group.
      - A new or replaced object gets V(false).
    type: bool
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      odin_trunk_group:
        description:
          - Names of objects of the kind odin_trunk_group.
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
