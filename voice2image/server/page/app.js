// What happens on the page.
import { blobOf, call, download, events, Fault, get, key, onKeyNeeded, post, send } from "./api.js";
import { Board } from "./board.js";
import { Speaker } from "./live.js";

const at = (id) => document.getElementById(id);
const board = new Board(act);
const wished = ["style", "generator", "negative", "seed"];
let speaker = null;
let following = null;
let confirmed = []; // the sentences that are over
let spokenS = 0;
let waits = false; // whether the board is still in the queue

// --- telling ---------------------------------------------------------------------------------------------------------
function say(text) { at("status").textContent = text; }

function fail(error) {
  if (error?.name === "AbortError") return;
  if (!(error instanceof Fault)) console.error(error);
  const wait = error.waitS ? ` Try again in ${Math.ceil(error.waitS)} s.` : "";
  at("fault").textContent = `${error.message}${wait}`;
  at("fault").hidden = false;
  say("");
}

function start() {
  at("fault").hidden = true;
  following?.abort();
  confirmed = [];
  board.clear();
  at("tools").hidden = true;
  showWords();
  history.replaceState(null, "", location.pathname);
  at("hint").hidden = true;
}

function showWords(partial) {
  // A screen reader reads out what is added: sentences that are over, once each.
  const certain = at("certain");
  if (certain.childElementCount > confirmed.length) certain.replaceChildren();
  for (const segment of confirmed.slice(certain.childElementCount)) {
    const span = document.createElement("span");
    span.textContent = `${segment.text} `;
    certain.append(span);
  }
  at("uncertain").replaceChildren();
  if (!partial) return;
  for (const [name, words] of [["sure", partial.segment.words.slice(0, partial.confirmed)], ["partial", partial.segment.words.slice(partial.confirmed)]]) {
    const span = document.createElement("span");
    span.className = name;
    span.textContent = `${words.map((word) => word.text).join(" ")} `;
    at("uncertain").append(span);
  }
}

// --- what the service tells of ------------------------------------------------------------------------------------------
function take(event) {
  switch (event.event) {
    case "started":
      board.id = event.board;
      keepAddress();
      say("Listening …");
      break;
    case "snapshot":
      board.id = event.board.id;
      showBoard(event.board);
      break;
    case "partial_heard":
      showWords(event);
      break;
    case "segment_heard":
      confirmed.push(event.segment);
      at("heard").lang = event.segment.language ?? "";
      showWords();
      break;
    case "hearing":
      waits = false;
      if (event.total_s) say(`Heard ${Math.round((100 * event.heard_s) / event.total_s)} %`);
      break;
    case "prompt_written":
      board.take({
        number: event.number, status: "waiting", prompt: event.prompt.text, start_s: event.prompt.start_s, end_s: event.prompt.end_s,
        image: board.panels[event.number - 1]?.image ?? null,
      });
      break;
    case "board_edited":
      say(board.edited(event));
      break;
    case "step_done":
      board.progress(event.number, event.step / event.steps);
      say(`Drawing shot ${event.number}`);
      break;
    case "preview_drawn":
      if (event.image) board.rough(event.number, event.image);
      break;
    case "panel_drawn":
    case "panel_failed":
      board.take(event.panel).catch(fail);
      break;
    case "notice":
      say(event.message);
      break;
    default:
  }
}

// A page that is loaded anew shows the same board.
function keepAddress() { history.replaceState(null, "", `#${board.id}`); }

function showBoard(view) {
  board.id = view.id;
  waits = view.state === "queued";
  keepAddress();
  const over = ["done", "failed", "cancelled"].includes(view.state);
  board.show(view.panels, over && view.panels.length > 0);
  if (view.text) {
    confirmed = [view];
    at("certain").replaceChildren();
    showWords();
  }
  at("hint").hidden = true;
  at("tools").hidden = false;
  at("undo").hidden = at("export").parentElement.hidden = !over || !view.panels.length;
  at("undo").disabled = !view.undo.length;
  at("undo").title = view.undo.length ? `Takes back: ${view.undo.at(-1)}` : "";
  at("stop").hidden = over;
  if (view.state === "queued") {
    const before = view.position === 1 ? "one board is" : `${view.position ?? 0} boards are`;
    say(view.position ? `Waiting: ${before} drawn first${view.wait_s ? `, about ${Math.ceil(view.wait_s)} s` : ""}.` : "Waiting to be drawn …");
  } else if (over) {
    const failed = view.panels.filter((panel) => panel.status === "failed").length;
    say(view.state === "cancelled" ? "Stopped. What was drawn is kept." : failed ? `${failed} of ${view.panels.length} shots couldn't be drawn.` : `${view.panels.length} shots`);
    if (view.error) fail(new Fault(view.error));
    else if (!view.panels.length && view.state === "done") fail(new Fault("Nothing was heard that could be drawn. Was the microphone on?"));
  } else say("Drawing …");
}

const load = async (id) => showBoard(await get(`v1/boards/${id}`));

async function follow(id) {
  const stop = (following = new AbortController());
  const asking = setInterval(async () => {
    if (!waits) return;
    const view = await get(`v1/boards/${id}`).catch(() => null);
    if (waits && view?.state === "queued" && !stop.signal.aborted) showBoard(view);
  }, 3000);
  try {
    for await (const event of events(id, stop.signal)) take(event);
    await load(id);
  } catch (error) {
    if (!stop.signal.aborted) fail(error);
  } finally {
    clearInterval(asking);
  }
}

// --- speaking and sending -----------------------------------------------------------------------------------------------
function wishes() {
  const seed = at("seed").value.trim();
  return {
    style: at("style").value.trim(), generator: at("generator").value || null, negative_text: at("negative").value.trim(),
    seed: /^\d+$/.test(seed) ? Number(seed) : null,
  };
}

function listening(on) {
  at("record").setAttribute("aria-pressed", String(on));
  at("record-label").textContent = on ? "Finish" : "Speak";
  if (!on) at("level").value = -60;
}

async function speak() {
  start();
  spokenS = 0;
  speaker = new Speaker({
    wishes: wishes(),
    onEvent: take,
    onLevel: (level, seconds) => {
      spokenS += seconds;
      at("level").value = Math.max(-60, level);
      at("clock").textContent = `${Math.floor(spokenS / 60)}:${String(Math.floor(spokenS % 60)).padStart(2, "0")}`;
    },
  });
  say("Asking for the microphone …");
  try {
    await speaker.start();
    listening(true);
    await speaker.over;
  } catch (error) {
    fail(error);
  } finally {
    listening(false);
    speaker = null;
    at("record").disabled = false;
    if (board.id) await follow(board.id); // to its end, if the connection broke before
  }
}

at("record").addEventListener("click", () => {
  if (!speaker) { speak(); return; }
  speaker.end();
  listening(false);
  at("record").disabled = true;
  say("Drawing what is left …");
});

async function sendFile(file) {
  if (!file || speaker) return;
  start();
  say(`Sending ${file.name} …`);
  try {
    const made = await send(file, wishes());
    showBoard(made);
    await follow(made.id);
  } catch (error) {
    fail(error);
  }
}

at("file").addEventListener("change", ({ target }) => { sendFile(target.files[0]); target.value = ""; });
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  at("speak").addEventListener(name, (event) => {
    event.preventDefault();
    at("speak").classList.toggle("over", over);
    if (name === "drop") sendFile(event.dataTransfer.files[0]);
  });
}

// --- changing by hand ---------------------------------------------------------------------------------------------------
function ask(what, text, confirm) {
  at("ask-what").textContent = what;
  at("ask-text").value = text;
  at("ask").querySelector(".first").textContent = confirm;
  at("ask").returnValue = "cancel";
  at("ask").showModal();
  return new Promise((resolve) => {
    at("ask").addEventListener("close", () => resolve(at("ask").returnValue === "ok" ? at("ask-text").value.trim() : ""), { once: true });
  });
}

async function edit(change, focus) {
  at("fault").hidden = true;
  say(change.do === "redraw" || change.do === "insert" ? "Drawing …" : "Saving …");
  const card = document.querySelector(`.panel[data-number="${change.number}"] progress`);
  if (card && change.do === "redraw") { card.removeAttribute("value"); card.hidden = false; }
  try {
    showBoard(await post(`v1/boards/${board.id}/edits`, change));
    if (focus) board.focus(...focus);
  } catch (error) {
    fail(error);
    await load(board.id).catch(() => {});
  }
}

async function act(what, panel, button, to) {
  const { number } = panel;
  try {
    if (what === "look" && panel.image) {
      const large = at("large");
      large.querySelector("img").src = await blobOf(panel.image);
      large.querySelector("img").alt = panel.prompt;
      large.showModal();
    } else if (what === "play") await board.hear(panel);
    else if (what === "words") {
      const text = await ask(`Shot ${number} shows`, panel.prompt, "Draw it");
      if (text) await edit({ do: "redraw", number, text }, [number, "words"]);
    } else if (what === "another") {
      const style = at("style").value.trim();
      await edit({ do: "redraw", number, ...(style ? { style } : {}) }, [number, "another"]);
    } else if (what === "choose") await edit({ do: "choose", number, alternate: 1 + ((board.turn = (board.turn ?? -1) + 1) % panel.alternates.length) }, [number, "choose"]);
    else if (what === "left") await edit({ do: "move", number, to: number - 1 }, [number - 1, "left"]);
    else if (what === "right") await edit({ do: "move", number, to: number + 1 }, [number + 1, "right"]);
    else if (what === "move") await edit({ do: "move", number, to });
    else if (what === "insert") {
      const text = await ask(`A new shot after ${number} shows`, "", "Draw it");
      if (text) await edit({ do: "insert", number: number + 1, text }, [number + 1, "words"]);
    } else if (what === "remove") await edit({ do: "remove", number }, [Math.min(number, board.panels.length - 1), "remove"]);
  } catch (error) {
    fail(error);
  }
}

at("undo").addEventListener("click", () => edit({ do: "undo" }));
at("stop").addEventListener("click", () => post(`v1/boards/${board.id}/cancel`, {}).catch(fail));
at("export").addEventListener("change", async ({ target }) => {
  const suffix = target.value;
  target.value = "";
  if (!suffix) return;
  say(`Writing ${suffix} …`);
  try {
    await download(`v1/boards/${board.id}/exports/${suffix}`);
    say(`${suffix} is saved`);
  } catch (error) {
    fail(error);
  }
});

// --- boards from before, settings, the key ------------------------------------------------------------------------------
function unfold(button, section) {
  at(button).addEventListener("click", () => {
    const open = at(section).hidden;
    at(section).hidden = !open;
    at(button).setAttribute("aria-expanded", String(open));
    if (open && section === "boards") listBoards().catch(fail);
  });
}

async function listBoards() {
  const { boards } = await get("v1/boards?limit=50");
  const items = boards.map((each) => {
    const item = document.createElement("li");
    const open = document.createElement("button");
    const remove = document.createElement("button");
    open.type = remove.type = "button";
    open.className = "open";
    for (const text of [each.name, `${each.state}, ${new Date(1000 * each.created_at).toLocaleString()}`]) {
      const part = document.createElement("span");
      part.textContent = text;
      open.append(part);
    }
    remove.textContent = "Delete";
    remove.setAttribute("aria-label", `Delete ${each.name}`);
    open.addEventListener("click", () => { if (!speaker) { start(); follow(each.id); } });
    remove.addEventListener("click", async () => {
      if (!confirm(`Delete “${each.name}” with its recording and pictures?`)) return;
      await call(`v1/boards/${each.id}`, { method: "DELETE" }).catch(fail);
      if (board.id === each.id) start();
      await listBoards().catch(fail);
    });
    item.append(open, remove);
    return item;
  });
  at("boards").querySelector("ul").replaceChildren(...items);
  if (!items.length) at("boards").querySelector("ul").textContent = "None yet.";
}

onKeyNeeded((wrong) => {
  at("key-wrong").hidden = !wrong;
  at("given-key").value = "";
  at("ask-key").returnValue = "";
  at("ask-key").showModal();
  return new Promise((resolve) => {
    at("ask-key").addEventListener("close", () => resolve(at("ask-key").returnValue === "ok" ? at("given-key").value : ""), { once: true });
  });
});

async function begin() {
  unfold("show-settings", "settings");
  unfold("show-boards", "boards");
  const options = await get("v1/options");
  at("styles").append(...options.styles.map(({ name, about }) => Object.assign(new Option(about, name))));
  at("generator").append(...options.generators.map((name) => new Option(name, name)));
  at("export").append(...options.formats.map((suffix) => new Option(`.${suffix}`, suffix)));
  at("key-field").hidden = !key.get();
  at("key").value = key.get();
  at("key").addEventListener("change", () => key.set(at("key").value));
  for (const name of wished) {
    const kept = localStorage.getItem(`voice2image.${name}`);
    if (kept && (name !== "generator" || options.generators.includes(kept))) at(name).value = kept;
    at(name).addEventListener("change", () => localStorage.setItem(`voice2image.${name}`, at(name).value));
  }
}

async function resume() {
  const id = location.hash.slice(1);
  if (!/^[0-9a-f]{24}$/.test(id) || id === board.id || speaker) return;
  start();
  await follow(id);
}

window.addEventListener("hashchange", resume);
window.addEventListener("beforeunload", (event) => { if (speaker) event.preventDefault(); });
begin().then(resume).catch(fail);
