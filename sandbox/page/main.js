// The page: what the server tells goes to the two chats and the toolbar; which chat is in front is decided here.

import { follow } from "./api.js";
import { Panel } from "./panel.js";
import { Toolbar } from "./toolbar.js";

const ROLES = ["patient", "clinician"];
const byId = (id) => document.getElementById(id);
const narrow = matchMedia("(width < 860px)");
const state = { bot: { name: "The bot", username: "" }, people: new Map(), notes: new Map(), shown: {}, unread: new Map() };
let active = "patient";

const app = {
  open: (id) => show(id, true),
  current: (role) => state.shown[role] ?? "",
  isBotLink,
  alert: (text) => {
    byId("alert-text").textContent = text;
    byId("alert").showModal();
  },
  view: (src, caption) => {
    const viewer = byId("viewer");
    viewer.querySelector("img").src = src;
    viewer.querySelector("img").alt = caption || "Photo";
    viewer.querySelector("p").textContent = caption;
    viewer.showModal();
  },
};
const panels = Object.fromEntries(ROLES.map((role) => [role, new Panel(byId(role), role, app)]));
const toolbar = new Toolbar(() => ROLES.forEach((role) => panels[role].wall.retime()), app.open);

/** Whether an address is a start link to this bot. */
function isBotLink(url) {
  const { username } = state.bot;
  const address = new URL(url, location.href);
  if (address.protocol === "tg:") return address.searchParams.get("domain")?.toLowerCase() === username.toLowerCase();
  const ours = ["t.me", "telegram.me", "telegram.dog"].includes(address.hostname);
  return ours && address.pathname.replaceAll("/", "").toLowerCase() === username.toLowerCase();
}

/** Put somebody's chat on screen; `front` brings it to the front where only one fits. */
function show(id, front = false) {
  const person = state.people.get(id);
  if (!person) {
    state.wanted = id;
    return;
  }
  state.shown[person.role] = id;
  panels[person.role].show(person, [...state.notes.get(id).values()], state.bot.name);
  if (front) bring(person.role);
  read();
  switcher();
  if (front && !person.started) panels[person.role].startButton.focus();
}

/** Bring one of the two chats to the front. */
function bring(role, focus = false) {
  active = role;
  for (const one of ROLES) {
    byId(one).classList.toggle("active", one === role);
    byId(`tab-${one}`).setAttribute("aria-selected", String(one === role));
    byId(`tab-${one}`).tabIndex = one === role ? 0 : -1;
  }
  if (focus) byId(`tab-${role}`).focus();
  panels[role].wall.toEnd();
  read();
}

/** What is in front has been read. */
function read() {
  for (const role of ROLES) {
    if (!narrow.matches || role === active) state.unread.delete(state.shown[role]);
  }
  badges();
}

function badges() {
  for (const role of ROLES) {
    const badge = byId(`tab-${role}`).querySelector(".badge");
    const count = [...state.unread].filter(([id]) => state.people.get(id)?.role === role).reduce((sum, [, n]) => sum + n, 0);
    badge.hidden = count === 0;
    badge.textContent = count;
    badge.setAttribute("aria-label", `${count} unread`);
  }
}

/** The choice among several patients. */
function switcher() {
  const patients = [...state.people.values()].filter((person) => person.role === "patient");
  const box = byId("patient").querySelector(".switcher");
  const select = box.querySelector("select");
  box.hidden = patients.length < 2;
  const names = patients.map((person) => `${person.name}${state.unread.get(person.id) ? ` (${state.unread.get(person.id)})` : ""}`);
  if (select.dataset.names !== names.join()) {
    select.dataset.names = names.join();
    select.replaceChildren(...patients.map((person, index) => new Option(names[index], person.id)));
  }
  select.value = state.shown.patient ?? "";
}

function takePerson(person) {
  const known = state.people.has(person.id);
  state.people.set(person.id, person);
  if (!known) state.notes.set(person.id, new Map());
  if (state.shown[person.role] === person.id) panels[person.role].describe(person);
  else if (state.wanted === person.id || !state.shown[person.role]) show(person.id, state.wanted === person.id);
  if (state.wanted === person.id) state.wanted = null;
  switcher();
}

function takeNote({ chat, id, note }) {
  const notes = state.notes.get(chat);
  if (!notes) return;
  const person = state.people.get(chat);
  const isNew = note && !notes.has(id);
  if (note) notes.set(id, note);
  else notes.delete(id);
  if (state.shown[person.role] === chat) note ? panels[person.role].wall.put(note) : panels[person.role].wall.remove(id);
  if (isNew && note.bot && !inSight(person)) state.unread.set(chat, (state.unread.get(chat) ?? 0) + 1);
  badges();
  switcher();
}

function inSight(person) {
  return state.shown[person.role] === person.id && (!narrow.matches || active === person.role);
}

function takeSnapshot(snapshot) {
  byId("offline").hidden = true;
  state.bot = snapshot.bot;
  byId("bot-name").textContent = snapshot.bot.name;
  document.title = `${snapshot.bot.name} · demonstration`;
  state.people = new Map(snapshot.people.map((person) => [person.id, person]));
  state.notes = new Map(Object.entries(snapshot.notes).map(([id, notes]) => [id, new Map(notes.map((note) => [note.id, note]))]));
  toolbar.update(snapshot.controls);
  for (const role of ROLES) fillPanel(role);
  bring(active);
}

/** Keep the chat that was on screen, else the last of its kind. */
function fillPanel(role) {
  const people = [...state.people.values()].filter((person) => person.role === role);
  const person = people.find((one) => one.id === state.shown[role]) ?? people.at(-1);
  if (person) show(person.id);
  else panels[role].vacate(role === "patient" ? "No patient yet.\nPress New patient, or open an invitation in the clinician's chat." : "");
}

for (const role of ROLES) {
  byId(`tab-${role}`).addEventListener("click", () => bring(role));
  byId(`tab-${role}`).addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") bring(ROLES.find((one) => one !== role), true);
  });
}
byId("patient").querySelector("select").addEventListener("change", (event) => show(event.target.value));
narrow.addEventListener("change", read);
byId("viewer").addEventListener("click", (event) => event.target === byId("viewer") && byId("viewer").close());
follow({ snapshot: takeSnapshot, person: takePerson, note: takeNote, controls: (told) => toolbar.update(told) }, () => {
  byId("offline").hidden = false;
});
