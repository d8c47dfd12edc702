// The page of the editor: YASGUI in place of the plain form, and what stands around it.

import "./editor.css";
import config, { words } from "./config.js";
import { element, fill } from "./elements.js";
import { copied, showSnippets } from "./snippets.js";
import { editorIn } from "./yasgui.js";

const at = (id) => document.getElementById(id);
// Where the browser keeps which tab a link has filled, and with what.
const FILLED = "tsunagari-editor-filled";
const GRAPHS = new Set(["CONSTRUCT", "DESCRIBE"]);
const form = at("editor-form");
const bar = at("editor-bar");
const asked = at("editor-query").value.trim();
const pageWords = { copy: form.dataset.copy };
// The editors that are listened to already, and what waits until nobody types.
const watched = new WeakSet();
let waiting;

// Shown before anything is drawn in it: CodeMirror measures its letters.
form.hidden = true;
for (const id of ["editor", "editor-bar", "editor-downloads", "editor-code"]) at(id).hidden = false;
const yasgui = editorIn(at("editor"), `${asked}\n`, () => at("editor-rows").value, addressOf);
for (const event of ["tabSelect", "tabAdd"]) yasgui.on(event, () => window.setTimeout(settle));
at("editor-run").addEventListener("click", run);
at("editor-share").addEventListener("click", share);
at("editor-examples").addEventListener("click", example);
at("editor-code").addEventListener("toggle", refresh);
document.addEventListener("editor-all-rows", () => {
  at("editor-rows").value = "";
  run();
});
open();

/** Return the address that opens *query* here again. */
function addressOf(query) {
  return `${config.page}?${new URLSearchParams({ query, lang: config.language })}`;
}

/** Show the query that the address asked for, beside what was open before. */
function open() {
  const mine = new URLSearchParams(window.location.search);
  const wanted = mine.has("query") || mine.has("example");
  const tab = yasgui.getTab() ?? yasgui.addTab(true);
  if (wanted && tab.getQuery().trim() !== asked) put(asked);
  else {
    if (wanted) remember(tab, asked);
    settle();
  }
  if (config.run) run();
}

/** Put *query* into the tab that has it already, or that a link filled last, or into a new one. */
function put(query) {
  const tabs = Object.values(yasgui._tabs);
  // What was typed last is kept when the text is left; before, only the editor has it.
  const textOf = (tab) => (tab.getYasqe()?.getValue() ?? tab.getPersistedJson().yasqe.value).trim();
  const same = tabs.find((tab) => textOf(tab) === query.trim());
  const filled = filledTab();
  // What somebody has changed since is theirs, and stays.
  const free = tabs.find((tab) => tab.getId() === filled.id && textOf(tab) === filled.query);
  if (same) yasgui.selectTabId(same.getId());
  else if (free) {
    yasgui.selectTabId(free.getId());
    free.setQuery(query);
    cleared(free.getYasr());
    remember(free, query);
  } else remember(yasgui.addTab(true, { ...yasgui.constructor.Tab.getDefaults(yasgui), yasqe: { value: query } }), query);
  settle();
}

/** Take away the answer to what stood here before. */
function cleared(yasr) {
  if (!yasr) return;
  yasr.results = undefined;
  yasr.resultsEl.replaceChildren();
  yasr.emptyFallbackElement();
  yasr.updateResponseInfo();
  yasr.updatePluginSelectors([]);
}

function remember(tab, query) {
  try {
    window.localStorage.setItem(FILLED, JSON.stringify({ id: tab.getId(), query: query.trim() }));
  } catch {
    // No storage here: the next link opens a tab of its own.
  }
}

/** Return the id of the tab that a link filled last, and the query it was. */
function filledTab() {
  try {
    return JSON.parse(window.localStorage.getItem(FILLED)) ?? {};
  } catch {
    return {};
  }
}

function run() {
  const yasqe = yasgui.getTab()?.getYasqe();
  if (!yasqe) return;
  if (yasqe.req) yasqe.abortQuery();
  else yasqe.query().catch(() => {});
}

/** Bring the bar to the open tab, and all that is said of its query up to date. */
function settle() {
  const tab = yasgui.getTab();
  const yasqe = tab?.getYasqe();
  if (!yasqe) return;
  // To move it takes the focus away from what is in it.
  if (yasqe.rootEl.nextSibling !== bar) yasqe.rootEl.after(bar);
  if (!watched.has(yasqe)) {
    watched.add(yasqe);
    yasqe.on("changes", refresh);
    yasqe.on("query", () => busy(true));
    for (const event of ["queryResponse", "queryAbort"]) yasqe.on(event, () => busy(false));
  }
  busy(Boolean(yasqe.req));
  refresh();
}

function busy(is) {
  at("editor-run").textContent = is ? words.stop : at("editor-run").dataset.run;
  at("editor").setAttribute("aria-busy", String(is));
  at("editor-told").textContent = is ? words.running : "";
  if (!is) return;
  // The address is that of the query that was run last: it can be shared as it stands.
  const query = yasgui.getTab().getQuery();
  window.history.replaceState(null, "", addressOf(query).replace(/^https?:\/\/[^/]+/, ""));
  for (const link of document.querySelectorAll("nav.languages a")) {
    const there = new URL(link.href);
    there.searchParams.set("query", query);
    there.searchParams.delete("example");
    link.href = there.href;
  }
}

function refresh() {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    const yasqe = yasgui.getTab()?.getYasqe();
    if (!yasqe) return;
    const query = yasqe.getValue();
    const type = yasqe.getQueryType();
    const kind = GRAPHS.has(type) ? "graph" : type === "ASK" ? "boolean" : "solutions";
    at("editor-invalid").textContent = yasqe.queryValid ? "" : fill(words.invalid, { line: lineOf(yasqe) });
    at("editor-shared").hidden = true;
    at("editor-share").setAttribute("aria-expanded", "false");
    const links = config.formats[kind].map(([format, extension]) =>
      element("a", { href: `/sparql?${new URLSearchParams({ query, format })}`, download: `answer.${extension}`, rel: "nofollow" }, format));
    at("editor-downloads").replaceChildren(`${words.downloads}: `, ...links.flatMap((link, index) => (index ? [" · ", link] : [link])));
    if (at("editor-code").open) showSnippets(at("editor-snippets"), query, kind, pageWords);
  }, 150);
}

/** Return the number of the line that YASQE marks. */
function lineOf(yasqe) {
  let found = 1;
  yasqe.getDoc().eachLine((line) => {
    if (line.gutterMarkers?.gutterErrorBar) found = yasqe.getDoc().getLineNumber(line) + 1;
  });
  return found;
}

async function share() {
  const field = at("editor-address");
  field.value = addressOf(yasgui.getTab().getQuery());
  at("editor-shared").hidden = false;
  at("editor-share").setAttribute("aria-expanded", "true");
  field.focus();
  field.select();
  await copied(field.value, at("editor-told"));
}

async function example(event) {
  const link = event.target.closest("a[data-example]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = config.examples.replace("NAME", encodeURIComponent(link.dataset.example));
  const response = await fetch(`${address}?lang=${config.language}`);
  if (!response.ok) {
    at("editor-told").textContent = words["example gone"];
    return;
  }
  put(await response.text());
  at("editor-examples").open = false;
  at("editor").scrollIntoView({ block: "start" });
  at("editor-run").focus({ preventScroll: true });
}
