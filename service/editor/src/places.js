// Where on earth a row is: from columns of degrees, or from points in WKT.

import { number } from "./terms.js";

const LATITUDE = /^(lat|latitude|緯度)$/i;
const LONGITUDE = /^(long|lon|lng|longitude|経度)$/i;
const GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#";
const WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";
const POINT = /^\s*(?:<([^>]*)>\s*)?POINT\s*\(\s*([-+\d.eE]+)\s+([-+\d.eE]+)/i;

/** Return the rows that are somewhere: ``{latitude, longitude, row, used}``. */
export function places(names, rows) {
  const statements = names.join() === "subject,predicate,object" ? described(rows) : [];
  if (statements.length) return statements;
  const latitude = names.find((name) => LATITUDE.test(name));
  const longitude = names.find((name) => LONGITUDE.test(name));
  const found = [];
  for (const row of rows) {
    const wkt = names.find((name) => row[name]?.datatype === WKT);
    const place = wkt ? point(row[wkt].value) : degrees(row[latitude], row[longitude]);
    if (place) found.push({ ...place, row, used: wkt ? [wkt] : [latitude, longitude] });
  }
  return found;
}

/** Return a point of `WKT <https://docs.ogc.org/is/22-047r1/22-047r1.html#_well_known_text>`_ in degrees. */
export function point(text) {
  const match = POINT.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[2]), Number(match[3])];
  // Without a reference system it is CRS 84, longitude first; EPSG 4326 is the other way.
  const system = match[1] ?? "CRS84";
  if (/CRS84$/i.test(system)) return within(second, first);
  return /4326$/.test(system) ? within(first, second) : null;
}

function degrees(latitude, longitude) {
  if (!latitude || !longitude) return null;
  const [x, y] = [latitude, longitude].map((term) => (term.type === "uri" ? NaN : number(term)));
  return within(Number.isNaN(x) ? Number(latitude.value) : x, Number.isNaN(y) ? Number(longitude.value) : y);
}

function within(latitude, longitude) {
  const is = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return is ? { latitude, longitude } : null;
}

/** Return the places of statements: what has ``geo:lat`` and ``geo:long``. */
function described(rows) {
  const things = new Map();
  for (const { subject, predicate, object } of rows) {
    const known = things.get(subject.value) ?? { subject };
    const name = predicate.value.startsWith(GEO) ? predicate.value.slice(GEO.length) : "";
    if (name === "lat" || name === "long") known[name] = object;
    if (/[#/](label|prefLabel|name)$/.test(predicate.value)) known.label ??= object;
    things.set(subject.value, known);
  }
  return [...things.values()].flatMap(({ subject, label, lat, long }) => {
    const place = degrees(lat, long);
    return place ? [{ ...place, row: { label, subject }, used: [] }] : [];
  });
}
