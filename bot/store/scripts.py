"""The named statements of `lua/`, loaded once and run by their digest."""

from pathlib import Path

from redis import Redis
from redis.commands.core import Script

_FOLDER = Path(__file__).parent / "lua"
NAMES = ("commit", "hold_role", "lease_chat", "lease_lines", "narrow", "rate_limit")


class Scripts:
    """Each script as a callable; redis-py loads it again by itself after a SCRIPT FLUSH."""

    def __init__(self, client: Redis) -> None:
        loaded = {name: client.register_script((_FOLDER / f"{name}.lua").read_bytes()) for name in NAMES}
        self.commit: Script = loaded["commit"]
        self.hold_role: Script = loaded["hold_role"]
        self.lease_chat: Script = loaded["lease_chat"]
        self.lease_lines: Script = loaded["lease_lines"]
        self.narrow: Script = loaded["narrow"]
        self.rate_limit: Script = loaded["rate_limit"]
