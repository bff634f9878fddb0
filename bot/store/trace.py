"""Which request a Change is about, so that every process can say so in its log: ids, nothing more."""

from typing import TYPE_CHECKING

from bot.model import Case, Invite, Record, Request

if TYPE_CHECKING:
    from bot.store.change import Change

MOST = 3  # named in one line


def requests_of(change: "Change") -> str:
    """The ids of the requests it writes, or writes something about, with a comma between; "" for none."""
    named = [*(line.about for line in (*change.lines, *change.done)), *(event.about for event in change.events)]
    named += [outgoing.card for outgoing in change.says]
    found = {name.removeprefix("request:") for name in named if name.startswith("request:")}
    found |= {_request_of(put.new) for put in change.puts}
    return ",".join(sorted(found - {""})[:MOST])


def _request_of(record: Record) -> str:
    if isinstance(record, Request):
        return record.id
    return (record.request or "") if isinstance(record, Invite | Case) else ""
