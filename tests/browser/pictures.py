# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the page of an audit report, for the documentation and to look at: ``python -m ...tests.browser.pictures FOLDER``.

FOLDER gets the pages of 10, 2,000 and no customers as HTML, and pictures of them in light and dark, wide and narrow, and on paper.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports import html
from ansible_collections.telecom.trunking.tests.browser.chromium import launch
from ansible_collections.telecom.trunking.tests.unit import audit_samples as samples

REPORTS = {
    "few": samples.estate(10),
    "many": samples.estate(2000),
    "clean": samples.report([], [samples.customer("acme"), samples.customer("birch")]),
}
DIFFERENCE = "#findings?check=drift-different"


def take(browser, folder, reports):
    """The pictures of these reports, ``{name: report}``."""
    folder = folder.resolve()  # only such a path can be an address
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in reports.items():
        file = folder / f"{name}.html"
        file.write_text(html.render(report), encoding="utf-8")
        for scheme, width in (("light", 1180), ("dark", 1180), ("light", 400)):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 860})
            page.goto(file.as_uri())
            page.screenshot(path=folder / f"{name}-{scheme}-{width}.png")
            page.goto(f"{file.as_uri()}{DIFFERENCE}")
            page.reload()
            if page.locator("#list details:not([open])").count():
                page.click("#expand")
            page.screenshot(path=folder / f"{name}-{scheme}-{width}-findings.png")
            page.close()
    page = browser.new_page()
    page.goto((folder / "few.html").as_uri())
    page.pdf(path=folder / "few.pdf", format="A4")
    page.close()


if __name__ == "__main__":
    with sync_playwright() as playwright:
        take(launch(playwright), Path(sys.argv[1]), REPORTS)
