"""Private words: sealed to their owner and their place, gone with the owner's key."""

import json
import stat
import time
import traceback
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from pytest_mock import MockerFixture

from bot.errors import MasterKeyWrong
from bot.model import Person, PersonId, Sealed
from bot.store import codec, keys
from bot.store.seal import Vault, load_master_key, make_master_key
from tests.support.redis_server import everything_in
from tests.support.town import Town


def test_the_master_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """First run makes it, readable by nobody else; later runs find the same."""
    first, made = load_master_key(None, tmp_path)
    again, made_again = load_master_key(None, tmp_path)
    assert (made, made_again) == (True, False)
    assert first == again
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600


def test_a_master_key_that_is_no_key(tmp_path: Path) -> None:
    """A setting that is not 32 bytes is refused with what to do."""
    with pytest.raises(MasterKeyWrong, match="32 bytes"):
        load_master_key("secret", tmp_path)


def test_a_name_is_not_in_the_store_in_clear(town: Town) -> None:
    """Nothing private can be read from Redis: not a name, a number, a door, or a platform's id."""
    town.meet("amina", phone="+447700900123", door="4 Example Row")
    lying = everything_in(town.app.ledger.client)
    for private in (b"Amina", b"amina", b"7700900123", b"Example Row"):
        assert private not in lying


def test_what_was_moved_does_not_open(town: Town) -> None:
    """A sealed value put into another field or record is refused."""
    person = town.meet("amina", door="4 Example Row")
    sealed = Sealed(person.sealed["door"])
    with pytest.raises(InvalidTag):
        town.app.world.vault.open(person.id, f"person:{person.id}#name", sealed)


def test_erasing_a_key_erases_what_it_sealed(town: Town) -> None:
    """With a person's key gone nothing of theirs opens, for anyone."""
    person = town.meet("amina", door="4 Example Row")
    town.app.ledger.client.hdel(keys.person_keys(), person.id)
    fresh = Vault(town.app.world.vault.master, town.app.world.register)
    assert fresh.open(person.id, f"person:{person.id}#door", person.sealed["door"]) is None


def test_data_of_another_master_key(town: Town) -> None:
    """Opening with the wrong master key says so plainly."""
    person = town.meet("amina")
    other, _ = load_master_key(make_master_key(), Path("unused"))
    with pytest.raises(MasterKeyWrong, match="another master key"):
        Vault(other, town.app.world.register).open(person.id, f"person:{person.id}#name", person.sealed["name"])


def test_a_process_does_not_remember_a_key_it_made(town: Town, mocker: MockerFixture) -> None:
    """Whoever made someone known holds their key for as long as a turn may take, and no longer."""
    vault = town.app.world.vault
    vault.new_key(PersonId("p1"))
    sealed = vault.seal(PersonId("p1"), "person:p1#name", "Amina")
    assert vault.open(PersonId("p1"), "person:p1#name", sealed) == "Amina"
    hour_on = time.monotonic() + 3600
    mocker.patch("time.monotonic", return_value=hour_on)
    assert vault.open(PersonId("p1"), "person:p1#name", sealed) is None


def test_what_cannot_be_read_is_not_quoted() -> None:
    """A broken record is named by its kind alone: its words may be private, and what is raised ends in a log."""
    broken = json.dumps({"id": {"said": "he reads my phone"}})
    with pytest.raises(codec.Unreadable) as raised:
        codec.decode(Person, broken)
    shown = "".join(traceback.format_exception(raised.value))
    assert "Person" in shown
    assert "phone" not in shown
