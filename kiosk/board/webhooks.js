// SPDX-License-Identifier: Apache-2.0
// A line on the board while a chat or a program does not take what it is told.

import { get } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { shape } from "/kiosk/lib/shapes.js";
import { t, timeOfDay } from "/kiosk/lib/strings.js";

const pause = 10_000;
/** A receiver that hesitates for a moment is nobody's business. */
const patience = 5_000;

/** Shows in `box` how the webhooks in trouble stand, again and again. */
export async function watchWebhooks(box, timeZone) {
  for (;;) {
    try {
      const { webhooks } = await get("/webhooks");
      show(box, webhooks, timeZone);
      if (webhooks.length === 0) return;
    } catch {
      // The page says itself that the line is down.
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function show(box, webhooks, timeZone) {
  const lines = webhooks.flatMap((webhook) => words(webhook, timeZone));
  if (lines.join("\n") === box.dataset.told) return;
  box.dataset.told = lines.join("\n");
  box.hidden = lines.length === 0;
  box.replaceChildren(...lines.map((line) => element("p", {}, shape("look"), element("span", {}, line))));
}

function words({ name, trouble, troubledSince, pending, skipped }, timeZone) {
  const lines = [];
  const isInTrouble = trouble && pending > 0 && Date.now() - Date.parse(troubledSince) > patience;
  if (isInTrouble) lines.push(`${t("webhooks.waits", { name, pending, time: timeOfDay(troubledSince, timeZone) })} ${t(`webhooks.${trouble}`)}`);
  if (skipped > 0) lines.push(t("webhooks.skipped", { name, skipped }));
  return lines;
}
