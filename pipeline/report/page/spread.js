"use strict";

// How a story or a statement spread: a line for each outlet, in the order in which they had it.

const SPREAD_LINE = 20; // pixels
const MOST_OUTLETS = 15;

/** Lists when outlets had it, the earliest first. */
function spreadOf(report, articles) {
  const { site } = report.articles;
  return articles
    .map((article) => ({ outlet: valueAt(site, article), at: Date.parse(`${report.appearedAt(article)}Z`), article }))
    .sort((one, other) => one.at - other.at || one.article - other.article);
}

/** Makes a timeline of pages that several outlets had; it is drawn when it is in the document. */
function spreadChart(report, spec, pages) {
  const outlets = [...new Set(pages.map(({ outlet }) => outlet))];
  if (outlets.length < 2) return [];
  const kept = new Set(outlets.slice(0, MOST_OUTLETS));
  const rows = pages
    .filter(({ outlet }) => kept.has(outlet))
    .map(({ outlet, at }, order) => ({ outlet, at, order, told: `${outlet}: ${toldInstant(at)}` }));
  const drawn = element("div", { class: "spread" });
  requestAnimationFrame(() => drawSpread(drawn, spec, rows, kept.size));
  return [drawn];
}

async function drawSpread(drawn, spec, rows, outlets) {
  if (!drawn.isConnected) return;
  const filled = structuredClone(spec);
  filled.data = { values: rows };
  filled.height = outlets * SPREAD_LINE;
  const { view } = await vegaEmbed(drawn, filled, embedding());
  await view.runAsync();
}

function toldInstant(at) {
  return instant(new Date(at).toISOString().slice(0, 16));
}
