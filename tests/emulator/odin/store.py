# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is stored, by key. A trunk group's key is (serviceProviderId, groupId, name): names count within their group only."""

from __future__ import annotations

from collections.abc import Iterator

Key = tuple


class Store:
    """The objects of an emulator. ``trunk_groups`` and ``members`` (userIds) are kept by group for quick lists."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.logins: dict[str, dict] = {}
        self.service_providers: dict[str, dict] = {}
        self.groups: dict[Key, dict] = {}
        self.users: dict[str, dict] = {}
        self.members: dict[Key, dict] = {}
        self.trunk_groups: dict[Key, dict[str, dict]] = {}
        self.numbers: dict[str, dict] = {}

    def service_provider(self, one: dict) -> dict:
        """The service provider that this object is in."""
        return self.service_providers[one["serviceProviderId"]]

    def group(self, one: dict) -> dict:
        """The group that this object is in."""
        return self.groups[home(one)]

    def groups_of(self, service_provider_id: str) -> list:
        return [group for (owner, _name), group in sorted(self.groups.items()) if owner == service_provider_id]

    def add_group(self, group: dict) -> None:
        self.groups[home(group)] = group
        self.members.setdefault(home(group), {})
        self.trunk_groups.setdefault(home(group), {})

    def drop_group(self, group: dict) -> None:
        for user in self.users_of(group):
            del self.users[user["userId"]]
        for number in self.numbers.values():
            if (number["serviceProviderId"], number["groupId"]) == home(group):
                number["groupId"] = None
        for table in (self.groups, self.members, self.trunk_groups):
            del table[home(group)]

    # Users

    def users_of(self, group: dict) -> list:
        return [self.users[user_id] for user_id in sorted(self.members[home(group)])]

    def add_user(self, user: dict) -> None:
        self.users[user["userId"]] = user
        self.members[home(user)][user["userId"]] = True

    def drop_user(self, user: dict) -> None:
        del self.users[user["userId"]]
        del self.members[home(user)][user["userId"]]
        for trunk in self.trunk_groups[home(user)].values():
            trunk["users"] = [user_id for user_id in trunk["users"] if user_id != user["userId"]]

    def users_on(self, trunk: dict) -> list:
        """The users whose endpoint is on the trunk group."""
        return [user for user in self.users_of(trunk) if trunk_name(user) == trunk["name"]]

    # Trunk groups

    def trunks_of(self, group: dict) -> list:
        """The trunk groups of a group (or of what is in it), by name."""
        return [trunk for _name, trunk in sorted(self.trunk_groups[home(group)].items())]

    def all_trunks(self) -> Iterator:
        return (trunk for trunks in self.trunk_groups.values() for trunk in trunks.values())

    def trunk(self, key: dict) -> dict | None:
        return self.trunk_groups.get(home(key), {}).get(key["name"])

    def add_trunk(self, trunk: dict) -> None:
        self.trunk_groups[home(trunk)][trunk["name"]] = trunk

    def drop_trunk(self, trunk: dict) -> None:
        del self.trunk_groups[home(trunk)][trunk["name"]]


def home(one: dict) -> Key:
    """The key of the group that an object is in (of a group: its own)."""
    return one["serviceProviderId"], one["groupId"]


def trunk_name(user: dict) -> str | None:
    """The trunk group that the user's endpoint is on."""
    if user["endpointType"] != "trunkAddressing":
        return None
    return user["trunkAddressing"].get("trunkGroupDeviceEndpoint", {}).get("name")
