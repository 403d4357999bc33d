"""Import a file through the window of a program, as a user does: Ctrl+O, the path, Return; then ask the program.

    import_through_window.py PROGRAM FILE TRIALS

Needs Xvfb and xdotool. It fails unless the catalogue then holds so many trials of one import.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 120


def until(wanted: Callable[[], object], what: str, process: "subprocess.Popen[str]") -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not wanted():
        if process.poll() is not None:
            sys.exit(f"The program ended with code {process.returncode} before {what}.")
        if time.monotonic() > end:
            sys.exit(f"Waited {PATIENCE_S} s in vain: {what}.")
        time.sleep(0.5)


def windows(name: str) -> list[str]:
    """Return the visible windows with a title."""
    command = ["xdotool", "search", "--onlyvisible", "--name", name]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # fails if there is none
    return found.stdout.split()


def press(window: str, *actions: str) -> None:
    """Do something with the keys in a window."""
    subprocess.run(["xdotool", "windowfocus", "--sync", window, *actions], check=True)


def imported(program: list[str]) -> list[int]:
    """Return the numbers of trials of all imports."""
    done = subprocess.run([*program, "imports", "--json"], capture_output=True, text=True, check=True)
    return [json.loads(line)["trials"] for line in done.stdout.splitlines()]


def work(program: list[str], file: Path, trials: int) -> None:
    """Open the window, import the file, and wait for its trials."""
    process = subprocess.Popen(program, text=True)
    try:
        until(lambda: windows("Trial Catalogue"), "the window is shown", process)

        def ask() -> list[str]:
            press(windows("Trial Catalogue")[0], "key", "ctrl+o")
            time.sleep(1)
            return windows("Import files")

        until(ask, "the dialog that asks for files is shown", process)
        press(windows("Import files")[0], "type", "--delay", "5", str(file))
        press(windows("Import files")[0], "key", "Return")
        until(lambda: trials in imported(program), f"{trials} trials are imported", process)
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Import through the window on a screen of its own."""
    program, file, trials = sys.argv[1:]
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(screen, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as display,
    ):
        assert display.stdout is not None
        os.environ["DISPLAY"] = f":{display.stdout.readline().strip()}"
        os.environ.pop("QT_QPA_PLATFORM", None)
        try:
            places = ["--database", f"{folder}/catalogue.db", "--config", f"{folder}/config"]
            work([program, *places], Path(file).absolute(), int(trials))
        finally:
            display.terminate()
    print(f"{trials} trials were imported through the window.")


if __name__ == "__main__":
    main()
