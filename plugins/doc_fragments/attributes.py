# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attributes and notes that modules share."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return what it would do without changing anything.
    support: full
  diff_mode:
    description: Returns details on what has changed, or in C(check_mode) would change, in diff mode.
    support: full
  idempotent:
    description: Running it again does not change anything.
    support: full
notes:
  - An attribute that is left out keeps what it has. An attribute that is V(null) is cleared, which means nothing where the provider
    takes nothing and otherwise what a new object has. This goes for attributes inside lists and maps too.
  - On a local connection the task runs inside the process of C(ansible-playbook), otherwise on the host that it is meant for. That host needs
    the Python packages C(requests) and C(jsonschema) then.
"""

    READ_ONLY = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return what it would do without changing anything.
    support: full
    details:
      - This module does not change anything.
  diff_mode:
    description: Returns details on what has changed, or in C(check_mode) would change, in diff mode.
    support: N/A
    details:
      - This module does not change anything.
  idempotent:
    description: Running it again does not change anything.
    support: full
    details:
      - This module does not change anything.
"""

    INFO_MODULE = r"""
options: {}
notes:
  - On a local connection the task runs inside the process of C(ansible-playbook), otherwise on the host that it is meant for. That host needs
    the Python packages C(requests) and C(jsonschema) then.
  - Secrets are never returned.
"""
