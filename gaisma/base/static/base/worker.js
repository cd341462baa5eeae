// Answers with a page of ours when the network is cut. It keeps that page and its stylesheet, and
// pages whose answer asks to be kept, with what they need; no other page with data is ever stored.
// Its address names the stylesheet, so that another version is another worker. It begins when no page
// is open any more: a worker that takes the place of another at once loses a form on its way.

const PAGE = "/offline/";
const SENT = "/offline/?sent"; // a form was on its way
const STYLES = new URL(self.location).searchParams.get("styles");
const OWN = `offline ${STYLES}`;
const WORK = "work"; // pages with which somebody works without a network
const HEADER = "Works-Offline";
const LANGUAGE = "Content-Language";

let heard; // in which language the reader was answered last

const keep = async () => {
  const store = await caches.open(OWN);
  const pages = [PAGE, SENT].map((address) => new Request(address, { cache: "reload" }));
  await store.addAll([...pages, STYLES]); // whose address changes with it: the browser has it already
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

// Whoever reads in another language now is told in that language that the network is cut.
const spoken = async (response) => {
  const language = response.headers.get(LANGUAGE);
  if (!language || language === heard) return;
  heard = language;
  const page = await matched(OWN, PAGE);
  if (page && page.headers.get(LANGUAGE) !== language) await keep();
};

const opened = async (event) => {
  const { request } = event;
  try {
    const response = await fetch(request);
    const isRead = request.method === "GET" && response.type === "basic";
    if (isRead) event.waitUntil(Promise.all([noted(request.url, response.clone()), spoken(response)]));
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
  else if (pathname.startsWith("/styles-") || pathname.startsWith("/static/")) event.respondWith(needed(request));
});
