"use strict";
(() => {
  const model = JSON.parse(document.getElementById("data").textContent);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const mobile = matchMedia("(max-width: 720px)");
  const plots = [];
  // Charts with an axis of their own.
  const alone = [];
  let zooming = false;

  const DAY = 86400;
  const span = model.to - model.from;

  // Minutes and seconds; for hours of traffic hours and minutes, for days of it the day, too.
  const clock = (seconds) => {
    const rest = Math.abs(Math.round(seconds));
    const pad = (part) => String(part).padStart(2, "0");
    if (span > 3 * 3600) {
      const hours = Math.floor((span > 2 * DAY ? rest % DAY : rest) / 3600);
      const time = hours + ":" + pad(Math.floor(rest / 60) % 60);
      return span > 2 * DAY ? "day " + (Math.floor(rest / DAY) + 1) + " " + time : time;
    }
    return (seconds < 0 ? "-" : "") + Math.floor(rest / 60) + ":" + String(rest % 60).padStart(2, "0");
  };

  const number = (value, unit) => {
    if (value == null) return "–";
    const digits = Math.abs(value) < 10 && value % 1 !== 0 ? 1 : 0;
    return value.toLocaleString("en", { maximumFractionDigits: digits }) + unit;
  };

  // Stages as washes, decisions as lines: drawn below the series, on every chart, so that one axis tells one story.
  const background = (first) => ({
    hooks: {
      drawClear: (plot) => {
        const { ctx, bbox } = plot;
        const ratio = devicePixelRatio;
        ctx.save();
        ctx.font = `${11 * ratio}px system-ui, sans-serif`;
        ctx.textBaseline = "top";
        ctx.textAlign = "left";
        for (const stage of model.stages) {
          const left = Math.max(bbox.left, plot.valToPos(stage.start, "x", true));
          const right = Math.min(bbox.left + bbox.width, plot.valToPos(stage.end, "x", true));
          if (right <= left) continue;
          ctx.fillStyle = css(stage.phase === "SURGE" ? "surge" : stage.phase === "SUSTAIN" ? "sustain" : "base");
          ctx.fillRect(left, bbox.top, right - left, bbox.height);
          if (first && ctx.measureText(stage.name).width < right - left - 4 * ratio) {
            ctx.fillStyle = css("soft");
            ctx.fillText(stage.name, left + 3 * ratio, 2 * ratio);
          }
        }
        ctx.restore();
      },
      draw: (plot) => {
        const { ctx, bbox } = plot;
        const ratio = devicePixelRatio;
        ctx.save();
        ctx.beginPath();
        ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
        ctx.clip();
        ctx.lineWidth = ratio;
        ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
        ctx.textBaseline = "bottom";
        ctx.textAlign = "left";
        let free = -Infinity;
        for (const event of model.events) {
          const x = Math.round(plot.valToPos(event.at, "x", true));
          const colour = css(event.kind === "up" ? "blue" : event.kind === "down" ? "teal" : "red");
          ctx.strokeStyle = colour;
          ctx.globalAlpha = .55;
          ctx.setLineDash([3 * ratio, 3 * ratio]);
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.globalAlpha = 1;
          const width = ctx.measureText(event.label).width;
          const left = Math.min(Math.max(x - width / 2, bbox.left), bbox.left + bbox.width - width);
          if (left >= free) {
            ctx.fillStyle = colour;
            ctx.fillText(event.label, left, bbox.top - 3 * ratio);
            free = left + width + 8 * ratio;
          }
        }
        ctx.restore();
      },
    },
  });

  const series = (given, index) => {
    const colour = () => css(given.color);
    return {
      label: given.label,
      stroke: ["dots", "specks", "area", "band"].includes(given.look) ? "transparent" : colour,
      width: given.look === "thin" ? 1.25 : given.look === "dash" ? 1.5 : 2,
      dash: given.look === "dash" ? [6, 4] : undefined,
      fill: given.look === "area" ? () => colour() + "38" : given.look === "filled" ? () => colour() + "22" : undefined,
      paths: ["dots", "specks"].includes(given.look) ? () => null
        : given.step ? uPlot.paths.stepped({ align: 1 }) : undefined,
      points: given.look === "dots"
        ? { show: true, size: 8, width: 2, stroke: colour, fill: () => css("panel") }
        : given.look === "specks"
          ? { show: true, size: 3, width: 1, stroke: colour, fill: colour }
          : { show: false },
      spanGaps: given.step,
      value: (plot, value) => number(value, given.unit),
    };
  };

  const axis = (extra) => ({
    stroke: () => css("soft"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: () => css("grid"), width: 1 },
    ticks: { show: false },
    ...extra,
  });

  const options = (chart, element, position) => {
    return {
      width: element.clientWidth,
      height: mobile.matches ? chart.height * .9 : chart.height,
      padding: [position === 0 ? 36 : 20, 8, 0, 0],
      legend: { show: false },
      cursor: {
        sync: chart.x ? undefined : { key: "run", setSeries: false },
        drag: { x: true, y: false },
        points: { size: 6 },
        y: false,
      },
      scales: {
        x: { time: false, range: (plot, min, max) => [min, max] },
        y: {
          distr: chart.log ? 3 : 1,
          range: chart.log
            ? (plot, min, max) => min == null || min <= 0 ? [1, 1000] : uPlot.rangeLog(min, max, 10, false)
            : (plot, min, max) => [0, Math.max(chart.least, (max ?? 0) * 1.12)],
        },
      },
      axes: [
        chart.x
          ? axis({ values: (plot, ticks) => ticks.map((tick) => number(tick, "")), size: 40, space: 60, label: chart.x, labelSize: 14, labelFont: "11px system-ui, sans-serif" })
          : axis({ values: (plot, ticks) => ticks.map(clock), size: 26, space: span > 2 * DAY ? 90 : 60, incrs: [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10800, 21600, 43200, DAY, 2 * DAY, 7 * DAY, 30 * DAY] }),
        axis({
          size: 50,
          space: 28,
          incrs: chart.whole ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] : undefined,
          values: (plot, ticks) => ticks.map((tick) => tick == null ? "" : number(tick, "")),
        }),
      ],
      series: [{ label: "time" }, ...chart.series.map(series)],
      plugins: chart.x ? [] : [background(position === 0)],
      hooks: {
        setCursor: [(plot) => read(chart, element, plot)],
        setScale: [(plot, key) => key === "x" && !chart.x && follow(plot)],
      },
      bands: chart.band ? [{ series: [chart.band[0] + 1, chart.band[1] + 1], fill: () => css("amber") + "26" }] : undefined,
    };
  };

  const read = (chart, element, plot) => {
    const at = plot.cursor.idx;
    const values = element.parentElement.querySelectorAll(".at");
    values.forEach((value, i) => {
      const found = at == null ? null : plot.data[i + 1][at];
      value.textContent = found == null ? "" : number(found, chart.series[i].unit);
    });
    const time = element.parentElement.querySelector(".time");
    if (time) time.textContent = at == null ? "" : chart.x ? number(plot.data[0][at], " " + chart.x) : clock(plot.data[0][at]);
  };

  // A zoom into one chart is a zoom into all: they share their axis.
  const follow = (source) => {
    if (zooming) return;
    zooming = true;
    const { min, max } = source.scales.x;
    plots.filter((plot) => plot !== source).forEach((plot) => plot.setScale("x", { min, max }));
    zooming = false;
  };

  const draw = () => {
    plots.splice(0).concat(alone.splice(0)).forEach((plot) => plot.destroy());
    zooming = true;
    model.charts.forEach((chart, position) => {
      const element = document.getElementById("chart-" + chart.id);
      const plot = new uPlot(options(chart, element, position), chart.data, element);
      (chart.x ? alone : plots).push(plot);
    });
    plots.forEach((plot) => plot.setScale("x", { min: model.from, max: model.to }));
    zooming = false;
  };

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let width = document.documentElement.clientWidth;
  addEventListener("resize", () => {
    if (document.documentElement.clientWidth !== width) {
      width = document.documentElement.clientWidth;
      draw();
    }
  });
})();
