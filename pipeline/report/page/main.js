"use strict";

// Puts the page together: filters and address on one side; figures, charts and table, which follow
// them, on the other.

const TYPING_PAUSE = 150; // milliseconds

async function main() {
  const data = await unpacked();
  const report = new Report(data.report);
  const filters = new Filters(report);
  const form = document.getElementById("filters");
  const dialog = new ClaimDialog(report, data.charts, remember);
  const open = (order, at) => dialog.open(order, at);
  const table = new ClaimTable(report, data.charts, open, () => remember({ replacing: false }));
  const board = new ChartBoard(report, data.charts, data.land, (changes) => {
    filters.set(changes);
    show();
    remember({ replacing: false });
  });

  // The state that was put into the address or read from there last. A dialog tells late that it
  // has closed, when the address may have gone on: that alone is no new state.
  let known;
  let reading = false;

  /** Puts what is shown into the address, unless it was read from there. */
  function remember(how) {
    const words = addressOf(filters, table, dialog.openClaim);
    if (!reading && words !== known) putAddress(words, how);
    known = words;
  }

  let drawing = Promise.resolve();
  let latest;
  function show() {
    const shown = filters.apply();
    latest = shown;
    writeFields(form, filters);
    showChips(report, filters, shown, (changes) => {
      filters.set(changes);
      show();
      remember({ replacing: false });
    });
    showFigures(report, shown.passed);
    showStories(report, shown.passed, filters, data.charts);
    table.show(shown.passed);
    // One drawing after the other, for a chart takes no new rows while it draws; not those in
    // whose stead a later one waits.
    drawing = drawing.then(() => (shown === latest ? board.show(shown, filters) : null));
    return drawing;
  }

  function readFromAddress() {
    const fragment = location.hash.slice(1);
    if (!isState(fragment)) return drawing;
    const state = readAddress(fragment);
    reading = true;
    filters.values = state.values;
    table.sorted = state.sorted;
    table.byStatement = state.byStatement;
    document.activeElement.blur(); // a field that is being filled in would keep its words
    const drawn = show();
    const claim = report.claimOf(state.claim);
    if (claim < 0) dialog.close();
    else dialog.open(...placeOf(table.order, claim));
    remember({ replacing: false });
    reading = false;
    return drawn;
  }

  fillFields(form, report);
  let typing;
  form.addEventListener("input", ({ target }) => {
    clearTimeout(typing);
    const isTyped = target.type === "search";
    typing = setTimeout(
      () => {
        filters.set(readFields(form));
        show();
        remember({ replacing: isTyped });
      },
      isTyped ? TYPING_PAUSE : 0,
    );
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    filters.clear();
    show();
    remember({ replacing: false });
  });
  offerDownloads(report, () => table.claims);
  // Parts of the page are gone to without losing the state in the address.
  document.addEventListener("click", (event) => {
    const part = event.target.closest("a[href^='#']:not([href*='='])");
    if (!part) return;
    event.preventDefault();
    goTo(document.querySelector(part.getAttribute("href")));
  });
  addEventListener("hashchange", readFromAddress);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawing = drawing.then(() => board.draw());
    show();
  });

  showHead(report);
  showCollection(report);
  showDisputed(report);
  drawing = board.draw();
  await (isState(location.hash.slice(1)) ? readFromAddress() : show());
  document.documentElement.dataset.ready = "yes";
  setTimeout(() => filters.haystack(0)); // so that the first search is as quick as the next
}

/** Finds a claim among those of the table; one that no row shows stands alone. */
function placeOf(order, claim) {
  const at = order.indexOf(claim);
  return at < 0 ? [[claim], 0] : [order, at];
}

function goTo(part) {
  part.setAttribute("tabindex", "-1");
  part.focus({ preventScroll: true });
  part.scrollIntoView();
}

main().catch((error) => {
  document.getElementById("failed").hidden = false;
  throw error;
});
