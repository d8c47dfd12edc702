// The answer as a table: sorted by a click on a heading, filtered, in pages.

import config, { words } from "./config.js";
import { button, element, fill } from "./elements.js";
import { number, shown, text } from "./terms.js";

const PAGE = 50;
const collator = new Intl.Collator(config.language, { numeric: true });

export class Table {
  priority = 10;
  label = words.table;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.getBindings());
  }

  draw() {
    this.names = this.yasr.results.getVariables();
    this.all = this.yasr.results.getBindings().map((row, index) => ({ row, index }));
    this.order = { name: null, descending: false };
    this.wanted = "";
    this.first = 0;
    if (!this.all.length) {
      this.yasr.resultsEl.append(element("p", {}, words.empty));
      return;
    }
    this.body = element("tbody");
    this.place = element("span", { role: "status" });
    this.back = button(words.previous, () => this.turn(-PAGE));
    this.forward = button(words.next, () => this.turn(PAGE));
    const filter = element("input", { type: "search", "aria-label": words.filter, placeholder: words.filter });
    filter.addEventListener("input", () => this.look(filter.value));
    this.heads = this.names.map((name) => this.heading(name));
    const head = element("tr", {}, element("th", { scope: "col" }, "#"), ...this.heads);
    const table = element("table", {}, element("thead", {}, head), this.body);
    this.yasr.resultsEl.append(
      element("div", { class: "table-tools" }, filter, this.place, this.back, this.forward),
      element("div", { class: "table", tabindex: "0", role: "region", "aria-label": words.table }, table),
    );
    this.arrange();
  }

  getIcon() {
    return null;
  }

  heading(name) {
    const head = element("th", { scope: "col" });
    head.append(button(name, () => this.sort(name), { class: "sort" }));
    return head;
  }

  sort(name) {
    const again = this.order.name === name;
    this.order = { name, descending: again && !this.order.descending };
    this.heads.forEach((head, index) => {
      if (this.names[index] !== name) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", this.order.descending ? "descending" : "ascending");
    });
    this.arrange();
  }

  look(wanted) {
    this.wanted = wanted.normalize("NFKC").toLowerCase();
    this.arrange();
  }

  turn(rows) {
    this.first += rows;
    this.show();
  }

  arrange() {
    const fits = ({ row }) =>
      this.names.some((name) => text(row[name]).normalize("NFKC").toLowerCase().includes(this.wanted));
    this.rows = this.wanted ? this.all.filter(fits) : [...this.all];
    const { name, descending } = this.order;
    if (name) {
      this.rows.sort((a, b) => compare(a.row[name], b.row[name]) || a.index - b.index);
      if (descending) this.rows.reverse();
    }
    this.first = 0;
    this.show();
  }

  show() {
    const rows = this.rows.slice(this.first, this.first + PAGE);
    const from = rows.length ? this.first + 1 : 0;
    const to = this.first + rows.length;
    this.place.textContent = fill(words.page, { from, to, all: this.rows.length });
    this.back.disabled = this.first === 0;
    this.forward.disabled = to >= this.rows.length;
    const single = this.all.length <= PAGE;
    this.back.hidden = this.forward.hidden = single;
    this.body.replaceChildren(...rows.map(({ row, index }) => this.line(row, index)));
  }

  line(row, index) {
    const cells = this.names.map((name) => {
      const term = row[name];
      const kind = Number.isNaN(number(term)) ? (text(term).length > 80 ? "long" : null) : "number";
      return element("td", { class: kind }, shown(term));
    });
    return element("tr", {}, element("th", { scope: "row" }, String(index + 1)), ...cells);
  }
}

function compare(a, b) {
  const [x, y] = [number(a), number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return collator.compare(text(a), text(b));
}
