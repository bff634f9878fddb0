"""What is said to the person at the console: kept in the mailbox, and printed. Printed is read."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from bot.deliver import Delivery
from bot.store.mailbox import Mailbox
from handlers import mailbox as mailboxes
from handlers import sending
from handlers.bridge import call
from handlers.console.render import Screen

if TYPE_CHECKING:
    from bot.app import App

log = structlog.get_logger()


class Printer:
    """Sends by printing. It knows which messages this screen shows already; `gone` is called once nobody reads it."""

    def __init__(self, app: "App", mailbox: Mailbox, screen: Screen, gone: Callable[[], None]) -> None:
        self._app = app
        self._mailbox = mailbox
        self._screen = screen
        self._gone = gone
        self._shown: set[str] = set()
        self.printed = 0

    async def send(self, delivery: Delivery) -> sending.Outcome:
        """Print one message; a change of one that is not on this screen is printed as a message."""
        try:
            shown_as = await call(mailboxes.put, self._app, self._mailbox, delivery)
        except Exception as problem:  # noqa: BLE001 - the edge of the sender: the store is away; it is tried again
            log.warning("not_put", line=delivery.pending.line, why=type(problem).__name__)
            return sending.NotNow(1.0)
        try:
            self._screen.show(delivery.spoken, edits=shown_as in self._shown)
        except BrokenPipeError:
            self._gone()
            return sending.NotNow(1.0)
        self._shown.add(shown_as)
        self.printed += 1
        return sending.Arrived(shown_as)
