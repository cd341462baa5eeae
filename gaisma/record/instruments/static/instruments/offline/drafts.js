// What was written on this device and has not reached the server, one draft for each page.
// A draft: address, owner, fields (pairs of name and value), revision that was looked at, submission,
// act (how it is to be sent, or "" while it is being written), at (when it was written).

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

export const keep = (draft) => changed((store) => store.put(draft));

export const drop = (address) => changed((store) => store.delete(address));

// All drafts of a person; another one at the same device is shown none of them.
export async function of(owner) {
  const base = await opened();
  const every = await finished(base.transaction(NAME).objectStore(NAME).getAll());
  base.close();
  return every.filter((draft) => draft.owner === owner);
}

export const at = async (address, owner) =>
  (await of(owner)).find((draft) => draft.address === address);
