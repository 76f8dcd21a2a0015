"use strict";

// What the charts draw: rows counted from the claims that are shown, and the filters of a click.

const MOST_BARS = 12;
const MOST_PARTIES = 12;
const MOST_DAYS = 100; // bars over time, also of weeks
const LINE = 24; // pixels for a row of a chart
const FAINT = 0.3;
const DAY = 24 * 60 * 60 * 1000;

/** Counts claims by a coded column, the most first; equal ones in the order of their values. */
function ranked(claims, column, most = Infinity) {
  const counts = new Uint32Array(column.values.length);
  for (const claim of claims) if (column.codes[claim] >= 0) counts[column.codes[claim]] += 1;
  return [...counts.keys()]
    .filter((code) => counts[code] > 0)
    .sort((one, other) => counts[other] - counts[one] || one - other)
    .slice(0, most)
    .map((code) => ({ value: column.values[code], count: counts[code] }));
}

function tally(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Lists the keys counted most; equal ones in the order of their names. */
function most(counts, limit) {
  return [...counts]
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([key]) => key);
}

/** Fades what is not chosen where something is. */
function emphasis(filters, name, value) {
  return filters.values[name] === undefined || filters.has(name, value) ? 1 : FAINT;
}

function barChart(name, column, label) {
  return {
    spec: "ranking",
    group: name,
    height: ({ rows }) => rows.length * LINE,
    rows(report, claims, filters) {
      return {
        rows: ranked(claims, column(report), MOST_BARS).map(({ value, count }) => ({
          value,
          count,
          label: label(report, value),
          told: `${label(report, value)}: ${counted(count, "claim", "claims")}`,
          opacity: emphasis(filters, name, value),
        })),
      };
    },
    chosen: (datum, filters) => ({ [name]: filters.has(name, datum.value) ? "" : datum.value }),
  };
}

const CHARTS = {
  days: {
    spec: "days",
    group: "days",
    rows(report, claims, filters) {
      const { since, until } = filters.values;
      const { bars, earlier } = overTime(report, claims);
      document.getElementById("earlier").textContent = earlier
        ? `${counted(earlier, "earlier claim is", "earlier claims are")} not drawn.`
        : "";
      return {
        rows: bars.map((bar) => ({
          ...bar,
          opacity: (since && bar.last < since) || (until && bar.first > until) ? FAINT : 1,
        })),
      };
    },
    chosen: ({ first, last }, filters) =>
      filters.has("since", first) && filters.has("until", last)
        ? { since: "", until: "" }
        : { since: first, until: last },
  },
  speakers: barChart("speaker", (report) => report.claims.speaker, (_, value) => value),
  countries: barChart(
    "country",
    (report) => report.claims.speaker_country,
    (report, value) => report.party(value),
  ),
  acts: barChart("act", (report) => report.claims.act, (_, value) => value),
  matrix: {
    spec: "matrix",
    group: "matrix",
    height: ({ rows }) => new Set(rows.map(({ speaking }) => speaking)).size * LINE,
    rows(report, claims, filters) {
      return { rows: matrixCells(report, claims, filters) };
    },
    chosen: ({ speaking, about }, filters) =>
      filters.has("speaking", speaking) && filters.has("about", about)
        ? { speaking: "", about: "" }
        : { speaking, about },
  },
  map: {
    spec: "map",
    group: "map",
    height: (_, width) => width * 0.46,
    rows(report, claims, filters) {
      const articles = new Set(claims.map((claim) => report.claims.article[claim]));
      const opacity = (kind, value) => emphasis(filters, kind, value);
      return {
        areas: areasNamed(report, articles, opacity),
        places: placesNamed(report, articles, opacity),
      };
    },
    chosen: ({ kind, value }, filters) =>
      kind ? { [kind]: filters.has(kind, value) ? "" : value } : {},
  },
};

/** Counts claims by day, week or month, so that there are not too many bars to see. */
function overTime(report, claims) {
  const { values, codes } = report.claims.day;
  if (!report.size) return { bars: [], earlier: 0 };
  const perDay = new Uint32Array(values.length);
  for (const claim of claims) perDay[codes[claim]] += 1;
  const [first, unit] = timeAxis(values, codes.slice(0, report.size));
  const counts = new Map();
  let earlier = 0;
  perDay.forEach((count, code) => {
    if (!count) return;
    if (values[code] < first) {
      earlier += count;
    } else {
      const start = startOf(unit, values[code]);
      counts.set(start, (counts.get(start) ?? 0) + count);
    }
  });
  const bars = [...counts].map(([start, count]) => {
    const end = endOf(unit, start);
    const names = [start, end - DAY].map((at) => dayName.format(at));
    const name = unit === "day" ? names[0] : names.join(" to ");
    return {
      start,
      end,
      count,
      first: isoDay(start),
      last: isoDay(end - DAY),
      told: `${name}: ${counted(count, "claim", "claims")}`,
    };
  });
  return { bars, earlier };
}

/** Finds the first day to draw, and the unit. One page that is years old does not set the axis. */
function timeAxis(values, codes) {
  const daysSince = (day) => (Date.parse(values.at(-1)) - Date.parse(day)) / DAY;
  // Claims come newest first: all but the oldest 2 % of them are of that day or later.
  const most = values[codes[Math.floor((codes.length - 1) * 0.98)]];
  const first = daysSince(values[0]) > MOST_DAYS ? most : values[0];
  const span = daysSince(first);
  return [first, span > MOST_DAYS * 7 ? "month" : span > MOST_DAYS ? "week" : "day"];
}

function startOf(unit, day) {
  const at = new Date(day);
  if (unit === "month") return Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
  const monday = unit === "week" ? (at.getUTCDay() + 6) % 7 : 0;
  return at.getTime() - monday * DAY;
}

function endOf(unit, start) {
  const at = new Date(start);
  if (unit === "month") return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
  return start + (unit === "week" ? 7 : 1) * DAY;
}

function isoDay(at) {
  return new Date(at).toISOString().slice(0, 10);
}

/** Counts claims by who speaks and who is named, for the pairs that do so most. */
function matrixCells(report, claims, filters) {
  const { values, codes } = report.claims.speaking;
  const pairs = new Map();
  for (const claim of claims) {
    if (codes[claim] < 0) continue;
    for (const about of report.partiesNamed(claim)) tally(pairs, `${values[codes[claim]]}\n${about}`);
  }
  const limit = document.body.clientWidth < 600 ? MOST_PARTIES - 4 : MOST_PARTIES;
  const [rows, columns] = [new Set(), new Set()];
  for (const pair of most(pairs, Infinity)) {
    const [speaking, about] = pair.split("\n");
    if ((rows.has(speaking) || rows.size < limit) && (columns.has(about) || columns.size < limit)) {
      rows.add(speaking);
      columns.add(about);
    }
  }
  const highest = Math.max(...pairs.values());
  const chosen = filters.values.speaking !== undefined || filters.values.about !== undefined;
  return [...rows].flatMap((speaking) =>
    [...columns].map((about) => {
      const count = pairs.get(`${speaking}\n${about}`) ?? 0;
      const labels = [report.party(speaking), report.party(about)];
      const isChosen = filters.has("speaking", speaking) && filters.has("about", about);
      return {
        speaking,
        about,
        count,
        speaking_label: labels[0],
        about_label: labels[1],
        told: `${labels[0]} about ${labels[1]}: ${counted(count, "claim", "claims")}`,
        opacity: chosen && !isChosen ? FAINT : 1,
        ink: colour(count > highest / 2 && !(chosen && !isChosen) ? "on-strong" : "ink"),
      };
    }),
  );
}

function areasNamed(report, articles, opacity) {
  const counts = new Map();
  for (const article of articles) {
    for (const code of report.articles.countries[article]) tally(counts, code);
  }
  return [...counts].map(([code, count]) => ({
    kind: "area",
    value: code,
    count,
    opacity: opacity("area", code),
    told: `${report.party(code)}: named in ${counted(count, "article", "articles")}`,
  }));
}

function placesNamed(report, articles, opacity) {
  const { entity, latitude, longitude } = report.places;
  const counts = new Map();
  for (const article of articles) {
    for (const place of report.articles.places[article]) tally(counts, place);
  }
  return [...counts]
    .sort(([, ones], [, others]) => others - ones)
    .map(([place, count]) => ({
      kind: "place",
      value: place,
      latitude: latitude[place],
      longitude: longitude[place],
      count,
      opacity: 0.8 * opacity("place", place),
      told: `${report.entities.name[entity[place]]}: named in ${counted(count, "article", "articles")}`,
    }));
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
