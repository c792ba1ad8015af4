// SPDX-License-Identifier: Apache-2.0
// Shows the door while the daemon does not answer. What the daemon serves goes before what is held, so that a door is as
// new as its daemon; requests to the contract go past this.

const cacheName = "door";
const patience = 1500;
/** After no answer nothing is asked for so long: a page has many parts. */
const rest = 5000;

const files = [
  "/kiosk/door/",
  "/kiosk/door/camera.js",
  "/kiosk/door/door.css",
  "/kiosk/door/door.js",
  "/kiosk/door/drawer.css",
  "/kiosk/door/drawer.js",
  "/kiosk/door/icon.svg",
  "/kiosk/door/keeper.js",
  "/kiosk/door/lock.js",
  "/kiosk/door/memory.js",
  "/kiosk/door/session-steps.js",
  "/kiosk/door/sessions.css",
  "/kiosk/door/sessions.js",
  "/kiosk/door/sight.js",
  "/kiosk/lib/api.js",
  "/kiosk/lib/badge.js",
  "/kiosk/lib/dom.js",
  "/kiosk/lib/events.js",
  "/kiosk/lib/identifiers.js",
  "/kiosk/lib/keypad.js",
  "/kiosk/lib/line.js",
  "/kiosk/lib/lock.css",
  "/kiosk/lib/lock.js",
  "/kiosk/lib/look.css",
  "/kiosk/lib/opening.js",
  "/kiosk/lib/problems.js",
  "/kiosk/lib/scanner.js",
  "/kiosk/lib/sessions.js",
  "/kiosk/lib/shapes.js",
  "/kiosk/lib/sounds.js",
  "/kiosk/lib/strings.js",
  "/kiosk/lib/strings/de.json",
  "/kiosk/lib/strings/en.json",
];

let restsUntil = 0;

addEventListener("install", (event) => {
  event.waitUntil(install());
});

async function install() {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  await skipWaiting();
}

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !files.includes(pathname)) return;
  event.respondWith(answer(event, pathname));
});

async function answer(event, path) {
  const cache = await caches.open(cacheName);
  const held = await cache.match(path);
  if (!held) return fetch(event.request);
  if (Date.now() < restsUntil) return held;
  const response = await Promise.race([fetch(event.request).catch(() => null), pause()]);
  if (!response) restsUntil = Date.now() + rest;
  if (!response || response.status >= 500) return held;
  if (response.ok) event.waitUntil(cache.put(path, response.clone()));
  return response;
}

/** Nothing, after as long as a person waits for a page. */
function pause() {
  return new Promise((resolve) => setTimeout(resolve, patience, null));
}
