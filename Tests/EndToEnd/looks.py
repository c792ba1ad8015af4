# SPDX-License-Identifier: Apache-2.0
"""Pictures of a page in every look, and what a program finds wrong in them."""

import pytest

import axe
from browser import SIZES

FAULTS = """
const faults = [];
const large = (style) => parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const ground = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = channels(getComputedStyle(each).backgroundColor);
    if (colour.length < 4 || colour[3] > 0.99) return colour;
  }
  return [255, 255, 255];
};
if (document.documentElement.scrollWidth > innerWidth) faults.push(`page is ${document.documentElement.scrollWidth} wide`);
// What lies behind an open dialog is covered, and meant to be.
const top = document.querySelector("dialog[open]") ?? document.body;
for (const element of top.querySelectorAll("*")) {
  if (!element.checkVisibility({visibilityProperty: true}) || !element.closest("body")) continue;
  const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
  if (!text) continue;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (!element.closest(".sheet") && (box.left < -1 || box.right > innerWidth + 1)) faults.push(`"${text}" leaves the screen`);
  if (style.overflow !== "visible" && element.scrollWidth > element.clientWidth + 1) faults.push(`"${text}" is cut off`);
  // Of what runs over several lines, the first: its box holds others' words, too.
  const line = element.getClientRects()[0] ?? box;
  const x = (line.left + line.right) / 2, y = (line.top + line.bottom) / 2;
  const onTop = document.elementFromPoint(x, y);
  const fixed = onTop?.closest("#line-down, .actions");
  if (onTop && !fixed && !element.contains(onTop) && !onTop.contains(element)) faults.push(`"${text}" is covered`);
  // What is drawn stands on what is drawn under it, which has no style to ask for.
  if (element.closest(":disabled, svg")) continue;
  const [a, b] = [luminance(channels(style.color)), luminance(ground(element))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < (large(style) ? 3 : 4.5)) faults.push(`"${text}" has a contrast of ${ratio.toFixed(2)}`);
}
for (const input of document.querySelectorAll("input[placeholder]")) {
  const pen = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(input);
  pen.font = style.font;
  const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  if (pen.measureText(input.placeholder).width > room) faults.push(`"${input.placeholder}" is cut off`);
}
for (const action of document.querySelectorAll(".main, #pair, #find")) {
  const box = action.getBoundingClientRect();
  if (action.checkVisibility() && box.bottom > innerHeight + 1) faults.push(`${action.id} is out of sight`);
  if (action.checkVisibility() && box.height < 44) faults.push(`${action.id} is ${box.height} high`);
}
return faults;
"""


def faults(page, name):
    """What is wrong with the page as it is now, each with what it is called."""
    return [f"{name}: {fault}" for fault in page.script(FAULTS)]


def looks(page, name):
    """Takes pictures of the page at all sizes, light and dark, and tells what is wrong with any of them."""
    wrong = []
    for size in SIZES:
        for scheme in ("light", "dark"):
            page.emulate(size, scheme)
            wrong += faults(page, f"{name}, {size}, {scheme}")
            page.picture(f"{name}-{size}-{scheme}")
    page.emulate(None, "light")
    return wrong


class Look:
    """What axe and the rules of looks find wrong, on pages of which pictures are taken."""

    def __init__(self):
        self.wrong = []

    def at(self, page, name):
        page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
        self.wrong += looks(page, name)
        page.emulate("kiosk")
        self.wrong += [f"{name}: {violation}" for violation in axe.violations(page)]
        page.emulate(None)


@pytest.fixture
def look():
    look = Look()
    yield look
    assert not look.wrong, "\n".join(look.wrong)
