# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control plane of the emulator, from the process of ansible-playbook: a task ansible.builtin.uri takes twenty times as long."""

from __future__ import annotations

import contextlib
import http.client
from urllib.parse import urlsplit

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        """What the emulator answers, as text.

        :param terms: urls.
        :param kwargs: ``method``, and ``body``, JSON as text.
        """
        return [_answer(url, kwargs.get("method", "GET"), kwargs.get("body")) for url in terms]


def _answer(url, method, body):
    """:raises AnsibleError: if the emulator refuses."""
    parts = urlsplit(str(url))
    with contextlib.closing(http.client.HTTPConnection(parts.netloc, timeout=30)) as connection:
        connection.request(method, parts._replace(scheme="", netloc="").geturl(), body=body and str(body).encode())
        answer = connection.getresponse()
        text = answer.read().decode()
    if answer.status >= 400:
        raise AnsibleError(f"{method} {url}: {answer.status} {text}")
    return text
