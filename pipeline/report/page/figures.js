"use strict";

// The figures at the head of the page, and how the reading of feeds and pages went.

const ONE_OF = {
  statements: "statement",
  claims: "claim",
  speakers: "speaker",
  countries: "country",
  articles: "article",
  outlets: "outlet",
};

function showHead(report) {
  const { since, until, countries } = report.choice;
  const days = report.claims.day.values;
  const from = since ?? days[0];
  const to = until ?? days.at(-1);
  const words = from && to ? [`Articles of ${dayName.format(new Date(from))} to ${dayName.format(new Date(to))}`] : [];
  if (countries.length) words.push(`speakers of ${countries.map((code) => report.party(code)).join(", ")}`);
  document.getElementById("period").textContent = words.join("; ");
}

function showFigures(report, claims) {
  const { article, speaker, speaker_country: country } = report.claims;
  const distinct = (of) => new Set(claims.map(of).filter((code) => code >= 0)).size;
  const figures = {
    statements: statementsIn(report, claims),
    claims: claims.length,
    speakers: distinct((claim) => speaker.codes[claim]),
    countries: distinct((claim) => country.codes[claim]),
    articles: distinct((claim) => article[claim]),
    outlets: distinct((claim) => report.articles.site.codes[article[claim]]),
  };
  for (const [name, count] of Object.entries(figures)) {
    const figure = document.querySelector(`#figures [data-of=${name}]`);
    figure.textContent = number.format(count);
    figure.previousElementSibling.textContent = count === 1 ? ONE_OF[name] : name;
  }
}

/** Shows how the reading went: what was rejected, and which feeds fail. */
function showCollection(report) {
  const rejected = report.rejections.map(({ reason, count, meaning }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, reason.replaceAll("_", " ")),
      element("td", { class: "number" }, number.format(count)),
      element("td", {}, meaning),
    ),
  );
  document.querySelector("#rejections tbody").replaceChildren(...rejected);
  document.getElementById("rejections").hidden = !rejected.length;
  document.getElementById("nothing-rejected").hidden = Boolean(rejected.length);
  const failing = report.feeds.filter(({ failures }) => failures > 0);
  document.getElementById("feeds-told").textContent = report.feeds.length
    ? `${number.format(report.feeds.length - failing.length)} of ${counted(report.feeds.length, "feed", "feeds")} answered when last asked.`
    : "No feed was polled.";
  const items = failing.map(({ feed_url: url, title, failures, error }) =>
    element(
      "li",
      {},
      element("bdi", { class: "title" }, title || url),
      element("p", { class: "source" }, `${counted(failures, "failed poll", "failed polls")} in a row: ${error ?? ""}`),
    ),
  );
  document.querySelector("#feeds-failing").replaceChildren(...items);
}
