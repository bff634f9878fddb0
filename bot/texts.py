"""Says put into words: Fluent files by language, facts made readable, what people typed kept apart from ours."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Message, Resource

from bot import moments
from bot.access import Access
from bot.messages import Button, Param, Ref, Say, Segment, Spoken, SpokenButton
from bot.model import Person
from config.settings import BadSettings

# Private-use characters set around what people typed, so that markup in it stays as typed.
_TYPED, _TYPED_END = "\ue000", "\ue001"
_BOLD = re.compile(rf"__(.+?)__|{_TYPED}(.*?){_TYPED_END}", re.DOTALL)

GIST = 200  # a fact of this name is shown no longer than so many characters

# Facts given as codes, and the text that names each.
CODED = (
    *("kind", "urgency", "paid", "reason", "outcome", "state", "level"),
    *("event", "lang", "status", "crisis", "rule", "slot", "sign"),
)


class Erased(Exception):
    """A private fact is gone, or not for this recipient: what needed it is dropped. The message is the fact's path."""


@dataclass(frozen=True)
class Texts:
    """Every text, by language; English stands in where another has none."""

    bundles: Mapping[str, FluentBundle]
    now: Callable[[], datetime] = field(repr=False)

    @classmethod
    def load(cls, folder: Path, now: Callable[[], datetime]) -> "Texts":
        """Read every `<language>/*.ftl` of the folder."""
        return cls(_bundles(folder), now)

    def has(self, text_id: str, language: str = "en") -> bool:
        """Whether there are words for this id."""
        return language in self.bundles and self.bundles[language].has_message(text_id)

    def text(self, text_id: str, language: str, params: Mapping[str, object]) -> str:
        """The words of one text. Raises LookupError for an unknown id or a missing fact."""
        bundle = self.bundles[language if self.has(text_id, language) else "en"]
        if not bundle.has_message(text_id):
            raise LookupError(f"there is no text {text_id}")
        pattern = bundle.get_message(text_id).value
        if pattern is None:
            raise LookupError(f"the text {text_id} is empty")
        words, problems = bundle.format_pattern(pattern, dict(params))
        if problems:
            raise LookupError(f"the text {text_id} needs {problems}")
        return str(words)

    def speak(self, say: Say, to: Person, access: Access) -> Spoken:
        """The Say in this recipient's language. Raises Erased when a private fact in it cannot be given to them."""
        facts = {name: _opened(value, to, access) for name, value in say.params.items()}
        words = self._whole(say, to, access)
        labels = tuple(SpokenButton(button.id, self._label(button, to, access)) for button in say.buttons)
        data = {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}
        if say.more:
            data["lines"] = [part.text_id for part in say.more]
        return Spoken(say.text_id, tuple(_segments(words)), labels, data)

    def _whole(self, say: Say, to: Person, access: Access) -> str:
        words = self._words(say.text_id, say.params, to, access)
        return "\n".join([words, *(self._whole(part, to, access) for part in say.more)])

    def _label(self, button: Button, to: Person, access: Access) -> str:
        words = self._words(button.label_id, button.params, to, access)
        return words.replace(_TYPED, "").replace(_TYPED_END, "")

    def _words(self, text_id: str, params: Mapping[str, Param], to: Person, access: Access) -> str:
        shown = {name: self._shown(name, _opened(value, to, access), to.language) for name, value in params.items()}
        return self.text(text_id, to.language, shown)

    def _fact(self, language: str, text_id: str, /, **facts: object) -> str:
        return self.text(text_id, language, facts)

    def _shown(self, name: str, value: object, language: str) -> object:
        """A fact as people read it, by its name: codes by their text, times in plain words, the rest as typed."""
        if isinstance(value, tuple):
            return ", ".join(str(self._shown(name, part, language)) for part in value)
        if not isinstance(value, str):
            return "" if value is None else value
        base = name.rpartition("_")[2]
        if base in CODED or base.rstrip("s") in CODED:
            return self.text(f"{base if base in CODED else base.rstrip('s')}-{value}", language, {}) if value else ""
        if base == "gist" and len(value) > GIST:
            value = value[:GIST].rstrip() + "…"
        if base in moments.SAID:
            return moments.SAID[base](value, self.now(), partial(self._fact, language))
        return f"{_TYPED}{value}{_TYPED_END}"


@cache
def _bundles(folder: Path) -> Mapping[str, FluentBundle]:
    """Every language's texts, read once in a process."""
    bundles: dict[str, FluentBundle] = {}
    for language in sorted(path for path in folder.iterdir() if path.is_dir()):
        bundle = FluentBundle([language.name], use_isolating=False)
        for file in sorted(language.glob("*.ftl")):
            bundle.add_resource(_read(file))
        bundles[language.name] = bundle
    return bundles


def _read(file: Path) -> Resource:
    """A Fluent file. Raises BadSettings where a line of it cannot be read, which Fluent itself would pass over."""
    resource = FluentResource(file.read_text(encoding="utf-8"))
    for entry in resource.body:
        if isinstance(entry, Junk):
            raise BadSettings(f"{file} has a text that cannot be read: {str(entry.content)[:80]!r}")
    return resource


def ids(folder: Path) -> set[str]:
    """Every text of one language's folder, by id."""
    files = [_read(file) for file in folder.glob("*.ftl")]
    return {entry.id.name for file in files for entry in file.body if isinstance(entry, Message)}


def _opened(value: Param, to: Person, access: Access) -> str | int | float | tuple[str, ...] | None:
    if not isinstance(value, Ref):
        return value
    found = access.read(to.id, value.path)
    if found is None:
        raise Erased(value.path)
    return found


def _segments(words: str) -> Iterator[Segment]:
    """Our own `__bold__` as segments; what people typed is taken to the letter."""
    at = 0
    for match in _BOLD.finditer(words):
        if match.start() > at:
            yield Segment(words[at : match.start()])
        at = match.end()
        if match.group(2) is not None:
            yield Segment(match.group(2))
        else:
            yield Segment(match.group(1).replace(_TYPED, "").replace(_TYPED_END, ""), bold=True)
    if at < len(words):
        yield Segment(words[at:])
