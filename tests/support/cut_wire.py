"""A wire to Redis that breaks under some words: the only way to keep one event unstored while others go through."""

from collections.abc import Callable
from typing import Any

from pytest_mock import MockerFixture
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError as RedisGone


class CutWire:
    """Every command that holds one of the words fails as if Redis had gone, until mended."""

    def __init__(self, mocker: MockerFixture) -> None:
        """Whole, until `cut`."""
        self._words: set[bytes] = set()
        sends: Callable[[AbstractConnection, Any, bool], None] = AbstractConnection.send_packed_command
        wire = self

        def send(self: AbstractConnection, command: Any, check_health: bool = True) -> None:  # noqa: ANN401, FBT001, FBT002 - as redis-py has it
            parts = [command] if isinstance(command, bytes) else list(command)
            if any(word in part for word in wire._words for part in parts):
                raise RedisGone("the wire is cut")
            sends(self, parts, check_health)

        mocker.patch.object(AbstractConnection, "send_packed_command", send)

    def cut(self, word: str) -> None:
        """From now on commands with this word fail."""
        self._words = {*self._words, word.encode()}

    def mend(self) -> None:
        """All is well again."""
        self._words = set()
