// SPDX-License-Identifier: Apache-2.0
// Whether somebody agrees to be seen on the livestream: asked once at check-in, and changed whenever they say so.

import { insist, request } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t } from "/kiosk/lib/strings.js";

/**
 * The question, or what was answered with a way to change it; `answer` is `null` while nobody said anything.
 *
 * Nothing is chosen beforehand. `press` takes the keys Y and N while the question is open.
 */
export function livestreamConsent(registration, answer, { onAnswered, onProblem }) {
  const root = element("div", { id: "livestream-consent", role: "group", "aria-label": t("consent.livestream") });
  let isAsked = answer === null;

  async function say(consents) {
    for (const button of root.querySelectorAll("button")) button.disabled = true;
    // Made for each answer: they may change their mind, and back.
    const requestId = crypto.randomUUID();
    try {
      const { livestream } = await insist(() => request("PUT", `/registrations/${registration.id}/livestream`, { consents, requestId }));
      sound("good");
      show(livestream);
      onAnswered();
    } catch (error) {
      for (const button of root.querySelectorAll("button")) button.disabled = false;
      onProblem(error);
    }
  }

  function show(consents) {
    isAsked = consents === null;
    const button = (value, id, words, ...key) => element("button", { id, class: "second", onclick: () => say(value) }, t(words), ...key);
    if (isAsked) {
      root.replaceChildren(
        element("p", { class: "medium" }, t("consent.ask")),
        element("div", { class: "actions" }, button(true, "livestream-yes", "consent.yes", " ", element("kbd", {}, t("consent.yesKey"))), button(false, "livestream-no", "consent.no", " ", element("kbd", {}, t("consent.noKey")))),
      );
    } else {
      root.replaceChildren(element("p", { class: "medium", role: "status" }, t(consents ? "consent.isYes" : "consent.isNo")), button(!consents, "livestream-change", "consent.change"));
    }
  }

  show(answer);
  return {
    element: root,
    press(key) {
      if (!isAsked) return;
      if (key === t("consent.yesKey").toLowerCase()) say(true);
      if (key === t("consent.noKey").toLowerCase()) say(false);
    },
  };
}
