"""Word lists and rules are read and checked once, and again only if one of their files has changed."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Protocol, TypeVar

from desktop.facets.drug_names import DRUG_FILE
from desktop.facets.own_files import ADDED, own_files

_KEPT = 2
"""What is remembered of each reader: the shipped files, and those with the user's own copies."""
_SUFFIXES = (".toml", ".csv")

Read_co = TypeVar("Read_co", covariant=True)


class Reader(Protocol[Read_co]):
    """Read a folder of shipped files; a user's ``own`` copies count instead of files of the same name."""

    def __call__(self, folder: Path, own: Path | None = None) -> Read_co:
        """Return what was read; treat it as unchangeable, for others may hold it too."""


def read_once(read: Reader[Read_co]) -> Reader[Read_co]:
    """Return a reader that gives again what it gave before, as long as every file holds the same bytes."""

    @lru_cache(maxsize=_KEPT)
    def remembered(folder: Path, own: Path | None, _content: bytes) -> Read_co:
        return read(folder, own)

    @wraps(read)
    def read_if_changed(folder: Path, own: Path | None = None) -> Read_co:
        shipped = sorted(folder.rglob("*"))
        names = {each.name for each in shipped}
        if DRUG_FILE in names:
            names.add(ADDED)
        copies = [each for each in own_files(own) if each.name in names]
        try:
            content = _digest((*shipped, *copies))
        except OSError:
            return read(folder, own)  # which tells in words what cannot be read
        return remembered(folder, own if copies else None, content)

    return read_if_changed


def _digest(files: Iterable[Path]) -> bytes:
    digest = hashlib.sha256()
    for file in files:
        if file.suffix in _SUFFIXES and file.is_file():
            content = file.read_bytes()
            digest.update(f"{file.name} {len(content)} ".encode())
            digest.update(content)
    return digest.digest()
