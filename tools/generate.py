# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write everything that follows from the schemas: option docs, RETURN blocks, action plugins, JSON Schemas for editors, role specs.

    python tools/generate.py           write what is out of date
    python tools/generate.py --check   write nothing, name what is out of date and exit with 1
"""

from __future__ import annotations

import json
import re
import sys

import yaml
from collection_path import ROOT, collections_path

sys.path.insert(0, str(collections_path()))

from fraud_docs import with_profiles  # noqa: E402
from policy_docs import with_rules  # noqa: E402
from role_specs import render as role_spec  # noqa: E402

from ansible_collections.telecom.trunking.plugins.module_utils import carrierx, documents, odin  # noqa: E402  (found only now)
from ansible_collections.telecom.trunking.plugins.module_utils.compare import is_secret, types_of  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.kinds import Info, Member, option_name  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.options import options  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.acl import ACL  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import AUDIT_REPORT  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.endpoint import ADDRESS  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.external_handler import (  # noqa: E402
    EXTERNAL_HANDLER,
    EXTERNAL_HANDLER_REQUEST,
    EXTERNAL_HANDLER_RESPONSE,
)
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.transformation import TRANSFORMATION  # noqa: E402
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.validation_report import VALIDATION_REPORT  # noqa: E402

HEADER = """\
# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""

PROVIDERS = (carrierx.CARRIERX, odin.ODIN)
MODULES = {**carrierx.MODULES, **odin.MODULES}
ROLES = ("offboarding", "onboarding")

TYPES = {"integer": "int", "number": "float", "string": "str", "boolean": "bool", "array": "list", "object": "dict"}


# Documentation from schemas -----------------------------------------------------------------------------------------


def doc_type(prop):
    types = [name for name in types_of(prop) if name != "null"]
    return TYPES[types[0]] if len(types) == 1 and "x-words" not in prop else "raw"


def option_doc(name, prop, required):
    """Documentation of one option, as Ansible has it."""
    doc = {"description": option_text(prop), "type": doc_type(prop)}
    if doc["type"] == "list":
        doc["elements"] = doc_type(prop["items"])
    if name in required:
        doc["required"] = True
    if "enum" in prop:
        doc["choices"] = [choice for choice in prop["enum"] if choice is not None]
    if prop.get("x-control") and "default" in prop:
        doc["default"] = prop["default"]
    if prop.get("x-aliases"):
        doc["aliases"] = list(prop["x-aliases"])
    inner = prop.get("items", prop)
    if inner.get("properties") and inner.get("additionalProperties") is False:
        doc["suboptions"] = options_doc({n: p for n, p in inner["properties"].items() if not p.get("readOnly")}, inner.get("required", []))
    return doc


def options_doc(properties, required):
    return {name: option_doc(name, prop, required) for name, prop in properties.items()}


def option_text(prop):
    lines = [prop["description"]]
    if "default" in prop and not prop.get("x-control"):
        lines.append(f"A new or replaced object gets V({json.dumps(prop['default'])}).")
    if "x-env" in prop:
        lines.append(f"Without it, the environment variable E({prop['x-env']}) counts.")
    return lines


def return_doc(name, prop, ids=True, skip=()):
    """Documentation of one returned attribute, as ``{name: doc}``, like ``compare.view_attribute`` shows it."""
    if is_secret(prop) or name in skip:
        return {}
    doc = {"description": prop["description"], "returned": "when the API returns it", "type": doc_type(prop)}
    if doc["type"] == "list":
        doc["elements"] = doc_type(prop["items"])
    inner = prop.get("items", prop)
    if inner.get("properties"):
        doc["contains"] = returns_doc(inner, skip)
    if "x-ref" not in prop or not ids:
        return {name: doc}
    if doc["type"] == "list":
        return {name: doc, name[:-1] + "_sids": {**doc, "description": f"Ids that go with {name}, in the same order."}}
    shown = option_name(name, prop)
    return {shown: doc, name: {**doc, "description": f"Id that goes with {shown}."}}


def returns_doc(schema, skip=()):
    docs = {}
    for name, prop in schema["properties"].items():
        docs.update(return_doc(name, prop, skip=skip))
    return docs


OPERATIONS = {
    "description": "What was done, or in check mode would be done, in order. Every item has action, object and name, an update also the attributes.",
    "returned": "when nothing failed",
    "type": "list",
    "elements": "dict",
    "sample": [{"action": "update", "object": "trunk_group", "name": "acme-retail-voice", "attributes": ["acls"]}],
}
API_STATS = {
    "description": "What the task cost: requests sent, how many of them were repeats, and seconds waited before repeats.",
    "returned": "when the API was asked",
    "type": "dict",
    "sample": {"requests": 2, "retries": 0, "waited": 0.0},
}
FAILURE = {
    "problems": {
        "description": "Everything that is wrong with the task, one line per problem.",
        "returned": "when the input is wrong or a name stands for no object or for several",
        "type": "list",
        "elements": "str",
        "sample": ["acls[0].access_control_rules[1]: there is no access control rule named acme-premum"],
    },
    "status": {"description": "HTTP status of the answer that made the task fail.", "returned": "when the API refused", "type": "int", "sample": 403},
}
UNFINISHED = {
    name: {"description": text, "returned": "when a write failed", "type": "list", "elements": "dict"}
    for name, text in (("operations_done", "Operations that were carried out."), ("operations_left", "Operations that were not, the failed one first."))
}


def module_returns(declaration):
    if isinstance(declaration, Info):
        kind = declaration.kind
        found = {
            "description": f"What was found, sorted by {kind.key}.",
            "returned": "success",
            "type": "list",
            "elements": "dict",
            "contains": returns_doc(kind.schema),
        }
        return {kind.plural: found, "api_stats": API_STATS, **FAILURE}
    children = () if isinstance(declaration, Member) else tuple(child.inside for child in declaration.children())
    managed = {
        "description": f"The {declaration.title} as it is now, or in check mode would be. Empty when it is gone. Secrets are left out. "
        "References are shown by name, or by id where a task that changed nothing had no reason to read the name.",
        "returned": "when nothing failed",
        "type": "dict",
        "contains": returns_doc(declaration.schema, skip=children),
    }
    return {declaration.name: managed, "operations": OPERATIONS, "api_stats": API_STATS, **FAILURE, **UNFINISHED}


# Files --------------------------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """YAML without anchors, list items indented."""

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def to_yaml(data):
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=150, allow_unicode=True)


def fragment(data, about):
    body = "".join(f"    {name} = r\"\"\"\n{to_yaml(part)}\"\"\"\n" for name, part in data.items())
    about = f'"""{about} Written by tools/generate.py, change the schema instead."""'
    return f"{HEADER}{about}\n\nfrom __future__ import annotations\n\n\nclass ModuleDocFragment:\n{body}"


def module_fragment(declaration):
    schema = options(declaration)
    own = {name: prop for name, prop in schema["properties"].items() if name not in declaration.provider.options}
    return fragment({"DOCUMENTATION": {"options": options_doc(own, schema.get("required", []))}}, f"Options of the module {declaration.name}.")


def provider_fragment(provider):
    group = {
        "action_group": {
            "description": f"Use C(group/telecom.trunking.{provider.name}) or C(group/telecom.trunking.all) in C(module_defaults) to set the connection once.",
            "support": "full",
            "membership": [f"telecom.trunking.{provider.name}", "telecom.trunking.all"],
        }
    }
    data = {
        "DOCUMENTATION": {"options": options_doc(provider.options, []), "requirements": ["requests", "jsonschema"]},
        "ACTIONGROUP": {"options": {}, "attributes": group},
    }
    return fragment(data, f"Connection options of the modules for {provider.title}.")


def action(name, provider):
    return (
        f"{HEADER}from __future__ import annotations\n\n"
        f"from ansible_collections.telecom.trunking.plugins.module_utils.{provider.name} import {name.upper()}\n"
        "from ansible_collections.telecom.trunking.plugins.plugin_utils.action import in_process\n\n"
        f"ActionModule = in_process({name.upper()})\n"
    )


def validation_returns():
    """What validate_customers returns of the report that it writes."""
    parts = {name: VALIDATION_REPORT["properties"][name] for name in ("summary", "findings")}
    return {name: _always(return_doc(name, prop)[name], "when documents were checked") for name, prop in parts.items()}


def _always(doc, when="always"):
    """Documentation of a value that has all of its parts whenever it is there."""
    contains = {name: _always(part) for name, part in doc.get("contains", {}).items()}
    return {**doc, "returned": when, **({"contains": contains} if contains else {})}


def with_returns(text, returns):
    """The module with its RETURN block rewritten."""
    block = f'RETURN = r"""\n{to_yaml(returns)}"""\n'
    return re.sub(r'^RETURN = r""".*?^"""\n', lambda _match: block, text, flags=re.DOTALL | re.MULTILINE)


def editor_schemas():
    kinds = {kind.name: kind.schema for provider in PROVIDERS for kind in provider.kinds.values()}
    values = (ACL, ADDRESS, EXTERNAL_HANDLER, EXTERNAL_HANDLER_REQUEST, EXTERNAL_HANDLER_RESPONSE, TRANSFORMATION, VALIDATION_REPORT, AUDIT_REPORT)
    return {**kinds, **{schema["title"]: schema for schema in (*values, documents.editor_schema())}}


def files():
    """Every generated file: ``{path below the root: text}``."""
    written = {f"docs/schemas/{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in editor_schemas().items()}
    for provider in PROVIDERS:
        written[f"plugins/doc_fragments/{provider.name}.py"] = provider_fragment(provider)
    for name, declaration in MODULES.items():
        written[f"plugins/doc_fragments/{name}.py"] = module_fragment(declaration)
        written[f"plugins/action/{name}.py"] = action(name, declaration.provider)
        module = f"plugins/modules/{name}.py"
        written[module] = with_returns((ROOT / module).read_text(encoding="utf-8"), module_returns(declaration))
    validation = "plugins/modules/validate_customers.py"
    written[validation] = with_returns((ROOT / validation).read_text(encoding="utf-8"), validation_returns())
    written["docs/fraud.md"] = with_profiles((ROOT / "docs/fraud.md").read_text(encoding="utf-8"))
    written["docs/policy.md"] = with_rules((ROOT / "docs/policy.md").read_text(encoding="utf-8"))
    for role in ROLES:
        written[f"roles/{role}/meta/argument_specs.yml"] = role_spec(role)
    return written


def main(check):
    stale = [path for path, text in files().items() if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text]
    for path in stale:
        if not check:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(files()[path], encoding="utf-8")
        sys.stdout.write(f"{path}: {'is out of date' if check else 'written'}\n")
    if check and stale:
        sys.stdout.write("Run `make docs` and commit what it writes.\n")
        return 1
    sys.stdout.write(f"{len(files())} generated files, {len(stale)} {'out of date' if check else 'written'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
