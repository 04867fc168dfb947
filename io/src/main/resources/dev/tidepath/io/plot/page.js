
/** The page around the charts: blocks of series, the list to choose from, readouts, tables. */
const Page = (() => {
  const MOST_CHARTS = 6;
  const MOST_ROWS = 2000;
  const page = { charts: [], groups: [] };

  function fail(message) {
    document.documentElement.dataset.error = message;
    const box = document.getElementById("problem");
    box.textContent = "A chart could not be drawn: " + message;
    box.hidden = false;
  }
  window.addEventListener("error", e => fail(e.message));
  window.addEventListener("unhandledrejection", e => fail(String(e.reason)));

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") {
        element.textContent = value;
      } else if (name.startsWith("on")) {
        element.addEventListener(name.slice(2), value);
      } else if (value != null) {
        element.setAttribute(name, value);
      }
    }
    element.append(...children);
    return element;
  }

  const plural = (n, one, many) => Format.number(n, 1) + " " + (n === 1 ? one : many);
  const percent = level => level + "\u00a0%";

  /** The charts of one series share their view. */
  function group(series, channels) {
    const [first, last] = Charts.range([...channels.map(c => c.t), channels.some(c => c.median) ? series.at : []]);
    const pad = (from, to) => (to - from) * 0.02 || Math.abs(to) * 0.01 || 1;
    const whole = [first - pad(first, last), last + pad(first, last)];
    const from = series.from == null ? first : Math.max(first, series.from);
    const start = from <= first ? whole : [from - pad(from, last), last + pad(from, last)];
    const self = {
      key: "series-" + page.groups.length, members: [], buttons: [], whole, differs: start !== whole,
      view(min, max) {
        const limit = (whole[1] - whole[0]) * 2;
        if (max - min < limit) {
          self.members.forEach(({ u, m }) => u.setScale("x", { min: min / m.ux, max: max / m.ux }));
        }
      },
      start: () => self.view(...start),
      everything: () => self.view(...whole),
      changed() {
        const { u, m } = self.members[0] || {};
        const at = u ? [u.scales.x.min * m.ux, u.scales.x.max * m.ux] : start;
        const same = goal => Math.abs(at[0] - goal[0]) + Math.abs(at[1] - goal[1]) < (goal[1] - goal[0]) * 1e-6;
        self.buttons.forEach(({ button, goal }) => button.setAttribute("aria-pressed", String(same(goal))));
      },
    };
    self.goals = { start, whole };
    page.groups.push(self);
    return self;
  }

  function viewButtons(g) {
    if (!g.differs) {
      return [];
    }
    const button = (text, goal, action) => {
      const b = make("button", { type: "button", text, "aria-pressed": "false", onclick: action });
      g.buttons.push({ button: b, goal });
      return b;
    };
    return [make("div", { class: "bar screen" },
      button("Forecast", g.goals.start, g.start), button("Whole history", g.goals.whole, g.everything))];
  }

  function swatch(kind, k, levels) {
    const s = make("i", { class: "swatch " + kind });
    if (kind === "band") {
      s.style.background = Charts.colour.band(Charts.bandAlpha(k, levels));
    }
    return s;
  }

  /** The legend that also reads the values under the cursor. */
  function readout(m) {
    const hint = matchMedia("(hover: none)").matches ? "Slide to read" : "Point to read";
    const when = make("span", { class: "when" });
    const levels = m.bounds.low.length;
    const entry = (kind, name, text, k) => {
      const out = make("b", {});
      return { text, out, span: make("span", { class: kind === "band" ? "wide" : null }, swatch(kind, k, levels), make("span", { class: "key", text: name + " " }), out) };
    };
    const entries = [];
    if (m.t.length > 0) {
      entries.push(m.stems ? entry("line", "gradient", i => Charts.value(m, m.columns[0][i])) : entry("point", "observed", i => Charts.observed(m, m.columns[0][i])));
    }
    if (m.f.length > 0) {
      entries.push(entry("line", "median", i => Charts.value(m, m.columns[1][i])));
      m.page.levels.forEach((level, k) => entries.push(entry("band", percent(level), i => {
        const low = m.columns[2 + 2 * k][i], high = m.columns[3 + 2 * k][i];
        return low == null ? "–" : Charts.value(m, low) + " to " + Charts.value(m, high);
      }, k)));
    }
    if (m.flagged.length > 0) {
      const score = i => m.flagged.findIndex(k => m.inObserved[k] === i);
      entries.push(entry("ring", "flagged", i => score(i) < 0 ? "" : "score " + Format.number(m.channel.scores[score(i)], 0.1)));
    }
    const element = make("div", { class: "readout", "aria-live": "polite" }, when, ...entries.map(e => e.span));
    const sample = m.x.map((x, i) => i).filter(i => i % Math.ceil(m.x.length / 200) === 0 || i >= m.x.length - 20);
    entries.forEach(e => { e.out.style.minWidth = Math.max(0, ...sample.map(i => e.text(i).length)) + "ch"; });
    const show = i => {
      when.textContent = i == null ? hint : Charts.when(m, m.x[i]);
      when.classList.toggle("idle", i == null);
      entries.forEach(e => { e.out.textContent = i == null ? "" : e.text(i); });
    };
    show(null);
    return { element, show };
  }

  /** The chart in a sentence, for those who cannot see it and those in a hurry. */
  function sentence(m) {
    const { channel, t, f } = m, n = f.length - 1, parts = [];
    if (t.length > 0) {
      parts.push(plural(channel.total, "observation", "observations") + (channel.total > t.length
        ? ", of which the last " + Format.number(t.length, 1) + " are in this page," : "")
        + " from " + Charts.when(m, t[0]) + " to " + Charts.when(m, t[t.length - 1])
        + ", the last one " + Format.number(channel.v[t.length - 1], m.observedStep) + ".");
    } else {
      parts.push("No observations.");
    }
    if (n < 0) {
      return parts.concat(scored(m) ? "None is scored." : "No forecast.").join(" ");
    }
    if (scored(m)) {
      const { scores } = channel, most = scores.indexOf(Math.max(...scores));
      return parts.concat(plural(n + 1, "scored", "scored") + ", " + (most < 0 ? "none flagged." : plural(scores.length, "flagged", "flagged")
        + ", the highest score " + Format.number(scores[most], 0.1) + " at " + Charts.when(m, t[m.flagged[most]]) + ".")).join(" ");
    }
    const i = m.inForecast[n];
    let text = (n === 0 ? "One forecast time, " : plural(n + 1, "", "forecast times") + " to ") + Charts.when(m, f[n]) + ", where the median is "
      + Charts.value(m, m.columns[1][i]);
    m.page.levels.forEach((level, k) => {
      text += (k === 0 ? ", the " : k < m.page.levels.length - 1 ? ", the " : " and the ") + percent(level)
        + " band runs from " + Charts.value(m, m.columns[2 + 2 * k][i]) + " to " + Charts.value(m, m.columns[3 + 2 * k][i]);
    });
    return parts.concat(text + ".").join(" ");
  }

  const scored = m => m.page.threshold != null;

  /** A row for each of some places on the time axis; further columns stand between its time and what was forecast. */
  function table(m, places, further) {
    const head = make("tr", {}, ...[m.page.timeLabel || "Time", ...further.map(c => c.name), "Median",
      ...m.page.levels.flatMap(l => [percent(l) + " from", "to"])].map(text => make("th", { scope: "col", text })));
    const rows = places.map((i, row) => make("tr", {},
      make("th", { scope: "row", text: Charts.when(m, m.x[i]) }),
      ...further.map(c => make("td", { text: c.text(i, row) })),
      ...m.columns.slice(1).map(c => make("td", { text: Charts.value(m, c[i]) }))));
    return make("div", { class: "scroll", tabindex: "0" }, make("table", { class: "values" },
      make("caption", { text: "Forecast of " + m.channel.name }), make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  function tableBox(m, name, places, further) {
    const shown = places.slice(0, MOST_ROWS);
    const more = shown.length < places.length ? ", the first " + Format.number(MOST_ROWS, 1) : "";
    const box = make("details", {}, make("summary", { text: name + " (" + Format.number(places.length, 1) + more + ")" }));
    box.addEventListener("toggle", () => box.childElementCount > 1 || box.append(table(m, shown, further)));
    return box;
  }

  function tableBoxes(m) {
    if (m.f.length === 0) {
      return [];
    }
    const all = tableBox(m, scored(m) ? "What was expected" : "Forecast values", m.inForecast, []);
    if (m.flagged.length === 0) {
      return [all];
    }
    const flagged = tableBox(m, "Flagged", m.flagged.map(i => m.inObserved[i]), [
      { name: "Observed", text: i => Charts.observed(m, m.columns[0][i]) },
      { name: "Score", text: (i, row) => Format.number(m.channel.scores[row], 0.1) },
    ]);
    flagged.open = true;
    return [flagged, all];
  }

  function chart(data, series, channel, g, alone) {
    const m = Charts.model(data, series, channel);
    return panel(m, channel.name, sentence(m), g, alone, tableBoxes(m));
  }

  /** The chart of gradients under that of a channel, if it has some. */
  function gradientChart(data, series, channel, g) {
    if (channel.gradient == null) {
      return [];
    }
    const m = Charts.gradient(data, series, channel), values = m.columns[0];
    const most = values.reduce((best, v, i) => Math.abs(v) > Math.abs(values[best]) ? i : best, 0);
    const sum = values.reduce((total, v) => total + v, 0);
    const text = "The largest is " + Charts.value(m, values[most]) + " at " + Charts.when(m, m.t[most])
      + "; all together come to " + Charts.value(m, sum) + ".";
    return [panel(m, "Gradient by " + channel.name, text, g, false, [])];
  }

  function panel(m, name, text, g, alone, below) {
    const heading = make("h3", { text: name, dir: "auto" });
    const note = make("p", { class: "note", text });
    if (m.x.length === 0) {
      return { element: make("section", {}, heading, note), draw: () => {} };
    }
    const r = readout(m);
    const host = make("div", {
      class: "chart", tabindex: "0", role: "img", "aria-label": name + ": " + text,
      "data-points": m.t.length, "data-forecasts": m.f.length,
      "data-joins": m.stems ? 0 : Math.max(0, m.t.length - 1 - m.channel.breaks.length),
    });
    const element = make("section", {}, make("div", { class: "whole" }, heading, r.element, host, note), ...below);
    const draw = () => {
      const u = Charts.create(m, host, g, alone, r.show);
      g.members.push({ u, m });
      page.charts.push({ u, host });
      Touch.attach(u, m, g, host);
    };
    return { element, draw };
  }

  function block(data, series, alone) {
    const g = group(series, series.channels);
    const charts = series.channels.flatMap(c => [
      chart(data, series, c, g, alone && series.channels.length === 1), ...gradientChart(data, series, c, g)]);
    const heading = series.id === "" ? [] : [make("h2", { text: series.id, dir: "auto" })];
    const element = make("section", { class: "block" }, ...heading, ...viewButtons(g), ...charts.map(c => c.element));
    return {
      element,
      draw() {
        charts.forEach(c => c.draw());
        g.start();
      },
    };
  }

  function showOnly(data, series, target) {
    page.charts.forEach(c => c.u.destroy());
    page.charts.length = page.groups.length = 0;
    const b = block(data, series, true);
    target.replaceChildren(b.element);
    b.draw();
    count();
  }

  function count() {
    document.documentElement.dataset.charts = page.charts.length;
  }

  /** A list to choose one series from, with a box that narrows it. */
  function picker(data, main) {
    const target = make("div", {});
    const flags = s => s.channels.reduce((n, c) => n + (c.flagged || []).length, 0);
    const name = s => (s.id === "" ? "(no id)" : s.id) + (flags(s) > 0 ? " \u00b7 " + Format.number(flags(s), 1) + " flagged" : "");
    const select = make("select", { class: "grow", "aria-label": "Series" });
    const note = make("p", { class: "note", role: "status" });
    const choose = i => {
      select.value = String(i);
      showOnly(data, data.series[i], target);
      steps();
    };
    const turn = by => {
      const option = select.options[select.selectedIndex + by];
      if (option) {
        choose(+option.value);
      }
    };
    const back = make("button", { type: "button", text: "‹", "aria-label": "Previous series", onclick: () => turn(-1) });
    const next = make("button", { type: "button", text: "›", "aria-label": "Next series", onclick: () => turn(1) });
    const steps = () => {
      back.disabled = select.selectedIndex <= 0;
      next.disabled = select.selectedIndex >= select.options.length - 1;
    };
    const fill = wanted => {
      const before = select.value;
      const found = data.series.map((s, i) => ({ s, i })).filter(({ s }) => name(s).toLowerCase().includes(wanted));
      select.replaceChildren(...found.map(({ s, i }) => make("option", { value: String(i), text: name(s) })));
      note.textContent = wanted === "" ? plural(data.series.length, "series", "series") + " in this page"
        : Format.number(found.length, 1) + " of " + plural(data.series.length, "series", "series") + " match";
      if (found.some(({ i }) => String(i) === before)) {
        select.value = before;
      } else if (found.length > 0) {
        choose((found.find(({ s }) => flags(s) > 0) || found[0]).i);
      }
      steps();
    };
    select.addEventListener("change", () => choose(+select.value));
    const search = make("input", { type: "search", class: "grow", placeholder: "Find a series", "aria-label": "Find a series",
      autocomplete: "off", spellcheck: "false", oninput: () => fill(search.value.trim().toLowerCase()) });
    main.append(make("div", { class: "picker screen" }, make("div", { class: "bar" }, search, select, back, next), note), target);
    fill("");
  }

  function repaint() {
    Charts.readColours();
    page.charts.forEach(({ u }) => u.batch(() => u.redraw(true, false)));
  }

  /** Paper is white and narrower than most screens. */
  function printing(on) {
    document.documentElement.classList.toggle("print", on);
    Charts.readColours();
    page.charts.forEach(({ u, host }) => {
      u.printing = on;
      u.setCursor({ left: -10, top: -10 });
      const width = on ? 680 : host.clientWidth;
      u.batch(() => {
        u.setSize({ width, height: u.height });
        u.redraw(true, true);
      });
    });
  }

  function open() {
    const data = JSON.parse(document.getElementById("data").textContent);
    const main = document.getElementById("charts");
    Charts.readColours();
    const charts = data.series.reduce((n, s) => n + s.channels.length, 0);
    if (data.series.length === 1 || charts <= MOST_CHARTS) {
      const blocks = data.series.map(s => block(data, s, data.series.length === 1));
      main.append(...blocks.map(b => b.element));
      blocks.forEach(b => b.draw());
      count();
    } else {
      picker(data, main);
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    window.addEventListener("beforeprint", () => printing(true));
    window.addEventListener("afterprint", () => printing(false));
  }

  return { open };
})();
Page.open();
