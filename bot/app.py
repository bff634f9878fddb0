"""The composition root: settings in, the whole bot out."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import structlog

from bot import moments
from bot.access import Access
from bot.areas import Areas
from bot.escalation import Ladder
from bot.rules import Rules
from bot.safety import Numbers
from bot.store.change import Ledger
from bot.store.clock import TownClock
from bot.store.connect import connect
from bot.store.diary import Diary
from bot.store.outbox import Outbox
from bot.store.register import Register
from bot.store.scripts import Scripts
from bot.store.seal import MASTER_KEY_FILE, Vault, load_master_key
from bot.store.sessions import Sessions
from bot.team import Rota, Team
from bot.texts import Texts
from bot.world import World
from config.settings import BadSettings, Settings
from matching.places import Outcodes
from matching.types import Understanding
from matching.understand import Reader

log = structlog.get_logger()
CONFIG = Path(__file__).parent.parent / "config"


@dataclass(frozen=True)
class App:
    """One process's bot. `world` is what use cases read; `ledger` is the only thing that writes."""

    settings: Settings
    world: World
    ledger: Ledger
    texts: Texts
    reader: Reader
    numbers: Numbers

    def meaning(self, text: str, at: datetime) -> Understanding:
        """What a text says, written at that moment, by someone who calls our places by their names."""
        return self.reader.read(text, moments.local(at), self.world.areas.gazetteer)


@cache
def _reader() -> Reader:
    """The reader: the same for every App of a process, and the slowest part to make."""
    return Reader.load(CONFIG)


@cache
def _outcodes() -> Outcodes:
    return Outcodes.load(CONFIG / "data" / "uk_outcodes.csv")


def build(settings: Settings) -> App:
    """The bot for these settings; `settings.redis_url` must be set. Raises OnedoorError with what to put right."""
    if not settings.redis_url:
        raise BadSettings("There is no Redis to use: start Onedoor with python run_bot.py, or set ONEDOOR_REDIS_URL.")
    client = connect(settings.redis_url)
    scripts = Scripts(client)
    register = Register(client, scripts)
    given = settings.master_key.get_secret_value() if settings.master_key else None
    master, made = load_master_key(given, settings.data_dir)
    if made:
        log.warning(
            "master_key_made", path=str(settings.data_dir / MASTER_KEY_FILE), advice="keep a copy of it elsewhere"
        )
    vault = Vault(master, register)
    clock = TownClock(client)
    areas = Areas.load(settings.areas, _outcodes())
    team = Team(areas, Rota(settings.areas, areas), register, vault)
    world = World(
        register=register,
        sessions=Sessions(client, vault),
        diary=Diary(client, scripts),
        outbox=Outbox(client, scripts),
        vault=vault,
        access=Access(register, vault, team),
        team=team,
        areas=areas,
        rules=Rules.load(CONFIG / "rules.toml"),
        ladder=Ladder.load(CONFIG / "escalation.toml"),
        clock=clock,
    )
    return App(
        settings=settings,
        world=world,
        ledger=Ledger(client, scripts),
        texts=Texts.load(CONFIG / "texts", clock.now),
        reader=_reader(),
        numbers=Numbers.load(CONFIG / "crisis.toml"),
    )
