// Talking to the server: what the visitor does goes out as JSON, what happens comes in as server-sent events.

async function outcome(response) {
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(told.error || "That did not work. Is the demonstration still running?");
  return told;
}

/** Do something; resolves to what the page needs to know, rejects with a line for the visitor. */
export async function act(what, details = {}) {
  const body = JSON.stringify({ do: what, ...details });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch("/page/act", { method: "POST", headers, body }).catch(() => {
    throw new Error("The demonstration does not answer.");
  });
  return outcome(response);
}

/** Send a picture from the visitor's device. */
export async function sendPhoto(person, file) {
  const query = new URLSearchParams({ person });
  const headers = { "Content-Type": file.type };
  return outcome(await fetch(`/page/photo?${query}`, { method: "POST", headers, body: file }));
}

/** Follow what happens; the browser reconnects by itself, and each connection begins with a snapshot. */
export function follow(handlers, onLost) {
  const source = new EventSource("/page/events");
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener("error", () => {
    onLost();
    // A browser gives up for good when the server answers with an error; ask again then.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(handlers, onLost), 2000);
  });
}
