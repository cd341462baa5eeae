// The results of a class: cells by keyboard and paste, what is out of bounds shown at once, a draft on
// the device until all of it is saved, and a save that loses nothing when it fails.

import * as drafts from "../instruments/offline/drafts.js";
import { moves, paste } from "./cells.js";

const PAUSE = 300; // milliseconds after the last letter
const address = location.pathname + location.search;
const TOKEN = "csrfmiddlewaretoken";

let leave = () => {}; // what is left to do when the page goes, of the grid that stands now
window.addEventListener("pagehide", () => leave());

work(document.querySelector("form[data-grid]"));

async function work(form) {
  const { grid: owner, gridKey: key } = form.dataset;
  const table = form.querySelector("table");
  const status = form.querySelector("[data-grid-said]");
  const say = (words) => (status.textContent = words);
  const read = () => [...new FormData(form)].filter(([name]) => name !== TOKEN);
  let pause;

  async function keep() {
    clearTimeout(pause);
    pause = undefined;
    await drafts.keep({ address, owner, act: "", fields: read(), revision: "", submission: "", at: Date.now() }, key);
  }

  function changed() {
    for (const cell of table.querySelectorAll("[data-most]")) bound(cell);
    clearTimeout(pause);
    pause = setTimeout(() => keep().then(() => say(form.dataset.gridKept), () => {}), PAUSE);
  }

  function bound(cell) {
    const text = cell.value.trim();
    const value = Number(text.replace(",", "."));
    const isWrong = text !== "" && text !== "-" && !(value >= 0 && value <= Number(cell.dataset.most));
    if (isWrong) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  }

  // What the server answers takes the place of the page: the class as it stands now, or the same
  // cells with what is to be mended.
  async function save() {
    const button = form.querySelector("button:not([type=button])");
    button.disabled = true;
    await keep().catch(() => {}); // a browser that keeps nothing sends all the same
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [ours, theirs] = [document, page].map((each) => each.querySelector("main"));
      if (!page.querySelector("form[data-grid]")) return say(answer.redirected ? form.dataset.gridAway : form.dataset.gridLost);
      if (answer.ok) await drafts.drop(address).catch(() => {});
      ours.replaceWith(theirs);
      const next = document.querySelector("form[data-grid]");
      work(next);
      (document.querySelector("[data-problems]") ?? next.querySelector("table input:not([type=hidden])"))?.focus();
    } catch {
      say(form.dataset.gridLost);
    } finally {
      button.disabled = false;
    }
  }

  table.addEventListener("keydown", (event) => moves(table, event));
  table.addEventListener("input", changed);
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const lost = paste(table, event.target, text);
    changed();
    if (lost) say(form.dataset.gridOver.replace("#", lost));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  leave = () => pause && keep();

  const draft = form.querySelector("button:not([type=button])") && (await drafts.at(address, owner, key).catch(() => undefined));
  if (!draft || document.querySelector("[data-problems]")) return;
  for (const [name, value] of draft.fields) if (form.elements[name]) form.elements[name].value = value;
  changed();
  say(form.dataset.gridUnsent);
}
