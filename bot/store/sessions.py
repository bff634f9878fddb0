"""Sessions: where each chat stands, sealed whole under its person's key."""

from dataclasses import dataclass, replace

from redis import Redis

from bot.model import Chat, PersonId, Session, StoredSession
from bot.store import codec, keys
from bot.store.change import Change, put
from bot.store.seal import Vault


@dataclass(frozen=True)
class Sessions:
    """Reads and prepares sessions; the turn's Change writes them."""

    client: Redis
    vault: Vault

    def load(self, chat: Chat, person: PersonId) -> Session:
        """The chat's session; a fresh one when there is none, or none that can still be opened."""
        version, data = self.client.hmget(keys.record("session", chat), "v", "d")
        if version is None or data is None:
            return Session(chat)
        stored = codec.decode(StoredSession, data, version=int(version))
        body = self.vault.open(person, f"session:{chat}", stored.body)
        fresh = Session(chat, version=int(version))
        return fresh if body is None else replace(codec.decode(Session, body), version=int(version))

    def put(self, session: Session, person: PersonId) -> Change:
        """Write it. Two steps of one chat cannot both: the version it was loaded at must still stand."""
        body = self.vault.seal(person, f"session:{session.chat}", codec.encode(session).decode())
        before = StoredSession(session.chat, body, session.version) if session.version else None
        return put(StoredSession(session.chat, body), before)
