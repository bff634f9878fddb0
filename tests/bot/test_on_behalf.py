"""Asking for someone else: with their own yes, and with what is theirs kept apart from the asker's."""

import pytest

from tests.bot.residents import actions, again, card, cases, ids, lines, newest, own, private, session
from tests.support.town import MONDAY_TEN, Town

FOR_JOAN = "my neighbour Joan needs her prescription collecting please, SN10"


@pytest.fixture
def street(town: Town) -> Town:
    """Cal, known with a number of his own, and Joe who helps."""
    town.volunteer("joe", "prescription", "shopping")
    town.meet("cal", phone="07700 900999", door="1 Asker's Row")
    return town


def for_joan(town: Town) -> None:
    """Cal asks for Joan, answers everything, and the request is open."""
    town.says("cal", FOR_JOAN)
    town.presses("cal", "confirm")
    town.presses("cal", "consent-yes")
    town.says("cal", "Joan")
    town.says("cal", "07700 900555")
    town.says("cal", "5 Oak Road")
    town.presses("cal", "paid:already")


def test_the_card_says_it_is_for_someone_else(street: Town) -> None:
    """And one tap says it is not."""
    (heard,) = street.says("cal", FOR_JOAN)
    assert "understood-behalf" in lines(heard)
    assert "for-me" in actions(heard)
    street.presses("cal", "for-me")
    assert "understood-behalf" not in lines(card(street, "cal"))


def test_said_only_at_the_card(street: Town) -> None:
    """Typed, "its for my mum" makes it hers."""
    street.says("cal", "can someone collect my prescription please, SN10")
    street.says("cal", "its for my mum")
    assert "understood-behalf" in lines(card(street, "cal"))
    assert card(street, "cal").data["kind"] == "prescription"


def test_their_place_is_not_taken_from_the_asker(street: Town) -> None:
    """Where the asker lives says nothing about where the other does."""
    assert ids(street.says("cal", "my neighbour Joan needs her prescription collecting please")) == ["ask-place"]


def test_the_yes_comes_first_and_is_recorded(street: Town) -> None:
    """Consent is asked before anything about them, and kept with the moment it was given."""
    street.says("cal", FOR_JOAN)
    assert ids(street.presses("cal", "confirm")) == ["ask-consent"]
    assert ids(street.says("cal", "yes she has")) == ["ask-their-name"]
    street.says("cal", "skip")
    street.says("cal", "no")
    street.presses("cal", "skip-theirs")
    street.presses("cal", "paid:already")
    consent = newest(street, "cal").consent
    assert consent is not None
    assert (consent - MONDAY_TEN).total_seconds() < 60


def test_without_their_yes_nobody_is_asked(street: Town) -> None:
    """Told kindly why it is needed, with two ways on; a coordinator may talk it over."""
    street.coordinator("rowan")
    street.says("cal", FOR_JOAN)
    street.presses("cal", "confirm")
    heard = street.says("cal", "not yet")[0]
    assert heard.text_id == "consent-needed"
    assert actions(heard) == ["consent-yes", "consent-case", "drop"]
    assert "to-a-person-no-consent" in ids(street.presses("cal", "consent-case"))
    (case,) = cases(street)
    assert (case.reason, case.subject) == ("no_consent", street.person("cal").id)
    assert street.ids("joe") == []


def test_a_yes_that_comes_later(street: Town) -> None:
    """They ask, come back, and go on where they were."""
    street.says("cal", FOR_JOAN)
    street.presses("cal", "confirm")
    street.presses("cal", "consent-no")
    street.later(hours=1)
    assert ids(street.presses("cal", "consent-yes")) == ["ask-their-name"]


def test_two_people_two_records(street: Town) -> None:
    """The helped person has a record, a key and a place of their own; the asker's own details are not touched."""
    for_joan(street)
    request, cal = newest(street, "cal"), street.person("cal")
    assert (request.asked_by, request.on_behalf) == (cal.id, True)
    joan = street.app.world.register.person(request.resident)
    assert {name: joan.sealed[name] != "" for name in joan.sealed} == {"name": True, "phone": True, "door": True}
    assert joan.place == request.place
    assert street.app.world.register.wrapped_key(joan.id) != street.app.world.register.wrapped_key(cal.id)
    assert own(street, "cal", "name") == "Cal"
    assert own(street, "cal", "phone") == "07700 900999"


def test_the_helper_sees_the_helped_persons_contact_only(street: Town) -> None:
    """Name, number and door of whoever is helped; never the asker's number, not even where they typed it."""
    street.says("cal", "my neighbour Joan needs her prescription collecting please, ring me on 07700 900999, SN10")
    street.presses("cal", "confirm")
    street.presses("cal", "consent-yes")
    street.says("cal", "Joan")
    street.says("cal", "07700 900555")
    street.says("cal", "5 Oak Road")
    street.presses("cal", "paid:already")
    street.presses("joe", "accept")
    whole = " ".join(spoken.plain for spoken in street.heard["joe"].values())
    assert all(fact in whole for fact in ("Joan", "07700 900555", "5 Oak Road"))
    assert "900999" not in whole
    assert private(street, "joe", f"person:{street.person('cal').id}#phone") is None


def test_news_goes_to_whoever_asked(street: Town) -> None:
    """Someone with no chat of their own is told through the asker."""
    for_joan(street)
    street.presses("joe", "accept")
    assert "found" in street.ids("cal")


def test_the_same_person_again(street: Town) -> None:
    """Who was asked for before need not be told about twice; their yes is asked for each time."""
    for_joan(street)
    first = newest(street, "cal")
    street.says("cal", "my neighbour Joan needs some shopping please, SN10")
    assert ids(street.presses("cal", "confirm")) == ["ask-consent"]
    (question,) = street.presses("cal", "consent-yes")
    assert (question.text_id, question.data["name"]) == ("ask-their-same", "Joan")
    assert ids(street.presses("cal", "same-yes")) == ["ask-paid"]
    assert ids(street.presses("cal", "paid:already")) == ["ask-same"]
    street.presses("cal", "is-new")
    assert newest(street, "cal").resident == first.resident


def test_someone_else_this_time(street: Town) -> None:
    """No, someone else: asked for by name as before."""
    for_joan(street)
    first = newest(street, "cal")
    street.says("cal", "my neighbour Bill needs some shopping please, SN10")
    street.presses("cal", "confirm")
    street.presses("cal", "consent-yes")
    assert ids(street.presses("cal", "same-no")) == ["ask-their-name"]
    for answer in ("Bill", "no", "no"):
        street.says("cal", answer)
    street.presses("cal", "paid:already")
    assert newest(street, "cal").resident != first.resident


def test_what_to_take_care_over_is_theirs(street: Town) -> None:
    """A wish said for someone else goes on their record and the request, not on the asker's."""
    street.says("cal", "my neighbour Joan needs her prescription collecting please, she is deaf, SN10")
    street.presses("cal", "confirm")
    street.presses("cal", "consent-yes")
    for answer in ("Joan", "no", "no"):
        street.says("cal", answer)
    street.presses("cal", "paid:already")
    request = newest(street, "cal")
    wishes = street.app.world.access.read(request.resident, f"request:{request.id}#wishes")
    assert wishes
    assert "deaf" in wishes
    assert street.app.world.access.read(request.resident, f"person:{request.resident}#wishes") == wishes
    assert own(street, "cal", "wishes") is None


def test_old_buttons_about_them(street: Town) -> None:
    """Pressed when all is answered, they change nothing."""
    street.says("cal", FOR_JOAN)
    street.presses("cal", "confirm")
    yes = street.button("cal", "consent-yes")
    street.does("cal", press=yes)
    assert ids(street.does("cal", press=yes)) == ["answered-already"]
    assert session(street, "cal").step == "their-name"


def test_the_asker_calls_it_off(street: Town) -> None:
    """Whoever asked may also stop it."""
    for_joan(street)
    request = newest(street, "cal")
    street.says("cal", "cancel")
    assert again(street, request).state == "cancelled"
