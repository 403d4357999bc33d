"""TOML files of rules and words, with their faults in one sentence each."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError


def content_of(file: Path) -> Mapping[str, Any]:
    """Return what a TOML file holds.

    Raises:
        VocabularyError: the file cannot be read or is no valid TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(
            f"{file.name}: the file cannot be read ({error.strerror}); reinstall the program."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{file.name}: the file is not valid TOML ({error}).") from error


def tables_in(content: Mapping[str, Any], file: str, name: str) -> list[Mapping[str, Any]]:
    """Return the tables ``[[name]]`` of the content of a file in order.

    Raises:
        VocabularyError: it holds no such tables.
    """
    found = content.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise VocabularyError(f"{file}: there is no [[{name}]] in it.")
    return found


def texts(where: str, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of texts of a table; none if it has no such list.

    Raises:
        VocabularyError: it is something else than a list of texts.
    """
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise VocabularyError(f"{where}: {name} must be a list of texts.")
    return tuple(found)
