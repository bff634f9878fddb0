"""The documentation names everything that exists and nothing that is gone. What exists is asked of the code itself."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from bot import rules
from bot.app import CONFIG
from bot.desk import rounds
from bot.talk import router
from config.settings import PREFIX, Settings
from matching import types
from tests.rules import pages
from tests.rules.sources import HOUSE, ROOT

PAGES = sorted([ROOT / "README.md", *pages.DOCS.rglob("*.md")])
UNITS = sorted((pages.DOCS / "systemd").iterdir())
ROOMS = sorted(file.stem for file in pages.TEXTS.glob("*.ftl"))


# ---- each list is whole
LISTS: list[tuple[str, str, Callable[[], Iterable[str]]]] = [
    ("settings.md", "", pages.variables),
    ("keys.md", "", pages.builders),
    *(("texts.md", room, lambda room=room: pages.texts(room)) for room in ROOMS),
    ("commands.md", "The command line", pages.commands),
    ("commands.md", "make", pages.make_targets),
    ("commands.md", "In a chat", lambda: router.COMMANDS),
    ("follow-ups.md", "What falls due", lambda: pages.ladder().follow_ups),
    ("follow-ups.md", "What is done", lambda: rounds.DOES),
    ("follow-ups.md", "Waits", lambda: inspect.get_annotations(type(pages.ladder().waits))),
    ("follow-ups.md", "Waves", lambda: pages.ladder().waves),
    ("follow-ups.md", "Check-in without a day", lambda: pages.ladder().check_in_without_day),
    ("safety.md", "Kinds of danger", lambda: types.CRISES),
    ("safety.md", "Numbers", lambda: pages.crisis_table()["numbers"]),
    ("coordinators.md", "Why a case comes", lambda: pages.codes("reason")),
    ("coordinators.md", "Outcomes", lambda: pages.codes("outcome")),
    ("coordinators.md", "Checks", lambda: rules.LEVELS),
]


@pytest.mark.parametrize(("page", "heading", "exist"), LISTS, ids=[f"{page} {heading}" for page, heading, _ in LISTS])
def test_a_list_is_whole(page: str, heading: str, exist: Callable[[], Iterable[str]]) -> None:
    """Everything that exists is named in its page, and the page names nothing that is gone."""
    assert pages.differences(pages.listed(pages.read(page), heading), exist()) == []


# ---- what the lists say is so
def test_defaults_are_the_real_ones() -> None:
    """Where a setting has a default of its own, its row says which."""
    said = pages.listed(pages.read("settings.md"))
    real = {f"{PREFIX}{name.upper()}": field.default for name, field in Settings.model_fields.items()}
    wrong = [name for name, default in real.items() if (shown := _shown(default)) and f"`{shown}`" not in said[name][1]]
    assert wrong == []


def _shown(default: object) -> str:
    if isinstance(default, Path) and default.is_absolute():
        return str(default.relative_to(ROOT))
    return "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)


def test_types_of_keys_are_the_real_ones() -> None:
    """A key's row says the type its builder says."""
    said = pages.listed(pages.read("keys.md"))
    wrong = [key for key, builder in pages.builders().items() if not (builder.__doc__ or "").startswith(said[key][1])]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_facts_of_texts_are_the_real_ones(room: str) -> None:
    """A text's row names the facts it needs, and no others."""
    said = pages.listed(pages.read("texts.md"), room)
    real = {name: pages.facts(text) for name, text in pages.texts(room).items()}
    assert {name: set(pages.spans(said[name][2])) for name in real} == real


def test_numbers_to_ring_are_the_real_ones() -> None:
    """A number's row gives the number, where it is published and when it was last checked, as crisis.toml does."""
    said = pages.listed(pages.read("safety.md"), "Numbers")
    for name, number in pages.crisis_table()["numbers"].items():
        row = " ".join(said[name])
        assert all(str(number[fact]) in row for fact in ("name", "number", "source", "last_verified")), name


def test_numbers_of_each_danger_are_the_real_ones() -> None:
    """A danger's row names its numbers in the order they are shown."""
    said = pages.listed(pages.read("safety.md"), "Kinds of danger")
    real = {kind: part["numbers"] for kind, part in pages.crisis_table()["crisis"].items()}
    assert {kind: pages.spans(said[kind][2]) for kind in real} == real


def test_options_of_commands_are_named() -> None:
    """A command's row names everything it takes."""
    said = pages.listed(pages.read("commands.md"), "The command line")
    takes = {name: pages.options(command) for name, command in pages.commands().items()}
    assert [(name, one) for name, given in takes.items() for one in given if one not in " ".join(said[name])] == []


def test_the_table_of_follow_ups_is_the_real_one() -> None:
    """A follow-up's row says what it does, in its order, as escalation.toml does."""
    said = pages.listed(pages.read("follow-ups.md"), "What falls due")
    real = {job: list(rung.does) for job, rung in pages.ladder().follow_ups.items()}
    assert {job: pages.spans(said[job][2]) for job in real} == real


def test_minutes_of_follow_ups_are_the_real_ones() -> None:
    """The rows of waves and waits give the numbers of escalation.toml."""
    page, ladder = pages.read("follow-ups.md"), pages.ladder()
    waves, waits = pages.listed(page, "Waves"), pages.listed(page, "Waits")
    said = {name: [re.findall(r"\d+", cell)[0] for cell in waves[name][1:]] for name in ladder.waves}
    assert said == {name: [str(one.size), str(one.minutes), str(one.most)] for name, one in ladder.waves.items()}
    without_day = pages.listed(page, "Check-in without a day")
    assert {name: int(row[1]) for name, row in without_day.items()} == ladder.check_in_without_day
    names = inspect.get_annotations(type(ladder.waits))
    assert {name: re.findall(r"\d+", waits[name][1])[0] for name in names} == {
        name: str(getattr(ladder.waits, name)) for name in names
    }


def test_what_each_kind_needs_is_the_real_one() -> None:
    """A kind's row gives its usual setting, the check for it, and the checks of its other settings, as rules.toml."""
    said = pages.listed(pages.read("coordinators.md"), "What each kind of help needs")
    needed = rules.Rules.load(CONFIG / "rules.toml")
    real = {kind: _needed(needed[kind]) for kind in types.KINDS}
    assert {kind: [span for cell in row[1:] for span in pages.spans(cell)] for kind, row in said.items()} == real


def _needed(rule: rules.Rule) -> list[str]:
    return [rule.usual, rule.check, *(level for setting, level in rule.checks.items() if setting != rule.usual)]


def test_the_house_is_drawn_whole() -> None:
    """Every package, and every module at the top of the bot and the doors, stands in the plan of the house."""
    plan = pages.section(pages.read("architecture.md"), "The rooms")
    assert [name for name in sorted(pages.modules()) if not re.search(rf"[ /]{re.escape(_last(name))}", plan)] == []


def _last(path: str) -> str:
    """Of `bot/talk/` and `bot/turn.py` what the plan shows: `talk/` and `turn.py`."""
    return Path(path).name + ("/" if path.endswith("/") else "")


# ---- nothing is named that is not there
def mentions(pattern: str) -> Iterator[tuple[str, str]]:
    """Each page or unit and what it mentions."""
    for path in (*PAGES, *UNITS):
        for found in re.finditer(pattern, path.read_text("utf-8")):
            yield path.name, found[1]


def test_settings_mentioned_anywhere_exist() -> None:
    """No page and no unit speaks of a setting that is gone."""
    assert [one for one in mentions(rf"({PREFIX}[A-Z][A-Z_]+)") if one[1] not in pages.variables()] == []


def test_commands_mentioned_anywhere_exist() -> None:
    """No page and no unit speaks of a command of run_bot.py, or of make, that is gone."""
    first = {name.partition(" ")[0] for name in pages.commands()}
    assert [one for one in mentions(r"python run_bot\.py ([a-z]+)\b") if one[1] not in first] == []
    assert [one for one in mentions(r"`make ([a-z]+)") if one[1] not in pages.make_targets()] == []


def test_paths_mentioned_anywhere_exist() -> None:
    """No page speaks of a file or folder of ours that is gone."""
    ours = "|".join([*(name for name in HOUSE if "." not in name), "tests", "benchmarks", "docs"])
    found = mentions(rf"`((?:{ours})/[\w./-]*)`")
    assert [one for one in found if not (ROOT / one[1]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link within the docs leads to a page that is there, and to a heading that is on it."""
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not _leads(page, link)] == []


def _leads(page: Path, link: str) -> bool:
    path, _, place = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not place or place in _anchors(target.read_text("utf-8")))


def _anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# ---- and the checks can fail
PAGE = """
# Things
| thing | meaning |
| --- | --- |
| `here` | It is here. |
| `was`, `were` | They were here. |

## Others
| thing | meaning |
| --- | --- |
| `other` | Something else. |
"""


def test_a_list_that_is_not_whole_is_noticed() -> None:
    """What exists and is not named, and what is named and gone, are both said, each under its own heading."""
    assert pages.differences(pages.listed(PAGE, "Others"), {"other"}) == []
    assert pages.differences(pages.listed(PAGE, "Others"), {"other", "new"}) == ["not named: new"]
    assert pages.differences(pages.listed(PAGE), {"here", "other"}) == ["gone: was", "gone: were"]
    assert pages.differences(pages.listed(PAGE, "Lost"), {"here"}) == ["not named: here"]
