// Keeps the part of a page that follows a job under way new, and opens the page anew at its end.

const EVERY = 1000;

async function follow(part) {
  const answer = await fetch(part.dataset.follow, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return part;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#work");
  if (!fresh?.dataset.follow) {
    location.reload();
    return null;
  }
  // Unchanged, it is left alone: the focus stays, and nothing is read out again.
  if (fresh.innerHTML === part.innerHTML) return part;
  const focused = part.contains(document.activeElement);
  part.replaceWith(fresh);
  if (focused) fresh.querySelector("button, a")?.focus();
  return fresh;
}

async function keepOn(part) {
  const next = await follow(part).catch(() => part);
  if (next) setTimeout(keepOn, EVERY, next);
}

const part = document.querySelector("[data-follow]");
if (part) setTimeout(keepOn, EVERY, part);
