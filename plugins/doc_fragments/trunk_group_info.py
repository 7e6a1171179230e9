# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module trunk_group_info. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  name:
    description:
      - Limits the answer to the trunk groups of this name. A shell pattern with *, ? or [] is matched by this module.
    type: str
  trunk_group_sid:
    description:
      - Limits the answer to the trunk group with this id.
    type: str
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
"""
