"""`/whoami`: the id someone has on this platform, which is what areas.toml knows a coordinator by."""

from typing import TYPE_CHECKING

from bot.access import of_person
from bot.messages import Ref
from bot.model import Session
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App


def whoami(app: "App", session: Session, heard: Heard) -> Reply:
    """Their own id, to give to whoever runs Onedoor."""
    platform = heard.chat.partition(":")[0]
    return Reply(session, says=(say("whoami", id=Ref(of_person(heard.who, f"address.{platform}")), platform=platform),))


PRESSES: dict[str, Step] = {}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = dict.fromkeys(("/whoami", "my id"), whoami)
