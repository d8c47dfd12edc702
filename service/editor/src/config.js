// What the page tells its scripts: addresses, prefixes, and words in its language.

const config = JSON.parse(document.getElementById("editor-config").textContent);

export default config;
export const words = config.words;
