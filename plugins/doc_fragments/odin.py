# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection options of the modules for BroadWorks. Written by tools/generate.py, change the schema instead."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  api_url:
    description:
      - Base URL of the Odin API, for example https://odin.example.net/api/v2. There is no default.
      - Without it, the environment variable E(ODIN_API_URL) counts.
    type: str
  api_username:
    description:
      - User name.
      - Without it, the environment variable E(ODIN_API_USERNAME) counts.
    type: str
  api_password:
    description:
      - Password that goes with api_username.
      - Without it, the environment variable E(ODIN_API_PASSWORD) counts.
    type: str
  api_token:
    description:
      - Token of an earlier login. When it is refused, user name and password count, if there are any.
      - Without it, the environment variable E(ODIN_API_TOKEN) counts.
    type: str
  validate_certs:
    description:
      - Whether the certificate of the API is checked.
      - Without it, the environment variable E(ODIN_VALIDATE_CERTS) counts.
    type: bool
    default: true
  ca_path:
    description:
      - File with the CA certificates to check it against. Without it, those of the Python package requests.
      - Without it, the environment variable E(ODIN_CA_PATH) counts.
    type: str
  timeout:
    description:
      - How long to wait for a connection or an answer, in seconds.
      - Without it, the environment variable E(ODIN_TIMEOUT) counts.
    type: int
    default: 30
  retries:
    description:
      - How often a request is repeated when the API asks to slow down (429), is briefly away (502, 503, 504) or the connection breaks. A request that creates
        something is never repeated before the API was asked whether it exists by now.
      - Without it, the environment variable E(ODIN_RETRIES) counts.
    type: int
    default: 4
  retry_max_wait:
    description:
      - Longest pause before a request is repeated, in seconds. It also caps the API's Retry-After.
      - Without it, the environment variable E(ODIN_RETRY_MAX_WAIT) counts.
    type: int
    default: 60
  settle_timeout:
    description:
      - How long a listing may lag behind a write, in seconds.
      - Without it, the environment variable E(ODIN_SETTLE_TIMEOUT) counts.
    type: int
    default: 5
requirements:
  - requests
  - jsonschema
"""
    ACTIONGROUP = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/telecom.trunking.odin) or C(group/telecom.trunking.all) in C(module_defaults) to set the connection once.
    support: full
    membership:
      - telecom.trunking.odin
      - telecom.trunking.all
"""
