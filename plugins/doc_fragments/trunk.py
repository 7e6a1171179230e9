# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the module trunk. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  name:
    description:
      - Name of the trunk, unique inside the trunk group for this collection.
    type: str
  trunk_sid:
    description:
      - Id of the trunk, in place of the name where that is not unique. Together with name, the trunk gets that name.
    type: str
  trunk_group:
    description:
      - Name of the trunk group that the trunk belongs to, or its trunk_group_sid.
    type: str
    required: true
    aliases:
      - trunk_group_sid
  partner_sid:
    description:
      - Partner whose objects the names stand for, and who owns what is created. Without it, all that the login sees.
    type: str
  endpoint:
    description:
      - Endpoint that the trunk reaches, by name. An endpoint_sid is accepted where a name is not unique.
      - A new or replaced object gets V(null).
    type: str
    aliases:
      - endpoint_sid
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
  allow_forward:
    description:
      - 'What a 302 of the called side does: disabled rejects it, direct_uri opens a leg to the URI, reroute routes the number as an outbound call, direct
        does the one or the other by what the URI holds, protected forwards only to the partner''s own addresses.'
      - A new or replaced object gets V("disabled").
    type: str
    choices:
      - disabled
      - direct_uri
      - reroute
      - direct
      - protected
  allow_transfer:
    description:
      - Transfer mode. false and disabled are the same.
      - A new or replaced object gets V(false).
    type: raw
  asn_mode:
    description:
      - Caller and callee flags of the ASN proxy.
      - A new or replaced object gets V("disable").
    type: str
    choices:
      - disable
      - read
      - write
      - read_write
  call_type:
    description:
      - Type of the calls, for example regular.
      - A new or replaced object gets V("regular").
    type: str
  codec:
    description:
      - Older single codec setting, put in front of in_codec and out_codec. Null is any codec that the caller supports. Known values are alaw, g722, g723,
        g729, gsm, opus8, opus12, opus16, opus24, opus48, ulaw.
      - A new or replaced object gets V(null).
    type: str
  in_codec:
    description:
      - Codec of the receiving direction. Newer releases only.
    type: str
  out_codec:
    description:
      - Codec of the sending direction. Newer releases only.
    type: str
  in_capacity:
    description:
      - Simultaneous calls that the trunk receives. 0 is unlimited, -1 disables the trunk in this direction.
      - A new or replaced object gets V(0).
    type: int
  out_capacity:
    description:
      - Simultaneous calls that the trunk sends. 0 is unlimited, -1 disables the trunk in this direction.
      - A new or replaced object gets V(0).
    type: int
  in_identity_format:
    description:
      - Format of the identity data that goes to the called side, for example passthrough.
      - A new or replaced object gets V("passthrough").
    type: str
  in_identity_mode:
    description:
      - When and how the caller's identity headers go to the called side on received calls, for example passthrough.
      - A new or replaced object gets V("passthrough").
    type: str
  out_identity_mode:
    description:
      - When and how the caller's identity headers go to the called side on sent calls, for example passthrough.
      - A new or replaced object gets V("passthrough").
    type: str
  in_rfc_4694_mode:
    description:
      - Number portability parameters (RFC 4694) of received calls, for example cut_all.
      - A new or replaced object gets V("cut_all").
    type: str
  out_rfc_4694_mode:
    description:
      - Number portability parameters (RFC 4694) of sent calls, for example cut_all.
      - A new or replaced object gets V("cut_all").
    type: str
  location_sid:
    description:
      - Id of the carrier's switch location.
      - A new or replaced object gets V(null).
    type: str
  priority:
    description:
      - Order in a failover trunk group, the lowest is tried first.
      - A new or replaced object gets V(0).
    type: int
  weight:
    description:
      - Share of the calls in a round_robin trunk group.
      - A new or replaced object gets V(0).
    type: int
  relay_sip_headers:
    description:
      - SIP headers that are passed on.
      - A new or replaced object gets V([]).
    type: list
    elements: str
  transformations:
    description:
      - Transformations, applied one after another. Each item has action, operands and direction and is passed through as it is.
      - A new or replaced object gets V([]).
    type: list
    elements: dict
  in_ip_profile_sid:
    description:
      - Id of the IP profile of received calls. For administrators.
    type: str
  out_ip_profile_sid:
    description:
      - Id of the IP profile of sent calls. For administrators.
    type: str
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
      endpoint:
        description:
          - Names of objects of the kind endpoint.
        type: list
        elements: str
      trunk_group:
        description:
          - Names of objects of the kind trunk_group.
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
