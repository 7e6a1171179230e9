/*
 * Copyright (c) 2026 telecom.trunking contributors
 * GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what the page holds as data. Texts become text nodes and nothing else, whatever is in them.
 * The address after the # says what is shown: #findings?class=drift&q=boston, #finding-0123456789abcdef, #customers?outcome=clean.
 */
(() => {
  "use strict";

  const STEP = 100; // rows that are made at a time
  const FEW = 12; // findings that are so few that they are open from the beginning
  const MOST_LINES = 400; // between the first and the last difference of two values that are compared
  const LEAST_FOLD = 8; // equal lines that are worth folding
  const AROUND = 3; // equal lines that stay beside a difference
  const NOBODYS = "nobody's";

  const $ = (id) => document.getElementById(id);
  const report = JSON.parse($("report").textContent);
  const { classes, severities, texts } = report;
  const number = (value) => value.toLocaleString("en");
  const many = (value, one, more) => `${number(value)} ${value === 1 ? one : more || one + "s"}`;

  /** An element: properties, then children, which are elements or text. */
  function el(name, properties, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  }

  // What differs ------------------------------------------------------------------------------------------------------

  /** A value as lines of JSON, maps by name: their order means nothing. */
  function lines(value) {
    const sorted = (_key, inner) =>
      inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
    return JSON.stringify(value, sorted, 2).split("\n");
  }

  /** Whether two lines say the same: a comma at the end only says that more follows. */
  function same(a, b) {
    return a === b || (a !== null && b !== null && a.replace(/,$/, "") === b.replace(/,$/, ""));
  }

  /** Pairs of lines `[left, right]` side by side, null where one side has none. */
  function aligned(left, right) {
    const least = Math.min(left.length, right.length);
    let start = 0;
    while (start < least && same(left[start], right[start])) start++;
    let end = 0;
    while (end < least - start && same(left[left.length - 1 - end], right[right.length - 1 - end])) end++;
    const [a, b] = [left, right].map((side) => side.slice(start, side.length - end));
    const middle =
      Math.max(a.length, b.length) <= MOST_LINES ? matched(a, b) : Array.from({ length: Math.max(a.length, b.length) }, (_, k) => [a[k] ?? null, b[k] ?? null]);
    const before = left.slice(0, start).map((line, k) => [line, right[k]]);
    const after = left.slice(left.length - end).map((line, k) => [line, right[right.length - end + k]]);
    return [...before, ...middle, ...after];
  }

  /** The same of few lines: the longest common subsequence stands on both sides. */
  function matched(left, right) {
    const common = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
    for (let i = left.length - 1; i >= 0; i--) {
      for (let j = right.length - 1; j >= 0; j--) {
        common[i][j] = same(left[i], right[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    const pairs = [];
    let gone = [];
    let come = [];
    const flush = () => {
      for (let k = 0; k < Math.max(gone.length, come.length); k++) pairs.push([gone[k] ?? null, come[k] ?? null]);
      gone = [];
      come = [];
    };
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && same(left[i], right[j])) {
        flush();
        pairs.push([left[i++], right[j++]]);
      } else if (j >= right.length || (i < left.length && common[i + 1][j] >= common[i][j + 1])) gone.push(left[i++]);
      else come.push(right[j++]);
    }
    flush();
    return pairs;
  }

  /** How many characters two texts have in common from the beginning, and from the end of what is left. */
  function ends(a, b) {
    let start = 0;
    while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    return [start, end];
  }

  /** A line of one side; `marked` if its difference to the line of the other side is worth a mark, which it is not where that side is empty. */
  function row(text, other, marked) {
    if (text === null) return el("div", { class: "row filler" });
    if (same(text, other)) return el("div", { class: "row" }, text);
    if (!marked) return el("div", { class: "row other" }, text);
    const indent = text.length - text.trimStart().length;
    const comma = text.endsWith(",") ? 1 : 0;
    let [start, end] = other === null ? [indent, comma] : ends(text, other);
    // A word or a number is different as a whole.
    while (start > indent && /\w/.test(text[start - 1]) && (/\w/.test(text[start]) || /\w/.test(other[start]))) start--;
    while (end && /\w/.test(text[text.length - end]) && (/\w/.test(text[text.length - end - 1]) || /\w/.test(other[other.length - end - 1]))) end--;
    // Where nearly all is different, single letters that happen to agree only confuse.
    if (start < indent || text.length - start - end > 0.7 * (text.length - indent)) [start, end] = [indent, comma];
    const middle = text.slice(start, text.length - end);
    return el("div", { class: "row other" }, text.slice(0, start), middle ? el("mark", null, middle) : null, text.slice(text.length - end));
  }

  /** Stretches `[from, to]` of equal pairs that are long enough to be folded. What is beside a difference, and both ends, can be seen. */
  function stretches(pairs) {
    const found = [];
    for (let start = 0; start < pairs.length; start++) {
      let end = start;
      while (end < pairs.length && same(...pairs[end])) end++;
      const [from, to] = [start + (start ? AROUND : 1), end - (end < pairs.length ? AROUND : 1)];
      if (to - from >= LEAST_FOLD) found.push([from, to]);
      start = end;
    }
    return found;
  }

  /** Expected and live side by side, what differs marked, and what is equal folded where there is much of it. */
  function sides(finding) {
    const { has_expected, has_live } = finding;
    // A rule that names no better value does not say that the live one has to go.
    if (finding.class === "exposure" && !has_expected) {
      return el("div", { class: "sides single" }, side("Live", "live", lines(finding.live).map((line) => row(line, line))));
    }
    const pairs = aligned(has_expected ? lines(finding.expected) : [], has_live ? lines(finding.live) : []);
    const absent = (text) => pairs.map((_pair, k) => (k ? el("div", { class: "row filler" }) : el("div", { class: "row absent" }, text)));
    const element = el("div", { class: "sides" });
    let folds = stretches(pairs);
    const unfold = (fold) => {
      folds = folds.filter((one) => one !== fold);
      const position = fold[0] - folds.reduce((gone, [from, to]) => gone + (to <= fold[0] ? to - from - 1 : 0), 0);
      draw();
      // Whoever pressed a key goes on from there.
      element.querySelectorAll(".before .row")[position].tabIndex = -1;
      element.querySelectorAll(".before .row")[position].focus();
    };
    const rows = (position) => {
      const made = [];
      for (let k = 0; k < pairs.length; k++) {
        const fold = folds.find(([from]) => from === k);
        if (!fold) made.push(row(pairs[k][position], pairs[k][1 - position], has_expected && has_live));
        else {
          const button = el("button", { type: "button", class: "row fold", title: "Show them" }, `\u2026 ${number(fold[1] - fold[0])} equal \u2026`);
          button.addEventListener("click", () => unfold(fold));
          made.push(button);
          k = fold[1] - 1;
        }
      }
      return made;
    };
    const draw = () => {
      const [left, right] = [has_expected ? rows(0) : absent("not declared"), has_live ? rows(1) : absent(finding.class === "unknown" ? "could not be read" : "not there")];
      element.replaceChildren(side("Expected", "before", left), side("Live", "after", right));
      element.style.gridTemplateRows = `repeat(${left.length + 1}, auto)`;
    };
    draw();
    return element;
  }

  function side(title, name, rows) {
    return el("div", { class: `side ${name}`, role: "group", "aria-label": title }, el("h4", null, title), rows);
  }

  // Findings ------------------------------------------------------------------------------------------------------------

  const names = new Map(report.customers.map((customer) => [customer.id, customer.name || ""]));
  const place = (finding) => [finding.file, finding.line, finding.column].filter((part) => part !== null).join(":");
  const kind = (object) => object.kind.replaceAll("_", " ");
  const rank = (finding) => severities.indexOf(finding.severity) * classes.length + classes.indexOf(finding.class);
  const findings = [...report.findings].sort((a, b) => rank(a) - rank(b)); // stable: by customer within a class
  const positions = new Map(findings.map((finding, position) => [finding.id, position]));

  for (const finding of findings) {
    finding.whose = finding.customer === null ? NOBODYS : "customers'";
    const object = finding.object ? [kind(finding.object), finding.object.name, finding.object.id] : [];
    const values = [finding.has_expected ? JSON.stringify(finding.expected) : "", finding.has_live ? JSON.stringify(finding.live) : ""];
    const parts = [finding.id, finding.check, finding.message, finding.customer, names.get(finding.customer), finding.provider, finding.field, place(finding)];
    finding.words = [...parts, ...object, ...values, texts[finding.why], texts[finding.fix]].join("\n").toLowerCase();
  }

  const STATUS = {
    "": (finding) => !finding.waived,
    fails: (finding) => finding.fails,
    waived: (finding) => Boolean(finding.waived),
    all: () => true,
  };

  const SENTENCE = { class: "sentence" };
  const SCREEN = { class: "screen" };
  const form = $("filters");
  let found = findings;
  let shown = 0;
  let opened = false;

  function fact(name, value, properties) {
    return value === null || value === undefined || value === "" ? null : [el("dt", properties, name), el("dd", properties, value)];
  }

  function mine(customer) {
    return customer === null
      ? el("a", { href: `#findings?whose=${encodeURIComponent(NOBODYS)}` }, `All that is ${NOBODYS}`)
      : el("a", { href: `#findings?customer=${encodeURIComponent(customer)}` }, `All of ${customer}`);
  }

  function waiver(waived) {
    return [waived.reason, waived.ticket, waived.expires ? `until ${waived.expires}` : null].filter(Boolean).join(", ");
  }

  function body(finding) {
    const { object } = finding;
    return el(
      "div",
      { class: "body" },
      finding.has_expected || finding.has_live ? sides(finding) : null,
      el(
        "dl",
        null,
        fact("Why", texts[finding.why], SENTENCE),
        fact("What to do", texts[finding.fix], SENTENCE),
        fact("Waived", finding.waived && waiver(finding.waived), SENTENCE),
        fact("Object", object && `${kind(object)} ${object.name}${object.id ? `, id ${object.id}` : ""}`),
        fact("Field", finding.field && el("code", null, finding.field)),
        fact("Document", place(finding) && el("code", null, place(finding))),
        fact("Customer", mine(finding.customer), SCREEN),
        fact("Finding", el("a", { href: `#finding-${finding.id}` }, finding.id)),
      ),
    );
  }

  function fill(card, finding) {
    if (!card.querySelector(".body")) card.append(body(finding));
  }

  function card(finding) {
    const facts = [names.get(finding.customer), finding.check, finding.provider, place(finding)];
    const element = el(
      "details",
      { class: `finding ${finding.severity}`, id: `card-${finding.id}` },
      el(
        "summary",
        null,
        el("span", { class: "message" }, finding.message),
        el(
          "span",
          { class: "marks" },
          finding.waived ? el("span", { class: "badge waived" }, "waived") : null,
          el("span", { class: "badge" }, finding.class),
          el("span", { class: `badge ${finding.severity}` }, finding.severity),
        ),
        el(
          "span",
          { class: "facts" },
          el("span", { class: "whose" }, finding.customer ?? NOBODYS),
          facts.filter(Boolean).map((part) => ` \u00b7 ${part}`),
        ),
      ),
    );
    element.addEventListener("toggle", () => element.open && fill(element, finding));
    if (opened) {
      fill(element, finding);
      element.open = true;
    }
    return element;
  }

  const TITLES = { error: "Errors", warning: "Warnings", info: "Remarks" };

  /** Makes the elements of the findings up to this many. */
  function extend(until) {
    const made = document.createDocumentFragment();
    for (; shown < Math.min(until, found.length); shown++) {
      const finding = found[shown];
      if (!shown || found[shown - 1].severity !== finding.severity) {
        const total = found.filter((one) => one.severity === finding.severity).length;
        made.append(el("h3", null, TITLES[finding.severity], el("span", { class: "many" }, number(total))));
      }
      made.append(card(finding));
    }
    const first = made.querySelector("summary");
    $("list").append(made);
    const left = found.length - shown;
    $("more").hidden = !left;
    $("more").textContent = left ? `Show ${number(Math.min(STEP, left))} more of ${number(left)}` : "";
    return first;
  }

  function chosen(name) {
    return new Set([...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value));
  }

  function matching() {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [kinds, levels, whose] = [chosen("class"), chosen("severity"), chosen("whose")];
    const customer = form.customer.value.trim().toLowerCase();
    const exact = [...names.keys()].some((id) => id.toLowerCase() === customer);
    const of = (id) => id !== null && (exact ? id.toLowerCase() === customer : `${id} ${names.get(id) || ""}`.toLowerCase().includes(customer));
    return findings.filter(
      (finding) =>
        STATUS[form.status.value](finding) &&
        (!kinds.size || kinds.has(finding.class)) &&
        (!levels.size || levels.has(finding.severity)) &&
        (!whose.size || whose.has(finding.whose)) &&
        (!form.provider.value || finding.provider === form.provider.value) &&
        (!form.check.value || finding.check === form.check.value) &&
        (!customer || of(finding.customer)) &&
        words.every((word) => finding.words.includes(word)),
    );
  }

  function show() {
    found = matching();
    shown = 0;
    $("list").replaceChildren();
    extend(STEP);
    const about = new Set(found.map((finding) => finding.customer).filter((id) => id !== null)).size;
    const loose = found.filter((finding) => finding.customer === null).length;
    const where = [about || !loose ? ` in ${many(about, "customer")}` : "", loose ? `, ${number(loose)} ${NOBODYS}` : ""].join("");
    const total = form.status.value ? findings.length : findings.filter(STATUS[""]).length;
    const waived = findings.length - findings.filter(STATUS[""]).length;
    const aside = form.status.value || !waived ? "" : `, ${number(waived)} waived not shown`;
    form.hidden = !findings.length;
    $("shown").textContent = !findings.length
      ? "Nothing was found."
      : found.length
        ? `${number(found.length)} of ${many(total, "finding")}${where}${aside}`
        : `No finding matches${total ? ` of ${number(total)}` : ""}${aside}`;
  }

  function remember() {
    const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    try {
      history.replaceState(null, "", `#findings${state.size ? `?${state}` : ""}`);
    } catch {
      // A page in a sandbox has no address of its own.
    }
  }

  function filter() {
    show();
    remember();
  }

  function nameExpand() {
    $("expand").textContent = opened ? "Close all" : "Open all";
  }

  function openAll(open) {
    opened = open;
    nameExpand();
    for (const element of $("list").querySelectorAll("details.finding")) {
      if (open) fill(element, findings[positions.get(element.id.slice("card-".length))]);
      element.open = open;
    }
  }

  // Customers -----------------------------------------------------------------------------------------------------------

  const customerForm = $("customer-filters");
  const doubts = new Map();
  for (const one of report.no_verdict) doubts.set(one.customer, [...(doubts.get(one.customer) || []), one]);
  const OUTCOMES = {
    wrong: (customer) => customer.outcome.length > 0,
    clean: (customer) => customer.outcome.length === 0,
    doubtful: (customer) => doubts.has(customer.id),
  };
  const counts = new Map();
  for (const finding of findings.filter(STATUS[""])) counts.set(finding.customer, (counts.get(finding.customer) || 0) + 1);
  let foundCustomers = [];
  let shownCustomers = 0;

  function operation(one) {
    const attributes = one.attributes && one.attributes.length ? ` (${one.attributes.join(", ")})` : "";
    return `${one.action} ${kind({ kind: one.object })} ${one.name}${attributes}`;
  }

  /** How many checks have no verdict, and why: the reason of most of them, all of them where the pointer rests. */
  function doubt(unjudged) {
    const [first, ...others] = [...unjudged].sort((a, b) => b.checks.length - a.checks.length);
    const total = unjudged.reduce((sum, one) => sum + one.checks.length, 0);
    const more = others.length ? `, and ${many(others.length, "more reason")}` : "";
    const all = unjudged.map((one) => `${one.why}: ${one.checks.join(", ")}`).join("\n");
    return el("span", { class: "doubt", title: all }, `${many(total, "check")}: ${first.why}${more}`);
  }

  function customerRow(customer) {
    const total = counts.get(customer.id) || 0;
    const unjudged = doubts.get(customer.id) || [];
    // Nothing was found, but not all was looked at: that is not green.
    const clean = el("span", { class: unjudged.length ? "badge" : "badge clean" }, "clean");
    const badges = customer.outcome.length ? customer.outcome.map((one) => el("span", { class: `badge ${one}` }, one)) : [clean];
    return el(
      "tr",
      null,
      el("th", { scope: "row" }, customer.id, customer.name ? el("span", { class: "customer-name" }, customer.name) : null),
      el("td", null, customer.provider || ""),
      el("td", null, customer.state || ""),
      el(
        "td",
        null,
        badges.flatMap((one, k) => (k ? [" ", one] : [one])),
        unjudged.length ? [" ", el("span", { class: "badge doubtful" }, "no verdict")] : null,
        unjudged.length ? doubt(unjudged) : null,
      ),
      el("td", { class: "count" }, total ? el("a", { href: `#findings?customer=${encodeURIComponent(customer.id)}` }, number(total)) : "0"),
      el("td", null, el("ul", { class: "plans" }, customer.operations.map((one) => el("li", null, operation(one))))),
      el("td", null, customer.file ? el("code", null, customer.file) : ""),
    );
  }

  function extendCustomers(until) {
    const made = foundCustomers.slice(shownCustomers, until).map(customerRow);
    shownCustomers += made.length;
    $("customer-rows").append(...made);
    const left = foundCustomers.length - shownCustomers;
    $("more-customers").hidden = !left;
    $("more-customers").textContent = left ? `Show ${number(Math.min(STEP, left))} more of ${number(left)}` : "";
    return made[0];
  }

  function showCustomers() {
    const words = customerForm.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = customerForm.outcome.value;
    const fits = wanted ? OUTCOMES[wanted] || ((customer) => customer.outcome.includes(wanted)) : () => true;
    foundCustomers = report.customers.filter((customer) => {
      const text = `${customer.id} ${customer.name || ""} ${customer.file || ""}`.toLowerCase();
      return fits(customer) && words.every((word) => text.includes(word));
    });
    shownCustomers = 0;
    $("customer-rows").replaceChildren();
    extendCustomers(STEP);
    $("customers-shown").textContent = `${number(foundCustomers.length)} of ${many(report.customers.length, "customer")}`;
  }

  // What the address asks for ---------------------------------------------------------------------------------------------

  function fillForm(target, state) {
    for (const field of target.elements) {
      if (!field.name) continue;
      if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
      else field.value = state.get(field.name) || "";
      if (field.value === "" && field.options) field.selectedIndex = 0;
    }
  }

  function go() {
    const [target, query] = location.hash.slice(1).split(/\?(.*)/s);
    const state = new URLSearchParams(query || "");
    if (target === "customers") {
      fillForm(customerForm, state);
      showCustomers();
    } else if (target === "findings" && query !== undefined) {
      fillForm(form, state);
      show();
    } else if (target.startsWith("finding-")) {
      reveal(target.slice("finding-".length));
      return;
    } else return;
    $(target).scrollIntoView();
    $(target).focus({ preventScroll: true });
  }

  function reveal(id) {
    if (!positions.has(id)) return;
    const finding = findings[positions.get(id)];
    if (!found.includes(finding)) {
      fillForm(form, new URLSearchParams({ status: "all" }));
      show();
    }
    extend(found.indexOf(finding) + 1);
    const element = $(`card-${id}`); // an id of its own: what the address names, the browser itself would scroll to later, and take the focus away
    element.open = true;
    element.querySelector("summary").focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  }

  // Controls --------------------------------------------------------------------------------------------------------------

  function chips(fieldset, name, values, least = 1) {
    const used = values.filter((value) => findings.some((finding) => finding[name] === value));
    fieldset.append(...used.map((value) => el("label", { class: "chip" }, el("input", { type: "checkbox", name, value }), el("span", null, value))));
    fieldset.hidden = used.length < least;
  }

  function choices(select, values) {
    const used = [...new Set(values)].filter(Boolean).sort();
    select.append(...used.map((value) => el("option", { value }, value)));
    select.closest(".field").hidden = used.length < 2;
  }

  chips($("severities"), "severity", severities);
  chips($("classes"), "class", classes);
  chips($("whose"), "whose", ["customers'", NOBODYS], 2);
  choices($("provider"), findings.map((finding) => finding.provider));
  choices($("check"), findings.map((finding) => finding.check));
  $("customer-names").append(...[...counts.keys()].filter((id) => id !== null).sort().map((id) => el("option", { value: id }, names.get(id) || "")));

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  customerForm.addEventListener("input", showCustomers);
  customerForm.addEventListener("submit", (event) => event.preventDefault());
  $("expand").addEventListener("click", () => openAll(!opened));
  $("more").addEventListener("click", () => extend(shown + STEP)?.focus());
  $("more-customers").addEventListener("click", () => {
    const first = extendCustomers(shownCustomers + STEP);
    first?.querySelector("a")?.focus();
  });
  $("print").addEventListener("click", () => window.print());
  window.addEventListener("hashchange", go);

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.q.focus();
      form.q.select();
    }
  });

  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const nameTheme = () => ($("theme").textContent = dark() ? "Light colours" : "Dark colours");
  $("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    nameTheme();
  });
  prefersDark.addEventListener("change", nameTheme);
  nameTheme();

  // On paper nothing can be opened: everything that the filters let through is there, open.
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { opened, closed: [...document.querySelectorAll("details:not([open])")], shown, shownCustomers };
    extend(Infinity);
    extendCustomers(Infinity);
    openAll(true);
    for (const element of document.querySelectorAll("details:not([open])")) element.open = true;
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    opened = before.opened;
    nameExpand();
    for (const element of before.closed) element.open = false;
    const cards = $("list").querySelectorAll("details.finding");
    if (!opened) for (const element of [...cards].slice(before.shown)) element.open = false;
    before = null;
  });

  root.classList.add("js");
  show();
  showCustomers();
  if (findings.length && found.length <= FEW) openAll(true);
  go();
})();
