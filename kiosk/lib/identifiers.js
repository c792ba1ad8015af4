// SPDX-License-Identifier: Apache-2.0
// Identifiers that a screen makes by itself: UUIDs of RFC 9562. Over plain HTTP browsers make none, though they have the
// random numbers.

/** A random one (version 4). */
export const randomIdentifier = () => text(4, crypto.getRandomValues(new Uint8Array(16)));

/**
 * One that begins with the milliseconds `at` (version 7), so that what is made one after the other lies side by side in
 * the database's index: a commit writes few pages instead of one for each.
 */
export function timedIdentifier(at) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(at / 256 ** (5 - index)) % 256;
  return text(7, bytes);
}

function text(version, bytes) {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
