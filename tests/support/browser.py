"""A real browser, and what is measured in it: contrast, sizes of what is tapped, names of what is pressed."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.model import Chat
from bot.store import keys
from bot.store.reply import text
from tests.support.web_site import Site

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 360, "height": 640}
Opened = Callable[..., Page]  # opens an address in a browser of its own
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]

# Every text that can be seen, with the contrast between it and what lies behind it (WCAG 2.2, 1.4.3).
CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [r2, g2, b2]) => [r, g, b].map((part, at) => part * a + [r2, g2, b2][at] * (1 - a));
  const light = (colour) => {
    const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.map((part) => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(numbers(getComputedStyle(at).backgroundColor));
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || element.closest("script, noscript, .unseen, .small, .skip") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const [one, two] = [light(over(numbers(style.color), back)), light(back)].sort((a, b) => b - a);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    found.push({ words: words.slice(0, 40), ratio: (one + 0.05) / (two + 0.05), large });
  }
  return found;
}"""

# What can be pressed or filled in and can be seen: its size, and whether it has a name (WCAG 2.2, 2.5.8 and 4.1.2).
TARGETS = """() => [...document.querySelectorAll("a[href], button, textarea, summary, input:not([type=hidden])")]
  .filter((one) => one.checkVisibility() && !one.closest(".skip"))
  .map((one) => {
    const box = one.getBoundingClientRect();
    const named = (one.labels?.[0]?.textContent ?? "") + one.textContent + (one.ariaLabel ?? "");
    const inText = one.matches("a") && getComputedStyle(one).display === "inline";
    return { words: one.textContent.trim().slice(0, 40) || one.tagName, width: box.width, height: box.height,
             named: named.trim() !== "", inText };
  })"""


@contextmanager
def running() -> Iterator[Browser]:
    """Chromium, without a window. At home it may be missing and its tests are skipped; not in CI."""
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"there is no {CHROMIUM}: on Debian, apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def too_faint(page: Page) -> list[str]:
    """Texts whose contrast is under 4.5, or 3 for large ones."""
    found = page.evaluate(CONTRASTS)
    assert found, "there is nothing to read"
    return [f"{one['words']}: {one['ratio']:.2f}" for one in found if one["ratio"] < (3 if one["large"] else 4.5)]


def too_small(page: Page) -> list[str]:
    """What is to be tapped and is under 24 by 24, links within a sentence aside."""
    found = [one for one in page.evaluate(TARGETS) if not one["inText"]]
    return [
        f"{one['words']}: {one['width']:.0f}x{one['height']:.0f}"
        for one in found
        if min(one["width"], one["height"]) < 24
    ]


def nameless(page: Page) -> list[str]:
    """What can be pressed or filled in and has no name to be read out."""
    return [one["words"] for one in page.evaluate(TARGETS) if not one["named"]]


def write(page: Page, words: str) -> None:
    """Type a message and send it."""
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def messages(page: Page) -> list[str]:
    """The words of each message in the chat."""
    return [re.sub(r"^(You|Onedoor):\s*", "", words.strip()) for words in page.locator(".words").all_inner_texts()]


def only_chat(site: Site) -> Chat:
    """The chat of the only person known."""
    (found,) = site.app.ledger.client.hvals(keys.addresses())
    return Chat(f"web:{text(found)}")
