# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals: ``{error, status, details}`` (section 7).

BroadWorks' own codes are used only where a public source has them. All others are 99nn: nobody should take them for real.
"""

from __future__ import annotations

from ..exchange import ApiError, Response

SERVICE_PROVIDER_MISSING = (9901, "Service provider not found: {}")
GROUP_MISSING = (9902, "Group not found: {}")
SERVICE_MISSING = (9903, "Service not assigned: {}")
TRUNK_GROUP_MISSING = (9904, "Trunk group not found: {}")
TRUNK_GROUP_EXISTS = (9905, "Trunk group already exists: {}")
REQUIRED = (9906, "Missing value: {}")
INVALID = (9907, "Invalid value: {}")
DEPENDENCY = (9908, "Missing or contradicting setting: {}")
CAPACITY = (9909, "Call capacity exceeded: {}")
IN_USE = (9910, "In use: {}")
NOT_THERE = (9911, "Object not found: {}")
PASSWORD = (9912, "SIP password refused: {}")
EXISTS = (9913, "Object already exists: {}")
UNREADABLE = (9914, "Unreadable request: {}")

UNAUTHORIZED = (4003, "Unauthorized request: {}")
USER_MISSING = (4008, "User not found: {}")
USER_EXISTS = (4200, "User already exists: {}")
NO_LICENSE = (4400, "Could not assign service/service pack: {}")
BAD_LOGIN = (4962, "Invalid userId or password.{}")

MISSING = (SERVICE_PROVIDER_MISSING, GROUP_MISSING, TRUNK_GROUP_MISSING, NOT_THERE, USER_MISSING)


class Refusal(ApiError):
    """A refused request. ``status`` None is the status of BroadWorks refusals, which switches decide."""

    def __init__(self, kind: tuple | None, subject: str = "", details: str = "", status: int | None = None) -> None:
        text = kind[1].format(subject) if kind else subject
        super().__init__(status or 400, text)
        self.kind, self.text, self.details, self.status = kind, text, details, status

    def answer(self, switches) -> Response:
        status = self.status or (switches.odin_not_found if self.kind in MISSING else 400)
        text = f"[Error {self.kind[0]}] {self.text}" if self.kind and switches.odin_error_codes else self.text
        return failure(status, text, self.details, switches.odin_error_details)


def failure(status: int, text: str, details: str = "", with_details: bool = True) -> Response:
    body = {"error": text, "status": status, "details": details}
    if not with_details:
        del body["details"]
    return Response(status, body)
