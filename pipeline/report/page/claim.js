"use strict";

// The dialog that shows one claim: its passage, what is known of it, and its page.

class ClaimDialog {
  /** Takes what is to be done when another claim is shown, or none. */
  constructor(report, charts, changed) {
    this.report = report;
    this.charts = charts;
    this.changed = changed;
    this.dialog = document.getElementById("claim");
    this.order = [];
    this.at = 0;
    this.whole = false;
    this.dialog.querySelector(".close").addEventListener("click", () => this.dialog.close());
    this.earlier = this.dialog.querySelector(".earlier");
    this.later = this.dialog.querySelector(".later");
    this.earlier.addEventListener("click", () => this.turn(this.at - 1));
    this.later.addEventListener("click", () => this.turn(this.at + 1));
    this.cited = this.dialog.querySelector(".cited");
    this.dialog.querySelector(".cite").addEventListener("click", () => this.cite());
    this.dialog.addEventListener("close", () => this.changed({ replacing: false }));
    this.more = this.dialog.querySelector(".whole");
    this.more.addEventListener("click", () => {
      this.whole = !this.whole;
      this.showPassage();
    });
    // A click beside the dialog is one on its backdrop.
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
  }

  open(order, at) {
    this.order = order;
    if (!this.dialog.open) this.dialog.showModal();
    this.show(at);
    this.changed({ replacing: false });
  }

  close() {
    this.dialog.close();
  }

  /** Gives the id of the claim that is open, or "". */
  get openClaim() {
    return this.dialog.open ? this.report.claims.id[this.order[this.at]] : "";
  }

  turn(at) {
    this.show(at);
    this.changed({ replacing: true });
  }

  /** Shows the citation, and copies it where the browser allows that. */
  async cite() {
    this.cited.hidden = false;
    this.cited.value = citation(this.report, this.order[this.at]);
    this.cited.focus();
    this.cited.select();
    this.cited.scrollTop = 0;
    await navigator.clipboard?.writeText(this.cited.value).catch(() => {}); // it can be copied by hand
  }

  show(at) {
    this.at = at;
    this.whole = false;
    this.cited.hidden = true;
    const { report } = this;
    const claim = this.order[at];
    this.earlier.disabled = at === 0;
    this.later.disabled = at === this.order.length - 1;
    this.put("position", `${number.format(at + 1)} of ${number.format(this.order.length)}`);
    this.put("speaker", report.speaker(claim));
    this.put("act", valueAt(report.claims.act, claim));
    this.dialog.querySelector(".page").replaceChildren(...this.page(claim));
    this.dialog.querySelector(".facts").replaceChildren(...this.facts(claim));
    this.showPassage();
    this.dialog.querySelector(".scrolled").scrollTop = 0;
  }

  showPassage() {
    const claim = this.order[this.at];
    this.dialog.querySelector(".text").replaceChildren(passage(this.report, claim, this.whole));
    this.more.textContent = this.whole ? "Only the passage" : "Whole article";
    this.more.setAttribute("aria-pressed", this.whole);
  }

  put(part, text) {
    this.dialog.querySelector(`.${part}`).textContent = text;
  }

  page(claim) {
    const { articles, claims } = this.report;
    const article = claims.article[claim];
    const published = articles.published_at[article];
    return [
      element("p", { class: "title" }, pageLink(articles, article)),
      element(
        "p",
        { class: "source" },
        valueAt(articles.site, article),
        published ? `, published ${instant(published)}` : "",
        `, first seen ${instant(articles.first_seen_at[article])}`,
      ),
    ];
  }

  facts(claim) {
    const { claims, entities } = this.report;
    const value = (name) => valueAt(claims[name], claim);
    const negated = value("negated") ? [this.report.meanings.negated.true] : [];
    const place = claims.said_in.codes[claim] < 0 ? "" : entities.name[value("said_in")];
    const times = claims.times[claim].map(([text, start, end]) => timeLine(text, start, end));
    const facts = [
      ["Said by", ...speakerLine(this.report, claim)],
      ["Speaks for", isolated(value("speaker_affiliation"))],
      ["To", isolated(value("addressee"))],
      ["Act", `${value("act")}: ${this.report.meanings.act[value("act")] ?? ""}`],
      ["Content", [...this.report.manner(claim), ...negated].join(", ")],
      ["Means", isolated(value("text_resolved"))],
      ["Part of", this.partOf(claim)],
      ["Names", ...joined(this.report.about(claim).map(isolated), "; ")],
      ["Said on", value("said_on")],
      ["Said in", isolated(place)],
      ["Times", ...joined(times, "; ")],
      ["Rule", `${value("rule")}: ${this.report.meanings.rule[value("rule")] ?? ""}`],
      ["Precision", precisionLine(value("score"))],
      ["Claim", `claimwire explain ${claims.id[claim]}`],
    ];
    return facts
      .filter(([, ...parts]) => parts.some(Boolean))
      .map(([name, ...parts]) => [name, element("dd", {}, ...parts)])
      .concat(this.statement(claim), this.story(claim))
      .concat([["Link", element("dd", {}, stateLink("claim", claims.id[claim], "to this claim"))]])
      .flatMap(([name, described]) => [element("dt", {}, name), described]);
  }

  /** Says what a claim that is part of another is to it. */
  partOf(claim) {
    const { claims, size } = this.report;
    if (claim < size) return "";
    const relation = valueAt(claims.relation, claim) || "continues or is nested in";
    const words = { continues: "continues", nested: "is nested in" }[relation] ?? relation;
    return `${words} ${claims.id[claims.parent[claim - size]]}, and is not counted`;
  }

  /** Says who else reports what a claim states, and what contradicts it. */
  statement(claim) {
    const { claims, statements } = this.report;
    const statement = claims.statement[claim];
    if (statement < 0) return [];
    const pages = pagesOf(this.report, statement);
    const words = `${counted(statements.reports[statement], "report", "reports")} by ${counted(statements.outlets[statement], "outlet", "outlets")}; first `;
    const first = element("bdi", {}, statements.first_site[statement]);
    const link = stateLink("statement", statements.id[statement], "Only this statement");
    const others = pages.length > 1 ? [pageList(this.report, pages)] : [];
    const described = element(
      "dd",
      {},
      ...[words, first, ". ", link],
      ...spreadChart(this.report, this.charts.spread, spreadOf(this.report, pages)),
      ...others,
      ...linkedStatements(this.report, statement),
    );
    return [["Statement", described]];
  }

  story(claim) {
    const { articles, claims, storyPages } = this.report;
    const story = articles.story.codes[claims.article[claim]];
    const pages = storyPages.get(story);
    const words = pages.length > 1 ? `on ${counted(pages.length, "page", "pages")}. ` : "on this page alone. ";
    const link = stateLink("story", articles.story.values[story], "Only this story");
    const chart = spreadChart(this.report, this.charts.spread, spreadOf(this.report, pages));
    const list = pages.length > 1 ? [pageList(this.report, pages)] : [];
    return [["Story", element("dd", {}, words, link, ...chart, ...list)]];
  }
}

/** Links to a page; the report has addresses of http and https only, null for others. */
function pageLink(articles, article) {
  const title = element("bdi", {}, articles.title[article] || "(no title)");
  const href = articles.url[article];
  if (!href) return title;
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, title);
}

function speakerLine(report, claim) {
  const value = (name) => valueAt(report.claims[name], claim);
  const as = report.parts(claim, report.claims.speaker_at[claim]).join(" ");
  const country = value("speaker_country");
  const words = [value("speaker_kind"), value("speaker_role"), country && report.party(country)];
  return joined([as && isolated(`“${as}”`), ...words.map(isolated)], ", ");
}

function timeLine(text, start, end) {
  const days = start === end || !end ? start : `${start} to ${end}`;
  return element("span", {}, isolated(text), start ? ` (${days})` : "");
}

/** Shows words in the direction of their script, and lets them not turn what is around them. */
function isolated(words) {
  return words && element("bdi", {}, words);
}

/** Puts a mark between those of some parts that are there. */
function joined(parts, mark) {
  return parts.filter(Boolean).flatMap((part, index) => (index ? [mark, part] : [part]));
}

function precisionLine(score) {
  if (score === "") return "not measured for this rule and type of quotation";
  return `${Math.round(score * 100)} % of such claims were right where it was measured`;
}

function instant(text) {
  return `${text.replace("T", " ")} UTC`;
}
