
/** Fingers and keys on a chart: slide to read, pinch to zoom, arrows, plus, minus and zero. */
const Touch = (() => {
  function pinch(u, group, start, fingers) {
    const [a, b] = fingers;
    const width = u.over.clientWidth, distance = b.x - a.x;
    if (Math.abs(distance) < 20 || start[0].value === start[1].value) {
      return;
    }
    const perPixel = (start[1].value - start[0].value) / distance;
    if (perPixel > 0) {
      const min = start[0].value - a.x * perPixel;
      group.view(min, min + width * perPixel);
    }
  }

  function fingers(u, group) {
    const over = u.over, down = new Map();
    let start = [];
    const place = e => ({ x: e.clientX - over.getBoundingClientRect().left, y: e.clientY - over.getBoundingClientRect().top });
    const restart = () => { start = [...down.values()].map(p => ({ value: u.posToVal(p.x, "x") })); };
    const touch = handle => e => e.pointerType === "mouse" || handle(e);
    over.addEventListener("pointerdown", touch(e => {
      down.set(e.pointerId, place(e));
      restart();
    }));
    over.addEventListener("pointermove", touch(e => {
      if (!down.has(e.pointerId)) {
        return;
      }
      down.set(e.pointerId, place(e));
      if (down.size === 2) {
        pinch(u, group, start, [...down.values()]);
      } else {
        u.setCursor({ left: place(e).x, top: place(e).y });
      }
    }));
    const up = touch(e => {
      down.delete(e.pointerId);
      restart();
    });
    ["pointerup", "pointercancel", "pointerleave"].forEach(name => over.addEventListener(name, up));
  }

  function zoom(u, group, factor) {
    const { min, max } = u.scales.x, left = u.cursor.left;
    const centre = left >= 0 ? u.posToVal(left, "x") : (min + max) / 2;
    group.view(centre - (centre - min) * factor, centre + (max - centre) * factor);
  }

  function move(u, m, by) {
    const { min, max } = u.scales.x;
    const first = m.x.findIndex(v => v >= min);
    const last = m.x.length - 1 - [...m.x].reverse().findIndex(v => v <= max);
    const from = u.cursor.idx == null ? (by > 0 ? last - 1 : last + 1) : u.cursor.idx;
    const next = Math.min(last, Math.max(first, from + by));
    if (first >= 0 && last >= first) {
      u.setCursor({ left: u.valToPos(m.x[next], "x"), top: 10 });
    }
  }

  function keys(u, m, group, host) {
    const actions = {
      ArrowLeft: () => move(u, m, -1),
      ArrowRight: () => move(u, m, 1),
      PageUp: () => move(u, m, -20),
      PageDown: () => move(u, m, 20),
      "+": () => zoom(u, group, 0.5),
      "=": () => zoom(u, group, 0.5),
      "-": () => zoom(u, group, 2),
      0: () => group.start(),
      Escape: () => u.setCursor({ left: -10, top: -10 }),
    };
    host.addEventListener("keydown", e => {
      const action = e.ctrlKey || e.metaKey || e.altKey ? null : actions[e.key];
      if (action) {
        action();
        e.preventDefault();
      }
    });
  }

  return {
    attach(u, m, group, host) {
      fingers(u, group);
      keys(u, m, group, host);
    },
  };
})();
