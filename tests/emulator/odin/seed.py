# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Odin half holds when it starts: two service providers, their groups, users, devices, and those who may log in."""

from __future__ import annotations

DOMAIN = "acme.example.net"
USERNAME, PASSWORD = "admin", "admin-password"
TRUNK_GROUP_SERVICE = "Trunk Group"


def state() -> dict:
    """A fresh seed in the form that the control plane's PUT state takes."""
    return {
        "odin_logins": logins(),
        "odin_service_providers": service_providers(),
        "odin_groups": groups(),
        "odin_users": [
            *users("ACME_ENT", "ACME_NYC", DOMAIN),
            *users("ACME_ENT", "ACME_BOS", f"bos.{DOMAIN}"),
            *users("OTHER_SP", "OTHER_GRP", "other.example.net"),
        ],
    }


def logins() -> list:
    """The first one is the one that the emulator prints."""
    names = (
        ("admin", "System", None, None),
        ("provisioning", "Provisioning", None, None),
        ("acme-admin", "Service Provider", "ACME_ENT", None),
        ("nyc-admin", "Group", "ACME_ENT", "ACME_NYC"),
        ("other-admin", "Service Provider", "OTHER_SP", None),
        ("expired", "Provisioning", None, None),
        ("auditor", "Provisioning", None, None),
    )
    return [
        {"username": name, "password": f"{name}-password", "loginType": level, "serviceProviderId": owner, "groupId": group,
         "expired": name == "expired", "readOnly": name == "auditor"}
        for name, level, owner, group in names
    ]


def service(authorized: bool, assigned: bool | None = None, quantity: int = -1) -> dict:
    row = {"serviceName": TRUNK_GROUP_SERVICE, "authorized": authorized, "quantity": quantity}
    return row if assigned is None else {**row, "assigned": assigned}


def service_providers() -> list:
    return [
        {"serviceProviderId": "ACME_ENT", "serviceProviderName": "Acme", "isEnterprise": True, "defaultDomain": DOMAIN,
         "maxActiveCalls": 60, "burstingMaxActiveCalls": 10, "groupServices": [service(True)], "departments": ["Field"],
         "numbers": [{"min": "+1-2125550100", "max": "+1-2125550139", "groupId": "ACME_NYC"},
                     {"min": "+1-6175550100", "max": "+1-6175550119", "groupId": "ACME_BOS"},
                     {"min": "+1-2125550150", "max": "+1-2125550159"}]},
        {"serviceProviderId": "OTHER_SP", "serviceProviderName": "Other", "isEnterprise": False, "defaultDomain": "other.example.net",
         "maxActiveCalls": 30, "groupServices": [service(True)]},
    ]


def groups() -> list:
    return [
        {"serviceProviderId": "ACME_ENT", "groupId": "ACME_NYC", "groupName": "Acme New York", "maxActiveCalls": 20, "burstingMaxActiveCalls": 5,
         "groupServices": [service(True, True)], "departments": ["Sales", "Support"], "devices": [device("acme-nyc-pbx")]},
        {"serviceProviderId": "ACME_ENT", "groupId": "ACME_BOS", "groupName": "Acme Boston", "defaultDomain": f"bos.{DOMAIN}",
         "departments": ["Sales"], "devices": [device("acme-bos-pbx")]},
        {"serviceProviderId": "OTHER_SP", "groupId": "OTHER_GRP", "groupName": "Other", "maxActiveCalls": 10,
         "groupServices": [service(True, True)], "devices": [device("other-pbx")]},
    ]


def device(name: str) -> dict:
    return {"deviceName": name, "deviceType": "Generic SIP IP-PBX"}


def users(service_provider_id: str, group_id: str, domain: str) -> list:
    return [
        {"serviceProviderId": service_provider_id, "groupId": group_id, "userId": f"u{n}@{domain}", "firstName": "User", "lastName": f"No{n}"}
        for n in range(1, 7)
    ]
