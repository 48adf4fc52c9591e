// One message on the wall. It is made once and then changed in place, part by part, so that nothing flickers.

import { el, icon } from "./dom.js";
import { clockTime } from "./time.js";
import { formatted } from "./words.js";

export class Message {
  /** `hooks`: press(note, button, element), link(url, event), command(text), view(src, caption), find(id), author. */
  constructor(note, hooks, fresh) {
    this.hooks = hooks;
    this.parts = {};
    this.bubble = el("div", { class: "bubble" });
    this.node = el("article", { class: `note${note.bot ? "" : " own"}${fresh ? " fresh" : ""}` }, this.bubble);
    this.node.dataset.id = note.id;
    this.update(note);
  }

  update(note) {
    this.note = note;
    const pictured = note.attachment?.kind === "photo";
    this.node.classList.toggle("keyed", note.rows.length > 0);
    this.node.classList.toggle("pictured", pictured);
    this.node.classList.toggle("stuck", note.attachment?.kind === "sticker");
    this.part("speaker", note.bot, () => el("span", { class: "visually-hidden" }, `${this.hooks.author(note)}: `));
    this.part("reply", note.replyTo, () => this.reply(note));
    this.part("attachment", note.attachment, () => attachment(note, this.hooks));
    this.part("words", [note.text, note.entities], () => this.words(note));
    this.part("reactions", note.reactions, () => reactions(note));
    this.part("meta", [note.edited, note.date], () => meta(note));
    this.keys(note);
  }

  /** Write the times anew, for another zone. */
  retime() {
    this.part("meta", Symbol("again"), () => meta(this.note));
  }

  /** Renew one part of the bubble if what it shows has changed; parts stay in the order of their first making. */
  part(name, value, make) {
    const key = typeof value === "symbol" ? value : JSON.stringify(value ?? null);
    const known = this.parts[name];
    if (known?.key === key) return;
    const node = make() ?? document.createComment(name);
    if (known) known.node.replaceWith(node);
    else this.bubble.append(node);
    this.parts[name] = { key, node };
  }

  words(note) {
    return note.text ? el("span", { class: "words" }, formatted(note.text, note.entities, this.hooks)) : null;
  }

  reply(note) {
    const other = note.replyTo ? this.hooks.find(note.replyTo) : null;
    return other ? el("div", { class: "reply" }, other.text || "Message") : null;
  }

  /** The buttons; whoever was on one of them stays on the one in its place, or on the wall. */
  keys(note) {
    const key = JSON.stringify(note.rows);
    if (key === this.keysKey) return;
    this.keysKey = key;
    const buttons = this.board ? [...this.board.querySelectorAll("button, a")] : [];
    const place = buttons.indexOf(document.activeElement);
    const board = note.rows.length ? this.makeBoard(note) : null;
    this.board?.remove();
    this.board = board;
    if (board) this.node.append(board);
    if (place < 0) return;
    const next = board?.querySelectorAll("button, a")[place] ?? this.node.closest(".log");
    next?.focus({ preventScroll: true });
  }

  makeBoard(note) {
    const rows = note.rows.map((row) => el("div", { class: "row" }, ...row.map((button) => this.makeKey(note, button))));
    return el("div", { class: "keys", role: "group", "aria-label": "Answers" }, ...rows);
  }

  makeKey(note, button) {
    const key = el("button", { class: `key ${button.style ?? ""} ${button.url ? "away" : ""}`, type: "button" }, button.label);
    if (button.data) key.dataset.data = button.data;
    key.addEventListener("click", (event) => this.hooks.press(note, button, key, event));
    return key;
  }
}

function meta(note) {
  const moment = new Date(note.date);
  return el(
    "span",
    { class: "meta" },
    note.edited ? el("span", { class: "edited" }, "edited") : null,
    el("time", { datetime: note.date }, clockTime(moment)),
  );
}

function reactions(note) {
  if (!note.reactions.length) return null;
  return el("div", { class: "reactions" }, ...note.reactions.map((one) => el("span", {}, one)));
}

function attachment(note, hooks) {
  const what = note.attachment;
  if (!what) return null;
  if (what.kind === "photo") return photo(note, what, hooks);
  if (what.kind === "document") return documentLink(what);
  if (what.kind === "sticker") return el("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, what.details || "🙂");
  if (what.kind === "voice") return voice(what);
  const name = what.kind === "location" ? "Location" : "Contact";
  return file(what.kind, name, what.details);
}

function photo(note, what, hooks) {
  const alt = note.text ? "Photo with the text below" : "Photo";
  const picture = el("img", { src: what.src, alt, width: what.width || 320, height: what.height || 240, decoding: "async" });
  const view = () => hooks.view(what.src, note.text);
  return el("button", { class: "photo", type: "button", "aria-label": `${alt}, press to enlarge`, onclick: view }, picture);
}

function documentLink(what) {
  return file("document", what.name, size(what.size), { href: what.src, download: what.name });
}

function file(kind, name, details, link = null) {
  const disc = el("span", { class: "disc" }, icon(kind));
  const text = el("span", {}, el("b", {}, name), el("small", {}, details));
  return el(link ? "a" : "div", { class: "file", ...link }, disc, text);
}

function voice(what) {
  const heights = [7, 12, 18, 10, 15, 21, 9, 16, 12, 19, 8, 13, 17, 6];
  const bars = heights.map((height) => {
    const bar = el("i");
    bar.style.height = `${height}px`;
    return bar;
  });
  const sound = el("span", {}, el("span", { class: "wave", "aria-hidden": "true" }, ...bars), el("small", {}, `Voice message, ${what.details}`));
  return el("div", { class: "file" }, el("span", { class: "disc" }, icon("voice")), sound);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
