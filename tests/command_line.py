"""The program's command line on a catalogue for one test: its own `main`, or a whole process of its own."""

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import main

Run = Callable[..., subprocess.CompletedProcess[str]]
"""Run the program with arguments and return what it printed."""


def run_on(folder: Path, project: Path) -> Run:
    """Return what runs the program on the catalogue in a folder.

    It runs in this process, which has read the word lists already, and in its own if it draws: Qt has one application
    in each.
    """

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        places = ["--database", str(folder / "catalogue.db"), "--config", str(folder / "config")]
        draws = any(each == "--screenshot" or each.endswith(".pdf") for each in arguments)
        command = [*places, *arguments]
        return run_alone(command, project) if draws else _run_here(command)

    return run


def run_alone(arguments: Sequence[str], project: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=60)


def _run_here(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    out, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(told):
        try:
            code = main.main(arguments)
        except SystemExit as wrong_usage:
            code = wrong_usage.code
    printed, faults = (each.buffer.getvalue().decode("utf-8") for each in (out, told))
    return subprocess.CompletedProcess(arguments, code, printed, faults)
