"use strict";

// What all charts need: counts of the claims that are shown, and the charts that rank values by them.

const MOST_BARS = 12;
const LINE = 24; // pixels for a row of a chart
const FAINT = 0.3;

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
        rows: ranked(claims, column(report), MOST_BARS).map(({ value, count }, rank) => ({
          value,
          count,
          rank,
          label: label(report, value),
          told: `${label(report, value)}: ${counted(count, "claim", "claims")}`,
          opacity: emphasis(filters, name, value),
        })),
      };
    },
    chosen: (datum, filters) => ({ [name]: filters.has(name, datum.value) ? "" : datum.value }),
  };
}

function isNarrow() {
  return document.body.clientWidth < 600;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
