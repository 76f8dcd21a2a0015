"use strict";

// The report's data: unpacked once, and the little that all scripts ask of it.

async function unpacked() {
  const packed = document.getElementById("data").textContent;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

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

class Report {
  constructor(data) {
    Object.assign(this, data);
    this.size = this.claims.article.length;
    this.named = new Array(this.size);
    this.storyPages = new Map();
    this.articles.story.forEach((story, page) => {
      if (!this.storyPages.has(story)) this.storyPages.set(story, []);
      this.storyPages.get(story).push(page);
    });
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
