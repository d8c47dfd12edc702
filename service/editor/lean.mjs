// What is left out of YASGUI, and why. Each piece must be found exactly once: a new
// version of YASGUI stops the build until somebody has looked.

import { readFile } from "node:fs/promises";

const region = (name) => `//#region ${name}`;
const CUTS = [
  // Our table needs neither jQuery nor DataTables, nor the sheets that column-resizer
  // writes into the page, which its Content-Security-Policy would refuse.
  { from: ", require_jquery = ", to: region("node_modules/@fortawesome/free-solid-svg-icons/faTable.js"), by: ";\n" },
  { from: region("node_modules/@fortawesome/free-solid-svg-icons/faTable.js"), to: region("packages/yasr/src/plugins/boolean/index.ts"), by: "" },
  // All views are ours.
  {
    from: 'Yasr.registerPlugin("table", Table),',
    to: "\n//#endregion",
    by: "Yasr.views = {};",
  },
  // Prefixes are those of our own data.
  { from: ', madsrdf = "', to: ", prefixes_default = {", by: "" },
  { from: ", prefixes_default = {", to: "}, tokenTypes = {", by: ", prefixes_default = {" },
  // Nothing is asked of other hosts, whatever an option says.
  { from: "${r}lov.linkeddata.es/", to: "?${", by: "" },
  { from: 'endpoint: "https://dbpedia.org/sparql",\n', to: "\t\tmethod:", by: 'endpoint: "/sparql",\n' },
  { from: '[{ endpoint: "https://dbpedia.org/sparql" }', to: ",\n", by: "[]" },
  // A style attribute in markup, which the policy would refuse; editor.css has it.
  { from: "<strong style='text-decoration:underline'>", to: '"', by: "<strong>" },
];
// Rules of what was cut.
const UNUSED = /dataTable|(^|[\s.(])dt-|\.dtr?-|tableControls|ellipseTable|isSinglePage|grip|\.yasr_results .*\.pagination/;

/** Return the plugin of esbuild that cuts. */
export function lean() {
  return {
    name: "lean",
    setup(build) {
      build.onLoad({ filter: /yasgui\.esm\.js$/ }, async ({ path }) => ({
        contents: CUTS.reduce(cut, await readFile(path, "utf8")),
        loader: "js",
      }));
    },
  };
}

/** Return the names of the packages that stand in YASGUI's script after the cuts. */
export async function inlined(path) {
  const text = CUTS.reduce(cut, await readFile(path, "utf8"));
  const map = JSON.parse(await readFile(`${path}.map`, "utf8"));
  const whole = new Set(map.sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []));
  // These went with the cuts.
  for (const gone of ["jquery", "datatables.net", "datatables.net-dt", "column-resizer"]) {
    if (text.includes(`${gone} v`) || text.includes(`require_${gone.replace(/\W/g, "_")}`)) throw new Error(`${gone} is still there`);
    whole.delete(gone);
  }
  return whole;
}

/** Return the sheet without the rules that nothing here can match. */
export function leanSheet(text) {
  return text.replace(/(?<=^|[{}])([^{}@]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
    const kept = selectors.split(/,(?![^(]*\))/).filter((one) => !UNUSED.test(one));
    return kept.length ? `${kept.join(",")}{${body}}` : "";
  });
}

function cut(text, { from, to, by }) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${from}" is found ${parts.length - 1} times, not once: look at this version of YASGUI, and at CUTS`);
  const end = parts[1].indexOf(to);
  if (end < 0) throw new Error(`"${to}" is not found after "${from}"`);
  return parts[0] + by + parts[1].slice(end);
}
