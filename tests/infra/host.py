"""A supervisor in a process of its own, over whatever small parts a test gives it as JSON."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from bot.commands.supervisor import Greeting, Part, Patience, Supervisor
from bot.errors import OnedoorError
from bot.store.embedded import EmbeddedRedis


def run(given: dict[str, Any]) -> None:
    """Supervise these shell commands until told to stop."""
    redis = EmbeddedRedis(Path(given["data_dir"])) if "data_dir" in given else None
    try:
        if redis:
            redis.start()
        Supervisor(
            [Part(name, ["/bin/sh", "-c", command]) for name, command in given["parts"].items()],
            dict(os.environ),
            redis=redis,
            greeting=Greeting("127.0.0.1", given["port"], "come in") if "port" in given else None,
            patience=Patience(**given.get("patience", {})),
        ).run()
    except OnedoorError as problem:
        sys.exit(str(problem))
    finally:
        if redis:
            redis.stop()


if __name__ == "__main__":
    run(json.loads(sys.argv[1]))
