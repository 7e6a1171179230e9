# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module trunk_group. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  name:
    description:
      - Name of the trunk group. The provider does not keep names unique, this collection insists on it.
    type: str
  trunk_group_sid:
    description:
      - Id of the trunk group, in place of the name where that is not unique. Together with name, the trunk group gets that name.
    type: str
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  acls:
    description:
      - Access control lists, the whole value in order. An item is recognised by its direction and its set of rules.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
    suboptions:
      access_control_rules:
        description:
          - Access control rules by name, own ones or the parent partner's. A rule_sid is accepted where a name is not unique.
        type: list
        elements: str
        required: true
      direction:
        description:
          - Calls that the list applies to.
        type: str
        required: true
        choices:
          - any
          - inbound
          - outbound
          - undirected
      voice_action_false:
        description:
          - What happens to a call that none of the rules matches.
          - A new or replaced object gets V(null).
        type: str
        choices:
          - accept
          - reject403
          - reject503
      voice_action_true:
        description:
          - What happens to a call that a rule matches.
          - A new or replaced object gets V(null).
        type: str
        choices:
          - accept
          - reject403
          - reject503
  external_handlers:
    description:
      - External handlers, the whole value in the order in which they are asked. An item is recognised by its url.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
    suboptions:
      direction:
        description:
          - Calls that the handler is asked about.
        type: str
        required: true
        choices:
          - any
          - inbound
          - outbound
      error_handler:
        description:
          - What happens to a call when the handler fails or is too slow. With ignore the call goes on as if there were no handler.
          - A new or replaced object gets V("ignore").
        type: str
        choices:
          - ignore
          - reject403
          - reject503
      timeout:
        description:
          - Longest wait for the answer, in milliseconds.
          - A new or replaced object gets V(250).
        type: int
      url:
        description:
          - URL that is called with POST when a call reaches the trunk group.
        type: str
        required: true
  hard_failure_codes:
    description:
      - SIP codes that count towards a trunk being dead.
      - A new or replaced object gets V([408]).
    type: list
    elements: int
  hard_failure_cooldown:
    description:
      - Time that a dead trunk rests before it is tried again, in seconds.
      - A new or replaced object gets V(120).
    type: int
  hard_failure_interval:
    description:
      - Window in which the codes are counted, in seconds.
      - A new or replaced object gets V(60).
    type: int
  hard_failure_last_resort:
    description:
      - 'What happens when all trunks are dead: first tries the first trunk all the same, the others answer with that code.'
      - A new or replaced object gets V("first").
    type: str
    choices:
      - first
      - reject502
      - reject503
  hard_failure_threshold:
    description:
      - How many such codes within the interval make a trunk dead.
      - A new or replaced object gets V(3).
    type: int
  routing_data:
    description:
      - Further routing data, free-form.
      - A new or replaced object gets V(null).
    type: dict
  routing_type:
    description:
      - failover tries the trunk with the lowest priority first, round_robin spreads the calls by weight.
      - A new or replaced object gets V("failover").
    type: str
    choices:
      - failover
      - round_robin
  sip_options_locations:
    description:
      - Ids of the switch locations that watch the trunks with SIP OPTIONS. Empty switches it off.
      - A new or replaced object gets V([]).
    type: list
    elements: str
  sip_options_threshold:
    description:
      - How many OPTIONS have to fail or succeed before a trunk counts as dead or alive.
      - A new or replaced object gets V(3).
    type: int
  soft_failure_codes:
    description:
      - SIP codes that make a call try the next trunk without marking this one as dead.
    type: list
    elements: int
  transformations:
    description:
      - Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
  unbind_numbers:
    description:
      - Whether absent may unbind the numbers that are bound to the trunk group. They stay rented.
    type: bool
    default: false
  planned:
    description:
      - Names of objects that earlier tasks of the same run create, or with state absent remove. In check mode the task goes on as if they had done so,
        otherwise a listing that lags behind is given settle_timeout.
    type: dict
    suboptions:
      access_control_rule:
        description:
          - Names of objects of the kind access_control_rule.
        type: list
        elements: str
      did:
        description:
          - Names of objects of the kind did.
        type: list
        elements: str
  state:
    description:
      - Present makes it exist with what the task mentions and keeps the rest, replaced also sets what the task does not mention to its documented default,
        absent removes it.
    type: str
    choices:
      - present
      - replaced
      - absent
    default: present
"""
