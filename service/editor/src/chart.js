// Bars: where the answer has a column of numbers and one of labels.

import config, { words } from "./config.js";
import { element, fill, shape } from "./elements.js";
import { clipped, COLOURS, drawing, saved, widthOf } from "./drawing.js";
import { number, text } from "./terms.js";

const MOST = 50;
const ROW = 46;
const END = 76;
const format = new Intl.NumberFormat(config.language, { maximumFractionDigits: 4 });

/** Return the columns that can be labels and those that can be values. */
export function columns(names, rows) {
  const values = [];
  const labels = [];
  for (const name of names) {
    const bound = rows.map((row) => row[name]).filter(Boolean);
    if (!bound.length) continue;
    if (bound.every((term) => Number.isFinite(number(term)))) values.push(name);
    else labels.push(name);
  }
  // A text in the reader's language tells more than one in another, and that than an IRI.
  const worth = (name) => {
    const term = rows.map((row) => row[name]).find(Boolean);
    if (term.type === "uri" || term.type === "bnode") return 2;
    return !term["xml:lang"] || term["xml:lang"] === config.language ? 0 : 1;
  };
  labels.sort((a, b) => worth(a) - worth(b));
  return { labels, values };
}

export class Chart {
  priority = 5;
  label = words.chart;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const rows = this.yasr.results?.getBindings();
    if (!rows?.length) return false;
    const { labels, values } = columns(this.yasr.results.getVariables(), rows);
    return labels.length > 0 && values.length > 0;
  }

  getIcon() {
    return null;
  }

  draw() {
    const rows = this.yasr.results.getBindings();
    const { labels, values } = columns(this.yasr.results.getVariables(), rows);
    this.labels = labels;
    const place = element("div", { class: "chart" });
    const redraw = () => this.paint(place, rows, label.value, value.value);
    const label = choice(words.label, labels, redraw);
    const value = choice(words.value, values, redraw);
    const tools = element("p", { class: "choices" }, label.parentNode, value.parentNode);
    this.yasr.resultsEl.append(tools, place);
    redraw();
    this.watch = new ResizeObserver(() => widthOf(place) !== this.width && redraw());
    this.watch.observe(place);
  }

  destroy() {
    this.watch?.disconnect();
    this.svg = undefined;
  }

  download(name) {
    return saved(this.svg, name || "chart");
  }

  paint(place, all, label, value) {
    const rows = all.filter((row) => row[value]).slice(0, MOST);
    const numbers = rows.map((row) => number(row[value]));
    const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
    this.width = widthOf(place);
    const room = this.width - END;
    const at = (amount) => ((amount - low) / (high - low || 1)) * room;
    const caption = fill(words.bars, { label, value });
    this.svg = drawing(this.width, rows.length * ROW, caption);
    rows.forEach((row, index) => {
      const [top, amount] = [index * ROW, numbers[index]];
      // Where the label is missing, another column tells at least what it is.
      const term = row[label] ?? this.labels.map((other) => row[other]).find(Boolean);
      const name = text(term);
      const [from, to] = [Math.min(at(0), at(amount)), Math.max(at(0), at(amount))];
      this.svg.append(
        shape("text", { x: 0, y: top + 16, "font-size": 14, fill: COLOURS.ink, lang: term?.["xml:lang"] },
          shape("title", {}, name), clipped(name, this.width)),
        shape("rect", { class: "track", x: 0, y: top + 23, width: room, height: 14, rx: 2, fill: COLOURS.line }),
        shape("rect", { class: "bar", x: from, y: top + 23, width: Math.max(to - from, 1), height: 14, rx: 2, fill: COLOURS.accent }),
        shape("text", { class: "share", x: this.width, y: top + 35, "font-size": 14, "text-anchor": "end", fill: COLOURS.ink },
          format.format(amount)),
      );
    });
    const missing = all.length > rows.length ? fill(words.first, { shown: rows.length, all: all.length }) : "";
    place.replaceChildren(this.svg, element("p", { class: "note" }, [caption, missing].filter(Boolean).join(" · ")));
    this.yasr.updateExportHeaders();
  }
}

function choice(name, values, changed) {
  const select = element("select", {}, ...values.map((value) => element("option", { value }, value)));
  select.addEventListener("change", changed);
  element("label", {}, `${name} `, select);
  return select;
}
