// Answers with a page of ours when the network is cut. It keeps that page and its stylesheet, and
// pages whose answer asks to be kept, with what they need; no other page with data is ever stored.
// Its address names the language and the stylesheet, so that another language or another version is
// another worker.

const PAGE = "/offline/";
const SENT = "/offline/?sent"; // a form was on its way
const asked = new URL(self.location).searchParams;
const STYLES = asked.get("styles");
const OWN = `offline ${asked.get("language")} ${STYLES}`;
const WORK = "work"; // pages with which somebody works without a network
const HEADER = "Works-Offline";

const keep = async () => {
  const store = await caches.open(OWN);
  const pages = [PAGE, SENT].map((address) => new Request(address, { cache: "reload" }));
  await store.addAll([...pages, STYLES]); // whose address changes with it: the browser has it already
  await self.skipWaiting();
};

const forget = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("offline "));
  await Promise.all(names.map((name) => name === OWN || caches.delete(name)));
};

const matched = async (name, address) =>
  (await caches.open(name)).match(address, { ignoreVary: true });

// A page that asks for it takes the place of the one kept before; one that does not ends that. A
// server in trouble says nothing about the page.
const noted = async (address, response) => {
  const store = await caches.open(WORK);
  if (response.ok && response.headers.has(HEADER)) await store.put(address, response);
  else if (response.status < 500) await store.delete(address);
};

const opened = async (event) => {
  const { request } = event;
  try {
    const response = await fetch(request);
    const isRead = request.method === "GET" && response.type === "basic";
    if (isRead) event.waitUntil(noted(request.url, response.clone()));
    return response;
  } catch (trouble) {
    const isRead = request.method === "GET";
    const page = (isRead && (await matched(WORK, request.url))) || (await matched(OWN, isRead ? PAGE : SENT));
    if (page) return page;
    throw trouble;
  }
};

const needed = async (request) => {
  try {
    return await fetch(request);
  } catch (trouble) {
    const part = (await matched(WORK, request.url)) ?? (await matched(OWN, request.url));
    if (part) return part;
    throw trouble;
  }
};

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(opened(event));
  else if (pathname === STYLES || pathname.startsWith("/static/")) event.respondWith(needed(request));
});
