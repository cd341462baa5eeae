// The fields of a form as pairs of name and value, read and written.

const OURS = ["csrfmiddlewaretoken", "revision", "submission", "act"];

export const read = (form) => [...new FormData(form)].filter(([name]) => !OURS.includes(name));

// Values by name, as a server tells them, as pairs; of several chosen each is a pair of its own.
export function pairs(form, told) {
  const isMany = (name) => [...form.elements].some((field) => field.name === name && field.type === "checkbox");
  return Object.entries(told).flatMap(([name, value]) =>
    (isMany(name) ? value.split(" ") : [value]).map((each) => [name, each]),
  );
}

// Writes pairs into the form; what they do not name becomes empty. A part of the page that makes
// fields as they are needed hears "restore" before.
export function write(form, pairs) {
  form.dispatchEvent(new CustomEvent("restore", { detail: pairs }));
  const left = new Map();
  for (const [name, value] of pairs) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || OURS.includes(field.name) || field.type === "submit") continue;
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = (left.get(field.name) ?? []).includes(field.value);
    } else {
      field.value = left.get(field.name)?.shift() ?? "";
    }
  }
  for (const root of form.querySelectorAll("[data-questions]")) root.dispatchEvent(new Event("input"));
}

// What a field is called, and its values in the words of the page.
export function called(form, name) {
  const field = [...form.elements].find((each) => each.name === name);
  const words = field?.closest("fieldset")?.querySelector("legend") ?? field?.labels?.[0];
  return field?.closest("tr")?.querySelector("th")?.textContent.trim() ?? words?.textContent.trim() ?? name;
}

export function worded(form, name, values) {
  const fields = [...form.elements].filter((each) => each.name === name);
  return values
    .map((value) => {
      const chosen = fields.find((field) => field.type !== "text" && field.value === value && field.labels?.length);
      const option = fields[0]?.options && [...fields[0].options].find((each) => each.value === value);
      const isChoice = chosen && (chosen.type === "radio" || chosen.type === "checkbox");
      return (option ?? (isChoice ? chosen.labels[0] : null))?.textContent.trim() ?? value;
    })
    .join(", ");
}
