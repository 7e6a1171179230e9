# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batch tasks on phone numbers (section 11): they move on by themselves, a stage at a time."""

from __future__ import annotations

import json
from time import monotonic

from ..exchange import ApiError
from .call import VERBS, Call
from .numbers import Dids
from .resource import Resource
from .store import timestamp
from .tables import DID, TASK

NEXT = {"created": "queued", "queued": "running", "approved": "running", "running": "completed"}
NEEDED = {"PATCH": ("data", "entries", "field"), "DELETE": ("entries", "field"), "POST": ("data",)}


class Tasks(Resource):
    name, area, table = "batch_tasks", "batch", TASK

    def __init__(self, store, switches) -> None:
        super().__init__(store, switches)
        self.dids = Dids(store, switches)

    def unique(self, one):
        pass

    def prepare(self, call, new, body, check):
        if new["type"] not in ("phonenumber", None):
            check.refuse("type", "only phonenumber tasks are emulated")
        if new["method"] not in NEEDED:
            check.refuse("method", "expected one of " + ", ".join(NEEDED))
        for name in NEEDED.get(new["method"], ()):
            if new[name] is None:
                check.refuse(name, "this field is required")
        if new["field"] is not None and new["field"] not in DID:
            check.refuse("field", "unknown field")
        if new["method"] in ("PATCH", "POST") and new["data"] is not None:
            expected = dict if new["method"] == "PATCH" else list
            if not isinstance(new["data"], expected):
                check.refuse("data", "expected object" if expected is dict else "expected array")
        now = timestamp()
        new.update(status="created", date_created=now, date_modified=now, _since=monotonic(), _scopes=sorted(call.scopes), _errors=[])

    def revise(self, call, old, new, body, check):
        """Only the status changes, from pending_review to approved or to cancelled."""
        if old["status"] == "pending_review" and new["status"] not in ("approved", "cancelled"):
            check.refuse("status", "expected approved or cancelled")
        elif old["status"] != "pending_review" and new["status"] != old["status"]:
            raise ApiError(409, "the task is not waiting for a review")
        new.update(date_modified=timestamp(), _since=monotonic())

    def delete(self, call):
        raise ApiError(405, "Method Not Allowed")

    def errors(self, call) -> dict:
        return {"items": self.find(call).get("_errors", [])}

    def advance(self) -> None:
        """Bring every task to where it has to be by now."""
        stage = self.switches.batch_stage_ms / 1000
        for task in list(self.objects.all()):
            while "_since" in task and task["status"] in NEXT and monotonic() - task["_since"] >= stage:
                task = self.objects.put(self.stepped(task, stage))

    def stepped(self, task: dict, stage: float) -> dict:
        after = NEXT[task["status"]]
        if task["status"] == "created" and task["review"]:
            after = "pending_review"
        todo = len(task["data"] if task["method"] == "POST" else task["entries"])
        counters = {"total": todo, "processed": 0, "success": 0, "failure": 0}
        if after == "completed":
            counters, errors = self.run(task)
            task = {**task, "_errors": errors}
        return {**task, **counters, "status": after, "date_modified": timestamp(), "_since": task["_since"] + stage}

    def run(self, task: dict) -> tuple:
        """Do the work. Returns (counters, errors): one failure does not stop the others."""
        call = Call(self.store, task["partner_sid"], frozenset(task["_scopes"]))
        entries = task["data"] if task["method"] == "POST" else task["entries"]
        errors = []
        for entry in entries:
            try:
                self.one(call, task, entry)
            except ApiError as error:
                key = entry if isinstance(entry, dict) else {task["field"]: entry}
                errors.append({"error": error.response.body, "key": json.dumps(key, separators=(",", ":"))})
        done = len(entries)
        return {"total": done, "processed": done, "success": done - len(errors), "failure": len(errors)}, errors

    def one(self, call: Call, task: dict, entry) -> None:
        call.require("phonenumber", VERBS[task["method"]])
        if task["method"] == "POST":
            if not isinstance(entry, dict):
                raise ApiError(422, "object validation error", [{"field": "data", "message": "expected object"}])
            self.dids.create(call, entry)
            return
        chosen = [did for did in self.store.dids.all() if did[task["field"]] == entry and self.dids.readable(call, did)]
        if not chosen:
            raise ApiError(404, "Cannot find item by SID")
        for did in chosen:
            there = call.at(did["did_sid"])
            if task["method"] == "DELETE":
                self.dids.delete(there)
            else:
                self.dids.change(there, task["data"])
