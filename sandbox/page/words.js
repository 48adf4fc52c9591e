// Formatted text: Telegram's entities (offsets in UTF-16, as in JavaScript) turned into elements.

import { el } from "./dom.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
};

/** The text as a fragment. `hooks.link(url, event)` and `hooks.command(text)` are told of clicks. */
export function formatted(text, entities, hooks) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, [...entities], hooks);
  return fragment;
}

function fill(parent, text, from, to, entities, hooks) {
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= begin) continue;
    if (begin > at) parent.append(between(parent, text.slice(at, begin), BLOCKS.has(entity.kind)));
    const inner = [];
    while (entities.length && entities[0].offset < end) inner.push(entities.shift());
    const [outer, content] = element(entity, text.slice(begin, end), hooks);
    fill(content, text, begin, end, inner, hooks);
    parent.append(outer);
    at = end;
  }
  if (at < to) parent.append(between(parent, text.slice(at, to), false));
}

/** Plain text; the line break before or after a block is the block's own. */
function between(parent, words, beforeBlock) {
  const afterBlock = ["BLOCKQUOTE", "PRE"].includes(parent.lastChild?.nodeName);
  const begun = afterBlock ? words.replace(/^\n/, "") : words;
  return beforeBlock ? begun.replace(/\n$/, "") : begun;
}

/** The element of an entity, and the place inside it for its text. */
function element(entity, words, hooks) {
  const { kind } = entity;
  if (kind === "url" || kind === "text_link" || kind === "email" || kind === "phone_number") return link(kind, entity.url || words, hooks);
  if (kind === "bot_command") return twice(el("button", { class: "command", type: "button", onclick: () => hooks.command(words) }));
  if (kind === "spoiler") return twice(spoiler());
  if (kind === "blockquote") return twice(el("blockquote"));
  if (kind === "expandable_blockquote") return foldable();
  return twice(el(TAGS[kind] || "span"));
}

function twice(node) {
  return [node, node];
}

function link(kind, address, hooks) {
  const scheme = { email: "mailto:", phone_number: "tel:" }[kind] || (address.includes("://") ? "" : "http://");
  let url;
  try {
    url = new URL(scheme + address);
  } catch {
    return twice(el("span"));
  }
  if (!SAFE.has(url.protocol)) return twice(el("span"));
  const open = (event) => hooks.link(url.href, event);
  return twice(el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", onclick: open }));
}

/** Text that is covered until it is asked for. */
function spoiler() {
  const node = el("span", { class: "spoiler covered", role: "button", tabIndex: 0, "aria-label": "Hidden text, press to read" });
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (!node.classList.contains("covered")) return;
    event.preventDefault();
    node.classList.remove("covered");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

/** A quotation of which the first lines show. */
function foldable() {
  const inner = el("div", { class: "inner" });
  const toggle = el("button", { class: "fold", type: "button", "aria-expanded": "false" }, "Show all");
  const quote = el("blockquote", { class: "folded" }, inner, toggle);
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = folded ? "Show all" : "Show less";
  });
  // What fits needs no button; a chat in the background has no height to tell by.
  requestAnimationFrame(() => (toggle.hidden = inner.clientHeight > 0 && inner.scrollHeight <= inner.clientHeight + 1));
  return [quote, inner];
}
