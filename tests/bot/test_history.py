"""Who did what, and when: every action in the request's and the case's history, readable."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk import settling
from bot.rules import LEVELS
from tests.bot.desk_town import asks, everything_can_be_said, lines, opens, said, tap, the_case, whats
from tests.support.town import Town

__all__ = ["everything_can_be_said"]
BOT = Path(__file__).parents[2] / "bot"


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty; Amina, and Joe who helps with food."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "food")
    return town


def test_a_whole_story_reads_from_top_to_bottom(town: Town) -> None:
    """From asking to settled: each line says when and who, in order."""
    request = asks(town, kind="food")
    town.later(minutes=7)
    town.presses("joe", "accept")
    town.presses("joe", "not-there")
    town.presses("rowan", "claim")
    town.presses("rowan", "case-note")
    town.says("rowan", "rang: she was in the garden")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".helped_by_phone")
    tap(town, "rowan", "outcome", ".go_on")
    (shown,) = town.says("rowan", f"/history {request.code}")
    story = [
        "10:00: Amina asked for help",
        "10:07: Joe said yes",
        "10:07: Joe found nobody there",
        "10:07: Rowan took it on",
        "10:07: Rowan noted",
        "rang: she was in the garden",
        "10:07: Rowan settled it: helped by phone",
    ]
    places = [shown.plain.index(line) for line in story]
    assert places == sorted(places)


def test_every_action_is_noted_with_who(town: Town) -> None:
    """Opening, claiming, noting, writing, asking, pointing, handing over: each is there, by whom."""
    town.services()
    town.coordinator("dev")
    town.meet("zoe")
    request = asks(town, "zoe", kind="pets")
    rowan = town.person("rowan").id
    town.presses("rowan", "open-case")
    town.presses("rowan", "claim")
    town.presses("rowan", "case-note")
    town.says("rowan", "a note")
    town.presses("rowan", "write-to")
    town.says("rowan", "hello")
    town.says("zoe", "hello back")
    town.volunteer("sue", "pets")
    town.presses("rowan", "ask-someone")
    town.presses("rowan", "ask-one")
    town.presses("rowan", "signpost")
    town.says("rowan", "food bank")
    tap(town, "rowan", "point-to")
    town.presses("rowan", "hand-over")
    tap(town, "rowan", "give", town.person("dev").id)
    town.presses("rowan", "given")
    did = [what for what, who in whats(town, f"request:{request.id}") if who == rowan]
    wanted = ["read", "claimed", "noted", "wrote", "invited", "signposted", "passed"]
    assert {f"case-{what}" for what in wanted} <= set(did)
    assert ("case-answered", town.person("zoe").id) in whats(town, f"request:{request.id}")
    (shown,) = town.says("rowan", f"/history {request.code}")
    assert len(lines(shown)) == 12


def test_reading_a_history_is_noted(town: Town) -> None:
    """A history holds private words, so that it was read is in it."""
    request = asks(town)
    town.says("rowan", f"/history {request.code}")
    assert ("read", town.person("rowan").id) in whats(town, f"request:{request.id}")


def test_by_code_in_any_case_and_after_it_ended(town: Town) -> None:
    """Typed in lower case; and when the request has long been closed."""
    request = asks(town, kind="food")
    town.does("amina", press=f"cancel:{request.id}")
    said(town.says("rowan", f"/history {request.code.lower()}"), "history")


def test_what_is_not_there_is_said(town: Town) -> None:
    """No code, an unknown code, another area's code."""
    town.coordinator("morgan", on_duty=False)
    request = asks(town)
    assert town.says("rowan", "/history")[-1].text_id == "ask-code"
    assert town.says("rowan", "/history Z9-99")[-1].text_id == "code-not-found"
    assert town.says("morgan", f"/history {request.code}")[-1].text_id == "code-not-found"
    assert town.does("morgan", press=f"history:request.{request.id}")[-1].text_id == "only-coordinators"


def test_a_long_history_has_pages(town: Town) -> None:
    """The latest first to hand; what was before is a tap away, down to the first line."""
    asks(town)
    town.presses("rowan", "claim")
    for number in range(20):
        town.presses("rowan", "case-note")
        town.says("rowan", f"note {number}")
    (latest,) = town.presses("rowan", "history")
    assert "note 19" in latest.plain
    assert "Amina asked" not in latest.plain
    seen = latest.plain
    while any(button.id.startswith("history") for button in town.last("rowan").buttons):
        (older,) = town.presses("rowan", "history")
        assert len(older.plain) < 4096
        seen += older.plain
    assert "Amina asked" in seen
    assert all(f'"note {number}"' in seen for number in range(20))


def test_a_case_without_a_request_has_its_own(town: Town) -> None:
    """The button shows what happened to the case."""
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    assert "Rowan took it on" in town.presses("rowan", "history")[0].plain
    assert the_case(town).request is None


# ---- words for every code
def calls(name: str) -> Iterator[ast.Call]:
    """Every call of a function of this name in the bot."""
    for path in BOT.rglob("*.py"):
        if path.name in ("roster.py", "imports.py"):  # a volunteer's own history, which nobody is shown yet
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name:
                yield node


def words_in(node: ast.Call) -> set[str]:
    """Texts given to a call as they stand."""
    return {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_every_reason_has_words(town: Town) -> None:
    """Whatever opens a case gives a reason a coordinator can read."""
    reasons = {word for call in calls("open_case") for word in words_in(call)}
    reasons |= {f"crisis_{crisis}" for crisis in app_crises(town)} | {"unclear", "under_18"}
    missing = {reason for reason in reasons if not town.app.texts.has(f"reason-{reason}")}
    assert len(reasons) > 12
    assert not missing


def app_crises(town: Town) -> list[str]:
    """The kinds of danger."""
    return list(town.app.numbers.by_crisis)


def test_every_event_has_words(town: Town) -> None:
    """Whatever is noted in a request's or a case's history can be read."""
    whole = {word for call in calls("noted") for word in words_in(call)} - {"onedoor"}
    cases_too = {word for call in calls("noted_by") for word in words_in(call)}
    there = {name for name in whole | cases_too if town.app.texts.has(f"event-{text_id(name)}")}
    there |= {name for name in whole | cases_too if town.app.texts.has(f"event-case-{text_id(name)}")}
    assert len(whole) > 12
    assert whole | cases_too == there


def text_id(name: str) -> str:
    """A code as it stands in a text's name."""
    return name.replace("_", "-")


def test_every_outcome_and_level_has_words(town: Town) -> None:
    """Each outcome as a word, as a button and as what the resident hears; each level as a word and a button."""
    has = town.app.texts.has
    for outcome in settling.OUTCOMES:
        assert has(f"outcome-{outcome}")
        assert has(f"button-outcome-{text_id(outcome)}")
        assert has(f"settled-{text_id(outcome)}")
    for outcome in ("searching", "over", "approved", "declined", "left", "helped", "cancelled"):
        assert has(f"outcome-{outcome}")
    for level in LEVELS:
        assert has(f"level-{level}")
        assert level == "none" or has(f"button-level-{text_id(level)}")


def test_every_hard_rule_can_be_told(town: Town) -> None:
    """Why not her: each rule has its words."""
    rules = re.findall(r'^    "(\w+)": lambda', (BOT.parent / "matching" / "rank.py").read_text(), re.MULTILINE)
    assert len(rules) > 8
    assert all(town.app.texts.has(f"why-not-{text_id(rule)}") for rule in rules)
