"""Whatever people write, press and send, in whatever order: a turn never breaks."""

import random

import pytest

from bot.errors import TryLater
from tests.dialogs.plain import run_due
from tests.support.town import Town

WORDS = (
    *("hello", "can someone get my shopping tomorrow please, SN10", "need my dog walking and my tap fixing, SN10"),
    *("yes", "no", "both", "skip", "friday", "not tomorrow, friday", "SN10", "Manchester", "Amina", "07700 900123"),
    *("4 Example Row", "cash", "any news?", "cancel", "cancel everything", "thanks", "it can't wait", "dont ring me"),
    *("my neighbour Joan needs her prescription collecting, SN10", "its for me", "who will see this?", "my details"),
    *("change my number to 07700 900456", "forget my address", "forget me", "can i talk to a person", "blorp", "help"),
    *("i am going to kill myself", "my husband beats me up", "carry on", "im 15", "joe came, all done", "nobody came"),
    *("my card is 4111 1111 1111 1111", "on my way", "done", "cant make it", "i can help", "/start", "/queue", "/me"),
)
OTHER = (
    {"location": (51.3246, -2.0029)},
    {"location": (53.0, -2.0)},
    {"contact": "+447700900789"},
    {"attachment": "voice"},
    {"attachment": "sticker"},
    {"opened": True},
    {"blocked": True},
)
PEOPLE = ("amina", "bob", "joe", "sue", "rowan")


def something(town: Town, name: str, chance: random.Random) -> dict[str, object]:
    """A press of a button they once saw, words, or anything else that can be sent."""
    seen = [button.id for spoken in town.heard[name].values() for button in spoken.buttons]
    draw = chance.random()
    if seen and draw < 0.45:
        return {"press": chance.choice(seen)}
    return dict(chance.choice(OTHER)) if draw < 0.55 else {"text": chance.choice(WORDS)}


@pytest.mark.parametrize("seed", range(4))
def test_no_turn_breaks(town: Town, seed: int) -> None:
    """Three hundred things done by five people, hours passing between: each turn is taken."""
    chance = random.Random(seed)  # noqa: S311 - the same chat each time
    town.coordinator("rowan")
    town.services()
    for name in ("joe", "sue"):
        town.volunteer(name, "shopping", "pets", "home", "prescription")
    for _ in range(300):
        name = chance.choice(PEOPLE)
        what = something(town, name, chance)
        try:
            town.does(name, **what)
        except TryLater as broke:
            pytest.fail(f"{name} {what}: {broke.__cause__!r}")
        if chance.random() < 0.1:
            town.later(minutes=chance.choice((5, 60, 600)))
            run_due(town)
