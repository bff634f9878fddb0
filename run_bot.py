"""Onedoor's command line: picks a role and runs it. Nothing else may import everything."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer
from rich.console import Console

from benchmarks import command_line as measured
from bot.errors import OnedoorError
from config import logs, settings
from config.settings import BadSettings, Settings

if TYPE_CHECKING:
    from handlers.web.run import Hooks

# Roles are imported when picked: --help stays quick, and a role loads only what it needs.
cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help="One front door for community help.")


def _moment(text: str) -> datetime:
    """A moment as ISO 8601."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write it like 2026-11-20T10:00:00+00:00") from None


DataDir = Annotated[Path | None, typer.Option("--data-dir", help="The data folder of the running system.")]


@cli.callback(invoke_without_command=True)
def everything(context: typer.Context) -> None:
    """Without a command: every role on this machine, restarted when one ends."""
    if context.invoked_subcommand is None:
        from bot.commands.supervise import supervise

        supervise(_ready(settings.load()))


@cli.command()
def demo(
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was tried before and start afresh.")] = False,
) -> None:
    """An example area with example people, and a page to try every side of a request."""
    from bot.commands.demo import prepare
    from bot.commands.supervise import supervise

    supervise(_ready(settings.demo_settings()), fresh=reset, prepare=prepare)


@cli.command()
def web() -> None:
    """The web door."""
    from bot.commands.supervise import check_port
    from handlers.web.run import main

    with _store() as ready:
        check_port(ready.web_host, ready.web_port)
        main(ready, _hooks(ready))


@cli.command()
def telegram() -> None:
    """The Telegram door."""
    from handlers.telegram.run import main

    with _store() as ready:
        main(ready)


@cli.command()
def worker() -> None:
    """One process that does the follow-ups."""
    from workers.run import worker as run

    with _store() as ready:
        run(ready)


@cli.command()
def clock() -> None:
    """The process that sees what falls due."""
    from workers.run import clock as run

    with _store() as ready:
        run(ready)


@cli.command()
def chat(
    name: Annotated[str, typer.Option("--as", help="Who is speaking.")],
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object per message.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Speak to the running system from here: a line in, replies out; /press BUTTON_ID presses a button."""
    from handlers.console.run import main

    main(_ready(settings.load() if data_dir is None else settings.load(data_dir=data_dir)), name, as_json)


@cli.command()
def doctor(data_dir: DataDir = None) -> None:
    """Whether all is well: settings, Redis, tokens, clock, workers, texts, areas; a line each."""
    from bot.commands.doctor import main
    from handlers.telegram import check

    with _store(data_dir) as ready:
        well = main(ready, [check.token] if ready.telegram_token else [])
    sys.exit(0 if well else 1)


@cli.command()
def understand(
    now: Annotated[
        datetime | None, typer.Option(parser=_moment, metavar="ISO", help="The moment the messages were written.")
    ] = None,
) -> None:
    """What messages mean: JSON lines in, JSON lines out."""
    from bot.commands.understand import main

    main(now)


Books = Annotated[Path | None, typer.Option("--books", help="Another folder with the phrasebooks.")]


@cli.command("check-phrases")
def check_phrases(books: Books = None) -> None:
    """What to look at after changing the phrasebooks: phrases that collide or never win, learning out of date."""
    from bot.commands.check_phrases import main

    main(_there(books))


@cli.command()
def learn(books: Books = None) -> None:
    """Learn anew what words are worth, after changing phrasebooks or examples; about a minute."""
    from matching.learn import main

    main(_there(books))


def _there(books: Path | None) -> Path | None:
    """The folder, if it has phrasebooks in it. Raises BadSettings."""
    if books and not (books / "kinds.toml").is_file():
        raise BadSettings(f"{books} has no kinds.toml: name the folder the phrasebooks are in.")
    return books


imports = typer.Typer(help="Read files in; each reports what it took, changed and refused, row by row.")
exports = typer.Typer(help="What was put in comes out, in open formats.")
cli.add_typer(imports, name="import")
cli.add_typer(exports, name="export")
cli.add_typer(measured.benches, name="bench")
cli.command()(measured.simulate)


@imports.command("volunteers")
def import_volunteers(
    source: Annotated[Path, typer.Argument(help="A CSV or XLSX file, with whatever headings.")],
    yes: Annotated[bool, typer.Option("--yes", help="Go on without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")] = False,
    approved_by: Annotated[str, typer.Option(help="The coordinator who answers for the recorded checks.")] = "",
    telegram_bot: Annotated[str, typer.Option(help="The bot's username, for Telegram join links.")] = "",
    new_links: Annotated[bool, typer.Option("--new-links", help="New links for those who have not joined.")] = False,
    links: Annotated[Path | None, typer.Option(help="A CSV file to write the join links to.")] = None,
    data_dir: DataDir = None,
) -> None:
    """A group's own list of volunteers: each gets a join link, and waits for a coordinator."""
    from bot.commands.import_volunteers import Options, main

    with _store(data_dir) as ready:
        main(ready, source, Options(yes, dry_run, approved_by, telegram_bot, new_links, links))


@exports.command("volunteers")
def export_volunteers(
    dest: Annotated[Path, typer.Argument(help="The CSV file to write.")], data_dir: DataDir = None
) -> None:
    """Every volunteer, with what is private opened."""
    from bot.commands.export_volunteers import main

    with _store(data_dir) as ready:
        written = main(ready, dest)
    Console().print(f"{written} volunteers are in {dest}.", markup=False)


@cli.command()
def misleading(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False, data_dir: DataDir = None
) -> None:
    """Which phrases mislead, as residents corrected them: how often, from which kind to which. Nothing changes."""
    from bot.commands.misleading import main

    with _store(data_dir) as ready:
        main(ready, as_json=as_json)


@cli.command()
def match(
    text: Annotated[str, typer.Option(help="What someone asks for, in their words.")],
    place: Annotated[str, typer.Option(help="Where: a postcode or a village.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Who could help with this: volunteers and services, best first, each with the reasons. Nobody is asked."""
    from bot.commands.match import main

    with _store(data_dir) as ready:
        main(ready, text, place, as_json=as_json)


@cli.command()
def backup(
    dest: Annotated[Path, typer.Argument(help="A new file, or a folder to put one into.")],
    keep_days: Annotated[int | None, typer.Option(min=1, help="Remove backups in that folder older than this.")] = None,
    data_dir: DataDir = None,
) -> None:
    """All that Onedoor keeps, as it stands at this moment, in one encrypted file. Onedoor may go on running."""
    from bot.commands.backup import backup as run

    with _store(data_dir) as ready:
        path = run(ready, dest, keep_days)
    Console(soft_wrap=True).print(f"The backup is {path}. Without the master key it is worth nothing.", markup=False)


@cli.command()
def restore(
    source: Annotated[Path, typer.Argument(help="A file that backup has made.")],
    erased_in: Annotated[
        list[Path] | None, typer.Option(help="A later backup: whoever it knows to be erased is erased again.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Put a backup back, into an empty Redis."""
    from bot.commands.backup import restore as run

    with _store(data_dir) as ready:
        done = run(ready, source, erased_in or [])
    words = f"""Restored: all is as it was on {done.made:%d %B %Y at %H:%M} UTC.
People erased again, who had been forgotten since: {done.forgotten}.
Whoever asked to be forgotten after that, and is in none of the backups given, is known again: erase them now."""
    Console(soft_wrap=True).print(words, markup=False)


def _hooks(found: Settings) -> "Hooks":
    """What the web door passes on to platforms that call us."""
    from handlers.telegram import webhook

    called = found.telegram_token and found.telegram_mode == "webhook"
    return {"telegram": webhook.opened} if called else {}


def _ready(found: Settings) -> Settings:
    logs.configure(found.log_level, as_json=found.log_json)
    return found


@contextmanager
def _store(data_dir: Path | None = None) -> Iterator[Settings]:
    """The settings with a Redis that answers: the one they name, the running system's, or one for this command."""
    from bot.store.embedded import joined

    found = _ready(settings.load() if data_dir is None else settings.load(data_dir=data_dir))
    if found.redis_url:
        yield found
    else:
        with joined(found.data_dir) as url:
            yield found.with_redis(url)


def main() -> None:
    """Run the command line; what a person can put right is one line, without a traceback."""
    try:
        cli()
    except (OnedoorError, BadSettings) as problem:
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"Onedoor: {problem}")
        sys.exit(1)
    except Exception:  # noqa: BLE001 - the edge of the process: Python's own report would say what people typed
        if not structlog.is_configured():
            logs.configure("info", as_json=False)
        structlog.get_logger().exception("broke")
        sys.exit(1)


if __name__ == "__main__":
    main()
