"""Danger comes before any dialogue: who to ring now, coordinators told at once, and no menu laid over it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import cases
from bot.messages import CRISIS, Outgoing, Say
from bot.model import Person, Session
from bot.store.change import Change, put
from bot.talk.types import Heard, Reply, at_rest, say
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App


def danger(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply:
    """Words of danger: the numbers at once, a case for whoever is on duty, nothing matched by itself.

    After words of abuse one short neutral reply, then silence: someone else may read this phone.
    """
    crisis = meant.crisis or ""
    case = cases.open_case(
        app.world,
        heard.person.area,
        f"crisis_{crisis}",
        heard.at,
        subject=heard.who,
        urgency=cases.NOW,
        words=heard.text,
        due=heard.at,
    )
    quiet = crisis == "abuse"
    change = case + _hush(app, heard) if quiet else case
    says = (_numbers(app, crisis),) if quiet else (_numbers(app, crisis), _who_answers(app, heard))
    return Reply(at_rest(session), change, tuple(Outgoing(heard.chat, heard.who, one, priority=CRISIS) for one in says))


def _hush(app: "App", heard: Heard) -> Change:
    before = app.world.register.find(Person, heard.who)
    return put(replace(heard.person, hushed=True), before)


def _numbers(app: "App", crisis: str) -> Say:
    lines = tuple(
        Say("number-line", {"name": number.name, "phone": number.number}) for number in app.numbers.by_crisis[crisis]
    )
    return Say(f"danger-{crisis}", more=lines)


def _who_answers(app: "App", heard: Heard) -> Say:
    """A person is never promised until one has claimed it."""
    area = heard.person.area or next(iter(app.world.areas)).id
    return say("duty-told" if app.world.team.on_duty(area) else "nobody-on-duty")


def with_concern(app: "App", reply: Reply, heard: Heard, meant: Understanding) -> Reply:
    """A weaker sign of danger: the reply stands, with one gentle line and the numbers, and a case."""
    if not meant.concern:
        return reply
    case = cases.open_case(
        app.world, heard.person.area, "concern", heard.at, subject=heard.who, urgency=cases.TODAY, words=heard.text
    )
    return Reply(reply.session, reply.change + case, (*reply.says, say("concern")))
