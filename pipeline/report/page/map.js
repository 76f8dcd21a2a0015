"use strict";

// The map of what articles name: countries as areas, places as points. What is too large for a point,
// or not surely that place, stands in a list beside it.

const MOST_LISTED = 12;

function areasNamed(report, articles, filters) {
  const counts = new Map();
  for (const article of articles) {
    for (const code of report.articles.countries[article]) tally(counts, code);
  }
  return [...counts].map(([code, count]) => ({
    kind: "area",
    value: code,
    count,
    opacity: emphasis(filters, "area", code),
    told: `${report.party(code)}: named in ${counted(count, "article", "articles")}`,
  }));
}

/** Counts the articles for each place, the most first: those that are drawn, or the others. */
function placesNamed(report, articles, isDrawn) {
  const { drawn, entity } = report.places;
  const counts = new Map();
  for (const article of articles) {
    for (const place of report.articles.places[article]) if (drawn[place] === isDrawn) tally(counts, place);
  }
  return [...counts]
    .sort(([one, ones], [other, others]) => others - ones || one - other)
    .map(([place, count]) => ({ place, count, name: placeName(report, entity[place]) }));
}

/** Names a place with its country, since many have one name: Red Sea, and the state of Sudan. */
function placeName(report, entity) {
  const { name, party } = report.entities;
  return [name[entity], party[entity] && report.party(party[entity])].filter(Boolean).join(", ");
}

function points(report, articles, filters) {
  const { id, latitude, longitude } = report.places;
  return placesNamed(report, articles, true).map(({ place, count, name }) => ({
    kind: "place",
    value: id[place],
    latitude: latitude[place],
    longitude: longitude[place],
    count,
    opacity: 0.8 * emphasis(filters, "place", id[place]),
    told: `${name}: named in ${counted(count, "article", "articles")}`,
  }));
}

/** Lists what the map does not draw, and says why. */
function showListed(report, articles, filters, choose) {
  const { id, why } = report.places;
  const all = placesNamed(report, articles, false);
  const items = all.slice(0, MOST_LISTED).map(({ place, count, name }) => {
    const button = element("button", { type: "button", "aria-pressed": filters.has("place", id[place]) });
    button.append(element("bdi", {}, name));
    button.addEventListener("click", () => choose({ place: filters.has("place", id[place]) ? "" : id[place] }));
    return element("li", {}, button, ` ${number.format(count)} `, element("small", {}, why[place]));
  });
  document.querySelector("#listed ol").replaceChildren(...items);
  document.getElementById("listed").hidden = !items.length;
  const left = all.length - items.length;
  document.getElementById("listed-more").textContent = left > 0 ? `and ${number.format(left)} more` : "";
}

/** Says how the outlines draw areas whose borders are disputed. */
function showDisputed(report) {
  const areas = report.disputed.map(({ name, drawn }) => `${name} ${drawn}`);
  document.getElementById("disputed").textContent = `${areas.join("; ")}.`;
}

function articlesOf(report, claims) {
  return new Set(claims.map((claim) => report.claims.article[claim]));
}

const MAP_CHART = {
  spec: "map",
  group: "map",
  height: (_, width) => width * 0.44,
  rows(report, claims, filters) {
    const articles = articlesOf(report, claims);
    return { areas: areasNamed(report, articles, filters), places: points(report, articles, filters) };
  },
  beside(report, claims, filters, choose) {
    showListed(report, articlesOf(report, claims), filters, choose);
  },
  chosen: ({ kind, value }, filters) => (kind ? { [kind]: filters.has(kind, value) ? "" : value } : {}),
};
