"""Words into HTML. Everything is escaped by the templates; numbers and addresses become links to tap."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.messages import Segment
from bot.texts import Texts

HERE = Path(__file__).parent
STATIC = HERE / "static"
PHONE = r"(?<![\w/])(?:999|111|116 123|85258|(?:\+44|0)\d(?: ?\d){7,10})(?!\w)"
ADDRESS = r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]"
CODE = r"\b[A-Z]\d-\d\d\b"  # a request's code, which must not break at its hyphen
SPECIAL = re.compile(f"(?P<address>{ADDRESS})|(?P<phone>{PHONE})|(?P<code>{CODE})")


class Pages:
    """Renders templates in a language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["linked"] = linked
        self._templates.globals["static"] = static_address

    def page(self, template: str, language: str, **facts: object) -> str:
        """A whole page, or the part of one that a template of its own makes."""
        words = partial(self._words, language)
        return self._templates.get_template(template).render(facts | {"t": words, "language": language})

    def _words(self, language: str, text_id: str, /, **facts: object) -> str:
        return self._texts.text(text_id, language, facts)

    def language(self, accepted: str) -> str:
        """The first of the languages a browser names (`Accept-Language`) that we have; else English."""
        for part in accepted.split(","):
            tag = part.partition(";")[0].strip().partition("-")[0].lower()
            if tag in self._texts.bundles:
                return tag
        return "en"


def linked(segments: tuple[Segment, ...]) -> Markup:
    """A message's words, escaped, with what can be rung or opened made a link."""
    return Markup().join(_styled(segment) for segment in segments)


def _styled(segment: Segment) -> Markup:
    words = Markup().join(_linked(segment.text))
    return Markup("<strong>{}</strong>").format(words) if segment.bold else words


def _linked(text: str) -> Iterator[Markup]:
    at = 0
    for match in SPECIAL.finditer(text):
        yield escape(text[at : match.start()])
        yield _special(match)
        at = match.end()
    yield escape(text[at:])


def _special(match: re.Match[str]) -> Markup:
    if match["code"]:
        return Markup('<span class="whole">{}</span>').format(match[0])
    if match["phone"]:
        return Markup('<a href="tel:{}">{}</a>').format(match[0].replace(" ", ""), match[0])
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(match[0], match[0])


@cache
def static_address(name: str) -> str:
    """Where a static file is; the address changes with what is in it, so that browsers may keep it for good."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{mark}"
