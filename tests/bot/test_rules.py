"""The matrix of checks: which kind and setting needs what, what the law allows, and who confirmed it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import CONFIG, App
from bot.commands import doctor
from bot.commands.doctor import Finding
from bot.desk import candidates
from bot.model import Check
from bot.rules import Rules
from config.settings import BadSettings
from tests.bot.asking import asks, helper, open_to
from tests.support.town import Town

AS_IT_COMES = (CONFIG / "rules.toml").read_text("utf-8")


Edited = Callable[[str, str], Rules]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Reads rules.toml with one line of it changed."""

    def load(name: str, value: str) -> Rules:
        changed, count = re.subn(rf"^{name} *= .*$", f"{name} = {value}", AS_IT_COMES, flags=re.MULTILINE)
        assert count == 1
        path = tmp_path / "rules.toml"
        path.write_text(changed, "utf-8")
        return Rules.load(path)

    return load


@pytest.mark.parametrize(
    ("kind", "words", "by_phone", "level"),
    [
        ("shopping", (), False, "word"),
        ("prescription", (), False, "word"),
        ("befriending", (), True, "identity"),
        ("home", (), False, "dbs_basic"),
        ("digital", (), False, "dbs_basic"),
        ("digital", (), True, "identity"),
        ("transport", ("need a lift",), False, "identity"),
        ("transport", ("give me a lift", "to @hospital"), False, "dbs_enhanced_barred"),
        ("family", ("babysitter",), False, "dbs_enhanced_barred"),
        ("health", ("help washing",), True, "dbs_enhanced_barred"),
        ("community", (), False, "none"),
    ],
)
def test_the_matrix_as_it_comes(kind: str, words: tuple[str, ...], by_phone: bool, level: str) -> None:  # noqa: FBT001 - a column
    """The check follows from the kind and from the setting the words tell of."""
    assert Rules.load(CONFIG / "rules.toml").needed(kind, words, by_phone=by_phone) == level


def test_a_lift_to_hospital_asks_more_than_a_lift(town: Town) -> None:
    """Only who has the higher check is asked to drive someone to health care, and at the yes it is looked at again."""
    town.meet("amina")
    town.volunteer("joe", "transport", check=Check("identity"))
    town.volunteer("sue", "transport", check=Check("dbs_enhanced_barred"))
    to_bingo = asks(town, "transport", private={"features": "need a lift"})
    to_hospital = asks(town, "transport", private={"features": "need a lift\nto @hospital"})
    assert open_to(town, to_bingo) == ["joe", "sue"]
    assert open_to(town, to_hospital) == ["sue"]
    world = town.app.world
    assert candidates.why_not(world, to_hospital, helper(town, "joe"), world.clock.now()) == "check"


def test_a_check_beyond_the_law_is_refused_with_the_reason(edited: Edited) -> None:
    """An organisation that asks for more than it may is told so before anything starts."""
    with pytest.raises(BadSettings, match="shopping asks dbs_enhanced for `door`; the law lets nobody ask more"):
        edited("shopping", '{ usual = "door", checks = { door = "dbs_enhanced" } }')


def test_a_stricter_check_within_the_law_is_taken(edited: Edited) -> None:
    """Up to what the law allows, an organisation may ask for more."""
    stricter = edited("pets", '{ usual = "door", checks = { door = "dbs_basic" } }')
    assert not stricter.check_enough("pets", "identity")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{ usual = "home", checks = { door = "word" } }', "no check is given"),
        ('{ usual = "door", checks = { door = "vetted" } }', "not known"),
        ('{ usual = "roof", checks = { roof = "word" } }', "not known"),
        ('"word"', "not as it should be"),
    ],
)
def test_a_matrix_that_is_not_whole(row: str, said: str, edited: Edited) -> None:
    """What the file does not say clearly is refused in a sentence."""
    with pytest.raises(BadSettings, match=said):
        edited("goods", row)


def test_the_doctor_asks_until_someone_has_confirmed_them(town: Town, edited: Edited) -> None:
    """The checks are the organisation's to confirm; then the doctor says by whom they were."""
    assert [one.well for one in _said(town.app)] == [False]
    rules = edited("confirmed", '"2026-11-30, Rowan Example"')
    confirmed = replace(town.app, world=replace(town.app.world, rules=rules))
    assert [(one.well, "Rowan Example" in one.words) for one in _said(confirmed)] == [(True, True)]


def _said(app: App) -> list[Finding]:
    return [one for part in doctor.CHECKS for one in part(app) if one.words.startswith("rules:")]
