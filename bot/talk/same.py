"""Whether it is the same as what was asked for already: the answers; and that it was not, after all."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import merging
from bot.desk.alike import OPEN
from bot.desk.confirming import must_wait_for
from bot.model import Request, Session
from bot.talk import ask_changes, details, drafts, opening, twins
from bot.talk.details_words import any_of, says
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App

AGAIN = "same-again"  # that the question was put once more
_SAME = any_of("same", "thats? (?:the )?one", "it is")
_NEW = any_of("not the same", "different", "another", "new", "something else", "isnt", "two things")


def is_same(app: "App", session: Session, heard: Heard) -> Reply:
    """The same: nobody is asked twice, and their card shows how the other stands. Ended meanwhile, it is new."""
    draft = drafts.of(session)
    if draft.perhaps is None or draft.id != heard.arg:
        return Reply(session, says=(say("answered-already"),))
    other = app.world.register.find(Request, draft.perhaps)
    if other is None or other.state not in OPEN:
        return is_new(app, session, heard)
    same = replace(draft, same=other.id, perhaps=None)
    if other.on_behalf and draft.on_behalf and other.asked_by == heard.who:
        same = replace(same, resident=other.resident, consent=other.consent)
    return opening.opened(app, session, heard, same)


def is_new(app: "App", session: Session, heard: Heard) -> Reply:
    """Something new: it goes its own way, and that is not asked again."""
    draft = drafts.of(session)
    if draft.perhaps is None or draft.id != heard.arg:
        return Reply(session, says=(say("answered-already"),))
    return opening.ready(app, session, heard, replace(draft, perhaps=None, apart=(*draft.apart, draft.perhaps)))


def typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed: a yes, a no, or a correction, after which it is looked for anew.

    Anything else is answered with the question once more; after that it is taken for something new.
    """
    draft = drafts.of(session)
    heard = replace(heard, arg=draft.id)
    if details.is_no(heard.text) or says(_NEW, heard.text):
        return is_new(app, session, heard)
    if details.is_yes(heard.text) or says(_SAME, heard.text):
        return is_same(app, session, heard)
    if ask_changes.said(app, heard, draft.when).anything:
        return ask_changes.corrected(app, session, heard, replace(draft, perhaps=None))
    if AGAIN in draft.asked:
        return is_new(app, session, heard)
    once = replace(draft, asked=(*draft.asked, AGAIN))
    return Reply(drafts.kept(session, "same", once), says=twins.again(app, heard, draft))


def not_the_same(app: "App", session: Session, heard: Heard) -> Reply:
    """On the card of one that was put together with another: it stands by itself again."""
    request = app.world.register.request(heard.arg)
    must_wait_for(request, heard.who)
    if request.state != "merged" or request.merged is None:
        return Reply(session, says=(say("answered-already"),))
    change = merging.unmerge(app.world, request.id, heard.who, heard.at)
    text_id = "unmerged" if request.merged.state == "open" else "unmerged-held"
    return Reply(session, change, (say(text_id, code=request.code, kind=request.kind),))


PRESSES: dict[str, Step] = {"is-same": is_same, "is-new": is_new, "not-the-same": not_the_same}
STEPS: dict[str, Step] = {"same": typed}
COMMANDS: dict[str, Step] = {}
