// Builds the editor: one script, one sheet, a manifest and the licences, in
// service/tsunagari/web/static/editor. "make editor" runs this with the packages of
// package-lock.json. The same sources and lock give the same bytes.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { inlined, lean, leanSheet } from "./lean.mjs";
import { licences } from "./licences.mjs";

const here = import.meta.dirname;
const there = join(here, "../tsunagari/web/static/editor");

const made = await build({
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  entryPoints: { editor: "src/main.js" },
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  minify: true,
  outdir: "built",
  plugins: [lean()],
  target: ["es2022", "chrome123", "firefox121", "safari17.5"],
  write: false,
});

await rm(there, { recursive: true, force: true });
await mkdir(there, { recursive: true });
const files = {};
for (const { path, text } of made.outputFiles) {
  const part = relative(join(here, "built"), path);
  await keep(part, part.endsWith(".css") ? leanSheet(text) : text, (digest) => part.replace(".", `-${digest.slice(0, 12)}.`));
}
await keep("THIRD-PARTY.txt", await licences(here, await bundled()), () => "THIRD-PARTY.txt");
const manifest = { sources: await sources(), files };
await writeFile(join(there, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);

async function keep(part, text, nameOf) {
  const bytes = Buffer.from(text, "utf8");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const name = nameOf(sha256);
  files[name] = { part, sha256, bytes: bytes.length };
  await writeFile(join(there, name), bytes);
  console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} with gzip`);
}

/** Return the names of all packages of which something is in the files. */
async function bundled() {
  const yasgui = "node_modules/@zazuko/yasgui/build/yasgui.esm.js";
  const inputs = Object.keys(made.metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  // YASGUI's script holds those of its family already.
  const family = ["yasgui", "yasgui-utils", "yasqe", "yasr"].map((name) => `@zazuko/${name}`);
  return new Set([...inputs, ...family, ...(await inlined(join(here, yasgui)))]);
}

/** Return a digest of all that this is built from: each file's path and bytes, in order. */
async function sources() {
  const names = (await readdir(here, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(here, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((name) => !name.startsWith("node_modules/"))
    .sort();
  const hash = createHash("sha256");
  for (const name of names) hash.update(`${name}\0`).update(await readFile(join(here, name))).update("\0");
  return hash.digest("hex");
}
