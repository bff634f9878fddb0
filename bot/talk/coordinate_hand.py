"""A coordinator's hand: typed words that belong to a case, one message at a time, and never a trap.

While words are awaited, where the chat stood before is kept beneath; any button, any command or /done goes back there.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import AlreadyClaimed, NobodyLeft, NoLongerFits, NotAllowed, NotClaimed, NotPossible
from bot.messages import Button, Outgoing, Say
from bot.model import PersonId, Session
from bot.talk import refusals
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

_OURS = "case-"
_OWN_WORDS = ("case-answer", "case-new-need")  # what anyone writes for themselves


def waiting_for(session: Session, step: str, **draft: str) -> Session:
    """The next typed words are for this step (`case-<step>`); where the chat stood is kept beneath."""
    beneath = left(session)
    under = {"step": beneath.step, "draft": dict(beneath.draft)}
    return replace(session, step=f"{_OURS}{step}", draft={**draft, "under": under}, unclear=0)


def left(session: Session) -> Session:
    """Where the chat stood before words were awaited; the same session when none are."""
    if not session.step.startswith(_OURS):
        return session
    under = session.draft.get("under")
    if not isinstance(under, dict):
        return at_rest(session)
    return replace(session, step=str(under["step"]), draft=under["draft"], unclear=0)


def about_others(session: Session) -> bool:
    """Whether a coordinator is writing about someone else: words of danger in it are not about themselves."""
    return session.step.startswith(_OURS) and session.step not in _OWN_WORDS


def kept(session: Session, name: str) -> str:
    """What was kept with the awaited words."""
    return str(session.draft.get(name, ""))


def two(arg: str) -> tuple[str, str]:
    """A button's `<case>.<something>`."""
    first, _, second = arg.partition(".")
    return first, second


def never_mind() -> Button:
    """Leaves the awaited words unsaid."""
    return Button("put-down")


def cards(heard: Heard, case_id: str, *says: Say) -> tuple[Say | Outgoing, ...]:
    """The short card and the file brought up to date in this chat, then what is said."""
    return heard.card(f"case:{case_id}"), heard.card(f"file:{case_id}"), *says


def guarded(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The steps for coordinators alone; what cannot be done is said in their words, and traps nobody."""
    return {name: _guarded(step) for name, step in steps.items()}


def _guarded(step: Step) -> Step:
    def tried(app: "App", session: Session, heard: Heard) -> Reply:
        if not app.world.team.areas_of(heard.who):
            return Reply(left(session), says=(say("only-coordinators"),))
        try:
            return step(app, session, heard)
        except NotPossible as why:
            return Reply(left(session), says=(_why(app, why),))

    return tried


def escaping(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The steps for anyone; what cannot be done is said as everywhere, and no more words are awaited."""
    return {name: _escaping(step) for name, step in steps.items()}


def _escaping(step: Step) -> Step:
    def tried(app: "App", session: Session, heard: Heard) -> Reply:
        try:
            return step(app, session, heard)
        except NotPossible as why:
            return refusals.explained(app, left(session), heard, why)

    return tried


_WORDS: dict[type[NotPossible], str] = {
    NobodyLeft: "case-nobody-left",
    NotClaimed: "case-claim-first",
    NotAllowed: "only-coordinators",
}


def _why(app: "App", why: NotPossible) -> Say:
    if isinstance(why, AlreadyClaimed):
        return say("case-taken", name=app.world.team.name_of(PersonId(str(why))))
    if isinstance(why, NoLongerFits):
        return say("case-rule-in-the-way", rule=str(why))
    return say(_WORDS.get(type(why), "case-not-now"))
