"""Asking for someone else: their own yes first, then their name, number and door, kept apart from the asker's."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import cases
from bot.messages import Button
from bot.model import Session
from bot.talk import details, details_ask, drafts, opening
from bot.talk.details_words import any_of, says
from bot.talk.drafts import Draft
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App


# ---- their yes
def consent(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed; anything but a yes is not a yes."""
    no = details.is_skip(heard.text) or says(_NOT_YET, heard.text)
    if not no and (details.is_yes(heard.text) or says(_SAID_YES, heard.text)):
        return consent_yes(app, session, heard)
    if no:
        return consent_no(app, session, heard)
    if NOT_YET in drafts.of(session).asked:
        return consent_no(app, session, heard)
    return Reply(session, says=(details_ask.consent(),))


NOT_YET = "consent-not-yet"  # among what was asked: they said no once, and were told what they can do
_SAID_YES = any_of(
    r"\w+ (?:says?|said|has said|have said|told me) (?:yes|ok(?:ay)?|go on|go ahead|please|sure|fine)",
    r"(?:yes|she|he|they) (?:\w+ )?(?:have|has|did|does|do|agreed|agrees|knows?|asked me(?: to)?)",
    "(?:shes|hes|theyre|she is|he is|they are) (?:very |quite )?(?:happy|fine|ok(?:ay)?|all right|alright)",
)
_NOT_YET = any_of("no", "not", "havent", "hasnt", "didnt", "doesnt", "dont", "wont", "never", "later", "before")


def consent_yes(app: "App", session: Session, heard: Heard) -> Reply:
    """They have said yes: when, and by whose word, is kept with the request."""
    draft = drafts.of(session)
    if session.step != "consent":
        return Reply(session, says=(say("answered-already"),))
    return opening.ready(app, session, heard, replace(draft, consent=heard.at))


def consent_no(app: "App", session: Session, heard: Heard) -> Reply:
    """Not yet: nothing is asked of anyone. They may ask first, or a coordinator can help them."""
    draft = drafts.of(session)
    draft = replace(draft, asked=tuple(dict.fromkeys((*draft.asked, NOT_YET))))
    buttons = (Button("consent-yes", "", "button-consent-now"), Button("consent-case"), details_ask.DROP)
    return Reply(drafts.kept(session, "consent", draft), says=(say("consent-needed", *buttons),))


def consent_case(app: "App", session: Session, heard: Heard) -> Reply:
    """A coordinator talks it over with them."""
    draft = drafts.of(session)
    case = cases.open_case(
        app.world,
        drafts.area_of(app, heard, draft),
        "no_consent",
        heard.at,
        subject=heard.who,
        urgency=cases.TODAY,
        words=draft.words,
    )
    gone = drafts.put_away(heard, draft, "understood-handed-on")
    return Reply(at_rest(session), case, (*gone, say("to-a-person-no-consent")))


# ---- who they are
def same(app: "App", session: Session, heard: Heard) -> Reply:
    """Whether it is for whoever they asked for before."""
    if details.is_yes(heard.text):
        return same_yes(app, session, heard)
    return same_no(app, session, heard)


def same_yes(app: "App", session: Session, heard: Heard) -> Reply:
    """The same person: all we know of them stands, where they live too."""
    draft, known = drafts.of(session), details_ask.helped_before(app, heard)
    there = app.world.register.person(known).place if known else None
    return _on(app, session, heard, replace(draft, resident=known, place=draft.place or there))


def same_no(app: "App", session: Session, heard: Heard) -> Reply:
    """Someone else, then."""
    return _on(app, session, heard, drafts.of(session))


def _on(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """To the card where they have not seen it yet, else to the next question."""
    return (opening.ready if draft.shown else opening.shown)(app, session, heard, draft)


def name(app: "App", session: Session, heard: Heard) -> Reply:
    """What to call them."""
    given = "" if _skipped(heard) else details.name_said(heard.text)
    return opening.ready(app, session, heard, replace(drafts.of(session), their_name=given))


def phone(app: "App", session: Session, heard: Heard) -> Reply:
    """A number of theirs, if they have one."""
    draft = drafts.of(session)
    if _skipped(heard):
        return opening.ready(app, session, heard, draft)
    number = details.phone_said(heard.contact or heard.text)
    if number is None and "their-phone-again" not in draft.asked:
        again = replace(draft, asked=(*draft.asked, "their-phone-again"))
        return Reply(
            drafts.kept(session, session.step, again),
            says=(say("ask-phone-again", Button("skip-theirs", "", "button-skip")),),
        )
    return opening.ready(app, session, heard, replace(draft, their_phone=number or ""))


def door(app: "App", session: Session, heard: Heard) -> Reply:
    """Their door."""
    given = "" if _skipped(heard) else heard.text[: details.LONGEST_DOOR]
    return opening.ready(app, session, heard, replace(drafts.of(session), their_door=given))


def _skipped(heard: Heard) -> bool:
    return heard.action == "skip-theirs" or details.is_skip(heard.text)


def skip(app: "App", session: Session, heard: Heard) -> Reply:
    """Skip, on whichever question about them is in hand."""
    step = {"their-name": name, "their-phone": phone, "their-door": door}.get(session.step)
    return step(app, session, heard) if step else Reply(session, says=(say("answered-already"),))


def for_me(app: "App", session: Session, heard: Heard) -> Reply:
    """It is for whoever writes after all."""
    draft: Draft = drafts.of(session)
    mine = replace(draft, on_behalf=False, consent=None, place=draft.place or heard.person.place)
    return opening.shown(app, session, heard, mine)


PRESSES: dict[str, Step] = {
    "consent-yes": consent_yes,
    "consent-no": consent_no,
    "consent-case": consent_case,
    "same-yes": same_yes,
    "same-no": same_no,
    "skip-theirs": skip,
    "for-me": for_me,
}
STEPS: dict[str, Step] = {
    "consent": consent,
    "their-same": same,
    "their-name": name,
    "their-phone": phone,
    "their-door": door,
}
COMMANDS: dict[str, Step] = {}
