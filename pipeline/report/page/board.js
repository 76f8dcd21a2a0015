"use strict";

// The charts on the page: Vega draws them, styled as the page is, and says what was clicked.

/** Styles the charts as the page is styled at this moment, light or dark. */
function chartStyle() {
  const [ink, faint, line, bar] = ["ink", "faint", "line", "bar"].map(colour);
  return {
    background: "transparent",
    font: getComputedStyle(document.body).fontFamily,
    view: { stroke: null },
    axis: { labelColor: ink, labelFontSize: 12, gridColor: line, tickColor: line, domainColor: line },
    axisX: { labelColor: faint },
    axisY: { labelColor: ink },
    bar: { color: bar },
    text: { color: faint, fontSize: 12 },
    rect: { stroke: colour("paper"), strokeWidth: 2 },
    geoshape: { fill: colour("land"), stroke: colour("paper"), strokeWidth: 0.6 },
    circle: { color: colour("place"), stroke: colour("paper"), strokeWidth: 0.6 },
    range: { heatmap: [colour("weak"), colour("strong")], ramp: [colour("weak"), colour("strong")] },
  };
}

function embedding() {
  return {
    ast: true, // expressions are interpreted: the policy forbids to compile them
    actions: false,
    defaultStyle: false,
    logLevel: 1, // errors alone: that a chart has no rows yet is no news
    renderer: "svg",
    config: chartStyle(),
    tooltip: showTooltip,
  };
}

const CHARTS = {
  days: DAYS_CHART,
  speakers: barChart("speaker", (report) => report.claims.speaker, (_, value) => value),
  countries: barChart("country", (report) => report.claims.speaker_country, (report, value) => report.party(value)),
  acts: barChart("act", (report) => report.claims.act, (_, value) => value),
  matrix: MATRIX_CHART,
  map: MAP_CHART,
};

class ChartBoard {
  constructor(report, specs, land, choose) {
    this.report = report;
    this.specs = specs;
    this.land = land;
    this.choose = choose;
    this.views = {};
    for (const name of Object.keys(CHARTS)) operateByKeys(document.getElementById(name));
  }

  async draw() {
    for (const [name, chart] of Object.entries(CHARTS)) {
      this.views[name]?.finalize();
      const spec = structuredClone(this.specs[chart.spec]);
      if (name === "map") spec.datasets.land = this.land;
      const { view } = await vegaEmbed(`#${name} .drawn`, spec, embedding());
      view.addEventListener("click", (_, item) => {
        if (item?.datum) this.choose(chart.chosen(item.datum, this.filters));
      });
      this.views[name] = view;
    }
  }

  async show(shown, filters) {
    this.filters = filters;
    for (const [name, chart] of Object.entries(CHARTS)) {
      // Lets the browser show what is done already.
      await new Promise((goOn) => setTimeout(goOn));
      const claims = shown.without(chart.group);
      const rows = chart.rows(this.report, claims, filters);
      const view = this.views[name];
      for (const [source, values] of Object.entries(rows)) view.data(source, values);
      if (chart.signals && this.report.size) {
        for (const [signal, value] of Object.entries(chart.signals(this.report, rows))) view.signal(signal, value);
      }
      chart.beside?.(this.report, claims, filters, this.choose);
      if (chart.height) view.height(chart.height(rows, view.width()));
      const figure = document.getElementById(name);
      const entry = entryOf(figure);
      figure.classList.toggle("blank", !Object.values(rows).some((each) => each.length));
      await view.resize().runAsync(); // its labels may need other room
      makeOperable(figure, entry);
    }
  }
}

function showTooltip(_, event, __, value) {
  showTip(value, event.clientX, event.clientY);
}

function showTip(text, x, y) {
  const tip = document.getElementById("tip");
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 12, innerWidth - width - 8))}px`;
  tip.style.top = `${Math.max(y - height - 12, 8)}px`;
}
