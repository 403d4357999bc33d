"""The program's command line in a process of its own, on a catalogue for one test."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
"""Run the program with arguments and return what it printed."""


def run_on(folder: Path, project: Path) -> Run:
    """Return what runs the program on the catalogue in a folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        places = ["--database", str(folder / "catalogue.db"), "--config", str(folder / "config")]
        command = [sys.executable, "main.py", *places, *arguments]
        return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=60)

    return run
