"use strict";

// The report's data: unpacked once, and the little that all scripts ask of it.

async function unpacked() {
  const packed = document.getElementById("data").textContent;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const A_FEW_WORDS = /^(?: \p{L}+(?:['\u2019-]\p{L}+)*){0,4} $/u;
const number = new Intl.NumberFormat("en");
const dayName = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

function counted(count, one, many) {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** Answers "" for a null, which has the code -1. */
function valueAt(column, row) {
  const code = column.codes[row];
  return code < 0 ? "" : column.values[code];
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Marks a negated claim in words; its "not" stands in its words or at its cue. */
function negationMark(report, claim) {
  const words = valueAt(report.claims.negated, claim) ? report.meanings.negated.true : "";
  return words ? [element("span", { class: "negated" }, words), " "] : [];
}

/** Lists the rows of each code; -1 is none. */
function grouped(codes) {
  const groups = new Map();
  codes.forEach((code, row) => {
    if (code < 0) return;
    if (groups.has(code)) groups.get(code).push(row);
    else groups.set(code, [row]);
  });
  return groups;
}

class Report {
  constructor(data) {
    Object.assign(this, data);
    // The claims that stand by themselves come first. All others are part of one: they continue it
    // or are nested in it, are shown with it, and are counted nowhere.
    this.size = this.claims.whole;
    this.partsOf = new Map();
    for (const [parent, parts] of grouped(this.claims.parent)) {
      this.partsOf.set(parent, parts.map((at) => this.size + at));
    }
    this.named = new Array(this.size);
    this.storyPages = grouped(this.articles.story.codes);
    this.reportsOf = grouped(this.claims.statement);
  }

  /** Gives parts of the article's text: where each stands is a flat list of starts and ends. */
  parts(claim, places) {
    const text = this.articles.text[this.claims.article[claim]];
    const found = [];
    for (let at = 0; at < places.length; at += 2) found.push(text.slice(places[at], places[at + 1]));
    return found;
  }

  content(claim) {
    return this.parts(claim, this.claims.content_at[claim]).join(" ");
  }

  cue(claim) {
    return this.parts(claim, this.claims.cue_at[claim]).join(" ");
  }

  /** Gives the cue with what stands between it and the speaker, "would not", if that is short. */
  cueInContext(claim) {
    const [, after] = this.claims.speaker_at[claim];
    const [cue] = this.claims.cue_at[claim];
    if (after === undefined || cue === undefined) return this.cue(claim);
    const [between] = this.parts(claim, [after, cue]);
    return A_FEW_WORDS.test(between) ? (between + this.cue(claim)).trim() : this.cue(claim);
  }

  /** Names who said it, as the text does where it gives no name. */
  speaker(claim) {
    const { joint_speakers: joint, speaker, speaker_at: at } = this.claims;
    const written = this.parts(claim, at[claim]).join(" ");
    return valueAt(joint, claim) || valueAt(speaker, claim) || written || "no speaker named";
  }

  /** Says of whom the speaker is; what stands in the name already is left out. */
  speakerDetails(claim) {
    const { claims } = this;
    const country = valueAt(claims.speaker_country, claim);
    const name = this.speaker(claim).toLowerCase();
    return [
      valueAt(claims.speaker_role, claim) || valueAt(claims.speaker_kind, claim),
      valueAt(claims.speaker_affiliation, claim),
      country && this.party(country),
    ].filter((each) => each && !name.includes(each.toLowerCase()));
  }

  /** Says how a claim is meant: as possible, in direct speech. */
  manner(claim) {
    const said = (column) => this.meanings[column][valueAt(this.claims[column], claim)];
    return [said("modality"), said("quote_type")].filter(Boolean);
  }

  /** Lists the entities that a claim names. */
  about(claim) {
    return this.claims.about[claim].map((entity) => this.entities.name[entity]);
  }

  /** Lists the claims that continue a claim or are nested in it, and those within these. */
  within(claim) {
    return (this.partsOf.get(claim) ?? []).flatMap((part) => [part, ...this.within(part)]);
  }

  /** Finds a claim by its id, -1 if it is not in the report. */
  claimOf(id) {
    return this.claims.id.indexOf(id);
  }

  /** Says when a page appeared; a publisher's date after the first sighting is a mistake. */
  appearedAt(article) {
    const [published, seen] = [this.articles.published_at[article], this.articles.first_seen_at[article]];
    return published && published < seen ? published : seen;
  }

  title(claim) {
    return this.articles.title[this.claims.article[claim]] ?? "";
  }

  site(claim) {
    return valueAt(this.articles.site, this.claims.article[claim]);
  }

  /** Names a country by its code; another party is its own name. */
  party(code) {
    return Object.hasOwn(this.country_names, code) ? this.country_names[code] : code;
  }

  /** Lists the countries and international bodies that a claim names, each once. */
  partiesNamed(claim) {
    this.named[claim] ??= this.claims.about[claim]
      .map((entity) => this.entities.party[entity])
      .filter((party, at, all) => party !== null && all.indexOf(party) === at);
    return this.named[claim];
  }
}
