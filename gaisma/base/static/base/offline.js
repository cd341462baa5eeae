// Has the browser keep a page of ours for when the network is cut.

const { worker } = document.body.dataset;

// A browser that keeps nothing (a private window, a site without HTTPS) goes on without it.
if (worker && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(worker, { updateViaCache: "all" }).catch(() => {});
}

// Signing out takes from the device what it keeps of ours: about what was never sent it asks first.
const DRAFTS = "drafts";

async function unsent() {
  const names = (await indexedDB.databases()).map((base) => base.name);
  if (!names.includes(DRAFTS)) return 0;
  return new Promise((done) => {
    const opening = indexedDB.open(DRAFTS);
    opening.onerror = () => done(0);
    opening.onsuccess = () => {
      const base = opening.result;
      const counting = base.transaction(DRAFTS).objectStore(DRAFTS).count();
      counting.onsuccess = () => (base.close(), done(counting.result));
      counting.onerror = () => (base.close(), done(0));
    };
  });
}

for (const form of document.querySelectorAll("form[data-leaves]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const kept = await unsent().catch(() => 0);
    if (!kept || confirm(form.dataset.leaves)) form.submit();
  });
}
