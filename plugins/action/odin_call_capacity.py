# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN_CALL_CAPACITY
from ansible_collections.telecom.trunking.plugins.plugin_utils.action import in_process

ActionModule = in_process(ODIN_CALL_CAPACITY)
