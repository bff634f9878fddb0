"""What the doors without a platform of their own share: a page and a console show what lies in the mailbox."""

from typing import TYPE_CHECKING

from bot.deliver import Delivery
from bot.store.mailbox import Entry, Mailbox

if TYPE_CHECKING:
    from bot.app import App


def open_mailbox(app: "App") -> Mailbox:
    """The mailbox of every chat of this app."""
    return Mailbox(app.world.register.client, app.world.vault)


def put(app: "App", mailbox: Mailbox, delivery: Delivery) -> str:
    """Put a message into its chat's mailbox; return the id it shows as."""
    outgoing = delivery.pending.outgoing
    entry = Entry(
        at=app.world.clock.now(),
        say=delivery.say,
        edits=delivery.edit,
        card=outgoing.card,
        line=delivery.pending.line,
        must_hear=outgoing.id if outgoing.must_hear else "",
    )
    return mailbox.add(delivery.turn.chat, entry)
