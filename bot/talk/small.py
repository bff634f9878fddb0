"""Everything short: greetings, questions about Onedoor, buttons that are gone, the first hello."""

from typing import TYPE_CHECKING

from bot.desk import reach, services
from bot.messages import Button, Outgoing, Say
from bot.model import Session, When
from bot.talk import drafts, small_words, unclear
from bot.talk import help as helping
from bot.talk.details_words import any_of, says
from bot.talk.drafts_needs import needs_of
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

# Questions about Onedoor itself, the first that fits answers.
_ABOUT = {
    "about-privacy": any_of(
        "who(?:s| is| will| can| else)* (?:see|read|know)s?",
        "private",
        "privacy",
        "confidential",
        "my data",
        "share my",
    ),
    "about-why": any_of(
        "why (?:do|are|would|does) (?:you|u|they|it)", "what (?:do you need )?(?:it|that|this)? ?for$", "why$"
    ),
    "about-robot": any_of(
        "robot", "bot", "human", "computer", "machine", "ai", "real person", "chat ?gpt", "automated"
    ),
    "about-cost": any_of("free", "cost", "charge", "how much", "do i (?:have to )?pay", "price", "fee"),
    "about-wait": any_of("how (?:long|soon|quick)"),
    "about-helpers": any_of("checked", "dbs", "safe", "vetted", "trust", "strangers?", "who are (?:they|these|the)"),
    "about-area": any_of("what (?:areas?|places?)", "where do you (?:cover|work|help)", "do you (?:cover|do|come to)"),
    "about-if": any_of("what (?:if|happens if)", "suppose (?:no|they)"),
    "about-us": any_of(
        "who (?:are|r) (?:you|u)", "what (?:is|are) (?:this|you|onedoor)", "who runs", "what can you do"
    ),
    "how-it-works": any_of(
        "how (?:does|do) (?:it|this|you|onedoor|that) (?:all )?(?:work|help)",
        "how (?:can|do|will) (?:you|i) (?:help|use|ask|start)",
    ),
}


def start(app: "App", session: Session, heard: Heard) -> Reply:
    """Hello: what this is, and that they can simply write."""
    gone = drafts.put_away(heard, drafts.of(session), "understood-dropped") if drafts.held(session) else ()
    return Reply(at_rest(session), says=(*gone, say("welcome")))


def question(app: "App", session: Session, heard: Heard) -> Reply:
    """How it works, briefly; where they ask about something local, the services that fit; else a person knows."""
    about = about_us(heard.text) or ("how-it-works" if heard.text.startswith("/") else "")
    if about:
        return Reply(session, says=(_answer(app, about),))
    meant = app.meaning(heard.text, heard.at)
    kinds = needs_of(app, heard.text, meant)
    if kinds:
        return _about_kind(app, session, heard, kinds[0])
    return Reply(session, says=(say("cannot-answer", Button("to-person")),))


def about_us(text: str) -> str:
    """Which question about Onedoor it is, as its answer's text id, or ""."""
    return next((text_id for text_id, asks in _ABOUT.items() if says(asks, text)), "")


def _answer(app: "App", text_id: str) -> Say:
    if text_id == "about-area":
        return say(text_id, areas=tuple(area.name for area in app.world.areas))
    return say(text_id)


def _about_kind(app: "App", session: Session, heard: Heard, kind: str) -> Reply:
    near = services.near(app.world, kind, heard.person.place, When(), heard.at)
    ask = (Button("want", kind, "button-ask-for", {"kind": kind}), Button("to-person"))
    if not near:
        return Reply(session, says=(say("cannot-answer", *ask),))
    return Reply(session, says=(Say("services-known", {"kind": kind}, ask, services.lines(near)),))


def what_is_needed(app: "App", session: Session, heard: Heard) -> Reply:
    """No more than "help!": what is it? And whom to ring if it is danger."""
    return Reply(session, says=(say("help-what"),))


def small_talk(app: "App", session: Session, heard: Heard) -> Reply | None:
    """Hello, all right, cross words: answered kindly and briefly. None for what may be a need."""
    own = app.world.register.requests_of(heard.who)
    if small_words.is_greeting(heard.text):
        return Reply(session, says=(say("hello-again" if own else "hello"),))
    if small_words.is_all_right(heard.text):
        return Reply(session, says=(say("all-right-open" if own else "all-right"),))
    if small_words.is_rude(heard.text):
        return Reply(session, says=(say("cross", Button("to-person")),))
    return None


def no_such_button(app: "App", session: Session, heard: Heard) -> Reply:
    """A button nobody knows any more."""
    return Reply(session, says=(say("not-there-now"),))


def nothing_said(app: "App", session: Session, heard: Heard) -> Reply:
    """A message without any words."""
    return Reply(session, says=(say("what-do-you-need"),))


def to_person(app: "App", session: Session, heard: Heard) -> Reply:
    """They would rather have a person."""
    return unclear.asked_for(app, session, heard)


# ---- the page opened, the bot blocked
def happened(app: "App", session: Session, heard: Heard) -> Reply:
    """The page was opened, or the bot was blocked or unblocked."""
    if heard.blocked:
        return Reply(session, reach.blocked(app.world, heard.person, heard.at))
    return _opened(app, session, heard) if heard.opened else _back(app, session, heard)


def _back(app: "App", session: Session, heard: Heard) -> Reply:
    """Unblocked: what they could not hear meanwhile is on the cards of what is open, which come anew."""
    own = app.world.register.requests_of(heard.who)
    cards = (*(heard.card(f"request:{one.id}", fresh=True) for one in own), *helping.task_cards(app, heard))
    return Reply(session, says=(say("welcome-back"), *cards) if cards else ())


def _opened(app: "App", session: Session, heard: Heard) -> Reply:
    """What is under way is shown here too; to someone new, what this is."""
    own = app.world.register.requests_of(heard.who)
    invites = app.world.register.invites_of(heard.who)
    cards: list[Say | Outgoing] = [heard.card(f"request:{one.id}") for one in own]
    cards += [heard.card(f"invite:{one.id}") for one in invites]
    if not cards and _is_new(app, session, heard):
        cards.append(say("welcome"))
    return Reply(session, says=tuple(cards))


def _is_new(app: "App", session: Session, heard: Heard) -> bool:
    """Whether they have never written here, and nothing is known of them from elsewhere."""
    known = session.version or heard.person.area or "name" in heard.person.sealed
    return not (known or app.world.register.volunteer(heard.who) or app.world.team.areas_of(heard.who))


def no_thanks(app: "App", session: Session, heard: Heard) -> Reply:
    """They would rather not help others one day; never asked again."""
    return Reply(session, says=(say("would-help-fine"),))


PRESSES: dict[str, Step] = {"to-person": to_person, "would-help-no": no_thanks}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {
    "/start": start,
    "/help": question,
    **dict.fromkeys(("help", "help me", "i need help", "help please", "please help", "can you help"), what_is_needed),
    "/person": to_person,
}
