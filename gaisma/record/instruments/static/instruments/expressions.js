// Evaluates the tree of an expression in the browser, as expressions/evaluation.py does on the
// server; a test holds both to the same results.

const NUMBER = /^[ \t\n\r\f\v]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\n\r\f\v]*$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MILLISECONDS_OF_A_DAY = 86_400_000;

export function holds(tree, answers, { own = "", today }) {
  return truth(value(tree, { answers, own, today }));
}

export function value(tree, given) {
  const [operation, ...parts] = tree;
  if (operation in SHORT) return SHORT[operation](parts, given);
  if (operation === "literal") return parts[0];
  if (operation === "answer") return given.answers[parts[0]] ?? "";
  return OPERATIONS[operation](...parts.map((part) => value(part, given)));
}

function truth(found) {
  return typeof found === "number" ? found !== 0 && !Number.isNaN(found) : Boolean(found);
}

function number(found) {
  if (typeof found === "boolean") return found ? 1 : 0;
  if (typeof found === "number") return found;
  return NUMBER.test(found) ? Number.parseFloat(found) : day(found);
}

function day(found) {
  const match = DAY.exec(found);
  if (!match) return Number.NaN;
  const [, year, month, date] = match.map(Number);
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  const isThere = year > 0 && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date;
  return isThere ? Math.round(moment.getTime() / MILLISECONDS_OF_A_DAY) : Number.NaN;
}

function text(found) {
  return typeof found === "number" ? written(found) : String(found);
}

function written(found) {
  if (!Number.isFinite(found)) return String(found);
  const whole = Math.floor(found * 1e6 + 0.5) / 1e6;
  return Number.isInteger(whole) ? BigInt(whole).toString() : whole.toFixed(6).replace(/0+$/, "");
}

function equal(a, b) {
  if (typeof a === "boolean" || typeof b === "boolean") return truth(a) === truth(b);
  if (typeof a === "number" || typeof b === "number") return number(a) === number(b);
  return a === b;
}

function whole(found, rounded) {
  return Number.isFinite(found) ? rounded(found) : found;
}

function words(found) {
  return text(found).split(/[ \t\n\r\f\v]+/).filter(Boolean);
}

const OPERATIONS = {
  "=": equal,
  "!=": (a, b) => !equal(a, b),
  "<": (a, b) => number(a) < number(b),
  "<=": (a, b) => number(a) <= number(b),
  ">": (a, b) => number(a) > number(b),
  ">=": (a, b) => number(a) >= number(b),
  "+": (a, b) => number(a) + number(b),
  "-": (a, b) => number(a) - number(b),
  "*": (a, b) => number(a) * number(b),
  div: (a, b) => number(a) / number(b),
  mod: (a, b) => number(a) % number(b),
  not: (a) => !truth(a),
  true: () => true,
  false: () => false,
  selected: (a, b) => text(a).split(" ").includes(text(b)),
  "count-selected": (a) => words(a).length,
  "string-length": (a) => [...text(a)].length,
  contains: (a, b) => text(a).includes(text(b)),
  "starts-with": (a, b) => text(a).startsWith(text(b)),
  number,
  int: (a) => whole(number(a), Math.trunc),
  round: (a) => whole(number(a), (found) => Math.floor(found + 0.5)),
  date: text,
};

// What looks at more than the values of its parts.
const SHORT = {
  or: (parts, given) => parts.some((part) => truth(value(part, given))),
  and: (parts, given) => parts.every((part) => truth(value(part, given))),
  if: ([condition, then, otherwise], given) =>
    value(truth(value(condition, given)) ? then : otherwise, given),
  coalesce: ([first, second], given) => {
    const found = value(first, given);
    return text(found) === "" ? value(second, given) : found;
  },
  regex: ([found, { steps }], given) => matches(steps, text(value(found, given))),
  own: (_parts, given) => given.own,
  today: (_parts, given) => given.today,
};

// A pattern comes as a program; all its ways are gone at once, so that no pattern takes long.
function matches(steps, found) {
  const letters = [...found].map((letter) => letter.codePointAt(0));
  let ways = waysFrom(steps, [0], true, letters.length === 0);
  for (const [place, letter] of letters.entries()) {
    const taken = [...ways].filter((way) => takes(steps[way], letter)).map((way) => way + 1);
    if (taken.length === 0) return false;
    ways = waysFrom(steps, taken, false, place === letters.length - 1);
  }
  return ways.has(steps.length);
}

function takes(step, letter) {
  if (step?.[0] !== "one") return false;
  const [, isNot, bounds] = step;
  const isInside = bounds.some((from, at) => at % 2 === 0 && from <= letter && letter <= bounds[at + 1]);
  return isInside !== isNot;
}

function waysFrom(steps, begun, isBegin, isEnd) {
  const found = new Set();
  const waiting = [...begun];
  while (waiting.length > 0) {
    const way = waiting.pop();
    if (found.has(way)) continue;
    found.add(way);
    const [kind, ...given] = steps[way] ?? [];
    if (kind === "either" || kind === "go") waiting.push(...given);
    if ((kind === "begin" && isBegin) || (kind === "end" && isEnd)) waiting.push(way + 1);
  }
  return found;
}
