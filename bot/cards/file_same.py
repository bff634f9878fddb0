"""In a case's file: what its request may be the same as, what it was put together with, and what to do about it."""

from bot.cards.file_people import File
from bot.desk import alike, merging
from bot.desk.alike import Twin
from bot.messages import Button, Say
from bot.model import Request

MOST = 2  # others named in one file


def lines(file: File) -> tuple[Say, ...]:
    """Put together with what, or perhaps the same as what, and what speaks for it."""
    request = file.request
    if request is None:
        return ()
    if request.state == "merged":
        return (Say("file-merged-with", {"code": merging.leader(file.app.world, request).code}),)
    joined = tuple(Say("file-follows", {"code": one.code, "kind": one.kind}) for one in _followers(file))
    return (*joined, *(_perhaps(twin) for twin in _twins(file)))


def _perhaps(twin: Twin) -> Say:
    signs = tuple(why.name for why in twin.likeness.reasons if why.name != "hours_apart")
    hours = int(next((fact for why in twin.likeness.reasons for name, fact in why.facts if name == "hours"), 0))
    return Say("file-perhaps-same", {"code": twin.request.code, "signs": signs, "hours": hours})


def buttons(file: File) -> tuple[Button, ...]:
    """Put them together, say that they are two, or part them again."""
    request = file.request
    if request is None:
        return ()
    if request.state == "merged":
        return (_unmerge(request),)
    found = [button for twin in _twins(file) for button in _decide(file, twin.request)]
    return (*found, *(_unmerge(one) for one in _followers(file)))


def _decide(file: File, other: Request) -> tuple[Button, Button]:
    arg, facts = f"{file.case.id}.{other.id}", {"code": other.code}
    return Button("merge", arg, "button-merge", facts), Button("apart", arg, "button-apart", facts)


def _unmerge(request: Request) -> Button:
    return Button("unmerge", request.id, "button-unmerge", {"code": request.code})


def _followers(file: File) -> list[Request]:
    return file.app.world.register.followers_of(file.request.id) if file.request else []


def _twins(file: File) -> list[Twin]:
    """Those the viewer may see: of areas they coordinate."""
    if file.request is None:
        return []
    found = alike.of_request(file.app.world, file.request)
    return [one for one in found if file.app.world.team.coordinates(file.viewer.id, one.request.area)][:MOST]
