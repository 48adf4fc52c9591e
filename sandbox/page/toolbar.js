// The toolbar: the clinical clock, its speed, and the two things that a visitor can ask of the demonstration.

import { act } from "./api.js";
import { el, toast } from "./dom.js";
import { clockTime, shortDay, useZone, zoneLabel } from "./time.js";

const SPEEDS = [1, 10, 60, 600];
const byId = (id) => document.getElementById(id);

export class Toolbar {
  /** `onZone` is told when the clinic's zone changes, `onOpen` which chat to show. */
  constructor(onZone, onOpen) {
    Object.assign(this, { onZone, onOpen, base: null });
    byId("skip").addEventListener("click", () => this.run("skip", (told) => toast(byId("news"), told.line)));
    byId("new-patient").addEventListener("click", () => this.run("new_patient", (told) => this.onOpen(told.open)));
    this.speeds([]);
    setInterval(() => this.tick(), 250);
  }

  /** The state has come from the server. */
  update(controls) {
    this.base = { time: Date.parse(controls.time), at: performance.now(), speed: controls.speed };
    if (useZone(controls.zone)) this.onZone();
    this.speeds(SPEEDS.includes(controls.speed) ? SPEEDS : [...SPEEDS, controls.speed].sort((a, b) => a - b));
    this.say("hint", controls.hint ? `Next: ${controls.hint}` : "");
    byId("hint").title = controls.hint ?? "";
    this.hint = controls.hint;
    this.showSkip(false);
    this.say("guidance", controls.guidance ?? "");
    byId("guidance").hidden = !controls.guidance;
    this.tick();
  }

  /** Between two states the clock runs on here. */
  tick() {
    if (!this.base) return;
    const moment = new Date(this.base.time + (performance.now() - this.base.at) * this.base.speed);
    this.say("clock-day", shortDay(moment));
    this.say("clock-time", clockTime(moment));
    this.say("clock-zone", zoneLabel());
    byId("clock").dateTime = moment.toISOString();
  }

  /** There must be something to skip to; while it is under way, one press is enough. */
  showSkip(busy) {
    byId("skip").disabled = busy || !this.hint;
  }

  /** Change text only when it differs, so that nothing is announced twice. */
  say(id, text) {
    const node = byId(id);
    if (node.textContent !== text) node.textContent = text;
  }

  speeds(offered) {
    const key = offered.join();
    if (key !== this.offered) {
      this.offered = key;
      byId("speeds").replaceChildren(...offered.map((factor) => this.speed(factor)));
    }
    for (const button of byId("speeds").children) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.factor) === this.base?.speed));
    }
  }

  speed(factor) {
    const name = `${factor} times as fast as real time`;
    const choose = () => this.run("speed", () => {}, { factor });
    const button = el("button", { type: "button", title: name, "aria-label": name, onclick: choose }, `${factor}×`);
    button.dataset.factor = factor;
    return button;
  }

  async run(what, then, details = {}) {
    if (what === "skip") this.showSkip(true);
    try {
      then(await act(what, details));
    } catch (error) {
      toast(byId("news"), error.message);
    } finally {
      this.showSkip(false);
    }
  }
}
