// SPDX-License-Identifier: Apache-2.0
// What a browser does when the daemon says that its station was revoked: it forgets what it held for it.
//
// Scans that a door had not delivered go, too. Whoever revokes a door does not trust it any more, and the daemon takes
// nothing of it; held back they would be a list of who was where, on a screen that may be anybody's now. How many they
// were is told, so that somebody can count the heads.

const database = "lanyard-door";
/** Which camera a door looks through stands under this and the station. */
const cameraChoice = "lanyard-camera-";

/** Forgets what this browser holds for `station`, or all when that is not known; returns how many scans were lost. */
export async function forgetStation(station) {
  localStorage.removeItem(cameraChoice + station);
  const opened = await openDoors();
  if (!opened) {
    await forgetDoors();
    return 0;
  }
  const sessions = await all(opened, "sessions");
  const mine = sessions.filter(({ key, value }) => !station || key === station || value.station?.id === station);
  const others = sessions.filter((each) => !mine.includes(each) && each.key !== "last");
  // Two stations may be doors of one place, in one browser: what the other one needs stays.
  const kept = new Set(others.map(({ value }) => nameOf(value)));
  const names = new Set(mine.map(({ value }) => nameOf(value)).filter((name) => !kept.has(name)));
  const scans = (await all(opened, "scans")).filter(({ value }) => !station || names.has(value.door ?? value.place));
  const transaction = opened.transaction(["sessions", "places", "scans"], "readwrite", { durability: "strict" });
  for (const { key } of mine) transaction.objectStore("sessions").delete(key);
  for (const name of names) transaction.objectStore("places").delete(name);
  for (const { key } of scans) transaction.objectStore("scans").delete(key);
  await ended(transaction);
  opened.close();
  if (!others.length) await forgetDoors();
  return scans.length;
}

/** What the memory knows a door by, as the door itself does. */
const nameOf = ({ station, place }) => (station?.board ? `${place?.id}#${station.board}` : place?.id);

/** The doors' database, or `null` where there is none. */
async function openDoors() {
  return new Promise((resolve) => {
    const opening = indexedDB.open(database);
    // It would be made by this.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
  });
}

async function all(opened, name) {
  const store = opened.transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
  return keys.map((key, index) => ({ key, value: values[index] }));
}

/** Takes away what no door is left for: the database, the pages that were kept, and who served them. */
async function forgetDoors() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(cameraChoice)) localStorage.removeItem(key);
  // Another window that has it open closes it when it hears of the revocation itself; then it goes.
  await new Promise((resolve) => {
    const deletion = indexedDB.deleteDatabase(database);
    deletion.onsuccess = deletion.onerror = deletion.onblocked = () => resolve();
  });
  // Over plain HTTP there is neither.
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
