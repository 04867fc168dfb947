
/** Charts of scores by lead time, one line a model. */
(() => {
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const COLOURS = 8;
  const charts = [];
  let colours = {};

  function fail(message) {
    document.documentElement.dataset.error = message;
    const box = document.getElementById("problem");
    box.textContent = "A chart could not be drawn: " + message;
    box.hidden = false;
  }
  window.addEventListener("error", e => fail(e.message));

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const get = name => style.getPropertyValue(name).trim();
    colours = { text: get("--text"), muted: get("--muted"), grid: get("--grid"), page: get("--page"), models: [] };
    for (let i = 0; i < COLOURS; i++) {
      colours.models.push(get("--m" + i));
    }
  }

  const height = width => width < 520 ? 260 : 320;

  /** Scores of very different sizes, which one axis in even steps would press together. */
  function isWide(chart) {
    const all = chart.values.flat().filter(v => v != null), low = Math.min(...all);
    return chart.level == null && low > 0 && Math.max(...all) > 20 * low;
  }

  /** From 1, 2 or 5 times a power of ten to another. */
  function factors(values) {
    const all = values.flat().filter(v => v != null), low = Math.min(...all), power = 10 ** Math.floor(Math.log10(low));
    return [[5, 2, 1].map(m => m * power).find(s => s <= low) || power, Format.niceStep(Math.max(...all))];
  }

  /** A tenth of the range around the values; a level lies in it. */
  function range(values, level) {
    const all = values.flat().filter(v => v != null);
    if (level != null) {
      all.push(level);
    }
    if (all.length === 0) {
      return [0, 1];
    }
    const low = Math.min(...all), high = Math.max(...all);
    const pad = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
    return [low >= 0 ? Math.max(0, low - pad) : low - pad, high + pad];
  }

  /** Ticks at 1, 2 or 5 times a power of ten, as far apart as they have room, with the digits that their distance needs. */
  function even(room, length) {
    let step = 1;
    return {
      incrs: () => [1e300], space: () => 0,
      splits: (u, i, min, max) => {
        const found = Format.numberTicks(min, max, u.bbox[length] / (window.devicePixelRatio || 1) / room);
        step = found.step;
        return found.ticks;
      },
      values: (u, ticks) => ticks.map(v => Format.number(v, step)),
    };
  }

  function axes(data, wide) {
    const common = { stroke: () => colours.muted, font: FONT, grid: { stroke: () => colours.grid, width: 1 }, ticks: { show: false } };
    const lead = data.unit === "" ? "lead" : "lead, " + data.unit;
    const up = wide ? { values: (u, ticks) => ticks.map(v => v == null ? "" : shown(v)) } : even(30, "height");
    return [
      { ...common, ...even(60, "width"), label: lead, labelFont: FONT, labelSize: 18, size: 30 },
      { ...common, ...up, size: 64 },
    ];
  }

  const shown = v => v == null ? "n/a" : String(+v.toPrecision(4));

  const read = (u, v, s, i) => i == null ? "–" : shown(v);

  function line(label, k) {
    const stroke = () => colours.models[k % COLOURS];
    return {
      label, stroke, width: 2, dash: k >= COLOURS ? [6, 4] : undefined, value: read,
      points: { show: true, size: 7, width: 0, fill: stroke, stroke },
    };
  }

  function draw(data, chart, host) {
    const wide = isWide(chart), bounds = wide ? factors(chart.values) : range(chart.values, chart.level);
    const at = data.leads, pad = (at[at.length - 1] - at[0]) * 0.04 || at[0] * 0.5;
    const series = [{ label: "lead", value: (u, v, s, i) => i == null ? "–" : data.labels[i] }];
    data.models.forEach((model, k) => series.push(line(model, k)));
    const columns = [at, ...chart.values];
    if (chart.level != null) {
      series.push({ label: "level", stroke: () => colours.muted, width: 1.5, dash: [5, 4], points: { show: false },
        value: read });
      columns.push(at.map(() => chart.level));
    }
    const width = host.clientWidth || 600;
    const u = new uPlot({
      width, height: height(width), series, axes: axes(data, wide), padding: [12, 18, 0, 0],
      scales: { x: { time: false, range: () => [at[0] - pad, at[at.length - 1] + pad] }, y: { distr: wide ? 3 : 1, range: () => bounds } },
      cursor: { y: false, drag: { x: false, y: false } }, legend: { show: true, live: true },
    }, columns, host);
    // in the next frame: a new height within the observer's round is reported as an error
    new ResizeObserver(() => requestAnimationFrame(() => {
      if (host.clientWidth > 0 && host.clientWidth !== u.width) {
        u.setSize({ width: host.clientWidth, height: height(host.clientWidth) });
      }
    })).observe(host);
    charts.push(u);
  }

  function open() {
    const data = JSON.parse(document.getElementById("data").textContent);
    readColours();
    const main = document.getElementById("charts");
    data.charts.forEach(chart => {
      const heading = document.createElement("h2");
      heading.textContent = chart.title + (isWide(chart) ? ", logarithmic axis" : "");
      const host = document.createElement("div");
      host.className = "board";
      main.append(heading, host);
      draw(data, chart, host);
    });
    document.documentElement.dataset.charts = charts.length;
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      readColours();
      charts.forEach(u => u.redraw(true, false));
    });
  }
  open();
})();
