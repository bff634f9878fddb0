"""What the stages of all doors share: the town behind, and waiting until everything has been said."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot import turn as taking
from bot.messages import Spoken
from bot.store import keys
from tests.dialogs.format import Turn
from tests.dialogs.plain import run_due
from tests.dialogs.player import inbound_of
from tests.support.town import Town, is_button
from tests.support.web_site import wait_until


class Doorway:
    """What the stages of all doors share: the town behind, and waiting until everything has been said."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def act(self, name: str, turn: Turn) -> None:
        """Do what the turn says at the door, and wait for what follows."""
        self.do(name, turn)
        self.settle()

    def act_together(self, names: Sequence[str], turn: Turn) -> None:
        """All at once, a thread each."""
        with ThreadPoolExecutor(len(names)) as pool:
            list(pool.map(lambda name: self.do(name, turn), names))
        self.settle()

    def do(self, name: str, turn: Turn) -> None:
        """Do it at this door."""
        raise NotImplementedError

    def chat(self, name: str) -> dict[str, Spoken]:
        """What they see at this door."""
        raise NotImplementedError

    def clock(self, to: datetime) -> None:
        """Move on, then let what is due happen."""
        self.town.at(to)
        run_due(self.town)
        self.settle()

    def now(self) -> datetime:
        """Town time."""
        return self.town.app.world.clock.now()

    def link(self, name: str) -> str:
        """What is in the join link their group handed out."""
        return self.town.links[name]

    def settle(self) -> None:
        """Wait until nothing waits to be said."""
        client, platform = self.town.app.ledger.client, self.town.platform
        wait_until(lambda: not any(client.zcard(keys.outbox_chats(platform, priority)) for priority in range(3)))

    def by_hand(self, name: str, turn: Turn) -> None:
        """What no page or console can do (share a place, block, be late) is handed to the bot as any door would."""
        taking.take(self.town.app, self.town.inbound(name, **inbound_of(turn, lambda _: "")))

    def only_by_hand(self, turn: Turn) -> bool:
        """Whether this door has no way to do it."""
        return turn.late or bool(turn.shares or turn.shares_number or turn.sends or turn.blocks is not None)

    def button(self, name: str, action: str) -> str:
        """The id of the newest button with this action in what they see."""
        for spoken in reversed(self.chat(name).values()):
            for button in spoken.buttons:
                if is_button(button, action):
                    return button.id
        raise AssertionError(f"{name} sees no button {action}")
