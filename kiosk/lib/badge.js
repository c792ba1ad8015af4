// SPDX-License-Identifier: Apache-2.0
// Reads badges without the daemon, as the daemon reads them: through a symbology prefix, a URL in front, lower case and
// keyboard layouts that are not the scanner's. The signature tells which reading is right.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const version = 1;
/** A version byte, two that tell the event, six of serial and 64 of signature. */
const tokenLength = 73;
/** Longer than any token with a URL in front. */
const longestText = 1024;

const layouts = [
  {},
  { Y: "Z", Z: "Y", y: "z", z: "y" },
  {
    A: "Q", Q: "A", W: "Z", Z: "W", "?": "M", a: "q", q: "a", w: "z", z: "w", ",": "m",
    "é": "2", '"': "3", "'": "4", "(": "5", "-": "6", "§": "6", "è": "7",
  },
];

/**
 * A function that tells what a scanned text is, given what `/door/keys` answered: `{kind, token, serial}` with the kind
 * `genuine`, `foreign`, `forged` or `unreadable`.
 */
export async function badgeReader({ event, publicKey }) {
  const key = await crypto.subtle.importKey("raw", decode(publicKey), { name: "Ed25519" }, false, ["verify"]);
  const tag = decode(event.tag);

  return async (scanned) => {
    if (new TextEncoder().encode(scanned).length > longestText) return { kind: "unreadable" };
    const tokens = layouts.map((layout) => tokenIn(payload(undone(scanned, layout)))).filter(Boolean);
    const ours = tokens.filter(({ bytes }) => bytes[1] === tag[0] && bytes[2] === tag[1]);
    for (const { bytes, token } of ours) {
      const isSigned = await crypto.subtle.verify("Ed25519", key, bytes.slice(9), message(event.id, bytes));
      if (isSigned) return { kind: "genuine", token, serial: encode(bytes.slice(3, 9)) };
    }
    if (ours.length) return { kind: "forged", token: ours[0].token };
    return tokens.length ? { kind: "foreign", token: tokens[0].token } : { kind: "unreadable" };
  };
}

function undone(typed, layout) {
  return [...typed].map((each) => layout[each] ?? each).join("");
}

/** The token's own characters, without blanks, symbology prefix or URL. */
function payload(scanned) {
  let text = [...scanned].filter((each) => each > " " && each !== "\x7f").join("");
  if (text.startsWith("]")) text = text.slice(3);
  return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("#")) + 1).toUpperCase();
}

function tokenIn(text) {
  const bytes = decode(text);
  return bytes?.length === tokenLength && bytes[0] === version ? { bytes, token: text } : null;
}

/** What the signature is over: the event's name, and the token up to the signature. */
function message(event, bytes) {
  const head = new TextEncoder().encode(`LANYARD BADGE\0${event}\0`);
  return Uint8Array.of(...head, ...bytes.slice(0, 9));
}

/** The bytes that base 32 without padding stands for, or `null` when it stands for none. */
function decode(text) {
  const bytes = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return bits < 5 && (buffer & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : null;
}

function encode(bytes) {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(buffer >> bits) & 31];
    }
  }
  return bits ? text + alphabet[(buffer << (5 - bits)) & 31] : text;
}
