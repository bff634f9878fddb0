"""What Onedoor knows: frozen records, one class each. Private fields are held sealed; `bot.access` alone opens them."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType

PersonId = NewType("PersonId", str)
RequestId = NewType("RequestId", str)
InviteId = NewType("InviteId", str)
CaseId = NewType("CaseId", str)
AreaId = NewType("AreaId", str)
ServiceId = NewType("ServiceId", str)
LineId = NewType("LineId", str)
Chat = NewType("Chat", str)  # "<platform>:<person id>": where someone is spoken to, without their platform's own id
Sealed = NewType("Sealed", str)  # text under its owner's key (bot.store.seal)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u
PARTS = ("morning", "afternoon", "evening")
ALL_DAY_EVERY_DAY = (1 << 21) - 1


def new_id(prefix: str) -> str:
    """A random id of 12 base32 characters (60 bits) behind a letter that says what it names."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(12))


def slot(weekday: int, part: str) -> int:
    """The bit that stands for one part of one weekday (Monday is 0) in `Volunteer.available`."""
    return 1 << (weekday * 3 + PARTS.index(part))


@dataclass(frozen=True, slots=True)
class Place:
    """Where help is needed or offered, roughly: a label fit to show anyone, and the centre of a 2 km cell."""

    label: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class When:
    """When help is wanted, in the area's own time: a day, or a part of one; neither means any time."""

    day: date | None = None
    part: str | None = None


def reachable_on(last: str, sealed: Iterable[str], unreachable: tuple[str, ...]) -> tuple[str, ...]:
    """The platforms of `Person.platforms`, by the one last written on, the names of what is sealed, and refusals."""
    known = (name.partition(".")[2] for name in sorted(sealed) if name.startswith("address."))
    return tuple(name for name in dict.fromkeys((last, *known)) if name and name not in unreachable)


@dataclass(frozen=True, slots=True)
class Person:
    """Anyone known to Onedoor. Sealed: name, phone, door, point, wishes, address.<platform>."""

    id: PersonId
    created: datetime
    platform: str = ""  # where they last wrote, so where they are answered
    unreachable: tuple[str, ...] = ()  # platforms that refused us
    language: str = "en"
    area: AreaId | None = None
    place: Place | None = None
    under_18: bool = False
    hushed: bool = False  # after words of abuse: nothing automatic until they write again
    details_asked: bool = False
    asked: tuple[str, ...] = ()  # first-time questions asked so far (name, phone, door), answered or skipped
    chat_only: bool = False  # "this chat only": no number to be given
    door_by_self: bool = False  # "I'll tell them myself"
    asked_to_help: bool = False
    avoid: tuple[PersonId, ...] = ()
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    version: int = 0

    @property
    def platforms(self) -> tuple[str, ...]:
        """Those that have not refused us: the one they last wrote on first, then any they can be reached on."""
        return reachable_on(self.platform, self.sealed, self.unreachable)


@dataclass(frozen=True, slots=True)
class Check:
    """What a coordinator saw before approving a volunteer."""

    level: str = "none"  # none, word (a group's word), identity, dbs_basic, dbs_enhanced, dbs_enhanced_barred
    by: PersonId | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Volunteer:
    """What a person offers. Sealed under their key: words (their own words), note (what was seen)."""

    id: PersonId
    area: AreaId
    status: str = "waiting"  # see lifecycle.VOLUNTEER
    kinds: tuple[str, ...] = ()
    place: Place | None = None
    range_km: float = 5.0
    phone_only: bool = False
    available: int = ALL_DAY_EVERY_DAY
    nights: bool = False
    languages: tuple[str, ...] = ("en",)
    car: bool = False
    weekly_limit: int = 3
    check: Check = field(default_factory=Check)
    likes: tuple[str, ...] = ()  # phrasebook features of their own words
    avoid: tuple[PersonId, ...] = ()
    paused_until: datetime | None = None
    last_asked: datetime | None = None
    tasks: tuple[RequestId, ...] = ()  # under way now
    accepted_at: tuple[datetime, ...] = ()  # within the last seven days
    replies: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # kind -> (accepted, declined)
    helped: Mapping[str, int] = field(default_factory=dict)  # person -> times, both happy
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """A request was put together with another: which, and what it takes to part them again."""

    into: RequestId
    state: str  # how it stood before: open or held
    urgency: str  # the other's, before
    invites: tuple[InviteId, ...] = ()  # taken back by it, unanswered


@dataclass(frozen=True, slots=True)
class Request:
    """One thing one resident needs. Sealed under the resident's key: words, wishes, point, note."""

    id: RequestId
    code: str
    area: AreaId
    resident: PersonId  # who is helped
    asked_by: PersonId  # who wrote; the resident, or someone for them
    kind: str
    state: str  # see lifecycle.REQUEST
    opened: datetime
    place: Place | None = None
    when: When = field(default_factory=When)
    urgency: str = "flexible"  # now, today, week, flexible
    wants: int = 1
    helpers: tuple[PersonId, ...] = ()
    asked: tuple[PersonId, ...] = ()  # everyone invited so far, in order
    wave: int = 0
    paid: str = ""  # shop_line, receipt, already; "" where no money changes hands
    language: str | None = None  # a helper must speak it, where that matters
    consent: datetime | None = None  # on behalf: when the resident's yes was given, by the asker's word
    marks: tuple[str, ...] = ()  # keyed digests of number and door, to know the same home again; none once it ended
    merged: Merged | None = None
    apart: tuple[RequestId, ...] = ()  # requests it was said not to be the same as
    outcome: str = ""
    closed: datetime | None = None
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    version: int = 0

    @property
    def on_behalf(self) -> bool:
        """Whether someone else asked for the resident."""
        return self.asked_by != self.resident

    @property
    def places_left(self) -> int:
        """How many more helpers are wanted."""
        return max(0, self.wants - len(self.helpers))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone or something suits: a text id and its facts."""

    text_id: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invite:
    """A request put to one volunteer."""

    id: InviteId
    request: RequestId
    volunteer: PersonId
    state: str  # see lifecycle.INVITE
    sent: datetime
    ends: datetime
    wave: int = 1
    distance_km: float | None = None
    reasons: tuple[Reason, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """Something for a coordinator.

    Sealed under the subject's key, each as `name`, `name.2`…: words (what brought it here), note (a coordinator's),
    said (to the people it is about), answer (from them), outcome.
    """

    id: CaseId
    area: AreaId
    reason: str
    opened: datetime
    due: datetime
    state: str = "open"  # see lifecycle.CASE
    urgency: int = 2  # 0 now (danger), 1 today, 2 soon
    subject: PersonId | None = None
    request: RequestId | None = None
    owner: PersonId | None = None
    rung: int = 0  # how far it has climbed: on duty, deputy, area above
    told: tuple[PersonId, ...] = ()
    wrote: datetime | None = None  # when its owner last wrote to its subject: their next words are for the owner
    unheard: tuple[
        str, ...
    ] = ()  # what could not be said to its subject: each a bot.messages.Say as the store keeps it
    outcome: str = ""
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """Which coordinators of an area are on duty."""

    area: AreaId
    on: tuple[PersonId, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """Something a hub or group runs."""

    id: ServiceId
    area: AreaId
    name: str
    kinds: tuple[str, ...]
    place: Place
    hours: str = ""
    phone: str = ""
    url: str = ""
    about: str = ""
    eligibility: str = ""
    example: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """Where one chat stands. The store keeps it sealed, whole (`StoredSession`)."""

    chat: Chat
    step: str = ""  # "" is at rest; otherwise a key of talk.router.STEPS
    draft: Mapping[str, object] = field(default_factory=dict)  # plain JSON values
    unclear: int = 0  # messages in a row that were not understood
    version: int = 0


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A Session as it lies in the store."""

    chat: Chat
    body: Sealed
    version: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the diary: something that falls due. `about` names the record it is of."""

    id: LineId
    job: str  # a row of escalation.toml's follow_ups
    about: str
    due: datetime
    facts: Mapping[str, str | int] = field(default_factory=dict)
    lease: int = 0  # the lease it is under, a number given once; the guard of its job's Change
    tries: int = 0  # how often it was leased since it was written


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a request's or case's history: who did what, when."""

    about: str
    at: datetime
    who: str  # a person id, or "onedoor"
    what: str
    facts: Mapping[str, str | int | float] = field(default_factory=dict)
    sealed: Sealed | None = None  # a note's own words


Record = Person | Volunteer | Request | Invite | Case | Duty | Service | StoredSession
