"""The chat page and the demo page in a real browser: with script and without, by keyboard, for eyes, ears, thumbs."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.messages import Button, Say
from bot.model import Chat
from bot.store import keys
from bot.store.reply import text
from tests.support import browser as browsers
from tests.support.browser import nameless, too_faint, too_small
from tests.support.web_site import Site, wait_until

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 640}
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all of these tests."""
    with browsers.running() as found:
        yield found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open an address in a browser of its own; complaints of the page fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def write(page: Page, words: str) -> None:
    """Type a message and send it."""
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def messages(page: Page) -> list[str]:
    """The words of each message in the chat."""
    return [re.sub(r"^(You|Onedoor):\s*", "", words.strip()) for words in page.locator(".words").all_inner_texts()]


def chat_of(site: Site) -> Chat:
    """The chat of the only person known."""
    (found,) = site.app.ledger.client.hvals(keys.addresses())
    return Chat(f"web:{text(found)}")


# ---- with the script


def test_replies_come_without_a_reload(site: Site, opened: Opened) -> None:
    """What is sent and what is answered appear in the open page; later messages come by themselves."""
    page = opened(f"{site.url}/chat")
    page.evaluate("window.still = true")
    write(page, "hello")
    expect(page.locator(".theirs")).not_to_have_count(0)
    assert messages(page)[0] == "hello"
    expect(page.get_by_label("Your message")).to_have_value("")
    before = len(messages(page))
    site.say(chat_of(site), Say("welcome"))
    expect(page.locator(".message")).to_have_count(before + 1)
    assert page.evaluate("window.still")


def test_the_conversation_is_read_out_as_it_grows(site: Site, opened: Opened) -> None:
    """The chat is a live log with a name, and says who speaks."""
    page = opened(f"{site.url}/chat")
    write(page, "hello")
    log = page.get_by_role("log", name="Your chat with Onedoor")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator(".theirs").first).to_contain_text("Onedoor:")
    expect(page.get_by_role("status")).to_have_text("Sent.")


def test_everything_works_by_keyboard_alone(site: Site, opened: Opened) -> None:
    """Skip to the box, write, send with Enter, step to an answer and choose it: the place in the page is never lost."""
    page = opened(f"{site.url}/chat")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the message box")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs")).not_to_have_count(0)
    expect(page.get_by_label("Your message")).to_be_focused()
    site.say(chat_of(site), Say("welcome", {}, (Button("help"), Button("drop"))), card="request:r1")
    button = page.get_by_role("button", name="Never mind").last
    expect(button).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    site.say(chat_of(site), Say("how-it-works", {}, (Button("drop"),)), card="request:r1")
    expect(page.get_by_role("button", name="How it works")).to_have_count(0)
    expect(page.get_by_role("button", name="Never mind").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(2)


def test_focus_can_be_seen(site: Site, opened: Opened) -> None:
    """Whatever the keyboard reaches has a thick outline."""
    page = opened(f"{site.url}/chat")
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, page.evaluate("document.activeElement.outerHTML")


def test_a_line_that_fails_keeps_the_words(site: Site, opened: Opened) -> None:
    """When sending fails on the way, the page says so and the words stay in the box; sent again, they count once."""
    page = opened(f"{site.url}/chat")
    page.route("**/send", lambda route: route.abort())
    write(page, "hello there")
    expect(page.get_by_role("alert")).to_contain_text("Your words are still in the box")
    expect(page.get_by_label("Your message")).to_have_value("hello there")
    page.unroute("**/send")
    page.route("**/send", _answer_lost, times=1)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Your words are still in the box")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Your message")).to_have_value("")
    expect(page.locator(".mine")).to_have_count(1)


def _answer_lost(route: Route) -> None:
    """It arrives, but its answer does not come back."""
    route.fetch()
    route.abort()


def test_a_page_that_outlived_its_cookie_sends_by_itself_again(site: Site, opened: Opened) -> None:
    """Someone who writes on a page opened long ago notices nothing."""
    page = opened(f"{site.url}/chat")
    page.context.clear_cookies()
    write(page, "hello")
    expect(page.locator(".mine")).to_have_count(1)
    expect(page.locator(".theirs")).not_to_have_count(0)


def test_a_message_is_read_only_while_someone_looks(site: Site, opened: Opened) -> None:
    """A message that comes to an open page is marked as looked at soon after."""
    page = opened(f"{site.url}/chat")
    write(page, "hello")
    expect(page.locator(".theirs")).not_to_have_count(0)
    chat = chat_of(site)
    site.say(chat, Say("welcome"))
    wait_until(lambda: site.mailbox.seen(chat) == site.mailbox.entries(chat)[-1].id)


def test_a_short_chat_stays_under_its_heading(site: Site, opened: Opened) -> None:
    """While everything fits on the screen, the page does not jump when messages come."""
    page = opened(f"{site.url}/chat", viewport={"width": 390, "height": 844})
    write(page, "hello")
    expect(page.locator(".theirs")).not_to_have_count(0)
    page.wait_for_timeout(500)
    expect(page.locator(".mine")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Ring 999")).to_be_in_viewport()


def test_leaving_quickly_leaves_no_way_back(site: Site, opened: Opened) -> None:
    """The button goes to the weather, and Back does not bring the chat again."""
    page = opened(f"{site.url}/healthz")
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="the weather"))
    page.goto(f"{site.url}/chat")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.go_back()
    assert page.url == f"{site.url}/healthz"


# ---- without the script


def test_a_whole_chat_without_script(site: Site, opened: Opened) -> None:
    """Writing, answering by button and looking for news work with plain forms and links."""
    page = opened(f"{site.url}/chat", java_script_enabled=False)
    write(page, "hello")
    assert len(messages(page)) > 1
    site.say(chat_of(site), Say("welcome", {}, (Button("help"),)))
    page.get_by_role("link", name="Check for new messages").click()
    before = len(messages(page))
    page.get_by_role("button", name="How it works").click()
    assert messages(page)[before] == "How it works"


def test_leaving_works_without_script(site: Site, opened: Opened) -> None:
    """The button to leave is a plain link."""
    page = opened(f"{site.url}/chat", java_script_enabled=False)
    expect(page.get_by_role("link", name="Leave this page")).to_have_attribute("href", "https://www.bbc.co.uk/weather")


# ---- for eyes, ears and thumbs


def full_chat(site: Site, opened: Opened, **options: object) -> Page:
    """The chat page with every part of it: own words, a card, old and new answers, what went wrong, numbers."""
    page = opened(f"{site.url}/chat", **options)
    write(page, "hello")
    expect(page.locator(".theirs")).not_to_have_count(0)
    site.say(chat_of(site), Say("welcome", {}, (Button("help"),)))
    site.say(chat_of(site), Say("welcome", {}, (Button("help"), Button("drop"))), card="request:r1")
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


# ---- the demo page


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
