# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of audit reports, opened as their readers open them: from a file."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports import html
from ansible_collections.telecom.trunking.tests.browser.chromium import launch

# What a page does later is waited for with `expect`: `wait_for_function` asks again from inside of the page, where its own rule on scripts forbids it.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def visit(browser, tmp_path):
    """``visit(report, anchor, **options of the browser's context)``: its page. At the end nothing may have been asked for, complained or popped up."""
    contexts, requests, complaints = [], [], []

    def log(page):
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))

    def open_page(report, anchor="", **options):
        file = tmp_path / f"report-{len(contexts)}.html"
        file.write_text(html.render(report), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "color_scheme": "light", **options})
        contexts.append(context)
        page = context.new_page()
        log(page)
        page.goto(f"{file.as_uri()}{anchor}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
    assert {url.partition("#")[0] for url in requests} - {"data:,"} == {(tmp_path / f"report-{number}.html").as_uri() for number in range(len(contexts))}
