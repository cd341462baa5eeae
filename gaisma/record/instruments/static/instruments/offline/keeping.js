// Sees to it that the page opens without a network: the page itself, which the worker keeps because
// its answer asks for it, and every part that it is drawn and run with.

const STORE = "work";
const HEADER = "Works-Offline";
const DAYS = 14;

export async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return false;
  try {
    const store = await caches.open(STORE);
    const kept = parts().map((part) => keepPart(store, part));
    await Promise.all([navigator.serviceWorker.ready, keepItself(store), ...kept]);
    prune(store).catch(() => {}); // which nobody waits for
    return true;
  } catch {
    return false;
  }
}

const matched = (store, address) => store.match(address, { ignoreVary: true });

// Before the worker was there, it could not keep the page.
async function keepItself(store) {
  const address = location.href.split("#")[0];
  if (await matched(store, address)) return;
  const response = await fetch(address);
  if (!response.ok || !response.headers.has(HEADER)) throw new Error("This page is not kept.");
  await store.put(address, response);
}

async function keepPart(store, part) {
  if (!(await matched(store, part))) await store.add(part);
}

function parts() {
  const named = [...document.querySelectorAll("script[src], link[href]")].map((each) => each.src ?? each.href);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const isPart = (address) => {
    const { origin, pathname } = new URL(address, location);
    return origin === location.origin && /^\/(static\/|styles-)/.test(pathname);
  };
  return [...new Set([...named, ...loaded].filter(isPart))];
}

// Pages that nobody has opened for long, and parts of an earlier version.
async function prune(store) {
  const wanted = new Set(parts());
  for (const request of await store.keys()) {
    const isPart = /^\/(static\/|styles-)/.test(new URL(request.url).pathname);
    const response = await matched(store, request.url);
    const age = Date.now() - Date.parse(response.headers.get("Date") ?? 0);
    if (isPart ? !wanted.has(request.url) : age > DAYS * 86_400_000) await store.delete(request);
  }
}
