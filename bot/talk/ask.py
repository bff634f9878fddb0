"""Asking for help: from the first words to a card that is right."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import people
from bot.model import Session
from bot.talk import (
    ask_changes,
    corrections,
    details,
    details_ask,
    details_when,
    drafts,
    opening,
    small,
    small_sent,
    unclear,
)
from bot.talk.details_words import any_of, plain, says
from bot.talk.drafts import Draft
from bot.talk.drafts_needs import ALTERNATIVES, intent_said, named, needs_of
from bot.talk.types import Heard, Reply, Step, at_rest, say
from matching.types import KINDS, Understanding

if TYPE_CHECKING:
    from bot.app import App


# ---- the first words
def asked(app: "App", session: Session, heard: Heard) -> Reply:
    """A message that asks for something: the card of what was understood, or the one question that is missing."""
    meant = app.meaning(heard.text, heard.at)
    if heard.person.under_18:
        return unclear.young(app, session, heard)
    draft = drafts.begun(app, heard, meant)
    if meant.concern and draft.kind == "safety" and not draft.also:
        return Reply(session)  # for a person, not for neighbours: the concern's own line answers it
    if not draft.kind:
        return small.small_talk(app, session, heard) or unclear.asked_once(app, session, heard)
    return begun(app, session, heard, draft)


def chatter(app: "App", session: Session, heard: Heard) -> Reply:
    """Nothing asked for: a kind word. But "so lonely" is a need, and what says nothing at all is unclear."""
    meant = app.meaning(heard.text, heard.at)
    if needs_of(app, heard.text, meant):
        return asked(app, session, heard)
    reply = small.small_talk(app, session, heard)
    if reply or session.unclear or intent_said(meant) != "chatter":
        return reply or unclear.asked_once(app, session, heard)
    return Reply(session, says=(say("chatter"),))


def question(app: "App", session: Session, heard: Heard) -> Reply:
    """A question that asks for help ("do you do lifts?") is a request; any other is answered."""
    if says(_CAN_YOU, heard.text) and not small.about_us(heard.text) and kinds_said(app, heard):
        return _asked_for(app, session, heard, kinds_said(app, heard)[0])
    return small.question(app, session, heard)


_CAN_YOU = any_of(
    "(?:do|can|could|would|will) (?:you|u|ya|(?:any|some) ?(?:one|body))",
    "(?:you|u) (?:lot )?(?:do|help)",
)


def _asked_for(app: "App", session: Session, heard: Heard, kind: str) -> Reply:
    if heard.person.under_18:
        return unclear.young(app, session, heard)
    meant = app.meaning(heard.text, heard.at)
    draft = drafts.begun(app, heard, meant)
    return begun(app, session, heard, draft if draft.kind else replace(draft, kind=kind, also=()))


def begun(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """A draft that says at least what is needed; whatever draft was there before is put away."""
    gone = drafts.put_away(heard, drafts.of(session), "understood-dropped") if drafts.held(session) else ()
    draft = replace(draft, sent=(*small_sent.waiting(session), *draft.sent))
    fresh = replace(session, draft={})
    reply = _which(fresh, draft) if draft.also else opening.shown(app, fresh, heard, draft)
    return replace(reply, says=(*gone, *reply.says))


def want(app: "App", session: Session, heard: Heard) -> Reply:
    """One tap on a kind after "what do you need?": what they wrote before it is kept as their words."""
    if heard.arg not in KINDS:
        return Reply(session, says=(say("not-there-now"),))
    if heard.person.under_18:
        return unclear.young(app, session, heard)
    draft = replace(
        drafts.begun(app, heard, Understanding.bare("request", heard.arg)),
        words=unclear.words_of(session),
        kind=heard.arg,
    )
    return begun(app, session, heard, replace(draft, also=()))


# ---- two needs at once
def _which(session: Session, draft: Draft) -> Reply:
    """Two needs in one message: one question, then one request or two."""
    return Reply(drafts.kept(session, "which", draft), says=(details_ask.which(draft),))


def which(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed: "both", or the one that matters."""
    draft = drafts.of(session)
    said = plain(heard.text)
    if details.is_yes(heard.text) or "both" in said or "the two" in said:
        return both(app, session, heard)
    chosen = [kind for kind in named(app, heard.text) if kind in (draft.kind, *draft.also)]
    if len(chosen) > 1:
        return both(app, session, heard)
    if chosen:
        return _only(app, session, heard, chosen[0])
    if details.is_no(heard.text):
        return other_kind(app, session, heard)
    return _which(session, draft)


def both(app: "App", session: Session, heard: Heard) -> Reply:
    """Both: one card for the two, two requests once it is confirmed."""
    return opening.shown(app, session, heard, drafts.of(session))


def only(app: "App", session: Session, heard: Heard) -> Reply:
    """Only one of the two."""
    return _only(app, session, heard, heard.arg)


def _only(app: "App", session: Session, heard: Heard, kind: str) -> Reply:
    draft = drafts.of(session)
    if kind not in (draft.kind, *draft.also):
        return Reply(session, says=(say("answered-already"),))
    return opening.shown(app, session, heard, replace(draft, kind=kind, also=()))


# ---- what
def kind(app: "App", session: Session, heard: Heard) -> Reply:
    """One tap says it is another kind."""
    draft = drafts.of(session)
    if heard.arg not in KINDS:
        return other_kind(app, session, heard)
    others = tuple(other for other in (draft.kind, *draft.others) if other and other != heard.arg)
    changed = replace(draft, kind=heard.arg, others=others[:ALTERNATIVES], paid="")
    return corrections.shown(app, session, heard, draft, changed)


def other_kind(app: "App", session: Session, heard: Heard) -> Reply:
    """Something else."""
    draft = drafts.of(session)
    return Reply(drafts.kept(session, "what", draft), says=(details_ask.what(draft),))


def what(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "what do you need?", in their own words. Not understood now, a coordinator reads it."""
    draft = drafts.of(session)
    kinds = kinds_said(app, heard)
    together = replace(draft, words=drafts.joined(draft.words, heard.text))
    if not kinds:
        return unclear.handed_on(app, session, heard, together)
    return corrections.shown(app, session, heard, draft, replace(together, kind=kinds[0], also=()))


def kinds_said(app: "App", heard: Heard) -> tuple[str, ...]:
    """The kinds an answer to "what do you need?" names: there what a button says is enough, typed."""
    typed = _button_typed(app, heard)
    if typed:
        return (typed,)
    meant = app.meaning(heard.text, heard.at)
    return needs_of(app, heard.text, meant) or named(app, heard.text)


def _button_typed(app: "App", heard: Heard) -> str:
    """The kind whose button says just what they typed, or ""."""
    said = _bare(heard.text)
    return next(
        (kind for kind in KINDS if _bare(app.texts.text(f"kind-{kind}", heard.person.language, {})) == said), ""
    )


def _bare(text: str) -> str:
    return plain(text).removeprefix("a ").removeprefix("the ").removesuffix(" please")


# ---- where
def place(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "where?": a postcode, a place's name or a shared location."""
    draft = drafts.of(session)
    found = details.place_said(app, heard)
    if found is None:
        return _no_place(app, session, heard, draft)
    point = heard.location or draft.point
    draft = ask_changes.with_more(app, heard, draft)
    if app.world.areas.serving(found) is None:
        return opening.elsewhere(session, replace(draft, place=found, point=point))
    if not draft.on_behalf:
        heard = replace(heard, person=people.living_at(heard.person, found, app.world))
    reply = opening.shown(app, session, heard, replace(draft, place=found, point=point))
    return details.keep(app, heard, reply)


def _no_place(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """Asked once more in other words; then a coordinator finds out with them."""
    if "place-again" in draft.asked:
        return unclear.handed_on(app, session, heard, replace(draft, words=drafts.joined(draft.words, heard.text)))
    again = replace(draft, asked=(*draft.asked, "place-again"))
    return Reply(drafts.kept(session, "place", again), says=(say("ask-place-again", details_ask.DROP),))


def change_where(app: "App", session: Session, heard: Heard) -> Reply:
    """Another place."""
    return Reply(drafts.kept(session, "place", drafts.of(session)), says=(details_ask.place(),))


# ---- when
def change_when(app: "App", session: Session, heard: Heard) -> Reply:
    """Another time."""
    return Reply(drafts.kept(session, "when", drafts.of(session)), says=(details_ask.when(),))


def day(app: "App", session: Session, heard: Heard) -> Reply:
    """One tap on a day."""
    return _retimed(app, session, heard, heard.arg)


def when(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "when?", in their own words."""
    return _retimed(app, session, heard, heard.text)


def _retimed(app: "App", session: Session, heard: Heard, words: str) -> Reply:
    """With no day in the answer it is asked once more; then the card stands as it was, any time."""
    draft = drafts.of(session)
    new = details_when.when_said(app, heard, words)
    if new is None and "when-again" not in draft.asked:
        again = replace(draft, asked=(*draft.asked, "when-again"), words=drafts.joined(draft.words, words))
        return Reply(drafts.kept(session, "when", again), says=(say("ask-when-again", *details_ask.when().buttons),))
    when = new or draft.when
    return opening.shown(
        app, session, heard, replace(draft, when=when, urgency=details_when.urgency_of(when, heard.at))
    )


# ---- yes, or never mind
def drop(app: "App", session: Session, heard: Heard) -> Reply:
    """Never mind: nobody is asked, and the card says so."""
    if not drafts.held(session):
        return Reply(at_rest(session), says=(say("nothing-in-hand"),))
    draft = drafts.of(session)
    gone = drafts.put_away(heard, draft, "understood-dropped")
    forgot = drafts.wishing(app, heard, replace(draft, wishes=()))
    return details.keep(app, forgot, Reply(at_rest(session), says=(*gone, say("dropped"))))


def confirm(app: "App", session: Session, heard: Heard) -> Reply:
    """The resident has seen what we understood and said yes."""
    if not drafts.held(session) or drafts.of(session).id != heard.arg:
        return _old_card(app, session, heard)
    draft = drafts.of(session)
    again = session.step in draft.asked and details_ask.question(app, heard, draft, session.step)
    return Reply(session, says=again) if again else opening.ready(app, session, heard, draft)


def _old_card(app: "App", session: Session, heard: Heard) -> Reply:
    """An older card was pressed: what became of it, truthfully."""
    own = [one for one in app.world.register.requests_of(heard.who) if one.id == heard.arg]
    if own:
        return Reply(session, says=(say("already-sent", code=own[0].code, kind=own[0].kind),))
    return Reply(session, says=(say("card-gone"),))


def confirm_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed below the card: a yes, a no, or a correction in their own words."""
    draft = drafts.of(session)
    if heard.location:
        return place(app, session, heard)
    if details.is_yes(heard.text) or ask_changes.is_warm_yes(app, heard, draft):
        return opening.ready(app, session, heard, draft)
    return ask_changes.corrected(app, session, heard, draft)


PRESSES: dict[str, Step] = {
    "want": want,
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
