"""My details: what is kept about whoever asks, to be changed or taken away piece by piece; and "forget me"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.access import of_person
from bot.desk import erasing, invites, people
from bot.desk.telling import redraw
from bot.messages import Button, Outgoing, Param, Ref, Say
from bot.model import Person, Session
from bot.store.change import Change, total
from bot.talk import details, details_ask, drafts, small_shared, small_words
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

ALWAYS = ("name", "phone", "door", "place")  # may be added as well as changed
IN_HAND = ("detail", "back")


# ---- what is kept
def shown(app: "App", session: Session, heard: Heard) -> Reply:
    """Everything kept, with a button to change each."""
    person = heard.person
    kept = [detail for detail in people.KEPT if people.has(person, detail)]
    lines = tuple(_line(person, detail) for detail in kept) or (Say("details-none"),)
    changeable = [detail for detail in people.KEPT if detail in ALWAYS or detail in kept]
    buttons = (*(Button("detail", one, f"button-detail-{one}") for one in changeable), Button("forget-me"))
    return Reply(session, says=(Say("my-details", {}, buttons, (*lines, Say("details-seen"))),))


def _line(person: Person, detail: str) -> Say:
    facts: dict[str, Param] = {detail: Ref(of_person(person.id, detail))}
    if detail == "place" and person.place:
        facts = {"place": person.place.label}
    return Say(f"detail-{detail}", facts)


# ---- changing one
def detail(app: "App", session: Session, heard: Heard) -> Reply:
    """One tap on a detail: what it should be, or away with it."""
    if heard.arg not in people.KEPT:
        return shown(app, session, heard)
    buttons = (Button("detail-away", heard.arg), Button("detail-keep"))
    ask = say(f"detail-new-{heard.arg}", *(buttons if people.has(heard.person, heard.arg) else buttons[1:]))
    return Reply(_asking(session, heard.arg), says=(ask,))


def _asking(session: Session, what: str) -> Session:
    """The session at the question, remembering the one it came from."""
    back = session.draft.get("back", "") if session.step == "detail" else session.step
    return replace(session, step="detail", draft={**session.draft, "detail": what, "back": back})


def new_detail(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer. What cannot be read is asked for once more in other words, and then left as it was."""
    what = str(session.draft.get("detail", ""))
    if details.is_no(heard.text):
        return keep(app, session, heard)
    changed = _with(app, heard, what)
    if changed is None and what not in ("phone", "place"):
        return small_shared.kept(app, session, heard)
    if changed is None:
        return Reply(session, says=(say(f"detail-again-{what}", Button("detail-keep")),))
    return _saved(app, session, heard, *changed)


def _with(app: "App", heard: Heard, what: str) -> tuple[Person, Change] | None:
    """The person with the detail as they say it now; None when the words hold no such thing."""
    if what == "phone":
        number = details.phone_said(heard.contact or heard.text)
        return people.with_phone(app.world, heard.person, number) if number else None
    if what == "place":
        place = details.place_said(app, heard)
        return (people.living_at(heard.person, place, app.world), Change()) if place else None
    if not heard.text:
        return None
    text = details.name_said(heard.text) if what == "name" else heard.text[: details.LONGEST_DOOR]
    person = app.world.access.with_private(heard.person, **{what: text})
    return (replace(person, door_by_self=False) if what == "door" else person), Change()


def away(app: "App", session: Session, heard: Heard) -> Reply:
    """Not kept any more."""
    if heard.arg not in people.KEPT:
        return shown(app, session, heard)
    return _saved(app, session, heard, *people.without(app.world, heard.person, heard.arg), text_id="detail-gone")


def keep(app: "App", session: Session, heard: Heard) -> Reply:
    """As it was."""
    back, again = _back(app, session, heard)
    return Reply(back, says=(say("detail-kept"), *again))


def _saved(
    app: "App", session: Session, heard: Heard, person: Person, known: Change, *, text_id: str = "detail-saved"
) -> Reply:
    back, again = _back(app, session, heard)
    reply = Reply(back, known + _helpers_see(app, heard), (say(text_id), *again))
    return details.keep(app, replace(heard, person=person), reply)


def _helpers_see(app: "App", heard: Heard) -> Change:
    """Whoever is helping them has the card with what is true now."""
    own = [one for one in app.world.register.requests_of(heard.who) if one.resident == heard.who and one.helpers]
    tasks = [one for request in own for one in app.world.register.invites_for(request.id)]
    return total(
        redraw(app.world, f"invite:{one.id}", heard.at, one.volunteer) for one in tasks if one.state in invites.AT_WORK
    )


def _back(app: "App", session: Session, heard: Heard) -> tuple[Session, tuple[Say, ...]]:
    """The session where it was before, and the question that waits there."""
    if session.step not in ("detail", "forget"):
        return session, ()
    step = str(session.draft.get("back", ""))
    rest = {name: value for name, value in session.draft.items() if name not in IN_HAND}
    back = replace(session, step=step, draft=rest)
    again = details_ask.question(app, heard, drafts.of(back), step) if drafts.held(back) else ()
    return back, again


# ---- in words
def in_words(app: "App", session: Session, heard: Heard) -> Reply | None:
    """Said in words: "change my number to ...", "forget my address", "forget me". None for any other message."""
    if small_words.forget_me(heard.text):
        return forget_me(app, session, heard)
    if small_words.about_me(heard.text):
        return shown(app, session, heard)
    gone = small_words.detail_to_take_away(heard.text)
    if gone:
        return away(app, session, replace(heard, arg=gone))
    what, new = small_words.detail_to_change(heard.text)
    if not what:
        return None
    if new:
        return new_detail(app, _asking(session, what), replace(heard, text=new))
    return detail(app, session, replace(heard, arg=what))


# ---- forget me
def forget_me(app: "App", session: Session, heard: Heard) -> Reply:
    """Asked once whether they are sure, and told what it means for what is open."""
    own = app.world.register.requests_of(heard.who)
    helper_comes = any(one.helpers for one in own)
    lines: tuple[Say, ...] = (Say("forget-helper"),) if helper_comes else (Say("forget-open"),) if own else ()
    lines += (Say("forget-volunteer"),) if app.world.register.volunteer(heard.who) else ()
    back = session.draft.get("back", "") if session.step in ("detail", "forget") else session.step
    asked = replace(session, step="forget", draft={**session.draft, "back": back})
    return Reply(asked, says=(Say("forget-sure", {}, (Button("forget-yes"), Button("forget-no")), lines),))


def forget_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed; anything but a yes keeps everything."""
    if details.is_yes(heard.text) or small_words.forget_me(heard.text):
        return forget_yes(app, session, heard)
    return forget_no(app, session, heard)


def forget_yes(app: "App", session: Session, heard: Heard) -> Reply:
    """Everything goes, now. They are told as the stranger they are from here on."""
    stored = app.world.register.find(Person, heard.who)
    if stored is None:
        return Reply(at_rest(session), says=(say("forgotten"),))
    platform = heard.chat.partition(":")[0]
    change, blank = erasing.forget(app.world, stored, platform, heard.at)
    return Reply(at_rest(session), change, (Outgoing(blank.chat, blank.person, say("forgotten")),))


def forget_no(app: "App", session: Session, heard: Heard) -> Reply:
    """Everything stays."""
    back, again = _back(app, session, heard)
    return Reply(back, says=(say("not-forgotten"), *again))


PRESSES: dict[str, Step] = {
    "detail": detail,
    "detail-away": away,
    "detail-keep": keep,
    "forget-me": forget_me,
    "forget-yes": forget_yes,
    "forget-no": forget_no,
}
STEPS: dict[str, Step] = {"detail": new_detail, "forget": forget_typed}
COMMANDS: dict[str, Step] = {"/details": shown, "my details": shown, "details": shown, "/forget": forget_me}
