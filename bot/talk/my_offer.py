"""A volunteer's own offer: seeing it, resting from it, taking it back."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.desk import invites, roster
from bot.messages import Button
from bot.model import Session, Volunteer
from bot.talk.join_flow import volunteer_of
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

LENGTHS = {"day": timedelta(days=1), "week": timedelta(days=7)}
_LENGTHS = (
    Button("pause-for", "day", "button-pause-day"),
    Button("pause-for", "week", "button-pause-week"),
    Button("resume"),
)


def show(app: "App", session: Session, heard: Heard) -> Reply:
    """What they offer, with a tap to change each thing."""
    known = volunteer_of(app, heard)
    return _shown(session, heard, known) if known else _not_yet(session)


def _shown(session: Session, heard: Heard, volunteer: Volunteer) -> Reply:
    return Reply(at_rest(session), says=(heard.card(f"volunteer:{volunteer.id}", fresh=True),))


def _not_yet(session: Session) -> Reply:
    return Reply(at_rest(session), says=(say("not-a-volunteer", Button("offer")),))


# ---- resting
def pause(app: "App", session: Session, heard: Heard) -> Reply:
    """Pause me: open invites are declined without a word, and no more come until they say, or as long as they tap.

    Pressed on an invite or said by itself.
    """
    known = volunteer_of(app, heard)
    if known is None:
        return _not_yet(session)
    if known.status == "waiting":
        return Reply(session, says=(say("offer-waiting"),))
    if known.status == "paused":
        return Reply(session, says=(say("paused", *_LENGTHS),))
    return _paused(app, session, heard, known, None)


def pause_for(app: "App", session: Session, heard: Heard) -> Reply:
    """For a day or a week, then they are asked again."""
    known = volunteer_of(app, heard)
    if known is None or known.status == "waiting":
        return pause(app, session, heard)
    return _paused(app, session, heard, known, heard.at + LENGTHS.get(heard.arg, LENGTHS["day"]))


def _paused(app: "App", session: Session, heard: Heard, known: Volunteer, until: datetime | None) -> Reply:
    live = app.world.register.invites_of(known.id)
    change = roster.pause(app.world, known.id, until, heard.at)
    cards = tuple(heard.card(f"invite:{one.id}") for one in live if one.state == "open")
    told = say("paused-until", at=until.isoformat()) if until else say("paused", *_LENGTHS)
    still = (say("paused-tasks"),) if any(one.state in invites.AT_WORK for one in live) else ()
    return Reply(session, change, (*cards, told, *still))


def resume(app: "App", session: Session, heard: Heard) -> Reply:
    """They may be asked again."""
    known = volunteer_of(app, heard)
    if known is None:
        return _not_yet(session)
    if known.status != "paused":
        return Reply(session, says=(say("offer-waiting" if known.status == "waiting" else "not-paused"),))
    return Reply(session, roster.resume(app.world, known.id, heard.at), (say("resumed"),))


# ---- leaving
def leave(app: "App", session: Session, heard: Heard) -> Reply:
    """One question first; with tasks under way, what becomes of them."""
    known = volunteer_of(app, heard)
    if known is None:
        return _not_yet(session)
    at_work = [one for one in app.world.register.invites_of(known.id) if one.state in invites.AT_WORK]
    return Reply(session, says=(say("sure-to-leave", Button("leave-now"), Button("stay"), n=len(at_work)),))


def leave_now(app: "App", session: Session, heard: Heard) -> Reply:
    """They stop helping: tasks are handed back for them, and what they offered is forgotten."""
    known = volunteer_of(app, heard)
    if known is None:
        return _not_yet(session)
    live = app.world.register.invites_of(known.id)
    change = roster.leave(app.world, known.id, heard.at)
    cards = tuple(heard.card(f"invite:{one.id}") for one in live if one.state in ("open", *invites.AT_WORK))
    return Reply(at_rest(session), change, (*cards, say("left-thanks")))


def stay(app: "App", session: Session, heard: Heard) -> Reply:
    """They stay after all."""
    return Reply(session, says=(say("glad-you-stay"),))


PRESSES: dict[str, Step] = {
    "pause": pause,
    "pause-for": pause_for,
    "resume": resume,
    "leave": leave,
    "leave-now": leave_now,
    "stay": stay,
}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {
    **dict.fromkeys(("/me", "/offer", "my offer", "change my offer"), show),
    **dict.fromkeys(("/pause", "pause", "pause me"), pause),
    **dict.fromkeys(("/resume", "resume", "unpause"), resume),
    **dict.fromkeys(("/leave", "stop helping", "stop volunteering", "leave"), leave),
}
