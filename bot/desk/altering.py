"""Changes of mind about a request that is open already: another time, another place, it can't wait, take care."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot import moments
from bot.access import of_person
from bot.desk import about, candidates, casework, invites, waves
from bot.desk.confirming import must_wait_for
from bot.desk.requests import tell_waiting
from bot.desk.telling import redraw, tell
from bot.lifecycle import REQUEST, after
from bot.messages import Button, Param, Ref, Say
from bot.model import Invite, PersonId, Place, Request, When
from bot.store.change import Change, put, total
from bot.world import World

_MAY_ASK_AGAIN = ("declined", "expired")  # their no, or their silence, was to another time or place


@dataclass(frozen=True, slots=True)
class Altered:
    """What is different now; None or empty where nothing is. `words` are what they wrote."""

    words: str
    when: When | None = None
    place: Place | None = None
    urgency: str = ""
    wishes: tuple[str, ...] = ()

    @property
    def asks_anew(self) -> bool:
        """Whether whoever said yes, or may yet, must be asked whether it still suits."""
        return bool(self.when or self.place or self.urgency == "now")


def alter(world: World, request_id: str, by: PersonId, new: Altered, at: datetime) -> tuple[Change, Request]:
    """Whoever waits changes it. Helpers are asked whether it still suits; open invites show what is true now.

    Raises NotAllowed, and NotPossible once it is done or over.
    """
    before = world.register.request(request_id)
    must_wait_for(before, by)
    request = _with(world, before, new)
    told = about.noted(request, by, "altered", at) + about.redrawn(world, request, at)
    if request.helpers:
        told += _helpers_asked(world, request, new, at)
    asked, request = _asked_on(world, before, request, new, at)
    return told + asked + put(request, before), request


def take_care(world: World, who: PersonId, wishes: tuple[str, ...], at: datetime) -> Change:
    """What someone said beside words of danger that helpers must take care over: on all they wait for.

    Their helpers see it at the top of their card, and none of the words around it. Nothing is said to whoever waits.
    """
    own = [one for one in world.register.requests_of(who) if one.resident == who and "alter" in REQUEST[one.state]]
    return total(_cared_for(world, request, Altered("", wishes=wishes), at) for request in own)


def _cared_for(world: World, before: Request, new: Altered, at: datetime) -> Change:
    change = Change()
    for invite in world.register.invites_for(before.id):
        if invite.state in invites.AT_WORK:
            change += redraw(world, f"invite:{invite.id}", at, invite.volunteer)
            if new.wishes:
                change += tell(world, invite.volunteer, _news(before, invite, new), at, must_hear=True)
    return change + put(_with(world, before, new), before) if new.wishes else change


def _with(world: World, before: Request, new: Altered) -> Request:
    record = f"request:{before.id}"
    wishes = dict.fromkeys((*_kept(world, before, "wishes", "; "), *new.wishes))
    words = [*_kept(world, before, "words", "\n"), *filter(None, (new.words,))]
    private = {"words": "\n".join(words), "wishes": "; ".join(wishes)}
    private = {name: text for name, text in private.items() if text}
    return replace(
        before,
        state=after(REQUEST, before.state, "alter"),
        when=new.when or before.when,
        place=new.place or before.place,
        urgency=new.urgency or before.urgency,
        sealed={**before.sealed, **world.access.sealed(before.resident, record, private)},
    )


def _kept(world: World, request: Request, name: str, between: str) -> tuple[str, ...]:
    text = world.access.read(request.resident, f"request:{request.id}#{name}")
    return tuple(text.split(between)) if text else ()


# ---- whoever was not asked yet, or has not answered
def _asked_on(world: World, before: Request, request: Request, new: Altered, at: datetime) -> tuple[Change, Request]:
    """What the change means for asking: cards drawn anew, waves that need not wait, a search begun again."""
    if before.state not in ("open", "held") or not new.asks_anew:
        return Change(), request
    sent = world.register.invites_for(request.id)
    cards = total(redraw(world, f"invite:{one.id}", at, one.volunteer) for one in sent if one.state == "open")
    request = replace(request, asked=_may_not_be_asked(request, sent))
    if before.state == "held":
        searching, request = _searched(world, request, at)
        return cards + searching, request
    sooner = request.urgency == "now" != before.urgency
    return cards + (waves.due(world, request, at) if sooner else Change()), request


def _may_not_be_asked(request: Request, sent: list[Invite]) -> tuple[PersonId, ...]:
    again = {one.volunteer for one in sent if one.state in _MAY_ASK_AGAIN}
    again -= {one.volunteer for one in sent if one.state not in _MAY_ASK_AGAIN}
    return tuple(one for one in request.asked if one not in again)


def _searched(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """It was held: with the change someone may suit after all. A coordinator who has it in hand decides instead."""
    facts = {"code": request.code, "kind": request.kind, "when": moments.written(request.when)}
    told = casework.news(world, request, Say("case-request-changed", facts), at)
    anew = replace(waves.again(world, request), state=after(REQUEST, request.state, "search"))
    if told.says or not candidates.may_search(world, request) or not candidates.ranked(world, anew, at, most=1):
        return told, request
    asked, anew = waves.begin(world, anew, at)
    return told + asked, anew


# ---- whoever said yes
def _helpers_asked(world: World, request: Request, new: Altered, at: datetime) -> Change:
    lines = [line for line in world.diary.about(f"request:{request.id}") if line.job in ("remind", "check_in")]
    change = Change(drops=tuple((line.id, line.about) for line in lines))
    for invite in world.register.invites_for(request.id):
        if invite.state in invites.AT_WORK:
            volunteer = world.register.volunteer(invite.volunteer)
            change += tell(world, invite.volunteer, _news(request, invite, new), at, must_hear=True)
            change += redraw(world, f"invite:{invite.id}", at, invite.volunteer)
            change += invites.reminders(world, request, volunteer, at) if volunteer else Change()
    return change


def _news(request: Request, invite: Invite, new: Altered) -> Say:
    facts: dict[str, Param] = {
        "code": request.code,
        "kind": request.kind,
        "when": moments.written(request.when),
    }
    if not new.asks_anew:
        return Say("task-noted", facts)
    buttons = (Button("still-fine", invite.id), Button("hand-back", invite.id))
    if new.urgency == "now" and new.when in (None, When()):
        return Say("task-sooner", facts, buttons)
    moved = (Say("line-where", {"place": new.place.label}),) if new.place else ()
    return Say("task-changed", facts, buttons, (*moved, Say("task-changed-suits")))


def suits(world: World, invite_id: str, by: PersonId, at: datetime) -> Change:
    """The helper says the change is all right; whoever waits hears it. Raises NotAllowed, InviteOver."""
    _, request, _ = invites.own(world, invite_id, by)
    if by not in request.helpers:
        return Change()
    facts: dict[str, Param] = {
        "code": request.code,
        "kind": request.kind,
        "name": Ref(of_person(by, "name")),
        "when": moments.written(request.when),
    }
    return about.noted(request, by, "suits", at) + tell_waiting(world, request, Say("still-coming", facts), at)
