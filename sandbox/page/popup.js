// A menu that opens from a button: arrows move in it, Escape closes it and goes back to the button.

import { el, icon } from "./dom.js";

export class Popup {
  /** `items` is a function that returns [{label, what, icon, run}]; `empty` is said when there are none. */
  constructor(button, box, items, empty = "Nothing here yet") {
    Object.assign(this, { button, box, items, empty });
    button.addEventListener("click", () => (box.hidden ? this.open(true) : this.close(true)));
    box.parentElement.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => {
      if (!box.parentElement.contains(event.target)) this.close(false);
    });
    box.parentElement.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !box.parentElement.contains(event.relatedTarget) && !this.held) this.close(false);
    });
  }

  /** Show the items; `held` keeps it open while the visitor types elsewhere. */
  open(focus, held = false) {
    this.held = held;
    this.box.replaceChildren(...this.rows());
    this.box.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    if (focus) this.box.querySelector("button")?.focus();
  }

  close(focus) {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (focus) this.button.focus();
  }

  rows() {
    const items = this.items();
    if (!items.length) return [el("p", { class: "nothing" }, this.empty)];
    return items.map((item) => {
      const name = item.command ? el("b", {}, item.label) : item.label;
      const what = item.what ? el("span", { class: "what" }, item.what) : null;
      const run = () => {
        this.close(true);
        item.run();
      };
      return el("button", { type: "button", onclick: run }, item.icon ? icon(item.icon) : null, name, what);
    });
  }

  key(event) {
    if (this.box.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.close(true);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.move(step);
    }
  }

  /** Go to the next or previous item, round and round. */
  move(step) {
    const rows = [...this.box.querySelectorAll("button")];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    rows[(at + step + rows.length) % rows.length].focus();
  }
}
