"""Before the first invite, once, each to be skipped: a name, a number, the door; and how it is paid for."""

import pytest

from tests.bot.residents import DOG, PRESCRIPTION, SHOPPING, again, ids, newest, opens, own, private, session, through
from tests.support.town import Town, open_town

LONELY = "im so lonely, i need some company, SN10"


@pytest.fixture
def village(town: Town) -> Town:
    """A town with someone who offers everything asked for here."""
    town.volunteer("joe", "pets", "shopping", "prescription", "home", "befriending")
    return town


def test_each_question_once_and_who_sees_it(village: Town) -> None:
    """Name, number, door, in that order, with one line that says who sees it and for how long."""
    village.says("amina", DOG)
    assert ids(village.presses("amina", "confirm")) == ["who-sees", "ask-name"]
    assert ids(village.says("amina", "my name is Amina")) == ["ask-phone"]
    assert ids(village.says("amina", "its 07700 900123")) == ["ask-door"]
    assert ids(village.says("amina", "4 Example Row")) == ["card-request", "request-open"]
    assert [own(village, "amina", one) for one in ("name", "phone", "door")] == [
        "Amina",
        "07700 900123",
        "4 Example Row",
    ]


def test_each_can_be_skipped_by_button(village: Town) -> None:
    """A tap leaves each out, and nothing is kept of it."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    village.presses("amina", "skip")
    village.presses("amina", "chat-only")
    assert ids(village.presses("amina", "door-by-self")) == ["card-request", "request-open"]
    person = village.person("amina")
    assert (person.chat_only, person.door_by_self) == (True, True)
    assert set(person.sealed) == {"address.console"}


def test_each_can_be_skipped_in_words(village: Town) -> None:
    """A typed no is a no to the question, not a name or a door."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    village.says("amina", "I'd rather not say")
    village.says("amina", "no")
    assert ids(village.says("amina", "I'll tell them myself")) == ["card-request", "request-open"]
    assert set(village.person("amina").sealed) == {"address.console"}


def test_asked_once_in_all(village: Town) -> None:
    """The next request asks nothing again, skipped or answered."""
    opens(village, "amina", DOG)
    village.says("amina", "can someone fix my tap please, SN10")
    assert ids(village.presses("amina", "confirm")) == ["card-request", "request-open"]


def test_no_door_for_what_happens_by_phone(village: Town) -> None:
    """Company by phone needs no door; the first request that does need one asks for it then, and for nothing else."""
    village.says("amina", LONELY)
    village.presses("amina", "confirm")
    village.says("amina", "Amina")
    assert "request-open" in ids(village.presses("amina", "chat-only")) + village.ids("amina")
    village.says("amina", DOG)
    assert ids(village.presses("amina", "confirm")) == ["ask-door"]


def test_a_closed_page_asks_harder_for_a_number(
    village: Town, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Someone with nothing but the page is told why a number helps; it can still be left out."""
    web = open_town(redis_url, tmp_path_factory.mktemp("web"))
    web.platform = "web"
    web.says("amina", DOG)
    web.presses("amina", "confirm")
    heard = web.says("amina", "Amina")
    assert ids(heard) == ["ask-phone-web"]
    assert ids(web.presses("amina", "chat-only")) == ["ask-door"]


def test_half_a_number_is_asked_for_once_more(village: Town) -> None:
    """Two tries, then this chat will do: no loop."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    village.presses("amina", "skip")
    assert ids(village.says("amina", "0770")) == ["ask-phone-again"]
    assert ids(village.says("amina", "0770")) == ["ask-door"]
    assert village.person("amina").chat_only


def test_a_shared_number_is_an_answer(village: Town) -> None:
    """One tap on the platform's own way to share a number."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    village.presses("amina", "skip")
    assert ids(village.does("amina", contact="+447700900123")) == ["ask-door"]
    assert own(village, "amina", "phone") == "07700 900123"


def test_a_number_someone_else_gave_says_nothing_of_them(village: Town) -> None:
    """One phone for a household: kept as theirs too, nothing said of the other, who stays known by it."""
    bill = village.meet("bill")
    opens(village, "bill", DOG)
    village.says("bill", "change my number to 07700 900123")
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    village.presses("amina", "skip")
    assert ids(village.says("amina", "07700 900123")) == ["ask-door"]
    assert own(village, "amina", "phone") == "07700 900123"
    digest = village.app.world.vault.digest("phone", "+447700900123")
    assert village.app.world.register.person_with_phone(digest) == bill.id


def test_an_old_button_of_an_answered_question(village: Town) -> None:
    """Skip, pressed on a question answered since, changes nothing and puts the question in hand again."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    skip = village.button("amina", "skip")
    village.says("amina", "Amina")
    village.says("amina", "07700 900123")
    heard = village.does("amina", press=skip)
    assert ids(heard) == ["answered-already", "ask-door"]
    assert own(village, "amina", "name") == "Amina"


# ---- paying
@pytest.mark.parametrize(
    ("said", "way"),
    [("cash at the door", "receipt"), ("i'll ring the shop", "shop_line"), ("its free on the nhs", "already")],
)
def test_how_it_is_paid(village: Town, said: str, way: str) -> None:
    """Shopping and prescriptions ask how, by button or in words."""
    village.meet("amina")
    village.says("amina", PRESCRIPTION)
    assert ids(village.presses("amina", "confirm")) == ["ask-paid"]
    village.says("amina", said)
    assert newest(village, "amina").paid == way


def test_not_sure_how_it_is_paid(village: Town) -> None:
    """Not knowing is an answer: it is settled with whoever comes."""
    village.meet("amina")
    village.says("amina", SHOPPING)
    village.presses("amina", "confirm")
    village.says("amina", "not sure")
    assert newest(village, "amina").paid == ""


def test_paying_not_understood_is_no_loop(village: Town) -> None:
    """Asked once more, then left open."""
    village.meet("amina")
    village.says("amina", SHOPPING)
    village.presses("amina", "confirm")
    assert ids(village.says("amina", "blorp")) == ["ask-paid"]
    village.says("amina", "blorp")
    assert newest(village, "amina").paid == ""


def test_a_card_number_is_not_kept(village: Town) -> None:
    """It is taken out before anything is sealed, they are told so kindly, and the question waits on."""
    village.meet("amina")
    village.says("amina", SHOPPING)
    village.presses("amina", "confirm")
    heard = village.says("amina", "4111 1111 1111 1111 and the pin is 1234")
    assert ids(heard) == ["card-not-kept", "ask-paid"]
    assert session(village, "amina").step == "paid"


def test_a_pin_among_other_words(village: Town) -> None:
    """The rest of the message counts as always; only the PIN is gone."""
    village.meet("amina")
    heard = village.says("amina", "can someone get my shopping please, my pin is 4321, SN10")
    assert ids(heard) == ["understood", "card-not-kept"]
    village.presses("amina", "confirm")
    through(village, "amina")
    request = newest(village, "amina")
    words = private(village, "amina", f"request:{request.id}#words")
    assert words == "can someone get my shopping please, my pin is [not kept], SN10"


# ---- what to take care over
def test_wishes_are_kept_with_the_request_and_the_person(village: Town) -> None:
    """A wish like "please dont ring" heads this request and the next; sealed, and for the helper only after a yes."""
    joe = village.person("joe")
    village.meet("amina")
    request = opens(village, "amina", "can someone get my shopping please, dont ring me, SN10")
    path = f"request:{request.id}#wishes"
    wish = own(village, "amina", "wishes")
    assert wish
    assert "dont ring" in wish
    assert private(village, "amina", path) == wish
    assert village.app.world.access.read(joe.id, path) is None
    assert "wish" not in str(village.last("joe").data)
    village.presses("joe", "accept")
    assert village.app.world.access.read(joe.id, path) == wish
    later = opens(village, "amina", DOG)
    assert private(village, "amina", f"request:{later.id}#wishes") == wish
    assert again(village, request).sealed["wishes"] != wish
