// A form that works without a network. What is written is kept on the device at once; what is sent
// without a network waits and is sent when it is back, also after the page was closed.

import * as drafts from "./drafts.js";
import * as fields from "./fields.js";
import { keepPage } from "./keeping.js";
import { differing, send, values } from "./sending.js";

const PAUSE = 300; // milliseconds after the last letter
const AGAIN = 15_000; // until sending is tried again

for (const form of document.querySelectorAll("form[data-offline]")) work(form);

async function work(form) {
  const panel = document.querySelector("[data-offline-panel]");
  const address = location.pathname;
  const { offline: owner, offlineKey: key } = form.dataset;
  let pause;
  let again;

  const say = (state) => {
    panel.dataset.state = state;
    for (const words of panel.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== state;
  };

  const draft = (act = "") => ({
    address,
    owner,
    act,
    fields: fields.read(form),
    revision: form.elements.revision.value,
    submission: form.elements.submission.value,
    at: Date.now(),
  });

  const keep = async (act) => {
    clearTimeout(pause);
    pause = undefined;
    const written = draft(act);
    await drafts.keep(written, key);
    return written;
  };

  async function deliver(written) {
    clearTimeout(again);
    say("sending");
    const found = await send(written, (told) => fields.pairs(form, told));
    if (found.state === "sent" && written.act !== "keep") return location.assign(found.address);
    if (found.state === "sent") form.elements.revision.value = found.revision;
    if (found.state === "problems") return sendPlainly(written, found.token);
    if (found.state === "conflict") return compare(written, found.theirs, found.revision);
    if (found.state === "waiting") again = setTimeout(() => deliver(written), AGAIN);
    say(found.state);
  }

  // The server draws the form anew with what is to be mended.
  function sendPlainly(written, token) {
    form.elements.csrfmiddlewaretoken.value = token;
    const act = Object.assign(document.createElement("input"), { type: "hidden", name: "act", value: written.act });
    form.append(act);
    HTMLFormElement.prototype.submit.call(form);
  }

  async function compare(mine, theirs, revision) {
    if (!differing(mine.fields, theirs).length) return drafts.drop(address);
    const body = panel.querySelector("[data-offline-differences]");
    body.replaceChildren(
      ...differing(mine.fields, theirs).map((name) => {
        const row = document.createElement("tr");
        const heading = Object.assign(document.createElement("th"), { scope: "row", textContent: fields.called(form, name) });
        const cells = [mine.fields, theirs].map((pairs) =>
          Object.assign(document.createElement("td"), {
            textContent: fields.worded(form, name, values(pairs, name)) || "–",
          }),
        );
        row.append(heading, ...cells);
        return row;
      }),
    );
    say("conflict");
    panel.querySelector("[data-offline-mine]").onclick = async () => {
      form.elements.revision.value = revision;
      fields.write(form, mine.fields);
      deliver(await keep(mine.act || "keep"));
    };
    panel.querySelector("[data-offline-theirs]").onclick = async () => {
      await drafts.drop(address);
      location.reload();
    };
    panel.querySelector("[data-offline-mine]").focus();
  }

  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      pause = undefined;
      await keep("");
      say("kept");
    }, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    deliver(await keep(event.submitter?.value ?? "submit"));
  });
  window.addEventListener("pagehide", () => pause && keep(""));
  window.addEventListener("online", async () => {
    const written = await drafts.at(address, owner, key);
    if (written?.act) deliver(written);
  });

  panel.hidden = false;
  const isKept = keepPage();
  const written = await drafts.at(address, owner, key);
  if (!written) {
    say((await isKept) ? "ready" : "online");
  } else if (written.revision === form.elements.revision.value) {
    fields.write(form, written.fields);
    form.elements.submission.value = written.submission;
    say("restored");
    if (written.act) deliver(written);
  } else {
    compare(written, fields.read(form), form.elements.revision.value);
  }
  panel.dataset.offline = (await isKept) ? "ready" : "no";
}
