// What the drawings have in common: their width, their colours, saving one as a file.

import { words } from "./config.js";
import { shape } from "./elements.js";

// A saved drawing has no sheet: these are the light colours of the page.
export const COLOURS = { ink: "#1d2733", quiet: "#56616e", paper: "#fdfcf9", line: "#d9d4c8", accent: "#8a1f2d" };

/** Return how wide a drawing in *place* can be, in pixels. */
export function widthOf(place) {
  return Math.max(260, Math.min(1100, place.clientWidth || 700));
}

/** Return an empty drawing of that size, named for those who cannot see it. */
export function drawing(width, height, name) {
  return shape("svg", {
    class: "drawing",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": name,
    "font-family": "sans-serif",
  });
}

/** Return what Yasr needs to offer *svg* as a file. */
export function saved(svg, name) {
  if (!svg) return undefined;
  return {
    getData: () => new XMLSerializer().serializeToString(svg),
    contentType: "image/svg+xml",
    filename: `${name}.svg`,
    title: words["download picture"],
  };
}

/** Return *text*, cut to about so many pixels at 14 pixels a letter's height. */
export function clipped(text, pixels) {
  let room = pixels;
  let kept = "";
  for (const letter of text) {
    // A letter of Japanese is as wide as it is high, one of Latin about half.
    room -= letter.charCodeAt(0) > 0x2000 ? 14 : 7.6;
    if (room < 0) return `${kept.slice(0, -1)}…`;
    kept += letter;
  }
  return kept;
}
