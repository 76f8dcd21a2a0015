"use strict";

// Statements: claims of several articles that say the same, as one row that opens.

/** Groups claims by what they state; a claim without a statement stands for itself. */
function byStatement(report, claims) {
  const { statement } = report.claims;
  const entries = new Map();
  for (const claim of claims) {
    const key = statement[claim] < 0 ? -1 - claim : statement[claim];
    const entry = entries.get(key);
    if (entry) entry.claims.push(claim);
    else entries.set(key, { claims: [claim] });
  }
  return [...entries.values()].map(({ claims: own }) => ({ claim: fullest(report, own), claims: own }));
}

/** Counts the statements that claims make. */
function statementsIn(report, claims) {
  const { statement } = report.claims;
  const found = new Set();
  let alone = 0;
  for (const claim of claims) {
    if (statement[claim] < 0) alone += 1;
    else found.add(statement[claim]);
  }
  return found.size + alone;
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
