# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the formats of an audit report share. Pure. Private to the collection.

The report is what ``module_utils/schemas/audit_report.py`` describes. Its texts come from documents and from APIs: no format may trust them.
Each cleans the whole report first.
"""

from __future__ import annotations

import json
import math
import re

from ansible_collections.telecom.trunking.plugins.module_utils.audit.findings import CHECKS
from ansible_collections.telecom.trunking.plugins.module_utils.policy.rulebook import RULES
from ansible_collections.telecom.trunking.plugins.module_utils.schemas.audit_report import CLASSES, SEVERITIES

# What XML 1.0 cannot hold (its section 2.2), and what no other format has a use for.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What turns round the direction of the text around it. It is written out, so that a sentence reads as it was meant.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(value):
    """The JSON value without control characters and halves of characters in its texts; a replacement character stands for each. Characters that
    turn round the direction of text become ``\\u202e``, as on the terminal.

    Python reads and writes numbers that are none in JSON, like NaN. They become texts.
    """
    if isinstance(value, dict):
        return {clean(name): clean(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [clean(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str):
        return _DIRECTION.sub(lambda found: f"\\u{ord(found[0]):04x}", _UNPRINTABLE.sub("\ufffd", value))
    return value


def title(check):
    """What a check finds, in half a line."""
    known = CHECKS.get(check) or RULES.get(check)
    return known.title if known else check.replace("-", " ").capitalize()


def value_text(value, there):
    """A value in a line: a string as it is, all else as JSON, and nothing if there is none."""
    if not there:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def place(finding):
    """``customers/acme.yml:12:3``, as much of it as is known."""
    return ":".join(str(finding[part]) for part in ("file", "line", "column") if finding[part] is not None)


def subject(finding):
    """``trunk group acme-voice: acls[0].rule``, as much of it as there is."""
    target, field = finding["object"], finding["field"]
    name = f"{target['kind'].replace('_', ' ')} {target['name']}" if target else ""
    return ": ".join(part for part in (name, field) if part)


def waiver_text(waived):
    """The waiver in a line."""
    parts = [waived["reason"], waived["ticket"], f"until {waived['expires']}" if waived["expires"] else None]
    return ", ".join(part for part in parts if part)


def badness(finding):
    """What findings are sorted by to have the worst first: by severity, and then by class, as an error of exposure is worse than one of drift."""
    return SEVERITIES.index(finding["severity"]), CLASSES.index(finding["class"])


def worst_first(findings):
    """The findings, the worst first, otherwise in their order."""
    return sorted(findings, key=badness)
