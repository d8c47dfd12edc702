// A map of points, drawn here: degrees as a grid, no tiles from anywhere.

import { words } from "./config.js";
import { element, fill, shape } from "./elements.js";
import { COLOURS, drawing, saved, widthOf } from "./drawing.js";
import { places } from "./places.js";
import { shown, text } from "./terms.js";

const MOST = 3000;
// So many can be walked through with the keyboard; the table has them all.
const WALKED = 200;
const STEPS = [45, 30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];

export class PointMap {
  priority = 4;
  label = words.map;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const rows = this.yasr.results?.getBindings();
    return Boolean(rows) && places(this.yasr.results.getVariables(), rows.slice(0, MOST)).length > 0;
  }

  getIcon() {
    return null;
  }

  draw() {
    const all = this.yasr.results.getBindings();
    const found = places(this.yasr.results.getVariables(), all.slice(0, MOST));
    const place = element("div", { class: "map" });
    this.detail = element("p", { class: "detail", role: "status" });
    const notes = [fill(words.points, { all: found.length })];
    if (all.length > MOST) notes.push(fill(words.first, { shown: MOST, all: all.length }));
    this.yasr.resultsEl.append(place, this.detail, element("p", { class: "note" }, notes.join(" · ")));
    this.paint(place, found);
    this.watch = new ResizeObserver(() => widthOf(place) !== this.width && this.paint(place, found));
    this.watch.observe(place);
  }

  destroy() {
    this.watch?.disconnect();
    this.svg = undefined;
  }

  download(name) {
    return saved(this.svg, name || "map");
  }

  paint(place, found) {
    this.width = widthOf(place);
    const view = projection(found, this.width);
    this.svg = drawing(this.width, view.height, fill(words.points, { all: found.length }));
    this.svg.setAttribute("role", "group");
    this.svg.append(...grid(view));
    for (const one of found) {
      const [x, y] = view.at(one.latitude, one.longitude);
      const dot = shape("circle", {
        class: "dot", cx: x, cy: y, r: found.length > 300 ? 3 : 5, fill: COLOURS.accent, "fill-opacity": 0.75,
        stroke: COLOURS.paper, tabindex: found.length <= WALKED ? "0" : null, role: "img", "aria-label": named(one),
      }, shape("title", {}, named(one)));
      const tell = () => this.tell(one);
      for (const event of ["click", "focus", "mouseenter"]) dot.addEventListener(event, tell);
      this.svg.append(dot);
    }
    place.replaceChildren(this.svg);
    this.yasr.updateExportHeaders();
  }

  tell({ row, used }) {
    const terms = Object.entries(row).filter(([name, term]) => term && !used.includes(name));
    this.detail.replaceChildren(...terms.flatMap(([, term], index) => (index ? [" · ", shown(term)] : [shown(term)])));
  }
}

function named({ row, used }) {
  const terms = Object.entries(row).filter(([name, term]) => term && !used.includes(name));
  const told = terms.find(([, term]) => term.type !== "uri") ?? terms[0];
  return told ? text(told[1]) : "";
}

/** Return where degrees are on a drawing of that width: cylindrical, true in the middle. */
function projection(found, width) {
  const range = (of) => {
    const all = found.map(of);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const air = Math.max((high - low) * 0.08, 0.02);
    return [low - air, high + air];
  };
  const [south, north] = range((one) => one.latitude);
  const [west, east] = range((one) => one.longitude);
  const flat = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(width / ((east - west) * flat), 640 / (north - south));
  const left = (width - (east - west) * flat * scale) / 2;
  return {
    south, north, west, east, width, height: Math.max(160, (north - south) * scale),
    at: (latitude, longitude) => [left + (longitude - west) * flat * scale, (north - latitude) * scale],
  };
}

function grid(view) {
  const span = Math.max(view.north - view.south, view.east - view.west);
  const step = STEPS.find((one) => span / one >= 4) ?? STEPS.at(-1);
  const lines = [];
  const digits = step < 1 ? 2 : 0;
  const line = (x1, y1, x2, y2) => shape("line", { class: "grid", x1, y1, x2, y2, stroke: COLOURS.line });
  const label = (x, y, value) => shape("text", { class: "degrees", x, y, "font-size": 11, fill: COLOURS.quiet }, value);
  for (let at = Math.ceil(view.south / step) * step; at < view.north; at += step) {
    const y = view.at(at, view.west)[1];
    lines.push(line(0, y, view.width, y), label(2, y - 3, degree(at, digits, "N", "S")));
  }
  for (let at = Math.ceil(view.west / step) * step; at < view.east; at += step) {
    const x = view.at(view.north, at)[0];
    lines.push(line(x, 0, x, view.height), label(x + 3, view.height - 4, degree(at, digits, "E", "W")));
  }
  return lines;
}

function degree(value, digits, positive, negative) {
  return `${Math.abs(value).toFixed(digits)}°${value < 0 ? negative : positive}`;
}
