"""Passing a message between a helper and whoever waits for them, so that neither needs the other's number."""

from dataclasses import replace
from datetime import datetime

from bot.desk import about
from bot.desk.invites import TAKEN
from bot.desk.tasks import mine
from bot.desk.telling import chat_of, tell
from bot.errors import InviteOver, NotAllowed, NotPossible
from bot.lifecycle import ACTIVE
from bot.messages import Button, Param, Ref, Say
from bot.model import PersonId, Request
from bot.store.change import Change, put
from bot.world import World

MOST_KEPT = 20  # of one request; older ones go
_SAID = "said."


def can_reach(world: World, request: Request) -> bool:
    """Whether whoever asked has a chat to pass a message to, and may be written to there."""
    person = world.register.person(request.asked_by)
    return chat_of(person) is not None and not person.hushed


def to_resident(world: World, invite_id: str, by: PersonId, words: str, at: datetime) -> Change:
    """A helper's words to whoever asked. Raises InviteOver, and NotPossible without a chat."""
    invite, request, _ = mine(world, invite_id, by, TAKEN)
    if not can_reach(world, request):
        raise NotPossible("they cannot be written to")
    change, path = _kept(world, request, words)
    facts: dict[str, Param] = {"code": request.code, "name": Ref(f"person:{by}#name"), "words": Ref(path)}
    say = Say("relayed", facts, (Button("answer-helper", invite.id),))
    return change + about.noted(request, by, "wrote", at) + tell(world, request.asked_by, say, at, must_hear=True)


def to_helper(world: World, invite_id: str, by: PersonId, words: str, at: datetime) -> Change:
    """The answer, to that one helper. Raises NotAllowed when it is not their request, InviteOver when it is over."""
    invite = world.register.invite(invite_id)
    request = world.register.request(invite.request)
    if by not in about.waiting_people(request):
        raise NotAllowed("this request is someone else's")
    if invite.state not in TAKEN or request.state not in ACTIVE:
        raise InviteOver(invite.state)
    change, path = _kept(world, request, words)
    facts: dict[str, Param] = {"code": request.code, "words": Ref(path)}
    say = Say("relayed-back", facts, (Button("message-them", invite.id),))
    return change + about.noted(request, by, "wrote", at) + tell(world, invite.volunteer, say, at, must_hear=True)


def _kept(world: World, request: Request, words: str) -> tuple[Change, str]:
    """The words sealed in the request, and the reference to them: the outbox carries no private text."""
    said = sorted((name for name in request.sealed if name.startswith(_SAID)), key=_number)
    name = f"{_SAID}{_number(said[-1]) + 1 if said else 1}"
    record = f"request:{request.id}"
    kept = {key: text for key, text in request.sealed.items() if key not in said[: 1 - MOST_KEPT]}
    sealed = kept | world.access.sealed(request.resident, record, {name: words})
    return put(replace(request, sealed=sealed), request), f"{record}#{name}"


def _number(name: str) -> int:
    return int(name.removeprefix(_SAID))
