# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of AWX's REST API as ``configure.yml`` needs, stateful: ``with running(playbooks) as awx: ...``.

It keeps what it is given, shows secrets as AWX does, and refuses what AWX refuses (``rules.py``). Unlike AWX it also refuses fields that it does
not know. Jobs are not run.
"""

from __future__ import annotations

import contextlib
import copy
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from . import rules

ENCRYPTED = "$encrypted$"
USER, PASSWORD = "admin", "canary-awx-password"

# What new objects have, and with that all fields that can be set. Ellipsis: required.
FIELDS: dict[str, dict[str, Any]] = {
    "organizations": {"name": ..., "description": "", "max_hosts": 0, "default_environment": None},
    "execution_environments": {"name": ..., "description": "", "organization": None, "image": ..., "credential": None, "pull": ""},
    "credential_types": {"name": ..., "description": "", "kind": ..., "inputs": {}, "injectors": {}},
    "credentials": {"name": ..., "description": "", "organization": None, "credential_type": ..., "inputs": {}},
    "projects": {
        "name": ..., "description": "", "organization": None, "scm_type": "", "scm_url": "", "scm_branch": "", "scm_refspec": "", "scm_clean": False,
        "scm_delete_on_update": False, "scm_track_submodules": False, "scm_update_on_launch": False, "scm_update_cache_timeout": 0, "allow_override": False,
        "timeout": 0, "credential": None, "default_environment": None, "signature_validation_credential": None,
    },
    "inventories": {
        "name": ..., "description": "", "organization": ..., "kind": "", "host_filter": None, "variables": "", "prevent_instance_group_fallback": False,
    },
    "inventory_sources": {
        "name": ..., "description": "", "inventory": ..., "source": ..., "source_path": "", "source_vars": "", "source_project": None, "scm_branch": "",
        "credential": None, "enabled_var": "", "enabled_value": "", "host_filter": "", "overwrite": False, "overwrite_vars": False, "timeout": 0,
        "verbosity": 1, "limit": "", "execution_environment": None, "update_on_launch": False, "update_cache_timeout": 0,
    },
    "notification_templates": {
        "name": ..., "description": "", "organization": ..., "notification_type": ..., "notification_configuration": {}, "messages": None,
    },
    "job_templates": {
        "name": ..., "description": "", "organization": None, "job_type": "run", "inventory": None, "project": ..., "playbook": ..., "scm_branch": "",
        "forks": 0, "limit": "", "verbosity": 0, "extra_vars": "---", "job_tags": "", "skip_tags": "", "start_at_task": "", "timeout": 0,
        "use_fact_cache": False, "execution_environment": None, "host_config_key": "", "force_handlers": False, "survey_enabled": False,
        "become_enabled": False, "diff_mode": False, "allow_simultaneous": False, "job_slice_count": 1, "webhook_service": "", "webhook_credential": None,
        "prevent_instance_group_fallback": False,
        **{f"ask_{one}_on_launch": False for one in ("job_type", "limit", "variables", "inventory", "credential", "diff_mode", "job_slice_count")},
    },
    "schedules": {
        "name": ..., "description": "", "unified_job_template": ..., "rrule": ..., "enabled": True, "extra_data": {}, "inventory": None, "job_type": None,
        "limit": None, "diff_mode": None, "verbosity": None,
    },
    "workflow_job_templates": {
        "name": ..., "description": "", "organization": None, "inventory": None, "extra_vars": "---", "limit": None, "scm_branch": None,
        "survey_enabled": False, "allow_simultaneous": False, "ask_variables_on_launch": False,
    },
    "workflow_job_template_nodes": {
        "identifier": ..., "workflow_job_template": ..., "unified_job_template": None, "all_parents_must_converge": False, "extra_data": {},
        "inventory": None, "job_type": None, "limit": None, "diff_mode": None, "verbosity": None,
    },
    "workflow_approval_templates": {"name": ..., "description": "", "timeout": 0},
}  # fmt: skip
# Sent by modules, and not theirs to say.
IGNORED = {"type", "managed"}
REFERENCES = {
    "organization": "organizations", "credential_type": "credential_types", "inventory": "inventories", "project": "projects", "source_project": "projects",
    "execution_environment": "execution_environments", "default_environment": "execution_environments", "credential": "credentials",
    "workflow_job_template": "workflow_job_templates",
}  # fmt: skip
TEMPLATES = ("job_templates", "projects", "inventory_sources", "workflow_job_templates", "workflow_approval_templates")
WITH_SURVEY = ("job_templates", "workflow_job_templates")
NOTIFIED = tuple(f"notification_templates_{when}" for when in ("started", "success", "error", "approvals"))
ASSOCIATED = {
    **dict.fromkeys(NOTIFIED, "notification_templates"), "galaxy_credentials": "credentials", "credentials": "credentials",
    **dict.fromkeys(("success_nodes", "failure_nodes", "always_nodes"), "workflow_job_template_nodes"),
}  # fmt: skip
# What every AWX has.
BUILT_IN = (
    ("credential_types", {"name": "Ansible Galaxy/Automation Hub API Token", "kind": "galaxy"}),
    ("credential_types", {"name": "Source Control", "kind": "scm"}),
    ("credential_types", {"name": "Vault", "kind": "vault", "inputs": {
        "fields": [{"id": "vault_password", "label": "Vault Password", "type": "string", "secret": True}, {"id": "vault_id", "label": "Id", "type": "string"}],
        "required": ["vault_password"],
    }}),
    ("credentials", {"name": "Ansible Galaxy", "credential_type": 1}),
)  # fmt: skip


class Refused(Exception):
    """An answer with an error status."""

    def __init__(self, status: int, **body: Any) -> None:
        super().__init__(status, body)
        self.status, self.body = status, body


class Awx:
    """The state. ``requests`` lists ``(method, path, body)`` of everything but GET and logins."""

    def __init__(self, playbooks: set[str]) -> None:
        self.playbooks = playbooks
        self.objects: dict[str, dict[int, dict]] = {kind: {} for kind in FIELDS}
        self.links: dict[tuple[str, int, str], list[int]] = {}
        self.surveys: dict[tuple[str, int], dict] = {}
        self.requests: list[tuple[str, str, Any]] = []
        self.url = ""
        for kind, body in BUILT_IN:
            self._create(kind, copy.deepcopy(body))

    def named(self, kind: str, name: str) -> dict:
        """The stored object of a name, secrets and all."""
        [one] = [one for one in self.objects[kind].values() if one.get("name", one.get("identifier")) == name]
        return one

    def linked(self, kind: str, name: str, link: str) -> list[str]:
        """Names of what is associated with an object."""
        others = self.objects[ASSOCIATED[link]]
        return [others[n].get("name") or others[n]["identifier"] for n in self.links.get((kind, self.named(kind, name)["id"], link), [])]

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Status and body of the answer to a request. ``path`` comes after ``/api/v2/``."""
        kind, *rest = path.strip("/").split("/")
        if kind == "project_updates":
            return 200, {"status": "successful", "finished": "2026-01-01T00:00:00Z", "failed": False}
        if kind != "unified_job_templates" and kind not in FIELDS:
            raise Refused(404, detail=f"there is no {kind}")
        if not rest:
            return self._list(kind, query) if method == "GET" else (201, self._shown(kind, self._create(kind, body)))
        number = int(rest[0])
        if number not in self.objects[kind]:
            raise Refused(404, detail="Not found.")
        return self._one(method, kind, self.objects[kind][number], rest[1:], body)

    def _one(self, method: str, kind: str, one: dict, rest: list[str], body: Any) -> tuple[int, Any]:
        if rest == ["survey_spec"] and kind in WITH_SURVEY:
            return self._survey(method, kind, one, body)
        if rest == ["create_approval_template"] and kind == "workflow_job_template_nodes":
            approval = self._create("workflow_approval_templates", body)
            one["unified_job_template"] = approval["id"]
            return 201, self._shown("workflow_approval_templates", approval)
        if rest and rest[0] in ASSOCIATED and kind != "workflow_approval_templates":
            return self._associate(method, kind, one, rest[0], body)
        if rest:
            raise Refused(404, detail="Not found.")
        if method == "PATCH":
            self._set(kind, one, body)
        return 200, self._shown(kind, one)

    def _list(self, kind: str, query: dict[str, str]) -> tuple[int, dict]:
        kinds = TEMPLATES[:-1] if kind == "unified_job_templates" else (kind,)
        every = [self._shown(each, one) for each in kinds for one in self.objects[each].values()]
        either = {name.removeprefix("or__"): value for name, value in query.items() if name.startswith("or__")}
        all_of = {name: value for name, value in query.items() if not name.startswith("or__")}
        found = [
            one
            for one in every
            if all(str(one.get(name)) == value for name, value in all_of.items())
            and (not either or any(str(one.get(name)) == value for name, value in either.items()))
        ]
        return 200, {"count": len(found), "next": None, "previous": None, "results": found}

    def _create(self, kind: str, body: dict) -> dict:
        missing = [name for name, default in FIELDS[kind].items() if default is ... and body.get(name) in (None, "")]
        if missing:
            raise Refused(400, **{name: ["This field is required."] for name in missing})
        one = {"id": sum(map(len, self.objects.values())) + 1, **{name: copy.deepcopy(value) for name, value in FIELDS[kind].items() if value is not ...}}
        self._set(kind, one, body)
        self.objects[kind][one["id"]] = one
        return one

    def _set(self, kind: str, one: dict, body: dict) -> None:
        body = {name: value for name, value in body.items() if name not in IGNORED}
        unknown = set(body) - set(FIELDS[kind])
        wrong = [f"there is no field {name}" for name in unknown]
        wrong += [f"there is no {name} {value}" for name, value in body.items() if name in REFERENCES and value and value not in self.objects[REFERENCES[name]]]
        new = {**one, **body}
        wrong += self._wrong(kind, new)
        if kind == "credential_types":
            # AWX writes down what a field is by default.
            for field in new.get("inputs", {}).get("fields", []):
                field.setdefault("type", "string")
        if kind == "credentials":
            old = one.get("inputs", {})
            new["inputs"] = {name: old.get(name, value) if value == ENCRYPTED else value for name, value in new["inputs"].items()}
        if wrong:
            raise Refused(400, __all__=["; ".join(wrong)])
        one.update(new)

    def _wrong(self, kind: str, new: dict) -> list[str]:
        if kind == "credential_types":
            return rules.credential_type_problems(new["inputs"], new["injectors"])
        if kind == "credentials" and new["credential_type"] in self.objects["credential_types"]:
            return rules.input_problems(self.objects["credential_types"][new["credential_type"]], new["inputs"])
        if kind == "schedules":
            return rules.rrule_problems(new["rrule"])
        if kind == "job_templates" and new["playbook"] not in self.playbooks:
            return [f"Playbook {new['playbook']} not found for project."]
        return []

    def _survey(self, method: str, kind: str, one: dict, body: Any) -> tuple[int, Any]:
        if method == "POST":
            wrong = rules.survey_problems(body)
            if wrong:
                raise Refused(400, error="; ".join(wrong))
            self.surveys[kind, one["id"]] = body
        return 200, self.surveys.get((kind, one["id"]), {})

    def _associate(self, method: str, kind: str, one: dict, link: str, body: Any) -> tuple[int, Any]:
        linked = self.links.setdefault((kind, one["id"], link), [])
        if method == "GET":
            others = self.objects[ASSOCIATED[link]]
            return 200, {"count": len(linked), "next": None, "results": [self._shown(ASSOCIATED[link], others[n]) for n in linked]}
        if body["id"] not in self.objects[ASSOCIATED[link]]:
            raise Refused(400, detail=f"there is no {link} {body['id']}")
        if body.get("disassociate"):
            linked.remove(body["id"])
        else:
            linked.append(body["id"])
        return 204, None

    def _shown(self, kind: str, one: dict) -> dict:
        url = f"/api/v2/{kind}/{one['id']}/"
        shown = {**copy.deepcopy(one), "url": url, "type": kind.removesuffix("s").replace("inventorie", "inventory"), "related": {}, "summary_fields": {}}
        if kind in ("credential_types", "credentials", "execution_environments"):
            shown["managed"] = one["id"] <= len(BUILT_IN)
        if kind in WITH_SURVEY:
            shown["related"]["survey_spec"] = f"{url}survey_spec/"
        if kind == "projects":
            shown.update(scm_revision="0" * 40, summary_fields={"current_update": {"id": one["id"]}})
        if kind == "credentials":
            fields = self.objects["credential_types"][one["credential_type"]]["inputs"].get("fields", [])
            secret = {field["id"] for field in fields if field.get("secret")}
            shown["inputs"] = {name: ENCRYPTED if name in secret and value else value for name, value in one["inputs"].items()}
        if kind == "workflow_job_template_nodes" and one["unified_job_template"]:
            [where] = [each for each in TEMPLATES if one["unified_job_template"] in self.objects[each]]
            shown["related"]["unified_job_template"] = f"/api/v2/{where}/{one['unified_job_template']}/"
        return shown


def _handler(awx: Awx) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            parts = urlsplit(self.path)
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(text) if text else None
            path = re.sub("^/api/v2/", "", parts.path)
            try:
                with lock:
                    status, answer = self.tokens(path) or self.known(path, dict(parse_qsl(parts.query, keep_blank_values=True)), body)
            except Refused as refused:
                status, answer = refused.status, refused.body
            data = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in (("X-API-Product-Name", "AWX"), ("X-API-Product-Version", "24.6.1"), ("Content-Length", str(len(data)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def tokens(self, path: str) -> tuple[int, Any] | None:
            if not path.startswith("tokens/"):
                return None
            return (201, {"id": 1, "token": "canary-awx-token"}) if self.command == "POST" else (204, None)

        def known(self, path: str, query: dict, body: Any) -> tuple[int, Any]:
            if self.headers.get("Authorization") != "Bearer canary-awx-token":
                raise Refused(401, detail="Authentication credentials were not provided.")
            if self.command != "GET":
                awx.requests.append((self.command, path, body))
            return awx.answer(self.command, path, query, body)

        do_GET = do_POST = do_PATCH = do_DELETE = respond

        def log_message(self, *_arguments: Any) -> None:
            pass

    return Handler


@contextlib.contextmanager
def running(playbooks: set[str]) -> Iterator[Awx]:
    """An AWX whose projects have these playbooks, on a free port of this machine."""
    awx = Awx(playbooks)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(awx)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        awx.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield awx
        finally:
            server.shutdown()
            thread.join()
