// SPDX-License-Identifier: Apache-2.0
// What a door keeps in the browser's database, so that it outlives a reload, a crash and a power cut: who it is, what it
// needs to judge badges, and the scans that have not been delivered. No names, and no text that is not a badge.

const strict = { durability: "strict" };

/** Opens the database; all doors of one browser share it. */
export async function openMemory() {
  const opening = indexedDB.open("lanyard-door", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("sessions");
    opening.result.createObjectStore("places");
    opening.result.createObjectStore("scans", { autoIncrement: true });
  };
  return new Memory(await done(opening));
}

class Memory {
  #database;

  constructor(database) {
    this.#database = database;
  }

  /** The session of a station as it was when last asked; without a name, of the last one. */
  session(station) {
    return done(this.#database.transaction("sessions").objectStore("sessions").get(station ?? "last"));
  }

  keepSession(session) {
    return this.#write(["sessions"], {}, (sessions) => {
      for (const name of [session.station.id, "last"]) sessions.put(session, name);
    });
  }

  /** What the door of this name knew last. */
  place(id) {
    return done(this.#database.transaction("places").objectStore("places").get(id));
  }

  keepPlace(id, state) {
    return this.#write(["places"], {}, (places) => places.put(state, id));
  }

  /** Keeps a scan, and returns the number that it is kept under once it is on the disk. */
  async add(scan) {
    let request;
    await this.#write(["scans"], strict, (scans) => {
      request = scans.add(scan);
    });
    return request.result;
  }

  /** The scans that the door of this name has not delivered, in order; a place's own door has the place's name. */
  async scans(name) {
    const scans = this.#database.transaction("scans").objectStore("scans");
    const [keys, values] = await Promise.all([done(scans.getAllKeys()), done(scans.getAll())]);
    return values.map((scan, index) => ({ ...scan, number: keys[index] })).filter((scan) => (scan.door ?? scan.place) === name);
  }

  /** Forgets scans that were answered, together with keeping what the answers changed. */
  settle(numbers, id, state) {
    return this.#write(["scans", "places"], strict, (scans, places) => {
      for (const number of numbers) if (number !== undefined) scans.delete(number);
      places.put(state, id);
    });
  }

  async #write(names, options, change) {
    const transaction = this.#database.transaction(names, "readwrite", options);
    change(...names.map((name) => transaction.objectStore(name)));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
