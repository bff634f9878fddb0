"""What a door says by itself when nothing can be stored: fixed words, who to ring first where there is danger."""

import time
from typing import TYPE_CHECKING

from bot.messages import Inbound

if TYPE_CHECKING:
    from bot.app import App

ONCE_IN = 600.0  # seconds in which one person is told once
MOST_REMEMBERED = 100_000  # people, and messages that were answered


class Sorry:
    """One process's apologies. Whom it told lately it keeps in memory: there is nowhere else just then."""

    def __init__(self, app: "App", text_id: str) -> None:
        self._app = app
        self._text_id = text_id
        self._told: dict[tuple[str, ...], float] = {}

    def words(self, inbound: Inbound) -> str | None:
        """The words for this event, or None when this person was told within the last ten minutes.

        Words of danger are always answered with their numbers, once for each message however often it is tried.
        """
        person, now = (inbound.platform, inbound.sender), time.monotonic()
        message = (*person, inbound.event)
        if self._lately(message, now):
            return None
        crisis = self._crisis(inbound)
        if self._lately(person, now) and not crisis:
            return None
        self._forget(now)
        self._told |= {person: now, message: now}
        rest = [self._say(self._text_id)] + ([] if crisis else [self._say("not-stored-if-it-cannot-wait")])
        return "\n\n".join([*crisis, *rest])

    def _lately(self, told: tuple[str, ...], now: float) -> bool:
        return now - self._told.get(told, -ONCE_IN) < ONCE_IN

    def _crisis(self, inbound: Inbound) -> list[str]:
        """Who to ring, where the words tell of danger."""
        meant = self._app.reader.read(inbound.text, inbound.at, ()) if inbound.text else None
        if meant is None or not meant.crisis:
            return []
        numbers = [f"{number.number} – {number.name}" for number in self._app.numbers.by_crisis[meant.crisis]]
        return ["\n".join([self._say("not-stored-danger"), *numbers])]

    def _say(self, text_id: str) -> str:
        return self._app.texts.text(text_id, "en", {})

    def _forget(self, now: float) -> None:
        if len(self._told) >= MOST_REMEMBERED:
            self._told = {person: told for person, told in self._told.items() if now - told < ONCE_IN}
