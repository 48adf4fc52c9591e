// The wall of one chat: messages in their order, days between them, and where the reader stands.

import { el } from "./dom.js";
import { Message } from "./message.js";
import { dayKey, longDay } from "./time.js";

const NEAR = 48;

export class Wall {
  constructor(panel, hooks) {
    this.log = panel.querySelector(".log");
    this.jump = panel.querySelector(".jump");
    this.badge = this.jump.querySelector(".badge");
    this.hooks = { ...hooks, find: (id) => this.messages.get(id)?.note };
    this.messages = new Map();
    this.missed = 0;
    this.log.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.jump.addEventListener("click", () => this.toEnd(true));
    new ResizeObserver(() => this.wasAtEnd && this.toEnd()).observe(this.log);
  }

  /** Show a chat from its beginning. */
  fill(notes) {
    this.log.replaceChildren();
    this.messages.clear();
    for (const note of notes) this.place(note, false);
    this.toEnd();
  }

  /** Bring a chat that is on screen up to date, touching only what differs. */
  sync(notes) {
    const present = new Set(notes.map((note) => note.id));
    for (const id of [...this.messages.keys()]) if (!present.has(id)) this.remove(id);
    for (const note of notes) this.put(note);
  }

  /** A message has come or changed. */
  put(note) {
    const known = this.messages.get(note.id);
    const stay = this.wasAtEnd;
    if (known) known.update(note);
    else this.place(note, true);
    if (stay || (!known && !note.bot)) this.toEnd();
    else if (!known) this.miss();
  }

  remove(id) {
    const message = this.messages.get(id);
    if (!message) return;
    const next = message.node.nextElementSibling;
    message.node.remove();
    this.messages.delete(id);
    this.days(next);
  }

  /** The zone has changed: every time and every day reads differently. */
  retime() {
    for (const message of this.messages.values()) message.retime();
    for (const day of this.log.querySelectorAll(".day")) day.remove();
    for (const message of this.messages.values()) this.dayBefore(message.node);
  }

  toEnd(smooth = false) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.wasAtEnd = true;
    this.missed = 0;
    this.showJump();
  }

  place(note, fresh) {
    const message = new Message(note, this.hooks, fresh);
    this.messages.set(note.id, message);
    this.log.append(message.node);
    this.dayBefore(message.node);
    for (const picture of message.node.querySelectorAll("img")) {
      picture.addEventListener("load", () => this.wasAtEnd && this.toEnd());
    }
  }

  /** Put the name of the day in front of its first message. */
  dayBefore(node) {
    const message = this.messages.get(Number(node.dataset.id));
    const moment = new Date(message.note.date);
    let before = node.previousElementSibling;
    while (before && !before.classList.contains("note")) before = before.previousElementSibling;
    const previous = before && this.messages.get(Number(before.dataset.id));
    if (previous && dayKey(new Date(previous.note.date)) === dayKey(moment)) return;
    node.before(el("p", { class: "day" }, longDay(moment)));
  }

  /** After a removal: no name of a day without messages. */
  days(next) {
    const last = next ? next.previousElementSibling : this.log.lastElementChild;
    const bare = !next || next.classList.contains("day");
    if (last?.classList.contains("day") && bare) last.remove();
  }

  onScroll() {
    this.wasAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
    if (this.wasAtEnd) this.missed = 0;
    this.showJump();
  }

  miss() {
    this.missed += 1;
    this.showJump();
  }

  showJump() {
    this.jump.hidden = this.wasAtEnd;
    this.badge.hidden = this.missed === 0;
    this.badge.textContent = this.missed;
  }
}
