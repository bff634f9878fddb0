"""Changes of mind about a request that is open: "not tomorrow, friday", "it can't wait", "please don't ring"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import moments
from bot.access import of_person
from bot.cards.facts import facts
from bot.desk import altering, cases, people
from bot.desk.altering import Altered
from bot.lifecycle import REQUEST
from bot.messages import Button, Ref
from bot.model import Request, Session, When
from bot.talk import ask_changes, details, mine, small_words
from bot.talk.ask_changes import Said
from bot.talk.details_words import any_of, says
from bot.talk.drafts_needs import intent_of
from bot.talk.types import Heard, Reply, Step, at_rest, moved, say
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

_CHANGES = any_of(
    *("instead", "change", "move", "rather", "different", "make it", "actually", "later", "earlier", "sooner"),
    *("another (?:day|time)", "re ?arrange", "reschedule", "swap"),
    r"not (?:to|tomorrow|today|on|mon|tue|wed|thu|fri|sat|sun)\w*",
)
_ONLY_CHANGES = any_of("change", "move", "re ?arrange", "reschedule", "another (?:day|time)")
SHORT = 8  # words: what is no longer and names a day or a place can only be about what is open


def changed(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply | None:
    """A message that changes an open request; None when it is about anything else."""
    own = [one for one in app.world.register.requests_of(heard.who) if "alter" in REQUEST[one.state]]
    if small_words.is_small(heard.text):
        return None
    if not own:
        return _cannot_wait(app, session, heard)
    new = ask_changes.said(app, heard, When())
    says_so = says(_CHANGES, heard.text) or says(ask_changes.CANNOT_WAIT, heard.text)
    if not (new.when or new.place or new.urgency == "now" or new.wishes):
        return _without_a_time(app, session, heard, own, new)
    chosen = _meant_by(own, new, heard, meant, says_so=says_so)
    if chosen is None:
        return None
    named = mine.pick(app, chosen, heard.text)
    if len(named or chosen) == 1:
        return _altered(app, session, heard, (named or chosen)[0])
    buttons = tuple(mine.one_button("change-this", request) for request in chosen)
    return Reply(moved(session, "which-change", change=heard.text), says=(say("which-change", *buttons),))


def _without_a_time(app: "App", session: Session, heard: Heard, own: list[Request], new: Said) -> Reply | None:
    """More of the same, or a change they have not named yet; None for anything else."""
    more = _more_of(app, own, new, heard)
    if more:
        return _altered(app, session, heard, more)
    return _ask_what(session, heard, own) if says(_ONLY_CHANGES, heard.text) else None


def _cannot_wait(app: "App", session: Session, heard: Heard) -> Reply | None:
    """Nothing is asked of anyone, but a coordinator was: whoever is on duty hears again, as urgent as can be."""
    standing = [case for case in app.world.register.cases_of(heard.who) if case.request is None]
    if not standing or not says(ask_changes.CANNOT_WAIT, heard.text) or len(heard.text.split()) > SHORT:
        return None
    case = standing[-1]
    again = cases.open_case(
        app.world, case.area, case.reason, heard.at, subject=heard.who, urgency=cases.NOW, words=heard.text
    )
    return Reply(session, again, (say("told-again"),))


def _more_of(app: "App", own: list[Request], new: Said, heard: Heard) -> Request | None:
    """The request that "can they get me stamps as well" adds to: of the same kind, or the only one; else None."""
    same = [one for one in own if one.kind == new.kind] if new.kind else own
    named = mine.pick(app, same, heard.text) or same
    return named[0] if new.adds and len(named) == 1 else None


def _meant_by(
    own: list[Request], new: Said, heard: Heard, meant: Understanding, *, says_so: bool
) -> list[Request] | None:
    """The requests it may be about, or None: a message that asks for a kind of help is a request of its own."""
    if new.kind:
        same = [one for one in own if one.kind == new.kind]
        return same if same and says_so and not new.adds else None
    short = len(heard.text.split()) <= SHORT
    if says_so or (short and intent_of(meant, heard.text) not in ("status", "thanks", "question", "offer")):
        return own
    return own if new.urgency == "now" and short else None


def _ask_what(session: Session, heard: Heard, own: list[Request]) -> Reply:
    """They want to change something and have not said to what."""
    return Reply(moved(session, "change-to"), says=(say("change-to-what"),))


def change_to(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer to "what should change?"; not understood, the request stays as it is."""
    meant = app.meaning(heard.text, heard.at)
    reply = changed(app, at_rest(session), heard, meant)
    return reply or Reply(at_rest(session), says=(say("not-changed", Button("to-person")),))


def which_change(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed: a code or a kind."""
    own = app.world.register.requests_of(heard.who)
    chosen = mine.pick(app, own, heard.text)
    if len(chosen) != 1:
        return Reply(at_rest(session), says=(say("not-changed", Button("to-person")),))
    return _altered(app, session, replace(heard, text=_said_before(session)), chosen[0])


def change_this(app: "App", session: Session, heard: Heard) -> Reply:
    """The one they pressed."""
    if session.step != "which-change":
        return Reply(session, says=(say("answered-already"),))
    request = app.world.register.request(heard.arg)
    return _altered(app, session, replace(heard, text=_said_before(session)), request)


def _said_before(session: Session) -> str:
    return str(session.draft.get("change", ""))


def _altered(app: "App", session: Session, heard: Heard, request: Request) -> Reply:
    new = ask_changes.said(app, heard, request.when)
    if new.place and app.world.areas.serving(new.place) is None:
        return Reply(at_rest(session), says=(say("not-our-area-kept", place=new.place.label),))
    altered = Altered(heard.text, _when(request, new, heard), new.place, _urgency(new), new.wishes)
    change, after_it = altering.alter(app.world, request.id, heard.who, altered, heard.at)
    told = say(_text(request, altered), **_facts(after_it))
    reply = Reply(at_rest(session), change, (told,))
    if request.on_behalf:
        return reply
    person = people.with_wishes(app.world, heard.person, new.wishes)
    return details.keep(app, replace(heard, person=person), reply)


def _urgency(new: Said) -> str:
    """How soon, where they say it or name a day."""
    return new.urgency if new.when or new.urgency == "now" else ""


def _when(request: Request, new: Said, heard: Heard) -> When | None:
    """The day they name. What can't wait is not for a later day any more."""
    today = moments.local(heard.at).date()
    later = request.when.day is not None and request.when.day > today
    return When() if new.urgency == "now" and new.when is None and later else new.when


def _text(request: Request, new: Altered) -> str:
    if not new.asks_anew:
        return "changed-noted"
    if request.helpers:
        return "changed-helper-asked"
    return "changed-sooner" if new.urgency == "now" and new.when in (None, When()) else "changed"


def _facts(request: Request) -> dict[str, str | Ref]:
    found: dict[str, str | Ref] = {key: str(value) for key, value in facts(request).items()}
    if request.helpers:
        found["name"] = Ref(of_person(request.helpers[0], "name"))
    return found


def still_fine(app: "App", session: Session, heard: Heard) -> Reply:
    """A helper says the change suits."""
    change = altering.suits(app.world, heard.arg, heard.who, heard.at)
    return Reply(session, change, (heard.card(f"invite:{heard.arg}"), say("still-fine-thanks")))


PRESSES: dict[str, Step] = {"change-this": change_this, "still-fine": still_fine}
STEPS: dict[str, Step] = {"which-change": which_change, "change-to": change_to}
COMMANDS: dict[str, Step] = {}
