"""What a message means: kinds, intent, manner, and that nothing upsets the reader."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.score_understanding import RIGHT, TARGETS, read_all, share
from matching.types import CRISES, INTENTS, KINDS, PARTS, URGENCIES
from matching.understand import Reader
from tests.matching.conftest import NOW, Read

DATA = Path(__file__).parent / "data"
READER = Reader.load()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("cn any1 gt my perscription from boots pls, sn10", "prescription"),
        ("fridge is bare and im not paid til thurs", "food"),
        ("i've the money ready, i just can't get to the shops", "shopping"),
        ("need running to the hospital for my scan", "transport"),
        ("since my wife passed i don't see a soul all week", "befriending"),
        ("who'll take the dog round the block, my ankle's in plaster", "pets"),
        ("my tablet says storage full and i can't see the grandkids", "digital"),
        ("the meter's on its last pound and there's a red letter from the gas", "money"),
        ("landlord wants us out by the end of the month", "housing"),
        ("tap won't stop dripping and i can't turn it", "home"),
        ("can't stop crying since mum's funeral, i'm not coping", "mental_health"),
        ("dad can't wash himself since the stroke, who do we ring about carers", "health"),
        ("baby won't sleep and i've nobody to ask, is there a baby group", "family"),
        ("kids are sleeping on the floor, anyone got a spare mattress", "goods"),
        ("made redundant after 20 years, never done a cv", "work"),
        ("i want to learn to read so i can help my son", "learning"),
        ("home office refused my visa, i need a solicitor", "legal"),
        ("my mother speaks only Urdu and has a hospital appointment", "language"),
        ("someone rang saying he was from my bank and took my savings", "safety"),
        ("river's come in downstairs, we need sandbags", "emergency"),
        ("is there a choir or a knitting group i could join", "community"),
    ],
)
def test_each_kind_as_people_say_it(read: Read, said: str, kind: str) -> None:
    """Each kind is told from everyday words that seldom name it."""
    assert read(said).needs[0] == kind


@pytest.mark.parametrize(
    ("said", "kind", "not_kind"),
    [
        ("NOT shopping, someone to collect my tablets from the chemist", "prescription", "shopping"),
        ("i don't need food, it's the electric bill i can't pay", "money", "food"),
        ("instead of a lift could somebody just bring my medicine", "prescription", "transport"),
        ("we had the food parcel, thanks, but now the cooker's broken and we need another cooker", "goods", "food"),
    ],
)
def test_what_is_ruled_out_does_not_come_first(read: Read, said: str, kind: str, not_kind: str) -> None:
    """Words that turn a kind away turn its evidence round."""
    needs = read(said).needs
    assert needs[0] == kind
    assert needs[0] != not_kind


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("can anyone get my shopping", "request"),
        ("I can do shopping for anyone who's stuck in", "offer"),
        ("pram, hardly used, free to a good home", "offer"),
        ("any news on my request? still waiting", "status"),
        ("no longer need the lift thanks, my son's taking me", "cancel"),
        ("thank you so much, the tablets came and she was lovely", "thanks"),
        ("what time does the food bank open on tuesdays?", "question"),
        ("what a goal!! ref needs his eyes testing 😂", "chatter"),
        ("shopping please, SN10", "request"),
        ("wheelchair", "request"),
        ("just get me my bloody shopping you idiots, SN10", "request"),
        ("hey can i help out? im in yr 10", "offer"),
        ("righto", "chatter"),
    ],
)
def test_what_the_sender_is_doing(read: Read, said: str, intent: str) -> None:
    """Asking, offering, chasing, cancelling, thanking, wondering about the service, chatting."""
    assert read(said).intent == intent


def test_both_kinds_asked_for_are_named(read: Read) -> None:
    """One message that asks for two things names both first."""
    meaning = read("I could do with some shopping and a lift to the hospital on thursday")
    assert meaning.intent == "request"
    assert set(meaning.needs[:2]) == {"shopping", "transport"}


def test_small_talk_names_no_need(read: Read) -> None:
    """Nothing is asked for by saying yes."""
    assert read("righto").needs == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("friday", "2026-11-27"),
        ("actually make it saturday morning", "2026-11-21"),
        ("sorry love not tomorrow, friday", "2026-11-27"),
    ],
)
def test_a_day_alone_is_an_answer(read: Read, said: str, day: str) -> None:
    """A day in a few words is kept though nothing else is said, and is no cancelling."""
    meaning = read(said)
    assert str(meaning.date) == day
    assert meaning.intent != "cancel"


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("locked out, stuck outside in the cold now", "now"),
        ("need milk today please", "today"),
        ("lift to hospital on tuesday", "week"),
        ("cut my grass some time, no rush", "flexible"),
        ("hall for the 12th of december", "flexible"),
        ("thanks everyone, all sorted", None),
        ("what time do you open?", None),
    ],
)
def test_how_soon(read: Read, said: str, urgency: str | None) -> None:
    """How soon comes from the day and the words; nothing asked, nothing urgent."""
    assert read(said).urgency == urgency


@pytest.mark.parametrize(
    ("said", "behalf"),
    [
        ("my mum needs a lift to the eye clinic, i live in leeds", True),
        ("asking for my neighbour, he's 84 and can't get to the shop", True),
        ("need a lift to the eye clinic", False),
        ("my husband died and i'm lonely", False),
        ("baby group for me and my toddler", False),
    ],
)
def test_on_whose_behalf(read: Read, said: str, behalf: bool) -> None:  # noqa: FBT001 -- the expected answer
    """Help for a particular other person is on their behalf; one's own household is not."""
    assert read(said).on_behalf is behalf


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("need a lift. please don't ring, text only", "don't ring"),
        ("shopping please, not after 5", "not after 5"),
        ("he reads my phone", "reads my phone"),
        ("she's deaf so knock loudly", "knock loudly"),
    ],
)
def test_wishes_are_kept_in_the_senders_words(read: Read, said: str, wish: str) -> None:
    """What to take care over heads every card, as the sender put it."""
    assert any(wish in kept for kept in read(said).wishes)


@pytest.mark.parametrize(
    ("said", "young"),
    [
        ("im 14 and i need someone to talk to", True),
        ("I am only 16, can I get help", True),
        ("hey can i help out? im in yr 10", True),
        ("my son is in year 10", False),
        ("i'm 34 weeks pregnant", False),
        ("im 15 miles away", False),
        ("my son is 14", False),
        ("i'm 71", False),
    ],
)
def test_someone_under_18_says_so(read: Read, said: str, young: bool) -> None:  # noqa: FBT001 -- the expected answer
    """A sender's own age is heard; weeks, miles and other people's ages are not."""
    assert read(said).under_18 is young


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("can someone help me with my shopping please", "en"),
        ("Добрий день, мені потрібна допомога з їжею", "uk"),
        ("potrzebuję pomocy, czy ktoś może mi pomóc", "pl"),
        ("أحتاج إلى مساعدة", "ar"),
        ("necesito ayuda por favor", "es"),
        ("SN10", None),
        ("ok", None),
    ],
)
def test_language(read: Read, said: str, language: str | None) -> None:
    """A language is named when the message shows it, and not guessed from next to nothing."""
    assert read(said).language == language


def test_evidence_says_which_words_and_what_they_matched(read: Read) -> None:
    """Each conclusion can be argued with: the sender's words, and the phrase they were matched to."""
    meaning = read("cn any1 gt my perscription from boots tmrw, im in Rowde")
    told = {(one.what, one.words) for one in meaning.evidence}
    assert any(what == "kind:prescription" and "perscription" in words for what, words in told)
    assert ("date", "tmrw") in told
    assert ("place", "Rowde") in told


def test_kinds_to_offer_when_the_first_guess_is_wrong(reader: Reader) -> None:
    """Every kind is ranked, likeliest first, so that three more can always be offered."""
    ranking = reader.kinds_ranked("help with the dog please")
    assert ranking[0][0] == "pets"
    assert {kind for kind, _ in ranking} == set(KINDS)
    assert [score for _, score in ranking] == sorted((score for _, score in ranking), reverse=True)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😂", "?!", "\x00", "a" * 20_000, "@..@ .. £ 99999999999999999999", "١٢"]
)
def test_odd_texts_are_read_too(read: Read, text: str) -> None:
    """Emptiness, noise and endless words are read without complaint."""
    assert read(text).intent in INTENTS


WORDS = (
    "need",
    "lift",
    "shop",
    "die",
    "fire",
    "my",
    "dad",
    "not",
    "3rd",
    "tues",
    "SN10",
    "£5",
    ",",
    ".",
    "?",
    "in",
    "the",
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    )
)
def test_nothing_upsets_the_reader(text: str) -> None:
    """Whatever is typed, the reader answers in its own terms and does not raise."""
    meaning = READER.read(text, NOW)
    assert set(meaning.needs) <= set(KINDS)
    assert len(meaning.needs) <= 3
    assert len(set(meaning.needs)) == len(meaning.needs)
    assert meaning.intent in INTENTS
    assert meaning.crisis is None or meaning.crisis in CRISES
    assert meaning.urgency is None or meaning.urgency in URGENCIES
    assert meaning.part is None or meaning.part in PARTS
    assert not (meaning.crisis and meaning.concern)


def test_the_same_message_is_read_the_same(read: Read) -> None:
    """The reader keeps nothing between messages."""
    text = "lift to the hospital tues, sn10"
    first = read(text)
    read("my house is on fire")
    assert read(text) == first


def test_tomorrow_depends_on_today(reader: Reader) -> None:
    """Days are counted from the moment the message was written."""
    later = datetime(2027, 1, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    assert str(reader.read("lift tomorrow please", later).date) == "2027-01-02"


@pytest.mark.parametrize("field", sorted(RIGHT))
def test_the_labelled_messages_are_read_as_well_as_promised(reader: Reader, field: str) -> None:
    """On the labelled development messages every score keeps its target (a hair's breadth for rounding)."""
    labels = [json.loads(line) for line in (DATA / "messages_dev.jsonl").read_text("utf-8").splitlines()]
    pairs, _ = read_all(reader, labels)
    score, target = share(pairs, field), TARGETS[field]
    assert score <= target + 0.005 if "falsely" in field else score >= target - 0.005


FRESH = {"kind first": 0.70, "kind in three": 0.86, "intent": 0.85, "place where given": 0.85, "date over all": 0.90}


@pytest.mark.parametrize("field", sorted(FRESH))
def test_our_own_harder_messages_are_read_well(reader: Reader, field: str) -> None:
    """Messages written to avoid the obvious words are still mostly read rightly."""
    labels = [json.loads(line) for line in (DATA / "messages_own.jsonl").read_text("utf-8").splitlines()]
    pairs, _ = read_all(reader, labels)
    assert share(pairs, field) >= FRESH[field]
