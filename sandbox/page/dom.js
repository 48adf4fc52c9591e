// Small helpers for making elements. Text only ever becomes text nodes.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `dataset` and `aria-…` as attributes) and children; strings become text. */
export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "class" || key === "role" || key === "datetime") node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** One of the pictograms of icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/page/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Show a passing line for as long as it takes to read. */
export function toast(node, text) {
  node.textContent = text;
  node.hidden = false;
  clearTimeout(node.timer);
  node.timer = setTimeout(() => (node.hidden = true), 3000 + 45 * text.length);
}
