// SPDX-License-Identifier: Apache-2.0
// Correct the badge: what stands on it, and what on it does not fit.

import { insist, request } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t } from "/kiosk/lib/strings.js";

/** Sentences for what on a badge should be looked at; the same field twice is one. */
export function remarkSentences(remarks) {
  const sentences = remarks.map(({ field, problem }) => t(`remark.${problem}`, { field: t(`field.${field}`) }));
  return [...new Set(sentences)];
}

/** A panel that corrects the badge of `registration` and then calls `onSaved`; `action` is the button's word. */
export function correctionPanel(registration, action, onSaved) {
  let requestId = crypto.randomUUID();
  const fields = ["badgeName", "pronouns", "affiliation"].map((name) => {
    const input = element("input", { id: `correct-${name}`, maxlength: "200", autocomplete: "off", dir: "auto" });
    input.value = registration[name] ?? "";
    return { name, input };
  });
  const save = element("button", { id: "correct-save" }, action);
  const word = element("div", { role: "status" });
  const form = element(
    "form",
    { class: "step" },
    ...fields.map(({ name, input }) => element("label", {}, t(`correct.${name}`), input)),
    save,
    word,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    save.disabled = true;
    const text = Object.fromEntries(fields.map(({ name, input }) => [name, input.value.trim() || null]));
    try {
      await insist(() => request("PUT", `/registrations/${registration.id}/badge-text`, { ...text, badgeName: text.badgeName ?? "", requestId }));
      await onSaved();
    } catch (error) {
      sound("stop");
      word.replaceChildren(verdict("stop", wordsFor(error)));
      requestId = crypto.randomUUID();
      save.disabled = false;
      save.focus();
    }
  });
  return element("details", { id: "correct", class: "panel" }, element("summary", { class: "medium" }, t("correct.title")), form);
}
