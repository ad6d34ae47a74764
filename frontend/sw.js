// The service worker: keeps the workspace's shell and its files on the device. It never keeps data, and never a page
// of a signed-in person: those live in the program's own local copy, which knows whose they are.
//
//   /app, /app/…               network first, after 3 s or without network the kept shell (one for all addresses)
//   /assets/…                  the kept copy first: a name changes with its content
//   icons, manifest, packs     network first, the kept copy without network
//   everything else            untouched: API, shares, login, …
//
// A new version waits until a page sends "SKIP_WAITING", or until no tab uses the old one. A page that asks it with its
// own version hears "NEWER" where it runs another one; runs it this one already (the shell came over the network), the
// worker takes over at once, unless there are other tabs, which may need what the old one keeps.
//
// To withdraw a broken worker from every device, serve this at /sw.js instead; browsers fetch it past every cache:
//   self.addEventListener("install", () => self.skipWaiting());
//   self.addEventListener("activate", (event) => event.waitUntil((async () => {
//     for (const key of await caches.keys()) if (key.startsWith("vigie-shell-")) await caches.delete(key);
//     await self.registration.unregister();
//     for (const tab of await self.clients.matchAll({ type: "window" })) tab.navigate(tab.url);
//   })()));
"use strict";

const VERSION = "{{version}}";
const ASSETS = {{assets}};
const FILES = {{files}};
const PACKS = "/packs.json";
const SHELL = "/app";
const PREFIX = "vigie-shell-";
const CACHE = PREFIX + VERSION;
const PATIENCE = 3000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") self.skipWaiting();
  else if (event.data?.runs === VERSION) event.waitUntil(takeOverIfAlone());
  else if (event.data?.runs) event.source?.postMessage("NEWER");
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === SHELL || pathname.startsWith(SHELL + "/")) event.respondWith(shell(request));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(asset(request, pathname));
  } else if (pathname === PACKS || FILES.includes(pathname)) {
    event.respondWith(file(event, pathname));
  }
});

async function install() {
  const cache = await caches.open(CACHE);
  // Assets may come from the HTTP cache, the others may not: their names stay while their content changes.
  await Promise.all([keepShell(cache), cache.addAll(ASSETS), ...FILES.map((path) => keep(cache, path))]);
  // The ready-made KPIs are useful offline, but no reason to refuse the rest.
  await keep(cache, PACKS).catch(() => {});
}

async function keep(cache, path) {
  const answer = await fetch(path, { cache: "reload" });
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

// While two versions of the server answer, the shell of one could be kept with the files of the other.
async function keepShell(cache) {
  const answer = await fetch(SHELL + "/shell", { cache: "reload" });
  const text = await answer.clone().text();
  if (!answer.ok || answer.redirected || !text.includes(`data-version="${VERSION}"`)) {
    throw new Error(`the shell is not that of version ${VERSION}`);
  }
  await cache.put(SHELL, answer);
}

async function activate() {
  const others = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== CACHE);
  await Promise.all(others.map((key) => caches.delete(key)));
  await self.clients.claim();
}

async function takeOverIfAlone() {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.length < 2) await self.skipWaiting();
}

async function kept(path) {
  const cache = await caches.open(CACHE);
  return cache.match(path, { ignoreVary: true });
}

async function shell(request) {
  const network = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const answer = await Promise.race([network, late]);
    if (answer && answer.status < 500) return answer;
  } catch {
    // No network.
  }
  network.catch(() => {});
  return (await kept(SHELL)) ?? network;
}

async function asset(request, path) {
  return (await kept(path)) ?? fetch(request);
}

async function file(event, path) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) {
      const copy = answer.clone();
      event.waitUntil(caches.open(CACHE).then((cache) => cache.put(path, copy)));
    }
    return answer;
  } catch (error) {
    const copy = await kept(path);
    if (copy) return copy;
    throw error;
  }
}
