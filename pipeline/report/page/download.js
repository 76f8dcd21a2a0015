"use strict";

// What leaves the page: rows as CSV, and claims as citations with their evidence.

const FORMULA = /^[=+\-@\t\r]/u; // what a spreadsheet would compute
const CSV_NAMES = [
  ...["claim_id", "statement_id", "story_id", "day", "speaker", "speaker_kind", "speaker_role", "speaker_affiliation"],
  ...["speaker_country", "addressee", "cue", "act", "negated", "modality", "quote_type", "content", "about", "said_on"],
  ...["score", "rule", "part_of", "relation", "outlet", "language", "published_at", "first_seen_at", "title", "url"],
];

/** Writes claims as CSV, each with those that are part of it. */
function csvOf(report, claims) {
  const rows = claims.flatMap((claim) => [claim, ...report.within(claim)]).map((claim) => csvRow(report, claim));
  return [CSV_NAMES, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function csvRow(report, claim) {
  const { articles, claims, statements } = report;
  const page = claims.article[claim];
  const value = (name) => valueAt(claims[name], claim);
  const row = {
    claim_id: claims.id[claim],
    statement_id: statements.id[claims.statement[claim]] ?? "",
    story_id: valueAt(articles.story, page),
    day: value("day"),
    speaker: report.speaker(claim),
    cue: report.cueInContext(claim),
    content: report.content(claim),
    about: report.about(claim).join("; "),
    part_of: claim < report.size ? "" : claims.id[claims.parent[claim - report.size]],
    outlet: valueAt(articles.site, page),
    language: valueAt(articles.language, page),
    published_at: articles.published_at[page],
    first_seen_at: articles.first_seen_at[page],
    title: articles.title[page],
    url: articles.url[page],
  };
  return CSV_NAMES.map((name) => (name in row ? row[name] : value(name)));
}

function csvCell(value) {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /["',\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Cites a claim: who, what, where it stands, in which words, and how sure it is. */
function citation(report, claim) {
  const { articles, claims } = report;
  const page = claims.article[claim];
  const value = (name) => valueAt(claims[name], claim);
  const negated = value("negated") ? report.meanings.negated.true : "";
  const described = [value("act"), ...report.manner(claim), negated].filter(Boolean).join(", ");
  const by = [report.speaker(claim), ...report.speakerDetails(claim)].join(", ");
  const published = articles.published_at[page];
  return [
    `${by} (${described}): “${report.content(claim)}”`,
    `${valueAt(articles.site, page)}, “${articles.title[page] ?? ""}”, ${published ? `published ${instant(published)}, ` : ""}seen ${instant(articles.first_seen_at[page])}.`,
    articles.url[page] ?? "",
    `Evidence: ${evidence(report, claim)}`,
    `claimwire claim ${claims.id[claim]}, rule ${value("rule")}, score ${value("score") === "" ? "not measured" : value("score").toFixed(2)}.`,
  ]
    .filter(Boolean)
    .join("\n");
}

function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Wires the buttons that save the claims of the table. */
function offerDownloads(report, claims) {
  document.getElementById("as-csv").addEventListener("click", () => {
    // Excel takes a file for UTF-8 only with this mark.
    saveFile("claims.csv", "text/csv;charset=utf-8", `\ufeff${csvOf(report, claims())}`);
  });
  document.getElementById("as-citations").addEventListener("click", () => {
    const cited = claims().map((claim) => citation(report, claim));
    saveFile("claims.txt", "text/plain;charset=utf-8", `${cited.join("\n\n")}\n`);
  });
}
