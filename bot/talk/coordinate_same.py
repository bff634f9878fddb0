"""Coordinating: two requests that are one, put together; and parted again."""

from typing import TYPE_CHECKING

from bot.desk import holding, merging
from bot.errors import NotPossible
from bot.messages import Button, Say
from bot.model import Request, Session
from bot.talk.coordinate_hand import cards, guarded, two
from bot.talk.details_words import codes_in
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App


def _other(app: "App", heard: Heard) -> tuple[str, str]:
    """The case, which they have, and the other request."""
    case_id, other = two(heard.arg)
    holding.owned(app.world, case_id, heard.who)
    return case_id, other


def merge(app: "App", session: Session, heard: Heard) -> Reply:
    """The button: the case's request and the other are one."""
    case_id, other = _other(app, heard)
    request = str(app.world.register.case(case_id).request)
    change, keeper, gone = merging.merge(app.world, request, other, heard.who, heard.at)
    return Reply(session, change, cards(heard, case_id, _merged(keeper, gone)))


def _merged(keeper: Request, gone: Request) -> Say:
    undo = Button("unmerge", gone.id, "button-unmerge", {"code": gone.code})
    return say("merged-told", undo, code=keeper.code)


def apart(app: "App", session: Session, heard: Heard) -> Reply:
    """The button: they are two."""
    case_id, other = _other(app, heard)
    request = str(app.world.register.case(case_id).request)
    change = merging.apart(app.world, request, other, heard.who, heard.at)
    return Reply(session, change, cards(heard, case_id, say("apart-told")))


def unmerge(app: "App", session: Session, heard: Heard) -> Reply:
    """The button: they were two after all."""
    return _unmerged(app, session, heard, app.world.register.request(heard.arg))


def _unmerged(app: "App", session: Session, heard: Heard, merged: Request) -> Reply:
    change = merging.unmerge(app.world, merged.id, heard.who, heard.at)
    return Reply(session, change, (say("unmerged-told", code=merged.code),))


def merge_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """`/merge K7-42 M3-10`."""
    found = _by_codes(app, heard)
    if len(found) != 2:
        return Reply(session, says=(say("ask-two-codes"),))
    change, keeper, gone = merging.merge(app.world, found[0].id, found[1].id, heard.who, heard.at)
    return Reply(session, change, (_merged(keeper, gone),))


def unmerge_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """`/unmerge M3-10`: the one that was put together with another."""
    found = [one for one in _by_codes(app, heard) if one.state == "merged"]
    if len(found) != 1:
        return Reply(session, says=(say("ask-merged-code"),))
    return _unmerged(app, session, heard, found[0])


def _by_codes(app: "App", heard: Heard) -> list[Request]:
    """The open requests of their areas that are named. Raises NotPossible for a code that is in two of their areas."""
    found = []
    for code in dict.fromkeys(codes_in(heard.text.upper())):
        places = [app.world.register.by_code(area.id, code) for area in app.world.areas]
        known = [one for one in places if one and app.world.team.coordinates(heard.who, one.area)]
        if len(known) > 1:
            raise NotPossible(f"{code} is in two areas")
        found += known
    return found


PRESSES: dict[str, Step] = guarded({"merge": merge, "apart": apart, "unmerge": unmerge})
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = guarded({"/merge": merge_typed, "/unmerge": unmerge_typed})
