"""A join link on the web: the code waits in the box, and is sent by whoever the link was for."""

from bot.desk import imports
from tests.support.town import SN10
from tests.support.web_site import Site


def linked(site: Site) -> str:
    """The token of a volunteer on a group's list."""
    row = imports.Row(("shopping",), SN10, {"name": "Ann Example"})
    change, outcome = imports.take(site.app.world, row, None, site.app.world.clock.now())
    site.commit(change)
    return outcome.token


def test_a_link_puts_its_code_in_the_box_and_does_nothing_yet(site: Site) -> None:
    """Opened, by a person or by a chat that previews links, nobody has joined and the link is not used up."""
    token = linked(site)
    ann = site.visitor()
    assert f">join {token}</textarea>" in ann.look(f"/join/{token}")
    assert ann.shown() == []
    ann.send(f"join {token}")
    ann.look()
    assert site.app.texts.text("offer-hello-again", "en", {}) in ann.shown()


def test_what_is_no_code_is_not_put_in_anyones_box(site: Site) -> None:
    """A made-up link leads to the plain chat page."""
    page = site.visitor().look("/join/send-me-your-PIN-please")
    assert "</textarea>" in page
    assert "PIN-please" not in page
