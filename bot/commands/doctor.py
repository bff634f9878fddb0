"""Whether this Onedoor is well: its settings, Redis, keys, tokens, clock, workers, texts, areas, rules and numbers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from rich.console import Console

from bot import health, texts
from bot.app import CONFIG, App, build
from bot.errors import HalfRestored, MasterKeyWrong, RedisNotReached
from bot.rules import UNCONFIRMED
from bot.store import fill, server
from bot.store.embedded import OLDEST, answers
from config.settings import Settings

NUMBERS_LAST = timedelta(days=365)


class Finding(NamedTuple):
    """One line of the doctor's: what was looked at and how it is, or what to do."""

    words: str
    well: bool


def well(words: str) -> Finding:
    """All is as it should be."""
    return Finding(words, well=True)


def amiss(words: str) -> Finding:
    """Something is to be done; the words say what."""
    return Finding(words, well=False)


Check = Callable[[App], Iterator[Finding]]
Token = Callable[[Settings], Finding]


def main(settings: Settings, tokens: Sequence[Token] = ()) -> bool:
    """Say how everything is, a line each; whether all is well. `tokens` ask each platform whether it knows us.

    Raises RedisNotReached, and whatever keeps the bot from being built at all.
    """
    if not settings.redis_url or not answers(settings.redis_url):
        raise RedisNotReached
    app = build(settings)
    found = [one for check in CHECKS for one in check(app)] + [token(settings) for token in tokens]
    console = Console(soft_wrap=True, highlight=False)
    for finding in found:
        console.print("[green]ok[/green]  " if finding.well else "[red]look[/red]", end="  ")
        console.print(finding.words, markup=False)
    return all(finding.well for finding in found)


def _settings(app: App) -> Iterator[Finding]:
    yield well(f"settings: data in {app.settings.data_dir}, areas from {app.settings.areas}")


def _redis(app: App) -> Iterator[Finding]:
    found = server.describe(app.ledger.client)
    version = ".".join(map(str, found.version))
    if found.version < OLDEST:
        yield amiss(f"redis: version {version} is too old, 6.2 or later is needed")
    else:
        yield well(f"redis: version {version}")
    if found.policy != "noeviction":
        yield amiss(f"redis: it throws things out when full ({found.policy}): set maxmemory-policy noeviction")
    if fill.half_filled(app.ledger.client):
        yield amiss(f"redis: {HalfRestored()}")
    if not found.appendonly:
        yield amiss("redis: it may forget the latest minutes when it ends: set appendonly yes")


def _master_key(app: App) -> Iterator[Finding]:
    person = server.someone(app.ledger.client)
    try:
        if person:
            app.world.vault.seal(person, "doctor", "")
        yield well("master key: it opens what is sealed" if person else "master key: nothing is sealed yet")
    except MasterKeyWrong as wrong:
        yield amiss(f"master key: {wrong}")


def _clock(app: App) -> Iterator[Finding]:
    silent = list(health.clock(app))
    yield from map(amiss, silent)
    if not silent:
        yield well("clock: it runs")


def _lags(app: App) -> Iterator[Finding]:
    for part, words in ((health.diary, "diary: nothing is late"), (health.outbox, "outbox: nobody waits for long")):
        late = list(part(app))
        yield from map(amiss, late)
        if not late:
            yield well(words)
    aside = app.world.diary.aside_count()
    if aside:
        yield well(f"diary: {aside} follow-ups failed and were set aside, each with a case")


def _workers(app: App) -> Iterator[Finding]:
    count = health.alive(app, "worker")
    if count:
        yield well(f"workers: {count} running")
    else:
        yield amiss("workers: none running, so nothing that falls due is done: python run_bot.py worker")


def _texts(app: App) -> Iterator[Finding]:
    english, *others = sorted(app.texts.bundles, key=lambda language: language != "en")
    wanted = texts.ids(CONFIG / "texts" / english)
    yield well(f"texts: {len(wanted)} in {english}")
    for language in others:
        missing = sorted(wanted - texts.ids(CONFIG / "texts" / language))
        if missing:
            yield amiss(f"texts: {language} lacks {len(missing)}: {', '.join(missing[:5])}...")
        else:
            yield well(f"texts: {language} has them all")


def _areas(app: App) -> Iterator[Finding]:
    for area in app.world.areas:
        count = len(app.world.team.coordinators(area.id))
        if count:
            yield well(f"areas: {area.name} has {count} of {len(area.coordinators)} coordinators")
        else:
            yield amiss(f"areas: no coordinator of {area.name} has written to the bot yet: cases wait unseen")


def _rules(app: App) -> Iterator[Finding]:
    if app.world.rules.confirmed:
        yield well(f"rules: what each kind of help needs was confirmed ({app.world.rules.confirmed})")
    else:
        yield amiss(f"rules: {UNCONFIRMED}")


def _numbers(app: App) -> Iterator[Finding]:
    oldest = datetime.now(UTC).date() - NUMBERS_LAST
    numbers = {number.number: number for part in app.numbers.by_crisis.values() for number in part}
    old = [f"{one.name} ({_said(one.last_verified)})" for one in numbers.values() if one.last_verified < oldest]
    if old:
        yield amiss(f"numbers: check these at their source again, then date them anew: {', '.join(old)}")
    else:
        yield well(f"numbers: {len(numbers)} for people in danger, all checked within a year")


def _said(day: date) -> str:
    return f"checked {day.isoformat()}"


CHECKS: tuple[Check, ...] = (
    *(_settings, _redis, _master_key, _clock, _workers, _lags, _texts, _areas, _rules, _numbers),
)
