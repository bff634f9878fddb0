"""From a draft to an open request: show it, ask what is missing, open it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import moments
from bot.desk import merging, people, requests, services
from bot.desk.requests import Wanted
from bot.messages import Outgoing, Say
from bot.model import PersonId, Request, Session, When
from bot.store.change import Change
from bot.talk import details, details_ask, drafts, twins
from bot.talk.drafts import Draft
from bot.talk.types import Heard, Reply, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

ON_THE_CARD = ("kind", "for-me")  # buttons whose answer is the card itself, changed where it stands

# What a local service often does as well as a neighbour: shown with the request.
SERVICES_TOO = ("food", "money", "housing", "legal", "work", "learning", "language", "goods", "community", "digital")


# ---- showing
def shown(app: "App", session: Session, heard: Heard, draft: Draft, *before: Say) -> Reply:
    """The draft's card; or the question for the place it lacks first."""
    if draft.place is None:
        step = "their-same" if details_ask.perhaps_the_same(app, heard, draft) else "place"
        asked = replace(draft, asked=(*draft.asked, step)) if step == "their-same" else draft
        return Reply(drafts.kept(session, step, asked), says=(*before, *details_ask.question(app, heard, draft, step)))
    if app.world.areas.serving(draft.place) is None:
        return elsewhere(session, draft, *before)
    kept = drafts.wishing(app, heard, draft)
    in_place = heard.action in ON_THE_CARD and session.step == "confirm"
    gone = () if in_place else drafts.put_away(heard, draft, "understood-changed")
    card = drafts.card(app, heard, draft, fresh=draft.shown and not in_place)
    reply = Reply(drafts.kept(session, "confirm", replace(draft, shown=True)), says=(*before, *gone, card))
    return reply if kept is heard else details.keep(app, kept, reply)


def elsewhere(session: Session, draft: Draft, *before: Say) -> Reply:
    """No area of ours: said honestly, and asked again in case the place was read wrongly."""
    label = draft.place.label if draft.place else ""
    words = say("not-our-area", details_ask.DROP, place=label) if label else say("not-our-area-here", details_ask.DROP)
    return Reply(drafts.kept(session, "place", replace(draft, place=None)), says=(*before, words))


# ---- opening
def ready(
    app: "App", session: Session, heard: Heard, draft: Draft, *before: Say, beside: Request | None = None
) -> Reply:
    """Yes was said: ask what is still missing, once; then open it. `before` is said first where a question follows."""
    question = details_ask.missing(app, heard, draft)
    twin = twins.asked(app, session, heard, draft) if question is None or not draft.on_behalf else None
    if twin:
        return details.keep(app, heard, replace(twin, says=(*before, *twin.says)))
    if question is None:
        return opened(app, session, heard, draft, beside=beside)
    asked = replace(draft, asked=(*draft.asked, question.step))
    if question.step in details_ask.OWN:
        seen = tuple(dict.fromkeys((*heard.person.asked, question.step)))
        heard = replace(heard, person=replace(heard.person, asked=seen))
    reply = Reply(drafts.kept(session, question.step, asked), says=(*before, *question.says))
    return details.keep(app, heard, reply)


def opened(app: "App", session: Session, heard: Heard, draft: Draft, *, beside: Request | None = None) -> Reply:
    """The request is open; a second one named in the same message follows."""
    draft = replace(draft, urgency=_how_soon(draft, heard.at))
    heard = remembered(app, heard, draft)
    resident, made = _resident(app, heard, draft)
    marks = twins.marks(app, heard, draft)
    wanted = replace(drafts.wanted(app, heard, draft, resident), beside=beside, marks=marks)
    change, request = _open(app, heard, draft, wanted)
    change += made + requests.sent_along(request, heard.who, draft.sent, heard.at)
    says = () if request.state == "held" else (heard.card(drafts.name_of(draft)), *_told(app, heard, draft, request))
    done = Reply(at_rest(session), change, says)
    return details.keep(app, heard, _then(app, heard, replace(draft, resident=resident), request, done))


def _open(app: "App", heard: Heard, draft: Draft, wanted: Wanted) -> tuple[Change, Request]:
    """A request of its own; or one with that they said it is the same as."""
    if draft.same:
        return merging.joined(app.world, wanted, draft.same, heard.at)
    change, request = requests.open_request(app.world, wanted, heard.at)
    return change + twins.told(app, heard, draft, request), request


def _how_soon(draft: Draft, at: datetime) -> str:
    """What is wanted tonight, and asked for at night, cannot wait for the morning."""
    tonight = draft.when == When(moments.local(at).date(), "night") and moments.is_quiet(at)
    return "now" if tonight else draft.urgency


def remembered(app: "App", heard: Heard, draft: Draft) -> Heard:
    """What they said of themselves stays with them: what to take care over, and where exactly they are."""
    heard = drafts.wishing(app, heard, replace(draft, wishes=()))
    if draft.on_behalf:
        return heard
    person = people.with_wishes(app.world, heard.person, draft.wishes)
    if draft.place and person.place is None:
        person = people.living_at(person, draft.place, app.world)
    if draft.point:
        person = app.world.access.with_private(person, point=people.point_text(draft.point))
    return replace(heard, person=person)


def _resident(app: "App", heard: Heard, draft: Draft) -> tuple[PersonId, Change]:
    """Who is helped: whoever writes; someone known from before; or someone new, apart from whoever asks for them."""
    if not draft.on_behalf:
        return heard.who, Change()
    if draft.resident:
        return draft.resident, Change()
    told = people.Told(
        name=draft.their_name,
        phone=draft.their_phone,
        door=draft.their_door,
        wishes="; ".join(draft.wishes),
        place=draft.place,
        point=draft.point,
    )
    return people.helped(app.world, told, heard.at)


def _then(app: "App", heard: Heard, draft: Draft, request: Request, done: Reply) -> Reply:
    second = drafts.next_of(draft)
    if second is None:
        return done
    following = ready(app, done.session, heard, second, beside=request)
    return Reply(following.session, done.change + following.change, (*done.says, *following.says))


# ---- what is said
def _told(app: "App", heard: Heard, draft: Draft, request: Request) -> tuple[Say | Outgoing, ...]:
    if draft.same:
        return (_one_with(app, heard, draft.same, request),)
    waits = moments.is_quiet(heard.at) and request.urgency != "now"
    by = answer_by(app, request, heard.at)
    told = say(
        "request-open-night" if waits else "request-open", code=request.code, kind=request.kind, at=by.isoformat()
    )
    return (told, *services_too(app, request, heard.at))


def _one_with(app: "App", heard: Heard, other: str, request: Request) -> Say:
    facts = {"code": request.code, "kind": request.kind}
    same = app.world.register.request(other)
    if twins.may_name(same, heard.who):
        return Say("merged-own", {**facts, "other": same.code})
    return Say("merged-home", facts)


def answer_by(app: "App", request: Request, at: datetime) -> datetime:
    """When they have heard from us at the latest: someone was found, or a coordinator has it."""
    rung = app.world.ladder.waves[request.urgency]
    minutes = rung.minutes * rung.most
    return at + timedelta(minutes=minutes) if request.urgency == "now" else moments.waking(at, minutes)


def services_too(app: "App", request: Request, at: datetime) -> tuple[Say, ...]:
    """Local services that may be the better answer, for kinds where they often are."""
    if request.kind not in SERVICES_TOO:
        return ()
    near = services.near(app.world, request.kind, request.place, request.when, at)
    return (Say("services-too", {"kind": request.kind}, more=services.lines(near)),) if near else ()
