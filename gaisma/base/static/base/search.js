// "/" leads to the search field, unless something is being written.

const isWriting = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select"));

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isWriting(event.target)) return;
  const field = document.querySelector("[data-search] input[type=search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
