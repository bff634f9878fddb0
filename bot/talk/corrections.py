"""A corrected kind, kept as the phrases of ours that misled."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import learning
from bot.model import Session
from bot.talk import opening
from bot.talk.drafts import Draft
from bot.talk.drafts_needs import needs_of
from bot.talk.types import Heard, Reply
from matching.misleading import spoke_for

if TYPE_CHECKING:
    from bot.app import App


def shown(app: "App", session: Session, heard: Heard, before: Draft, changed: Draft) -> Reply:
    """The changed draft's card; and what misled is kept, where the kind we read in their words was wrong."""
    reply = opening.shown(app, session, heard, changed)
    if changed.kind == before.kind or before.kind in changed.also:
        return reply
    meant = app.meaning(before.words, heard.at)
    phrases = spoke_for(meant, before.kind)
    if not phrases or needs_of(app, before.words, meant)[:1] != (before.kind,):  # a kind they chose themselves
        return reply
    noted = learning.corrected(before.kind, changed.kind, phrases, heard.at)
    return replace(reply, change=reply.change + noted)
