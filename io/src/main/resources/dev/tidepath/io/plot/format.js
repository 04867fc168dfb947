
"use strict";
/** Numbers, times and the places of axis labels; no locale and no time zone but UTC. */
const Format = (() => {
  const DAY = 86400;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const STEPS = [
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(n => ({ seconds: n / 1000, unit: "ms", n })),
    ...[1, 2, 5, 10, 15, 30].map(n => ({ seconds: n, unit: "second", n })),
    ...[1, 2, 5, 10, 15, 30].map(n => ({ seconds: 60 * n, unit: "minute", n })),
    ...[1, 2, 3, 6, 12].map(n => ({ seconds: 3600 * n, unit: "hour", n })),
    ...[1, 2, 7, 14].map(n => ({ seconds: DAY * n, unit: "day", n })),
    ...[1, 2, 3, 6].map(n => ({ seconds: 30.44 * DAY * n, unit: "month", n })),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map(n => ({ seconds: 365.25 * DAY * n, unit: "year", n })),
  ];

  const ROOM = { ms: 92, second: 78, minute: 62, hour: 62, day: 54, month: 46, year: 46 };

  const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
  const power = step => step > 0 ? Math.floor(Math.log10(step) + 1e-9) : 0;

  function group(text) {
    const parts = text.split(".");
    const digits = parts[0].replace("-", "");
    if (digits.length > 4) {
      parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, "\u202f");
    }
    return parts.join(".");
  }

  /** A number to a resolution: step 0.01 gives two decimals. */
  function number(v, step) {
    if (v == null || !isFinite(v)) {
      return "–";
    }
    const size = Math.abs(v);
    const p = power(step);
    let text;
    if (size >= 1e9 || (size > 0 && size < 1e-3 && p < -5)) {
      text = v.toExponential(clamp(power(size) - p, 0, 15)).replace("e+", "e");
    } else {
      text = group(v.toFixed(clamp(-p, 0, 15)));
    }
    return /^-[0.\u202f]*$/.test(text) ? text.slice(1) : text.replace(/-/g, "\u2212");
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is not less. */
  function niceStep(least) {
    const base = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map(m => m * base).find(s => s >= least * (1 - 1e-9)) || 10 * base;
  }

  function numberTicks(min, max, most) {
    const step = niceStep((max - min) / Math.max(1, most));
    const ticks = [];
    for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9 && ticks.length < 100; i++) {
      ticks.push(i * step);
    }
    return { ticks, step };
  }

  function utc(year, month, day) {
    const d = new Date(0);
    d.setUTCFullYear(year, month, day);
    return d.getTime() / 1000;
  }

  /** The finest step whose labels have room on so many pixels. */
  function timeStep(min, max, width, wholeDays) {
    const perSecond = width / (max - min);
    const steps = wholeDays ? STEPS.filter(s => s.seconds >= DAY) : STEPS;
    return steps.find(s => s.seconds * perSecond >= ROOM[s.unit]) || steps[steps.length - 1];
  }

  function monthTicks(min, max, months) {
    const first = new Date(min * 1000);
    const at = first.getUTCFullYear() * 12 + first.getUTCMonth();
    const ticks = [];
    for (let m = Math.floor(at / months) * months; ticks.length < 200; m += months) {
      const t = utc(Math.floor(m / 12), ((m % 12) + 12) % 12, 1);
      if (t > max) {
        break;
      }
      if (t >= min) {
        ticks.push(t);
      }
    }
    return ticks;
  }

  function timeTicks(min, max, step) {
    if (step.unit === "month" || step.unit === "year") {
      return monthTicks(min, max, step.n * (step.unit === "year" ? 12 : 1));
    }
    const offset = step.unit === "day" && step.n > 2 ? 4 * DAY : 0;
    const ticks = [];
    for (let i = Math.ceil((min - offset) / step.seconds); ticks.length < 200; i++) {
      const t = offset + i * step.seconds;
      if (t > max) {
        break;
      }
      ticks.push(t);
    }
    return ticks;
  }

  const iso = t => new Date(Math.round(t * 1000)).toISOString();
  const yearOf = t => String(new Date(t * 1000).getUTCFullYear()).padStart(4, "0");
  const dayOf = t => new Date(t * 1000).getUTCDate() + " " + MONTHS[new Date(t * 1000).getUTCMonth()];

  function fine(t, unit) {
    switch (unit) {
      case "year": return yearOf(t);
      case "month": return MONTHS[new Date(t * 1000).getUTCMonth()];
      case "day": return dayOf(t);
      case "ms": return iso(t).slice(11, 23);
      case "second": return iso(t).slice(11, 19);
      default: return iso(t).slice(11, 16);
    }
  }

  function coarse(t, unit) {
    return unit === "year" ? "" : unit === "month" || unit === "day" ? yearOf(t) : dayOf(t) + " " + yearOf(t);
  }

  /** Labels of time ticks: the changing part on the first line, the year or the day below where it changes. */
  function timeLabels(ticks, step) {
    const tooClose = ticks.length > 1 && coarse(ticks[0], step.unit) !== coarse(ticks[1], step.unit);
    let last = "";
    return ticks.map((t, i) => {
      const below = coarse(t, step.unit);
      const label = fine(t, step.unit) + (below !== last && !(i === 0 && tooClose) ? "\n" + below : "");
      last = below;
      return label;
    });
  }

  /** One time in full, as far as it has a clock, seconds, milliseconds. */
  function time(t, axis, step) {
    if (t == null) {
      return "–";
    }
    if (axis === "date") {
      return iso(t).slice(0, 10);
    }
    if (axis === "instant") {
      const text = iso(t);
      const end = text.endsWith(":00.000Z") ? 16 : text.endsWith(".000Z") ? 19 : 23;
      return text.slice(0, 10) + " " + text.slice(11, end);
    }
    return number(t, step).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") + (axis === "elapsed" ? "\u00a0s" : "");
  }

  return { number, niceStep, numberTicks, timeStep, timeTicks, timeLabels, time, power };
})();
