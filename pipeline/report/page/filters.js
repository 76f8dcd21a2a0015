"use strict";

// Which claims are shown. A filter is a value by name; "" lets all pass. Charts count the claims
// that pass all filters but their own, so that what is not chosen can still be seen and chosen.

// About every second claim below this score is wrong, and these are hidden until someone asks for them.
const FIRST_VALUES = { score: "0.5" };

class Filters {
  constructor(report) {
    this.report = report;
    this.values = { ...FIRST_VALUES };
    this.searched = null;
  }

  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (value === "") delete this.values[name];
      else this.values[name] = value;
    }
  }

  clear() {
    this.values = {};
  }

  has(name, value) {
    return this.values[name] === value;
  }

  /** Splits the claims: those that pass, and for each filter those that fail it and no other. */
  apply() {
    const tests = Object.entries(this.values).map(([name, value]) => [
      FILTER_GROUPS[name] ?? name,
      FILTER_TESTS[name](this.report, value, this),
    ]);
    const passed = [];
    const missedBy = {};
    for (let claim = 0; claim < this.report.size; claim += 1) {
      let missed = null;
      let lost = false;
      for (const [name, test] of tests) {
        if (test(claim) || missed === name) continue;
        lost = missed !== null;
        missed = name;
        if (lost) break;
      }
      if (missed === null) passed.push(claim);
      else if (!lost) (missedBy[missed] ??= []).push(claim);
    }
    return new Shown(passed, missedBy);
  }

  /** Counts the claims that would pass with other values for some filters. */
  countWith(changes) {
    const other = new Filters(this.report);
    other.searched = this.searched;
    other.values = { ...this.values, ...changes };
    return other.apply().passed.length;
  }

  /** Gives the text in which a claim is searched, in lower case; made when it is first needed. */
  haystack(claim) {
    this.searched ??= Array.from({ length: this.report.size }, (_, each) =>
      [
        ...[each, ...this.report.within(each)].map((claim) => this.report.content(claim)),
        this.report.cue(each),
        this.report.speaker(each),
        this.report.title(each),
      ]
        .join("\n")
        .toLowerCase()
        .replace(SPACES, " "),
    );
    return this.searched[claim];
  }
}

class Shown {
  constructor(passed, missedBy) {
    this.passed = passed;
    this.missedBy = missedBy;
  }

  /** Lists the claims that pass all filters but those of one group. */
  without(group) {
    return this.missedBy[group] ? this.passed.concat(this.missedBy[group]) : this.passed;
  }
}

const SPACES = /[^\S\n]+/gu;
const SEARCHED = /["\u201c\u201d]([^"\u201c\u201d]*)["\u201c\u201d]?|[^\s"\u201c\u201d]+/gu;

/** Lists what is searched: words, and phrases that stand in quotation marks. */
function searchedParts(text) {
  return [...text.toLowerCase().matchAll(SEARCHED)]
    .map(([word, phrase]) => (phrase ?? word).replace(/\s+/gu, " ").trim())
    .filter(Boolean);
}

// Filters that belong to one chart are one for it.
const FILTER_GROUPS = {
  since: "days",
  until: "days",
  speaking: "matrix",
  about: "matrix",
  area: "map",
  place: "map",
};

const FILTER_TESTS = {
  text: (report, value, filters) => {
    const parts = searchedParts(value);
    return (claim) => parts.every((part) => filters.haystack(claim).includes(part));
  },
  // A whole name means that speaker; a part of one, all whose name has it.
  speaker: (report, value) => {
    const { values, codes } = report.claims.speaker;
    const exact = values.indexOf(value);
    if (exact >= 0) return (claim) => codes[claim] === exact;
    const part = value.toLowerCase();
    const meant = values.map((name) => name.toLowerCase().includes(part));
    return (claim) => codes[claim] >= 0 && meant[codes[claim]];
  },
  country: (report, value) => hasValue(report.claims.speaker_country, value),
  act: (report, value) => hasValue(report.claims.act, value),
  kind: (report, value) => hasValue(report.claims.speaker_kind, value),
  quotation: (report, value) => hasValue(report.claims.quote_type, value),
  modality: (report, value) => hasValue(report.claims.modality, value),
  // A claim whose rule was not measured has no score, and does not reach any.
  score: (report, value) => (claim) => Number(valueAt(report.claims.score, claim)) >= Number(value),
  speaking: (report, value) => hasValue(report.claims.speaking, value),
  about: (report, value) => (claim) => report.partiesNamed(claim).includes(value),
  site: (report, value) => ofArticle(report, hasValue(report.articles.site, value)),
  language: (report, value) => ofArticle(report, hasValue(report.articles.language, value)),
  area: (report, value) =>
    ofArticle(report, (article) => report.articles.countries[article].includes(value)),
  place: (report, value) => {
    const meant = new Set(report.places.id.flatMap((id, place) => (id === value ? [place] : [])));
    return ofArticle(report, (article) => report.articles.places[article].some((place) => meant.has(place)));
  },
  story: (report, value) => ofArticle(report, hasValue(report.articles.story, value)),
  statement: (report, value) => {
    const statement = report.statements.id.indexOf(value);
    return (claim) => statement >= 0 && report.claims.statement[claim] === statement;
  },
  since: (report, value) => (claim) => valueAt(report.claims.day, claim) >= value,
  until: (report, value) => (claim) => valueAt(report.claims.day, claim) <= value,
};

function hasValue(column, value) {
  const code = column.values.indexOf(value);
  return (row) => code >= 0 && column.codes[row] === code;
}

function ofArticle(report, test) {
  return (claim) => test(report.claims.article[claim]);
}
