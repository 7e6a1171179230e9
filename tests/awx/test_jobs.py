# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks of the skeleton as jobs of AWX, against the emulator. ``launch`` also looks for secrets in what each job leaves behind."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.awx import jobs
from ansible_collections.telecom.trunking.tests.awx.conftest import writes

CUSTOMERS = {"acme-boston", "cedar-dental", "corner-cafe", "harbor-bank", "northwind-contact"}


def test_the_fleet_in_three_slices(emulator, exported, launch):
    """Each slice does its own customers and no others; together they do all, in check mode as for real."""
    slices = [jobs.sliced(exported(), n, 3) for n in (1, 2, 3)]
    forecast = [launch("fleet.yml", one, check=True) for one in slices]
    assert writes(emulator) == []
    real = [launch("fleet.yml", one) for one in slices]
    for check, run, data in zip(forecast, real, slices, strict=True):
        assert (check.status, run.status) == ("successful", "successful"), check.stdout + run.stdout
        assert check.changed() == run.changed() == set(data["_meta"]["hostvars"])
    assert [len(one.changed()) for one in real] == [2, 2, 1]
    assert set().union(*(one.changed() for one in real)) == CUSTOMERS
    emulator.clear_requests()
    again = launch("fleet.yml", jobs.sliced(exported()))
    assert again.status == "successful" and again.changed() == set() and writes(emulator) == []
