"""The chat page for every eye, ear and thumb: contrast, sizes, names, small screens, stillness."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from bot.messages import Button, Say
from tests.support.browser import PHONE, Opened, nameless, only_chat, too_faint, too_small, write
from tests.support.web_site import Site

pytestmark = pytest.mark.browser


def full_chat(site: Site, opened: Opened, **options: object) -> Page:
    """The chat page with every part of it: own words, a card, old and new answers, what went wrong, numbers."""
    page = opened(f"{site.url}/chat", **options)
    write(page, "hello")
    expect(page.locator(".theirs")).not_to_have_count(0)
    site.say(only_chat(site), Say("welcome", {}, (Button("skip"),)))
    site.say(only_chat(site), Say("welcome", {}, (Button("skip"), Button("drop"))), card="request:r1")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_label("Your message").fill("there is a fire in my house " + "please " * 800)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("999")
    page.get_by_text("Who else to ring").click()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_and_pressed(site: Site, opened: Opened, scheme: str) -> None:
    """By day and by night: contrast of at least 4.5, targets of at least 24 by 24, a name for each."""
    page = full_chat(site, opened, color_scheme=scheme, viewport=PHONE, reduced_motion="reduce")
    assert too_faint(page) == []
    assert too_small(page) == []
    assert nameless(page) == []


def test_the_page_has_its_bones(site: Site, opened: Opened) -> None:
    """A language, a title, one first heading, a main part, no id twice, headings that step down one at a time."""
    page = full_chat(site, opened)
    assert page.get_attribute("html", "lang") == "en"
    assert page.title()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_have_count(1)
    levels = [int(name[1]) for name in page.locator("h1, h2, h3").evaluate_all("all => all.map(one => one.tagName)")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_cut_off_sideways(site: Site, opened: Opened, width: int) -> None:
    """From the smallest phone (or 400% zoom) up, the page scrolls one way only, long words too."""
    page = opened(f"{site.url}/chat", viewport={"width": width, "height": 640})
    write(page, "w" * 300)
    expect(page.locator(".theirs")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_covers_what_has_focus_on_a_low_screen(site: Site, opened: Opened) -> None:
    """At 400% zoom the bars no longer stay in place, so that they hide nothing."""
    page = opened(f"{site.url}/chat", viewport={"width": 320, "height": 256})
    for name in (".top", ".below"):
        assert page.locator(name).evaluate("one => getComputedStyle(one).position") == "static"


def test_nothing_moves_for_those_who_ask_for_stillness(site: Site, opened: Opened) -> None:
    """With reduced motion asked for, nothing is animated."""
    page = full_chat(site, opened, reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
