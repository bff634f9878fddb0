"""Redis's replies as text. The client's types allow bytes, text and more; what we keep comes back as bytes."""


def text(value: object) -> str:
    """One member, field or value as text."""
    return value.decode() if isinstance(value, bytes) else str(value)


def text_or_none(value: object) -> str | None:
    """The same, for what may not be there."""
    return None if value is None else text(value)
