"""The commands that measure, for `run_bot.py`: only what they take; the rest is loaded when one is picked."""

from typing import Annotated, Literal

import typer

from config import logs, settings


def _begin() -> None:
    found = settings.load()
    logs.configure(found.log_level, as_json=found.log_json)


def simulate(
    seed: Annotated[int, typer.Option(help="Which town and which month: the same number, the same figures.")] = 1,
    days: Annotated[int, typer.Option(min=1, help="For how many days requests come in.")] = 30,
    volunteers: Annotated[int, typer.Option(min=10, help="How many offer help.")] = 150,
    per_day: Annotated[float, typer.Option(min=0.5, help="Requests a day, on average.")] = 8,
    policy: Annotated[Literal["nearest", "onedoor", "both"], typer.Option(help="Whom to ask first.")] = "both",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """How fairly and how well one invented town is served: nearest first, and as Onedoor asks."""
    from benchmarks.simulate.command import Wanted, main

    _begin()
    main(Wanted(days, seed, volunteers, per_day, policy), as_json=as_json)


benches = typer.Typer(help="Measures what matters, on this machine.")


@benches.command("match")
def bench_match(
    volunteers: Annotated[int, typer.Option(min=1, help="How many volunteers the country has.")] = 100_000,
    requests: Annotated[int, typer.Option(min=1, help="How many requests are matched.")] = 1000,
    seed: Annotated[int, typer.Option(help="Which people and which requests.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """How long matching takes among so many volunteers, and what each takes in memory: a private Redis, then gone."""
    from benchmarks.match.command import main

    _begin()
    main(volunteers, requests, seed, as_json=as_json)


@benches.callback()
def _bench() -> None:
    """Keeps `match` a command by name while it is the only one."""
