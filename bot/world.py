"""Everything a use case may read: the store's readers and the tables of `config/`."""

from dataclasses import dataclass

from bot.access import Access
from bot.areas import Areas
from bot.escalation import Ladder
from bot.rules import Rules
from bot.store.clock import TownClock
from bot.store.diary import Diary
from bot.store.outbox import Outbox
from bot.store.register import Register
from bot.store.seal import Vault
from bot.store.sessions import Sessions
from bot.team import Team
from matching import rank


@dataclass(frozen=True)
class World:
    """Handed to every desk use case. It writes nothing; Changes do."""

    register: Register
    sessions: Sessions
    diary: Diary
    outbox: Outbox
    vault: Vault
    access: Access
    team: Team
    areas: Areas
    rules: Rules
    ladder: Ladder
    clock: TownClock
    order: rank.Order = rank.rank  # whom to ask first; another only to be measured against
