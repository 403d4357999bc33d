"""What a power cut may undo: a name that was given before its file lay on the disk, or that the folder never kept.

The system calls of a real process are listed. Between two names that are given, everything that the first one rests on
must have been synced: the content of the file before, the folder after.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.catalogue.file.backups import back_up
from desktop.catalogue.file.creating import create
from tests.killing import PROJECT

_CALLS = "openat,open,creat,close,dup,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (\d+)")
_NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass
class Disk:
    """Follow what of a folder would outlive a power cut."""

    folder: str
    open: dict[str, str] = field(default_factory=dict)
    unsynced: set[str] = field(default_factory=set)
    """Files whose content, and folders whose names, may lie in memory alone."""
    faults: list[str] = field(default_factory=list)
    given: int = 0

    def take(self, call: str, arguments: str, result: str) -> None:
        names = [each for each in _NAME.findall(arguments) if each.startswith(self.folder)]
        handle = arguments.partition(",")[0].strip()
        if call in ("openat", "open", "creat") and names:
            self.open[result] = names[0]
        elif call == "close":
            self.open.pop(handle, None)
        elif call in ("write", "pwrite64") and handle in self.open:
            self.unsynced.add(self.open[handle])
        elif call in ("fsync", "fdatasync") and handle in self.open:
            self.unsynced.discard(self.open[handle])
        elif call.startswith(("rename", "link")) and len(names) == 2:
            self._give(*names)

    def _give(self, old: str, new: str) -> None:
        self.given += 1
        folder = str(Path(new).parent)
        if old in self.unsynced:
            self.faults.append(f"{new} was named before its content was synced")
        if folder in self.unsynced:
            self.faults.append(f"{new} was named before the name given before it was synced")
        self.unsynced.add(folder)


def disk_after(folder: Path, code: str) -> Disk:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("no strace to list the system calls with")
    log = folder.parent / "calls"
    command = [strace, "-f", "-o", str(log), "-e", f"trace={_CALLS}", sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("strace is not permitted here")
    assert done.returncode == 0, done.stderr
    disk = Disk(str(folder))
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _CALL.match(line)
        if found:
            disk.take(*found.groups())
    return disk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.mark.parametrize("work", ["create", "back up", "restore", "export", "whole file"])
def test_every_name_is_given_to_a_synced_file_and_kept_by_a_synced_folder(folder: Path, work: str) -> None:
    path = folder / "catalogue.db"
    if work in ("back up", "restore"):
        create(path)
        back_up(path)
    code = {
        "create": "from desktop.catalogue.file.opening import open_file; open_file(path).close()",
        "back up": "from desktop.catalogue.file.backups import back_up; back_up(path, own_work='[]')",
        "restore": "from desktop.catalogue.file.backups import backups_of\n"
        "from desktop.catalogue.file.restoring import restore\n"
        "restore(backups_of(path)[0], path)",
        "export": "from desktop.workflows.text_file import write_text; write_text(path, 'trials')",
        "whole file": "from desktop.files import whole_file\nwith whole_file(path) as stream: stream.write(b'x')",
    }[work]
    disk = disk_after(folder, f"from pathlib import Path; path = Path({str(path)!r})\n{code}")
    assert disk.given == {"create": 1, "back up": 2, "restore": 3, "export": 1, "whole file": 1}[work]
    assert disk.faults == []
    assert not [each for each in disk.unsynced if Path(each).is_dir() or not each.endswith("-shm")]


def test_a_name_that_is_given_carelessly_is_noticed(folder: Path) -> None:
    code = (
        "import os; from pathlib import Path\n"
        f"beside, path = Path({str(folder / 'beside')!r}), Path({str(folder / 'x')!r})\n"
        "for _ in range(2): beside.write_bytes(b'x'); beside.replace(path)"
    )
    disk = disk_after(folder, code)
    assert len(disk.faults) == 3
    assert str(folder) in disk.unsynced
