"use strict";

// Statements: claims of several articles that say the same, as one row that opens.

/** Lists a claim for each statement, the fullest of those that report it; the order stays. */
function byStatement(report, claims) {
  const { statement } = report.claims;
  const place = new Int32Array(report.statements.id.length).fill(-1);
  const order = [];
  const several = new Map();
  for (const claim of claims) {
    const stated = statement[claim];
    if (stated < 0 || place[stated] < 0) {
      if (stated >= 0) place[stated] = order.length;
      order.push(claim);
    } else {
      if (!several.has(stated)) several.set(stated, [order[place[stated]]]);
      several.get(stated).push(claim);
    }
  }
  for (const [stated, own] of several) order[place[stated]] = fullest(report, own);
  return order;
}

/** Counts the statements that claims make; a claim without one stands for itself. */
function statementsIn(report, claims) {
  const { statement } = report.claims;
  const seen = new Uint8Array(report.statements.id.length);
  let count = 0;
  for (const claim of claims) {
    const stated = statement[claim];
    if (stated >= 0 && seen[stated]) continue;
    if (stated >= 0) seen[stated] = 1;
    count += 1;
  }
  return count;
}

/** Finds the claim with the fullest wording of those that are shown. */
function fullest(report, claims) {
  const named = report.statements.claim[report.claims.statement[claims[0]]];
  if (claims.includes(named)) return named;
  const length = (claim) => report.content(claim).length;
  return claims.reduce((best, claim) => (length(claim) > length(best) ? claim : best));
}

/** Lists the claims that report a statement, in the order in which their pages appeared. */
function reportsOf(report, statement) {
  const at = (claim) => report.appearedAt(report.claims.article[claim]);
  return [...(report.reportsOf.get(statement) ?? [])].sort((one, other) =>
    at(one) < at(other) ? -1 : Number(at(one) > at(other)),
  );
}

/** Lists the pages with a statement: those of its reports, and their copies. */
function pagesOf(report, statement) {
  const { article } = report.claims;
  const own = new Set((report.reportsOf.get(statement) ?? []).map((claim) => article[claim]));
  const stories = new Set([...own].map((page) => report.articles.story.codes[page]));
  const copies = [...stories]
    .flatMap((story) => report.storyPages.get(story))
    .filter((page) => own.has(report.articles.copy_of[page]));
  return [...new Set([...own, ...copies])];
}

/** Makes what stands below the row of a statement: its reports, behind a button, and what it meets. */
function statementParts(report, statement, charts, open) {
  if (statement < 0) return [];
  const { reports, outlets } = report.statements;
  const parts = linkedStatements(report, statement);
  if (reports[statement] < 2) return parts;
  const words = `${counted(reports[statement], "report", "reports")} by ${counted(outlets[statement], "outlet", "outlets")}`;
  const list = element("div", { class: "reports", hidden: "" });
  const button = element("button", { type: "button", class: "opens", "aria-expanded": "false" }, words);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden && !list.hasChildNodes()) list.append(...statementReports(report, statement, charts, open));
  });
  return [button, list, ...parts];
}

function statementReports(report, statement, charts, open) {
  const claims = reportsOf(report, statement);
  const items = claims.map((claim, place) => {
    const button = element("button", { class: "open", "aria-haspopup": "dialog" }, ...saying(report, claim));
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      open(claims, place);
    });
    return element("li", {}, button, element("small", {}, ...reportLine(report, claim, place === 0)));
  });
  const reported = new Set(claims.map((claim) => report.claims.article[claim]));
  const pages = pagesOf(report, statement);
  const copies = pages.filter((page) => !reported.has(page)).map((page) => copyItem(report, page));
  const left = report.statements.reports[statement] - pages.length;
  return [
    ...spreadChart(report, charts.spread, spreadOf(report, pages)),
    element("ol", { class: "parts" }, ...items, ...copies),
    ...(left > 0 ? [element("small", {}, `${counted(left, "report is", "reports are")} outside of this page’s days or countries`)] : []),
    element("small", {}, stateLink("statement", report.statements.id[statement], "Only this statement")),
  ];
}

function reportLine(report, claim, isFirst) {
  const page = report.claims.article[claim];
  return [
    isFirst ? "first " : "",
    element("bdi", {}, report.speaker(claim)),
    " in ",
    element("bdi", {}, valueAt(report.articles.site, page)),
    `, ${instant(report.appearedAt(page))}`,
  ];
}

function copyItem(report, page) {
  const site = element("bdi", {}, valueAt(report.articles.site, page));
  const line = element("small", {}, "a copy in ", site, `, ${instant(report.appearedAt(page))}`);
  return element("li", {}, pageLink(report.articles, page), line);
}

/** Says what contradicts a statement or answers it. */
function linkedStatements(report, statement) {
  const { statements } = report;
  const kinds = [
    ["contradicts", "Contradicts or is contradicted by"],
    ["answered_by", "Answered by"],
    ["answers", "Answers"],
  ];
  return kinds.flatMap(([kind, words]) => {
    const others = statements[kind][statement].filter(
      (other) => kind === "contradicts" || !statements.contradicts[statement].includes(other),
    );
    return others.map((other) => element("small", { class: `linked ${kind}` }, `${words} `, ...briefly(report, other)));
  });
}

/** Names a statement in a line: a link, where the report has it. */
function briefly(report, statement) {
  const claim = report.statements.claim[statement] < 0 ? report.reportsOf.get(statement)?.[0] : report.statements.claim[statement];
  if (claim === undefined) {
    const { speaker, text } = report.statements;
    return [element("bdi", {}, speaker[statement] || "no speaker named"), ": ", element("bdi", {}, text[statement])];
  }
  const link = stateLink("statement", report.statements.id[statement], "");
  link.append(element("bdi", {}, report.speaker(claim)), " ", ...saying(report, claim));
  return [link];
}
