"""Every transcript, played without a platform; and nothing in the tables that no transcript visits."""

import tomllib
from pathlib import Path

import pytest
from fluent.syntax.ast import Message
from fluent.syntax.parser import FluentParser
from redis import Redis

from bot import lifecycle
from bot.app import CONFIG
from bot.talk import router
from tests.dialogs.format import Named, every
from tests.dialogs.plain import Plain
from tests.dialogs.player import play
from tests.dialogs.visited import Move, Visits, play_watched, said_otherwise
from tests.support.redis_server import everything_in

# Words of pages and consoles, and names of codes, which are parts of other texts.
NOT_SAID_IN_CHATS = ("names.ftl", "languages.ftl", "web.ftl", "doors.ftl", "console.ftl", "demo.ftl")
LONG_ENOUGH = 8  # letters; shorter ones, such as "yes", may stand anywhere by chance
# What no transcript visits yet: this list may only grow shorter.
NOT_YET = tomllib.loads((Path(__file__).parent / "not_yet.toml").read_text(encoding="utf-8"))
TABLES = {
    "Request": lifecycle.REQUEST,
    "Invite": lifecycle.INVITE,
    "Case": lifecycle.CASE,
    "Volunteer": lifecycle.VOLUNTEER,
}


@pytest.mark.parametrize("named", every(), ids=lambda named: named.name)
def test_without_a_platform(named: Named, redis_url: str, tmp_path: Path) -> None:
    """The chat goes as written."""
    play(named.dialog, Plain(redis_url, tmp_path, named.dialog))


pytestmark = pytest.mark.timeout(600)  # the first to ask for `visits` waits for every transcript


@pytest.fixture(scope="module")
def visits(redis_server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Visits:
    """What all transcripts together visit."""
    found = Visits()
    for named in every():
        for platform in ("console", "web") if said_otherwise(named.dialog) else ("console",):
            with Redis.from_url(redis_server_url) as client:
                client.flushall()
            play_watched(named.dialog, redis_server_url, tmp_path_factory.mktemp("town"), found, platform)
    return found


FILES = sorted(file.name for file in (CONFIG / "texts" / "en").glob("*.ftl") if file.name not in NOT_SAID_IN_CHATS)


def texts_of(name: str) -> set[str]:
    """Every text id of one file."""
    entries = FluentParser().parse((CONFIG / "texts" / "en" / name).read_text(encoding="utf-8")).body
    return {entry.id.name for entry in entries if isinstance(entry, Message)}


def every_move() -> set[Move]:
    """Every change of state the tables allow."""
    return {
        (table, state, after)
        for table, states in TABLES.items()
        for state, moves in states.items()
        for after in moves.values()
        if after != state
    }


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_said(name: str, visits: Visits) -> None:
    """A text no transcript hears is missing from them, or is no longer needed."""
    missing = texts_of(name) - visits.texts
    assert sorted(missing) == sorted(NOT_YET["texts"].get(name, []))


def test_every_move_is_made(visits: Visits) -> None:
    """A change of state no transcript makes is missing from them, or should not be allowed."""
    assert sorted(every_move() - visits.moves) == sorted(tuple(move) for move in NOT_YET["moves"])


def test_no_move_is_made_that_the_tables_do_not_allow(visits: Visits) -> None:
    """States change only as the tables say."""
    assert {move for move in visits.moves if move[1] != move[2]} - every_move() == set()


def test_every_button_is_pressed(visits: Visits) -> None:
    """A button no transcript presses is missing from them, or is no longer needed."""
    assert sorted(set(router.PRESSES) - visits.presses) == sorted(NOT_YET["presses"])


@pytest.mark.parametrize("named", every(), ids=lambda named: named.name)
def test_nothing_typed_lies_in_clear(named: Named, redis_url: str, tmp_path: Path) -> None:
    """After a chat nothing people typed can be read in Redis: not in a record, a queue, a key or a history."""
    stage = Plain(redis_url, tmp_path, named.dialog)
    play(named.dialog, stage)
    with Redis.from_url(redis_url) as client:
        lying = everything_in(client)
    typed = {turn.says for turn in named.dialog.turn if len(turn.says) > LONG_ENOUGH}
    assert [words for words in typed if words.encode() in lying] == []
