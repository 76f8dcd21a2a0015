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

class ChartBoard {
  constructor(report, specs, land, choose) {
    this.report = report;
    this.specs = specs;
    this.land = land;
    this.choose = choose;
    this.views = {};
  }

  async draw() {
    for (const [name, chart] of Object.entries(CHARTS)) {
      this.views[name]?.finalize();
      const spec = structuredClone(this.specs[chart.spec]);
      if (name === "map") spec.datasets.land = this.land;
      const { view } = await vegaEmbed(`#${name} .drawn`, spec, {
        ast: true, // expressions are interpreted: the policy forbids to compile them
        actions: false,
        defaultStyle: false,
        logLevel: 1, // errors alone: that a chart has no rows yet is no news
        renderer: "svg",
        config: chartStyle(),
        tooltip: showTooltip,
      });
      view.addEventListener("click", (_, item) => {
        if (item?.datum) this.choose((filters) => chart.chosen(item.datum, filters));
      });
      this.views[name] = view;
    }
  }

  async show(shown, filters) {
    for (const [name, chart] of Object.entries(CHARTS)) {
      // Lets the browser show what is done already.
      await new Promise((goOn) => setTimeout(goOn));
      const claims = shown.without(chart.group);
      const rows = chart.rows(this.report, claims, filters);
      const view = this.views[name];
      for (const [source, values] of Object.entries(rows)) view.data(source, values);
      if (chart.height) view.height(chart.height(rows, view.width()));
      document.getElementById(name).classList.toggle("blank", !Object.values(rows).some((each) => each.length));
      await view.resize().runAsync(); // its labels may need other room
    }
  }
}

function showTooltip(_, event, __, value) {
  const tip = document.getElementById("tip");
  tip.hidden = !value;
  if (!value) return;
  tip.textContent = value;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.min(event.clientX + 12, innerWidth - width - 8)}px`;
  tip.style.top = `${Math.max(event.clientY - height - 12, 8)}px`;
}
