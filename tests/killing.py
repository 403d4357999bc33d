"""Killing a program at each of its steps, for real: a process of its own that is ended by the system."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
# Each change of a file or a name that Python makes, and each opening of a database; SQLite's own steps are its own.
_STEPS = {"open", "os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "os.truncate", "sqlite3.connect"}
_DRIVER = """
import os, shutil, signal, sys
from pathlib import Path
{imports}

template, place = Path(sys.argv[1]), Path(sys.argv[2])

def work(folder, last):
    done = 0
    def step(event, arguments):
        nonlocal done
        if event in {steps!r} and any(str(folder) in str(each) for each in arguments):
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1
    sys.addaudithook(step)
    {act}

for last in range(1000):
    folder = place / str(last)
    shutil.copytree(template, folder)
    child = os.fork()
    if not child:
        try:
            work(folder, last)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status >= 0:
        sys.exit(status)
"""


def killed_at_each_step(imports: str, act: str, template: Path, place: Path) -> list[Path]:
    """Return copies of a folder in each of which ``act``, one line on ``folder``, was killed one step later.

    In the last of them it came to its end.
    """
    if sys.platform == "win32":
        pytest.skip("Windows cannot fork")
    place.mkdir()
    code = _DRIVER.format(imports=imports, act=act, steps=_STEPS)
    command = [sys.executable, "-W", "ignore", "-c", code, str(template), str(place)]
    subprocess.run(command, cwd=PROJECT, check=True)
    return sorted(place.iterdir(), key=lambda each: int(each.name))
