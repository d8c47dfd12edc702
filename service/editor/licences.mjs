// The licences of the packages in the lock: what is bundled, with the texts its makers ship.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// What we may ship with few words. A new one stops the build: somebody must look at it.
const PERMISSIVE = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "(MPL-2.0 OR Apache-2.0)", "(CC-BY-4.0 AND MIT)", "MIT AND CC-BY-4.0"]);
const TEXT = /^(licen[cs]e|copying|notice)/i;

// The lock does not say these; their LICENSE files do.
const SAID_IN_FILE = { jsuri: "MIT" };
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this
software and associated documentation files (the "Software"), to deal in the Software
without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons
to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED,
INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.`;

/**
 * Return a text that names each package that is bundled, with its licence.
 *
 * @param bundled The names of the packages; each must be in the lock.
 */
export async function licences(here, bundled) {
  const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const parts = [];
  for (const name of [...bundled].sort()) {
    const told = lock.packages[`node_modules/${name}`];
    if (!told) throw new Error(`${name} is bundled and not in the lock`);
    const folder = join(here, "node_modules", name);
    const own = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const licence = told.license ?? SAID_IN_FILE[name];
    if (!PERMISSIVE.has(licence)) throw new Error(`${name} ${told.version} has the licence "${licence}", which is not among the permissive ones`);
    const texts = [];
    for (const file of (await readdir(folder)).filter((one) => TEXT.test(one)).sort()) texts.push((await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim());
    if (!texts.length && licence !== "MIT") throw new Error(`${name} ships no text of its licence`);
    parts.push(describe(name, told.version, licence, own, texts));
  }
  return `The editor of Tsunagari is built from its own sources (Apache-2.0) and from the packages
below, of which it holds the parts it uses. Where a package offers a choice of licences,
Apache-2.0 is chosen.\n\n${parts.join("\n")}`;
}

function describe(name, version, licence, own, texts) {
  const authors = [own.author, ...(own.contributors ?? [])].filter(Boolean).map((one) => one.name ?? one);
  const repository = own.repository?.url ?? own.repository ?? "";
  const line = "=".repeat(78);
  const head = [`${name} ${version}`, `Licence: ${licence}`, `By: ${authors.join(", ")}`, `Home: ${own.homepage ?? repository}`];
  // A package without a file names the licence and who wrote it; the text is the usual one.
  const text = texts.join("\n\n") || `Copyright (c) ${authors.join(", ")}\n\n${MIT}`;
  return `${line}\n${head.join("\n")}\n${line}\n\n${text}\n`;
}
