// What was written on this device and has not reached the server, one draft for each page.
// A draft: address, owner, fields (pairs of name and value), revision that was looked at, submission,
// act (how it is to be sent, or "" while it is being written), at (when it was written).
// On the device all but address and owner lies sealed under the key of the account, which the page
// brings along: it goes with the kept page, and whoever signs in as somebody else gets another.

const NAME = "drafts";

const finished = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

const opened = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "address" });
  return finished(request);
};

// Strict: what we say is kept lies on the disk, not only with the system.
const changed = async (change) => {
  const base = await opened();
  const transaction = base.transaction(NAME, "readwrite", { durability: "strict" });
  change(transaction.objectStore(NAME));
  await new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
  base.close();
};

const keys = new Map();

const imported = (key) => {
  const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  if (!keys.has(key)) keys.set(key, crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]));
  return keys.get(key);
};

// Bound to its place: a draft that is put elsewhere does not open.
const terms = (iv, address, owner) => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(`${owner} ${address}`),
});

async function sealed({ address, owner, ...rest }, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify(rest));
  const content = await crypto.subtle.encrypt(terms(iv, address, owner), await imported(key), words);
  return { address, owner, iv, content };
}

async function unsealed({ address, owner, iv, content }, key) {
  const words = await crypto.subtle.decrypt(terms(iv, address, owner), await imported(key), content);
  return { address, owner, ...JSON.parse(new TextDecoder().decode(words)) };
}

export async function keep(draft, key) {
  const written = await sealed(draft, key);
  await changed((store) => store.put(written));
}

export const drop = (address) => changed((store) => store.delete(address));

// The draft of a page, of nobody but its owner; one that does not open is as if it were not there.
export async function at(address, owner, key) {
  const base = await opened();
  const found = await finished(base.transaction(NAME).objectStore(NAME).get(address));
  base.close();
  if (found?.owner !== owner) return undefined;
  if (found.content) return unsealed(found, key).catch(() => undefined);
  await keep(found, key); // as it lay on the device before drafts were sealed
  return found;
}
