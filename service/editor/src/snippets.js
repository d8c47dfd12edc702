// The present query for other programs: curl, Python, R and JavaScript.

import config, { words } from "./config.js";
import { button, element } from "./elements.js";

const PROGRAMS = { curl, Python: python, R: r, JavaScript: javascript };

/** Show the snippets for a query in *place*. */
export function showSnippets(place, query, kind, pageWords) {
  place.replaceChildren(...Object.entries(PROGRAMS).map(([name, write]) => {
    const code = write(query.trim(), config.endpoint, kind);
    const told = element("span", { role: "status" });
    const copy = button(pageWords.copy, () => copied(code, told), { "aria-label": `${pageWords.copy}: ${name}` });
    return element("section", {}, element("h3", {}, name), element("p", { class: "choices" }, copy, told),
      element("pre", { tabindex: "0", role: "region", "aria-label": name, lang: "en" }, code));
  }));
}

/** Put *text* where one pastes from, and tell so. */
export async function copied(text, told) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = words.copied;
  } catch {
    // Without a secure address browsers refuse.
    told.textContent = words["copy by hand"];
  }
}

const isGraph = (kind) => kind === "graph";
const mediaType = (kind) => ({ graph: "text/turtle", boolean: "application/sparql-results+json", solutions: "text/csv" })[kind];

function curl(query, endpoint, kind) {
  return `curl -H 'Accept: ${mediaType(kind)}' '${endpoint}' \\\n  --data-urlencode 'query=${query.replaceAll("'", "'\\''")}'`;
}

function python(query, endpoint, kind) {
  const read = {
    graph: ["print(endpoint.queryAndConvert().decode())"],
    boolean: ['print(endpoint.queryAndConvert()["boolean"])'],
    solutions: [
      'for row in endpoint.queryAndConvert()["results"]["bindings"]:',
      '    print({name: term["value"] for name, term in row.items()})',
    ],
  }[kind];
  const names = isGraph(kind) ? "POST, TURTLE" : "JSON, POST";
  return [
    "# pip install SPARQLWrapper",
    `from SPARQLWrapper import ${names}, SPARQLWrapper`,
    "",
    `endpoint = SPARQLWrapper("${endpoint}")`,
    "endpoint.setMethod(POST)",
    `endpoint.setReturnFormat(${isGraph(kind) ? "TURTLE" : "JSON"})`,
    `endpoint.setQuery(${pythonText(query)})`,
    ...read,
  ].join("\n");
}

function pythonText(query) {
  const quote = query.includes('"""') ? "'''" : '"""';
  return query.includes(quote) ? JSON.stringify(query) : `r${quote}\n${query}\n${quote}`;
}

function r(query, endpoint, kind) {
  let dashes = "";
  while (query.includes(`)${dashes}"`)) dashes += "-";
  const read = kind === "solutions" ? ["answer <- read.csv(text = resp_body_string(response))", "print(answer)"] : ["cat(resp_body_string(response))"];
  return [
    "# install.packages(\"httr2\")",
    "library(httr2)",
    "",
    `query <- r"${dashes}(\n${query}\n)${dashes}"`,
    `response <- request("${endpoint}") |>`,
    "  req_body_form(query = query) |>",
    `  req_headers(Accept = "${mediaType(kind)}") |>`,
    "  req_perform()",
    ...read,
  ].join("\n");
}

function javascript(query, endpoint, kind) {
  const text = query.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  const type = kind === "solutions" ? "application/sparql-results+json" : mediaType(kind);
  const read = isGraph(kind)
    ? ["console.log(await response.text());"]
    : kind === "boolean"
      ? ["console.log((await response.json()).boolean);"]
      : ["const { results } = await response.json();", "console.table(results.bindings.map((row) =>", "  Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]))));"];
  return [
    `const query = \`\n${text}\n\`;`,
    `const response = await fetch("${endpoint}", {`,
    "  method: \"POST\",",
    `  headers: { Accept: "${type}" },`,
    "  body: new URLSearchParams({ query }),",
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    ...read,
  ].join("\n");
}
