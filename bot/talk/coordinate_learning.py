"""Coordinating: which phrases mislead, for whoever edits the phrasebook."""

from typing import TYPE_CHECKING

from bot.desk import learning
from bot.messages import Param, Say
from bot.model import Session
from bot.talk.coordinate_hand import guarded
from bot.talk.types import Heard, Reply, Step, say
from matching.misleading import Misled, report

if TYPE_CHECKING:
    from bot.app import App

MOST = 15  # lines, so that it fits into one message


def misleading(app: "App", session: Session, heard: Heard) -> Reply:
    """What misled most, the most frequent first. Nothing changes by itself."""
    kept = learning.kept(app.world, heard.at)
    if not kept:
        return Reply(session, says=(say("misleading-nothing"),))
    lines = tuple(_line(one) for one in report(kept)[:MOST])
    return Reply(session, says=(Say("misleading", {"count": len(kept)}, (), lines),))


def _line(one: Misled) -> Say:
    facts: dict[str, Param] = {"phrase": one.phrase, "kind": one.wrong, "meant_kind": one.right, "times": one.times}
    return Say("misleading-line", facts)


PRESSES: dict[str, Step] = {}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = guarded({"/misleading": misleading})
