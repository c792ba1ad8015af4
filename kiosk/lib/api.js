// SPDX-License-Identifier: Apache-2.0
// The daemon's HTTP contract, as one station speaks it.

import { randomIdentifier } from "./identifiers.js";

crypto.randomUUID ??= randomIdentifier;

/** What the daemon answered instead of what was asked for. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail ?? "");
    this.status = status;
    /** After how many seconds to try again, where the daemon says so. */
    this.retryAfter = retryAfter;
    this.code = body.code ?? "failed";
    /** The session that is in the way, where one is. */
    this.session = body.session;
  }
}

/** That no answer came at all. */
export class LineDown extends Error {}

/** The station that this page speaks for; one browser may hold several. */
export const station = new URLSearchParams(location.search).get("station");

/** Shows the pairing page, which forgets what this browser held for the station if the daemon says that it was revoked. */
export const toPairing = () => location.replace(station ? `/pair?station=${station}` : "/pair");

/** What a page does when its station was revoked. */
let whenRevoked = toPairing;

/** Lets a page that is left when its station was revoked stay instead. */
export function stayWhenRevoked() {
  whenRevoked = () => {};
}

/** What a page does when its screen is locked. */
let atLock = () => {};

/** Sets what this page does when it hears that its screen is locked. */
export function whenLocked(work) {
  atLock = work;
}

/** `drawer` is the key of a door's open drawer, `badge` the text of the badge that an attendee asks with. */
export async function request(method, path, body, { signal, drawer, badge } = {}) {
  const headers = {};
  if (station) headers["Lanyard-Station"] = station;
  if (drawer) headers["Lanyard-Drawer"] = drawer;
  if (badge) headers["Lanyard-Badge"] = badge;
  const isPlain = body instanceof Uint8Array;
  if (body !== undefined) headers["Content-Type"] = isPlain ? "application/octet-stream" : "application/json";
  let response;
  try {
    response = await fetch(`/api/v1${path}`, { method, headers, signal, body: body && (isPlain ? body : JSON.stringify(body)), cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new LineDown(error.message);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) {
    // As the daemon tells who asks why a stream ended.
    if (path === "/session" && answer.lock?.locked) atLock();
    return answer;
  }
  const problem = new Problem(response.status, answer, Number(response.headers.get("Retry-After")));
  if (problem.code === "stationRevoked") whenRevoked();
  if (problem.code === "stationLocked") atLock();
  throw problem;
}

export const get = (path, options) => request("GET", path, undefined, options);
export const post = (path, body, options) => request("POST", path, body, options);

/** Repeats `attempt` while the line is down or the daemon is too busy; what it asks for must be safe to ask twice. */
export async function insist(attempt) {
  for (let pause = 300; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await attempt();
    } catch (error) {
      const passes = error instanceof LineDown || (error instanceof Problem && error.status === 503);
      if (!passes) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The session of a paired station, or `null` when this screen is not paired; waits for the line. */
export async function session() {
  try {
    return await insist(() => get("/session"));
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}
