"""Learning: small, repeatable, explained, and in step with the books."""

import json
import shutil
from pathlib import Path

import pytest

from bot.commands.check_phrases import main, report
from matching import learn
from matching.linear import Linear, train
from matching.understand import CONFIG, Reader
from tests.matching.conftest import NOW

SAMPLES = [
    ({"w:dog": 1.0, "w:please": 1.0}, "pets"),
    ({"w:cat": 1.0, "w:please": 1.0}, "pets"),
    ({"w:bread": 1.0, "w:please": 1.0}, "food"),
    ({"w:milk": 1.0}, "food"),
] * 5


def test_a_model_tells_what_it_was_shown() -> None:
    """Each word is worth what the examples made it worth, and says so."""
    model = train(SAMPLES, ("pets", "food"))
    chances = model.chances({"w:dog": 1.0, "w:please": 1.0})
    assert chances["pets"] > 0.8
    assert sum(chances.values()) == pytest.approx(1.0)
    assert model.reasons({"w:dog": 1.0, "w:please": 1.0}, "pets")[0][0] == "w:dog"


def test_learning_twice_is_the_same() -> None:
    """The same examples always give the same weights, and writing them down changes nothing."""
    first, second = train(SAMPLES, ("pets", "food")), train(SAMPLES, ("pets", "food"))
    assert first == second
    kept = Linear.from_json(json.loads(json.dumps(first.to_json())))
    assert kept.chances({"w:cat": 1.0}) == first.chances({"w:cat": 1.0})


def test_the_commoner_label_can_lose_its_head_start() -> None:
    """With an even start, a message that says nothing is not taken for the commonest thing."""
    lopsided = [*SAMPLES, *[({"w:dog": 1.0}, "pets")] * 60]
    taken, even = train(lopsided, ("pets", "food")), train(lopsided, ("pets", "food"), even=1.0)
    assert even.chances({})["food"] > taken.chances({})["food"]


def test_what_is_learned_is_in_step_with_the_books() -> None:
    """`learned.json` was learned from the books as they stand; else: python -m matching.learn."""
    assert learn.stored_digest(CONFIG) == learn.digest(CONFIG)


def test_no_labelled_message_is_among_the_examples() -> None:
    """The reader never learned from the messages it is scored on ("lol same" and the like apart)."""
    data = Path(__file__).parent / "data"
    labelled = {
        json.loads(line)["text"] for path in data.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()
    }
    assert labelled.isdisjoint(example.text for example in learn.examples(CONFIG) if len(example.text.split()) > 3)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the books in which an organiser has added phrases."""
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config, ignore=shutil.ignore_patterns("*.py", "__pycache__", "texts", "demo"))
    book = config / "kinds.toml"
    text = book.read_text("utf-8")
    text = text.replace("[pets]\nsure = [", '[pets]\nsure = [\n  "food bank", "bread and butter",', 1)
    text = text.replace("[food]\nsure = [", '[food]\nsure = [\n  "wibble wobble",', 1)
    book.write_text(text, "utf-8")
    return config


def test_an_organisers_phrase_counts_at_once(changed: Path) -> None:
    """A phrase added to the phrasebook tells the kind before anything is learned again."""
    before = Reader.load().read("wibble wobble", NOW)
    after = Reader.load(changed).read("wibble wobble", NOW)
    assert "wibble wobble" not in {one.matched for one in before.evidence}
    assert after.needs[0] == "food"
    assert any(one.matched == "wibble wobble" for one in after.evidence)


def test_an_organiser_is_told_what_to_look_at(changed: Path) -> None:
    """Phrases that collide or never win are named, and stale learning is."""
    lines = list(report(changed))
    assert any("learned from" in line for line in lines)
    assert any(line.startswith('"food bank" is sure of more than one kind') for line in lines)
    assert any(line.startswith('"bread and butter" is sure of pets') for line in lines)


def test_our_own_phrases_hardly_need_looking_at() -> None:
    """The phrasebook as it stands has no collision, is freshly learned, and has next to no phrase that never wins."""
    lines = list(report(CONFIG))
    assert all("said alone it is read as" in line for line in lines)
    assert len(lines) < 10


def test_the_command_prints_the_report(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a line for each thing to look at."""
    main(changed)
    assert "food bank" in capsys.readouterr().out
