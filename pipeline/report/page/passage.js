"use strict";

// A claim in the words of its article, with speaker, cue and content marked.

const AROUND = 300; // characters shown before and behind the claim

/** Cuts the text where a mark begins or ends; each stretch says which marks it is in. */
function stretches(marks, begin, end) {
  const cuts = new Set([begin, end]);
  for (const mark of marks) {
    for (const at of [mark.start, mark.end]) if (at > begin && at < end) cuts.add(at);
  }
  const ordered = [...cuts].sort((one, other) => one - other);
  return ordered.slice(1).map((stop, index) => {
    const start = ordered[index];
    const roles = marks.filter((mark) => mark.start <= start && stop <= mark.end);
    return { start, stop, roles: [...new Set(roles.map((mark) => mark.role))] };
  });
}

function marksOf(report, claim) {
  const marks = [];
  for (const role of ["content", "speaker", "cue"]) {
    const places = report.claims[`${role}_at`][claim];
    for (let at = 0; at < places.length; at += 2) {
      marks.push({ role, start: places[at], end: places[at + 1] });
    }
  }
  return marks;
}

/** Finds where the shown part begins and ends: between paragraphs, or words if they are long. */
function surroundings(text, marks) {
  const first = Math.min(...marks.map((mark) => mark.start));
  const last = Math.max(...marks.map((mark) => mark.end));
  return [beginning(text, first), ending(text, last)];
}

function beginning(text, first) {
  if (first <= AROUND) return 0;
  for (const gap of ["\n", " "]) {
    const at = text.indexOf(gap, first - AROUND);
    if (at >= 0 && at < first) return at + 1;
  }
  return first;
}

function ending(text, last) {
  if (last + AROUND >= text.length) return text.length;
  for (const gap of ["\n", " "]) {
    const at = text.lastIndexOf(gap, last + AROUND);
    if (at >= last) return at;
  }
  return last;
}

function passage(report, claim, whole) {
  const text = report.articles.text[report.claims.article[claim]];
  const marks = marksOf(report, claim);
  const [begin, end] = whole || !marks.length ? [0, text.length] : surroundings(text, marks);
  const shown = element("div", { class: "passage", dir: "auto" });
  if (begin > 0) shown.append("… ");
  for (const { start, stop, roles } of stretches(marks, begin, end)) {
    const words = text.slice(start, stop);
    shown.append(roles.length ? element("mark", { class: roles.join(" ") }, words) : words);
  }
  if (end < text.length) shown.append(" …");
  return shown;
}

/** Gives the paragraphs in which a claim stands in one line, or the passage where they are longer. */
function evidence(report, claim) {
  const text = report.articles.text[report.claims.article[claim]];
  const marks = marksOf(report, claim);
  if (!marks.length) return "";
  const [begin, end] = surroundings(text, marks);
  const first = Math.min(...marks.map((mark) => mark.start));
  const last = Math.max(...marks.map((mark) => mark.end));
  const paragraph = text.lastIndexOf("\n", first - 1) + 1;
  const behind = text.indexOf("\n", last);
  return text
    .slice(Math.max(begin, paragraph), behind < 0 ? end : Math.min(end, behind))
    .replace(/\s+/gu, " ")
    .trim();
}
