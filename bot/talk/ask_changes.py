"""What someone's further words change: the kind, the place, the time, how urgent it is, what to take care over."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.messages import Button
from bot.model import Place, Session, When
from bot.talk import corrections, details, details_ask, details_when, drafts, unclear
from bot.talk.details_words import any_of, as_it_is, leans_to_yes, says, without_codes, without_right
from bot.talk.drafts import Draft
from bot.talk.drafts_needs import corrected_to, likely_else, needs_of
from bot.talk.types import Heard, Reply, say

if TYPE_CHECKING:
    from bot.app import App

ADDS = any_of("also", "as well", "too", "plus", "^and", "^oh and")
_CORRECTS = any_of("no", "not", "nope", "actually", "instead", "meant?", "wrong", "rather", "its", "just", "change")
_ONLY_THAT = any_of("only", "just", "^no (?:its|it is)")
FEW = 4  # words
CANNOT_WAIT = any_of(
    *("(?:cant|cannot|can not|wont|will not) wait", "urgent(?:ly)?", "(?:right|straight) ?away", "right now", "asap"),
    *("emergency", "as soon as"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a few more words name. What they do not name is None, or empty."""

    kind: str = ""
    perhaps: str = ""  # a kind that only a correction may mean ("no, my prescription")
    adds: bool = False  # another need beside the first, not instead of it
    place: Place | None = None
    when: When | None = None
    urgency: str = ""
    wishes: tuple[str, ...] = ()
    on_behalf: bool | None = None

    @property
    def anything(self) -> bool:
        """Whether anything was named at all."""
        return self != Said(adds=self.adds)  # that it adds says nothing by itself


def said(app: "App", heard: Heard, before: When) -> Said:
    """What these words name; `before` is the time so far, which "morning please" is a part of."""
    heard = replace(heard, text=without_codes(heard.text))
    meant = app.meaning(heard.text, heard.at)
    kinds = needs_of(app, heard.text, meant)
    when = details_when.when_meant(app, heard, before)
    now = says(CANNOT_WAIT, heard.text) or meant.urgency == "now"
    dated = when != before or meant.date is not None
    return Said(
        kind=kinds[0] if kinds else "",
        perhaps=corrected_to(app, heard.text, meant),
        adds=says(ADDS, heard.text),
        place=details.place_meant(app, heard, meant) or app.world.areas.locate(heard.text),
        when=when if dated else None,
        urgency="now" if now else details_when.urgency_of(when, heard.at) if dated else "",
        wishes=details.wishes_in(heard.text, meant),
        on_behalf=details.for_another(heard.text, meant),
    )


def is_warm_yes(app: "App", heard: Heard, draft: Draft) -> bool:
    """A yes with kind words around it, which name nothing that could be different."""
    if as_it_is(heard.text):
        return True
    rest = replace(heard, text=without_right(heard.text))
    return leans_to_yes(heard.text) and not said(app, rest, draft.when).anything


def _corrects(text: str) -> bool:
    """Whether a kind named here is instead of the first: said so, or said in a word or two."""
    return len(text.split()) <= FEW or says(_CORRECTS, text)


def corrected(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply:
    """What the words change ("not tomorrow, friday", "its for my mum"), and the rest kept.

    Words that change nothing get one helpful question; after that a coordinator reads them.
    """
    new = said(app, heard, draft.when)
    together = replace(draft, words=drafts.joined(draft.words, heard.text))
    if new.anything:
        return corrections.shown(app, session, heard, draft, _changed(app, heard, together, new))
    if "what-is-wrong" in draft.asked:
        return unclear.handed_on(app, session, heard, together)
    buttons = (Button("confirm", draft.id), Button("other-kind"), Button("change-when"), Button("change-where"))
    asked = replace(together, asked=(*draft.asked, "what-is-wrong"))
    says = (say("what-is-wrong", *buttons, details_ask.DROP),)
    return Reply(drafts.kept(session, "confirm", asked), says=says)


def with_more(app: "App", heard: Heard, draft: Draft) -> Draft:
    """The draft with what an answer to another question names beside it ("its for my dad, hes in Rowde, friday")."""
    if len(heard.text.split()) <= FEW:
        return draft
    together = replace(draft, words=drafts.joined(draft.words, heard.text))
    return _changed(app, heard, together, said(app, heard, draft.when))


def _changed(app: "App", heard: Heard, draft: Draft, new: Said) -> Draft:
    kind = new.kind or ("" if new.when or new.place or new.wishes else new.perhaps)
    draft = replace(
        draft,
        place=new.place or draft.place,
        urgency=new.urgency or draft.urgency,
        wishes=tuple(dict.fromkeys((*draft.wishes, *new.wishes))),
        on_behalf=draft.on_behalf if new.on_behalf is None else new.on_behalf,
    )
    if kind not in ("", draft.kind, *draft.also) and not draft.also and (new.adds or not _corrects(heard.text)):
        return replace(draft, also=(kind,), also_when=new.when)
    draft = replace(draft, when=new.when or draft.when)
    if draft.also and kind in (draft.kind, *draft.also) and says(_ONLY_THAT, heard.text):
        return replace(draft, kind=kind, also=(), also_when=None)
    if kind in ("", draft.kind, *draft.also):
        return draft
    return replace(draft, kind=kind, others=likely_else(app, heard.text, (kind,)), paid="")
