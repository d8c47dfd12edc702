// Answers that are no rows: yes or no, and troubles with what can be done about them.

import { words } from "./config.js";
import { element } from "./elements.js";

export class Verdict {
  priority = 12;
  hideFromSelection = true;
  label = words.yes;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return this.yasr.results?.getBoolean() !== undefined && !this.yasr.results.getBindings();
  }

  getIcon() {
    return null;
  }

  draw() {
    const answer = this.yasr.results.getBoolean() ? words.yes : words.no;
    this.yasr.resultsEl.append(element("p", { class: "verdict" }, answer));
  }
}

export class Trouble {
  priority = 20;
  hideFromSelection = true;
  label = "";

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results?.hasError() && this.yasr.results.getError());
  }

  getIcon() {
    return null;
  }

  draw() {
    const marked = Boolean(document.getElementById("editor-invalid")?.textContent);
    this.yasr.resultsEl.append(trouble(this.yasr.results.getError().text, marked));
  }
}

/**
 * Return what is told of a trouble: our words by its status, then the server's own.
 *
 * @param marked Whether the editor marks a line: an update, or no query, is no mistake in a line.
 */
export function trouble(told, marked) {
  if (/abort/i.test(told) && !told.startsWith("{")) {
    return element("p", { class: "trouble", role: "alert" }, words.stopped);
  }
  const problem = problemOf(told);
  const status = `trouble ${problem.status}` in words ? problem.status : problem.status >= 500 ? 500 : problem.status >= 400 ? 400 : 0;
  const title = element("h2", {}, words[`trouble ${status}`], " ",
    problem.status ? element("small", { lang: "en" }, `${problem.status} ${problem.title}`) : null);
  return element("div", { class: "trouble", role: "alert", "data-status": String(problem.status) },
    title,
    problem.status && problem.detail ? element("p", { class: "told", lang: "en" }, ...linked(problem.detail)) : null,
    element("p", {}, words[status === 400 && !marked ? "remedy 400 unmarked" : `remedy ${status}`]));
}

/** Return a message in pieces, paths of files to download as links. */
function linked(detail) {
  return detail.split(/(\/download\/[\w.-]*\w)/).map((part, index) => (index % 2 ? element("a", { href: part }, part) : part));
}

/** Return the `problem <https://www.rfc-editor.org/rfc/rfc9457>`_ that a text is; status 0 if none came. */
function problemOf(told) {
  try {
    const { status, title, detail } = JSON.parse(told);
    if (Number.isInteger(status)) return { status, title: title ?? "", detail: detail ?? "" };
  } catch {
    // No JSON: the same as text, a proxy between, or no answer at all.
  }
  const [, status, title, detail] = /^([45]\d\d) ([^:]+): (.*)/s.exec(told) ?? [null, 0, "", told];
  return { status: Number(status), title, detail };
}
