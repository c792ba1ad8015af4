# SPDX-License-Identifier: Apache-2.0
"""A person without a mouse: goes from control to control, and expects to see where they are."""

from browser import KEYS, SHIFT

# What has the focus, whether it can be seen, and whether it stands out.
FOCUS = """
const element = document.activeElement;
if (!element || element === document.body || element === document.documentElement) return null;
const style = getComputedStyle(element);
const box = element.getBoundingClientRect();
const x = Math.min(innerWidth - 1, Math.max(0, (box.left + box.right) / 2));
const y = Math.min(innerHeight - 1, Math.max(0, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2));
const onTop = document.elementFromPoint(x, y);
const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
const seen = onTop && (element.contains(onTop) || onTop.contains(element) || element.labels?.[0]?.contains(onTop));
window.walked ??= [];
let number = window.walked.indexOf(element);
if (number < 0) number = window.walked.push(element) - 1;
return {
  number, id: element.id, tag: element.localName, text: (element.innerText || element.value || "").trim().slice(0, 60),
  ring: ringed || style.boxShadow !== "none", wide: parseFloat(style.outlineWidth), colour: style.outlineColor,
  scrolls: element.tabIndex < 0 && element.scrollHeight > element.clientHeight, seen: Boolean(seen), top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
};
"""

# Everything that keys ought to reach, in the order of the page.
REACHABLE = """
const top = document.querySelector("dialog[open]") ?? document;
window.walked ??= [];
return [...top.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((each) => !each.matches(":disabled") && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true}))
  .map((each) => {
    let number = window.walked.indexOf(each);
    if (number < 0) number = window.walked.push(each) - 1;
    return [number, `${each.localName}#${each.id} ${(each.innerText || "").trim().slice(0, 40)}`];
  });
"""


class Keyboard:
    """Keys on one page, and what they lead to."""

    def __init__(self, page):
        self.page = page
        # Only a window in front shows where its focus is.
        page._cdp("Page.bringToFront")

    def focus(self):
        """What has the focus; `None` is the page itself."""
        return self.page.script(FOCUS)

    def expect(self, selector, what="the focus"):
        """Waits until the focus is where that selector says, and sees that it can be seen there."""
        here = "const found = document.activeElement; return !!found && found !== document.body && found.matches(arguments[0])"
        self.page.until(lambda: self.page.script(here, selector), f"{what} on {selector}: {self.focus()}")
        # The style sheet may come a moment later.
        self.page.until(lambda: (self.focus() or {}).get("ring"), f"a ring around {selector}", seconds=2)
        self.check(self.focus())

    @staticmethod
    def check(focus):
        assert focus is not None, "the focus is lost"
        assert focus["ring"], f"the focus is not to be seen: {focus}"
        assert focus["seen"], f"what has the focus is covered: {focus}"

    def tab(self, back=False):
        if back:
            self.page._strike([(SHIFT, KEYS["Tab"])], 60)
        else:
            self.page.type("Tab")

    def to(self, selector, most=40):
        """Goes on by Tab until the focus is where that selector says."""
        for _ in range(most):
            if self.page.script("return document.activeElement.matches(arguments[0])", selector):
                self.check(self.focus())
                return
            self.tab()
        raise AssertionError(f"Tab does not lead to {selector}")

    def press(self, selector, key="Enter"):
        """Goes there and presses."""
        self.to(selector)
        self.page.type(key)

    def walk(self, back=False):
        """Goes once around by Tab: everything is reached, in the page's order, seen where it is, and nothing traps."""
        wanted = self.page.script(REACHABLE)
        assert wanted, "nothing can be reached"
        met = []
        for _ in range(2 * len(wanted) + 4):
            self.tab(back)
            focus = self.focus()
            # Between the last and the first stands the browser itself.
            if focus is None:
                continue
            if met and focus["number"] == met[0]["number"]:
                break
            self.check(focus)
            # What scrolls can be reached too, to be scrolled.
            if not focus["scrolls"]:
                met.append(focus)
        else:
            raise AssertionError(f"Tab never comes back to where it began: {[each['number'] for each in met]}")
        order = [number for number, _ in wanted]
        names = dict(wanted)
        seen = [each["number"] for each in met]
        assert sorted(seen) == sorted(order), (
            f"not reached: {[names[each] for each in order if each not in seen]}; "
            f"reached besides: {[each for each in met if each['number'] not in order]}"
        )
        start = order.index(seen[0])
        around = order[start::-1] + order[:start:-1] if back else order[start:] + order[:start]
        assert seen == around, f"{[names[each] for each in seen]} is not the page's order"
        self._check_that_it_reads(sorted(met, key=lambda each: order.index(each["number"])))
        return met

    @staticmethod
    def _check_that_it_reads(met):
        """No control stands wholly above the one before it."""
        for one, next_one in zip(met, met[1:]):
            assert next_one["bottom"] > one["top"] + 1, f"{next_one} comes after {one}, but stands above it"
