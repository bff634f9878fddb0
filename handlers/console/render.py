"""Messages as lines: for people, or a JSON object each."""

import json
from dataclasses import dataclass
from typing import TextIO

from bot.messages import Spoken


@dataclass
class Screen:
    """Where messages are printed."""

    out: TextIO
    as_json: bool
    changed: str  # the word that marks a message changed in place

    def show(self, spoken: Spoken, *, edits: bool = False) -> None:
        """Print one message."""
        self.out.write(_json(spoken, edits=edits) if self.as_json else self._plain(spoken, edits=edits))
        self.out.flush()

    def note(self, words: str) -> None:
        """Print a line that is not a message."""
        self.out.write(words + "\n\n")
        self.out.flush()

    def _plain(self, spoken: Spoken, *, edits: bool) -> str:
        mark = f"{self.changed} " if edits else ""
        buttons = [f"  [{button.id}] {button.label}" for button in spoken.buttons]
        return printable("\n".join([mark + spoken.plain, *buttons])) + "\n\n"


def _json(spoken: Spoken, *, edits: bool) -> str:
    message: dict[str, object] = {
        "text_id": spoken.text_id,
        "text": spoken.plain,
        "data": dict(spoken.data),
        "buttons": [{"id": button.id, "label": button.label} for button in spoken.buttons],
    }
    return json.dumps(message | ({"edits": True} if edits else {}), ensure_ascii=False) + "\n"


def printable(text: str) -> str:
    """Without what would command the terminal: others' words are shown here."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
