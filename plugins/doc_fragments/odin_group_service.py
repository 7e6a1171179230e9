# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module odin_group_service. Written by tools/generate.py, change the schema instead."""

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
  service_name:
    description:
      - Name of the service, exactly as BroadWorks spells it.
    type: str
    default: Trunk Group
  authorized:
    description:
      - Whether the group may have the service. Implied by state present.
      - A new or replaced object gets V(false).
    type: bool
  assigned:
    description:
      - Whether the group has it. Implied by state present.
      - A new or replaced object gets V(false).
    type: bool
  quantity:
    description:
      - How many the group may have, for example trunk groups. -1 or unlimited has no limit.
    type: raw
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
