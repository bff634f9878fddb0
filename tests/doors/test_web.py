"""The web door, over HTTP as a browser without script speaks it."""

import re
from dataclasses import replace

import httpx
import pytest
from starlette.responses import Response

from bot.messages import Button, Say
from bot.model import new_id
from bot.store import keys
from bot.store.change import put
from handlers.web.inbound import BY_ADDRESS, BY_VISITOR, LONGEST
from handlers.web.visitors import Visitors
from tests.support.web_site import Site

# ---- opening the page


def test_opening_the_page_makes_nobody_known(site: Site) -> None:
    """Whoever only looks leaves no record; they get the page, a box to write in and a cookie of their own."""
    visitor = site.visitor()
    assert "What do you need?" in visitor.page
    assert "<textarea" in visitor.page
    assert site.app.ledger.client.hlen(keys.addresses()) == 0


def test_the_page_says_who_to_ring_and_what_becomes_of_words(site: Site) -> None:
    """Without a tap: 999, a way to leave quickly, who reads what is written; one tap further every other number."""
    page = site.visitor().page
    assert 'href="tel:999"' in page
    assert 'href="tel:116123"' in page
    assert "Leave this page" in page
    assert "Your words go to the local team only." in page
    assert all(area.phone in page for area in site.app.world.areas)


def test_every_response_shuts_the_doors_that_need_not_be_open(site: Site) -> None:
    """Nothing is loaded from elsewhere, framed, sniffed or kept; the address that led here is told to nobody."""
    headers = httpx.get(f"{site.url}/chat").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_the_page_carries_no_inline_script_or_style(site: Site) -> None:
    """The page keeps to its own policy, and its files may be kept for a year."""
    page = site.visitor().page
    assert "<style" not in page
    assert 'style="' not in page
    assert re.search(r"<script(?![^>]*src=)", page) is None
    assert re.search(r"\son\w+=", page) is None
    address = re.search(r'href="(/static/onedoor.css[^"]*)"', page)
    assert address
    assert "immutable" in httpx.get(site.url + address[1]).headers["cache-control"]


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-onedoor"), (False, "onedoor")])
def test_the_cookie_is_for_this_site_alone(site: Site, secure: bool, name: str) -> None:  # noqa: FBT001
    """No script reads the cookie, no other site sends it, and over https nothing else may set or see it."""
    response = Response()
    Visitors(site.app.world.vault, secure=secure).remember(response, "someone")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"{name}=someone.")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert ("Secure" in cookie) is secure


def test_a_browser_without_our_language_gets_english(site: Site) -> None:
    """The page says which language it is in."""
    page = httpx.get(f"{site.url}/chat", headers={"accept-language": "xx, yy;q=0.5"}).text
    assert '<html lang="en">' in page


def test_healthy(site: Site) -> None:
    """Whatever watches the door is told that it is open."""
    assert httpx.get(f"{site.url}/healthz").text == "ok"


# ---- writing and pressing


def test_a_message_is_answered_on_the_next_page(site: Site) -> None:
    """Without script: the form is sent, and the page that follows shows the words and the answer to them."""
    visitor = site.visitor()
    answer = visitor.send("hello")
    assert answer.status_code == 200
    assert answer.url.path == "/chat"
    assert visitor.shown()[0] == "hello"
    assert len(visitor.shown()) > 1


def test_the_whole_conversation_is_there_on_a_reload(site: Site) -> None:
    """Both sides of the chat are shown again to its owner, and to nobody else."""
    visitor = site.visitor()
    visitor.send("hello")
    before = visitor.shown()
    visitor.look()
    assert visitor.shown() == before
    assert site.visitor().shown() == []


def test_a_press_shows_what_was_chosen(site: Site) -> None:
    """A button pressed becomes the visitor's own line in the chat."""
    visitor = site.visitor()
    visitor.send("hello")
    site.say(visitor.chat, Say("welcome", {}, (Button("to-person"),)))
    visitor.look()
    visitor.send(press="to-person")
    assert site.app.texts.text("button-to-person", "en", {}) in visitor.shown()


def test_sent_twice_counts_once(site: Site) -> None:
    """The same form sent again, by an impatient finger or a bad line, changes nothing."""
    visitor = site.visitor()
    visitor.send("hello", event="event-0001")
    before = visitor.shown()
    visitor.send("hello", event="event-0001")
    assert visitor.shown() == before


def test_two_visitors_may_choose_the_same_event(site: Site) -> None:
    """An event id is its visitor's own: nobody can take another's words away by naming their event."""
    first, second = site.visitor(), site.visitor()
    first.send("hello", event="event-0001")
    second.send("good morning", event="event-0001")
    assert first.shown()[0] == "hello"
    assert second.shown()[0] == "good morning"
    assert len(second.shown()) > 1


def test_what_people_type_is_shown_to_the_letter(site: Site) -> None:
    """Markup that someone types is text, in the chat and in the box."""
    visitor = site.visitor()
    visitor.send("<b onclick=alert(1)>hi</b> __x__")
    assert "&lt;b onclick=alert(1)&gt;hi&lt;/b&gt; __x__" in visitor.page
    visitor.send("</textarea><script>" + "x" * LONGEST)
    assert "<script>x" not in visitor.page


def test_numbers_can_be_tapped(site: Site) -> None:
    """A telephone number or an address in a message is a link; digits that are neither are not."""
    visitor = site.visitor()
    visitor.send("ring 07700 900123 or see https://example.org/a?b=1. It costs 1999 or 12.50")
    assert '<a href="tel:07700900123">07700 900123</a>' in visitor.page
    assert '<a href="https://example.org/a?b=1" target="_blank" rel="noopener noreferrer">' in visitor.page
    assert "costs 1999 or 12.50" in visitor.page


def test_pressing_send_on_nothing_says_so(site: Site) -> None:
    """An empty box is answered kindly, and nobody becomes known by it."""
    visitor = site.visitor()
    answer = visitor.send("   ")
    assert answer.status_code == 422
    assert "The box is empty." in answer.text
    assert site.app.ledger.client.hlen(keys.addresses()) == 0


def test_the_longest_message_is_taken(site: Site) -> None:
    """Five thousand letters in any script are read."""
    visitor = site.visitor()
    assert visitor.send("é" * LONGEST).status_code == 200
    assert visitor.shown()[0] == "é" * LONGEST


def test_a_longer_message_stays_in_the_box(site: Site) -> None:
    """What is too long is not cut or lost: the page says so, and the words are still there to shorten."""
    visitor = site.visitor()
    answer = visitor.send("word " * 1001)
    assert answer.status_code == 422
    assert "That is a lot to read at once." in answer.text
    assert f">{'word ' * 1001}</textarea>" in answer.text
    assert visitor.shown() == []


def test_danger_in_a_message_too_long_is_answered_with_numbers(site: Site) -> None:
    """Words of danger bring the numbers first even where the message itself cannot be taken."""
    answer = site.visitor().send("there is a fire in my house " + "please " * 800)
    notice = answer.text.partition('class="notice"')[2]
    assert notice.index("tel:999") < notice.index("That is a lot to read at once.")


def test_what_is_far_too_large_is_not_read(site: Site) -> None:
    """A body beyond any message is refused before it is read, and so are far too many fields."""
    visitor = site.visitor()
    assert visitor.send("x" * 70_000).status_code == 413
    many = {f"field{number}": "" for number in range(30)}
    assert visitor.client.post("/looked", data=many).status_code == 413


def test_too_many_messages_are_asked_to_wait(site: Site) -> None:
    """One visitor's flood is slowed kindly, with the words kept; somebody else is served meanwhile."""
    visitor = site.visitor()
    answers = [visitor.send(f"hello {number}") for number in range(BY_VISITOR.burst + 1)]
    assert [answer.status_code for answer in answers[:-1]] == [200] * BY_VISITOR.burst
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "Please wait a moment" in answers[-1].text
    assert f">hello {BY_VISITOR.burst}</textarea>" in answers[-1].text
    assert site.visitor().send("hello").status_code == 200


def test_one_address_has_a_limit_of_its_own(site: Site) -> None:
    """Visitors made up by the dozen behind one address are slowed together."""
    codes: list[int] = []
    while 429 not in codes and len(codes) < 5 * BY_ADDRESS.burst:  # on a slow machine some room comes back meanwhile
        visitor = site.visitor()
        codes += [visitor.by_script(f"hello {number}").status_code for number in range(10)]
    assert codes[: BY_ADDRESS.burst] == [200] * BY_ADDRESS.burst
    assert 429 in codes[BY_ADDRESS.burst :]


# ---- whose page it is


def test_a_form_from_elsewhere_is_not_taken(site: Site) -> None:
    """Without this visitor's own token nothing is stored; the words are in the box of a fresh page."""
    visitor, other = site.visitor(), site.visitor()
    for token in ("", other.token):
        answer = visitor.client.post("/send", data={"token": token, "text": "from elsewhere", "event": new_id("e")})
        assert answer.status_code == 403
        assert ">from elsewhere</textarea>" in answer.text
    assert site.app.ledger.client.hlen(keys.addresses()) == 0
    assert visitor.send("from here").status_code == 200


def test_a_cookie_made_up_opens_nobodys_chat(site: Site) -> None:
    """A cookie that is not signed by us is no cookie."""
    visitor = site.visitor()
    visitor.send("hello")
    signed = visitor.client.cookies["onedoor"]
    forged = f"{visitor.name}.{'A' * len(signed.rpartition('.')[2])}"
    page = httpx.get(f"{site.url}/chat", cookies={"onedoor": forged})
    assert "hello" not in page.text
    assert page.cookies["onedoor"].rpartition(".")[0] != visitor.name


def test_a_visitor_cannot_sit_in_an_example_persons_seat(site: Site) -> None:
    """Outside the demo there is no seat but one's own, and no demo page."""
    visitor = site.visitor()
    assert visitor.send("hello", pane="amina").status_code == 403
    assert site.app.ledger.client.hlen(keys.addresses()) == 0
    assert visitor.client.get("/demo").status_code == 404
    assert visitor.client.post("/demo/clock", data={"by": "hour"}).status_code == 404


def test_a_device_can_forget(site: Site) -> None:
    """After "forget this chat on this device" the page is as for someone new."""
    visitor = site.visitor()
    visitor.send("hello")
    visitor.client.post("/forget", data={"token": visitor.token, "pane": "me"})
    assert visitor.look()
    assert visitor.shown() == []


def test_whoever_comes_from_elsewhere_is_answered_here(site: Site) -> None:
    """Someone who wrote last on another platform opens the page: from now on they are answered on it."""
    visitor = site.visitor()
    visitor.send("hello")
    before = visitor.person
    site.commit(put(replace(before, platform="telegram"), before))
    visitor.look()
    assert visitor.person.platform == "web"
