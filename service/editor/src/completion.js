// Completion of prefixes, classes and properties, from what the release has.

import config, { words } from "./config.js";
import { element, fill } from "./elements.js";
import { short } from "./terms.js";

const MOST = 40;
const TERMS = { class: "classes", property: "properties" };
let asked;

/** Return what the service can complete; asked for once, when it is first needed. */
function known() {
  asked ??= fetch(config.terms)
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .catch(() => {
      // Next time again: the service may have been busy.
      asked = undefined;
      return { prefixes: config.prefixes, classes: [], properties: [] };
    });
  return asked;
}

/** Let the editors of *Yasqe* complete from here, and from nowhere else. */
export function complete(Yasqe) {
  Object.assign(Yasqe.Autocompleters.prefixes, {
    persistenceId: null,
    get: () => Object.entries(config.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`),
  });
  for (const [name, kind] of Object.entries(TERMS)) {
    Object.assign(Yasqe.Autocompleters[name], {
      autoShow: true,
      persistenceId: null,
      get: (_, token) => known().then((terms) => found(terms[kind], token)),
      postProcessSuggestion: (_, __, iri) => iri,
      postprocessHints: (yasqe, hints) => known().then((terms) => hints.map((hint) => told(yasqe, hint, terms[kind]))),
    });
  }
}

/** Return the IRIs that fit what was typed: how they begin, or what they are called. */
export function found(terms, token) {
  const typed = (token.autocompletionString ?? token.string).replace(/^</, "");
  const wanted = typed.normalize("NFKC").toLowerCase();
  if (!wanted) return terms.slice(0, MOST).map((term) => term.iri);
  const begin = terms.filter(({ iri }) => iri.startsWith(typed) || short(iri).startsWith(typed));
  // What is called so, unless a prefix was typed: then the name after it counts.
  const name = token.tokenPrefixUri ? typed.slice(token.tokenPrefixUri.length).toLowerCase() : wanted;
  const within = (term) => !token.tokenPrefixUri || term.iri.startsWith(token.tokenPrefixUri);
  const called = terms.filter((term) => within(term) && [local(term.iri), term.en, term.ja].some((text) => text?.toLowerCase().includes(name)));
  return [...new Set([...begin, ...called])].slice(0, MOST).map((term) => term.iri);
}

function local(iri) {
  return iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1);
}

/** Return a suggestion as it is listed, with what choosing it does. */
function told(yasqe, hint, terms) {
  const iri = hint.text;
  const term = terms.find((one) => one.iri === iri);
  const name = short(iri);
  const inserted = name === iri ? `<${iri}>` : name;
  const label = term?.[config.language] ?? term?.en ?? "";
  const uses = fill(words.completed, { name: label, uses: term?.uses ?? 0 });
  return {
    ...hint,
    text: inserted,
    displayText: inserted,
    render: (item) => item.append(inserted, " ", element("small", {}, uses)),
    hint: (_, data, chosen) => choose(yasqe, chosen.text, chosen.from ?? data.from, chosen.to ?? data.to),
  };
}

function choose(yasqe, inserted, from, to) {
  yasqe.getDoc().replaceRange(inserted, from, to, "complete");
  const prefix = inserted.startsWith("<") ? "" : inserted.split(":")[0];
  if (prefix && !(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: config.prefixes[prefix] });
}
