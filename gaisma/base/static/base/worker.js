// Answers with a page of ours when the network is cut. It keeps that page and its stylesheet and
// nothing else: no page with data is ever stored. Its address names the language and the
// stylesheet, so that another language or another version is another worker.

const PAGE = "/offline/";
const SENT = "/offline/?sent"; // a form was on its way
const asked = new URL(self.location).searchParams;
const STYLES = asked.get("styles");
const KEPT = `offline ${asked.get("language")} ${STYLES}`;

const keep = async () => {
  const store = await caches.open(KEPT);
  await store.addAll([PAGE, SENT, STYLES].map((address) => new Request(address, { cache: "reload" })));
  await self.skipWaiting();
};

const forget = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("offline "));
  await Promise.all(names.map((name) => name === KEPT || caches.delete(name)));
};

const fetched = async (request, instead) => {
  try {
    return await fetch(request);
  } catch (trouble) {
    const store = await caches.open(KEPT);
    const kept = await store.match(instead, { ignoreVary: true });
    if (kept) return kept;
    throw trouble;
  }
};

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(fetched(request, request.method === "GET" ? PAGE : SENT));
  }
  if (new URL(request.url).pathname === STYLES) event.respondWith(fetched(request, STYLES));
});
