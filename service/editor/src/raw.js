// The answer as it came, letter by letter.

import { words } from "./config.js";
import { button, element, fill } from "./elements.js";

const LINES = 500;

export class Raw {
  priority = 2;
  label = words.raw;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const results = this.yasr.results;
    return Boolean(results) && !results.hasError() && typeof results.getOriginalResponseAsString() === "string";
  }

  getIcon() {
    return null;
  }

  draw() {
    const lines = this.yasr.results.getOriginalResponseAsString().split("\n");
    const text = element("pre", { tabindex: "0", role: "region", "aria-label": words.raw }, lines.slice(0, LINES).join("\n"));
    this.yasr.resultsEl.append(text);
    if (lines.length <= LINES) return;
    const note = fill(words["lines"], { shown: LINES, all: lines.length });
    const rest = element("p", { class: "note" }, note, " ");
    rest.append(button(words["all rows"], () => {
      text.textContent = lines.join("\n");
      rest.remove();
    }));
    this.yasr.resultsEl.append(rest);
  }
}
