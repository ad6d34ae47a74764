// The service worker of one share that somebody has installed: its last copy opens without a network, and goes as soon
// as the link does not open any more. Nobody else gets a copy on their device; `boot.js` says when.
//
//   /s/{token}     network first; without one, or with a server that can't answer, the copy, marked with `data-offline`
//   /assets/…      what the copy needs to look right, the kept one first: a name changes with its content
//   the rest       untouched: programs, data, pictures
"use strict";

const PAGE = new URL(self.registration.scope).pathname;
const CACHE = `vigie-share-${PAGE}`;
const NEEDED = /"(\/assets\/(?:theme|vigie)[^"]*\.(?:js|css|woff2)|\/icons\/[^"]+)"/g;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === PAGE) event.respondWith(page(request));
  } else if (pathname.startsWith("/assets/") || pathname.startsWith("/icons/")) {
    event.respondWith(file(request, pathname));
  }
});

async function install() {
  const answer = await fetch(PAGE);
  if (!answer.ok) throw new Error(`the share does not open: ${answer.status}`);
  await take(answer);
  await self.skipWaiting();
}

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) {
      // Narrowed to fewer periods it is no copy of the whole.
      if (!new URL(request.url).searchParams.has("span")) await take(answer.clone()).catch(() => {});
    } else if (answer.status >= 500 || answer.status === 429) return (await copy()) ?? answer;
    else await forget();
    return answer;
  } catch (error) {
    const kept = await copy();
    if (kept) return kept;
    throw error;
  }
}

async function file(request, path) {
  return (await caches.match(path, { cacheName: CACHE })) ?? fetch(request);
}

// The page with what it needs to look right; what an earlier one needed goes.
async function take(answer) {
  const text = await answer.clone().text();
  const files = [...text.matchAll(NEEDED)].map((found) => found[1]);
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await cache.put(PAGE, answer);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== PAGE && !files.includes(pathname)) await cache.delete(request);
  }
}

async function copy() {
  const kept = await caches.match(PAGE, { cacheName: CACHE, ignoreVary: true });
  if (!kept) return undefined;
  const text = (await kept.text()).replace("<html ", "<html data-offline ");
  const headers = new Headers(kept.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(text, { headers });
}

// Revoked, expired, or behind a password now. Looking into a cache by name, as above, does not make it again.
async function forget() {
  await caches.delete(CACHE);
  await self.registration.unregister();
}
