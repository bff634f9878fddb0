"""Everything short: greetings, questions about Onedoor, things sent that are not text, buttons that are gone."""

from typing import TYPE_CHECKING

from bot.desk import reach
from bot.model import Session
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App


def start(app: "App", session: Session, heard: Heard) -> Reply:
    """Hello: what this is, and that they can simply write."""
    return Reply(at_rest(session), says=(say("welcome"),))


def question(app: "App", session: Session, heard: Heard) -> Reply:
    """How it works, briefly."""
    return Reply(session, says=(say("how-it-works"),))


def offered(app: "App", session: Session, heard: Heard) -> Reply:
    """Someone offers help."""
    return Reply(session, says=(say("offer-thanks"),))


def no_such_button(app: "App", session: Session, heard: Heard) -> Reply:
    """A button nobody knows any more."""
    return Reply(session, says=(say("not-there-now"),))


def nothing_said(app: "App", session: Session, heard: Heard) -> Reply:
    """An empty message."""
    return Reply(session, says=(say("nothing-said"),))


def shared(app: "App", session: Session, heard: Heard) -> Reply:
    """A location or number nobody asked for: kept as theirs, and said so."""
    return Reply(session, says=(say("shared-thanks"),))


def happened(app: "App", session: Session, heard: Heard) -> Reply:
    """The page was opened, the bot was blocked or unblocked, something other than text came."""
    if heard.opened:
        return _opened(app, session, heard)
    if heard.attachment:
        return Reply(session, says=(say("attachment-kept"),))
    if heard.blocked:
        return Reply(session, reach.blocked(app.world, heard.person, heard.at))
    return Reply(session)


def _opened(app: "App", session: Session, heard: Heard) -> Reply:
    """What is under way is shown here too."""
    own = app.world.register.requests_of(heard.who)
    invites = app.world.register.invites_of(heard.who)
    cards = [heard.card(f"request:{one.id}") for one in own] + [heard.card(f"invite:{one.id}") for one in invites]
    return Reply(session, says=tuple(cards))


PRESSES: dict[str, Step] = {}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {"/start": start, "/help": question, "help": question}
