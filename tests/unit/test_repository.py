# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever there is one of for each module, there is one of for each module."""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import CARRIERX
from ansible_collections.telecom.trunking.plugins.module_utils.carrierx import MODULES as CARRIERX_MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.odin import MODULES as ODIN_MODULES
from ansible_collections.telecom.trunking.plugins.module_utils.odin import ODIN

ROOT = Path(__file__).parents[2]
MODULES = {**CARRIERX_MODULES, **ODIN_MODULES}
# No single declaration stands behind them, and no connection is set for them by an action group.
UNDECLARED = ("audit_customers", "customer_order", "customers", "validate_customers")


def stems(folder):
    return {path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"}


def blocks(module):
    """The documentation blocks of a module, ``{name: YAML}``."""
    tree = ast.parse((ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8"))
    assigned = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
    return {name: yaml.safe_load(value.value) for name, value in assigned.items() if name in ("DOCUMENTATION", "EXAMPLES", "RETURN")}


def test_every_module_is_there_in_every_place():
    assert stems("plugins/modules") == set(MODULES) | set(UNDECLARED)
    assert stems("plugins/action") == set(MODULES) | set(UNDECLARED)


def test_the_action_groups_are_complete():
    groups = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["action_groups"]
    assert groups["carrierx"] == sorted(CARRIERX_MODULES)
    assert groups["odin"] == sorted(ODIN_MODULES)
    assert groups["all"] == [{"metadata": {"extend_group": ["carrierx", "odin"]}}]


@pytest.mark.parametrize("module", [*MODULES, *sorted(UNDECLARED)])
def test_every_module_has_an_integration_target(module):
    target = ROOT / "tests" / "integration" / "targets" / module
    assert (target / "tasks" / "main.yml").is_file() or (target / "runme.sh").is_file()


@pytest.mark.parametrize("role", ["audit", "onboarding", "offboarding"])
def test_every_role_has_its_parts(role):
    assert (ROOT / "roles" / role / "README.md").is_file()
    assert (ROOT / "roles" / role / "meta" / "argument_specs.yml").is_file()
    assert list((ROOT / "tests" / "integration" / "targets").glob(f"*{role}*"))


@pytest.mark.parametrize("module", [*MODULES, *sorted(UNDECLARED)])
def test_every_module_has_its_row_in_the_readme(module):
    rows = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert [row for row in rows if f"`{module}`" in row.split("|")[1]], module


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_documented(module):
    documented = blocks(module)
    assert set(documented) == {"DOCUMENTATION", "EXAMPLES", "RETURN"}
    document = documented["DOCUMENTATION"]
    assert document["module"] == module
    provider = MODULES[module].provider.name
    assert {f"telecom.trunking.{provider}", f"telecom.trunking.{provider}.actiongroup"} <= set(document["extends_documentation_fragment"])
    assert [name for name in document["extends_documentation_fragment"] if name.startswith("telecom.trunking.attributes")]
    examples = documented["EXAMPLES"]
    assert len(examples) >= (1 if module.endswith("_info") else 3)
    used = [example for example in examples if f"telecom.trunking.{module}" in example]
    assert len(used) == len(examples) or (used and module.endswith("_info"))
    if not module.endswith("_info"):
        assert {"diff", "operations", "api_stats", "problems"} - set(documented["RETURN"]) <= {"diff"}
        assert MODULES[module].name in documented["RETURN"]


def test_the_hook_for_pre_commit_is_there():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    script = ROOT / hook["entry"]
    assert hook["language"] == "script" and os.access(script, os.X_OK)
    playbook = re.search(r"ansible-playbook telecom\.trunking\.(\w+)", script.read_text(encoding="utf-8"))[1]
    assert (ROOT / "playbooks" / f"{playbook}.yml").is_file()


def test_examples_hold_no_secret_and_no_real_address():
    for module in MODULES:
        text = (ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8")
        for line in text.splitlines():
            assert not ("password:" in line and "{{" not in line and "'" in line), line


def test_run_time_packages_are_the_two():
    wanted = (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").split()
    assert sorted(name.partition(">")[0].partition("=")[0] for name in wanted) == ["jsonschema", "requests"]
    # urllib3 is what requests stands on, yaml what Ansible's controller does.
    allowed = {"ansible", "ansible_collections", "requests", "jsonschema", "urllib3", "yaml"}
    for path in (ROOT / "plugins").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        roots = {alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        roots |= {(node.module or "").partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert roots - set(sys.stdlib_module_names) <= allowed, path


def imports(path):
    """Everything that a file imports, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_imports_point_downwards():
    """Below the two shells nothing knows Ansible, and no provider is known above its own table but by what its documents consist of."""
    prefix = "ansible_collections.telecom.trunking.plugins.module_utils."
    paths = {path.stem: path for path in (ROOT / "plugins" / "module_utils").glob("*.py")}
    below = {stem: {name.removeprefix(prefix).partition(".")[0] for name in imports(path) if name.startswith(prefix)} for stem, path in paths.items()}
    assert [stem for stem, path in paths.items() if any(name.startswith("ansible.") for name in imports(path))] == ["module"]
    assert [stem for stem, layers in below.items() if layers & {"carrierx", "odin"}] == ["sections"]
    assert sorted(stem for stem, layers in below.items() if layers & {"engine", "module"}) == ["fleet", "module"]
    # Whatever imports nothing that is left can be taken away, until nothing is left.
    while free := [stem for stem, layers in below.items() if not (layers & set(below)) - {stem}]:
        below = {stem: layers for stem, layers in below.items() if stem not in free}
    assert below == {}


def test_the_engine_names_no_kind():
    names = {*CARRIERX.kinds, *ODIN.kinds, *MODULES}
    for layer in ("engine", "plan", "compare", "directory", "options", "argspec", "validation", "snapshot", "stages", "fleet", "surplus", "gather"):
        tree = ast.parse((ROOT / "plugins" / "module_utils" / f"{layer}.py").read_text(encoding="utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        assert not texts & names, layer


def test_the_emulator_knows_nothing_of_the_collection():
    for path in (ROOT / "tests" / "emulator").rglob("*.py"):
        assert "module_utils" not in path.read_text(encoding="utf-8"), path
