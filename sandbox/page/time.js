// Times as the clinic's wall clock shows them, whatever the zone of this device.

let zone = "UTC";
let formats = {};

/** Take over the clinic's zone; true when it is another one than before. */
export function useZone(name) {
  if (name === zone) return false;
  zone = name;
  formats = {};
  return true;
}

function format(key, options) {
  formats[key] ??= new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  return formats[key];
}

/** "08:30" */
export function clockTime(date) {
  return format("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

/** "Mon 5 Jan" */
export function shortDay(date) {
  return format("short", { weekday: "short", day: "numeric", month: "short" }).format(date).replace(",", "");
}

/** "Monday 5 January" */
export function longDay(date) {
  return format("long", { weekday: "long", day: "numeric", month: "long" }).format(date).replace(",", "");
}

/** The same text for two moments of the same local day. */
export function dayKey(date) {
  return format("key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
}

/** "Europe/London" as it is said: "London time". */
export function zoneLabel() {
  const city = zone.split("/").pop().replaceAll("_", " ");
  return zone.includes("/") ? `${city} time` : zone;
}
