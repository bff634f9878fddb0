"""The roster: approved by a coordinator with what was seen, changed, resting, leaving."""

from datetime import date

import pytest

from bot.desk import roster
from bot.errors import NotAllowed, NotPossible
from bot.model import Check, Volunteer
from tests.bot.asking import asks, does, helper, invite_of, open_to, taken_by
from tests.support.asking import now, reasons
from tests.support.diary import run_due
from tests.support.town import Town


@pytest.fixture
def street(town: Town) -> Town:
    """A coordinator, a resident, and Joe and Sue who help with shopping."""
    town.coordinator("rowan")
    town.meet("amina")
    for name in ("joe", "sue"):
        town.volunteer(name, "shopping")
    return town


def signed_up(town: Town, *kinds: str) -> Volunteer:
    """Kim, waiting."""
    town.volunteer("kim", *kinds, status="waiting", check=Check())
    return helper(town, "kim")


def approve(town: Town, name: str, level: str, by: str = "rowan") -> None:
    """A coordinator records what they saw."""
    at = town.app.world.clock.now()
    does(town, roster.approve(town.app.world, helper(town, name).id, level, "passport", town.person(by).id, at))


# ---- approval
def test_nobody_is_asked_before_they_are_approved(street: Town) -> None:
    """A volunteer who waits gets no invite; from the moment a coordinator has approved them they do."""
    signed_up(street, "pets")
    assert open_to(street, asks(street, "pets")) == []
    approve(street, "kim", "word")
    assert open_to(street, asks(street, "pets")) == ["kim"]


def test_what_was_seen_is_recorded(street: Town) -> None:
    """The level, the day and who saw it are kept; the note of it is sealed, and in the history who did it when."""
    volunteer = signed_up(street, "shopping")
    approve(street, "kim", "identity")
    kim = helper(street, "kim")
    assert (kim.status, kim.check) == ("approved", Check("identity", street.person("rowan").id, date(2026, 11, 23)))
    access = street.app.world.access
    assert access.read(street.person("rowan").id, f"volunteer:{kim.id}#note") == "passport"
    assert access.read(street.person("joe").id, f"volunteer:{kim.id}#note") is None
    history = street.app.world.register.history(f"volunteer:{volunteer.id}")
    assert [(one.what, one.who) for one in history] == [("approved", street.person("rowan").id)]


def test_the_news_says_what_comes_next(street: Town) -> None:
    """Approved, they hear which kinds they may be asked for, and honestly which need another check first."""
    signed_up(street, "shopping", "home")
    approve(street, "kim", "word")
    news = street.last("kim")
    assert news.text_id == "approved"
    assert news.data["lines"] == ["approved-kinds", "approved-not-yet", "approved-next"]
    assert news.data["kinds"] == ["shopping"]


def test_only_coordinators_of_the_area_approve(street: Town) -> None:
    """Neither a neighbour nor another area's coordinator can approve or turn down."""
    volunteer = signed_up(street, "shopping")
    street.coordinator("morgan")  # of another area
    for stranger in ("amina", "morgan"):
        with pytest.raises(NotAllowed):
            approve(street, "kim", "word", by=stranger)
        with pytest.raises(NotAllowed):
            roster.decline(street.app.world, volunteer.id, street.person(stranger).id, street.app.world.clock.now())
    assert helper(street, "kim").status == "waiting"


def test_a_check_nobody_knows_is_refused(street: Town) -> None:
    """There is no approving with a made-up check."""
    signed_up(street, "shopping")
    with pytest.raises(NotPossible):
        approve(street, "kim", "a good feeling")


def test_turned_down_kindly(street: Town) -> None:
    """They are told with a number to ring, what they offered is forgotten, and they may offer again one day."""
    volunteer = signed_up(street, "shopping")
    at = street.app.world.clock.now()
    does(street, roster.decline(street.app.world, volunteer.id, street.person("rowan").id, at))
    assert street.last("kim").text_id == "offer-declined"
    assert street.last("kim").data["phone"]
    kim = helper(street, "kim")
    assert (kim.status, kim.kinds) == ("left", ())
    assert street.says("kim", "I can help")[-1].text_id == "offer-hello"


# ---- changing
def change_kinds(town: Town, name: str, *kinds: str) -> list[str]:
    """Tap kinds on or off in one's own offer; the text ids heard after it."""
    town.says(name, "my offer")
    town.presses(name, "change-offer:kinds")
    town.presses(name, "more-kinds")
    for kind in kinds:
        town.presses(name, f"tick-kind:{kind}")
    return [one.text_id for one in town.presses(name, "kinds-done")]


def test_a_kind_that_needs_a_higher_check_waits_for_it(street: Town) -> None:
    """It is taken down and said honestly; not matched until a coordinator has recorded the check; then it is."""
    street.volunteer("kim", "shopping", check=Check("word"))
    assert "offer-changed-check" in change_kinds(street, "kim", "home")
    assert reasons(street, helper(street, "kim").id) == ["check_needed"]
    assert open_to(street, asks(street, "home")) == []
    approve(street, "kim", "dbs_basic")
    assert street.last("kim").text_id in ("check-recorded", "card-offer")
    assert "check-recorded" in street.ids("kim")
    assert open_to(street, asks(street, "home")) == ["kim"]


def test_a_kind_their_check_covers_counts_at_once(street: Town) -> None:
    """No case and no waiting where their check is enough."""
    assert "offer-changed" in change_kinds(street, "joe", "pets")
    assert reasons(street, helper(street, "joe").id) == []
    assert open_to(street, asks(street, "pets")) == ["joe"]


def test_everything_else_can_be_changed_later(street: Town) -> None:
    """Where, how far, when, a car, how often, own words: one tap each, and the card shows it."""
    street.says("joe", "my offer")
    street.presses("joe", "change-offer:place")
    street.says("joe", "Potterne")
    street.presses("joe", "change-offer:range")
    street.presses("joe", "how-far:2")
    street.presses("joe", "change-offer:when")
    street.says("joe", "saturday mornings")
    street.presses("joe", "change-offer:more")
    street.presses("joe", "tick-more:car")
    street.presses("joe", "more-done")
    street.presses("joe", "change-offer:limit")
    street.presses("joe", "how-often:1")
    street.presses("joe", "change-offer:words")
    street.says("joe", "I like gardens")
    joe = helper(street, "joe")
    assert joe.place
    assert (joe.place.label, joe.range_km, joe.car, joe.weekly_limit, joe.status) == (
        "Potterne",
        2,
        True,
        1,
        "approved",
    )
    said = street.last("joe").plain
    for shown in ("Potterne", "2 km", "Saturday mornings", "a car", "once a week", "I like gardens"):
        assert shown in said


# ---- resting
def test_a_paused_volunteer_is_not_asked(street: Town) -> None:
    """Paused until they say: no invites; resumed: invites again."""
    street.says("joe", "pause")
    assert open_to(street, asks(street)) == ["sue"]
    street.says("joe", "resume")
    assert "joe" in open_to(street, asks(street))


def test_pausing_from_an_invite_declines_it(street: Town) -> None:
    """Pause me on an invite is a no to it (and to every other open one), and the others are asked on."""
    request, other = asks(street), asks(street)
    heard = street.presses("joe", "pause")
    assert heard[-1].text_id == "paused"
    assert {invite_of(street, "joe", one).state for one in (request, other)} == {"declined"}
    assert helper(street, "joe").status == "paused"
    assert helper(street, "joe").replies["shopping"] == (0, 2)
    shown = [spoken.text_id for spoken in street.heard["joe"].values()]
    assert shown.count("invite-declined") == 2


def test_a_pause_for_a_week_ends_by_itself(street: Town) -> None:
    """After a week they may be asked again, and are told so; a day before that they are not."""
    street.says("joe", "pause")
    street.presses("joe", "pause-for:week")
    street.later(days=6)
    run_due(street)
    assert helper(street, "joe").status == "paused"
    street.later(days=1, minutes=1)
    run_due(street)
    assert helper(street, "joe").status == "approved"
    assert street.last("joe").text_id == "rested"


def test_resuming_early_forgets_the_end_of_the_pause(street: Town) -> None:
    """Whoever came back before the week was over is not told a second time."""
    street.says("joe", "pause")
    street.presses("joe", "pause-for:day")
    street.says("joe", "resume")
    street.later(days=2)
    run_due(street)
    assert "rested" not in street.ids("joe")


def test_a_task_stays_through_a_pause(street: Town) -> None:
    """Pausing takes nothing away that was promised, and says so."""
    name = taken_by(street, asks(street))
    heard = street.says(name, "pause")
    assert heard[-1].text_id == "paused-tasks"
    assert street.presses(name, "on-my-way")[-1].text_id == "go-well"


# ---- leaving
def test_leaving_hands_back_what_is_under_way(street: Town) -> None:
    """In one step: the task goes to others, whoever waits is told, what was offered is forgotten."""
    request = asks(street)
    name = taken_by(street, request)
    other = {"joe": "sue", "sue": "joe"}[name]
    asked = street.says(name, "stop helping")
    assert asked[-1].data["n"] == 1
    street.presses(name, "leave-now")
    run_due(street)
    left = helper(street, name)
    assert (left.status, left.kinds, left.tasks) == ("left", (), ())
    assert invite_of(street, name, request).state == "handed_back"
    assert now(street, request).helpers == ()
    assert "fell-through" in street.ids("amina")
    assert open_to(street, request) == [other]


def test_leaving_while_waiting_takes_the_case_away(street: Town) -> None:
    """A coordinator need not look at an offer that was taken back."""
    street.says("kit", "I can help")
    for action in ("over-18",):
        street.presses("kit", action)
    street.says("kit", "Kit")
    street.presses("kit", "tick-kind:shopping")
    street.presses("kit", "kinds-done")
    street.says("kit", "SN10")
    for action in ("how-far:5", "tick-when:any", "more-done", "skip-words", "skip-phone", "sign-up"):
        street.presses("kit", action)
    assert reasons(street, street.person("kit").id) == ["new_volunteer"]
    street.says("kit", "stop helping")
    street.presses("kit", "leave-now")
    assert reasons(street, street.person("kit").id) == []


def test_staying_after_all(street: Town) -> None:
    """One question comes first, and no is an answer."""
    street.says("joe", "stop helping")
    assert street.presses("joe", "stay")[-1].text_id == "glad-you-stay"
    assert helper(street, "joe").status == "approved"


def test_someone_who_is_no_volunteer_is_offered_to_be_one(street: Town) -> None:
    """Pause, resume, leave and my offer, said by a resident, change nothing."""
    for words in ("pause", "resume", "stop helping", "my offer"):
        heard = street.says("amina", words)
        assert heard[-1].text_id == "not-a-volunteer"
        assert [button.id for button in heard[-1].buttons] == ["offer"]
