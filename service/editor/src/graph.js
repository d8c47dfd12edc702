// Statements as nodes and edges: CONSTRUCT, DESCRIBE, or rows of three such columns.

import config, { words } from "./config.js";
import { button, element, fill, shape } from "./elements.js";
import { clipped, COLOURS, drawing, saved, widthOf } from "./drawing.js";
import { layout } from "./layout.js";
import { shown, text } from "./terms.js";

const MOST = 150;
const NAMES = [/^(s|subj|subject|from|source)$/i, /^(p|pred|predicate|property)$/i, /^(o|obj|object|to|target)$/i];
const LABEL = /[#/](label|prefLabel)$/;

/** Return the names of the columns that are subject, predicate and object; null if none. */
export function roles(names) {
  const found = NAMES.map((pattern) => names.find((name) => pattern.test(name)));
  return found.every(Boolean) ? found : null;
}

export class NodeGraph {
  priority = 3;
  label = words.graph;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const rows = this.yasr.results?.getBindings();
    const named = rows?.length ? roles(this.yasr.results.getVariables()) : null;
    return Boolean(named) && rows.some((row) => row[named[0]]?.type !== "literal" && named.every((name) => row[name]));
  }

  getIcon() {
    return null;
  }

  draw() {
    const all = this.yasr.results.getBindings();
    const model = modelOf(all, roles(this.yasr.results.getVariables()));
    const place = element("div", { class: "graph", tabindex: "0", role: "region", "aria-label": words.graph });
    this.detail = element("p", { class: "detail", role: "status" });
    const tools = element("p", { class: "choices" },
      button(words.larger, () => this.zoom(1.25)), button(words.less, () => this.zoom(0.8)), button(words.fit, () => this.zoom(0)));
    const note = fill(words.edges, { shown: model.edges.length + model.labelled, all: all.length });
    this.yasr.resultsEl.append(tools, place, this.detail, element("p", { class: "note" }, note));
    this.paint(place, model);
  }

  destroy() {
    this.svg = undefined;
  }

  download(name) {
    return saved(this.svg, name || "graph");
  }

  zoom(factor) {
    const { clientWidth, clientHeight } = this.svg.parentNode;
    const whole = Math.min(1, clientWidth / this.size[0], clientHeight / this.size[1]);
    this.scale = factor ? Math.min(6, Math.max(0.3, this.scale * factor)) : whole;
    this.svg.setAttribute("width", this.size[0] * this.scale);
    this.svg.setAttribute("height", this.size[1] * this.scale);
  }

  paint(place, { nodes, edges }) {
    // On a narrow screen one scrolls: names need their room.
    const width = Math.max(widthOf(place), Math.min(640, 160 * nodes.length));
    const { spots, height } = layout(nodes.length, edges.map(({ from, to }) => [from, to]), width);
    this.size = [width, height];
    this.scale = 1;
    this.svg = drawing(width, height, words.graph);
    this.svg.setAttribute("role", "group");
    this.svg.append(arrow());
    const named = edges.length <= 40;
    for (const edge of edges) this.svg.append(...drawnEdge(edge, spots, named, () => this.tell(edge.terms)));
    nodes.forEach((node, index) => this.svg.append(this.node(node, spots[index])));
    place.replaceChildren(this.svg);
    this.yasr.updateExportHeaders();
  }

  node(node, [x, y]) {
    const literal = node.term.type !== "uri" && node.term.type !== "bnode";
    const name = clipped(node.label ?? text(node.term), 150);
    const made = shape("g", { class: literal ? "node literal" : "node", tabindex: "0", role: "img", "aria-label": node.label ?? text(node.term) },
      shape("title", {}, text(node.term)),
      literal
        ? shape("rect", { x: x - 4, y: y - 4, width: 8, height: 8, fill: COLOURS.quiet })
        : shape("circle", { cx: x, cy: y, r: 6, fill: COLOURS.accent }),
      shape("text", { x, y: y + 19, "font-size": 12, "text-anchor": "middle", fill: COLOURS.ink }, name));
    const tell = () => this.tell([node.term], node.label);
    for (const event of ["click", "focus", "mouseenter"]) made.addEventListener(event, tell);
    return made;
  }

  tell(terms, label) {
    const parts = terms.flatMap((term, index) => (index ? [" → ", shown(term)] : [shown(term)]));
    this.detail.replaceChildren(...(label ? [`${label} `] : []), ...parts);
  }
}

/** Return nodes and edges; labels become names of nodes where they stand beside other statements. */
function modelOf(all, [s, p, o]) {
  const whole = all.filter((row) => row[s] && row[p] && row[o]);
  const isLabel = (row) => LABEL.test(row[p].value) && row[o].type !== "uri";
  const others = whole.filter((row) => !isLabel(row));
  const nodes = [];
  const known = new Map();
  const nodeOf = (term, own) => {
    // Each literal is a node of its own: the same text twice need not mean the same thing.
    const key = `${term.type} ${term.value}${term.type === "uri" || term.type === "bnode" ? "" : own}`;
    if (!known.has(key)) known.set(key, nodes.push({ term }) - 1);
    return known.get(key);
  };
  const rows = (others.length ? others : whole).slice(0, MOST);
  const edges = rows.map((row, index) => ({
    from: nodeOf(row[s], index), to: nodeOf(row[o], index), terms: [row[s], row[p], row[o]],
  }));
  let labelled = 0;
  for (const row of others.length ? whole.filter(isLabel) : []) {
    const node = nodes[known.get(`${row[s].type} ${row[s].value}`)];
    if (!node) continue;
    labelled += 1;
    if (!node.label || row[o]["xml:lang"] === config.language) node.label = row[o].value;
  }
  return { nodes, edges, labelled };
}

function drawnEdge({ from, to, terms }, spots, named, tell) {
  const [[x1, y1], [x2, y2]] = [spots[from], spots[to]];
  const far = Math.hypot(x2 - x1, y2 - y1) || 1;
  const back = 9 / far;
  const name = text(terms[1]);
  const line = shape("line", {
    class: "edge", x1, y1, x2: x2 - (x2 - x1) * back, y2: y2 - (y2 - y1) * back,
    stroke: COLOURS.quiet, "stroke-width": 1.2, "marker-end": "url(#editor-arrow)",
  }, shape("title", {}, name));
  line.addEventListener("mouseenter", tell);
  if (!named) return [line];
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 3 };
  return [line, shape("text", { class: "predicate", ...middle, "font-size": 10.5, "text-anchor": "middle", fill: COLOURS.quiet }, name)];
}

function arrow() {
  const head = shape("path", { class: "arrow", d: "M0 0 8 4 0 8z", fill: COLOURS.quiet });
  return shape("defs", {}, shape("marker", {
    id: "editor-arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse",
  }, head));
}
