// Notes of a sheet while the lesson runs: one more line as the last is begun, the moment as soon as
// something is written, and from each criterion a way to a note about it and back.

for (const place of document.querySelectorAll("[data-notes]")) note(place);

function note(place) {
  const form = place.closest("form");
  const lines = () => [...place.querySelectorAll("[data-note]")];
  const part = (line, name) => line.querySelector(`[name$="-${name}"]`);
  const isEmpty = (line) => !part(line, "text").value && !part(line, "at").value && !part(line, "item").value;

  function add() {
    const last = lines().at(-1);
    const line = last.cloneNode(true);
    const [before, after] = [last.dataset.note, `note-${lines().length}`];
    line.dataset.note = after;
    for (const each of line.querySelectorAll("[id], [name], [for]")) {
      for (const name of ["id", "name", "for"]) {
        if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(before, after));
      }
    }
    for (const field of line.querySelectorAll("input, select, textarea")) {
      field.value = "";
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    line.querySelector(".wrong")?.remove();
    const legend = line.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+/, lines().length + 1);
    line.querySelector("[data-note-back]").hidden = true;
    last.after(line);
    return line;
  }

  function stamp(line) {
    const at = part(line, "at");
    if (!at.value) at.value = clock(new Date());
  }

  // What is written down on another day has no moment that the clock would know.
  const isNow = () => form.elements.held_on?.value === day(new Date());

  function begin(question, criterion) {
    const line = lines().find(isEmpty) ?? add();
    part(line, "item").value = criterion;
    if (isNow()) stamp(line);
    const back = line.querySelector("[data-note-back]");
    back.hidden = false;
    back.onclick = () => {
      question.scrollIntoView({ block: "center" });
      question.querySelector("input, textarea")?.focus({ preventScroll: true });
    };
    line.scrollIntoView({ block: "center" });
    part(line, "text").focus({ preventScroll: true });
    line.dispatchEvent(new Event("input", { bubbles: true }));
  }

  place.addEventListener("input", ({ target }) => {
    const line = target.closest("[data-note]");
    if (target.matches("textarea") && target.value && isNow()) stamp(line);
    if (!isEmpty(lines().at(-1))) add();
  });
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-note-now]");
    if (!button) return;
    const at = part(button.closest("[data-note]"), "at");
    at.value = clock(new Date());
    at.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // As many lines as were written on the device before.
  form.addEventListener("restore", ({ detail }) => {
    const numbers = detail.map(([name]) => Number(/^note-(\d+)-/.exec(name)?.[1] ?? -1));
    while (lines().length <= Math.max(-1, ...numbers)) add();
  });

  const offered = place.querySelector("template");
  for (const option of lines()[0].querySelectorAll("select option[value]:not([value=''])")) {
    const question = form.querySelector(`[data-question="answer-${option.value}"]`);
    if (!question) continue;
    const button = offered.content.firstElementChild.cloneNode(true);
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace("#", option.textContent));
    button.addEventListener("click", () => begin(question, option.value));
    (question.querySelector(".name")?.parentElement ?? question).append(button);
  }
  for (const button of place.querySelectorAll("[data-note-now]")) button.hidden = false;
}

const two = (number) => String(number).padStart(2, "0");
const clock = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;
const day = (moment) => [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
