"""A snapshot in a file: encrypted under the master key, and known to be whole before any of it is used.

The file: a head (what it is, a salt, a check of the key, a digest of the head); then frames, each its length and a
part of the snapshot under AES-256-GCM, numbered, the last one marked; then the SHA-256 of everything before.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import msgpack
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import BackupCutShort, BackupDamaged, BackupOfAnotherKey, NotABackup
from bot.store.snapshot import Piece

MARK = b"onedoor backup 1\n"
SALT, CHECK, HEAD_DIGEST, LENGTH, DIGEST = 16, 16, 8, 4, 32  # bytes
FRAME = 256 * 1024  # bytes of a snapshot in one frame, and what one piece adds
LONGEST_FRAME = 512 * 1024 * 1024  # Redis' own longest value


def write(file: IO[bytes], master: bytes, made: datetime, pieces: Iterable[Piece]) -> None:
    """Write all of it, frame by frame; no more than a frame is held in memory."""
    salt, digest = os.urandom(SALT), hashlib.sha256()

    def put(data: bytes) -> None:
        digest.update(data)
        file.write(data)

    put(_head(master, salt))
    lock, number, held = AESGCM(_key(master, salt)), 0, bytearray(msgpack.packb(made.timestamp()))
    for piece in pieces:
        held += msgpack.packb(piece)
        if len(held) >= FRAME:
            put(_frame(lock, number, bytes(held), last=False))
            number, held = number + 1, bytearray()
    put(_frame(lock, number, bytes(held), last=True))
    file.write(digest.digest())


def _key(master: bytes, salt: bytes) -> bytes:
    """A key for this file alone, from which the master key cannot be found."""
    return HKDF(SHA256(), 32, salt, b"onedoor backup").derive(master)


def _head(master: bytes, salt: bytes) -> bytes:
    head = MARK + salt + hmac.digest(_key(master, salt), MARK, "sha256")[:CHECK]
    return head + hashlib.sha256(head).digest()[:HEAD_DIGEST]


def _frame(lock: AESGCM, number: int, data: bytes, *, last: bool) -> bytes:
    sealed = lock.encrypt(_nonce(number, last=last), data, None)
    return len(sealed).to_bytes(LENGTH) + sealed


def _nonce(number: int, *, last: bool) -> bytes:
    """Each frame's own, so that none can be moved, left out, or taken for the end."""
    return number.to_bytes(11) + bytes([last])


@dataclass(frozen=True)
class Archive:
    """A backup's file. What it gives may be used only once it has given all: before that a fault may still follow."""

    path: Path
    master: bytes

    def made(self) -> datetime:
        """The moment it was made."""
        for first in self._objects():
            return datetime.fromtimestamp(first, UTC)
        raise BackupDamaged(self.path)

    def pieces(self) -> Iterator[Piece]:
        """What is in it, in order. Raises NotABackup, BackupOfAnotherKey, BackupCutShort, BackupDamaged."""
        objects = self._objects()
        next(objects, None)
        for one in objects:
            yield Piece(*one)

    def _objects(self) -> Iterator[Any]:
        unpacker = msgpack.Unpacker(max_buffer_size=LONGEST_FRAME)
        with self.path.open("rb") as file:
            for data in self._frames(file):
                unpacker.feed(data)
                yield from unpacker

    def _frames(self, file: IO[bytes]) -> Iterator[bytes]:
        """Each frame's content, in order, checked; at the end, that it was all."""
        digest = hashlib.sha256()
        lock = AESGCM(_key(self.master, self._salt(file, digest)))
        number, last = 0, False
        while not last:
            length = int.from_bytes(self._take(file, LENGTH, digest))
            if length > LONGEST_FRAME:
                raise BackupDamaged(self.path)
            data, last = self._opened(lock, number, self._take(file, length, digest))
            yield data
            number += 1
        if self._take(file, DIGEST) != digest.digest() or file.read(1):
            raise BackupDamaged(self.path)

    def _salt(self, file: IO[bytes], digest: "hashlib._Hash") -> bytes:
        if file.read(len(MARK)) != MARK:
            raise NotABackup(self.path)
        digest.update(MARK)
        rest = self._take(file, SALT + CHECK + HEAD_DIGEST, digest)
        if hashlib.sha256(MARK + rest[:-HEAD_DIGEST]).digest()[:HEAD_DIGEST] != rest[-HEAD_DIGEST:]:
            raise BackupDamaged(self.path)
        if _head(self.master, rest[:SALT]) != MARK + rest:
            raise BackupOfAnotherKey(self.path)
        return rest[:SALT]

    def _take(self, file: IO[bytes], count: int, digest: "hashlib._Hash | None" = None) -> bytes:
        data = file.read(count)
        if len(data) < count:
            raise BackupCutShort(self.path)
        if digest:
            digest.update(data)
        return data

    def _opened(self, lock: AESGCM, number: int, sealed: bytes) -> tuple[bytes, bool]:
        for last in (False, True):
            try:
                return lock.decrypt(_nonce(number, last=last), sealed, None), last
            except InvalidTag:
                continue
        raise BackupDamaged(self.path)
