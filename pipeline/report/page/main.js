"use strict";

// Puts the page together: filters on one side; figures, charts and table, which follow them, on the other.

const FIELDS = [
  ...["text", "speaker", "country", "act", "about", "kind", "quotation", "modality", "score", "site", "language"],
  ...["since", "until"],
];
const LEAST_SCORES = [0.6, 0.7, 0.8, 0.9];
const SUGGESTED_SPEAKERS = 300;
const WIDEST_STORIES = 8;
const TYPING_PAUSE = 150; // milliseconds

async function main() {
  const data = await unpacked();
  const report = new Report(data.report);
  const filters = new Filters(report);
  const dialog = new ClaimDialog(report);
  const table = new ClaimTable(report, (order, at) => dialog.open(order, at));
  const board = new ChartBoard(report, data.charts, data.land, (chosen) => {
    filters.set(chosen(filters));
    show();
  });
  const form = document.getElementById("filters");

  let drawing = Promise.resolve();
  let latest;
  function show() {
    const shown = filters.apply();
    latest = shown;
    writeFields(form, filters);
    showChips(report, filters, show);
    showFigures(report, shown.passed);
    showStories(report, shown.passed);
    table.show(shown.passed);
    // One drawing after the other, for a chart takes no new rows while it draws; not those in
    // whose stead a later one waits.
    drawing = drawing.then(() => (shown === latest ? board.show(shown, filters) : null));
    return drawing;
  }

  fillFields(form, report);
  let typing;
  form.addEventListener("input", ({ target }) => {
    clearTimeout(typing);
    typing = setTimeout(
      () => {
        filters.set(readFields(form));
        show();
      },
      target.type === "search" ? TYPING_PAUSE : 0,
    );
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    filters.clear();
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawing = drawing.then(() => board.draw());
    show();
  });

  showHead(report);
  showCollection(report);
  drawing = board.draw();
  await show();
  document.documentElement.dataset.ready = "yes";
  setTimeout(() => filters.haystack(0)); // so that the first search is as quick as the next
}

function showHead(report) {
  const { since, until, countries } = report.choice;
  const days = report.claims.day.values;
  const from = since ?? days[0];
  const to = until ?? days.at(-1);
  const words = from && to ? [`Articles of ${dayName.format(new Date(from))} to ${dayName.format(new Date(to))}`] : [];
  if (countries.length) words.push(`speakers of ${countries.map((code) => report.party(code)).join(", ")}`);
  document.getElementById("period").textContent = words.join("; ");
}

function showFigures(report, claims) {
  const { article, speaker, speaker_country: country } = report.claims;
  const distinct = (of) => new Set(claims.map(of).filter((code) => code >= 0)).size;
  const figures = {
    claims: claims.length,
    speakers: distinct((claim) => speaker.codes[claim]),
    countries: distinct((claim) => country.codes[claim]),
    articles: distinct((claim) => article[claim]),
    outlets: distinct((claim) => report.articles.site.codes[article[claim]]),
  };
  for (const [name, count] of Object.entries(figures)) {
    document.querySelector(`#figures [data-of=${name}]`).textContent = number.format(count);
  }
}

function showStories(report, claims) {
  const { articles } = report;
  const stories = new Set(claims.map((claim) => articles.story[report.claims.article[claim]]));
  const spread = [...stories]
    .map((story) => report.storyPages.get(story))
    .filter((pages) => pages.length > 1)
    .map((pages) => ({ pages, outlets: new Set(pages.map((page) => articles.site.codes[page])).size }))
    .sort(
      (one, other) =>
        other.outlets - one.outlets || other.pages.length - one.pages.length || one.pages[0] - other.pages[0],
    )
    .slice(0, WIDEST_STORIES);
  const rows = spread.map(({ pages: [first, ...others], outlets }) =>
    element(
      "li",
      {},
      element("p", { class: "title" }, pageLink(articles, first)),
      element(
        "p",
        { class: "source" },
        `${counted(outlets, "outlet", "outlets")}, ${counted(others.length + 1, "page", "pages")}; first `,
        element("bdi", {}, valueAt(articles.site, first)),
        `, ${instant(articles.first_seen_at[first])}`,
      ),
    ),
  );
  const none = element("li", { class: "empty" }, "No story was carried by more than one page.");
  document.querySelector("#stories ol").replaceChildren(...(rows.length ? rows : [none]));
}

/** Shows how the reading went: what was rejected, and which feeds fail. */
function showCollection(report) {
  const rejected = report.rejections.map(({ reason, count, meaning }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, reason.replaceAll("_", " ")),
      element("td", { class: "number" }, number.format(count)),
      element("td", {}, meaning),
    ),
  );
  document.querySelector("#rejections tbody").replaceChildren(...rejected);
  document.getElementById("rejections").hidden = !rejected.length;
  document.getElementById("nothing-rejected").hidden = Boolean(rejected.length);
  const failing = report.feeds.filter(({ failures }) => failures > 0);
  document.getElementById("feeds-told").textContent = report.feeds.length
    ? `${number.format(report.feeds.length - failing.length)} of ${counted(report.feeds.length, "feed", "feeds")} answered when last asked.`
    : "No feed was polled.";
  const items = failing.map(({ feed_url: url, title, failures, error }) =>
    element(
      "li",
      {},
      element("bdi", { class: "title" }, title || url),
      element("p", { class: "source" }, `${counted(failures, "failed poll", "failed polls")} in a row: ${error ?? ""}`),
    ),
  );
  document.querySelector("#feeds-failing").replaceChildren(...items);
}

function fillFields(form, report) {
  const all = [...Array(report.size).keys()];
  const party = (code) => report.party(code);
  fillChoice(form.country, ranked(all, report.claims.speaker_country), party);
  fillChoice(form.act, ranked(all, report.claims.act));
  fillChoice(form.kind, ranked(all, report.claims.speaker_kind));
  fillChoice(form.quotation, ranked(all, report.claims.quote_type));
  fillChoice(form.modality, ranked(all, report.claims.modality));
  const reaching = (least) => all.filter((claim) => Number(valueAt(report.claims.score, claim)) >= least);
  const scores = LEAST_SCORES.map((value) => ({ value, count: reaching(value).length }));
  fillChoice(form.score, scores, (value) => `at least ${value}`);
  const ofArticles = ({ values, codes }) => ({ values, codes: all.map((claim) => codes[report.claims.article[claim]]) });
  fillChoice(form.site, ranked(all, ofArticles(report.articles.site)));
  fillChoice(form.language, ranked(all, ofArticles(report.articles.language)), languageName);
  const named = new Map();
  for (const claim of all) for (const code of report.partiesNamed(claim)) tally(named, code);
  fillChoice(form.about, most(named, Infinity).map((value) => ({ value, count: named.get(value) })), party);
  const speakers = ranked(all, report.claims.speaker, SUGGESTED_SPEAKERS);
  document.getElementById("speakers-known").replaceChildren(...speakers.map(({ value }) => element("option", { value })));
}

function fillChoice(field, counts, label = (value) => value) {
  field.append(
    ...counts.map(({ value, count }) => element("option", { value }, `${label(value)} (${number.format(count)})`)),
  );
}

function readFields(form) {
  return Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
}

function writeFields(form, filters) {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (field !== document.activeElement) field.value = filters.values[name] ?? "";
  }
}

/** Names a language by its code. */
function languageName(code) {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
}

function toldOf(report, name, value) {
  if (name === "place") return report.entities.name[report.places.entity[value]];
  return name === "language" ? languageName(value) : report.party(value);
}

/** Names each filter that is set, with a button that takes it away. */
function showChips(report, filters, show) {
  const names = {
    text: "text",
    speaker: "speaker",
    country: "country",
    act: "act",
    kind: "kind of speaker",
    quotation: "quotation",
    modality: "modality",
    score: "score at least",
    site: "outlet",
    language: "language",
    speaking: "speaking",
    about: "about",
    area: "article names",
    place: "article names",
    since: "from",
    until: "to",
  };
  const chips = Object.entries(filters.values).map(([name, value]) => {
    const told = toldOf(report, name, value);
    const chip = element("button", { type: "button", class: "chip", "aria-label": `remove filter ${names[name]} ${told}` });
    chip.append(`${names[name]}: `, element("bdi", {}, told), " ×");
    chip.addEventListener("click", () => {
      filters.set({ [name]: "" });
      show();
    });
    return chip;
  });
  document.getElementById("chips").replaceChildren(...chips);
  document.getElementById("clear").hidden = !chips.length;
}

main().catch((error) => {
  document.getElementById("failed").hidden = false;
  throw error;
});
