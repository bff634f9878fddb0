"""Every key Onedoor keeps in Redis: one builder each, its type and how long it lives beside it."""

PREFIX = "od"
OURS = f"{PREFIX}:"  # how every key of Onedoor's begins


def record(kind: str, record_id: str) -> str:
    """Hash {v: version, d: JSON or packed}: one record, private fields sealed. Lives until retention removes it."""
    return f"{PREFIX}:{kind}:{record_id}"


def person_keys() -> str:
    """Hash person id -> their data key, wrapped by the master key. A field lives until the person is erased."""
    return f"{PREFIX}:person_keys"


def addresses() -> str:
    """Hash keyed digest of platform and id -> person id. A field lives until the person is erased."""
    return f"{PREFIX}:addresses"


def phones() -> str:
    """Hash keyed digest of a phone number -> person id, to know the same person again. Until they are erased."""
    return f"{PREFIX}:phones"


def codes(area: str) -> str:
    """Hash code -> request id, for an area's open requests only."""
    return f"{PREFIX}:codes:{area}"


def past_codes(area: str) -> str:
    """Hash code -> id of the latest ended request of an area that had it. As long as past_of its resident."""
    return f"{PREFIX}:past_codes:{area}"


def requests_of(person: str) -> str:
    """Set of request ids this person waits for (theirs, or asked for by them). Open ones only."""
    return f"{PREFIX}:requests_of:{person}"


def past_of(person: str) -> str:
    """Sorted set of ended request ids by when they ended (epoch seconds). Until the person is erased."""
    return f"{PREFIX}:past_of:{person}"


def open_requests() -> str:
    """Sorted set of every request not ended, by when it was opened (epoch seconds)."""
    return f"{PREFIX}:open_requests"


def asked_from(mark: str) -> str:
    """Set of open request ids whose number or door has this keyed digest (`phone.<digest>`, `door.<digest>`)."""
    return f"{PREFIX}:asked_from:{mark}"


def asked_near(kind: str, cell: str) -> str:
    """Sorted set of open request ids of a kind in a cell, by when they were opened (epoch seconds)."""
    return f"{PREFIX}:asked_near:{kind}:{cell}"


def followers(request: str) -> str:
    """Set of ids of requests that were merged into this one. Only while they are."""
    return f"{PREFIX}:followers:{request}"


def invites_of(person: str) -> str:
    """Set of invite ids of this volunteer that still matter (open, accepted, under way, finished)."""
    return f"{PREFIX}:invites_of:{person}"


def invites_for(request: str) -> str:
    """Set of every invite id sent for a request. Lives as long as the request."""
    return f"{PREFIX}:invites_for:{request}"


def queue(area: str) -> str:
    """Sorted set of case ids of an area not yet resolved; score = urgency * 1e11 + due (epoch seconds)."""
    return f"{PREFIX}:queue:{area}"


def cases_of(subject: str) -> str:
    """Set of unresolved case ids about this person or request."""
    return f"{PREFIX}:cases_of:{subject}"


def waiting_volunteers(area: str) -> str:
    """Set of volunteer ids waiting to be approved."""
    return f"{PREFIX}:waiting_volunteers:{area}"


def volunteers(area: str) -> str:
    """Set of every volunteer id of an area who has not left."""
    return f"{PREFIX}:volunteers:{area}"


def can_help(kind: str, cell: str) -> str:
    """Sorted set of approved volunteers of a cell who offer a kind, with facts, by when last asked (epoch seconds)."""
    return f"{PREFIX}:can:{kind}:{cell}"


def services(kind: str, cell: str) -> str:
    """Set of service ids of a kind in a cell."""
    return f"{PREFIX}:services:{kind}:{cell}"


def all_services() -> str:
    """Set of every service id."""
    return f"{PREFIX}:all_services"


def history(about: str) -> str:
    """List of JSON events of a request or a case, oldest first. Lives as long as what it is about."""
    return f"{PREFIX}:history:{about}"


def join_links() -> str:
    """Hash keyed digest of a join link's token -> person id, for imported volunteers not yet joined."""
    return f"{PREFIX}:join_links"


def imported_rows() -> str:
    """Hash keyed digest of what a row of a group's spreadsheet is known by -> person id. Until they are erased."""
    return f"{PREFIX}:imported_rows"


def corrections() -> str:
    """Sorted set of corrected kinds as JSON (phrases of our books, no one's words), by day. At most 2,000, a year."""
    return f"{PREFIX}:corrections"


def operation(op: str) -> str:
    """String: the result of a committed operation. Remembered for eight days of machine time."""
    return f"{PREFIX}:op:{op}"


def tries(event: str) -> str:
    """Counter: how often a turn on this event failed. Lives a day of machine time."""
    return f"{PREFIX}:tries:{event}"


def diary_due() -> str:
    """Sorted set of diary line ids by when they fall due (epoch seconds, town time)."""
    return f"{PREFIX}:diary:due"


def diary_leased() -> str:
    """Sorted set of leased diary line ids by when the lease ends (ms, machine time)."""
    return f"{PREFIX}:diary:leased"


def diary_line(line: str) -> str:
    """Hash {v: lease, tries, d: JSON, due: epoch seconds}: one diary line. Lives until its job moves it on."""
    return f"{PREFIX}:diary:line:{line}"


def lines_about(about: str) -> str:
    """Set of diary line ids about a record, so that ending it removes them."""
    return f"{PREFIX}:diary:about:{about}"


def diary_lease() -> str:
    """Counter: numbers of diary leases, each given once."""
    return f"{PREFIX}:diary:lease"


def diary_aside() -> str:
    """Hash line id -> JSON of a diary line that failed too often; a case tells of each."""
    return f"{PREFIX}:diary:aside"


def outbox_chats(platform: str, priority: int) -> str:
    """Sorted set of chats of a platform with something to be said at this priority, by when next (ms, machine)."""
    return f"{PREFIX}:outbox:chats:{platform}:{priority}"


def outbox_queue(chat: str) -> str:
    """Sorted set of line ids to be said in a chat, by their order."""
    return f"{PREFIX}:outbox:queue:{chat}"


def outbox_lines(chat: str) -> str:
    """Hash line id -> JSON of what is to be said (ids and references, no private words)."""
    return f"{PREFIX}:outbox:lines:{chat}"


def outbox_sending(chat: str) -> str:
    """Hash line id -> "in hand", then the lease that began to send it. A field lives until the outcome is recorded."""
    return f"{PREFIX}:outbox:sending:{chat}"


def outbox_lease(chat: str) -> str:
    """String: the fencing number of the sender now speaking in a chat; "" while the platform has us wait. So long."""
    return f"{PREFIX}:outbox:lease:{chat}"


def outbox_fence() -> str:
    """Counter: fencing numbers of outbox leases."""
    return f"{PREFIX}:outbox:fence"


def outbox_order() -> str:
    """Counter: the order of outbox lines."""
    return f"{PREFIX}:outbox:order"


def outbox_cards(chat: str) -> str:
    """Hash card name -> the platform's id of the message that shows it in a chat. A field lives as in cards_shown."""
    return f"{PREFIX}:outbox:cards:{chat}"


def outbox_cards_shown(chat: str) -> str:
    """Sorted set of card names by when last shown (ms, machine time). Until a month after, once their card is over."""
    return f"{PREFIX}:outbox:cards_shown:{chat}"


def outbox_outcomes(platform: str) -> str:
    """Stream of send outcomes (ids only), capped at 10,000."""
    return f"{PREFIX}:outbox:outcomes:{platform}"


def rate(name: str) -> str:
    """String: when a limit next has room (ms, machine time; GCRA). Lives as long as the limit's memory."""
    return f"{PREFIX}:rate:{name}"


def role_lease(name: str) -> str:
    """String: which process holds a role only one may hold (the poller of a token). Lives as long as the lease."""
    return f"{PREFIX}:role:{name}"


def role_note(name: str) -> str:
    """String: what a role must not forget (the poller's offset). Kept."""
    return f"{PREFIX}:note:{name}"


def clock_offset() -> str:
    """String: how far town time is ahead of the machine, in seconds. Only tests and the demo set it."""
    return f"{PREFIX}:clock:offset"


def mailbox(chat: str) -> str:
    """Stream of what a page or console shows (ids, references and the person's own sealed words), capped at 200."""
    return f"{PREFIX}:mailbox:{chat}"


def mailbox_seen(chat: str) -> str:
    """String: the mailbox id up to which a page has shown its messages. Kept as long as the mailbox."""
    return f"{PREFIX}:mailbox_seen:{chat}"


def erased() -> str:
    """Sorted set of people who asked to be forgotten, by when (epoch seconds): random ids that lead nowhere. Kept."""
    return f"{PREFIX}:erased"


def restoring() -> str:
    """String: a backup is being put back. It goes when all of it is there."""
    return f"{PREFIX}:restoring"


def counts() -> str:
    """Hash of counts by what and its labels (`turns|telegram|stored`): codes, no ids. Kept."""
    return f"{PREFIX}:counts"


def alive() -> str:
    """Sorted set of processes by when each last said it is alive (ms, machine time). They leave it when they stop."""
    return f"{PREFIX}:alive"
