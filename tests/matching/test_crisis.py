"""Danger must not be missed, and wolf must not be cried."""

from datetime import date

import pytest

from matching.types import CRISES
from tests.matching.conftest import Read

MUST_NOT_MISS = [
    ("medical", "he's got chest pain going down his left arm"),
    ("medical", "she wont wake up and her lips are blue"),
    ("medical", "my nan's face has dropped one side and her speech is slurred"),
    ("medical", "cant breath, throat closing up after nuts"),
    ("medical", "baby is floppy and wont feed"),
    ("medical", "he fell off the ladder and theres blood everywhere, hes not making sense"),
    ("medical", "my mum has had a stroke"),
    ("suicide", "i dont want to be here any more"),
    ("suicide", "ive written the letters and sorted who's having the dog. goodbye"),
    ("suicide", "going to kms tonight"),
    ("suicide", "everyone would be better off without me"),
    ("suicide", "i took all my tablets an hour ago"),
    ("suicide", "my friend sent me a goodbye voice note and his phone is off, he tried last year"),
    ("abuse", "my husband hit me again last night and the kids saw, i need to get out"),
    ("abuse", "my husband hits me"),
    ("abuse", "he checks my phone, takes my money and wont let me out"),
    ("abuse", "i am afraid of my husband he lock the door and take my phone"),
    ("abuse", "they are sending me to pakistan to marry, i dont want to, im scared"),
    ("child", "kids next door left alone all night again, the eldest is 5"),
    ("child", "my mums boyfriend comes in my room at night, im 12"),
    ("child", "im scared im going to hurt my baby, i shook her"),
    ("missing", "dad has dementia, he went out at 9 and hasnt come home"),
    ("missing", "anyone seen my daughter, 13, never got to school and her phone is off"),
    ("fire", "i can smell gas in the kitchen and i feel sick"),
    ("fire", "theres smoke coming out of next doors window"),
    ("fire", "trapped upstairs, water is rising, nan cant walk"),
    ("fire", "carbon monoxide alarm going off and we've all got headaches"),
]

NO_WORRY = [
    "all of them",
    "done B4-10",
    "sorry to be a burden, i need some shopping, SN10",
    "this is bloody useless",
    "just rang her, she says go on then",
    "i was out the back with the washing",
    "just get me my bloody shopping you idiots, SN10",
    "friday",
    "she said ok then",
]

NOT_WOLF = [
    "dying for a cuppa",
    "this queue is killing me",
    "i could murder a curry",
    "my feet are killing me after that walk",
    "our team was on fire last night",
    "phone's dead, boiler's died, what a day",
    "nearly had a heart attack when i saw the gas bill lol",
    "has anyone seen my cat? missing since sunday",
    "dad had a stroke last year and needs a lift to rehab",
    "i've a blood test on tuesday, need a lift",
    "the council is not responding to my emails",
    "landlord won't let me have a dog",
    "smoke alarm keeps beeping, needs a new battery",
    "lost my nan three weeks ago, is there a grief group",
    "suicide prevention training at the hall on monday",
    "the bridge is closed, is the bus running",
    "can you hang a picture for me",
    "kids kicking off at bedtime, any parenting groups",
    "my tablet keeps dying",
    "happy birthday you old trout",
    "cut the grass please",
    "dog ate my slipper, he's fine",
    "need my blood pressure tablets from boots",
    "fire away with your questions",
    *NO_WORRY,
]


@pytest.mark.parametrize(("kind", "said"), MUST_NOT_MISS)
def test_danger_is_not_missed(read: Read, kind: str, said: str) -> None:
    """Plain danger is a crisis of the right kind, urgent now, with its evidence, whatever else is said."""
    meaning = read(said)
    assert meaning.crisis == kind
    assert meaning.urgency == "now"
    assert not meaning.concern
    assert any(one.what == f"crisis:{kind}" for one in meaning.evidence)


@pytest.mark.parametrize(("kind", "said"), MUST_NOT_MISS)
def test_danger_is_not_hidden_by_ordinary_words(read: Read, kind: str, said: str) -> None:
    """Thanks and a shopping list around it do not argue danger away: it is a crisis or at least a concern."""
    meaning = read(f"hiya, thanks for the shopping last week, could you add milk and bread. {said}. ta")
    assert meaning.crisis or meaning.concern


@pytest.mark.parametrize("said", NOT_WOLF)
def test_wolf_is_not_cried(read: Read, said: str) -> None:
    """Everyday words that sound like danger are no crisis."""
    assert read(said).crisis is None


@pytest.mark.parametrize("said", NO_WORRY)
def test_small_talk_and_answers_are_no_worry(read: Read, said: str) -> None:
    """Answers to a question, grumbling and politeness are not even a concern."""
    assert not read(said).concern


def test_a_goodbye_in_a_cancelled_request(read: Read) -> None:
    """A message can carry danger whatever its intent."""
    meaning = read("cancel my shopping, i wont be needing anything after tonight. thank you for everything. goodbye")
    assert meaning.crisis == "suicide"


def test_a_lost_pet_is_no_missing_person(read: Read) -> None:
    """A missing cat is pets, and nobody is told to ring 999."""
    meaning = read("has anyone seen Smokey? grey tom, missing since wednesday, kids in bits")
    assert meaning.crisis is None
    assert meaning.needs[0] == "pets"


def test_doubt_is_a_concern(read: Read) -> None:
    """What is only perhaps dangerous is a concern, never both."""
    meaning = read("not going to hurt myself before you ask, just very low")
    assert (meaning.crisis is not None) != meaning.concern


def test_every_danger_has_numbers_with_source_and_date(crisis_book: dict[str, dict[str, dict[str, object]]]) -> None:
    """Whoever must be told whom to ring can be, and each number says where and when it was checked."""
    for kind in CRISES:
        numbers = crisis_book["crisis"][kind]["numbers"]
        assert isinstance(numbers, list)
        assert numbers[0] == "999"
        for number in numbers:
            shown = crisis_book["numbers"][number]
            assert str(shown["source"]).startswith("https://")
            assert isinstance(shown["last_verified"], date)
    said = {str(number["number"]) for number in crisis_book["numbers"].values()}
    assert {"999", "111", "116 123", "85258", "0800 1111", "0808 2000 247"} <= said
