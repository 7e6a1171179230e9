# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make demo`: the example customers' whole life at an emulated CarrierX and an emulated BroadWorks, each step held against what the API then holds."""

from __future__ import annotations

import difflib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from collection_path import ROOT, collections_path  # noqa: E402  (tools is not a package)
from demo_output import announced, plain, readable, recap, table  # noqa: E402
from demo_world import declared, held, inventory_table, rejects_all, touched, unmet  # noqa: E402

from tests.emulator.spawn import running  # noqa: E402

WORK = ROOT / "build" / "demo"
INVENTORY = WORK / "inventory"
CUSTOMERS = WORK / "customers"
EXAMPLES = ROOT / "examples"
CHANGED, PAUSED, LEAVING = "cedar-dental", "northwind-contact", "northwind-contact"
UNENFORCEABLE = "acme-boston: not enforceable at this provider: ACL outbound acme-boston-premium"
VALIDATE, ONBOARD, OFFBOARD = "telecom.trunking.validate", "telecom.trunking.onboard", "telecom.trunking.offboard"
# A rule of the provider that a document refers to: the validation asks nobody, so that it has to be told.
KNOWN_RULES = '{"validate_known_rules": ["carrier-fraud"]}'
MORAL = """\
Three customers of CarrierX and one of BroadWorks were described in YAML, see examples/customers. Their documents were checked before
anything was touched. Check mode said what would happen, the run made it so, and a second run found nothing to do. What BroadWorks cannot
enforce was said in every run. A changed order changed what it names and nothing else. A suspended customer had every call rejected, and
was as before when it was live again. The customer who left took nobody else along, and its numbers are kept."""
PASSWORD = f"demo-{secrets.token_hex(8)}"


class Failed(Exception):
    """A step did not do what it says."""


@dataclass
class Outcome:
    """One run of a playbook: its output, and what it did to the API."""

    output: str
    hosts: dict
    before: dict
    after: dict
    requests: int
    writes: int
    seconds: float
    problems: list = field(default_factory=list)

    def expect(self, condition: bool, otherwise: str) -> None:
        if not condition:
            self.problems.append(otherwise)


@dataclass
class Demo:
    """The demonstration at work, with what the summary needs.

    :ivar steps: rows (number, step, what came of it, seconds, requests) of the summary.
    :ivar forecast: what the last check mode run announced.
    """

    emulator: object
    environment: dict
    steps: list = field(default_factory=list)
    forecast: set = field(default_factory=set)

    # The story -------------------------------------------------------------------------------------------------------

    def tell(self) -> None:
        with self.step("Check the documents", VALIDATE, "-e", "validate_path=customers", "-e", KNOWN_RULES) as run:
            untouched(run)
            run.expect(run.requests == 0, "the API was asked")
            self.done(run, "no errors, and nobody was asked")

        with self.step("Onboard four customers: what would happen", ONBOARD, "--check", "--diff") as run:
            self.foretold(run)
            run.expect(all(counts["changed"] for counts in run.hosts.values()), "check mode did not announce a change for every customer")
            run.expect(UNENFORCEABLE in run.output, "nothing was said of the ACL that BroadWorks cannot enforce")
            self.done(run, f"nothing written, {len(run.hosts)} customers to create")

        with self.step("Onboard them", ONBOARD) as run:
            self.came_true(run)
            run.expect(UNENFORCEABLE in run.output, "nothing was said of the ACL that BroadWorks cannot enforce")
            wanted = {key: value for document in documents().values() for key, value in declared(document).items()}
            run.problems += unmet(wanted, run.after)
            run.expect(touched(run.before, run.after) == set(wanted), "something else than the customers' objects changed")
            self.done(run, f"{len(wanted)} objects as ordered")

        self.nothing_left_to_do("Onboard them again")
        self.show()

        title = f"Change the order of {CHANGED}"
        self.change_order(title)
        with self.step(f"{title}: what would happen", ONBOARD, "--check", "--diff") as run:
            self.foretold(run)
            only(run, CHANGED)
            self.done(run, "nothing written, one customer to change")
        with self.step(title, ONBOARD, "--diff") as run:
            self.came_true(run)
            wanted = declared(documents()[CHANGED])
            run.problems += unmet(wanted, run.after)
            only(run, CHANGED)
            run.expect(touched(run.before, run.after) <= set(wanted), "another customer's objects changed")
            self.done(run, f"{len(touched(run.before, run.after))} objects changed, other customers untouched")
        self.nothing_left_to_do(f"{title} again")

        self.pause()

        confirm = ("-e", f"offboard_confirm={LEAVING}")
        with self.step(f"Offboard {LEAVING}: what would happen", OFFBOARD, *confirm, "--check", "--diff") as run:
            self.foretold(run)
            only(run, LEAVING)
            self.done(run, "nothing written, one customer to remove")
        with self.step(f"Offboard {LEAVING}", OFFBOARD, *confirm) as run:
            self.came_true(run)
            only(run, LEAVING)
            # What is left of its suspension goes with it.
            self.done(run, offboarded(run, {**declared(documents()[LEAVING]), ("rule", f"{LEAVING}-suspended"): {}}))
        with self.step(f"Offboard {LEAVING} again", OFFBOARD, *confirm) as run:
            unchanged(run)
            self.done(run, "nothing to do")
        self.show()

    def pause(self) -> None:
        """A customer does not pay for a while."""
        wanted = declared(documents()[PAUSED])
        for title, old, new in ((f"Suspend {PAUSED}", "live", "suspended"), (f"Let {PAUSED} be live again", "suspended", "live")):
            say("", bold(f"{title}: customer.state is {new}, not {old}"))
            document = CUSTOMERS / f"{PAUSED}.yml"
            document.write_text(document.read_text().replace(f"state: {old}", f"state: {new}"))
            with self.step(title, ONBOARD, "--diff") as run:
                only(run, PAUSED)
                rule = ("rule", f"{PAUSED}-suspended")
                run.expect(touched(run.before, run.after) <= {*wanted, rule}, "another customer's objects changed")
                groups = [run.after[key] for key in wanted if key[0] == "trunk group"]
                if new == "suspended":
                    run.expect(all(rejects_all(group, rule[1]) for group in groups), "not every call is rejected")
                    self.done(run, f"every call is rejected on {len(groups)} trunk groups")
                else:
                    run.problems += unmet(wanted, run.after)
                    run.expect(not any(rejects_all(group, rule[1]) for group in groups), "calls are still rejected")
                    self.done(run, "as ordered again, no ACL is left of it")
        self.nothing_left_to_do("Onboard them again")

    def foretold(self, run: Outcome) -> None:
        self.forecast = announced(run.output)
        untouched(run)

    def came_true(self, run: Outcome) -> None:
        run.expect(announced(run.output) == self.forecast, "the changes are not those that check mode announced")

    def nothing_left_to_do(self, title: str) -> None:
        with self.step(title, ONBOARD) as run:
            unchanged(run)
            self.done(run, "changed=0 for every customer")

    def change_order(self, title: str) -> None:
        """What a commit to the documents would do."""
        old, new = CUSTOMERS / f"{CHANGED}.yml", EXAMPLES / "changed-order" / f"{CHANGED}.yml"
        say("", bold(f"{title}: the new order"))
        for line in list(difflib.unified_diff(old.read_text().splitlines(), new.read_text().splitlines(), n=0, lineterm=""))[2:]:
            if line[0] in "+-" and line[1:2] != "#":
                say(f"  {line}")
        shutil.copy(new, old)

    def show(self) -> None:
        say("", bold("What the providers hold now"), "")
        rows = inventory_table(documents(), held(self.emulator.state()))
        say(*(f"  {line}" for line in table(("customer", "trunk group", "", ""), rows)))

    # How a step is taken ---------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, title: str, playbook: str, *options: str):
        """Run a playbook, give its outcome to the block that judges it, and stop the demonstration if that found a problem."""
        number = len(self.steps) + 1
        say("", bold(f"Step {number}. {title}"), f"  ansible-playbook {playbook} -i inventory {' '.join(options)}".rstrip())
        self.steps.append((number, title, "did not do what it says", "", ""))
        before = held(self.emulator.state())
        self.emulator.clear_requests()
        start = time.monotonic()
        output, code = self.play(WORK / f"step-{number:02}.log", playbook, *options)
        seconds = time.monotonic() - start
        log = self.emulator.requests()
        # A login is a POST, too.
        writes = [entry for entry in log if entry["method"] != "GET" and not entry["path"].endswith("/auth/token")]
        run = Outcome(output, recap(output), before, held(self.emulator.state()), len(log), len(writes), seconds)
        run.expect(code == 0, f"ansible-playbook ended with {code}")
        run.expect(bool(run.hosts), "no customer was worked on")
        run.expect(not any(counts["failed"] or counts["unreachable"] for counts in run.hosts.values()), "a customer failed")
        run.expect(PASSWORD not in output, "a password is in the output")
        yield run
        if run.problems:
            raise Failed(f"step {number}, {title}: " + "; ".join(run.problems) + f". The whole output is in {WORK / f'step-{number:02}.log'}")

    def done(self, run: Outcome, says: str) -> None:
        if run.problems:
            return
        number, title, *_open = self.steps[-1]
        self.steps[-1] = (number, title, says, f"{run.seconds:.1f}", f"{run.requests} ({run.writes})")
        say("", f"  {green('ok')}: {says}; {run.seconds:.1f} s, {run.requests} requests, {run.writes} of them writes")

    def play(self, log: Path, *arguments: str) -> tuple[str, int]:
        """Run ansible-playbook, show what happens in it, keep all of it in the log."""
        command = [sys.executable, "-m", "ansible", "playbook", "-i", str(INVENTORY), *arguments]
        process = subprocess.Popen(
            command, cwd=WORK, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True
        )
        lines = []
        try:
            with log.open("w") as file:
                for line in readable(copied(process.stdout, lines, file)):
                    say(line)
            return "".join(lines), process.wait()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()
            process.stdout.close()


def copied(source, lines: list, file):
    for line in source:
        lines.append(plain(line))
        file.write(plain(line))
        yield line


# What a step has to have done ----------------------------------------------------------------------------------------


def untouched(run: Outcome) -> None:
    run.expect(run.writes == 0 and not touched(run.before, run.after), "the API was written to")


def unchanged(run: Outcome) -> None:
    untouched(run)
    run.expect(not any(counts["changed"] for counts in run.hosts.values()), "something was reported as changed")


def only(run: Outcome, customer: str) -> None:
    changed = [host for host, counts in run.hosts.items() if counts["changed"]]
    run.expect(changed == [customer], f"changes were reported for {', '.join(changed) or 'nobody'}, not for {customer} alone")


def offboarded(run: Outcome, gone: dict) -> str:
    """All of a customer is gone, its numbers are free and still rented, nobody else noticed."""
    numbers = {key for key in gone if key[0] == "number"}
    for key in gone:
        if key in numbers:
            there = run.after.get(key, {})
            run.expect((there.get("status"), there.get("trunk_group_sid")) == ("assigned", None), f"number {key[1]} is not rented and unbound")
        else:
            run.expect(key not in run.after, f"{' '.join(key)} is still there")
    run.expect(touched(run.before, run.after) <= set(gone), "another customer's objects changed")
    return f"{len(gone) - len(numbers)} objects gone, {len(numbers)} numbers unbound and still rented, other customers untouched"


def documents() -> dict:
    """The customers' documents by name, as they are now."""
    return {path.stem: yaml.safe_load(path.read_text()) for path in sorted(CUSTOMERS.glob("*.yml"))}


# Around it -----------------------------------------------------------------------------------------------------------


def say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


def styled(code: str, text: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if sys.stdout.isatty() else text


def bold(text: str) -> str:
    return styled("1", text)


def green(text: str) -> str:
    return styled("32", text)


def environment(emulator) -> dict:
    """The environment of the playbooks: nobody's own settings, no proxy before the emulator, the secrets that the documents ask for."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "CARRIERX_", "ODIN_"))}
    config = WORK / "ansible.cfg"
    config.write_text("[defaults]\n")
    return {
        **kept,
        **emulator.environment,
        "ANSIBLE_CONFIG": str(config),
        "ANSIBLE_HOME": str(WORK / "ansible"),
        "ANSIBLE_COLLECTIONS_PATH": str(collections_path()),
        "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
        "ANSIBLE_FORCE_COLOR" if sys.stdout.isatty() else "ANSIBLE_NOCOLOR": "1",
        "ACME_BOSTON_SIP_PASSWORD": PASSWORD,
        "CEDAR_DENTAL_SIP_PASSWORD": PASSWORD,
        "LC_ALL": "C.UTF-8",
        "NO_PROXY": "*",
        "no_proxy": "*",
    }


def main() -> int:
    sys.stdout.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for folder in (INVENTORY, CUSTOMERS):
        shutil.copytree(EXAMPLES / folder.name, folder)
    start = time.monotonic()
    demo = None
    try:
        with running() as emulator:
            say(f"An emulated CarrierX serves at {emulator.carrierx_url}, an emulated Odin at {emulator.odin_url}.")
            say(f"Whole outputs go to {WORK.relative_to(ROOT)}/step-NN.log.")
            demo = Demo(emulator, environment(emulator))
            demo.tell()
        code, verdict = 0, f"{MORAL} {green('Every step did what it says.')}"
    except (Failed, RuntimeError) as failure:
        code, verdict = 1, styled("31", f"FAILED: {failure}")
    except KeyboardInterrupt:
        code, verdict = 130, "Interrupted."
    if demo:
        say("", bold("Summary"), "")
        say(*(f"  {line}" for line in table(("", "step", "what came of it", "s", "requests (writes)"), demo.steps)))
    say("", verdict, f"{time.monotonic() - start:.0f} s in all. Everything that was started is stopped.")
    return code


if __name__ == "__main__":
    sys.exit(main())
