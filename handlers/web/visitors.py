"""Who is at the page: a random name in a signed cookie, and the token that shows a form came from our own page."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer
from starlette.requests import Request
from starlette.responses import Response

from bot.store.seal import Vault

REMEMBERED = 180 * 24 * 3600  # seconds since the last visit
DEMO = "demo-"


@dataclass(frozen=True, slots=True)
class Seat:
    """One chat on a page: its name there, and its owner's address on this platform."""

    name: str
    sender: str


class Visitors:
    """Names and recognises visitors. Nothing about them is kept but what the cookie itself says."""

    def __init__(self, vault: Vault, *, secure: bool) -> None:
        secret = vault.digest("web", "secret")
        self._name = Signer(secret, salt="visitor", digest_method=hashlib.sha256)
        self._form = Signer(secret, salt="form", digest_method=hashlib.sha256)
        self._secure = secure
        self._cookie = "__Host-onedoor" if secure else "onedoor"

    def known(self, request: Request) -> str | None:
        """The visitor's name, or None when there is no cookie of ours."""
        try:
            return self._name.unsign(request.cookies.get(self._cookie, "")).decode()
        except BadSignature:
            return None

    def known_or_new(self, request: Request) -> str:
        """The visitor's name; a new one for someone who was never here."""
        return self.known(request) or secrets.token_urlsafe(18)

    def remember(self, response: Response, visitor: str) -> None:
        """Set the cookie, or set it anew for another while."""
        value = self._name.sign(visitor).decode()
        response.set_cookie(
            self._cookie, value, max_age=REMEMBERED, path="/", secure=self._secure, httponly=True, samesite="lax"
        )

    def forget(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(self._cookie, path="/", secure=self._secure, httponly=True, samesite="lax")

    def token(self, visitor: str) -> str:
        """What this visitor's forms carry."""
        return self._form.get_signature(visitor).decode()

    def from_our_page(self, visitor: str, token: str) -> bool:
        """Whether a form carries this visitor's token."""
        return hmac.compare_digest(self.token(visitor).encode(), token.encode())


def own_seat(visitor: str) -> Seat:
    """The visitor's own chat."""
    return Seat("me", visitor)


def example_seat(name: str) -> Seat:
    """The chat of one of the demo's example people. No visitor can be given such a name: theirs are random."""
    return Seat(name, f"{DEMO}{name}")
