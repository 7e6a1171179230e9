# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module odin_call_capacity. Written by tools/generate.py, change the schema instead."""

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
      - Group whose capacity is meant. Without it, the service provider's.
    type: str
  max_active_calls:
    description:
      - Simultaneous calls. -1 or unlimited is for a service provider only, a group always has a number.
    type: raw
  bursting_max_active_calls:
    description:
      - Simultaneous calls on top when bursting. -1 or unlimited has no limit.
    type: raw
  number_of_bursting_btlus:
    description:
      - Bursting trunk licence units. -1 or unlimited has no limit. From BroadWorks R23 on.
    type: raw
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      odin_call_capacity:
        description:
          - Names of objects of the kind odin_call_capacity.
        type: list
        elements: str
      odin_group_service:
        description:
          - Names of objects of the kind odin_group_service.
        type: list
        elements: str
  state:
    description:
      - Present makes it exist with what the task mentions and keeps the rest, replaced also sets what the task does not mention to its documented default.
    type: str
    choices:
      - present
      - replaced
    default: present
"""
