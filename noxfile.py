# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sessions that `.ci/run` runs, the long ones first.

Each ends with a line `tested: N ...` and fails when N is nothing: silence is not a pass. What follows `--` goes to ansible-test:
`nox -s units-2.19 -- tests/unit/plugins/action/`, `nox -s integration-2.21 -- trunk_acl`, `nox -s sanity-2.16 -- --test pylint`.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nox

sys.path.insert(0, str(Path(__file__).resolve().parent / ".ci"))

from pythons import choose, dotted, found, plain_path  # noqa: E402  (.ci is not on the path before)
from workspace import ROOT, artifact_problems, collection_in, copy_to, empty, junit, litter, sources, targets, targets_run  # noqa: E402

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.error_on_external_run = True
os.environ.update(UV_PYTHON_DOWNLOADS="never", UV_SYSTEM_CERTS="true")  # the Pythons and the trusted certificates of this machine

PYTHONS = found()
PAIRS = choose(PYTHONS)
OLDEST, NEWEST = min(PAIRS), max(PAIRS)
NEWEST_PYTHON = str(PYTHONS[PAIRS[NEWEST]])
DEMO_PYTHON = str(PYTHONS[min(version for version in PYTHONS if version >= (3, 11))])
SDK_PYTHON = str(PYTHONS[max(version for version in PYTHONS if version < (3, 13))])
LOWEST_FOR_PINS = {"test": "3.10", "core-2.16": "3.10", "core-2.21": "3.12", "odins-spear-1": "3.10", "odins-spear-2": "3.10"}
AWX_CORE = (2, 19)  # that of the execution environment in examples/awx
AWX_COLLECTION = "ansible==11.13.0"  # holds awx.awx 24.6.1, which no package index has by itself
# The importer gives ansible-lint a collections path that is one folder too deep, so that our own playbooks are not found by the wrappers in
# examples/awx. The session lint finds them, and tests/awx runs them.
NOT_FOUND = re.compile(r"Failed to find telecom\.trunking\.\w+ playbook\.$")
EMULATED = {"CARRIERX_API_URL", "CARRIERX_API_TOKEN", "ODIN_API_URL", "ODIN_API_USERNAME", "ODIN_API_PASSWORD"}

# What ansible-test asks to be put into its own environments first, in a form that it can run there.
PIP_PACKAGES = """\
import json, sys, types
from ansible_test._internal.python_requirements import get_venv_packages
json.dump(get_venv_packages(types.SimpleNamespace(version="%d.%d" % sys.version_info[:2])), sys.stdout)
"""
GET_PIP = """\
import shutil, sysconfig
shutil.copytree({stock!r}, sysconfig.get_path("purelib"), dirs_exist_ok=True, ignore=shutil.ignore_patterns("bin"))
"""


# what sessions share


def install(session: nox.Session, *names: str) -> None:
    """The pinned requirements of these names, in one go so that they have to agree."""
    session.install(*(part for name in names for part in ("-r", str(ROOT / "requirements" / f"{name}.txt"))))


def install_core(session: nox.Session, core: str) -> str:
    """The test tools and this ansible-core, the oldest of them with the oldest packages that the collection says it works with; the Python."""
    install(session, "test", f"core-{core}")
    if core == dotted(OLDEST):
        install(session, "oldest")
    return dotted(PAIRS[tuple(map(int, core.split(".")))])


def tested(session: nox.Session, count: int, what: str) -> None:
    """Say how much was tested, in the form that `.ci/sessions.py` reads."""
    if not count:
        session.error(f"no {what}")
    print(f"tested: {count} {what}", flush=True)


def folder(session: nox.Session) -> Path:
    """The session's own folder, which survives until the next run."""
    return Path(session.create_tmp()).resolve()


def collection(session: nox.Session) -> Path:
    return collection_in(folder(session))


def clean_env(session: nox.Session, **more: str) -> dict[str, str | None]:
    """An environment with a home of its own, in which neither the user's Ansible nor another session's is seen."""
    home = folder(session) / "home"
    (Path.home() / ".cache" / "pip").mkdir(parents=True, exist_ok=True)
    shared = {name: Path.home() / name for name in (".cache/pip", ".config/pip", ".pip", ".netrc")}
    shared["bin/shellcheck"] = Path(sys.executable).with_name("shellcheck")
    for name, target in shared.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not (home / name).is_symlink():
            (home / name).symlink_to(target)
    inherited = {name: None for name in os.environ if name.startswith(("ANSIBLE_", "CARRIERX_", "ODIN_", "PYTHON"))}
    path = [*(session.bin_paths or []), str(home / "bin"), *(str(python.parent) for python in PYTHONS.values()), *plain_path()]
    return {**inherited, "HOME": str(home), "ANSIBLE_HOME": str(home / ".ansible"), "LC_ALL": "C.UTF-8", "PATH": os.pathsep.join(path), **more}


def run(session: nox.Session, *command: str, **options: object) -> str:
    """Run a command of the session's environment; what it printed, which also goes to the log."""
    output = session.run(*command, silent=True, **options)
    print(output, flush=True)
    return output


def ansible_test(session: nox.Session, tree: Path, *command: str) -> str:
    """Run ansible-test in the copy of the collection, on the session's Python and without the network beyond the package index.

    For its own environments it would fetch a pip from a site of its own; that pip is laid ready for it from the package index.
    """
    env = clean_env(session)
    packages = json.loads(session.run("python", "-c", PIP_PACKAGES, silent=True))
    stock = folder(session) / "pip"
    session.install("--target", str(stock), *(f"{name}=={version}" for name, version in packages.items()))
    script = Path(env["HOME"]) / ".ansible" / "test" / "cache" / f"get_pip_{packages['pip'].replace('.', '_')}.py"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(GET_PIP.format(stock=str(stock)))
    with session.chdir(tree):
        return run(session, "ansible-test", *command, "--color", "no", env=env)


@contextlib.contextmanager
def emulator(session: nox.Session, tree: Path) -> Iterator[dict[str, str]]:
    """The emulated API on a free port: the variables that the modules read. Stopped at the end, whatever happens."""
    command = [f"{session.bin}/python", "-m", "tests.emulator", "--port", "0", "--quiet"]
    with subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, text=True) as process:
        try:
            variables: dict[str, str] = {}
            while not variables.keys() >= EMULATED:
                line = process.stdout.readline()
                if not line:
                    session.error("the emulator ended before it was ready")
                if match := re.match(r"export (\w+)=(['\"]?)(.*)\2$", line.strip()):
                    variables[match[1]] = match[3]
            yield variables
        finally:
            process.terminate()


def install_sdks(session: nox.Session) -> None:
    """Odin's public SDK, an old and a new release, each by itself where the tests look for it: they cannot share a Python."""
    for name in ("odins-spear-1", "odins-spear-2"):
        place = Path(clean_env(session)["HOME"]) / ".cache" / name
        uv = str(Path(sys.executable).with_name("uv"))
        session.run(uv, "venv", "--quiet", "--allow-existing", "--python", SDK_PYTHON, str(place), external=True)
        session.run(uv, "pip", "install", "--quiet", "--python", str(place / "bin" / "python"), "-r", str(ROOT / "requirements" / f"{name}.txt"), external=True)


# sessions on each ansible-core


def sanity(session: nox.Session, core: str) -> None:
    """The whole of ansible-test sanity. There are no ignore entries, and none may appear."""
    install(session, f"core-{core}")
    tree = collection(session)
    if ignored := [path.name for path in (tree / "tests" / "sanity").glob("ignore*")]:
        session.error(f"no ignore entries here: {', '.join(ignored)}")
    python = dotted(PAIRS[tuple(map(int, core.split(".")))])
    output = ansible_test(session, tree, "sanity", "--venv", "--python", python, *session.posargs)
    tested(session, len(set(re.findall(r'^Running sanity test "([\w-]+)"', output, re.MULTILINE))), f"sanity tests, Python {python}")


def units(session: nox.Session, core: str) -> None:
    """The unit tests, those of the emulator included; a skipped one is a failure."""
    python = install_core(session, core)
    install_sdks(session)
    tree = collection(session)
    ansible_test(session, tree, "units", "--local", "--python", python, *session.posargs)
    count, skipped = junit(tree)
    if skipped:
        session.error(f"{skipped} unit tests were skipped")
    tested(session, count, f"unit tests, Python {python}")


def integration(session: nox.Session, core: str) -> None:
    """Every target, by ansible-playbook against the emulator."""
    python = install_core(session, core)
    tree = collection(session)
    with emulator(session, tree) as variables:
        config = {name.lower(): value for name, value in variables.items()}
        config["emulator_url"] = re.sub(r"^(\w+://[^/]+).*", r"\1", variables["CARRIERX_API_URL"])
        (tree / "tests" / "integration" / "integration_config.yml").write_text("".join(f'{name}: "{value}"\n' for name, value in config.items()))
        output = ansible_test(session, tree, "integration", "--local", "--continue-on-error", "--python", python, *session.posargs)
    ran = targets_run(output)
    if (missed := targets(tree) - ran) and not session.posargs:
        session.error(f"integration targets without a task that ran: {', '.join(sorted(missed))}")
    tested(session, len(ran), f"integration targets, Python {python}")


def awx(session: nox.Session, core: str) -> None:
    """What is for AWX: jobs through ansible-runner against the emulator, and configure.yml with the modules of awx.awx."""
    install(session, "test", "awx", f"core-{core}")
    tree = collection(session)
    env = clean_env(session, PYTHONPATH=str(tree.parents[2]), AWX_COLLECTIONS=str(awx_collection(session)))
    with session.chdir(tree):
        command = ["python", "-m", "pytest", "tests/awx", "-n", "2", "--dist", "loadfile", "--junit-xml", "tests/output/junit/awx.xml", *session.posargs]
        session.run(*command, env=env)
    count, skipped = junit(tree)
    if skipped:
        session.error(f"{skipped} tests were skipped")
    tested(session, count, "tests for AWX")


def awx_collection(session: nox.Session) -> Path:
    """A collections path with awx.awx alone, kept for the next run."""
    place = folder(session) / AWX_COLLECTION
    if not (place / "ansible_collections" / "awx" / "awx" / "MANIFEST.json").exists():
        session.run("python", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(empty(place)), AWX_COLLECTION)
        [wheel] = place.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place, [name for name in archive.namelist() if name.startswith("ansible_collections/awx/awx/")])
        wheel.unlink()
    return place


def on_cores(body: Callable[[nox.Session, str], None], cores: list[tuple[int, int]]) -> None:
    """Register `body` as one session for each of the cores, each on the Python that goes with it."""
    for core in cores:
        session = functools.wraps(body)(functools.partial(body, core=dotted(core)))
        nox.session(name=f"{body.__name__}-{dotted(core)}", python=str(PYTHONS[PAIRS[core]]))(session)


on_cores(sanity, sorted(PAIRS, reverse=True))
on_cores(integration, sorted({OLDEST, NEWEST}))
on_cores(units, sorted(PAIRS))
on_cores(awx, [core for core in PAIRS if core == AWX_CORE])


# sessions on what users get


@nox.session(venv_backend="none")
def demo(session: nox.Session) -> None:
    """`make demo` as a newcomer runs it, in a folder whose name has blanks."""
    tree = copy_to(folder(session) / "a clone with blanks", keep=(".venv", "build"))
    with session.chdir(tree):
        session.run("make", "demo", external=True, env=clean_env(session, PYTHON=DEMO_PYTHON))
    tested(session, 1, f"demo, {DEMO_PYTHON}")


@nox.session(python=NEWEST_PYTHON)
def artifact(session: nox.Session) -> None:
    """Build, install into an empty path, and onboard the example customers with nothing but what was installed."""
    install(session, "test", f"core-{dotted(NEWEST)}")
    tree = collection(session)
    litter(tree)
    tarball = build(session, tree)
    if problems := artifact_problems(tarball):
        session.error("\n".join(problems))
    with emulator(session, tree) as variables, session.chdir(tarball.parent):
        # What the example inventory looks up.
        secrets = {"CEDAR_DENTAL_SIP_PASSWORD": "as-ordered", "ACME_BOSTON_SIP_PASSWORD": "As-ordered-1"}
        env = clean_env(session, **variables, **secrets, ANSIBLE_COLLECTIONS_PATH=str(tarball.parent))
        session.run("ansible-galaxy", "collection", "install", "--offline", "--no-deps", "--force", "-p", str(tarball.parent), str(tarball), env=env)
        inventory = tarball.parent / "ansible_collections" / "telecom" / "trunking" / "examples" / "inventory"
        first = run(session, "ansible-playbook", "-i", str(inventory), "telecom.trunking.onboard", env=env)
        second = run(session, "ansible-playbook", "-i", str(inventory), "telecom.trunking.onboard", env=env)
    if "changed=0" in first.partition("PLAY RECAP")[2] or re.search(r"changed=[1-9]", second.partition("PLAY RECAP")[2]):
        session.error("the first run has to change every customer, the second none")
    tested(session, len(re.findall(r"changed=0", second.partition("PLAY RECAP")[2])), "customers onboarded from the tarball alone")


@nox.session(python=NEWEST_PYTHON)
def browser(session: nox.Session) -> None:
    """The page of an audit report in a headless Chromium, and its SARIF against the schema."""
    install(session, "browser")
    tree = collection(session)
    results = tree / "tests" / "output" / "junit" / "browser.xml"
    env = clean_env(session, PYTHONPATH=str(tree.parents[2]))
    with session.chdir(tree):
        session.run("python", "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={results}", "tests/browser", *session.posargs, env=env)
    count, skipped = junit(tree)
    if skipped:
        session.error(f"{skipped} browser tests were skipped")
    tested(session, count, "browser tests")


@nox.session(python=NEWEST_PYTHON)
def importer(session: nox.Session) -> None:
    """What Galaxy's importer says of the tarball, and whether ansible-builder can use its requirements."""
    install(session, "importer")
    tarball = build(session, collection(session))
    env = clean_env(session, GALAXY_IMPORTER_RUN_ANSIBLE_TEST="false", GALAXY_IMPORTER_CHECK_REQUIRED_TAGS="true", GALAXY_IMPORTER_RUN_FLAKE8="false")
    with session.chdir(tarball.parent):
        output = run(session, "python", "-m", "galaxy_importer.main", str(tarball), env=env)
        complaints = [line for line in output.splitlines() if line.startswith(("ERROR", "WARNING")) and not NOT_FOUND.search(line)]
        if complaints:
            session.error("\n".join(complaints))
        session.run("ansible-galaxy", "collection", "install", "--offline", "--no-deps", "--force", "-p", "installed", str(tarball), env=env)
        needed = run(session, "ansible-builder", "introspect", "installed", env=env)
    wanted = (ROOT / "meta" / "ee-requirements.txt").read_text().split()
    tested(session, sum(name in needed for name in wanted) // len(wanted), "artifact imported, its requirements understood")


def build(session: nox.Session, tree: Path) -> Path:
    """The collection's tarball, alone in an otherwise empty folder."""
    dist = empty(folder(session) / "dist")
    with session.chdir(tree):
        session.run("ansible-galaxy", "collection", "build", "--output-path", str(dist), env=clean_env(session))
    [tarball] = dist.glob("*.tar.gz")
    return tarball


# sessions on the repository's files


@nox.session(python=NEWEST_PYTHON)
def lint(session: nox.Session) -> None:
    """ansible-lint: production profile, nothing skipped, warnings count."""
    install(session, "lint")
    tree = collection(session)
    env = clean_env(session, ANSIBLE_COLLECTIONS_PATH=str(tree.parents[2]))
    with session.chdir(tree):
        output = run(session, "ansible-lint", "--offline", "--nocolor", env=env)
    passed = re.search(r"Passed: 0 failure\(s\), 0 warning\(s\) \w+ (\d+) files", output)
    tested(session, int(passed[1]) if passed else 0, "files linted, production profile")


@nox.session(python=NEWEST_PYTHON)
def docs(session: nox.Session) -> None:
    """Module docs, markup and links by antsibull-docs, the changelog by antsibull-changelog."""
    install(session, "docs")
    tree = collection(session)
    env = clean_env(session, ANSIBLE_COLLECTIONS_PATH=str(tree.parents[2]))
    with session.chdir(tree):
        session.run("antsibull-docs", "lint-collection-docs", "--plugin-docs", "--skip-rstcheck", ".", env=env)
        session.run("antsibull-changelog", "lint", env=env)
        session.run("antsibull-changelog", "lint-changelog-yaml", "changelogs/changelog.yaml", env=env)
    tested(session, len(list((tree / "plugins" / "modules").glob("*.py"))), "modules' docs, and the changelog")


@nox.session(python=NEWEST_PYTHON)
def generated(session: nox.Session) -> None:
    """What is derived from the schemas is what the generator would write, and another validator takes the exported schemas and our documents."""
    install(session, "tools", f"core-{dotted(NEWEST)}")
    env = clean_env(session)
    session.run("python", "tools/generate.py", "--check", env=env)
    schemas = sorted(str(path) for path in (ROOT / "docs" / "schemas").glob("*.json"))
    documents = sorted(str(path) for folder in ("docs/examples", "examples/customers", "examples/changed-order") for path in (ROOT / folder).glob("*.yml"))
    session.run("check-jsonschema", "--check-metaschema", *schemas, env=env)
    session.run("check-jsonschema", "--schemafile", "docs/schemas/customer.json", *documents, env=env)
    tested(session, len(schemas), f"exported schemas, what else is derived, and {len(documents)} documents")


@nox.session(python=NEWEST_PYTHON)
def ruff(session: nox.Session) -> None:
    """The rules of ruff.toml, for every Python file."""
    install(session, "tools")
    files = [str(name) for name in sources() if name.suffix == ".py"]
    session.run("ruff", "check", *files)
    tested(session, len(files), "Python files")


@nox.session(default=False, python=NEWEST_PYTHON)
def pins(session: nox.Session) -> None:
    """Write requirements/NAME.txt anew from NAME.in."""
    install(session, "ci")
    compile_pins = ["uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--no-annotate", "--custom-compile-command", "make pins", "--python-version"]
    with session.chdir("requirements"):
        for path in sorted(Path().glob("*.in"), key=lambda path: (path.stem != "test", path)):
            session.run(*compile_pins, LOWEST_FOR_PINS.get(path.stem, "3.11"), "-o", f"{path.stem}.txt", path.name)
        session.run(*compile_pins, "3.10", "--resolution", "lowest-direct", "-o", "oldest.txt", "../meta/ee-requirements.txt")
