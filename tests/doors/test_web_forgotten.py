"""Forgotten on the web: the page becomes a stranger's, with the last word on it and nothing from before."""

from tests.support.web_site import Site


def test_the_page_of_someone_forgotten(site: Site) -> None:
    """Without script: what was said is gone, and the page says that it is done."""
    visitor = site.visitor()
    visitor.send("call me Amina please, I need my details")
    before = visitor.person.id
    visitor.send("forget me")
    visitor.send(press="forget-yes")
    assert visitor.person.id != before
    assert len(visitor.shown()) == 1
    assert "I don't know you any more" in visitor.shown()[0]


def test_the_script_opens_the_page_anew(site: Site) -> None:
    """With script: the page is told to open itself anew, since the chat it listens to is nobody's now."""
    visitor = site.visitor()
    visitor.send("forget me")
    assert visitor.by_script("yes").json() == {"messages": [], "reload": True}
    assert visitor.by_script("hello").json().get("reload") is None
