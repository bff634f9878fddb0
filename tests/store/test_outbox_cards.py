"""Which message shows a card is remembered while the card lives, and a month longer."""

import pytest

from bot.model import Chat, Invite
from bot.store import keys
from bot.store.reply import text
from tests.bot.residents import opens
from tests.support.asking import ask, invited, street
from tests.support.town import Town


@pytest.fixture
def asked(town: Town) -> tuple[str, Invite]:
    """One of those who were asked, none of whom has answered."""
    request = ask(street(town))
    return next(iter(invited(town, request).items()))


def chat_of(town: Town, name: str) -> Chat:
    """Someone's chat."""
    return Chat(f"{town.platform}:{town.person(name).id}")


def a_month_goes_by(town: Town, chat: Chat) -> None:
    """By the machine's clock, which no test can move: what was shown here was shown long ago."""
    client = town.app.ledger.client
    for card in client.zrange(keys.outbox_cards_shown(chat), 0, -1):
        client.zadd(keys.outbox_cards_shown(chat), {text(card): 1})


def remembered(town: Town, chat: Chat) -> set[str]:
    """The cards whose message is known."""
    return {text(card) for card in town.app.ledger.client.hkeys(keys.outbox_cards(chat))}


def test_a_card_that_is_over_is_forgotten_in_the_end(town: Town, asked: tuple[str, Invite]) -> None:
    """Long after the invite ended, the next card shown in that chat takes it off the list."""
    name, invite = asked
    chat = chat_of(town, name)
    town.presses(name, "not-this-time")
    assert f"invite:{invite.id}" in remembered(town, chat)
    a_month_goes_by(town, chat)
    town.says(name, "my offer")
    assert remembered(town, chat) == {f"volunteer:{town.person(name).id}"}
    assert town.app.ledger.client.zscore(keys.outbox_cards_shown(chat), f"invite:{invite.id}") is None


def test_a_card_just_over_is_still_changed_in_place(town: Town, asked: tuple[str, Invite]) -> None:
    """A late yes to an invite that was declined today shows in the invite's own message."""
    name, invite = asked
    town.presses(name, "not-this-time")
    town.does(name, press=f"accept:{invite.id}")
    assert [spoken.text_id for spoken in town.heard[name].values()].count("accepted") == 1
    assert "invite-declined" not in town.ids(name)


def test_a_live_card_keeps_its_message_however_old(town: Town) -> None:
    """A request open for months is still changed in its own message."""
    street(town)
    request, chat = opens(town, "amina"), chat_of(town, "amina")
    shown = [shown_as for shown_as, spoken in town.heard["amina"].items() if spoken.text_id == "card-request"]
    a_month_goes_by(town, chat)
    opens(town, "amina")
    assert f"request:{request.id}" in remembered(town, chat)
    town.says("amina", f"cancel {request.code}")
    found = [name for name, spoken in town.heard["amina"].items() if spoken.data.get("code") == request.code]
    assert shown[0] in found
    assert "stands-cancelled" in str(town.heard["amina"][shown[0]].data)
