"""A volunteer's own card: what they offer, and how it stands."""

from typing import TYPE_CHECKING

from bot.desk import roster
from bot.messages import Button, Param, Ref, Say
from bot.model import Person, Volunteer
from matching.week import named

if TYPE_CHECKING:
    from bot.app import App

CHANGES = ("kinds", "place", "range", "when", "more", "limit", "words")


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """For that volunteer alone."""
    volunteer = app.world.register.find(Volunteer, record_id)
    if volunteer is None or volunteer.id != viewer.id or volunteer.status == "left":
        return None
    lines = (*offered(volunteer), *_words(volunteer), *_stands(app, volunteer))
    return Say("card-offer", {"status": volunteer.status, "kinds": volunteer.kinds}, _buttons(volunteer), lines)


def offered(volunteer: Volunteer) -> tuple[Say, ...]:
    """What they offer, a line each."""
    where: dict[str, Param] = {"place": volunteer.place.label if volunteer.place else ""}
    far = Say("offer-by-phone", where) if volunteer.phone_only else Say("offer-where", where | {"km": _far(volunteer)})
    extras = [name for name, has in (("car", volunteer.car), ("nights", volunteer.nights)) if has]
    return (
        Say("offer-kinds", {"kinds": volunteer.kinds}),
        far,
        Say("offer-when", {"slots": named(volunteer.available)}),
        *(Say(f"offer-has-{name}") for name in extras),
        *((Say("offer-languages", {"langs": volunteer.languages}),) if volunteer.languages != ("en",) else ()),
        Say("offer-limit", {"limit": volunteer.weekly_limit}),
    )


def _far(volunteer: Volunteer) -> int:
    return max(1, round(volunteer.range_km))


def _words(volunteer: Volunteer) -> tuple[Say, ...]:
    if "words" not in volunteer.sealed:
        return ()
    return (Say("offer-words", {"words": Ref(f"volunteer:{volunteer.id}#words")}),)


def _stands(app: "App", volunteer: Volunteer) -> tuple[Say, ...]:
    """Waiting, resting until when, or which kinds need another check first."""
    if volunteer.status == "waiting":
        return (Say("offer-waiting"),)
    barred = roster.unchecked(app.world, volunteer)
    lines = (Say("approved-not-yet", {"kinds": barred}),) if barred else ()
    if volunteer.status != "paused":
        return lines
    until = volunteer.paused_until
    return (*lines, Say("offer-paused-until", {"at": until.isoformat()}) if until else Say("offer-paused"))


def _buttons(volunteer: Volunteer) -> tuple[Button, ...]:
    changes = tuple(change_button(topic) for topic in CHANGES if topic != "range" or not volunteer.phone_only)
    rest = {"approved": (Button("pause"),), "paused": (Button("resume"),)}.get(volunteer.status, ())
    return (*changes, *rest, Button("leave"))


def change_button(topic: str) -> Button:
    """A tap that changes one thing."""
    return Button("change-offer", topic, f"button-offer-{topic}")
