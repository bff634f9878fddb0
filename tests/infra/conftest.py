"""Whole processes for the ground's tests: started, spoken to, killed, and never left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.settings import PREFIX

ROOT = Path(__file__).parents[2]


@pytest.fixture
def python() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start a Python process in the project's folder: its arguments, and ONEDOOR_ settings by keyword."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **settings: object) -> "subprocess.Popen[str]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        chosen = {PREFIX + name.upper(): str(value) for name, value in settings.items()}
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**kept, **chosen},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.send_signal(signal.SIGKILL)
        process.communicate()
