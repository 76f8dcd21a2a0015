"use strict";

// The stories that most outlets had; one that is chosen, with its pages and how it spread.

const WIDEST_STORIES = 8;

function showStories(report, claims, filters, charts) {
  const { articles } = report;
  const stories = new Set(claims.map((claim) => articles.story.codes[report.claims.article[claim]]));
  const spread = [...stories]
    .map((story) => report.storyPages.get(story))
    .filter((pages) => pages.length > 1 || filters.values.story)
    .map((pages) => ({ pages, outlets: new Set(pages.map((page) => articles.site.codes[page])).size }))
    .sort(
      (one, other) =>
        other.outlets - one.outlets || other.pages.length - one.pages.length || one.pages[0] - other.pages[0],
    )
    .slice(0, WIDEST_STORIES);
  const rows = spread.map(({ pages, outlets }) => storyItem(report, pages, outlets, filters, charts));
  const none = element("li", { class: "empty" }, "No story was carried by more than one page.");
  document.querySelector("#stories ol").replaceChildren(...(rows.length ? rows : [none]));
}

function storyItem(report, pages, outlets, filters, charts) {
  const { articles } = report;
  const [first] = pages;
  const id = valueAt(articles.story, first);
  const isChosen = filters.has("story", id);
  const item = element(
    "li",
    {},
    element("p", { class: "title" }, pageLink(articles, first)),
    element(
      "p",
      { class: "source" },
      `${counted(outlets, "outlet", "outlets")}, ${counted(pages.length, "page", "pages")}; first `,
      element("bdi", {}, valueAt(articles.site, first)),
      `, ${instant(report.appearedAt(first))}. `,
      ...(isChosen ? [] : [stateLink("story", id, "Only this story")]),
    ),
  );
  if (isChosen) item.append(...spreadChart(report, charts.spread, spreadOf(report, pages)), pageList(report, pages));
  return item;
}

/** Lists pages in the order in which they appeared. */
function pageList(report, pages) {
  const { articles } = report;
  const items = spreadOf(report, pages).map(({ article, at }) =>
    element(
      "li",
      {},
      pageLink(articles, article),
      " (",
      element("bdi", {}, valueAt(articles.site, article)),
      `, ${toldInstant(at)})`,
    ),
  );
  return element("ul", {}, ...items);
}
