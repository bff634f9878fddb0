"""What is kept when someone corrects a kind: which phrases of ours misled, and no word of theirs. Nothing changes."""

from datetime import UTC, datetime, time, timedelta

from bot import moments
from bot.model import new_id
from bot.store import codec, keys
from bot.store.change import Change
from bot.world import World
from matching.misleading import Correction

MOST = 2000  # corrections kept
KEPT = timedelta(days=365)


def corrected(wrong: str, right: str, phrases: tuple[str, ...], at: datetime) -> Change:
    """One correction more, by its day alone; those over the cap or too old go."""
    today = moments.local(at).date()
    one = Correction(new_id("k"), wrong, right, today, phrases)
    score = datetime.combine(today, time(), UTC).timestamp()
    key = keys.corrections()
    return Change(
        writes=(
            ("ZADD", key, score, codec.encode(one)),
            ("ZREMRANGEBYSCORE", key, "-inf", score - KEPT.total_seconds()),
            ("ZREMRANGEBYRANK", key, 0, -MOST - 1),
        )
    )


def kept(world: World, at: datetime) -> list[Correction]:
    """The corrections of the last year, oldest first."""
    oldest = moments.local(at).date() - KEPT
    return [one for one in world.register.corrections() if one.on > oldest]
