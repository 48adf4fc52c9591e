// One of the two chats: the person whose it is, the wall, and everything they can do.

import { act, sendPhoto } from "./api.js";
import { el, icon, toast } from "./dom.js";
import { Popup } from "./popup.js";
import { Wall } from "./wall.js";

const ATTACHMENTS = [
  ["photo", "A sample photo"],
  ["sticker", "A sticker"],
  ["voice", "A voice message"],
  ["document", "A document"],
  ["location", "A location"],
  ["contact", "A contact"],
];

export class Panel {
  /** `app`: open(personId), view(src, caption), alert(text), isBotLink(url), current(role). */
  constructor(root, role, app) {
    Object.assign(this, { root, role, app, person: null, bot: "The bot" });
    root.append(document.querySelector("#panel").content.cloneNode(true));
    const find = (selector) => root.querySelector(selector);
    if (role !== "patient") find(".switcher").remove();
    this.parts = { title: find("h2"), state: find(".state"), avatar: find(".avatar"), empty: find(".empty"), toast: find(".wall .toast") };
    this.form = find(".composer");
    this.field = find("textarea");
    this.field.setAttribute("aria-label", `Message as the ${role}`);
    find(".log").setAttribute("aria-label", `Messages in the ${role}'s chat`);
    this.startButton = find(".start");
    this.keyboard = find(".keyboard");
    this.wall = new Wall(root, this.hooks());
    this.connect(find);
  }

  connect(find) {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => this.typing(event));
    this.field.addEventListener("input", () => this.typed());
    this.startButton.addEventListener("click", () => this.start());
    this.commands = new Popup(find(".commands"), find(".commands-list"), () => this.commandItems(), "The bot has no commands");
    this.attachments = new Popup(find(".attach"), find(".popup.right"), () => this.attachmentItems());
    this.more = new Popup(find(".more"), find(".popup.down"), () => this.moreItems());
    this.file = find(".file");
    this.file.addEventListener("change", () => this.upload());
  }

  hooks() {
    return {
      author: (note) => (note.bot ? this.bot : this.person.name),
      press: (note, button, key, event) => this.press(note, button, key, event),
      link: (url, event) => this.link(url, event),
      command: (text) => this.say(text),
      view: (src, caption) => this.app.view(src, caption),
    };
  }

  /** Show somebody's chat. */
  show(person, notes, bot) {
    const same = this.person?.id === person.id;
    Object.assign(this, { person, bot });
    if (same) this.wall.sync(notes);
    else this.wall.fill(notes);
    this.describe(person);
  }

  /** Nobody's chat: say what to do about it. */
  vacate(text) {
    this.person = null;
    this.wall.fill([]);
    this.parts.title.textContent = this.role === "patient" ? "Patient" : "Clinician";
    this.parts.state.textContent = "";
    this.parts.avatar.replaceChildren(icon("contact"));
    this.sayEmpty(text);
    for (const node of [this.form, this.startButton, this.keyboard, this.more.button]) node.hidden = true;
  }

  sayEmpty(text) {
    this.parts.empty.textContent = text;
    this.parts.empty.hidden = !text;
  }

  /** The person or the state of their chat has changed. */
  describe(person) {
    this.person = person;
    const waiting = !person.started || person.invited || person.blocked;
    this.parts.avatar.textContent = person.name.slice(0, 1);
    this.parts.title.replaceChildren(person.name, " ", el("span", { class: "role" }, `· ${this.role}`));
    this.showState(person);
    this.more.button.hidden = !person.started;
    this.form.hidden = waiting || person.gone;
    this.startButton.hidden = !waiting || person.gone;
    this.startButton.textContent = person.blocked ? "Restart" : "Start";
    this.showKeyboard(waiting || person.gone ? [] : person.keyboard);
    this.sayEmpty(person.started ? "" : `${this.bot} is ready.\nPress START to begin.`);
  }

  showState(person) {
    const busy = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };
    const text = person.gone ? "This account is deleted" : person.blocked ? "The bot is blocked" : `chat with ${this.bot}`;
    this.parts.state.textContent = person.action ? `${this.bot} is ${busy[person.action] ?? "busy…"}` : text;
    this.parts.state.classList.toggle("busy", Boolean(person.action));
    clearTimeout(this.stateTimer);
    if (person.action) this.stateTimer = setTimeout(() => this.showState({ ...person, action: null }), 5000);
  }

  showKeyboard(rows) {
    const key = JSON.stringify(rows);
    if (key === this.keyboardKey) return;
    this.keyboardKey = key;
    const made = rows.map((row) => el("div", { class: "row" }, ...row.map((label) => this.answerKey(label))));
    this.keyboard.replaceChildren(...made);
    this.keyboard.hidden = !rows.length;
  }

  answerKey(label) {
    return el("button", { type: "button", onclick: () => this.say(label) }, label);
  }

  /** Do something in this person's name; what goes wrong is said in a passing line. */
  async act(what, details = {}) {
    if (!this.person) return null;
    try {
      return await act(what, { person: this.person.id, ...details });
    } catch (error) {
      toast(this.parts.toast, error.message);
      return null;
    }
  }

  async start() {
    await this.act("start");
    this.wall.toEnd();
    this.field.focus({ preventScroll: true });
  }

  say(text) {
    return this.act("say", { text });
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.typed();
    if ((await this.say(text)) === null) this.field.value = text;
  }

  typing(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "ArrowUp" && !this.commands.box.hidden) {
      event.preventDefault();
      this.commands.move(-1);
    } else if (event.key === "Escape") {
      this.commands.close(false);
    }
  }

  /** Grow with the text, and offer commands while one is being typed. */
  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 132)}px`;
    const isCommand = /^\/\w*$/.test(this.field.value);
    if (isCommand && this.commandItems().length) this.commands.open(false, true);
    else if (this.commands.held) this.commands.close(false);
  }

  commandItems() {
    const begun = this.field.value.startsWith("/") ? this.field.value.slice(1).toLowerCase() : "";
    const offered = (this.person?.menu ?? []).filter((one) => one.command.startsWith(begun));
    return offered.map((one) => ({
      label: `/${one.command}`,
      what: one.description,
      command: true,
      run: () => this.command(`/${one.command}`),
    }));
  }

  command(text) {
    this.field.value = "";
    this.typed();
    this.say(text);
  }

  attachmentItems() {
    const samples = ATTACHMENTS.map(([kind, label]) => ({ label, icon: kind, run: () => this.act("send", { kind }) }));
    return [...samples, { label: "A photo from this device…", icon: "upload", run: () => this.file.click() }];
  }

  moreItems() {
    if (this.person?.blocked) return [];
    return [{ label: "Stop and block the bot", icon: "block", run: () => this.act("block") }];
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file || !this.person) return;
    try {
      await sendPhoto(this.person.id, file);
    } catch (error) {
      toast(this.parts.toast, error.message);
    }
  }

  async press(note, button, key, event) {
    if (button.url) return this.link(button.url, event, true);
    if (button.copy) return this.copy(button.copy);
    if (key.getAttribute("aria-busy") === "true") return;
    key.setAttribute("aria-busy", "true");
    const answer = await this.act("press", { message: note.id, data: button.data });
    key.removeAttribute("aria-busy");
    if (!answer?.text) return;
    if (answer.alert) this.app.alert(answer.text);
    else toast(this.parts.toast, answer.text);
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    toast(this.parts.toast, "Copied");
  }

  /** A link to the bot opens a chat here; any other one opens as links do. */
  async link(url, event, fromButton = false) {
    if (!this.app.isBotLink(url)) {
      if (fromButton) window.open(url, "_blank", "noopener,noreferrer");
      return;
    }
    event.preventDefault();
    const outcome = await this.act("open", { url, current: this.app.current("patient") });
    if (outcome?.open) this.app.open(outcome.open);
  }
}
