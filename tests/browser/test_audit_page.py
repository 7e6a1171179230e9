# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML page of an audit report in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ansible_collections.telecom.trunking.plugins.plugin_utils.audit_reports import html
from ansible_collections.telecom.trunking.tests.browser import pictures
from ansible_collections.telecom.trunking.tests.unit import audit_samples as samples

SMALL = samples.estate(10)
LARGE = samples.estate(2000)
CLEAN = samples.report([], [samples.customer("acme"), samples.customer("birch")])
STEP = 100  # findings that are made at a time

XSS = (
    "<img src=x onerror=window.broken=1>",
    "</script><script>window.broken=1</script>",
    "\"'><svg onload=window.broken=1>",
    "<!--<script>",
    "{{7*7}}${7*7}",
    "<a href=javascript:window.broken=1>x</a>",
)


def counting(report, **wanted):
    """Findings that are not waived and have these values."""
    return [one for one in report["findings"] if not one["waived"] and all(one[name] == value for name, value in wanted.items())]


def cards(page):
    return page.locator("#list details.finding").count()


def shown(page):
    return page.locator("#shown").inner_text()


def shows(page, findings):
    """The list comes to show these findings and no others. Links, the button that clears the filters and cards that open do their work after the click."""
    expect(page.locator(", ".join(f"#card-{one['id']}" for one in findings))).to_have_count(len(findings))
    expect(page.locator("#list details.finding")).to_have_count(len(findings))


def focused(page):
    """What has the focus: its id, otherwise its text."""
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim().slice(0, 40)")


def chip(page, value):
    return page.locator(f"#filters input[type=checkbox][value={value}]")


# What there is to see


def test_the_summary_says_what_the_report_says(visit):
    page = visit(SMALL)
    tiles = dict(zip(page.locator(".tile .label").all_inner_texts(), page.locator(".tile .number").all_inner_texts()))
    counts = SMALL["summary"]
    names = {"Customers": "customers", "Clean": "clean", "Drifted": "drifted", "Exposed": "exposed", "Unmanaged": "unmanaged", "Unknown": "unknown_findings"}
    assert tiles == {title: str(counts[name]) for title, name in names.items()}
    assert page.locator(".verdict").inner_text() == "Failed"
    assert page.locator(".tile svg").count() == len(tiles)
    page.get_by_text("Trend over").click()
    assert page.get_by_role("region", name="Counts of this and of earlier reports").get_by_role("row").count() == len(SMALL["trend"]) + 2


def test_evidence_is_on_the_page(visit):
    text = visit(SMALL).locator("footer").inner_text()
    hashes = (SMALL["documents"]["sha256"], SMALL["documents"]["commit"], SMALL["previous"]["sha256"])
    for fact in (SMALL["created"], "telecom.trunking 1.1.0", "2.19.14", "ACME_NYC", "1017", *hashes):
        assert fact in text


def test_findings_come_by_severity(visit):
    page = visit(SMALL)
    assert cards(page) == len(counting(SMALL))
    severities = page.locator("#list details.finding").evaluate_all("cards => cards.map(card => card.classList[1])")
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    shows(page, counting(SMALL))


def test_expected_and_live_stand_side_by_side_with_the_difference_marked(visit):
    finding = samples.finding("drift-different", "acme")
    page = visit(samples.report([finding]), f"#finding-{finding['id']}")
    before, after = page.locator(".side.before"), page.locator(".side.after")
    assert before.locator("mark").all_inner_texts() == ["reject403"]
    assert after.locator("mark").all_inner_texts() == ['"satellite"', "accept"]
    left, right = (side.get_by_text("voice_action_true").bounding_box() for side in (before, after))
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    assert finding["why"] in page.locator(".body").inner_text() and finding["fix"] in page.locator(".body").inner_text()


@pytest.mark.parametrize(
    "expected, live, marked",
    [(30, 3, (["30"], ["3"])), ("a/b-1.c", "a/b-2.c", (["1"], ["2"])), (None, False, (["null"], ["false"])), ([1, 2], [2], (["1"], [])),
     ({"b": 1, "a": [1]}, {"a": [1], "b": 1}, ([], []))],
)  # fmt: skip
def test_what_differs_is_marked(visit, expected, live, marked):
    finding = samples.finding("capacity-unlimited", "acme", expected=expected, live=live)
    page = visit(samples.report([finding]))
    assert tuple(page.locator(f".side.{side} mark").all_inner_texts() for side in ("before", "after")) == marked


@pytest.mark.parametrize(
    "check, before, after",
    [("drift-missing", '"nyc"', "not there"), ("unmanaged-object", "not declared", '"test-do-not-use"')],
)
def test_no_value_is_not_null(visit, check, before, after):
    page = visit(samples.report([samples.finding(check, "acme")]))
    assert before in page.locator(".side.before").inner_text() and after in page.locator(".side.after").inner_text()


def test_what_no_rule_expects_is_shown_as_it_is(visit):
    """A mark would say that it has to go, which may be wrong: the document may have it."""
    page = visit(samples.report([samples.finding("handler-fails-open", "acme", live={"ip": "198.18.0.1", "ports": [5060]})]))
    assert page.locator(".side").count() == 1 and page.get_by_role("group", name="Live").is_visible()
    assert page.locator(".row").all_text_contents()[1] == '  "ip": "198.18.0.1",'
    assert page.locator(".row.other, .body mark, .row.absent").count() == 0 and "xpected" not in page.locator(".sides").inner_text()
    body, side = page.locator(".sides").bounding_box(), page.locator(".row").first.bounding_box()
    assert side["width"] == pytest.approx(body["width"], abs=1)


NUMBERS = [f"1212{number:04}" for number in range(1000)]
CHANGED = [*NUMBERS[:400], "1900", *NUMBERS[401:900], *NUMBERS[905:]]


def test_what_is_equal_is_folded(visit):
    finding = samples.finding("drift-different", "acme", expected=NUMBERS, live=CHANGED)
    page = visit(samples.report([finding, samples.finding("drift-different", "birch")]))
    before, after = page.locator(".side.before").first, page.locator(".side.after").first
    assert before.locator(".fold").all_inner_texts() == after.locator(".fold").all_inner_texts() == [f"\u2026 {many} equal \u2026" for many in (397, 493, 92)]
    # The first and the last line, three around each difference, and what differs.
    assert before.locator(".row").count() == 2 + 3 + 4 * 3 + 1 + 5
    assert before.locator("mark").all_inner_texts() == [f'"{one}"' for one in (NUMBERS[400], *NUMBERS[900:905])] and after.locator("mark").count() == 1
    # A few equal lines are no more than a fold.
    assert page.locator(".sides").nth(1).locator(".fold").count() == 0
    after.locator(".fold").nth(1).click()
    assert before.locator(".fold").all_inner_texts() == after.locator(".fold").all_inner_texts() == ["\u2026 397 equal \u2026", "\u2026 92 equal \u2026"]
    assert page.evaluate("document.activeElement.textContent").strip() == f'"{NUMBERS[404]}",'
    before.locator(".fold").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").strip() == f'"{NUMBERS[0]}",'
    after.locator(".fold").click()
    everything = ["[", *(f'"{one}"' for one in NUMBERS), "]"]
    assert [text.strip().rstrip(",") for text in before.locator(".row:not(.filler)").all_text_contents()] == everything
    assert before.locator(".row").count() == after.locator(".row").count() == len(everything)
    left, right = (side.get_by_text(NUMBERS[950]).bounding_box() for side in (before, after))
    assert left["y"] == right["y"]


def test_on_paper_what_is_folded_stays_so(visit):
    page = visit(samples.report([samples.finding("drift-different", "acme", expected=NUMBERS, live=CHANGED)]))
    assert page.pdf().startswith(b"%PDF") and page.locator(".fold").count() == 6
    page.emulate_media(media="print")
    assert page.get_by_text("397 equal").first.is_visible()


def test_a_clean_report_is_good_news(visit):
    page = visit(CLEAN)
    assert page.locator(".verdict").inner_text() == "Passed" and cards(page) == 0
    assert shown(page) == "Nothing was found." and not page.locator("#filters").is_visible()
    assert page.locator("#customer-rows tr").count() == 2


DOUBTS = [
    {"customer": "acme", "why": "effective_acls could not be read", "checks": ["live-calls-rejected-above", "live-opened-rejected-above"]},
    {"customer": "cedar", "why": "endpoints could not be read", "checks": ["endpoint-idle"]},
    {"customer": "cedar", "why": "trunk groups could not be read", "checks": ["drift-missing", "capacity-unlimited"]},
]


def test_a_customer_of_whom_not_all_is_known_is_shown_as_such(visit):
    findings = [samples.finding("drift-different", "cedar")]
    page = visit(samples.report(findings, [samples.customer(name, findings) for name in ("acme", "birch", "cedar")], no_verdict=DOUBTS))
    outcomes = page.locator("#customer-rows td:nth-child(4)")
    assert [text.split("\n") for text in outcomes.all_inner_texts()] == [
        ["clean no verdict", "2 checks: effective_acls could not be read"],
        ["clean"],
        ["drifted no verdict", "3 checks: trunk groups could not be read, and 1 more reason"],
    ]
    # Green is for those of whom all is known.
    assert page.locator("#customer-rows .badge.clean").count() == 1
    page.select_option("#outcome", "doubtful")
    assert page.locator("#customer-rows th").all_text_contents() == ["acmeAcme", "cedarCedar"]
    page.get_by_role("link", name="5 checks have no verdict").click()
    expect(page.locator("#evidence")).to_be_focused()
    assert page.locator("footer").evaluate("footer => footer.getBoundingClientRect().top < innerHeight")


# Search and filters


def test_search_wants_every_word(visit):
    page = visit(SMALL)
    page.fill("#q", "trunk UNLIMITED")
    shows(page, counting(SMALL, check="capacity-unlimited"))
    page.fill("#q", "unlimited no-such-word")
    assert cards(page) == 0 and shown(page).startswith("No finding matches")
    page.click("#reset")
    shows(page, counting(SMALL))


@pytest.mark.parametrize("name, value", [("class", "drift"), ("class", "unknown"), ("severity", "warning")])
def test_chips_filter(visit, name, value):
    page = visit(SMALL)
    chip(page, value).check()
    wanted = counting(SMALL, **{name: value})
    shows(page, wanted)
    assert wanted and shown(page).startswith(f"{len(wanted)} of {len(counting(SMALL))} findings")


def test_what_is_nobodys_can_be_asked_for(visit):
    findings = [samples.finding("capacity-unlimited"), samples.finding("unmanaged-object"), samples.finding("capacity-unlimited", "acme")]
    page = visit(samples.report(findings))
    assert shown(page) == "3 of 3 findings in 1 customer, 2 nobody's"
    chip(page, '"nobody\'s"').check()
    shows(page, findings[:2])
    assert shown(page) == "2 of 3 findings, 2 nobody's"
    page.reload()
    shows(page, findings[:2])
    page.click("#reset")
    shows(page, findings)
    chip(page, '"customers\'"').check()
    shows(page, findings[2:])
    page.click("#reset")
    page.locator("#list .body").get_by_role("link", name="All that is nobody's").first.click()
    shows(page, findings[:2])
    # Where all is of one sort there is nothing to choose.
    assert not visit(samples.report(findings[2:])).locator("#whose").is_visible()


def test_filters_add_up(visit):
    page = visit(LARGE)
    chip(page, "exposure").check()
    chip(page, "error").check()
    page.select_option("#provider", "odin")
    page.select_option("#check", "handler-fails-open")
    wanted = counting(LARGE, provider="odin", check="handler-fails-open")
    assert shown(page).startswith(f"{len(wanted)} of ")
    customer = wanted[0]["customer"]
    page.fill("#customer", customer)
    shows(page, [one for one in wanted if one["customer"] == customer])


def test_what_is_waived_is_told_apart(visit):
    waived = samples.finding("handler-fails-open", "acme", name="fax", waived={"reason": "Names only.", "ticket": "CHG-1", "expires": "2027-01-31"})
    warning = samples.finding("capacity-below-contract", "acme")
    error = samples.finding("capacity-unlimited", "acme")
    page = visit(samples.report([waived, warning, error]))
    shows(page, [warning, error])
    assert "1 waived not shown" in shown(page)
    page.select_option("#status", "fails")
    shows(page, [error])
    page.select_option("#status", "waived")
    shows(page, [waived])
    assert "Names only., CHG-1, until 2027-01-31" in page.locator("#list .body").inner_text()
    page.select_option("#status", "all")
    shows(page, [waived, warning, error])


def test_the_address_keeps_what_is_shown(visit):
    page = visit(SMALL)
    chip(page, "drift").check()
    page.fill("#q", "voice & fax")
    page.fill("#q", "voice")
    messages = page.locator("#list .message")
    before = messages.all_inner_texts()
    page.reload()
    expect(messages).to_have_text(before)
    assert 0 < len(before) < len(counting(SMALL))
    assert page.input_value("#q") == "voice" and chip(page, "drift").is_checked()


def test_a_tile_and_a_check_lead_to_their_findings(visit):
    page = visit(SMALL)
    page.get_by_role("link", name="Drifted").click()
    shows(page, counting(SMALL, **{"class": "drift"}))
    expect(page.locator("#findings")).to_be_focused()
    page.get_by_role("link", name="A trunk without a limit").click()
    shows(page, counting(SMALL, check="capacity-unlimited"))
    page.get_by_role("link", name="Clean").click()
    expect(page.locator("#customer-rows tr")).to_have_count(SMALL["summary"]["clean"])


def test_customers_are_found_and_lead_to_their_findings(visit):
    page = visit(SMALL)
    customer = next(one for one in SMALL["customers"] if "drifted" in one["outcome"])
    page.fill("#cq", customer["id"])
    row = page.locator("#customer-rows tr")
    assert row.count() == 1 and "drifted" in row.inner_text() and customer["operations"][0]["action"] in row.inner_text()
    row.get_by_role("link").click()
    shows(page, counting(SMALL, customer=customer["id"]))
    page.fill("#cq", "")
    page.select_option("#outcome", "drifted")
    assert row.count() == SMALL["summary"]["drifted"]


# Keyboard


def test_the_keyboard_is_enough(visit):
    page = visit(samples.estate(20))
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the findings"
    page.keyboard.press("Enter")
    expect(page.locator("#findings")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page) == "q"
    page.keyboard.type("bakery")
    everything = cards(page)
    for _field in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "error":
            break
    page.keyboard.press("Space")
    assert chip(page, "error").is_checked() and 0 < cards(page) < everything
    while focused(page) != "reset":
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#list summary')")
    page.keyboard.press("Enter")
    expect(page.locator("#list details[open] .body")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#list .body a')")


def test_the_slash_comes_to_the_search_and_can_be_typed(visit):
    page = visit(SMALL)
    page.locator("#list summary").first.focus()
    page.keyboard.press("/")
    assert focused(page) == "q" and page.input_value("#q") == ""
    page.keyboard.type("customers/")
    assert page.input_value("#q") == "customers/" and cards(page) == len([one for one in counting(SMALL) if one["file"]])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_has_the_focus_shows_it(visit, scheme):
    page = visit(SMALL, color_scheme=scheme)
    reached = set()
    for _step in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
            const active = document.activeElement;
            const drawn = active.matches('.chip input') ? active.nextElementSibling : active;
            const style = getComputedStyle(drawn);
            const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
            return {outline, name: active.id || active.value || active.tagName, body: active === document.body};
        }""")
        if state["body"]:
            break
        assert state["outline"] >= 1, state
        reached.add(state["name"])
    assert {"theme", "print", "q", "customer", "provider", "check", "status", "error", "drift", "expand", "reset", "SUMMARY"} <= reached


# Looks


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_colours_follow_the_system_and_the_button(visit):
    light, dark = visit(SMALL, color_scheme="light"), visit(SMALL, color_scheme="dark")
    grounds = ground(light), ground(dark)
    assert grounds[0] != grounds[1]
    assert dark.locator("#theme").inner_text() == "Light colours"
    light.click("#theme")
    dark.click("#theme")
    assert (ground(dark), ground(light)) == grounds
    assert dark.locator("#theme").inner_text() == "Dark colours"


def edge(page, region):
    """What is drawn at the right edge of a table, between two of its lines."""
    region.evaluate("region => region.scrollIntoView()")
    box = region.bounding_box()
    return page.screenshot(clip={"x": box["x"] + box["width"] - 5, "y": box["y"] + 12, "width": 3, "height": 4})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_that_goes_on_says_so(visit, scheme):
    page = visit(SMALL, viewport={"width": 360, "height": 900}, color_scheme=scheme)
    region = page.get_by_role("region", name="What was found, by check")
    more = edge(page, region)
    region.evaluate("region => region.scrollLeft = region.scrollWidth")
    assert edge(page, region) != more
    # Where all of it is to be seen, there is nothing.
    assert edge(page, region) == edge(page, page.locator("#customer-filters"))


@pytest.mark.parametrize("width", [320, 400, 768, 1280])
@pytest.mark.parametrize("report", [SMALL, CLEAN], ids=["small", "clean"])
def test_nothing_is_wider_than_the_window(visit, report, width):
    page = visit(report, viewport={"width": width, "height": 800})
    if report["findings"]:
        page.click("#expand")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_everything_is_open_and_nothing_is_to_be_pressed(visit):
    report = samples.estate(300)
    page = visit(report)
    chip(page, "exposure").check()
    wanted = len(counting(report, **{"class": "exposure"}))
    assert wanted > STEP == cards(page)
    page.evaluate("""() => window.addEventListener('beforeprint', () => {
        window.printed = {
            open: document.querySelectorAll('#list details[open] .body').length,
            closed: document.querySelectorAll('details:not([open])').length,
            customers: document.querySelectorAll('#customer-rows tr').length,
        };
    })""")
    assert page.pdf().startswith(b"%PDF")
    assert page.evaluate("window.printed") == {"open": wanted, "closed": 0, "customers": len(report["customers"])}
    expect(page.locator("#list details[open]")).to_have_count(0)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("button:visible, input:visible, select:visible").count()
    assert ground(page) == "rgb(255, 255, 255)" and page.locator("footer").is_visible()


# Many


def test_two_thousand_customers(visit):
    page = visit(LARGE)
    everything = counting(LARGE)
    assert len(everything) > 4000 and cards(page) == STEP
    assert shown(page).startswith(f"{len(everything):,} of {len(everything):,} findings")
    page.click("#more")
    assert cards(page) == 2 * STEP and page.evaluate("[...document.querySelectorAll('#list summary')].indexOf(document.activeElement)") == STEP
    page.fill("#q", everything[-1]["id"])
    shows(page, everything[-1:])
    page.fill("#q", "")
    chip(page, "info").check()
    assert shown(page).startswith(f"{len(counting(LARGE, severity='info')):,} of ")
    assert page.locator("#customer-rows tr").count() == STEP
    page.click("#more-customers")
    assert page.locator("#customer-rows tr").count() == 2 * STEP


def test_a_link_leads_to_any_finding(visit):
    finding = [one for one in LARGE["findings"] if one["waived"]][-1]
    page = visit(LARGE, f"#finding-{finding['id']}")
    card = page.locator(f"#card-{finding['id']}")
    expect(card).to_have_attribute("open", "")
    expect(card.locator(".body")).to_be_visible()
    expect(card.locator("summary")).to_be_focused()
    box = card.locator("summary").bounding_box()
    assert 0 <= box["y"] <= 900


@pytest.mark.parametrize(
    "anchor", ["#finding-0000000000000000", "#finding-<img src=x>", "#%E0%A4%A", "#findings?class=%E0%A4%A&q=%", "#findings?status=x&provider=x", "#?"]
)
def test_an_address_that_means_nothing_does_no_harm(visit, anchor):
    page = visit(SMALL, anchor)
    assert page.locator("h1").is_visible() and shown(page)


# What is hostile


def hostile(value, text):
    """The structure with this text in every string that documents and APIs decide about."""
    if isinstance(value, dict):
        kept = ("class", "severity", "created", "fail_on", "outcome", "action", "date", "worst")
        return {name: inner if name in kept or (name == "id" and "check" in value) else hostile(inner, text) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, text) for inner in value]
    return f"{value} {text}" if isinstance(value, str) else value


@pytest.mark.parametrize("text", XSS)
def test_texts_are_texts(visit, text):
    report = hostile(SMALL, text)
    page = visit(report)
    page.click("#expand")
    page.get_by_text("Trend over").click()
    page.fill("#customer", text)
    page.locator("#list .body a").first.click()
    page.fill("#cq", text)
    page.locator("#customer-rows a").first.click()
    assert page.evaluate("window.broken") is None
    assert page.locator("script").count() == 2 and page.locator("img, main svg:not(.spark), [onerror], [onload], a:not([href^='#'])").count() == 0
    assert {*page.locator("#list .message").all_text_contents()} <= {one["message"] for one in report["findings"]}
    assert text in page.locator("footer").inner_text() and text in page.locator("#list .body").first.inner_text()


def test_no_script_but_its_own_may_run(browser, tmp_path):
    file = tmp_path / "report.html"
    foreign = "<script>window.broken = 1</script><style>body { display: none }</style><img src='http://127.0.0.1:9/x' onerror='window.broken = 1'>"
    file.write_text(html.render(SMALL).replace("</footer>", f"{foreign}</footer>"), encoding="utf-8")
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("window.broken") is None and page.locator("h1").is_visible()
    assert len([one for one in complaints if "Content Security Policy" in one]) >= 3
    page.context.close()


def test_without_javascript_the_summary_and_a_list_remain(visit):
    page = visit(SMALL, java_script_enabled=False)
    assert page.locator(".tile").count() == 6
    rows = page.locator("noscript table tbody tr")
    assert rows.count() == len(counting(SMALL)) and rows.first.is_visible()
    assert page.locator(".scripted:visible").count() == 0
    assert SMALL["documents"]["commit"] in page.locator("footer").inner_text()


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_nobody_is_kept_out(visit, scheme, width):
    page = visit(SMALL, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.get_by_text("Trend over").click()
    page.select_option("#status", "all")
    page.click("#expand")
    chip(page, "error").check()
    violations = Axe().run(page).response["violations"]
    assert not violations, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in violations]


def test_a_clean_report_keeps_nobody_out(visit):
    violations = Axe().run(visit(CLEAN)).response["violations"]
    assert not violations, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in violations]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_folded_or_has_no_verdict_keeps_nobody_out(visit, scheme):
    findings = [samples.finding("drift-different", "cedar", expected=NUMBERS, live=CHANGED), samples.finding("handler-fails-open")]
    customers = [samples.customer(name, findings) for name in ("acme", "birch", "cedar")]
    page = visit(samples.report(findings, customers, no_verdict=DOUBTS, disabled_rules=["capacity-unlimited"]), color_scheme=scheme)
    assert page.locator(".fold").count() and page.locator(".doubt").count() and page.locator(".side.live").count()
    violations = Axe().run(page).response["violations"]
    assert not violations, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in violations]


@pytest.mark.parametrize("width", [1024, 1280])
def test_without_javascript_findings_are_not_cut(visit, width):
    message, file = f"acls[0] is {'W' * 200}", f"customers/{'w' * 90}.yml"
    long = [samples.finding("drift-different", "acme", message=message), samples.finding("handler-fails-open", "acme", file=file)]
    page = visit(samples.report([*SMALL["findings"], *long]), java_script_enabled=False, viewport={"width": width, "height": 900})
    region = page.locator("noscript .scroll")
    assert region.evaluate("region => region.scrollWidth <= region.clientWidth")
    # Short words stay whole.
    assert page.locator("noscript tbody td:nth-child(2)").first.evaluate("cell => cell.getBoundingClientRect().width") > 60


def test_pictures_can_be_taken_into_any_folder(browser, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pictures.take(browser, Path("pictures"), {"few": SMALL})
    assert {path.suffix for path in (tmp_path / "pictures").iterdir()} == {".html", ".png", ".pdf"}
