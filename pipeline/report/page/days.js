"use strict";

// The chart of claims over time: bars of an hour, a day, a week or a month.

const MOST_BARS_OVER_TIME = 100;
const MOST_TICKS = 7;
const MOST_COUNTS = 4; // steps of the other axis
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const HOURS_FOR = 2; // days at most that are drawn by the hour

const UNITS = {
  hour: { format: "%-d %b %H:%M", start: (at) => at - (at % HOUR), next: (at) => at + HOUR },
  day: { format: "%-d %b %Y", start: (at) => at - (at % DAY), next: (at) => at + DAY },
  week: {
    format: "%-d %b %Y",
    start: (at) => at - (at % DAY) - ((new Date(at).getUTCDay() + 6) % 7) * DAY,
    next: (at) => at + 7 * DAY,
  },
  month: {
    format: "%b %Y",
    start: (at) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth()),
    next: (at) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1),
  },
};

/** Counts claims by unit, from where the axis begins. It is that of all claims, whichever are counted. */
function overTime(report, claims) {
  if (!report.size) return [];
  const axis = timeAxis(report);
  const unit = UNITS[axis.unit];
  const counts = new Map();
  for (const [at, count] of timesOf(report, claims, axis.unit)) {
    if (at >= axis.first) counts.set(unit.start(at), (counts.get(unit.start(at)) ?? 0) + count);
  }
  return [...counts].map(([start, count]) => {
    const end = unit.next(start);
    return {
      start,
      end,
      count,
      first: isoDay(start),
      last: isoDay(end - 1),
      told: `${barName(axis.unit, start, end)}: ${counted(count, "claim", "claims")}`,
    };
  });
}

/** Counts claims by the day of their article, or by its minute where hours are drawn. */
function timesOf(report, claims, unit) {
  const { article, day } = report.claims;
  if (unit === "hour") return claims.map((claim) => [Date.parse(`${report.appearedAt(article[claim])}Z`), 1]);
  const perDay = new Uint32Array(day.values.length);
  for (const claim of claims) perDay[day.codes[claim]] += 1;
  return day.values.map((value, code) => [Date.parse(value), perDay[code]]).filter(([, count]) => count > 0);
}

function barName(unit, start, end) {
  if (unit === "hour") return `${dayName.format(start)}, ${clock(start)} to ${clock(end)}`;
  if (unit === "day") return dayName.format(start);
  return `${dayName.format(start)} to ${dayName.format(end - DAY)}`;
}

function clock(at) {
  return new Date(at).toISOString().slice(11, 16);
}

/** Finds where the axis begins and ends, its unit and its ticks. */
function timeAxis(report) {
  const { values, codes } = report.claims.day;
  const dayStarts = values.map((day) => Date.parse(day));
  const last = dayStarts.at(-1);
  // Claims come newest first: all but the oldest 2 % of them are of that day or later, so that one
  // page that is years old does not set the axis.
  const most = dayStarts[codes[Math.floor((report.size - 1) * 0.98)]];
  const earliest = (last - dayStarts[0]) / DAY > MOST_BARS_OVER_TIME ? most : dayStarts[0];
  const days = (last - earliest) / DAY + 1;
  const unit = unitFor(days);
  const first = UNITS[unit].start(earliest);
  const end = unit === "hour" ? last + DAY : UNITS[unit].next(UNITS[unit].start(last));
  return { unit, first, end, ticks: ticksOf(unit, first, end), format: tickFormat(unit) };
}

/** Leaves the year out where there is little room; the head of the page has it. */
function tickFormat(unit) {
  const { format } = UNITS[unit];
  return isNarrow() && unit !== "month" ? format.replace(" %Y", "") : format;
}

function unitFor(days) {
  if (days <= HOURS_FOR) return "hour";
  if (days <= MOST_BARS_OVER_TIME) return "day";
  return days <= MOST_BARS_OVER_TIME * 7 ? "week" : "month";
}

/** Places ticks at starts of the unit, each once. */
function ticksOf(unit, first, end) {
  const starts = [];
  for (let at = first; at < end; at = UNITS[unit].next(at)) starts.push(at);
  const most = isNarrow() ? Math.ceil(MOST_TICKS / 2) : MOST_TICKS;
  const step = Math.ceil(starts.length / most);
  const even = unit === "hour" ? [1, 2, 3, 6, 12, 24].find((hours) => hours >= step) ?? step : step;
  return starts.filter((_, place) => place % even === 0);
}

/** Places ticks at whole counts: steps of 1, 2, 5, 10 and so on. */
function countTicks(most) {
  let step = 1;
  for (let turn = 0; most / step > MOST_COUNTS; turn += 1) step *= [2, 2.5, 2][turn % 3];
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

function isoDay(at) {
  return new Date(at).toISOString().slice(0, 10);
}

/** Says which pair of the matrix the chart is about, and offers what is said the other way round. */
function showPair(report, filters, choose) {
  const { speaking, about } = filters.values;
  const pair = document.getElementById("pair");
  pair.replaceChildren();
  if (!speaking || !about) return;
  pair.append(element("b", {}, `${report.party(speaking)} about ${report.party(about)}.`));
  const reverse = { speaking: about, about: speaking };
  const count = filters.countWith(reverse);
  if (!count) return;
  const words = `${report.party(about)} about ${report.party(speaking)}: ${counted(count, "claim", "claims")}`;
  const button = element("button", { type: "button" }, words);
  button.addEventListener("click", () => choose(reverse));
  pair.append(" ", button);
}

const DAYS_CHART = {
  spec: "days",
  group: "days",
  rows(report, claims, filters) {
    const { since, until } = filters.values;
    return {
      rows: overTime(report, claims).map((bar) => ({
        ...bar,
        opacity: (since && bar.last < since) || (until && bar.first > until) ? FAINT : 1,
      })),
    };
  },
  signals(report, { rows }) {
    const { first, end, ticks, format } = timeAxis(report);
    return { first, end, ticks, format, counts: countTicks(Math.max(0, ...rows.map(({ count }) => count))) };
  },
  beside(report, claims, { rows }, filters, choose) {
    showPair(report, filters, choose);
    const earlier = claims.length - rows.reduce((sum, { count }) => sum + count, 0);
    document.getElementById("earlier").textContent = earlier
      ? `${counted(earlier, "earlier claim is", "earlier claims are")} not drawn.`
      : "";
  },
  chosen: ({ first, last }, filters) =>
    filters.has("since", first) && filters.has("until", last)
      ? { since: "", until: "" }
      : { since: first, until: last },
};
