# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection that is not local, for tests: it leads to this machine all the same."""

from __future__ import annotations

DOCUMENTATION = r"""
name: elsewhere
short_description: Stands for a connection to another machine
description:
  - Runs commands like the connection V(local), under a name of its own.
author:
  - telecom.trunking contributors (@telecom-trunking)
version_added: 1.0.0
extends_documentation_fragment:
  - connection_pipelining
"""

from ansible.plugins.connection.local import Connection as Local


class Connection(Local):
    transport = "elsewhere"
