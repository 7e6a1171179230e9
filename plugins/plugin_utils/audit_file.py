# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of an audit: what evidence needs, earlier reports, and the files in all formats. Knows no Ansible. Private to the collection."""

from __future__ import annotations

import datetime
import errno
import hashlib
import json
import os
import subprocess
import tempfile
from pathlib import Path

import yaml

from ansible_collections.telecom.trunking.plugins.module_utils.audit import findings
from ansible_collections.telecom.trunking.plugins.module_utils.connection import address
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import AUDIT_REPORT, VERSION
from ansible_collections.telecom.trunking.plugins.module_utils.validation import violations
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import shown

# What AWX tells a job about itself, in variables of its own.
JOB_VARIABLES = (
    "awx_job_id",
    "awx_job_template_id",
    "awx_job_template_name",
    "awx_job_launch_type",
    "awx_user_name",
    "awx_project_revision",
    "awx_workflow_job_id",
    "awx_workflow_job_name",
)
MOST_SECONDS = 30

COLLECTION = Path(__file__).resolve().parents[2]


def version():
    """Version of this collection: of the installed one, or of the one that is worked on."""
    installed = COLLECTION / "MANIFEST.json"
    if installed.exists():
        return json.loads(installed.read_text(encoding="utf-8"))["collection_info"]["version"]
    return yaml.safe_load((COLLECTION / "galaxy.yml").read_text(encoding="utf-8"))["version"]


def evidence(loaded, paths):
    """Which documents were audited: ``documents`` of the report.

    :param loaded: list of ``yaml_documents.Loaded``.
    :param paths: files and folders that they came from.
    """
    start = os.path.commonpath([os.path.abspath(path) for path in paths]) if paths else os.getcwd()
    texts = [[os.path.relpath(one.path, start), hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest()] for one in loaded]
    commit, modified = _version(paths, {os.path.realpath(one.path) for one in loaded})
    return {"path": [shown(path) for path in paths], "files": len(loaded), "sha256": findings.digest(texts), "commit": commit, "modified": modified}


def _version(paths, files):
    """``(commit, whether something differs from it)`` of the repository that all paths are in, Nones if there is none.

    :param files: the documents. One that git ignores is in no commit.
    """
    commits, modified = set(), False
    for path in paths:
        folder = path if os.path.isdir(path) else os.path.dirname(os.path.abspath(path))
        commit = _git(folder, "rev-parse", "--verify", "HEAD")
        status = _git(folder, "status", "--porcelain", "--", os.path.abspath(path))
        ignored = _git(folder, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", os.path.abspath(path))
        if None in (commit, status, ignored):
            return None, None
        commits.add(commit.strip())
        modified = modified or bool(status.strip()) or any(os.path.realpath(os.path.join(folder, name)) in files for name in ignored.split("\0"))
    return (commits.pop(), modified) if len(commits) == 1 else (None, None)


def _git(folder, *words):
    """What git says of the repository around a folder, None if it says nothing. It takes no locks: who audits changes nothing."""
    # A hook of git has variables that name another repository.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    how = {"capture_output": True, "encoding": "utf-8", "errors": "surrogateescape", "timeout": MOST_SECONDS, "env": variables}
    try:
        done = subprocess.run(["git", "--no-optional-locks", "-C", folder, *words], check=False, **how)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def addresses(apis):
    """Which APIs are asked, ``{provider name: url}``.

    :param apis: ``{provider name: Snapshot}``.
    """
    return {name: address(api.client.connection.url) for name, api in sorted(apis.items())}


def job(variables):
    """The AWX job that this is, None outside of AWX."""
    return {name: str(variables[name]) for name in JOB_VARIABLES if variables.get(name) not in (None, "")} or None


def earlier(paths):
    """Reports of earlier audits, oldest first, each once, as ``{file, sha256, created, summary}``.

    :raises ValueError: naming the file that is no such report.
    :raises OSError: if one cannot be read.
    """
    found = {}
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        report = loaded_report(data, path)
        sha256 = hashlib.sha256(data).hexdigest()
        found.setdefault(sha256, {"file": shown(path), "sha256": sha256, "created": report["created"], "summary": report["summary"]})
    return sorted(found.values(), key=lambda one: one["created"])


def loaded_report(data, path):
    """A report from its bytes.

    :raises ValueError: if it is none.
    """
    try:
        report = json.loads(data)
    except ValueError as error:
        raise ValueError(f"{path}: is not JSON") from error
    wrong = violations(AUDIT_REPORT, report)
    if wrong:
        at, message = wrong[0]
        raise ValueError(f"{path}: is not the report of an audit: {findings.text_of(at)}: {message}")
    return report


def report(customers, found, objects, *, now, today, tool, documents, scope, apis, job, before, checks, disabled_rules, no_verdict, fail_on):
    """The whole report, see ``AUDIT_REPORT``.

    :param apis: what ``addresses`` gives.
    :param before: what ``earlier`` gives.
    :param checks: what ``audit.checks.checks`` gives.
    :param no_verdict: what ``audit.Audit.run`` gives.
    """
    counts = findings.summary(customers, found, objects)
    newest = before[-1] if before else None
    return {
        "version": VERSION,
        "created": now.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "date": today.isoformat(),
        "tool": tool,
        "documents": documents,
        "scope": scope,
        "apis": apis,
        "job": job,
        "previous": newest and {name: newest[name] for name in ("file", "sha256", "created")},
        "checks": checks,
        "disabled_rules": sorted(set(disabled_rules)),
        "no_verdict": no_verdict,
        "fail_on": list(fail_on),
        "passed": not any(findings.fails(one, fail_on) for one in found),
        "summary": counts,
        "customers": customers,
        "findings": found,
        "trend": [{name: one[name] for name in ("created", "file", "summary")} for one in before],
    }


def approval(made):
    """What a remediation needs to know of a report: small enough for AWX to hand it on. It goes by what the report lists, and leaves out whom
    nobody knows in full.
    """
    drifted = {one["customer"] for one in made["findings"] if {"drifted", "absent"} & set(findings.outcome([one]))}
    hashes = {one["id"]: _hashes(one) for one in made["customers"] if one["id"] in drifted}
    known = {name: each for name, each in hashes.items() if all(each.values())}
    return {
        "created": made["created"],
        "date": made["date"],
        "apis": made.get("apis", {}),
        "customers": known,
        "left_out": [name for name in hashes if name not in known],
    }


def _hashes(customer):
    return {**{what: customer[f"{what}_sha256"] for what in ("document", "live", "plan")}, "operations": findings.digest(customer["operations"])}


def as_json(made):
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def prepare(path):
    """Make sure that a report can be written, before anything is asked for it: its folder is made, nothing else stays.

    :raises OSError: if it cannot be.
    """
    if os.path.isdir(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with tempfile.TemporaryFile(dir=os.path.dirname(path)):
        pass


def write(path, text):
    """The whole file or none, for its owner alone: it says where customers can be attacked.

    :param path: of a file that ``prepare`` has seen.
    :raises OSError: if it cannot be written.
    """
    part = f"{path}.{os.getpid()}.part"
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
