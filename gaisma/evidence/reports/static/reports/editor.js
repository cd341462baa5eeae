// The page on which a section is written: the preview follows the typing, the search for figures
// follows its words, and a chosen figure goes where the cursor stands. Without this, buttons do it.

const WAIT = 400;

const form = document.querySelector("[data-live]");
const text = form?.querySelector("[data-insert-into]");
const search = document.getElementById("id_q");
const running = new Map();

async function show(act, place) {
  running.get(act)?.abort();
  const control = new AbortController();
  running.set(act, control);
  const body = new FormData(form);
  body.set("act", act);
  body.delete("insert");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "HX-Request": "true" },
      signal: control.signal,
    });
    if (answer.ok) place.innerHTML = await answer.text();
  } catch (problem) {
    // A newer question has taken its place, or nobody answers: what is shown stays.
    if (problem.name !== "AbortError") console.info(problem.message);
  }
}

function follow(field, act, place) {
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(act, place), WAIT);
  });
}

function insert(token) {
  const before = text.value[text.selectionStart - 1];
  const space = before && !/\s/.test(before) ? " " : "";
  text.setRangeText(space + token, text.selectionStart, text.selectionEnd, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

if (form && text) {
  follow(text, "preview", document.getElementById("preview"));
  follow(search, "search", document.getElementById("tokens"));
  document.getElementById("tokens").addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    insert(button.value);
  });
  let isKept = true;
  text.addEventListener("input", () => { isKept = false; });
  form.addEventListener("submit", () => { isKept = true; });
  window.addEventListener("beforeunload", (event) => { if (!isKept) event.preventDefault(); });
}
