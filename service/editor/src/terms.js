// Terms of RDF as people read them: short names, links, languages.

import config from "./config.js";
import { element } from "./elements.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ("integer decimal float double int long short byte nonNegativeInteger positiveInteger " +
    "nonPositiveInteger negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte")
    .split(" ")
    .map((name) => XSD + name),
);
// What a page may lead to. Other schemes, "javascript:" among them, stay text.
const LINKED = /^(https?:|mailto:)/i;
const namespaces = Object.entries(config.prefixes).sort((a, b) => b[1].length - a[1].length);

/** Return the IRI with a prefix where one fits. */
export function short(iri) {
  for (const [prefix, namespace] of namespaces) {
    const rest = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[\w.-]+$/.test(rest)) return `${prefix}:${rest}`;
  }
  return iri;
}

/** Return where people read about the IRI; empty if nowhere. */
export function address(iri) {
  // The places are those of web/addresses.py, most particular first, "X" for the name.
  for (const [beginning, path] of config.places) {
    if (!iri.startsWith(beginning) || iri === beginning) continue;
    const name = iri.slice(beginning.length).split("/").map(encodeURIComponent).join("/");
    return path.replace("X", () => name);
  }
  return LINKED.test(iri) ? iri : "";
}

/** Return the number that a term is; NaN if it is none. */
export function number(term) {
  if (!term || term.type === "uri" || !NUMBERS.has(term.datatype)) return NaN;
  return Number(term.value);
}

/** Return a term as text. */
export function text(term) {
  if (!term) return "";
  if (term.type === "uri") return short(term.value);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

/** Return a term as an element: a link, or a text that says its language. */
export function shown(term) {
  if (!term) return "";
  if (term.type === "uri") {
    const target = address(term.value);
    const name = short(term.value);
    if (!target) return element("span", { title: term.value }, name);
    return element("a", { href: target, title: term.value, rel: "nofollow noopener" }, name);
  }
  const language = term["xml:lang"];
  const kind = term.datatype && term.datatype !== `${XSD}string` && Number.isNaN(number(term));
  const mark = language ? `@${language}` : kind ? short(term.datatype) : "";
  const note = mark && !mark.startsWith("rdf:") ? element("small", { class: "mark" }, mark) : null;
  return element("span", { lang: language }, text(term), note && " ", note);
}
