"""Opening a case: everything known about it, for the coordinators of its area, and each opening noted."""

from dataclasses import replace

import pytest

from bot.desk import cases
from bot.messages import Ref, Say
from bot.model import AreaId, Case, Check
from bot.store.change import put
from tests.bot.desk_town import (
    PHONE,
    actions,
    asks,
    everything_can_be_said,
    lines,
    now,
    opens,
    standing,
    tap,
    the_case,
    whats,
)
from tests.support.diary import run_due
from tests.support.town import Town

__all__ = ["everything_can_be_said"]


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty in Devizes; Amina known, with a number and a door."""
    town.coordinator("rowan")
    town.meet("amina", phone=PHONE, door="4 Example Row", wishes="don't ring after 5")
    return town


def test_the_card_that_comes_is_short_and_shows_nothing_private(town: Town) -> None:
    """Reason, age, what is asked for and where roughly; no name, number, door or words."""
    asks(town)
    card = town.last("rowan")
    assert (card.text_id, actions(card)) == ("card-case", ["claim", "open-case"])
    assert "a prescription" in card.plain
    assert "SN10" in card.plain
    for private in ("Amina", "7700", "Example Row", "Boots", "after 5"):
        assert private not in card.plain + str(card.data)


def test_the_file_shows_everything_known(town: Town) -> None:
    """Wishes first; then name, number, door, their words, the request, and how it stands."""
    request = asks(town, paid="receipt")
    (file,) = town.presses("rowan", "open-case")
    for known in ("Amina", PHONE, "4 Example Row", "tablets from Boots", request.code, "SN10", "by the receipt"):
        assert known in file.plain
    assert lines(file)[0] == "file-wish"
    assert file.plain.index("don't ring after 5") < file.plain.index("Amina")
    assert "file-held" in lines(file)


def test_the_file_says_who_was_asked_and_what_they_answered(town: Town) -> None:
    """A yes handed back, a no, no answer: each by name."""
    town.volunteer("joe", "prescription")
    town.volunteer("sue", "prescription")
    town.volunteer("bob", "prescription")
    asks(town)
    town.presses("joe", "not-this-time")
    town.presses("sue", "accept")
    town.presses("sue", "hand-back")
    opens(town, "concern", "amina", request=None)
    request = town.app.world.register.requests_of(town.person("amina").id)[0]
    opens(town, "helper_asks", "amina", request=request.id)
    file = tap(town, "rowan", "open-case")[0]
    asked = [line for line in lines(file) if line.startswith("file-asked")]
    assert {"file-asked-declined", "file-asked-handed-back"} <= set(asked)
    for name in ("Joe", "Sue", "Bob"):
        assert name in file.plain


def test_the_file_shows_the_helper_and_their_number(town: Town) -> None:
    """Whoever is on it, with a number to ring."""
    joe = town.volunteer("joe", "prescription")
    person = town.app.world.access.with_private(town.person("joe"), phone="+447700900456")
    town.commit(put(person, town.person("joe")))
    asks(town)
    town.presses("joe", "accept")
    town.presses("joe", "coordinator")
    file = town.presses("rowan", "open-case")[0]
    assert joe.id
    assert "file-helper" in lines(file)
    assert "+447700900456" in file.plain


def test_the_file_names_services_that_fit(town: Town) -> None:
    """Local services for the kind, while nobody helps yet."""
    town.services()
    asks(town, kind="food")
    file = town.presses("rowan", "open-case")[0]
    assert "file-services" in lines(file)
    assert "service-line" in lines(file)


def test_the_file_shows_what_they_wrote(town: Town) -> None:
    """The words that brought it here, opened from under their seal."""
    opens(town, "crisis_suicide", "amina", urgency=cases.NOW, words="i cant go on like this")
    file = town.presses("rowan", "open-case")[0]
    assert "i cant go on like this" in file.plain
    raw = town.app.ledger.client.hgetall(f"od:case:{the_case(town).id}")
    assert "go on" not in str(raw)


def test_earlier_cases_are_shown(town: Town) -> None:
    """Another case of theirs: how it was settled, or that it waits too."""
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".referred")
    opens(town, "concern", "amina")
    opens(town, "set_aside", "amina")
    file = town.presses("rowan", "open-case")[0]
    assert "passed to another service" in file.plain
    assert {"file-earlier", "file-other"} <= set(lines(file))


def test_long_words_are_shortened_and_can_be_read_whole(town: Town) -> None:
    """A file fits into one message; one tap shows every word, and that is noted too."""
    long = "it has been very hard lately and " * 60
    case = opens(town, "unclear", "amina", words=long)
    file = town.presses("rowan", "open-case")[0]
    assert "…" in file.plain
    assert long.strip() not in file.plain
    whole = town.presses("rowan", "read-all")
    assert any(long.strip() in one.plain for one in whole)
    assert whats(town, f"case:{case.id}").count(("case-read", town.person("rowan").id)) == 2


def test_even_the_fullest_file_fits_one_message(town: Town) -> None:
    """Everything at its longest stays under Telegram's 4096 characters."""
    town.services()
    person = town.app.world.access.with_private(
        town.person("amina"), name="N" * 80, door="d" * 300, wishes="w" * 2000, phone=PHONE
    )
    town.commit(put(replace(person, under_18=True, language="cy"), town.person("amina")))
    for name in "abcdefgh":
        town.volunteer(f"{name}{'x' * 40}", "food")
    private = {"words": "x" * 3000, "wishes": "y" * 2000}
    request = asks(town, kind="food", private=private, paid="receipt", wants=3)
    for _ in range(8):
        town.later(days=1)
        run_due(town)
    town.deliver()
    case = next(case for case in cases_about(town) if case.request == request.id)
    town.presses("rowan", "claim")
    for number in range(4):
        town.presses("rowan", "case-note")
        town.says("rowan", f"{number}" * 3000)
    file = tap(town, "rowan", "open-case", case.id)[0]
    assert len(file.plain) < 4096


def cases_about(town: Town) -> list[Case]:
    """Unsettled cases about Amina."""
    return town.app.world.register.cases_of(town.person("amina").id)


def test_each_opening_is_noted(town: Town) -> None:
    """Who opened it is in the case's history and in its request's."""
    request = asks(town)
    rowan = town.person("rowan").id
    town.presses("rowan", "open-case")
    town.presses("rowan", "open-case")
    assert whats(town, f"case:{the_case(town).id}").count(("case-read", rowan)) == 2
    assert whats(town, f"request:{request.id}").count(("case-read", rowan)) == 2


def test_only_its_areas_coordinators_open_it(town: Town) -> None:
    """Another area's coordinator is refused and nothing is noted; the area above may."""
    town.coordinator("morgan", on_duty=False)
    town.coordinator("priya", on_duty=False)
    case = opens(town, "unclear", "amina", words="please help")
    assert [one.text_id for one in town.does("morgan", press=f"open-case:{case.id}")] == ["only-coordinators"]
    assert town.person("morgan").id not in dict(whats(town, f"case:{case.id}")).values()
    assert town.does("priya", press=f"open-case:{case.id}")[0].text_id == "case-file"


def test_a_card_meant_for_one_area_draws_nothing_for_another(town: Town) -> None:
    """The file's card itself shows nothing to someone without the role, however it came into their outbox."""
    case = opens(town, "unclear", "amina", area=AreaId("melksham"))
    assert town.does("rowan", press=f"claim:{case.id}")[0].text_id == "only-coordinators"
    assert "file" not in str(town.ids("rowan"))


def test_ring_them_shows_the_number_and_what_was_to_be_said(town: Town) -> None:
    """What could not be said is there in full, to be read out."""
    town.meet("joe")
    say = Say("found", {"code": "K7-42", "kind": "prescription", "name": Ref(f"person:{town.person('joe').id}#name")})
    opens(town, "ring_them", "amina", urgency=cases.TODAY, unheard=say)
    file = town.presses("rowan", "open-case")[0]
    assert PHONE in file.plain
    assert "K7-42" in file.plain
    assert "Joe can help" in file.plain
    assert actions(file) == ["claim", "history"]


def test_a_second_unheard_message_joins_the_first(town: Town) -> None:
    """One person to ring is one case, with everything they did not hear."""
    opens(town, "ring_them", "amina", unheard=Say("fell-through", {"code": "K7-42", "kind": "food"}))
    opens(town, "ring_them", "amina", unheard=Say("searching-again", {"code": "K7-42", "kind": "food"}))
    assert len(the_case(town).unheard) == 2
    file = town.presses("rowan", "open-case")[0]
    assert lines(file).count("file-unheard") == 2


def test_what_others_may_not_read_does_not_keep_the_file_away(town: Town) -> None:
    """A name the coordinator may not see is left out of what was to be said; the rest stands."""
    stranger = town.meet("zed")
    town.commit(put(replace(stranger, area=AreaId("melksham")), stranger))
    say = Say("found", {"code": "K7-42", "kind": "food", "name": Ref(f"person:{stranger.id}#name")})
    opens(town, "ring_them", "amina", unheard=say)
    file = town.presses("rowan", "open-case")[0]
    assert "Zed" not in file.plain
    assert "K7-42" in file.plain


def test_hushed_and_chat_only_are_said(town: Town) -> None:
    """Someone hushed is not to be written to, and there is no button for it."""
    amina = town.person("amina")
    town.commit(put(replace(amina, hushed=True, chat_only=True), amina))
    opens(town, "crisis_abuse", "amina", urgency=cases.NOW)
    file = town.presses("rowan", "claim")[-1]
    assert {"file-hushed", "file-chat-only"} <= set(lines(file))
    assert PHONE not in file.plain
    assert "write-to" not in actions(file)


def test_on_behalf_shows_both_apart(town: Town) -> None:
    """Whoever asked and whoever is helped, each with their own contact, and whether they agreed."""
    town.meet("ben", phone="+447700900789")
    asks(town, asked_by=town.person("ben").id, consent=town.app.world.clock.now())
    file = town.presses("rowan", "open-case")[0]
    assert {"file-who", "file-asker", "file-consent"} <= set(lines(file))
    assert PHONE in file.plain
    assert "+447700900789" in file.plain


def test_a_new_volunteers_file_shows_what_they_offer(town: Town) -> None:
    """Kinds, where, own words and what was seen so far; approve or not."""
    volunteer = town.volunteer("joe", "shopping", "food", status="waiting", check=Check(), car=True)
    opens(town, "new_volunteer", "joe")
    file = town.presses("rowan", "claim")[-1]
    assert {"file-offers", "file-around", "file-car", "file-check"} <= set(lines(file))
    assert "shopping" in file.plain
    assert {"approve", "turn-down"} <= set(actions(file))
    assert "search-again" not in actions(file)
    assert volunteer.status == "waiting"


def test_the_buttons_fit_how_it_stands(town: Town) -> None:
    """Nobody has it: take it. Mine: everything. Another's: take over. Settled: read."""
    town.coordinator("dev")
    request = asks(town)
    case = the_case(town)
    assert actions(town.does("rowan", press=f"open-case:{case.id}")[0]) == ["claim", "history"]
    mine = town.presses("rowan", "claim")[-1]
    assert {"write-to", "ask-someone", "search-again", "signpost", "case-note", "settle", "hand-over"} <= set(
        actions(mine)
    )
    assert actions(town.does("dev", press=f"open-case:{case.id}")[0]) == ["history", "take-over"]
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    assert now(town, case).state == "resolved"
    assert standing(town, request).state == "cancelled"
    assert actions(town.does("dev", press=f"open-case:{case.id}")[0]) == ["history"]
