"""Packed records: every field comes back as it was, and what matching reads of them is what they say."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from bot.model import AreaId, Check, Line, LineId, Person, PersonId, Place, RequestId, Sealed, Volunteer
from bot.store import codec, compact
from bot.store.seen import Offer, seen

AT = datetime(2026, 11, 23, 10, 0, 5, 123456, tzinfo=UTC)
SEALED = {"name": Sealed("AAECAwQFBgc="), "address.telegram": Sealed("_-8=")}
PERSON = Person(
    PersonId("p1"),
    AT,
    platform="telegram",
    unreachable=("web",),
    language="pl",
    area=AreaId("devizes"),
    place=Place("SN10", 51.3445, -1.9756),
    under_18=True,
    hushed=True,
    details_asked=True,
    asked=("name", "phone"),
    chat_only=True,
    door_by_self=True,
    asked_to_help=True,
    avoid=(PersonId("p2"),),
    sealed=SEALED,
    version=7,
)
VOLUNTEER = Volunteer(
    PersonId("p1"),
    AreaId("devizes"),
    status="approved",
    kinds=("shopping", "pets"),
    place=PERSON.place,
    range_km=2.5,
    phone_only=True,
    available=5,
    nights=True,
    languages=("en", "pl"),
    car=True,
    weekly_limit=2,
    check=Check("identity", PersonId("p3"), date(2026, 1, 5)),
    likes=("dog",),
    avoid=(PersonId("p4"),),
    paused_until=AT,
    last_asked=AT,
    tasks=(RequestId("r1"),),
    accepted_at=(AT,),
    replies={"pets": (2, 1)},
    helped={"p5": 2},
    sealed=SEALED,
    version=7,
)


@pytest.mark.parametrize(
    "record", [PERSON, VOLUNTEER, Person(PersonId("p1"), AT), Volunteer(PersonId("p1"), AreaId("a"))]
)
def test_it_comes_back_as_it_was(record: Person | Volunteer) -> None:
    """Full or all but empty, a record read again is the same record."""
    assert codec.decode(type(record), codec.encode(record), version=record.version) == record


@pytest.mark.parametrize(("kind", "full"), [(Person, PERSON), (Volunteer, VOLUNTEER)])
def test_every_field_has_a_name_of_its_own(kind: type, full: Person | Volunteer) -> None:
    """A field added to a record must be given a short name; none is used twice. The examples here fill each field."""
    names = [field.name for field in fields(kind) if field.name != "version"]
    assert sorted(compact.PACKED[kind]) == sorted(names)
    assert len(set(compact.PACKED[kind].values())) == len(names)
    empty = Person(PersonId(""), AT) if kind is Person else Volunteer(PersonId(""), AreaId(""))
    assert not [name for name in names if getattr(full, name) == getattr(empty, name) and name != "created"]


def test_what_matching_reads_is_what_they_say() -> None:
    """Each field it looks at has the record's own value; and the whole record is one step away."""
    found = seen(b"7", codec.encode(VOLUNTEER), codec.encode(PERSON))
    plain = [name for name in Offer.__struct_fields__ if name not in ("place", "check")]
    assert {name: getattr(found.offer, name) for name in plain} == {name: getattr(VOLUNTEER, name) for name in plain}
    assert found.offer.place
    assert (found.offer.place.lat, found.offer.place.lon, found.offer.check.level) == (51.3445, -1.9756, "identity")
    assert (found.person.platform, found.person.under_18, found.person.avoid) == ("telegram", True, ("p2",))
    assert found.whole() == VOLUNTEER
    bare = seen(b"1", codec.encode(Volunteer(PersonId("p1"), AreaId("a"))), codec.encode(Person(PersonId("p1"), AT)))
    defaults = Volunteer(PersonId("p1"), AreaId("a"))
    assert {name: getattr(bare.offer, name) for name in plain} == {name: getattr(defaults, name) for name in plain}
    assert bare.offer.check.level == defaults.check.level


@pytest.mark.parametrize(
    "broken", [b"", b"he reads my phone", b'{"id": "p1"}', b"\x81\xa1i\x01", b"\x82\xa1i\xa1p\xa1w\xa1x"]
)
def test_what_cannot_be_read_is_not_quoted(broken: bytes) -> None:
    """Bytes that are no record are named by the kind alone, however they are broken."""
    with pytest.raises(codec.Unreadable, match="this is no Volunteer") as raised:
        codec.decode(Volunteer, broken, version=1)
    assert "phone" not in str(raised.value)
    with pytest.raises(codec.Unreadable):
        seen(b"1", broken, codec.encode(replace(PERSON, version=0)))


def test_what_the_store_keeps_beside_it_counts() -> None:
    """A diary line written down with an old lease reads with the lease and the tries it stands at now."""
    line = Line(LineId("l1"), "wave", "request:r1", AT, lease=3, tries=2)
    assert codec.decode(Line, codec.encode(line), lease=9, tries=4) == replace(line, lease=9, tries=4)
    assert codec.decode(Line, codec.encode(replace(line, lease=0, tries=0)), lease=9, tries=0).lease == 9
