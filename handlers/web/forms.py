"""Forms as they arrive: bounded, plain, and nothing else."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 64 * 1024  # bytes; a message of 5,000 letters in any script, each percent-encoded, and room to spare
LARGEST_HOOK = 1024 * 1024
MOST_FIELDS = 20


class TooLarge(Exception):
    """More was sent than we read."""


async def body(request: Request, largest: int) -> bytes:
    """The whole body. Raises TooLarge, without reading the rest."""
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > largest:
            raise TooLarge
    return bytes(received)


async def fields(request: Request) -> Mapping[str, str]:
    """A form's fields; of a field given twice the last. Raises TooLarge."""
    text = (await body(request, LARGEST)).decode(errors="replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as problem:
        raise TooLarge from problem
