"""Asking for help: from the first words to a request that is open."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import people
from bot.messages import Button
from bot.model import Session
from bot.talk import details, drafts, opening, unclear
from bot.talk.drafts import Draft
from bot.talk.types import Heard, Reply, Step, at_rest, say
from matching.types import KINDS

if TYPE_CHECKING:
    from bot.app import App

COMMON = ("shopping", "prescription", "transport", "befriending", "food", "home", "digital", "money")


def asked(app: "App", session: Session, heard: Heard) -> Reply:
    """A message that asks for something: the card of what was understood, or the one question that is missing."""
    meant = app.reader.read(heard.text, heard.at, app.world.areas.names)
    if meant.under_18:
        return unclear.to_a_person(app, session, heard, "under_18")
    draft = drafts.begun(app, heard, meant)
    if not draft.kind:
        return unclear.asked_once(app, session, heard)
    if draft.also:
        return _which(session, draft)
    return opening.shown(app, session, heard, draft)


def _which(session: Session, draft: Draft) -> Reply:
    """Two needs in one message: one question, then one request or two."""
    second = draft.also[0]
    buttons = (
        Button("both"),
        Button("only", draft.kind, "button-kind", {"kind": draft.kind}),
        Button("only", second, "button-kind", {"kind": second}),
    )
    return Reply(
        drafts.kept(session, "which", draft),
        says=(say("two-needs", *buttons, kind=draft.kind, second_kind=second),),
    )


def which(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed: "both", or the one that matters."""
    draft = drafts.of(session)
    words = heard.text.casefold()
    if "both" in words or "yes" in words:
        return opening.shown(app, session, heard, draft)
    ranked = [kind for kind, _ in app.reader.kinds_ranked(heard.text) if kind in (draft.kind, *draft.also)]
    if ranked:
        return opening.shown(app, session, heard, replace(draft, kind=ranked[0], also=()))
    return _which(session, draft)


def both(app: "App", session: Session, heard: Heard) -> Reply:
    """Both: the second follows when the first is open."""
    return opening.shown(app, session, heard, drafts.of(session))


def only(app: "App", session: Session, heard: Heard) -> Reply:
    """Only one of the two."""
    return opening.shown(app, session, heard, replace(drafts.of(session), kind=heard.arg, also=()))


def place(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "where?": a postcode, a place's name or a shared location."""
    draft = drafts.of(session)
    found = details.place_said(app, heard)
    if found is None:
        return Reply(session, says=(say("ask-place-again", Button("drop")),))
    if app.world.areas.serving(found) is None:
        return Reply(at_rest(session), says=(say("not-our-area", place=found.label),))
    person = heard.person if draft.on_behalf else people.living_at(heard.person, found, app.world)
    reply = opening.shown(app, session, heard, replace(draft, place=found))
    return replace(reply, change=reply.change + details.saved(app, heard, person))


def kind(app: "App", session: Session, heard: Heard) -> Reply:
    """One tap says it is another kind."""
    draft = drafts.of(session)
    if heard.arg not in KINDS:
        return other_kind(app, session, heard)
    others = tuple(other for other in (draft.kind, *draft.others) if other and other != heard.arg)
    return opening.shown(app, session, heard, replace(draft, kind=heard.arg, others=others[: drafts.ALTERNATIVES]))


def other_kind(app: "App", session: Session, heard: Heard) -> Reply:
    """Something else: the common kinds as buttons, and an open question."""
    buttons = tuple(Button("kind", one, "button-kind", {"kind": one}) for one in COMMON)
    return Reply(drafts.kept(session, "what", drafts.of(session)), says=(say("what-kind", *buttons),))


def what(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "what do you need?", in their own words."""
    meant = app.reader.read(heard.text, heard.at, app.world.areas.names)
    if not meant.needs:
        return unclear.to_a_person(app, session, heard, "unclear")
    draft = drafts.of(session)
    words = f"{draft.words}\n{heard.text}"
    return opening.shown(app, session, heard, replace(draft, kind=meant.needs[0], words=words))


def change_when(app: "App", session: Session, heard: Heard) -> Reply:
    """Another time."""
    days = tuple(Button("day", choice) for choice in ("today", "tomorrow", "any"))
    return Reply(drafts.kept(session, "when", drafts.of(session)), says=(say("ask-when", *days),))


def day(app: "App", session: Session, heard: Heard) -> Reply:
    """One tap on a day."""
    return _retimed(app, session, heard, heard.arg)


def when(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "when?", in their own words."""
    return _retimed(app, session, heard, heard.text)


def _retimed(app: "App", session: Session, heard: Heard, words: str) -> Reply:
    draft = drafts.of(session)
    new = details.when_said(app, heard, words)
    if new is None:
        return Reply(session, says=(say("ask-when-again"),))
    return opening.shown(app, session, heard, replace(draft, when=new, urgency=details.urgency_of(new, heard.at)))


def change_where(app: "App", session: Session, heard: Heard) -> Reply:
    """Another place."""
    return Reply(drafts.kept(session, "place", drafts.of(session)), says=(say("ask-place", Button("drop")),))


def drop(app: "App", session: Session, heard: Heard) -> Reply:
    """Never mind."""
    return Reply(at_rest(session), says=(say("dropped"),))


def confirm(app: "App", session: Session, heard: Heard) -> Reply:
    """The resident has seen what we understood and said yes."""
    if session.step == "" or "request" not in session.draft or drafts.of(session).id != heard.arg:
        return Reply(session, says=(say("already-sent"),))
    return opening.ready(app, session, heard, drafts.of(session))


def confirm_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed below the card: a yes, or a correction in their own words."""
    draft = drafts.of(session)
    if details.is_yes(heard.text):
        return opening.ready(app, session, heard, draft)
    if details.is_no(heard.text):
        return drop(app, session, heard)
    return _corrected(app, session, heard, draft)


def _corrected(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """What the words change ("not tomorrow, friday", "its for my mum"), and the rest kept."""
    meant = app.reader.read(heard.text, heard.at, app.world.areas.names)
    found = app.world.areas.locate(meant.place) if meant.place else None
    new = replace(
        draft,
        words=f"{draft.words}\n{heard.text}",
        kind=meant.needs[0] if meant.needs else draft.kind,
        place=found or draft.place,
        when=details.when_meant(meant, draft.when),
        urgency=meant.urgency if meant.date or meant.urgency in ("now", "today") else draft.urgency,
        wishes=tuple(dict.fromkeys((*draft.wishes, *meant.wishes))),
        on_behalf=draft.on_behalf or meant.on_behalf,
    )
    return opening.shown(app, session, heard, new)


PRESSES: dict[str, Step] = {
    "both": both,
    "only": only,
    "kind": kind,
    "other-kind": other_kind,
    "change-when": change_when,
    "change-where": change_where,
    "day": day,
    "drop": drop,
    "confirm": confirm,
}
STEPS: dict[str, Step] = {"which": which, "place": place, "what": what, "when": when, "confirm": confirm_typed}
COMMANDS: dict[str, Step] = {}
