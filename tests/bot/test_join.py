"""Signing up to help: a few taps, and nobody is asked anything before a coordinator has said yes."""

import pytest

from bot import cards
from bot.model import Place, Volunteer
from bot.store import keys
from matching.week import named, slots_of
from tests.bot.asking import asks, helper, open_to
from tests.support.asking import reasons
from tests.support.town import Town


@pytest.fixture
def kim(town: Town) -> Town:
    """Kim has said they are over 18, and their name."""
    town.coordinator("rowan")
    town.says("kim", "I can help")
    town.presses("kim", "over-18")
    town.says("kim", "Kim")
    return town


def through(town: Town, *kinds: str) -> None:
    """Kim ticks kinds and answers the rest, up to the summary."""
    for kind in kinds:
        town.presses("kim", f"tick-kind:{kind}")
    town.presses("kim", "kinds-done")
    town.says("kim", "SN10 2AB")
    town.presses("kim", "how-far:5")
    town.presses("kim", "tick-when:any")
    town.presses("kim", "more-done")
    town.presses("kim", "skip-words")
    town.presses("kim", "skip-phone")


def labels(town: Town, name: str = "kim") -> list[str]:
    """The buttons of the newest message."""
    return [button.label for button in town.last(name).buttons]


def ticked(town: Town, name: str = "kim") -> set[str]:
    """The kinds shown as ticked."""
    found = {button.id.partition(":")[2] for button in town.last(name).buttons if button.label.startswith("✓")}
    assert all(button.id.startswith("tick-kind:") for button in town.last(name).buttons if button.label.startswith("✓"))
    return found


def test_a_few_taps_to_the_queue(kim: Town) -> None:
    """Signed up, they wait: a coordinator has a case about them, and no request reaches them."""
    through(kim, "shopping")
    assert kim.last("kim").text_id == "offer-summary"
    assert [one.text_id for one in kim.presses("kim", "sign-up")] == ["signed-up"]
    volunteer = helper(kim, "kim")
    assert (volunteer.status, volunteer.kinds, volunteer.range_km) == ("waiting", ("shopping",), 5.0)
    assert reasons(kim, volunteer.id) == ["new_volunteer"]
    assert "card-case" in kim.ids("rowan")
    kim.meet("amina")
    assert open_to(kim, asks(kim, "shopping")) == []


def test_ticks_are_shown_in_place(kim: Town) -> None:
    """What is ticked shows its tick, in the same message; a second tap takes it away."""
    before = len(kim.heard["kim"])
    kim.presses("kim", "tick-kind:shopping")
    assert ticked(kim) == {"shopping"}
    kim.presses("kim", "tick-kind:shopping")
    assert ticked(kim) == set()
    assert len(kim.heard["kim"]) == before


def test_every_kind_can_be_offered(kim: Town) -> None:
    """The common kinds come first, and one tap shows the rest."""
    assert not any(button.id == "tick-kind:money" for button in kim.last("kim").buttons)
    kim.presses("kim", "more-kinds")
    kim.presses("kim", "tick-kind:money")
    assert ticked(kim) == {"money"}


def test_kinds_in_their_own_words(kim: Town) -> None:
    """Typed kinds are ticked as if they had been tapped."""
    kim.says("kim", "walking dogs")
    assert ticked(kim) == {"pets"}


def test_what_the_first_message_said_is_not_asked_again(town: Town) -> None:
    """Kinds, times and a car named in the offer are there already, to be changed with a tap."""
    town.says("kim", "happy to do some shopping or walk dogs at weekends, I've got a car")
    town.presses("kim", "over-18")
    town.says("kim", "Kim")
    assert ticked(town) == {"shopping", "pets"}
    town.presses("kim", "kinds-done")
    town.says("kim", "SN10")
    town.presses("kim", "how-far:2")
    assert "✓ weekends" in labels(town)
    town.presses("kim", "when-done")
    assert "✓ I have a car" in labels(town)


@pytest.mark.parametrize("answer", ["press", "no", "I'm 16", "15"])
def test_under_18_goes_to_a_coordinator(town: Town, answer: str) -> None:
    """Someone under 18 is thanked and goes to a coordinator: never on the list, whatever they do next."""
    town.coordinator("rowan")
    town.says("kit", "I can help")
    heard = town.presses("kit", "under-18") if answer == "press" else town.says("kit", answer)
    assert heard[-1].text_id == "offer-under-18"
    assert town.person("kit").under_18
    assert reasons(town, town.person("kit").id) == ["under_18_offer"]
    assert town.says("kit", "I can help")[-1].text_id == "offer-under-18"
    assert town.app.world.register.volunteer(town.person("kit").id) is None


def test_by_phone_alone_needs_no_distance(kim: Town) -> None:
    """Who only offers what is done by phone is not asked how far they would go."""
    kim.presses("kim", "tick-kind:befriending")
    kim.presses("kim", "kinds-done")
    kim.says("kim", "Potterne")
    assert kim.last("kim").text_id == "offer-times"


def test_by_phone_only_leaves_out_what_needs_a_visit(kim: Town) -> None:
    """Phone only is a tap; kinds that need someone there are left out, and that is said."""
    for kind in ("shopping", "befriending"):
        kim.presses("kim", f"tick-kind:{kind}")
    kim.presses("kim", "kinds-done")
    kim.says("kim", "Potterne")
    heard = kim.presses("kim", "by-phone")
    assert [one.text_id for one in heard] == ["offer-left-out", "offer-times"]
    assert heard[0].data["kinds"] == ["shopping"]


def test_a_place_we_do_not_cover(kim: Town) -> None:
    """Honest words when it is elsewhere, and another place may be named."""
    kim.presses("kim", "tick-kind:shopping")
    kim.presses("kim", "kinds-done")
    assert kim.says("kim", "M1 1AE")[-1].text_id == "offer-not-our-area"
    assert kim.says("kim", "Rowde")[-1].text_id == "offer-how-far"


def test_a_shared_location_becomes_a_rough_place(kim: Town) -> None:
    """A location is kept as the middle of its square with the name of the nearest place, never as the point."""
    kim.presses("kim", "tick-kind:shopping")
    kim.presses("kim", "kinds-done")
    kim.does("kim", location=(51.3249, -2.0021))
    kim.presses("kim", "how-far:5")
    kim.presses("kim", "tick-when:any")
    for action in ("more-done", "skip-words", "skip-phone", "sign-up"):
        kim.presses("kim", action)
    place = helper(kim, "kim").place
    assert place
    assert place.label == "Potterne"
    assert (place.lat, place.lon) != (51.3249, -2.0021)


def test_times_in_their_own_words(kim: Town) -> None:
    """Times may be typed; what names no time is asked again, with examples."""
    kim.presses("kim", "tick-kind:shopping")
    kim.presses("kim", "kinds-done")
    kim.says("kim", "SN10")
    kim.says("kim", "3 miles")
    assert kim.says("kim", "purple")[-1].text_id == "offer-times-again"
    kim.says("kim", "tuesday mornings and weekends")
    for action in ("more-done", "skip-words", "skip-phone", "sign-up"):
        kim.presses("kim", action)
    volunteer = helper(kim, "kim")
    assert named(volunteer.available) == ("weekends", "tue_morning")
    assert volunteer.range_km == 4.8


def test_car_nights_and_languages(kim: Town) -> None:
    """What else is good to know, by taps and by name."""
    kim.presses("kim", "tick-kind:shopping")
    kim.presses("kim", "kinds-done")
    kim.says("kim", "SN10")
    kim.presses("kim", "how-far:10")
    kim.presses("kim", "tick-when:weekends")
    kim.presses("kim", "when-done")
    kim.presses("kim", "tick-more:car")
    kim.presses("kim", "tick-more:nights")
    kim.presses("kim", "tick-more:languages")
    kim.presses("kim", "tick-language:pl")
    kim.says("kim", "and some welsh")
    for action in ("more-done", "skip-words", "skip-phone", "sign-up"):
        kim.presses("kim", action)
    volunteer = helper(kim, "kim")
    assert (volunteer.car, volunteer.nights, volunteer.languages) == (True, True, ("en", "pl", "cy"))


def test_own_words_are_sealed_and_become_features(kim: Town) -> None:
    """Their words are kept under their key; in clear lies only what the phrasebook made of them."""
    kim.presses("kim", "tick-kind:pets")
    kim.presses("kim", "kinds-done")
    kim.says("kim", "SN10")
    kim.presses("kim", "how-far:5")
    kim.presses("kim", "tick-when:any")
    kim.presses("kim", "more-done")
    kim.says("kim", "I grew up with horses on Zebra Farm and love walking dogs")
    kim.presses("kim", "skip-phone")
    kim.presses("kim", "sign-up")
    volunteer = helper(kim, "kim")
    assert volunteer.likes
    assert not any("zebra" in like.casefold() for like in volunteer.likes)
    words = kim.app.world.access.read(volunteer.id, f"volunteer:{volunteer.id}#words")
    assert words
    assert "Zebra" in words
    stored = kim.app.ledger.client.hget(keys.record("volunteer", volunteer.id), "d")
    assert isinstance(stored, bytes)
    assert b"Zebra" not in stored


def test_the_summary_can_be_changed_before_it_is_confirmed(kim: Town) -> None:
    """One tap changes one thing, and the summary comes back with it."""
    through(kim, "shopping")
    kim.presses("kim", "change-offer:when")
    kim.says("kim", "evenings")
    summary = kim.last("kim")
    assert summary.text_id == "offer-summary"
    assert "evenings" in summary.plain
    kim.says("kim", "yes")
    assert helper(kim, "kim").available == slots_of("evenings")


def test_not_now_keeps_nothing(kim: Town) -> None:
    """Whoever stops is not on any list."""
    through(kim, "shopping")
    assert kim.presses("kim", "stop-offer")[-1].text_id == "offer-stopped"
    assert kim.app.world.register.volunteer(kim.person("kim").id) is None
    assert kim.presses("kim", "sign-up")[-1].text_id == "not-there-now"


def test_a_resident_keeps_one_identity(town: Town) -> None:
    """Someone who has asked for help may give it as the same person: what we know is not asked again."""
    town.meet("amina", phone="+447700900123")
    before = town.person("amina").id
    town.says("amina", "I can help")
    town.presses("amina", "over-18")
    assert town.last("amina").text_id == "offer-what"
    town.presses("amina", "tick-kind:shopping")
    town.presses("amina", "kinds-done")
    assert "SN10" in labels(town, "amina")
    town.presses("amina", "offer-here")
    town.presses("amina", "how-far:2")
    town.presses("amina", "tick-when:any")
    town.presses("amina", "more-done")
    town.presses("amina", "skip-words")
    assert town.last("amina").text_id == "offer-summary"
    town.presses("amina", "sign-up")
    assert helper(town, "amina").id == before


def test_an_offer_from_a_volunteer_shows_their_own(town: Town) -> None:
    """Who is on the list already sees what they offer instead of signing up again."""
    town.volunteer("joe", "shopping")
    assert town.says("joe", "I can help")[-1].text_id == "card-offer"


def test_the_card_of_an_offer_is_for_its_own_eyes(town: Town) -> None:
    """Nobody else is shown what someone offers, whatever button they make up."""
    volunteer: Volunteer = town.volunteer("joe", "shopping", place=Place("Rowde", 51.362, -2.033))
    town.says("eve", "hello")
    assert cards.draw(town.app, f"volunteer:{volunteer.id}", town.person("eve")) is None
    assert cards.draw(town.app, f"volunteer:{volunteer.id}", town.person("joe")) is not None


def test_a_question_in_the_middle_is_answered_beside_it(kim: Town) -> None:
    """Asking whether it costs anything is no answer to "what could you help with": both are said, and it goes on."""
    heard = [one.text_id for one in kim.says("kim", "does it cost anything?")]
    assert heard == ["about-cost", "offer-what"]
    kim.presses("kim", "tick-kind:shopping")
    assert kim.presses("kim", "kinds-done")[-1].text_id == "offer-place"


@pytest.mark.parametrize(
    "words", ["who will see this?", "I'd rather not say what I am called to a machine", "07700 900123"]
)
def test_what_is_no_name_is_not_taken_for_one(town: Town, words: str) -> None:
    """A question, a sentence or a number is not what we call someone."""
    town.says("kim", "I can help")
    town.presses("kim", "over-18")
    assert town.says("kim", words)[-1].text_id == "offer-name"
    assert "name" not in town.person("kim").sealed


@pytest.mark.parametrize(
    "words",
    [
        "I'm lonely and would love someone to chat to on the phone",
        "can someone give me a lift to hospital on wednesday morning, sn10",
        "is there anyone who could get my shopping, sn10",
    ],
)
def test_asking_for_help_is_never_taken_for_offering_it(town: Town, words: str) -> None:
    """Whoever plainly asks is not asked to sign up, whatever else their words sound like."""
    town.meet("amina")
    assert "offer-hello" not in [one.text_id for one in town.says("amina", words)]
