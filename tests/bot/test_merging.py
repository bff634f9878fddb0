"""One need asked for twice: recognised, put together, parted again; and nobody learns of another's request by it."""

from dataclasses import replace

import pytest

from bot.desk import alike, candidates, erasing, merging, requests
from bot.errors import NotAllowed, NotPossible
from bot.model import Request
from bot.store.change import put
from tests.bot.asking import asks, does, helper, open_to
from tests.bot.residents import PRESCRIPTION, cases, ids, newest
from tests.support.asking import invited, now
from tests.support.town import Town


@pytest.fixture
def home(town: Town) -> Town:
    """Amina, Ben at the same number, a stranger, two helpers, a coordinator."""
    town.coordinator("rowan")
    for name, phone in (("amina", "07700 900123"), ("ben", "+447700900123"), ("cleo", "07700 900777")):
        town.meet(name, phone=phone, door="" if name == "cleo" else "4 Example Row")
    town.volunteer("joe", "prescription", "shopping")
    town.volunteer("sue", "prescription", "shopping")
    return town


def marked(town: Town, name: str, kind: str = "shopping") -> Request:
    """A request of someone, known by their number and door as the chat would have it."""
    person, known = town.person(name), town.app.world.access.compared
    marks = alike.marks(town.app.world, (known(person, "phone"),), (known(person, "door"),))
    return asks(town, kind, name, marks=marks)


def merge(town: Town, one: Request, other: Request) -> Request:
    """Rowan puts two together; the one that goes on."""
    world = town.app.world
    change, keeper, _ = merging.merge(world, one.id, other.id, town.person("rowan").id, world.clock.now())
    does(town, change)
    return now(town, keeper)


def unmerge(town: Town, merged: Request, who: str = "rowan") -> Request:
    """Somebody parts them again."""
    world = town.app.world
    does(town, merging.unmerge(world, merged.id, town.person(who).id, world.clock.now()))
    return now(town, merged)


def test_on_another_door_it_is_recognised_by_the_number(home: Town) -> None:
    """From another chat with the same number: likely the same, with its reasons, and no one else's."""
    first = marked(home, "amina")
    home.later(hours=3)
    second = marked(home, "ben")
    marked(home, "cleo")
    (twin,) = alike.of_request(home.app.world, second)
    assert (twin.request.id, twin.known) == (first.id, alike.HOME)
    assert "same_phone" in [why.name for why in twin.likeness.reasons]


def test_only_the_handful_narrowed_is_opened(home: Town) -> None:
    """However many requests are open elsewhere, only those of these people, this home or this place are compared."""
    for number in range(30):
        home.meet(f"far{number}")
        far = marked(home, f"far{number}", "pets")
        assert far.id in home.app.world.register.open_requests()
    mine = marked(home, "amina")
    asked = alike.asked(home.app.world, mine)
    found = home.app.world.register.asked_alike(("shopping",), asked.point, asked.marks, {mine.resident})
    assert found == {mine.id}


def test_whoever_was_in_danger_is_not_given_away(home: Town) -> None:
    """After abuse, someone at the same number is asked nothing: only a coordinator is told."""
    first = marked(home, "amina")
    person = home.person("amina")
    home.commit(put(replace(person, hushed=True), person))
    home.says("ben", "can someone get my shopping please, SN10")
    home.presses("ben", "confirm")
    assert "ask-same-home" not in home.ids("ben")
    home.presses("ben", "paid:already")
    assert newest(home, "ben").state == "open"
    assert [case.reason for case in cases(home)] == ["maybe_same"]
    assert first.code not in "".join(spoken.plain for spoken in home.heard["ben"].values())


def test_nobody_from_the_same_home_sees_whose_it_is(home: Town) -> None:
    """Neither code nor name nor words of the other, at no time."""
    first = marked(home, "amina")
    home.says("ben", "can someone get my shopping please, SN10")
    home.presses("ben", "confirm")
    home.presses("ben", "is-same")
    name = "joe" if "joe" in open_to(home, first) else "sue"
    home.presses(name, "accept")
    heard = "".join(spoken.plain for spoken in home.heard["ben"].values())
    assert not any(word in heard for word in (first.code, "Amina", "Joe", "Sue"))
    assert newest(home, "ben").state == "merged"


def test_a_merged_request_has_no_invites_of_its_own(home: Town) -> None:
    """Those it had are taken back; no wave falls due; it keeps its code and shows the other's state."""
    first, second = marked(home, "amina"), marked(home, "ben")
    assert open_to(home, second) == ["joe", "sue"]
    assert merge(home, first, second).id == first.id
    assert open_to(home, second) == []
    assert home.app.world.diary.about(f"request:{second.id}") == []
    home.presses("joe", "accept")
    assert now(home, first).state == "matched"
    assert now(home, second).state == "merged"
    assert [spoken.data["lines"][-1] for spoken in home.heard["ben"].values() if spoken.text_id == "card-request"] == [  # type: ignore[index]
        "stands-matched"
    ]


def test_parted_again_both_are_as_they_were(home: Town) -> None:
    """The same invites are open again, nobody has a second one, and both histories say so."""
    first, second = marked(home, "amina"), marked(home, "ben")
    before = {name: invite.id for name, invite in invited(home, second).items()}
    asked = {name: home.ids(name).count("invite") for name in ("joe", "sue")}
    merge(home, first, second)
    after = unmerge(home, second)
    assert (after.state, after.asked, after.wave, after.merged) == ("open", second.asked, second.wave, None)
    assert {name: invite.id for name, invite in invited(home, second).items()} == before
    assert open_to(home, second) == ["joe", "sue"]
    assert {name: home.ids(name).count("invite") for name in ("joe", "sue")} == asked
    assert replace(now(home, first), version=0) == replace(first, version=0)
    for request, said in ((first, ["joined", "parted"]), (second, ["merged", "unmerged"])):
        whats = [event.what for event in home.app.world.register.history(f"request:{request.id}")]
        assert whats[-2:] == said
    assert alike.of_request(home.app.world, after) == []


def test_whoever_has_a_helper_keeps_them(home: Town) -> None:
    """The younger one goes on when it has a helper and the older has not."""
    first, second = marked(home, "amina"), marked(home, "ben")
    home.presses("joe", "accept")  # the newest invite
    assert now(home, second).state == "matched"
    assert merge(home, first, second).id == second.id
    assert now(home, first).state == "merged"


def test_both_have_a_helper(home: Town) -> None:
    """One helper goes on; the other is thanked, free, and counted with nothing to do. Parted, others are asked."""
    first, second = marked(home, "amina"), marked(home, "ben")
    for name, request in (("joe", first), ("sue", second)):
        home.does(name, press=f"accept:{invited(home, request)[name].id}")
    merge(home, first, second)
    assert helper(home, "sue").tasks == ()
    assert "task-merged" in home.ids("sue")
    assert helper(home, "joe").tasks == (first.id,)
    parted = unmerge(home, second)
    assert (parted.state, parted.helpers) == ("open", ())


def test_two_on_the_way_are_left_alone(home: Town) -> None:
    """Nobody who has set off is turned round."""
    first, second = marked(home, "amina"), marked(home, "ben")
    for name, request in (("joe", first), ("sue", second)):
        home.does(name, press=f"accept:{invited(home, request)[name].id}")
        home.does(name, press=f"on-my-way:{invited(home, request)[name].id}")
    with pytest.raises(NotPossible):
        merge(home, first, second)


def test_the_more_urgent_counts(home: Town) -> None:
    """What cannot wait makes the other as urgent; parted, it is as it was."""
    first = marked(home, "amina")
    second = asks(home, "shopping", "ben", urgency="now")
    assert merge(home, first, second).urgency == "now"
    unmerge(home, second)
    assert now(home, first).urgency == "today"


def test_a_third_follows_the_one_that_goes_on(home: Town) -> None:
    """What was merged into one that is merged itself follows the last; each may be parted by itself."""
    one, two, three = (marked(home, name) for name in ("amina", "ben", "cleo"))
    merge(home, two, three)
    assert merge(home, one, two).id == one.id
    assert {now(home, request).merged.into for request in (two, three)} == {one.id}  # type: ignore[union-attr]
    unmerge(home, two)
    assert now(home, three).state == "merged"


@pytest.mark.parametrize("happens", ["confirm", "settle"])
def test_ended_together(home: Town, happens: str) -> None:
    """When it is done for one it is done for both, whoever follows hears it, and both are forgotten in time."""
    first, second = marked(home, "amina"), marked(home, "ben")
    merge(home, first, second)
    home.presses("joe", "accept")
    world = home.app.world
    ended, _ = requests.closing(world, now(home, first), happens, "helped", "onedoor", world.clock.now())
    does(home, ended)
    assert now(home, second).state == "closed"
    assert now(home, second).marks == ()
    assert "followed-closed" in home.ids("ben")
    assert any(line.job == "keep" for line in world.diary.about(f"person:{home.person('ben').id}"))


def test_called_off_by_one_it_goes_on_for_the_other(home: Town) -> None:
    """Whoever else asked may need it still."""
    first, second = marked(home, "amina"), marked(home, "ben")
    merge(home, first, second)
    home.does("amina", press=f"cancel:{first.id}")
    assert (now(home, first).state, now(home, second).state) == ("cancelled", "open")
    assert open_to(home, second) == ["joe", "sue"]


def test_called_off_by_whoever_follows(home: Town) -> None:
    """Only their own ends; the other goes on, and its invites with it."""
    first, second = marked(home, "amina"), marked(home, "ben")
    merge(home, first, second)
    home.does("ben", press=f"cancel:{second.id}")
    assert (now(home, first).state, now(home, second).state) == ("open", "cancelled")
    assert open_to(home, first) == ["joe", "sue"]


def test_one_who_asked_twice_needs_neither(home: Town) -> None:
    """Called off through either of their own cards, both are over."""
    first = marked(home, "amina")
    home.says("amina", "can someone get my shopping please, SN10")
    home.presses("amina", "confirm")
    home.presses("amina", "is-same")
    second = newest(home, "amina")
    assert second.merged
    home.does("amina", press=f"cancel:{second.id}")
    assert {now(home, first).state, now(home, second).state} == {"cancelled"}


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_someone_is_forgotten(home: Town, who: str) -> None:
    """Whichever of the two is forgotten, the other's request lives; nothing is left following what is gone."""
    first, second = marked(home, "amina"), marked(home, "ben")
    merge(home, first, second)
    does(home, erasing.erase(home.app.world, home.person(who), home.app.world.clock.now()))
    states = {"amina": ("cancelled", "open"), "ben": ("open", "cancelled")}
    assert (now(home, first).state, now(home, second).state) == states[who]
    assert home.app.world.register.followers_of(first.id) == []


def test_one_who_asked_twice_is_forgotten(home: Town) -> None:
    """Both of theirs are over in one step."""
    first, second = marked(home, "amina"), marked(home, "amina")
    merge(home, first, second)
    does(home, erasing.erase(home.app.world, home.person("amina"), home.app.world.clock.now()))
    assert {now(home, first).state, now(home, second).state} == {"cancelled"}


def test_for_someone_else_and_by_themselves(home: Town) -> None:
    """Ben asks for Dora, who asks herself on her own phone: she is asked whether it is the same, and follows his."""
    home.says("ben", "my neighbour Dora needs her prescription collecting please, SN10")
    home.presses("ben", "confirm")
    home.presses("ben", "consent-yes")
    for answer in ("Dora", "07700 900456", "9 Example Row"):
        home.says("ben", answer)
    home.presses("ben", "paid:already")
    his = newest(home, "ben")
    home.meet("dora", phone="07700 900456")
    home.says("dora", PRESCRIPTION)
    assert ids(home.presses("dora", "confirm")) == ["ask-same-home"]
    home.presses("dora", "is-same")
    hers = newest(home, "dora")
    assert hers.merged
    assert hers.merged.into == his.id


def test_a_follower_is_not_asked_to_help(home: Town) -> None:
    """Whoever waits for it through another request is never invited to it."""
    home.volunteer("vic", "pets")
    first, second = marked(home, "amina", "pets"), None
    home.does("vic", press=f"not-this-time:{invited(home, first)['vic'].id}")
    second = marked(home, "vic", "shopping")
    merge(home, first, second)
    volunteer = helper(home, "vic")
    assert candidates.why_not(home.app.world, now(home, first), volunteer, home.app.world.clock.now()) == "requester"


def test_it_ended_while_they_were_asked(home: Town) -> None:
    """A yes to one that is over meanwhile goes its own way."""
    first = marked(home, "amina")
    home.says("amina", "can someone get my shopping please, SN10")
    home.presses("amina", "confirm")
    home.does("amina", press=f"cancel:{first.id}")
    home.presses("amina", "is-same")
    home.presses("amina", "paid:already")
    assert newest(home, "amina").state == "open"


def test_only_whoever_may_see_both(home: Town) -> None:
    """A stranger can neither merge nor part, with whatever button."""
    first, second = marked(home, "amina"), marked(home, "ben")
    world, cleo = home.app.world, home.person("cleo").id
    with pytest.raises(NotAllowed):
        merging.merge(world, first.id, second.id, cleo, world.clock.now())
    merge(home, first, second)
    with pytest.raises(NotAllowed):
        merging.unmerge(world, second.id, cleo, world.clock.now())
    home.does("cleo", press=f"not-the-same:{second.id}")
    home.does("cleo", press=f"unmerge:{second.id}")
    assert now(home, second).state == "merged"
