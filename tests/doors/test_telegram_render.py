"""What is said, as Telegram takes it. The pretended Telegram's own reading of markup is the judge."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Segment, Spoken, SpokenButton
from bot.texts import Texts
from handlers.telegram import render
from tests.support import telegram_rules as rules

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), min_size=1, max_size=40)
SEGMENTS = st.lists(st.tuples(WORDS, st.booleans(), st.integers(1, 60)), min_size=1, max_size=8)


def spoken(*segments: Segment, buttons: tuple[SpokenButton, ...] = ()) -> Spoken:
    """Words put together by hand."""
    return Spoken("example", segments, buttons, {})


def test_what_people_typed_stays_as_typed() -> None:
    """Markup, quotes and ampersands in someone's words are shown, not obeyed; our own bold is bold."""
    said = spoken(Segment("K7-42", bold=True), Segment(' <b>&"</b> &amp; <script>'))
    [html] = render.pieces(said)
    assert html.startswith("<b>K7-42</b>")
    assert rules.plain(html, "HTML") == 'K7-42 <b>&"</b> &amp; <script>'


@given(SEGMENTS)
def test_however_long_nothing_is_lost(parts: list[tuple[str, bool, int]]) -> None:
    """Each piece is one Telegram takes, and together they are all that was said."""
    said = spoken(*(Segment(text * times, bold) for text, bold, times in parts))
    pieces = [rules.plain(html, "HTML") for html in render.pieces(said)]
    assert "".join("".join(pieces).split()) == "".join(said.plain.split())


@pytest.mark.parametrize("letter", ["a", "<", "😀"])
def test_a_text_without_a_break_is_cut_where_it_is_full(letter: str) -> None:
    """4096 as Telegram counts: escaped marks count once, letters outside the common plane twice."""
    pieces = [rules.plain(html, "HTML") for html in render.pieces(spoken(Segment(letter * 5000)))]
    assert "".join(pieces) == letter * 5000
    assert len(pieces) == (3 if letter == "😀" else 2)


def test_a_long_text_is_cut_at_the_ends_of_lines() -> None:
    """A list of people is not cut in the middle of a name."""
    lines = [f"{number} Example Person, SN10" for number in range(400)]
    pieces = render.pieces(spoken(Segment("\n".join(lines))))
    assert [line for piece in pieces for line in piece.strip().split("\n")] == lines
    assert len(pieces) == 3


def test_short_buttons_share_a_row() -> None:
    """Two short ones sit side by side; a long one has the row to itself."""
    labels = ["Yes", "No", "I need a coordinator please", "Later"]
    shown = render.keyboard(spoken(buttons=tuple(SpokenButton(f"b:{label}", label) for label in labels)))
    assert shown is not None
    assert [[key.text for key in row] for row in shown.inline_keyboard] == [labels[:2], labels[2:3], labels[3:]]


def test_nothing_to_press_is_no_keyboard() -> None:
    """Telegram wants no empty keyboard."""
    assert render.keyboard(spoken()) is None


def test_what_can_be_shared_is_asked_for_somewhere() -> None:
    """The texts after which Telegram's own button is offered are there, in words."""
    texts = Texts.load(Path("config/texts"), lambda: datetime.now(UTC))
    assert [text_id for text_id in render.SHARES if not texts.has(text_id)] == []
