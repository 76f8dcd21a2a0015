"use strict";

// Charts by keyboard: Tab enters a chart, arrow keys go from mark to mark, Enter or space choose.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Lists what can be clicked in a chart, in reading order. */
function marksIn(figure) {
  return [...figure.querySelectorAll(".drawn [aria-label][tabindex]")];
}

/** Names a mark by its label without its count, which changes. */
function nameOf(mark) {
  return mark?.getAttribute("aria-label").split(": ")[0] ?? "";
}

/** Says which mark Tab reaches, and whether it has the focus, before a chart is drawn anew. */
function entryOf(figure) {
  const mark = figure.querySelector(".drawn [tabindex='0']");
  return { name: nameOf(mark), isFocused: mark !== null && mark === document.activeElement };
}

/** Makes each mark of a drawn chart a button; Tab reaches one of them, arrow keys the rest. */
function makeOperable(figure, { name, isFocused }) {
  for (const mark of figure.querySelectorAll(".drawn path[aria-roledescription]")) {
    mark.setAttribute("role", "button");
    mark.removeAttribute("aria-roledescription");
    mark.setAttribute("tabindex", "-1");
  }
  // Labels of bars are marks of their own, and repeat the bars.
  for (const text of figure.querySelectorAll(".drawn text[aria-roledescription]")) {
    text.setAttribute("aria-hidden", "true");
  }
  const reached = marksIn(figure);
  const entered = reached.find((mark) => nameOf(mark) === name) ?? reached[0];
  entered?.setAttribute("tabindex", "0");
  if (isFocused && (document.activeElement === document.body || !document.activeElement)) entered?.focus();
}

function operateByKeys(figure) {
  figure.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".drawn [tabindex]");
    if (!mark) return;
    if (event.key === "Enter" || event.key === " ") {
      mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    } else if (event.key in STEPS || event.key === "Home" || event.key === "End") {
      moveTo(nextMark(marksIn(figure), mark, event.key), mark);
    } else {
      return;
    }
    event.preventDefault();
  });
  figure.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".drawn [tabindex]")) return;
    const { right, top } = target.getBoundingClientRect();
    showTip(target.getAttribute("aria-label"), right, top);
  });
  figure.addEventListener("focusout", () => showTip("", 0, 0));
}

function nextMark(marks, mark, key) {
  if (key === "Home") return marks[0];
  if (key === "End") return marks.at(-1);
  const at = marks.indexOf(mark) + STEPS[key];
  return marks[Math.max(0, Math.min(at, marks.length - 1))];
}

function moveTo(next, mark) {
  mark.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}
