// SPDX-License-Identifier: Apache-2.0
// Watches the line to the daemon: says within three seconds that it is down, and takes it back by itself.

import { element } from "./dom.js";
import { shape } from "./shapes.js";
import { t } from "./strings.js";

const beat = 1000;
const patience = 1500;

/** Shows a banner while the line is down; `stillWorks` is the key of the sentence that says what still works. */
export function watchLine(stillWorks) {
  const banner = element("div", { id: "line-down", role: "alert", hidden: true });
  document.body.prepend(banner);

  async function probe() {
    const isUp = await answers();
    if (isUp !== banner.hidden) show(isUp);
    setTimeout(probe, beat);
  }

  function show(isUp) {
    banner.hidden = isUp;
    banner.replaceChildren(...(isUp ? [] : [shape("stop"), element("span", {}, t("line.down"), " ", t(stillWorks))]));
    document.dispatchEvent(new CustomEvent(isUp ? "line-up" : "line-down"));
  }

  addEventListener("offline", () => show(false));
  probe();
}

async function answers() {
  try {
    const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(patience) });
    return response.ok;
  } catch {
    return false;
  }
}
