"""What a request, an invite, a case or a volunteer may become. These tables are the only place that says so."""

from collections.abc import Mapping

from bot.errors import NotPossible

Table = Mapping[str, Mapping[str, str]]  # state -> what happens -> next state

REQUEST: Table = {
    "open": {
        "fill": "matched",
        "exhaust": "held",
        "hold": "held",
        "finish": "finished",  # of several wanted helpers, those found have done it
        "no_show": "held",
        "cancel": "cancelled",
        "settle": "closed",
        "alter": "open",
        "merge": "merged",  # the same need was asked for already; the other request goes on for both
    },
    "held": {
        "search": "open",
        "fill": "matched",
        "finish": "finished",  # the resident came to the door after all
        "confirm": "closed",  # it was done after all, though they had said no
        "cancel": "cancelled",
        "settle": "closed",
        "alter": "held",
        "merge": "merged",
    },
    "matched": {
        "start": "under_way",
        "finish": "finished",
        "hand_back": "open",
        "no_show": "held",
        "hold": "held",
        "confirm": "closed",
        "deny": "held",
        "cancel": "cancelled",
        "settle": "closed",
        "alter": "matched",
        "merge": "merged",  # both had a helper: this one is thanked and free
    },
    "under_way": {
        "finish": "finished",
        "hand_back": "open",
        "no_show": "held",
        "hold": "held",
        "confirm": "closed",
        "deny": "held",
        "cancel": "cancelled",
        "settle": "closed",
        "alter": "under_way",
    },
    "finished": {"confirm": "closed", "deny": "held", "settle": "closed"},
    # Never asked about by itself; it ends as the other does, unless the other was only called off.
    "merged": {
        "unmerge": "open",
        "unmerge_held": "held",
        "confirm": "closed",
        "settle": "closed",
        "cancel": "cancelled",
    },
    "closed": {"deny": "held"},
    "cancelled": {},
}

INVITE: Table = {
    "open": {"accept": "accepted", "decline": "declined", "expire": "expired", "withdraw": "withdrawn"},
    "accepted": {"start": "under_way", "finish": "finished", "hand_back": "handed_back", "end": "ended"},
    "under_way": {"finish": "finished", "hand_back": "handed_back", "end": "ended"},
    "finished": {"end": "ended"},
    # A late yes is still a yes while nobody else has it.
    "declined": {"accept": "accepted"},
    "expired": {"accept": "accepted"},
    "withdrawn": {"accept": "accepted", "reopen": "open"},
    "handed_back": {},
    "ended": {},
}

CASE: Table = {
    "open": {"claim": "claimed", "resolve": "resolved"},
    "claimed": {"hand_over": "open", "pass": "passed", "take_over": "claimed", "resolve": "resolved"},
    # handed to a named coordinator who has not said yes yet
    "passed": {
        "claim": "claimed",
        "hand_over": "open",
        "pass": "passed",
        "take_over": "claimed",
        "resolve": "resolved",
    },
    "resolved": {},
}

VOLUNTEER: Table = {
    "waiting": {"approve": "approved", "decline": "left", "leave": "left", "change": "waiting"},
    "approved": {"pause": "paused", "leave": "left", "change": "approved"},
    "paused": {"resume": "approved", "leave": "left", "change": "paused"},
    "left": {"rejoin": "waiting"},
}

ACTIVE = ("open", "held", "matched", "under_way", "finished", "merged")  # a request someone still waits for
UNSETTLED = tuple(state for state, moves in CASE.items() if moves)  # a case somebody is still to see to
WITH_HELPER = ("matched", "under_way", "finished")


def after(table: Table, state: str, happens: str) -> str:
    """The state that follows. Raises NotPossible when the table does not allow it."""
    try:
        return table[state][happens]
    except KeyError:
        raise NotPossible(f"{happens} cannot follow {state}") from None
