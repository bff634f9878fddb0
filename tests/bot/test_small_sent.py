"""Voice notes, photos and shared places: answered kindly, and that they came is kept for a coordinator."""

import pytest

from tests.bot.residents import DOG, cases, ids, lines, newest, opens, own, private, session, through
from tests.support.town import Town


@pytest.fixture
def village(town: Town) -> Town:
    """Rowan on duty, and Joe who helps with dogs."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "shopping")
    return town


def sent_with(town: Town, request_id: str) -> list[object]:
    """What came with a request, as its history tells."""
    return [one.facts["sent"] for one in town.app.world.register.history(f"request:{request_id}") if one.what == "sent"]


@pytest.mark.parametrize(
    ("kind", "text_id"),
    [("voice", "sent-voice"), ("photo", "sent-photo"), ("video_note", "sent-video"), ("document", "sent-file")],
)
def test_words_are_asked_for_once(village: Town, kind: str, text_id: str) -> None:
    """With nothing open: kindly, in the words for what it is."""
    (heard,) = village.does("amina", attachment=kind)
    assert (heard.text_id, lines(heard)) == (text_id, ["sent-words"])


def test_again_without_words_is_a_case(village: Town) -> None:
    """A second one without words: a coordinator follows it up, once."""
    village.does("amina", attachment="voice")
    (heard,) = village.does("amina", attachment="photo")
    assert lines(heard) == ["sent-case"]
    (case,) = cases(village)
    assert case.reason == "attachment"
    assert private(village, "rowan", f"case:{case.id}#words") == "[voice] [photo]"


def test_it_goes_with_the_request_that_follows(village: Town) -> None:
    """Sent before the words or in the middle of a question, it stands in the request's history."""
    village.does("amina", attachment="photo")
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    heard = village.does("amina", attachment="voice")
    assert [ids(heard), lines(heard[0])] == [["sent-voice", "ask-name"], ["sent-noted"]]
    through(village, "amina")
    assert sent_with(village, newest(village, "amina").id) == ["photo", "voice"]


def test_with_something_open(village: Town) -> None:
    """It is noted with the open request, and they are told so."""
    village.meet("amina")
    request = opens(village, "amina", DOG)
    (heard,) = village.does("amina", attachment="photo")
    assert lines(heard) == ["sent-open"]
    assert sent_with(village, request.id) == ["photo"]
    assert cases(village) == []


def test_from_a_helper(village: Town) -> None:
    """A helper's photo belongs to their task."""
    village.meet("amina")
    request = opens(village, "amina", DOG)
    village.presses("joe", "accept")
    village.does("joe", attachment="photo")
    assert sent_with(village, request.id) == ["photo"]


def test_a_sticker_is_no_matter(village: Town) -> None:
    """A trifle gets a friendly word and is not kept."""
    assert ids(village.does("amina", attachment="sticker")) == ["sent-trifle"]
    assert session(village, "amina").draft == {}


def test_danger_in_a_caption(village: Town) -> None:
    """The words that come with a photo are read like any others."""
    village.does("amina", attachment="photo")
    assert ids(village.says("amina", "i am going to kill myself"))[0] == "danger-suicide"


# ---- a place or a number nobody asked for
def test_a_place_shared_unasked(village: Town) -> None:
    """Kept as where they are, roughly in clear and exactly sealed; then asked what they need."""
    assert ids(village.does("amina", location=(51.3246, -2.0029))) == ["shared-place", "what-do-you-need"]
    place = village.person("amina").place
    assert place is not None
    assert place.label == "Potterne"
    assert own(village, "amina", "point") == "51.324600,-2.002900"


def test_a_place_far_away_is_not_kept(village: Town) -> None:
    """Nothing is kept of where someone is whom we cannot help."""
    assert ids(village.does("amina", location=(53.0, -2.0))) == ["shared-elsewhere"]
    assert village.person("amina").place is None


def test_a_number_shared_at_the_wrong_question(village: Town) -> None:
    """It is kept, and the question in hand is put again."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    assert ids(village.does("amina", contact="+447700900123")) == ["shared-number", "ask-name"]
    assert own(village, "amina", "phone") == "07700 900123"
    assert ids(village.says("amina", "Amina")) == ["ask-door"]


def test_a_place_shared_at_the_card(village: Town) -> None:
    """There it is a correction of where."""
    village.says("amina", DOG)
    heard = village.does("amina", location=(51.3246, -2.0029))
    assert "Potterne" in [spoken.data.get("place") for spoken in heard]
