"use strict";

// The state of the page in its address, as in #act=denial&sort=speaker&claim=4f1d: a link shows what
// its sender saw. What is as on a fresh page is left out.

const FIRST_SORT = "-when";

/** Writes filters, order and what is open as a fragment, without its "#". */
function addressOf(filters, table, openClaim) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(filters.values)) {
    if (value !== FIRST_VALUES[name]) words.set(name, value);
  }
  for (const name of Object.keys(FIRST_VALUES)) if (filters.values[name] === undefined) words.set(name, "");
  const { by, down } = table.sorted;
  const sort = `${down ? "-" : ""}${by}`;
  if (sort !== FIRST_SORT) words.set("sort", sort);
  if (!table.byStatement) words.set("rows", "claims");
  if (openClaim) words.set("claim", openClaim);
  return words.toString();
}

/** Reads a fragment; what it does not say is as on a fresh page, and what makes no sense is ignored. */
function readAddress(fragment) {
  const words = new URLSearchParams(fragment);
  const values = { ...FIRST_VALUES };
  for (const [name, value] of words) {
    if (!Object.hasOwn(FILTER_TESTS, name)) continue;
    if (value === "") delete values[name];
    else values[name] = value;
  }
  const sort = words.get("sort") ?? FIRST_SORT;
  const by = sort.replace(/^-/u, "");
  return {
    values,
    sorted: SORTS.includes(by) ? { by, down: sort !== by } : { by: "when", down: true },
    byStatement: words.get("rows") !== "claims",
    claim: words.get("claim") ?? "",
  };
}

/** Says whether a fragment is a state; others are parts of the page, such as #stories. */
function isState(fragment) {
  return fragment === "" || fragment.includes("=");
}

/** Puts the state into the address; a step back returns to the state before. */
function putAddress(words, { replacing }) {
  const [page, old = ""] = location.href.split("#");
  if (words === old) return;
  const address = words ? `${page}#${words}` : page;
  if (replacing) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

/** Links to the page with one thing chosen: a claim, a statement or a story. */
function stateLink(name, id, words) {
  return element("a", { href: `#${new URLSearchParams({ [name]: id })}` }, words);
}
