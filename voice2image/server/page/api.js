// The service's API, with the key of whoever uses the page.
const BASE = new URL("./", document.baseURI);
const pictures = new Map(); // address of a picture to its blob's

export class Fault extends Error {
  constructor(message, status, waitS) {
    super(message);
    this.status = status;
    this.waitS = waitS;
  }
}

export const key = {
  get: () => localStorage.getItem("voice2image.key") ?? "",
  set: (value) => localStorage.setItem("voice2image.key", value.trim()),
};

let askForKey = async () => "";
export const onKeyNeeded = (ask) => { askForKey = ask; };
let asking = null; // several calls may need the key at once; somebody is asked once

async function newKey() {
  asking ??= askForKey(key.get() !== "").finally(() => { asking = null; });
  const given = await asking;
  if (!given) throw new Fault("This service asks for a key. Load the page again to give one.", 401);
  key.set(given);
}

const address = (path) => new URL(path.replace(/^\//, ""), BASE);

export async function call(path, options = {}) {
  const headers = { ...(options.headers ?? {}) };
  if (key.get()) headers.Authorization = `Bearer ${key.get()}`;
  let answer;
  try {
    answer = await fetch(address(path), { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Fault("The service can't be reached. Is it still running?", 0);
  }
  if (answer.ok) return answer;
  if (answer.status === 401) {
    await newKey();
    return call(path, options);
  }
  const waitS = Number(answer.headers.get("Retry-After")) || undefined;
  const said = await answer.json().catch(() => undefined);
  throw new Fault(said?.error?.message ?? `The service answered ${answer.status}.`, answer.status, waitS);
}

export const get = async (path) => (await call(path)).json();

export const post = async (path, body) =>
  (await call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();

export async function send(file, wishes) {
  const form = new FormData();
  form.set("file", file, file.name);
  for (const [name, wish] of Object.entries(wishes)) if (wish !== null && wish !== "") form.set(name, wish);
  return (await call("v1/boards", { method: "POST", body: form })).json();
}

// Pictures and sounds need the key too, which neither <img> nor <audio> would send.
export async function blobOf(path) {
  if (!pictures.has(path)) {
    const blob = await (await call(path)).blob();
    pictures.set(path, URL.createObjectURL(blob));
  }
  return pictures.get(path);
}

export async function download(path) {
  const answer = await call(path);
  const named = /filename\*?=(?:utf-8'')?"?([^";]+)/i.exec(answer.headers.get("Content-Disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = named ? decodeURIComponent(named[1]) : "board";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The events of a board, until it has come to its end; goes on where it was when the connection breaks.
export async function* events(board, signal) {
  let last = "";
  for (let tries = 0; tries < 8; tries += 1) {
    try {
      const headers = last ? { "Last-Event-ID": last } : {};
      const answer = await call(`v1/boards/${board}/events`, { headers, signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += value.replaceAll("\r\n", "\n");
        const items = text.split("\n\n");
        text = items.pop();
        for (const item of items) {
          const fields = Object.fromEntries(item.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
          if (fields.id) last = fields.id;
          if (!fields.data) continue;
          tries = 0;
          const event = JSON.parse(fields.data);
          yield event;
          if (event.event === "ended") return;
        }
      }
    } catch (error) {
      if (signal?.aborted || (error instanceof Fault && error.status)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
  }
  throw new Fault("The connection to the service is lost. Load the page again to see how far the board is.", 0);
}

export function socket() {
  const target = address("v1/live");
  target.protocol = target.protocol.replace("http", "ws");
  return new WebSocket(target);
}
