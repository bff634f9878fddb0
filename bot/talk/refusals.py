"""What cannot be done, in plain words: a late press is answered truthfully."""

from typing import TYPE_CHECKING

from bot.errors import (
    AlreadyTaken,
    InviteOver,
    NoLongerFits,
    NotAllowed,
    NotFound,
    NotPossible,
)
from bot.model import Session
from bot.talk.types import Heard, Reply, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

_WORDS: dict[type[NotPossible], str] = {
    AlreadyTaken: "too-late-taken",
    InviteOver: "too-late-over",
    NotAllowed: "not-for-you",
    NotFound: "not-there-now",
}


def explained(app: "App", session: Session, heard: Heard, why: NotPossible) -> Reply:
    """The plain words for it. Nothing changes; a typed answer that cannot be given is not waited for again."""
    session = session if heard.action else at_rest(session)
    if isinstance(why, NoLongerFits):
        return Reply(session, says=(say("no-longer-fits", rule=str(why)),))
    return Reply(session, says=(say(_WORDS.get(type(why), "not-possible-now")),))
