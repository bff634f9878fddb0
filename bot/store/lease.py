"""A role that one process at a time may hold, such as reading a bot's updates. Held by machine time."""

import secrets
from dataclasses import dataclass, field

from bot.store import keys
from bot.store.scripts import Scripts

LEASE_MS = 6_000  # so long does the next process wait after one that was killed


@dataclass(frozen=True)
class RoleLease:
    """One process's claim on a role. Ask `hold` again and again, well within LEASE_MS; `give_up` when done."""

    scripts: Scripts = field(repr=False)
    role: str
    holder: str = field(default_factory=lambda: secrets.token_hex(8))

    def hold(self) -> bool:
        """Take the role or keep it; whether it is ours for another LEASE_MS."""
        return bool(self.scripts.hold_role(keys=[keys.role_lease(self.role)], args=[self.holder, LEASE_MS]))

    def give_up(self) -> None:
        """Let the next process have it at once, if it was ours."""
        self.scripts.hold_role(keys=[keys.role_lease(self.role)], args=[self.holder, 0])
