# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  carrierx:
    description:
      - How to reach CarrierX, for customers who are there. Each can also come from the environment variable that it names.
    type: dict
    suboptions:
      api_url:
        description:
          - Base URL of the Core API. Environment variable C(CARRIERX_API_URL).
        type: str
        default: https://api.carrierx.com/core/v2
      api_token:
        description:
          - Access token. It acts for one partner. Environment variable C(CARRIERX_API_TOKEN).
        type: str
      api_username:
        description:
          - User name, for logins that have no token. Environment variable C(CARRIERX_API_USERNAME).
        type: str
      api_password:
        description:
          - Password that goes with api_username. Environment variable C(CARRIERX_API_PASSWORD).
        type: str
      validate_certs:
        description:
          - Whether the certificate of the API is checked. Environment variable C(CARRIERX_VALIDATE_CERTS).
        type: bool
        default: true
      ca_path:
        description:
          - File with the CA certificates to check it against. Without it, those of the Python package requests. Environment variable
            C(CARRIERX_CA_PATH).
        type: str
      timeout:
        description:
          - How long to wait for a connection or an answer, in seconds. Environment variable C(CARRIERX_TIMEOUT).
        type: int
        default: 30
      retries:
        description:
          - How often a request is repeated when the API asks to slow down (429), is briefly away (502, 503, 504) or the connection breaks. A
            request that creates something is never repeated before the API was asked whether it exists by now. Environment variable
            C(CARRIERX_RETRIES).
        type: int
        default: 4
      retry_max_wait:
        description:
          - Longest pause before a request is repeated, in seconds. It also caps the API''s Retry-After. Environment variable
            C(CARRIERX_RETRY_MAX_WAIT).
        type: int
        default: 60
      settle_timeout:
        description:
          - How long a listing may lag behind a write, in seconds. Environment variable C(CARRIERX_SETTLE_TIMEOUT).
        type: int
        default: 5
  odin:
    description:
      - How to reach BroadWorks, for customers who are there. Each can also come from the environment variable that it names.
    type: dict
    suboptions:
      api_url:
        description:
          - Base URL of the Odin API, for example https://odin.example.net/api/v2. There is no default. Environment variable C(ODIN_API_URL).
        type: str
      api_username:
        description:
          - User name. Environment variable C(ODIN_API_USERNAME).
        type: str
      api_password:
        description:
          - Password that goes with api_username. Environment variable C(ODIN_API_PASSWORD).
        type: str
      api_token:
        description:
          - Token of an earlier login. When it is refused, user name and password count, if there are any. Environment variable
            C(ODIN_API_TOKEN).
        type: str
      validate_certs:
        description:
          - Whether the certificate of the API is checked. Environment variable C(ODIN_VALIDATE_CERTS).
        type: bool
        default: true
      ca_path:
        description:
          - File with the CA certificates to check it against. Without it, those of the Python package requests. Environment variable
            C(ODIN_CA_PATH).
        type: str
      timeout:
        description:
          - How long to wait for a connection or an answer, in seconds. Environment variable C(ODIN_TIMEOUT).
        type: int
        default: 30
      retries:
        description:
          - How often a request is repeated when the API asks to slow down (429), is briefly away (502, 503, 504) or the connection breaks. A
            request that creates something is never repeated before the API was asked whether it exists by now. Environment variable
            C(ODIN_RETRIES).
        type: int
        default: 4
      retry_max_wait:
        description:
          - Longest pause before a request is repeated, in seconds. It also caps the API''s Retry-After. Environment variable
            C(ODIN_RETRY_MAX_WAIT).
        type: int
        default: 60
      settle_timeout:
        description:
          - How long a listing may lag behind a write, in seconds. Environment variable C(ODIN_SETTLE_TIMEOUT).
        type: int
        default: 5
"""
