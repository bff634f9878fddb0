"""Private text under lock: AES-256-GCM, a key for each person, wrapped by the master key.

What is sealed is bound to the field it belongs to (`person:<id>#name`), so that a stolen value cannot be moved to
another record. Destroying a person's key erases all of theirs, in backups too once those expire.
"""

import base64
import hashlib
import hmac
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import MasterKeyWrong
from bot.model import PersonId, Sealed

MASTER_KEY_FILE = "master.key"
_NONCE = 12
_KEY = 32
_MOST_NEW = 1000  # keys of people whose first Change is not committed yet
_NEW_FOR = 60.0  # seconds by which it is, or never will be


class KeyShelf(Protocol):
    """Where wrapped keys lie."""

    def wrapped_key(self, person: PersonId) -> bytes | None:
        """The person's wrapped key, or None once they are erased."""
        ...


def make_master_key() -> str:
    """A new master key: 32 random bytes, URL-safe base64."""
    return base64.urlsafe_b64encode(os.urandom(_KEY)).decode()


def find_master_key(given: str | None, data_dir: Path) -> bytes | None:
    """The 32 bytes from the setting, else from the data folder; None when there is none. Raises MasterKeyWrong."""
    if given:
        return _decoded(given)
    try:
        return _decoded((data_dir / MASTER_KEY_FILE).read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None


def load_master_key(given: str | None, data_dir: Path) -> tuple[bytes, bool]:
    """The master key from the setting, else from `master.key` in the data folder, made there (0600) on first run.

    Returns the 32 bytes and whether it was made just now. Raises MasterKeyWrong when it is not 32 bytes of base64.
    """
    found = find_master_key(given, data_dir)
    if found:
        return found, False
    path, key = data_dir / MASTER_KEY_FILE, make_master_key()
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process made it first
        return _decoded(path.read_text(encoding="ascii").strip()), False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return _decoded(key), True


def _decoded(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text)
    except ValueError:
        key = b""
    if len(key) != _KEY:
        raise MasterKeyWrong("The master key must be 32 bytes in URL-safe base64. Use the one your data was made with.")
    return key


def _lock(key: bytes, text: bytes, bound_to: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, bound_to.encode())


def _unlock(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to.encode())


@dataclass
class Vault:
    """Seals and opens; `bot.access` decides who may ask."""

    master: bytes
    shelf: KeyShelf
    _new: dict[PersonId, tuple[float, bytes]] = field(default_factory=dict, repr=False)

    def new_key(self, person: PersonId) -> bytes:
        """A new person's key, wrapped, for the Change that creates them. Until that commits it is known here only.

        It is soon forgotten here, so that a key destroyed later is not remembered by the process that made it.
        """
        key = os.urandom(_KEY)
        while len(self._new) >= _MOST_NEW:
            self._new.pop(next(iter(self._new)))
        self._new[person] = (time.monotonic(), key)
        return _lock(self.master, key, f"key:{person}")

    def _key(self, person: PersonId) -> bytes | None:
        """Asked of the store each time, so that an erased key is gone for every process at once."""
        wrapped = self.shelf.wrapped_key(person)
        since, new = self._new.get(person, (0.0, None))
        if wrapped is None and new and time.monotonic() - since < _NEW_FOR:
            return new
        self._new.pop(person, None)
        if wrapped is None:
            return None
        try:
            return _unlock(self.master, wrapped, f"key:{person}")
        except InvalidTag:
            raise MasterKeyWrong(
                "This data was sealed with another master key. Set the one it was made with."
            ) from None

    def seal(self, owner: PersonId, path: str, text: str) -> Sealed:
        """`text` under the owner's key, bound to `path` (`person:<id>#name`). Raises MasterKeyWrong without a key."""
        key = self._key(owner)
        if key is None:
            raise MasterKeyWrong(f"There is no key for {owner}: they were erased.")
        return Sealed(base64.urlsafe_b64encode(_lock(key, text.encode(), path)).decode())

    def open(self, owner: PersonId, path: str, sealed: Sealed) -> str | None:
        """The text, or None when its owner was erased. Raises InvalidTag when it was moved or altered."""
        key = self._key(owner)
        if key is None:
            return None
        return _unlock(key, base64.urlsafe_b64decode(sealed), path).decode()

    def digest(self, *parts: str) -> str:
        """A keyed digest, to know the same address or number again without holding it."""
        message = "\x1f".join(parts).encode()
        key = hashlib.sha256(b"digest" + self.master).digest()
        return base64.urlsafe_b64encode(hmac.new(key, message, "sha256").digest()[:16]).decode().rstrip("=")
