# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import AUDIT_REPORT
from ansible_collections.telecom.trunking.plugins.module_utils.validation import violations
from ansible_collections.telecom.trunking.tests.unit import audits


def _asked(report, finding):
    """Whether the report says that it looked for what it found: a check of this class, about this customer's provider."""
    asked = next((one for one in report["checks"] if (one["check"], one["class"]) == (finding["check"], finding["class"])), None)
    whose = ("anybody", "nobody" if finding["customer"] is None else "customer")
    return asked is not None and asked["whose"] in whose and asked["provider"] in (None, finding["provider"])


@pytest.fixture
def audited(emulator, tmp_path):
    """``audited(documents, **options)``: the report of an audit of documents, which are written to ``customers`` below ``tmp_path``."""

    def perform(documents, **options):
        folder = tmp_path / "customers"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        path = tmp_path / "audit.json"
        result = audits.run(emulator, audits.write(folder, documents), reports={"json": str(path)}, **options)
        assert "summary" in result, result
        report = json.loads(path.read_text(encoding="utf-8"))
        assert violations(AUDIT_REPORT, report) == []
        assert report["summary"] == result["summary"] and result["failed"] is not report["passed"]
        assert [one for one in report["findings"] if not _asked(report, one)] == []
        return report

    return perform
