"""The questions of signing up to help, each a message of its own with a few taps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.cards.volunteer import CHANGES, change_button, offered
from bot.messages import Button, Outgoing, Say
from bot.talk import offers
from bot.talk.offers import Offer
from bot.talk.types import Heard, say
from matching.types import KINDS
from matching.week import BY_NAME

if TYPE_CHECKING:
    from bot.app import App

COMMON = ("shopping", "prescription", "transport", "befriending", "food", "pets", "home", "digital")
TIMES = ("weekday_mornings", "weekday_afternoons", "weekday_evenings", "weekends")
DISTANCES = (2, 5, 10, 15)
LANGUAGES = ("pl", "ro", "uk", "ar", "pa", "ur", "bn", "cy", "bsl")
LIMITS = (1, 2, 3, 5, 10)
STOP = Button("stop-offer")

Ask = Callable[["App", Heard, Offer], Say]


def adult(app: "App", heard: Heard, offer: Offer) -> Say:
    """First of all, since nobody under 18 is matched."""
    buttons = (Button("over-18"), Button("under-18"), STOP)
    return say("offer-hello-again" if offer.token else "offer-hello", *buttons)


def name(app: "App", heard: Heard, offer: Offer) -> Say:
    """Whoever they help is told who comes."""
    return say("offer-name")


def kinds(app: "App", heard: Heard, offer: Offer) -> Say:
    """Kinds as toggles, what is ticked shown; the common ones first."""
    shown = KINDS if offer.all_kinds else (*COMMON, *(kind for kind in offer.kinds if kind not in COMMON))
    ordered = (*COMMON, *(kind for kind in shown if kind not in COMMON))
    ticks = tuple(Button("tick-kind", one, f"button-kind-{_on(one in offer.kinds)}", {"kind": one}) for one in ordered)
    more = () if offer.all_kinds else (Button("more-kinds"),)
    done = (Button("kinds-done", "", "button-ticked-done"),) if offer.kinds else ()
    return say("offer-what", *ticks, *more, *done, n=len(offer.kinds))


def _on(ticked: bool) -> str:  # noqa: FBT001 - a yes or no is all there is to it
    return "on" if ticked else "off"


def place(app: "App", heard: Heard, offer: Offer) -> Say:
    """From where they would set out."""
    here = offer.place or heard.person.place
    known = here is not None and here.label and app.world.areas.serving(here)
    buttons = (Button("offer-here", "", "button-offer-here", {"place": here.label}),) if here and known else ()
    return say("offer-place", *buttons)


def how_far(app: "App", heard: Heard, offer: Offer) -> Say:
    """A few distances; or by phone alone, where that is any use."""
    by_phone = (Button("by-phone"),) if offers.phone_kinds(app, offer) else ()
    far = tuple(Button("how-far", str(km), "button-how-far", {"km": km}) for km in DISTANCES)
    return say("offer-how-far", *far, *by_phone)


def when(app: "App", heard: Heard, offer: Offer) -> Say:
    """Parts of a week as toggles, any time in one tap, or their own words."""
    ticks = tuple(
        Button("tick-when", one, f"button-slot-{_on(BY_NAME[one] & ~offer.available == 0)}", {"slot": one})
        for one in TIMES
    )
    done = (Button("when-done", "", "button-ticked-done"),) if offer.available else ()
    return say("offer-times", Button("tick-when", "any", "button-any-time"), *ticks, *done)


def more(app: "App", heard: Heard, offer: Offer) -> Say:
    """What else helps to know: a car, nights, other languages."""
    ticked = {"car": offer.car, "nights": offer.nights, "languages": len(offer.languages) > 1}
    ticks = tuple(Button("tick-more", one, f"button-more-{one}-{_on(on)}") for one, on in ticked.items())
    return say("offer-more", *ticks, Button("more-done", "", "button-ticked-done" if any(ticked.values()) else ""))


def languages(app: "App", heard: Heard, offer: Offer) -> Say:
    """Which other languages."""
    shown = (*LANGUAGES, *(one for one in offer.languages if one not in (*LANGUAGES, "en")))
    ticks = tuple(
        Button("tick-language", one, f"button-lang-{_on(one in offer.languages)}", {"lang": one}) for one in shown
    )
    return say("offer-which-languages", *ticks, Button("languages-done", "", "button-ticked-done"))


def words(app: "App", heard: Heard, offer: Offer) -> Say:
    """What they like or are good at, in their own words."""
    return say("offer-own-words", Button("skip-words", "", "button-skip"))


def phone(app: "App", heard: Heard, offer: Offer) -> Say:
    """A number for the coordinator alone; on a page that may be closed it matters more."""
    web = heard.chat.startswith("web:")
    return say("offer-phone-web" if web else "offer-phone", Button("skip-phone", "", "button-skip"))


def limit(app: "App", heard: Heard, offer: Offer) -> Say:
    """At most how often in a week."""
    return say("offer-how-often", *(Button("how-often", str(n), "button-how-often", {"n": n}) for n in LIMITS))


ASKS: dict[str, Ask] = {
    "adult": adult,
    "name": name,
    "kinds": kinds,
    "place": place,
    "range": how_far,
    "when": when,
    "more": more,
    "languages": languages,
    "words": words,
    "phone": phone,
    "limit": limit,
}
TICKED = ("kinds", "when", "more", "languages")  # questions that stay, and change as they are tapped


def question(app: "App", heard: Heard, topic: str, offer: Offer, *, fresh: bool = True) -> Say | Outgoing:
    """The question of a topic; one with toggles is a card, changed in place at each tap."""
    asked = ASKS[topic](app, heard, offer)
    return heard.card(f"offer-{topic}:{heard.who}", asked, fresh=fresh) if topic in TICKED else asked


def summary(app: "App", heard: Heard, offer: Offer) -> Outgoing:
    """Everything they said, to be confirmed or changed."""
    new = offers.volunteer(app, heard, offer)
    topics = [topic for topic in CHANGES if topic != "words" and (topic != "range" or not new.phone_only)]
    buttons = (Button("sign-up"), *(change_button(topic) for topic in topics), STOP)
    own = (Say("offer-words", {"words": offer.words}),) if offer.words else ()
    said = Say("offer-summary", {"kinds": new.kinds}, buttons, (*offered(new), *own, Say("offer-summary-next")))
    return heard.card(f"offer-summary:{heard.who}", said, fresh=True)
