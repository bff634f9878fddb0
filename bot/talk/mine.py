"""One's own requests: where they stand, cancelling, saying it is done, thanks."""

from typing import TYPE_CHECKING

from bot import moments
from bot.access import of_person
from bot.desk import confirming, holding, requests
from bot.messages import Button, Ref, Say
from bot.model import Request, Session
from bot.talk import ask, details, drafts, small
from bot.talk import help as helping
from bot.talk.details_words import any_of, codes_in, says
from bot.talk.drafts_needs import named
from bot.talk.types import Heard, Reply, Step, at_rest, moved, say

if TYPE_CHECKING:
    from bot.app import App

FEW = 12  # words
_ALL = any_of("both", "all", "everything", "the lot")
_NOBODY_CAME = any_of(
    "(?:nobody|no ?one|never|didnt|did not|hasnt|havent|not) .{0,30}(?:came|come|turn(?:ed)? up|showed|arrived?)",
    "(?:nobody|no ?one|never|hasnt|havent) .{0,30}(?:been|here)",
    *("stood (?:me|us) up", "no ?show", "(?:not|never|wasnt) done"),
)
_ASKS_AFTER = any_of(
    r"where(?:s| is| are) \w+",
    r"when (?:is|are|will|does|do) (?:\w+ ){1,3}(?:coming|come|be here|arriv\w+)",
    "who(?:s| is) (?:coming|helping)",
    r"hows? (?:is |are )?(?:it|that|things?|my \w+)(?: \w+)? (?:going|coming|getting|doing)",
    *(r"any (?:news|luck|joy|word)", r"what(?:s| is) (?:happening|going on)"),
    r"what time (?:will|is|are|does|do) (?:\w+ ){1,4}(?:coming|come|be here|here|arriv\w+)",
    r"is (?:\w+ )?(?:coming|on (?:the|his|her|their) way)",
)
_DONE = any_of(
    *("done", "sorted", "finished", r"went (?:\w+ )?(?:well|fine|great)", "all good", r"\w+ came"),
    *("got (?:it|them|everything)", "delivered", "arrived", "here now"),
)


# ---- which of them
def pick(app: "App", own: list[Request], text: str) -> list[Request]:
    """Those of their requests that the words name, by code, by kind or as all of them; none when they name none."""
    codes = codes_in(text)
    by_code = [one for one in own if one.code in codes]
    if by_code:
        return by_code
    if says(_ALL, text):
        return own
    kinds = named(app, text)
    return [one for one in own if one.kind in kinds]


def one_button(action: str, request: Request) -> Button:
    """One of several, by its code and kind."""
    return Button(action, request.id, "button-this-one", {"code": request.code, "kind": request.kind})


# ---- how things stand
def status(app: "App", session: Session, heard: Heard) -> Reply:
    """Every open request's card, fresh, below; and for a helper what they have in hand."""
    own = app.world.register.requests_of(heard.who)
    late = [one for one in own if _is_over(one, heard)]
    if late and says(_NOBODY_CAME, heard.text):
        return not_done(app, session, _about(heard, late[-1]))
    cards = tuple(heard.card(f"request:{one.id}", fresh=True) for one in own)
    tasks = helping.task_cards(app, heard)
    shown = (*cards, *((say("your-tasks"),) if tasks and cards else ()), *tasks)
    if not shown and small.about_us(heard.text):
        return small.question(app, session, heard)
    return Reply(session, says=shown or (say("with-a-person" if _with_a_person(app, heard) else "nothing-open"),))


def _with_a_person(app: "App", heard: Heard) -> bool:
    """Whether a coordinator has something of theirs to answer; words of danger are not spoken of unasked."""
    standing = app.world.register.cases_of(heard.who)
    return any(
        one.reason in ("unclear", "asked_for_person", "under_18", "no_consent", "attachment") for one in standing
    )


def _about(heard: Heard, request: Request) -> Heard:
    return Heard(heard.person, heard.chat, heard.at, heard.text, arg=request.id)


def _is_over(request: Request, heard: Heard) -> bool:
    """Whether they may rightly say that nobody came: the agreed time is over, or the helper says it is done."""
    if request.state == "held":
        return bool(request.helpers)  # they said no, or were not there; it may be done after all
    return request.state in ("finished", "under_way") or (request.state == "matched" and _time_is_over(request, heard))


def _time_is_over(request: Request, heard: Heard) -> bool:
    ends = moments.ends(request.when, request.opened)
    return ends is not None and ends <= heard.at


# ---- not needed any more
def cancel(app: "App", session: Session, heard: Heard) -> Reply:
    """The draft in hand; else the one open request, the one they name, or which of several."""
    if session.step.startswith("offer-"):
        return Reply(at_rest(session), says=(say("offer-stopped"),))
    own = app.world.register.requests_of(heard.who)
    meant = pick(app, own, heard.text)
    if drafts.held(session) and not meant:
        return ask.drop(app, session, heard)
    if not own:
        return Reply(at_rest(session), says=(say("nothing-open"),))
    chosen = meant or own
    if len(chosen) == 1:
        return _cancelled(app, session, heard, chosen[0])
    return _which_cancel(session, own)


def _which_cancel(session: Session, own: list[Request]) -> Reply:
    buttons = (*(one_button("cancel", request) for request in own), Button("keep-all"))
    return Reply(moved(session, "which-cancel"), says=(say("which-cancel", *buttons),))


def which_cancel(app: "App", session: Session, heard: Heard) -> Reply:
    """Typed instead of pressed: a code, a kind, all of them, or none."""
    own = app.world.register.requests_of(heard.who)
    chosen = pick(app, own, heard.text)
    if details.is_no(heard.text) or not own:
        return keep_all(app, session, heard)
    if len(chosen) == 1:
        return _cancelled(app, session, heard, chosen[0])
    if chosen:  # one at a time: two may have the same helper
        first = _cancelled(app, session, heard, chosen[0])
        again = _which_cancel(first.session, [one for one in own if one.id != chosen[0].id])
        return Reply(again.session, first.change, (*first.says, *again.says))
    return Reply(at_rest(session), says=(say("nothing-cancelled"),))


def keep_all(app: "App", session: Session, heard: Heard) -> Reply:
    """None of them after all."""
    return Reply(at_rest(session), says=(say("nothing-cancelled"),))


def cancel_pressed(app: "App", session: Session, heard: Heard) -> Reply:
    """The button on a card."""
    request = app.world.register.request(heard.arg)
    confirming.must_wait_for(request, heard.who)
    if request.state in ("closed", "cancelled"):
        return Reply(session, says=(say("over-already", code=request.code, kind=request.kind),))
    return _cancelled(app, session, heard, request)


def _cancelled(app: "App", session: Session, heard: Heard, request: Request) -> Reply:
    confirming.must_wait_for(request, heard.who)
    if request.state == "finished":
        return Reply(_rest(session), says=(say("says-done", *_done_buttons(request), code=request.code),))
    change, ended = requests.cancel(app.world, request.id, heard.who, heard.at)
    change += holding.request_ended(app.world, ended, heard.at)
    text_id = "cancelled-helper-told" if ended.helpers else "cancelled"
    told = say(text_id, Button("ask-again", ended.id), code=ended.code, kind=ended.kind)
    return Reply(_rest(session), change, (told,))


def _rest(session: Session) -> Session:
    """A draft in hand stays in hand."""
    return session if drafts.held(session) and session.step != "which-cancel" else at_rest(session)


def ask_again(app: "App", session: Session, heard: Heard) -> Reply:
    """It was needed after all: the same again, as a new draft to say yes to."""
    over = app.world.register.request(heard.arg)
    confirming.must_wait_for(over, heard.who)
    if over.state != "cancelled":
        return status(app, session, heard)
    words = app.world.access.read(heard.who, f"request:{over.id}#words") or ""
    return ask.begun(app, session, heard, drafts.of_request(over, words))


# ---- done, or not
def _done_buttons(request: Request) -> tuple[Button, Button]:
    return Button("yes-done", request.id), Button("not-done", request.id)


def yes_done(app: "App", session: Session, heard: Heard) -> Reply:
    """Done is done when the resident says so."""
    change = confirming.confirm(app.world, heard.arg, heard.who, heard.at)
    request = app.world.register.request(heard.arg)
    thank = _thank_buttons(app, heard, request) if request.helpers else ()
    return Reply(session, change, (say("glad", *thank),))


def _thank_buttons(app: "App", heard: Heard, request: Request) -> tuple[Button, ...]:
    """Whether their name goes with the thanks is theirs to say."""
    if request.on_behalf or "name" not in heard.person.sealed:
        return (Button("thank", request.id),)
    named = Button("thank", request.id, "button-thank-named", {"name": Ref(of_person(heard.who, "name"))})
    return (named, Button("thank-unnamed", request.id))


def not_done(app: "App", session: Session, heard: Heard) -> Reply:
    """No: it is open again and a person looks."""
    change = confirming.deny(app.world, heard.arg, heard.who, heard.at)
    return Reply(session, change, (say("sorry-not-done"),))


def asks_after(app: "App", heard: Heard) -> bool:
    """Whether someone who waits asks "where is Joe?"."""
    return says(_ASKS_AFTER, heard.text) and bool(app.world.register.requests_of(heard.who))


def as_answer(app: "App", session: Session, heard: Heard) -> Reply | None:
    """Where someone is, asked by whoever waits; or a plain yes or no when they were asked whether it is done."""
    own = app.world.register.requests_of(heard.who)
    asked = [one for one in own if one.state == "finished"] or [one for one in own if _is_over(one, heard)]
    if asks_after(app, heard) or (own and not asked and says(_NOBODY_CAME, heard.text)):
        return status(app, session, heard)
    no = details.is_no(heard.text) or says(_NOBODY_CAME, heard.text)
    yes = not no and (details.is_yes(heard.text) or _says_done(heard.text))
    return _how_it_went(app, session, heard, asked, yes=yes) if yes or no else None


def _how_it_went(app: "App", session: Session, heard: Heard, asked: list[Request], *, yes: bool) -> Reply | None:
    """The yes or no to the one they were asked about; None when it can be about none."""
    if len(asked) > 1:
        cards = tuple(heard.card(f"request:{one.id}", fresh=True) for one in asked)
        return Reply(session, says=(say("which-done"), *cards))
    if not asked or (asked[0].state in ("under_way", "held") and yes and details.is_yes(heard.text)):
        return None
    return (yes_done if yes else not_done)(app, session, _about(heard, asked[0]))


def _says_done(text: str) -> bool:
    """Few words that say it happened, and no question."""
    return "?" not in text and len(text.split()) <= FEW and says(_DONE, text)


# ---- thanks
def thanks(app: "App", session: Session, heard: Heard) -> Reply:
    """Thanks in words: passed on when someone has helped; when they may mean "done", that is asked too."""
    request = confirming.thankable(app.world, heard.who)
    if request is None or request.state in ("matched", "under_way"):
        return Reply(session, says=(say("thanks-heard"), *_did_it_go_well(request, heard)))
    change = confirming.pass_thanks(app.world, request, heard.who, heard.at, named=True)
    told = say("thanks-passed" if change.says else "thanks-heard")
    if request.state == "finished":
        return Reply(session, change, (told, say("says-done", *_done_buttons(request), code=request.code)))
    return Reply(session, change, (told,))


def _did_it_go_well(request: Request | None, heard: Heard) -> tuple[Say, ...]:
    """Once the agreed time is over, thanks may mean that it is done."""
    if request is None or not _time_is_over(request, heard):
        return ()
    return (say("check-in", *_done_buttons(request), code=request.code, kind=request.kind),)


def thank(app: "App", session: Session, heard: Heard) -> Reply:
    """The button: with their name."""
    return _thanked(app, session, heard, named=True)


def thank_unnamed(app: "App", session: Session, heard: Heard) -> Reply:
    """The button: without it."""
    return _thanked(app, session, heard, named=False)


def _thanked(app: "App", session: Session, heard: Heard, *, named: bool) -> Reply:
    request = app.world.register.request(heard.arg)
    change = confirming.pass_thanks(app.world, request, heard.who, heard.at, named=named)
    return Reply(session, change, (say("thanks-passed" if change.says else "thanks-passed-before"),))


PRESSES: dict[str, Step] = {
    "cancel": cancel_pressed,
    "keep-all": keep_all,
    "ask-again": ask_again,
    "yes-done": yes_done,
    "not-done": not_done,
    "thank": thank,
    "thank-unnamed": thank_unnamed,
}
STEPS: dict[str, Step] = {"which-cancel": which_cancel}
COMMANDS: dict[str, Step] = {"/status": status, "status": status, "/cancel": cancel, "cancel": cancel}
