"""A corrected kind is kept as the phrases of ours that misled, without a word of whoever wrote. Nothing changes."""

import io
import json
from datetime import date

import pytest
from redis import Redis
from rich.console import Console

from bot.commands import misleading
from bot.desk import learning
from bot.store import keys
from config.settings import Settings
from matching.misleading import Correction
from tests.bot.residents import PRESCRIPTION, ids
from tests.support.redis_server import everything_in
from tests.support.town import Town

PRIVATE = "please could someone collect my prescription, its for Zebedee Quillfeather at 14 Wisteria Close SN10"
WORDS = (b"Zebedee", b"zebedee", b"Quillfeather", b"quillfeather", b"Wisteria", b"wisteria", b"someone collect")


def corrections(town: Town) -> list[Correction]:
    """What is kept now."""
    return learning.kept(town.app.world, town.app.world.clock.now())


def test_another_kind_with_one_tap_is_kept(town: Town) -> None:
    """The phrases that spoke for the wrong kind, both kinds and the day."""
    town.says("amina", PRESCRIPTION)
    town.presses("amina", "kind:shopping")
    (one,) = corrections(town)
    assert (one.wrong, one.right, one.on) == ("prescription", "shopping", date(2026, 11, 23))
    assert one.phrases == ("@fetch .. @medicine",)


@pytest.mark.parametrize("how", ["something else", "in words"])
def test_other_words_are_kept_too(town: Town, how: str) -> None:
    """Something else and its answer, or a correction typed below the card."""
    town.says("amina", PRESCRIPTION)
    if how == "something else":
        town.presses("amina", "other-kind")
        town.says("amina", "someone to walk my dog")
    else:
        town.says("amina", "no, walk my dog")
    assert [(one.wrong, one.right) for one in corrections(town)] == [("prescription", "pets")]


def test_what_was_read_rightly_is_not_kept(town: Town) -> None:
    """A yes, another day, a need beside the first: no kind was wrong."""
    town.says("amina", PRESCRIPTION)
    town.says("amina", "tomorrow please")
    town.says("amina", "and also walk my dog")
    assert corrections(town) == []


def test_a_kind_they_chose_themselves_misled_nobody(town: Town) -> None:
    """Only the first correction blames our phrases; a change of mind after it does not."""
    town.says("amina", PRESCRIPTION)
    town.presses("amina", "kind:shopping")
    town.presses("amina", "kind:prescription")
    assert [one.right for one in corrections(town)] == ["shopping"]


def test_no_private_word_is_kept(town: Town, redis_url: str) -> None:
    """Nothing of what they wrote can be read anywhere in the store, whichever way they correct it."""
    town.says("amina", PRIVATE)
    town.presses("amina", "other-kind")
    town.says("amina", "Zebedee Quillfeather needs his dog walked, 14 Wisteria Close")
    assert len(corrections(town)) == 1
    with Redis.from_url(redis_url) as client:
        lying = everything_in(client)
    assert [word for word in WORDS if word in lying] == []
    kept = json.dumps([one.phrases for one in corrections(town)]).casefold()
    assert all(word not in kept for word in ("zebedee", "quill", "wisteria", "sn10"))
    assert town.person("amina").id.encode() not in _stored(town)


def _stored(town: Town) -> bytes:
    return town.app.ledger.client.dump(keys.corrections()) or b""


def test_the_cap_and_the_age(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most so many are kept, the latest; after a year they are shown no more, and the next correction drops them."""
    monkeypatch.setattr(learning, "MOST", 3)
    for number in range(5):
        town.commit(learning.corrected("pets", "home", (f"phrase {number}",), town.later(days=1)))
    assert [one.phrases for one in corrections(town)] == [(f"phrase {number}",) for number in (2, 3, 4)]
    town.later(days=366)
    assert corrections(town) == []
    town.commit(learning.corrected("pets", "home", ("new",), town.app.world.clock.now()))
    assert [one.phrases for one in town.app.world.register.corrections()] == [("new",)]


def test_nothing_changes_by_itself(town: Town) -> None:
    """However often they are corrected, the same words are read as before."""
    town.says("amina", PRESCRIPTION)
    before = town.app.reader.kinds_ranked(PRESCRIPTION)
    for _ in range(3):
        town.presses("amina", "kind:shopping")
        town.presses("amina", "drop")
        (card,) = town.says("amina", PRESCRIPTION)
        assert card.data["kind"] == "prescription"
    assert len(corrections(town)) == 3
    assert town.app.reader.kinds_ranked(PRESCRIPTION) == before


def test_coordinators_are_told_which_phrases_mislead(town: Town) -> None:
    """The most frequent first, from which kind to which; nobody else is told."""
    town.coordinator("rowan")
    assert ids(town.says("rowan", "/misleading")) == ["misleading-nothing"]
    town.says("amina", PRESCRIPTION)
    town.presses("amina", "kind:shopping")
    town.commit(learning.corrected("pets", "home", ("tidy the garden",), town.app.world.clock.now()))
    (told,) = town.says("rowan", "/misleading")
    assert told.text_id == "misleading"
    assert "I took it for a prescription. They meant shopping (1)." in told.plain
    assert '"tidy the garden": I took it for a pet.' in told.plain
    assert ids(town.says("ben", "/misleading")) == ["only-coordinators"]


def test_the_command_prints_them(town: Town, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table to read, or as JSON; and says so when there is nothing."""
    out = Console(file=io.StringIO(), width=120)
    misleading.main(settings, console=out)
    assert "Nobody has corrected" in out.file.getvalue()  # type: ignore[attr-defined]
    for phrases in (("food shop",), ("food shop",), ("big shop",)):
        town.commit(learning.corrected("shopping", "food", phrases, town.app.world.clock.now()))
    misleading.main(settings, console=out)
    assert "food shop" in out.file.getvalue()  # type: ignore[attr-defined]
    misleading.main(settings, as_json=True)
    first, second = json.loads(capsys.readouterr().out)
    assert first == {"phrase": "food shop", "wrong": "shopping", "right": "food", "times": 2, "last": "2026-11-23"}
    assert (second["phrase"], second["times"]) == ("big shop", 1)


@pytest.fixture
def settings(town: Town) -> Settings:
    """The town's own settings."""
    return town.app.settings
