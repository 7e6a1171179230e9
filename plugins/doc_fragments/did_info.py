# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module did_info. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  phonenumber:
    description:
      - Limits the answer to the dids of this phonenumber. A shell pattern with *, ? or [] is matched by this module.
    type: str
  did_sid:
    description:
      - Limits the answer to the number with this id.
    type: str
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  trunk_group:
    description:
      - Limits the answer to those of this trunk group, by name or id.
    type: str
    aliases:
      - trunk_group_sid
"""
