// Elements of a page and of a drawing. Text is always text, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element with attributes and children; what is null or false is left out. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Return an element of a drawing (SVG). */
export function shape(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** Return a button that does *action*. */
export function button(text, action, attributes = {}) {
  const made = element("button", { type: "button", class: "plain", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/** Return *text* with what stands in braces put in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
