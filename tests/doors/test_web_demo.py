"""The demo page in a real browser: everyone side by side, one at a time, and the clock."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE, Opened, nameless, too_faint, too_small
from tests.support.web_site import Site, wait_until

pytestmark = pytest.mark.browser


def test_everyone_side_by_side(demo_site: Site, opened: Opened) -> None:
    """On a wide screen four chats stand side by side, each its own: what one hears is not heard by another."""
    page = opened(f"{demo_site.url}/", viewport={"width": 1440, "height": 900})
    assert page.url.endswith("/demo")
    tops = {page.locator(f"#pane-{name}").bounding_box()["y"] for name in ("amina", "joe", "sue", "rowan")}  # type: ignore[index]
    assert len(tops) == 1
    page.locator("#pane-amina .starter").first.click()
    expect(page.locator("#pane-amina .theirs")).not_to_have_count(0)
    page.locator("#pane-joe textarea").fill("hello from joe")
    page.locator("#pane-joe").get_by_role("button", name="Send").click()
    expect(page.locator("#pane-joe .theirs")).not_to_have_count(0)
    expect(page.locator("#pane-joe .mine")).to_have_count(1)
    expect(page.locator("#pane-sue .message")).to_have_count(0)


def test_only_the_chats_scroll_on_a_wide_screen(demo_site: Site, opened: Opened) -> None:
    """However long a chat grows, the page itself stays where it is and the newest words are in sight."""
    page = opened(f"{demo_site.url}/demo", viewport={"width": 1440, "height": 900})
    for number in range(6):
        expect(page.locator("#pane-joe textarea")).to_have_value("")
        page.locator("#pane-joe textarea").fill(f"hello {number}\n\n\n\n")
        page.locator("#pane-joe").get_by_role("button", name="Send").click()
        expect(page.locator("#pane-joe .mine")).to_have_count(number + 1)
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    expect(page.locator("#pane-joe .message").last).to_be_in_viewport()


def test_someone_new_can_be_tried(demo_site: Site, opened: Opened) -> None:
    """The first column changes to the chat of someone who was never here, and back."""
    page = opened(f"{demo_site.url}/demo", viewport={"width": 1440, "height": 900})
    page.get_by_role("button", name="Be someone new").click()
    expect(page.locator("#pane-amina")).to_be_hidden()
    expect(page.get_by_role("button", name="Be Amina")).to_be_focused()
    page.locator("#pane-me .starter").first.click()
    expect(page.locator("#pane-me .theirs")).not_to_have_count(0)


def test_the_clock_can_be_moved_on(demo_site: Site, opened: Opened) -> None:
    """Each button moves the town's time, for this page and every other that is open."""
    page = opened(f"{demo_site.url}/demo", viewport={"width": 1440, "height": 900})
    other = opened(f"{demo_site.url}/demo")
    before = demo_site.app.world.clock.now()
    page.get_by_role("button", name="+ 1 hour").click()
    wait_until(lambda: (demo_site.app.world.clock.now() - before).total_seconds() > 3600)
    page.get_by_role("button", name="Next morning").click()
    expect(page.locator("[data-time]")).to_contain_text("08:00")
    expect(other.locator("[data-time]")).to_contain_text("08:00")


def test_one_at_a_time_on_a_phone(demo_site: Site, opened: Opened) -> None:
    """On a phone the chats stand under tabs that the keyboard moves through; news elsewhere is marked."""
    page = opened(f"{demo_site.url}/demo", viewport=PHONE)
    expect(page.locator("#pane-amina")).to_be_visible()
    expect(page.locator("#pane-joe")).to_be_hidden()
    page.get_by_role("tab", name="Amina").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Rowan")).to_be_focused()
    expect(page.locator("#pane-rowan")).to_be_visible()
    page.locator("#pane-rowan textarea").fill("hello")
    page.locator("#pane-rowan").get_by_role("button", name="Send").click()
    expect(page.locator("#pane-rowan .theirs")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_demo_works_without_script(demo_site: Site, opened: Opened) -> None:
    """Every pane is there at once, takes what is typed, and the clock moves."""
    page = opened(f"{demo_site.url}/demo", java_script_enabled=False)
    page.locator("#pane-sue textarea").fill("hello from sue")
    page.locator("#pane-sue").get_by_role("button", name="Send").click()
    assert page.url.endswith("/demo#latest-sue")
    expect(page.locator("#pane-sue .mine")).to_contain_text("hello from sue")
    page.get_by_role("button", name="Next morning").click()
    expect(page.locator("[data-time]")).to_contain_text("08:00")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_demo_can_be_read_and_pressed(demo_site: Site, opened: Opened, scheme: str, width: int) -> None:
    """Contrast, sizes and names hold on the demo page, too."""
    page = opened(f"{demo_site.url}/demo", color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator("#pane-amina .starter").first.click()
    expect(page.locator("#pane-amina .theirs")).not_to_have_count(0)
    page.wait_for_timeout(400)
    assert too_faint(page) == []
    assert too_small(page) == []
    assert nameless(page) == []
    expect(page.locator("h1")).to_have_count(1)
