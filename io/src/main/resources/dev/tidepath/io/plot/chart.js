/** One channel as a chart: bands, lines and points on a canvas by uPlot. */
const Charts = (() => {
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const HUGE = 1e15;
  const TYPED_DECIMALS = 4;
  const colour = {};

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["page", "text", "muted", "grid", "point", "join", "median", "cut", "flag"]) {
      colour[name] = style.getPropertyValue("--" + name).trim();
    }
    const rgb = style.getPropertyValue("--band").trim();
    colour.band = alpha => `rgba(${rgb}, ${alpha})`;
    colour.bandAlpha = +style.getPropertyValue("--band-alpha");
    colour.edgeAlpha = +style.getPropertyValue("--edge-alpha");
  }

  /** How dark the band of the k-th level looks, with the wider ones under it. */
  const bandAlpha = (k, levels) => 1 - (1 - colour.bandAlpha) ** (levels - k);

  /** Two increasing lists as one, and where the items of each ended up. */
  function merge(a, b) {
    const x = [], inA = [], inB = [];
    for (let i = 0, j = 0; i < a.length || j < b.length;) {
      const t = j === b.length || a[i] <= b[j] ? a[i] : b[j];
      if (i < a.length && a[i] === t) {
        inA.push(x.length);
        i++;
      }
      if (j < b.length && b[j] === t) {
        inB.push(x.length);
        j++;
      }
      x.push(t);
    }
    return { x, inA, inB };
  }

  /** Values beyond 1e15 are drawn in a unit of their own size: uPlot places no labels there. */
  function unitOf(lists) {
    let most = 0;
    lists.forEach(list => list.forEach(v => { most = Math.max(most, Math.abs(v)); }));
    return most >= HUGE ? 10 ** Math.floor(Math.log10(most)) : 1;
  }

  function spread(length, places, values) {
    const column = new Array(length).fill(undefined);
    places.forEach((at, i) => { column[at] = values[i]; });
    return column;
  }

  function range(lists) {
    let min = Infinity, max = -Infinity;
    lists.forEach(list => list.forEach(v => {
      if (v != null) {
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
    }));
    return [min, max];
  }

  /** Values with few decimals were typed and are shown as they are; others as fine as the chart needs. */
  function observedStep(values, step) {
    let decimals = 0;
    for (const v of values.slice(-500)) {
      const text = String(v);
      decimals = Math.max(decimals, text.includes("e") ? 15 : (text.split(".")[1] || "").length);
    }
    const [min, max] = range([values]);
    if (decimals > TYPED_DECIMALS || Math.max(Math.abs(min), Math.abs(max)) >= HUGE) {
      return step / 10;
    }
    return 10 ** -decimals;
  }

  /** What a chart draws, in the units it draws in. */
  function model(page, series, channel) {
    const hasForecast = channel.median != null;
    const at = hasForecast ? series.at : [];
    const median = hasForecast ? channel.median : [], low = channel.low || [], high = channel.high || [];
    const ux = unitOf([channel.t, at]), uy = unitOf([channel.v, median, ...low, ...high]);
    const by = (list, unit) => unit === 1 ? list : list.map(v => v == null ? null : v / unit);
    const t = by(channel.t, ux), f = by(at, ux);
    const { x, inA, inB } = merge(t, f);
    const bounds = { low: low.map(b => by(b, uy)), high: high.map(b => by(b, uy)) };
    const columns = [spread(x.length, inA, by(channel.v, uy)), spread(x.length, inB, by(median, uy))];
    bounds.low.forEach((b, k) => columns.push(spread(x.length, inB, b), spread(x.length, inB, bounds.high[k])));
    const [min, max] = range([channel.v, median]);
    const step = 10 ** (Format.power(max > min ? max - min : Math.abs(max) || 1) - 3);
    return {
      page, series, channel, ux, uy, t, f, x, columns, bounds, step,
      observedStep: observedStep(channel.v, step), cut: series.cut == null ? null : series.cut / ux,
      inForecast: inB, inObserved: inA, flagged: channel.flagged || [], timeStep: timeResolution(channel.t, at),
    };
  }

  /** The chart of gradients by a channel's observations, on the same times as the chart of the channel. */
  function gradient(page, series, channel) {
    const m = model(page, series, channel), uy = unitOf([channel.gradient]);
    const [min, max] = range([channel.gradient, [0]]);
    const step = 10 ** (Format.power(max - min) - 3);
    return {
      ...m, uy, step, observedStep: step, stems: true, f: [], flagged: [], inForecast: [], x: m.t,
      columns: [channel.gradient.map(g => g / uy)], bounds: { low: [], high: [] },
    };
  }

  /** Numbers on the axis are told apart by a hundredth of their usual distance. */
  function timeResolution(t, at) {
    const [min, max] = range([t, at]);
    const count = t.length + at.length;
    return max > min ? 10 ** (Format.power((max - min) / count) - 2) : 10 ** (Format.power(Math.abs(max) || 1) - 6);
  }

  const value = (m, v) => Format.number(v == null ? null : v * m.uy, m.step);
  const observed = (m, v) => Format.number(v == null ? null : v * m.uy, m.observedStep);
  const when = (m, x) => Format.time(x == null ? null : x * m.ux, m.page.axis, m.timeStep);

  function yRange(u, min, max) {
    if (min == null) {
      return u.scales.y.min == null ? [0, 1] : [u.scales.y.min, u.scales.y.max];
    }
    const pad = (max - min) * 0.06 || Math.abs(max) * 0.1 || 1;
    return [min >= 0 ? Math.max(0, min - pad) : min - pad, max + pad];
  }

  /** With the line that stems stand on. */
  function stemRange(u, min, max) {
    const low = Math.min(0, min || 0), high = Math.max(0, max || 0);
    const pad = (high - low) * 0.06 || 1;
    return [low < 0 ? low - pad : 0, high > 0 ? high + pad : 0];
  }

  function xRange(u, min, max) {
    const least = Math.max(Math.abs(min), Math.abs(max)) * 1e-12 || 1e-12;
    return max - min >= least ? [min, max] : [min - least, max + least];
  }

  function lines(options) {
    return {
      stroke: () => colour.muted, font: FONT, grid: { stroke: () => colour.grid, width: 1 },
      ticks: { stroke: () => colour.grid, width: 1, size: 5 }, incrs: () => [1e300], space: () => 0, ...options,
    };
  }

  const shorten = (text, most) => text.length > most ? text.slice(0, most - 1) + "…" : text;

  /** A label's second line is the wider one and left away where the chart's right edge would cut it. */
  function fitting(u, tick, text) {
    const { min, max } = u.scales.x;
    return (max - tick) / (max - min) * u.bbox.width / ratio() < 20 ? text.split("\n")[0] : text;
  }

  /** The closest ticks whose labels do not touch. */
  function roomy(m, min, max, width) {
    const fits = ({ ticks, step }) => ticks.every(
      v => Format.number(v * m.ux, step * m.ux).length * 7.5 + 12 < step / (max - min) * width);
    const choices = [48, 72, 110, 160].map(room => Format.numberTicks(min, max, width / room));
    return choices.find(fits) || choices[choices.length - 1];
  }

  function xAxis(m) {
    const clock = m.page.axis === "date" || m.page.axis === "instant";
    const plotWidth = u => u.bbox.width / ratio();
    const name = m.page.axis === "elapsed" ? "seconds after " + m.series.origin : m.page.timeLabel;
    const label = clock || name === "" ? {} : { label: shorten(name, 48), labelFont: FONT, labelSize: 20, labelGap: 2 };
    let step = null;
    return lines({
      ...label,
      side: 2, scale: "x", size: (u, labels) => (labels || []).some(s => s.includes("\n")) ? 48 : 30, gap: 4, lineGap: 1.35,
      splits: (u, i, min, max) => {
        if (clock) {
          step = Format.timeStep(min, max, plotWidth(u), m.page.axis === "date");
          return Format.timeTicks(min, max, step);
        }
        const found = roomy(m, min, max, plotWidth(u));
        step = found.step;
        return found.ticks;
      },
      values: (u, ticks) => clock
        ? Format.timeLabels(ticks, step).map((text, i) => fitting(u, ticks[i], text)) : ticks.map(v => Format.number(v * m.ux, step * m.ux)),
    });
  }

  function yAxis(m) {
    let step = 1;
    return lines({
      side: 3, scale: "y", gap: 4,
      size: (u, labels) => {
        u.ctx.save();
        u.ctx.font = FONT;
        const widest = Math.max(0, ...(labels || ["0.00"]).map(s => u.ctx.measureText(s).width));
        u.ctx.restore();
        return Math.max(52, Math.ceil(widest) + 16); // so that charts of usual numbers stand under each other
      },
      splits: (u, i, min, max) => {
        const found = Format.numberTicks(min, max, u.bbox.height / ratio() / 30);
        step = found.step;
        return found.ticks;
      },
      values: (u, ticks) => ticks.map(v => Format.number(v * m.uy, step * m.uy)),
    });
  }

  const ratio = () => window.devicePixelRatio || 1;

  function clipped(u, draw) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    draw(ctx, ratio());
    ctx.restore();
  }

  /** Stretches of forecast times that all have a value. */
  function runs(low) {
    const found = [];
    for (let i = 0, from = 0; i <= low.length; i++) {
      if (i === low.length || low[i] == null) {
        if (i > from) {
          found.push([from, i]);
        }
        from = i + 1;
      }
    }
    return found;
  }

  function edge(u, m, bound, from, to) {
    const path = new Path2D();
    for (let i = from; i < to; i++) {
      path.lineTo(u.valToPos(m.f[i], "x", true), u.valToPos(bound[i], "y", true));
    }
    return path;
  }

  function band(u, m, k, from, to, ctx, px) {
    const { low, high } = m.bounds;
    ctx.fillStyle = colour.band(colour.bandAlpha);
    ctx.strokeStyle = colour.band(colour.edgeAlpha);
    ctx.lineWidth = px;
    if (to - from === 1) {
      const half = 7 * px, x = u.valToPos(m.f[from], "x", true);
      const top = u.valToPos(high[k][from], "y", true), bottom = u.valToPos(low[k][from], "y", true);
      ctx.fillRect(x - half, top, 2 * half, bottom - top);
      ctx.strokeRect(x - half, top, 2 * half, bottom - top);
      return;
    }
    const area = edge(u, m, high[k], from, to);
    for (let i = to - 1; i >= from; i--) {
      area.lineTo(u.valToPos(m.f[i], "x", true), u.valToPos(low[k][i], "y", true));
    }
    ctx.fill(area);
    if (visible(m.f, u.scales.x.min, u.scales.x.max) > u.bbox.width / px) {
      return;
    }
    ctx.stroke(edge(u, m, high[k], from, to));
    ctx.stroke(edge(u, m, low[k], from, to));
  }

  function drawBands(u, m) {
    clipped(u, (ctx, px) => {
      for (let k = m.bounds.low.length - 1; k >= 0; k--) {
        runs(m.bounds.low[k]).forEach(([from, to]) => band(u, m, k, from, to, ctx, px));
      }
    });
  }

  function drawStems(u, m) {
    clipped(u, (ctx, px) => {
      const shown = visible(m.t, u.scales.x.min, u.scales.x.max) || 1;
      const zero = u.valToPos(0, "y", true);
      ctx.strokeStyle = colour.muted;
      ctx.lineWidth = px;
      ctx.strokeRect(u.bbox.left - px, zero, u.bbox.width + 2 * px, 0);
      ctx.strokeStyle = colour.median;
      ctx.lineWidth = px * Math.max(1, Math.min(4, 0.4 * u.bbox.width / px / shown));
      ctx.beginPath();
      m.t.forEach((t, i) => {
        if (m.columns[0][i] !== 0) {
          const x = u.valToPos(t, "x", true);
          ctx.moveTo(x, zero);
          ctx.lineTo(x, u.valToPos(m.columns[0][i], "y", true));
        }
      });
      ctx.stroke();
    });
  }

  /** Rings about observations that stand out. */
  function drawFlags(u, m) {
    clipped(u, (ctx, px) => {
      ctx.strokeStyle = colour.flag;
      ctx.lineWidth = 2 * px;
      m.flagged.forEach(i => {
        ctx.beginPath();
        ctx.arc(u.valToPos(m.t[i], "x", true), u.valToPos(m.columns[0][m.inObserved[i]], "y", true), 6 * px, 0, 7);
        ctx.stroke();
      });
    });
  }

  function drawCut(u, m) {
    if (m.cut == null || m.cut < u.scales.x.min || m.cut > u.scales.x.max) {
      return;
    }
    const { ctx, bbox } = u, px = ratio(), x = Math.round(u.valToPos(m.cut, "x", true)), later = m.t[m.t.length - 1] > m.cut;
    const label = m.page.threshold != null ? "scored from here" : later ? "held back from here" : "last observation";
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour.cut;
    ctx.lineWidth = 1.5 * px;
    ctx.setLineDash([5 * px, 4 * px]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top - 4 * px);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = FONT.replace("12px", 12 * px + "px");
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    const width = ctx.measureText(label).width;
    const left = Math.max(2 * px, Math.min(x - width / 2, ctx.canvas.width - width - 2 * px));
    ctx.fillText(label, left, bbox.top - 6 * px);
    ctx.restore();
  }

  /** Pixel ranges without a line, for uPlot. */
  function gaps(u, m) {
    return m.channel.breaks.map(i => [u.valToPos(m.t[i - 1], "x", true), u.valToPos(m.t[i], "x", true)]);
  }

  function visible(list, min, max) {
    return list.reduce((n, v) => n + (v >= min && v <= max ? 1 : 0), 0);
  }

  function seriesOptions(m) {
    if (m.stems) {
      const fill = () => colour.median;
      return [{}, { label: "gradient", paths: () => null, points: { show: true, size: 5, width: 0, fill, stroke: fill } }];
    }
    const hidden = { paths: () => null, points: { show: false }, stroke: "transparent", width: 0, class: "bound" };
    const sparse = u => visible(m.f, u.scales.x.min, u.scales.x.max) * 14 < u.bbox.width / ratio();
    return [
      {},
      {
        label: "observed", stroke: () => colour.join, width: 1, pxAlign: 0, gaps: u => gaps(u, m),
        points: { show: true, size: 5, width: 0, fill: () => colour.point, stroke: () => colour.point },
      },
      {
        label: "median", stroke: () => colour.median, width: 2.5, pxAlign: 0,
        points: { show: sparse, size: 6, width: 0, fill: () => colour.median, stroke: () => colour.median },
      },
      ...m.bounds.low.flatMap(() => [{ label: "low", ...hidden }, { label: "high", ...hidden }]),
    ];
  }

  function sizePoints(u, m, host) {
    const shown = visible(m.t, u.scales.x.min, u.scales.x.max);
    u.series[1].points.size = Math.max(3, Math.min(6, 1.5 * (u.bbox.width / ratio() || u.width) / (shown || 1)));
    host.dataset.visible = shown;
  }

  const height = (width, alone) => width < 520 ? 300 : alone ? 440 : 320;

  /** Draws a model into an element; the readout is told the index under the cursor. */
  function create(m, host, group, alone, readout) {
    const width = host.clientWidth || 600;
    const u = new uPlot({
      width, height: height(width, alone), padding: [24, 18, 0, 0], legend: { show: false },
      cursor: {
        y: false, dataIdx: (self, s, i) => i, drag: { x: true, y: false, dist: 4 },
        points: { size: (self, s) => s <= 2 ? 9 : 0, fill: (self, s) => s === 1 ? colour.point : colour.median },
        sync: { key: group.key, scales: ["x", null], setSeries: false },
        bind: { dblclick: () => () => { group.start(); return null; } },
      },
      scales: { x: { time: false, range: xRange }, y: { range: m.stems ? stemRange : yRange } },
      axes: [xAxis(m), yAxis(m)],
      series: seriesOptions(m),
      hooks: {
        setScale: [(self, key) => { if (key === "x") { sizePoints(self, m, host); group.changed(); } }],
        drawAxes: [self => m.stems ? drawStems(self, m) : drawBands(self, m)],
        draw: [self => { drawFlags(self, m); drawCut(self, m); }],
        setCursor: [self => readout(self.cursor.idx)],
      },
    }, [m.x, ...m.columns], host);
    // in the next frame: a new height within the observer's round is reported as an error
    new ResizeObserver(() => requestAnimationFrame(() => {
      if (!u.printing && host.clientWidth > 0 && host.clientWidth !== u.width) {
        u.setSize({ width: host.clientWidth, height: height(host.clientWidth, alone) });
      }
    })).observe(host);
    return u;
  }

  return { readColours, colour, bandAlpha, model, gradient, create, value, observed, when, range };
})();
