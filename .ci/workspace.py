# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sessions need of the file system: copies of the sources, and what test runs left in them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]

# Left behind by work on the repository; none of it may get into the artifact.
LITTER = (
    ".ansible/x", ".nox/x", ".venv-ci/x", ".venv/x", "build/x", "old.tar.gz", "plugins/modules/__pycache__/x.pyc",
    "tests/integration/integration_config.yml", "tests/output/x", "x.log",
)
NOT_IN_ARTIFACT = re.compile(
    r"(^|/)(\.ansible|\.ci|\.git|\.nox|\.venv|\.venv-ci|__pycache__|Makefile|build|noxfile\.py|tests/output)(/|$)|\.(gz|log|pyc)$|integration_config\.yml$"
)
IN_ARTIFACT = (
    "examples/awx/configure.yml", "examples/awx/project/ansible.cfg", "examples/awx/project/collections/requirements.yml",
    "LICENSE", "README.md", "meta/ee-requirements.txt", "meta/execution-environment.yml", "meta/runtime.yml", "playbooks/offboard.yml",
    "playbooks/onboard.yml", "plugins/action/trunk_group.py", "plugins/modules/trunk_group.py", "plugins/plugin_utils/audit_reports/page.css",
    "plugins/plugin_utils/audit_reports/page.html", "plugins/plugin_utils/audit_reports/page.js", "roles/onboarding/meta/argument_specs.yml",
)


def sources() -> list[Path]:
    """The files that a commit would hold now, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def empty(target: Path, keep: tuple[str, ...] = ()) -> Path:
    """An empty folder, but for the entries named in `keep`."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        if old.name not in keep:
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    return target


def copy_to(target: Path, keep: tuple[str, ...] = ()) -> Path:
    """A fresh copy of the sources in `target`, in which the entries named in `keep` survive."""
    empty(target, keep)
    for name in sources():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)
    return target


def collection_in(folder: Path) -> Path:
    """A copy of the sources under `folder`, at a path of the form that Ansible's tools insist on.

    It gets a git of its own: without one, ansible-test sees a folder that git ignores, skips all of it and reports success.
    """
    tree = copy_to(folder / "ansible_collections" / "telecom" / "trunking")
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(tree)], check=True)
    return tree


def litter(tree: Path) -> None:
    """What a working copy looks like after some use."""
    for name in LITTER:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("left behind\n")


def artifact_problems(artifact: Path) -> list[str]:
    """What is in the tarball and should not be, and the other way round."""
    with tarfile.open(artifact) as tar:
        names = set(tar.getnames())
    return [f"{name} is in the artifact" for name in sorted(names) if NOT_IN_ARTIFACT.search(name)] + [
        f"{name} is missing from the artifact" for name in IN_ARTIFACT if name not in names
    ]


def targets(tree: Path) -> set[str]:
    """The integration targets that test something; `setup_*` only serve others."""
    return {path.name for path in (tree / "tests" / "integration" / "targets").iterdir() if path.is_dir() and not path.name.startswith("setup_")}


def targets_run(output: str) -> set[str]:
    """The targets of which ansible-test's output shows a task; it takes a target without any for a success."""
    sections = re.split(r"^Running (\S+) integration test (?:role|script)", output, flags=re.MULTILINE)
    return {name for name, text in zip(sections[1::2], sections[2::2], strict=True) if re.search(r"^TASK \[(?!Gathering Facts)", text, re.MULTILINE)}


def junit(tree: Path) -> tuple[int, int]:
    """Test cases in the JUnit files that a test run left in the copy: how many, and how many of them were skipped."""
    files = (tree / "tests" / "output" / "junit").glob("*.xml")
    suites = [suite for path in files for suite in ElementTree.parse(path).getroot().iter("testsuite")]
    return sum(int(suite.get("tests", 0)) for suite in suites), sum(int(suite.get("skipped", 0)) for suite in suites)
