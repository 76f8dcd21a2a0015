"use strict";

// The chart of who speaks about whom.

const MOST_PARTIES = 12;

/** Counts claims by who speaks and who is named, for the pairs that do so most. */
function matrixCells(report, claims, filters) {
  const { values, codes } = report.claims.speaking;
  const pairs = new Map();
  for (const claim of claims) {
    if (codes[claim] < 0) continue;
    for (const about of report.partiesNamed(claim)) tally(pairs, `${values[codes[claim]]}\n${about}`);
  }
  const limit = isNarrow() ? MOST_PARTIES - 4 : MOST_PARTIES;
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
  return [...rows].flatMap((speaking, row) =>
    [...columns].map((about, column) => {
      const count = pairs.get(`${speaking}\n${about}`) ?? 0;
      const labels = [report.party(speaking), report.party(about)];
      const isChosen = filters.has("speaking", speaking) && filters.has("about", about);
      return {
        speaking,
        about,
        row,
        column,
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

const MATRIX_CHART = {
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
};
