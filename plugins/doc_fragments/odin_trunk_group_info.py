# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module odin_trunk_group_info. Written by tools/generate.py, change the schema instead."""

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
  name:
    description:
      - Limits the answer to the odin trunk groups of this name. A shell pattern with *, ? or [] is matched by this module.
    type: str
"""
