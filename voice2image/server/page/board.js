// A board on the page: its panels, what is said of them, and what can be done with them.
import { blobOf } from "./api.js";

const list = document.querySelector("#panels");
const template = document.querySelector("#panel");
const sound = document.querySelector("#sound");

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const SAYS = { waiting: "waits to be drawn", failed: "couldn't be drawn", live: "…" };

export class Board {
  constructor(onAction) {
    this.onAction = onAction;
    this.clear();
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const card = event.target.closest(".panel");
      if (button && card) this.act(button.dataset.do ?? "look", Number(card.dataset.number), button);
    });
    list.addEventListener("keydown", (event) => {
      const card = event.target.closest(".panel");
      const step = { ArrowLeft: "left", ArrowRight: "right" }[event.key];
      if (card && step && event.altKey) {
        event.preventDefault();
        this.act(step, Number(card.dataset.number));
      }
    });
    this.dragging();
  }

  clear() {
    this.id = null;
    this.panels = [];
    this.editable = false;
    list.replaceChildren();
    sound.pause();
    sound.removeAttribute("src");
  }

  // The whole board anew, as the service shows it.
  show(panels, editable = this.editable) {
    this.editable = editable;
    const before = this.panels;
    this.panels = panels;
    while (list.children.length > panels.length) list.lastElementChild.remove();
    panels.forEach((panel, index) => this.draw(panel, before[index]));
  }

  card(number) {
    while (list.children.length < number) {
      const card = template.content.firstElementChild.cloneNode(true);
      card.dataset.number = list.children.length + 1;
      list.append(card);
      this.caption(card, { number: list.children.length, prompt: "", status: "live", start_s: null });
    }
    return list.children[number - 1];
  }

  caption(card, panel) {
    card.querySelector(".number").textContent = `Shot ${panel.number}`;
    card.querySelector(".time").textContent = panel.start_s === null ? "" : `${clock(panel.start_s)} – ${clock(panel.end_s)}`;
    card.querySelector(".text").textContent = panel.prompt;
    card.querySelector(".note").textContent = panel.error ?? (panel.notes ?? []).join(" ");
    card.querySelector(".blank").dataset.says = SAYS[panel.status] ?? "";
    card.querySelector("img").alt = panel.prompt;
    card.querySelector(".picture").setAttribute("aria-label", `Shot ${panel.number}, larger: ${panel.prompt}`);
    card.querySelector(".actions").hidden = !this.editable;
    card.querySelector(".actions").setAttribute("aria-label", `Shot ${panel.number}`);
    card.querySelector('[data-do="choose"]').hidden = !panel.alternates?.length;
    card.querySelector('[data-do="left"]').disabled = panel.number === 1;
    card.querySelector('[data-do="right"]').disabled = panel.number === this.panels.length;
    card.draggable = this.editable;
  }

  async draw(panel, before) {
    const card = this.card(panel.number);
    this.caption(card, panel);
    card.querySelector("progress").hidden = true;
    if (before && (before.image !== panel.image || before.prompt !== panel.prompt)) this.flash(card);
    if (panel.image) {
      card.dataset.image = panel.image;
      const blob = await blobOf(panel.image);
      if (card.dataset.image === panel.image) this.picture(card, blob, false);
    } else if (!card.dataset.rough) {
      delete card.dataset.image;
      card.querySelector("img").hidden = true;
      card.querySelector(".blank").hidden = false;
    }
  }

  // Somebody changed the board by speaking: seen on the panel until the next change.
  edited({ edit, number, to, panels }) {
    this.show(panels);
    for (const card of list.children) this.mark(card, "");
    const said = { revise: "Changed by voice", insert: "Put in by voice", move: "Moved by voice" }[edit];
    if (said) this.mark(this.card(to ?? number), said);
    return said ? `Shot ${to ?? number}: ${said.toLowerCase()}` : `Shot ${number} is removed`;
  }

  mark(card, said) {
    card.querySelector(".badge").textContent = said;
    card.querySelector(".badge").hidden = !said;
    if (said) this.flash(card);
  }

  // A panel as the service tells of it: drawn, failed, or written and waiting.
  take(panel) {
    const before = this.panels[panel.number - 1];
    this.panels[panel.number - 1] = panel;
    if (panel.image) delete this.card(panel.number).dataset.rough;
    return this.draw(panel, before);
  }

  rough(number, image) {
    const card = this.card(number);
    if (card.dataset.image) return;
    card.dataset.rough = "yes";
    this.picture(card, image, true);
  }

  progress(number, share) {
    const bar = this.card(number).querySelector("progress");
    bar.hidden = share >= 1;
    bar.value = share;
  }

  picture(card, source, rough) {
    const image = card.querySelector("img");
    image.onload = () => list.style.setProperty("--shape", `${image.naturalWidth} / ${image.naturalHeight}`);
    image.src = source;
    image.classList.toggle("rough", rough);
    image.hidden = false;
    card.querySelector(".blank").hidden = true;
  }

  flash(card) {
    card.classList.remove("changed");
    requestAnimationFrame(() => card.classList.add("changed"));
  }

  act(what, number, button) {
    const panel = this.panels[number - 1];
    if (panel) this.onAction(what, panel, button);
  }

  focus(number, what) {
    list.children[number - 1]?.querySelector(`[data-do="${what}"]`)?.focus();
  }

  async hear(panel) {
    if (!sound.src) sound.src = await blobOf(`v1/boards/${this.id}/sound`);
    if (this.hearing === panel.number && !sound.paused) {
      sound.pause();
      return;
    }
    this.hearing = panel.number;
    sound.currentTime = panel.start_s;
    sound.ontimeupdate = () => { if (sound.currentTime >= panel.end_s) sound.pause(); };
    await sound.play();
  }

  dragging() {
    let held = null;
    list.addEventListener("dragstart", (event) => {
      held = event.target.closest(".panel");
      event.dataTransfer.effectAllowed = "move";
    });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest(".panel");
      if (!held || !over) return;
      event.preventDefault();
      for (const card of list.children) card.classList.toggle("target", card === over && card !== held);
    });
    list.addEventListener("drop", (event) => {
      event.preventDefault();
      const over = event.target.closest(".panel");
      if (held && over && over !== held) {
        this.onAction("move", this.panels[held.dataset.number - 1], null, Number(over.dataset.number));
      }
    });
    list.addEventListener("dragend", () => {
      held = null;
      for (const card of list.children) card.classList.remove("target");
    });
  }
}
