"""The chat page in a real browser: with script and without, and by keyboard alone."""

import pytest
from playwright.sync_api import Route, expect

from bot.messages import Button, Say
from tests.support.browser import Opened, messages, only_chat, write
from tests.support.web_site import Site, wait_until

pytestmark = pytest.mark.browser


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
    site.say(only_chat(site), Say("welcome"))
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
    site.say(only_chat(site), Say("welcome", {}, (Button("skip"), Button("drop"))), card="request:r1")
    button = page.get_by_role("button", name="Never mind").last
    expect(button).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    site.say(only_chat(site), Say("how-it-works", {}, (Button("drop"),)), card="request:r1")
    expect(page.get_by_role("button", name="Skip")).to_have_count(0)
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
    chat = only_chat(site)
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
    expect(page.locator(".words").nth(1)).to_be_visible()
    site.say(only_chat(site), Say("welcome", {}, (Button("skip"),)))
    page.get_by_role("link", name="Check for new messages").click()
    before = len(messages(page))
    page.get_by_role("button", name="Skip").click()
    expect(page.locator(".words").nth(before)).to_contain_text("Skip")


def test_leaving_works_without_script(site: Site, opened: Opened) -> None:
    """The button to leave is a plain link."""
    page = opened(f"{site.url}/chat", java_script_enabled=False)
    expect(page.get_by_role("link", name="Leave this page")).to_have_attribute("href", "https://www.bbc.co.uk/weather")
