// Shows of a questionnaire only what is asked, as the answers so far decide. The server decides the
// same when they are sent; without this script every question is shown.

import { holds } from "./expressions.js";

const OF_NUMBERS = ["number", "decimal"];

for (const root of document.querySelectorAll("[data-questions]")) {
  const asked = JSON.parse(document.getElementById(root.dataset.questions).textContent);
  const places = new Map(
    [...root.querySelectorAll("[data-question], [data-section]")].map((place) => [
      place.dataset.question ?? place.dataset.section,
      place,
    ]),
  );
  for (const words of root.querySelectorAll("[data-unscripted]")) words.hidden = true;
  root.addEventListener("input", () => show(root, asked, places));
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-clear]");
    if (button) clear(root, button);
  });
  show(root, asked, places);
  root.querySelector("[data-problems]")?.focus();
}

function show(root, { sections, today }, places) {
  const found = {};
  let asked = 0;
  const isAsked = (part) => part.when === null || holds(part.when, found, { today });
  for (const section of sections) {
    const isOpen = isAsked(section);
    let isEmpty = true;
    for (const item of isOpen ? section.items : []) {
      const place = places.get(item.id);
      place.hidden = !isAsked(item);
      if (place.hidden) continue;
      found[item.name] = answer(place, item.kind);
      isEmpty = false;
      if (item.kind !== "note") asked += 1;
      const button = place.querySelector("[data-clear]");
      if (button) button.hidden = found[item.name] === "";
    }
    places.get(section.id).hidden = isEmpty;
  }
  tell(root, Object.values(found).filter((given) => given !== "").length, asked);
  root.dispatchEvent(new CustomEvent("asked"));
}

// How far it is answered, where the page has a place for it.
function tell(root, given, asked) {
  const place = root.closest("form")?.querySelector("[data-answered]");
  if (!place) return;
  const words = place.querySelector("[data-answered-words]");
  Object.assign(place.querySelector("progress"), { max: Math.max(asked, 1), value: given });
  words.textContent = words.dataset.answeredWords.replace("##", asked).replace("#", given);
  place.hidden = false;
}

// As the server keeps it: the names of what is chosen, a number with a point, a day as it is sent.
function answer(place, kind) {
  const chosen = [...place.querySelectorAll("input:checked")].map((input) => input.value);
  const field = place.querySelector("textarea, input:not([type=radio], [type=checkbox])");
  if (!field) return chosen.join(" ");
  const written = field.value.trim();
  return OF_NUMBERS.includes(kind) ? written.replace(/[ \u00a0\u202f]/g, "").replaceAll(",", ".") : written;
}

function clear(root, button) {
  const inputs = [...button.closest("[data-question]").querySelectorAll("input")];
  for (const input of inputs) input.checked = false;
  root.dispatchEvent(new Event("input"));
  inputs[0].focus();
}
