# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the examples of every module of the collection to a folder: MODULE_all.yml as printed, MODULE_first.yml the first alone.

Prints the modules' names as a JSON list.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import yaml


def ansible_doc(*arguments: str) -> dict:
    command = ["ansible-doc", "--json", "--type", "module", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main(folder: Path) -> None:
    documented = ansible_doc(*ansible_doc("--list", "telecom.trunking"))
    for module, about in documented.items():
        (folder / f"{module}_all.yml").write_text(about["examples"])
        (folder / f"{module}_first.yml").write_text(yaml.safe_dump(yaml.safe_load(about["examples"])[:1]))
    print(json.dumps(list(documented)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
