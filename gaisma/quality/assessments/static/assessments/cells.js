// Ways through the cells of a table: arrows and Enter, and blocks pasted from a spreadsheet.

const CELL = "input:not([type=hidden]), select";
const rows = (table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((each) => each.querySelector(CELL)));

function place(table, cell) {
  const found = rows(table);
  const row = found.findIndex((cells) => cells.includes(cell));
  return { found, row, column: found[row]?.indexOf(cell) ?? -1 };
}

function step(table, cell, down, right) {
  const { found, row, column } = place(table, cell);
  let [y, x] = [row + down, column + right];
  // What is only read is stepped over.
  while (found[y] && x > 0 && x < found[y].length && !found[y][x]) [y, x] = [y + down, x + right];
  const next = x > 0 ? found[y]?.[x] : null;
  next?.focus();
  next?.select?.();
}

const isAtEnd = (cell, right) =>
  cell.tagName === "INPUT" &&
  (cell.selectionStart === 0 || right > 0) &&
  (cell.selectionEnd === cell.value.length || right < 0) &&
  (cell.selectionStart === cell.selectionEnd || cell.selectionEnd - cell.selectionStart === cell.value.length);

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function moves(table, event) {
  const cell = event.target;
  if (!cell.matches(CELL) || event.altKey || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    return step(table, cell, event.shiftKey ? -1 : 1, 0);
  }
  const [down, right] = STEPS[event.key] ?? [0, 0];
  const isChoice = cell.tagName === "SELECT";
  // In a list of choices up and down choose; with Ctrl they lead on.
  if ((!down && !right) || event.shiftKey || (isChoice && down && !event.ctrlKey)) return;
  if (right && !isChoice && !isAtEnd(cell, right)) return;
  event.preventDefault();
  step(table, cell, down, right);
}

// Lines and cells of what a spreadsheet has copied; quoted cells may hold line ends.
export function block(text) {
  const plain = text.replace(/"((?:[^"]|"")*)"(?=\t|\r?\n|$)/g, (_all, cell) =>
    cell.replaceAll('""', '"').replace(/\s+/g, " "),
  );
  return plain.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
}

function write(cell, text) {
  const said = text.trim();
  if (cell.tagName === "INPUT") {
    cell.value = said;
    return true;
  }
  const folded = (words) => words.trim().toLocaleLowerCase();
  const option = [...cell.options].find((each) => [each.value, each.text].map(folded).includes(folded(said)));
  if (option) cell.value = option.value;
  return Boolean(option);
}

// How many cells of the block found no place, or a place that does not take them.
export function paste(table, cell, text) {
  const { found, row, column } = place(table, cell);
  let lost = 0;
  block(text).forEach((line, down) =>
    line.forEach((words, right) => {
      const at = found[row + down]?.[column + right];
      if (!(at ? write(at, words) : !words.trim())) lost += 1;
    }),
  );
  return lost;
}
