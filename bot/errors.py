"""What can go wrong, as one short family. Each message is a plain sentence saying what to do."""

from pathlib import Path


class OnedoorError(Exception):
    """Onedoor cannot go on. The message is for whoever runs it, and is shown without a traceback."""


class DataFolderInUse(OnedoorError):
    """Another Onedoor already runs on this data folder."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            f"Another Onedoor is already running on {data_dir}: stop that one first, or set ONEDOOR_DATA_DIR to "
            "another folder."
        )


class DataFolderNotWritable(OnedoorError):
    """The data folder cannot be made or written to."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            f"The data folder {data_dir} cannot be written to: give this account write access to it, or set "
            "ONEDOOR_DATA_DIR to another folder."
        )


class NoRedisServer(OnedoorError):
    """There is no redis-server to run."""

    def __init__(self) -> None:
        super().__init__(
            "No redis-server of version 6.2 or later was found: install one (on Debian: apt-get install redis-server), "
            "or set ONEDOOR_REDIS_URL to one that is running."
        )


class RedisTooOld(OnedoorError):
    """The data folder was written by a newer redis-server than the one found."""

    def __init__(self, data_dir: Path, version: str) -> None:
        super().__init__(
            f"The data in {data_dir} was written by redis-server 7 or later, and only {version} was found: install "
            "the newer one (on Debian: apt-get install redis-server)."
        )


class RedisWillNotStart(OnedoorError):
    """Our own redis-server ended or never answered while starting, or ended again and again."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"Onedoor's own redis-server does not stay up: the last lines of {log} say why.")


class RedisNotReached(OnedoorError):
    """The Redis named in the settings does not answer."""

    def __init__(self) -> None:
        super().__init__("The Redis at ONEDOOR_REDIS_URL does not answer: check the address, and that it is running.")


class PortInUse(OnedoorError):
    """Something else listens on the web port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Something else is using port {port} on {host}: stop it, or set ONEDOOR_WEB_PORT to another port."
        )


class CannotListen(OnedoorError):
    """The web port cannot be opened, though nothing else has it."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"Port {port} on {host} cannot be opened ({why}): set ONEDOOR_WEB_HOST and ONEDOOR_WEB_PORT to ones this "
            "account may use."
        )


class ChildKeepsCrashing(OnedoorError):
    """A part of Onedoor ended again and again."""

    def __init__(self, role: str, times: int) -> None:
        super().__init__(
            f"The {role} process ended {times} times within a minute, so everything was stopped: the lines marked "
            f"{role} above say why; put that right and start again."
        )


class MasterKeyWrong(OnedoorError):
    """Sealed data cannot be opened with the key we have."""


class NoMasterKey(OnedoorError):
    """A backup is made and read with the master key, and there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no master key: set ONEDOOR_MASTER_KEY to the one the data was made with, or put it into {path}."
        )


class StillChanging(OnedoorError):
    """So much was written while a backup was made that no moment could be caught."""

    def __init__(self) -> None:
        super().__init__("Too much is being written to copy one moment of it: run backup again a little later.")


class NotABackup(OnedoorError):
    """A file that `backup` never made."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no backup of Onedoor: name a file that run_bot.py backup has made.")


class BackupCutShort(OnedoorError):
    """A backup that ends before its end."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is only the first part of a backup, so nothing was restored: fetch the file again, or take an "
            "earlier backup."
        )


class BackupDamaged(OnedoorError):
    """A backup that is not as it was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is damaged, so nothing was restored: fetch the file again, or take an earlier backup."
        )


class BackupOfAnotherKey(OnedoorError):
    """A backup made with a master key other than ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was made with another master key, so nothing was restored: set ONEDOOR_MASTER_KEY to the one it "
            "was made with."
        )


class NotEmpty(OnedoorError):
    """There is something in the Redis that a backup should be put into."""

    def __init__(self) -> None:
        super().__init__(
            "This Redis is not empty, so nothing was restored: stop Onedoor, and set ONEDOOR_DATA_DIR to an empty "
            "folder, or ONEDOOR_REDIS_URL to an empty Redis or database number."
        )


class HalfRestored(OnedoorError):
    """A restore into this Redis was cut short before."""

    def __init__(self) -> None:
        super().__init__(
            "An earlier restore into this Redis was cut short and only part of the backup is in it: empty it (FLUSHDB, "
            "or another ONEDOOR_DATA_DIR) and restore again."
        )


class NotPossible(OnedoorError):
    """What was asked cannot follow from where things stand."""


class AlreadyTaken(NotPossible):
    """Someone else has the last place on this request."""


class InviteOver(NotPossible):
    """The invite was answered, withdrawn or ran out before this press."""


class NoLongerFits(NotPossible):
    """A hard rule now stands between this volunteer and this request. The message is the rule's name."""


class AlreadyClaimed(NotPossible):
    """Another coordinator has this case."""


class NotClaimed(NotPossible):
    """Nobody has this case yet: take it first. The message is its id."""


class NobodyLeft(NotPossible):
    """Nobody is left who could be asked for this request. The message is its code."""


class NotAllowed(NotPossible):
    """This person has no role that allows it."""


class NotFound(NotPossible):
    """There is no such record, or no longer."""


class Stale(OnedoorError):
    """A record moved between reading and committing. Read again, decide again. The message is its key."""


class TryLater(OnedoorError):
    """A turn could not be committed now and changed nothing; it may be tried again."""
