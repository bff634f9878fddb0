"""What the poller stands on: which updates are in hand, and that it is the only one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.app import App, build
from bot.store.lease import RoleLease
from config.settings import Settings
from handlers.telegram.poll import Window


def test_an_update_in_hand_or_stored_is_not_begun_again() -> None:
    """Telegram hands out all from the lowest not yet stored; those after it may be stored already."""
    window = Window()
    assert [window.begin(update) for update in (5, 6, 7)] == [True, True, True]
    window.end(6)
    assert window.offset == 5
    assert [window.begin(update) for update in (5, 6, 7, 8)] == [False, False, False, True]
    for update in (5, 7, 8):
        window.end(update)
    assert window.offset == 9
    assert window.stored == set()


def test_one_of_fifty_holds_the_role(redis_url: str, tmp_path: Path) -> None:
    """Fifty ask in the same instant; one has it, keeps it, and only it can give it up."""
    app: App = build(Settings(redis_url=redis_url, data_dir=tmp_path))
    leases = [RoleLease(app.ledger.scripts, "poll:example") for _ in range(50)]
    with ThreadPoolExecutor(50) as threads:
        held = list(threads.map(RoleLease.hold, leases))
    assert held.count(True) == 1
    winner = leases[held.index(True)]
    losers = [lease for lease in leases if lease is not winner]
    losers[0].give_up()
    assert not losers[0].hold()
    assert winner.hold()
    winner.give_up()
    assert losers[0].hold()
