"""What matching looks at of a volunteer and their person, read straight from the packed records and from no more."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from bot.model import ALL_DAY_EVERY_DAY, PersonId, RequestId, Volunteer, reachable_on
from bot.store import codec, compact


class Point(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A Place."""

    label: str
    lat: float
    lon: float


class Level(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A Check's level."""

    level: str


class Offer(msgspec.Struct, frozen=True, gc=False, rename=compact.VOLUNTEER):
    """A Volunteer, as `bot.model` has it, without what is sealed."""

    id: PersonId
    status: str = "waiting"
    kinds: tuple[str, ...] = ()
    place: Point | None = None
    range_km: float = 5.0
    phone_only: bool = False
    available: int = ALL_DAY_EVERY_DAY
    nights: bool = False
    languages: tuple[str, ...] = ("en",)
    car: bool = False
    weekly_limit: int = 3
    check: Level = Level("none")
    likes: tuple[str, ...] = ()
    avoid: tuple[PersonId, ...] = ()
    paused_until: datetime | None = None
    last_asked: datetime | None = None
    tasks: tuple[RequestId, ...] = ()
    accepted_at: tuple[datetime, ...] = ()
    replies: Mapping[str, tuple[int, int]] = msgspec.field(default_factory=dict)
    helped: Mapping[str, int] = msgspec.field(default_factory=dict)


class Someone(msgspec.Struct, frozen=True, gc=False, rename=compact.PERSON):
    """A Person, as `bot.model` has it: whether and where they can be spoken to, and whom they avoid."""

    id: PersonId
    platform: str = ""
    unreachable: tuple[str, ...] = ()
    under_18: bool = False
    avoid: tuple[PersonId, ...] = ()
    sealed: Mapping[str, bytes] = msgspec.field(default_factory=dict)

    @property
    def platforms(self) -> tuple[str, ...]:
        """As a Person's."""
        return reachable_on(self.platform, self.sealed, self.unreachable)


_OFFERS, _PEOPLE = msgspec.msgpack.Decoder(Offer), msgspec.msgpack.Decoder(Someone)


class Seen(NamedTuple):
    """A volunteer found near, and the record they were read from."""

    offer: Offer
    person: Someone
    version: int
    packed: bytes

    def whole(self) -> Volunteer:
        """The record itself, at the version that was looked at."""
        return codec.decode(Volunteer, self.packed, version=self.version)


def seen(version: bytes, packed: bytes, person: bytes) -> Seen:
    """One volunteer as the store holds them. Raises codec.Unreadable."""
    try:
        return Seen(_OFFERS.decode(packed), _PEOPLE.decode(person), int(version), packed)
    except msgspec.MsgspecError:
        raise codec.Unreadable("this is no volunteer") from None
