# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection options that every provider has, and the ``client.Connection`` they make. Private to the collection."""

from __future__ import annotations

import re

from ansible_collections.telecom.trunking.plugins.module_utils.client import Connection
from ansible_collections.telecom.trunking.plugins.module_utils.errors import InvalidInput

# Scheme, host with its port, path. What is no url otherwise, requests find out.
_URL = re.compile(r"(https?)://(?:[^/?#]*@)?([^/?#]*)([^?#]*)")
_USUAL_PORTS = {"https": ":443", "http": ":80"}


def connection_options(prefix, login):
    """JSON Schema properties of the connection options.

    :param prefix: of the environment variables, for example ``CARRIERX``.
    :param login: the provider's own options: where the API is and who asks.
    """
    common = {
        "validate_certs": _option("boolean", "Whether the certificate of the API is checked.", default=True),
        "ca_path": _option("string", "File with the CA certificates to check it against. Without it, those of the Python package requests."),
        "timeout": _option("integer", "How long to wait for a connection or an answer, in seconds.", default=30, minimum=1),
        "retries": _option(
            "integer",
            "How often a request is repeated when the API asks to slow down (429), is briefly away (502, 503, 504) or the connection breaks. "
            "A request that creates something is never repeated before the API was asked whether it exists by now.",
            default=4,
            minimum=0,
        ),
        "retry_max_wait": _option(
            "integer", "Longest pause before a request is repeated, in seconds. It also caps the API's Retry-After.", default=60, minimum=1
        ),
        "settle_timeout": _option("integer", "How long a listing may lag behind a write, in seconds.", default=5, minimum=0),
    }
    return {name: {**prop, "x-env": f"{prefix}_{name.upper()}"} for name, prop in {**login, **common}.items()}


def login_option(description, **more):
    """One option of a provider's login."""
    return _option("string", description, **more)


def connect(params, auth):
    """The ``client.Connection`` of a task.

    :param params: the task's connection options with their defaults filled in.
    :param auth: what ``requests`` takes as ``auth``.
    :raises InvalidInput: if there is no URL to go to.
    """
    if not params["api_url"].startswith(("https://", "http://")):
        raise InvalidInput([f"api_url: {params['api_url']!r} is no URL, it has to start with https:// (or http://)"])
    return Connection(
        url=params["api_url"].rstrip("/"),
        auth=auth,
        verify=(params.get("ca_path") or True) if params["validate_certs"] else False,
        timeout=params["timeout"],
        retries=params["retries"],
        retry_max_wait=params["retry_max_wait"],
        settle_timeout=params["settle_timeout"],
        width=params.get("max_concurrency") or 1,
    )


def address(url):
    """Where an API is, the same text for all spellings of it: without login, query and the port that goes without saying."""
    scheme, host, path = _URL.match(url).groups()
    return f"{scheme}://{host.lower().removesuffix(_USUAL_PORTS[scheme])}{path.rstrip('/')}"


def _option(types, description, **more):
    return {"type": types, "description": description, "x-control": True, **more}
