// YASGUI with our views and words in it, and without what asks other hosts.

import Yasgui from "@zazuko/yasgui";
import { Trouble, Verdict } from "./answers.js";
import { Chart } from "./chart.js";
import { complete } from "./completion.js";
import config, { words } from "./config.js";
import { button, element, fill } from "./elements.js";
import { NodeGraph } from "./graph.js";
import { PointMap } from "./map.js";
import { Raw } from "./raw.js";
import { Table } from "./table.js";

// Longer queries do not fit into an address everywhere.
const LONGEST_GET = 4000;
const VIEWS = { table: Table, chart: Chart, map: PointMap, graph: NodeGraph, response: Raw };
const OTHERS = { boolean: Verdict, error: Trouble };
const { Yasqe, Yasr } = window;

/** Return YASGUI in *place*; *rows* tells how many rows to ask for, *link* the address of a query. */
export function editorIn(place, first, rows, link) {
  complete(Yasqe);
  dress();
  for (const [name, view] of Object.entries({ ...VIEWS, ...OTHERS })) Yasr.registerPlugin(name, view);
  Yasr.defaults.pluginOrder = Object.keys(VIEWS);
  Yasgui.Tab.prototype.getShareableLink = function share() {
    return link(this.getQuery());
  };
  const made = new Yasgui(place, {
    autofocus: false,
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    persistenceId: "tsunagari-editor",
    populateFromUrl: false,
    tabName: words.tab,
    requestConfig: {
      acceptHeaderGraph: () => "text/turtle, application/problem+json;q=0.5",
      acceptHeaderSelect: () => "application/sparql-results+json, application/problem+json;q=0.5",
      // The endpoint reads only: an update is a query that does not parse.
      acceptHeaderUpdate: () => "application/problem+json",
      queryArgument: () => "query",
      args: [],
      endpoint: () => `${window.location.origin}/sparql`,
      headers: () => ({}),
      method: (yasgui) => (yasgui.getTab().getQuery().length > LONGEST_GET ? "POST" : "GET"),
    },
    yasqe: {
      editorHeight: "20rem",
      // There is a button below the text, with a name on it; this one would lie on the text.
      showQueryButton: false,
      // The keyboard must find the way out: Tab moves on.
      extraKeys: { Tab: false, "Shift-Tab": false },
      value: first,
    },
    yasr: {
      defaultPlugin: "table",
      // A release may be another one tomorrow: answers are not kept in the browser.
      maxPersistentResponseSize: 0,
      prefixes: config.prefixes,
    },
  });
  made.on("queryBefore", (_, tab) => tab.setRequestConfig({ args: rows() ? [{ name: "maxrows", value: rows() }] : [] }));
  for (const event of ["tabSelect", "tabAdd", "tabClose"]) made.on(event, () => window.setTimeout(() => name(made)));
  name(made);
  return made;
}

/** Give what YASGUI draws our words, and its parts the roles they have. */
function name(yasgui) {
  const root = yasgui.rootEl;
  root.querySelector(".tabsList")?.setAttribute("aria-label", words.tabs);
  newTab(yasgui);
  for (const close of root.querySelectorAll(".closeTab")) {
    close.title = words["close tab"];
    close.textContent = "×";
  }
  for (const input of root.querySelectorAll(".CodeMirror textarea")) input.setAttribute("aria-label", words.tab);
  // What scrolls can be reached and scrolled with the keyboard.
  for (const text of root.querySelectorAll(".yasqe .CodeMirror-scroll")) {
    text.tabIndex = 0;
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", words.text);
  }
  for (const list of root.querySelectorAll(".yasr_btnGroup")) list.setAttribute("aria-label", words.view);
}

/** Put the button for a new tab beside the list: in a list of tabs there are tabs alone. */
function newTab(yasgui) {
  const list = yasgui.rootEl.querySelector(".tabsList");
  if (list.nextSibling?.id === "editor-add") return;
  const add = button("+", () => yasgui.addTab(true), { id: "editor-add" });
  named(add, words["add tab"]);
  list.after(add);
}

function named(made, text) {
  if (!made) return;
  made.title = text;
  made.setAttribute("aria-label", text);
}

/** Let YASR tell in our words how many rows came, and why another view is shown. */
function dress() {
  Yasr.prototype.updateResponseInfo = function update() {
    this.dataElement.setAttribute("role", "status");
    this.dataElement.replaceChildren(...told(this.results));
  };
  Yasr.prototype.fillFallbackBox = function fallback(drawn) {
    this.emptyFallbackElement();
    const view = this.plugins[drawn];
    if (!view || view.hideFromSelection) return;
    this.fallbackInfoEl.append(element("p", {}, fill(words["other view"], { view: view.label })));
  };
  const { setResponse } = Yasr.prototype;
  Yasr.prototype.setResponse = function set(answer, duration) {
    // An empty graph has an empty body, which YASR would not take for an answer.
    setResponse.call(this, answer?.content === "" ? { ...answer, content: "\n" } : answer, duration);
  };
  Yasr.prototype.updateHelpButton = function update() {
    this.documentationLink.remove();
  };
  const { updatePluginSelectors } = Yasr.prototype;
  Yasr.prototype.updatePluginSelectors = function update(fitting) {
    updatePluginSelectors.call(this, fitting);
    for (const made of this.pluginSelectorsEl?.querySelectorAll("button") ?? []) {
      made.disabled = made.classList.contains("disabled") && Boolean(this.results);
      made.setAttribute("aria-pressed", String(made.classList.contains("selected")));
      made.removeAttribute("aria-label");
      // A grey button says what it would need.
      const view = Object.keys(VIEWS).find((one) => made.classList.contains(`select_${one}`));
      made.title = (made.disabled && words[`needs ${view}`]) || "";
    }
  };
  const { updateExportHeaders } = Yasr.prototype;
  Yasr.prototype.updateExportHeaders = function update() {
    updateExportHeaders.call(this);
    const offered = !this.downloadBtn.classList.contains("disabled");
    this.downloadBtn.hidden = !offered;
    this.downloadBtn.setAttribute("aria-label", words["download picture"]);
  };
}

/** Return what is told of an answer: its rows, its time, and whether there are more. */
function told(results) {
  if (!results || results.hasError()) return [];
  const parts = [];
  const rows = results.getBindings();
  if (rows) parts.push(fill(words.rows, { rows: rows.length.toLocaleString(config.language) }));
  const time = results.getResponseTime();
  if (time) parts.push(fill(words.answered, { seconds: (time / 1000).toFixed(2) }));
  const found = [parts.join(" · ")];
  const cut = results.res?.headers?.get?.("X-SPARQL-MaxRows");
  if (cut) found.push(" ", cutNote(cut));
  return found;
}

function cutNote(rows) {
  const all = button(words["all rows"], () => document.dispatchEvent(new CustomEvent("editor-all-rows")));
  const note = fill(words.cut, { rows: Number(rows).toLocaleString(config.language) });
  return element("strong", { class: "cut", id: "editor-cut" }, note, " ", all);
}
