"use strict";

// The filters as a form, and as chips that say what is set.

const FIELDS = [
  ...["text", "speaker", "country", "act", "about", "kind", "quotation", "modality", "score", "site", "language"],
  ...["since", "until"],
];
const LEAST_SCORES = ["0.5", "0.6", "0.7", "0.8", "0.9"];
const SUGGESTED_SPEAKERS = 300;

function fillFields(form, report) {
  const all = [...Array(report.size).keys()];
  const party = (code) => report.party(code);
  fillChoice(form.country, ranked(all, report.claims.speaker_country), party);
  fillChoice(form.act, ranked(all, report.claims.act));
  fillChoice(form.kind, ranked(all, report.claims.speaker_kind));
  fillChoice(form.quotation, ranked(all, report.claims.quote_type));
  fillChoice(form.modality, ranked(all, report.claims.modality));
  const reaching = (least) => all.filter((claim) => Number(valueAt(report.claims.score, claim)) >= Number(least));
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

/** Names a language by its code; what is none is its own name. */
function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** Says what a filter's value stands for; an address may have any. */
function toldOf(report, name, value) {
  const { articles, places, statements } = report;
  if (name === "place") return (places.id.includes(value) ? placeName(report, places.entity[places.id.indexOf(value)]) : value);
  if (name === "story") return articles.title[articles.story.codes.indexOf(articles.story.values.indexOf(value))] ?? value;
  if (name === "statement") {
    const claim = (report.reportsOf.get(statements.id.indexOf(value)) ?? [])[0];
    return claim === undefined ? value : `${report.speaker(claim)} ${saying(report, claim).map((each) => each.textContent ?? each).join("")}`;
  }
  return name === "language" ? languageName(value) : report.party(value);
}

/** Names each filter that is set, with a button that takes it away. */
function showChips(report, filters, shown, choose) {
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
    story: "story",
    statement: "statement",
    since: "from",
    until: "to",
  };
  const chips = Object.entries(filters.values).map(([name, value]) => {
    const told = toldOf(report, name, value);
    const chip = element("button", { type: "button", class: "chip", "aria-label": `remove filter ${names[name]} ${told}` });
    const hidden = name === "score" ? ` (hides ${number.format(shown.missedBy.score?.length ?? 0)})` : "";
    chip.append(`${names[name]}: `, element("bdi", { class: "value" }, told), `${hidden} ×`);
    chip.addEventListener("click", () => choose({ [name]: "" }));
    return chip;
  });
  document.getElementById("chips").replaceChildren(...chips);
  document.getElementById("clear").hidden = !chips.length;
}
