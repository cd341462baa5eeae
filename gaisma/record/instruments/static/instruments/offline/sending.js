// Sends a draft. The server counts a submission once, so that sending again does no harm.

import { drop } from "./drafts.js";

const JSON_WANTED = { Accept: "application/json" };
const isJson = (response) => (response.headers.get("Content-Type") ?? "").includes("json");

// {state, ...}: sent, waiting (no network), away (signed out), refused, problems, conflict. `pairs`
// makes what the server tells of the fields comparable with those of the draft.
export function send(draft, pairs) {
  return navigator.locks.request(`sending ${draft.address}`, () => attempt(draft, pairs));
}

async function attempt(draft, pairs) {
  let asked;
  let answer;
  let token;
  try {
    asked = await fetch(draft.address, { headers: JSON_WANTED });
    if (asked.redirected) return { state: "away" };
    if (asked.status >= 500) return { state: "waiting" };
    if (!asked.ok || !isJson(asked)) return { state: "refused" };
    ({ token } = await asked.json());
    answer = await fetch(draft.address, { method: "POST", headers: JSON_WANTED, body: body(draft, token) });
  } catch {
    return { state: "waiting" };
  }
  if (answer.redirected) return { state: "away" };
  if (answer.status === 409) return settled(draft, await answer.json(), pairs);
  if (answer.status === 422) return { state: "problems", token };
  if (answer.status >= 500) return { state: "waiting" };
  if (!answer.ok || !isJson(answer)) return { state: "refused" };
  await drop(draft.address);
  return { ...(await answer.json()), state: "sent" };
}

function body(draft, token) {
  const sent = new URLSearchParams(draft.fields);
  sent.set("act", draft.act);
  sent.set("revision", draft.revision);
  sent.set("submission", draft.submission);
  sent.set("csrfmiddlewaretoken", token);
  return sent;
}

// An answer that was lost on its way looks like a conflict with oneself.
async function settled(draft, found, pairs) {
  const theirs = pairs(found.theirs);
  if (differing(draft.fields, theirs).length) return { ...found, theirs, state: "conflict" };
  if (draft.act !== "keep") return attempt({ ...draft, revision: found.revision }, pairs);
  await drop(draft.address);
  return { ...found, state: "sent" };
}

// Names of fields in which two lists of pairs do not agree; what is empty counts as not there.
export function differing(mine, theirs) {
  const names = new Set([...mine, ...theirs].map(([name]) => name));
  return [...names].filter((name) => values(mine, name).join("\n") !== values(theirs, name).join("\n"));
}

export const values = (fields, name) =>
  fields.filter(([field, value]) => field === name && value !== "").map(([, value]) => value.replaceAll("\r\n", "\n"));
