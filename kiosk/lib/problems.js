// SPDX-License-Identifier: Apache-2.0

import { Problem } from "./api.js";
import { known, t } from "./strings.js";

/** What went wrong, in the screen's language; never the daemon's own words. */
export function wordsFor(error) {
  return (error instanceof Problem && known(`problem.${error.code}`, { seconds: error.retryAfter || 1 })) || t("failed");
}
