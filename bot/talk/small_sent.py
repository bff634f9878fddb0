"""Voice notes, photos and whatever else is not words: answered kindly, and that they came is kept for a coordinator."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import cases, requests
from bot.messages import Say
from bot.model import Request, RequestId, Session
from bot.talk import details_ask, drafts
from bot.talk.types import Heard, Reply, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

TRIFLES = ("sticker", "animation", "dice", "game", "story", "poll")
_NAMES = {"voice": "voice", "audio": "voice", "photo": "photo", "video": "video", "video_note": "video"}
_AT_WORK = ("accepted", "under_way")


def waiting(session: Session) -> tuple[str, ...]:
    """What was sent before any words: it goes with the request that follows."""
    sent = session.draft.get("sent", ())
    return tuple(str(one) for one in sent) if isinstance(sent, (list, tuple)) else ()


def sent(app: "App", session: Session, heard: Heard) -> Reply:
    """Something that is not text came."""
    again = _question(app, session, heard)
    if heard.attachment in TRIFLES:
        return Reply(session, says=again or (say("sent-trifle"),))
    if drafts.held(session):
        draft = drafts.of(session)
        noted = drafts.kept(session, session.step, replace(draft, sent=(*draft.sent, heard.attachment)))
        return Reply(noted, says=(_cannot(heard, "noted"), *again))
    request = _about(app, heard)
    if request:
        change = requests.sent_along(request, heard.who, (heard.attachment,), heard.at)
        return Reply(session, change, (_cannot(heard, "open", code=request.code), *again))
    return _with_nothing_open(app, session, heard)


def _question(app: "App", session: Session, heard: Heard) -> tuple[Say, ...]:
    if not drafts.held(session):
        return ()
    return details_ask.question(app, heard, drafts.of(session), session.step)


def _cannot(heard: Heard, what_then: str, **facts: str) -> Say:
    """That it cannot be opened here, in the words for what it is; and what happens with it."""
    then = Say(f"sent-{what_then}", facts)
    return Say(f"sent-{_NAMES.get(heard.attachment, 'file')}", more=(then,))


def _about(app: "App", heard: Heard) -> Request | None:
    """The request it most likely belongs to: the helper's task, else their own latest."""
    tasks = [one.request for one in app.world.register.invites_of(heard.who) if one.state in _AT_WORK]
    own: list[RequestId] = [one.id for one in app.world.register.requests_of(heard.who)]
    found = app.world.register.all_of(Request, [*tasks, *own])
    return found[-1] if found and not tasks else (found[0] if found else None)


def _with_nothing_open(app: "App", session: Session, heard: Heard) -> Reply:
    """Words are asked for once; what comes again without words, a coordinator follows up."""
    came = (*waiting(session), heard.attachment)
    if len(came) == 1:
        asked = replace(session, draft={**session.draft, "sent": list(came)})
        return Reply(asked, says=(_cannot(heard, "words"),))
    case = cases.open_case(
        app.world,
        heard.person.area,
        "attachment",
        heard.at,
        subject=heard.who,
        urgency=cases.TODAY,
        words=" ".join(f"[{one}]" for one in came),
    )
    return Reply(at_rest(session), case, (_cannot(heard, "case"),))
