"""From a draft to an open request: show it, ask what is missing, open it."""

from typing import TYPE_CHECKING

from bot import moments
from bot.desk import requests
from bot.messages import Button, Outgoing, Say
from bot.model import Session
from bot.talk import details, drafts
from bot.talk.drafts import Draft
from bot.talk.types import Heard, Reply, at_rest, say

if TYPE_CHECKING:
    from bot.app import App


def shown(app: "App", session: Session, heard: Heard, draft: Draft, *before: Say) -> Reply:
    """The draft's card; or the question for what it lacks first."""
    if draft.place is None and app.world.rules[draft.kind].door:
        return Reply(drafts.kept(session, "place", draft), says=(*before, say("ask-place", Button("drop"))))
    return Reply(drafts.kept(session, "confirm", draft), says=(*before, drafts.card(app, heard, draft)))


def ready(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """Yes was said: ask what is still missing, once; then open it."""
    question = details.missing(app, heard, draft)
    if question:
        return Reply(drafts.kept(session, question.step, draft), says=question.says)
    return opened(app, session, heard, draft)


def opened(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """The request is open; a second one named in the same message follows."""
    change, request = requests.open_request(app.world, drafts.wanted(app, heard, draft), heard.at)
    if request.state == "held":
        return _then(app, at_rest(session), heard, draft, Reply(at_rest(session), change))
    told = _told(app, request.code, request.urgency, heard)
    here: tuple[Say | Outgoing, ...] = (heard.card(f"request:{request.id}"), told)
    return _then(app, at_rest(session), heard, draft, Reply(at_rest(session), change, here))


def _told(app: "App", code: str, urgency: str, heard: Heard) -> Say:
    quiet = moments.is_quiet(heard.at) and urgency != "now"
    start = moments.next_morning(heard.at) if quiet else heard.at
    by = moments.waking(start, app.world.ladder.waves[urgency].minutes)
    return say("request-open-night" if quiet else "request-open", code=code, at=by.isoformat())


def _then(app: "App", session: Session, heard: Heard, draft: Draft, done: Reply) -> Reply:
    second = drafts.next_of(draft)
    if second is None:
        return done
    following = shown(app, session, heard, second)
    return Reply(following.session, done.change + following.change, (*done.says, *following.says))
