"use strict";

// The table of statements or claims, a page of rows at a time: what is not on the page is not in the
// document.

const ROWS_ON_PAGE = 50;
const SORTS = ["when", "speaker", "act", "site"];

class ClaimTable {
  /** Takes what opens a claim, and what is to be done when the reader has sorted or grouped the rows. */
  constructor(report, charts, open, changed) {
    this.report = report;
    this.charts = charts;
    this.open = open;
    this.changed = changed;
    this.claims = [];
    this.entries = [];
    this.byStatement = true;
    this.page = 0;
    this.sorted = { by: "when", down: true };
    this.body = document.querySelector("#claims tbody");
    this.told = document.querySelector("#claims .told");
    this.before = document.querySelector("#claims .before");
    this.behind = document.querySelector("#claims .behind");
    this.before.addEventListener("click", () => this.turn(-1));
    this.behind.addEventListener("click", () => this.turn(1));
    this.headings = [...document.querySelectorAll("#claims th[data-by]")];
    for (const heading of this.headings) {
      heading.querySelector("button").addEventListener("click", () => this.sortBy(heading.dataset.by));
    }
    this.rowsAre = document.querySelector("#rows-are");
    this.rowsAre.addEventListener("change", () => {
      this.byStatement = this.rowsAre.value === "statements";
      this.show(this.claims);
      this.changed();
    });
    this.body.addEventListener("click", (event) => {
      if (event.target.closest("a")) return;
      const row = event.target.closest("tr[data-at]");
      if (row) this.open(this.order(), Number(row.dataset.at));
    });
  }

  show(claims) {
    this.claims = claims;
    this.rowsAre.value = this.byStatement ? "statements" : "claims";
    this.entries = this.byStatement
      ? byStatement(this.report, claims)
      : claims.map((claim) => ({ claim, claims: [claim] }));
    this.page = 0;
    this.sort();
  }

  /** Lists the claim of each row. */
  order() {
    return this.entries.map(({ claim }) => claim);
  }

  sortBy(by) {
    const down = this.sorted.by === by ? !this.sorted.down : by === "when";
    this.sorted = { by, down };
    this.page = 0;
    this.sort();
    this.changed();
  }

  sort() {
    const { by, down } = this.sorted;
    const key = this.sortKey(by, down ? -Infinity : Infinity);
    const sign = down ? -1 : 1;
    // Claims come by day, newest first; the sort is stable, so that is their order within a key.
    this.entries.sort((one, other) => sign * (key(one.claim) - key(other.claim)));
    for (const heading of this.headings) {
      const direction = down ? "descending" : "ascending";
      heading.setAttribute("aria-sort", heading.dataset.by === by ? direction : "none");
    }
    this.draw();
  }

  /** Codes stand in the order of their values; claims without a value come last. */
  sortKey(by, last) {
    const { claims, articles } = this.report;
    if (by === "site") return (claim) => articles.site.codes[claims.article[claim]];
    const { codes } = { when: claims.day, speaker: claims.speaker, act: claims.act }[by];
    return (claim) => (codes[claim] < 0 ? last : codes[claim]);
  }

  turn(by) {
    this.page += by;
    this.draw();
    document.querySelector("#claims").scrollIntoView();
  }

  draw() {
    const from = this.page * ROWS_ON_PAGE;
    const to = Math.min(from + ROWS_ON_PAGE, this.entries.length);
    const rows = this.entries.slice(from, to).map(({ claim }, index) => this.row(claim, from + index));
    this.body.replaceChildren(...(rows.length ? rows : [this.empty()]));
    this.before.disabled = from === 0;
    this.behind.disabled = to === this.entries.length;
    this.told.textContent = rows.length ? `${number.format(from + 1)} to ${number.format(to)} of ${this.counts()}` : "";
  }

  counts() {
    const claims = counted(this.claims.length, "claim", "claims");
    return this.byStatement ? `${counted(this.entries.length, "statement", "statements")} in ${claims}` : claims;
  }

  row(claim, at) {
    const { report } = this;
    const { claims } = report;
    const day = valueAt(claims.day, claim);
    const speaker = report.speaker(claim);
    const parts = report.within(claim).map((part, index) => this.part(claim, part, index));
    return element(
      "tr",
      { role: "row", "data-at": at },
      cell("when", element("time", { datetime: day }, dayName.format(new Date(day)))),
      cell(
        "speaker",
        element("bdi", { class: "name", title: speaker }, speaker),
        element("small", {}, report.speakerDetails(claim).join(", ")),
      ),
      cell("act", element("span", { class: "tag" }, valueAt(claims.act, claim))),
      cell(
        "said",
        element("button", { class: "open", "aria-haspopup": "dialog" }, ...saying(report, claim)),
        element("small", { class: "details" }, ...details(report, claim)),
        ...(parts.length ? [element("ul", { class: "parts" }, ...parts)] : []),
        ...statementParts(report, claims.statement[claim], this.charts, (order, place) => this.open(order, place)),
      ),
      cell("site", element("bdi", {}, report.site(claim))),
    );
  }

  /** Shows a claim that continues the claim of a row, or is nested in it; the dialog has all of them. */
  part(claim, part, index) {
    const { report } = this;
    const relation = valueAt(report.claims.relation, part) || "part";
    const button = element(
      "button",
      { class: "open", "aria-haspopup": "dialog" },
      element("span", { class: "relation" }, `${relation}:`),
      " ",
      ...(relation === "nested" ? [element("bdi", {}, report.speaker(part)), " "] : []),
      ...saying(report, part),
    );
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.open([claim, ...report.within(claim)], index + 1);
    });
    const described = [`${valueAt(report.claims.act, part)} · `, ...details(report, part)];
    return element("li", {}, button, element("small", { class: "details" }, ...described));
  }

  empty() {
    const words = this.report.size
      ? "No claim passes all filters. Clear one of them."
      : "There are no claims in this report.";
    return element("tr", { role: "row" }, element("td", { role: "cell", colspan: 5, class: "empty" }, words));
  }
}

/** Tells a claim so that it cannot be read as its opposite. */
function saying(report, claim) {
  const meant = valueAt(report.claims.text_resolved, claim); // what "that" stands for
  return [
    element("i", {}, report.cueInContext(claim)),
    " ",
    ...negationMark(report, claim),
    element("bdi", {}, report.content(claim)),
    ...(meant ? [" ", element("bdi", { class: "meant" }, `[${meant}]`)] : []),
  ];
}

/** Says how, to whom and about whom a claim is said, and how sure it is. */
function details(report, claim) {
  const addressee = valueAt(report.claims.addressee, claim);
  const about = report.about(claim).join(", ");
  const said = [addressee && `to ${addressee}`, ...report.manner(claim), about && `about ${about}`]
    .filter(Boolean)
    .map((words) => `${words} · `);
  return [...said, sureness(valueAt(report.claims.score, claim))];
}

function sureness(score) {
  if (score === "") return "score not measured";
  const words = `score ${score.toFixed(2)}`;
  return score < Number(FIRST_VALUES.score) ? element("span", { class: "low" }, `low ${words}`) : words;
}

function cell(name, ...children) {
  return element("td", { role: "cell", class: name }, ...children);
}
