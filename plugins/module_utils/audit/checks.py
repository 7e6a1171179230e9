# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit asks: who reads that nothing was found has to know what was looked for. Pure. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.audit.exposure import asked
from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import CHECKS


def checks(disabled=()):
    """Every check of an audit, as ``checks`` of a report has them: those of its own, then the policy rules.

    :param disabled: ids of policy rules that do not run.
    """
    own = [_check(name, one.klass, None, one.whose) for name, one in CHECKS.items()]
    return own + [_check(rule.id, "exposure", rule.provider, "anybody") for rule in asked(disabled)]


def _check(name, klass, provider, whose):
    return {"check": name, "class": klass, "provider": provider, "whose": whose}
